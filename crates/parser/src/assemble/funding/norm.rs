//! A norm and what it comes to: 「每村安排50万元，12个村共600万元」. The norm is no money of its own; its product with a
//! count is, and of the norm's kind.

use lianjie_core::{Decimal, FundingKind, Per, Unit};

use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::draft::Draft;
use super::giver::Giver;
use super::governor::Governor;
use super::kind::{Field, Kind, STORY, is_unit_price, read};
use super::topic::is_fund;

use FundingKind as K;

/// Bytes between 每 or 各 with its noun and verb, and the sum.
const EACH_REACH: u32 = 33;
/// Less than this is no pot of money.
const SMALL: i64 = 10_000;
/// Less than this is no stake of a household.
const STAKE: i64 = 1_000;
/// Bytes between 投给 and the end of the firm's name.
const INTO_REACH: u32 = 60;
/// Norms of a sentence that later sums are compared with.
const NORMS: usize = 8;

/// A sum told for each, with the words that say what it is.
#[derive(Clone, Debug)]
pub(super) struct Norm<'a> {
    pub(super) sum: usize,
    quantity: Quantity,
    governor: Governor<'a>,
    field: Field,
}

impl Reader<'_> {
    /// The norm that a sum is, when it is told for each of something.
    pub(super) fn norm<'a>(
        &self,
        sum: usize,
        quantity: &Quantity,
        governor: Governor<'a>,
        field: Field,
    ) -> Option<Norm<'a>> {
        let each = self.is_apiece(quantity, field) || self.near_link(quantity, field.lead);
        each.then(|| Norm { sum, quantity: quantity.clone(), governor, field })
    }

    /// Whether a sum is told for each of something other than a year: 「每村安排」, 「每亩投入」.
    pub(super) fn is_apiece(&self, quantity: &Quantity, field: Field) -> bool {
        let near = |hit: &Hit<'_>| self.gap(hit.range.end, quantity.range.start) <= EACH_REACH;
        let each = |hit: &Hit<'_>| matches!(hit.code, "each" | "apiece") && near(hit);
        // 「两县各拿出100万元」 is told for each giver, not for each who gets.
        let givers = quantity.per == [Per::Item]
            && (self.region_pays(field.phrase) || !self.each_level(field.phrase).is_empty());
        !givers && quantity.per.iter().any(|per| *per != Per::Year)
            || self.context.mentions.hits.within(Class::FundTerm, field.lead).iter().any(each)
    }

    /// 「市里各奖」, 「两级分别安排」
    fn near_link(&self, quantity: &Quantity, lead: TextRange) -> bool {
        let near = |hit: &Hit<'_>| self.gap(hit.range.end, quantity.range.start) <= EACH_REACH;
        self.context
            .mentions
            .hits
            .within(Class::FundLink, lead)
            .iter()
            .any(|hit| hit.code == "each" && near(hit))
    }

    /// Whether a sum is a norm or one family's, though its kind is that of a pot: it is told for each, or too small. A fund
    /// that each village has is one: 「每村注入互助资金20万元」.
    pub(super) fn is_no_pot(&self, quantity: &Quantity, kind: Kind, field: Field) -> bool {
        let pot = matches!(
            kind.code,
            K::Total
                | K::FiscalSpecial
                | K::FiscalIntegrated
                | K::FiscalOther
                | K::SocialInvestment
                | K::AssistanceUnit
        ) || is_fund(kind.code) && !kind.named && kind.code != K::InsuranceFund;
        let small = quantity.value.is_some_and(|value| value < Decimal::from(SMALL));
        // What a village pays is its stake only when it is a pot: 「村里出2800元买锄头」 is none.
        let own =
            kind.code == K::EquityStake && !kind.named && self.giver(field.phrase) == Some(Giver::Village);
        (pot || own) && (small || self.is_apiece(quantity, field))
            || small && is_fund(kind.code) && kind.code != K::InsuranceFund
    }

    /// 「每户用产业资金5000元入股」: what is put in for each household is its stake.
    pub(super) fn staked(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        let large = quantity.value.is_some_and(|value| value >= Decimal::from(STAKE));
        let each = self.is_apiece(quantity, field) && !quantity.per.contains(&Per::Village);
        if !(large && each && self.has_stake(field)) {
            return None;
        }
        let whole = Quantity { per: Vec::new(), ..quantity.clone() };
        self.kind(&whole, governor, field).map(|_| read(K::EquityStake))
    }

    /// 「投给饲料公司」: whether money goes into a firm that is told right behind the verb.
    fn put_into(&self, range: TextRange) -> bool {
        let hits = &self.context.mentions.hits;
        hits.within(Class::FundLink, range)
            .iter()
            .filter(|hit| hit.code == "into")
            .any(|hit| self.firm(TextRange::new(hit.range.end, range.end.min(hit.range.end + INTO_REACH))))
    }

    /// 「每户1.2万元投进养殖公司」: what each household puts into a firm, whatever the money is called.
    pub(super) fn invests(&self, quantity: &Quantity, field: Field) -> bool {
        let large = quantity.value.is_some_and(|value| value >= Decimal::from(STAKE));
        large && quantity.per.contains(&Per::Household) && self.put_into(field.tail)
    }

    /// 「凑成5万元投给合作社」: what is gathered, or one family's, and goes into a firm is its stake.
    pub(super) fn is_put_in(&self, quantity: &Quantity, verb: Option<&str>, field: Field) -> bool {
        let own = verb == Some("raise") || quantity.value.is_some_and(|value| value < Decimal::from(STORY));
        own && !is_unit_price(quantity) && (self.put_into(field.tail) || self.put_into(field.following))
    }

    pub(super) fn has_stake(&self, field: Field) -> bool {
        let put_in =
            |range| self.has_verb("stake", range) || self.marked("stake", range) || self.put_into(range);
        put_in(field.tail) || put_in(field.following)
    }

    /// The norm that a sum is the product of with a count told between them or before the norm, and the kind of that sum.
    pub(super) fn product_of(
        &self,
        norms: &[Norm<'_>],
        quantity: &Quantity,
        sentence: TextRange,
    ) -> Option<(usize, Option<Kind>)> {
        // What a policy promises for each stays a bonus of its own, and its product is the most that one gets.
        let total = quantity.value.filter(|_| quantity.per.is_empty() && !self.policy)?;
        let range = TextRange::new(sentence.start, quantity.range.start);
        let norm = norms.iter().rev().take(NORMS).find(|norm| {
            let times = |count: &Quantity| {
                let product = norm.quantity.value?.checked_mul(count.value?)?;
                Some(product == total && count.value? > Decimal::ONE)
            };
            self.context.mentions.quantities_in(range).any(|index| {
                let count = self.context.mentions.quantities.get(index);
                let count = count.filter(|count| !matches!(count.unit, Unit::Yuan | Unit::Percent));
                count.and_then(times).unwrap_or(false)
            })
        })?;
        let whole = Quantity { per: Vec::new(), value: Some(total), ..norm.quantity.clone() };
        // Budget money turned into shares keeps its origin.
        let kind = self.kind(&whole, &norm.governor, norm.field);
        Some((norm.sum, kind))
    }
}

/// Takes back a norm that was told as money of its own: its product stands for it.
pub(super) fn withdraw(drafts: &mut Vec<Draft>, sum: usize, total: Option<usize>) {
    let is_pot = |draft: &Draft| !matches!(draft.kind, K::EquityStake | K::InsuranceFund);
    let told = |draft: &Draft| draft.quantity == Some(sum) && is_pot(draft);
    // Drafts that others are part of stay.
    if let Some(index) = drafts.iter().rposition(told)
        && drafts.iter().map(|draft| draft.part_of).chain([total]).flatten().all(|total| total < index)
    {
        drafts.remove(index);
    }
}
