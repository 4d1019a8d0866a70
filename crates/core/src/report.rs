//! One parsed document.

use serde::{Deserialize, Serialize};

use crate::{Document, Figure, Finding, FundingSource, LinkageScheme, Measured, Observation, Program};

/// Everything read from one document.
///
/// Records point at one another by index: observations and values at figures, programs at funding sources and
/// schemes, funding sources at their total. [`Report::check`] says whether every index holds.
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

/// A record that points at nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// A record that rests on no text.
    #[error("{record} has no evidence")]
    NoEvidence {
        /// The record, `schemes[0]`.
        record: String,
    },
}

impl Report {
    /// Checks every index and that every record has evidence.
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

    #[test]
    fn names_the_dangling_record() {
        let report: Report = serde_json::from_str(
            r#"{"document":{"title":null,"published":null,"source":null,"script":"simplified","place":null},
                "observations":[{"figure":0,"measure":"loan","place":null,"period":null,"industry":null,"group":"all"}]}"#,
        )
        .unwrap();
        let errors = report.check().unwrap_err();
        assert_eq!(errors[0].to_string(), "observations[0] points at figures[0], but there are 0");
    }
}
