//! Takes a range of text, gives the roles that it names: words for a party, named organisations, numbers of households and
//! of villages, and persons who stand for a household.

use lianjie_core::{Party, Unit};

use super::cue;
use crate::context::Context;
use crate::lexicon::{Class, has_code};
use crate::reading::TextRange;

/// A role where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Role {
    pub(super) range: TextRange,
    pub(super) party: Party,
    /// Says little by itself: 股东, 村里, 员工.
    pub(super) weak: bool,
    /// A named organisation.
    pub(super) named: bool,
    /// A number of households or one of their members, not a word for them.
    pub(super) counted: bool,
}

/// All roles of a range in text order; a named organisation has its own.
pub(super) fn roles(context: &Context<'_>, range: TextRange) -> Vec<Role> {
    let named = context.mentions.organisations_in(range);
    let mut roles: Vec<Role> = named
        .iter()
        .filter(|organisation| organisation.party != Party::Other)
        .map(|organisation| Role {
            range: organisation.range,
            party: organisation.party,
            weak: false,
            named: true,
            counted: false,
        })
        .collect();
    for hit in context.mentions.hits.within(Class::Party, range) {
        let Some(party) = Party::from_code(hit.code).filter(|_| hit.attr != "link") else { continue };
        if hit.attr == PERSON && titled(context, hit.range) {
            continue;
        }
        let next = named.partition_point(|organisation| organisation.range.end <= hit.range.start);
        if named.get(next).is_none_or(|organisation| !organisation.range.overlaps(hit.range)) {
            roles.push(Role {
                range: hit.range,
                party,
                weak: hit.attr == "weak" || hit.attr == PERSON,
                named: false,
                counted: hit.attr == PERSON,
            });
        }
    }
    roles.sort_by_key(|role| role.range.start);
    // 18户: the classifier is no word of its own.
    let figures = context.mentions.figures_in(range);
    let counts = |role: &Role| {
        let index = figures.partition_point(|q| q.range.end < role.range.end);
        let held = figures
            .get(index)
            .is_some_and(|q| q.unit == Unit::Household && q.per.is_empty() && q.range.contains(role.range));
        role.weak && role.party == Party::Household && held
    };
    roles.retain(|role| !counts(role));
    // 瓜农合作社, 蜂农协会: whose it is, in its name.
    let cooperatives = roles.iter().filter(|role| role.party == Party::Cooperative);
    let bodies: Vec<u32> = cooperatives.map(|role| role.range.start).collect();
    roles.retain(|role| role.party != Party::Household || !bodies.contains(&role.range.end));
    let words: Vec<TextRange> = roles.iter().map(|role| role.range).collect();
    for quantity in context.mentions.figures_in(range) {
        let party = match quantity.unit {
            Unit::Household if quantity.per.is_empty() => Party::Household,
            // 62个村入股: the villages put in their own.
            Unit::Village if stakes(context, quantity.range) => Party::VillageCollective,
            Unit::Village if quantity.per.is_empty() && deals(context, quantity.range) => Party::Village,
            _ => continue,
        };
        let next = words.partition_point(|word| word.end <= quantity.range.start);
        if words.get(next).is_none_or(|word| !word.overlaps(quantity.range)) {
            let weak = matches!(party, Party::Household | Party::Village);
            let counted = party == Party::Household;
            roles.push(Role { range: quantity.range, party, weak, named: false, counted });
        }
    }
    roles.sort_by_key(|role| role.range.start);
    // 31户低收入农户 is one.
    roles.dedup_by(|word, number| {
        let near = word.range.start <= number.range.end + 3;
        let same = number.counted && number.party == word.party && near;
        if same {
            let counted = word.weak;
            *number = Role { range: number.range.cover(word.range), counted, ..*word };
        }
        same
    });
    roles
}

/// The attribute of a word that stands for one household's member, as a number stands for many: 许某.
const PERSON: &str = "person";

/// 厂主王某, 村支书李某, 张某持股60%: one who is called by an office or a trade, or who owns a firm, speaks for no household.
fn titled(context: &Context<'_>, person: TextRange) -> bool {
    let surname = crate::reading::offset('一'.len_utf8());
    let at = person.start.saturating_sub(surname);
    let reach = TextRange::new(at.saturating_sub(TITLE), at);
    let hits = context.mentions.hits.within(Class::SchemeCue, reach);
    let owns = context.mentions.hits.starting(Class::SchemeCue, person.end);
    hits.iter().any(|hit| hit.code == "title" && hit.range.end == at)
        || owns.is_some_and(|hit| has_code(hit.code, "hold"))
}

/// Bytes of the longest title.
const TITLE: u32 = 15;

fn stakes(context: &Context<'_>, at: TextRange) -> bool {
    // 13个村各50万元拢成650万元,入股冷库: each pays in, then it is staked.
    let pooled = pays_each(context, at)
        && context.outline.sentence_holding(at.start).is_some_and(|sentence| {
            cue(context, TextRange::new(at.end.min(sentence.range.end), sentence.range.end), "stake")
        });
    let clause = context.outline.clause_holding(at.start);
    pooled
        || clause.is_some_and(|clause| {
            let after = cue(context, TextRange::new(at.end, clause.range.end), "stake");
            let equity =
                context.mentions.hits.within(Class::Tie, TextRange::new(clause.range.start, at.start));
            after || equity.iter().any(|hit| hit.code == "equity_dividend")
        })
}

/// 六个村各出30万元, 13个村各50万元: a sum from each.
fn pays_each(context: &Context<'_>, at: TextRange) -> bool {
    let next = context.mentions.quantities.partition_point(|q| q.range.start < at.end);
    context.mentions.quantities.get(next).is_some_and(|q| {
        q.unit == Unit::Yuan && context.reading().between(at.end, q.range.start).chars().count() <= EACH
    })
}

/// Characters between villages and the sum that each of them pays.
const EACH: usize = 2;

/// Villages that pay in or are paid: 「六个村各出30万元」, 「每年付给三个村7%」.
pub(super) fn deals(context: &Context<'_>, at: TextRange) -> bool {
    let Some(clause) = context.outline.clause_holding(at.start).map(|clause| clause.range) else {
        return false;
    };
    let before = TextRange::new(clause.start, at.start);
    let after = TextRange::new(at.end.min(clause.end), clause.end);
    let sums = || {
        let sums = context.mentions.figures_in(clause);
        sums.iter().any(|q| matches!(q.unit, Unit::Yuan | Unit::Percent))
    };
    let does = |range: TextRange, codes: &[&str]| codes.iter().any(|code| cue(context, range, code));
    does(before, &["payout", "split"])
        || pays_each(context, at)
        || (does(after, &["put_in", "invest", "pays", "give"]) && sums())
}
