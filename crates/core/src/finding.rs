//! What the audit found in a document's own arithmetic.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::{Figure, Provenance, Span};

/// A relation among printed figures and whether they agree.
///
/// 「收益1836万元，涉及2720户，户均6750元」: total over count is stated as 6750 and implied to lie between 6748.2 and
/// 6753.7, so it is consistent.
///
/// ```
/// use lianjie_core::{Finding, Verdict};
///
/// let finding: Finding = serde_json::from_str(
///     r#"{"relation":"per_unit","figures":[0,1,2],"stated":"6750","implied":["6748.1617","6753.6765"],
///         "verdict":"consistent","repair":null,"evidence":[[2,31]]}"#,
/// )?;
/// let [low, high] = finding.implied.unwrap();
/// assert_eq!(finding.verdict, Verdict::Consistent);
/// assert!((low..=high).contains(&finding.stated.unwrap()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// Which relation.
    pub relation: Relation,
    /// Indexes into the report's figures, in the order that the relation reads.
    pub figures: Vec<usize>,
    /// What the text states.
    pub stated: Option<Decimal>,
    /// What the other figures imply: the interval that their printed digits allow, rounded outwards.
    pub implied: Option<[Decimal; 2]>,
    /// Whether the two agree.
    pub verdict: Verdict,
    /// The only reading that makes them agree, where the digits were damaged.
    pub repair: Option<Repair>,
    /// Where the text says so.
    pub evidence: Vec<Span>,
    /// Which rule made it, and how sure.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// Digits that a page ran together, and what they must have been.
///
/// 「贫困人口1186238475人」 next to incidences that only 38475 fits reads `11862户38475人`: one damaged quote, two figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Repair {
    /// Where the damaged figure stands.
    pub span: Span,
    /// The damaged quote.
    pub text: String,
    /// The figures that it must have been.
    pub reading: Vec<Figure>,
}

codes! {
    /// A relation among figures.
    Relation "relation" {
        /// part / whole = stated percent
        Ratio = "ratio",
        /// total / count = stated average
        PerUnit = "per_unit",
        /// parts = total
        Sum = "sum",
        /// against the year before
        Growth = "growth",
        /// from A to B
        Change = "change",
        /// factors = product
        Product = "product",
    }
}

codes! {
    /// Whether figures agree.
    Verdict "verdict" {
        /// They do, within what the printed digits allow.
        Consistent = "consistent",
        /// They cannot all be true.
        Inconsistent = "inconsistent",
        /// They do once damaged digits are read in the only way that fits.
        Repaired = "repaired",
    }
}
