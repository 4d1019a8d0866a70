//! What every assembler reads: the outline, the mentions and the scopes of one document, with the records
//! assembled before it.

use lianjie_core::{Document, FundingSource, LinkageScheme, Observation, Span};

use crate::mention::Mentions;
use crate::outline::Outline;
use crate::reading::{Reading, TextRange};
use crate::scope::Scopes;

/// One document on its way through `assemble`. Later assemblers read the records of earlier ones: observations,
/// funding sources, schemes, programs, in this order.
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document,
    pub(crate) outline: &'a Outline,
    pub(crate) mentions: &'a Mentions<'a>,
    pub(crate) scopes: &'a Scopes,
    pub(crate) observations: Vec<Observation>,
    pub(crate) funding_sources: Vec<FundingSource>,
    pub(crate) schemes: Vec<LinkageScheme>,
}

impl Context<'_> {
    pub(crate) fn reading(&self) -> &Reading {
        &self.outline.reading
    }

    /// What the figures that lie wholly in a range measure.
    pub(crate) fn observations_in(&self, range: TextRange) -> &[Observation] {
        let figures = self.mentions.quantities_in(range);
        let before = |end: usize| self.observations.partition_point(|observation| observation.figure < end);
        self.observations.get(before(figures.start)..before(figures.end)).unwrap_or_default()
    }

    pub(crate) fn span(&self, range: TextRange) -> Span {
        self.outline.reading.span(range)
    }
}
