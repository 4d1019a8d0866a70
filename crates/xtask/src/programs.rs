//! `cargo xtask train-programs`: learns the weights of `crates/parser/data/weights/program.tsv` from annotated documents.
//!
//! One logistic regression over every passage and kind that its words or the rules name: does an annotated program of that
//! kind stand there?

use std::path::Path;

use lianjie_parser::{Parser, PassageSigns, Program, Span};

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
        for PassageSigns { span, kind, signs } in Parser::default().passage_signs(source.text()) {
            let is = gold.programs.iter().any(|program| program.kind == kind && stands(program, span));
            examples.push(Example::new(signs, is));
        }
    }
    logistic::run(&examples, "program", COST, out)
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
