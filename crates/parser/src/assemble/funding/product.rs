//! Loan products and rewards without a sum: their terms make them sources.

use std::collections::BTreeSet;

use lianjie_core::{Decimal, FundTerms, FundingKind, Provenance, Unit};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::outline::Sentence;
use crate::reading::TextRange;

use super::Reader;
use super::draft::{Draft, LOOK_BACK};
use super::sum::upper;
use super::terms::fill;

/// A household's limit up to this is a micro loan's.
const SMALL: i64 = 100_000;

impl Reader<'_> {
    /// Joins ceilings to the source that they limit, then looks for loans that have terms but no sum and for
    /// rewards that are a percentage.
    pub(super) fn products(
        &self,
        sentence: &Sentence,
        block: usize,
        index: usize,
        first: usize,
        drafts: &mut Vec<Draft>,
    ) {
        join_ceilings(first, block, drafts);
        let has_credit =
            drafts.get(first..).unwrap_or(&[]).iter().any(|draft| draft.is_credit() && !draft.is_backing());
        // With a source of the sentence to hold it, a limit is that source's.
        let mut found = Vec::new();
        if !has_credit {
            found = self.limited(sentence, drafts.get(first..).unwrap_or(&[]));
            if found.is_empty() {
                found.extend(self.loan_product(sentence));
            }
        }
        for mut draft in found {
            draft.block = block;
            draft.sentence = index;
            drafts.push(draft);
        }
        let fund = self.context.mentions.hits.within(Class::Fund, sentence.range).iter().find_map(|head| {
            FundingKind::from_code(head.code)
                .filter(|kind| matches!(kind, FundingKind::RiskCompensation | FundingKind::GuaranteeFund))
        });
        let backed =
            drafts.iter().rev().take(3).any(|draft| {
                draft.block == block && fund.map_or(draft.is_credit(), |kind| draft.kind == kind)
            });
        if !backed && let Some(mut draft) = self.shared(sentence) {
            draft.block = block;
            draft.sentence = index;
            drafts.push(draft);
        }
        // A share of a price with a limit is a rule, whatever the document.
        let capped =
            || self.tells_terms(&["ceiling"], sentence.range) && self.yuan(sentence.range).next().is_some();
        if !(self.ruled(sentence.range.start) || capped()) {
            return;
        }
        for mut draft in self.percent_rewards(sentence) {
            let same_piece = |other: &Draft| {
                let (start, end) = (draft.anchor.min(other.anchor), draft.anchor.max(other.anchor));
                other.kind == FundingKind::Reward && !self.context.reading().between(start, end).contains(';')
            };
            if drafts.get(first..).unwrap_or(&[]).iter().any(same_piece) {
                continue;
            }
            draft.block = block;
            draft.sentence = index;
            drafts.push(draft);
        }
    }

    /// Limits of lending that no noun governs, one for each borrower: 「养殖户最高30万元，合作社最高100万元」.
    fn limited(&self, sentence: &Sentence, known: &[Draft]) -> Vec<Draft> {
        let head = self.loan_head(sentence.range);
        let terms = self.terms(sentence);
        let lends = head.is_some() || terms.iter().any(|found| is_lending(&found.terms));
        let told = known.iter().any(|draft| draft.is_credit() && draft.terms.ceiling.is_some());
        if !lends || told {
            return Vec::new();
        }
        let used: BTreeSet<usize> = known.iter().filter_map(|draft| draft.quantity).collect();
        let of_sentence = self.borrowed(sentence.range).or(head);
        let mut out = Vec::new();
        for clause in self.clauses(sentence) {
            let mut left = clause.start;
            for index in self.yuan(clause) {
                let Some(quantity) = self.context.mentions.quantities.get(index) else { continue };
                let lead = TextRange::new(left, quantity.range.start);
                left = quantity.range.end;
                let other = self.has(Class::FundStop, lead);
                if used.contains(&index) || other || !self.capped(quantity, lead.start, quantity.range.end) {
                    continue;
                }
                let kind = self.borrowed(lead).or(of_sentence);
                let small = quantity.value.is_some_and(|value| value <= Decimal::from(SMALL));
                let kind = match kind {
                    Some(FundingKind::ProjectLoan) if small => Some(FundingKind::MicroLoan),
                    kind => kind,
                };
                let evidence = TextRange::new(clause.start, quantity.range.end);
                let provenance = Provenance::inferred("funding.product.limit");
                let kind = kind.unwrap_or(FundingKind::ProjectLoan);
                let mut draft = Draft::new(kind, quantity.range.start, evidence, provenance);
                draft.terms.ceiling = upper(quantity);
                out.push(draft);
            }
        }
        out
    }

    /// The kind of loan by who borrows.
    fn borrowed(&self, range: TextRange) -> Option<FundingKind> {
        self.borrower(range).or_else(|| {
            if self.marked("household", range) {
                Some(FundingKind::ProjectLoan)
            } else {
                self.marked("poverty", range).then_some(FundingKind::MicroLoan)
            }
        })
    }

    /// The kind of loan that a sentence names.
    fn loan_head(&self, range: TextRange) -> Option<FundingKind> {
        self.context.mentions.hits.within(Class::Fund, range).iter().find_map(|head| match head.code {
            "loan" | "subsidised_loan" => Some(self.borrowed(range).unwrap_or(FundingKind::ProjectLoan)),
            "industry_loan" => Some(self.borrowed(range).unwrap_or(FundingKind::EnterpriseLoan)),
            "micro_loan" | "enterprise_loan" | "project_loan" | "relending" | "policy_bank" => {
                FundingKind::from_code(head.code)
            }
            _ => None,
        })
    }

    /// A loan noun with terms that only loans have.
    fn loan_product(&self, sentence: &Sentence) -> Option<Draft> {
        let kind = self.loan_head(sentence.range)?;
        let found = self.terms(sentence);
        let range = found.iter().map(|found| found.range).reduce(TextRange::cover)?;
        let mut terms = FundTerms::default();
        for found in found {
            fill(&mut terms, found.terms);
        }
        let dated = kind == FundingKind::MicroLoan && terms.tenor_years.is_some();
        if !(is_lending(&terms) || dated) {
            return None;
        }
        let head = self.context.mentions.hits.within(Class::Fund, sentence.range).first()?;
        let evidence = range.cover(head.range);
        let mut draft = Draft::new(kind, head.range.start, evidence, Provenance::inferred("funding.product"));
        draft.terms = terms;
        Some(draft)
    }

    /// 「保费由省、县、农户按4:4:2分担」: shares of a cost with no fund told.
    fn shared(&self, sentence: &Sentence) -> Option<Draft> {
        let (range, shares) = self.risk_share(sentence)?;
        let insured = self.marked("insurance", sentence.range);
        let lent = self.marked("risk", sentence.range) || self.marked("bank", sentence.range);
        let kind = match (insured, lent) {
            (true, _) if !lent => FundingKind::InsuranceFund,
            (true, _) | (false, true) => FundingKind::RiskCompensation,
            (false, false) => return None,
        };
        let mut draft = Draft::new(kind, range.start, range, Provenance::inferred("funding.shares"));
        draft.risk_share = Some(shares);
        Some(draft)
    }

    /// 「按投资额的10%给予奖励」: one bonus for each stretch between semicolons that tells a single percentage.
    fn percent_rewards(&self, sentence: &Sentence) -> Vec<Draft> {
        let mut pieces: Vec<Vec<(TextRange, &Quantity)>> = vec![Vec::new()];
        let mut end = sentence.range.start;
        for clause in self.clauses(sentence) {
            if self.context.reading().between(end, clause.start).contains(';') {
                pieces.push(Vec::new());
            }
            end = clause.end;
            if let Some(piece) = pieces.last_mut() {
                piece.extend(self.percents_paid(clause).map(|percent| (clause, percent)));
            }
        }
        pieces.into_iter().filter_map(|piece| self.percent_reward(sentence, &piece)).collect()
    }

    /// Percentages of a clause with a bonus behind them, or of a price that the bonus before them goes by: 「补购机款的20%」.
    pub(super) fn percents_paid(&self, clause: TextRange) -> impl Iterator<Item = &Quantity> {
        let quantities = &self.context.mentions.quantities;
        let hits = &self.context.mentions.hits;
        self.context
            .mentions
            .quantities_in(clause)
            .filter_map(|index| quantities.get(index))
            .filter(|quantity| quantity.unit == Unit::Percent)
            .filter(move |quantity| {
                let after = TextRange::new(quantity.range.end, clause.end);
                let before = TextRange::new(clause.start, quantity.range.start);
                let behind = hits.within(Class::Fund, after).first();
                let of = hits.within(Class::FundLink, before).last();
                behind.is_some_and(|head| matches!(head.code, "reward" | "subsidy" | "aid"))
                    || hits.within(Class::FundVerb, before).last().is_some_and(|verb| verb.code == "reward")
                        && of.is_some_and(|of| of.code == "of" && of.range.end == before.end)
            })
    }

    fn percent_reward(&self, sentence: &Sentence, piece: &[(TextRange, &Quantity)]) -> Option<Draft> {
        let [(clause, percent)] = piece else { return None };
        if percent.upper.is_some() {
            return None;
        }
        let provenance = Provenance::inferred("funding.reward.percent");
        let mut draft = Draft::new(FundingKind::Reward, percent.range.start, *clause, provenance);
        draft.terms.subsidy_percent = percent.value;
        let quantities = &self.context.mentions.quantities;
        let years = self
            .context
            .mentions
            .quantities_in(sentence.range)
            .filter_map(|index| quantities.get(index))
            .find(|q| q.unit == Unit::Year && q.range.start < percent.range.start);
        draft.terms.tenor_years = years.and_then(|q| q.value);
        Some(draft)
    }
}

/// Terms that only lending has.
pub(super) fn is_lending(terms: &FundTerms) -> bool {
    terms.collateral_free.is_some() || terms.rate_basis.is_some() || terms.rate_percent.is_some()
}

/// A ceiling belongs to the nearest source of its sentence that lends or rewards; alone it stands for a product.
fn join_ceilings(first: usize, block: usize, drafts: &mut Vec<Draft>) {
    let mut index = first;
    while index < drafts.len() {
        let Some(draft) =
            drafts.get(index).filter(|d| d.quantity.is_none() && d.terms.ceiling.is_some()).cloned()
        else {
            index += 1;
            continue;
        };
        // Behind a semicolon another bonus is told.
        let apart = |other: &Draft| draft.kind == FundingKind::Reward && other.piece != draft.piece;
        let fits = |other: &Draft| {
            other.quantity.is_some()
                && !apart(other)
                && (other.kind == draft.kind || other.is_credit() && draft.is_credit() && !other.is_backing())
        };
        let same = |other: &Draft| other.quantity.is_some() && other.kind == draft.kind && !apart(other);
        let holder =
            (first..index).rev().take(LOOK_BACK).find(|i| drafts.get(*i).is_some_and(fits)).or_else(|| {
                (index + 1..drafts.len()).take(LOOK_BACK).find(|i| drafts.get(*i).is_some_and(same))
            });
        let earlier = {
            let reward = draft.kind == FundingKind::Reward;
            (0..first).rev().take(1).find(|i| {
                drafts.get(*i).is_some_and(|d| {
                    d.block == block && d.quantity.is_none() && reward && d.kind == draft.kind
                })
            })
        };
        if draft.kind == FundingKind::Reward && draft.each {
            let mut shared = false;
            let of_block = |d: &&mut Draft| d.block == block;
            let rewards = |d: &&mut Draft| d.kind == draft.kind && d.quantity.is_some();
            for other in drafts.iter_mut().rev().take(LOOK_BACK).take_while(of_block).filter(rewards) {
                other.terms.ceiling = other.terms.ceiling.or(draft.terms.ceiling);
                shared = true;
            }
            if shared {
                remove(drafts, index);
                continue;
            }
        }
        match holder.or(earlier) {
            Some(target) => {
                if let Some(target) = drafts.get_mut(target) {
                    target.terms.ceiling = target.terms.ceiling.or(draft.terms.ceiling);
                    if let Some(range) = draft.evidence.first() {
                        target.evidence.push(*range);
                    }
                }
                remove(drafts, index);
            }
            None => index += 1,
        }
    }
}

fn remove(drafts: &mut Vec<Draft>, index: usize) {
    drafts.remove(index);
    for draft in drafts.iter_mut().filter(|draft| draft.part_of > Some(index)) {
        draft.part_of = draft.part_of.map(|total| total - 1);
    }
}
