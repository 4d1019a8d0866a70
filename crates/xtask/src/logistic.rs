//! Logistic regression over hashed signs, by coordinate descent with Newton steps in a fixed order: the same examples give
//! the same table.

#![expect(clippy::float_arithmetic, reason = "learning is numerical; what it writes is integers")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::check::Failure;

/// Passes over the signs.
const ROUNDS: usize = 60;
/// Weights below this are not stored.
const LEAST: f64 = 0.01;
/// Stored weights are thousandths.
const SCALE: f64 = 1000.0;
/// How often a sign must occur to be kept.
const OCCURRENCES: usize = 2;

/// The signs of one example, and whether it is of the class.
pub(crate) struct Example {
    signs: Vec<u32>,
    is: bool,
}

impl Example {
    /// Each sign counts once.
    pub(crate) fn new(mut signs: Vec<u32>, is: bool) -> Self {
        signs.sort_unstable();
        signs.dedup();
        Self { signs, is }
    }
}

/// Learns one weight for each sign; writes the table of the class. `cost` is that of a wrong example against the size of
/// the weights.
///
/// # Errors
/// A table that cannot be written.
pub(crate) fn run(examples: &[Example], class: &str, cost: f64, out: &Path) -> Result<(), Failure> {
    let mut columns = BTreeMap::<u32, Vec<usize>>::new();
    for (row, example) in examples.iter().enumerate() {
        for sign in &example.signs {
            columns.entry(*sign).or_default().push(row);
        }
    }
    columns.retain(|_, rows| rows.len() >= OCCURRENCES);
    let truths: Vec<f64> = examples.iter().map(|example| if example.is { 1.0 } else { 0.0 }).collect();
    let weights = learn(&columns, &truths, cost);
    let mut text = format!("classes\t{class}\n");
    let mut stored = 0;
    for (sign, weight) in columns.keys().zip(weights).filter(|(_, weight)| weight.abs() >= LEAST) {
        writeln!(text, "{sign:x}\t0:{:.0}", weight * SCALE)?;
        stored += 1;
    }
    std::fs::write(out, text)?;
    crate::say(&format!("{} examples, {stored} weights in {}", examples.len(), out.display()));
    Ok(())
}

/// One weight for each sign, in the order of the signs.
fn learn(columns: &BTreeMap<u32, Vec<usize>>, truths: &[f64], cost: f64) -> Vec<f64> {
    let mut weights = vec![0.0_f64; columns.len()];
    let mut margins = vec![0.0_f64; truths.len()];
    for _ in 0..ROUNDS {
        for (weight, rows) in weights.iter_mut().zip(columns.values()) {
            let (mut slope, mut bend) = (*weight, 1.0);
            for row in rows {
                let (Some(margin), Some(truth)) = (margins.get(*row), truths.get(*row)) else { continue };
                let likely = 1.0 / (1.0 + (-margin).exp());
                slope += cost * (likely - truth);
                bend += cost * likely * (1.0 - likely);
            }
            let step = -slope / bend;
            *weight += step;
            for row in rows {
                if let Some(margin) = margins.get_mut(*row) {
                    *margin += step;
                }
            }
        }
    }
    weights
}
