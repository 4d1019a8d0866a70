//! Takes the original and the folded text, gives the reading with its structure: title, dateline, sections,
//! blocks, sentences, clauses.

mod block;
mod build;
mod dateline;
mod gap;
mod layout;
mod line;
mod mark;
mod page;
mod row;
mod section;
mod sentence;
mod title;
mod words;

pub(crate) use line::signs;

use crate::fold::INVISIBLE;
use lianjie_core::NaiveDate;

use crate::reading::{Reading, TextRange};
use crate::start::StartTable;

/// What a diary says of the weather behind its day.
pub(crate) const WEATHER: [char; 7] = ['晴', '阴', '雨', '雪', '云', '风', '雾'];

/// The structure of a document. All ranges are of `reading`; lists are in text order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    pub(crate) reading: Reading,
    /// The headline as printed.
    pub(crate) title: Option<String>,
    /// Where the headline stands in the reading, when it is part of it.
    pub(crate) title_range: Option<TextRange>,
    pub(crate) published: Option<NaiveDate>,
    /// The outlet, in simplified script.
    pub(crate) source: Option<String>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) sections: Vec<Section>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) clauses: Vec<Clause>,
    starts: Starts,
}

/// Where to look for the sentence and the clause of a byte.
#[derive(Clone, Debug, Default)]
struct Starts {
    sentences: StartTable,
    clauses: StartTable,
}

/// A paragraph, heading, list item, caption or table row.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    pub(crate) range: TextRange,
    /// Indexes of its sentences.
    pub(crate) sentences: std::ops::Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Title,
    Heading,
    Paragraph,
    Caption,
    Row,
}

/// A stretch of text under a heading or an enumeration mark: `一、` `(一)` `1.` `一是` `——` or a run-in heading.
/// Sections nest; the first is the whole document.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// From the mark to the end of what stands under it.
    pub(crate) range: TextRange,
    /// The heading's words, without the mark; empty range when there is only a mark.
    pub(crate) heading: TextRange,
    pub(crate) parent: Option<usize>,
    pub(crate) level: u8,
}

#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) range: TextRange,
    pub(crate) block: usize,
    /// The innermost section at its start.
    pub(crate) section: usize,
    /// Indexes of its clauses.
    pub(crate) clauses: std::ops::Range<usize>,
}

/// A stretch between `,` `;` `:` or sentence ends, without the punctuation.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) range: TextRange,
    pub(crate) sentence: usize,
}

impl Outline {
    /// Index of the sentence that holds the byte, or of the last one before it.
    pub(crate) fn sentence_at(&self, at: u32) -> Option<usize> {
        self.starts.sentences.before(&self.sentences, at.saturating_add(1), |s| s.range).checked_sub(1)
    }

    /// Index of the clause that holds the byte, or of the last one before it.
    pub(crate) fn clause_at(&self, at: u32) -> Option<usize> {
        self.starts.clauses.before(&self.clauses, at.saturating_add(1), |c| c.range).checked_sub(1)
    }

    /// The sentence that holds the byte, or the last one before it.
    pub(crate) fn sentence_holding(&self, at: u32) -> Option<&Sentence> {
        self.sentences.get(self.sentence_at(at)?)
    }

    /// The clause that holds the byte, or the last one before it.
    pub(crate) fn clause_holding(&self, at: u32) -> Option<&Clause> {
        self.clauses.get(self.clause_at(at)?)
    }

    /// The sentences that a range touches.
    pub(crate) fn sentences_over(&self, range: TextRange) -> &[Sentence] {
        over(&self.starts.sentences, &self.sentences, range, |s| s.range)
    }

    /// The clauses that a range touches.
    pub(crate) fn clauses_over(&self, range: TextRange) -> &[Clause] {
        over(&self.starts.clauses, &self.clauses, range, |c| c.range)
    }

    pub(crate) fn sentence(&self, index: usize) -> Option<&Sentence> {
        self.sentences.get(index)
    }

    pub(crate) fn clause(&self, index: usize) -> Option<&Clause> {
        self.clauses.get(index)
    }

    /// The outermost section that opens at a byte; the whole document is none.
    pub(crate) fn section_opened_at(&self, start: u32) -> Option<&Section> {
        let sections = self.sections.get(1..).unwrap_or_default();
        let at = sections.partition_point(|section| section.range.start < start);
        sections.get(at).filter(|section| section.range.start == start)
    }

    /// The headings above a sentence, innermost first.
    pub(crate) fn headings(&self, sentence: usize) -> impl Iterator<Item = &Section> {
        let first = self.sentences.get(sentence).map(|s| s.section);
        std::iter::successors(first.and_then(|i| self.sections.get(i)), |section| {
            section.parent.and_then(|i| self.sections.get(i))
        })
    }
}

/// Those that a range touches.
fn over<'o, T>(starts: &StartTable, all: &'o [T], range: TextRange, of: impl Fn(&T) -> TextRange) -> &'o [T] {
    // The last one before may reach into the range.
    let first = starts.before(all, range.start, &of).saturating_sub(1);
    let near = all.get(first..starts.before(all, range.end, &of)).unwrap_or_default();
    let gone = near.iter().take_while(|item| of(item).end <= range.start).count();
    near.get(gone..).unwrap_or_default()
}

/// Builds the outline. `original` and `folded` have the same number of characters.
pub(crate) fn outline(original: &str, folded: &str) -> Outline {
    let lines = line::lines(folded);
    let page = page::read(&lines);
    let units = block::units(&lines, &page);
    let mut out = build::build(&units);
    out.title =
        units.iter().find(|unit| unit.shape == block::Shape::Title).map(|unit| quote(original, &unit.pieces));
    out.published = page.published;
    out.source = page.source;
    out
}

/// The pieces as the original prints them, one after the other, without what nobody sees.
fn quote(original: &str, pieces: &[(&str, usize)]) -> String {
    let mut quote = String::new();
    let (mut chars, mut at) = (original.chars(), 0);
    for (text, start) in pieces {
        let length = text.chars().count();
        // Pieces are in text order.
        if let Some(skip) = start.checked_sub(at).filter(|&skip| skip > 0) {
            chars.nth(skip - 1);
        }
        let printed = chars.by_ref().take(length).zip(text.chars());
        // A character reference, &ldquo;, is printed as what it stands for.
        let shown = |(c, folded): (char, char)| if c == '&' { folded } else { c };
        quote.extend(printed.filter(|(_, folded)| *folded != INVISIBLE).map(shown));
        at = start + length;
    }
    quote
}

#[cfg(test)]
mod tests;
