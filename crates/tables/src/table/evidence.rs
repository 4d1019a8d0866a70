//! `evidence`: one row a span of text that a program, source, scheme, term or finding rests on.

use lianjie_parser::Span;

use crate::column::{Index, Name, OptionalIndex};
use crate::group::{EvidenceColumns, ReportColumns};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// Whose evidence.
    EvidenceKey {
        /// The table of the record: `programs`, `funding_sources`, `schemes`, `terms` or `findings`.
        record: Name,
        /// Index of the record; of a term, that of its scheme.
        index: Index,
        /// Index of the term in its scheme; null for other records.
        term: OptionalIndex,
        /// Where the span stands in the record's list, from 0.
        position: Index,
    }
}

table! {
    /// One row a span.
    Evidence {
        report: ReportColumns,
        key: EvidenceKey,
        evidence: EvidenceColumns,
    }
}

impl Evidence {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        let report = reading.report;
        for (index, program) in report.programs.iter().enumerate() {
            self.push_spans(reading, "programs", (index, None), &program.evidence);
        }
        for (index, source) in report.funding_sources.iter().enumerate() {
            self.push_spans(reading, "funding_sources", (index, None), &source.evidence);
        }
        for (index, scheme) in report.schemes.iter().enumerate() {
            self.push_spans(reading, "schemes", (index, None), &scheme.evidence);
            for (at, term) in scheme.terms.iter().enumerate() {
                self.push_spans(reading, "terms", (index, Some(at)), &term.evidence);
            }
        }
        for (index, finding) in report.findings.iter().enumerate() {
            self.push_spans(reading, "findings", (index, None), &finding.evidence);
        }
    }

    fn push_spans(
        &mut self,
        reading: &Reading<'_>,
        record: &str,
        (index, term): (usize, Option<usize>),
        spans: &[Span],
    ) {
        for (position, &span) in spans.iter().enumerate() {
            self.report.push(reading);
            self.key.record.push(Some(record));
            self.key.index.push(index);
            self.key.term.push(term);
            self.key.position.push(position);
            self.evidence.push_span(Some(span), reading.quote(span));
        }
    }
}
