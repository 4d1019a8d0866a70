//! `lianjie score`

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use lianjie_parser::score::{Count, Score};
use lianjie_parser::{Decimal, Document, Report, Script};
use serde_json::{Map, Value, json};

use crate::args::{ScoreFormat, ScoreOptions};
use crate::{CommandError, Outcome, complain};

pub(crate) fn run(options: &ScoreOptions) -> Result<Outcome, CommandError> {
    let Scored { score, missing } = folders(&options.gold, &options.reports)?;
    for message in &missing {
        complain(message);
    }
    match options.format {
        ScoreFormat::Table => print(&score, &options.show)?,
        ScoreFormat::Json => writeln!(std::io::stdout(), "{}", score_json(&score))?,
    }
    let mut missed = false;
    for (name, least) in &options.min {
        let value = score.value(name).ok_or_else(|| CommandError::UnknownScore(name.clone()))?;
        if value < *least {
            complain(&format!("{name} is {value}, below {least}"));
            missed = true;
        }
    }
    Ok(match (missed, missing.is_empty()) {
        (true, _) => Outcome::Denied,
        (false, false) => Outcome::SomeUnreadable,
        (false, true) => Outcome::Clean,
    })
}

/// Scores of two folders, and the reports that could not be read.
struct Scored {
    score: Score,
    missing: Vec<String>,
}

/// A report that is missing has found nothing: its annotations count as missed.
fn folders(gold: &Path, reports: &Path) -> Result<Scored, CommandError> {
    let (mut score, mut missing) = (Score::default(), Vec::new());
    for path in annotations(gold)? {
        let mut gold = read(&path)?;
        gold.document.id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let found = read(&reports.join(path.file_name().unwrap_or_default()));
        let found = found.unwrap_or_else(|error| {
            missing.push(error.to_string());
            nothing()
        });
        score.add(&gold, &found);
    }
    Ok(Scored { score, missing })
}

/// The report of a document that was not read.
fn nothing() -> Report {
    // A code that no annotation has.
    let script = "unread".parse().unwrap_or(Script::Mixed);
    Report {
        document: Document {
            id: String::new(),
            title: None,
            published: None,
            source: None,
            script,
            place: None,
        },
        figures: Vec::new(),
        observations: Vec::new(),
        programs: Vec::new(),
        funding_sources: Vec::new(),
        schemes: Vec::new(),
        findings: Vec::new(),
    }
}

/// Scores the reports of a folder against annotations of the same names, for a program.
///
/// # Errors
/// A folder or an annotation that cannot be read; what is said of reports that cannot be read stands in the result.
pub fn score_folders(gold: &Path, reports: &Path) -> Result<(Score, Vec<String>), String> {
    let scored = folders(gold, reports).map_err(|error| error.to_string())?;
    Ok((scored.score, scored.missing))
}

/// Scores reports against annotations of the documents of the same ids; one without its report counts as not found.
pub fn score_reports<'a>(
    gold: impl IntoIterator<Item = &'a Report>,
    reports: impl IntoIterator<Item = &'a Report>,
) -> Score {
    let reports: Vec<&Report> = reports.into_iter().collect();
    let mut score = Score::default();
    for gold in gold {
        let found = reports.iter().find(|report| report.document.id == gold.document.id);
        match found {
            Some(found) => score.add(gold, found),
            None => score.add(gold, &nothing()),
        }
    }
    score
}

/// Scores as JSON: `f1` by kind, `fields` by name, both to four digits, the counts they rest on, and every miss.
pub fn score_json(score: &Score) -> Value {
    let rounded = |value: Decimal| {
        let text = format!("{:.4}", float(value));
        text.parse::<f64>().map_or(Value::Null, Value::from)
    };
    let mut counts = Map::new();
    let mut f1 = Map::new();
    for (kind, count) in score.counts() {
        let Count { right, gold, found } = *count;
        counts.insert((*kind).to_owned(), json!({ "gold": gold, "found": found, "right": right }));
        f1.insert((*kind).to_owned(), rounded(count.f1()));
    }
    let mut fields = Map::new();
    for (name, field) in score.fields() {
        counts.insert((*name).to_owned(), json!({ "of": field.of }));
        fields.insert((*name).to_owned(), rounded(field.mean()));
    }
    let misses: Vec<Value> = score
        .misses()
        .iter()
        .map(|miss| {
            let side = if miss.annotated { "missed" } else { "spurious" };
            json!({
                "document": miss.document, "kind": miss.kind, "side": side, "span": miss.span, "label": miss.label,
            })
        })
        .collect();
    json!({ "f1": f1, "fields": fields, "mean": rounded(score.mean()), "counts": counts, "misses": misses })
}

/// As a binary float, for printing: a tie is rounded as every other tool rounds it.
fn float(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

fn print(score: &Score, show: &[String]) -> Result<(), CommandError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(
        out,
        "{:40} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "records", "gold", "found", "right", "P", "R", "F1"
    )?;
    for (kind, count) in score.counts() {
        let [p, r, f1] = [count.precision(), count.recall(), count.f1()].map(float);
        writeln!(
            out,
            "{kind:40} {:5} {:6} {:6} {p:6.3} {r:6.3} {f1:6.3}",
            count.gold, count.found, count.right
        )?;
    }
    writeln!(out, "\n{:40} {:>5} {:>6}", "field, over matched records", "of", "right")?;
    for (name, field) in score.fields() {
        writeln!(out, "{name:40} {:5} {:6.3}", field.of, float(field.mean()))?;
    }
    writeln!(out, "\nmean of the headline F1s: {:.3}", float(score.mean()))?;
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
