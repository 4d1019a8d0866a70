//! Sums of money in a sentence: each is a source, a ceiling of one, or neither.

use lianjie_core::{Decimal, FundTerms, FundingKind, Provenance};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::outline::{BlockKind, Sentence};
use crate::reading::TextRange;

use super::Reader;
use super::column::{AMOUNT, COLUMN};
use super::draft::{Draft, LOOK_BACK, Line};
use super::giver::Giver;
use super::governor::Governor;
use super::kind::{Field, Kind, is_personal, read};
use super::norm::{Norm, withdraw};
use super::part::leave_a_rest;

/// Bytes on either side of a sum that its sentence is read over: a longer one is a list.
const SENTENCE_REACH: u32 = 3000;

/// Bytes of 合计 at the head of a line.
const LABEL: u32 = 12;

/// A sum with what stands around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'q> {
    pub(super) sum: usize,
    pub(super) quantity: &'q Quantity,
    pub(super) clause: TextRange,
    /// From the sum before it in the clause, or the clause's start, up to it.
    pub(super) link: TextRange,
    /// Where the next sum or the end of the clause stands.
    pub(super) right: u32,
    /// Where the next sum of the clause stands.
    pub(super) next: Option<u32>,
    /// The words around it.
    pub(super) field: Field,
    pub(super) block: usize,
    pub(super) sentence: usize,
}

impl Spot<'_> {
    /// A governor of the sum alone, when other words than its own say what it is.
    fn bare<'h>(&self) -> Governor<'h> {
        let phrase = TextRange::new(self.link.start, self.quantity.range.end);
        Governor { head: None, verb: None, behind: false, phrase }
    }
}

/// What has been read of a sentence so far.
pub(super) struct Told<'h> {
    /// The total that 其中 opened.
    pub(super) component_of: Option<usize>,
    /// Whether a semicolon stands since.
    turned: bool,
    /// Where the stretch between semicolons starts, and how far it was looked for.
    pub(super) piece: u32,
    pieces_to: u32,
    /// Where the sum before ends.
    lead: u32,
    /// Who gave the sums of the stretch.
    subject: Option<Giver>,
    norms: Vec<Norm<'h>>,
}

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
        let start = sentence.range.start;
        let mut told = Told {
            component_of: None,
            turned: false,
            piece: start,
            pieces_to: start,
            lead: start,
            subject: None,
            norms: Vec::new(),
        };
        let table = self.context.outline.blocks.get(block).filter(|b| b.kind == BlockKind::Row);
        let mut row = table.map(|row| row.range.start);
        let no_sum = |clause: &&TextRange| self.yuan(**clause).next().is_none();
        let told_before = drafts.len();
        for (at, clause) in clauses.iter().enumerate() {
            let sums: Vec<usize> = self.yuan(*clause).collect();
            if sums.is_empty() {
                continue;
            }
            let following = clauses.iter().skip(at + 1).take(2).take_while(no_sum).copied();
            let following = following.reduce(TextRange::cover).unwrap_or_default();
            let preceding = at.checked_sub(1).and_then(|before| clauses.get(before)).filter(no_sum);
            let preceding = preceding.copied().unwrap_or(TextRange::new(clause.start, clause.start));
            if self.context.reading().between(told.pieces_to, clause.start).contains(';') {
                told.piece = clause.start;
                told.turned = true;
                told.subject = None;
            }
            told.pieces_to = clause.end;
            // The first cell of a row says what its first sum is.
            let mut left = row.take().unwrap_or_else(|| self.labelled(preceding, *clause));
            let first = drafts.len();
            let mut open: Vec<(usize, &Quantity)> = Vec::new();
            for (nth, sum) in sums.iter().enumerate() {
                let quantities = &self.context.mentions.quantities;
                let Some(quantity) = quantities.get(*sum) else { continue };
                let next = sums.get(nth + 1).and_then(|next| quantities.get(*next)).map(|q| q.range.start);
                let right = next.unwrap_or(clause.end);
                let spot = Spot {
                    sum: *sum,
                    quantity,
                    clause: *clause,
                    link: TextRange::new(left, quantity.range.start),
                    right,
                    next,
                    field: Field {
                        phrase: TextRange::new(left, quantity.range.end),
                        lead: TextRange::new(told.lead.min(quantity.range.start), quantity.range.start),
                        preceding,
                        sentence: around(sentence.range, quantity.range),
                        tail: TextRange::new(quantity.range.end, right),
                        following: if next.is_some() { TextRange::default() } else { following },
                        subject: told.subject.filter(|_| nth > 0 || self.opens_with_verb(*clause)),
                    },
                    block,
                    sentence: index,
                };
                let known = (drafts.len(), loose.len());
                if let Some((kind, heading)) = table.and_then(|row| self.column(quantity, row.range)) {
                    drafts.extend(self.cell(spot, kind, heading));
                } else if !self.sum(spot, first, &mut told, &mut open, drafts) {
                    if next.is_some_and(|next| self.is_list(quantity.range.end, next)) {
                        open.push((*sum, quantity));
                    } else {
                        open.clear();
                    }
                    let range = TextRange::new(left, quantity.range.end);
                    loose.extend(self.loose(*sum, quantity, range, block, index));
                }
                let gathers = self.gathers(spot.link);
                let line = self.context.outline.blocks.get(block).map_or(clause.start, |b| b.range.start);
                let heads = self.gathers(TextRange::new(line, (line + LABEL).min(quantity.range.start)));
                let apiece = self.is_apiece(quantity, spot.field);
                for draft in loose.iter_mut().skip(known.1).filter(|draft| draft.kind == FundingKind::Total) {
                    draft.kind = self.shared_giver(spot.field.lead).unwrap_or(draft.kind);
                }
                let read = drafts.iter_mut().skip(known.0).chain(loose.iter_mut().skip(known.1));
                for draft in read {
                    draft.said.line = if heads { Line::Whole } else { Line::Other };
                    draft.said.gathers = gathers || heads;
                    draft.said.apiece = apiece;
                    draft.giver = draft.giver.or_else(|| self.giver(spot.field.lead));
                }
                told.subject = self
                    .giver(spot.field.lead)
                    .filter(|giver| matches!(giver, Giver::Unit | Giver::Donor | Giver::Firm))
                    .or(spot.field.subject);
                left = quantity.range.end;
                told.lead = left;
            }
            // The last sum of a clause speaks for the rest of it.
            if let Some(last) = drafts.get_mut(first..).and_then(<[Draft]>::last_mut) {
                last.widen(TextRange::new(last.anchor, clause.end));
            }
        }
        let rest = |clause: &TextRange| {
            let hits = self.context.mentions.hits.within(Class::RelationCue, *clause);
            hits.iter().any(|hit| hit.code == "remainder") && self.linked("by", *clause) && no_sum(&clause)
        };
        if clauses.iter().any(rest) {
            leave_a_rest(drafts, told_before);
        }
    }

    /// Whether a clause opens with a verb of giving, so that its subject is the one of the clause before: 「投入8万元」,
    /// 「又投入8万元」, 「为超市投入物资2万元」; not 「村里投入8万元」.
    fn opens_with_verb(&self, clause: TextRange) -> bool {
        let Some(verb) = self.context.mentions.hits.within(Class::FundVerb, clause).first() else {
            return false;
        };
        // 「凑齐135万元」 is of them all.
        if verb.code == "raise" {
            return false;
        }
        let before = self.text(TextRange::new(clause.start, verb.range.start));
        let for_whom = before.starts_with(['为', '给', '向', '对', '帮', '在']);
        for_whom
            || before.chars().all(|c| {
                matches!(c, '又' | '还' | '再' | '另' | '并' | '共' | '先' | '后' | '已' | '累' | '计')
            })
    }

    /// Where the words of a clause's first sum start: at the label before its colon, when that ends in a noun for money or in
    /// who gives it: 「县水务局：12万元」.
    fn labelled(&self, label: TextRange, clause: TextRange) -> u32 {
        let head = self.context.mentions.hits.within(Class::Fund, label).last();
        let hits = &self.context.mentions.hits;
        let giver = [Class::FundMark, Class::FundLevel]
            .iter()
            .any(|class| hits.within(*class, label).last().is_some_and(|hit| hit.range.end == label.end))
            && self.giver(label).is_some();
        let ends = giver || head.is_some_and(|head| head.range.end == label.end);
        let colon = self.context.reading().between(label.end, clause.start).trim() == ":";
        if ends && colon { label.start } else { clause.start }
    }

    /// A cell of a table whose column says what it is.
    fn cell(&self, spot: Spot<'_>, kind: Kind, heading: TextRange) -> Option<Draft> {
        let evidence = TextRange::new(spot.link.start, spot.quantity.range.end);
        let governor = Governor { head: None, verb: None, behind: false, phrase: heading };
        let mut draft = self.draft(spot.sum, spot.quantity, &governor, kind, evidence)?;
        draft.provenance.rule = if self.has(Class::Fund, heading) { COLUMN } else { AMOUNT }.into();
        draft.block = spot.block;
        draft.sentence = spot.sentence;
        draft.level = draft.level.or_else(|| self.level(evidence));
        draft.piece = heading.start;
        Some(draft)
    }

    /// Reads one sum; says whether its own words, or the sources before it, tell what it is. The sums in `open` stand in a
    /// list before it and share its noun; `first` is the first draft of the clause.
    fn sum<'s>(
        &'s self,
        spot: Spot<'_>,
        first: usize,
        told: &mut Told<'s>,
        open: &mut Vec<(usize, &Quantity)>,
        drafts: &mut Vec<Draft>,
    ) -> bool {
        let governor = self.governor(spot.quantity, spot.link.start, spot.right, spot.next.is_some());
        if self.linked("part", spot.link) {
            told.component_of = last_where(drafts, |d| d.sentence == spot.sentence, |d| d.quantity.is_some());
            told.turned = false;
        }
        // Behind a semicolon, money with a word of its own is told anew.
        if told.turned && governor.is_some() {
            told.component_of = None;
        }
        if let Some(total) = self.premium_of(drafts, spot.sentence, spot.quantity, spot.link) {
            let at = (total, spot.block, spot.sentence);
            drafts.extend(self.premium_part(spot.sum, spot.quantity, spot.link, at));
            return true;
        }
        if let Some(share) = self.premium_share(spot, drafts) {
            drafts.push(share);
            return true;
        }
        let governed = governor.and_then(|governor| self.governed(spot, governor, &mut told.norms));
        let governed = governed.or_else(|| {
            let kind = self
                .interest_paid(spot)
                .or_else(|| self.paid_by(TextRange::new(spot.quantity.range.end, spot.right)))
                .or_else(|| self.given_by(spot.link))?;
            Some((spot.bare(), read(kind)))
        });
        let product = self.product_of(&told.norms, spot.quantity, spot.field.sentence);
        let governed = match product {
            Some((_, Some(kind))) if !governed.is_some_and(|(_, own)| own.named) => Some((spot.bare(), kind)),
            _ => governed,
        };
        if let (Some((norm, _)), Some(_)) = (product, &governed) {
            withdraw(drafts, norm, told.component_of);
        }
        let Some((governor, kind)) = governed else { return self.ungoverned(spot, first, told, drafts) };
        let end = governor.phrase.end.max(spot.quantity.range.end);
        let evidence = self.trim(TextRange::new(spot.link.start, end));
        if let Some(mut draft) = self.draft(spot.sum, spot.quantity, &governor, kind, evidence) {
            if kind.open {
                draft.kind = self.handed_out(draft.kind, spot, drafts);
            }
            draft.block = spot.block;
            draft.sentence = spot.sentence;
            draft.piece = told.piece;
            draft.part_of = told.component_of.filter(|total| is_part(&draft, drafts.get(*total)));
            // 「30万元、10万元奖励」: the sums before share the noun behind the last.
            for (sum, quantity) in open.drain(..) {
                let evidence = TextRange::new(spot.clause.start, quantity.range.end);
                drafts.push(draft.twin(sum, quantity, evidence));
            }
            // 「市、县各拿出100万元」: one sum from each.
            let levels = self.each_level(governor.phrase);
            let Some((last, before)) = levels.split_last() else {
                drafts.push(draft);
                return true;
            };
            if spot.next.is_some_and(|next| self.is_list(spot.quantity.range.end, next)) {
                draft.levels = levels;
                draft.level = Some(draft.levels.remove(0));
                drafts.push(draft);
                return true;
            }
            for level in before {
                drafts.push(Draft { level: Some(*level), ..draft.clone() });
            }
            draft.level = Some(*last);
            drafts.push(draft);
        }
        true
    }

    /// The kind of a sum by the words that govern it; takes note of it when it is a norm.
    fn governed<'h>(
        &self,
        spot: Spot<'_>,
        governor: Governor<'h>,
        norms: &mut Vec<Norm<'h>>,
    ) -> Option<(Governor<'h>, Kind)> {
        let end = governor.phrase.end.max(spot.quantity.range.end);
        let tail = TextRange::new(end, spot.right);
        let field = Field { phrase: governor.phrase, tail, ..spot.field };
        norms.extend(self.norm(spot.sum, spot.quantity, governor, field));
        let kind = match self.paid_by(field.tail) {
            Some(kind) if governor.may_be_anybodys() => read(kind),
            _ => match self.kind(spot.quantity, &governor, field) {
                Some(kind) => kind,
                None => self.staked(spot.quantity, &governor, field)?,
            },
        };
        let kind = self.told_behind(kind, field).unwrap_or(kind);
        let norm = self.is_no_pot(spot.quantity, kind, field);
        let kind = if norm { self.staked(spot.quantity, &governor, field)? } else { kind };
        self.is_told(kind, &governor, field).then_some((governor, kind))
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
        draft.giver = self.giver(governor.phrase);
        draft.said.award = self.marked("reward", governor.phrase);
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
        // 「每户放款3万元」 was lent; 「每户可贷5万元」 may be.
        let lent = lends && self.has_verb("lend", evidence) && !self.linked("can", evidence);
        let each = !lent && lends && !pooled;
        let each = each && (self.cued("each", evidence.start, quantity) || is_personal(quantity));
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

/// Whether a sum can be a component of another.
fn is_part(part: &Draft, total: Option<&Draft>) -> bool {
    let larger = |total: &Draft| match (part.value, total.value) {
        (Some((part, _)), Some((total, _))) => part > total,
        _ => false,
    };
    part.quantity.is_some() && !total.is_some_and(larger)
}

pub(super) fn is_budget(kind: FundingKind) -> bool {
    matches!(kind, FundingKind::FiscalSpecial | FundingKind::FiscalOther | FundingKind::FiscalIntegrated)
}
