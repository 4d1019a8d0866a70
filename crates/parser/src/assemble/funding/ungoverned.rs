//! Takes a sum that no word governs and the sources before it, gives what it is by them: another of their kind, the whole or
//! the limit of what they lend, or a part; and what unnamed money is that is handed out.

use lianjie_core::{FundTerms, FundingKind, Party, Provenance};

use crate::lexicon::Class;
use crate::reading::TextRange;

use super::Reader;
use super::draft::Draft;
use super::list::USE;
use super::sum::{Spot, Told, is_budget, last_where, upper};

/// How many sentences behind a loan for each its total may stand.
const NEAR: usize = 2;

impl Reader<'_> {
    /// Reads a sum that no word governs by the sources before it: another of their kind, the whole or the limit of what
    /// they lend, or a part.
    pub(super) fn ungoverned(
        &self,
        spot: Spot<'_>,
        first: usize,
        told: &Told<'_>,
        drafts: &mut Vec<Draft>,
    ) -> bool {
        let Spot { quantity, link, .. } = spot;
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let last = drafts.last().filter(|last| last.sentence == spot.sentence);
        let mean = self.is_mean(quantity, spot.field.sentence);
        let tier = if mean { None } else { self.tier(quantity, link, last) };
        if let Some(twin) = tier.map(|d| d.twin(spot.sum, quantity, evidence)) {
            drafts.push(twin);
            return true;
        }
        if let Some(norm) = self.listed_norm(spot, told.piece) {
            drafts.push(norm);
            return true;
        }
        let evidence = TextRange::new(spot.clause.start, quantity.range.end);
        let sibling = self.shares_noun(link, drafts.get(first..));
        if let Some(twin) = sibling.map(|before| before.twin(spot.sum, quantity, evidence)) {
            drafts.push(twin);
            return true;
        }
        let used = last.filter(|last| last.provenance.rule == USE && self.is_listed_use(link));
        if let Some(twin) = used.map(|use_before| use_before.twin(spot.sum, quantity, evidence)) {
            drafts.push(twin);
            return true;
        }
        let more = |last: &&Draft| self.lent_to_counted(link, last) || self.lent_more(quantity, link, last);
        if let Some(loan) = last.filter(more) {
            let mut twin = loan.twin(spot.sum, quantity, evidence);
            twin.terms = FundTerms::default();
            drafts.push(twin);
            return true;
        }
        let near = drafts.last().filter(|d| d.block + 1 >= spot.block && d.sentence + NEAR >= spot.sentence);
        let told_for_each = near.is_some_and(|last| self.lent_to_all(quantity, spot.field.lead, last));
        let last = if told_for_each { near } else { last };
        let in_all = told_for_each || self.lent_in_all(quantity, link, last);
        let each = last.is_some_and(|last| self.is_each(quantity, link, last));
        if let Some(last) = drafts.last_mut().filter(|_| in_all || each) {
            if in_all {
                last.set_sum(spot.sum, quantity);
                last.anchor = quantity.range.start;
                if last.sentence == spot.sentence {
                    last.widen(spot.clause);
                } else {
                    last.evidence.push(spot.clause);
                    (last.block, last.sentence) = (spot.block, spot.sentence);
                }
            } else {
                last.terms.ceiling = last.terms.ceiling.or(upper(quantity));
            }
            return true;
        }
        if self.invests(quantity, spot.field) {
            let provenance = Provenance::inferred("funding.sum.stake");
            let mut stake =
                Draft::new(FundingKind::EquityStake, quantity.range.start, spot.clause, provenance);
            stake.set_sum(spot.sum, quantity);
            (stake.block, stake.sentence) = (spot.block, spot.sentence);
            stake.provider = Some(Party::Household.as_str().to_owned());
            drafts.push(stake);
            return true;
        }
        let Some(mut part) = self.part(spot, told.component_of, drafts) else { return false };
        part.set_sum(spot.sum, quantity);
        part.sentence = spot.sentence;
        part.block = spot.block;
        part.part_of = told.component_of;
        if part.provenance.rule == USE {
            let more = |whole: &Draft| whole.value.is_some_and(|(whole, _)| Some(whole) > quantity.value);
            let total = last_where(drafts, |d| d.block == spot.block, |d| d.part_of.is_none() && more(d));
            let budget = total.and_then(|total| drafts.get(total)).filter(|d| is_budget(d.kind));
            let Some(kind) = budget.map(|budget| budget.kind) else { return true };
            part.kind = kind;
            part.part_of = total;
        }
        drafts.push(part);
        true
    }

    /// A part of the money told before, by its level, giver, use or year.
    fn part(&self, spot: Spot<'_>, component_of: Option<usize>, drafts: &[Draft]) -> Option<Draft> {
        let Spot { quantity, link, .. } = spot;
        let last = drafts.last();
        let here = last.filter(|last| last.sentence == spot.sentence);
        self.level_part(quantity, link, component_of.is_some(), last)
            .or_else(|| {
                let joined = here.is_some_and(|last| self.joins(quantity, link, last));
                self.giver_part(quantity, link, component_of.is_some() || joined, last)
            })
            .or_else(|| self.use_part(quantity, link))
            .or_else(|| self.fund_part(quantity, link, spot.field.sentence, here))
    }

    /// 「利息16.5万元由县财政贴掉」
    pub(super) fn interest_paid(&self, spot: Spot<'_>) -> Option<FundingKind> {
        let hits = &self.context.mentions.hits;
        let interest =
            hits.within(Class::FundTerm, spot.link).last().is_some_and(|hit| hit.code == "interest");
        let tail = TextRange::new(spot.quantity.range.end, spot.right);
        let by = hits.within(Class::FundLink, tail).iter().any(|hit| hit.code == "by");
        let public = self.marked("fiscal", tail) || self.named_level(tail);
        (interest && by && public).then_some(FundingKind::InterestSubsidy)
    }

    /// What a sum of unnamed money is that is lent or handed out: a loan or a bonus, as the money told before it.
    pub(super) fn handed_out(&self, kind: FundingKind, spot: Spot<'_>, drafts: &[Draft]) -> FundingKind {
        use FundingKind as K;
        let micro = tells_micro_loans(drafts, spot.block);
        if !is_budget(kind) {
            return if micro { K::MicroLoan } else { kind };
        }
        let near = |last: &&Draft| last.block == spot.block && last.sentence + 2 >= spot.sentence;
        match drafts.last().filter(near) {
            // 「另有项目兑现25万元」 is other money.
            Some(last) if last.kind == K::Reward && !self.marked("project", spot.field.phrase) => K::Reward,
            Some(last) if last.is_credit() && !matches!(last.kind, K::InterestSubsidy | K::InsuranceFund) => {
                let of = self.borrower(spot.field.phrase);
                of.unwrap_or(if micro { K::MicroLoan } else { K::ProjectLoan })
            }
            _ => kind,
        }
    }
}

/// Whether the last loan told nearby is a micro loan: then a loan without a name is one too.
fn tells_micro_loans(drafts: &[Draft], block: usize) -> bool {
    use FundingKind as K;
    drafts
        .iter()
        .rev()
        .take(4)
        .find(|d| matches!(d.kind, K::MicroLoan | K::EnterpriseLoan | K::ProjectLoan | K::PolicyBank))
        .is_some_and(|d| d.kind == K::MicroLoan && d.block + 2 >= block)
}
