//! Takes the outline, the mentions and the places spoken of, gives the stretches of text that each speak of one line of
//! action in one place.

use lianjie_core::{PlaceLevel, ProgramKind, Unit};

use crate::lexicon::{Class, Hit};
use crate::mention::{Mentions, PlaceIndex};
use crate::outline::{BlockKind, Outline, Sentence};
use crate::reading::TextRange;
use crate::scope::timeline::Timeline;

use super::kind::{self, LINE, Verdict};
use super::passage::Passage;
use super::piece::Piece;

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
    /// The stretch that a passage alone is, about one of the kinds that its words speak for.
    pub(crate) fn alone(passage: &Passage, kind: ProgramKind, hits: &[Hit<'_>]) -> Option<Self> {
        let mut of_kind = hits.iter().filter(|hit| hit.code == kind.as_str());
        let word = of_kind.clone().next()?;
        let line = of_kind.find(|hit| kind::names(hit));
        Some(Self {
            kind,
            strength: passage.score(kind),
            line: line.map(|hit| hit.range),
            word: word.range,
            heading: None,
            anchor: passage.anchor,
            is_local: passage.is_local,
            evidence: vec![passage.range],
            place: None,
            block: passage.block,
            has_figures: passage.has_figures,
            section: 0,
            is_item: true,
            words: Words::Differ,
            pieces: 1,
            origin: Origin::Opening,
        })
    }

    /// The same stretch, about another kind that its words speak for.
    pub(crate) fn about(mut self, kind: ProgramKind, hits: &[Hit<'_>]) -> Self {
        let mut of_kind = hits.iter().filter(|hit| hit.code == kind.as_str());
        if let Some(word) = of_kind.clone().next() {
            self.kind = kind;
            self.word = word.range;
            self.line = of_kind.find(|hit| kind::names(hit)).map(|hit| hit.range);
            self.words = Words::Differ;
        }
        self
    }

    /// The same stretch and its own word, seen as another kind.
    pub(crate) fn seen_as(mut self, kind: ProgramKind) -> Self {
        self.kind = kind;
        self.words = Words::Differ;
        self
    }

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

/// What the stretches are read from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) outline: &'a Outline,
    pub(super) mentions: &'a Mentions<'a>,
    pub(super) places: &'a Timeline<Option<PlaceIndex>>,
    /// For each section what the words of its heading are about: every sentence below it asks.
    pub(super) headings: &'a [Option<ProgramKind>],
    /// Whether each headed item of the document is a program of its own.
    pub(super) by_article: bool,
}

impl<'a> Ground<'a> {
    fn kind(&self, range: TextRange, lean: Option<ProgramKind>, is_story: bool) -> Option<Verdict<'a>> {
        kind::read(&self.outline.reading, self.mentions, range, lean, is_story)
    }

    /// What the headings above a sentence name, innermost first; `None` of one that names nothing.
    pub(super) fn named_above(&self, sentence: &Sentence) -> impl Iterator<Item = Option<ProgramKind>> {
        let of = |index: usize| self.outline.sections.get(index).zip(self.headings.get(index));
        let above = std::iter::successors(of(sentence.section), move |(section, _)| of(section.parent?));
        above.map(|(_, named)| *named)
    }

    /// What the words of a range are about, by themselves.
    pub(super) fn words(&self, range: TextRange) -> Option<Verdict<'a>> {
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

    /// Whether the heading of a section names how households are tied: 「(二)入股分红。」.
    fn is_headed(&self, section: usize) -> bool {
        let tied =
            |heading| self.mentions.hits.within(Class::Tie, heading).iter().any(|hit| hit.code != "none");
        self.outline.sections.get(section).is_some_and(|section| tied(section.heading))
    }

    fn is_row(&self, block: usize) -> bool {
        self.outline.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Row)
    }

    /// Whether the clause tells only how much money a partner gave, which some line of action spends.
    pub(super) fn is_gift(&self, range: TextRange, reading: &Verdict<'_>) -> bool {
        let quantities = self.mentions.quantities.get(self.mentions.quantities_in(range)).unwrap_or(&[]);
        reading.kind == ProgramKind::SocialAid
            && quantities.iter().all(|quantity| quantity.unit == Unit::Yuan)
    }

    /// Whether a clause states sums of money alone: 「发放助学金480万元」 after whom it was given to.
    pub(super) fn pays(&self, range: TextRange) -> bool {
        let quantities = self.mentions.quantities.get(self.mentions.quantities_in(range)).unwrap_or(&[]);
        !quantities.is_empty() && quantities.iter().all(|quantity| quantity.unit == Unit::Yuan)
    }

    /// Whether a place is one village or township, where a report tells one story.
    pub(super) fn is_story(&self, place: Option<PlaceIndex>) -> bool {
        place.is_some_and(|index| is_small(self.mentions.place_table.level(index)))
    }
}

/// Whether a level is a township or village.
pub(super) fn is_small(level: PlaceLevel) -> bool {
    matches!(level, PlaceLevel::Township | PlaceLevel::Village)
}

pub(super) fn actions(ground: Ground<'_>, pieces: &[Piece]) -> Vec<Action> {
    let mut out: Vec<Action> = Vec::new();
    let articles = if ground.by_article { articles(ground) } else { Vec::new() };
    let covered = |piece: &Piece| {
        let index = articles.partition_point(|article: &Action| article.range().end <= piece.range.start);
        articles.get(index).is_some_and(|article| article.range().overlaps(piece.range))
    };
    let mut open: Option<Action> = None;
    for piece in pieces.iter().filter(|piece| !covered(piece)) {
        let lean = lean(ground, piece);
        let reading = ground.kind(piece.range, lean, false);
        let Some(reading) = reading else {
            let takes = |s: &&mut Action| {
                s.block == piece.block && piece.has_figures && s.kind != ProgramKind::General
            };
            if let Some(action) = open.as_mut().filter(takes) {
                extend(action, piece);
            }
            continue;
        };
        match open.as_mut() {
            Some(action) if goes_on(ground, action, piece, &reading) => {
                extend(action, piece);
                if reading.kind == action.kind {
                    action.strength = action.strength.max(reading.strength);
                    action.line = action.line.or(reading.line.map(|hit| hit.range));
                }
            }
            _ => {
                let turned = open.as_ref().is_some_and(|before| before.place == piece.place);
                out.extend(open.take());
                let origin = if turned { Origin::Turn } else { Origin::Opening };
                open = Some(Action { origin, ..begin(piece, &reading) });
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
    let of_text = subject(ground).unwrap_or(ProgramKind::General);
    headed
        .map(|(section, _)| {
            let heading = ground.words(section.heading).filter(is_specific);
            let whole = || {
                let whole = ground.words(section.range)?;
                (is_specific(&whole) && whole.strength >= LINE).then_some(whole)
            };
            // 「基地建设奖补」 is of what is grown there.
            let reading =
                heading.filter(|reading| !kind::is_manner(&reading.word)).or_else(whole).or(heading);
            let place = ground.places.at(section.range.start);
            Action {
                kind: reading.map_or(of_text, |reading| reading.kind),
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

fn is_specific(reading: &Verdict<'_>) -> bool {
    reading.kind != ProgramKind::General
}

/// What a policy text as a whole is about: the line of action that its title names, or what stands before its first
/// item.
fn subject(ground: Ground<'_>) -> Option<ProgramKind> {
    let first = ground
        .outline
        .sections
        .iter()
        .filter(|section| section.parent.is_some())
        .map(|s| s.range.start)
        .min()?;
    let opening = ground.outline.sentences.first().map(|sentence| sentence.range.start);
    let opening = opening.filter(|start| *start < first).map(|start| TextRange::new(start, first));
    let named = |reading: &Verdict<'_>| is_specific(reading) && reading.line.is_some();
    let title = ground.outline.title_range.and_then(|title| ground.words(title)).filter(named);
    title.or_else(|| ground.words(opening?).filter(named)).map(|reading| reading.kind)
}

/// How many blocks on a story still tells of the same thing in other words.
const STORY: usize = 5;

/// Stretches that come back to what an earlier one of the same kind and place tells of are parts of it. A story tells of
/// one thing of a kind, whatever words it is told in, unless each of them is named (葡萄产业, 苹果产业).
fn rejoin(ground: Ground<'_>, actions: Vec<Action>) -> Vec<Action> {
    let mut out: Vec<Action> = Vec::new();
    for action in actions {
        let word = |action: &Action| ground.outline.reading.slice(action.word);
        let same = |earlier: &&mut Action| {
            earlier.kind == action.kind
                && earlier.place == action.place
                && !kind::is_listed(action.kind)
                && (word(earlier) == word(&action)
                    || ground.is_story(action.place)
                        && !kind::is_means(action.kind)
                        && (action.line.is_none() || earlier.line.is_none())
                        && action.block <= earlier.block + STORY
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

fn begin(piece: &Piece, reading: &Verdict<'_>) -> Action {
    Action {
        kind: reading.kind,
        strength: reading.strength,
        line: reading.line.map(|hit| hit.range),
        word: reading.word.range,
        heading: None,
        anchor: piece.anchor,
        is_local: piece.is_local,
        evidence: vec![piece.range],
        place: piece.place,
        block: piece.block,
        has_figures: piece.has_figures,
        section: piece.section,
        is_item: reading.is_item(),
        words: Words::Differ,
        pieces: 1,
        origin: Origin::Opening,
    }
}

fn extend(action: &mut Action, piece: &Piece) {
    match action.evidence.last_mut() {
        Some(last) if action.block == piece.block => *last = last.cover(piece.range),
        _ => action.evidence.push(piece.range),
    }
    if !action.has_figures && piece.has_figures {
        action.anchor = piece.anchor;
        action.place = piece.place;
    }
    action.has_figures |= piece.has_figures;
    action.pieces += 1;
    action.is_local |= piece.is_local;
    action.block = piece.block;
}

/// Whether a piece belongs to the action before it.
fn goes_on(ground: Ground<'_>, action: &Action, piece: &Piece, reading: &Verdict<'_>) -> bool {
    let same_place = action.place == piece.place || !action.has_figures;
    let near = action.block == piece.block;
    let item = piece.section != action.section && ground.is_headed(piece.section);
    let story = ground.is_story(action.place) && !item;
    if story && action.place == piece.place && piece.block <= action.block + 1 {
        let other =
            reading.line.is_some() && reading.kind != action.kind && reading.kind != ProgramKind::General;
        let things = action.line.is_some() && !kind::is_means(reading.kind) && !kind::is_means(action.kind);
        let turns = match reading.kind {
            ProgramKind::Finance | ProgramKind::Training => ground.counts_people(piece.range),
            kind => (!kind::is_means(kind) || !near) && piece.has_figures,
        };
        return !(other && (things || turns));
    }
    if reading.kind == action.kind {
        if !same_place || piece.block > action.block + 1 {
            return false;
        }
        let own_line = reading.line.is_some() && action.line.is_some();
        let word = |range: TextRange| ground.outline.reading.slice(range);
        let figures = action.has_figures && piece.has_figures;
        let other = word(action.word) != word(reading.word.range) && reading.kind != ProgramKind::General;
        // 「1.免教科书费」 under a line of services is one of its terms.
        let named = reading.line.is_some() || !kind::is_listed(reading.kind);
        let item = other && named && (ground.is_row(piece.block) && !near || piece.section != action.section);
        let listed =
            own_line && reading.is_item() && (action.is_item || reading.kind != ProgramKind::General);
        return !(figures && (listed || item));
    }
    let vague = reading.strength < LINE && reading.line.is_none();
    let wide = reading.kind == ProgramKind::General && reading.line.is_none();
    let means = kind::is_means(reading.kind) && reading.line.is_none();
    let insured = action.kind == ProgramKind::Finance && reading.kind == ProgramKind::Insurance;
    let wide = wide || insured && reading.line.is_none();
    near && same_place && (wide || means || vague && !piece.has_figures)
}

/// The kind of the innermost heading that names one.
fn lean(ground: Ground<'_>, piece: &Piece) -> Option<ProgramKind> {
    let index = ground.outline.sentences.partition_point(|s| s.range.end <= piece.range.start);
    let above = ground.named_above(ground.outline.sentences.get(index)?);
    above.take(2).flatten().next().filter(|kind| *kind != ProgramKind::General)
}
