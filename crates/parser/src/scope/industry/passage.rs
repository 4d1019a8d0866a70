//! Takes the finest pieces of the text, gives each with what its words speak for: the choices that programs are weighed
//! on.

use lianjie_core::ProgramKind;

use super::action::Ground;
use super::kind::{self, Scores};
use super::piece::Piece;
use crate::reading::TextRange;

/// A piece of the text with the kinds that its words speak for.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    pub(crate) range: TextRange,
    pub(crate) block: usize,
    pub(crate) anchor: u32,
    /// Whether it names a township or village.
    pub(crate) is_local: bool,
    pub(crate) has_figures: bool,
    /// In the order of their first words.
    pub(crate) scores: Vec<(ProgramKind, u32)>,
    /// What speaks against a program.
    pub(crate) beside: u32,
}

impl Passage {
    /// What its words are worth for a kind.
    pub(crate) fn score(&self, kind: ProgramKind) -> u32 {
        self.scores.iter().find(|(other, _)| *other == kind).map_or(0, |(_, score)| *score)
    }

    /// The kind that most speaks for, the earliest of the best.
    pub(crate) fn best(&self) -> Option<ProgramKind> {
        let mut best: Option<(ProgramKind, u32)> = None;
        for &(kind, score) in &self.scores {
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((kind, score));
            }
        }
        best.map(|(kind, _)| kind)
    }
}

/// The passages that pieces are.
pub(super) fn passages(ground: Ground<'_>, pieces: &[Piece]) -> Vec<Passage> {
    pieces
        .iter()
        .map(|piece| {
            let Scores { scores, beside } =
                kind::scores(&ground.outline.reading, ground.mentions, piece.range);
            Passage {
                range: piece.range,
                block: piece.block,
                anchor: piece.anchor,
                is_local: piece.is_local,
                has_figures: piece.has_figures,
                scores,
                beside,
            }
        })
        .collect()
}
