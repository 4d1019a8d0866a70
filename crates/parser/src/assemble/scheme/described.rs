//! Takes the sentences that no name claims, gives the arrangements they describe: a household, one who carries it,
//! and what ties them.
//!
//! One arrangement is one draft, not one sentence: it runs on through its paragraph until another organisation
//! opens a sentence or another item of a list begins. Words of duty (`鼓励` `应当`) without a number or a name
//! describe no arrangement.

use lianjie_core::{Decimal, Party, Per, PlaceLevel, Provision, Unit};

use super::extent::{Draft, counts_households};
use super::mode::Order;
use super::party::{Role, roles};
use super::term::split;
use super::tie;
use super::{chain, cue, is_household};
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::outline::{BlockKind, Sentence};
use crate::reading::TextRange;

/// Sentences of one arrangement.
#[derive(Clone, Debug, Default)]
struct Group {
    block: usize,
    section: usize,
    sentences: Vec<TextRange>,
}

/// The arrangements outside `taken`, which is sorted.
pub(super) fn find(context: &Context<'_>, taken: &[TextRange]) -> Vec<Draft> {
    let mut groups = groups(context, taken);
    join_across_blocks(context, &mut groups);
    groups.into_iter().filter(|group| linked(context, group)).map(draft).collect()
}

/// Whether a described arrangement only goes on about a named one: a whole-county sentence in the next paragraphs, or
/// the wages of the same kind of workshop.
pub(super) fn goes_on(context: &Context<'_>, named: &Draft, draft: &Draft) -> bool {
    let (Some(anchor), Some(first)) = (named.anchor, draft.evidence.first()) else { return false };
    let block = |at: u32| {
        context.outline.sentence_at(at).and_then(|i| context.outline.sentence(i)).map_or(0, |s| s.block)
    };
    let distance = block(first.start).saturating_sub(block(anchor.start));
    let organised = draft.evidence.iter().any(|range| !context.mentions.organisations_in(*range).is_empty());
    let here = super::place_of(context, &named.evidence) == super::place_of(context, &draft.evidence);
    let summary = (1..=2).contains(&distance) && first.start > anchor.start && whole_scope(context, *first);
    let workshop = |evidence: &[TextRange]| {
        evidence.iter().flat_map(|range| roles(context, *range)).any(|role| role.party == Party::Workshop)
    };
    let weak = !draft.evidence.iter().any(|range| strong(context, *range));
    !organised && here && (summary || (weak && workshop(&draft.evidence) && workshop(&named.evidence)))
}

/// The paragraph after an arrangement that names no place of its own and does not speak of the whole county.
pub(super) fn same_place(context: &Context<'_>, before: &Draft, draft: &Draft) -> bool {
    let (Some(last), Some(first)) = (before.evidence.last(), draft.evidence.first()) else { return false };
    let block = |at: u32| {
        context.outline.sentence_at(at).and_then(|i| context.outline.sentence(i)).map_or(0, |s| s.block)
    };
    let (from, to) = (block(last.start), block(first.start));
    let own = context.outline.blocks.get(to).map_or(*first, |block| block.range);
    let named = !context.mentions.places_in(TextRange::new(own.start, first.end)).is_empty();
    let summary = draft.evidence.iter().any(|range| whole_scope(context, *range));
    draft.anchor.is_none() && to >= from && to - from <= 1 && !named && !summary
}

/// The sentence opens with the whole county or with a date of reckoning.
fn whole_scope(context: &Context<'_>, range: TextRange) -> bool {
    let opening = context.mentions.hits.within(Class::SchemeCue, range).first();
    opening.is_some_and(|hit| {
        hit.code.split('+').any(|code| code == "summary")
            && context.reading().between(range.start, hit.range.start).chars().count() < 3
    })
}

fn draft(group: Group) -> Draft {
    Draft {
        name: None,
        anchor: None,
        links: Vec::new(),
        ties: Vec::new(),
        aid: false,
        certain: false,
        order: Order::Text,
        evidence: group.sentences,
        rule: "scheme.described",
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
        let tied = cue(context, sentence.range, "rent_free")
            || ties(context, sentence.range).next().is_some()
            || strong(context, sentence.range);
        let goes_on = groups.last().is_some_and(|group| {
            !group.sentences.is_empty() && group.block == sentence.block && group.section == sentence.section
        });
        let continues = goes_on && (tied || counts_households(context, sentence.range));
        let opens = tied && (!continues || new_subject(context, groups.last(), sentence.range));
        if opens {
            let mut sentences = preface(context, taken, sentence, groups.last());
            sentences.push(sentence.range);
            groups.push(Group { block: sentence.block, section: sentence.section, sentences });
        } else if continues && let Some(group) = groups.last_mut() {
            group.sentences.push(sentence.range);
        }
    }
    groups.retain(|group| !group.sentences.is_empty());
    groups
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

fn ties<'c>(context: &'c Context<'_>, range: TextRange) -> impl Iterator<Item = (&'c str, bool)> {
    let hits = context.mentions.hits.within(Class::Tie, range).iter();
    let means = |hit: &&Hit<'_>| hit.code != "none" && tie::divides_profit(context, hit);
    hits.filter(means).map(|hit| (hit.code, !hit.attr.is_empty()))
}

/// A tie that shows an arrangement by itself.
fn strong(context: &Context<'_>, range: TextRange) -> bool {
    let carried = || roles(context, range).iter().any(|role| carries(role) && role.party != Party::Other);
    let put_in = cue(context, range, "loan")
        && cue(context, range, "put_in")
        && is_household(context, range)
        && carried();
    put_in || ties(context, range).any(|(_, strong)| strong) || splits(context, range) || pays(context, range)
}

/// A yearly sum for each household: 「每户每年领3000元」.
fn pays(context: &Context<'_>, range: TextRange) -> bool {
    let quantities =
        context.mentions.quantities.get(context.mentions.quantities_in(range)).unwrap_or_default();
    let each = |per: &[Per]| per.contains(&Per::Household) && per.contains(&Per::Year);
    quantities.iter().any(|quantity| {
        let clause = context.outline.clause_at(quantity.range.start).and_then(|i| context.outline.clause(i));
        quantity.unit == Unit::Yuan
            && each(&quantity.per)
            && clause.is_some_and(|c| {
                cue(context, c.range, "payout")
                    && !cue(context, c.range, "earning")
                    && !cue(context, c.range, "fact")
            })
    })
}

/// Percentages or a ratio that divide a profit.
fn splits(context: &Context<'_>, range: TextRange) -> bool {
    split::find(context, range).iter().any(|term| matches!(term.provision, Provision::ProfitSplit { .. }))
}

/// Another organisation opens the sentence, and the group is already about one.
fn new_subject(context: &Context<'_>, group: Option<&Group>, range: TextRange) -> bool {
    let Some(group) = group else { return false };
    let Some(first) = context.mentions.organisations_in(range).first() else { return false };
    let clause = context.outline.clause_at(range.start).and_then(|i| context.outline.clause(i));
    let opens = clause.is_some_and(|clause| clause.range.contains(first.range))
        && context.reading().between(range.start, first.range.start).chars().count() <= 12;
    let known = |r: &TextRange| context.mentions.organisations_in(*r).iter().any(|o| o.name == first.name);
    let named = |r: &TextRange| !context.mentions.organisations_in(*r).is_empty();
    opens && group.sentences.iter().any(named) && !group.sentences.iter().any(known)
}

fn all_roles(context: &Context<'_>, group: &Group) -> Vec<Role> {
    group.sentences.iter().flat_map(|range| roles(context, *range)).collect()
}

fn carries(role: &Role) -> bool {
    role.party == Party::Insurer
        || (chain::is_carrier(role.party) && role.party != Party::Base && role.party != Party::PartyBranch)
        || (role.party == Party::Other && !role.weak)
}

/// A paragraph that tells only one side (`把贷款投进社里，当年分得8000元`) belongs to the arrangement before it; one
/// that quotes a household before the carrier is named, to the one after.
fn join_across_blocks(context: &Context<'_>, groups: &mut Vec<Group>) {
    let mut joined: Vec<Group> = Vec::new();
    for group in groups.drain(..) {
        let sides = |group: &Group| {
            let roles = all_roles(context, group);
            (roles.iter().any(|role| role.party == Party::Household), roles.iter().any(carries))
        };
        let named =
            |group: &Group| group.sentences.iter().any(|r| !context.mentions.organisations_in(*r).is_empty());
        let strong = |group: &Group| group.sentences.iter().any(|r| strong(context, *r));
        match joined.last_mut() {
            Some(last) if last.block + 1 == group.block => {
                let (household, carrier) = sides(&group);
                let summary = group.sentences.first().is_some_and(|range| whole_scope(context, *range));
                let wages = household && !carrier && !summary;
                let one_sided =
                    !(household && carrier) && (strong(&group) || wages) && !named(&group) && strong(last);
                let place = |group: &Group| super::place_of(context, &group.sentences);
                let one_sided = one_sided && place(last) == place(&group);
                let preface = !strong(last) && !named(last) && strong(&group) && named(&group) && household;
                let inflow = group.sentences.iter().any(|r| {
                    ["loan", "stake"].iter().any(|code| cue(context, *r, code))
                        || ties(context, *r).any(|(code, _)| code == "rent" || code == "wage")
                });
                let goes_on = !inflow
                    && !named(&group)
                    && named(last)
                    && !summary
                    && household
                    && !group.sentences.iter().any(|r| !context.mentions.places_in(*r).is_empty())
                    && place(last) == place(&group);
                if one_sided || goes_on || (preface && sides(last).0) {
                    last.block = group.block;
                    last.sentences.extend(group.sentences);
                } else {
                    joined.push(group);
                }
            }
            _ => joined.push(group),
        }
    }
    *groups = joined;
}

/// Whether the sentences describe an arrangement.
fn linked(context: &Context<'_>, group: &Group) -> bool {
    let roles = all_roles(context, group);
    let household = roles.iter().any(|role| role.party == Party::Household);
    let carrier = roles.iter().any(carries);
    // Villages that put money into a firm are tied like households.
    let villages = roles.iter().any(|role| role.party == Party::VillageCollective && !role.weak)
        && roles.iter().any(|role| {
            matches!(role.party, Party::Enterprise | Party::Park | Party::Cooperative) && !role.weak
        });
    if !(household || villages) || !carrier {
        return false;
    }
    let concrete = group.sentences.iter().any(|range| {
        !context.mentions.quantities_in(*range).is_empty()
            || !context.mentions.organisations_in(*range).is_empty()
    });
    let modal = group.sentences.iter().any(|range| cue(context, *range, "modal"));
    if modal && !concrete {
        return false;
    }
    group.sentences.iter().any(|range| relates(context, *range))
        || group.sentences.iter().any(|range| strong(context, *range) && concrete && !modal)
        || in_workshop(context, group, &roles)
        || several_ways(context, group, &roles)
        || insures(context, group, &roles)
}

/// A named carrier, households, and two ways in which they are tied, told in sentences of their own.
fn several_ways(context: &Context<'_>, group: &Group, roles: &[Role]) -> bool {
    let household = roles.iter().any(|role| role.party == Party::Household && !role.weak);
    let named = roles.iter().any(|role| role.named && carries(role));
    let mut codes: Vec<&str> =
        group.sentences.iter().flat_map(|range| ties(context, *range)).map(|(code, _)| code).collect();
    codes.retain(|code| matches!(*code, "land_rent" | "wage" | "purchase_contract" | "contract_operation"));
    codes.sort_unstable();
    codes.dedup();
    household && named && codes.len() > 1 && !group.sentences.iter().any(|range| wide(context, *range))
}

/// An insurer, households and a premium that somebody pays.
fn insures(context: &Context<'_>, group: &Group, roles: &[Role]) -> bool {
    let named = |party: Party| roles.iter().any(|role| role.party == party && !role.weak);
    let premium = |range: &TextRange| {
        ties(context, *range).any(|(code, _)| code == "insurance") && splits_cost(context, *range)
    };
    named(Party::Insurer) && named(Party::Household) && group.sentences.iter().any(premium)
}

fn splits_cost(context: &Context<'_>, range: TextRange) -> bool {
    let quantities =
        context.mentions.quantities.get(context.mentions.quantities_in(range)).unwrap_or_default();
    quantities.iter().any(|quantity| quantity.unit == Unit::Percent) && cue(context, range, "subsidised")
}

/// Posts in a workshop that an earlier sentence names.
fn in_workshop(context: &Context<'_>, group: &Group, roles: &[Role]) -> bool {
    let named = |party: Party| roles.iter().any(|role| role.party == party && !role.weak);
    let employs = |range: &TextRange| {
        let paid = ties(context, *range).any(|(code, _)| code == "wage");
        paid && is_household(context, *range) && !wide(context, *range)
    };
    named(Party::Workshop) && named(Party::Household) && group.sentences.iter().any(employs)
}

/// The sentence speaks of a whole province or country, or of many workshops: its workers are a statistic.
fn wide(context: &Context<'_>, range: TextRange) -> bool {
    let place = super::place_of(context, &[range]);
    let quantities =
        context.mentions.quantities.get(context.mentions.quantities_in(range)).unwrap_or_default();
    let several =
        |q: &Quantity| q.unit == Unit::Workshop && q.value.is_some_and(|value| value > Decimal::ONE);
    place.is_some_and(|place| matches!(place.level, PlaceLevel::Country | PlaceLevel::Province))
        || quantities.iter().any(several)
}

/// One sentence names both sides and what ties them.
pub(super) fn relates(context: &Context<'_>, range: TextRange) -> bool {
    let roles = roles(context, range);
    let household = roles.iter().any(|role| role.party == Party::Household);
    let carrier = roles.iter().any(|role| {
        carries(role) && (role.party != Party::Other || !context.mentions.quantities_in(range).is_empty())
    });
    if !household || !carrier {
        return false;
    }
    if strong(context, range) || (cue(context, range, "rent_free") && is_household(context, range)) {
        return true;
    }
    let concrete = !context.mentions.quantities_in(range).is_empty();
    let poor = |party: Party| roles.iter().any(|role| role.party == party && !role.weak);
    ties(context, range).any(|(code, _)| match code {
        "loan_to_enterprise" => true,
        "entrusted_raising" => {
            poor(Party::Household) && (poor(Party::Enterprise) || poor(Party::Cooperative))
        }
        "asset_income" => poor(Party::Household) && poor(Party::VillageCollective),
        "purchase_contract" | "contract_operation" | "land_rent" => poor(Party::Household) || concrete,
        "wage" | "procurement_of_labour" if wide(context, range) => false,
        "wage" | "procurement_of_labour" => {
            poor(Party::Workshop)
                || (poor(Party::Household) && (poor(Party::Enterprise) || poor(Party::Cooperative)))
                    && !context.mentions.organisations_in(range).is_empty()
                || (poor(Party::Household) && poor(Party::Cooperative))
        }
        _ => false,
    })
}
