//! Takes a report with its text, gives a line of either form that doccano reads.

use lianjie_core::Report;
use serde_json::{Value, json};

use super::super::attribute::{attributes, provenance};
use super::super::mark::{Marks, Region};
use super::super::text::Text;
use super::super::{ExportError, RecordKind};

/// A line for sequence labelling: `{"text": …, "label": [[start, end, label], …]}`, in text order.
///
/// ```
/// use lianjie_core::Report;
/// use lianjie_export::annotation::{RecordKind, doccano};
///
/// let report: Report = serde_json::from_str(
///     r#"{"document":{"id":"a","script":"simplified"},
///         "figures":[{"span":[3,6],"text":"12户","value":"12","unit":"household","bound":"exact","quantum":"1"}]}"#,
/// )?;
/// let line = doccano::spans(&report, "😀脱贫12户。", &RecordKind::ALL)?;
/// assert_eq!(line.to_string(), r#"{"text":"😀脱贫12户。","label":[[3,6,"figure"]],"document":"a"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A record that the text does not hold.
pub fn spans(report: &Report, text: &str, kinds: &[RecordKind]) -> Result<Value, ExportError> {
    let marks = Marks::of(report, &Text::of(text), kinds)?;
    let mut labels: Vec<(u32, u32, String)> = marks
        .regions
        .iter()
        .map(|region| (region.span.start(), region.span.end(), label(report, region)))
        .collect();
    labels.sort();
    labels.dedup();
    Ok(json!({ "text": text, "label": labels, "document": report.document.id }))
}

/// A line with relations: `{"text": …, "entities": […], "relations": […]}`; each entity says rule and confidence too, which
/// doccano passes over.
///
/// # Errors
/// A record that the text does not hold.
pub fn related(report: &Report, text: &str, kinds: &[RecordKind]) -> Result<Value, ExportError> {
    let marks = Marks::of(report, &Text::of(text), kinds)?;
    let mut entities = Vec::new();
    for (id, region) in marks.regions.iter().enumerate() {
        let made = provenance(report, region.kind, region.record);
        entities.push(json!({
            "id": id,
            "start_offset": region.span.start(),
            "end_offset": region.span.end(),
            "label": label(report, region),
            "rule": made.map(|made| &made.rule),
            "confidence": made.map(|made| made.confidence),
        }));
    }
    let mut relations = Vec::new();
    for (id, link) in marks.links.iter().enumerate() {
        relations.push(json!({
            "id": id, "from_id": link.from, "to_id": link.to, "type": link.kind.as_str(),
        }));
    }
    Ok(json!({
        "text": text, "entities": entities, "relations": relations, "document": report.document.id,
    }))
}

/// The label of a region: its kind and what its attributes say.
fn label(report: &Report, region: &Region<'_>) -> String {
    let attributes = attributes(report, region.kind, region.record);
    let said = |name: &str| attributes.get(name).and_then(|values| values.first()).cloned();
    let parts = match region.kind {
        RecordKind::Figure => {
            let group = said("group").filter(|group| group == "poor");
            [said("measure"), group]
        }
        RecordKind::FundingSource => [said("funding_kind"), None],
        RecordKind::Program => [said("program_kind"), None],
        RecordKind::Scheme => [None, None],
        RecordKind::Finding => [said("relation"), said("verdict")],
    };
    std::iter::once(region.kind.as_str().to_owned())
        .chain(parts.into_iter().flatten())
        .collect::<Vec<_>>()
        .join("/")
}
