//! `observations`: one row a figure that measures something, with all that is known of it.

use lianjie_parser::{Group, Measure, Observation, ProgramKind};

use crate::column::{Code, Day, Index};
use crate::group::{
    AuditColumns, EvidenceColumns, FigureColumns, PeriodColumns, PlaceColumns, ProvenanceColumns,
    ReportColumns,
};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// What is measured.
    ObservationColumns {
        /// Day of publication of the document.
        published: Day,
        /// Index of the observation in its report.
        observation: Index,
        /// The figure, in `figures`.
        figure: Index,
        /// What the figure measures.
        measure: Code<Measure>,
        /// `poor` when it is of poor households, persons or villages, else `all`.
        group: Code<Group>,
        /// The line of action that it belongs to.
        industry: Code<ProgramKind>,
    }
}

table! {
    /// One row an observation.
    Observations {
        report: ReportColumns,
        own: ObservationColumns,
        figure: FigureColumns,
        audit: AuditColumns,
        place: PlaceColumns,
        period: PeriodColumns,
        provenance: ProvenanceColumns,
        evidence: EvidenceColumns,
    }
}

impl Observations {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, observation) in reading.report.observations.iter().enumerate() {
            self.push_one(reading, index, observation);
        }
    }

    pub(crate) fn push_one(&mut self, reading: &Reading<'_>, index: usize, observation: &Observation) {
        let figure = reading.report.figures.get(observation.figure);
        self.report.push(reading);
        self.own.published.push(reading.report.document.published);
        self.own.observation.push(index);
        self.own.figure.push(observation.figure);
        self.own.measure.push(Some(observation.measure));
        self.own.group.push(Some(observation.group));
        self.own.industry.push(observation.industry);
        self.figure.push(figure);
        self.audit.push(reading, observation.figure);
        self.place.push(observation.place.as_ref());
        self.period.push(observation.period.as_ref());
        self.provenance.push(&observation.provenance);
        self.evidence.push_figure(figure);
    }
}
