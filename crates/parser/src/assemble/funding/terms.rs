//! Terms of loans and funds, shares of risk, and growth against the year before.

use lianjie_core::{Bound, Decimal, FundTerms, FundingKind, Party, RateBasis, Share, Unit};

use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::outline::Sentence;
use crate::reading::TextRange;

use super::Reader;
use super::draft::{Draft, LOOK_BACK};
use super::product::is_lending;
use super::sum::upper;

/// Bytes between a cue and its number.
const REACH: u32 = 24;

/// One term where it stands.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) range: TextRange,
    pub(super) terms: FundTerms,
}

impl Reader<'_> {
    /// Gives the sentence's terms, shares of risk and growth to the drafts that they speak of.
    pub(super) fn attach(&self, sentence: &Sentence, block: usize, first: usize, drafts: &mut [Draft]) {
        self.growth(sentence, first, drafts);
        let alone = first == drafts.len();
        let mut order: Vec<usize> = (first..drafts.len()).collect();
        order.sort_by_key(|index| drafts.get(*index).map(|draft| draft.anchor));
        // The drafts of the sentence up to a byte, in text order.
        let until = |drafts: &[Draft], at: u32| {
            let told = |index: &usize| drafts.get(*index).is_some_and(|draft| draft.anchor <= at);
            order.get(..order.partition_point(told)).unwrap_or_default()
        };
        for found in self.terms(sentence) {
            let own = |draft: &Draft| {
                draft.kind == FundingKind::Reward
                    && draft.value.is_some_and(|(value, _)| found.terms.ceiling == Some(value))
            };
            // 「每户累计最高不超过5000元」 in a sentence of its own limits every bonus of the article.
            if alone && found.terms.ceiling.is_some() && self.policy {
                let of_block = |draft: &&mut Draft| draft.block == block;
                let rewards = |draft: &&mut Draft| draft.kind == FundingKind::Reward;
                for draft in drafts.iter_mut().rev().take(LOOK_BACK).take_while(of_block).filter(rewards) {
                    draft.terms.ceiling = draft.terms.ceiling.or(found.terms.ceiling);
                }
                continue;
            }
            let backed = found.terms.leverage.is_some();
            let lent = found.terms.subsidy_percent.is_none();
            // What follows several products is said of each: 「养殖户30万元，合作社100万元，年利率5.8%」.
            // What is lent on is no bonus's, nor is what stands behind a semicolon.
            let other = |index: &usize| {
                drafts.get(*index).is_some_and(|draft| {
                    let apart =
                        || self.context.reading().between(draft.anchor, found.range.start).contains(';');
                    draft.kind == FundingKind::Reward && (is_lending(&found.terms) || apart())
                })
            };
            let told: Vec<usize> =
                until(drafts, found.range.start).iter().copied().filter(|index| !other(index)).collect();
            let told = told.as_slice();
            let lending = is_lending(&found.terms);
            let target = holder(drafts, told, (first, block), (backed, lent, lending));
            let credit = |index: &usize| drafts.get(*index).is_some_and(Draft::is_credit);
            let lent_on = || (first..drafts.len()).take(LOOK_BACK).find(credit);
            let target = if target.as_ref().is_some_and(other) { lent_on() } else { target };
            let Some(target) = target else { continue };
            let is_product = |draft: &Draft| draft.quantity.is_none() && draft.terms.ceiling.is_some();
            if !backed && drafts.get(target).is_some_and(|draft| draft.quantity.is_none()) {
                for index in told.iter().rev().take(LOOK_BACK) {
                    if let Some(draft) = drafts.get_mut(*index).filter(|draft| is_product(draft)) {
                        fill(&mut draft.terms, found.terms.clone());
                    }
                }
            }
            // 「给予最高15万元的补贴」 is the bonus itself.
            let Some(draft) = drafts.get_mut(target).filter(|draft| !own(draft)) else { continue };
            fill(&mut draft.terms, found.terms);
            if sentence.range.holds(draft.anchor) {
                draft.widen(found.range);
            }
        }
        if let Some((range, shares)) = self.risk_share(sentence)
            && let Some(target) =
                holder(drafts, until(drafts, range.start), (first, block), (true, false, false))
            && let Some(draft) = drafts.get_mut(target)
        {
            draft.risk_share.get_or_insert(shares);
            if sentence.range.holds(draft.anchor) {
                draft.widen(range);
            } else {
                draft.evidence.push(range);
            }
        }
        for draft in drafts.get_mut(first..).unwrap_or(&mut []) {
            if draft.level.is_none() && draft.kind == lianjie_core::FundingKind::Reward {
                // 「县里给补5000袋菌包，每袋补2.5元」
                let start = sentence.range.start.max(draft.piece.min(draft.anchor));
                let told = TextRange::new(start, draft.anchor.max(start));
                draft.level = self.policy_level(draft.anchor).or_else(|| self.level(told));
            }
        }
    }

    /// Every term of a sentence, in text order.
    pub(super) fn terms(&self, sentence: &Sentence) -> Vec<Found> {
        let hits = self.context.mentions.hits.within(Class::FundTerm, sentence.range);
        let mut found: Vec<Found> = Vec::new();
        for hit in hits {
            let mut terms = FundTerms::default();
            let mut range = hit.range;
            match hit.code {
                "collateral_free" => terms.collateral_free = Some(true),
                "benchmark" => terms.rate_basis = Some(RateBasis::Benchmark),
                "full_subsidy" => terms.subsidy_percent = Some(Decimal::ONE_HUNDRED),
                "tenor" | "rate" | "subsidy" | "leverage" | "ceiling" => {
                    let Some(quantity) = self.number_of(hit, sentence.range) else { continue };
                    if hit.code == "rate" && self.is_subsidised(quantity) {
                        continue;
                    }
                    match (hit.code, quantity.unit) {
                        ("tenor", Unit::Year) => terms.tenor_years = upper(quantity),
                        ("tenor", Unit::Month) => {
                            terms.tenor_years = quantity.value.and_then(|v| v.checked_div(Decimal::from(12)));
                        }
                        ("ceiling", Unit::Yuan) => terms.ceiling = upper(quantity),
                        ("rate", Unit::Percent) => terms.rate_percent = quantity.value,
                        ("subsidy", Unit::Percent) if quantity.upper.is_none() => {
                            terms.subsidy_percent = quantity.value;
                        }
                        ("leverage", Unit::Ratio) => {
                            terms.leverage =
                                quantity.parts.as_ref().and_then(|p| p.last()).map(|last| vec![*last]);
                        }
                        ("leverage", Unit::Times) => {
                            terms.leverage = quantity
                                .value
                                .map(|low| [Some(low), quantity.upper].into_iter().flatten().collect());
                        }
                        _ => continue,
                    }
                    range = range.cover(quantity.range);
                }
                _ => continue,
            }
            found.push(Found { range, terms });
        }
        found.extend(self.time_limits(sentence));
        found.extend(self.lent_by_ratio(sentence));
        // 「两年全额贴息」: the years before a full subsidy are its tenor.
        for hit in hits.iter().filter(|hit| matches!(hit.code, "full_subsidy" | "subsidy")) {
            let lead = TextRange::new(
                sentence.range.start.max(hit.range.start.saturating_sub(REACH)),
                hit.range.start,
            );
            let years = self.last_of(lead, Unit::Year);
            if let Some(quantity) = years.filter(|q| self.gap(q.range.end, hit.range.start) <= 6) {
                let terms = FundTerms { tenor_years: quantity.value, ..FundTerms::default() };
                found.push(Found { range: quantity.range, terms });
            }
        }
        // 「前三年80%，后两年50%」: tiers are no single share.
        let shares: Vec<Decimal> = found.iter().filter_map(|f| f.terms.subsidy_percent).collect();
        if shares.iter().any(|share| Some(share) != shares.first()) {
            for found in &mut found {
                found.terms.subsidy_percent = None;
            }
        }
        found.sort_by_key(|found| found.range.start);
        found
    }

    /// 「风险补偿金2000万元，银行按1:10的比例放贷」
    fn lent_by_ratio(&self, sentence: &Sentence) -> Option<Found> {
        let hits = &self.context.mentions.hits;
        let backed = self.marked("risk", sentence.range);
        let quantities = if backed { self.context.mentions.quantities_in(sentence.range) } else { 0..0 };
        quantities.filter_map(|index| self.context.mentions.quantities.get(index)).find_map(|ratio| {
            let [one, times] = ratio.parts.as_deref()? else { return None };
            let behind = TextRange::new(ratio.range.end, sentence.range.end.min(ratio.range.end + REACH));
            let lends = hits.within(Class::FundVerb, behind).first().is_some_and(|verb| verb.code == "lend");
            let terms = FundTerms { leverage: Some(vec![*times]), ..FundTerms::default() };
            (*one == Decimal::ONE && lends).then_some(Found { range: ratio.range, terms })
        })
    }

    /// 「免担保，三年以内」: a limit of years in a sentence that names terms of a loan.
    fn time_limits(&self, sentence: &Sentence) -> Option<Found> {
        let lends = self.tells_terms(&["collateral_free", "benchmark"], sentence.range);
        let years = |index: usize| {
            let quantity = self.context.mentions.quantities.get(index)?;
            let other =
                TextRange::new(quantity.range.start.saturating_sub(REACH), quantity.range.end + REACH);
            let limit = quantity.unit == Unit::Year && quantity.bound == Bound::AtMost;
            (limit && !self.tells_terms(&["none", "tenor"], other)).then_some(quantity)
        };
        let quantity =
            if lends { self.context.mentions.quantities_in(sentence.range).find_map(years) } else { None }?;
        let terms = FundTerms { tenor_years: quantity.value, ..FundTerms::default() };
        Some(Found { range: quantity.range, terms })
    }

    fn last_of(&self, range: TextRange, unit: Unit) -> Option<&Quantity> {
        let quantities = &self.context.mentions.quantities;
        self.context
            .mentions
            .quantities_in(range)
            .rev()
            .filter_map(|i| quantities.get(i))
            .find(|q| q.unit == unit)
    }

    /// The number that a cue speaks of: behind it first (期限3年), else before it (3年期, 50%贴息).
    fn number_of(&self, cue: &Hit<'_>, within: TextRange) -> Option<&Quantity> {
        let fits = |quantity: &&Quantity| match cue.code {
            "tenor" => matches!(quantity.unit, Unit::Year | Unit::Month),
            "leverage" => matches!(quantity.unit, Unit::Times | Unit::Ratio),
            "ceiling" => quantity.unit == Unit::Yuan,
            _ => quantity.unit == Unit::Percent,
        };
        let behind = TextRange::new(cue.range.end, within.end.min(cue.range.end + 2 * REACH));
        let before =
            TextRange::new(within.start.max(cue.range.start.saturating_sub(2 * REACH)), cue.range.start);
        let quantities = &self.context.mentions.quantities;
        let behind = self
            .context
            .mentions
            .quantities_in(behind)
            .filter_map(|i| quantities.get(i))
            .find(fits)
            .filter(|q| self.is_clear(cue.range.end, q.range.start));
        let before = self
            .context
            .mentions
            .quantities_in(before)
            .rev()
            .filter_map(|i| quantities.get(i))
            .find(fits)
            .filter(|q| self.is_clear(q.range.end, cue.range.start));
        let over = self
            .context
            .mentions
            .quantities_in(TextRange::new(
                within.start.max(cue.range.start.saturating_sub(REACH)),
                within.end,
            ))
            .filter_map(|i| quantities.get(i))
            .take_while(|q| q.range.start < cue.range.end)
            .find(|q| q.range.overlaps(cue.range) && fits(q));
        match cue.code {
            _ if over.is_some() => over,
            "ceiling" => behind,
            "subsidy" => before
                .filter(|q| !self.is_rate(q, within))
                .or_else(|| behind.filter(|q| q.range.start <= cue.range.end + 3)),
            "rate" => {
                behind.filter(|q| !self.has(Class::FundTerm, TextRange::new(cue.range.end, q.range.start)))
            }
            "leverage" => behind.or(before),
            _ => {
                let touching = before.filter(|q| q.range.end == cue.range.start);
                touching.or(behind)
            }
        }
    }

    /// Whether a percentage is a rate of interest: 「按年利率3%贴息」.
    fn is_rate(&self, quantity: &Quantity, within: TextRange) -> bool {
        let lead = TextRange::new(
            within.start.max(quantity.range.start.saturating_sub(REACH)),
            quantity.range.start,
        );
        let cues = self.context.mentions.hits.within(Class::FundTerm, lead);
        cues.iter().any(|hit| matches!(hit.code, "rate" | "surcharge"))
    }

    /// Whether a rate is what the budget pays: 「按年利率3%给予贴息」.
    fn is_subsidised(&self, rate: &Quantity) -> bool {
        let after = TextRange::new(rate.range.end, rate.range.end + REACH);
        let cue =
            self.context.mentions.hits.within(Class::FundTerm, after).iter().find(|h| h.code == "subsidy");
        cue.is_some_and(|cue| self.is_clear(rate.range.end, cue.range.start))
    }

    /// Whether a cue and its number stand close in one clause.
    fn is_clear(&self, start: u32, end: u32) -> bool {
        let between = TextRange::new(start, end.max(start));
        self.gap(start, end) <= REACH && !self.text(between).contains([',', ';'])
    }

    /// 「政府、银行、保险公司按1:2:7承担」, 「银行承担30%，政府承担70%」.
    pub(super) fn risk_share(&self, sentence: &Sentence) -> Option<(TextRange, Vec<Share>)> {
        let hits = &self.context.mentions.hits;
        let cues = hits.within(Class::FundTerm, sentence.range).iter().filter(|hit| hit.code == "share");
        let first_cue = cues.clone().next()?;
        let quantities = &self.context.mentions.quantities;
        let parties = hits.within(Class::FundParty, sentence.range);
        let party_of = |hit: &Hit<'_>| Party::from_code(hit.code);
        let inside = || self.context.mentions.quantities_in(sentence.range).filter_map(|i| quantities.get(i));

        if let Some((quantity, terms)) = inside().find_map(|q| Some((q, q.parts.as_ref()?))) {
            let cue = cues
                .min_by_key(|cue| quantity.range.start.abs_diff(cue.range.start))
                .filter(|cue| quantity.range.start.abs_diff(cue.range.start) <= 4 * REACH)?;
            let before: Vec<&Hit<'_>> =
                parties.iter().filter(|hit| hit.range.end <= quantity.range.start).collect();
            let bearers = before.get(before.len().checked_sub(terms.len())?..)?;
            let start = bearers.first()?.range.start;
            let shares: Option<Vec<Share>> = bearers
                .iter()
                .zip(terms)
                .map(|(hit, share)| Some(Share { party: party_of(hit)?, share: *share }))
                .collect();
            let end = quantity.range.end.max(cue.range.end);
            return Some((TextRange::new(start, end), shares?));
        }
        let percents: Vec<&Quantity> = inside().filter(|q| q.unit == Unit::Percent).collect();
        let mut shares = Vec::new();
        let mut left = sentence.range.start;
        let mut last = *percents.first()?;
        for percent in &percents {
            let lead = TextRange::new(left, percent.range.start);
            // Behind a semicolon something else is told.
            if !shares.is_empty() && self.text(lead).contains(';') {
                break;
            }
            last = *percent;
            let bears = hits.within(Class::FundTerm, lead).iter().any(|hit| hit.code == "share");
            let party = hits.within(Class::FundParty, lead).last().and_then(party_of);
            left = percent.range.end;
            if let (Some(party), Some(share)) = (party, percent.value)
                && (bears || !shares.is_empty())
            {
                shares.push(Share { party, share });
            }
        }
        let cue = first_cue;
        let range = TextRange::new(cue.range.start.min(last.range.start), last.range.end.max(cue.range.end));
        (shares.len() >= 2).then_some((range, shares))
    }

    /// A percentage of growth in the clause of a sum or the one after it.
    fn growth(&self, sentence: &Sentence, first: usize, drafts: &mut [Draft]) {
        let clauses: Vec<TextRange> = self.clauses(sentence).collect();
        let quantities = &self.context.mentions.quantities;
        for draft in drafts.get_mut(first..).unwrap_or(&mut []) {
            let Some(sum) = draft.quantity.and_then(|index| quantities.get(index)) else { continue };
            let at = clauses.partition_point(|clause| clause.end <= sum.range.start);
            let Some(own) = clauses.get(at).filter(|clause| clause.holds(sum.range.start)) else { continue };
            let end = clauses.get(at + 1).unwrap_or(own).end;
            let after = TextRange::new(sum.range.end, end.max(sum.range.end));
            let limit =
                self.yuan(after).next().and_then(|i| quantities.get(i)).map_or(after.end, |q| q.range.start);
            let after = TextRange::new(after.start, limit);
            let Some(cue) = self
                .context
                .mentions
                .hits
                .within(Class::FundLink, after)
                .iter()
                .find(|hit| hit.code == "growth")
            else {
                continue;
            };
            // 「比重由26%提高到52%」 is no growth of the sum.
            let told = TextRange::new(sum.range.end, cue.range.start.max(sum.range.end));
            let rates = self.context.mentions.hits.within(Class::MeasureRate, told);
            if rates.iter().any(|hit| hit.code == "share" && hit.attr.is_empty()) {
                continue;
            }
            let tail = TextRange::new(cue.range.end, limit.max(cue.range.end));
            let percent = self
                .context
                .mentions
                .quantities_in(tail)
                .find(|i| quantities.get(*i).is_some_and(|q| q.unit == Unit::Percent));
            let Some((index, quantity)) = percent.and_then(|i| Some((i, quantities.get(i)?))) else {
                continue;
            };
            if self.gap(cue.range.end, quantity.range.start) <= REACH {
                draft.growth = Some(index);
                draft.widen(quantity.range);
            }
        }
    }
}

/// The draft that a term speaks of: the nearest that it can belong to among those `told` before it in the sentence,
/// else behind it, else the last of the same block. Leverage and shares of risk (`backed`) go to the fund that stands
/// behind the lending, when there is one.
fn holder(
    drafts: &[Draft],
    told: &[usize],
    (first, block): (usize, usize),
    (backed, lent, lending): (bool, bool, bool),
) -> Option<usize> {
    let is = |index: &usize, passes: &dyn Fn(&Draft) -> bool| drafts.get(*index).is_some_and(passes);
    let backs = |draft: &Draft| draft.block == block && draft.is_backing();
    let takes = |draft: &Draft| {
        draft.is_credit() && !(lent && draft.is_backing()) || draft.kind == FundingKind::Reward && !lending
    };
    let lends = |draft: &Draft| draft.block == block && draft.is_credit() && takes(draft);
    let nearby = first.saturating_sub(2)..drafts.len();
    let backing = || nearby.rev().take(LOOK_BACK).find(|index| is(index, &backs));
    let before = || told.iter().rev().take(LOOK_BACK).copied().find(|index| is(index, &takes));
    let behind = || (first..drafts.len()).take(LOOK_BACK).find(|index| is(index, &takes));
    let earlier = || (0..first).rev().take(2).find(|index| is(index, &lends));
    backed.then(backing).flatten().or_else(before).or_else(behind).or_else(earlier)
}

/// Takes the terms that are not known yet.
pub(super) fn fill(terms: &mut FundTerms, more: FundTerms) {
    let FundTerms {
        ceiling,
        tenor_years,
        rate_percent,
        rate_basis,
        subsidy_percent,
        collateral_free,
        leverage,
    } = more;
    terms.ceiling = terms.ceiling.or(ceiling);
    terms.tenor_years = terms.tenor_years.or(tenor_years);
    terms.rate_percent = terms.rate_percent.or(rate_percent);
    terms.rate_basis = terms.rate_basis.or(rate_basis);
    terms.subsidy_percent = terms.subsidy_percent.or(subsidy_percent);
    terms.collateral_free = terms.collateral_free.or(collateral_free);
    terms.leverage = terms.leverage.take().or(leverage);
}
