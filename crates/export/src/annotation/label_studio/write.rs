//! Takes a report with its text, gives a task.

use lianjie_core::Report;
use serde_json::{Value, json};

use super::super::attribute::{ASKED, Form, attributes, provenance};
use super::super::mark::{Marks, Region};
use super::super::text::Text;
use super::super::{ExportError, RecordKind};

/// A task with the report's records as its prediction; a file to import is an array of such.
///
/// ```
/// use lianjie_core::Report;
/// use lianjie_export::annotation::{RecordKind, label_studio};
///
/// let report: Report = serde_json::from_str(
///     r#"{"document":{"id":"a","script":"simplified"},
///         "figures":[{"span":[3,6],"text":"12户","value":"12","unit":"household","bound":"exact","quantum":"1"}]}"#,
/// )?;
/// let task = label_studio::task(&report, "😀脱贫12户。", &RecordKind::ALL)?;
/// assert_eq!(task["predictions"][0]["result"][0]["value"]["start"], 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A record that the text does not hold.
pub fn task(report: &Report, text: &str, kinds: &[RecordKind]) -> Result<Value, ExportError> {
    let marks = Marks::of(report, &Text::of(text), kinds)?;
    let mut results = Vec::new();
    for region in &marks.regions {
        results.push(labelled(report, region));
        if region.part == 0 {
            described(report, region, &mut results);
        }
    }
    let id = |at: usize| marks.regions.get(at).map(|region| region.id.to_string());
    for link in &marks.links {
        results.push(json!({
            "type": "relation",
            "from_id": id(link.from),
            "to_id": id(link.to),
            "direction": "right",
            "labels": [link.kind.as_str()],
        }));
    }
    let document = &report.document;
    Ok(json!({
        "data": {
            "text": text,
            "document": document.id,
            "title": document.title,
            "published": document.published,
        },
        "predictions": [{
            "model_version": concat!("lianjie-", env!("CARGO_PKG_VERSION")),
            "result": results,
        }],
    }))
}

/// The region itself.
fn labelled(report: &Report, region: &Region<'_>) -> Value {
    let mut result = json!({
        "id": region.id.to_string(),
        "from_name": "record",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": region.span.start(),
            "end": region.span.end(),
            "text": region.quote,
            "labels": [region.kind.as_str()],
        },
    });
    let made = provenance(report, region.kind, region.record).filter(|made| !made.rule.is_empty());
    if let (Some(made), Some(result)) = (made, result.as_object_mut()) {
        let note = format!("{} ({})", made.rule, made.confidence);
        result.insert("meta".to_owned(), json!({ "text": [note] }));
    }
    result
}

/// Its choices and lines.
fn described(report: &Report, region: &Region<'_>, results: &mut Vec<Value>) {
    let mut attributes = attributes(report, region.kind, region.record);
    for asked in &ASKED {
        let Some(values) = attributes.remove(asked.name) else { continue };
        let kind = match asked.form {
            Form::Line(_) => "textarea",
            Form::One(_) | Form::Many(_) => "choices",
        };
        let mut value = json!({ "start": region.span.start(), "end": region.span.end() });
        if let Some(value) = value.as_object_mut() {
            value.insert(if kind == "choices" { "choices" } else { "text" }.to_owned(), json!(values));
        }
        results.push(json!({
            "id": region.id.to_string(),
            "from_name": asked.name,
            "to_name": "text",
            "type": kind,
            "value": value,
        }));
    }
}
