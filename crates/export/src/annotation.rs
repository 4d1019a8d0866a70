//! Takes reports with their texts, gives annotations that other tools read; takes what those tools give back, gives
//! corrected reports.
//!
//! Every record becomes regions of the text, one for each span of its evidence, and links among them. Identifiers come from
//! the document's id, the kind of the record and its index, so that the same report always gives the same bytes and a region
//! that comes back is known again. Offsets are code points everywhere: Label Studio, doccano and the Web Annotation model
//! all count so, and characters outside the Basic Multilingual Plane count once.

mod attribute;
pub mod doccano;
mod draft;
mod gold;
mod id;
pub mod label_studio;
mod mark;
mod text;
pub mod web;

use lianjie_core::{Report, Span};

pub use id::Id;
pub use mark::RecordKind;

/// A record that cannot be marked in its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A span that the text does not have.
    #[error("{document}: {record} is at [{}, {}], but the text has {chars} characters", .span.start(), .span.end())]
    OutsideText {
        /// Id of the document.
        document: String,
        /// The record, `figures[3]`.
        record: String,
        /// Where it says that it stands.
        span: Span,
        /// How many code points the text has.
        chars: u32,
    },
    /// A record that rests on no text, or on a span of nothing.
    #[error("{document}: {record} has no evidence")]
    NoEvidence {
        /// Id of the document.
        document: String,
        /// The record, `programs[0]`.
        record: String,
    },
}

/// A file that is not of the format at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Not JSON, or not of the form that the tool writes.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// A line of a file of lines that is not of that form.
    #[error("line {line}: {error}")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong.
        error: serde_json::Error,
    },
}

/// Something of an annotation that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("task {task}{}: {what}", .region.as_ref().map(|region| format!(", region {region}")).unwrap_or_default())]
pub struct Problem {
    /// The task, by the id that the tool gave it and the document's.
    pub task: String,
    /// The region, by its id and quote.
    pub region: Option<String>,
    /// What is wrong, for a person.
    pub what: String,
}

/// A document as an annotator left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotated {
    /// The text that was annotated.
    pub text: String,
    /// The records; what the annotation does not say is null.
    pub report: Report,
}

/// What was read from a tool's export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// One for each annotated task, in the order of the file.
    pub documents: Vec<Annotated>,
    /// What was left out, in the order of the file.
    pub problems: Vec<Problem>,
}

/// What an import may ask for beside the file.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// Reads a text as the parser does: what a new region's digits say.
    pub read: &'a dyn Fn(&str) -> Report,
    /// The report that a document was exported from, by the document's id; keeps what the tool does not show.
    pub exported: &'a dyn Fn(&str) -> Option<Report>,
}
