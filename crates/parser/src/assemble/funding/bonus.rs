//! 奖励 补助: a bonus for whoever fulfils a condition, a pool of budget money, or neither.

use lianjie_core::{Decimal, FundingKind, Per, Unit};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::governor::Governor;
use super::kind::{Field, Kind, STORY, is_below, is_personal, is_unit_price, named, read};

use FundingKind as K;

/// Less than this may be what one person was given.
const AWARD: i64 = 10_000;
/// A bonus this large is a pool, not one receiver's.
const POOL: i64 = 1_000_000;

impl Reader<'_> {
    /// 奖励 补助: a bonus for whoever fulfils a condition, or a pool of budget money.
    pub(super) fn bonus(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        let is_reward = governor.head.is_some_and(|head| head.code == "reward");
        if is_personal(quantity) && !self.promised_to_each(quantity, field)
            || self.is_price(quantity, field)
            || (is_reward || self.income) && self.spends_receipts(field)
            || !self.is_granted(quantity, field)
        {
            return None;
        }
        let limit = if self.marked("fiscal", field.phrase) { STORY } else { POOL };
        let pool = is_yearly(quantity) && !self.policy && !is_below(quantity, limit);
        Some(if is_reward {
            named(K::Reward)
        } else if !pool {
            read(K::Reward)
        } else if self.poor(field.phrase) {
            read(K::FiscalSpecial)
        } else {
            read(K::FiscalOther)
        })
    }

    /// Whether a sum that 奖 or 补 governs is a bonus.
    pub(super) fn is_bonus(&self, quantity: &Quantity, field: Field) -> bool {
        (!is_personal(quantity) || self.promised_to_each(quantity, field))
            && !self.is_price(quantity, field)
            && !self.spends_receipts(field)
            && self.is_granted(quantity, field)
    }

    /// Whether what each gets is promised by a rule, and not to pupils.
    fn promised_to_each(&self, quantity: &Quantity, field: Field) -> bool {
        self.ruled(quantity.range.start) && !self.schools(field.lead.cover(field.tail))
    }

    /// Whether a sum that a plain noun names behind 补 or 奖 is a bonus for each: 「每亩补苗木款800元」.
    pub(super) fn is_bonus_for(&self, quantity: &Quantity, verb: Option<&str>, field: Field) -> bool {
        verb == Some("reward") && is_unit_price(quantity) && self.is_bonus(quantity, field)
    }

    /// Whether a small bonus is told as a grant: a policy promises it, a treasury gives it, or it is for each piece of
    /// what is grown and built. What one person was once given is that person's: 「领了补助3000元」.
    fn is_granted(&self, quantity: &Quantity, field: Field) -> bool {
        let daily = quantity.per.contains(&Per::Day) || quantity.per.contains(&Per::Month);
        let each = !is_yearly(quantity);
        let public = || self.marked("fiscal", field.lead) || self.named_level(field.lead);
        let got = || self.has(Class::FundStop, field.lead);
        let awarded = || self.has_verb("reward", field.lead) && !is_below(quantity, AWARD) && !got();
        !daily
            && (self.ruled(quantity.range.start)
                || !is_below(quantity, STORY)
                || each && !got()
                || awarded()
                || public())
    }

    /// 「每吸纳一人奖补1000元，上半年兑现263万元」: whether a norm of bonuses stands in the sentence before a sum.
    pub(super) fn tells_of_bonus(&self, field: Field) -> bool {
        let told = TextRange::new(field.sentence.start, field.phrase.start.min(field.lead.start));
        let hits = &self.context.mentions.hits;
        let other = self.marked("project", field.phrase);
        let promised = self.has_verb("reward", told)
            || hits.within(Class::Fund, told).iter().any(|head| matches!(head.code, "reward" | "subsidy"));
        promised && !other
    }

    /// What a treasury pays back: interest where lending is told, else money of its own.
    pub(super) fn reimbursed(&self, field: Field) -> Kind {
        let range = field.sentence;
        let heads = self.context.mentions.hits.within(Class::Fund, range);
        let lends = heads.iter().any(|head| head.code.ends_with("loan") || head.code == "interest_subsidy");
        let lends = lends || self.tells_terms(&["rate", "interest"], range);
        read(if lends { K::InterestSubsidy } else { K::FiscalOther })
    }

    /// 「村集体进账22万元，拿8万元奖给能手」: what a village does with what it took in.
    pub(super) fn spends_receipts(&self, field: Field) -> bool {
        let public = self.marked("fiscal", field.phrase) || self.named_level(field.phrase);
        if self.income && !public {
            return true;
        }
        let told = TextRange::new(field.sentence.start, field.phrase.start);
        let income =
            self.context.mentions.hits.within(Class::FundStop, told).iter().any(|stop| stop.code == "income");
        let summed = self.context.mentions.quantities_in(told).any(|index| {
            let quantity = self.context.mentions.quantities.get(index);
            quantity.is_some_and(|q| q.unit == Unit::Yuan && q.per.is_empty())
        });
        income && summed && !public && !self.policy
    }

    /// Whether a bonus is part of a price: 「每斤比市价高，再补0.2元」.
    pub(super) fn is_price(&self, quantity: &Quantity, field: Field) -> bool {
        quantity.value.is_some_and(|value| value < Decimal::ONE) && self.has(Class::FundStop, field.lead)
    }
}

/// Whether a sum is told for nothing but a year.
fn is_yearly(quantity: &Quantity) -> bool {
    quantity.per.iter().all(|per| *per == Per::Year)
}
