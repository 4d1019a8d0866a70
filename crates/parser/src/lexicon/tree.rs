//! All words of the lexicon as one tree: takes words with their rows, gives for each place of a text the rows of the
//! words that start there, of each class the longest.
//!
//! The tree is laid out for the cache, which decides the speed of a walk over many thousand words: most places of a text
//! are settled by a table of first characters and a filter of pairs, the rest by short sorted runs of labels.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::reading::{offset, size};

/// A row of a word: its class, the bytes of the word, and the number of its code with its attr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) class: u8,
    pub(super) len: u16,
    pub(super) mark: u16,
}

/// The tree, over units of UTF-16. Nodes are numbered level by level from the root, 0, so that the children of a node
/// stand side by side.
#[derive(Debug, Default)]
pub(super) struct WordTree {
    /// The node of each first unit; 0 where no word starts so. The first level has the lowest numbers.
    first: Vec<u16>,
    /// One bit for each unit that is a word by itself.
    single: Vec<u64>,
    /// One bit for each hashed pair of units that a word starts with; most pairs of a text are rejected here.
    filter: Vec<u64>,
    /// Open addressing: such pairs and their nodes. The length is a power of two.
    pairs: Vec<Pair>,
    nodes: Vec<Node>,
    /// The unit that leads to each node; among the children of a node in order.
    labels: Vec<u16>,
    /// What nodes have; several nodes that have the same share it.
    entries: Vec<Entry>,
}

/// Two units and the node that they lead to, which stands here once more so that most words need no further look.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    /// Of a free slot 0.
    key: u32,
    node: Node,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    first_child: u32,
    first_entry: u32,
    children: u16,
    /// Of the words on the way to the node, of each class the longest.
    entries: u16,
}

/// Bits of the filter: some twenty for each pair.
const FILTER: u32 = 1 << 17;

/// Places that are looked at together.
const CHUNK: usize = 64;

/// Words below a node that is yet to be laid out.
struct Below {
    words: Range<usize>,
    /// Units on the way to the node.
    depth: usize,
    /// Where the entries of the node above stand.
    above: Range<usize>,
}

impl WordTree {
    /// Builds the tree. Of several entries of a class for one word the last is kept.
    pub(super) fn new<'w>(words: impl Iterator<Item = (&'w str, Entry)>) -> Self {
        let mut words: Vec<(Vec<u16>, Entry)> =
            words.map(|(word, entry)| (word.encode_utf16().collect(), entry)).collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        let mut tree = Self {
            first: vec![0; 1 << 16],
            single: vec![0; (1 << 16) / 64],
            filter: vec![0; size(FILTER / 64)],
            labels: vec![0],
            ..Self::default()
        };
        let mut laid = BTreeMap::new();
        let mut level = vec![Below { words: 0..words.len(), depth: 0, above: 0..0 }];
        while !level.is_empty() {
            let mut next = Vec::new();
            for below in level {
                tree.lay(&words, below, &mut laid, &mut next);
            }
            level = next;
        }
        let root = tree.nodes.first().copied();
        for child in root.into_iter().flat_map(Node::range) {
            if let Some(label) = tree.labels.get(child)
                && let Some(first) = tree.first.get_mut(usize::from(*label))
                && let (Some(node), Ok(number)) = (tree.nodes.get(child), u16::try_from(child))
            {
                *first = number;
                let (word, bit) = unit_bit(*label);
                let is_word = u64::from(node.entries > 0) << bit;
                tree.single.iter_mut().skip(word).take(1).for_each(|word| *word |= is_word);
            }
        }
        let starts = |word: &(Vec<u16>, Entry)| match word.0.as_slice() {
            [a, b, ..] => Some((*a, *b)),
            _ => None,
        };
        let mut pairs: Vec<(u16, u16)> = words.iter().filter_map(starts).collect();
        pairs.dedup();
        tree.pairs = vec![Pair::default(); (pairs.len() * 2).next_power_of_two()];
        for (a, b) in pairs {
            tree.put(a, b);
        }
        tree
    }

    /// Takes up a pair that is laid out.
    fn put(&mut self, a: u16, b: u16) {
        let first = self.first.get(usize::from(a)).and_then(|first| self.nodes.get(usize::from(*first)));
        let Some(node) = first.and_then(|first| self.child(first, b)).copied() else { return };
        let hash = pair_hash(a, b);
        let mut at = size(hash) & (self.pairs.len() - 1);
        while self.pairs.get(at).is_some_and(|pair| pair.key > 0) {
            at = (at + 1) & (self.pairs.len() - 1);
        }
        if let Some(free) = self.pairs.get_mut(at) {
            *free = Pair { key: key(a, b), node };
        }
        let (word, bit) = filter_bit(hash);
        self.filter.iter_mut().skip(word).take(1).for_each(|word| *word |= 1 << bit);
    }

    /// The node of a pair that a word starts with.
    #[inline]
    fn pair(&self, a: u16, b: u16) -> Option<&Node> {
        let hash = pair_hash(a, b);
        let (word, bit) = filter_bit(hash);
        if self.filter.get(word).is_none_or(|word| word >> bit & 1 == 0) {
            return None;
        }
        let mut at = size(hash) & (self.pairs.len() - 1);
        while let Some(pair) = self.pairs.get(at).filter(|pair| pair.key > 0) {
            if pair.key == key(a, b) {
                return Some(&pair.node);
            }
            at = (at + 1) & (self.pairs.len() - 1);
        }
        None
    }

    /// Lays out a node and the labels of its children, which come to stand in `next`.
    fn lay(
        &mut self,
        words: &[(Vec<u16>, Entry)],
        below: Below,
        laid: &mut BTreeMap<Vec<Entry>, usize>,
        next: &mut Vec<Below>,
    ) {
        let Below { words: range, depth, above } = below;
        let under = words.get(range.clone()).unwrap_or_default();
        let own = under.iter().take_while(|(word, _)| word.len() == depth).count();
        let mut entries = above;
        if own > 0 {
            let mut all = self.entries.get(entries).unwrap_or_default().to_vec();
            for (_, entry) in under.iter().take(own) {
                all.retain(|other| other.class != entry.class);
                all.push(*entry);
            }
            let length = all.len();
            let start = *laid.entry(all).or_insert_with_key(|all| {
                let start = self.entries.len();
                self.entries.extend(all);
                start
            });
            entries = start..start + length;
        }
        let first_child = offset(self.labels.len());
        let mut at = range.start + own;
        let unit = |word: &(Vec<u16>, Entry)| word.0.get(depth).copied();
        for same in under.get(own..).unwrap_or_default().chunk_by(|a, b| unit(a) == unit(b)) {
            self.labels.extend(same.first().and_then(unit));
            next.push(Below { words: at..at + same.len(), depth: depth + 1, above: entries.clone() });
            at += same.len();
        }
        let children = u16::try_from(self.labels.len() - size(first_child)).unwrap_or(u16::MAX);
        let first_entry = offset(entries.start);
        let entries = u16::try_from(entries.len()).unwrap_or(u16::MAX);
        self.nodes.push(Node { first_child, first_entry, children, entries });
    }

    /// Hands over each place of the text where words start, in text order, with the entries of those words.
    #[inline]
    pub(super) fn each(&self, text: &str, mut found: impl FnMut(u32, &[Entry])) {
        // Decoded once: each character is looked at from several places before it. One more stands for the end.
        let mut units = units_of(text);
        units.push(0);
        let mut at = 0;
        for first in (0..units.len()).step_by(CHUNK) {
            // Where words may start is gathered without a branch, then those places alone are looked at: whether one
            // follows cannot be foretold.
            let mut places = [(0, 0); CHUNK];
            let mut count = 0;
            let chunk = units.get(first..).unwrap_or_default();
            for (index, pair) in chunk.windows(2).take(CHUNK).enumerate() {
                let &[unit, next] = pair else { continue };
                if let Some(place) = places.get_mut(count) {
                    *place = (index, at);
                }
                count += usize::from(self.may_start(unit, next));
                at += bytes_of(unit);
            }
            for (index, at) in places.iter().take(count) {
                let Some((unit, rest)) = chunk.get(*index..).and_then(<[u16]>::split_first) else { continue };
                if let Some(node) = self.walk(*unit, rest).filter(|node| node.entries > 0) {
                    found(*at, self.entries_of(node));
                }
            }
        }
    }

    /// Whether a unit may be a word, or with the next one start one.
    #[inline]
    fn may_start(&self, unit: u16, next: u16) -> bool {
        let has = |set: &[u64], (word, bit): (usize, u32)| set.get(word).map_or(0, |word| word >> bit & 1);
        has(&self.single, unit_bit(unit)) | has(&self.filter, filter_bit(pair_hash(unit, next))) == 1
    }

    /// The last node on the way of a text from its first unit on, where that is a word or leads to one.
    #[inline]
    fn walk(&self, unit: u16, rest: &[u16]) -> Option<&Node> {
        let Some((pair, mut rest)) =
            rest.split_first().and_then(|(second, rest)| Some((self.pair(unit, *second)?, rest)))
        else {
            let (word, bit) = unit_bit(unit);
            let is_word = self.single.get(word).is_some_and(|word| word >> bit & 1 == 1);
            let first = if is_word { self.first.get(usize::from(unit)) } else { None };
            return self.nodes.get(usize::from(*first?));
        };
        let mut node = pair;
        while node.children > 0
            && let [label, after @ ..] = rest
            && let Some(child) = self.child(node, *label)
        {
            node = child;
            rest = after;
        }
        Some(node)
    }

    /// The child that a unit leads to.
    #[inline]
    fn child(&self, node: &Node, label: u16) -> Option<&Node> {
        let labels = self.labels.get(node.range())?;
        let at = labels.partition_point(|other| *other < label);
        labels.get(at).filter(|other| **other == label)?;
        self.nodes.get(size(node.first_child) + at)
    }

    fn entries_of(&self, node: &Node) -> &[Entry] {
        let start = size(node.first_entry);
        self.entries.get(start..start + usize::from(node.entries)).unwrap_or_default()
    }
}

impl Node {
    /// The numbers of its children.
    fn range(self) -> Range<usize> {
        let first = size(self.first_child);
        first..first + usize::from(self.children)
    }
}

/// The units of a text.
fn units_of(text: &str) -> Vec<u16> {
    let mut units = Vec::with_capacity(text.len() + 1);
    for character in text.chars() {
        match u16::try_from(u32::from(character)) {
            Ok(unit) => units.push(unit),
            Err(_) => units.extend_from_slice(character.encode_utf16(&mut [0; 2])),
        }
    }
    units
}

/// The bytes of a unit in UTF-8; a pair of surrogates has four.
#[inline]
fn bytes_of(unit: u16) -> u32 {
    match unit {
        ..0x80 => 1,
        ..0x800 | 0xD800..0xE000 => 2,
        _ => 3,
    }
}

/// Both units in one.
#[inline]
fn key(a: u16, b: u16) -> u32 {
    u32::from(a) << 16 | u32::from(b)
}

#[inline]
fn pair_hash(a: u16, b: u16) -> u32 {
    let mixed = key(a, b).wrapping_mul(0x9E37_79B1);
    mixed ^ mixed >> 15
}

/// The word of a set of units and the bit in it.
#[inline]
fn unit_bit(unit: u16) -> (usize, u32) {
    (usize::from(unit / 64), u32::from(unit % 64))
}

/// The word of the filter and the bit in it.
#[inline]
fn filter_bit(hash: u32) -> (usize, u32) {
    let bit = hash % FILTER;
    (size(bit / 64), bit % 64)
}
