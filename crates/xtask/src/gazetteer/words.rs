//! Reads a word-frequency list (jieba's `dict.txt`); answers whether a name is an ordinary word and
//! whether characters beside a name more probably form a word with its edge.

use std::collections::BTreeMap;
use std::path::Path;

use super::Result;
use super::sources::read;

/// Frequency that a name absent from the list is given.
const UNSEEN_NAME: u64 = 10;
/// Rarer words than this are not trusted to break a name.
const RARE: u64 = 100;
/// An ordinary word is at least this frequent.
const ORDINARY: u64 = 20;
/// A one-character stem as frequent as this is a word of its own (a new county, an old county).
const FREE_CHARACTER: u64 = 4_000;
/// Conjunctions stand between names in lists; a word that they open does not break a name.
const CONJUNCTIONS: [char; 3] = ['和', '与', '及'];
/// Tags of proper names.
const PROPER: [&str; 8] = ["ns", "nr", "nrt", "nrfg", "nz", "nt", "i", "l"];

pub(super) struct Words {
    /// Frequency and tag.
    list: BTreeMap<String, (u64, String)>,
    /// Tail of a word -> its first character and frequency.
    by_tail: BTreeMap<String, Vec<(char, u64)>>,
    /// Head of a word -> its last character and frequency.
    by_head: BTreeMap<String, Vec<(char, u64)>>,
}

impl Words {
    pub(super) fn read(dir: &Path) -> Result<Self> {
        let mut list = BTreeMap::new();
        let mut by_tail: BTreeMap<String, Vec<(char, u64)>> = BTreeMap::new();
        let mut by_head: BTreeMap<String, Vec<(char, u64)>> = BTreeMap::new();
        for line in read(&dir.join("jieba/dict.txt"))?.lines() {
            let mut cells = line.split(' ');
            let (Some(word), Some(count)) = (cells.next(), cells.next()) else { continue };
            let count: u64 = count.parse()?;
            list.insert(word.to_owned(), (count, cells.next().unwrap_or_default().to_owned()));
            let chars: Vec<char> = word.chars().collect();
            if count < RARE || !(2..=4).contains(&chars.len()) {
                continue;
            }
            if let ([first, tail @ ..], [head @ .., last]) = (&chars[..], &chars[..]) {
                by_tail.entry(tail.iter().collect()).or_default().push((*first, count));
                by_head.entry(head.iter().collect()).or_default().push((*last, count));
            }
        }
        Ok(Self { list, by_tail, by_head })
    }

    fn count(&self, word: &str) -> u64 {
        self.list.get(word).map_or(0, |(count, _)| *count)
    }

    /// True for a word of the list that is not tagged as a proper name.
    pub(super) fn ordinary(&self, word: &str) -> bool {
        let tagged = |(count, tag): &(u64, String)| *count >= ORDINARY && !PROPER.contains(&tag.as_str());
        self.list.get(word).is_some_and(tagged)
    }

    /// True for any word of the list, of any kind, that is frequent.
    pub(super) fn frequent(&self, word: &str) -> bool {
        self.count(word) >= 100
    }

    /// True when the stem is one character that also stands alone.
    pub(super) fn free_character(&self, stem: &str) -> bool {
        stem.chars().count() == 1 && self.count(stem) >= FREE_CHARACTER
    }

    /// Characters that, standing before `name`, more probably form a word with its beginning.
    pub(super) fn left_breakers(&self, name: &str) -> String {
        let chars: Vec<char> = name.chars().collect();
        let mut found = Vec::new();
        for cut in 1..=chars.len() {
            let (edge, rest) = chars.split_at(cut);
            let words = self.by_tail.get(&edge.iter().collect::<String>());
            for &(beside, count) in words.into_iter().flatten() {
                if !CONJUNCTIONS.contains(&beside) && self.breaks(name, beside, count, rest) {
                    found.push(beside);
                }
            }
        }
        joined(found)
    }

    /// Characters that, standing after `name`, more probably form a word with its end. A word that
    /// begins with the whole name counts for a `common` name only (a word made from a place name
    /// still speaks of the place), one that takes just the last character only if not
    /// `keeps_suffix`.
    pub(super) fn right_breakers(&self, name: &str, common: bool, keeps_suffix: bool) -> String {
        let chars: Vec<char> = name.chars().collect();
        let mut found = Vec::new();
        for cut in 0..chars.len() {
            let (rest, edge) = chars.split_at(cut);
            if (cut == 0 && !common) || (keeps_suffix && edge.len() == 1) {
                continue;
            }
            let words = self.by_head.get(&edge.iter().collect::<String>());
            for &(beside, count) in words.into_iter().flatten() {
                if self.breaks(name, beside, count, rest) {
                    found.push(beside);
                }
            }
        }
        joined(found)
    }

    /// Compares (word across the edge)(rest) with (name)(character beside) as a unigram model does.
    fn breaks(&self, name: &str, beside: char, across: u64, rest: &[char]) -> bool {
        let rest: String = rest.iter().collect();
        let across = u128::from(across);
        let kept = u128::from(self.count(name).max(UNSEEN_NAME));
        let single = u128::from(self.count(&beside.to_string()).max(1));
        if rest.is_empty() {
            // A longer word that holds the whole name, against the name and a loose character.
            return across * 60_000_000 > kept * single;
        }
        let rest = u128::from(self.count(&rest));
        across * rest > kept * single
    }
}

fn joined(mut chars: Vec<char>) -> String {
    chars.sort_unstable();
    chars.dedup();
    chars.into_iter().collect()
}
