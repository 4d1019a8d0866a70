//! Words looked up at one place of a text: takes the rows of a class, gives the longest word that starts or ends
//! at a byte.

use crate::lexicon::Hit;
use crate::reading::{TextRange, offset, size};

/// The rows of a class, in two orders: by first character for words that start somewhere, by last character for
/// words that end somewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordTable {
    rows: Vec<Row>,
    by_first: Order,
    by_last: Order,
}

/// Rows by a character of theirs, within a character the longest first; found by a few bits of the character. The
/// character next to it tells most of them apart before the word is compared.
#[derive(Clone, Debug, Default)]
struct Order {
    rows: Vec<(char, Option<char>, u32)>,
    /// Where the rows of each bucket start; one more for the end of all.
    starts: Vec<u32>,
}

/// Buckets of an order, a power of two.
const BUCKETS: u32 = 512;

fn bucket(c: char) -> u32 {
    u32::from(c) % BUCKETS
}

/// The character at an end of a word, with the one next to it.
type Outermost = (char, Option<char>);

fn pair(mut chars: impl Iterator<Item = char>) -> Option<Outermost> {
    Some((chars.next()?, chars.next()))
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
        let index = |outermost: fn(&str) -> Option<Outermost>| {
            let mut order: Vec<(char, Option<char>, u32)> = self
                .rows
                .iter()
                .enumerate()
                .filter_map(|(i, row)| outermost(&row.word).map(|(c, next)| (c, next, offset(i))))
                .collect();
            let length = |i: u32| self.row(i).map_or(0, |row| row.word.len());
            order.sort_by_key(|(c, _, i)| (bucket(*c), *c, std::cmp::Reverse(length(*i))));
            let before = |end: u32| offset(order.partition_point(|(c, ..)| bucket(*c) < end));
            let starts = (0..=BUCKETS).map(before).collect();
            Order { rows: order, starts }
        };
        let (by_first, by_last) = (index(|word| pair(word.chars())), index(|word| pair(word.chars().rev())));
        self.by_first = by_first;
        self.by_last = by_last;
    }

    pub(super) fn starts_at(&self, text: &str, at: u32) -> Option<Hit<'_>> {
        let rest = text.get(size(at)..)?;
        let row = self.longest(&self.by_first, pair(rest.chars())?, |word| rest.starts_with(word))?;
        Some(row.hit(TextRange::new(at, at + offset(row.word.len()))))
    }

    pub(super) fn ends_at(&self, text: &str, at: u32) -> Option<Hit<'_>> {
        let rest = text.get(..size(at))?;
        let row = self.longest(&self.by_last, pair(rest.chars().rev())?, |word| rest.ends_with(word))?;
        Some(row.hit(TextRange::new(at - offset(row.word.len()), at)))
    }

    /// `c` and `next` are the outermost characters of the text where the word is to stand.
    fn longest(&self, order: &Order, (c, next): Outermost, fits: impl Fn(&str) -> bool) -> Option<&Row> {
        let Some([from, to, ..]) = order.starts.get(size(bucket(c))..) else { return None };
        order
            .rows
            .get(size(*from)..size(*to))?
            .iter()
            .filter(|(other, after, _)| *other == c && (after.is_none() || *after == next))
            .filter_map(|(.., i)| self.row(*i))
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
