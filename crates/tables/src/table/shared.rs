//! `measured`, `operators` and `shares`: what programs, schemes and funding sources have alike.

use lianjie_parser::{Measure, MeasureMap, Party, Provision, Share, Span};

use crate::column::{Code, Exact, Index, Name, OptionalIndex};
use crate::group::{EvidenceColumns, MeasuredColumns, ReportColumns};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// Whose value.
    MeasuredKey {
        /// The program whose value it is, in `programs`; null for one of a scheme.
        program: OptionalIndex,
        /// The scheme whose value it is, in `schemes`; null for one of a program.
        scheme: OptionalIndex,
        /// `coverage`, whom and what it reached, or `outcome`, what came of it.
        role: Name,
        /// What the value measures.
        measure: Code<Measure>,
    }
}

table! {
    /// One row a value of a program or scheme.
    MeasuredValues {
        report: ReportColumns,
        own: MeasuredKey,
        measured: MeasuredColumns,
        evidence: EvidenceColumns,
    }
}

impl MeasuredValues {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, program) in reading.report.programs.iter().enumerate() {
            self.push_map(reading, (Some(index), None), "coverage", &program.coverage);
            self.push_map(reading, (Some(index), None), "outcome", &program.outcomes);
        }
        for (index, scheme) in reading.report.schemes.iter().enumerate() {
            self.push_map(reading, (None, Some(index)), "coverage", &scheme.coverage);
            self.push_map(reading, (None, Some(index)), "outcome", &scheme.outcomes);
        }
    }

    fn push_map(
        &mut self,
        reading: &Reading<'_>,
        (program, scheme): (Option<usize>, Option<usize>),
        role: &str,
        values: &MeasureMap,
    ) {
        for (&measure, measured) in values {
            self.report.push(reading);
            self.own.program.push(program);
            self.own.scheme.push(scheme);
            self.own.role.push(Some(role));
            self.own.measure.push(Some(measure));
            self.measured.push(Some(measured));
            self.evidence.push_figure(reading.report.figures.get(measured.figure));
        }
    }
}

columns! {
    /// Who carries out what.
    OperatorColumns {
        /// The program that it carries out, in `programs`; null for a scheme.
        program: OptionalIndex,
        /// The scheme that it carries out, in `schemes`; null for a program.
        scheme: OptionalIndex,
        /// Where it stands in the record's list, from 0.
        position: Index,
        /// Name of the enterprise, cooperative or park, in simplified script.
        operator: Name,
    }
}

table! {
    /// One row an operator of a program or scheme.
    Operators {
        report: ReportColumns,
        own: OperatorColumns,
        evidence: EvidenceColumns,
    }
}

impl Operators {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, program) in reading.report.programs.iter().enumerate() {
            self.push_names(reading, (Some(index), None), &program.operators, &program.evidence);
        }
        for (index, scheme) in reading.report.schemes.iter().enumerate() {
            self.push_names(reading, (None, Some(index)), &scheme.operators, &scheme.evidence);
        }
    }

    fn push_names(
        &mut self,
        reading: &Reading<'_>,
        (program, scheme): (Option<usize>, Option<usize>),
        names: &[String],
        evidence: &[Span],
    ) {
        for (position, name) in names.iter().enumerate() {
            self.report.push(reading);
            self.own.program.push(program);
            self.own.scheme.push(scheme);
            self.own.position.push(position);
            self.own.operator.push(Some(name));
            self.evidence.push(reading, evidence);
        }
    }
}

columns! {
    /// Who gets or bears which part.
    ShareColumns {
        /// The scheme, in `schemes`; null for the risk share of a funding source.
        scheme: OptionalIndex,
        /// The term of that scheme, in `terms`.
        term: OptionalIndex,
        /// The funding source, in `funding_sources`; null for a term.
        funding_source: OptionalIndex,
        /// Where the party stands in the text's order, from 0.
        position: Index,
        /// The party's role.
        party: Code<Party>,
        /// Its part, in the text's own proportion: parts of one division need not add up to 10 or 100.
        share: Exact,
    }
}

table! {
    /// One row a party's part of a profit or loss.
    Shares {
        report: ReportColumns,
        own: ShareColumns,
        evidence: EvidenceColumns,
    }
}

impl Shares {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, scheme) in reading.report.schemes.iter().enumerate() {
            for (at, term) in scheme.terms.iter().enumerate() {
                if let Provision::ProfitSplit { shares } | Provision::RiskShare { shares } = &term.provision {
                    self.push_shares(reading, (Some(index), Some(at), None), shares, &term.evidence);
                }
            }
        }
        for (index, source) in reading.report.funding_sources.iter().enumerate() {
            let shares = source.risk_share.as_deref().unwrap_or_default();
            self.push_shares(reading, (None, None, Some(index)), shares, &source.evidence);
        }
    }

    fn push_shares(
        &mut self,
        reading: &Reading<'_>,
        (scheme, term, source): (Option<usize>, Option<usize>, Option<usize>),
        shares: &[Share],
        evidence: &[Span],
    ) {
        for (position, share) in shares.iter().enumerate() {
            self.report.push(reading);
            self.own.scheme.push(scheme);
            self.own.term.push(term);
            self.own.funding_source.push(source);
            self.own.position.push(position);
            self.own.party.push(Some(share.party));
            self.own.share.push(Some(share.share));
            self.evidence.push(reading, evidence);
        }
    }
}
