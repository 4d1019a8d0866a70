//! Development commands. `cargo xtask COMMAND`.

mod check;
mod fold_table;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

commands
  test [rust|python]      every check: format, lints, tests, documentation, examples, Python package
  fold-table OPENCC_DIR   write crates/parser/data/fold/characters.tsv";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["test"] => check::run(),
        ["test", "rust"] => check::rust(),
        ["test", "python"] => check::python(),
        ["fold-table", opencc] => {
            fold_table::run(Path::new(opencc), Path::new("crates/parser/data/fold/characters.tsv"))
                .map(|_| ())
        }
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

/// One line on standard error.
fn say(message: &str) {
    // Nothing is left to do when standard error itself is closed.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{message}\n").as_bytes());
}
