//! Takes the blocks of a page and gives the reading with sections, sentences and clauses.

use super::block::{Shape, Unit};
use super::mark::{Mark, MarkKind};
use super::section::Tree;
use super::sentence::{self, Cut};
use super::{Block, BlockKind, Clause, Outline, Sentence};
use crate::fold::INVISIBLE;
use crate::reading::{Reading, ReadingBuilder, TextRange, offset};

/// Longest words, in characters, that a full stop makes a heading of, with a mark before them and without.
const MARKED_RUN_IN: usize = 32;
const RUN_IN: usize = 16;
/// Longest that a colon makes a heading of.
const LABEL: usize = 10;

/// Builds everything that has ranges.
pub(super) fn build(units: &[Unit<'_>]) -> Outline {
    let mut builder = Reading::builder();
    let ranges: Vec<TextRange> = units.iter().map(|unit| push_unit(&mut builder, unit)).collect();
    let reading = builder.finish();
    let mut build = Build { out: Outline::default(), tree: Tree::new(), run_ins: uses_run_ins(units) };
    for (unit, range) in units.iter().zip(&ranges) {
        build.block(&reading, unit, *range);
    }
    let mut out = build.out;
    out.sections = build.tree.finish(reading.range().end);
    out.title_range =
        units.iter().zip(&ranges).find(|(unit, _)| unit.shape == Shape::Title).map(|(_, range)| *range);
    out.reading = reading;
    out
}

fn push_unit(builder: &mut ReadingBuilder, unit: &Unit<'_>) -> TextRange {
    let start = builder.len();
    let mut before: Option<(&str, usize)> = None;
    for &(text, at) in &unit.pieces {
        if let Some((last, end)) = before {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            if unit.shape == Shape::Row {
                builder.push("\t", end);
            } else if latin(last.chars().next_back()) && latin(text.chars().next()) {
                builder.push(" ", end);
            }
        }
        push_visible(builder, text, at);
        before = Some((text, at + text.chars().count()));
    }
    let end = builder.len();
    builder.push_break();
    TextRange::new(start, end)
}

/// Leaves out what nobody sees.
fn push_visible(builder: &mut ReadingBuilder, text: &str, at: usize) {
    let mut at = at;
    for piece in text.split(INVISIBLE) {
        if !piece.is_empty() {
            builder.push(piece, at);
        }
        at += piece.chars().count() + 1;
    }
}

struct Build {
    out: Outline,
    tree: Tree,
    run_ins: bool,
}

impl Build {
    fn block(&mut self, reading: &Reading, unit: &Unit<'_>, range: TextRange) {
        let text = reading.slice(range);
        let first = self.out.sentences.len();
        let block = self.out.blocks.len();
        // Invisible characters inside a mark would shift it; then the block has none.
        let mark = unit.mark.filter(|mark| unit.first_text().get(..mark.bytes) == text.get(..mark.bytes));
        if unit.shape == Shape::Row {
            self.row(text, range, block);
        } else {
            self.open(text, range, unit, mark);
            let mark = mark.filter(|_| unit.shape != Shape::Title);
            for cut in sentence::cut(text, mark) {
                self.sentence(text, range.start, block, &cut);
            }
        }
        self.tree.end_block(range.end);
        self.out.blocks.push(Block {
            kind: kind(unit.shape),
            range,
            sentences: first..self.out.sentences.len(),
        });
    }

    /// Opens the section that the block begins, if it begins one.
    fn open(&mut self, text: &str, range: TextRange, unit: &Unit<'_>, mark: Option<Mark>) {
        let at =
            |from: usize, to: usize| TextRange::new(range.start + offset(from), range.start + offset(to));
        match (unit.shape, mark) {
            (Shape::Title | Shape::Caption | Shape::Row, _) => {}
            (Shape::Heading, mark) => {
                let skip = mark.map_or(0, |mark| mark.bytes);
                let kind = mark.map_or(MarkKind::Heading, |mark| mark.kind);
                self.tree.open_block(kind, range.start, at(skip, text.trim_end_matches(':').len()), false);
            }
            (Shape::Paragraph, Some(mark)) => {
                let heading = run_in(text.get(mark.bytes..).unwrap_or_default(), MARKED_RUN_IN);
                let heading =
                    heading.map_or(at(mark.bytes, mark.bytes), |length| at(mark.bytes, mark.bytes + length));
                self.tree.open_block(mark.kind, range.start, heading, mark.kind.ends_with_paragraph());
            }
            (Shape::Paragraph, None) => {
                if let Some((from, to)) = bare_run_in(text).filter(|_| self.run_ins) {
                    self.tree.open_block(MarkKind::RunIn, range.start, at(from, to), false);
                }
            }
        }
    }

    fn sentence(&mut self, text: &str, base: u32, block: usize, cut: &Cut) {
        let at = |byte: usize| base + offset(byte);
        if let Some(mark) = cut.mark {
            let from = cut.range.start + mark.bytes;
            let heading = run_in(text.get(from..).unwrap_or_default(), MARKED_RUN_IN)
                .map_or(from, |length| from + length);
            self.tree.open_inline(mark, at(cut.range.start), TextRange::new(at(from), at(heading)));
        }
        self.push_sentence(
            TextRange::new(at(cut.range.start), at(cut.range.end)),
            block,
            |range| {
                cut.clauses
                    .iter()
                    .map(move |clause| {
                        TextRange::new(range + offset(clause.start), range + offset(clause.end))
                    })
                    .collect()
            },
            base,
        );
    }

    fn row(&mut self, text: &str, range: TextRange, block: usize) {
        let mut cells = Vec::new();
        let mut at = range.start;
        for cell in text.split('\t') {
            let end = at + offset(cell.len());
            cells.push(TextRange::new(at, end));
            at = end + 1;
        }
        self.push_sentence(range, block, |_| cells, range.start);
    }

    fn push_sentence(
        &mut self,
        range: TextRange,
        block: usize,
        clauses: impl FnOnce(u32) -> Vec<TextRange>,
        base: u32,
    ) {
        let sentence = self.out.sentences.len();
        let first = self.out.clauses.len();
        self.out.clauses.extend(clauses(base).into_iter().map(|range| Clause { range, sentence }));
        let section = self.tree.innermost();
        self.out.sentences.push(Sentence { range, block, section, clauses: first..self.out.clauses.len() });
    }
}

fn kind(shape: Shape) -> BlockKind {
    match shape {
        Shape::Title => BlockKind::Title,
        Shape::Heading => BlockKind::Heading,
        Shape::Paragraph => BlockKind::Paragraph,
        Shape::Caption => BlockKind::Caption,
        Shape::Row => BlockKind::Row,
    }
}

/// Length of the words at the start of `text` that a full stop or a colon sets off as a heading.
fn run_in(text: &str, longest: usize) -> Option<usize> {
    let (at, end) =
        text.char_indices().take(longest + 1).find(|(_, c)| matches!(c, '。' | ':' | '!' | '?' | ';'))?;
    let words = text.get(..at)?;
    let longest = if end == ':' { longest.min(LABEL * 2) } else { longest };
    let is_heading = matches!(end, '。' | ':')
        && words.chars().count() <= longest
        && words.matches(',').count() <= 2
        && !words.contains('是')
        && !words.contains(|c: char| c.is_ascii_digit() && !words.contains('“'));
    (is_heading && at > 0).then_some(at)
}

/// The words that open a paragraph without a mark as a heading would: `建强网络。全县…`, `补助标准:…`, `【症状】…`.
fn bare_run_in(text: &str) -> Option<(usize, usize)> {
    if let Some(rest) = text.strip_prefix('【') {
        let close = rest.char_indices().take(RUN_IN).find(|(_, c)| *c == '】')?.0;
        let open = '【'.len_utf8();
        return Some((open, open + close));
    }
    let length = run_in(text, RUN_IN)?;
    let words = text.get(..length)?;
    let rest = text.get(length..)?;
    let end = rest.chars().next()?;
    let after = rest.get(end.len_utf8()..)?.trim_start();
    let long_enough = after.chars().take(8).count() == 8;
    let balanced = words.matches('“').count() == words.matches('”').count();
    let is_label = end != ':'
        || words.chars().count() <= LABEL && !words.contains([',', '(', '”']) && !after.starts_with('“');
    (long_enough && balanced && is_label && words.matches(',').count() <= 1 && words.chars().count() >= 2)
        .then_some((0, length))
}

/// Whether the page sets off the openings of paragraphs: one that looks so proves nothing.
fn uses_run_ins(units: &[Unit<'_>]) -> bool {
    units
        .iter()
        .filter(|unit| unit.shape == Shape::Paragraph && unit.mark.is_none())
        .filter(|unit| bare_run_in(unit.first_text()).is_some())
        .take(2)
        .count()
        == 2
}
