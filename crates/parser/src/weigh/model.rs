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
    weights: Vec<(u8, i16)>,
    /// Weights of features that speak of many classes: one for each class.
    rows: Vec<[i16; ROW]>,
    /// So many rows may be added up without a sum that is too large for its type.
    together: usize,
}

/// Weights of a feature without a row are added four at a time, the last filled up with this.
const NOTHING: (u8, i16) = (u8::MAX, 0);

/// Classes that a row has room for; features of a model with more have no rows.
const ROW: usize = 64;

/// A feature with so many weights has a row.
const MANY: usize = 12;

/// A feature's hash, where its weights start, and their number; one without weights is free. With the number
/// [`IN_ROW`] it is a row that the weights are in.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    first: [u8; 3],
    count: u8,
}

const IN_ROW: u8 = u8::MAX;

impl Slot {
    /// Its first weight, or its row.
    fn first(self) -> usize {
        let [a, b, c] = self.first;
        size(u32::from_be_bytes([0, a, b, c]))
    }
}

/// Bits of the filter, as a power of two.
const FILTER: u32 = 19;

impl Model {
    /// Reads a table. Lines that are not of its form are passed over; a test checks that there are none.
    pub(crate) fn read(table: &'static str) -> Self {
        let mut lines = table.lines();
        let classes: Vec<&str> = lines.next().unwrap_or_default().split('\t').skip(1).collect();
        let count = table.bytes().filter(|byte| *byte == b'\n').count();
        let mut model = Self {
            classes,
            filter: vec![0; size(1 << (FILTER - 6))],
            slots: vec![Slot::default(); (count * 2).next_power_of_two().max(2)],
            weights: Vec::with_capacity(count * 4),
            rows: Vec::new(),
            together: 1,
        };
        let mut heaviest = 1;
        for line in lines {
            let Some((hash, pairs)) = line.split_once('\t') else { continue };
            let Ok(hash) = u32::from_str_radix(hash, 16) else { continue };
            let first = model.weights.len();
            for pair in pairs.split(' ') {
                if let Some((class, weight)) = pair.split_once(':')
                    && let (Ok(class), Ok(weight)) = (class.parse(), weight.parse())
                {
                    model.weights.push((class, weight));
                }
            }
            let own = model.weights.get(first..).unwrap_or_default();
            if own.len() >= MANY && model.classes.len() <= ROW {
                let mut row = [0; ROW];
                for (class, weight) in own {
                    heaviest = heaviest.max(weight.unsigned_abs());
                    row.iter_mut().skip(usize::from(*class)).take(1).for_each(|slot| *slot += *weight);
                }
                model.weights.truncate(first);
                let [_, first @ ..] = offset(model.rows.len()).to_be_bytes();
                model.rows.push(row);
                model.put(Slot { hash, first, count: IN_ROW });
            } else {
                model.weights.resize(first + own.len().next_multiple_of(4), NOTHING);
                let count = u8::try_from(model.weights.len() - first).unwrap_or(IN_ROW - 3);
                let [_, first @ ..] = offset(first).to_be_bytes();
                model.put(Slot { hash, first, count });
            }
        }
        model.together = usize::from(i16::MAX.unsigned_abs() / heaviest);
        model
    }

    fn put(&mut self, slot: Slot) {
        let mut at = self.home(slot.hash);
        while self.slots.get(at).is_some_and(|taken| taken.count > 0) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
        let (word, bits) = filter_bits(slot.hash);
        if let Some(word) = self.filter.get_mut(word) {
            *word |= bits;
        }
    }

    fn home(&self, hash: u32) -> usize {
        size(hash) & (self.slots.len() - 1)
    }

    fn slot(&self, hash: u32) -> Option<Slot> {
        let mut at = self.home(hash);
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.count > 0) {
            if slot.hash == hash {
                return Some(*slot);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// Adds the weights of features without rows to the totals of the classes.
    fn add(&self, slots: &[Slot], totals: &mut [i32; 256]) {
        for slot in slots {
            let first = slot.first();
            let weights = self.weights.get(first..first + usize::from(slot.count)).unwrap_or_default();
            for four in weights.as_chunks::<4>().0 {
                for (class, weight) in four {
                    if let Some(total) = totals.get_mut(usize::from(*class)) {
                        *total += i32::from(*weight);
                    }
                }
            }
        }
    }

    /// The same for features with rows.
    fn add_rows(&self, slots: &[Slot], totals: &mut [i32; 256]) {
        for slots in slots.chunks(self.together.max(1)) {
            let mut sums = [0_i16; ROW];
            for row in slots.iter().filter_map(|slot| self.rows.get(slot.first())) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(*weight);
                }
            }
            for (total, sum) in totals.iter_mut().zip(sums) {
                *total += i32::from(sum);
            }
        }
    }

    /// Whether a feature may have weights.
    fn may_have(&self, hash: u32) -> bool {
        let (word, bits) = filter_bits(hash);
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
    pub(crate) fn total(&self, features: &[u32]) -> i32 {
        let mut total = 0;
        // A few bits of each feature so far; only one that finds its bit set may be there already.
        let mut seen = [0_u64; 16];
        for (at, hash) in features.iter().enumerate() {
            let Some(slot) = self.may_have(*hash).then(|| self.slot(*hash)).flatten() else { continue };
            let bit = 1 << (hash & 63);
            let Some(word) = seen.get_mut(size(hash >> 28)) else { continue };
            if *word & bit == 0 || !features.iter().take(at).any(|other| other == hash) {
                let first = slot.first();
                let weights = self.weights.get(first..first + usize::from(slot.count)).unwrap_or_default();
                total += weights
                    .iter()
                    .filter(|(class, _)| *class == 0)
                    .map(|(_, weight)| i32::from(*weight))
                    .sum::<i32>();
            }
            *word |= bit;
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
        let mut slots = Vec::with_capacity(kept);
        let mut rows = Vec::with_capacity(kept);
        for slot in features.iter().take(kept).filter_map(|hash| self.slot(*hash)) {
            if slot.count == IN_ROW { rows.push(slot) } else { slots.push(slot) }
        }
        self.add(&slots, &mut all);
        self.add_rows(&rows, &mut all);
        all
    }
}

/// The word of the filter and the two bits in it.
fn filter_bits(hash: u32) -> (usize, u64) {
    (size(hash >> (32 - FILTER + 6)), 1 << (hash & 63) | 1 << (hash >> 6 & 63))
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
        for table in [measure, program] {
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
        assert_eq!(model.total(&[0x2b, 0x1a, 0x2b]), 180);
        assert_eq!(model.total(&[0x99]), 0);
    }
}
