//! The lexicon's words around a place, each with its row.

use super::{LexiconRow, Quote, Spot, Word};
use crate::lexicon::{Class, Hit};
use crate::reading::TextRange;

impl Spot<'_> {
    /// The words of the text in a range of the reading.
    pub(super) fn quote(&self, range: TextRange) -> Quote {
        let span = self.context.span(range);
        Quote { span, text: span.quote(self.text).unwrap_or_default().to_owned() }
    }

    pub(super) fn word(&self, class: Class, hit: &Hit<'_>) -> Word {
        let word = self.context.reading().slice(hit.range);
        let line = class.line_of(word, hit.code);
        Word {
            quote: self.quote(hit.range),
            class: class.name(),
            code: hit.code.to_owned(),
            attr: hit.attr.to_owned(),
            row: line.map(|line| LexiconRow { file: format!("{class}.tsv"), line }),
        }
    }

    /// What the pass over the text found in a range, in text order.
    pub(super) fn words(&self, range: TextRange) -> Vec<Word> {
        let hits = &self.context.mentions.hits;
        let of_class =
            |class: &Class| hits.within(*class, range).iter().map(|hit| self.word(*class, hit)).collect();
        let mut words: Vec<Word> = Class::ALL.iter().flat_map::<Vec<Word>, _>(of_class).collect();
        words.sort_by_key(|word| word.quote.span);
        words
    }

    /// The word of an anchored class that starts at a byte.
    pub(super) fn starting(&self, class: Class, at: u32) -> Option<(TextRange, Word)> {
        let hit = self.parser.lexicon.starts_at(class, self.context.reading().text(), at)?;
        Some((hit.range, self.word(class, &hit)))
    }

    /// The word of an anchored class that ends at a byte.
    pub(super) fn ending(&self, class: Class, at: u32) -> Option<(TextRange, Word)> {
        let hit = self.parser.lexicon.ends_at(class, self.context.reading().text(), at)?;
        Some((hit.range, self.word(class, &hit)))
    }
}
