//! Words looked up at one place of a text: takes the rows of a class, gives the longest word that starts or ends
//! at a byte.

use crate::lexicon::Hit;
use crate::reading::{TextRange, offset, size};

/// The rows of a class, in two orders: by first character for words that start somewhere, by last character for
/// words that end somewhere; within a character the longest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordTable {
    rows: Vec<Row>,
    by_first: Vec<(char, u32)>,
    by_last: Vec<(char, u32)>,
}

#[derive(Clone, Debug)]
struct Row {
    word: Box<str>,
    code: Box<str>,
    attr: Box<str>,
}

impl WordTable {
    /// Adds a row; of several rows for one word the last is kept.
    pub(super) fn insert(&mut self, word: &str, code: &str, attr: &str) {
        self.rows.push(Row { word: word.into(), code: code.into(), attr: attr.into() });
    }

    /// Builds both orders; to be called once after the last row.
    pub(super) fn finish(&mut self) {
        self.rows.reverse();
        self.rows.sort_by(|a, b| a.word.cmp(&b.word));
        self.rows.dedup_by(|a, b| a.word == b.word);
        let index = |end: fn(&str) -> Option<char>| {
            let mut order: Vec<(char, u32)> = self
                .rows
                .iter()
                .enumerate()
                .filter_map(|(i, row)| Some((end(&row.word)?, offset(i))))
                .collect();
            order.sort_by_key(|(c, i)| (*c, std::cmp::Reverse(self.row(*i).map_or(0, |row| row.word.len()))));
            order
        };
        let (by_first, by_last) = (index(|word| word.chars().next()), index(|word| word.chars().next_back()));
        self.by_first = by_first;
        self.by_last = by_last;
    }

    pub(super) fn starts_at(&self, text: &str, at: u32) -> Option<Hit<'_>> {
        let rest = text.get(size(at)..)?;
        let row = self.longest(&self.by_first, rest.chars().next()?, |word| rest.starts_with(word))?;
        Some(row.hit(TextRange::new(at, at + offset(row.word.len()))))
    }

    pub(super) fn ends_at(&self, text: &str, at: u32) -> Option<Hit<'_>> {
        let rest = text.get(..size(at))?;
        let row = self.longest(&self.by_last, rest.chars().next_back()?, |word| rest.ends_with(word))?;
        Some(row.hit(TextRange::new(at - offset(row.word.len()), at)))
    }

    fn longest(&self, order: &[(char, u32)], c: char, fits: impl Fn(&str) -> bool) -> Option<&Row> {
        let from = order.partition_point(|(other, _)| *other < c);
        order
            .get(from..)?
            .iter()
            .take_while(|(other, _)| *other == c)
            .filter_map(|(_, i)| self.row(*i))
            .find(|row| fits(&row.word))
    }

    fn row(&self, index: u32) -> Option<&Row> {
        self.rows.get(size(index))
    }
}

impl Row {
    fn hit(&self, range: TextRange) -> Hit<'_> {
        Hit { range, code: &self.code, attr: &self.attr }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> WordTable {
        let mut table = WordTable::default();
        for (word, code) in
            [("个", "classifier"), ("个月", "month"), ("人", "person"), ("人次", "person_time")]
        {
            table.insert(word, code, "");
        }
        table.finish();
        table
    }

    #[test]
    fn finds_the_longest_word_either_way() {
        let table = table();
        assert_eq!(table.starts_at("3个月", 1).unwrap().code, "month");
        assert_eq!(table.starts_at("3个村", 1).unwrap().code, "classifier");
        assert_eq!(table.ends_at("5人次", 7).unwrap().code, "person_time");
        assert_eq!(table.ends_at("5人次", 4).unwrap().code, "person");
    }

    #[test]
    fn rejects_other_words() {
        let table = table();
        assert!(table.starts_at("3村", 1).is_none());
        assert!(table.starts_at("3", 1).is_none());
        assert!(table.ends_at("村", 0).is_none());
    }
}
