//! What the parser could not read, said rather than passed over.

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::code::codes;

/// Something in the text that gave no record, or a doubtful one.
///
/// 「对口帮扶资金到位7笔共360」: `360` has no unit that says what it is a figure of, so it is said to be an
/// unmeasured_quantity. Diagnostics are not part of the JSON form of a report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of thing.
    pub code: DiagnosticCode,
    /// Where it stands.
    pub span: Span,
    /// For a person, lower case, without period.
    pub message: String,
}

codes! {
    /// Kind of a diagnostic.
    DiagnosticCode "diagnostic" {
        /// A quantity that got no measure.
        UnmeasuredQuantity = "unmeasured_quantity",
        /// A chain with a link whose role is unknown.
        UnknownParty = "unknown_party",
        /// A place name that fits several divisions.
        AmbiguousPlace = "ambiguous_place",
        /// A plausible reading that nothing proves.
        UnprovedReading = "unproved_reading",
        /// U+FFFD, which decoding puts in place of what it could not read.
        LostCharacter = "lost_character",
    }
}
