//! The W3C Web Annotation model: takes a report with its text, gives a page of annotations as JSON-LD.
//!
//! Every record is an annotation: its body is the record in the JSON form and its kind as a tag, its targets are the spans
//! of its evidence, each selected by its quote (with what stands around it) and by its position in code points, as the
//! model asks.

use std::fmt::Write as _;

use lianjie_core::{Report, Span};
use serde::Serialize;
use serde_json::{Value, json};

use super::mark::{evidence, region_id};
use super::text::Text;
use super::{ExportError, Id, RecordKind};

/// Code points of context on each side of a quote.
const CONTEXT: u32 = 32;

/// A page of annotations of one document.
///
/// The document's IRI is `base` with its id, percent-encoded, at the end.
///
/// ```
/// use lianjie_core::Report;
/// use lianjie_export::annotation::{RecordKind, web};
///
/// let report: Report = serde_json::from_str(
///     r#"{"document":{"id":"渭源","script":"simplified"},
///         "figures":[{"span":[3,6],"text":"12户","value":"12","unit":"household","bound":"exact","quantum":"1"}]}"#,
/// )?;
/// let page = web::page(&report, "😀脱贫12户。", &RecordKind::ALL, "https://example.org/reports/")?;
/// let target = &page["items"][0]["target"];
/// assert_eq!(target["source"], "https://example.org/reports/%E6%B8%AD%E6%BA%90");
/// assert_eq!(target["selector"][0]["prefix"], "😀脱贫");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A record that the text does not hold.
pub fn page(report: &Report, text: &str, kinds: &[RecordKind], base: &str) -> Result<Value, ExportError> {
    let text = Text::of(text);
    // Says which record a span is wrong of.
    super::mark::Marks::of(report, &text, kinds)?;
    let document = report.document.id.as_str();
    let source = iri(base, document);
    let mut items = Vec::new();
    for kind in RecordKind::ALL.into_iter().filter(|kind| kinds.contains(kind)) {
        for (record, spans) in evidence(report, kind).into_iter().enumerate() {
            let id = region_id(document, kind, record, 0);
            items.push(annotation(id, kind.as_str(), &body(report, kind, record), spans, &text, &source));
        }
    }
    if kinds.contains(&RecordKind::Figure) {
        for (record, observation) in report.observations.iter().enumerate() {
            let Some(figure) = report.figures.get(observation.figure) else { continue };
            let id = Id::of(&[document, "observation", &record.to_string()]);
            items.push(annotation(id, "observation", &written(observation), &[figure.span], &text, &source));
        }
    }
    Ok(json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:uuid:{}", Id::of(&[document, "page"])),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }))
}

fn annotation(id: Id, label: &str, record: &str, spans: &[Span], text: &Text<'_>, source: &str) -> Value {
    let mut targets: Vec<Value> = spans.iter().map(|span| target(*span, text, source)).collect();
    let target = if targets.len() == 1 { targets.pop().unwrap_or_default() } else { Value::from(targets) };
    json!({
        "id": format!("urn:uuid:{id}"),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {
            "type": "Software",
            "name": concat!("lianjie ", env!("CARGO_PKG_VERSION")),
        },
        "body": [
            { "type": "TextualBody", "purpose": "tagging", "value": label },
            { "type": "TextualBody", "purpose": "describing", "format": "application/json", "value": record },
        ],
        "target": target,
    })
}

fn target(span: Span, text: &Text<'_>, source: &str) -> Value {
    let (prefix, suffix) = text.around(span, CONTEXT);
    json!({
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text.quote(span),
                "prefix": prefix,
                "suffix": suffix,
            },
            { "type": "TextPositionSelector", "start": span.start(), "end": span.end() },
        ],
    })
}

/// The record in the JSON form.
fn body(report: &Report, kind: RecordKind, record: usize) -> String {
    match kind {
        RecordKind::Figure => report.figures.get(record).map(written),
        RecordKind::FundingSource => report.funding_sources.get(record).map(written),
        RecordKind::Program => report.programs.get(record).map(written),
        RecordKind::Scheme => report.schemes.get(record).map(written),
        RecordKind::Finding => report.findings.get(record).map(written),
    }
    .unwrap_or_default()
}

fn written<T: Serialize>(record: &T) -> String {
    // Records have no map whose keys are not text, and nothing else fails.
    serde_json::to_string(record).unwrap_or_default()
}

/// What an IRI may hold as it is stands so, all else by its bytes.
fn iri(base: &str, id: &str) -> String {
    let mut iri = base.to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            iri.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(iri, "%{byte:02X}");
        }
    }
    iri
}
