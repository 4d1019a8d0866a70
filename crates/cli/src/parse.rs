//! `lianjie parse`

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::args::{Format, ParseOptions};
use crate::input::{Document, for_each};
use crate::{CommandError, Outcome, output, table};

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
        write(options.format, &document, first, &mut out)?;
        first = false;
        Ok(())
    })?;
    out.flush()?;
    Ok(all_read)
}

fn write_into(options: &ParseOptions, folder: &Path) -> Result<bool, CommandError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| CommandError::Io { path, error }
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    if options.format == Format::Jsonl {
        let target = folder.join("reports.jsonl");
        let mut out = BufWriter::new(File::create(&target).map_err(failed(&target))?);
        let all_read =
            for_each(&options.inputs, |document| output::json_line(&document.parsed.report, &mut out))?;
        out.flush().map_err(failed(&target))?;
        return Ok(all_read);
    }
    let extension = match options.format {
        Format::Table => "txt",
        Format::Csv => "csv",
        Format::Json | Format::Jsonl => "json",
    };
    let mut written = BTreeMap::<PathBuf, PathBuf>::new();
    for_each(&options.inputs, |document| {
        let target = folder.join(format!("{}.{extension}", document.stem));
        if let Some(first) = written.get(&target) {
            let (first, second) = (first.clone(), document.path.clone());
            return Err(CommandError::SameTarget { first, second, target });
        }
        let mut out = BufWriter::new(File::create(&target).map_err(failed(&target))?);
        write(options.format, &document, true, &mut out)?;
        out.flush().map_err(failed(&target))?;
        written.insert(target, document.path);
        Ok(())
    })
}

fn write(format: Format, document: &Document, first: bool, out: &mut impl Write) -> Result<(), CommandError> {
    let report = &document.parsed.report;
    match format {
        Format::Table => table::report(document, out),
        Format::Json => output::json(report, out),
        Format::Jsonl => output::json_line(report, out),
        Format::Csv => output::csv(report, first, out),
    }
}
