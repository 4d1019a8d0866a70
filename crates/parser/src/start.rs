//! Takes things in text order, each with its range, and finds those of a range without a search through all.

use std::ops::Range;

use crate::reading::{TextRange, size};

/// For each block of [`BLOCK`] bytes of the text, how many things start before it; empty, it makes each question a search.
#[derive(Clone, Debug, Default)]
pub(crate) struct StartTable(Vec<u32>);

/// Bytes of text between two counts.
const BLOCK: u32 = 128;

/// So many are counted before they are searched.
const NEAR: usize = 8;

impl StartTable {
    /// From ranges in text order.
    pub(crate) fn new(ranges: impl Iterator<Item = TextRange>, text: u32) -> Self {
        let mut counts = Vec::with_capacity(size(text / BLOCK) + 2);
        let mut before = 0;
        for range in ranges {
            while counts.len() <= size(range.start / BLOCK) {
                counts.push(before);
            }
            before += 1;
        }
        counts.resize(counts.len().max(size(text / BLOCK) + 2), before);
        Self(counts)
    }

    /// Where those that lie wholly in a range stand in `items`.
    pub(crate) fn within<T>(
        &self,
        items: &[T],
        range: TextRange,
        of: impl Fn(&T) -> TextRange,
    ) -> Range<usize> {
        let from = self.before(items, range.start, &of);
        let after = items.get(from..).unwrap_or_default();
        // Mostly few lie in a range.
        let near = after.iter().take(NEAR).take_while(|item| of(item).end <= range.end).count();
        let inside = if near < NEAR { near } else { after.partition_point(|item| of(item).end <= range.end) };
        from..from + inside
    }

    /// How many of `items` start before the byte.
    pub(crate) fn before<T>(&self, items: &[T], at: u32, of: impl Fn(&T) -> TextRange) -> usize {
        match self.0.get(size(at / BLOCK)..) {
            Some([from, to, ..]) => {
                let (from, to) = (size(*from), size(*to));
                // Mostly none or a few start in a block.
                let near = items.get(from..to).unwrap_or_default();
                from + near.iter().take_while(|item| of(item).start < at).count()
            }
            _ => items.partition_point(|item| of(item).start < at),
        }
    }
}
