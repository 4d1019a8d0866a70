//! `schemes`, `parties` and `ties`: how households are tied to enterprises.

use lianjie_parser::{Party, Tie};

use crate::column::{Code, Index, Name, Text};
use crate::group::{
    EvidenceColumns, PeriodColumns, PlaceColumns, ProvenanceColumns, ReportColumns, push_joined,
};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// Which scheme.
    SchemeColumns {
        /// Index of the scheme in its report.
        scheme: Index,
        /// The scheme's name without quotation marks; null when the text gives none.
        name: Text,
        /// Party roles in the order of the chain, separated by spaces; one a row in `parties`.
        parties: Name,
        /// How the household is tied, separated by spaces; one a row in `ties`.
        ties: Name,
    }
}

table! {
    /// One row a scheme.
    Schemes {
        report: ReportColumns,
        own: SchemeColumns,
        place: PlaceColumns,
        period: PeriodColumns,
        provenance: ProvenanceColumns,
        evidence: EvidenceColumns,
    }
}

impl Schemes {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, scheme) in reading.report.schemes.iter().enumerate() {
            self.report.push(reading);
            self.own.scheme.push(index);
            self.own.name.push(scheme.name.as_deref());
            push_joined(&mut self.own.parties, &scheme.parties, Party::as_str);
            push_joined(&mut self.own.ties, &scheme.ties, Tie::as_str);
            self.place.push(scheme.place.as_ref());
            self.period.push(scheme.period.as_ref());
            self.provenance.push(&scheme.provenance);
            self.evidence.push(reading, &scheme.evidence);
        }
    }
}

columns! {
    /// Which party of which scheme.
    PartyColumns {
        /// The scheme, in `schemes`.
        scheme: Index,
        /// Where the party stands in the chain, from 0.
        position: Index,
        /// The party's role.
        party: Code<Party>,
    }
}

table! {
    /// One row a party of a scheme.
    Parties {
        report: ReportColumns,
        own: PartyColumns,
        evidence: EvidenceColumns,
    }
}

impl Parties {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, scheme) in reading.report.schemes.iter().enumerate() {
            for (position, &party) in scheme.parties.iter().enumerate() {
                self.report.push(reading);
                self.own.scheme.push(index);
                self.own.position.push(position);
                self.own.party.push(Some(party));
                self.evidence.push(reading, &scheme.evidence);
            }
        }
    }
}

columns! {
    /// Which tie of which scheme.
    TieColumns {
        /// The scheme, in `schemes`.
        scheme: Index,
        /// Where the tie stands in the scheme's list, from 0.
        position: Index,
        /// How the household is tied.
        tie: Code<Tie>,
    }
}

table! {
    /// One row a tie of a scheme.
    Ties {
        report: ReportColumns,
        own: TieColumns,
        evidence: EvidenceColumns,
    }
}

impl Ties {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, scheme) in reading.report.schemes.iter().enumerate() {
            for (position, &tie) in scheme.ties.iter().enumerate() {
                self.report.push(reading);
                self.own.scheme.push(index);
                self.own.position.push(position);
                self.own.tie.push(Some(tie));
                self.evidence.push(reading, &scheme.evidence);
            }
        }
    }
}
