//! A value over the bytes of the reading.

/// What holds from one byte on, until the next change.
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline<T> {
    changes: Vec<(u32, T)>,
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

    pub(super) fn at(&self, at: u32) -> T {
        let index = self.changes.partition_point(|(start, _)| *start <= at);
        index.checked_sub(1).and_then(|i| self.changes.get(i)).map_or(T::default(), |(_, value)| *value)
    }

    /// Where the value changes.
    pub(super) fn starts(&self) -> impl Iterator<Item = u32> {
        self.changes.iter().map(|(start, _)| *start)
    }
}
