//! The figures of a draft: kept, moved, read anew, corrected.

use std::collections::BTreeMap;

use lianjie_core::{Bound, Figure, Per, Report, Span, Unit};

use super::super::RecordKind;
use super::super::attribute::{code, set_value, value};
use super::super::draft::DraftRegion;
use super::Held;

/// Figures in text order.
pub(super) struct Figures {
    pub(super) records: Vec<Figure>,
    /// The draft's region that each figure came from.
    pub(super) regions: Vec<usize>,
    /// New indexes by those of the exported report.
    pub(super) of_exported: BTreeMap<usize, usize>,
    /// New indexes by the draft's regions.
    pub(super) of_region: BTreeMap<usize, usize>,
}

pub(super) fn figures(held: &mut Held<'_>) -> Figures {
    let draft = held.draft;
    let mut read = Reading { whole: None };
    let mut found: Vec<(Figure, usize)> = Vec::new();
    for (at, region) in draft.regions.iter().enumerate() {
        if region.kind == RecordKind::Figure
            && let Some(figure) = figure(held, &mut read, at, region)
        {
            found.push((figure, at));
        }
    }
    // Figures that were exported keep their order where two stand at one place.
    found.sort_by_key(|(figure, at)| {
        (figure.span, held.known(*at).next().map_or(usize::MAX, |(record, _)| record))
    });
    let (records, regions): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let of_region: BTreeMap<usize, usize> =
        regions.iter().copied().enumerate().map(|(new, at)| (at, new)).collect();
    let of_exported = of_region
        .iter()
        .flat_map(|(&at, &new)| held.known(at).map(move |(record, _)| (record, new)))
        .collect();
    Figures { records, regions, of_exported, of_region }
}

/// The text as the parser reads it, once it is asked for.
struct Reading {
    whole: Option<Report>,
}

impl Reading {
    /// The figure that stands at a span: as it reads in its place, or by its quote alone.
    fn at(&mut self, held: &Held<'_>, span: Span) -> Option<Figure> {
        let text = held.draft.text.as_str();
        let whole = self.whole.get_or_insert_with(|| (held.sources.read)(text));
        if let Some(figure) = whole.figures.iter().find(|figure| figure.span == span) {
            return Some(figure.clone());
        }
        let quote = span.quote(text)?;
        let alone = (held.sources.read)(quote).figures;
        let figure = alone.into_iter().find(|one| one.span.start() == 0 && one.span.end() == span.len())?;
        Some(Figure { span, ..figure })
    }
}

fn figure(held: &mut Held<'_>, read: &mut Reading, at: usize, region: &DraftRegion) -> Option<Figure> {
    let exported = held.known(at).next().and_then(|(record, _)| held.base?.figures.get(record)).cloned();
    let mut figure = match exported {
        Some(figure) if figure.span == region.span => figure,
        exported => match read.at(held, region.span).or(exported) {
            Some(figure) => {
                let text = region.span.quote(&held.draft.text)?.to_owned();
                Figure { span: region.span, text, ..figure }
            }
            None => said(held, at, region)?,
        },
    };
    if let Some(line) = held.changed(at, "value").and_then(|values| values.into_iter().next())
        && value(&figure).as_deref() != Some(line.as_str())
        && let Err(what) = set_value(&mut figure, &line)
    {
        held.wrong(at, &format!("value: {what}"));
    }
    figure.unit = held.code(at, "unit").unwrap_or(figure.unit);
    figure.bound = held.code(at, "bound").unwrap_or(figure.bound);
    if let Some(chosen) = held.changed(at, "per") {
        match chosen.iter().map(|text| code(text)).collect::<Result<Vec<Per>, _>>() {
            Ok(per) => figure.per = per,
            Err(what) => held.wrong(at, &format!("per: {what}")),
        }
    }
    Some(figure)
}

/// A figure that the scanner does not read, as far as the annotator says what it is.
fn said(held: &mut Held<'_>, at: usize, region: &DraftRegion) -> Option<Figure> {
    let given = |name: &str| region.attributes.contains_key(name);
    if !given("value") || !given("unit") {
        held.wrong(
            at,
            "no quantity is read in these words: give its value and unit, or take the region away",
        );
        return None;
    }
    let text = region.span.quote(&held.draft.text)?.to_owned();
    let unit: Unit = held.code(at, "unit")?;
    let (value, upper, parts, quantum) = (None, None, None, None);
    let bound = Bound::Exact;
    Some(Figure { span: region.span, text, value, upper, parts, unit, bound, quantum, per: Vec::new() })
}
