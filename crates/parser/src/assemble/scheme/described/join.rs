//! Takes the groups of sentences in text order, gives them with the paragraphs that go on about the one before joined to it.

use lianjie_core::{Party, Per, Place, Unit};

use super::{Group, whole_scope};
use crate::assemble::scheme::bond::{LETTING, all_roles, carries, shared_with, strong, ties};
use crate::assemble::scheme::extent::counts_households;
use crate::assemble::scheme::role::{Role, roles};
use crate::assemble::scheme::{cue, place_of};
use crate::context::Context;
use crate::lexicon::Class;
use crate::reading::TextRange;

/// A paragraph that tells only one side (`贷款投给了合作社，年底分到2400元`) belongs to the arrangement before it; one
/// that quotes a household before the carrier is named, to the one after.
pub(super) fn across_blocks(context: &Context<'_>, groups: &mut Vec<Group>) {
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
            Some(last) if last.block + 1 == group.block && !headed(context, last, &group) => {
                let (household, carrier) = sides(&group);
                let summary = group.sentences.first().is_some_and(|range| whole_scope(context, *range));
                let wages = household && !carrier && !summary;
                let one_sided =
                    !(household && carrier) && (strong(&group) || wages) && !named(&group) && strong(last);
                let place = |group: &Group| place_of(context, &group.sentences);
                let one_sided = one_sided && !summary && place(last) == place(&group);
                let insured = || {
                    let mut told = last.sentences.iter().flat_map(|range| ties(context, *range));
                    told.any(|(code, _)| code == "insurance")
                };
                let preface = opens_block(context, &group)
                    && !strong(last)
                    && !named(last)
                    && strong(&group)
                    && named(&group)
                    && household
                    && !insured();
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
                let returns = divides_return(context, last, &group);
                let likewise = group.sentences.first().is_some_and(|range| cue(context, *range, "likewise"))
                    && !named(&group)
                    && nested(place(last), place(&group));
                if returns
                    || likewise
                    || one_sided
                    || goes_on
                    || same_sides(context, last, &group)
                    || (preface && sides(last).0)
                {
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

/// Nothing stands before it in its paragraph.
fn opens_block(context: &Context<'_>, group: &Group) -> bool {
    let block = context.outline.blocks.get(group.block);
    group.sentences.first().zip(block).is_some_and(|(first, block)| first.start == block.range.start)
}

/// The paragraph stands under a heading of its own that names a tie: 「(二)托管代养」 after 「(一)订单收购」.
fn headed(context: &Context<'_>, last: &Group, group: &Group) -> bool {
    let section = context.outline.sections.get(group.section).filter(|_| last.section != group.section);
    section.is_some_and(|section| ties(context, section.heading).next().is_some())
}

/// The paragraph opens with what the arrangement before it brings, or with its contract: 「租金回到村里，三成留下，七成发给
/// 脱贫户」.
fn divides_return(context: &Context<'_>, last: &Group, group: &Group) -> bool {
    let Some(first) = group.sentences.first() else { return false };
    let opening = context.mentions.hits.at(Class::SchemeCue, first.start);
    let named = opening.is_some_and(|hit| hit.code.split('+').any(|code| matches!(code, "profit" | "tenor")));
    let brings = |range: &TextRange| {
        strong(context, *range) || ties(context, *range).any(|(code, _)| LETTING.contains(&code))
    };
    let divides = group.sentences.iter().any(|range| cue(context, *range, "split"));
    // 「进入盛产期后，企业、贫困户、村集体按5:3:2分」: who carries it divides with others.
    let known = all_roles(context, last);
    let among = || {
        roles(context, *first).iter().any(|role| {
            carries(role)
                && !role.named
                && known.iter().any(|other| carries(other) && other.party == role.party)
        }) && shared_with(context, *first, Party::Household)
            && context.mentions.organisations_in(*first).is_empty()
            && context.mentions.places_in(*first).is_empty()
            && !cue(context, *first, "another")
            && place_of(context, &last.sentences) == place_of(context, &group.sentences)
    };
    (named && divides && last.sentences.iter().any(brings))
        || (among() && last.sentences.iter().any(|range| strong(context, *range)))
}

/// The paragraph names no place, no organisation and nobody new who carries: it tells more of the arrangement before
/// it (`公司也得按出资额的5%保底`).
fn same_sides(context: &Context<'_>, last: &Group, group: &Group) -> bool {
    let known = all_roles(context, last);
    let own = all_roles(context, group);
    let carried = own.iter().any(carries);
    let new = own
        .iter()
        .filter(|role| role.party != Party::Insurer && carries(role) && !role.weak)
        .any(|role| !known.iter().any(|other| other.party == role.party));
    let named = |range: &TextRange| {
        !context.mentions.organisations_in(*range).is_empty()
            || !context.mentions.places_in(*range).is_empty()
    };
    let counted = |range: &TextRange| {
        let quantities = context.mentions.figures_in(*range);
        quantities.iter().any(|q| {
            matches!(
                q.unit,
                Unit::Enterprise
                    | Unit::Cooperative
                    | Unit::Village
                    | Unit::Township
                    | Unit::Workshop
                    | Unit::County
            )
        })
    };
    let household = |roles: &[Role]| roles.iter().any(|role| role.party == Party::Household);
    // What others put in, borrow or insure is agreed anew.
    let anew = |range: &TextRange| {
        let quantities = context.mentions.figures_in(*range);
        let each = quantities.iter().any(|q| q.unit == Unit::Yuan && q.per.contains(&Per::Household));
        let stakes = cue(context, *range, "stake") && (each || counts_households(context, *range));
        let opens = group.sentences.first() == Some(range) && cue(context, *range, "another");
        // Who makes up for what an insurance leaves is a term of the arrangement.
        let borne = cue(context, *range, "loss") && cue(context, *range, "bear");
        let premium = super::insurance(context, *range) && !borne;
        stakes || opens || cue(context, *range, "loan") || premium
    };
    let paid = |range: &TextRange| {
        ties(context, *range).any(|(code, _)| matches!(code, "rent" | "wage" | "land_rent"))
    };
    // 「田主另收租金，守水的八人按天记工」: what else is paid, and nothing else is agreed.
    let pays = || group.sentences.iter().all(|range| paid(range) && !strong(context, *range));
    let told = (carried && household(&own)) || pays();
    told && !group.sentences.iter().any(anew)
        && !new
        && household(&known)
        && known.iter().any(carries)
        && group.sentences.iter().all(|r| !named(r) && !counted(r) && !whole_scope(context, *r))
        && last.sentences.iter().any(|r| strong(context, *r))
        && nested(place_of(context, &last.sentences), place_of(context, &group.sentences))
}

/// One place lies in the other, or both are the same.
fn nested(a: Option<&Place>, b: Option<&Place>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.name == b.name || a.path.contains(&b.name) || b.path.contains(&a.name),
        _ => true,
    }
}
