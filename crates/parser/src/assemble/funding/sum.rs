//! Sums of money in a sentence: each is a source, a ceiling of one, or neither.

use lianjie_core::{Decimal, FundTerms, FundingKind, Provenance};

use crate::mention::Quantity;
use crate::outline::{BlockKind, Sentence};
use crate::reading::TextRange;

use super::Reader;
use super::draft::{Draft, LOOK_BACK};
use super::governor::Governor;
use super::kind::{Field, Kind, is_personal, read};
use super::list::USE;
use super::norm::{Norm, withdraw};

/// Bytes on either side of a sum that its sentence is read over: a longer one is a list.
const SENTENCE_REACH: u32 = 3000;

impl Reader<'_> {
    /// Appends a draft for every sum of the sentence that is a source or the ceiling of one.
    /// Sums that no word governs go to `loose`: they may be components.
    pub(super) fn sums(
        &self,
        sentence: &Sentence,
        (block, index): (usize, usize),
        drafts: &mut Vec<Draft>,
        loose: &mut Vec<Draft>,
    ) {
        let clauses: Vec<TextRange> = self.clauses(sentence).collect();
        let mut norms: Vec<Norm<'_>> = Vec::new();
        let mut component_of: Option<usize> = None;
        let mut turned = false;
        let mut row = self.context.outline.blocks.get(block).filter(|b| b.kind == BlockKind::Row).map(|_| ());
        let mut lead = sentence.range.start;
        let mut piece = sentence.range.start;
        let paragraph =
            self.context.outline.blocks.get(block).map_or(sentence.range.start, |b| b.range.start);
        let mut pieces_to = sentence.range.start;
        for (at, clause) in clauses.iter().enumerate() {
            let sums: Vec<usize> = self.yuan(*clause).collect();
            if sums.is_empty() {
                continue;
            }
            let following = clauses
                .iter()
                .skip(at + 1)
                .take(2)
                .take_while(|next| self.yuan(**next).next().is_none())
                .copied()
                .reduce(TextRange::cover)
                .unwrap_or_default();
            let preceding = at
                .checked_sub(1)
                .and_then(|before| clauses.get(before))
                .copied()
                .filter(|before| self.yuan(*before).next().is_none())
                .unwrap_or_else(|| TextRange::new(clause.start, clause.start));
            if self.context.reading().between(pieces_to, clause.start).contains(';') {
                piece = clause.start;
                turned = true;
            }
            pieces_to = clause.end;
            // The first cell of a row says what its first sum is.
            let mut left = if row.take().is_some() { paragraph } else { clause.start };
            let first_of_clause = drafts.len();
            let mut open: Vec<(usize, &Quantity)> = Vec::new();
            for (nth, sum) in sums.iter().enumerate() {
                let Some(quantity) = self.context.mentions.quantities.get(*sum) else { continue };
                let next_sum = sums
                    .get(nth + 1)
                    .and_then(|next| self.context.mentions.quantities.get(*next))
                    .map(|next| next.range.start);
                let right = next_sum.unwrap_or(clause.end);
                // A short clause before it belongs to the same thought: 「某公司，投资2000万元」.
                let governor = self.governor(quantity, left, right, next_sum.is_some());
                let link = TextRange::new(left, quantity.range.start);
                if self.linked("part", link) {
                    component_of = last_where(drafts, |d| d.sentence == index, |d| d.quantity.is_some());
                    turned = false;
                }
                // Behind a semicolon, money with a word of its own is told anew.
                if turned && governor.is_some() {
                    component_of = None;
                }
                if let Some(total) = self.premium_of(drafts, index, quantity, link) {
                    drafts.extend(self.premium_part(*sum, quantity, link, (total, block, index)));
                    left = quantity.range.end;
                    lead = left;
                    continue;
                }
                let told = governor.and_then(|governor| {
                    let field = Field {
                        phrase: governor.phrase,
                        lead: TextRange::new(lead.min(quantity.range.start), quantity.range.start),
                        preceding,
                        sentence: around(sentence.range, quantity.range),
                        tail: TextRange::new(governor.phrase.end.max(quantity.range.end), right),
                        following: if next_sum.is_some() { TextRange::default() } else { following },
                    };
                    norms.extend(self.norm(*sum, quantity, governor, field));
                    let kind = match self.paid_by(field.tail) {
                        Some(kind) if governor.may_be_anybodys() => read(kind),
                        _ => self.kind(quantity, &governor, field)?,
                    };
                    let told = self.is_told(kind, &governor, field) && !self.is_no_pot(quantity, kind, field);
                    told.then_some((governor, kind))
                });
                let told = told.or_else(|| {
                    let kind = self.paid_by(TextRange::new(quantity.range.end, right))?;
                    let phrase = TextRange::new(left, quantity.range.end);
                    Some((Governor { head: None, verb: None, behind: false, phrase }, read(kind)))
                });
                let product = self.product_of(&norms, quantity, sentence.range);
                let told = match product {
                    Some((_, Some(kind))) if !told.is_some_and(|(_, own)| own.named) => {
                        let phrase = TextRange::new(left, quantity.range.end);
                        Some((Governor { head: None, verb: None, behind: false, phrase }, kind))
                    }
                    _ => told,
                };
                if let (Some((norm, _)), Some(_)) = (product, &told) {
                    withdraw(drafts, norm, component_of);
                }
                let end =
                    told.as_ref().map_or(quantity.range.end, |(g, _)| g.phrase.end.max(quantity.range.end));
                if let Some((governor, kind)) = told {
                    let evidence = self.trim(TextRange::new(left, end));
                    if let Some(mut draft) = self.draft(*sum, quantity, &governor, kind, evidence) {
                        if kind.open && tells_micro_loans(drafts, block) {
                            draft.kind = FundingKind::MicroLoan;
                        }
                        draft.block = block;
                        draft.sentence = index;
                        draft.piece = piece;
                        draft.part_of = component_of.filter(|total| is_part(&draft, drafts.get(*total)));
                        // 「30万元、10万元奖励」: the sums before share the noun behind the last.
                        for (sum, quantity) in open.drain(..) {
                            let evidence = TextRange::new(clause.start, quantity.range.end);
                            drafts.push(draft.twin(sum, quantity, evidence));
                        }
                        drafts.push(draft);
                    }
                } else if let Some(before) =
                    self.tier(quantity, link, drafts.last().filter(|d| d.sentence == index))
                {
                    let evidence = self.trim(TextRange::new(left, quantity.range.end));
                    drafts.push(before.twin(*sum, quantity, evidence));
                } else if let Some(before) = self.shares_noun(link, drafts.get(first_of_clause..)) {
                    let evidence = TextRange::new(clause.start, quantity.range.end);
                    drafts.push(before.twin(*sum, quantity, evidence));
                } else if self.lent_in_all(quantity, link, drafts.last().filter(|d| d.sentence == index)) {
                    if let Some(last) = drafts.last_mut() {
                        last.set_sum(*sum, quantity);
                        last.anchor = quantity.range.start;
                        last.widen(*clause);
                    }
                } else if let Some(last) = drafts
                    .last_mut()
                    .filter(|last| last.sentence == index && self.is_each(quantity, link, last))
                {
                    last.terms.ceiling = last.terms.ceiling.or(upper(quantity));
                } else if let Some(mut part) = self
                    .level_part(quantity, link, drafts.last())
                    .or_else(|| {
                        let last = drafts.last();
                        let listed = component_of.is_some()
                            || last.is_some_and(|last| {
                                last.sentence == index && self.joins(quantity, link, last)
                            });
                        self.giver_part(quantity, link, listed, last)
                    })
                    .or_else(|| self.use_part(quantity, link))
                    .or_else(|| {
                        let last = drafts.last().filter(|last| last.sentence == index);
                        self.fund_part(quantity, link, sentence.range, last)
                    })
                {
                    part.set_sum(*sum, quantity);
                    part.sentence = index;
                    part.block = block;
                    let spent = part.provenance.rule == USE;
                    let total = last_where(drafts, |d| d.block == block, |d| d.part_of.is_none());
                    part.part_of = if spent { total } else { component_of };
                    let inherited = total.and_then(|total| drafts.get(total)).filter(|d| is_budget(d.kind));
                    match (spent, inherited) {
                        (true, None) => {}
                        (true, Some(total)) => {
                            part.kind = total.kind;
                            drafts.push(part);
                        }
                        (false, _) => drafts.push(part),
                    }
                } else if next_sum.is_some_and(|next| self.is_list(quantity.range.end, next)) {
                    open.push((*sum, quantity));
                    loose.extend(self.loose(*sum, quantity, TextRange::new(left, end), block, index));
                } else {
                    open.clear();
                    loose.extend(self.loose(*sum, quantity, TextRange::new(left, end), block, index));
                }
                left = end;
                lead = end;
            }
            // The last sum of a clause speaks for the rest of it.
            if let Some(last) = drafts.get_mut(first_of_clause..).and_then(<[Draft]>::last_mut) {
                last.widen(TextRange::new(last.anchor, clause.end));
            }
        }
    }

    fn draft(
        &self,
        sum: usize,
        quantity: &Quantity,
        governor: &Governor<'_>,
        kind: Kind,
        evidence: TextRange,
    ) -> Option<Draft> {
        let rule = if kind.named { "funding.sum.named" } else { "funding.sum.read" };
        let provenance = if kind.named { Provenance::stated(rule) } else { Provenance::inferred(rule) };
        let mut draft = Draft::new(kind.code, quantity.range.start, evidence, provenance);
        draft.named = kind.named;
        let lends = draft.is_credit();
        let bounded = lends || kind.code == FundingKind::Reward;
        if !lends && self.is_threshold(quantity, governor) {
            return None;
        }
        let pooled = matches!(
            kind.code,
            FundingKind::RiskCompensation
                | FundingKind::GuaranteeFund
                | FundingKind::InsuranceFund
                | FundingKind::MutualAid
        );
        // 「给予最高15万元的补贴」 is the bonus itself.
        let bonus = kind.code == FundingKind::Reward && governor.behind;
        let capped = !bonus && self.capped(quantity, evidence.start, evidence.end);
        if lends && self.cued("average", evidence.start, quantity) {
            return None;
        }
        let each = lends && !pooled && (self.cued("each", evidence.start, quantity) || is_personal(quantity));
        draft.each = self.cued("each", evidence.start, quantity);
        if bounded && !pooled && (capped || each) {
            draft.terms = FundTerms { ceiling: upper(quantity), ..FundTerms::default() };
        } else {
            draft.set_sum(sum, quantity);
        }
        let lent = matches!(
            kind.code,
            FundingKind::MicroLoan
                | FundingKind::EnterpriseLoan
                | FundingKind::ProjectLoan
                | FundingKind::PolicyBank
                | FundingKind::Relending
                | FundingKind::SocialInvestment
                | FundingKind::Donation
                | FundingKind::EquityStake
                | FundingKind::AssistanceUnit
                | FundingKind::Total
        );
        draft.level = if lent { None } else { self.level(governor.phrase) };
        let (provider, recipient) = self.parties(&draft, governor, evidence);
        draft.provider = provider;
        draft.recipient = recipient;
        Some(draft)
    }

    /// Without the punctuation that joins it to the sum before.
    pub(super) fn trim(&self, range: TextRange) -> TextRange {
        TextRange::new(self.joined_until(range), range.end)
    }
}

/// The most that a sum allows: its upper end, when it is a range.
pub(super) fn upper(quantity: &Quantity) -> Option<Decimal> {
    quantity.upper.or(quantity.value)
}

/// The stretch of a sentence in which the words around a sum are looked up.
fn around(sentence: TextRange, sum: TextRange) -> TextRange {
    let start = sum.start.saturating_sub(SENTENCE_REACH);
    TextRange::new(sentence.start.max(start), sentence.end.min(sum.end + SENTENCE_REACH))
}

/// The last draft that passes, among those at the end that are near.
pub(super) fn last_where(
    drafts: &[Draft],
    near: impl Fn(&Draft) -> bool,
    passes: impl Fn(&Draft) -> bool,
) -> Option<usize> {
    let mut last = drafts.iter().enumerate().rev().take(LOOK_BACK).take_while(|(_, draft)| near(draft));
    last.find(|(_, draft)| passes(draft)).map(|(index, _)| index)
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

/// Whether a sum can be a component of another.
fn is_part(part: &Draft, total: Option<&Draft>) -> bool {
    let larger = |total: &Draft| match (part.value, total.value) {
        (Some((part, _)), Some((total, _))) => part > total,
        _ => false,
    };
    part.quantity.is_some() && !total.is_some_and(larger)
}

fn is_budget(kind: FundingKind) -> bool {
    matches!(kind, FundingKind::FiscalSpecial | FundingKind::FiscalOther | FundingKind::FiscalIntegrated)
}
