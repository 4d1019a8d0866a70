//! Takes one document's mentions and scopes, gives its schemes: how households are tied to those that carry them,
//! and who gets or bears what.
//!
//! Names come first (`chain`, `mode`), each with the text that describes it (`extent`); what no name claims may
//! describe an arrangement without one (`described`). Parties, ties and terms are read from that text alone.

mod bond;
mod chain;
mod described;
mod extent;
mod flow;
mod lending;
mod mode;
pub(in crate::assemble) mod operator;
mod party;
mod reach;
mod reward;
mod role;
mod tail;
mod term;
mod tie;
mod voice;

#[cfg(test)]
mod tests;

use lianjie_core::{
    Diagnostic, DiagnosticCode, LinkageScheme, Measure, Party, Period, Place, PlaceLevel, Provenance,
    Provision, Span, Tie,
};

use crate::context::Context;
use crate::lexicon::Class;
use crate::mention::DateKind;
use crate::reading::TextRange;
use described::Topic;
use extent::{Draft, Rule};
use reach::{Kept, measures};

/// The schemes in text order, and the links of their names whose role is unknown.
pub(crate) fn assemble(context: &Context<'_>) -> (Vec<LinkageScheme>, Vec<Diagnostic>) {
    let chains = chain::find(context);
    let modes = mode::find(context, &chains);
    let mut drafts = extent::named(context, chains, modes);
    drafts.retain(|draft| record(context, draft).is_some());
    let mut taken: Vec<TextRange> = drafts.iter().flat_map(|draft| draft.evidence.iter().copied()).collect();
    taken.sort_unstable();
    let rewards = reward::find(context, &taken);
    taken.extend(rewards.iter().flat_map(|draft| draft.evidence.iter().copied()));
    taken.sort_unstable();
    drafts.extend(rewards);
    let loans = lending::find(context, &taken);
    taken.extend(loans.iter().flat_map(|draft| draft.evidence.iter().copied()));
    taken.sort_unstable();
    drafts.extend(loans);
    let mut topics: Vec<Topic> = drafts.iter().map(|draft| Topic::of(context, draft)).collect();
    for draft in described::find(context, &taken) {
        let mut named = drafts.iter_mut().zip(&mut topics);
        let lead = named.find(|(named, _)| described::leads(context, named, &draft));
        if let Some((named, topic)) = lead {
            named.evidence.splice(0..0, draft.evidence);
            *topic = Topic::of(context, named);
            continue;
        }
        let own = Topic::of(context, &draft);
        let told = drafts.iter_mut().zip(&mut topics).rev();
        let mut told =
            told.filter(|(named, topic)| described::goes_on(context, (named, **topic), (&draft, own)));
        if let Some((named, topic)) = told.next() {
            named.evidence.extend(draft.evidence);
            *topic = Topic::of(context, named);
        } else {
            drop(told);
            drafts.push(draft);
            topics.push(own);
        }
    }
    drafts.sort_by_key(|draft| start(&draft.evidence));
    voice::join(context, &mut drafts);
    tail::attach(context, &mut drafts);
    let mut schemes: Vec<LinkageScheme> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut last: Option<Draft> = None;
    for draft in drafts {
        let Some(mut scheme) = record(context, &draft) else { continue };
        if let (Some(before), Some(known)) = (&mut last, schemes.last_mut()) {
            if tail::is_example(context, (before, known), (&draft, &scheme)) {
                before.tail.extend(draft.evidence.iter().chain(&draft.tail));
                if let Some(whole) = record(context, before) {
                    *known = LinkageScheme { place: known.place.clone(), ..whole };
                }
                continue;
            }
            // What one firm does next it does where it was said to work.
            let same = !scheme.operators.is_empty() && scheme.operators == known.operators;
            if (same || described::same_place(context, before, &draft))
                && narrower(known.place.as_ref(), scheme.place.as_ref())
            {
                scheme.place.clone_from(&known.place);
            }
        }
        schemes.push(scheme);
        diagnostics.extend(draft.unknown.iter().map(|link| unknown_party(context, *link)));
        last = Some(draft);
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
    context.mentions.hits.has(Class::SchemeCue, code, range)
}

/// Whether the range speaks of the premium of an insurance.
fn premium(context: &Context<'_>, range: TextRange) -> bool {
    context.mentions.hits.within(Class::SchemeCue, range).iter().any(|hit| hit.attr == "premium")
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
    let insured = draft.rule == Rule::Chain && !draft.certain && parties.contains(&Party::Insurer);
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
    if draft.rule == Rule::Described && party::insured(context, draft) {
        let public = draft.evidence.iter().any(|range| cue(context, *range, "public_level"));
        if public && !parties.contains(&Party::Government) {
            parties.insert(0, Party::Government);
        }
        // A budget pays the insurer for the household.
        let at = |of: Party| parties.iter().position(|party| *party == of);
        let insurer_first = at(Party::Insurer)
            .zip(at(Party::Government))
            .is_some_and(|(insurer, government)| insurer < government);
        if parties.contains(&Party::Government) && !insurer_first {
            parties.retain(|party| *party != Party::Insurer);
            let at = parties.iter().position(|party| *party == Party::Government).map_or(0, |at| at + 1);
            parties.insert(at, Party::Insurer);
        } else if !parties.contains(&Party::Insurer) {
            parties.push(Party::Insurer);
        }
    }
    if draft.rule == Rule::Described && !parties.contains(&Party::Insurer) && party::pays_out(context, draft)
    {
        parties.push(Party::Insurer);
    }
    if draft.rule == Rule::Described && parties.as_slice() == [Party::Household] {
        let at = start(&draft.evidence);
        let carrier = operator::last(context, at, 1, operator::carries).map(|found| found.party);
        parties.splice(0..0, carrier);
    }
    // 社员凭股分红: whose members they are is left unsaid.
    if draft.rule == Rule::Described
        && parties.as_slice() == [Party::Household]
        && draft.evidence.iter().any(|range| cue(context, *range, "member"))
    {
        parties.insert(0, Party::Cooperative);
    }
    let villages = [Party::Village, Party::VillageCollective].iter().any(|party| parties.contains(party));
    let meant = || draft.evidence.iter().any(|range| flow::for_households(context, *range));
    let hired = || draft.evidence.iter().any(|range| bond::pays_workers(context, *range));
    let unnamed = draft.rule == Rule::Described && !villages && !parties.contains(&Party::Household);
    if unnamed && (meant() || hired()) {
        parties.push(Party::Household);
    }
    let owned = parties.contains(&Party::VillageCollective) && parties.contains(&Party::Government);
    if draft.rule == Rule::Described && owned && parties.len() == 2 {
        let last = operator::last(context, start(&draft.evidence), 1, operator::carries);
        parties.extend(last.map(|found| found.party));
    }
    if !parties.contains(&Party::Government) && party::invests(context, draft) {
        parties.insert(0, Party::Government);
    }
    if draft.rule == Rule::Described
        && !parties.contains(&Party::Village)
        && !parties.contains(&Party::VillageCollective)
        && party::village_invests(context, draft)
    {
        parties.insert(0, Party::VillageCollective);
    }
    let aided = draft.rule == Rule::Mode && draft.anchor.is_some_and(|name| cue(context, name, "aid"));
    // 扶贫 in a name has the household in mind.
    if aided && !parties.is_empty() && !parties.contains(&Party::Household) {
        parties.push(Party::Household);
    }
    let terms = if draft.rule == Rule::Reward {
        reward::terms(context, &draft.evidence)
    } else {
        term::of(context, draft, &parties)
    };
    let parties = party::with_terms(context, parties, draft, &terms);
    let ties = if matches!(draft.rule, Rule::Lending | Rule::Reward) {
        draft.ties.clone()
    } else {
        tie::of(context, &parties, &terms, draft)
    };
    let told: Vec<TextRange> = draft.evidence.iter().chain(&draft.tail).copied().collect();
    let (coverage, outcomes) = measures(context, &told, Kept::of(draft, &ties));
    let mut ties = ties;
    // 「请了48人,每人每月2400元」: who is paid a wage works for it.
    let hired = draft.rule == Rule::Described || !draft.tail.is_empty();
    if hired && outcomes.contains_key(&Measure::Wage) && !ties.contains(&Tie::Wage) {
        ties = Tie::ALL.iter().copied().filter(|tie| *tie == Tie::Wage || ties.contains(tie)).collect();
    }
    let household =
        [Party::Household, Party::Village, Party::VillageCollective].iter().any(|p| parties.contains(p));
    let carried =
        draft.certain || draft.rule == Rule::Described || parties.iter().any(|party| carries(*party));
    // A contract between an enterprise and cooperatives binds their members.
    let supplied = ties.contains(&Tie::PurchaseContract)
        && parties.contains(&Party::Enterprise)
        && parties.contains(&Party::Cooperative);
    let shared = draft.rule == Rule::Described
        && parties.as_slice() == [Party::Household]
        && ties.contains(&Tie::AssetIncome)
        && terms.iter().any(|term| matches!(term.provision, Provision::ProfitSplit { .. }));
    let sided = (household || supplied) && (parties.len() > 1 || shared) && carried;
    let named_aid = aided && parties.len() > 2;
    // Many things are called a 模式: one sentence must name both sides and what ties them.
    let vague = draft.rule == Rule::Mode
        && draft.links.is_empty()
        && !draft.certain
        && !named_aid
        && terms.iter().all(|term| matches!(term.provision, Provision::Tenor { .. }));
    if vague && !draft.evidence.iter().any(|range| bond::relates(context, *range)) {
        return None;
    }
    // 旅游+扶贫: a trade and help, without a word of how anybody is tied.
    let bare =
        draft.links.as_slice() == [Party::Industry] && draft.aid && ties.is_empty() && terms.is_empty();
    // 四分之三的脱贫人口与经营主体建立利益联结机制: that there is one is a count, not an arrangement.
    let counted =
        draft.rule == Rule::Described && draft.name.is_none() && ties.is_empty() && terms.is_empty();
    if bare || counted || !sided || (!draft.certain && !named_aid && ties.is_empty() && terms.is_empty()) {
        return None;
    }
    let evidence: Vec<Span> = told.iter().map(|range| context.span(trim(context, *range))).collect();
    Some(LinkageScheme {
        name: draft.name.clone(),
        operators: operator::of(context, draft, &parties),
        parties,
        ties,
        terms,
        place: told_place(context, draft).cloned(),
        period: period_of(context, draft),
        coverage,
        outcomes,
        evidence,
        provenance: if draft.rule == Rule::Chain {
            Provenance::stated(Rule::Chain.code())
        } else {
            Provenance::inferred(draft.rule.code())
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
    // Whom it reaches is told before how: 「在某镇,合作社与137户签了托管协议。该县…代种」.
    let counted = |range: &TextRange| {
        let figures = context.mentions.figures_in(*range).iter();
        figures
            .filter(|q| q.unit == lianjie_core::Unit::Household && q.per.is_empty())
            .map(|q| q.range.start)
            .next()
    };
    let first = |range: &TextRange| match (tied(range), counted(range)) {
        (Some(tie), Some(count)) => Some(tie.min(count)),
        (tie, count) => tie.or(count),
    };
    let at = evidence.iter().find_map(first).unwrap_or_else(|| start(&evidence));
    let place = context.scopes.at(at).place.as_deref();
    tried_in(context, at).filter(|tried| narrower(Some(*tried), place)).or(place)
}

/// The block names the place only after the sentence of the scheme's name, for somebody who speaks of it: 「“…”模式让农户受益。
/// “……”某村村民说」.
fn named_later(context: &Context<'_>, anchor: TextRange, place: &Place) -> bool {
    let Some(sentence) = context.outline.sentence_holding(anchor.start) else { return false };
    let Some(block) = context.outline.blocks.get(sentence.block) else { return false };
    let names = |range: TextRange| {
        context.mentions.places_in(range).iter().any(|mention| mention.place.name == place.name)
    };
    let after = TextRange::new(sentence.range.end, block.range.end.max(sentence.range.end));
    place.level > PlaceLevel::County
        && names(after)
        && !names(TextRange::new(block.range.start, sentence.range.end))
}

/// The place where the next clause says that it is done: 「探索股权扶贫，在某镇某村开展试点」.
fn tried_in<'c>(context: &'c Context<'_>, at: u32) -> Option<&'c Place> {
    let index = context.outline.clause_at(at)?;
    let own = context.outline.clause(index)?;
    let next = context.outline.clause(index + 1).filter(|next| next.sentence == own.sentence)?;
    let lead = context.mentions.hits.at(Class::PlaceLead, next.range.start)?;
    let opens = |place: &&crate::mention::PlaceMention| place.range.start <= lead.range.end;
    let first = context.mentions.places_in(next.range).first().filter(opens)?;
    let whole = context.mentions.places_in(next.range).iter();
    let last = whole.take_while(|place| place.range.start <= first.range.end + SUBJECT).last()?;
    matches!(last.place.level, PlaceLevel::Township | PlaceLevel::Village).then_some(&last.place)
}

/// Bytes between the names of a place and of one in it.
const SUBJECT: u32 = 3;

/// Where the arrangement holds.
fn told_place<'c>(context: &'c Context<'_>, draft: &Draft) -> Option<&'c Place> {
    raised(context, draft, place_of(context, &draft.evidence))
}

/// A loan is offered by a county; 「镇里把资金…」 speaks of the township around the village named before.
fn raised<'c>(context: &'c Context<'_>, draft: &Draft, place: Option<&'c Place>) -> Option<&'c Place> {
    let place = place?;
    if draft.anchor.is_some_and(|anchor| named_later(context, anchor, place)) {
        return context.document.place.as_ref().filter(|whole| narrower(Some(place), Some(whole)));
    }
    if place.level == PlaceLevel::Village && is_home(context, place) {
        let table = &context.mentions.place_table;
        let around = table.find(place).and_then(|home| table.parent(home));
        return around.map(|around| table.place(around)).or(Some(place));
    }
    let level = if draft.rule == Rule::Lending {
        Some(PlaceLevel::County)
    } else if draft.anchor.is_none() {
        draft.evidence.first().and_then(|first| {
            let hits = context.mentions.hits.within(Class::Area, *first);
            let opening = hits.first().filter(|hit| {
                hit.code == "in"
                    && context.reading().between(first.start, hit.range.start).chars().count() <= 8
            });
            opening.and_then(|hit| PlaceLevel::from_code(hit.attr))
        })
    } else {
        None
    };
    let Some(level) = level.filter(|level| *level < place.level) else { return Some(place) };
    let named = context.mentions.places.iter().map(|mention| &mention.place).chain(&context.document.place);
    let mut above = named.filter(|other| other.level == level && place.path.contains(&other.name));
    above.next().or(Some(place))
}

/// Whether the village is only named as the home of somebody, and nothing is told of the village: 「某乡柳树村贫困户许某」.
fn is_home(context: &Context<'_>, place: &Place) -> bool {
    let mut named =
        context.mentions.places.iter().filter(|mention| mention.place.name == place.name).peekable();
    let told = context.mentions.hits.of(Class::Area).iter().any(|hit| hit.attr == "village");
    !told
        && named.peek().is_some()
        && named.all(|mention| {
            let clause = context.outline.clause_holding(mention.range.start).map(|clause| clause.range.end);
            let end = clause.unwrap_or(mention.range.end).min(mention.range.end + HOME);
            let after = context.reading().between(mention.range.end, end.max(mention.range.end));
            after.find('某').is_some_and(|at| !after.get(..at).unwrap_or_default().contains('、'))
        })
}

/// Bytes from a village to the name of one who lives there.
const HOME: u32 = 30;

/// Characters before the date that opens an arrangement.
const OPENING: usize = 8;

/// When the arrangement began or runs: the date that opens what tells of it; for loans, the day of reckoning.
fn period_of(context: &Context<'_>, draft: &Draft) -> Option<Period> {
    if draft.rule == Rule::Lending {
        let mut dates = draft.evidence.iter().flat_map(|range| context.mentions.dates_in(*range));
        return dates.find(|date| date.kind == DateKind::Reading).and_then(|date| date.period);
    }
    let begins = |range: &TextRange| {
        let date = context.mentions.dates_in(*range).first()?;
        let near = context.reading().between(range.start, date.range.start).chars().count() <= OPENING;
        let dated = matches!(date.kind, DateKind::Stretch | DateKind::Story | DateKind::Onward);
        date.period.filter(|_| near && dated)
    };
    draft.evidence.first().and_then(begins)
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
