//! `lianjie import`: takes what annotators made of exported reports, gives gold reports.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use lianjie_export::annotation::{Imported, Sources, doccano, label_studio};
use lianjie_parser::{Metadata, Parser, Report};

use crate::export::file_of;
use crate::target::{self, Target};
use crate::{CommandError, Outcome, complain, output};

pub(crate) const EXAMPLES: &str = "Examples:
  lianjie import project-1.json --from label-studio --reports out/ --out gold/
  lianjie import admin.jsonl --from doccano --out gold/ && lianjie score gold/ out/";

/// Annotations, and from which tool.
#[derive(Args, Debug)]
pub(crate) struct ImportOptions {
    /// What the tool exported: the JSON of Label Studio, the JSONL of doccano.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The tool.
    #[arg(long, value_enum, value_name = "TOOL")]
    pub(crate) from: Tool,
    /// The reports that were exported, <id>.json each: what the tool does not show stays as it is in them.
    #[arg(long, value_name = "DIR")]
    pub(crate) reports: Option<PathBuf>,
    /// The folder to write to: <id>.json for each annotated document.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

/// A tool to import from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tool {
    /// Exported as JSON.
    LabelStudio,
    /// Exported as JSONL, with or without relations.
    Doccano,
}

pub(crate) fn run(options: &ImportOptions) -> Result<Outcome, CommandError> {
    target::folder(&options.out)?;
    let mut written = BTreeSet::new();
    let mut all_read = true;
    for path in &options.files {
        let failed = |error| CommandError::Io { path: path.clone(), error };
        let file = std::fs::read_to_string(path).map_err(failed)?;
        let Imported { documents, problems } = match import(options, file.trim_start_matches('\u{feff}')) {
            Ok(imported) => imported,
            Err(message) => {
                complain(&format!("{}: {message}", path.display()));
                all_read = false;
                continue;
            }
        };
        for problem in &problems {
            complain(&format!("{}: {problem}", path.display()));
            all_read = false;
        }
        for annotated in documents {
            let id = &annotated.report.document.id;
            let target = file_of(&options.out, id).filter(|target| written.insert(target.clone()));
            let Some(target) = target else {
                let why = "is no name for a file, or that of a document before";
                complain(&format!("{}: the document {id:?} was left out: its id {why}", path.display()));
                all_read = false;
                continue;
            };
            target.parent().map_or(Ok(()), target::folder)?;
            Target::write(&target, |out| output::json(&annotated.report, out))?;
        }
    }
    let count = written.len();
    let documents = if count == 1 { "document" } else { "documents" };
    writeln!(std::io::stdout(), "{count} annotated {documents} in {}", options.out.display())?;
    Ok(if all_read { Outcome::Clean } else { Outcome::SomeUnreadable })
}

fn import(options: &ImportOptions, file: &str) -> Result<Imported, String> {
    let read = |text: &str| Parser::default().parse(text, &Metadata::default()).report;
    let exported = |id: &str| options.reports.as_deref().and_then(|folder| report(folder, id));
    let sources = Sources { read: &read, exported: &exported };
    let imported = match options.from {
        Tool::LabelStudio => label_studio::import(file, sources),
        Tool::Doccano => doccano::import(file, sources),
    };
    imported.map_err(|error| error.to_string())
}

/// The report that a document was exported from, where there is one.
fn report(folder: &Path, id: &str) -> Option<Report> {
    let path = file_of(folder, id).filter(|path| path.exists())?;
    match crate::score::read(&path) {
        Ok(mut report) => {
            id.clone_into(&mut report.document.id);
            Some(report)
        }
        Err(error) => {
            complain(&error.to_string());
            None
        }
    }
}
