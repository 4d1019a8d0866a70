//! `lianjie export`: takes reports, gives annotations for other tools.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use lianjie_export::annotation::{ExportError, RecordKind, doccano, label_studio, web};
use lianjie_parser::Report;
use serde_json::Value;

use crate::args::Inputs;
use crate::input::{Document, for_each};
use crate::target::{self, Target};
use crate::{CommandError, Outcome, complain};

pub(crate) const EXAMPLES: &str = "Examples:
  lianjie export reports/ --to label-studio --out project/   tasks.json and config.xml: a project in one step
  lianjie export reports/ --to doccano --records figures > figures.jsonl
  lianjie export reports/ --to web-annotation --base https://example.org/reports/ > pages.jsonl
  lianjie export reports/ --to label-studio --reports gold/  records that were corrected, to look at again";

/// Reports, and for which tool.
#[derive(Args, Debug)]
pub(crate) struct ExportOptions {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// The tool or format.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) to: Format,
    /// Only records of these kinds.
    #[arg(long, value_enum, value_name = "KIND,…", value_delimiter = ',')]
    pub(crate) records: Vec<Records>,
    /// The records of <DIR>/<id>.json instead of those that are read now.
    #[arg(long, value_name = "DIR")]
    pub(crate) reports: Option<PathBuf>,
    /// What stands before a document's id in its IRI.
    #[arg(long, value_name = "IRI", default_value = "urn:x-lianjie:")]
    pub(crate) base: String,
    /// Write into this folder instead of printing.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// A tool or format to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tasks with predictions; with --out the labelling configuration too.
    LabelStudio,
    /// Lines for sequence labelling.
    Doccano,
    /// Lines with relations.
    DoccanoRelations,
    /// W3C Web Annotations, one page a line for each document.
    WebAnnotation,
}

/// Kinds of record, by their lists in the JSON form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Records {
    /// Figures with what they measure.
    Figures,
    /// Sources of money.
    FundingSources,
    /// Programs.
    Programs,
    /// Linkage schemes.
    Schemes,
    /// What the audit found.
    Findings,
}

impl Records {
    const fn kind(self) -> RecordKind {
        match self {
            Self::Figures => RecordKind::Figure,
            Self::FundingSources => RecordKind::FundingSource,
            Self::Programs => RecordKind::Program,
            Self::Schemes => RecordKind::Scheme,
            Self::Findings => RecordKind::Finding,
        }
    }
}

pub(crate) fn run(options: &ExportOptions) -> Result<Outcome, CommandError> {
    let all_read = match &options.out {
        None => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            let all_read = write(options, &mut out)?;
            out.flush()?;
            all_read
        }
        Some(folder) => {
            target::folder(folder)?;
            let name = match options.to {
                Format::LabelStudio => "tasks.json",
                Format::Doccano | Format::DoccanoRelations => "doccano.jsonl",
                Format::WebAnnotation => "pages.jsonl",
            };
            let mut all_read = true;
            Target::write(&folder.join(name), |out| {
                all_read = write(options, out)?;
                Ok(())
            })?;
            if options.to == Format::LabelStudio {
                let config = label_studio::config();
                Target::write(&folder.join("config.xml"), |out| Ok(out.write_all(config.as_bytes())?))?;
            }
            all_read
        }
    };
    Ok(if all_read { Outcome::Clean } else { Outcome::SomeUnreadable })
}

fn write(options: &ExportOptions, out: &mut impl Write) -> Result<bool, CommandError> {
    let kinds: Vec<RecordKind> = if options.records.is_empty() {
        RecordKind::ALL.to_vec()
    } else {
        options.records.iter().map(|records| records.kind()).collect()
    };
    let array = options.to == Format::LabelStudio;
    let (mut written, mut all_written) = (0, true);
    if array {
        out.write_all(b"[")?;
    }
    let all_read = for_each(&options.inputs, |document| {
        let exported = given(options, &document).and_then(|given| {
            let report = given.as_ref().unwrap_or(&document.parsed.report);
            export(options, report, &document.text, &kinds).map_err(|error| error.to_string())
        });
        match exported {
            Ok(value) => {
                if array {
                    out.write_all(if written == 0 { b"\n" } else { b",\n" })?;
                }
                serde_json::to_writer(&mut *out, &value).map_err(std::io::Error::from)?;
                if !array {
                    out.write_all(b"\n")?;
                }
                written += 1;
            }
            Err(message) => {
                complain(&format!("{}: {message}", document.path.display()));
                all_written = false;
            }
        }
        Ok(())
    })?;
    if array {
        out.write_all(b"\n]\n")?;
    }
    Ok(all_read && all_written)
}

/// The records that `--reports` has of a document.
fn given(options: &ExportOptions, document: &Document) -> Result<Option<Report>, String> {
    let Some(folder) = &options.reports else { return Ok(None) };
    let path = folder.join(format!("{}.json", document.id));
    crate::score::read(&path).map(Some).map_err(|error| error.to_string())
}

fn export(
    options: &ExportOptions,
    report: &Report,
    text: &str,
    kinds: &[RecordKind],
) -> Result<Value, ExportError> {
    match options.to {
        Format::LabelStudio => label_studio::task(report, text, kinds),
        Format::Doccano => doccano::spans(report, text, kinds),
        Format::DoccanoRelations => doccano::related(report, text, kinds),
        Format::WebAnnotation => web::page(report, text, kinds, &options.base),
    }
}

/// Where a document's file goes in a folder; `None` for an id that leads out of it.
pub(crate) fn file_of(folder: &Path, id: &str) -> Option<PathBuf> {
    let inside = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    let name = PathBuf::from(format!("{id}.json"));
    (!id.is_empty() && !id.ends_with('/') && name.components().all(inside)).then(|| folder.join(name))
}
