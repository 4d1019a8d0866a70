//! Takes what an annotator left and the report that it was exported from, gives the corrected report.
//!
//! A region is known again by its identifier, or by its kind, span and attributes. What the annotator changed is taken; what
//! the tool does not show (places, periods, terms of schemes) stays as it was exported, or is null where nothing was
//! exported. The digits of new and moved figures are read by the parser's own scanner.

mod figure;
mod record;

use std::collections::BTreeMap;

use lianjie_core::{Document, Observation, Provenance, ReferenceError, Report};

use super::attribute::{Attributes, attributes, code};
use super::draft::{Draft, DraftRegion};
use super::mark::{Marks, Region};
use super::text::Text;
use super::{Annotated, Problem, RecordKind, Sources};

/// A draft beside the report that it was exported from.
pub(super) struct Held<'a> {
    pub(super) draft: &'a Draft,
    pub(super) sources: Sources<'a>,
    pub(super) base: Option<&'a Report>,
    /// The regions that were exported.
    exported: Vec<Region<'a>>,
    /// For each region of the draft, the exported regions that it stands for.
    known: Vec<Vec<usize>>,
    pub(super) problems: Vec<Problem>,
}

/// Reads a draft as a report; says what had to be left out.
pub(super) fn read(draft: &Draft, sources: Sources<'_>) -> (Annotated, Vec<Problem>) {
    let text = Text::of(&draft.text);
    let mut problems = Vec::new();
    let mut base = (sources.exported)(&draft.document);
    let mut exported = Vec::new();
    if let Some(report) = &base {
        match Marks::of(report, &text, &RecordKind::ALL) {
            Ok(marks) => exported = marks.regions,
            Err(error) => {
                problems.push(draft.problem(&format!("the report is of another text: {error}")));
                base = None;
            }
        }
    }
    let known = recognise(draft, base.as_ref(), &exported);
    let mut held = Held { draft, sources, base: base.as_ref(), exported, known, problems };
    let figures = figure::figures(&mut held);
    let observations = observations(&mut held, &figures);
    let mut report = Report {
        document: document(draft, sources, held.base),
        figures: figures.records.clone(),
        observations,
        programs: Vec::new(),
        funding_sources: Vec::new(),
        schemes: Vec::new(),
        findings: Vec::new(),
    };
    record::records(&mut held, &figures, &mut report);
    let mut problems = held.problems;
    for error in report.check().err().unwrap_or_default() {
        problems.push(draft.problem(&error));
        if let ReferenceError::Circular { record } = error {
            let circular = |at: usize| record == format!("funding_sources[{at}]");
            let sources = report.funding_sources.iter_mut().enumerate();
            sources.filter(|(at, _)| circular(*at)).for_each(|(_, source)| source.part_of = None);
        }
    }
    (Annotated { text: draft.text.clone(), report }, problems)
}

/// What is known of the document: what was exported, or its name and script.
fn document(draft: &Draft, sources: Sources<'_>, base: Option<&Report>) -> Document {
    let read = || Document {
        id: draft.document.clone(),
        title: None,
        published: None,
        source: None,
        script: (sources.read)(&draft.text).document.script,
        place: None,
    };
    base.map_or_else(read, |report| report.document.clone())
}

/// Finds the exported regions that the draft's regions stand for; each stands for one region at most, except where the
/// format folds equal labels of one span into one.
fn recognise(draft: &Draft, base: Option<&Report>, exported: &[Region<'_>]) -> Vec<Vec<usize>> {
    let mut known = vec![Vec::new(); draft.regions.len()];
    let Some(base) = base else { return known };
    let mut taken = vec![false; exported.len()];
    let by_id: BTreeMap<String, usize> =
        exported.iter().enumerate().map(|(at, region)| (region.id.to_string(), at)).collect();
    let mut take = |known: &mut Vec<usize>, at: usize| match taken.get_mut(at) {
        Some(free @ false) => {
            *free = true;
            known.push(at);
            true
        }
        _ => false,
    };
    for (region, known) in draft.regions.iter().zip(&mut known) {
        let same_kind = |at: &&usize| exported.get(**at).is_some_and(|one| one.kind == region.kind);
        if let Some(at) = by_id.get(&region.id).filter(same_kind) {
            take(known, *at);
        }
    }
    for equal in [true, false] {
        for (region, known) in draft.regions.iter().zip(&mut known).filter(|(_, known)| known.is_empty()) {
            for (at, one) in exported.iter().enumerate() {
                let same = one.kind == region.kind
                    && one.span == region.span
                    && (!equal || unchanged(draft, region, &attributes(base, one.kind, one.record)));
                if same && take(known, at) && !(equal && draft.links.is_none()) {
                    break;
                }
            }
        }
    }
    known
}

/// Whether a region has the attributes that were exported, as far as the format shows them.
fn unchanged(draft: &Draft, region: &DraftRegion, exported: &Attributes) -> bool {
    draft.shown.iter().all(|name| region.attributes.get(*name) == exported.get(name))
}

impl Held<'_> {
    /// The records of the exported report that a region stands for, with which of their spans it is.
    pub(super) fn known(&self, region: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let found = self.known.get(region).into_iter().flatten();
        found.filter_map(|at| self.exported.get(*at)).map(|one| (one.record, one.part))
    }

    /// What the annotator set an attribute to; `None` where it stays as it was, an empty list where it was taken away.
    pub(super) fn changed(&self, region: usize, name: &str) -> Option<Vec<String>> {
        let draft = self.draft.regions.get(region)?;
        if !self.draft.shown.contains(&name) {
            return None;
        }
        let given = draft.attributes.get(name).cloned();
        match (self.known(region).next(), self.base) {
            (Some((record, 0)), Some(base)) => {
                let exported = attributes(base, draft.kind, record).get(name).cloned();
                (given != exported).then(|| given.unwrap_or_default())
            }
            _ => given,
        }
    }

    /// The single value that an attribute was set to, read as a code.
    pub(super) fn code<T>(&mut self, region: usize, name: &str) -> Option<T>
    where
        T: std::str::FromStr<Err = lianjie_core::CodeError>,
    {
        let chosen = self.changed(region, name)?;
        let read = code(chosen.first()?);
        read.map_err(|what| self.wrong(region, &format!("{name}: {what}"))).ok()
    }

    /// Says what is wrong with a region.
    pub(super) fn wrong(&mut self, region: usize, what: &str) {
        if let Some(region) = self.draft.regions.get(region) {
            self.problems.push(self.draft.region_problem(region, &what));
        }
    }
}

/// The observations of the figures: those exported, as changed, then those of figures that had none.
fn observations(held: &mut Held<'_>, figures: &figure::Figures) -> Vec<Observation> {
    let mut kept = Vec::new();
    let mut first = vec![true; figures.records.len()];
    let exported = held.base.map(|base| base.observations.as_slice()).unwrap_or_default();
    for observation in exported {
        let Some(&new) = figures.of_exported.get(&observation.figure) else { continue };
        let mut observation = Observation { figure: new, ..observation.clone() };
        let Some(region) = figures.regions.get(new).copied() else { continue };
        if let Some(first @ true) = first.get_mut(new) {
            *first = false;
            if held.changed(region, "measure").is_some_and(|values| values.is_empty()) {
                continue;
            }
            observation.measure = held.code(region, "measure").unwrap_or(observation.measure);
            observation.group = held.code(region, "group").unwrap_or(observation.group);
        }
        kept.push(observation);
    }
    let mut added = false;
    for (figure, region) in figures.regions.iter().copied().enumerate() {
        if first.get(figure) != Some(&true) {
            continue;
        }
        let Some(measure) = held.code(region, "measure") else { continue };
        let Some(group) = held.code(region, "group") else {
            held.wrong(region, "it has a measure but no group: choose poor or all");
            continue;
        };
        added = true;
        let provenance = Provenance::default();
        kept.push(Observation {
            figure,
            measure,
            place: None,
            period: None,
            industry: None,
            group,
            provenance,
        });
    }
    if added {
        kept.sort_by_key(|observation| observation.figure);
    }
    kept
}
