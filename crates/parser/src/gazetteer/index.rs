//! The name table and its index: takes `names.tsv`, finds the forms that start at a place in a text.

use super::DivisionId;
use super::table::lines;

const NAMES: &str = include_str!("../../gazetteer/names.tsv");

/// What a form is beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing else.
    No,
    /// Two words that often follow one another: 老城区, 向城镇.
    Two,
    /// An ordinary word: 合作, 城区.
    One,
}

impl Word {
    pub(super) fn read(cell: &str) -> Self {
        match cell {
            "common" => Self::One,
            "words" => Self::Two,
            _ => Self::No,
        }
    }
}

/// A written form of a division's name.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: &'static str,
    /// The form carries a level word: 平山县, 化隆县, 黔南州; not 平山.
    pub(super) full: bool,
    pub(super) word: Word,
    /// Characters that before the form more probably end a word with its beginning.
    breaks_before: &'static str,
    /// Characters that after the form more probably begin a word with its end.
    breaks_after: &'static str,
    rows: &'static str,
}

impl Name {
    pub(super) fn ids(&self) -> impl Iterator<Item = DivisionId> {
        self.rows.split(',').filter_map(|row| row.parse().ok().map(DivisionId))
    }

    pub(super) fn broken_before(&self, ch: Option<char>) -> bool {
        ch.is_some_and(|ch| self.breaks_before.contains(ch))
    }

    pub(super) fn broken_after(&self, ch: Option<char>) -> bool {
        ch.is_some_and(|ch| self.breaks_after.contains(ch))
    }
}

/// All forms in byte order, with a hash of their first two characters.
#[derive(Debug)]
pub(super) struct NameIndex {
    names: Vec<Name>,
    /// Open addressing: the pair of characters, and one past the last form that starts with it.
    slots: Vec<(u32, u16)>,
    /// One bit for each hashed pair; most pairs of a text are rejected here.
    filter: Vec<u64>,
}

/// Power of two, four times the number of pairs or more.
const SLOTS: u32 = 1 << 15;
const BITS: u32 = 1 << 17;

impl NameIndex {
    pub(super) fn read() -> Self {
        let names: Vec<Name> = lines(NAMES).filter_map(name).collect();
        let empty = (0, 0);
        let mut slots = vec![empty; size(SLOTS)];
        let mut filter = vec![0; size(BITS / 64)];
        for (end, name) in (1..).zip(&names) {
            let mut chars = name.text.chars();
            let (Some(a), Some(b)) = (chars.next(), chars.next()) else { continue };
            let key = pair(a, b);
            let mut at = hash(key) % SLOTS;
            while let Some(slot) = slots.get_mut(size(at)) {
                if *slot == empty || slot.0 == key {
                    *slot = (key, end);
                    break;
                }
                at = (at + 1) % SLOTS;
            }
            let bit = hash(key) % BITS;
            if let Some(word) = filter.get_mut(size(bit / 64)) {
                *word |= 1 << (bit % 64);
            }
        }
        Self { names, slots, filter }
    }

    pub(super) fn get(&self, index: u16) -> Option<&Name> {
        self.names.get(usize::from(index))
    }

    /// Number of the form that is exactly `text`.
    pub(super) fn position(&self, text: &str) -> Option<u16> {
        let index = self.names.binary_search_by(|name| name.text.cmp(text)).ok()?;
        u16::try_from(index).ok()
    }

    /// Whether some form may start with these two characters; rarely true when none does.
    #[inline]
    pub(super) fn may_start(&self, a: char, b: char) -> bool {
        let bit = hash(pair(a, b)) % BITS;
        self.filter.get(size(bit / 64)).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    /// The forms that `text` starts with, longest first; `a` and `b` are its first characters.
    pub(super) fn starting(&self, a: char, b: char, text: &str) -> impl Iterator<Item = (u16, &Name)> {
        let key = pair(a, b);
        let mut at = hash(key) % SLOTS;
        let mut end = 0;
        while let Some(&(found, past)) = self.slots.get(size(at)) {
            if past == 0 || found == key {
                end = past;
                break;
            }
            at = (at + 1) % SLOTS;
        }
        // In byte order the forms of one pair stand together, a form before those that extend it.
        (0..end)
            .rev()
            .map_while(|index| self.get(index).map(|name| (index, name)))
            .take_while(move |(_, name)| {
                let mut chars = name.text.chars();
                chars.next() == Some(a) && chars.next() == Some(b)
            })
            .filter(move |(_, name)| text.starts_with(name.text))
    }
}

fn name(line: &'static str) -> Option<Name> {
    let mut cells = line.split('\t');
    Some(Name {
        text: cells.next()?,
        full: cells.next()? == "full",
        word: Word::read(cells.next()?),
        breaks_before: cells.next()?,
        breaks_after: cells.next()?,
        rows: cells.next()?,
    })
}

/// Both characters in one key; the names hold none past the basic plane, so that no two pairs of theirs meet.
fn pair(a: char, b: char) -> u32 {
    u32::from(a).wrapping_mul(0x1_0000) ^ u32::from(b)
}

fn hash(key: u32) -> u32 {
    let mixed = key.wrapping_mul(0x9E37_79B1);
    mixed ^ mixed >> 15
}

fn size(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}
