//! The `lianjie` command as a function, so that the Python package can install the same command.
//!
//! A thin shell over `lianjie-parser`: it finds and reads files, parses them in parallel, writes what was found.

mod args;
mod audit;
mod colour;
mod explain;
mod export;
mod find;
mod import;
mod input;
mod output;
mod panel;
mod parse;
mod progress;
mod schema;
mod score;
mod settle;
mod snippet;
mod spreadsheet;
mod stream;
mod table;
mod target;
mod verify;

use std::ffi::OsString;
use std::io::Write as _;

use clap::{CommandFactory as _, FromArgMatches as _};

use args::{Arguments, Command, CompletionsOptions};
use colour::Paint;
pub use schema::schema;
pub use score::{score_folders, score_json, score_reports};
pub use stream::in_order;

/// Why the command could not do what was asked.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    /// A file or folder could not be read or written.
    #[error("{}: {error}", path.display())]
    Io { path: std::path::PathBuf, error: std::io::Error },
    /// Standard output could not be written.
    #[error("standard output: {0}")]
    Output(#[from] std::io::Error),
    /// Two documents would be written to one file.
    #[error(
        "{} and {} would both be written to {}; --id path keeps them apart",
        first.display(), second.display(), target.display()
    )]
    SameTarget { first: std::path::PathBuf, second: std::path::PathBuf, target: std::path::PathBuf },
    /// Standard input can be read only once.
    #[error("standard input (`-`) is named more than once")]
    StdinTwice,
    /// More than one page on standard output.
    #[error("a page holds one report: give a folder with --out for several")]
    SeveralPages,
    /// A place that the text does not have.
    #[error("{}: {what}", path.display())]
    NoPlace { path: std::path::PathBuf, what: String },
    /// A file is not in the JSON form.
    #[error("{}: {error}", path.display())]
    Json { path: std::path::PathBuf, error: serde_json::Error },
    /// A folder of annotations without any.
    #[error("{}: no .json files in this folder", path.display())]
    NoAnnotations { path: std::path::PathBuf },
    /// `--min` names neither a kind of record nor a field.
    #[error("nothing scored is called {0:?}")]
    UnknownScore(String),
    /// A scheme or funding source that the report does not have.
    #[error("{}: {list}[{index}] does not exist; the report has {count}", path.display())]
    NoRecord { path: std::path::PathBuf, list: &'static str, index: usize, count: usize },
    /// An option of `settle` that is no input of a case.
    #[error("{option}: {error}")]
    Input { option: String, error: String },
    /// A sum that cannot be held.
    #[error(transparent)]
    Money(#[from] lianjie_parser::settle::MoneyError),
    /// A scheme that cannot be settled, one line for each reason.
    #[error("{}", .0.join("\nlianjie: "))]
    Unsettled(Vec<String>),
    /// Rows that no table can hold.
    #[error(transparent)]
    Arrow(#[from] lianjie_tables::ArrowError),
    /// A file of tables could not be written.
    #[error(transparent)]
    Table(#[from] lianjie_tables::FileError),
    /// Parquet is not for a terminal.
    #[error("--format parquet writes files: give --out DIR")]
    ParquetNeedsFolder,
    /// A lexicon file is not usable.
    #[error("{}: {error}", path.display())]
    Lexicon { path: std::path::PathBuf, error: lianjie_parser::LexiconError },
}

/// How a run that came to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Clean,
    /// At least one document could not be read; the others were written.
    SomeUnreadable,
    /// A finding that `--deny` names, a score below `--min`, or a record that is doubted.
    Denied,
}

/// Runs the command with the arguments of a process, the program's name first; gives the process's exit code.
///
/// Exit codes: 0 done; 1 a document could not be read, or nothing could be written; 2 wrong usage; 3 a finding that
/// `--deny` names, a score below `--min`, or a record that is doubted.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    colour::choose(colour::asked(&args));
    let command = Arguments::command().color(colour::asked(&args));
    let matches = command.try_get_matches_from(args);
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are "errors" that go to standard output with exit code 0.
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            let printed = error.print().and_then(|()| std::io::stdout().flush());
            return if printed.is_ok() { code } else { 1 };
        }
    };
    let outcome = match &arguments.command {
        Command::Parse(options) => parse::run(options),
        Command::Panel(options) => panel::run(options),
        Command::Audit(options) => audit::run(options),
        Command::Verify(options) => verify::run(options),
        Command::Settle(options) => settle::run(options),
        Command::Schema => schema::run(),
        Command::Score(options) => score::run(options),
        Command::Export(options) => export::run(options),
        Command::Import(options) => import::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Completions(options) => completions(options),
    };
    match outcome {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::SomeUnreadable) => 1,
        Ok(Outcome::Denied) => 3,
        // A closed pipe (`lianjie parse … | head`) is the reader's choice, not an error.
        Err(CommandError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            complain(&error.to_string());
            if matches!(error, CommandError::StdinTwice) { 2 } else { 1 }
        }
    }
}

fn completions(options: &CompletionsOptions) -> Result<Outcome, CommandError> {
    // Into memory first: the generator does not expect that a pipe may be closed.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "lianjie", &mut script);
    let mut out = std::io::stdout().lock();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Clean)
}

/// One line on standard error about what could not be done.
fn complain(message: &str) {
    say(Paint::errors().bad("lianjie:"), message);
}

/// One line on standard error about what should be known.
fn note(message: &str) {
    say(Paint::errors().warning("lianjie:"), message);
}

fn say(prefix: impl std::fmt::Display, message: &str) {
    // Nothing is left to do when standard error itself is closed.
    let _ = writeln!(std::io::stderr(), "{prefix} {message}");
}
