//! `programs`: one row a line of action. What it reached is in `measured`, who carries it out in `operators`, what pays for
//! it in `program_funding`.

use lianjie_parser::ProgramKind;

use crate::column::{Code, Index, Text};
use crate::group::{EvidenceColumns, PeriodColumns, PlaceColumns, ProvenanceColumns, ReportColumns};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// What is done.
    ProgramColumns {
        /// Index of the program in its report.
        program: Index,
        /// As the text names it, or a short name made of its words; in simplified script.
        name: Text,
        /// What kind of action.
        kind: Code<ProgramKind>,
    }
}

table! {
    /// One row a program.
    Programs {
        report: ReportColumns,
        own: ProgramColumns,
        place: PlaceColumns,
        period: PeriodColumns,
        provenance: ProvenanceColumns,
        evidence: EvidenceColumns,
    }
}

impl Programs {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, program) in reading.report.programs.iter().enumerate() {
            self.report.push(reading);
            self.own.program.push(index);
            self.own.name.push(Some(&program.name));
            self.own.kind.push(Some(program.kind));
            self.place.push(program.place.as_ref());
            self.period.push(program.period.as_ref());
            self.provenance.push(&program.provenance);
            self.evidence.push(reading, &program.evidence);
        }
    }
}

columns! {
    /// Which program and which source.
    FundingLink {
        /// The program, in `programs`.
        program: Index,
        /// The funding source that pays for it, in `funding_sources`.
        funding_source: Index,
    }
}

table! {
    /// One row a program and a source that pays for it.
    ProgramFunding {
        report: ReportColumns,
        link: FundingLink,
        evidence: EvidenceColumns,
    }
}

impl ProgramFunding {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, program) in reading.report.programs.iter().enumerate() {
            for &source in &program.funding {
                self.report.push(reading);
                self.link.program.push(index);
                self.link.funding_source.push(source);
                let evidence = reading.report.funding_sources.get(source).map(|source| &*source.evidence);
                self.evidence.push(reading, evidence.unwrap_or_default());
            }
        }
    }
}

columns! {
    /// Which program and which scheme.
    SchemeLink {
        /// The program, in `programs`.
        program: Index,
        /// The scheme that it uses, in `schemes`.
        scheme: Index,
    }
}

table! {
    /// One row a program and a scheme that it uses.
    ProgramSchemes {
        report: ReportColumns,
        link: SchemeLink,
        evidence: EvidenceColumns,
    }
}

impl ProgramSchemes {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, program) in reading.report.programs.iter().enumerate() {
            for &scheme in &program.schemes {
                self.report.push(reading);
                self.link.program.push(index);
                self.link.scheme.push(scheme);
                let evidence = reading.report.schemes.get(scheme).map(|scheme| &*scheme.evidence);
                self.evidence.push(reading, evidence.unwrap_or_default());
            }
        }
    }
}
