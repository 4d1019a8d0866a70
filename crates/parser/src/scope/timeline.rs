//! A value over the bytes of the reading.

use crate::reading::TextRange;

/// What holds from one byte on, until the next change.
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline<T> {
    changes: Vec<(u32, T)>,
    /// Stretches with a value of their own, ascending and without overlap.
    exceptions: Vec<(TextRange, T)>,
}

impl<T: Copy + Default + PartialEq> Timeline<T> {
    /// From `at` on, `value` holds. What was said from `at` on before is replaced.
    pub(super) fn set(&mut self, at: u32, value: T) {
        while self.changes.last().is_some_and(|(start, _)| *start >= at) {
            self.changes.pop();
        }
        if self.changes.last().map_or(T::default(), |(_, last)| *last) != value {
            self.changes.push((at, value));
        }
    }

    /// In `range` alone `value` holds, unless something was said of it before.
    pub(super) fn only(&mut self, range: TextRange, value: T) {
        let at = self.exceptions.partition_point(|(known, _)| known.end <= range.start);
        if self.exceptions.get(at).is_none_or(|(next, _)| range.end <= next.start) {
            self.exceptions.insert(at, (range, value));
        }
    }

    pub(super) fn at(&self, at: u32) -> T {
        let index = self.exceptions.partition_point(|(range, _)| range.end <= at);
        if let Some((_, value)) = self.exceptions.get(index).filter(|(range, _)| range.holds(at)) {
            return *value;
        }
        let index = self.changes.partition_point(|(start, _)| *start <= at);
        index.checked_sub(1).and_then(|i| self.changes.get(i)).map_or(T::default(), |(_, value)| *value)
    }

    /// Where the value changes.
    pub(super) fn starts(&self) -> impl Iterator<Item = u32> {
        let exceptions = self.exceptions.iter().flat_map(|(range, _)| [range.start, range.end]);
        self.changes.iter().map(|(start, _)| *start).chain(exceptions)
    }
}
