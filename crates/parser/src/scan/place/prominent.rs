//! Which divisions a document is about, from what is certain without context, so that the rest of its names can be
//! read in their light.

use lianjie_core::PlaceLevel;

use super::{Reader, is_word};
use crate::gazetteer::{NameHit, NameId, PlaceId, Resolution, Trust};
use crate::lexicon::Class;
use crate::outline::Outline;
use crate::reading::TextRange;

impl Reader<'_, '_> {
    /// Counts what is certain without context, so that the rest can be read in its light.
    pub(super) fn weigh(&mut self, names: &mut Vec<NameHit>) {
        self.accept_words(names);
        let mut counts: Vec<(PlaceId, u32)> = Vec::new();
        let context = self.around(Vec::new());
        let reading = &self.outline.reading;
        let title = headline(self.outline);
        for hit in names.iter_mut() {
            if matches!(hit.name, NameId::Township(_))
                || is_word(self.outline, hit.range)
                || self.is_away(hit.range)
            {
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

    /// Whether someone is only away there: 在甲县上高中, 到乙市打工.
    fn is_away(&self, name: TextRange) -> bool {
        let after = self.known.hits.starting(Class::PlaceLead, name.end);
        after.is_some_and(|hit| hit.code == "from" && hit.range.len() > 3)
    }

    /// A bare county name in the headline (竹山) is no place when the body names counties in full, all of another
    /// province, and none of its townships.
    fn drop_stray_headline(&self, names: &mut [NameHit], counts: &mut Vec<(PlaceId, u32)>) {
        let title = headline(self.outline);
        let context = self.around(Vec::new());
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

    /// The county or district in the outlet's name (某县人民政府网), or the city of an office (某市扶贫开发局).
    pub(super) fn outlet(&self) -> Option<PlaceId> {
        let source = self.outline.source.as_deref()?;
        let context = self.around(Vec::new());
        let names = self.gazetteer.scan(source);
        // 紫阳融媒; but 南湖晚报 is a city's.
        let paper = self.outline.source.as_deref().is_some_and(|source| source.ends_with('报'));
        let found = names
            .iter()
            .filter(|hit| hit.trust > Trust::Common && (hit.full || (hit.range.start == 0 && !paper)));
        let place = |hit: &NameHit| self.gazetteer.resolve(hit.name, None, &context).place();
        let of = |level| move |&id: &PlaceId| self.gazetteer.level(id) == level;
        let county = found.clone().filter_map(place).find(of(PlaceLevel::County));
        county.or_else(|| {
            let office = found.filter(|hit| hit.full && !paper);
            office.filter_map(place).find(of(PlaceLevel::Prefecture))
        })
    }
}

/// The headline, or the first block where the outline found none.
pub(super) fn headline(outline: &Outline) -> TextRange {
    let first = outline.blocks.first().map(|block| block.range);
    outline.title_range.or(first).unwrap_or_default()
}
