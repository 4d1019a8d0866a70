//! Finds the words that name the poor or others: in a stretch, in headings, in the document as a whole.

use super::super::view::View;
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::outline::BlockKind;
use crate::reading::TextRange;

/// A word for a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// `poor` or `all`.
    pub(super) code: &'static str,
    pub(super) range: TextRange,
}

impl Word {
    fn of(hit: &Hit<'_>) -> Self {
        Self { code: if hit.code == "poor" { "poor" } else { "all" }, range: hit.range }
    }
}

/// The last word for a group in a stretch, of those that a count is of and those that tell of people.
pub(super) fn last(view: &View<'_>, range: TextRange) -> Option<Word> {
    let counted = view.hits(Class::MeasureGroup, range).last();
    let told = view.hits(Class::Poor, range).iter().rev().find(|hit| hit.code != "exit");
    counted.into_iter().chain(told).max_by_key(|hit| hit.range.end).map(Word::of)
}

/// The first word for a group in a stretch.
pub(super) fn first(view: &View<'_>, range: TextRange) -> Option<Word> {
    let counted = view.hits(Class::MeasureGroup, range).first();
    let told = view.hits(Class::Poor, range).iter().find(|hit| hit.code != "exit");
    counted.into_iter().chain(told).min_by_key(|hit| hit.range.start).map(Word::of)
}

/// What a paragraph comes to say in the end: who is poor, or that one no longer is (去年底她家脱了贫).
pub(super) fn later(view: &View<'_>, rest: TextRange) -> &'static str {
    if view.has(Class::MeasureGroup, "poor", rest) {
        "poor"
    } else if view.has(Class::Poor, "exit", rest) {
        "exit"
    } else {
        "none"
    }
}

/// Whether a stretch names the loan that only the poor may take.
pub(super) fn has_micro_loan(view: &View<'_>, range: TextRange) -> bool {
    view.has(Class::Fund, "micro_loan", range)
}

/// Whether a heading above the figure names the poor.
pub(super) fn heads(view: &View<'_>) -> bool {
    let outline = view.context.outline;
    let sentence = outline.sentence_at(view.quantity.range.start).unwrap_or(0);
    outline.headings(sentence).any(|section| view.has(Class::MeasureGroup, "poor", section.heading))
}

/// What the document as a whole is about.
pub(super) struct Whole {
    /// Whether its title names the poor.
    pub(super) title: bool,
    /// Whether the first line does, title or not.
    pub(super) first_line: bool,
    /// Whether the first line names the loan that only the poor may take.
    pub(super) micro_loan: bool,
    /// How often the poor are named in ten sentences.
    pub(super) poor_in_ten: usize,
}

impl Whole {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let hits = &context.mentions.hits;
        let has = |class, code: &str, range| hits.within(class, range).iter().any(|hit| hit.code == code);
        let blocks = &context.outline.blocks;
        let title = blocks.iter().find(|block| block.kind == BlockKind::Title).map(|block| block.range);
        let first = blocks.first().map(|block| block.range);
        let poor = hits.of(Class::MeasureGroup).iter().filter(|hit| hit.code == "poor").count();
        Self {
            title: title.is_some_and(|range| has(Class::MeasureGroup, "poor", range)),
            first_line: first.is_some_and(|range| {
                has(Class::MeasureGroup, "poor", range) || has(Class::Poor, "poor", range)
            }),
            micro_loan: first.is_some_and(|range| has(Class::Fund, "micro_loan", range)),
            poor_in_ten: poor * 10 / context.outline.sentences.len().max(1),
        }
    }
}
