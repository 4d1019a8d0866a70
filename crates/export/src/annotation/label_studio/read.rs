//! Takes what Label Studio exports ("JSON", the full form), gives corrected reports.

use std::collections::BTreeMap;

use lianjie_core::Span;
use serde::Deserialize;
use serde_json::Value;

use super::super::attribute::NAMES;
use super::super::draft::{Draft, DraftRegion, clip};
use super::super::mark::LinkKind;
use super::super::text::Text;
use super::super::{ImportError, Imported, Problem, RecordKind, Sources, gold};

#[derive(Deserialize)]
struct Task {
    #[serde(default)]
    id: Value,
    data: Data,
    #[serde(default)]
    annotations: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Data {
    text: String,
    #[serde(default)]
    document: Option<String>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    was_cancelled: bool,
    #[serde(default)]
    ground_truth: bool,
    result: Vec<Value>,
}

/// Reads an export: an array of tasks with their annotations.
///
/// Of several annotations of a task the one marked as ground truth counts; cancelled ones do not. What cannot be read is
/// left out and told by task and region.
///
/// # Errors
/// A file that is no such array.
pub fn import(json: &str, sources: Sources<'_>) -> Result<Imported, ImportError> {
    let tasks: Vec<Task> = serde_json::from_str(json)?;
    let mut imported = Imported::default();
    for (at, task) in tasks.into_iter().enumerate() {
        let number = if task.id.is_null() { format!("#{}", at + 1) } else { shown(&task.id) };
        let document = task.data.document.clone().filter(|id| !id.is_empty());
        let name =
            document.as_ref().map_or_else(|| number.clone(), |document| format!("{number} ({document})"));
        let document = document.unwrap_or_else(|| format!("task-{number}"));
        let annotation = match chosen(&task.annotations) {
            Ok(annotation) => annotation,
            Err(what) => {
                imported.problems.push(Problem { task: name, region: None, what });
                continue;
            }
        };
        let (draft, problems) = draft(name, document, task.data.text, &annotation.result);
        imported.problems.extend(problems);
        let (annotated, problems) = gold::read(&draft, sources);
        imported.documents.push(annotated);
        imported.problems.extend(problems);
    }
    Ok(imported)
}

/// The annotation that counts.
fn chosen(annotations: &[Annotation]) -> Result<&Annotation, String> {
    let done: Vec<&Annotation> = annotations.iter().filter(|one| !one.was_cancelled).collect();
    if let Some(truth) = done.iter().find(|one| one.ground_truth) {
        return Ok(truth);
    }
    match done.as_slice() {
        [] => Err("it has not been annotated".to_owned()),
        [one] => Ok(one),
        several => {
            let ids: Vec<String> = several.iter().map(|one| shown(&one.id)).collect();
            Err(format!("it has {} annotations ({}): mark one as ground truth", ids.len(), ids.join(", ")))
        }
    }
}

fn draft(task: String, document: String, text: String, results: &[Value]) -> (Draft, Vec<Problem>) {
    let mut draft =
        Draft { task, document, text, regions: Vec::new(), links: Some(Vec::new()), shown: &NAMES };
    let mut problems = Vec::new();
    let text = Text::of(&draft.text);
    let mut regions: Vec<DraftRegion> = Vec::new();
    let mut attributes: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for result in results {
        let id = result.get("id").map(shown).unwrap_or_default();
        let wrong = |what: String| Problem { task: draft.task.clone(), region: Some(id.clone()), what };
        let name = result.get("from_name").and_then(Value::as_str).unwrap_or_default();
        match result.get("type").and_then(Value::as_str) {
            Some("labels") if name == "record" => match region(&id, result, &text) {
                Ok(region) => regions.push(region),
                Err(what) => problems.push(wrong(what)),
            },
            Some(kind @ ("choices" | "textarea")) if NAMES.contains(&name) => {
                let field = if kind == "choices" { "choices" } else { "text" };
                let values = result
                    .pointer("/value")
                    .and_then(|value| value.get(field))
                    .map(texts)
                    .unwrap_or_default();
                attributes.entry(id).or_default().insert(name.to_owned(), values);
            }
            // Relations are read when all regions are known; what the project asks beside is its own.
            _ => {}
        }
    }
    for region in &mut regions {
        let mut said = attributes.remove(&region.id).unwrap_or_default();
        said.retain(|_, values| !values.is_empty());
        region.attributes = said;
    }
    let links = links(results, &regions, &draft.task, &mut problems);
    (draft.regions, draft.links) = (regions, Some(links));
    (draft, problems)
}

fn region(id: &str, result: &Value, text: &Text<'_>) -> Result<DraftRegion, String> {
    let value = result.get("value").ok_or("it has no value")?;
    let labels = value.get("labels").map(texts).unwrap_or_default();
    let kind = match labels.as_slice() {
        [label] => RecordKind::from_label(label).ok_or_else(|| format!("{label:?} is no kind of record"))?,
        _ => return Err(format!("it has {} labels instead of one", labels.len())),
    };
    let at = |name: &str| value.get(name).and_then(Value::as_u64).and_then(|at| u32::try_from(at).ok());
    let span = at("start").zip(at("end")).and_then(|(start, end)| Span::new(start, end));
    let span = span.filter(|span| !span.is_empty()).ok_or("its start and end are no span of the text")?;
    let quote = value.get("text").and_then(Value::as_str);
    let span = located(span, quote, text)?;
    Ok(DraftRegion { id: id.to_owned(), kind, span, attributes: BTreeMap::new() })
}

/// Where a region stands: the quote decides between code points and UTF-16 code units.
fn located(span: Span, quote: Option<&str>, text: &Text<'_>) -> Result<Span, String> {
    let Some(quote) = quote else {
        return text.quote(span).map(|_| span).ok_or_else(|| outside(span, text));
    };
    // Line breaks of a selection come back as `\n` in two characters, or not at all.
    let plain = |text: &str| text.replace("\\n", "").replace(['\n', '\r'], "");
    let quote = plain(quote);
    let holds = |span: &Span| text.quote(*span).is_some_and(|found| plain(found) == quote);
    let utf16 = || text.utf16(span).filter(holds);
    match Some(span).filter(holds).or_else(utf16) {
        Some(span) => Ok(span),
        None if text.quote(span).is_none() => Err(outside(span, text)),
        None => Err(format!(
            "it says {:?}, but the text has {:?} at [{}, {}]",
            clip(&quote),
            clip(text.quote(span).unwrap_or_default()),
            span.start(),
            span.end()
        )),
    }
}

fn outside(span: Span, text: &Text<'_>) -> String {
    format!("it is at [{}, {}], but the text has {} characters", span.start(), span.end(), text.chars())
}

fn links(
    results: &[Value],
    regions: &[DraftRegion],
    task: &str,
    problems: &mut Vec<Problem>,
) -> Vec<(LinkKind, usize, usize)> {
    let places: BTreeMap<&str, usize> =
        regions.iter().enumerate().map(|(at, region)| (region.id.as_str(), at)).collect();
    let mut links = Vec::new();
    for result in
        results.iter().filter(|result| result.get("type").and_then(Value::as_str) == Some("relation"))
    {
        let end =
            |name: &str| result.get(name).and_then(Value::as_str).and_then(|id| places.get(id)).copied();
        // A relation whose region was taken away went with it.
        let Some((mut from, mut to)) = end("from_id").zip(end("to_id")) else { continue };
        if result.get("direction").and_then(Value::as_str) == Some("left") {
            (from, to) = (to, from);
        }
        let labels = result.get("labels").map(texts).unwrap_or_default();
        for label in &labels {
            match LinkKind::from_label(label) {
                Some(kind) => links.push((kind, from, to)),
                None => problems.push(Problem {
                    task: task.to_owned(),
                    region: regions.get(from).map(|region| region.id.clone()),
                    what: format!("{label:?} is no relation"),
                }),
            }
        }
        if labels.is_empty() {
            problems.push(Problem {
                task: task.to_owned(),
                region: regions.get(from).map(|region| region.id.clone()),
                what: "a relation from it has no label".to_owned(),
            });
        }
    }
    links
}

/// An id as the tool prints it.
fn shown(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// A text or a list of texts.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}
