//! Text of a Chinese rural-development report in, typed records out.
//!
//! ```text
//! bytes ─source─▶ Source ─fold─▶ folded ─outline─▶ Outline ─scan─▶ Mentions ─scope─▶ Scopes ─assemble─▶ records ─audit─▶ Report
//! ```
//!
//! Parsing text never fails: it gives a [`Report`] and diagnostics. Only decoding can fail.

mod assemble;
mod audit;
mod context;
mod digit;
pub mod explain;
pub mod fold;
mod gazetteer;
mod lexicon;
mod mention;
mod outline;
mod parser;
mod reading;
mod scan;
mod scope;
pub mod source;
mod start;
mod weigh;

#[doc(hidden)]
pub use assemble::observation::{DateSigns, FigureSigns, GroupSigns};
#[doc(hidden)]
pub use assemble::program::PassageSigns;
pub use explain::{Explanation, explain};
pub use gazetteer::{Rank, ranks};
pub use lexicon::{Class, Lexicon, LexiconError};
pub use lianjie_core::{self as core, *};
pub use parser::{Metadata, Parsed, Parser, parse};
pub use source::{DecodeError, Source};

/// Compiles and runs what the README shows.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
