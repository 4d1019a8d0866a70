//! `documents`: one row a report.

use lianjie_parser::Script;

use crate::column::{Code, Day, OptionalIndex, Text};
use crate::group::{PlaceColumns, ReportColumns};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// What was read.
    DocumentColumns {
        /// The headline as printed.
        title: Text,
        /// Day of publication.
        published: Day,
        /// The publishing outlet, in simplified script.
        source: Text,
        /// `simplified`, `traditional` or `mixed`.
        script: Code<Script>,
        /// Code points of the text; null for a report without its text.
        length: OptionalIndex,
    }
}

table! {
    /// One row a report.
    Documents {
        report: ReportColumns,
        own: DocumentColumns,
        place: PlaceColumns,
    }
}

impl Documents {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        let document = &reading.report.document;
        self.report.push(reading);
        self.own.title.push(document.title.as_deref());
        self.own.published.push(document.published);
        self.own.source.push(document.source.as_deref());
        self.own.script.push(Some(document.script));
        self.own.length.push(reading.length());
        self.place.push(document.place.as_ref());
    }
}
