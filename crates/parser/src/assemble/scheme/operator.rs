//! Takes a draft, gives the names of those who carry it.

use lianjie_core::Party;

use super::extent::{Draft, Rule};
use super::role::{Role, roles};
use super::start;
use crate::context::Context;
use crate::lexicon::Class;
use crate::mention::OrganisationMention;
use crate::reading::TextRange;

/// Blocks back to the organisation that `公司` or `社里` stands for.
const BLOCKS: usize = 6;

/// The organisations of the evidence; where it names none, the one that `公司` or `社里` stands for, or the last one
/// named before in its paragraph.
pub(super) fn of(context: &Context<'_>, draft: &Draft, parties: &[Party]) -> Vec<String> {
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
    if names.is_empty() && draft.rule != Rule::Lending {
        let meant = draft.evidence.iter().find_map(|range| meant(context, draft.anchor, *range));
        names.extend(meant.map(|organisation| organisation.name.clone()));
    }
    if names.is_empty() && draft.rule == Rule::Described {
        let told = |party: &Party| carries(*party) || *party == Party::LargeGrower;
        let strange = parties.iter().any(told);
        let known = |party: Party| carries(party) && (!strange || parties.contains(&party));
        names.extend(last(context, start(&draft.evidence), 1, known).map(|found| found.name.clone()));
    }
    if names.is_empty() { banks } else { names }
}

/// The organisation that a word for one of its kind stands for; the words of a name, at `anchor`, mean none.
pub(in crate::assemble) fn meant<'c>(
    context: &'c Context<'_>,
    anchor: Option<TextRange>,
    range: TextRange,
) -> Option<&'c OrganisationMention> {
    let roles = roles(context, range);
    let words = roles.iter().filter(|role| {
        let in_name = anchor.is_some_and(|anchor| anchor.overlaps(role.range));
        !in_name && carries(role.party) && single(context, role)
    });
    let mut words = words;
    words.find_map(|role| last(context, role.range.start, BLOCKS, |party| party == role.party))
}

/// One that is spoken of, not a number or a class: no number before it, no list of its kind.
fn single(context: &Context<'_>, role: &Role) -> bool {
    let index = context.mentions.quantities.partition_point(|q| q.range.end < role.range.start);
    let counted = context.mentions.quantities.get(index).is_some_and(|q| q.range.overlaps(role.range))
        || context.mentions.quantities.get(index).is_some_and(|q| q.range.end == role.range.start);
    let listed = |c: Option<char>| matches!(c, Some('、' | '+'));
    let reading = context.reading();
    let meant =
        context.mentions.hits.within(Class::SchemeCue, role.range).iter().any(|hit| hit.code == "meant");
    meant
        && !counted
        && !role.counted
        && !listed(reading.char_before(role.range.start))
        && !listed(reading.char_at(role.range.end))
}

/// The last organisation before `at` with such a role, in its section and not far back.
pub(super) fn last<'c>(
    context: &'c Context<'_>,
    at: u32,
    blocks: usize,
    of: impl Fn(Party) -> bool,
) -> Option<&'c OrganisationMention> {
    let sentence = context.outline.sentence_holding(at)?;
    let from = context.outline.blocks.get(sentence.block.saturating_sub(blocks))?.range.start;
    let section = context.outline.sections.get(sentence.section).map_or(0, |section| section.range.start);
    let named = context.mentions.organisations_in(TextRange::new(from.max(section).min(at), at));
    named.iter().rev().find(|organisation| of(organisation.party))
}

pub(super) const fn carries(party: Party) -> bool {
    matches!(
        party,
        Party::Enterprise | Party::Cooperative | Party::FamilyFarm | Party::ScenicArea | Party::Park
    )
}
