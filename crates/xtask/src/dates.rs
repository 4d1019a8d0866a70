//! `cargo xtask train-dates`: learns the weights of `crates/parser/data/weights/date.tsv` from annotated documents.
//!
//! One logistic regression over every figure whose measure is read as annotated and for which a period is in force: is it
//! of no period?

use std::path::Path;

use lianjie_parser::{DateSigns, Parser};

use crate::check::Failure;
use crate::corpus;
use crate::logistic::{self, Example};

/// Cost of a wrong example against the size of the weights.
const COST: f64 = 0.1;

/// Learns from folders given in threes (annotations, texts, names of the documents or `all`).
///
/// # Errors
/// A document that cannot be read, or an annotation without its text.
pub(crate) fn run(folders: &[&str], out: &Path) -> Result<(), Failure> {
    let mut examples = Vec::new();
    for group in folders.chunks(3) {
        let [annotations, texts, names] = group else { return Err("folders come in threes".into()) };
        let names: Vec<&str> = if *names == "all" { Vec::new() } else { names.split(',').collect() };
        read(Path::new(annotations), Path::new(texts), &names, &mut examples)?;
    }
    logistic::run(&examples, "undated", COST, out)
}

/// Adds the figures of the annotated documents, each with whether it is of no period.
fn read(
    annotations: &Path,
    texts: &Path,
    names: &[&str],
    examples: &mut Vec<Example>,
) -> Result<(), Failure> {
    for (gold, source) in corpus::annotated(annotations, texts, names)? {
        let (figures, signs) = Parser::default().date_signs(source.text());
        for DateSigns { figure, measure, signs } in signs {
            let Some(figure) = figures.get(figure) else { continue };
            if let Some(truth) = corpus::annotation(&gold, figure, measure) {
                examples.push(Example::new(signs, truth.period.is_none()));
            }
        }
    }
    Ok(())
}
