//! `cargo xtask corpus`: the development loop on a folder of real documents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lianjie_parser::{Figure, Lexicon, Measure, Metadata, Observation, Parsed, Parser, Report, Source};
use serde_json::Value;

use crate::check::Failure;

/// Reads every document below a folder and writes its report to `out`, one JSON file each.
///
/// # Errors
/// A file that cannot be read or written; two documents of one name.
pub(crate) fn save(folder: &Path, out: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(out)?;
    let mut written = BTreeSet::new();
    for path in texts(folder)? {
        let (_, parsed) = read(&path)?;
        let name = format!("{}.json", parsed.report.document.id);
        if !written.insert(name.clone()) {
            return Err(format!("{}: {name} is written already", path.display()).into());
        }
        std::fs::write(out.join(name), serde_json::to_vec_pretty(&parsed.report)?)?;
    }
    Ok(())
}

/// Prints what differs between two folders of reports: records gone with `-`, records come with `+`.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn diff(before: &Path, after: &Path) -> Result<(), Failure> {
    let mut names = BTreeSet::new();
    for folder in [before, after] {
        for entry in std::fs::read_dir(folder)? {
            names.insert(entry?.file_name());
        }
    }
    for name in names {
        let old = records(&before.join(&name))?;
        let new = records(&after.join(&name))?;
        let gone = old.iter().filter(|row| !new.contains(*row)).map(|row| format!("- {row}"));
        let come = new.iter().filter(|row| !old.contains(*row)).map(|row| format!("+ {row}"));
        let rows: Vec<String> = gone.chain(come).collect();
        if !rows.is_empty() {
            crate::tell(&format!("== {}\n{}", name.to_string_lossy(), rows.join("\n")));
        }
    }
    Ok(())
}

/// Prints the most frequent numbers that gave no figure, by the characters around them.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn numbers(folder: &Path, most: usize) -> Result<(), Failure> {
    let mut contexts = BTreeMap::<String, (usize, String)>::new();
    for path in texts(folder)? {
        let (text, parsed) = read(&path)?;
        let chars: Vec<char> = text.chars().collect();
        let mut covered = vec![false; chars.len()];
        for figure in &parsed.report.figures {
            let range = usize::try_from(figure.span.start())?..usize::try_from(figure.span.end())?;
            covered.get_mut(range).unwrap_or_default().fill(true);
        }
        let is_number = |at: usize| {
            chars
                .get(at)
                .is_some_and(|ch| ch.is_ascii_digit() || "一二两三四五六七八九十百千万亿".contains(*ch))
        };
        let mut at = 0;
        while at < chars.len() {
            if !is_number(at) || covered.get(at).copied().unwrap_or(false) {
                at += 1;
                continue;
            }
            let start = at;
            while is_number(at) {
                at += 1;
            }
            let shape: String = chars.iter().skip(at).take(2).collect();
            let shape = shape.replace('\n', "↵");
            let quote: String =
                chars.iter().skip(start.saturating_sub(8)).take(at - start.saturating_sub(8) + 8).collect();
            let row = contexts.entry(shape).or_default();
            row.0 += 1;
            row.1 = format!("{} {}", parsed.report.document.id, quote.replace('\n', "↵"));
        }
    }
    let mut rows: Vec<_> = contexts.into_iter().collect();
    rows.sort_by_key(|(shape, (count, _))| (std::cmp::Reverse(*count), shape.clone()));
    for (shape, (count, example)) in rows.into_iter().take(most) {
        crate::tell(&format!("{count:6}  …{shape}  {example}"));
    }
    Ok(())
}

/// Prints the lexicon rows that stand in one document only: each must be a term that a glossary of the field would
/// list.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn rows(folder: &Path) -> Result<(), Failure> {
    let mut documents = BTreeMap::<(&str, String), BTreeSet<String>>::new();
    for path in texts(folder)? {
        let folded = lianjie_parser::fold::fold(source(&path)?.text());
        for (class, word) in Lexicon::builtin().words_in(&folded) {
            let words = documents.entry((class.name(), word.to_owned())).or_default();
            words.insert(path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    for ((class, word), names) in documents {
        if let (1, Some(name)) = (names.len(), names.first()) {
            crate::tell(&format!("{class}\t{word}\t{name}"));
        }
    }
    Ok(())
}

/// A report's records, each on one line without the indexes that shift when a record is added.
fn records(path: &Path) -> Result<Vec<String>, Failure> {
    let Ok(text) = std::fs::read_to_string(path) else { return Ok(Vec::new()) };
    let report: Value = serde_json::from_str(&text)?;
    let quotes: Vec<String> = report
        .get("figures")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|figure| format!("{}{}", figure["text"].as_str().unwrap_or_default(), figure["span"]))
        .collect();
    let mut rows = Vec::new();
    for (list, records) in report.as_object().into_iter().flatten() {
        for record in records.as_array().into_iter().flatten().chain(Some(records).filter(|r| r.is_object()))
        {
            let mut record = record.clone();
            name_figures(&mut record, &quotes);
            rows.push(format!("{list} {record}"));
        }
    }
    Ok(rows)
}

/// Puts the figure's quote where its index stands, and drops empty fields.
fn name_figures(value: &mut Value, quotes: &[String]) {
    match value {
        Value::Object(fields) => {
            fields
                .retain(|_, field| !field.is_null() && field.as_array().is_none_or(|list| !list.is_empty()));
            for (name, field) in fields.iter_mut() {
                let quote = |index: &Value| {
                    index.as_u64().and_then(|i| usize::try_from(i).ok()).and_then(|i| quotes.get(i)).cloned()
                };
                if name == "figure"
                    && let Some(quote) = quote(field)
                {
                    *field = quote.into();
                } else if let ("figures", Some(list)) = (name.as_str(), field.as_array_mut()) {
                    for index in list {
                        if let Some(quote) = quote(index) {
                            *index = quote.into();
                        }
                    }
                } else {
                    name_figures(field, quotes);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| name_figures(item, quotes)),
        _ => {}
    }
}

fn read(path: &Path) -> Result<(String, Parsed), Failure> {
    let source = source(path)?;
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let parsed = Parser::default().parse(source.text(), &Metadata { id, ..Metadata::default() });
    Ok((source.into_text(), parsed))
}

/// The decoded text of a file.
pub(crate) fn source(path: &Path) -> Result<Source, Failure> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| named(&error))?;
    Ok(Source::from_bytes(&bytes).map_err(|error| named(&error))?)
}

/// What stands before the folders of documents for which no rule was written.
const UNSEEN: &str = "--unseen";

/// The folders before `--unseen`, and those behind it, for whose documents no rule was written: there, what the rules say
/// can be trusted.
pub(crate) fn by_trust<'f>(folders: &'f [&'f str]) -> [(&'f [&'f str], bool); 2] {
    match folders.iter().position(|word| *word == UNSEEN) {
        Some(at) => [
            (folders.get(..at).unwrap_or_default(), false),
            (folders.get(at + 1..).unwrap_or_default(), true),
        ],
        None => [(folders, false), (&[], true)],
    }
}

/// The figure of an annotated document that was read there as this one.
pub(crate) fn annotated_figure(gold: &Report, figure: &Figure) -> Option<usize> {
    gold.figures.iter().position(|other| {
        other.span.overlaps(figure.span) && other.value == figure.value && other.parts == figure.parts
    })
}

/// What an annotated document says of a figure that was read there as this measure.
pub(crate) fn annotation<'g>(gold: &'g Report, figure: &Figure, measure: Measure) -> Option<&'g Observation> {
    let index = annotated_figure(gold, figure)?;
    gold.observations.iter().find(|told| told.figure == index && told.measure == measure)
}

/// The annotated documents of folders given in threes: annotations, texts, names of the documents or `all`.
///
/// # Errors
/// A document that cannot be read, or an annotation without its text.
pub(crate) fn annotated(folders: &[&str]) -> Result<Vec<(Report, Source)>, Failure> {
    let mut found = Vec::new();
    for group in folders.chunks(3) {
        let [annotations, texts, names] = group else { return Err("folders come in threes".into()) };
        let names: Vec<&str> = if *names == "all" { Vec::new() } else { names.split(',').collect() };
        found.extend(annotated_in(Path::new(annotations), Path::new(texts), &names)?);
    }
    Ok(found)
}

/// The annotations of a folder with the texts that they are of, in the order of their names; all where `names` is empty.
fn annotated_in(annotations: &Path, texts: &Path, names: &[&str]) -> Result<Vec<(Report, Source)>, Failure> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(annotations)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut found = Vec::new();
    for path in files {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !names.is_empty() && !names.contains(&stem.as_str()) {
            continue;
        }
        let gold: Report = serde_json::from_str(&std::fs::read_to_string(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        found.push((gold, source(&texts.join(format!("{stem}.txt")))?));
    }
    Ok(found)
}

/// The text files below a folder, sorted; a file stands for itself.
pub(crate) fn texts(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(texts(&path)?);
        } else if path.extension().is_some_and(|ext| ext == "txt") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
