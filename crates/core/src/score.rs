//! How well reports match annotations of the same documents: takes pairs of reports, gives precision, recall and F1 for
//! each kind of record and the accuracy of each field over the records that were matched.
//!
//! Records are paired one to one, the best pairs first. A figure matches by overlap and quantity; an observation by its
//! figure and measure; a source by overlap of evidence, amount and kind; a scheme by overlap of evidence and parties or
//! name; a program by overlap of evidence and kind; a finding by relation, verdict and figures, a repair by its reading.

mod pair;
mod record;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{Report, Span};

/// Counts of one kind of record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Records of both that were paired and are right.
    pub right: usize,
    /// Records of the annotations.
    pub gold: usize,
    /// Records of the reports.
    pub found: usize,
}

impl Count {
    /// Share of the records found that are right; 0 when none was found.
    pub fn precision(self) -> Decimal {
        share(self.right, self.found)
    }

    /// Share of the annotated records that were found; 0 when there is none.
    pub fn recall(self) -> Decimal {
        share(self.right, self.gold)
    }

    /// Harmonic mean of the two; 1 when there is nothing to find and nothing was found.
    pub fn f1(self) -> Decimal {
        if self.gold + self.found == 0 { Decimal::ONE } else { share(2 * self.right, self.gold + self.found) }
    }
}

/// Accuracy of one field over matched records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// Sum over the records: 1 for a right field, a share for a set that is right in part.
    pub right: Decimal,
    /// How many records were compared.
    pub of: usize,
}

impl Accuracy {
    /// The mean; 0 when nothing was compared.
    pub fn mean(self) -> Decimal {
        if self.of == 0 { Decimal::ZERO } else { self.right / Decimal::from(self.of) }
    }
}

/// A record of one side without its pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Id of the document.
    pub document: String,
    /// The kind of record, as in [`Score::counts`].
    pub kind: &'static str,
    /// Whether it stands in the annotations (missed) or in the report only (spurious).
    pub annotated: bool,
    /// Where it stands.
    pub span: Span,
    /// What it says, in short.
    pub label: String,
}

/// Scores over any number of documents.
///
/// ```
/// use lianjie_core::{Decimal, Report, score::Score};
///
/// let report = |figures: &str| -> Report {
///     serde_json::from_str(&format!(r#"{{"document":{{"script":"simplified"}},"figures":[{figures}]}}"#)).unwrap()
/// };
/// let figure = r#"{"span":[4,8],"text":"974户","value":"974","unit":"household","bound":"exact","quantum":"1"}"#;
/// let mut score = Score::default();
/// score.add(&report(figure), &report(figure));
/// score.add(&report(figure), &report(""));
/// let (_, figures) = score.counts().iter().find(|(kind, _)| *kind == "figures").unwrap();
/// assert_eq!((figures.right, figures.gold, figures.found), (1, 2, 1));
/// assert_eq!(figures.recall(), Decimal::new(5, 1));
/// assert_eq!(score.misses()[0].span.start(), 4);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    counts: Vec<(&'static str, Count)>,
    fields: BTreeMap<&'static str, Accuracy>,
    misses: Vec<Miss>,
}

/// The kinds whose F1 make up [`Score::mean`].
const HEADLINES: [&str; 7] = [
    "figures",
    "observations",
    "observations (with place and period)",
    "funding_sources",
    "schemes",
    "programs",
    "findings",
];

impl Score {
    /// Adds one document: what the annotation says and what was found.
    pub fn add(&mut self, gold: &Report, found: &Report) {
        record::document(self, gold, found);
        let figures = record::figures(self, gold, found);
        record::observations(self, gold, found, &figures);
        record::funding(self, gold, found);
        record::schemes(self, gold, found);
        record::programs(self, gold, found);
        record::findings(self, gold, found, &figures);
    }

    /// Counts for each kind of record, in the order of the model.
    pub fn counts(&self) -> &[(&'static str, Count)] {
        &self.counts
    }

    /// Accuracy of each field, by name.
    pub fn fields(&self) -> &BTreeMap<&'static str, Accuracy> {
        &self.fields
    }

    /// Records without a pair, document by document.
    pub fn misses(&self) -> &[Miss] {
        &self.misses
    }

    /// The F1 of a kind of record or the accuracy of a field, by its name; `None` for a name that is neither.
    pub fn value(&self, name: &str) -> Option<Decimal> {
        let count = self.counts.iter().find(|(kind, _)| *kind == name).map(|(_, count)| count.f1());
        count.or_else(|| self.fields.get(name).map(|field| field.mean()))
    }

    /// Mean of the F1s of the seven headline kinds.
    pub fn mean(&self) -> Decimal {
        let sum: Decimal = HEADLINES.iter().filter_map(|kind| self.value(kind)).sum();
        sum / Decimal::from(HEADLINES.len())
    }

    fn count(&mut self, kind: &'static str, right: usize, gold: usize, found: usize) {
        if !self.counts.iter().any(|(name, _)| *name == kind) {
            self.counts.push((kind, Count::default()));
        }
        for (_, count) in self.counts.iter_mut().filter(|(name, _)| *name == kind) {
            count.right += right;
            count.gold += gold;
            count.found += found;
        }
    }

    fn field(&mut self, name: &'static str, right: bool) {
        self.partly(name, Some(if right { Decimal::ONE } else { Decimal::ZERO }));
    }

    /// A field that may be right in part; `None` is not counted.
    fn partly(&mut self, name: &'static str, right: Option<Decimal>) {
        if let Some(right) = right {
            let field = self.fields.entry(name).or_default();
            field.right += right;
            field.of += 1;
        }
    }
}

fn share(part: usize, whole: usize) -> Decimal {
    if whole == 0 { Decimal::ZERO } else { Decimal::from(part) / Decimal::from(whole) }
}
