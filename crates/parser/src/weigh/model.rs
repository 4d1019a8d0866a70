//! A linear model over hashed features: takes the features of one figure, gives each class its weight.

use crate::reading::{offset, size};

/// Weights of features for classes, in thousandths.
///
/// The table's first line names the classes after the word `classes`; each further line is a feature's hash in
/// hexadecimal and its `class:weight` pairs.
#[derive(Debug, Default)]
pub(crate) struct Model {
    classes: Vec<&'static str>,
    /// Two bits for each hash: most features of a text are rejected here.
    filter: Vec<u64>,
    /// Open addressing by the low bits of the hash; the length is a power of two.
    slots: Vec<Slot>,
    /// Weights of features that speak of many classes: one for each class.
    rows: Vec<Row>,
    /// So many rows may be added up without a sum that is too large for its type.
    together: usize,
}

/// Weights that a slot has room for; what speaks of more classes has a row.
const FEW: usize = 4;

/// Classes that a row has room for.
const ROW: usize = 64;

/// A feature's hash and its weights, each with its class.
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    classes: [u8; FEW],
    weights: [i16; FEW],
}

/// A weight for each class, on cache lines of its own.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Row([i16; ROW]);

/// What stands in place of a class where a slot has no further weight.
const NO_CLASS: u8 = u8::MAX;

/// What stands in place of the first class of a feature whose weights are a row; its number stands in the weights.
const IN_ROW: u8 = u8::MAX - 1;

/// No feature.
const FREE: Slot = Slot { hash: 0, classes: [NO_CLASS; FEW], weights: [0; FEW] };

/// Reads `4:24 38:-34` byte by byte: there are hundreds of thousands, and a short report is to be read in no time.
fn read_pairs(text: &str, pairs: &mut Vec<(u8, i16)>) {
    let (mut class, mut number, mut sign) = (NO_CLASS, 0_i16, 1_i16);
    for byte in text.bytes().chain([b' ']) {
        match byte {
            b'0'..=b'9' => number = number.saturating_mul(10).saturating_add(i16::from(byte - b'0')),
            b'-' => sign = -1,
            b':' => (class, number) = (u8::try_from(number).unwrap_or(NO_CLASS), 0),
            _ => {
                pairs.push((class, number * sign));
                (class, number, sign) = (NO_CLASS, 0, 1);
            }
        }
    }
}

impl Slot {
    /// The first weights of a feature; those beyond its room are left out.
    fn of(hash: u32, pairs: &[(u8, i16)]) -> Self {
        let mut slot = Self { hash, ..FREE };
        let places = slot.classes.iter_mut().zip(&mut slot.weights);
        for ((class, weight), pair) in places.zip(pairs) {
            (*class, *weight) = *pair;
        }
        slot
    }

    /// Of a feature whose weights are a row.
    fn in_row(hash: u32, row: usize) -> Self {
        let [a, b, c, d] = offset(row).to_le_bytes();
        let number = [i16::from_le_bytes([a, b]), i16::from_le_bytes([c, d])];
        Self { classes: [IN_ROW; FEW], ..Self::of(hash, &number.map(|part| (IN_ROW, part))) }
    }

    const fn is_free(&self) -> bool {
        matches!(self.classes, [NO_CLASS, ..])
    }

    /// The number of its row, if it has one.
    fn row(&self) -> Option<usize> {
        let ([IN_ROW, ..], [low, high, ..]) = (self.classes, self.weights) else { return None };
        let ([a, b], [c, d]) = (low.to_le_bytes(), high.to_le_bytes());
        Some(size(u32::from_le_bytes([a, b, c, d])))
    }
}

impl Model {
    /// Reads a table. Lines that are not of its form are passed over; a test checks that there are none.
    pub(crate) fn read(table: &'static str) -> Self {
        let mut lines = table.lines();
        let classes: Vec<&str> = lines.next().unwrap_or_default().split('\t').skip(1).collect();
        debug_assert!(classes.len() <= ROW);
        let count = table.bytes().filter(|byte| *byte == b'\n').count();
        let slots = (count + count / 2).next_power_of_two().max(64);
        let mut model = Self {
            classes,
            filter: vec![0; slots / 16],
            slots: vec![FREE; slots],
            rows: Vec::new(),
            together: 1,
        };
        let mut heaviest = 1;
        let mut own: Vec<(u8, i16)> = Vec::new();
        for line in lines {
            let Some((hash, pairs)) = line.split_once('\t') else { continue };
            let Ok(hash) = u32::from_str_radix(hash, 16) else { continue };
            own.clear();
            read_pairs(pairs, &mut own);
            if own.len() <= FEW {
                model.put(Slot::of(hash, &own));
                continue;
            }
            let mut row = [0; ROW];
            for (class, weight) in &own {
                heaviest = heaviest.max(weight.unsigned_abs());
                row.iter_mut().skip(usize::from(*class)).take(1).for_each(|slot| *slot += *weight);
            }
            model.put(Slot::in_row(hash, model.rows.len()));
            model.rows.push(Row(row));
        }
        model.together = usize::from(i16::MAX.unsigned_abs() / heaviest);
        model
    }

    fn put(&mut self, slot: Slot) {
        let mut at = self.home(slot.hash);
        while self.slots.get(at).is_some_and(|taken| !taken.is_free()) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
        let (word, bits) = self.filter_bits(slot.hash);
        if let Some(word) = self.filter.get_mut(word) {
            *word |= bits;
        }
    }

    fn home(&self, hash: u32) -> usize {
        size(hash) & (self.slots.len() - 1)
    }

    /// The slot of a feature, if it has weights.
    fn slot(&self, hash: u32) -> Option<&Slot> {
        let mut at = self.home(hash);
        while let Some(slot) = self.slots.get(at).filter(|slot| !slot.is_free()) {
            if slot.hash == hash {
                return Some(slot);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// Adds the weights of features with rows to the totals of the classes.
    fn add_rows(&self, rows: &[usize], totals: &mut [i32; 256]) {
        for rows in rows.chunks(self.together.max(1)) {
            let mut sums = [0_i16; ROW];
            for Row(row) in rows.iter().filter_map(|row| self.rows.get(*row)) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(*weight);
                }
            }
            for (total, sum) in totals.iter_mut().zip(sums) {
                *total += i32::from(sum);
            }
        }
    }

    /// The word of the filter and the two bits in it.
    fn filter_bits(&self, hash: u32) -> (usize, u64) {
        (size(hash >> 12) & (self.filter.len().saturating_sub(1)), 1 << (hash & 63) | 1 << (hash >> 6 & 63))
    }

    /// Whether a feature may have weights.
    #[inline]
    fn may_have(&self, hash: u32) -> bool {
        let (word, bits) = self.filter_bits(hash);
        self.filter.get(word).is_some_and(|word| word & bits == bits)
    }

    /// Moves the features that may have weights to the front; gives their number.
    fn sift(&self, features: &mut [u32]) -> usize {
        let mut kept = 0;
        for at in 0..features.len() {
            let Some(hash) = features.get(at).copied() else { break };
            if let Some(place) = features.get_mut(kept) {
                *place = hash;
            }
            kept += usize::from(self.may_have(hash));
        }
        kept
    }

    /// What features are worth together in a model of one class, each counted once.
    pub(crate) fn total(&self, mut features: Vec<u32>) -> i32 {
        let mut total = 0;
        let kept = self.sift(&mut features);
        let features = features.get(..kept).unwrap_or_default();
        // A bit for each feature so far: only one that finds its bit set may be there already.
        let mut seen = [0_u64; 16];
        for (at, hash) in features.iter().enumerate() {
            let Some(slot) = self.slot(*hash) else { continue };
            let Some(word) = seen.get_mut(size(hash >> 28)) else { continue };
            let bit = 1 << (hash & 63);
            let is_new = *word & bit == 0 || !features.iter().take(at).any(|other| other == hash);
            *word |= bit;
            let [weight, ..] = slot.weights;
            total += if is_new { i32::from(weight) } else { 0 };
        }
        total
    }

    /// The heaviest class when `favoured` is worth so much more; `None` when the model is empty.
    pub(crate) fn choose(&self, mut features: Vec<u32>, favoured: &str, bonus: i32) -> Option<&'static str> {
        let mut all = self.sums(&mut features);
        let totals = all.get_mut(..self.classes.len())?;
        if let Some(at) = self.classes.iter().position(|class| *class == favoured)
            && let Some(total) = totals.get_mut(at)
        {
            *total += bonus;
        }
        // Of equal weights the first class wins.
        let most = totals.iter().copied().max()?;
        let heaviest = totals.iter().position(|total| *total == most)?;
        self.classes.get(heaviest).copied()
    }

    /// What features are worth for each class.
    pub(crate) fn weights(&self, mut features: Vec<u32>) -> Vec<(&'static str, i32)> {
        self.classes.iter().copied().zip(self.sums(&mut features)).collect()
    }

    fn sums(&self, features: &mut [u32]) -> [i32; 256] {
        let mut all = [0_i32; 256];
        // Each step over all features, so that the memory is asked for many at a time.
        let kept = self.sift(features);
        let features = features.get(..kept).unwrap_or_default();
        let home = |hash: &u32| self.slots.get(self.home(*hash)).copied().unwrap_or(FREE);
        let homes: Vec<Slot> = features.iter().map(home).collect();
        let mut rows = Vec::with_capacity(kept);
        for (hash, home) in features.iter().zip(homes) {
            let found =
                if home.hash == *hash && !home.is_free() { Some(home) } else { self.slot(*hash).copied() };
            let Some(slot) = found else { continue };
            if let Some(row) = slot.row() {
                rows.push(row);
                continue;
            }
            for (class, weight) in slot.classes.iter().zip(slot.weights) {
                if let Some(total) = all.get_mut(usize::from(*class)) {
                    *total += i32::from(weight);
                }
            }
        }
        self.add_rows(&rows, &mut all);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::Model;

    #[test]
    fn adds_weights_and_the_bonus() {
        let model = Model::read("classes\tnone\tloan\tfunding\n1a\t1:300 2:200\n2b\t2:150\n");
        assert_eq!(model.choose(vec![0x1a], "", 0), Some("loan"));
        assert_eq!(model.choose(vec![0x1a, 0x2b], "", 0), Some("funding"));
        assert_eq!(model.choose(vec![0x1a, 0x2b], "loan", 60), Some("loan"));
        assert_eq!(model.choose(vec![0x99], "", 0), Some("none"));
        assert_eq!(model.weights(vec![0x1a, 0x2b]), [("none", 0), ("loan", 300), ("funding", 350)]);
        assert_eq!(Model::default().choose(vec![1], "", 0), None);
    }

    #[test]
    fn stored_tables_are_whole() {
        let measure = include_str!("../../data/weights/measure.tsv");
        let program = include_str!("../../data/weights/program.tsv");
        let group = include_str!("../../data/weights/group.tsv");
        for table in [measure, program, group] {
            let classes = table.lines().next().unwrap().split('\t').count() - 1;
            for line in table.lines().skip(1) {
                let (hash, pairs) = line.split_once('\t').unwrap();
                u32::from_str_radix(hash, 16).unwrap();
                for pair in pairs.split(' ') {
                    let (class, weight) = pair.split_once(':').unwrap();
                    assert!(class.parse::<usize>().unwrap() < classes);
                    weight.parse::<i16>().unwrap();
                }
            }
        }
    }

    #[test]
    fn totals_count_each_feature_once() {
        let model = Model::read("classes\tprogram\n1a\t0:300\n2b\t0:-120\n");
        assert_eq!(model.total(vec![0x2b, 0x1a, 0x2b]), 180);
        assert_eq!(model.total(vec![0x99]), 0);
    }
}
