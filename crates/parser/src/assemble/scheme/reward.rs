//! Takes the sentences that no name claims, gives the ways of tying households that a rule rewards: 「以订单方式收购
//! 脱贫户农产品的，按收购额的3%给予补助」.
//!
//! Each condition is one arrangement. Its subject is often left out: the carrier is then the one whom the lines before
//! speak of, else an enterprise.

use lianjie_core::{Decimal, Party, Provision, Term, Tie, Unit};

use super::extent::{Draft, Rule};
use super::mode::Order;
use super::role::roles;
use super::{cue, tie};
use crate::context::Context;
use crate::lexicon::Class;
use crate::outline::{BlockKind, Sentence};
use crate::reading::TextRange;

/// Blocks back to the carrier whom a line leaves out.
const BLOCKS: usize = 2;

/// The arrangements that rules reward, outside `taken`, which is sorted.
pub(super) fn find(context: &Context<'_>, taken: &[TextRange]) -> Vec<Draft> {
    let mut found = Vec::new();
    for sentence in &context.outline.sentences {
        let index = taken.partition_point(|range| range.end <= sentence.range.start);
        let claimed = taken.get(index).is_some_and(|range| range.overlaps(sentence.range));
        let kind = context.outline.blocks.get(sentence.block).map(|block| block.kind);
        if !claimed && matches!(kind, Some(BlockKind::Paragraph)) && may_reward(context, sentence.range) {
            found.extend(parts(context, sentence).into_iter().filter_map(|part| draft(context, part)));
        }
    }
    found
}

/// Whether a sentence has the words that the condition of a reward and the reward are told by.
fn may_reward(context: &Context<'_>, sentence: TextRange) -> bool {
    let gives =
        || cue(context, sentence, "award") || !context.mentions.hits.within(Class::Tie, sentence).is_empty();
    cue(context, sentence, "whoever") && gives()
}

/// A sentence cut at its semicolons.
fn parts(context: &Context<'_>, sentence: &Sentence) -> Vec<TextRange> {
    let mut parts: Vec<TextRange> = Vec::new();
    for clause in context.outline.clauses.get(sentence.clauses.clone()).unwrap_or_default() {
        let ends = |range: &TextRange| {
            context.reading().between(range.start, clause.range.start).trim_end().ends_with(';')
        };
        match parts.last_mut() {
            Some(last) if !ends(last) => *last = last.cover(clause.range),
            _ => parts.push(clause.range),
        }
    }
    parts
}

/// The condition of a reward: a clause that ends in 的, before one that gives.
fn condition(context: &Context<'_>, part: TextRange) -> Option<TextRange> {
    let mut clauses = context.outline.clauses_over(part).iter().map(|clause| clause.range);
    let closed = clauses.find(|clause| {
        let text = context.reading().slice(*clause).trim_end_matches([',', ':', ' ']);
        let end = clause.start + crate::reading::offset(text.len());
        let last = context.mentions.hits.at(Class::SchemeCue, end.saturating_sub(1));
        last.is_some_and(|hit| hit.code == "whoever" && hit.range.end == end)
    })?;
    let gives = clauses.any(|clause| {
        let awards = context.mentions.hits.within(Class::Tie, clause).iter().any(|hit| hit.code == "subsidy");
        awards || cue(context, clause, "award")
    });
    gives.then(|| TextRange::new(part.start, closed.end))
}

fn draft(context: &Context<'_>, part: TextRange) -> Option<Draft> {
    let condition = condition(context, part)?;
    let ways = [
        Tie::PurchaseContract,
        Tie::Wage,
        Tie::LandRent,
        Tie::EquityDividend,
        Tie::EntrustedRaising,
        Tie::ContractOperation,
    ];
    let mut ties = tie::named(context, condition);
    ties.retain(|tie| ways.contains(tie));
    let sides = roles(context, condition);
    let household = sides.iter().any(|role| role.party == Party::Household);
    let stake = ties.contains(&Tie::EquityDividend);
    if ties.is_empty() || !(household || stake) || !context.mentions.organisations_in(part).is_empty() {
        return None;
    }
    let mut links: Vec<Party> = Vec::new();
    for role in &sides {
        if carries(role.party) && !links.contains(&role.party) {
            links.push(role.party);
        }
    }
    if links.is_empty() {
        links.push(carrier(context, part.start));
    }
    let at = if stake && !household { 0 } else { links.len() };
    links.insert(at, Party::Household);
    // A budget that is named takes part; a rule that leaves it out is its own.
    let gives = |role: &super::role::Role| {
        let clause = context.outline.clause_holding(role.range.start);
        let clause = clause.map_or(role.range, |clause| clause.range);
        role.party == Party::Government && super::extent::tied(context, clause) && !condition.contains(clause)
    };
    if roles(context, part).iter().any(gives) {
        links.insert(0, Party::Government);
        ties.push(Tie::Subsidy);
    }
    Some(Draft {
        name: None,
        anchor: None,
        links,
        ties,
        aid: false,
        certain: true,
        order: Order::Text,
        evidence: vec![part],
        tail: Vec::new(),
        rule: Rule::Reward,
        unknown: Vec::new(),
    })
}

const fn carries(party: Party) -> bool {
    matches!(
        party,
        Party::Enterprise
            | Party::Cooperative
            | Party::FamilyFarm
            | Party::LargeGrower
            | Party::Workshop
            | Party::Park
            | Party::Base
    )
}

/// The one whom the lines before speak of.
fn carrier(context: &Context<'_>, at: u32) -> Party {
    let sentence = context.outline.sentence_holding(at);
    let block =
        sentence.and_then(|sentence| context.outline.blocks.get(sentence.block.saturating_sub(BLOCKS)));
    let from = block.map_or(at, |block| block.range.start);
    let before = roles(context, TextRange::new(from.min(at), at));
    let told = before.iter().rev().map(|role| role.party).find(|party| carries(*party));
    told.unwrap_or(Party::Enterprise)
}

/// What is paid for it.
pub(super) fn terms(context: &Context<'_>, evidence: &[TextRange]) -> Vec<Term> {
    let mut terms = Vec::new();
    for quantity in evidence.iter().flat_map(|range| context.mentions.figures_in(*range)) {
        let Some(clause) = context.outline.clause_holding(quantity.range.start) else {
            continue;
        };
        let paid =
            context.mentions.hits.within(Class::Tie, clause.range).iter().any(|hit| hit.code == "subsidy");
        let (amount, percent) = match quantity.unit {
            Unit::Percent => (None, quantity.value),
            Unit::Yuan if !quantity.per.is_empty() && quantity.value < Some(Decimal::from(10_000)) => {
                (quantity.value, None)
            }
            _ => continue,
        };
        if paid {
            let provision = Provision::Subsidy {
                amount,
                upper: quantity.upper,
                percent,
                of: None,
                per: quantity.per.clone(),
            };
            terms.push(Term { provision, evidence: vec![context.span(clause.range)] });
        }
    }
    terms
}
