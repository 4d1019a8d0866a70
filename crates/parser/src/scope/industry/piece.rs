//! Takes the sentences, gives the pieces that stretches are made of: each sentence, cut where it turns from one line
//! of action to another.

use lianjie_core::ProgramKind;

use super::action::{Ground, is_small};
use super::kind::{Verdict, is_listed};
use crate::lexicon::Class;
use crate::mention::PlaceIndex;
use crate::outline::{BlockKind, Sentence};
use crate::reading::{TextRange, offset};

/// A sentence, or a part of one between semicolons.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) range: TextRange,
    pub(super) block: usize,
    pub(super) section: usize,
    pub(super) place: Option<PlaceIndex>,
    pub(super) anchor: u32,
    pub(super) is_local: bool,
    pub(super) has_figures: bool,
}

/// The pieces of all paragraphs and rows, in text order.
#[derive(Default)]
pub(super) struct Pieces {
    /// Those that tell the story of one place stay whole.
    pub(super) stories: Vec<Piece>,
    /// All are cut.
    pub(super) finest: Vec<Piece>,
}

pub(super) fn pieces(ground: Ground<'_>) -> Pieces {
    let mut pieces = Pieces::default();
    for (index, block) in ground.outline.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
            continue;
        }
        for sentence in ground.outline.sentences.get(block.sentences.clone()).unwrap_or(&[]) {
            let text = ground.outline.reading.slice(sentence.range);
            let mut start = sentence.range.start;
            for part in text.split_inclusive(';') {
                let end = start + offset(part.len());
                let whole = piece(ground, index, TextRange::new(start, end));
                start = end;
                let first = pieces.finest.len();
                cut(ground, false, &whole, sentence, &mut pieces.finest);
                if ground.is_story(whole.place) {
                    cut(ground, true, &whole, sentence, &mut pieces.stories);
                } else {
                    pieces.stories.extend_from_slice(pieces.finest.get(first..).unwrap_or_default());
                }
            }
        }
    }
    pieces
}

/// Cuts a piece of a sentence where a clause with a figure turns to another line of action: 「改造学校26所，硬化道路
/// 310公里」.
fn cut(ground: Ground<'_>, story: bool, whole: &Piece, sentence: &Sentence, pieces: &mut Vec<Piece>) {
    let &Piece { range, block, .. } = whole;
    let mut start = range.start;
    let mut end = range.start;
    let mut current: Option<(ProgramKind, bool, Option<&str>)> = None;
    let mut village: Option<&str> = None;
    let clauses = ground.outline.clauses.get(sentence.clauses.clone()).unwrap_or(&[]);
    let from = clauses.partition_point(|clause| clause.range.start < range.start);
    let inside = clauses.get(from..).unwrap_or(&[]).iter().take_while(|clause| clause.range.end <= range.end);
    for clause in inside {
        let figures = !ground.mentions.quantities_in(clause.range).is_empty();
        let word = |range: TextRange| ground.outline.reading.slice(range);
        let words = if figures { ground.words(clause.range) } else { None };
        let own = words
            .filter(Verdict::is_own)
            .filter(|reading| current.is_none() || !ground.is_gift(clause.range, reading))
            .map(|reading| (reading.kind, reading.is_item(), reading.line.map(|hit| word(hit.range))));
        let here = ground.mentions.places_in(clause.range).last().map(|mention| mention.place.name.as_str());
        let turns = match (own, current) {
            (Some((kind, is_item, line)), Some((before, _, line_before))) => {
                let other = kind != before;
                let listed = kind == before && is_item && line.is_some() && line_before.is_some();
                let named = other && line.is_some() && line_before.is_some();
                let part = || {
                    counts(kind, line.is_some(), before)
                        || returns(ground, kind, clause.range)
                        || kind == before && is_listed(kind) && ground.pays(clause.range)
                        || before == ProgramKind::Processing && word(clause.range).starts_with(['日', '年'])
                };
                let turns = named || !story && (other || listed && line != line_before);
                turns && !part() && !reaches(ground, clause.range)
            }
            _ => false,
        };
        let moves =
            own.is_some() && current.is_some() && here.is_some() && village.is_some() && here != village;
        if turns || moves {
            pieces.push(piece(ground, block, TextRange::new(start, end)));
            start = clause.range.start;
        }
        current = own.or(current);
        village = here.or(village);
        end = clause.range.end;
    }
    let last =
        if start == range.start { *whole } else { piece(ground, block, TextRange::new(start, range.end)) };
    pieces.push(last);
}

/// Whether parks are only counted among what is grown: 「种植面积2万亩，规模园区36个」.
const fn counts(kind: ProgramKind, is_named: bool, before: ProgramKind) -> bool {
    use ProgramKind as K;
    matches!(kind, K::AgriPark)
        && !is_named
        && matches!(before, K::Planting | K::Livestock | K::FruitForestry | K::Herbs)
}

/// Whether a clause tells only what comes back from the line before: 「……，每户每年保底收益2000元」. Public money put in
/// shares is a line of its own.
fn returns(ground: Ground<'_>, kind: ProgramKind, clause: TextRange) -> bool {
    let mut funds = ground.mentions.hits.within(Class::Fund, clause).iter();
    kind == ProgramKind::AssetIncome && !funds.any(|hit| hit.code.starts_with("fiscal"))
}

/// Whether a clause opens with whom the line before reaches: 「辐射9个安置社区」. What is paid to them (「资助学生320人」)
/// is a line of its own.
fn reaches(ground: Ground<'_>, clause: TextRange) -> bool {
    /// Bytes before the verb.
    const OPENING: u32 = 9;
    let hits = &ground.mentions.hits;
    let leads = |at| hits.at(Class::PlaceLead, at).is_some_and(|lead| lead.code == "for");
    let pays = |at| hits.at(Class::FundVerb, at).is_some_and(|verb| verb.code != "lever");
    let reaches = |at| leads(at) && !pays(at);
    let mut events = hits.within(Class::MeasureEvent, clause).iter();
    events.any(|hit| {
        hit.code == "reached" && hit.range.start < clause.start + OPENING && reaches(hit.range.start)
    })
}

fn piece(ground: Ground<'_>, block: usize, range: TextRange) -> Piece {
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
