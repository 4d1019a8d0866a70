//! `lianjie parse`

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use lianjie_tables::{Builder, check, write_parquet};

use crate::args::{Format, ParseOptions};
use crate::colour::Paint;
use crate::find;
use crate::input::{Document, for_each, for_each_of};
use crate::target::{self, Target};
use crate::{CommandError, Outcome, complain, output, spreadsheet, table};

pub(crate) fn run(options: &ParseOptions) -> Result<Outcome, CommandError> {
    let all_read = match &options.out {
        Some(folder) => write_into(options, folder)?,
        None => print(options)?,
    };
    Ok(if all_read { Outcome::Clean } else { Outcome::SomeUnreadable })
}

fn print(options: &ParseOptions) -> Result<bool, CommandError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    if options.format == Format::Parquet {
        return Err(CommandError::ParquetNeedsFolder);
    }
    let (mut number, mut all_held) = (0, true);
    let all_read = for_each(&options.inputs, |document| {
        if !held(options.format, &document) {
            all_held = false;
            return Ok(());
        }
        write(options.format, &document, (number, number == 0), Paint::output(), &mut out)?;
        number += 1;
        // A reader of lines gets each as soon as it is there.
        if options.format == Format::Jsonl {
            out.flush()?;
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(all_read && all_held)
}

fn write_into(options: &ParseOptions, folder: &Path) -> Result<bool, CommandError> {
    let extension = match options.format {
        Format::Jsonl => {
            target::folder(folder)?;
            let mut all_read = true;
            Target::write(&folder.join("reports.jsonl"), |out| {
                all_read =
                    for_each(&options.inputs, |document| output::json_line(&document.parsed.report, out))?;
                Ok(())
            })?;
            return Ok(all_read);
        }
        Format::Parquet => return write_tables(options, folder),
        Format::Table => "txt",
        Format::Csv | Format::CsvExcel => "csv",
        Format::Html => "html",
        Format::Json => "json",
    };
    let target_of = |id: &str| -> PathBuf { folder.join(format!("{id}.{extension}")) };
    let files = find::files(&options.inputs)?;
    if let Some((first, second)) = files.namesakes() {
        let (first, second, target) = (first.path.clone(), second.path.clone(), target_of(&first.id));
        return Err(CommandError::SameTarget { first, second, target });
    }
    target::folder(folder)?;
    let (mut number, mut all_held) = (0, true);
    let all_read = for_each_of(&files, &options.inputs, |document| {
        if !held(options.format, &document) {
            all_held = false;
            return Ok(());
        }
        let path = target_of(&document.id);
        path.parent().map_or(Ok(()), target::folder)?;
        Target::write(&path, |out| write(options.format, &document, (number, true), Paint::plain(), out))?;
        number += 1;
        Ok(())
    })?;
    Ok(all_read && all_held)
}

/// Every table of all documents, one file a table.
fn write_tables(options: &ParseOptions, folder: &Path) -> Result<bool, CommandError> {
    target::folder(folder)?;
    let mut builder = Builder::default();
    let mut all_held = true;
    let all_read = for_each(&options.inputs, |document| {
        if let Err(error) = builder.push(&document.parsed.report, &document.text) {
            complain(&format!("{}: {error}", document.path.display()));
            all_held = false;
        }
        Ok(())
    })?;
    write_parquet(&builder.finish()?, folder)?;
    Ok(all_read && all_held)
}

/// Whether the form can hold the numbers of a document; what it cannot is said on standard error.
fn held(format: Format, document: &Document) -> bool {
    let checked = if matches!(format, Format::Csv | Format::CsvExcel) {
        check(&document.parsed.report)
    } else {
        Ok(())
    };
    checked.inspect_err(|error| complain(&format!("{}: {error}", document.path.display()))).is_ok()
}

fn write(
    format: Format,
    document: &Document,
    (number, first): (usize, bool),
    paint: Paint,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    let report = &document.parsed.report;
    match format {
        Format::Table => table::report(document, paint, out),
        Format::Json => output::json(report, out),
        Format::Jsonl => output::json_line(report, out),
        // Two pages in one file are no page.
        Format::Html if !first => Err(CommandError::SeveralPages),
        Format::Html => output::html(document, out),
        Format::CsvExcel => {
            let mut table = Vec::new();
            output::csv(report, number, first, &mut table)?;
            spreadsheet::write(&table, first, out)
        }
        Format::Csv => output::csv(report, number, first, out),
        Format::Parquet => Err(CommandError::ParquetNeedsFolder),
    }
}
