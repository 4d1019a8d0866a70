//! Reads a word-frequency list (jieba's `dict.txt`); answers whether a name is an ordinary word and
//! whether characters beside a name more probably form a word with its edge.

use std::collections::BTreeMap;
use std::path::Path;

use super::Result;
use super::sources::{read, tsv};

/// Frequency that a name absent from the list is given.
const UNSEEN_NAME: u64 = 10;
/// Rarer words than this are not trusted to break a name.
const RARE: u64 = 60;
/// A word that holds a whole name may be as rare as this.
const RAREST: u64 = 3;
/// Frequency given to words of the field that the list lacks.
const OF_THE_FIELD: u64 = 1_000;
/// An ordinary word is at least this frequent.
const ORDINARY: u64 = 20;
/// Tags of set phrases.
const IDIOM: [&str; 2] = ["i", "l"];
/// A one-character stem as frequent as this is a word of its own (a new county, an old county).
const FREE_CHARACTER: u64 = 4_000;
/// Conjunctions stand between names in lists; a word that they open does not break a name.
const CONJUNCTIONS: [char; 3] = ['和', '与', '及'];
/// Tags of proper names.
const PROPER: [&str; 8] = ["ns", "nr", "nrt", "nrfg", "nz", "nt", "i", "l"];

#[derive(Default)]
pub(super) struct Words {
    /// Frequency and tag.
    list: BTreeMap<String, (u64, String)>,
    /// Tail of a word -> its first character and frequency.
    by_tail: BTreeMap<String, Vec<(char, u64)>>,
    /// Head of a word -> its last character and frequency.
    by_head: BTreeMap<String, Vec<(char, u64)>>,
    /// Part of a set phrase of four characters -> the characters before and after it.
    in_idiom: BTreeMap<String, (Vec<char>, Vec<char>)>,
}

impl Words {
    pub(super) fn read(dir: &Path, kept: &Path) -> Result<Self> {
        let mut list: BTreeMap<String, (u64, String)> = BTreeMap::new();
        for line in read(&dir.join("jieba/dict.txt"))?.lines() {
            let mut cells = line.split(' ');
            let (Some(word), Some(count)) = (cells.next(), cells.next()) else { continue };
            let tag = cells.next().unwrap_or_default().to_owned();
            list.insert(word.to_owned(), (count.parse()?, tag));
        }
        for word in tsv(&kept.join("words.tsv"))?.into_iter().flatten() {
            list.insert(word, (OF_THE_FIELD, "n".to_owned()));
        }
        let mut words = Self { list, ..Self::default() };
        words.index();
        Ok(words)
    }

    fn index(&mut self) {
        for (word, (count, tag)) in &self.list {
            let chars: Vec<char> = word.chars().collect();
            if let ([first, tail @ ..], [head @ .., last]) = (&chars[..], &chars[..])
                && (2..=4).contains(&chars.len())
                && *count >= RAREST
            {
                self.by_tail.entry(tail.iter().collect()).or_default().push((*first, *count));
                self.by_head.entry(head.iter().collect()).or_default().push((*last, *count));
            }
            if let ([a, b, c, d], true) = (&chars[..], IDIOM.contains(&tag.as_str())) {
                for (part, before, after) in
                    [([a, b], None, Some(c)), ([b, c], Some(a), Some(d)), ([c, d], Some(b), None)]
                {
                    let sides = self.in_idiom.entry(part.into_iter().collect()).or_default();
                    sides.0.extend(before);
                    sides.1.extend(after);
                }
            }
        }
    }

    fn count(&self, word: &str) -> u64 {
        self.list.get(word).map_or(0, |(count, _)| *count)
    }

    /// True for a word of the list that is not tagged as a proper name.
    pub(super) fn ordinary(&self, word: &str) -> bool {
        let tagged = |(count, tag): &(u64, String)| *count >= ORDINARY && !PROPER.contains(&tag.as_str());
        self.list.get(word).is_some_and(tagged)
    }

    /// True for an ordinary word that texts of every kind use.
    pub(super) fn frequent_word(&self, word: &str) -> bool {
        self.ordinary(word) && self.count(word) >= 400
    }

    /// True for any word of the list, of any kind, that is frequent.
    pub(super) fn frequent(&self, word: &str) -> bool {
        self.count(word) >= 100
    }

    /// True for a conjunction with a level word: the name is two words as often (和 + 县).
    pub(super) fn conjunction(name: &str) -> bool {
        let mut chars = name.chars();
        chars.next().is_some_and(|ch| CONJUNCTIONS.contains(&ch)) && chars.count() == 1
    }

    /// True when the stem is one character that also stands alone.
    pub(super) fn free_character(&self, stem: &str) -> bool {
        stem.chars().count() == 1 && self.count(stem) >= FREE_CHARACTER
    }

    /// Characters that, standing before `name`, more probably form a word with its beginning.
    pub(super) fn left_breakers(&self, name: &str) -> String {
        let chars: Vec<char> = name.chars().collect();
        let mut found = self.in_idiom.get(name).map(|sides| sides.0.clone()).unwrap_or_default();
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
        let mut found = self.in_idiom.get(name).map(|sides| sides.1.clone()).unwrap_or_default();
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
        if !rest.is_empty() && across < RARE {
            return false;
        }
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
