//! `cargo xtask gazetteer --from DIR`: takes the published division tables unpacked in `DIR` and
//! the small tables kept by hand in `crates/parser/gazetteer/source/`, gives `divisions.tsv`,
//! `names.tsv` and `townships.tsv` in `crates/parser/gazetteer/`.
//!
//! Filling `DIR` and the licences of what it holds: `crates/parser/gazetteer/ORIGIN.md`.

mod divisions;
mod lineage;
mod names;
mod sources;
mod townships;
mod words;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const COMMAND: &str = "cargo xtask gazetteer";

/// Reads the sources under `dir` and writes the generated tables.
pub(crate) fn run(dir: &Path) -> Result<()> {
    let kept = home().join("source");
    let revisions = sources::revisions(dir)?;
    let current = sources::current(dir)?;
    let events = sources::events(dir)?;
    let forms = names::Forms::read(&kept)?;
    let mut rows = divisions::collect(&revisions, &current, &events);
    lineage::assign(&mut rows, &events, &forms);
    let words = words::Words::read(dir, &kept)?;
    write("divisions.tsv", &divisions::table(&rows))?;
    write("names.tsv", &names::table(&rows, &forms, &words))?;
    let townships = townships::collect(dir, &rows)?;
    write("townships.tsv", &townships::table(&townships, &forms, &words))
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../parser/gazetteer")
}

fn write(file: &str, body: &str) -> Result<()> {
    let mut text = String::new();
    writeln!(text, "# DO NOT EDIT: written by `{COMMAND}`, see ORIGIN.md")?;
    text.push_str(body);
    let path = home().join(file);
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()).into())
}
