//! `figures`: one row a quantity of the body, in text order.

use crate::column::Index;
use crate::group::{AuditColumns, EvidenceColumns, FigureColumns, ReportColumns};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// Which figure.
    FigureKey {
        /// Index of the figure in its report.
        figure: Index,
    }
}

table! {
    /// One row a figure.
    Figures {
        report: ReportColumns,
        key: FigureKey,
        figure: FigureColumns,
        audit: AuditColumns,
        evidence: EvidenceColumns,
    }
}

impl Figures {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, figure) in reading.report.figures.iter().enumerate() {
            self.report.push(reading);
            self.key.figure.push(index);
            self.figure.push(Some(figure));
            self.audit.push(reading, index);
            self.evidence.push_figure(Some(figure));
        }
    }
}
