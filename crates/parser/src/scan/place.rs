//! Takes the reading, gives the administrative places named in it, each with its way from the province down.
//!
//! Provinces, prefectures, counties and most townships are known to the gazetteer; villages, communities and
//! townships that it does not list are found by their form (黄家岭村, 三棵树社区). Names written one after another
//! (商南县富水镇黄家岭村) are one mention of the last of them. A village that is named again without its county
//! is the same village.

mod form;
mod memory;
mod prominent;
mod table;
mod word;

use std::collections::BTreeMap;

use chrono::Datelike;
use lianjie_core::{NaiveDate, PlaceLevel};

use self::form::{Form, after_office, forms};
pub(crate) use self::table::{PlaceIndex, PlaceTable};
use crate::gazetteer::{Gazetteer, NameHit, NameId, PlaceContext, PlaceId, Resolution, TownshipId, Trust};
use crate::lexicon::{Class, Hits};
use crate::mention::{DateMention, PlaceMention};
use crate::outline::Outline;
use crate::reading::{Reading, TextRange, size};

/// What is known before places are read.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a, 'h> {
    pub(crate) hits: &'a Hits<'h>,
    pub(crate) dates: &'a [DateMention],
    pub(crate) published: Option<NaiveDate>,
}

/// All places of the reading, in text order and without overlap, and the table that they index.
pub(crate) fn scan(outline: &Outline, known: Known<'_, '_>) -> (Vec<PlaceMention>, PlaceTable) {
    let gazetteer = Gazetteer::shared();
    let mut reader = Reader::new(outline, known, gazetteer);
    let mut names = gazetteer.scan(outline.reading.text());
    reader.weigh(&mut names);
    reader.settle_townships(&mut names);
    let forms = forms(outline, known.hits, &names);
    let written = written(&names, &forms);
    let mut mentions = reader.read(&written);
    let local = reader.prominent.first().is_some_and(|&id| gazetteer.level(id) == PlaceLevel::County);
    if local {
        reader.add_surroundings(&mut mentions);
        memory::add_stems(outline, known.hits, &reader.table, &mut mentions);
    }
    if let Some(outlet) = reader.outlet() {
        reader.table.set_outlet(gazetteer, outlet, reader.year);
    }
    // Round-ups speak of the whole country without naming it.
    reader.table.intern(gazetteer, PlaceId::Country, None);
    (mentions, reader.table)
}

/// A name as written.
#[derive(Clone, Copy, Debug)]
struct Written {
    range: TextRange,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Name { name: NameId, full: bool, trust: Trust },
    Form { level: PlaceLevel, sure: bool },
}

/// Both kinds of names in text order; where they overlap, the one that the gazetteer knows by its full name.
fn written(names: &[NameHit], forms: &[Form]) -> Vec<Written> {
    let mut all: Vec<Written> = Vec::with_capacity(names.len() + forms.len());
    let mut forms = forms.iter().peekable();
    let form =
        |form: &Form| Written { range: form.range, what: What::Form { level: form.level, sure: form.sure } };
    let push = |item: Written, all: &mut Vec<Written>| {
        if all.last().is_none_or(|last| last.range.end <= item.range.start) {
            all.push(item);
        }
    };
    for hit in names {
        while let Some(next) = forms.next_if(|next| next.range.start < hit.range.start) {
            // 山东庄镇 hides 山东.
            push(form(next), &mut all);
        }
        let longer = forms.peek().is_some_and(|next| {
            next.range.start == hit.range.start && next.range.end > hit.range.end && !hit.full
        });
        if !longer {
            let what = What::Name { name: hit.name, full: hit.full, trust: hit.trust };
            push(Written { range: hit.range, what }, &mut all);
        }
    }
    for next in forms {
        push(form(next), &mut all);
    }
    all
}

/// A mention before its place is written out.
#[derive(Clone, Copy, Debug)]
struct Named {
    range: TextRange,
    index: PlaceIndex,
    full: bool,
}

/// The township that a paragraph names, while it names no other.
#[derive(Clone, Copy)]
enum OnlyTownship {
    None,
    One(PlaceIndex),
    Several,
}

impl OnlyTownship {
    fn and(self, place: PlaceIndex) -> Self {
        match self {
            Self::None => Self::One(place),
            Self::One(known) if known == place => self,
            Self::One(_) | Self::Several => Self::Several,
        }
    }

    const fn place(self) -> Option<PlaceIndex> {
        match self {
            Self::One(place) => Some(place),
            Self::None | Self::Several => None,
        }
    }
}

struct Reader<'a, 'h> {
    outline: &'a Outline,
    known: Known<'a, 'h>,
    gazetteer: &'static Gazetteer,
    table: PlaceTable,
    /// Divisions of the document, the most prominent first.
    prominent: Vec<PlaceId>,
    /// Form names (`玉田村`) that stand behind a higher place somewhere, with that place.
    holders: BTreeMap<String, PlaceIndex>,
    /// Places by the name that the text uses, most recent reading.
    year: Option<i32>,
    /// The level word of the county, district or city that the text says it speaks of (全县, 县里).
    ends: Option<char>,
}

impl<'a, 'h> Reader<'a, 'h> {
    fn new(outline: &'a Outline, known: Known<'a, 'h>, gazetteer: &'static Gazetteer) -> Self {
        let year = known.published.map(|day| day.year()).or_else(|| {
            let dated = known.dates.iter().filter_map(|date| date.period);
            dated.filter_map(|period| period.to().or(period.from())).map(|day| day.year()).max()
        });
        Self {
            outline,
            known,
            gazetteer,
            table: PlaceTable::default(),
            prominent: Vec::new(),
            holders: BTreeMap::new(),
            year,
            ends: own_level(&outline.reading, known.hits),
        }
    }

    /// Keeps a township that is also a word only where a prominent county has one of the name, or behind the
    /// division that has it.
    fn settle_townships(&self, names: &mut Vec<NameHit>) {
        let mut end = 0;
        let mut division = false;
        names.retain(|hit| {
            let adjacent = hit.range.start == end && division;
            // 平山县小清河乡: a longer name, which is not known, ends like one that is.
            let longer = division && self.opens_longer(end, hit.range.start);
            end = hit.range.end;
            division = matches!(hit.name, NameId::Division(_));
            if longer && !division {
                return false;
            }
            if matches!(hit.name, NameId::Division(_)) {
                // 长岭 is no floor for 长岭头村 where no other county of its province is named.
                return hit.full || adjacent || (self.may_be_short(hit) && !self.opens_village(hit));
            }
            let general = self.known.hits.of(Class::Settlement);
            let at = general.partition_point(|word| word.range.end < hit.range.end);
            let is_general =
                general.get(at).is_some_and(|word| word.code == "none" && word.range == hit.range);
            if adjacent || (hit.trust == Trust::Sound && !is_general) {
                return true;
            }
            let name = self.outline.reading.slice(hit.range);
            let near =
                self.prominent.iter().filter(|&&id| self.gazetteer.level(id) == PlaceLevel::County).take(8);
            near.copied().any(|id| self.gazetteer.township_in(name, id, self.year).is_some())
        });
    }

    /// Whether one character that may open a name stands between two bytes: 平山县|小|清河乡.
    fn opens_longer(&self, end: u32, start: u32) -> bool {
        let between = self.outline.reading.between(end, start);
        let mut chars = between.chars();
        let one = chars.next().is_some_and(|c| c.is_alphabetic() && c != '的') && chars.next().is_none();
        one && self.known.hits.ending(Class::PlaceLead, start).is_none()
    }

    fn read(&mut self, written: &[Written]) -> Vec<PlaceMention> {
        // The holders of villages first: a village may be named alone before it is named in full.
        self.pass(written, false);
        let mut named = self.pass(written, true);
        if self.seats(&named) {
            named = self.pass(written, true);
        }
        let mention = |named: Named| PlaceMention {
            range: named.range,
            place: self.table.place(named.index).clone(),
            index: named.index,
            full: named.full,
        };
        named.into_iter().map(mention).collect()
    }

    /// 花田村在板溪镇 tells which township holds the village; gives whether one was told.
    fn seats(&mut self, mentions: &[Named]) -> bool {
        let leads = self.known.hits.of(Class::PlaceLead);
        let mut told = false;
        for pair in mentions.windows(2) {
            let [village, holder] = pair else { continue };
            let between = TextRange::new(village.range.end, holder.range.start);
            let lead = leads.get(leads.partition_point(|lead| lead.range.start < between.start));
            let seated = lead.is_some_and(|lead| lead.range == between && lead.attr == "seat");
            let level = self.table.level(village.index);
            let name = self.outline.reading.slice(village.range).to_owned();
            let below = level >= PlaceLevel::Township && self.table.level(holder.index) < level;
            if seated && below && !self.holders.contains_key(&name) {
                let place = self.under(holder.index, &name, level);
                self.holders.insert(name, place);
                told = true;
            }
        }
        told
    }

    fn pass(&mut self, written: &[Written], last: bool) -> Vec<Named> {
        let mut out: Vec<Named> = Vec::new();
        let mut county: Option<PlaceIndex> = None;
        let mut township = OnlyTownship::None;
        let mut blocks = self.outline.blocks.iter().peekable();
        for (index, item) in written.iter().enumerate() {
            // The county spoken of in one paragraph need not be that of the next.
            while blocks.next_if(|block| block.range.end <= item.range.start).is_some() {
                county = None;
                township = OnlyTownship::None;
            }
            let joined = |range| after_office(self.known.hits, range) == item.range.start;
            let before = out.last().filter(|last| last.range.end == item.range.start || joined(last.range));
            let before = before.map(|last| last.index);
            let after = written.get(index + 1).is_some_and(|next| next.range.start == item.range.end);
            let around = township.place().or(county);
            let Some(place) = self.place(item, before, (county, around), after, last) else { continue };
            let node = self.table.level(place);
            if node <= PlaceLevel::County {
                county = Some(place);
            }
            if node == PlaceLevel::Township {
                township = township.and(place);
            }
            let nested = before.is_some_and(|before| self.table.contains(before, place));
            let full = match item.what {
                What::Name { full, .. } => full,
                What::Form { .. } => true,
            };
            if nested {
                if let Some(mention) = out.last_mut() {
                    mention.range = mention.range.cover(item.range);
                    mention.index = place;
                    mention.full = full;
                }
            } else {
                out.push(Named { range: item.range, index: place, full });
            }
        }
        out
    }

    fn place(
        &mut self,
        item: &Written,
        before: Option<PlaceIndex>,
        (county, around): (Option<PlaceIndex>, Option<PlaceIndex>),
        after: bool,
        last: bool,
    ) -> Option<PlaceIndex> {
        match item.what {
            What::Name { name: name @ NameId::Division(_), full, trust } => {
                self.division(item.range, name, (full, trust), before, after)
            }
            What::Name { name: NameId::Township(_), .. } => {
                let name = self.outline.reading.slice(item.range).to_owned();
                self.below(&name, PlaceLevel::Township, true, before, county, last)
            }
            What::Form { level, sure } => {
                let name = self.outline.reading.slice(item.range).to_owned();
                let spoken = if level == PlaceLevel::Village { around } else { county };
                self.below(&name, level, sure, before, spoken, last)
            }
        }
    }

    fn context(&self, first: Option<PlaceIndex>) -> PlaceContext {
        let first = first.and_then(|place| self.table.id(place));
        let places = first.into_iter().chain(self.prominent.iter().copied().take(8)).collect();
        self.around(places)
    }

    /// What is known where a name is read beside these places.
    fn around(&self, places: Vec<PlaceId>) -> PlaceContext {
        PlaceContext { places, year: self.year, ends: self.ends }
    }

    fn division(
        &mut self,
        range: TextRange,
        name: NameId,
        (full, trust): (bool, Trust),
        before: Option<PlaceIndex>,
        after: bool,
    ) -> Option<PlaceIndex> {
        let context = self.context(before);
        let resolution = self.gazetteer.resolve(name, None, &context);
        let within_before = |id: PlaceId| {
            before
                .and_then(|place| self.table.id(place))
                .is_some_and(|holder| self.gazetteer.is_within(id, holder))
        };
        match resolution {
            Resolution::Place(id) => {
                let known = || self.prominent.iter().any(|&other| self.gazetteer.is_same(other, id));
                let sound = match trust {
                    _ if is_word(self.outline, range) => within_before(id),
                    Trust::Sound if full => true,
                    Trust::Sound => {
                        self.gazetteer.level(id) < PlaceLevel::County
                            || within_before(id)
                            || after
                            || self.at_home(id)
                    }
                    Trust::Doubtful => known() || within_before(id) || after || (full && self.at_home(id)),
                    Trust::Common => within_before(id) || (full && known()),
                };
                sound.then(|| self.table.intern(self.gazetteer, id, self.year))
            }
            Resolution::Ambiguous if full => {
                let name = self.outline.reading.slice(range);
                Some(self.table.child(None, name, PlaceLevel::County))
            }
            Resolution::Ambiguous | Resolution::Unknown => None,
        }
    }

    /// Adds the townships of the text's county that are named without their level word: 在蛟潭庄一带.
    fn add_surroundings(&mut self, mentions: &mut Vec<PlaceMention>) {
        let Some(&county) = self.prominent.first() else { return };
        let settlements = self.known.hits.of(Class::Settlement);
        for around in settlements.iter().filter(|hit| hit.code == "around") {
            let at = around.range.start;
            let Some((start, township)) = self.township_before(county, at) else { continue };
            let range = TextRange::new(start, at);
            let next = mentions.partition_point(|mention| mention.range.end <= range.start);
            if mentions.get(next).is_some_and(|mention| mention.range.overlaps(range)) {
                continue;
            }
            let index = self.table.intern(self.gazetteer, PlaceId::Township(township), self.year);
            let place = self.table.place(index).clone();
            mentions.insert(next, PlaceMention { range, place, index, full: false });
        }
    }

    /// The township of a county whose name without its level word ends at a byte, and where it begins.
    fn township_before(&self, county: PlaceId, at: u32) -> Option<(u32, TownshipId)> {
        let before = self.outline.reading.between(0, at);
        let starts = before.char_indices().rev().skip(1).take(3).map(|(start, _)| start);
        let named = starts.filter_map(|start| {
            let stem = before.get(start..)?;
            let township = ['镇', '乡']
                .iter()
                .find_map(|level| self.gazetteer.township_in(&format!("{stem}{level}"), county, self.year))?;
            Some((crate::reading::offset(start), township))
        });
        named.last()
    }

    /// Whether a bare name may mean a place here: a prefecture or more, or a county of the province at home.
    fn may_be_short(&self, hit: &NameHit) -> bool {
        let resolution = self.gazetteer.resolve(hit.name, None, &self.context(None));
        let next = self.outline.reading.char_at(hit.range.end).is_some_and(char::is_alphanumeric);
        resolution.place().is_some_and(|id| {
            self.gazetteer.level(id) < PlaceLevel::County
                || self.at_home(id)
                || (next && hit.trust == Trust::Sound && self.opens_name(hit))
        })
    }

    /// Whether the bare name only opens a village's: 阿瓦提巴格村 far from 阿瓦提, 喀什恰村. A village named by the bare name of
    /// its own county (平山大吾村) has a name of two characters or more.
    fn opens_village(&self, hit: &NameHit) -> bool {
        /// The longest rest of a name before 村.
        const REST: usize = 4;
        let rest = self.outline.reading.head(hit.range.end, 15);
        let Some((at, _)) = rest.char_indices().take(REST).find(|(_, c)| *c == '村') else { return false };
        let stem = rest.get(..at).unwrap_or_default();
        let end = hit.range.end + crate::reading::offset(at);
        let words = self.known.hits.of(Class::PlaceLead);
        let words = words.iter().skip(words.partition_point(|word| word.range.start < hit.range.end));
        let parted = words.take_while(|word| word.range.end <= end).next().is_some();
        if stem.is_empty() || parted || stem.contains(|c: char| !c.is_alphabetic()) {
            return false;
        }
        let resolved = self.gazetteer.resolve(hit.name, None, &self.context(None)).place();
        let known = |id| {
            let county = self.gazetteer.level(id) >= PlaceLevel::County;
            county && self.prominent.iter().any(|&other| self.gazetteer.is_within(other, id))
        };
        !resolved.is_some_and(known) || stem.chars().count() == 1
    }

    /// Whether a county or township follows the bare name at once.
    fn opens_name(&self, hit: &NameHit) -> bool {
        let rest = self.outline.reading.between(hit.range.end, self.outline.reading.range().end);
        let mut ahead = rest.chars().skip(2).take(5);
        ahead.any(|c| matches!(c, '县' | '区' | '市' | '镇' | '乡'))
    }

    /// Whether it lies in the province of the document's first place: a bare county name from elsewhere
    /// (燕山, 万山) is more probably another name.
    fn at_home(&self, id: PlaceId) -> bool {
        let province = |id| self.gazetteer.ancestor(id, PlaceLevel::Province);
        let local = |&&id: &&PlaceId| self.gazetteer.level(id) >= PlaceLevel::Prefecture;
        let home = self.prominent.iter().find(local).or(self.prominent.first()).copied().and_then(province);
        home.is_some_and(|home| self.gazetteer.is_within(id, home))
    }

    /// A township or village: under the name written before it, else where the document has it, else under the
    /// county spoken of.
    fn below(
        &mut self,
        name: &str,
        level: PlaceLevel,
        sure: bool,
        before: Option<PlaceIndex>,
        county: Option<PlaceIndex>,
        last: bool,
    ) -> Option<PlaceIndex> {
        let before = before.filter(|&before| self.table.level(before) < level);
        if let Some(holder) = before {
            let place = self.under(holder, name, level);
            self.holders.insert(name.to_owned(), place);
            return Some(place);
        }
        if let Some(&place) = self.holders.get(name) {
            return Some(place);
        }
        if !sure || !last {
            return None;
        }
        let main = self.prominent.first().copied();
        let wide = |place: &PlaceIndex| self.table.level(*place) >= PlaceLevel::County;
        let county = county.filter(wide);
        if level == PlaceLevel::Township {
            let context = self.context(county);
            if let Some(id) = self
                .gazetteer
                .townships(name)
                .next()
                .and_then(|_| self.gazetteer.name(name))
                .and_then(|name| self.gazetteer.resolve(name, Some(level), &context).place())
            {
                return Some(self.table.intern(self.gazetteer, id, self.year));
            }
        }
        let holder = county.or_else(|| main.map(|id| self.table.intern(self.gazetteer, id, self.year)));
        Some(self.table.child(holder, name, level))
    }

    fn under(&mut self, holder: PlaceIndex, name: &str, level: PlaceLevel) -> PlaceIndex {
        if level == PlaceLevel::Township {
            let id = self.table.id(holder);
            let township = id.and_then(|id| self.gazetteer.township_in(name, id, self.year));
            if let Some(township) = township {
                return self.table.intern(self.gazetteer, PlaceId::Township(township), self.year);
            }
        }
        self.table.child(Some(holder), name, level)
    }
}

/// Bytes that an office's name may go on for before its last word.
const OFFICE: u32 = 30;

/// 县 where a text speaks of 全县 or 县里 and of no 全市 or 全区, and so on; where it says none of them, by the
/// offices that it names.
fn own_level(reading: &Reading, hits: &Hits<'_>) -> Option<char> {
    let areas = hits.of(Class::Area).iter().filter(|hit| matches!(hit.code, "own" | "whole" | "that" | "in"));
    let areas = areas.filter_map(|hit| match hit.attr {
        "county" => Some('县'),
        "district" => Some('区'),
        "city" => Some('市'),
        _ => None,
    });
    // 县扶贫攻坚指挥部, 县政府: the level word opens the phrase.
    let bodies = hits.of(Class::Institution).iter().filter(|hit| hit.code == "body");
    let bodies = bodies.filter_map(|hit| {
        let before = reading.tail(hit.range.start, OFFICE);
        let phrase = before.rsplit(|c: char| !c.is_alphanumeric()).next()?;
        let first = phrase.chars().next().or_else(|| reading.char_at(hit.range.start))?;
        matches!(first, '县' | '区' | '市').then_some(first)
    });
    let mut levels = areas.peekable();
    if levels.peek().is_some() { only(levels) } else { only(bodies) }
}

/// The one value that all have.
fn only(mut levels: impl Iterator<Item = char>) -> Option<char> {
    let first = levels.next()?;
    levels.all(|level| level == first).then_some(first)
}

/// Names that a number or 和 before them makes words (10|万山区, 州|和县, 高|新区), and the 老城区 of any town.
fn is_word(outline: &Outline, range: TextRange) -> bool {
    let reading = &outline.reading;
    let before = reading.char_before(range.start);
    let first = reading.char_at(range.start);
    let counted =
        before.is_some_and(|c| c.is_ascii_digit()) && matches!(first, Some('万' | '千' | '百' | '亿'));
    let short = chars(outline, range) == 2;
    let joined = short && matches!(first, Some('和' | '与')) && before.is_some_and(char::is_alphanumeric);
    let zone = short && reading.char_before(range.end) == Some('区');
    let old_town =
        matches!(first, Some('老' | '新')) && reading.slice(range).chars().skip(1).eq(['城', '区']);
    counted || joined || zone || old_town
}

/// Number of characters in a range of the reading.
fn chars(outline: &Outline, range: TextRange) -> usize {
    outline.reading.text().get(size(range.start)..size(range.end)).map_or(0, |text| text.chars().count())
}

#[cfg(test)]
mod tests;
