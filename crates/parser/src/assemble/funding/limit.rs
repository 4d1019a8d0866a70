//! Whether a sum is a limit: the most that each receiver may get, the least that is asked for.

use lianjie_core::{Bound, Decimal, Unit};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::{TextRange, offset};

use super::Reader;
use super::draft::Draft;
use super::governor::Governor;
use super::kind::STORY;

/// Bytes between 最高, 每户 and the sum.
const CEILING_REACH: u32 = 30;
/// Bytes of two characters.
const TOUCH: u32 = 6;

impl Reader<'_> {
    /// Whether a sum is a limit: 最高 or 额度 before it, 以内 or 额度 behind it.
    pub(super) fn capped(&self, quantity: &Quantity, start: u32, end: u32) -> bool {
        let stop = end.max(quantity.range.end) + 2 * TOUCH;
        let after = self.context.reading().between(quantity.range.end, stop);
        let clause = after.find([',', ';', '。']).map_or(stop, |at| quantity.range.end + offset(at));
        let after = TextRange::new(quantity.range.end, clause);
        let behind = self.context.mentions.hits.within(Class::FundTerm, after).iter().any(|term| {
            term.code == "ceiling"
                && term.range.start <= quantity.range.end + 2 * TOUCH
                && !self.limits_a_count(term.range.end)
        });
        quantity.bound == Bound::AtMost || behind || self.cued("ceiling", start, quantity)
    }

    /// 「每头补2000元，最多3头」
    pub(super) fn limits_a_count(&self, at: u32) -> bool {
        let next = self.context.mentions.quantities_in(TextRange::new(at, at + 2 * TOUCH)).next();
        next.and_then(|index| self.context.mentions.quantities.get(index)).is_some_and(|next| {
            let between = self.context.reading().between(at, next.range.start);
            next.unit != Unit::Yuan && next.range.start <= at + TOUCH && !between.contains([',', ';', '、'])
        })
    }

    pub(super) fn cued(&self, code: &str, start: u32, quantity: &Quantity) -> bool {
        let before = TextRange::new(start, quantity.range.start);
        self.context
            .mentions
            .hits
            .within(Class::FundTerm, before)
            .iter()
            .any(|term| term.code == code && self.gap(term.range.end, quantity.range.start) <= CEILING_REACH)
    }

    /// Whether a sum says whom something is for: 「固定资产投资5000万元以上的企业」.
    pub(super) fn is_threshold(&self, quantity: &Quantity, governor: &Governor<'_>) -> bool {
        let limiting = matches!(quantity.bound, Bound::AtLeast | Bound::Over | Bound::AtMost);
        if governor.behind || !limiting {
            return false;
        }
        let of = self
            .context
            .mentions
            .hits
            .at(Class::FundLink, quantity.range.end)
            .is_some_and(|hit| hit.code == "of");
        let invested = governor.head.is_some_and(|head| head.code == "investment");
        // 「投资1亿元以上项目」: a word goes on behind the limit.
        let goes_on = quantity.bound == Bound::AtLeast
            && self.context.reading().char_at(quantity.range.end).is_some_and(char::is_alphanumeric);
        // 「投资超10亿元项目14个」
        let counted = self
            .context
            .mentions
            .hits
            .at(Class::FundMark, quantity.range.end)
            .is_some_and(|mark| mark.code == "grand");
        // 「总投入在1000万元以上且被认定的，给予奖励」: the clause is a condition.
        let clause = self.context.outline.clause_at(quantity.range.start);
        let condition = clause.and_then(|at| self.context.outline.clause(at)).is_some_and(|clause| {
            clause.range.end > quantity.range.end + TOUCH
                && self.context.reading().slice(clause.range).ends_with('的')
        });
        of || condition || invested && (self.policy || goes_on || counted)
    }

    /// 「扶贫小额贷款170万元（每户5万元）」: a smaller sum for each behind a loan limits it.
    pub(super) fn is_each(&self, quantity: &Quantity, link: TextRange, last: &Draft) -> bool {
        last.is_credit()
            && last.value.is_some_and(|(value, _)| quantity.value.is_some_and(|each| each < value))
            && self.cued("each", link.start, quantity)
            && !self.has(Class::FundStop, link)
            && !self.has(Class::FundVerb, link)
    }

    /// 「签了协议的是412户、1717万元」: a sum right behind a count of borrowers, after loans of the sentence.
    pub(super) fn lent_to_counted(&self, link: TextRange, last: &Draft) -> bool {
        use lianjie_core::FundingKind as K;
        let loan =
            matches!(last.kind, K::MicroLoan | K::EnterpriseLoan | K::ProjectLoan) && last.quantity.is_some();
        let counted = self.context.mentions.quantities_in(link).next_back();
        let counted = counted.and_then(|index| self.context.mentions.quantities.get(index));
        loan && counted.is_some_and(|counted| {
            matches!(counted.unit, Unit::Household | Unit::Loan | Unit::Enterprise | Unit::Cooperative)
                && self.joined_until(TextRange::new(counted.range.end, link.end)) == link.end
        }) && !self.has(Class::FundStop, link)
    }

    /// 「每户贷5万元。…参与的有86户，合计430万元」: what a loan for each comes to with a count told beside a sum.
    pub(super) fn lent_to_all(&self, quantity: &Quantity, lead: TextRange, last: &Draft) -> bool {
        let each = last.terms.ceiling.or(last.value.map(|(value, _)| value)).filter(|_| last.is_credit());
        let borrowers = |count: &&Quantity| matches!(count.unit, Unit::Household | Unit::Person | Unit::Loan);
        let quantities = &self.context.mentions.quantities;
        let counts = self.context.mentions.quantities_in(lead).filter_map(|index| quantities.get(index));
        let all = |count: &Quantity| each?.checked_mul(count.value?);
        counts.filter(borrowers).any(|count| all(count).is_some_and(|all| Some(all) == quantity.value))
            && each.is_some_and(|each| Some(each) < quantity.value)
            && !self.has(Class::FundStop, lead)
    }

    /// 「累计放贷3.47亿元；今年新增4650万元」: more of the loans told before in the sentence, behind a word for more alone.
    pub(super) fn lent_more(&self, quantity: &Quantity, link: TextRange, last: &Draft) -> bool {
        let more = self.linked("more", link) && !self.linked("than", link);
        let large = quantity.value.is_some_and(|value| value >= Decimal::from(STORY));
        let plain =
            ![Class::FundStop, Class::Fund, Class::FundVerb].iter().any(|class| self.has(*class, link));
        more && large
            && plain
            && quantity.per.is_empty()
            && last.is_credit()
            && !last.is_backing()
            && last.quantity.is_some()
    }

    /// 「每户贷款5万元，500万元都归公司」: after a limit for each, an ungoverned larger sum is what was lent in all.
    pub(super) fn lent_in_all(&self, quantity: &Quantity, link: TextRange, last: Option<&Draft>) -> bool {
        let stopped = self.has(Class::FundStop, link);
        let Some(last) = last.filter(|last| !stopped && last.quantity.is_none() && last.is_credit()) else {
            return false;
        };
        last.terms.ceiling < quantity.value && last.terms.ceiling.is_some()
    }
}
