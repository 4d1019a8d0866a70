//! Takes rows and events, marks the rows that are one place under its successive names and codes.
//!
//! Proofs accepted: an event that names both sides with their codes and is a renaming, upgrading or
//! recoding (a reassigned code is not); an abolition whose only successor was set up in that year
//! (a merger is not); the same name in the same prefecture; the same stem at the same level in the
//! same province where one row ends when the other begins.

use std::collections::BTreeMap;

use super::divisions::Row;
use super::names::Forms;
use super::sources::Event;

/// Kinds of change in which the place stays itself.
const SAME_PLACE: [&str; 7] =
    ["同名改码", "更名", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤旗设区"];

/// An abolition: the same place only when it alone passes into a division set up for it.
const ABOLISHED: &str = "撤销";

/// Provinces that were cut out of another: the code's first two digits, after and before.
const CUT_OUT: [(u32, u32); 2] = [(50, 51), (46, 44)];

pub(super) fn assign(rows: &mut [Row], events: &[Event], forms: &Forms) {
    let mut union =
        Union { parent: (0..rows.len()).collect(), alive: rows.iter().map(|row| row.to.is_none()).collect() };
    let mut by_key: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        by_key.insert((row.code, &row.name), index);
    }
    let mut merged: BTreeMap<u32, u32> = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind == ABOLISHED) {
        *merged.entry(event.new.code.unwrap_or(0)).or_default() += 1;
    }
    for event in events {
        let (Some(old), Some(new)) = (event.old.code, event.new.code) else { continue };
        let alone = event.kind == ABOLISHED && merged.get(&new) == Some(&1);
        if !alone && !SAME_PLACE.contains(&event.kind.as_str()) {
            continue;
        }
        let old = by_key.get(&(old, event.old.name.as_str()));
        let new = by_key.get(&(new, event.new.name.as_str()));
        let (Some(&old), Some(&new)) = (old, new) else { continue };
        let (Some(before), Some(after)) = (rows.get(old), rows.get(new)) else { continue };
        let set_up = after.level() == before.level() && after.from.abs_diff(event.year) <= 1;
        if !alone || set_up {
            union.join(old, new);
        }
    }
    let mut by_name: BTreeMap<(u32, u8, &str), usize> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let same = by_name.entry((row.code / 100, row.level(), &row.name)).or_insert(index);
        union.join(*same, index);
    }
    let mut by_stem: BTreeMap<(u32, u8, String), Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let stem = forms.stem(&row.name).unwrap_or_else(|| row.name.clone());
        by_stem.entry((province(row.code), row.level(), stem)).or_default().push(index);
    }
    for group in by_stem.values() {
        for &old in group {
            let Some(earlier) = rows.get(old) else { continue };
            let Some(end) = earlier.to else { continue };
            let follows = |&&index: &&usize| {
                rows.get(index)
                    .is_some_and(|row| row.from > earlier.from && row.from + 1 >= end && row.from <= end + 2)
            };
            let next: Vec<&usize> = group.iter().filter(follows).collect();
            if let &[&only] = next.as_slice() {
                union.join(old, only);
            }
        }
    }
    let mut numbers = BTreeMap::new();
    for (index, row) in rows.iter_mut().enumerate() {
        let root = union.root(index);
        let next = numbers.len();
        row.lineage = *numbers.entry(root).or_insert(next);
    }
}

fn province(code: u32) -> u32 {
    let own = code / 10_000;
    CUT_OUT.iter().find(|(after, _)| *after == own).map_or(own, |(_, before)| *before)
}

/// Disjoint sets of rows. A set never holds two rows of today: they would be two places.
struct Union {
    parent: Vec<usize>,
    /// Of the set whose root this is: whether a row of today is in it.
    alive: Vec<bool>,
}

impl Union {
    fn root(&self, mut index: usize) -> usize {
        while let Some(&up) = self.parent.get(index) {
            if up == index {
                break;
            }
            index = up;
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let alive = |root: usize| self.alive.get(root).copied().unwrap_or(false);
        let (first, second) = (alive(a), alive(b));
        if a == b || (first && second) {
            return;
        }
        let (low, high) = (a.min(b), a.max(b));
        if let (Some(parent), Some(alive)) = (self.parent.get_mut(high), self.alive.get_mut(low)) {
            *parent = low;
            *alive = first || second;
        }
    }
}
