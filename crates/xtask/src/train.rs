//! `cargo xtask train`: learns the weights of `crates/parser/data/weights` from annotated documents.
//!
//! One linear support vector machine for each class against the rest, with squared hinge loss, by dual coordinate
//! descent in a fixed order: the same annotations give the same table. Features that occur once and weights near nothing
//! are left out.

#![expect(clippy::float_arithmetic, reason = "learning is numerical; what it writes is integers")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use lianjie_parser::{Measure, Parser, Report, Source};

use crate::check::Failure;
use crate::corpus;

/// Cost of a wrong example against the size of the weights.
const COST: f64 = 0.05;
/// Passes over the examples.
const ROUNDS: usize = 40;
/// Weights below this are not stored.
const LEAST: f64 = 0.008;
/// Stored weights are thousandths.
const SCALE: f64 = 1000.0;
/// How often a feature must occur to be kept.
const OCCURRENCES: usize = 2;

/// A figure's features and what it measures.
struct Example {
    features: Vec<usize>,
    class: usize,
}

/// Learns from folders given in threes (annotations, texts, names of the documents or `all`); writes the table of
/// measures. How far the rules can be trusted is learned only from the folders behind `--unseen`: documents for which no
/// rule was written.
///
/// # Errors
/// A document that cannot be read, or an annotation without its text.
pub(crate) fn run(folders: &[&str], out: &Path) -> Result<(), Failure> {
    let mut raw = Vec::new();
    for (folders, trust) in corpus::by_trust(folders) {
        for (gold, source) in corpus::annotated(folders)? {
            read(&gold, &source, trust, &mut raw);
        }
    }
    let mut counts = BTreeMap::<u32, usize>::new();
    for (features, _) in &raw {
        for feature in features {
            *counts.entry(*feature).or_default() += 1;
        }
    }
    let kept: Vec<u32> =
        counts.into_iter().filter(|(_, count)| *count >= OCCURRENCES).map(|(feature, _)| feature).collect();
    let mut classes: Vec<String> = raw.iter().map(|(_, class)| class.clone()).collect();
    classes.sort();
    classes.dedup();
    let examples: Vec<Example> = raw
        .into_iter()
        .map(|(mut features, class)| {
            features.sort_unstable();
            features.dedup();
            let features = features.iter().filter_map(|feature| kept.binary_search(feature).ok()).collect();
            Example { features, class: classes.binary_search(&class).unwrap_or(0) }
        })
        .collect();
    let mut table = vec![String::new(); kept.len()];
    let mut stored = 0;
    for class in 0..classes.len() {
        for (weight, row) in learn(&examples, class, kept.len()).into_iter().zip(&mut table) {
            if weight.abs() >= LEAST {
                write!(row, "{}{class}:{:.0}", if row.is_empty() { "" } else { " " }, weight * SCALE)?;
                stored += 1;
            }
        }
    }
    let mut text = format!("classes\t{}\n", classes.join("\t"));
    for (feature, row) in kept.iter().zip(&table).filter(|(_, row)| !row.is_empty()) {
        writeln!(text, "{feature:x}\t{row}")?;
    }
    std::fs::write(out, text)?;
    crate::say(&format!(
        "{} examples, {} classes, {stored} weights in {}",
        examples.len(),
        classes.len(),
        out.display()
    ));
    Ok(())
}

/// Weights of the features for one class against the rest.
fn learn(examples: &[Example], class: usize, features: usize) -> Vec<f64> {
    let mut weights = vec![0.0; features];
    let mut duals = vec![0.0_f64; examples.len()];
    let slack = 0.5 / COST;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x9e37_79b9_u64;
    for _ in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, usize::try_from(seed >> 33).unwrap_or(0) % (i + 1));
        }
        for &i in &order {
            let (Some(example), Some(dual)) = (examples.get(i), duals.get_mut(i)) else { continue };
            let sign = if example.class == class { 1.0 } else { -1.0 };
            let score: f64 = example.features.iter().filter_map(|feature| weights.get(*feature)).sum();
            let norm: f64 = example.features.iter().map(|_| 1.0).sum();
            let gradient = sign * score - 1.0 + slack * *dual;
            let next = (*dual - gradient / (norm + slack)).max(0.0);
            let step = (next - *dual) * sign;
            *dual = next;
            for feature in &example.features {
                if let Some(weight) = weights.get_mut(*feature) {
                    *weight += step;
                }
            }
        }
    }
    weights
}

/// Adds the figures of an annotated document, each with its features and its measure; with `trust`, what the rules say is
/// among the features.
fn read(gold: &Report, source: &Source, trust: bool, examples: &mut Vec<(Vec<u32>, String)>) {
    let (figures, signs) = Parser::default().figure_signs(source.text());
    for signs in signs {
        // A figure that the annotation does not have teaches nothing.
        let figure = figures.get(signs.figure).and_then(|figure| corpus::annotated_figure(gold, figure));
        let Some(figure) = figure else { continue };
        let measure = gold.observations.iter().find(|observation| observation.figure == figure);
        let class = match measure.map(|observation| observation.measure) {
            None | Some(Measure::Other) => "none".to_owned(),
            Some(measure) => measure.to_string(),
        };
        let mut features = signs.all;
        features.retain(|feature| trust || !signs.prior.contains(feature));
        examples.push((features, class));
    }
}
