//! Cuts a document into stretches that each speak of one line of action.

use lianjie_core::{Place, PlaceLevel, ProgramKind, Provenance};

use crate::assemble::funding;
use crate::context::Context;
use crate::outline::{BlockKind, Sentence};
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
    pub(super) has_figures: bool,
    /// Whether it was put together from several units.
    grown: bool,
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
    let articles = if funding::is_policy(context) { articles(context) } else { Vec::new() };
    let covered = |unit: &Unit| {
        let index = articles.partition_point(|article: &Segment| article.range().end <= unit.range.start);
        articles.get(index).is_some_and(|article| article.range().overlaps(unit.range))
    };
    let mut open: Option<Segment> = None;
    for unit in units(context).into_iter().filter(|unit| !covered(unit)) {
        let lean = lean(context, &unit);
        let reading = kind::read(context, unit.range, lean, false);
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
    for segment in &mut out {
        settle(context, segment);
    }
    out.extend(articles);
    out.sort_by_key(|segment| segment.range().start);
    out
}

/// The headed items of a policy text, each a program of its own: what its heading names, or general.
fn articles(context: &Context<'_>) -> Vec<Segment> {
    let sections = &context.outline.sections;
    // A section with headed children, or with several marked ones that each name a line of action, is no item itself.
    let mut has_headed_child = vec![false; sections.len()];
    let mut lines_below = vec![0_u32; sections.len()];
    for section in sections {
        let Some(parent) = section.parent else { continue };
        if section.heading.is_empty() {
            let names = kind::read(context, section.range, None, false)
                .is_some_and(|reading| reading.line.is_some() && reading.kind != ProgramKind::General);
            if let Some(lines) = lines_below.get_mut(parent).filter(|_| names) {
                *lines += 1;
            }
        } else if let Some(headed) = has_headed_child.get_mut(parent) {
            *headed = true;
        }
    }
    for (headed, lines) in has_headed_child.iter_mut().zip(lines_below) {
        *headed |= lines > 1;
    }
    let headed = sections
        .iter()
        .zip(has_headed_child)
        .filter(|(section, child)| section.parent.is_some() && !section.heading.is_empty() && !child);
    headed
        .map(|(section, _)| {
            let specific = |reading: &Reading<'_>| reading.kind != ProgramKind::General;
            let reading = kind::read(context, section.heading, None, false).filter(specific).or_else(|| {
                let whole = kind::read(context, section.range, None, false)?;
                (specific(&whole) && whole.strength >= LINE).then_some(whole)
            });
            let place = context.scopes.at(section.range.start).place.clone();
            Segment {
                kind: reading.map_or(ProgramKind::General, |reading| reading.kind),
                strength: LINE,
                line: reading.and_then(|reading| reading.line).map(|hit| hit.range),
                word: section.heading,
                heading: Some(section.heading),
                anchor: section.range.start,
                is_local: false,
                evidence: vec![section.range],
                place,
                block: 0,
                has_figures: !context.mentions.quantities_in(section.range).is_empty(),
                grown: false,
            }
        })
        .collect()
}

/// A story that grew sentence by sentence is of the kind that all of it speaks of most.
fn settle(context: &Context<'_>, segment: &mut Segment) {
    if !segment.grown || !is_story(segment.place.as_ref()) {
        return;
    }
    if let Some(reading) = kind::read(context, segment.range(), None, true) {
        segment.kind = reading.kind;
        segment.strength = reading.strength;
        segment.line = reading.line.map(|hit| hit.range);
        segment.word = reading.word.range;
    }
}

/// Whether a place is one village or township, where a report tells one story.
fn is_story(place: Option<&Place>) -> bool {
    place.is_some_and(|place| matches!(place.level, PlaceLevel::Township | PlaceLevel::Village))
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
        grown: false,
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
    segment.grown = true;
    segment.is_local |= unit.is_local;
    segment.block = unit.block;
}

/// Whether a unit belongs to the stretch before it.
fn goes_on(segment: &Segment, unit: &Unit, reading: &Reading<'_>) -> bool {
    let same_place = segment.place == unit.place || !segment.has_figures;
    let near = segment.block == unit.block;
    if is_story(segment.place.as_ref()) && segment.place == unit.place && unit.block <= segment.block + 1 {
        let other = reading.line.is_some() && segment.line.is_some() && reading.kind != segment.kind;
        let lines = other && !kind::is_means(reading.kind) && !kind::is_means(segment.kind);
        return !lines;
    }
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
    let means = kind::is_means(reading.kind) && reading.line.is_none();
    let insured = segment.kind == ProgramKind::Finance && reading.kind == ProgramKind::Insurance;
    let wide = wide || insured && reading.line.is_none();
    near && same_place && (wide || means || vague && !unit.has_figures)
}

/// The kind of the innermost heading that names one.
fn lean(context: &Context<'_>, unit: &Unit) -> Option<ProgramKind> {
    let index = context.outline.sentences.partition_point(|s| s.range.end <= unit.range.start);
    context
        .outline
        .headings(index)
        .take(2)
        .filter(|section| !section.heading.is_empty())
        .find_map(|section| kind::read(context, section.heading, None, false))
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
                cut(context, index, range, sentence, &mut units);
            }
        }
    }
    units
}

/// Cuts a piece of a sentence where a clause with a figure turns to another line of action: 「改造学校26所，硬化道路
/// 310公里」. A story of one place stays whole.
fn cut(context: &Context<'_>, block: usize, range: TextRange, sentence: &Sentence, units: &mut Vec<Unit>) {
    let whole = unit(context, block, range);
    let story = is_story(whole.place.as_ref());
    let mut start = range.start;
    let mut end = range.start;
    let mut current: Option<(ProgramKind, Option<&str>)> = None;
    let mut village: Option<&str> = None;
    let clauses = context.outline.clauses.get(sentence.clauses.clone()).unwrap_or(&[]);
    for clause in clauses.iter().filter(|clause| range.contains(clause.range)) {
        let figures = !context.mentions.quantities_in(clause.range).is_empty();
        let word = |range: TextRange| context.reading().slice(range);
        let own = kind::read(context, clause.range, None, false)
            .filter(|reading| figures && !kind::is_means(reading.kind))
            .map(|reading| (reading.kind, reading.line.map(|hit| word(hit.range))));
        let here = context.mentions.places_in(clause.range).last().map(|mention| mention.place.name.as_str());
        let turns = match (own, current) {
            (Some((kind, line)), Some((before, line_before))) => {
                let other = kind != before;
                let listed =
                    kind == before && kind::is_listed(kind) && line.is_some() && line_before.is_some();
                !story && (other || listed && line != line_before)
            }
            _ => false,
        };
        let moves =
            own.is_some() && current.is_some() && here.is_some() && village.is_some() && here != village;
        if turns || moves {
            units.push(unit(context, block, TextRange::new(start, end)));
            start = clause.range.start;
        }
        current = own.or(current);
        village = here.or(village);
        end = clause.range.end;
    }
    units.push(unit(context, block, TextRange::new(start, range.end)));
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
