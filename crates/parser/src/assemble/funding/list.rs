//! Sums that no word governs, told beside others: parts by level, giver or use, tiers of a bonus, sums that share a noun.

use lianjie_core::{Decimal, FundingKind, Party, Provenance, Unit};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::outline::BlockKind;
use crate::reading::TextRange;

use super::Reader;
use super::arithmetic::{CELL, breaks_down};
use super::draft::Draft;
use super::kind::is_personal;
use super::sum::is_budget;
use super::topic::is_listed;

/// The rule for a part by its use.
pub(super) const USE: &str = "funding.sum.use";
/// The rules for parts of which only the giver, the level or the sum is told.
const GIVER: &str = "funding.sum.giver";
const LEVEL: &str = "funding.sum.level";
const COMPONENT: &str = "funding.component";
/// Less than this in a list of receivers is what each gets.
const LISTED: i64 = 10_000;
/// Bytes before the year in a list of years: 「逐年是」.
const DATED_REACH: u32 = 12;
/// Bytes of a noun with its modifier.
const NAME_REACH: u32 = 24;
/// Bytes of two characters.
const TOUCH: u32 = 6;

/// Whether only the giver, the level or the sum of a part is told, so that its kind is its whole's.
pub(super) fn is_bare(part: &Draft) -> bool {
    [GIVER, LEVEL, COMPONENT].contains(&part.provenance.rule.as_ref())
}

/// Money whose parts are told by who gives them.
fn is_given(kind: FundingKind) -> bool {
    is_listed(kind) || matches!(kind, FundingKind::Donation | FundingKind::AssistanceUnit)
}

/// Bytes of a use with its verb that a sum follows.
const USE_REACH: u32 = 48;

impl Reader<'_> {
    /// 「财政出了七成，即224万元」: the giver of a share that a sum is.
    pub(super) fn shared_giver(&self, lead: TextRange) -> Option<FundingKind> {
        let share = self.context.mentions.quantities_in(lead).next_back();
        let share = share.and_then(|index| self.context.mentions.quantities.get(index))?;
        let beside = share.unit == Unit::Percent && self.gap(share.range.end, lead.end) <= 2 * TOUCH;
        let before = TextRange::new(lead.start, share.range.start);
        let giver = if beside { self.giver(before) } else { None }?;
        Some(giver.kind(self.poor(before)))
    }

    /// 「中央财政1000万元、省级600万元」: a level alone names budget money beside other budget money.
    pub(super) fn level_part(
        &self,
        quantity: &Quantity,
        link: TextRange,
        component: bool,
        last: Option<&Draft>,
    ) -> Option<Draft> {
        use FundingKind as K;
        let hit = self.context.mentions.hits.within(Class::FundLevel, link).last().copied()?;
        let touches = hit.range.end == quantity.range.start;
        let large = quantity.value.is_some_and(|value| value >= Decimal::from(LISTED));
        let last = last.filter(|last| touches && last.quantity.is_some())?;
        let kind = match last.kind {
            // 「每亩补8000元，其中省里5000元、县里3000元」
            K::Reward if component => K::Reward,
            _ if !large => return None,
            K::FiscalSpecial | K::FiscalIntegrated | K::FiscalOther => last.kind,
            K::Total => K::FiscalOther,
            _ => return None,
        };
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let mut draft = Draft::new(kind, quantity.range.start, evidence, Provenance::inferred(LEVEL));
        draft.level = self.level(evidence);
        draft.provider = Some(Party::Government.as_str().to_owned());
        Some(draft)
    }

    /// 「其中帮扶单位100万元、村民自筹50万元」: a giver alone names a component.
    pub(super) fn giver_part(
        &self,
        quantity: &Quantity,
        link: TextRange,
        component: bool,
        last: Option<&Draft>,
    ) -> Option<Draft> {
        let listed = component || last.is_some_and(|last| last.part_of.is_some());
        let kind = if listed { self.listed_giver(link) } else { None }?;
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let provenance = Provenance::inferred(GIVER);
        let mut draft = Draft::new(kind, quantity.range.start, evidence, provenance);
        draft.named = true;
        Some(draft)
    }

    /// 「扶贫资金15万元，派出单位5万元」: whether a sum of which only the giver is told stands right behind a source.
    pub(super) fn joins(&self, quantity: &Quantity, link: TextRange, last: &Draft) -> bool {
        use FundingKind as K;
        let marks = self.context.mentions.hits.within(Class::FundMark, link);
        let start = self.joined_until(link);
        let only = marks.first().is_some_and(|mark| mark.range.start <= start + TOUCH / 2);
        let pays = matches!(
            last.kind,
            K::FiscalSpecial
                | K::FiscalOther
                | K::FiscalIntegrated
                | K::AssistanceUnit
                | K::Donation
                | K::SocialInvestment
                | K::EquityStake
                | K::Reward
                | K::Total
        );
        let between = TextRange::new(last.anchor, quantity.range.start);
        let large = quantity.value.is_some_and(|value| value >= Decimal::from(LISTED));
        only && pays
            && large
            && !self.policy
            && quantity.per.is_empty()
            && last.quantity.is_some()
            && self.yuan(between).count() == 1
    }

    /// 「用于产业的1.98亿元」, 「用于产业发展2.1亿元」: a part of the budget money told before, by its use.
    pub(super) fn use_part(&self, quantity: &Quantity, link: TextRange) -> Option<Draft> {
        let hits = &self.context.mentions.hits;
        let used = hits.within(Class::FundVerb, link).last().is_some_and(|verb| verb.code == "use");
        let of = hits
            .within(Class::FundLink, link)
            .last()
            .is_some_and(|hit| hit.code == "of" && hit.range.end == quantity.range.start);
        if !used || !of && !self.opens_with_use(link) {
            return None;
        }
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let kind = FundingKind::FiscalOther;
        Some(Draft::new(kind, quantity.range.start, evidence, Provenance::inferred(USE)))
    }

    /// Whether a noun of a list stands between the use before and this sum: 「投向产业1.1亿元、基础设施5200万元」.
    pub(super) fn is_listed_use(&self, link: TextRange) -> bool {
        let own = TextRange::new(self.joined_until(link), link.end);
        own.start > link.start
            && !own.is_empty()
            && own.len() <= USE_REACH
            && !self.has(Class::FundStop, own)
            && !self.has(Class::FundVerb, own)
    }

    /// Whether nothing but a use stands between the sum before and this one: 「，用于产业发展」.
    fn opens_with_use(&self, link: TextRange) -> bool {
        let hits = &self.context.mentions.hits;
        let own = TextRange::new(self.joined_until(link), link.end);
        let first = hits.within(Class::FundVerb, own).first();
        let opens = first.is_some_and(|verb| verb.code == "use" && verb.range.start == own.start);
        opens && own.len() <= USE_REACH && !self.has(Class::FundStop, own)
    }

    /// 「下达衔接资金，其中：镇巴县6820万元」: whether only a place stands before a sum in its clause.
    fn is_place_alone(&self, quantity: &Quantity, link: TextRange) -> bool {
        let clause = self.context.outline.clause_holding(quantity.range.start).map_or(link, |c| c.range);
        let own = TextRange::new(clause.start.max(link.start).min(link.end), link.end);
        let places = self.context.mentions.places_in(own);
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return false };
        let opens = self.joined_until(own) == first.range.start || self.linked("part", own);
        opens && last.range.end == quantity.range.start
    }

    /// Whether only words of a list stand between two sums.
    pub(super) fn is_list(&self, end: u32, start: u32) -> bool {
        self.joined_until(TextRange::new(end, start)) == start
    }

    /// Where the list words at the head of a range end.
    pub(super) fn joined_until(&self, range: TextRange) -> u32 {
        let mut at = range.start;
        for hit in self.context.mentions.hits.within(Class::FundLink, range) {
            if hit.range.start != at || hit.code != "join" {
                break;
            }
            at = hit.range.end;
        }
        at
    }

    /// 「跨省的补助600元，省内县外300元」: in a policy a sum without a word of its own is the next tier of the bonus before it.
    pub(super) fn tier<'d>(
        &self,
        quantity: &Quantity,
        link: TextRange,
        last: Option<&'d Draft>,
    ) -> Option<&'d Draft> {
        let last = last.filter(|last| last.kind == FundingKind::Reward && last.quantity.is_some())?;
        let own =
            self.has(Class::FundStop, link) || self.has(Class::FundVerb, link) || self.has(Class::Fund, link);
        let limit = self.capped(quantity, link.start, quantity.range.end);
        let alike = || {
            let told = last.quantity.and_then(|index| self.context.mentions.quantities.get(index));
            !quantity.per.is_empty() && told.is_some_and(|told| told.per == quantity.per)
        };
        ((self.policy || alike()) && !own && !limit).then_some(last)
    }

    fn sentence_start(&self, sentence: usize) -> u32 {
        self.context.outline.sentences.get(sentence).map_or(0, |sentence| sentence.range.start)
    }

    /// A part of the fund that the sentence speaks of, told by its year, level or giver: 「前年150万元，去年200万元」.
    /// 「逐年是2021年1.2亿元、2022年9000万元」: after a sum of the sentence, a year alone tells a part of the same money.
    pub(super) fn fund_part(
        &self,
        quantity: &Quantity,
        link: TextRange,
        sentence: TextRange,
        last: Option<&Draft>,
    ) -> Option<Draft> {
        let dates = self.context.mentions.dates_in(link);
        let dated = !dates.is_empty();
        let bare = dates.last().is_some_and(|date| {
            date.range.end == quantity.range.start && date.range.start <= link.start + DATED_REACH
        });
        let yearly = last.filter(|last| bare && breaks_down(last)).map(|last| last.kind);
        // 「衔接资金这一块，2021年1.2亿元，2022年1.35亿元」
        let budget = || {
            let told = self.fund_before(sentence.start, link.start, false, is_budget);
            told.filter(|_| bare)
        };
        let placed = self.is_place_alone(quantity, link);
        let received = || {
            let told = self.fund_before(sentence.start, link.end, false, is_budget);
            told.filter(|_| placed && !self.has(Class::FundStop, TextRange::new(sentence.start, link.end)))
        };
        let listed = self.fund_before(sentence.start, link.start, false, is_listed);
        let listed = listed.or(yearly).or_else(budget);
        let labelled = dated || self.level(link).is_some() || self.listed_giver(link).is_some();
        let large = quantity.value.is_some_and(|value| value >= Decimal::from(LISTED));
        let kind = listed.filter(|_| labelled).or_else(received)?;
        if !large || !quantity.per.is_empty() || self.has(Class::FundStop, link) {
            return None;
        }
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let provenance = Provenance::inferred("funding.sum.fund");
        let mut draft = Draft::new(kind, quantity.range.start, evidence, provenance);
        draft.level = self.level(evidence);
        Some(draft)
    }

    /// A sum that may be a component of a total told before.
    pub(super) fn loose(
        &self,
        sum: usize,
        quantity: &Quantity,
        range: TextRange,
        block: usize,
        sentence: usize,
    ) -> Option<Draft> {
        let evidence = self.trim(range);
        if self.has(Class::FundStop, evidence) || is_personal(quantity) {
            return None;
        }
        let in_table =
            self.context.outline.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Row);
        let provenance = Provenance::inferred(if in_table { CELL } else { COMPONENT });
        let level = self.level(evidence);
        let lead = TextRange::new(evidence.start, quantity.range.start.max(evidence.start));
        let topic = self.fund_before(self.sentence_start(sentence), lead.start, false, is_given);
        let giver = || self.listed_giver(lead).or(level.map(|_| FundingKind::FiscalOther));
        // 「2万元奖补和3万元贷款」
        let noun = || {
            let behind = TextRange::new(quantity.range.end, quantity.range.end + NAME_REACH);
            let head = self.context.mentions.hits.within(Class::Fund, behind).first()?;
            let between = TextRange::new(behind.start, head.range.start);
            let own = !self.text(between).contains(char::is_numeric) && !self.has(Class::FundVerb, between);
            let own = own && !self.text(between).contains([',', ';', '、', '。', '(', ')']);
            FundingKind::from_code(head.code).filter(|_| own)
        };
        let kind = topic.or_else(noun).or_else(giver).unwrap_or(FundingKind::Total);
        let mut draft = Draft::new(kind, quantity.range.start, evidence, provenance);
        draft.set_sum(sum, quantity);
        draft.level = level;
        draft.block = block;
        draft.sentence = sentence;
        draft.component = self.linked("part", TextRange::new(range.start, quantity.range.start));
        Some(draft)
    }

    /// The draft whose noun a sum in a list shares: 「分别完成投资5亿元、2亿元」.
    pub(super) fn shares_noun<'d>(
        &self,
        link: TextRange,
        siblings: Option<&'d [Draft]>,
    ) -> Option<&'d Draft> {
        let last = siblings?.last().filter(|draft| draft.quantity.is_some());
        last.filter(|_| !link.is_empty() && self.is_list(link.start, link.end))
    }
}
