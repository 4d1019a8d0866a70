//! Takes reports, writes them in the form that was asked for.

use std::io::Write;

use lianjie_export::page::{self, Source};
use lianjie_parser::{Decimal, Observation, Period, Report, Verdict};

use crate::CommandError;
use crate::input::Document;

/// The JSON form, indented, with a final newline.
pub(crate) fn json(report: &Report, out: &mut impl Write) -> Result<(), CommandError> {
    serde_json::to_writer_pretty(&mut *out, report).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// A page of its own.
pub(crate) fn html(document: &Document, out: &mut impl Write) -> Result<(), CommandError> {
    let source = Source { report: &document.parsed.report, text: &document.text };
    Ok(out.write_all(page::document(source, &document.parsed.diagnostics).as_bytes())?)
}

/// The JSON form on one line.
pub(crate) fn json_line(report: &Report, out: &mut impl Write) -> Result<(), CommandError> {
    serde_json::to_writer(&mut *out, report).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// Columns of the table of observations.
const COLUMNS: [&str; 23] = [
    "document",
    "published",
    "measure",
    "value",
    "upper",
    "parts",
    "unit",
    "bound",
    "per",
    "group",
    "industry",
    "place",
    "level",
    "path",
    "adcode",
    "from",
    "to",
    "as_of",
    "confidence",
    "audit",
    "start",
    "end",
    "quote",
];

/// One observation a row. The header is written first when `header` is set.
pub(crate) fn csv(report: &Report, header: bool, out: &mut impl Write) -> Result<(), CommandError> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    // What the writer below says is kept as it is: a closed pipe is no error.
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => CommandError::Output(error),
        other => CommandError::Output(std::io::Error::other(format!("{other:?}"))),
    };
    if header {
        writer.write_record(COLUMNS).map_err(failed)?;
    }
    for observation in &report.observations {
        if let Some(row) = row(report, observation) {
            writer.write_record(row).map_err(failed)?;
        }
    }
    Ok(writer.flush()?)
}

fn row(report: &Report, observation: &Observation) -> Option<[String; 23]> {
    let figure = report.figures.get(observation.figure)?;
    let decimal = |value: Option<Decimal>| value.map(|v| v.to_string()).unwrap_or_default();
    let place = observation.place.as_ref();
    let date = |end: fn(&Period) -> Option<lianjie_parser::NaiveDate>| {
        observation.period.as_ref().and_then(end).map(|day| day.to_string()).unwrap_or_default()
    };
    let join = |codes: Vec<String>, by: &str| codes.join(by);
    Some([
        report.document.id.clone(),
        report.document.published.map(|day| day.to_string()).unwrap_or_default(),
        observation.measure.to_string(),
        decimal(figure.value),
        decimal(figure.upper),
        join(figure.parts.iter().flatten().map(ToString::to_string).collect(), ":"),
        figure.unit.to_string(),
        figure.bound.to_string(),
        join(figure.per.iter().map(ToString::to_string).collect(), " "),
        observation.group.to_string(),
        observation.industry.map(|kind| kind.to_string()).unwrap_or_default(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        place.map(|place| place.level.to_string()).unwrap_or_default(),
        place.map(|place| place.path.join("/")).unwrap_or_default(),
        place.and_then(|place| place.adcode).map(|code| code.to_string()).unwrap_or_default(),
        date(Period::from),
        date(Period::to),
        observation.period.map(|period| period.as_of().to_string()).unwrap_or_default(),
        observation.provenance.confidence.to_string(),
        verdict(report, observation.figure).map(|verdict| verdict.to_string()).unwrap_or_default(),
        figure.span.start().to_string(),
        figure.span.end().to_string(),
        figure.text.clone(),
    ])
}

/// What the audit says of a figure, the gravest first. `repaired` marks the damaged figure alone, whose row holds what
/// was printed; those that proved the reading are consistent with it.
fn verdict(report: &Report, figure: usize) -> Option<Verdict> {
    let span = report.figures.get(figure).map(|figure| figure.span);
    let verdicts = || {
        let with_figure = report.findings.iter().filter(|finding| finding.figures.contains(&figure));
        with_figure.map(|finding| match &finding.repair {
            Some(repair) if Some(repair.span) != span => Verdict::Consistent,
            _ => finding.verdict,
        })
    };
    let order = [Verdict::Repaired, Verdict::Inconsistent, Verdict::Consistent];
    order.into_iter().find(|verdict| verdicts().any(|found| found == *verdict))
}
