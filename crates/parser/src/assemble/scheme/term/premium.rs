//! Takes a clause that speaks of a premium or of what a budget pays for, gives who pays it and what for.

use lianjie_core::Party;

use super::{has, sentence_of};
use crate::assemble::scheme::role::roles;
use crate::assemble::scheme::{cue, premium};
use crate::context::Context;
use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

/// The share of a premium that the insured pay themselves.
pub(super) fn insured_pays(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let before = roles(context, TextRange::new(clause.start, quantity.range.start));
    premium(context, sentence_of(context, clause))
        && before.last().is_some_and(|role| role.party == Party::Household)
}

/// A public budget pays its share of a premium: 「省财政出40%,县财政出35%,种植户只掏25%」.
pub(super) fn pays(context: &Context<'_>, clause: TextRange) -> bool {
    let payer = roles(context, clause);
    let household = payer.iter().any(|role| role.party == Party::Household);
    let public =
        payer.iter().any(|role| role.party == Party::Government) || cue(context, clause, "public_level");
    premium(context, sentence_of(context, clause))
        && public
        && !household
        && (cue(context, clause, "pays") || cue(context, clause, "give") || cue(context, clause, "bear"))
}

pub(super) fn subsidised(context: &Context<'_>, clause: TextRange) -> Option<String> {
    let word = context
        .mentions
        .hits
        .within(Class::SchemeCue, clause)
        .iter()
        .find(|hit| has(hit.code, "subsidised"))?;
    Some(if word.attr.is_empty() {
        context.reading().slice(word.range).to_owned()
    } else {
        word.attr.to_owned()
    })
}

/// 「县财政承担45元」: what is paid stands after the word.
pub(super) fn gives_before(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let before = TextRange::new(clause.start, quantity.range.start);
    ["bear", "pays", "give"].iter().any(|code| {
        let hits = context.mentions.hits.within(Class::SchemeCue, before);
        hits.last().is_some_and(|hit| has(hit.code, code) && hit.attr != "premium")
    })
}
