//! Cuts a document into stretches that each speak of one line of action.

use lianjie_core::{Place, PlaceLevel, ProgramKind, Provenance};

use crate::context::Context;
use crate::outline::BlockKind;
use crate::reading::{TextRange, offset};

use super::kind::{self, LINE, Reading};

/// A stretch of one line of action.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) kind: ProgramKind,
    pub(super) strength: u32,
    /// The words that name it, when it has some.
    pub(super) line: Option<TextRange>,
    pub(super) word: TextRange,
    /// The heading that it stands under alone.
    pub(super) heading: Option<TextRange>,
    /// Where scope is read.
    pub(super) anchor: u32,
    /// Whether it names a township or village, or stands in a caption.
    pub(super) is_local: bool,
    pub(super) evidence: Vec<TextRange>,
    place: Option<Place>,
    block: usize,
    has_figures: bool,
}

impl Segment {
    pub(super) fn provenance(&self) -> Provenance {
        match (self.heading, self.line) {
            (Some(_), _) => Provenance::stated("program.heading"),
            (None, Some(_)) => Provenance::stated("program.line"),
            (None, None) => Provenance::inferred("program.words"),
        }
    }

    /// From its first byte to its last.
    pub(super) fn range(&self) -> TextRange {
        self.evidence.iter().copied().reduce(TextRange::cover).unwrap_or_default()
    }
}

/// A sentence, or a part of one between semicolons.
struct Unit {
    range: TextRange,
    block: usize,
    place: Option<Place>,
    anchor: u32,
    is_local: bool,
    has_figures: bool,
}

pub(super) fn segments(context: &Context<'_>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut open: Option<Segment> = None;
    for unit in units(context) {
        let lean = lean(context, &unit);
        let reading = kind::read(context, unit.range, lean);
        let Some(reading) = reading else {
            if let Some(segment) = open.as_mut().filter(|s| s.block == unit.block && unit.has_figures) {
                extend(segment, &unit);
            }
            continue;
        };
        match open.as_mut() {
            Some(segment) if goes_on(segment, &unit, &reading) => {
                extend(segment, &unit);
                if reading.kind == segment.kind {
                    segment.strength = segment.strength.max(reading.strength);
                    segment.line = segment.line.or(reading.line.map(|hit| hit.range));
                }
            }
            _ => {
                out.extend(open.take());
                open = Some(begin(&unit, &reading));
            }
        }
    }
    out.extend(open);
    out
}

fn begin(unit: &Unit, reading: &Reading<'_>) -> Segment {
    Segment {
        kind: reading.kind,
        strength: reading.strength,
        line: reading.line.map(|hit| hit.range),
        word: reading.word.range,
        heading: None,
        anchor: unit.anchor,
        is_local: unit.is_local,
        evidence: vec![unit.range],
        place: unit.place.clone(),
        block: unit.block,
        has_figures: unit.has_figures,
    }
}

fn extend(segment: &mut Segment, unit: &Unit) {
    match segment.evidence.last_mut() {
        Some(last) if segment.block == unit.block => *last = last.cover(unit.range),
        _ => segment.evidence.push(unit.range),
    }
    if !segment.has_figures && unit.has_figures {
        segment.anchor = unit.anchor;
        segment.place.clone_from(&unit.place);
    }
    segment.has_figures |= unit.has_figures;
    segment.is_local |= unit.is_local;
    segment.block = unit.block;
}

/// Whether a unit belongs to the stretch before it.
fn goes_on(segment: &Segment, unit: &Unit, reading: &Reading<'_>) -> bool {
    let same_place = segment.place == unit.place || !segment.has_figures;
    let near = segment.block == unit.block;
    if reading.kind == segment.kind {
        if !same_place || unit.block > segment.block + 1 {
            return false;
        }
        let own_line = reading.line.is_some() && segment.line.is_some();
        let listed = kind::is_listed(segment.kind) && own_line && segment.has_figures && unit.has_figures;
        return !listed;
    }
    let vague = reading.strength < LINE && reading.line.is_none();
    let wide = reading.kind == ProgramKind::General && reading.line.is_none();
    near && same_place && (wide || vague && !unit.has_figures)
}

/// The kind of the innermost heading that names one.
fn lean(context: &Context<'_>, unit: &Unit) -> Option<ProgramKind> {
    let index = context.outline.sentences.partition_point(|s| s.range.end <= unit.range.start);
    context
        .outline
        .headings(index)
        .take(2)
        .filter(|section| !section.heading.is_empty())
        .find_map(|section| kind::read(context, section.heading, None))
        .filter(|reading| reading.kind != ProgramKind::General)
        .map(|reading| reading.kind)
}

fn units(context: &Context<'_>) -> Vec<Unit> {
    let mut units = Vec::new();
    for (index, block) in context.outline.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
            continue;
        }
        for sentence in context.outline.sentences.get(block.sentences.clone()).unwrap_or(&[]) {
            let text = context.reading().slice(sentence.range);
            let mut start = sentence.range.start;
            for piece in text.split_inclusive(';') {
                let end = start + offset(piece.len());
                let range = TextRange::new(start, end);
                start = end;
                units.push(unit(context, index, range));
            }
        }
    }
    units
}

fn unit(context: &Context<'_>, block: usize, range: TextRange) -> Unit {
    let quantities = context.mentions.quantities_in(range);
    let first = quantities.clone().next().and_then(|i| context.mentions.quantities.get(i));
    let anchor = first.map_or(range.end.saturating_sub(1), |quantity| quantity.range.start);
    let local = context
        .mentions
        .places_in(range)
        .iter()
        .any(|mention| matches!(mention.place.level, PlaceLevel::Township | PlaceLevel::Village));
    Unit {
        range,
        block,
        place: context.scopes.at(anchor).place.clone(),
        anchor,
        is_local: local,
        has_figures: first.is_some(),
    }
}
