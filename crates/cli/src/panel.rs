//! `lianjie panel`

use std::path::{Path, PathBuf};

use lianjie_parser::{Group, PlaceLevel, Report};
use lianjie_tables::{Panel, RecordBatch, check, parquet_file, write_csv};

use crate::args::{By, PanelGroup, PanelOptions};
use crate::input::for_each;
use crate::target::Target;
use crate::{CommandError, Outcome, complain, note};

pub(crate) fn run(options: &PanelOptions) -> Result<Outcome, CommandError> {
    let mut reports: Vec<Report> = Vec::new();
    let mut all_held = true;
    let all_read = for_each(&options.inputs, |document| {
        match check(&document.parsed.report) {
            Ok(()) => reports.push(document.parsed.report),
            Err(error) => {
                complain(&format!("{}: {error}", document.path.display()));
                all_held = false;
            }
        }
        Ok(())
    })?;
    // Figures carry their quotes, so that the texts need not be kept.
    let panel = Panel::of(reports.iter().map(|report| (report, "")), &asked(options))?;
    match &options.out {
        None => write_csv(panel.wide(), true, std::io::stdout().lock())?,
        Some(path) => {
            write(panel.wide(), path)?;
            write(panel.cells(), &beside(path))?;
        }
    }
    if !options.inputs.quiet {
        let counts: Vec<String> =
            panel.statuses().iter().map(|(status, count)| format!("{count} {}", status.as_str())).collect();
        let (rows, of) = (panel.wide().num_rows(), panel.cells().num_rows());
        note(&format!("{rows} rows of {of} observations: {}", counts.join(", ")));
    }
    Ok(if all_read && all_held { Outcome::Clean } else { Outcome::SomeUnreadable })
}

fn asked(options: &PanelOptions) -> lianjie_tables::PanelOptions {
    lianjie_tables::PanelOptions {
        measures: options.measure.clone(),
        level: match options.by {
            By::Province => PlaceLevel::Province,
            By::Prefecture => PlaceLevel::Prefecture,
            By::County => PlaceLevel::County,
            By::Township => PlaceLevel::Township,
            By::Village => PlaceLevel::Village,
        },
        groups: match options.group {
            Some(PanelGroup::Poor) => vec![Group::Poor],
            Some(PanelGroup::All) => vec![Group::All],
            None => vec![Group::All, Group::Poor],
        },
        industry: options.industry,
    }
}

fn write(batch: &RecordBatch, path: &Path) -> Result<(), CommandError> {
    if path.extension().is_some_and(|extension| extension == "parquet") {
        return Ok(parquet_file(batch, path)?);
    }
    Target::write(path, |out| Ok(write_csv(batch, true, out)?))
}

/// `panel-cells.csv` for `panel.csv`.
fn beside(path: &Path) -> PathBuf {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!("{}-cells.{}", part(path.file_stem()), part(path.extension())))
}
