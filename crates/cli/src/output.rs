//! Takes reports, writes them in the form that was asked for.

use std::io::Write;

use lianjie_parser::{Decimal, Observation, Period, Report};

use crate::CommandError;

/// The JSON form, indented, with a final newline.
pub(crate) fn json(report: &Report, out: &mut impl Write) -> Result<(), CommandError> {
    serde_json::to_writer_pretty(&mut *out, report).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// The JSON form on one line.
pub(crate) fn json_line(report: &Report, out: &mut impl Write) -> Result<(), CommandError> {
    serde_json::to_writer(&mut *out, report).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// Columns of the table of observations.
const COLUMNS: [&str; 21] = [
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
    "start",
    "quote",
];

/// One observation a row. The header is written first when `header` is set.
pub(crate) fn csv(report: &Report, header: bool, out: &mut impl Write) -> Result<(), CommandError> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    let failed = |error: csv::Error| CommandError::Output(error.into());
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

fn row(report: &Report, observation: &Observation) -> Option<[String; 21]> {
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
        figure.span.start().to_string(),
        figure.text.clone(),
    ])
}
