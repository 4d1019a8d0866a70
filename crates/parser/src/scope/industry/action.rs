//! Takes the outline, the mentions and the places spoken of, gives the stretches of text that each speak of one line of
//! action in one place.

use lianjie_core::{PlaceLevel, ProgramKind, Unit};

use crate::mention::{Mentions, PlaceIndex};
use crate::outline::{BlockKind, Outline, Sentence};
use crate::reading::{TextRange, offset};
use crate::scope::timeline::Timeline;

use super::kind::{self, LINE, Verdict};

/// How many stretches back a text comes back to one.
const REACH: usize = 6;

/// A stretch of text about one line of action.
#[derive(Clone, Debug)]
pub(crate) struct Action {
    pub(crate) kind: ProgramKind,
    pub(crate) strength: u32,
    /// The words that name it, when it has some.
    pub(crate) line: Option<TextRange>,
    pub(crate) word: TextRange,
    /// The heading that it stands under alone.
    pub(crate) heading: Option<TextRange>,
    /// Where scope is read.
    pub(crate) anchor: u32,
    /// Whether it names a township or village, or stands in a caption.
    pub(crate) is_local: bool,
    pub(crate) evidence: Vec<TextRange>,
    place: Option<PlaceIndex>,
    block: usize,
    pub(crate) has_figures: bool,
    section: usize,
    /// Whether reports list such lines one by one.
    pub(crate) is_item: bool,
    /// Whether two words or more speak for its kind and none for another.
    pub(crate) words: Words,
    /// Of how many pieces it was put together.
    pieces: u32,
    origin: Origin,
}

impl Action {
    /// From its first byte to its last.
    pub(crate) fn range(&self) -> TextRange {
        self.evidence.iter().copied().reduce(TextRange::cover).unwrap_or_default()
    }
}

/// Whether the words of a stretch speak for one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Agree,
    Differ,
}

/// How a stretch began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Opening,
    /// It turned away from another line in the same place.
    Turn,
}

/// A sentence, or a part of one between semicolons.
struct Piece {
    range: TextRange,
    block: usize,
    section: usize,
    place: Option<PlaceIndex>,
    anchor: u32,
    is_local: bool,
    has_figures: bool,
}

/// What the stretches are read from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) outline: &'a Outline,
    pub(super) mentions: &'a Mentions<'a>,
    pub(super) places: &'a Timeline<Option<PlaceIndex>>,
    /// Whether each headed item of the document is a program of its own.
    pub(super) by_article: bool,
}

impl<'a> Ground<'a> {
    fn kind(&self, range: TextRange, lean: Option<ProgramKind>, is_story: bool) -> Option<Verdict<'a>> {
        kind::read(&self.outline.reading, self.mentions, range, lean, is_story)
    }

    fn words(&self, range: TextRange) -> Option<Verdict<'a>> {
        self.kind(range, None, false)
    }

    /// Whether a figure counts households, persons, villages or loans.
    fn counts_people(&self, range: TextRange) -> bool {
        let quantities = self.mentions.quantities.get(self.mentions.quantities_in(range)).unwrap_or(&[]);
        let counts = |unit| {
            matches!(unit, Unit::Household | Unit::Person | Unit::PersonTime | Unit::Loan | Unit::Village)
        };
        quantities.iter().any(|quantity| counts(quantity.unit))
    }

    fn is_row(&self, block: usize) -> bool {
        self.outline.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Row)
    }

    /// Whether the clause tells only how much money a partner gave, which some line of action spends.
    fn is_gift(&self, range: TextRange, reading: &Verdict<'_>) -> bool {
        let quantities = self.mentions.quantities.get(self.mentions.quantities_in(range)).unwrap_or(&[]);
        reading.kind == ProgramKind::SocialAid
            && quantities.iter().all(|quantity| quantity.unit == Unit::Yuan)
    }

    /// Whether a place is one village or township, where a report tells one story.
    fn is_story(&self, place: Option<PlaceIndex>) -> bool {
        place.is_some_and(|index| is_small(self.mentions.place_table.level(index)))
    }
}

fn is_small(level: PlaceLevel) -> bool {
    matches!(level, PlaceLevel::Township | PlaceLevel::Village)
}

pub(super) fn actions(ground: Ground<'_>) -> Vec<Action> {
    let mut out: Vec<Action> = Vec::new();
    let articles = if ground.by_article { articles(ground) } else { Vec::new() };
    let covered = |unit: &Piece| {
        let index = articles.partition_point(|article: &Action| article.range().end <= unit.range.start);
        articles.get(index).is_some_and(|article| article.range().overlaps(unit.range))
    };
    let mut open: Option<Action> = None;
    for unit in units(ground).into_iter().filter(|unit| !covered(unit)) {
        let lean = lean(ground, &unit);
        let reading = ground.kind(unit.range, lean, false);
        let Some(reading) = reading else {
            let takes =
                |s: &&mut Action| s.block == unit.block && unit.has_figures && s.kind != ProgramKind::General;
            if let Some(action) = open.as_mut().filter(takes) {
                extend(action, &unit);
            }
            continue;
        };
        match open.as_mut() {
            Some(action) if goes_on(ground, action, &unit, &reading) => {
                extend(action, &unit);
                if reading.kind == action.kind {
                    action.strength = action.strength.max(reading.strength);
                    action.line = action.line.or(reading.line.map(|hit| hit.range));
                }
            }
            _ => {
                let turned = open.as_ref().is_some_and(|before| before.place == unit.place);
                out.extend(open.take());
                let origin = if turned { Origin::Turn } else { Origin::Opening };
                open = Some(Action { origin, ..begin(&unit, &reading) });
            }
        }
    }
    out.extend(open);
    for action in &mut out {
        settle(ground, action);
    }
    let mut out = rejoin(ground, out);
    out.extend(articles);
    for action in &mut out {
        if kind::is_plain(ground.mentions, &action.evidence, action.kind) {
            action.words = Words::Agree;
        }
    }
    out.sort_by_key(|action| action.range().start);
    out
}

/// The headed items of a policy text, each a program of its own: what its heading names, or general.
fn articles(ground: Ground<'_>) -> Vec<Action> {
    let sections = &ground.outline.sections;
    // A section with headed children, or with several marked ones that each name a line of action, is no item itself.
    let mut has_headed_child = vec![false; sections.len()];
    let mut lines_below = vec![0_u32; sections.len()];
    for section in sections {
        let Some(parent) = section.parent else { continue };
        if section.heading.is_empty() {
            let names = ground
                .words(section.range)
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
            let specific = |reading: &Verdict<'_>| reading.kind != ProgramKind::General;
            let reading = ground.words(section.heading).filter(specific).or_else(|| {
                let whole = ground.words(section.range)?;
                (specific(&whole) && whole.strength >= LINE).then_some(whole)
            });
            let place = ground.places.at(section.range.start);
            Action {
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
                has_figures: !ground.mentions.quantities_in(section.range).is_empty(),
                section: 0,
                is_item: false,
                words: Words::Differ,
                pieces: 1,
                origin: Origin::Opening,
            }
        })
        .collect()
}

/// Stretches that come back to what an earlier one of the same kind and place tells of are parts of it.
fn rejoin(ground: Ground<'_>, actions: Vec<Action>) -> Vec<Action> {
    let mut out: Vec<Action> = Vec::new();
    for action in actions {
        let word = |action: &Action| ground.outline.reading.slice(action.word);
        let same = |earlier: &&mut Action| {
            earlier.kind == action.kind
                && earlier.place == action.place
                && !kind::is_listed(action.kind)
                && (word(earlier) == word(&action)
                    || action.line.is_none() && action.block <= earlier.block + 1)
        };
        match out.iter_mut().rev().take(REACH).find(same) {
            Some(earlier) => {
                earlier.evidence.extend(action.evidence);
                earlier.strength = earlier.strength.max(action.strength);
                earlier.has_figures |= action.has_figures;
                earlier.is_local |= action.is_local;
            }
            None => out.push(action),
        }
    }
    out
}

/// A story that grew sentence by sentence is of the kind that all of it speaks of most.
fn settle(ground: Ground<'_>, action: &mut Action) {
    // What turned away by the name of a means stays with it.
    let named = action.origin == Origin::Turn && action.line.is_some() && kind::is_means(action.kind);
    if named || action.pieces == 1 || !ground.is_story(action.place) {
        return;
    }
    if let Some(reading) = ground.kind(action.range(), None, true) {
        action.kind = reading.kind;
        action.strength = reading.strength;
        action.line = reading.line.map(|hit| hit.range);
        action.word = reading.word.range;
    }
}

fn begin(unit: &Piece, reading: &Verdict<'_>) -> Action {
    Action {
        kind: reading.kind,
        strength: reading.strength,
        line: reading.line.map(|hit| hit.range),
        word: reading.word.range,
        heading: None,
        anchor: unit.anchor,
        is_local: unit.is_local,
        evidence: vec![unit.range],
        place: unit.place,
        block: unit.block,
        has_figures: unit.has_figures,
        section: unit.section,
        is_item: reading.is_item(),
        words: Words::Differ,
        pieces: 1,
        origin: Origin::Opening,
    }
}

fn extend(action: &mut Action, unit: &Piece) {
    match action.evidence.last_mut() {
        Some(last) if action.block == unit.block => *last = last.cover(unit.range),
        _ => action.evidence.push(unit.range),
    }
    if !action.has_figures && unit.has_figures {
        action.anchor = unit.anchor;
        action.place = unit.place;
    }
    action.has_figures |= unit.has_figures;
    action.pieces += 1;
    action.is_local |= unit.is_local;
    action.block = unit.block;
}

/// Whether a unit belongs to the action before it.
fn goes_on(ground: Ground<'_>, action: &Action, unit: &Piece, reading: &Verdict<'_>) -> bool {
    let same_place = action.place == unit.place || !action.has_figures;
    let near = action.block == unit.block;
    if ground.is_story(action.place) && action.place == unit.place && unit.block <= action.block + 1 {
        let other =
            reading.line.is_some() && reading.kind != action.kind && reading.kind != ProgramKind::General;
        let things = action.line.is_some() && !kind::is_means(reading.kind) && !kind::is_means(action.kind);
        let turns = match reading.kind {
            ProgramKind::Finance | ProgramKind::Training => ground.counts_people(unit.range),
            kind => !kind::is_means(kind) && unit.has_figures,
        };
        return !(other && (things || turns));
    }
    if reading.kind == action.kind {
        if !same_place || unit.block > action.block + 1 {
            return false;
        }
        let own_line = reading.line.is_some() && action.line.is_some();
        let word = |range: TextRange| ground.outline.reading.slice(range);
        let figures = action.has_figures && unit.has_figures;
        let other = word(action.word) != word(reading.word.range) && reading.kind != ProgramKind::General;
        let item = other && (ground.is_row(unit.block) && !near || unit.section != action.section);
        let listed =
            own_line && reading.is_item() && (action.is_item || reading.kind != ProgramKind::General);
        return !(figures && (listed || item));
    }
    let vague = reading.strength < LINE && reading.line.is_none();
    let wide = reading.kind == ProgramKind::General && reading.line.is_none();
    let means = kind::is_means(reading.kind) && reading.line.is_none();
    let insured = action.kind == ProgramKind::Finance && reading.kind == ProgramKind::Insurance;
    let wide = wide || insured && reading.line.is_none();
    near && same_place && (wide || means || vague && !unit.has_figures)
}

/// The kind of the innermost heading that names one.
fn lean(ground: Ground<'_>, unit: &Piece) -> Option<ProgramKind> {
    let index = ground.outline.sentences.partition_point(|s| s.range.end <= unit.range.start);
    ground
        .outline
        .headings(index)
        .take(2)
        .filter(|section| !section.heading.is_empty())
        .find_map(|section| ground.words(section.heading))
        .filter(|reading| reading.kind != ProgramKind::General)
        .map(|reading| reading.kind)
}

fn units(ground: Ground<'_>) -> Vec<Piece> {
    let mut units = Vec::new();
    for (index, block) in ground.outline.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
            continue;
        }
        for sentence in ground.outline.sentences.get(block.sentences.clone()).unwrap_or(&[]) {
            let text = ground.outline.reading.slice(sentence.range);
            let mut start = sentence.range.start;
            for piece in text.split_inclusive(';') {
                let end = start + offset(piece.len());
                let range = TextRange::new(start, end);
                start = end;
                cut(ground, index, range, sentence, &mut units);
            }
        }
    }
    units
}

/// Cuts a piece of a sentence where a clause with a figure turns to another line of action: 「改造学校26所，硬化道路
/// 310公里」. A story of one place stays whole.
fn cut(ground: Ground<'_>, block: usize, range: TextRange, sentence: &Sentence, units: &mut Vec<Piece>) {
    let whole = unit(ground, block, range);
    let story = ground.is_story(whole.place);
    let mut start = range.start;
    let mut end = range.start;
    let mut current: Option<(ProgramKind, bool, Option<&str>)> = None;
    let mut village: Option<&str> = None;
    let clauses = ground.outline.clauses.get(sentence.clauses.clone()).unwrap_or(&[]);
    for clause in clauses.iter().filter(|clause| range.contains(clause.range)) {
        let figures = !ground.mentions.quantities_in(clause.range).is_empty();
        let word = |range: TextRange| ground.outline.reading.slice(range);
        let own = ground
            .words(clause.range)
            .filter(|reading| figures && reading.is_own())
            .filter(|reading| current.is_none() || !ground.is_gift(clause.range, reading))
            .map(|reading| (reading.kind, reading.is_item(), reading.line.map(|hit| word(hit.range))));
        let here = ground.mentions.places_in(clause.range).last().map(|mention| mention.place.name.as_str());
        let turns = match (own, current) {
            (Some((kind, is_item, line)), Some((before, _, line_before))) => {
                let other = kind != before;
                let listed = kind == before && is_item && line.is_some() && line_before.is_some();
                let named = other && line.is_some() && line_before.is_some();
                named || !story && (other || listed && line != line_before)
            }
            _ => false,
        };
        let moves =
            own.is_some() && current.is_some() && here.is_some() && village.is_some() && here != village;
        if turns || moves {
            units.push(unit(ground, block, TextRange::new(start, end)));
            start = clause.range.start;
        }
        current = own.or(current);
        village = here.or(village);
        end = clause.range.end;
    }
    units.push(unit(ground, block, TextRange::new(start, range.end)));
}

fn unit(ground: Ground<'_>, block: usize, range: TextRange) -> Piece {
    let quantities = ground.mentions.quantities_in(range);
    let first = quantities.clone().next().and_then(|i| ground.mentions.quantities.get(i));
    let anchor = first.map_or(range.end.saturating_sub(1), |quantity| quantity.range.start);
    let local = ground.mentions.places_in(range).iter().any(|mention| is_small(mention.place.level));
    Piece {
        range,
        block,
        section: ground
            .outline
            .sentence_at(range.start)
            .and_then(|i| ground.outline.sentence(i))
            .map_or(0, |s| s.section),
        place: ground.places.at(anchor),
        anchor,
        is_local: local,
        has_figures: first.is_some(),
    }
}
