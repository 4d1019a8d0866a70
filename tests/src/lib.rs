//! Reads the case tables and compares what they expect with a report's JSON form. The Python tests read the same
//! tables.

use std::path::{Path, PathBuf};

use lianjie_parser::{Metadata, Parser};
use serde::Deserialize;
use serde_json::{Map, Value};

/// A table of cases: one file of `tests/cases`.
#[derive(Debug, Deserialize)]
pub struct Table {
    /// The rows.
    pub case: Vec<Case>,
}

/// One text and what is expected of it.
#[derive(Debug, Deserialize)]
pub struct Case {
    /// What the case is about.
    pub name: String,
    /// The text to parse.
    pub text: String,
    /// The date of publication given to the parser.
    pub published: Option<String>,
    /// Why the case does not pass yet. A pending case that passes fails the suite, so that the mark goes.
    pub pending: Option<String>,
    /// What is expected, under the name of a list of the report.
    #[serde(flatten)]
    pub expected: Map<String, Value>,
}

/// The top of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The texts of a folder, sorted.
///
/// # Errors
/// A folder that cannot be read.
pub fn texts(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

impl Case {
    /// Parses the text and compares.
    ///
    /// # Errors
    /// What differs, for a person.
    pub fn check(&self) -> Result<(), String> {
        let published = match &self.published {
            Some(day) => Some(day.parse().map_err(|error| format!("published: {error}"))?),
            None => None,
        };
        let metadata = Metadata { published, ..Metadata::default() };
        let report = Parser::default().parse(&self.text, &metadata).report;
        let report = serde_json::to_value(&report).map_err(|error| error.to_string())?;
        for (list, expected) in &self.expected {
            let found = match list.as_str() {
                "figures" => figures(&report),
                "observations" => observations(&report),
                "funding_sources" => funding_sources(&report),
                "schemes" => schemes(&report),
                "places" => by_figure(&report, "place", |value| place(value, "place")),
                "periods" => by_figure(&report, "period", period),
                "findings" => findings(&report, |_| true),
                "doubted" => findings(&report, |verdict| verdict != "consistent"),
                "document" => place(report.pointer("/document/place").unwrap_or(&Value::Null), "name"),
                other => return Err(format!("unknown key {other:?}")),
            };
            let same = match list.as_str() {
                "places" | "periods" | "findings" => subset(expected, &found),
                "figures" => matches(&with_nulls(expected), &found),
                _ => matches(expected, &found),
            };
            if !same {
                return Err(format!("{list}\n  expected {expected}\n  found    {found}"));
            }
        }
        Ok(())
    }
}

/// A value, an upper end or parts that an expected figure leaves out are null.
fn with_nulls(figures: &Value) -> Value {
    let mut figures = figures.clone();
    for row in figures.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        for key in ["value", "upper", "parts"] {
            row.entry(key).or_insert(Value::Null);
        }
    }
    figures
}

fn list<'a>(report: &'a Value, name: &str) -> &'a [Value] {
    report.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn quote(report: &Value, record: &Value) -> Value {
    let figure = record.get("figure").and_then(Value::as_u64).and_then(|i| usize::try_from(i).ok());
    figure
        .and_then(|i| list(report, "figures").get(i))
        .and_then(|f| f.get("text"))
        .cloned()
        .unwrap_or_default()
}

fn figures(report: &Value) -> Value {
    list(report, "figures").to_vec().into()
}

fn observations(report: &Value) -> Value {
    let with_quote = |observation: &Value| {
        let mut row = observation.clone();
        if let Some(row) = row.as_object_mut() {
            row.insert("figure".into(), quote(report, observation));
        }
        row
    };
    let measured = |row: &&Value| row.get("measure").is_none_or(|measure| measure != "other");
    list(report, "observations").iter().filter(measured).map(with_quote).collect()
}

/// The findings with certain verdicts, each with its figures' quotes and the values of its repair.
fn findings(report: &Value, wanted: fn(&str) -> bool) -> Value {
    let verdict = |finding: &&Value| finding.get("verdict").and_then(Value::as_str).is_some_and(wanted);
    let row = |finding: &Value| {
        let figures: Vec<Value> = list(finding, "figures")
            .iter()
            .filter_map(|index| list(report, "figures").get(usize::try_from(index.as_u64()?).ok()?))
            .filter_map(|figure| figure.get("text").cloned())
            .collect();
        let reading = finding.get("repair").map_or(&[][..], |repair| list(repair, "reading"));
        let values: Vec<Value> = reading.iter().filter_map(|figure| figure.get("value").cloned()).collect();
        let mut row = finding.clone();
        if let Some(row) = row.as_object_mut() {
            row.insert("figures".into(), figures.into());
            row.insert("reading".into(), values.into());
        }
        row
    };
    list(report, "findings").iter().filter(verdict).map(row).collect()
}

/// Sources that state a sum, terms or shares of risk, with the sum as plain text.
fn funding_sources(report: &Value) -> Value {
    let all = list(report, "funding_sources");
    let counts = |source: &Value| {
        let has = |key: &str| source.get(key).is_some_and(|value| !value.is_null());
        has("amount") || has("risk_share") || terms(source).is_some_and(|terms| !terms.is_empty())
    };
    let stated: Vec<usize> =
        all.iter().enumerate().filter(|(_, source)| counts(source)).map(|(i, _)| i).collect();
    let rows = stated.iter().filter_map(|i| all.get(*i)).map(|source| {
        let mut row = source.clone();
        if let Some(row) = row.as_object_mut() {
            let value = |key: &str| source.pointer(&format!("/{key}/value")).cloned();
            row.insert("amount".into(), value("amount").unwrap_or_else(|| "".into()));
            row.insert("growth".into(), value("growth").unwrap_or_default());
            row.insert("terms".into(), terms(source).unwrap_or_default().into());
            let total = source.get("part_of").and_then(Value::as_u64).and_then(|i| usize::try_from(i).ok());
            let index = total.and_then(|total| stated.iter().position(|i| *i == total));
            row.insert("part_of".into(), index.map_or(Value::Null, Into::into));
        }
        row
    });
    rows.collect()
}

fn terms(source: &Value) -> Option<Map<String, Value>> {
    let mut terms = source.get("terms")?.as_object()?.clone();
    terms.retain(|_, value| !value.is_null());
    Some(terms)
}

fn schemes(report: &Value) -> Value {
    let row = |scheme: &Value| {
        let mut row = scheme.clone();
        if let Some(name) = row.get_mut("name").filter(|name| name.is_null()) {
            *name = "".into();
        }
        row
    };
    list(report, "schemes").iter().map(row).collect()
}

/// For each observation the figure's quote and what `of` says of one of its fields.
fn by_figure(report: &Value, key: &str, of: fn(&Value) -> Value) -> Value {
    let row = |observation: &Value| {
        let mut row = of(observation.get(key).unwrap_or(&Value::Null));
        if let Some(row) = row.as_object_mut() {
            row.insert("figure".into(), quote(report, observation));
        }
        row
    };
    list(report, "observations").iter().map(row).collect()
}

fn place(place: &Value, name: &str) -> Value {
    let text =
        |key: &str| place.get(key).filter(|value| !value.is_null()).cloned().unwrap_or_else(|| "".into());
    let mut row = Map::new();
    row.insert(name.into(), text("name"));
    row.insert("adcode".into(), text("adcode"));
    row.into()
}

fn period(period: &Value) -> Value {
    let mut row = Map::new();
    for key in ["from", "to"] {
        row.insert(key.into(), period.get(key).cloned().unwrap_or_default());
    }
    row.insert("as_of".into(), period.get("as_of").cloned().unwrap_or_else(|| false.into()));
    row.into()
}

/// Whether every key that stands in the expectation has its value in what was found; lists are compared in order, but
/// for ties, terms and what a figure is for, which are sets.
fn matches(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len() && expected.iter().zip(found).all(|(e, f)| matches(e, f))
        }
        (Value::Object(expected), Value::Object(found)) => expected.iter().all(|(key, value)| {
            let other = found.get(key).unwrap_or(&Value::Null);
            match key.as_str() {
                "ties" | "terms" | "per" if value.is_array() => same_set(value, other),
                _ => matches(value, other),
            }
        }),
        _ => expected == found || expected.as_str().is_some_and(|e| same_number(e, found)),
    }
}

fn same_number(expected: &str, found: &Value) -> bool {
    let number = |text: &str| text.parse::<lianjie_parser::Decimal>().ok();
    found.as_str().and_then(number).is_some_and(|found| number(expected) == Some(found))
}

fn same_set(expected: &Value, found: &Value) -> bool {
    let (Some(expected), Some(found)) = (expected.as_array(), found.as_array()) else { return false };
    expected.len() == found.len() && expected.iter().all(|e| found.iter().any(|f| matches(e, f)))
}

/// Whether every expected row is matched by a row found, in order. What an expectation leaves out of a period is
/// null; of a place it is not checked.
fn subset(expected: &Value, found: &Value) -> bool {
    let (Some(expected), Some(found)) = (expected.as_array(), found.as_array()) else { return false };
    let mut rest = found.iter();
    expected.iter().all(|row| {
        let mut row = row.clone();
        if let Some(row) = row.as_object_mut()
            && !row.contains_key("place")
            && !row.contains_key("relation")
        {
            row.entry("from").or_insert(Value::Null);
            row.entry("to").or_insert(Value::Null);
            row.entry("as_of").or_insert(Value::Bool(false));
        }
        rest.any(|found| matches(&row, found))
    })
}
