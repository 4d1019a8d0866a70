//! What was decided for a quantity, and what was decided for those before it.

use lianjie_core::{Group, Measure, Provenance};

use super::Ruling;

/// A measure with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) measure: Measure,
    pub(super) group: Group,
    pub(super) provenance: Provenance,
}

/// The clause's own words say it.
pub(super) fn stated(measure: Measure, rule: &'static str) -> Ruling {
    with(measure, Provenance::stated(rule))
}

/// Read from the context.
pub(super) fn inferred(measure: Measure, rule: &'static str) -> Ruling {
    with(measure, Provenance::inferred(rule))
}

/// The best reading of several.
pub(super) fn doubtful(measure: Measure, rule: &'static str) -> Ruling {
    with(measure, Provenance::doubtful(rule))
}

pub(super) fn with(measure: Measure, provenance: Provenance) -> Ruling {
    Ruling::Measure(Decision { measure, group: Group::All, provenance })
}

/// The decisions so far, one for each quantity.
#[derive(Default)]
pub(super) struct Earlier {
    decisions: Vec<Option<Decision>>,
}

impl Earlier {
    pub(super) fn push(&mut self, decision: Option<Decision>) {
        self.decisions.push(decision);
    }

    pub(super) fn get(&self, index: usize) -> Option<&Decision> {
        self.decisions.get(index).and_then(Option::as_ref)
    }
}
