//! What an annotator left, whatever the tool: a text with labelled regions, their attributes and links.

use std::collections::BTreeMap;

use lianjie_core::Span;

use super::mark::LinkKind;
use super::{Problem, RecordKind};

/// One annotated text.
#[derive(Debug)]
pub(crate) struct Draft {
    /// The task, for a person: the tool's id and the document's.
    pub(crate) task: String,
    /// The document's id.
    pub(crate) document: String,
    pub(crate) text: String,
    pub(crate) regions: Vec<DraftRegion>,
    /// Links between regions by their place in `regions`; `None` where the format has none.
    pub(crate) links: Option<Vec<(LinkKind, usize, usize)>>,
    /// The attributes that the format shows: what it shows and a region lacks was taken away.
    pub(crate) shown: &'static [&'static str],
}

/// A labelled region.
#[derive(Clone, Debug)]
pub(crate) struct DraftRegion {
    /// The tool's id.
    pub(crate) id: String,
    pub(crate) kind: RecordKind,
    pub(crate) span: Span,
    pub(crate) attributes: BTreeMap<String, Vec<String>>,
}

impl Draft {
    /// What is wrong with the task as a whole.
    pub(crate) fn problem(&self, what: &impl ToString) -> Problem {
        Problem { task: self.task.clone(), region: None, what: what.to_string() }
    }

    /// What is wrong with one of its regions.
    pub(crate) fn region_problem(&self, region: &DraftRegion, what: &impl ToString) -> Problem {
        let quote = region.span.quote(&self.text).unwrap_or_default();
        let named = format!("{} {:?}", region.id, clip(quote));
        Problem { task: self.task.clone(), region: Some(named), what: what.to_string() }
    }
}

/// Enough of a quote to find it by.
pub(crate) fn clip(quote: &str) -> String {
    let mut clipped: String = quote.chars().take(24).collect();
    if clipped.len() < quote.len() {
        clipped.push('…');
    }
    clipped
}
