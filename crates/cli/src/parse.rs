//! `lianjie parse`

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::args::{Format, ParseOptions};
use crate::colour::Paint;
use crate::find;
use crate::input::{Document, for_each, for_each_of};
use crate::target::{self, Target};
use crate::{CommandError, Outcome, output, spreadsheet, table};

pub(crate) fn run(options: &ParseOptions) -> Result<Outcome, CommandError> {
    let all_read = match &options.out {
        Some(folder) => write_into(options, folder)?,
        None => print(options)?,
    };
    Ok(if all_read { Outcome::Clean } else { Outcome::SomeUnreadable })
}

fn print(options: &ParseOptions) -> Result<bool, CommandError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut first = true;
    let all_read = for_each(&options.inputs, |document| {
        write(options.format, &document, first, Paint::output(), &mut out)?;
        first = false;
        // A reader of lines gets each as soon as it is there.
        if options.format == Format::Jsonl {
            out.flush()?;
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(all_read)
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
    for_each_of(&files, &options.inputs, |document| {
        let path = target_of(&document.id);
        path.parent().map_or(Ok(()), target::folder)?;
        Target::write(&path, |out| write(options.format, &document, true, Paint::plain(), out))
    })
}

fn write(
    format: Format,
    document: &Document,
    first: bool,
    paint: Paint,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    let report = &document.parsed.report;
    match format {
        Format::Table => table::report(document, paint, out),
        Format::Json => output::json(report, out),
        Format::Jsonl => output::json_line(report, out),
        Format::Csv => output::csv(report, first, out),
        // Two pages in one file are no page.
        Format::Html if !first => Err(CommandError::SeveralPages),
        Format::Html => output::html(document, out),
        Format::CsvExcel => {
            let mut table = Vec::new();
            output::csv(report, first, &mut table)?;
            spreadsheet::write(&table, first, out)
        }
    }
}
