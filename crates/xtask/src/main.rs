//! Development commands. `cargo xtask COMMAND`.

mod check;
mod corpus;
mod dates;
mod excerpt;
mod fold_table;
mod gazetteer;
mod groups;
mod label;
mod labelled;
mod logistic;
mod marked;
mod programs;
mod speed;
mod train;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

commands
  test [rust|python]      every check: format, lints, tests, documentation, examples, Python package
  package                 the source distribution and the wheel as users build it, tried in an empty environment
  train (GOLD TEXTS NAMES)... [--unseen (GOLD TEXTS NAMES)...]
                          learn crates/parser/data/weights from annotated documents; NAMES are those of the folder to
                          learn from, separated by commas, or `all`; for those behind --unseen no rule was written
  train-programs (GOLD TEXTS NAMES)...
                          the same for what is a program
  train-groups (GOLD TEXTS NAMES)... [--unseen (GOLD TEXTS NAMES)...]
                          the same for whose figures are of the poor
  train-dates (GOLD TEXTS NAMES)...
                          the same for which figures the period in force does not date
  corpus save DIR OUT     read every text below DIR, write OUT/<stem>.json
  corpus diff OLD NEW     what differs between two such folders, record by record
  corpus numbers DIR      the most frequent numbers that gave no figure
  corpus rows DIR         lexicon words that stand in one document only
  corpus excerpts DIR OUT put the texts together that tests/wild annotates, from the documents in DIR
  corpus marked DIR OUT   take the marked passages in DIR apart into texts and annotations
  corpus labels DIR OUT   what tests/wild/labels says of the figures of the documents in DIR, and what the parser says
  speed PATH...           megabytes of text parsed in a second on one thread; build with --release
  fold-table OPENCC_DIR   write crates/parser/data/fold/characters.tsv
  gazetteer --from DIR    write crates/parser/gazetteer/*.tsv from the packages unpacked in DIR";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let in_repository = |path: &str| repository().join(path);
    let done = match args.as_slice() {
        ["help" | "--help" | "-h"] => {
            tell(USAGE);
            Ok(())
        }
        ["test"] => check::run(),
        ["test", "rust"] => check::rust(),
        ["test", "python"] => check::python(),
        ["package"] => check::release().map(|folder| tell(&folder.display().to_string())),
        ["train", folders @ ..] if !folders.is_empty() => {
            train::run(folders, &in_repository("crates/parser/data/weights/measure.tsv"))
        }
        ["train-programs", folders @ ..] if !folders.is_empty() => {
            programs::run(folders, &in_repository("crates/parser/data/weights/program.tsv"))
        }
        ["train-groups", folders @ ..] if !folders.is_empty() => {
            groups::run(folders, &in_repository("crates/parser/data/weights/group.tsv"))
        }
        ["train-dates", folders @ ..] if !folders.is_empty() => {
            dates::run(folders, &in_repository("crates/parser/data/weights/date.tsv"))
        }
        ["corpus", "save", dir, out] => corpus::save(Path::new(dir), Path::new(out)),
        ["corpus", "diff", old, new] => corpus::diff(Path::new(old), Path::new(new)),
        ["corpus", "numbers", dir] => corpus::numbers(Path::new(dir), 100),
        ["corpus", "rows", dir] => corpus::rows(Path::new(dir)),
        ["corpus", "excerpts", dir, out] => excerpt::run(Path::new(dir), Path::new(out)),
        ["corpus", "marked", dir, out] => marked::run(Path::new(dir), Path::new(out)),
        ["corpus", "labels", dir, out] => labelled::run(Path::new(dir), Path::new(out)),
        ["speed", paths @ ..] if !paths.is_empty() => speed::run(paths),
        ["fold-table", opencc] => {
            fold_table::run(Path::new(opencc), &in_repository("crates/parser/data/fold/characters.tsv"))
                .map(|_| ())
        }
        ["gazetteer", "--from", dir] => gazetteer::run(Path::new(dir)),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// The top of the repository, wherever the command is called from.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}

/// A line of the result, on standard output.
fn tell(message: &str) {
    // A closed pipe (`cargo xtask corpus diff … | head`) is the reader's choice.
    let _ = std::io::Write::write_all(&mut std::io::stdout(), format!("{message}\n").as_bytes());
}

/// One line about the work, on standard error.
fn say(message: &str) {
    // Nothing is left to do when standard error itself is closed.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{message}\n").as_bytes());
}
