//! Takes the drafts and the sentences that none of them holds, gives each draft the sentences after it that go on
//! about it: what was paid out, who was hired, how many joined (`开分红会,94户每户领走4000元;另有8人在基地上班`).
//!
//! A sentence goes on about the arrangement before it when it tells a result or a tie, names no organisation or place
//! that the arrangement does not know, and opens nothing of its own.

use std::collections::BTreeSet;

use lianjie_core::{LinkageScheme, Measure, Tie, Unit};

use super::bond::ties;
use super::extent::{Draft, Rule, counts_households};
use super::role::roles;
use super::{cue, described, is_household, start};
use crate::context::Context;
use crate::outline::{BlockKind, Sentence};
use crate::reading::TextRange;

/// Paragraphs between an arrangement and what goes on about it.
const BLOCKS: usize = 1;

/// Adds to each draft the sentences that go on about it; `drafts` are in text order.
pub(super) fn attach(context: &Context<'_>, drafts: &mut [Draft]) {
    let mut claimed: Vec<TextRange> =
        drafts.iter().flat_map(|draft| draft.evidence.iter().copied()).collect();
    claimed.sort_unstable();
    // Where each arrangement's account ends so far.
    let mut ends: BTreeSet<(u32, u32, usize)> = drafts.iter().enumerate().map(ending).collect();
    for sentence in &context.outline.sentences {
        let kind = context.outline.blocks.get(sentence.block).map(|block| block.kind);
        if !matches!(kind, Some(BlockKind::Paragraph)) {
            continue;
        }
        // What no draft holds: all of the sentence, or the rest of it.
        let index = claimed.partition_point(|range| range.end <= sentence.range.start);
        let held = claimed.get(index..).unwrap_or_default().iter();
        let held = held.take_while(|range| range.start < sentence.range.end).map(|range| range.end).max();
        let rest = TextRange::new(held.unwrap_or(sentence.range.start), sentence.range.end);
        if rest.start >= rest.end {
            continue;
        }
        // The arrangement told last before it.
        let last = ends.range(..=(rest.start, u32::MAX, usize::MAX)).next_back().copied();
        let Some((index, draft)) = last.and_then(|(_, _, index)| Some((index, drafts.get_mut(index)?)))
        else {
            continue;
        };
        if goes_on(context, draft, sentence, rest) {
            ends.remove(&ending((index, &*draft)));
            draft.tail.push(rest);
            ends.insert(ending((index, &*draft)));
        }
    }
}

fn ending((index, draft): (usize, &Draft)) -> (u32, u32, usize) {
    (end(draft), start(&draft.evidence), index)
}

fn end(draft: &Draft) -> u32 {
    draft.evidence.iter().chain(&draft.tail).map(|range| range.end).max().unwrap_or(0)
}

fn goes_on(context: &Context<'_>, draft: &Draft, sentence: &Sentence, range: TextRange) -> bool {
    let last = context.outline.sentence_holding(end(draft).saturating_sub(1));
    let Some(last) = last else { return false };
    let near = sentence.block.saturating_sub(last.block) <= BLOCKS
        && (sentence.block == last.block || sentence.section == last.section);
    near && draft.rule != Rule::Reward
        && tells(context, draft, range)
        && !opens(context, range)
        && (draft.rule == Rule::Lending || !cue(context, range, "loan"))
        && known(context, draft, range)
}

/// Whether an arrangement told after another is only one case of it: 「姚某入股5亩,到手3100元」. It names nobody new on
/// either side, no other tie and no number of households.
pub(super) fn is_example(
    context: &Context<'_>,
    (before, known): (&Draft, &LinkageScheme),
    (draft, scheme): (&Draft, &LinkageScheme),
) -> bool {
    let block = |at: u32| context.outline.sentence_holding(at).map_or(0, |sentence| sentence.block);
    let near = block(start(&draft.evidence)).saturating_sub(block(end(before).saturating_sub(1))) <= BLOCKS;
    let strong = draft.evidence.iter().flat_map(|range| roles(context, *range)).filter(|role| !role.weak);
    let sides = strong.map(|role| role.party).all(|party| known.parties.contains(&party));
    let named = draft.evidence.iter().flat_map(|range| context.mentions.organisations_in(*range));
    let named: Vec<&str> = named.map(|organisation| organisation.name.as_str()).collect();
    let inside = match (&scheme.place, &known.place) {
        (Some(own), Some(wider)) => own.name == wider.name || own.path.contains(&wider.name),
        (None, None) => true,
        _ => false,
    };
    let opens = draft.evidence.first().is_some_and(|range| opens(context, *range));
    near && draft.rule == Rule::Described
        && before.rule != Rule::Lending
        && sides
        && inside
        && !opens
        && named.iter().all(|name| known.operators.iter().any(|own| own == name))
        && scheme.ties.iter().all(|tie| known.ties.contains(tie) || *tie == Tie::Wage)
        && scheme.terms.is_empty()
        && !draft.evidence.iter().any(|range| counts_households(context, *range))
}

/// The sentence tells a result of an arrangement, or a tie of a household.
fn tells(context: &Context<'_>, draft: &Draft, range: TextRange) -> bool {
    let lends = draft.rule == Rule::Lending;
    let mut results = context.observations_in(range).iter().map(|observation| observation.measure);
    results.any(|measure| match measure {
        Measure::Loan | Measure::LoanCount => lends,
        Measure::Dividend | Measure::DividendPerHousehold | Measure::IncomeGainPerHousehold => !lends,
        Measure::HouseholdsBenefited | Measure::Wage | Measure::IncomeGainPerCapita => {
            !lends && (is_household(context, range) || counts_households(context, range))
        }
        _ => false,
    })
}

/// The sentence begins something of its own, or sums up more than the arrangement.
fn opens(context: &Context<'_>, range: TextRange) -> bool {
    let clause = context.outline.clause_holding(range.start);
    let opening = clause.map_or(range, |clause| clause.range);
    let others = context.mentions.figures_in(range).iter().any(|q| {
        matches!(
            q.unit,
            Unit::Township | Unit::County | Unit::Cooperative | Unit::Enterprise | Unit::Workshop
        )
    });
    // 另有6人在基地上班: more of what it brings.
    let hires = ties(context, opening).any(|(code, _)| code == "wage");
    (cue(context, opening, "another") && !hires)
        || cue(context, opening, "formerly")
        || cue(context, range, "modal")
        || described::whole_scope(context, range)
        || others
        || ties(context, range).any(|(code, _)| code == "insurance")
}

/// Every organisation and place of the sentence is one of the arrangement.
fn known(context: &Context<'_>, draft: &Draft, range: TextRange) -> bool {
    let told = |name: &str| {
        draft
            .evidence
            .iter()
            .flat_map(|range| context.mentions.organisations_in(*range))
            .any(|o| o.name == name)
    };
    let place = super::place_of(context, &draft.evidence);
    let here = |path: &[String], name: &str| {
        place.is_none_or(|place| place.name == name || path.contains(&place.name))
    };
    context.mentions.organisations_in(range).iter().all(|organisation| told(&organisation.name))
        && context
            .mentions
            .places_in(range)
            .iter()
            .all(|mention| here(&mention.place.path, &mention.place.name))
        && super::place_of(context, &[range]).is_none_or(|own| here(&own.path, &own.name))
}
