//! `lianjie score`

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use lianjie_parser::Report;
use lianjie_parser::score::Score;

use crate::args::ScoreOptions;
use crate::{CommandError, Outcome, complain};

pub(crate) fn run(options: &ScoreOptions) -> Result<Outcome, CommandError> {
    let mut score = Score::default();
    let mut all_read = true;
    for path in annotations(&options.gold)? {
        let mut gold = read(&path)?;
        gold.document.id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let target = options.reports.join(path.file_name().unwrap_or_default());
        match read(&target) {
            Ok(found) => score.add(&gold, &found),
            Err(error) => {
                complain(&error.to_string());
                all_read = false;
            }
        }
    }
    print(&score, &options.show)?;
    let mut missed = false;
    for (name, least) in &options.min {
        let value = score.value(name).ok_or_else(|| CommandError::UnknownScore(name.clone()))?;
        if value < *least {
            complain(&format!("{name} is {value}, below {least}"));
            missed = true;
        }
    }
    Ok(match (missed, all_read) {
        (true, _) => Outcome::Denied,
        (false, false) => Outcome::SomeUnreadable,
        (false, true) => Outcome::Clean,
    })
}

fn print(score: &Score, show: &[String]) -> Result<(), CommandError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(
        out,
        "{:40} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "records", "gold", "found", "right", "P", "R", "F1"
    )?;
    for (kind, count) in score.counts() {
        let [p, r, f1] = [count.precision(), count.recall(), count.f1()].map(|value| value.round_dp(3));
        writeln!(
            out,
            "{kind:40} {:5} {:6} {:6} {p:6.3} {r:6.3} {f1:6.3}",
            count.gold, count.found, count.right
        )?;
    }
    writeln!(out, "\n{:40} {:>5} {:>6}", "field, over matched records", "of", "right")?;
    for (name, field) in score.fields() {
        writeln!(out, "{name:40} {:5} {:6.3}", field.of, field.mean().round_dp(3))?;
    }
    writeln!(out, "\nmean of the headline F1s: {:.3}", score.mean().round_dp(3))?;
    for miss in score.misses().iter().filter(|miss| show.iter().any(|kind| kind == miss.kind)) {
        let side = if miss.annotated { "missed" } else { "spurious" };
        let (start, end) = (miss.span.start(), miss.span.end());
        writeln!(out, "{}\t{side}\t{}\t[{start}, {end}]\t{}", miss.document, miss.kind, miss.label)?;
    }
    Ok(out.flush()?)
}

fn annotations(folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let failed = |error| CommandError::Io { path: folder.to_owned(), error };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(CommandError::NoAnnotations { path: folder.to_owned() });
    }
    files.sort();
    Ok(files)
}

/// A report in the JSON form.
pub(crate) fn read(path: &Path) -> Result<Report, CommandError> {
    let text =
        std::fs::read_to_string(path).map_err(|error| CommandError::Io { path: path.to_owned(), error })?;
    serde_json::from_str(&text).map_err(|error| CommandError::Json { path: path.to_owned(), error })
}
