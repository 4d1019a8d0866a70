//! Sums of money in a sentence: each is a source, a ceiling of one, or neither.

use lianjie_core::{Bound, Decimal, FundTerms, FundingKind, Party, Provenance, Unit};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::outline::{BlockKind, Sentence};
use crate::reading::{TextRange, offset};

use super::Reader;
use super::draft::{Draft, LOOK_BACK};
use super::governor::Governor;
use super::kind::{Field, Kind, is_personal, read};

/// The rule for a part by its use.
const USE: &str = "funding.sum.use";
/// Bytes between 最高, 每户 and the sum.
const CEILING_REACH: u32 = 30;
/// Less than this in a list of receivers is what each gets.
const LISTED: i64 = 10_000;
/// Bytes of two characters.
const TOUCH: u32 = 6;
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
                    let kind = match self.paid_by(field.tail) {
                        Some(kind) if governor.may_be_anybodys() => read(kind),
                        _ => self.kind(quantity, &governor, field)?,
                    };
                    self.is_told(kind, &governor, field).then_some((governor, kind))
                });
                let told = told.or_else(|| {
                    let kind = self.paid_by(TextRange::new(quantity.range.end, right))?;
                    let phrase = TextRange::new(left, quantity.range.end);
                    Some((Governor { head: None, verb: None, behind: false, phrase }, read(kind)))
                });
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

    /// 「扶贫小额贷款170万元（每户5万元）」: a smaller sum for each behind a loan limits it.
    fn is_each(&self, quantity: &Quantity, link: TextRange, last: &Draft) -> bool {
        last.is_credit()
            && last.value.is_some_and(|(value, _)| quantity.value.is_some_and(|each| each < value))
            && self.cued("each", link.start, quantity)
            && !self.has(Class::FundStop, link)
            && !self.has(Class::FundVerb, link)
    }

    /// 「每户贷款5万元，500万元都归公司」: after a limit for each, an ungoverned larger sum is what was lent in all.
    fn lent_in_all(&self, quantity: &Quantity, link: TextRange, last: Option<&Draft>) -> bool {
        let stopped = self.has(Class::FundStop, link);
        let Some(last) = last.filter(|last| !stopped && last.quantity.is_none() && last.is_credit()) else {
            return false;
        };
        last.terms.ceiling < quantity.value && last.terms.ceiling.is_some()
    }

    /// 「中央财政1000万元、省级600万元」: a level alone names budget money beside other budget money.
    fn level_part(&self, quantity: &Quantity, link: TextRange, last: Option<&Draft>) -> Option<Draft> {
        use FundingKind as K;
        let hit = self.context.mentions.hits.within(Class::FundLevel, link).last().copied()?;
        let touches = hit.range.end == quantity.range.start;
        let last = last.filter(|last| touches && last.quantity.is_some())?;
        let kind = match last.kind {
            K::FiscalSpecial | K::FiscalIntegrated | K::FiscalOther => last.kind,
            K::Total => K::FiscalOther,
            _ => return None,
        };
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let mut draft =
            Draft::new(kind, quantity.range.start, evidence, Provenance::inferred("funding.sum.level"));
        draft.level = self.level(evidence);
        draft.provider = Some(Party::Government.as_str().to_owned());
        Some(draft)
    }

    /// 「其中帮扶单位100万元、村民自筹50万元」: a giver alone names a component.
    fn giver_part(
        &self,
        quantity: &Quantity,
        link: TextRange,
        component: bool,
        last: Option<&Draft>,
    ) -> Option<Draft> {
        let listed = component || last.is_some_and(|last| last.part_of.is_some());
        let kind = if listed { self.listed_giver(link) } else { None }?;
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let provenance = Provenance::inferred("funding.sum.giver");
        let mut draft = Draft::new(kind, quantity.range.start, evidence, provenance);
        draft.named = true;
        Some(draft)
    }

    /// 「扶贫资金15万元，派出单位5万元」: whether a sum of which only the giver is told stands right behind a source.
    fn joins(&self, quantity: &Quantity, link: TextRange, last: &Draft) -> bool {
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

    /// 「用于产业的1.98亿元」: a part of the budget money told before, by its use.
    fn use_part(&self, quantity: &Quantity, link: TextRange) -> Option<Draft> {
        let hits = &self.context.mentions.hits;
        let used = hits.within(Class::FundVerb, link).last().is_some_and(|verb| verb.code == "use");
        let of = hits
            .within(Class::FundLink, link)
            .last()
            .is_some_and(|hit| hit.code == "of" && hit.range.end == quantity.range.start);
        if !used || !of {
            return None;
        }
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let kind = FundingKind::FiscalOther;
        Some(Draft::new(kind, quantity.range.start, evidence, Provenance::inferred(USE)))
    }

    /// Whether only words of a list stand between two sums.
    fn is_list(&self, end: u32, start: u32) -> bool {
        self.joined_until(TextRange::new(end, start)) == start
    }

    /// Where the list words at the head of a range end.
    fn joined_until(&self, range: TextRange) -> u32 {
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
    fn tier<'d>(&self, quantity: &Quantity, link: TextRange, last: Option<&'d Draft>) -> Option<&'d Draft> {
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

    /// A sum that may be a component of a total told before.
    fn loose(
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
        let provenance = Provenance::inferred("funding.component");
        let level = self.level(evidence);
        let kind = level.map_or(FundingKind::Total, |_| FundingKind::FiscalOther);
        let mut draft = Draft::new(kind, quantity.range.start, evidence, provenance);
        draft.set_sum(sum, quantity);
        draft.level = level;
        draft.block = block;
        draft.sentence = sentence;
        draft.component = self.linked("part", TextRange::new(range.start, quantity.range.start));
        Some(draft)
    }

    /// The draft whose noun a sum in a list shares: 「分别完成投资5亿元、2亿元」.
    fn shares_noun<'d>(&self, link: TextRange, siblings: Option<&'d [Draft]>) -> Option<&'d Draft> {
        let last = siblings?.last().filter(|draft| draft.quantity.is_some());
        last.filter(|_| !link.is_empty() && self.is_list(link.start, link.end))
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
    fn limits_a_count(&self, at: u32) -> bool {
        let next = self.context.mentions.quantities_in(TextRange::new(at, at + 2 * TOUCH)).next();
        next.and_then(|index| self.context.mentions.quantities.get(index)).is_some_and(|next| {
            let between = self.context.reading().between(at, next.range.start);
            next.unit != Unit::Yuan && next.range.start <= at + TOUCH && !between.contains([',', ';', '、'])
        })
    }

    fn cued(&self, code: &str, start: u32, quantity: &Quantity) -> bool {
        let before = TextRange::new(start, quantity.range.start);
        self.context
            .mentions
            .hits
            .within(Class::FundTerm, before)
            .iter()
            .any(|term| term.code == code && self.gap(term.range.end, quantity.range.start) <= CEILING_REACH)
    }

    /// Without the punctuation that joins it to the sum before.
    pub(super) fn trim(&self, range: TextRange) -> TextRange {
        TextRange::new(self.joined_until(range), range.end)
    }

    /// Whether a sum says whom something is for: 「固定资产投资5000万元以上的企业」.
    fn is_threshold(&self, quantity: &Quantity, governor: &Governor<'_>) -> bool {
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
        of || invested && (self.policy || goes_on || counted)
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
