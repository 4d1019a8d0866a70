//! Takes a clause of the evidence, gives who bears a loss: `亏损由公司承担`, `遇到亏损，由合作社兜底`, `负盈不负亏`.

use lianjie_core::{Party, Provision, Term};

use super::{clause_beside, push, sentence_of, ties};
use crate::assemble::scheme::cue;
use crate::assemble::scheme::role::roles;
use crate::context::Context;
use crate::lexicon::Class;
use crate::reading::TextRange;

/// `亏损由公司承担`, `遇到亏损，由合作社兜底`, `负盈不负亏`.
pub(super) fn find(context: &Context<'_>, clause: TextRange, parties: &[Party], terms: &mut Vec<Term>) {
    let carrier = |party: Party| {
        matches!(party, Party::Enterprise | Party::Cooperative | Party::Park | Party::VillageCollective)
    };
    let quantities = context.mentions.figures_in(clause);
    let sentence = sentence_of(context, clause);
    let known = terms.iter().find(|t| matches!(t.provision, Provision::LossBearing { .. }));
    if let Some(known) = known {
        // 死亡一成以内公司认，超出的户认
        let told = known.evidence.iter().any(|span| span.overlaps(context.span(sentence)));
        let only = roles(context, clause).iter().all(|role| role.party == Party::Household);
        if told && only && cue(context, clause, "bear") && !roles(context, clause).is_empty() {
            push(context, terms, Provision::LossBearing { party: Party::Household }, clause);
        }
        return;
    }
    if quantities.iter().any(|quantity| quantity.parts.is_some()) {
        return;
    }
    let spoken = cue(context, clause, "loss")
        || clause_beside(context, clause, false).is_some_and(|before| cue(context, before, "loss"));
    // 冬天死了合作社补
    let makes_up = || {
        roles(context, clause).iter().filter(|role| carrier(role.party)).any(|role| {
            let verb = context.mentions.hits.starting(Class::SchemeCue, role.range.end);
            verb.is_some_and(|hit| hit.code == "pays") && quantities.is_empty()
        })
    };
    if spoken && (cue(context, clause, "bear") || makes_up()) {
        let bearer = roles(context, clause).iter().map(|role| role.party).find(|party| carrier(*party));
        if let Some(party) = bearer {
            push(context, terms, Provision::LossBearing { party }, clause);
            if shares_loss(context, clause) {
                push(context, terms, Provision::LossBearing { party: Party::Household }, clause);
            }
            return;
        }
    }
    // 不论年景照单全收 promises a price.
    if cue(context, clause, "no_loss")
        && (cue(context, clause, "loss") || !ties(context, clause, "purchase_contract"))
        && let Some(party) = parties
            .iter()
            .copied()
            .find(|party| carrier(*party))
            .or_else(|| parties.iter().copied().find(|party| *party == Party::Government))
    {
        push(context, terms, Provision::LossBearing { party }, clause);
    }
}

/// 「剩下两成由公司同农户一道担」: two sides that a word joins, before the word for bearing.
fn shares_loss(context: &Context<'_>, clause: TextRange) -> bool {
    let sides = roles(context, clause);
    sides.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        let words = TextRange::new(a.range.end, b.range.start.max(a.range.end));
        let joined = context.mentions.hits.within(Class::OrganisationEdge, words).first();
        let near = context.reading().slice(words).chars().count() <= 1;
        let after = TextRange::new(b.range.end, clause.end.max(b.range.end));
        b.party == Party::Household
            && a.party != Party::Household
            && near
            && joined.is_some_and(|hit| hit.attr == "weak")
            && cue(context, after, "bear")
    })
}
