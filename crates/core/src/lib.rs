//! The typed records of Chinese rural-development reports, without text and without I/O.
//!
//! One parsed document is one [`Report`]. Its figures are exact decimals with unit, bound and printed
//! quantum; every record points at the text that it came from by [`Span`]s in code points of the
//! original. The serde form of these types is the project's JSON form: unknown is `null`, measured numbers are
//! decimal strings, and codes are open lists, so that a reader keeps one that it does not know.
//!
//! ```
//! use lianjie_core::{Bound, Figure, Span, Unit};
//!
//! let figure: Figure = serde_json::from_str(
//!     r#"{"span":[4,10],"text":"2.92亿元","value":"292000000","upper":null,"parts":null,
//!         "unit":"yuan","bound":"exact","quantum":"1000000","per":[]}"#,
//! )?;
//! assert_eq!(figure.unit, Unit::Yuan);
//! assert_eq!(figure.bound, Bound::Exact);
//! assert_eq!(figure.span, Span::new(4, 10).unwrap());
//! # Ok::<(), serde_json::Error>(())
//! ```

mod code;
mod compare;
mod diagnostic;
pub mod diagram;
mod document;
mod exact;
mod figure;
mod finding;
mod funding;
mod glossary;
mod interval;
mod measure;
mod observation;
mod period;
mod place;
mod program;
mod provenance;
pub mod relation;
mod report;
mod scheme;
pub mod score;
pub mod settle;
mod span;
mod verify;

pub use chrono::NaiveDate;
pub use code::{CodeError, UnlistedCode};
pub use compare::{Conflict, Disagreement, Statement, compare};
pub use diagnostic::{Diagnostic, DiagnosticCode};
pub use document::{Document, Script};
pub use figure::{Bound, Figure, Measured, Per, Unit};
pub use finding::{Finding, Relation, Repair, Verdict};
pub use funding::{FundLevel, FundTerms, FundingKind, FundingSource, RateBasis};
pub use glossary::{Gloss, gloss, glossary};
pub use interval::{Interval, IntervalError};
pub use measure::{Group, Measure, MeasureMap};
pub use observation::Observation;
pub use period::{Period, PeriodError};
pub use place::{Adcode, AdcodeError, Place, PlaceLevel};
pub use program::{Program, ProgramKind};
pub use provenance::{Confidence, Provenance};
pub use report::{ReferenceError, Report};
pub use rust_decimal::Decimal;
pub use scheme::{LinkageScheme, Party, Provision, Share, Term, Tie};
pub use span::Span;
pub use verify::{Doubt, DoubtCode, Verified, verify};
