//! Finds names of divisions and townships: takes folded text, gives hits in text order without overlap.
//!
//! The leftmost and longest name wins, except that a short name gives way to a full name that starts inside
//! it, a doubtful one to a sound one, and any short name to the township whose name it opens (长安镇). What
//! cannot be known from the characters beside a name is said in [`Trust`]; no hit is given where another word
//! swallows an ordinary one (合作社, 和平路).

use crate::reading::TextRange;

use super::index::{Name, Word};
use super::table::lines;
use super::{Gazetteer, NameId, PlaceId};

const BELOW: &str = include_str!("../../gazetteer/below.tsv");
const SURNAMES: &str = include_str!("../../gazetteer/surnames.tsv");

/// How surely the characters are a name at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Trust {
    /// A short name that is an ordinary word too (合作, 朝阳). A name only where the text says so in
    /// another way.
    Common,
    /// The characters beside it may form a word with its edge (平利|用), a surname stands before it (张|德江),
    /// it reads as two words (老|城区), or it is a township's name of two characters. A name if the document
    /// names the place elsewhere.
    Doubtful,
    /// Nothing speaks against it, or the division above stands just before it (甘肃合作).
    Sound,
}

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NameHit {
    pub(crate) range: TextRange,
    pub(crate) name: NameId,
    /// The name carries its level word: 平山县, 化隆县, 黔南州, 东河南镇; not 平山.
    pub(crate) full: bool,
    pub(crate) trust: Trust,
}

impl NameHit {
    fn end(&self) -> usize {
        self.range.bytes().end
    }
}

/// A word that makes a short name before it part of another name.
#[derive(Debug)]
struct Below {
    word: &'static str,
    township: bool,
    /// Before these characters the word is another word (乡 in 乡村).
    unless: &'static str,
}

/// The characters around names that tell what they are.
#[derive(Debug)]
pub(super) struct Edges {
    below: Vec<Below>,
    /// Last characters of the township words.
    township: Vec<char>,
    /// A bit for each low byte of such a character.
    township_bytes: [u64; 4],
    surnames: Vec<char>,
}

impl Edges {
    pub(super) fn read() -> Self {
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            let (word, class, unless) = (cells.next()?, cells.next()?, cells.next()?);
            Some(Below { word, township: class == "township", unless })
        };
        let below: Vec<Below> = lines(BELOW).filter_map(row).collect();
        let words = below.iter().filter(|row| row.township);
        let township: Vec<char> = words.filter_map(|row| row.word.chars().next_back()).collect();
        let mut township_bytes = [0; 4];
        for ch in &township {
            let (word, bit) = byte_bit(*ch);
            township_bytes.iter_mut().skip(word).take(1).for_each(|word| *word |= 1 << bit);
        }
        Self { township, township_bytes, below, surnames: lines(SURNAMES).flat_map(str::chars).collect() }
    }

    /// Whether `rest` goes on with a word that makes the name before it part of another.
    fn opens(&self, rest: &str) -> bool {
        self.below.iter().any(|row| {
            let after = rest.strip_prefix(row.word);
            after.is_some_and(|after| after.chars().next().is_none_or(|ch| !row.unless.contains(ch)))
        })
    }

    /// Whether a township word ends in the character.
    #[inline]
    fn ends_township(&self, ch: char) -> bool {
        let (word, bit) = byte_bit(ch);
        self.township_bytes.get(word).is_some_and(|word| word >> bit & 1 == 1) && self.township.contains(&ch)
    }

    /// The township word that ends at the end of `text`, if any.
    fn township(&self, text: &str) -> Option<&Below> {
        self.below.iter().find(|row| row.township && text.ends_with(row.word))
    }
}

/// The word and the bit of a character's low byte in a set of bytes.
fn byte_bit(ch: char) -> (usize, u32) {
    let [byte, ..] = u32::from(ch).to_le_bytes();
    (usize::from(byte >> 6), u32::from(byte & 63))
}

/// A place in a text where a name may start.
#[derive(Clone, Copy)]
struct Start<'t> {
    at: usize,
    pair: (char, char),
    /// The text from `at` on.
    rest: &'t str,
    before: Option<char>,
    /// The name that ends here.
    previous: Option<NameHit>,
}

impl Gazetteer {
    /// Every name in `text`. Linear in the text; allocates the hits only.
    pub(crate) fn scan(&self, text: &str) -> Vec<NameHit> {
        let mut hits: Vec<NameHit> = Vec::new();
        let mut before = None;
        let mut rest = text.chars();
        let (mut ahead, mut at) = (rest.next(), 0);
        while let Some(ch) = ahead {
            ahead = rest.next();
            if self.edges.ends_township(ch)
                && let Some(hit) = self.township_at(text, at + ch.len_utf8(), &hits)
            {
                push(&mut hits, hit);
            }
            if let Some(next) = ahead.filter(|&next| self.names.may_start(ch, next)) {
                let covered = hits.last().filter(|last| last.end() > at).map(|last| last.trust);
                if covered != Some(Trust::Sound) {
                    let previous = hits.last().copied().filter(|last| last.end() == at);
                    let rest = text.get(at..).unwrap_or("");
                    let start = Start { at, pair: (ch, next), rest, before, previous };
                    let hit = self.division_at(start);
                    // Inside a doubtful name only a sound one is better.
                    if let Some(hit) = hit.filter(|hit| covered.is_none() || hit.trust == Trust::Sound) {
                        push(&mut hits, hit);
                    }
                }
            }
            before = Some(ch);
            at += ch.len_utf8();
        }
        hits
    }

    /// The name that starts here, if one does.
    fn division_at(&self, start: Start<'_>) -> Option<NameHit> {
        let mut found: Option<NameHit> = None;
        let (a, b) = start.pair;
        for (index, name) in self.names.starting(a, b, start.rest) {
            let length = name.text.len();
            let after = start.rest.get(length..)?;
            let Some(trust) = self.trust(name, &start, after) else { continue };
            if !name.full && (self.edges.opens(after) || self.hides_full_name(start.rest, length)) {
                continue;
            }
            let range = TextRange::of(start.at..start.at + length);
            let hit = NameHit { range, name: NameId::Division(index), full: name.full, trust };
            // A market in a city (义乌|市场): the shorter form stands where the longer is broken.
            if found.is_none_or(|found| found.trust < trust) {
                found = Some(hit);
            }
            if trust == Trust::Sound {
                break;
            }
        }
        found
    }

    /// How far the characters around a form let it be a name; `None` when they form another word.
    fn trust(&self, name: &Name, start: &Start<'_>, after: &str) -> Option<Trust> {
        let held = start.previous.is_some_and(|previous| self.may_hold(previous.name, name));
        let before = start.before.filter(|_| start.previous.is_none());
        let broken = name.broken_before(before)
            || (name.broken_after(after.chars().next()) && !self.name_starts(after));
        let person = !name.full
            && name.text.chars().count() == 2
            && before.is_some_and(|ch| self.edges.surnames.contains(&ch));
        match (name.word, broken) {
            (Word::One, true) => None,
            (Word::One, false) if name.full => held.then_some(Trust::Doubtful),
            (_, false) if held => Some(Trust::Sound),
            (Word::One, false) => Some(Trust::Common),
            (Word::Two, _) | (Word::No, true) => Some(Trust::Doubtful),
            (Word::No, false) if person => Some(Trust::Doubtful),
            (Word::No, false) => Some(Trust::Sound),
        }
    }

    /// Whether some place of the first name holds some place of the second.
    fn may_hold(&self, outer: NameId, inner: &Name) -> bool {
        let NameId::Division(outer) = outer else { return false };
        let Some(outer) = self.names.get(outer) else { return false };
        inner.ids().any(|inner| {
            let inner = PlaceId::Division(inner);
            outer.ids().any(|outer| self.is_within(inner, PlaceId::Division(outer)))
        })
    }

    /// Whether a form of a division starts `text`.
    fn name_starts(&self, text: &str) -> bool {
        let mut chars = text.chars();
        let (Some(a), Some(b)) = (chars.next(), chars.next()) else { return false };
        self.names.may_start(a, b) && self.names.starting(a, b, text).next().is_some()
    }

    /// Whether a full name starts inside the first `length` bytes of `text` and goes past them, while no name
    /// starts at their end.
    fn hides_full_name(&self, text: &str, length: usize) -> bool {
        let inside = text.get(..length).unwrap_or("").char_indices().skip(1);
        for (at, a) in inside {
            let Some(rest) = text.get(at..) else { continue };
            let Some(b) = rest.chars().nth(1) else { continue };
            if !self.names.may_start(a, b) {
                continue;
            }
            let longer = |name: &Name| name.full && name.word == Word::No && at + name.text.len() > length;
            if self.names.starting(a, b, rest).any(|(_, name)| longer(name)) {
                return !self.name_starts(text.get(length..).unwrap_or(""));
            }
        }
        false
    }

    /// The longest known township name that ends at `end` and starts after the last full name.
    fn township_at(&self, text: &str, end: usize, hits: &[NameHit]) -> Option<NameHit> {
        // More hits than these do not fit into the longest township name.
        let floor = hits.iter().rev().take(8).find(|hit| hit.full).map_or(0, NameHit::end);
        let room = text.get(floor..end)?;
        let word = self.edges.township(room)?;
        let (length, line) = self.townships.ending(room)?;
        let start = end - length;
        let next = text.get(end..)?.chars().next();
        let other_word = next.is_some_and(|ch| word.unless.contains(ch));
        let preceded = hits.iter().rev().take(2).any(|hit| hit.end() == start);
        let tiny = text.get(start..end).is_some_and(|name| name.chars().count() == 2);
        let trust = match self.townships.word(line) {
            Word::One if other_word || !preceded => return None,
            _ if other_word => Trust::Doubtful,
            _ if preceded => Trust::Sound,
            Word::Two => Trust::Doubtful,
            _ if tiny => Trust::Doubtful,
            _ => Trust::Sound,
        };
        let range = TextRange::of(start..end);
        Some(NameHit { range, name: NameId::Township(line), full: true, trust })
    }
}

/// Adds a hit in place of those that it overlaps.
fn push(hits: &mut Vec<NameHit>, hit: NameHit) {
    while hits.last().is_some_and(|last| last.range.end > hit.range.start) {
        hits.pop();
    }
    hits.push(hit);
}
