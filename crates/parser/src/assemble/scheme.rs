//! Takes one document's mentions and scopes, gives its schemes: how households are tied to those that carry them,
//! and who gets or bears what.
//!
//! Names come first (`chain`, `mode`), each with the text that describes it (`extent`); what no name claims may
//! describe an arrangement without one (`described`). Parties, ties and terms are read from that text alone.

mod chain;
mod described;
mod extent;
mod mode;
mod party;
mod term;
mod tie;

#[cfg(test)]
mod tests;

use lianjie_core::{
    Diagnostic, DiagnosticCode, LinkageScheme, Measure, MeasureMap, Party, Place, Provenance, Span,
};

use crate::context::Context;
use crate::lexicon::Class;
use crate::reading::TextRange;
use extent::Draft;

/// The schemes in text order, and the links of their names whose role is unknown.
pub(crate) fn assemble(context: &Context<'_>) -> (Vec<LinkageScheme>, Vec<Diagnostic>) {
    let chains = chain::find(context);
    let modes = mode::find(context, &chains);
    let mut drafts = extent::named(context, chains, modes);
    drafts.retain(|draft| record(context, draft).is_some());
    let mut taken: Vec<TextRange> = drafts.iter().flat_map(|draft| draft.evidence.iter().copied()).collect();
    taken.sort_unstable();
    for draft in described::find(context, &taken) {
        match drafts.iter_mut().rev().find(|named| described::goes_on(context, named, &draft)) {
            Some(named) => named.evidence.extend(draft.evidence),
            None => drafts.push(draft),
        }
    }
    drafts.sort_by_key(|draft| start(&draft.evidence));
    let mut schemes: Vec<LinkageScheme> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut last: Option<&Draft> = None;
    for draft in &drafts {
        if let Some(mut scheme) = record(context, draft) {
            if let (Some(before), Some(known)) = (last, schemes.last())
                && described::same_place(context, before, draft)
                && narrower(known.place.as_ref(), scheme.place.as_ref())
            {
                scheme.place.clone_from(&known.place);
            }
            schemes.push(scheme);
            diagnostics.extend(draft.unknown.iter().map(|link| unknown_party(context, *link)));
            last = Some(draft);
        }
    }
    (schemes, diagnostics)
}

fn unknown_party(context: &Context<'_>, link: TextRange) -> Diagnostic {
    let message = format!("no party role is known for the link {:?}", context.reading().slice(link));
    Diagnostic { code: DiagnosticCode::UnknownParty, span: context.span(link), message }
}

fn start(evidence: &[TextRange]) -> u32 {
    evidence.iter().map(|range| range.start).min().unwrap_or(0)
}

/// Whether a word with this code stands in the range.
fn cue(context: &Context<'_>, range: TextRange, code: &str) -> bool {
    let hits = context.mentions.hits.within(Class::SchemeCue, range);
    let is_among = |codes: &str| codes.len() > code.len() && codes.split('+').any(|own| own == code);
    hits.iter().any(|hit| hit.code == code || is_among(hit.code))
}

/// Whether a household is named in the range.
fn is_household(context: &Context<'_>, range: TextRange) -> bool {
    let hits = context.mentions.hits.within(Class::Party, range);
    hits.iter().any(|hit| hit.code == "household" && hit.attr.is_empty())
}

/// The record of a draft, when it has two sides and says how they are tied.
fn record(context: &Context<'_>, draft: &Draft) -> Option<LinkageScheme> {
    let parties = if draft.links.is_empty() {
        party::told(context, &draft.evidence, draft.order)
    } else {
        party::of_chain(context, &draft.links, draft.aid, &draft.evidence)
    };
    let insured = draft.rule == "scheme.chain" && !draft.certain && parties.contains(&Party::Insurer);
    if insured && !draft.evidence.iter().any(|range| cue(context, *range, "subsidised")) {
        return None;
    }
    let mut parties = parties;
    if parties.as_slice() == [Party::Household] && draft.certain {
        // 企贷户用 in a sentence whose subject stands before it.
        let carrier = party::before(context, start(&draft.evidence));
        let at = usize::from(draft.order != mode::Order::Carrier);
        parties.splice(at..at, carrier);
    }
    let aided = draft.rule == "scheme.mode" && draft.anchor.is_some_and(|name| cue(context, name, "aid"));
    // 扶贫 in a name has the household in mind.
    if aided && !parties.is_empty() && !parties.contains(&Party::Household) {
        parties.push(Party::Household);
    }
    let terms = term::of(context, &draft.evidence, &parties);
    let parties = party::with_terms(context, parties, draft, &terms);
    let ties = tie::of(context, &draft.evidence, &parties, &terms, &draft.ties);
    let household =
        [Party::Household, Party::Village, Party::VillageCollective].iter().any(|p| parties.contains(p));
    let carried =
        draft.certain || draft.rule == "scheme.described" || parties.iter().any(|party| carries(*party));
    let sided = household && parties.len() > 1 && carried;
    let named_aid = aided && parties.len() > 2;
    // Many things are called a 模式: one sentence must name both sides and what ties them.
    let vague = draft.rule == "scheme.mode"
        && draft.links.is_empty()
        && !draft.certain
        && !named_aid
        && terms.is_empty();
    if vague && !draft.evidence.iter().any(|range| described::relates(context, *range)) {
        return None;
    }
    if !sided || (!draft.certain && !named_aid && ties.is_empty() && terms.is_empty()) {
        return None;
    }
    let evidence: Vec<Span> =
        draft.evidence.iter().map(|range| context.span(trim(context, *range))).collect();
    let (coverage, outcomes) = measures(context, &draft.evidence);
    Some(LinkageScheme {
        name: draft.name.clone(),
        parties,
        ties,
        terms,
        operators: operators(context, draft),
        place: place_of(context, &draft.evidence).cloned(),
        period: None,
        coverage,
        outcomes,
        evidence,
        provenance: if draft.rule == "scheme.chain" {
            Provenance::stated("scheme.chain")
        } else {
            Provenance::inferred(draft.rule)
        },
    })
}

/// Whether `a` lies in `b`.
fn narrower(a: Option<&Place>, b: Option<&Place>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.path.len() > b.path.len() && a.path.contains(&b.name),
        _ => false,
    }
}

/// The place that the evidence speaks of: what holds where the first tie or household stands, after the words that
/// open the sentence with a place.
fn place_of<'c>(context: &'c Context<'_>, evidence: &[TextRange]) -> Option<&'c Place> {
    let mut evidence = evidence.to_vec();
    evidence.sort_unstable();
    let hits = &context.mentions.hits;
    let tied = |range: &TextRange| {
        hits.within(Class::Tie, *range).iter().find(|hit| hit.code != "none").map(|hit| hit.range.start)
    };
    let at = evidence.iter().find_map(tied).unwrap_or_else(|| start(&evidence));
    context.scopes.at(at).place.as_ref()
}

/// A party that by itself makes the other side of an arrangement.
fn carries(party: Party) -> bool {
    !matches!(party, Party::Household | Party::LargeGrower | Party::Other | Party::Village | Party::Industry)
}

/// Without the punctuation that ends it.
fn trim(context: &Context<'_>, range: TextRange) -> TextRange {
    let text = context.reading().slice(range);
    let kept = text.trim_end_matches(['。', ',', ';', ':', '!', '?', '\n', ' ', '、']);
    TextRange::new(range.start, range.end - crate::reading::offset(text.len() - kept.len()))
}

/// The organisations of the evidence; where it names none, the last one named before it in its paragraph.
fn operators(context: &Context<'_>, draft: &Draft) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut banks: Vec<String> = Vec::new();
    for organisation in draft.evidence.iter().flat_map(|range| context.mentions.organisations_in(*range)) {
        let names = match organisation.party {
            Party::Insurer | Party::Government => continue,
            Party::Bank => &mut banks,
            _ => &mut names,
        };
        if !names.contains(&organisation.name) {
            names.push(organisation.name.clone());
        }
    }
    if names.is_empty() && (draft.rule != "scheme.chain" || draft.evidence.len() > 1) {
        names.extend(before(context, start(&draft.evidence)));
    }
    if names.is_empty() { banks } else { names }
}

fn before(context: &Context<'_>, at: u32) -> Option<String> {
    let sentence = context.outline.sentence(context.outline.sentence_at(at)?)?;
    let block = context.outline.blocks.get(sentence.block)?;
    let named = context.mentions.organisations_in(TextRange::new(block.range.start, at));
    let carries = |party| {
        matches!(party, Party::Enterprise | Party::Cooperative | Party::FamilyFarm | Party::ScenicArea)
    };
    named
        .iter()
        .rev()
        .find(|organisation| carries(organisation.party))
        .map(|organisation| organisation.name.clone())
}

/// Whom the scheme reached and what came of it: the first observation of each measure in the evidence.
fn measures(context: &Context<'_>, evidence: &[TextRange]) -> (MeasureMap, MeasureMap) {
    let (mut coverage, mut outcomes) = (MeasureMap::new(), MeasureMap::new());
    for observation in &context.observations {
        let Some(quantity) = context.mentions.quantities.get(observation.figure) else { continue };
        if !evidence.iter().any(|range| range.contains(quantity.range)) {
            continue;
        }
        let measured = lianjie_core::Measured {
            value: quantity.value,
            upper: quantity.upper,
            unit: quantity.unit,
            bound: quantity.bound,
            figure: observation.figure,
        };
        match observation.measure {
            Measure::HouseholdsBenefited
            | Measure::PersonsBenefited
            | Measure::VillagesBenefited
            | Measure::Jobs
            | Measure::Enterprises
            | Measure::Cooperatives
            | Measure::Projects => {
                coverage.entry(observation.measure).or_insert(measured);
            }
            Measure::IncomeGainPerHousehold
            | Measure::IncomeGainPerCapita
            | Measure::DividendPerHousehold
            | Measure::Dividend
            | Measure::Wage
            | Measure::Rent
            | Measure::AssetIncome
            | Measure::HouseholdIncome
            | Measure::LabourIncome
            | Measure::IncomePerHousehold
            | Measure::IncomePerCapita => {
                outcomes.entry(observation.measure).or_insert(measured);
            }
            _ => {}
        }
    }
    (coverage, outcomes)
}
