//! Takes a report's records, gives its text cut into runs of one evidence and, inside them, figures.
//!
//! Sentences that programs, schemes and sources rest on overlap freely and hold figures. A run is the longest stretch that
//! rests on the same records; a figure that crosses the edge of a run is cut there, so that elements nest whatever the
//! records say.

use std::collections::BTreeSet;

use lianjie_core::{Report, Span};

/// A stretch of text that the same programs, schemes and sources rest on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) programs: Few,
    pub(super) schemes: Few,
    pub(super) sources: Few,
    /// Figures in it, in text order, without overlap.
    pub(super) figures: Vec<Cut>,
}

/// The part of a figure in a run.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) figure: usize,
    /// Whether the figure begins here.
    pub(super) is_first: bool,
}

/// The first records of a place, and how many more there are: however many rest on one sentence, what is said of it stays
/// short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Few {
    pub(super) first: Vec<usize>,
    pub(super) more: usize,
}

impl Few {
    const MOST: usize = 3;

    fn of(set: &BTreeSet<usize>) -> Self {
        Self {
            first: set.iter().copied().take(Self::MOST).collect(),
            more: set.len().saturating_sub(Self::MOST),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }
}

impl Run {
    pub(super) fn is_evidence(&self) -> bool {
        !(self.programs.is_empty() && self.schemes.is_empty() && self.sources.is_empty())
    }
}

/// The list that a piece of evidence belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Programs,
    Schemes,
    Sources,
}

/// The runs of a text of `len` code points: together they are the whole text, in its order.
pub(super) fn runs(report: &Report, len: u32) -> Vec<Run> {
    let mut edges: Vec<(u32, bool, List, usize)> = Vec::new();
    let mut add = |list: List, index: usize, evidence: &[Span]| {
        for span in merged(evidence, len) {
            edges.push((span.start(), true, list, index));
            edges.push((span.end(), false, list, index));
        }
    };
    for (index, program) in report.programs.iter().enumerate() {
        add(List::Programs, index, &program.evidence);
    }
    for (index, scheme) in report.schemes.iter().enumerate() {
        add(List::Schemes, index, &scheme.evidence);
    }
    for (index, source) in report.funding_sources.iter().enumerate() {
        add(List::Sources, index, &source.evidence);
    }
    edges.sort_by_key(|(at, ..)| *at);

    let mut active: [BTreeSet<usize>; 3] = Default::default();
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    let mut edges = edges.into_iter().peekable();
    while start < len {
        while let Some((_, opens, list, index)) = edges.next_if(|(at, ..)| *at <= start) {
            let [programs, schemes, sources] = &mut active;
            let set = match list {
                List::Programs => programs,
                List::Schemes => schemes,
                List::Sources => sources,
            };
            if opens {
                set.insert(index)
            } else {
                set.remove(&index)
            };
        }
        let end = edges.peek().map_or(len, |(at, ..)| *at);
        let [programs, schemes, sources] = &active;
        let (programs, schemes, sources) = (Few::of(programs), Few::of(schemes), Few::of(sources));
        runs.push(Run { start, end, programs, schemes, sources, figures: Vec::new() });
        start = end;
    }
    place_figures(report, &mut runs);
    runs
}

/// Spans of one record as far as the text goes, those that touch as one, without empty ones.
fn merged(evidence: &[Span], len: u32) -> Vec<Span> {
    let mut spans: Vec<Span> =
        evidence.iter().filter_map(|span| Span::new(span.start(), span.end().min(len))).collect();
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

/// Cuts the figures at the edges of runs. Of figures that overlap, which only records made elsewhere do, the one that
/// begins first keeps the shared part.
fn place_figures(report: &Report, runs: &mut [Run]) {
    let mut order: Vec<(Span, usize)> =
        report.figures.iter().enumerate().map(|(index, figure)| (figure.span, index)).collect();
    order.sort_unstable();
    let mut runs = runs.iter_mut().peekable();
    let mut taken = 0;
    for (span, figure) in order {
        let mut start = span.start().max(taken);
        let mut is_first = true;
        while start < span.end() {
            while runs.next_if(|run| run.end <= start).is_some() {}
            let Some(run) = runs.peek_mut() else { return };
            let end = span.end().min(run.end);
            run.figures.push(Cut { start, end, figure, is_first });
            is_first = false;
            start = end;
        }
        taken = taken.max(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(lists: &str) -> Report {
        serde_json::from_str(&format!(r#"{{"document":{{"script":"simplified"}},{lists}}}"#)).unwrap()
    }

    fn figure(start: u32, end: u32) -> String {
        format!(r#"{{"span":[{start},{end}],"text":"x","unit":"yuan","bound":"exact"}}"#)
    }

    #[test]
    fn evidence_that_crosses_is_cut_and_covers_the_text() {
        let report = report(&format!(
            r#""figures":[{}],"programs":[{{"name":"a","kind":"planting","evidence":[[2,6],[4,8]]}}],
               "funding_sources":[{{"kind":"reward","evidence":[[5,99]]}}]"#,
            figure(4, 9)
        ));
        let runs = runs(&report, 10);
        let edges: Vec<(u32, u32)> = runs.iter().map(|run| (run.start, run.end)).collect();
        assert_eq!(edges, [(0, 2), (2, 5), (5, 8), (8, 10)]);
        let cuts: Vec<(u32, u32, bool)> =
            runs.iter().flat_map(|run| &run.figures).map(|cut| (cut.start, cut.end, cut.is_first)).collect();
        assert_eq!(cuts, [(4, 5, true), (5, 8, false), (8, 9, false)]);
        assert!(runs[2].programs.first == [0] && runs[2].sources.first == [0]);
        assert!(!runs[0].is_evidence());
    }

    #[test]
    fn figures_that_overlap_or_lie_outside_do_no_harm() {
        let figures = [figure(1, 5), figure(3, 7), figure(3, 3), figure(9, 12), figure(90, 99)].join(",");
        let report = report(&format!(r#""figures":[{figures}]"#));
        let runs = runs(&report, 10);
        let cuts: Vec<(u32, u32, usize)> =
            runs.iter().flat_map(|run| &run.figures).map(|cut| (cut.start, cut.end, cut.figure)).collect();
        assert_eq!(cuts, [(1, 5, 0), (5, 7, 1), (9, 10, 3)]);
    }

    #[test]
    fn many_records_of_one_sentence_are_few() {
        let source = r#"{"kind":"reward","evidence":[[0,4]]}"#;
        let report = report(&format!(r#""funding_sources":[{}]"#, vec![source; 50].join(",")));
        let runs = runs(&report, 4);
        assert_eq!(runs.len(), 1);
        assert_eq!((runs[0].sources.first.len(), runs[0].sources.more), (3, 47));
    }

    #[test]
    fn no_text_no_runs() {
        assert_eq!(runs(&report(r#""figures":[]"#), 0), []);
    }
}
