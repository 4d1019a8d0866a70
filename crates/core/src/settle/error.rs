//! Why a contract cannot be settled: what is missing, by term and input.

use std::fmt;

use super::case::Input;
use super::money::MoneyError;
use super::split::WeightError;

/// Which clause an error speaks of: its place among the scheme's terms and its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TermRef {
    /// Index into the scheme's terms; `None` for a clause that was added to them.
    pub index: Option<usize>,
    /// The clause's kind: `guaranteed_return`.
    pub kind: &'static str,
}

impl fmt::Display for TermRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            Some(index) => write!(f, "term {index} ({})", self.kind),
            None => write!(f, "the {} clause", self.kind),
        }
    }
}

/// Why a contract cannot be settled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettleError {
    /// Neither the scheme nor the case says it.
    #[error("{term} needs `{input}`, which neither the scheme nor the case states")]
    Missing {
        /// Which clause asks.
        term: TermRef,
        /// For what.
        input: Input,
    },
    /// The case says otherwise than the scheme.
    #[error("{term} states {stated}, but `{input}` comes to {given}")]
    Contradiction {
        /// Which clause.
        term: TermRef,
        /// Which input of the case.
        input: Input,
        /// What the clause says.
        stated: String,
        /// What the case says.
        given: String,
    },
    /// Two clauses answer one question.
    #[error("{first} and {second} answer the same question: a contract can keep only one")]
    Ambiguous {
        /// The one that stands first.
        first: TermRef,
        /// The other.
        second: TermRef,
    },
    /// A ceiling, a range or an open end is no sum that can be paid.
    #[error("{term} sets {limit}, not a sum to pay")]
    Open {
        /// Which clause.
        term: TermRef,
        /// What it sets instead.
        limit: &'static str,
    },
    /// The case goes beyond what the clause allows.
    #[error("{term} allows {limit}, but `{input}` comes to {given}")]
    Limit {
        /// Which clause.
        term: TermRef,
        /// Which input of the case.
        input: Input,
        /// What the clause allows.
        limit: String,
        /// What the case says.
        given: String,
    },
    /// An input that makes no sense by itself.
    #[error("`{input}` {reason}")]
    Invalid {
        /// Which input of the case.
        input: Input,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A clause that this version cannot run.
    #[error("{term} cannot be settled: {reason}")]
    Unsupported {
        /// Which clause.
        term: TermRef,
        /// What stands against it.
        reason: String,
    },
    /// There is nothing to settle.
    #[error("the contract has no clauses: no term states what is paid")]
    Empty,
    /// Shares that divide nothing.
    #[error("{term}: {error}")]
    Shares {
        /// Which clause.
        term: TermRef,
        /// What is wrong with them.
        error: WeightError,
    },
    /// A sum that cannot be held.
    #[error(transparent)]
    Money(#[from] MoneyError),
}
