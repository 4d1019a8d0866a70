//! The long table: one row a figure that measures something.

use serde::{Deserialize, Serialize};

use crate::{Group, Measure, Period, Place, ProgramKind, Provenance};

/// What a figure measures, of whom, where and when.
///
/// 「2017年，全县186个贫困村产业覆盖率98%」: `98%` is the coverage_rate of poor villages of the county in 2017.
/// A figure without a measure has no observation.
///
/// *Units*: those of the figure; coverage_rate and every other rate in percent, income per head or household in yuan.
///
/// ```
/// use lianjie_core::{Confidence, Group, Observation};
///
/// let observation: Observation = serde_json::from_str(
///     r#"{"figure":1,"measure":"coverage_rate","group":"poor","rule":"measure.percent.word","confidence":"stated",
///         "place":null,"industry":null,"period":{"from":"2017-01-01","to":"2017-12-31","as_of":false}}"#,
/// )?;
/// assert_eq!(observation.group, Group::Poor);
/// assert_eq!(observation.period.unwrap().to_string(), "2017-01-01 to 2017-12-31");
/// assert_eq!(observation.provenance.confidence, Confidence::Stated);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Observation {
    /// Index into the report's figures.
    pub figure: usize,
    /// What it measures.
    pub measure: Measure,
    /// The narrowest place that it is about.
    pub place: Option<Place>,
    /// When, as far as the text says.
    pub period: Option<Period>,
    /// The line of action that it belongs to.
    pub industry: Option<ProgramKind>,
    /// Of whom.
    pub group: Group,
    /// Which rule made it, and how sure.
    #[serde(flatten)]
    pub provenance: Provenance,
}
