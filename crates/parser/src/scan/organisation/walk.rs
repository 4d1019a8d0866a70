//! Takes the place where the ending of a name begins, gives how far the name goes to its left and what it is made of.

use lianjie_core::PlaceLevel;

use super::{BRAND, Known, frame};
use crate::lexicon::Class;
use crate::mention::{DateMention, PlaceMention, Quantity};
use crate::reading::{Reading, TextRange, offset};

/// The longest body of a name, in characters.
const BODY: usize = 22;
/// The longest proper part in quotation marks, in characters.
const QUOTED: usize = 8;

/// How far a name goes left of its ending, and what it is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    pub(super) start: u32,
    pub(super) brand: Option<TextRange>,
    pub(super) brand_chars: usize,
    /// General words between the proper part and the ending, or before it.
    pub(super) fillers: usize,
    /// The general word that follows the proper part.
    pub(super) next: Option<TextRange>,
    pub(super) division: Option<TextRange>,
    /// Ended at something that no name holds.
    pub(super) clean: bool,
}

impl Walk {
    pub(super) const fn at(start: u32) -> Self {
        Self { start, brand: None, brand_chars: 0, fillers: 0, next: None, division: None, clean: false }
    }
}

/// What stands left of a position in a name.
pub(super) enum Left {
    /// Something that no name holds: the name starts here.
    Edge,
    /// A province, prefecture or county: may open a name.
    Division(TextRange),
    /// A trade word or other general part.
    Filler(u32),
    /// A part of the proper name.
    Brand(u32),
    /// The proper name in quotation marks, and where the marks open.
    Quoted(TextRange, u32),
}

/// Goes left from `end`, where a form or trade begins, to where the name does.
pub(super) fn walk(reading: &Reading, known: Known<'_, '_>, end: u32, taken: u32) -> Walk {
    let mut walk = Walk::at(end);
    for _ in 0..BODY {
        if walk.start <= taken {
            walk.clean = true;
            break;
        }
        match left_of(reading, known, &walk) {
            Left::Edge => {
                walk.clean = true;
                break;
            }
            Left::Division(range) => {
                walk.division = Some(range);
                walk.start = range.start;
            }
            Left::Filler(at) => {
                walk.fillers += 1;
                if walk.brand.is_none() {
                    walk.next = Some(TextRange::new(at, walk.start));
                }
                walk.start = at;
            }
            Left::Brand(at) => {
                let part = TextRange::new(at, walk.start);
                walk.brand_chars += reading.slice(part).chars().count();
                walk.brand = Some(walk.brand.map_or(part, |brand| brand.cover(part)));
                walk.start = at;
            }
            Left::Quoted(brand, at) => {
                walk.brand_chars = reading.slice(brand).chars().count();
                walk.brand = Some(brand);
                walk.start = at;
                walk.clean = true;
                break;
            }
        }
    }
    walk
}

/// One character is no proper part: the county's bare name before it (青龙|山), or in a registered name the general word
/// behind it (南|粮, 黑|土地), belongs to it.
pub(super) fn complete(reading: &Reading, walk: &mut Walk, registered: bool) {
    let Some(brand) = walk.brand.filter(|_| walk.brand_chars == 1) else { return };
    if let Some(place) = walk.division.filter(|place| place.end == brand.start && is_bare(reading, *place)) {
        walk.brand = Some(place.cover(brand));
        walk.brand_chars += reading.slice(place).chars().count();
        walk.division = None;
    } else if let Some(next) = walk.next.filter(|next| next.start == brand.end)
        && (registered || (walk.fillers > 1 && next.len() > 3))
    {
        walk.brand = Some(brand.cover(next));
        walk.brand_chars += reading.slice(next).chars().count();
        walk.fillers -= 1;
    }
}

/// Whether the place prints no word of its level: 青龙, not 青龙县.
fn is_bare(reading: &Reading, place: TextRange) -> bool {
    !matches!(reading.char_before(place.end), Some('县' | '市' | '省' | '州' | '区' | '旗' | '盟'))
}

/// What stands left of the part that was walked.
pub(super) fn left_of(reading: &Reading, known: Known<'_, '_>, walk: &Walk) -> Left {
    let (at, brand) = (walk.start, walk.brand_chars);
    let division = walk.division.is_some();
    let Some(last) = reading.char_before(at) else { return Left::Edge };
    let before = at - offset(last.len_utf8());
    if last == '”' && brand == 0 && !division {
        // 全力“护航”企业: what is only done is no name.
        let done = |brand: TextRange| known.hits.at(Class::OrganisationEdge, brand.start);
        let named = |(brand, _): &(TextRange, u32)| done(*brand).is_none_or(|word| word.range != *brand);
        let proper = quoted(reading, before).filter(named);
        return proper.map_or(Left::Edge, |(brand, at)| Left::Quoted(brand, at));
    }
    let kept = known.hits.at(Class::OrganisationEdge, before);
    if let Some(word) = kept.filter(|hit| hit.code == "keep" && hit.range.end == at && !division) {
        return Left::Brand(word.range.start);
    }
    if let Some(place) = place_at(known.places, before) {
        let opens =
            matches!(place.place.level, PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County);
        return if opens && place.range.end == at { Left::Division(place.range) } else { Left::Edge };
    }
    if division || !is_name_char(last) {
        return Left::Edge;
    }
    if let Some(number) = at_quantity(known.quantities, before) {
        // 租给|万亩良田公司: a round number of a set phrase, behind what names are led by.
        let round = matches!(reading.char_at(number.start), Some('百' | '千' | '万'));
        let led = brand > 0 && round && number.end == at && frame::is_led(known, number.start);
        return if led { Left::Brand(number.start) } else { Left::Edge };
    }
    if at_date(known.dates, before) {
        return Left::Edge;
    }
    let ends_here = |class| known.hits.at(class, before).filter(|hit| hit.range.end == at);
    // 休闲|农业园: a word that reaches into the ending.
    let reaches = brand == 0 && walk.fillers == 0;
    let general = known.hits.at(Class::OrganisationFiller, before);
    let general = general.filter(|hit| hit.range.end == at || (reaches && hit.range.end > at));
    let filler = general.filter(|hit| hit.code != "craft" || brand == 0);
    if let Some(edge) = ends_here(Class::OrganisationEdge) {
        match edge.attr {
            "strong" if brand > 0 || filler.is_none() => {
                return within_registered(reading, known, walk, edge.range).map_or(Left::Edge, Left::Brand);
            }
            "weak" if brand != 1 => return Left::Edge,
            _ => {}
        }
    }
    if let Some(party) = ends_here(Class::Party)
        && party.attr.is_empty()
        && party.code != "none"
        && filler.is_none()
    {
        return Left::Edge;
    }
    match filler {
        // 大山 is as proper as 青山: a general character before the proper part belongs to it, and so does a word before
        // a proper part of one character: 富硒|堂.
        Some(filler) if brand > 0 && (brand == 1 || filler.range.start == before) => {
            Left::Brand(filler.range.start)
        }
        // 辣业, 鸭业: the trade of whatever stands before it.
        Some(filler) if filler.code == "craft" && brand == 0 => {
            let craft = reading.char_before(before).filter(|c| is_name_char(*c));
            Left::Filler(craft.map_or(before, |c| before - offset(c.len_utf8())))
        }
        Some(filler) => Left::Filler(filler.range.start),
        None => Left::Brand(before),
    }
}

/// The proper name between the quotation marks that close at `close`, and where they open.
fn quoted(reading: &Reading, close: u32) -> Option<(TextRange, u32)> {
    let mut start = close;
    for _ in 0..=BRAND {
        let c = reading.char_before(start)?;
        let before = start - offset(c.len_utf8());
        if c == '“' {
            let brand = TextRange::new(start, close);
            let chars = reading.slice(brand).chars().count();
            return (2..=QUOTED).contains(&chars).then_some((brand, before));
        }
        if !is_name_char(c) {
            return None;
        }
        start = before;
    }
    None
}

/// Where the proper part begins that ends in a character which elsewhere divides words, between a county and a trade:
/// 平安县|安其|农业有限公司.
fn within_registered(reading: &Reading, known: Known<'_, '_>, walk: &Walk, edge: TextRange) -> Option<u32> {
    if walk.brand.is_some() || walk.fillers == 0 || edge.len() > 3 {
        return None;
    }
    let first = reading.char_before(edge.start).filter(|c| is_name_char(*c))?;
    let start = edge.start - offset(first.len_utf8());
    let place = place_at(known.places, start.checked_sub(1)?)?;
    let free = known.hits.at(Class::OrganisationEdge, start).is_none_or(|hit| hit.range.start >= edge.start);
    (place.range.end == start && place.place.level == PlaceLevel::County && free).then_some(start)
}

pub(super) fn is_name_char(c: char) -> bool {
    c == '·' || c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic())
}

pub(super) fn place_at(places: &[PlaceMention], at: u32) -> Option<&PlaceMention> {
    let index = places.partition_point(|place| place.range.end <= at);
    places.get(index).filter(|place| place.range.holds(at))
}

fn at_quantity(quantities: &[Quantity], at: u32) -> Option<TextRange> {
    let index = quantities.partition_point(|quantity| quantity.range.end <= at);
    quantities.get(index).map(|quantity| quantity.range).filter(|range| range.holds(at))
}

fn at_date(dates: &[DateMention], at: u32) -> bool {
    let index = dates.partition_point(|date| date.range.end <= at);
    dates.get(index).is_some_and(|date| date.range.holds(at))
}
