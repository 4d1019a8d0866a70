//! Takes a report and its text, gives the regions that its records stand on and the links among them.

use lianjie_core::{Report, Span};

use super::text::Text;
use super::{ExportError, Id};

/// A kind of record that stands somewhere in the text. Observations are attributes of their figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// A quantity, with what it measures.
    Figure,
    /// A source of money.
    FundingSource,
    /// What is done for poor households.
    Program,
    /// How households are tied to enterprises.
    Scheme,
    /// What the audit found.
    Finding,
}

impl RecordKind {
    /// All of them, in the order of regions.
    pub const ALL: [Self; 5] =
        [Self::Figure, Self::FundingSource, Self::Program, Self::Scheme, Self::Finding];

    /// The label of its regions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::FundingSource => "funding_source",
            Self::Program => "program",
            Self::Scheme => "scheme",
            Self::Finding => "finding",
        }
    }

    /// The kind that a label names; `None` for any other label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == label)
    }

    /// The list of the report that holds it, `funding_sources`.
    pub const fn list(self) -> &'static str {
        match self {
            Self::Figure => "figures",
            Self::FundingSource => "funding_sources",
            Self::Program => "programs",
            Self::Scheme => "schemes",
            Self::Finding => "findings",
        }
    }
}

/// How two regions belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum LinkKind {
    /// From a further span of a record to its first.
    Continues,
    /// From a source to the figure that is its sum.
    Amount,
    /// From a source to the figure that is its growth.
    Growth,
    /// From a source to the total that it is a part of.
    PartOf,
    /// From a program or scheme to a figure of whom it reached.
    Coverage,
    /// From a program or scheme to a figure of what came of it.
    Outcome,
    /// From a program to a source that pays for it.
    Funding,
    /// From a program to a scheme of it.
    Scheme,
    /// From a finding to a figure of the relation, in the order that it reads.
    Relates,
}

impl LinkKind {
    pub(crate) const ALL: [Self; 9] = [
        Self::Continues,
        Self::Amount,
        Self::Growth,
        Self::PartOf,
        Self::Coverage,
        Self::Outcome,
        Self::Funding,
        Self::Scheme,
        Self::Relates,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Continues => "continues",
            Self::Amount => "amount",
            Self::Growth => "growth",
            Self::PartOf => "part_of",
            Self::Coverage => "coverage",
            Self::Outcome => "outcome",
            Self::Funding => "funding",
            Self::Scheme => "scheme",
            Self::Relates => "relates",
        }
    }

    pub(crate) fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == label)
    }
}

/// A span of a record's evidence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region<'a> {
    pub(crate) id: Id,
    pub(crate) kind: RecordKind,
    /// Index of the record in its list.
    pub(crate) record: usize,
    /// Which of the record's spans; the first carries its attributes and links.
    pub(crate) part: usize,
    pub(crate) span: Span,
    pub(crate) quote: &'a str,
}

/// Two regions, by their place in [`Marks::regions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) kind: LinkKind,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// A report as regions and links.
#[derive(Debug, Default)]
pub(crate) struct Marks<'a> {
    pub(crate) regions: Vec<Region<'a>>,
    pub(crate) links: Vec<Link>,
}

impl<'a> Marks<'a> {
    /// Marks the records of the kinds asked for; links to records of other kinds are left out.
    pub(crate) fn of(report: &Report, text: &Text<'a>, kinds: &[RecordKind]) -> Result<Self, ExportError> {
        let mut marks = Self::default();
        for kind in RecordKind::ALL.into_iter().filter(|kind| kinds.contains(kind)) {
            for (record, evidence) in evidence(report, kind).into_iter().enumerate() {
                marks.record(report, text, (kind, record), evidence)?;
            }
        }
        marks.link(report);
        Ok(marks)
    }

    fn record(
        &mut self,
        report: &Report,
        text: &Text<'a>,
        (kind, record): (RecordKind, usize),
        evidence: &[Span],
    ) -> Result<(), ExportError> {
        let document = || report.document.id.clone();
        let name = || format!("{}[{record}]", kind.list());
        if evidence.is_empty() {
            return Err(ExportError::NoEvidence { document: document(), record: name() });
        }
        for (part, &span) in evidence.iter().enumerate() {
            let Some(quote) = text.quote(span) else {
                let chars = text.chars();
                return Err(ExportError::OutsideText { document: document(), record: name(), span, chars });
            };
            if quote.is_empty() {
                return Err(ExportError::NoEvidence { document: document(), record: name() });
            }
            let id = region_id(&report.document.id, kind, record, part);
            self.regions.push(Region { id, kind, record, part, span, quote });
        }
        Ok(())
    }

    /// Where the first region of a record stands.
    fn first(&self, kind: RecordKind, record: usize) -> Option<usize> {
        self.regions
            .binary_search_by_key(&(kind, record, 0), |region| (region.kind, region.record, region.part))
            .ok()
    }

    fn link(&mut self, report: &Report) {
        use RecordKind::{Figure, Finding, FundingSource, Program, Scheme};
        let mut links = Vec::new();
        let mut add = |kind, from: (RecordKind, usize), to: (RecordKind, usize)| {
            if let (Some(from), Some(to)) = (self.first(from.0, from.1), self.first(to.0, to.1)) {
                links.push(Link { kind, from, to });
            }
        };
        for (at, source) in report.funding_sources.iter().enumerate() {
            let from = (FundingSource, at);
            source.amount.iter().for_each(|sum| add(LinkKind::Amount, from, (Figure, sum.figure)));
            source.growth.iter().for_each(|rise| add(LinkKind::Growth, from, (Figure, rise.figure)));
            source.part_of.iter().for_each(|&total| add(LinkKind::PartOf, from, (FundingSource, total)));
        }
        for (at, program) in report.programs.iter().enumerate() {
            let from = (Program, at);
            program.coverage.values().for_each(|one| add(LinkKind::Coverage, from, (Figure, one.figure)));
            program.outcomes.values().for_each(|one| add(LinkKind::Outcome, from, (Figure, one.figure)));
            program.funding.iter().for_each(|&one| add(LinkKind::Funding, from, (FundingSource, one)));
            program.schemes.iter().for_each(|&one| add(LinkKind::Scheme, from, (Scheme, one)));
        }
        for (at, scheme) in report.schemes.iter().enumerate() {
            let from = (Scheme, at);
            scheme.coverage.values().for_each(|one| add(LinkKind::Coverage, from, (Figure, one.figure)));
            scheme.outcomes.values().for_each(|one| add(LinkKind::Outcome, from, (Figure, one.figure)));
        }
        for (at, finding) in report.findings.iter().enumerate() {
            finding.figures.iter().for_each(|&one| add(LinkKind::Relates, (Finding, at), (Figure, one)));
        }
        for (at, region) in self.regions.iter().enumerate().filter(|(_, region)| region.part > 0) {
            links.push(Link { kind: LinkKind::Continues, from: at, to: at - region.part });
        }
        self.links = links;
    }
}

/// The identifier of a region: the same in every export of the report.
pub(crate) fn region_id(document: &str, kind: RecordKind, record: usize, part: usize) -> Id {
    Id::of(&[document, kind.as_str(), &record.to_string(), &part.to_string()])
}

/// The spans of each record of a list.
pub(crate) fn evidence(report: &Report, kind: RecordKind) -> Vec<&[Span]> {
    match kind {
        RecordKind::Figure => {
            report.figures.iter().map(|figure| std::slice::from_ref(&figure.span)).collect()
        }
        RecordKind::FundingSource => {
            report.funding_sources.iter().map(|source| source.evidence.as_slice()).collect()
        }
        RecordKind::Program => report.programs.iter().map(|program| program.evidence.as_slice()).collect(),
        RecordKind::Scheme => report.schemes.iter().map(|scheme| scheme.evidence.as_slice()).collect(),
        RecordKind::Finding => report.findings.iter().map(|finding| finding.evidence.as_slice()).collect(),
    }
}
