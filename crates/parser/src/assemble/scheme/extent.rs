//! Takes the names of schemes, gives each with the sentences that describe it.
//!
//! Names that stand together share the description that follows them. A name that ends its paragraph (`这就是当地说的
//! “…”`) is described by what stands before it. A name that is a heading owns its whole section.

use std::ops::Range;

use lianjie_core::{Party, Tie, Unit};

use super::chain::Chain;
use super::described::whole_scope;
use super::mode::{Mode, Order};
use super::role::roles;
use super::{cue, is_household};
use crate::context::Context;
use crate::lexicon::Class;
use crate::outline::{BlockKind, Sentence};
use crate::reading::TextRange;

/// What found a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A chain of parties: `公司+农户`.
    Chain,
    /// A name without signs: `户贷企用`.
    Mode,
    /// Sentences that tell of an arrangement without a name.
    Described,
    /// The conditions of a loan.
    Lending,
    /// What a rule rewards.
    Reward,
}

impl Rule {
    /// The name under which the provenance gives it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Chain => "scheme.chain",
            Self::Mode => "scheme.mode",
            Self::Described => "scheme.described",
            Self::Lending => "scheme.lending",
            Self::Reward => "scheme.reward",
        }
    }
}

/// A scheme on its way: its name and the text that tells of it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) name: Option<String>,
    /// Where the name stands.
    pub(super) anchor: Option<TextRange>,
    /// Roles that the name gives, in its order.
    pub(super) links: Vec<Party>,
    pub(super) ties: Vec<Tie>,
    /// One link of the name is a form of help.
    pub(super) aid: bool,
    /// The name alone makes a scheme.
    pub(super) certain: bool,
    pub(super) order: Order,
    /// In text order, without overlap.
    pub(super) evidence: Vec<TextRange>,
    /// Sentences after it that tell what came of it.
    pub(super) tail: Vec<TextRange>,
    pub(super) rule: Rule,
    /// Links of the name without a known role.
    pub(super) unknown: Vec<TextRange>,
}

/// Sentences after a name that may describe it.
const REACH: usize = 8;

struct Anchor {
    range: TextRange,
    draft: Draft,
}

/// Anchors that share a description.
struct Cluster {
    sentence: usize,
    anchors: Range<usize>,
    /// Where its text starts in the sentence.
    start: u32,
    /// Where that of the next cluster starts, or the sentence's end.
    end: u32,
}

/// The named schemes with their evidence, in text order.
pub(super) fn named(context: &Context<'_>, chains: Vec<Chain>, modes: Vec<Mode>) -> Vec<Draft> {
    let mut anchors: Vec<Anchor> =
        chains.into_iter().map(of_chain).chain(modes.into_iter().map(of_mode)).collect();
    anchors.sort_by_key(|anchor| anchor.range.start);
    anchors.retain(|anchor| in_text(context, anchor.range.start));
    let clusters = clusters(context, &anchors);
    let mut drafts = Vec::new();
    for (index, cluster) in clusters.iter().enumerate() {
        let after = clusters.get(index + 1);
        let before = index.checked_sub(1).and_then(|i| clusters.get(i));
        let described = description(context, cluster, before, after, &anchors);
        let group = anchors.get(cluster.anchors.clone()).unwrap_or_default();
        let last = group.last().map_or(cluster.end, |anchor| anchor.range.end);
        let chain =
            group.iter().find(|anchor| !anchor.draft.links.is_empty()).map(|anchor| &anchor.draft.links);
        for anchor in group {
            let mut draft = anchor.draft.clone();
            // A mode told of together with a chain has its parties.
            if let (true, Some(links)) = (draft.links.is_empty(), chain) {
                draft.links.clone_from(links);
            }
            draft.evidence = if group.len() == 1 {
                let mut evidence = vec![TextRange::new(cluster.start, cluster.end)];
                evidence.extend(&described);
                evidence
            } else {
                let lead = lead(
                    context,
                    group.first().map_or(anchor.range.start, |anchor| anchor.range.start),
                    cluster.start,
                );
                let rest = next_clause(context, last, cluster.end);
                let told = described.iter().copied();
                // What a whole county counts is of no single name of a list.
                let told = told
                    .filter(|range| of_this(context, *range, &draft, group) && !whole_scope(context, *range));
                lead.into_iter().chain([anchor.range]).chain(rest).chain(told).collect()
            };
            drafts.push(draft);
        }
    }
    inherit(context, &clusters, &mut drafts);
    name_chains(context, &mut drafts);
    drafts
}

/// `——结对帮扶模式，让农户学会经营。组成“党支部+农户”的联合体`: the mode that opens the paragraph names the
/// chain of its next sentence.
fn name_chains(context: &Context<'_>, drafts: &mut Vec<Draft>) {
    let sentence = |draft: &Draft| draft.anchor.and_then(|anchor| context.outline.sentence_at(anchor.start));
    let mut index = 1;
    while index < drafts.len() {
        let pair = drafts.get(index - 1).cloned().zip(drafts.get(index).cloned());
        if let Some((mode, chain)) = pair
            && mode.rule == Rule::Mode
            && chain.rule == Rule::Chain
            && opens(context, &mode)
            && let (Some(first), Some(second)) = (sentence(&mode), sentence(&chain))
            && second == first + 1
            && context.outline.sentence(first).map(|s| s.block)
                == context.outline.sentence(second).map(|s| s.block)
            && let Some(target) = drafts.get_mut(index)
        {
            target.name = mode.name;
            target.anchor = mode.anchor;
            target.evidence.splice(0..0, mode.evidence);
            drafts.remove(index - 1);
            continue;
        }
        index += 1;
    }
}

/// The name opens its sentence, after no more than a mark.
fn opens(context: &Context<'_>, draft: &Draft) -> bool {
    draft.anchor.is_some_and(|anchor| {
        let sentence = context.outline.sentence_holding(anchor.start);
        sentence.is_some_and(|s| context.reading().between(s.range.start, anchor.start).chars().count() <= 4)
    })
}

fn in_text(context: &Context<'_>, at: u32) -> bool {
    let block = context.outline.sentence_holding(at).map(|s| s.block);
    block.and_then(|i| context.outline.blocks.get(i)).is_some_and(|block| block.kind != BlockKind::Title)
}

fn of_chain(chain: Chain) -> Anchor {
    let draft = Draft {
        name: chain.name,
        anchor: Some(chain.range),
        certain: chain.parties.contains(&Party::Household)
            || (chain.aid && !chain.parties.is_empty())
            || (chain.parties.contains(&Party::ScenicArea) && chain.parties.contains(&Party::Village)),
        links: chain.parties,
        ties: chain.ties,
        aid: chain.aid,
        order: Order::Text,
        evidence: Vec::new(),
        tail: Vec::new(),
        rule: Rule::Chain,
        unknown: chain.unknown,
    };
    Anchor { range: chain.range, draft }
}

fn of_mode(mode: Mode) -> Anchor {
    let draft = Draft {
        name: Some(mode.name),
        anchor: Some(mode.range),
        links: Vec::new(),
        ties: mode.ties,
        aid: false,
        certain: mode.certain,
        order: mode.order,
        evidence: Vec::new(),
        tail: Vec::new(),
        rule: Rule::Mode,
        unknown: Vec::new(),
    };
    Anchor { range: mode.range, draft }
}

fn clusters(context: &Context<'_>, anchors: &[Anchor]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (index, anchor) in anchors.iter().enumerate() {
        let Some(sentence) = context.outline.sentence_at(anchor.range.start) else { continue };
        let Some(range) = context.outline.sentence(sentence).map(|s| s.range) else { continue };
        let previous = index.checked_sub(1).and_then(|i| anchors.get(i)).map(|a| a.range.end);
        if let (Some(last), Some(previous)) = (clusters.last_mut(), previous)
            && last.sentence == sentence
        {
            if together(context, TextRange::new(previous, anchor.range.start)) {
                last.anchors.end = index + 1;
                continue;
            }
            let clause = context.outline.clause_holding(anchor.range.start);
            let start =
                clause.map_or(anchor.range.start, |c| c.range.start).max(previous).min(anchor.range.start);
            last.end = start;
            clusters.push(Cluster { sentence, anchors: index..index + 1, start, end: range.end });
            continue;
        }
        let start = part_start(context, range.start, anchor.range.start);
        clusters.push(Cluster { sentence, anchors: index..index + 1, start, end: range.end });
    }
    clusters
}

/// The start of the part of a sentence between semicolons that holds `at`; a semicolon in a quotation that ends before
/// divides nothing.
fn part_start(context: &Context<'_>, sentence: u32, at: u32) -> u32 {
    let mut depth = 0_u32;
    for (index, c) in context.reading().between(sentence, at).char_indices().rev() {
        match c {
            '”' | '’' => depth += 1,
            '“' | '‘' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => return sentence + crate::reading::offset(index) + 1,
            _ => {}
        }
    }
    sentence
}

/// Whether names with this between them are told of together.
fn together(context: &Context<'_>, between: TextRange) -> bool {
    let hits = &context.mentions.hits;
    let length = context.reading().slice(between).chars().count();
    length <= 10
        && hits.within(Class::Tie, between).iter().all(|hit| hit.code == "none")
        && !hits.within(Class::Party, between).iter().any(|hit| hit.code == "household")
}

/// From the clause after `at` to `end`.
fn next_clause(context: &Context<'_>, at: u32, end: u32) -> Option<TextRange> {
    let index = context.outline.clauses.partition_point(|clause| clause.range.start < at);
    let start = context.outline.clause(index)?.range.start;
    (start < end).then(|| TextRange::new(start, end))
}

/// A sentence that names one of a list tells of that one only.
fn of_this(context: &Context<'_>, range: TextRange, draft: &Draft, group: &[Anchor]) -> bool {
    let text = context.reading().slice(range);
    let names = |draft: &Draft| draft.name.as_deref().is_some_and(|name| text.contains(name));
    names(draft) || !group.iter().any(|anchor| names(&anchor.draft))
}

/// What the sentence of a list says before its first name, when it names the two sides or tells how households are
/// tied: 「与62户签订代销协议,通过“…”“…”等模式」.
fn lead(context: &Context<'_>, first: u32, floor: u32) -> Option<TextRange> {
    let index = context.outline.clause_at(first)?;
    let clause = context.outline.clause(index)?.range;
    let before = index.checked_sub(1).and_then(|index| context.outline.clause(index)).map(|c| c.range);
    let before = before.filter(|range| range.start >= floor && tells(context, *range));
    let lead = TextRange::new(before.map_or(clause.start, |range| range.start).max(floor), first);
    let sides = context.mentions.hits.within(Class::Party, lead);
    (before.is_some() || (is_household(context, lead) && sides.len() > 1)).then_some(lead)
}

/// The sentences after a cluster, or before it, that describe it.
fn description(
    context: &Context<'_>,
    cluster: &Cluster,
    before: Option<&Cluster>,
    after: Option<&Cluster>,
    anchors: &[Anchor],
) -> Vec<TextRange> {
    let outline = context.outline;
    let Some(own) = outline.sentence(cluster.sentence) else { return Vec::new() };
    if after.is_some_and(|next| next.sentence == cluster.sentence) {
        return Vec::new();
    }
    let certain =
        anchors.get(cluster.anchors.clone()).unwrap_or_default().iter().any(|anchor| anchor.draft.certain);
    let heading = is_heading(context, own, cluster, anchors);
    let next_anchor = |index: usize| {
        let at = anchors
            .partition_point(|a| outline.sentence(index).is_some_and(|s| a.range.start < s.range.start));
        anchors.get(at).is_some_and(|a| outline.sentence_at(a.range.start) == Some(index))
    };
    let mut found = Vec::new();
    for index in cluster.sentence + 1..=cluster.sentence + REACH {
        let Some(sentence) = outline.sentence(index) else { break };
        let same_block = sentence.block == own.block;
        let reached = same_block || (heading && within_section(context, own, sentence));
        if !reached {
            break;
        }
        if same_block
            && sentence.section != own.section
            && !(heading && below(context, own.section, sentence.section))
        {
            break;
        }
        if next_anchor(index) {
            if heading && same_block {
                continue;
            }
            // Up to the semicolon before the next name.
            let end =
                after.filter(|next| next.sentence == index).map_or(sentence.range.start, |next| next.start);
            let part = TextRange::new(sentence.range.start, end);
            if !part.is_empty() && relevant(context, part) {
                found.push(part);
            }
            break;
        }
        let told = cluster.anchors.len() > 1 || tells(context, own.range);
        if !heading && told && opens_another(context, own.range, sentence.range) {
            break;
        }
        // A name that no household is told beside is none of a scheme.
        let vague = !certain && !heading && !told && found.is_empty();
        if vague && index > cluster.sentence + 2 {
            break;
        }
        if relevant(context, sentence.range) {
            found.push(sentence.range);
        }
    }
    // What the name itself says is no description.
    let anchors = anchors.get(cluster.anchors.clone()).unwrap_or_default();
    let told = parts_beside(anchors, cluster).any(|part| tells(context, part));
    if !told && !found.iter().any(|range| tells(context, *range)) {
        let floor = before.map_or(0, |previous| previous.sentence + 1);
        let mut index = cluster.sentence;
        while let Some(previous) = index.checked_sub(1).filter(|i| *i >= floor) {
            let Some(sentence) = outline.sentence(previous).filter(|s| s.block == own.block) else { break };
            if cluster.sentence - previous > REACH / 2 || sentence.section != own.section {
                break;
            }
            if relevant(context, sentence.range) {
                found.insert(0, sentence.range);
            }
            index = previous;
        }
    }
    found
}

/// The text of a cluster between and around its names.
fn parts_beside(anchors: &[Anchor], cluster: &Cluster) -> impl Iterator<Item = TextRange> {
    let starts = std::iter::once(cluster.start).chain(anchors.iter().map(|anchor| anchor.range.end));
    let ends = anchors.iter().map(|anchor| anchor.range.start).chain([cluster.end]);
    starts.zip(ends).map(|(start, end)| TextRange::new(start, end.max(start)))
}

/// Another organisation enters into an arrangement of its own.
fn opens_another(context: &Context<'_>, own: TextRange, sentence: TextRange) -> bool {
    let known = context.mentions.organisations_in(own);
    let new = |name: &str| !known.iter().any(|organisation| organisation.name == name);
    let named =
        context.mentions.organisations_in(sentence).iter().any(|organisation| new(&organisation.name));
    let strong = context
        .mentions
        .hits
        .within(Class::Tie, sentence)
        .iter()
        .any(|hit| hit.attr == "strong" && hit.code != "none");
    named && (strong || cue(context, sentence, "loan"))
}

/// The name stands alone in its sentence: `“光伏产业+扶贫”。`
fn is_heading(context: &Context<'_>, own: &Sentence, cluster: &Cluster, anchors: &[Anchor]) -> bool {
    let named: usize = anchors
        .get(cluster.anchors.clone())
        .unwrap_or_default()
        .iter()
        .map(|anchor| context.reading().slice(anchor.range).chars().count())
        .sum();
    context.reading().slice(own.range).chars().count() <= named + 10
}

fn within_section(context: &Context<'_>, own: &Sentence, sentence: &Sentence) -> bool {
    let heading = context.outline.blocks.get(own.block).is_some_and(|block| block.kind == BlockKind::Heading);
    let owned = context
        .outline
        .sections
        .get(own.section)
        .is_some_and(|section| section.range.contains(sentence.range));
    heading && owned && own.section != 0
}

/// Whether a section is nested in another.
fn below(context: &Context<'_>, outer: usize, inner: usize) -> bool {
    let sections = &context.outline.sections;
    match (sections.get(outer), sections.get(inner)) {
        (Some(outer), Some(inner)) => inner.level > outer.level && outer.range.contains(inner.range),
        _ => false,
    }
}

/// Worth keeping beside the name: it speaks of a household, a tie or a number of households.
fn relevant(context: &Context<'_>, range: TextRange) -> bool {
    let divides = context.mentions.figures_in(range);
    tied(context, range)
        || is_household(context, range)
        || counts_households(context, range)
        || divides.iter().any(|quantity| quantity.parts.is_some())
        || (cue(context, range, "loss") && cue(context, range, "bear"))
}

pub(super) fn tied(context: &Context<'_>, range: TextRange) -> bool {
    context.mentions.hits.within(Class::Tie, range).iter().any(|hit| hit.code != "none")
}

pub(super) fn counts_households(context: &Context<'_>, range: TextRange) -> bool {
    context.mentions.figures_in(range).iter().any(|q| q.unit == Unit::Household)
}

/// Says how a household is tied.
fn tells(context: &Context<'_>, range: TextRange) -> bool {
    let household = || roles(context, range).iter().any(|role| role.party == Party::Household);
    (is_household(context, range) || counts_households(context, range) || household())
        && (tied(context, range) || cue(context, range, "split"))
}

/// A later cluster of one sentence without a description of its own has that of the one before:
/// 「统一入股企业，实现“A+B+农户”“C+D+农户”等利益联结」.
fn inherit(context: &Context<'_>, clusters: &[Cluster], drafts: &mut [Draft]) {
    for pair in clusters.windows(2) {
        let [before, cluster] = pair else { continue };
        if before.sentence != cluster.sentence {
            continue;
        }
        // Only what is said to come of the first: 「实现“…”等利益联结」.
        let lead = context.reading().between(cluster.start, first_name(drafts, cluster));
        let lead = TextRange::new(cluster.start, cluster.start + crate::reading::offset(lead.len()));
        let results = context.mentions.hits.within(Class::SchemeName, lead);
        if !results.iter().any(|hit| hit.code == "result") {
            continue;
        }
        let after_names = drafts.get(cluster.anchors.end.saturating_sub(1)).and_then(|draft| draft.anchor);
        let rest = TextRange::new(after_names.map_or(cluster.start, |range| range.end), cluster.end);
        if tied(context, rest) {
            continue;
        }
        let Some(source) = drafts.get(before.anchors.end.saturating_sub(1)).cloned() else { continue };
        let clauses =
            context.outline.sentence(before.sentence).map_or(0..0, |sentence| sentence.clauses.clone());
        let own = TextRange::new(source.anchor.map_or(before.start, |range| range.end), cluster.start);
        let telling: Vec<TextRange> = context
            .outline
            .clauses
            .get(clauses)
            .unwrap_or_default()
            .iter()
            .map(|clause| clause.range)
            .filter(|range| own.contains(*range) && tied(context, *range))
            .collect();
        for draft in drafts.get_mut(cluster.anchors.clone()).unwrap_or_default() {
            draft.evidence.splice(0..0, telling.iter().copied());
            draft.ties.extend(&source.ties);
        }
    }
}

fn first_name(drafts: &[Draft], cluster: &Cluster) -> u32 {
    let anchor = drafts.get(cluster.anchors.start).and_then(|draft| draft.anchor);
    anchor.map_or(cluster.start, |range| range.start)
}
