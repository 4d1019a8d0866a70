//! Takes reports, writes them in the form that was asked for.

use std::io::Write;

use lianjie_export::page::{self, Source};
use lianjie_parser::Report;
use lianjie_tables::{Table, TableName, write_csv};

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

/// The table of observations, one a row; `number` is that of the report among all. The header is written first when
/// `header` is set.
pub(crate) fn csv(
    report: &Report,
    number: usize,
    header: bool,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    let table = Table::from(TableName::Observations, number, [(report, "")])?;
    Ok(write_csv(table.batch(), header, out)?)
}
