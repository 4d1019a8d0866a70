//! Takes what doccano exports (JSONL, with or without relations), gives corrected reports.

use std::collections::BTreeMap;

use lianjie_core::Span;
use serde::Deserialize;
use serde_json::Value;

use super::super::draft::{Draft, DraftRegion};
use super::super::mark::LinkKind;
use super::super::text::Text;
use super::super::{ImportError, Imported, Problem, RecordKind, Sources, gold};

/// What a label says.
const SHOWN: [&str; 6] = ["measure", "group", "funding_kind", "program_kind", "relation", "verdict"];

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: String,
    #[serde(default, alias = "labels")]
    label: Vec<(u32, u32, String)>,
    #[serde(default)]
    entities: Option<Vec<Entity>>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    document: Option<String>,
    #[serde(default)]
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct Meta {
    #[serde(default)]
    document: Option<String>,
}

#[derive(Deserialize)]
struct Entity {
    id: i64,
    start_offset: u32,
    end_offset: u32,
    label: String,
}

#[derive(Deserialize)]
struct Relation {
    from_id: i64,
    to_id: i64,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads exported lines of either form. What cannot be read is left out and told by line and span.
///
/// # Errors
/// A line that is of neither form.
pub fn import(lines: &str, sources: Sources<'_>) -> Result<Imported, ImportError> {
    let mut imported = Imported::default();
    for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = at + 1;
        let line: Line =
            serde_json::from_str(line).map_err(|error| ImportError::Line { line: number, error })?;
        let (draft, problems) = draft(number, line);
        imported.problems.extend(problems);
        let (annotated, problems) = gold::read(&draft, sources);
        imported.documents.push(annotated);
        imported.problems.extend(problems);
    }
    Ok(imported)
}

fn draft(number: usize, line: Line) -> (Draft, Vec<Problem>) {
    let id = if line.id.is_null() { number.to_string() } else { line.id.to_string().replace('"', "") };
    let document = line.document.or(line.meta.and_then(|meta| meta.document)).filter(|id| !id.is_empty());
    let task = match &document {
        Some(document) => format!("{id} ({document}), line {number}"),
        None => format!("{id}, line {number}"),
    };
    let text = Text::of(&line.text);
    let (mut regions, mut problems, mut places) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut add = |name: String, start, end, label: &str| match region(name.clone(), start, end, label, &text)
    {
        Ok(region) => {
            regions.push(region);
            Some(regions.len() - 1)
        }
        Err(what) => {
            problems.push(Problem { task: task.clone(), region: Some(name), what });
            None
        }
    };
    for (start, end, label) in &line.label {
        add(format!("[{start}, {end}]"), *start, *end, label);
    }
    for entity in line.entities.iter().flatten() {
        let at = add(entity.id.to_string(), entity.start_offset, entity.end_offset, &entity.label);
        places.extend(at.map(|at| (entity.id, at)));
    }
    let mut links = Vec::new();
    for relation in &line.relations {
        let Some(kind) = LinkKind::from_label(&relation.kind) else {
            let what = format!("{:?} is no relation", relation.kind);
            let region = Some(relation.from_id.to_string());
            problems.push(Problem { task: task.clone(), region, what });
            continue;
        };
        // A relation whose entity could not be read goes with it.
        let ends = places.get(&relation.from_id).copied().zip(places.get(&relation.to_id).copied());
        links.extend(ends.map(|(from, to)| (kind, from, to)));
    }
    let links = line.entities.is_some().then_some(links);
    let document = document.unwrap_or_else(|| format!("line-{number}"));
    (Draft { task, document, text: line.text, regions, links, shown: &SHOWN }, problems)
}

fn region(id: String, start: u32, end: u32, label: &str, text: &Text<'_>) -> Result<DraftRegion, String> {
    let span = Span::new(start, end).filter(|span| !span.is_empty());
    let span = span.ok_or_else(|| format!("[{start}, {end}] is no span"))?;
    if text.quote(span).is_none() {
        return Err(format!("it is at [{start}, {end}], but the text has {} characters", text.chars()));
    }
    let mut parts = label.split('/');
    let kind = parts
        .next()
        .and_then(RecordKind::from_label)
        .ok_or_else(|| format!("{label:?} is no kind of record"))?;
    let names: &[&str] = match kind {
        RecordKind::Figure => &["measure", "group"],
        RecordKind::FundingSource => &["funding_kind"],
        RecordKind::Program => &["program_kind"],
        RecordKind::Scheme => &[],
        RecordKind::Finding => &["relation", "verdict"],
    };
    let mut attributes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, code) in names.iter().zip(parts.by_ref()) {
        attributes.insert((*name).to_owned(), vec![code.to_owned()]);
    }
    if let Some(left) = parts.next() {
        return Err(format!("{label:?} says too much: {left:?}"));
    }
    // Whoever is not said to be poor is anybody.
    if attributes.contains_key("measure") {
        attributes.entry("group".to_owned()).or_insert_with(|| vec!["all".to_owned()]);
    }
    Ok(DraftRegion { id, kind, span, attributes })
}
