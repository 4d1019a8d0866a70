//! `findings`, `finding_figures` and `repairs`: what the audit found in the documents' own arithmetic.

use lianjie_parser::{Relation, Verdict};

use crate::column::{Code, Exact, Index, Text};
use crate::group::{EvidenceColumns, FigureColumns, ProvenanceColumns, ReportColumns};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// What was found.
    FindingColumns {
        /// Index of the finding in its report.
        finding: Index,
        /// `ratio`, `per_unit`, `sum`, `growth`, `change` or `product`.
        relation: Code<Relation>,
        /// `consistent`, `inconsistent` or `repaired`.
        verdict: Code<Verdict>,
        /// What the text states.
        stated: Exact,
        /// Least value that the other figures allow.
        implied_low: Exact,
        /// Greatest value that they allow.
        implied_high: Exact,
    }
}

table! {
    /// One row a finding.
    Findings {
        report: ReportColumns,
        own: FindingColumns,
        provenance: ProvenanceColumns,
        evidence: EvidenceColumns,
    }
}

impl Findings {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, finding) in reading.report.findings.iter().enumerate() {
            self.report.push(reading);
            self.own.finding.push(index);
            self.own.relation.push(Some(finding.relation));
            self.own.verdict.push(Some(finding.verdict));
            self.own.stated.push(finding.stated);
            self.own.implied_low.push(finding.implied.map(|[low, _]| low));
            self.own.implied_high.push(finding.implied.map(|[_, high]| high));
            self.provenance.push(&finding.provenance);
            self.evidence.push(reading, &finding.evidence);
        }
    }
}

columns! {
    /// Which figure of which finding.
    FindingFigureColumns {
        /// The finding, in `findings`.
        finding: Index,
        /// Where the figure stands in the relation, from 0, in the order that the relation reads.
        position: Index,
        /// The figure, in `figures`.
        figure: Index,
    }
}

table! {
    /// One row a figure of a finding.
    FindingFigures {
        report: ReportColumns,
        own: FindingFigureColumns,
        evidence: EvidenceColumns,
    }
}

impl FindingFigures {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, finding) in reading.report.findings.iter().enumerate() {
            for (position, &figure) in finding.figures.iter().enumerate() {
                self.report.push(reading);
                self.own.finding.push(index);
                self.own.position.push(position);
                self.own.figure.push(figure);
                self.evidence.push_figure(reading.report.figures.get(figure));
            }
        }
    }
}

columns! {
    /// Which reading of which damaged digits.
    RepairColumns {
        /// The finding that proves it, in `findings`.
        finding: Index,
        /// Where the reading stands among those of the damaged digits, from 0.
        position: Index,
        /// The reading as it must have been printed.
        reading: Text,
    }
}

table! {
    /// One row a figure that damaged digits must have been; the quote is what was printed.
    Repairs {
        report: ReportColumns,
        own: RepairColumns,
        figure: FigureColumns,
        evidence: EvidenceColumns,
    }
}

impl Repairs {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, finding) in reading.report.findings.iter().enumerate() {
            if let Some(repair) = &finding.repair {
                for (position, figure) in repair.reading.iter().enumerate() {
                    self.report.push(reading);
                    self.own.finding.push(index);
                    self.own.position.push(position);
                    self.own.reading.push(Some(&figure.text));
                    self.figure.push(Some(figure));
                    self.evidence.push_span(Some(repair.span), Some(&repair.text));
                }
            }
        }
    }
}
