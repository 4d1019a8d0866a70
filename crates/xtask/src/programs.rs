//! `cargo xtask train-programs`: learns the weights of `crates/parser/data/weights/program.tsv` from annotated documents.
//!
//! One logistic regression over every passage and kind that its words or the rules name: does an annotated program of that
//! kind stand there? By coordinate descent with Newton steps in a fixed order: the same annotations give the same table.

#![expect(clippy::float_arithmetic, reason = "learning is numerical; what it writes is integers")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use lianjie_parser::{Parser, PassageSigns, Program, Span};

use crate::check::Failure;
use crate::corpus;

/// Cost of a wrong example against the size of the weights.
const COST: f64 = 0.1;
/// Passes over the signs.
const ROUNDS: usize = 60;
/// Weights below this are not stored.
const LEAST: f64 = 0.01;
/// Stored weights are thousandths.
const SCALE: f64 = 1000.0;
/// How often a sign must occur to be kept.
const OCCURRENCES: usize = 2;

/// Learns from folders given in threes (annotations, texts, names of the documents or `all`).
///
/// # Errors
/// A document that cannot be read, or an annotation without its text.
pub(crate) fn run(folders: &[&str], out: &Path) -> Result<(), Failure> {
    let mut examples: Vec<(Vec<u32>, bool)> = Vec::new();
    for group in folders.chunks(3) {
        let [annotations, texts, names] = group else { return Err("folders come in threes".into()) };
        let names: Vec<&str> = if *names == "all" { Vec::new() } else { names.split(',').collect() };
        read(Path::new(annotations), Path::new(texts), &names, &mut examples)?;
    }
    let mut columns = BTreeMap::<u32, Vec<usize>>::new();
    for (row, (signs, _)) in examples.iter().enumerate() {
        for sign in signs {
            columns.entry(*sign).or_default().push(row);
        }
    }
    columns.retain(|_, rows| rows.len() >= OCCURRENCES);
    let truths: Vec<f64> = examples.iter().map(|(_, is)| if *is { 1.0 } else { 0.0 }).collect();
    let weights = learn(&columns, &truths);
    let mut text = String::from("classes\tprogram\n");
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
fn learn(columns: &BTreeMap<u32, Vec<usize>>, truths: &[f64]) -> Vec<f64> {
    let mut weights = vec![0.0_f64; columns.len()];
    let mut margins = vec![0.0_f64; truths.len()];
    for _ in 0..ROUNDS {
        for (weight, rows) in weights.iter_mut().zip(columns.values()) {
            let (mut slope, mut bend) = (*weight, 1.0);
            for row in rows {
                let (Some(margin), Some(truth)) = (margins.get(*row), truths.get(*row)) else { continue };
                let likely = 1.0 / (1.0 + (-margin).exp());
                slope += COST * (likely - truth);
                bend += COST * likely * (1.0 - likely);
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

/// Adds the passages and kinds of the annotated documents, each with whether it is a program.
fn read(
    annotations: &Path,
    texts: &Path,
    names: &[&str],
    examples: &mut Vec<(Vec<u32>, bool)>,
) -> Result<(), Failure> {
    for (gold, source) in corpus::annotated(annotations, texts, names)? {
        for PassageSigns { span, kind, mut signs } in Parser::default().passage_signs(source.text()) {
            let is = gold.programs.iter().any(|program| program.kind == kind && stands(program, span));
            signs.sort_unstable();
            signs.dedup();
            examples.push((signs, is));
        }
    }
    Ok(())
}

/// Whether half of the passage, or of the program, lies in both.
fn stands(program: &Program, passage: Span) -> bool {
    let length = |span: &Span| span.end() - span.start();
    let shared =
        |span: &Span| span.end().min(passage.end()).saturating_sub(span.start().max(passage.start()));
    let whole = program.evidence.iter().map(length).sum::<u32>();
    let both = program.evidence.iter().map(shared).sum::<u32>();
    both * 2 >= length(&passage).min(whole.max(1))
}
