//! `cargo xtask train-groups`: learns the weights of `crates/parser/data/weights/group.tsv` from annotated documents.
//!
//! One logistic regression over every figure whose measure is read as annotated: is it of the poor?

use std::path::Path;

use lianjie_parser::{Group, Parser};

use crate::check::Failure;
use crate::corpus;
use crate::logistic::{self, Example};

/// Cost of a wrong example against the size of the weights.
const COST: f64 = 0.2;

/// Learns from folders given in threes (annotations, texts, names of the documents or `all`). How far the rules can be
/// trusted is learned only from the folders behind `--unseen`.
///
/// # Errors
/// A document that cannot be read, or an annotation without its text.
pub(crate) fn run(folders: &[&str], out: &Path) -> Result<(), Failure> {
    let mut examples = Vec::new();
    for (folders, trust) in corpus::by_trust(folders) {
        for (gold, source) in corpus::annotated(folders)? {
            let (figures, signs) = Parser::default().group_signs(source.text());
            for mut signs in signs {
                let Some(figure) = figures.get(signs.figure) else { continue };
                let Some(truth) = corpus::annotation(&gold, figure, signs.measure) else { continue };
                if trust {
                    signs.own.append(&mut signs.prior);
                }
                examples.push(Example::new(signs.own, truth.group == Group::Poor));
            }
        }
    }
    logistic::run(&examples, "poor", COST, out)
}
