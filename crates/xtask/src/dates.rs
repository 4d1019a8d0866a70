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
    for (gold, source) in corpus::annotated(folders)? {
        let (figures, signs) = Parser::default().date_signs(source.text());
        for DateSigns { figure, measure, signs } in signs {
            let Some(figure) = figures.get(figure) else { continue };
            if let Some(truth) = corpus::annotation(&gold, figure, measure) {
                examples.push(Example::new(signs, truth.period.is_none()));
            }
        }
    }
    logistic::run(&examples, "undated", COST, out)
}
