//! Takes the blocks of a page and gives the reading with sections, sentences and clauses.

use std::ops::Range;

use super::block::{Shape, Unit};
use super::gap;
use super::mark::{Mark, MarkKind, line_mark};
use super::section::Tree;
use super::sentence::{Cut, Cuts};
use super::words::{self, Cue};
use super::{Block, BlockKind, Clause, Outline, Sentence, Starts};
use crate::fold::INVISIBLE;
use crate::reading::{Reading, ReadingBuilder, TextRange, offset};
use crate::start::StartTable;

/// Longest words, in characters, that a full stop makes a heading of, with a mark before them and without.
const MARKED_RUN_IN: usize = 32;
const RUN_IN: usize = 16;
/// Longest that a colon makes a heading of.
const LABEL: usize = 10;

/// Builds everything that has ranges.
pub(super) fn build(units: &[Unit<'_>]) -> Outline {
    let mut builder = Reading::builder();
    let spaced = gap::is_spaced(units);
    let ranges: Vec<TextRange> = units.iter().map(|unit| push_unit(&mut builder, unit, spaced)).collect();
    let reading = builder.finish();
    let mut cuts = Cuts::default();
    let mut build = Build { out: Outline::default(), tree: Tree::new(), run_ins: RunIns::of(units), at: 0 };
    for (at, (unit, range)) in units.iter().zip(&ranges).enumerate() {
        build.at = at;
        let before_table = units.get(at + 1).is_some_and(|next| next.shape == Shape::Row);
        build.block(&reading, unit, *range, before_table, &mut cuts);
    }
    let mut out = build.out;
    out.sections = build.tree.finish(reading.range().end);
    out.title_range =
        units.iter().zip(&ranges).find(|(unit, _)| unit.shape == Shape::Title).map(|(_, range)| *range);
    out.starts = Starts {
        sentences: StartTable::new(out.sentences.iter().map(|s| s.range), reading.range().end),
        clauses: StartTable::new(out.clauses.iter().map(|c| c.range), reading.range().end),
    };
    out.reading = reading;
    out
}

fn push_unit(builder: &mut ReadingBuilder, unit: &Unit<'_>, spaced: bool) -> TextRange {
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
        gap::push(builder, unit, text, at, spaced);
        before = Some((text, at + text.chars().count()));
    }
    let end = builder.len();
    builder.push_break();
    TextRange::new(start, end)
}

/// Leaves out what nobody sees.
pub(super) fn push_visible(builder: &mut ReadingBuilder, text: &str, at: usize) {
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
    run_ins: RunIns,
    /// Index of the unit at hand.
    at: usize,
}

impl Build {
    fn block(
        &mut self,
        reading: &Reading,
        unit: &Unit<'_>,
        range: TextRange,
        before_table: bool,
        cuts: &mut Cuts,
    ) {
        let text = reading.slice(range);
        let first = self.out.sentences.len();
        let block = self.out.blocks.len();
        if unit.shape == Shape::Row {
            self.row(text, range, block);
        } else {
            self.tree.end_table(range.start);
            let mark = line_mark(text).filter(|_| unit.shape != Shape::Title);
            cuts.cut(text, mark);
            self.open(text, range, unit, mark, &cuts.sentences, before_table);
            for cut in &cuts.sentences {
                let clauses = cuts.clauses.get(cut.clauses.clone()).unwrap_or_default();
                self.sentence(text, range.start, block, cut, clauses);
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
    fn open(
        &mut self,
        text: &str,
        range: TextRange,
        unit: &Unit<'_>,
        mark: Option<Mark>,
        cuts: &[Cut],
        before_table: bool,
    ) {
        let at =
            |from: usize, to: usize| TextRange::new(range.start + offset(from), range.start + offset(to));
        match (unit.shape, mark) {
            (Shape::Title | Shape::Caption | Shape::Row, _) => {}
            (Shape::Heading, mark) => {
                let label = text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
                let (kind, skip) = match mark {
                    Some(mark) if mark.kind == MarkKind::Bullet => (MarkKind::BulletHeading, mark.bytes),
                    Some(mark) => (mark.kind, mark.bytes),
                    None if before_table => (MarkKind::Table, 0),
                    None if label.is_some() => (MarkKind::Label, '【'.len_utf8()),
                    None => (MarkKind::Heading, 0),
                };
                let end = label.map_or(text.trim_end_matches(':').len(), |label| skip + label.len());
                self.tree.open_block(kind, range.start, at(skip, end), false);
            }
            (Shape::Paragraph, Some(mark)) => {
                let end = heading_behind(text, mark, cuts);
                self.tree.open_block(
                    mark.kind,
                    range.start,
                    at(mark.bytes, end),
                    mark.kind.ends_with_paragraph(),
                );
            }
            (Shape::Paragraph, None) => {
                if words::page_line().begins(text, Cue::Address) {
                    self.tree.end_items(range.start);
                }
                if let Some((from, to)) = self.run_ins.of_block(self.at, text) {
                    let kind = if text.starts_with('【') { MarkKind::Label } else { MarkKind::RunIn };
                    self.tree.open_block(kind, range.start, at(from, to), false);
                }
            }
        }
    }

    fn sentence(&mut self, text: &str, base: u32, block: usize, cut: &Cut, clauses: &[Range<usize>]) {
        let at = |byte: usize| base + offset(byte);
        if let Some(mark) = cut.mark {
            let from = cut.range.start + mark.bytes;
            let heading = run_in(text.get(from..).unwrap_or_default(), MARKED_RUN_IN)
                .map_or(from, |length| from + length);
            self.tree.open_inline(mark, at(cut.range.start), TextRange::new(at(from), at(heading)));
        }
        let clauses = clauses.iter().map(|clause| TextRange::new(at(clause.start), at(clause.end)));
        self.push_sentence(TextRange::new(at(cut.range.start), at(cut.range.end)), block, clauses);
    }

    fn row(&mut self, text: &str, range: TextRange, block: usize) {
        let mut at = range.start;
        let cells = text.split('\t').map(|cell| {
            let start = at;
            at += offset(cell.len()) + 1;
            TextRange::new(start, at - 1)
        });
        self.push_sentence(range, block, cells);
    }

    fn push_sentence(&mut self, range: TextRange, block: usize, clauses: impl Iterator<Item = TextRange>) {
        let sentence = self.out.sentences.len();
        let first = self.out.clauses.len();
        self.out.clauses.extend(clauses.map(|range| Clause { range, sentence }));
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

/// Where the words behind a mark that make its heading end: set off by a full stop, a colon, or a list that follows.
fn heading_behind(text: &str, mark: Mark, cuts: &[Cut]) -> usize {
    let before_list = match cuts {
        [first, second, ..] if second.mark.is_some() => Some(first.range.end),
        _ => None,
    };
    let before_list = before_list.filter(|&end| {
        let words = text.get(mark.bytes..end).unwrap_or_default();
        words.chars().count() <= MARKED_RUN_IN
            && !words.trim_end_matches([':', '。']).contains(['。', ':', ';'])
    });
    let end = before_list.or_else(|| {
        run_in(text.get(mark.bytes..).unwrap_or_default(), MARKED_RUN_IN).map(|length| mark.bytes + length)
    });
    let end = end.unwrap_or(mark.bytes);
    text.get(..end).map_or(end, |text| text.trim_end_matches([':', '。', ' ']).len()).max(mark.bytes)
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
        && (words.contains('“') || !words.contains(|c: char| c.is_ascii_digit()));
    (is_heading && at > 0).then_some(at)
}

/// The kinds of openings that set words off at the start of a paragraph without a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// 建强网络。全县…
    Stop,
    /// 补助标准:…
    Colon,
    /// 【症状】…
    Bracket,
}

/// The words that open a paragraph without a mark as a heading would.
fn bare_run_in(text: &str) -> Option<(Opening, usize, usize)> {
    if let Some(rest) = text.strip_prefix('【') {
        let close = rest.char_indices().take(RUN_IN).find(|(_, c)| *c == '】')?.0;
        let open = '【'.len_utf8();
        return Some((Opening::Bracket, open, open + close));
    }
    let length = run_in(text, RUN_IN)?;
    let words = text.get(..length)?;
    let rest = text.get(length..)?;
    let opening = if rest.starts_with(':') { Opening::Colon } else { Opening::Stop };
    let after = rest.get(rest.chars().next()?.len_utf8()..)?.trim_start();
    let long_enough = after.chars().take(8).count() == 8;
    let balanced = words.matches('“').count() == words.matches('”').count();
    let is_label = match opening {
        Opening::Colon => {
            words.chars().count() <= LABEL && !words.contains([',', '(', '”']) && !after.starts_with('“')
        }
        _ => !words.contains('是'),
    };
    let is_heading =
        long_enough && balanced && is_label && words.matches(',').count() <= 1 && words.chars().count() >= 2;
    is_heading.then_some((opening, 0, length))
}

/// How the page sets off the openings of its paragraphs.
struct RunIns {
    /// More than one paragraph opens with a short sentence: one that does proves nothing.
    stops: bool,
    /// For each unit whether it stands in a row of paragraphs that open with a label and a colon.
    labels: Vec<bool>,
}

impl RunIns {
    fn of(units: &[Unit<'_>]) -> Self {
        let openings: Vec<Option<Opening>> = units
            .iter()
            .map(|unit| {
                let bare = unit.shape == Shape::Paragraph && unit.mark.is_none();
                bare.then(|| bare_run_in(unit.first_text())).flatten().map(|(opening, ..)| opening)
            })
            .collect();
        let is_label = |at: Option<usize>| at.and_then(|at| openings.get(at)) == Some(&Some(Opening::Colon));
        let labels = (0..units.len())
            .map(|at| is_label(Some(at)) && (is_label(at.checked_sub(1)) || is_label(Some(at + 1))))
            .collect();
        let stops = openings.iter().filter(|opening| **opening == Some(Opening::Stop)).count() >= 2;
        Self { stops, labels }
    }

    fn of_block(&self, at: usize, text: &str) -> Option<(usize, usize)> {
        let (opening, from, to) = bare_run_in(text)?;
        let is_heading = match opening {
            Opening::Bracket => true,
            Opening::Stop => self.stops,
            Opening::Colon => self.labels.get(at) == Some(&true),
        };
        is_heading.then_some((from, to))
    }
}
