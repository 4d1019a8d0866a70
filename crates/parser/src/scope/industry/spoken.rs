//! Takes the stretches, gives the line of action that each of their sentences may be said to speak of: one that its
//! own words, the heading above it or the opening of its paragraph name.
//!
//! A stretch goes on over sentences that name nothing, and in the story of a village over sentences that name something
//! else; what a figure there belongs to is not said.

use lianjie_core::ProgramKind;

use super::action::{Action, Ground};
use super::kind;
use crate::lexicon::Class;
use crate::outline::Sentence;
use crate::reading::TextRange;

/// How many headings above a sentence give their line to it.
const HEADINGS: usize = 2;

/// Each passage of the stretches with the line that is spoken of in it, in the order of the stretches.
pub(super) fn spoken(ground: Ground<'_>, actions: &[Action]) -> Vec<(TextRange, Option<ProgramKind>)> {
    let mut out = Vec::new();
    let outline = ground.outline;
    for action in actions {
        for range in &action.evidence {
            let first = outline.sentences.partition_point(|sentence| sentence.range.end <= range.start);
            let sentences = outline.sentences.get(first..).unwrap_or_default();
            let inside = sentences.iter().take_while(|sentence| sentence.range.start < range.end);
            let mut before = None;
            for sentence in inside {
                let part =
                    TextRange::new(sentence.range.start.max(range.start), sentence.range.end.min(range.end));
                before = of_part(ground, action.kind, part, sentence)
                    .or(before.filter(|_| opens_with_parts(ground, part)));
                out.push((part, before));
            }
        }
    }
    out
}

/// The line that a part of a sentence, within a stretch of some kind, speaks of.
fn of_part(
    ground: Ground<'_>,
    kind: ProgramKind,
    part: TextRange,
    sentence: &Sentence,
) -> Option<ProgramKind> {
    let stretch = Some(kind).filter(|kind| *kind != ProgramKind::General);
    if stretch.is_some_and(|kind| kind::is_named(ground.mentions, part, kind)) {
        return stretch;
    }
    let own = ground.words(part).filter(|reading| {
        reading.kind != ProgramKind::General && (reading.line.is_some() || !kind::is_means(reading.kind))
    });
    if own.is_some_and(|reading| reading.line.is_some()) {
        return own.map(|reading| reading.kind);
    }
    let named_by =
        |range: TextRange| ground.words(range).is_some_and(|reading| Some(reading.kind) == stretch);
    let headed = ground.named_above(sentence).take(HEADINGS).any(|named| named.is_some() && named == stretch);
    let block = ground.outline.blocks.get(sentence.block);
    let opening = block.and_then(|block| ground.outline.sentences.get(block.sentences.start));
    if headed || opening.is_some_and(|opening| named_by(opening.range)) {
        return stretch;
    }
    own.map(|reading| reading.kind)
}

/// 「其中贫困户320户」 tells of parts of what the sentence before counted.
fn opens_with_parts(ground: Ground<'_>, part: TextRange) -> bool {
    let link = ground.mentions.hits.within(Class::FundLink, part).first();
    link.is_some_and(|hit| hit.range.start == part.start && hit.code == "part")
}
