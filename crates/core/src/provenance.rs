//! Where a record's reading came from.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::code::codes;

codes! {
    /// How a reading was reached, so that a user can filter.
    Confidence "confidence" {
        /// The words of the clause say it.
        Stated = "stated",
        /// Read from context: a heading, the clause before, the document's place.
        Inferred = "inferred",
        /// The best reading of several.
        Doubtful = "doubtful",
    }
}

/// The rule that made a record and how sure it is.
///
/// In 「全县脱贫1200户。户均增收845元。」 the first figure is of the county by the word 全县 (stated), the second by the
/// sentence before it (inferred).
///
/// Records made elsewhere (by hand, by another tool) may leave both out; they then read as stated by no rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Provenance {
    /// Name of the rule, `measure.household.reached`; empty when the record was not made by a rule.
    #[serde(default)]
    pub rule: Cow<'static, str>,
    /// How sure.
    #[serde(default = "stated")]
    pub confidence: Confidence,
}

fn stated() -> Confidence {
    Confidence::Stated
}

impl Provenance {
    /// The words of the clause say it.
    pub const fn stated(rule: &'static str) -> Self {
        Self { rule: Cow::Borrowed(rule), confidence: Confidence::Stated }
    }

    /// Read from context.
    pub const fn inferred(rule: &'static str) -> Self {
        Self { rule: Cow::Borrowed(rule), confidence: Confidence::Inferred }
    }

    /// The best reading of several.
    pub const fn doubtful(rule: &'static str) -> Self {
        Self { rule: Cow::Borrowed(rule), confidence: Confidence::Doubtful }
    }
}

impl Default for Provenance {
    fn default() -> Self {
        Self::stated("")
    }
}
