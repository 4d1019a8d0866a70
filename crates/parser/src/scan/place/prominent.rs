//! Which divisions a document is about, from what is certain without context, so that the rest of its names can be
//! read in their light.

use lianjie_core::PlaceLevel;

use super::{Reader, is_word};
use crate::gazetteer::{NameHit, NameId, PlaceContext, PlaceId, Resolution, Trust};
use crate::lexicon::Class;
use crate::outline::Outline;
use crate::reading::{TextRange, offset};

impl Reader<'_, '_> {
    /// Counts what is certain without context, so that the rest can be read in its light.
    pub(super) fn weigh(&mut self, names: &mut Vec<NameHit>) {
        self.accept_words(names);
        let mut counts: Vec<(PlaceId, u32)> = Vec::new();
        let context = PlaceContext { places: Vec::new(), year: self.year };
        let reading = &self.outline.reading;
        let title = headline(self.outline);
        for hit in names.iter_mut() {
            if matches!(hit.name, NameId::Township(_)) || is_word(self.outline, hit.range) {
                continue;
            }
            let headlined = title.contains(hit.range);
            let opens = reading.char_before(hit.range.start).is_none_or(|c| !c.is_alphanumeric());
            // A bare county name that opens the headline is one, whatever follows it.
            if hit.trust == Trust::Doubtful && headlined && opens {
                hit.trust = Trust::Sound;
            }
            if hit.trust < Trust::Sound {
                continue;
            }
            let Resolution::Place(id) = self.gazetteer.resolve(hit.name, None, &context) else { continue };
            let weight = if headlined { 6 } else { 1 } + u32::from(hit.full);
            if let Some((_, count)) = counts.iter_mut().find(|(known, _)| self.gazetteer.is_same(*known, id))
            {
                *count += weight;
            } else if counts.len() < 64 {
                // A document of hundreds of counties has no few prominent ones.
                counts.push((id, weight));
            }
        }
        self.drop_stray_headline(names, &mut counts);
        for (id, weight) in self.witnesses(names, &counts) {
            match counts.iter_mut().find(|(known, _)| self.gazetteer.is_same(*known, id)) {
                Some((_, count)) => *count += weight,
                None => counts.push((id, weight)),
            }
        }
        let level = |id: PlaceId| std::cmp::Reverse(self.gazetteer.level(id));
        counts.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), level(id)));
        self.prominent = counts.into_iter().map(|(id, _)| id).collect();
    }

    /// A county's bare name that is also a word (光山, 兴国) is taken where the text speaks of 全县 and names no county
    /// otherwise: at the opening of the headline or behind its dash, and where it stands alone in the first lines if
    /// the outlet, a township or another name tells it. A name that often opens headlines as a word (富裕) needs the
    /// province or a colon there too; with the province even one that seems to begin another word is taken there.
    fn accept_words(&self, names: &mut Vec<NameHit>) {
        /// Bytes in which a text says where it is.
        const OPENING: u32 = 900;
        let areas = self.known.hits.of(Class::Area);
        let whole = areas.iter().any(|hit| {
            matches!(hit.code, "own" | "whole" | "that" | "in")
                && matches!(hit.attr, "county" | "district" | "city")
        });
        let context = PlaceContext { places: Vec::new(), year: self.year };
        let division = |hit: &NameHit| {
            let told = hit.trust == Trust::Sound && matches!(hit.name, NameId::Division(_));
            self.gazetteer.resolve(hit.name, None, &context).place().filter(|_| told)
        };
        let sound = |hit: &NameHit| division(hit).filter(|_| !is_word(self.outline, hit.range));
        if !whole || names.iter().filter_map(sound).any(|id| self.gazetteer.level(id) == PlaceLevel::County) {
            return;
        }
        let source = self.outline.source.as_deref().unwrap_or_default();
        let outlet = self.gazetteer.scan(source);
        let around: Vec<PlaceId> =
            outlet.iter().filter_map(division).chain(names.iter().filter_map(sound)).take(8).collect();
        let known = PlaceContext { places: around, year: self.year };
        let title = headline(self.outline);
        self.add_openings(names, title, &known);
        let mut townships: Vec<&str> = Vec::new();
        for hit in names.iter().filter(|hit| matches!(hit.name, NameId::Township(_))).take(16) {
            townships.push(self.outline.reading.slice(hit.range));
        }
        let reading = &self.outline.reading;
        for hit in names.iter_mut().take_while(|hit| hit.range.start < title.end + OPENING) {
            if hit.full || hit.trust != Trust::Common {
                continue;
            }
            let Some(id) = self.gazetteer.resolve(hit.name, None, &known).place() else { continue };
            let before = reading.char_before(hit.range.start);
            let next = reading.char_at(hit.range.end);
            let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let opens = apart(before);
            let alone = apart(next) && (opens || matches!(before, Some('的' | '在' | '到' | '看')));
            let told = known.places.iter().any(|&place| self.gazetteer.is_within(id, place))
                || townships.iter().any(|name| self.gazetteer.township_in(name, id, self.year).is_some());
            let headlined = title.contains(hit.range) && opens;
            let plain = !self.is_headline_word(hit.range) || matches!(next, Some(':' | '-' | '县'));
            if self.gazetteer.level(id) == PlaceLevel::County
                && (told && alone || headlined && (told || plain))
            {
                hit.trust = Trust::Sound;
            }
        }
    }

    /// Whether the name is a word that headlines open with.
    fn is_headline_word(&self, name: TextRange) -> bool {
        let words = self.known.hits.of(Class::HeadlineWord);
        let at = words.partition_point(|word| word.range.start < name.start);
        words.get(at).is_some_and(|word| word.range.start == name.start)
    }

    /// Adds the county's name that opens the headline or a part of it, whatever follows (开化|山茶), when the county
    /// lies in a known place.
    fn add_openings(&self, names: &mut Vec<NameHit>, title: TextRange, known: &PlaceContext) {
        let reading = &self.outline.reading;
        let text = reading.slice(title);
        let mut apart = true;
        for (at, ch) in text.char_indices() {
            let opens = apart && ch.is_alphanumeric();
            apart = !ch.is_alphanumeric();
            let start = title.start + offset(at);
            let place = names.partition_point(|hit| hit.range.end <= start);
            if !opens || names.get(place).is_some_and(|hit| hit.range.start <= start) {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            let lengths = rest.char_indices().map(|(at, ch)| at + ch.len_utf8()).skip(1).take(3);
            let found = lengths.filter_map(|length| {
                let name = self.gazetteer.name(rest.get(..length)?)?;
                let id = self.gazetteer.resolve(name, None, known).place()?;
                let told = known.places.iter().any(|&outer| self.gazetteer.is_within(id, outer));
                let county =
                    matches!(name, NameId::Division(_)) && self.gazetteer.level(id) == PlaceLevel::County;
                let range = TextRange::new(start, start + offset(length));
                (told && county).then_some(NameHit { range, name, full: false, trust: Trust::Common })
            });
            let longest = found.last();
            let free = |hit: &NameHit| names.get(place).is_none_or(|next| next.range.start >= hit.range.end);
            if let Some(hit) = longest.filter(free) {
                names.insert(place, hit);
            }
        }
    }

    /// A bare county name in the headline (竹山) is no place when the body names counties in full, all of another
    /// province, and none of its townships.
    fn drop_stray_headline(&self, names: &mut [NameHit], counts: &mut Vec<(PlaceId, u32)>) {
        let title = headline(self.outline);
        let context = PlaceContext { places: Vec::new(), year: self.year };
        let county = |hit: &NameHit| {
            let id = self.gazetteer.resolve(hit.name, None, &context).place()?;
            (self.gazetteer.level(id) == PlaceLevel::County).then_some(id)
        };
        let in_full: Vec<PlaceId> = names
            .iter()
            .filter(|hit| hit.full && hit.trust == Trust::Sound && matches!(hit.name, NameId::Division(_)))
            .filter_map(county)
            .take(16)
            .collect();
        let townships: Vec<&str> = names
            .iter()
            .filter(|hit| matches!(hit.name, NameId::Township(_)))
            .map(|hit| self.outline.reading.slice(hit.range))
            .take(16)
            .collect();
        let mut stray = Vec::new();
        for hit in names.iter_mut().take_while(|hit| hit.range.end <= title.end) {
            let Some(id) = county(hit).filter(|_| !hit.full && title.contains(hit.range)) else { continue };
            let province = self.gazetteer.ancestor(id, PlaceLevel::Province);
            let near = |&other: &PlaceId| self.gazetteer.ancestor(other, PlaceLevel::Province) == province;
            let own = |name: &&str| self.gazetteer.township_in(name, id, self.year).is_some();
            if !in_full.is_empty() && !in_full.iter().any(near) && !townships.iter().any(own) {
                hit.trust = Trust::Common;
                stray.push(id);
            }
        }
        counts.retain(|(id, _)| !stray.iter().any(|&other| self.gazetteer.is_same(*id, other)));
    }

    /// Counties that the text points to without naming them: those of townships that no other county has, and the
    /// one of the outlet.
    fn witnesses(&self, names: &[NameHit], counts: &[(PlaceId, u32)]) -> Vec<(PlaceId, u32)> {
        let mut out: Vec<(PlaceId, u32)> = self.outlet().map(|county| (county, 3)).into_iter().collect();
        if counts.iter().any(|&(id, _)| self.gazetteer.level(id) == PlaceLevel::County) {
            return out;
        }
        for hit in
            names.iter().filter(|hit| hit.trust == Trust::Sound && matches!(hit.name, NameId::Township(_)))
        {
            let mut bearers = self.gazetteer.townships(self.outline.reading.slice(hit.range));
            if let (Some(only), None) = (bearers.next(), bearers.next()) {
                out.extend(self.gazetteer.parent(PlaceId::Township(only)).map(|county| (county, 2)));
            }
        }
        out
    }

    /// The county or district in the outlet's name: 某县人民政府网.
    pub(super) fn outlet(&self) -> Option<PlaceId> {
        let source = self.outline.source.as_deref()?;
        let context = PlaceContext { places: Vec::new(), year: self.year };
        let names = self.gazetteer.scan(source);
        // 紫阳融媒; but 南湖晚报 is a city's.
        let paper = self.outline.source.as_deref().is_some_and(|source| source.ends_with('报'));
        let found = names
            .iter()
            .filter(|hit| hit.trust == Trust::Sound && (hit.full || (hit.range.start == 0 && !paper)));
        let places = found.filter_map(|hit| self.gazetteer.resolve(hit.name, None, &context).place());
        places.into_iter().find(|&id| self.gazetteer.level(id) == PlaceLevel::County)
    }
}

/// The headline, or the first block where the outline found none.
fn headline(outline: &Outline) -> TextRange {
    let first = outline.blocks.first().map(|block| block.range);
    outline.title_range.or(first).unwrap_or_default()
}
