//! What was read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Place;
use crate::code::codes;

/// The document that a report was read from.
///
/// 「渭源县2018年政府工作报告／来源：渭源县人民政府 2019-01-20」 has a title, an outlet, a day of publication and is about
/// 渭源县. What the page does not print and the caller does not say is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Document {
    /// The caller's name for it, usually the file stem; empty when none was given.
    #[serde(default)]
    pub id: String,
    /// The headline, quoted in the page's own script.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<NaiveDate>,
    /// The publishing outlet, in simplified script.
    pub source: Option<String>,
    /// Script of the text.
    pub script: Script,
    /// The place that the document is about.
    pub place: Option<Place>,
}

codes! {
    /// Script of a text.
    Script "script" {
        /// 简体
        Simplified = "simplified",
        /// 繁體
        Traditional = "traditional",
        /// Whole passages of both.
        Mixed = "mixed",
    }
}
