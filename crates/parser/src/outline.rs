//! Takes the original and the folded text, gives the reading with its structure: title, dateline, sections,
//! blocks, sentences, clauses.

use lianjie_core::NaiveDate;

use crate::reading::{Reading, TextRange, offset};

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
        self.sentences.partition_point(|s| s.range.start <= at).checked_sub(1)
    }

    /// Index of the clause that holds the byte, or of the last one before it.
    pub(crate) fn clause_at(&self, at: u32) -> Option<usize> {
        self.clauses.partition_point(|c| c.range.start <= at).checked_sub(1)
    }

    pub(crate) fn sentence(&self, index: usize) -> Option<&Sentence> {
        self.sentences.get(index)
    }

    pub(crate) fn clause(&self, index: usize) -> Option<&Clause> {
        self.clauses.get(index)
    }

    /// The headings above a sentence, innermost first.
    pub(crate) fn headings(&self, sentence: usize) -> impl Iterator<Item = &Section> {
        let first = self.sentences.get(sentence).map(|s| s.section);
        std::iter::successors(first.and_then(|i| self.sections.get(i)), |section| {
            section.parent.and_then(|i| self.sections.get(i))
        })
    }
}

/// Builds the outline. `original` and `folded` have the same number of characters.
pub(crate) fn outline(original: &str, folded: &str) -> Outline {
    let _ = original;
    // Placeholder until the real stage lands: every non-empty line is a paragraph, the first is the title.
    let mut builder = Reading::builder();
    let mut out = Outline::default();
    let mut at = 0;
    let mut lines = Vec::new();
    for line in folded.split('\n') {
        let text = line.trim();
        if !text.is_empty() {
            let lead = line.chars().take_while(|c| c.is_whitespace()).count();
            let range = builder.push(text, at + lead);
            lines.push(range);
            builder.push_break();
        }
        at += line.chars().count() + 1;
    }
    out.reading = builder.finish();
    out.sections.push(Section {
        range: out.reading.range(),
        heading: TextRange::default(),
        parent: None,
        level: 0,
    });
    for (i, range) in lines.into_iter().enumerate() {
        let first = out.sentences.len();
        let text = out.reading.slice(range).to_owned();
        let mut start = range.start;
        for piece in text.split_inclusive(['。', '!', '?']) {
            let end = start + offset(piece.len());
            let clause_first = out.clauses.len();
            let mut c = start;
            for clause in piece.split_inclusive([',', ';', ':', '。', '!', '?']) {
                let body = clause.trim_end_matches([',', ';', ':', '。', '!', '?']);
                if !body.is_empty() {
                    out.clauses.push(Clause {
                        range: TextRange::new(c, c + offset(body.len())),
                        sentence: out.sentences.len(),
                    });
                }
                c += offset(clause.len());
            }
            out.sentences.push(Sentence {
                range: TextRange::new(start, end),
                block: i,
                section: 0,
                clauses: clause_first..out.clauses.len(),
            });
            start = end;
        }
        out.blocks.push(Block {
            kind: if i == 0 { BlockKind::Title } else { BlockKind::Paragraph },
            range,
            sentences: first..out.sentences.len(),
        });
    }
    out
}
