//! One parsed document.

use serde::{Deserialize, Serialize};

use crate::{Document, Figure, Finding, FundingSource, LinkageScheme, Measured, Observation, Program};

/// Everything read from one document.
///
/// Records point at one another by index: observations and values at figures, programs at funding sources and
/// schemes, funding sources at their total. [`Report::check`] says whether every index holds.
///
/// ```
/// use lianjie_core::Report;
///
/// let json = r#"{"document":{"script":"simplified"},
///     "figures":[{"span":[4,8],"text":"974户","value":"974","unit":"household","bound":"exact","quantum":"1"}],
///     "observations":[{"figure":0,"measure":"households_lifted","group":"poor"}]}"#;
/// let report: Report = serde_json::from_str(json)?;
/// let observation = &report.observations[0];
/// assert_eq!(observation.measure.as_str(), "households_lifted");
/// assert_eq!(report.figures[observation.figure].text, "974户");
/// assert_eq!(observation.period, None);
/// assert_eq!(serde_json::from_str::<Report>(&serde_json::to_string(&report)?)?, report);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Report {
    /// What was read.
    pub document: Document,
    /// Every quantity of the body, in text order.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Figures with what they measure.
    #[serde(default)]
    pub observations: Vec<Observation>,
    /// What is done for poor households.
    #[serde(default)]
    pub programs: Vec<Program>,
    /// The money that pays for it.
    #[serde(default)]
    pub funding_sources: Vec<FundingSource>,
    /// How households are tied, and who gets or bears what.
    #[serde(default)]
    pub schemes: Vec<LinkageScheme>,
    /// What the audit found.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

/// A record that points at nothing, at itself, or rests on no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceError {
    /// An index past the end of a list.
    #[error("{record} points at {list}[{index}], but there are {len}")]
    Dangling {
        /// The pointing record, `programs[3]`.
        record: String,
        /// The list pointed at.
        list: &'static str,
        /// The index.
        index: usize,
        /// How long that list is.
        len: usize,
    },
    /// A funding source that is, by way of its total, a part of itself.
    #[error("{record} is part of itself")]
    Circular {
        /// The record, `funding_sources[2]`.
        record: String,
    },
    /// A record that rests on no text.
    #[error("{record} has no evidence")]
    NoEvidence {
        /// The record, `schemes[0]`.
        record: String,
    },
}

impl Report {
    /// Checks that every index points at a record, that following `part_of` comes to an end, and that every program,
    /// source, scheme and finding has evidence.
    ///
    /// ```
    /// use lianjie_core::Report;
    ///
    /// let report: Report = serde_json::from_str(
    ///     r#"{"document":{"script":"simplified"},
    ///         "observations":[{"figure":0,"measure":"loan","group":"all"}]}"#,
    /// )?;
    /// let errors = report.check().unwrap_err();
    /// assert_eq!(errors[0].to_string(), "observations[0] points at figures[0], but there are 0");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    /// All [`ReferenceError`]s, in the order of the records.
    pub fn check(&self) -> Result<(), Vec<ReferenceError>> {
        let mut check = Check { errors: Vec::new() };
        let figures = self.figures.len();
        for (i, observation) in self.observations.iter().enumerate() {
            check.index(&format!("observations[{i}]"), "figures", observation.figure, figures);
        }
        for (i, program) in self.programs.iter().enumerate() {
            let record = format!("programs[{i}]");
            check.evidence(&record, program.evidence.is_empty());
            check.values(&record, program.coverage.values().chain(program.outcomes.values()), figures);
            for &index in &program.funding {
                check.index(&record, "funding_sources", index, self.funding_sources.len());
            }
            for &index in &program.schemes {
                check.index(&record, "schemes", index, self.schemes.len());
            }
        }
        for (i, source) in self.funding_sources.iter().enumerate() {
            let record = format!("funding_sources[{i}]");
            check.evidence(&record, source.evidence.is_empty());
            check.values(&record, source.amount.iter().chain(&source.growth), figures);
            if let Some(index) = source.part_of {
                check.index(&record, "funding_sources", index, self.funding_sources.len());
                if self.is_part_of_itself(i) {
                    check.errors.push(ReferenceError::Circular { record });
                }
            }
        }
        for (i, scheme) in self.schemes.iter().enumerate() {
            let record = format!("schemes[{i}]");
            check.evidence(&record, scheme.evidence.is_empty());
            check.values(&record, scheme.coverage.values().chain(scheme.outcomes.values()), figures);
        }
        for (i, finding) in self.findings.iter().enumerate() {
            let record = format!("findings[{i}]");
            check.evidence(&record, finding.evidence.is_empty());
            for &index in &finding.figures {
                check.index(&record, "figures", index, figures);
            }
        }
        if check.errors.is_empty() { Ok(()) } else { Err(check.errors) }
    }

    fn is_part_of_itself(&self, source: usize) -> bool {
        let total = |index: &usize| self.funding_sources.get(*index)?.part_of;
        // A chain without a circle is no longer than the list.
        std::iter::successors(total(&source), total)
            .take(self.funding_sources.len())
            .any(|above| above == source)
    }
}

struct Check {
    errors: Vec<ReferenceError>,
}

impl Check {
    fn index(&mut self, record: &str, list: &'static str, index: usize, len: usize) {
        if index >= len {
            self.errors.push(ReferenceError::Dangling { record: record.to_owned(), list, index, len });
        }
    }

    fn values<'a>(&mut self, record: &str, values: impl Iterator<Item = &'a Measured>, len: usize) {
        for value in values {
            self.index(record, "figures", value.figure, len);
        }
    }

    fn evidence(&mut self, record: &str, missing: bool) {
        if missing {
            self.errors.push(ReferenceError::NoEvidence { record: record.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn errors(lists: &str) -> Vec<String> {
        let json = format!(r#"{{"document":{{"script":"simplified"}},{lists}}}"#);
        let report: Report = serde_json::from_str(&json).unwrap();
        report.check().err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_the_dangling_record() {
        assert_eq!(
            errors(
                r#""findings":[{"relation":"sum","figures":[3],"verdict":"consistent","evidence":[[0,2]]}]"#
            ),
            ["findings[0] points at figures[3], but there are 0"]
        );
        assert_eq!(
            errors(r#""programs":[{"name":"茶","kind":"planting","schemes":[0],"evidence":[]}]"#),
            ["programs[0] has no evidence", "programs[0] points at schemes[0], but there are 0"]
        );
    }

    #[test]
    fn rejects_a_source_that_is_part_of_itself() {
        let source = |total: &str| format!(r#"{{"kind":"reward","part_of":{total},"evidence":[[0,2]]}}"#);
        let sources = |totals: &[&str]| {
            let sources: Vec<String> = totals.iter().map(|total| source(total)).collect();
            errors(&format!(r#""funding_sources":[{}]"#, sources.join(",")))
        };
        assert!(sources(&["null", "0", "1"]).is_empty());
        assert_eq!(sources(&["0"]), ["funding_sources[0] is part of itself"]);
        assert_eq!(
            sources(&["2", "0", "1", "0"]),
            [0, 1, 2].map(|i| format!("funding_sources[{i}] is part of itself"))
        );
    }
}
