//! Takes the mentions, gives for every place in the text what it speaks of: which place, which period, which
//! group, which line of action.

use lianjie_core::{Document, Period, Place, ProgramKind};

use crate::mention::Mentions;
use crate::outline::Outline;

/// What holds from one byte of the reading on, until the next scope starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) place: Option<Place>,
    pub(crate) period: Option<Period>,
    pub(crate) industry: Option<ProgramKind>,
    /// Whether the clause speaks of poor households, persons or villages.
    pub(crate) poor: bool,
}

/// The scopes of a document: piecewise constant over the reading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scopes {
    /// Start bytes, ascending, each with its scope.
    pub(crate) from: Vec<(u32, Scope)>,
    default: Scope,
}

impl Scopes {
    /// What the byte of the reading speaks of.
    pub(crate) fn at(&self, at: u32) -> &Scope {
        let index = self.from.partition_point(|(start, _)| *start <= at);
        index.checked_sub(1).and_then(|i| self.from.get(i)).map_or(&self.default, |(_, scope)| scope)
    }
}

/// The place that the document is about.
pub(crate) fn document_place(_outline: &Outline, _mentions: &Mentions<'_>) -> Option<Place> {
    None
}

pub(crate) fn scope(_outline: &Outline, _mentions: &Mentions<'_>, document: &Document) -> Scopes {
    let scope = Scope { place: document.place.clone(), ..Scope::default() };
    Scopes { from: vec![(0, scope)], default: Scope::default() }
}
