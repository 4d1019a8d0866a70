//! Takes the stretches with what the rules make of them, gives those that are programs, each with its kind, after
//! weighing every passage and kind against what annotated reports call programs.
//!
//! Rules cut the text by its words; whether careful readers would list a stretch, under which kind, and whether a
//! sentence within the story of a village is a program of its own depends on many small signs together. A linear model
//! over them says how likely a passage belongs to a program of a kind; where it is sure, it overrules.

use lianjie_core::ProgramKind;

use super::Reader;
use super::sign::Signs;
use crate::context::Context;
use crate::lexicon::Class;
use crate::scope::{Action, Passage};
use crate::weigh;

/// A stretch that the rules call a program falls below this, in thousandths of a logit.
const DROPPED: i32 = -1000;
/// One that they do not is one above this.
const KEPT: i32 = 500;
/// A passage with no program of its kind is one above this.
const ADDED: i32 = 700;
/// Another kind must be worth so much more, and more than nothing.
const CHANGED: i32 = 800;
/// How many passages back an added program goes on.
const REACH: usize = 2;

/// A stretch, whether the rules call it a program, and the passages that lie in it.
pub(super) struct Candidate {
    pub(super) action: Action,
    pub(super) is_told: bool,
    pub(super) passages: Vec<usize>,
}

/// One passage with a kind that it may be a program of.
pub(super) struct Choice {
    pub(super) passage: usize,
    pub(super) kind: ProgramKind,
    pub(super) signs: Vec<u32>,
}

/// The stretches, each with its passages: those of which it holds the greater part.
pub(super) fn candidates(reader: &Reader<'_>) -> Vec<Candidate> {
    let scopes = reader.context.scopes;
    let passages = &scopes.passages;
    let within = |action: &Action| {
        let mut held = Vec::new();
        for range in &action.evidence {
            let first = passages.partition_point(|passage| passage.range.end <= range.start);
            for (index, passage) in passages.iter().enumerate().skip(first) {
                if passage.range.start >= range.end {
                    break;
                }
                let shared = passage.range.end.min(range.end) - passage.range.start.max(range.start);
                if shared * 2 >= passage.range.len() {
                    held.push(index);
                }
            }
        }
        held
    };
    let candidate = |action: &Action| Candidate {
        action: action.clone(),
        is_told: reader.is_told(action),
        passages: within(action),
    };
    scopes.actions.iter().map(candidate).collect()
}

/// Every passage with the kinds that its words speak for, and those of the stretches around it.
pub(super) fn choices(context: &Context<'_>, candidates: &[Candidate]) -> Vec<Choice> {
    let signs = Signs::of(context, candidates);
    let mut out = Vec::new();
    for (passage, kinds) in signs.kinds() {
        let any = signs.of_any(passage);
        let choice =
            |kind| Choice { passage, kind, signs: [signs.of_kind(passage, kind), any.clone()].concat() };
        out.extend(kinds.into_iter().map(choice));
    }
    out
}

/// What each of them is worth.
fn weights(context: &Context<'_>, candidates: &[Candidate]) -> Vec<(usize, ProgramKind, i32)> {
    let model = weigh::programs();
    let signs = Signs::of(context, candidates);
    let mut out = Vec::new();
    for (passage, kinds) in signs.kinds().filter(|(_, kinds)| !kinds.is_empty()) {
        let any = model.total(signs.of_any(passage));
        let weight = |kind| (passage, kind, any + model.total(signs.of_kind(passage, kind)));
        out.extend(kinds.into_iter().map(weight));
    }
    out
}

/// The stretches that are programs, in text order.
pub(super) fn weigh(context: &Context<'_>, candidates: Vec<Candidate>) -> Vec<Action> {
    let weights = weights(context, &candidates);
    let of_passage = |passage: usize| {
        let start = weights.partition_point(|(other, ..)| *other < passage);
        let rest = weights.get(start..).unwrap_or_default();
        rest.iter().take_while(move |(other, ..)| *other == passage)
    };
    let mut kept: Vec<(Action, Vec<usize>)> = Vec::new();
    for Candidate { action, is_told, passages } in candidates {
        let of_kind = |own: bool| {
            let choices = passages.iter().flat_map(|passage| of_passage(*passage));
            choices
                .filter(move |(_, kind, _)| (*kind == action.kind) == own)
                .max_by_key(|(passage, _, weight)| (*weight, std::cmp::Reverse(*passage)))
        };
        let own = of_kind(true).map(|(.., weight)| *weight);
        if !is_told {
            if own.is_some_and(|weight| weight > KEPT) {
                kept.push((action, passages));
            }
            continue;
        }
        let Some(own) = own else {
            kept.push((action, passages));
            continue;
        };
        match of_kind(false) {
            Some(&(passage, kind, weight)) if weight > 0 && weight - own > CHANGED => {
                let hits = hits(context, passage);
                kept.push((action.about(kind, hits), passages));
            }
            _ if own < DROPPED => {}
            _ => kept.push((action, passages)),
        }
    }
    add(context, &weights, &mut kept);
    kept.sort_by_key(|(action, _)| action.range().start);
    kept.into_iter().map(|(action, _)| action).collect()
}

/// Adds passages that are programs of a kind that no stretch around them has.
fn add(context: &Context<'_>, weights: &[(usize, ProgramKind, i32)], kept: &mut Vec<(Action, Vec<usize>)>) {
    let mut held: Vec<Vec<ProgramKind>> = vec![Vec::new(); context.scopes.passages.len()];
    for (action, passages) in kept.iter() {
        for passage in passages {
            if let Some(held) = held.get_mut(*passage) {
                held.push(action.kind);
            }
        }
    }
    // The last that was added of each kind.
    let mut open: Vec<(ProgramKind, usize)> = Vec::new();
    for &(index, kind, _) in weights.iter().filter(|(.., weight)| *weight > ADDED) {
        let Some(passage) = context.scopes.passages.get(index) else { continue };
        if held.get(index).is_some_and(|held| held.contains(&kind)) {
            continue;
        }
        let last = open.iter_mut().find(|(other, _)| *other == kind);
        let near = last
            .as_ref()
            .and_then(|(_, at)| kept.get_mut(*at))
            .filter(|(_, passages)| passages.last().is_some_and(|last| last + REACH >= index));
        if let Some((action, passages)) = near {
            action.evidence.push(passage.range);
            passages.push(index);
        } else if let Some(action) = Action::alone(passage, kind, hits(context, index)) {
            match last {
                Some((_, at)) => *at = kept.len(),
                None => open.push((kind, kept.len())),
            }
            kept.push((action, vec![index]));
        }
    }
}

/// The words of lines of action in a passage.
fn hits<'a>(context: &Context<'a>, passage: usize) -> &'a [crate::lexicon::Hit<'a>] {
    let range = context.scopes.passages.get(passage).map(|passage: &Passage| passage.range);
    range.map_or(&[], |range| context.mentions.hits.within(Class::Industry, range))
}
