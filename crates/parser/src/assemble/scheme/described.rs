//! Takes the sentences that no name claims, gives the arrangements they describe: a household, one who carries it,
//! and what ties them.
//!
//! One arrangement is one draft, not one sentence: it runs on through its paragraph until another organisation
//! opens a sentence or another item of a list begins. Words of duty (`鼓励` `应当`) without a number or a name
//! describe no arrangement.

mod join;

use lianjie_core::{Party, Unit};

use super::bond::{all_roles, carries, linkage, linked, relates, splits_cost, strong, ties};
use super::extent::{Draft, Rule, counts_households};
use super::mode::Order;
use super::role::{Role, roles};
use super::{cue, flow, is_household, operator, party};
use crate::context::Context;
use crate::lexicon::{Class, has_code};
use crate::outline::{BlockKind, Sentence};
use crate::reading::TextRange;

/// Sentences from a description to the name that it leads up to.
const LEAD: usize = 8;

/// Sentences of one arrangement.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    block: usize,
    section: usize,
    pub(super) sentences: Vec<TextRange>,
}

/// The arrangements outside `taken`, which is sorted.
pub(super) fn find(context: &Context<'_>, taken: &[TextRange]) -> Vec<Draft> {
    let mut groups = groups(context, taken);
    join::across_blocks(context, &mut groups);
    let mut groups: Vec<Group> = groups.into_iter().filter(|group| linked(context, group)).collect();
    introduce(context, taken, &mut groups);
    groups.into_iter().map(|group| draft(context, group)).collect()
}

/// Who carries it may be brought in by the paragraph before: 「村集体牵头办起合作社，由引进的某公司出钱改造」, then what each
/// side gets.
fn introduce(context: &Context<'_>, taken: &[TextRange], groups: &mut [Group]) {
    let mut told: Vec<TextRange> = groups.iter().flat_map(|group| group.sentences.iter().copied()).collect();
    told.extend(taken);
    for group in groups {
        let Some(first) = group.sentences.first().copied() else { continue };
        if group.sentences.iter().any(|range| !context.mentions.organisations_in(*range).is_empty()) {
            continue;
        }
        let Some(own) = context.outline.sentence_holding(first.start) else { continue };
        let meant = group.sentences.iter().find_map(|range| operator::meant(context, None, *range));
        let Some(sentence) = meant.and_then(|named| context.outline.sentence_holding(named.range.start))
        else {
            continue;
        };
        let block = context.outline.blocks.get(sentence.block).map(|block| block.kind);
        let brings = ["lead", "build", "invest", "tenor", "put_in"]
            .iter()
            .any(|code| cue(context, sentence.range, code));
        let free = !told.iter().any(|range| range.overlaps(sentence.range));
        let near = sentence.block + 1 == own.block && sentence.section == own.section;
        if near && brings && free && matches!(block, Some(BlockKind::Paragraph)) {
            group.sentences.insert(0, sentence.range);
        }
    }
}

/// What of a draft decides whether another goes on about it: found once, for each is asked about each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Topic {
    /// The block of its name, or of its first words.
    block: usize,
    /// Whether it speaks of a workshop.
    workshop: bool,
}

impl Topic {
    pub(super) fn of(context: &Context<'_>, draft: &Draft) -> Self {
        let start = draft.anchor.or_else(|| draft.evidence.first().copied()).map_or(0, |range| range.start);
        Self {
            block: context.outline.sentence_holding(start).map_or(0, |sentence| sentence.block),
            workshop: draft
                .evidence
                .iter()
                .flat_map(|range| roles(context, *range))
                .any(|role| role.party == Party::Workshop),
        }
    }
}

/// Whether a described arrangement only goes on about a named one: the next paragraph with nobody new, a whole-county
/// sentence in the next two, or the wages of the same kind of workshop.
pub(super) fn goes_on(context: &Context<'_>, named: (&Draft, Topic), draft: (&Draft, Topic)) -> bool {
    let ((named, topic), (draft, own)) = (named, draft);
    let (Some(anchor), Some(first)) = (named.anchor, draft.evidence.first()) else { return false };
    let distance = own.block.saturating_sub(topic.block);
    if distance == 1 && is_headline(context, anchor) && same_parties(context, named, draft) {
        return true;
    }
    let organised =
        || draft.evidence.iter().any(|range| !context.mentions.organisations_in(*range).is_empty());
    let summary =
        || (1..=2).contains(&distance) && first.start > anchor.start && whole_scope(context, *first);
    let wages =
        || own.workshop && topic.workshop && !draft.evidence.iter().any(|range| strong(context, *range));
    let goes_on =
        (distance == 1 && resumes(context, named, draft)) || ((summary() || wages()) && !organised());
    goes_on && super::told_place(context, named) == super::told_place(context, draft)
}

/// Whether a name stands in a line that heads a paragraph: 案例一:“公司+合作社+农户”养好一只鸡.
fn is_headline(context: &Context<'_>, anchor: TextRange) -> bool {
    let block = context.outline.sentence_holding(anchor.start).map(|sentence| sentence.block);
    let Some(block) = block.and_then(|block| context.outline.blocks.get(block)) else { return false };
    let line = context.reading().slice(block.range).trim_end();
    block.kind == BlockKind::Heading
        || block.sentences.len() == 1 && !line.ends_with(['。', ';', ':', '!', '?'])
}

/// Whether what is described has the parties of the name, and no others.
fn same_parties(context: &Context<'_>, named: &Draft, draft: &Draft) -> bool {
    let told = party::told(context, &draft.evidence, draft.order);
    let links = party::of_chain(context, &named.links, named.aid, &named.evidence);
    told.len() == links.len() && told.iter().all(|party| links.contains(party))
}

/// The paragraph after a named arrangement tells more of it: nobody new on the carrying side.
fn resumes(context: &Context<'_>, named: &Draft, draft: &Draft) -> bool {
    let new = || {
        draft
            .evidence
            .iter()
            .flat_map(|range| roles(context, *range))
            .any(|role| carries(&role) && !role.weak)
    };
    let elsewhere =
        draft.evidence.first().is_some_and(|first| !context.mentions.places_in(*first).is_empty());
    !elsewhere
        && named.rule != Rule::Lending
        && draft.rule == Rule::Described
        && named.evidence.iter().any(|range| !context.mentions.organisations_in(*range).is_empty())
        && !new()
}

/// Whether a described arrangement leads up to a named one: it names the organisation that the named one leaves out,
/// a few sentences before.
pub(super) fn leads(context: &Context<'_>, named: &Draft, draft: &Draft) -> bool {
    let (Some(anchor), Some(last)) = (named.anchor, draft.evidence.last()) else { return false };
    let organised = |draft: &Draft| {
        draft.evidence.iter().any(|range| !context.mentions.organisations_in(*range).is_empty())
    };
    let at = |at: u32| context.outline.sentence_at(at);
    let near = match (at(last.start), at(anchor.start)) {
        (Some(from), Some(to)) => from < to && to - from <= LEAD,
        _ => false,
    };
    let means = || {
        let meant = named.evidence.iter().find_map(|range| operator::meant(context, named.anchor, *range));
        meant.is_some_and(|meant| draft.evidence.iter().any(|range| range.contains(meant.range)))
    };
    named.rule == Rule::Chain
        && near
        && organised(draft)
        && !organised(named)
        && !draft.evidence.iter().any(|range| strong(context, *range))
        && means()
        && super::place_of(context, &named.evidence) == super::place_of(context, &draft.evidence)
}

/// The paragraph after an arrangement that names no place of its own and does not speak of the whole county.
pub(super) fn same_place(context: &Context<'_>, before: &Draft, draft: &Draft) -> bool {
    let (Some(last), Some(first)) = (before.evidence.last(), draft.evidence.first()) else { return false };
    let block = |at: u32| context.outline.sentence_holding(at).map_or(0, |s| s.block);
    let (from, to) = (block(last.start), block(first.start));
    let own = context.outline.blocks.get(to).map_or(*first, |block| block.range);
    let named = !context.mentions.places_in(TextRange::new(own.start, first.end)).is_empty();
    let summary = draft.evidence.iter().any(|range| whole_scope(context, *range));
    draft.anchor.is_none() && to >= from && to - from <= 1 && !named && !summary
}

/// The sentence opens with the whole county or with a date of reckoning.
pub(super) fn whole_scope(context: &Context<'_>, range: TextRange) -> bool {
    let opening = context.mentions.hits.within(Class::SchemeCue, range).first();
    opening.is_some_and(|hit| {
        has_code(hit.code, "summary")
            && context.reading().between(range.start, hit.range.start).chars().count() < 3
    })
}

fn draft(context: &Context<'_>, group: Group) -> Draft {
    let linked = group.sentences.iter().find_map(|range| linkage(context, *range));
    // The sentences around it tell of other things.
    let bound = |range: &TextRange| strong(context, *range) || relates(context, *range);
    let evidence = match linked {
        Some(clause) if !group.sentences.iter().any(bound) => vec![clause],
        _ => group.sentences,
    };
    Draft {
        name: None,
        anchor: None,
        links: Vec::new(),
        ties: Vec::new(),
        aid: false,
        certain: linked.is_some(),
        order: Order::Text,
        evidence,
        tail: Vec::new(),
        rule: Rule::Described,
        unknown: Vec::new(),
    }
}

fn groups(context: &Context<'_>, taken: &[TextRange]) -> Vec<Group> {
    let outline = context.outline;
    let mut groups: Vec<Group> = Vec::new();
    for sentence in &outline.sentences {
        let block = outline.blocks.get(sentence.block).map(|block| block.kind);
        let prose = matches!(block, Some(BlockKind::Paragraph));
        let index = taken.partition_point(|range| range.end <= sentence.range.start);
        let claimed = taken.get(index).is_some_and(|range| range.overlaps(sentence.range));
        if !prose || claimed {
            groups.push(Group::default());
            continue;
        }
        // What was done before the arrangement: 「从前包给个人」.
        if opens_formerly(context, sentence) {
            continue;
        }
        for (index, part) in parts(context, sentence).into_iter().enumerate() {
            let tied = cue(context, part, "rent_free")
                || ties(context, part).next().is_some()
                || strong(context, part)
                || flow::gives_yearly(context, part)
                || linkage(context, part).is_some();
            let covers = insurance(context, part);
            let covered = |group: &Group| group.sentences.iter().all(|range| insurance(context, *range));
            let goes_on = groups.last().is_some_and(|group| {
                !group.sentences.is_empty()
                    && group.block == sentence.block
                    && group.section == sentence.section
                    && (covers || !covered(group))
            });
            let continues = goes_on && (tied || counts_households(context, part) || details(context, part));
            let opens = tied
                && (!continues
                    || cue(context, part, "proposed")
                    || index > 0
                    || (covers && !groups.last().is_some_and(covered))
                    || new_subject(context, groups.last(), part)
                    || elsewhere(context, groups.last(), part)
                    || another(context, groups.last(), part));
            if opens {
                let mut sentences = match index {
                    0 => preface(context, taken, sentence, groups.last()),
                    _ => Vec::new(),
                };
                sentences.push(part);
                groups.push(Group { block: sentence.block, section: sentence.section, sentences });
            } else if continues && let Some(group) = groups.last_mut() {
                group.sentences.push(part);
            }
        }
    }
    groups.retain(|group| !group.sentences.is_empty());
    groups
}

/// Who pays how much of a premium: an arrangement of its own beside what else ties the same people.
fn insurance(context: &Context<'_>, range: TextRange) -> bool {
    let tied = ties(context, range).all(|(code, _)| matches!(code, "insurance" | "subsidy"))
        && ties(context, range).any(|(code, _)| code == "insurance");
    tied && splits_cost(context, range)
}

fn opens_formerly(context: &Context<'_>, sentence: &Sentence) -> bool {
    if !cue(context, sentence.range, "formerly") {
        return false;
    }
    let start = sentence.range.start;
    let hits = context.mentions.hits.within(Class::SchemeCue, sentence.range);
    hits.iter().any(|hit| {
        let after = TextRange::new(hit.range.end, sentence.range.end);
        // 返包给原来的农户: those of before, not what was before.
        let of_those = hits.iter().any(|of| of.range.start == hit.range.end && of.code == "whoever");
        hit.code == "formerly"
            && !of_those
            && context.reading().between(start, hit.range.start).chars().count() <= 20
            && context.mentions.dates_in(after).is_empty()
    })
}

/// A sentence, cut at a semicolon after which another kind of carrier ties households of its own.
fn parts(context: &Context<'_>, sentence: &Sentence) -> Vec<TextRange> {
    let mut parts = vec![sentence.range];
    let clauses = context.outline.clauses.get(sentence.clauses.clone()).unwrap_or_default();
    // The parties of the last part up to the clause, found as the clauses go by; `ahead` are those further on.
    let mut known: Vec<Party> = Vec::new();
    let mut ahead: Option<std::iter::Peekable<std::vec::IntoIter<Role>>> = None;
    for clause in clauses {
        let Some(last) = parts.last_mut() else { break };
        let start = clause.range.start;
        if start <= last.start || context.reading().char_before(start) != Some(';') {
            continue;
        }
        let (left, right) = (TextRange::new(last.start, start), TextRange::new(start, last.end));
        let ahead = ahead.get_or_insert_with(|| roles(context, sentence.range).into_iter().peekable());
        while let Some(role) = ahead.next_if(|role| role.range.end <= start) {
            if role.range.start >= left.start && !known.contains(&role.party) {
                known.push(role.party);
            }
        }
        let own = roles(context, clause.range)
            .iter()
            .any(|role| !role.weak && carries(role) && !known.contains(&role.party));
        let told = |range: TextRange| {
            ties(context, range).next().is_some()
                && (is_household(context, range) || counts_households(context, range))
        };
        if own && told(left) && told(right) {
            *last = left;
            parts.push(right);
            known.clear();
        }
    }
    parts
}

/// 「镇政府另掏50万元…算作村集体的股」: a second arrangement beside the first, with a side of its own.
fn another(context: &Context<'_>, group: Option<&Group>, range: TextRange) -> bool {
    let Some(group) = group else { return false };
    let clause = context.outline.clause_holding(range.start);
    let opens = clause.is_some_and(|clause| cue(context, clause.range, "another"));
    let known = all_roles(context, group);
    // 「跟村里43户签了订单。村里又用36万元入股」: named in passing before, it now acts.
    let acted = |role: &Role, other: &Role| other.party == role.party && !(opens && role.weak && other.weak);
    let own = roles(context, range)
        .iter()
        .any(|role| carries(role) && !known.iter().any(|other| acted(role, other)));
    let subject = roles(context, range).first().is_some_and(|role| {
        matches!(role.party, Party::LargeGrower | Party::Workshop | Party::Insurer | Party::ScenicArea)
            && !known.iter().any(|other| other.party == role.party)
            && is_household(context, range)
    });
    let codes: Vec<&str> =
        group.sentences.iter().flat_map(|r| ties(context, *r)).map(|(code, _)| code).collect();
    let bound = counts_households(context, range)
        && ties(context, range).any(|(code, _)| {
            matches!(code, "purchase_contract" | "land_rent" | "wage" | "contract_operation")
                && !codes.contains(&code)
        });
    if opens && bound && group.sentences.iter().any(|r| strong(context, *r)) {
        return true;
    }
    let tied = strong(context, range) || (subject && ties(context, range).next().is_some());
    subject_binds(context, group, range)
        || (opens || subject)
            && own
            && tied
            && group.sentences.iter().any(|r| strong(context, *r) || relates(context, *r))
}

/// 「养蜂合作社则给55户脱贫户每户送4箱蜂，蜜每斤25元回收」: a carrier of a kind not told of before opens the sentence, and binds
/// households of its own.
fn subject_binds(context: &Context<'_>, group: &Group, range: TextRange) -> bool {
    let known = all_roles(context, group);
    let sides = roles(context, range);
    let Some(first) = sides.first() else { return false };
    let new = carries(first) && !first.weak && !known.iter().any(|other| other.party == first.party);
    let counted = |sides: &[Role]| {
        sides.iter().any(|role| role.party == Party::Household && (role.counted || !role.weak))
    };
    new && known.iter().any(carries)
        && counts_households(context, range)
        && counted(&sides)
        && counted(&known)
        && (strong(context, range) || relates(context, range))
        && group.sentences.iter().any(|r| strong(context, *r) || relates(context, *r))
}

/// A sentence that says more of what is paid, borne or agreed.
fn details(context: &Context<'_>, range: TextRange) -> bool {
    let quantities = context.mentions.figures_in(range);
    let sum = quantities.iter().any(|q| matches!(q.unit, Unit::Yuan | Unit::Percent) || q.parts.is_some());
    let agreed = sum && (cue(context, range, "payout") || cue(context, range, "split"));
    let borne =
        cue(context, range, "no_loss") || (cue(context, range, "loss") && cue(context, range, "bear"));
    let sided = roles(context, range).iter().any(|role| carries(role) || role.party == Party::Household);
    borne || (agreed && sided) || runs(context, range)
}

/// 合同一签三年
pub(super) fn runs(context: &Context<'_>, range: TextRange) -> bool {
    context.outline.clauses_over(range).iter().any(|clause| {
        let years = context.mentions.figures_in(clause.range).iter().any(|q| q.unit == Unit::Year);
        years && cue(context, clause.range, "tenor") && !cue(context, clause.range, "loan")
    })
}

/// The sentence opens with another place, or sums up a wider one.
fn elsewhere(context: &Context<'_>, group: Option<&Group>, range: TextRange) -> bool {
    let Some(group) = group else { return false };
    let clause = context.outline.clause_holding(range.start);
    let clause = clause.map_or(range, |clause| clause.range);
    let here = super::place_of(context, &[range]);
    let there = super::place_of(context, &group.sentences);
    let apart = match (here, there) {
        (Some(here), Some(there)) => !here.path.contains(&there.name) && here.name != there.name,
        _ => false,
    };
    let named = !context.mentions.places_in(clause).is_empty();
    apart && (named || whole_scope(context, range)) && group.sentences.iter().any(|r| strong(context, *r))
}

/// Sentences just before, in the same paragraph, that name the sides.
fn preface(
    context: &Context<'_>,
    taken: &[TextRange],
    opening: &Sentence,
    last: Option<&Group>,
) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut index = context.outline.sentence_at(opening.range.start).unwrap_or(0);
    while let Some(before) = index.checked_sub(1) {
        let Some(sentence) = context.outline.sentence(before).filter(|s| s.block == opening.block) else {
            break;
        };
        let claimed = taken.get(taken.partition_point(|range| range.end <= sentence.range.start));
        let used = claimed.is_some_and(|range| range.overlaps(sentence.range))
            || last.is_some_and(|group| group.sentences.contains(&sentence.range));
        let sides = roles(context, sentence.range).iter().any(|role| {
            (!role.weak && (carries(role) || role.party == Party::Government))
                || role.party == Party::Household
        });
        let told: Vec<Role> =
            found.iter().chain([&opening.range]).flat_map(|range| roles(context, *range)).collect();
        let complete = told.iter().any(|role| role.party == Party::Household) && told.iter().any(carries);
        let pays = cue(context, sentence.range, "stake")
            || cue(context, sentence.range, "put_in")
            || cue(context, sentence.range, "give");
        let organised = |range: &TextRange| !context.mentions.organisations_in(*range).is_empty();
        let names = organised(&sentence.range) && !found.iter().chain([&opening.range]).any(organised);
        if used
            || !sides
            || sentence.section != opening.section
            || opens_formerly(context, sentence)
            || found.len() > 1
            || (complete && !pays && !names)
        {
            break;
        }
        found.insert(0, sentence.range);
        index = before;
    }
    found
}

/// Another organisation opens the sentence, and the group is already about one.
fn new_subject(context: &Context<'_>, group: Option<&Group>, range: TextRange) -> bool {
    let Some(group) = group else { return false };
    let Some(first) = context.mentions.organisations_in(range).first() else { return false };
    let clause = context.outline.clause_holding(range.start);
    let opens = clause.is_some_and(|clause| clause.range.contains(first.range))
        && context.reading().between(range.start, first.range.start).chars().count() <= 12;
    let known = |r: &TextRange| context.mentions.organisations_in(*r).iter().any(|o| o.name == first.name);
    let named = |r: &TextRange| !context.mentions.organisations_in(*r).is_empty();
    let carried = || is_item(context, range) && all_roles(context, group).iter().any(carries);
    opens && (group.sentences.iter().any(named) || carried()) && !group.sentences.iter().any(known)
}

/// An item of a list inside a paragraph: 「三、…」.
fn is_item(context: &Context<'_>, range: TextRange) -> bool {
    let mut text = context.reading().slice(range).chars();
    text.next().is_some_and(|c| "一二三四五六七八九十".contains(c)) && text.next() == Some('、')
}
