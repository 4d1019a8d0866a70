//! Bare county names that are also words (光山, 兴国): in which the text means the county.

use lianjie_core::PlaceLevel;

use super::prominent::headline;
use super::{Reader, is_word};
use crate::digit::chinese_digit;
use crate::gazetteer::{NameHit, NameId, PlaceContext, PlaceId, Trust};
use crate::lexicon::Class;
use crate::reading::{TextRange, offset};

/// Bytes in which a text says where it is.
const OPENING: u32 = 900;

/// Bytes that the name of a company may go on for before its form.
const REACH: u32 = 36;

impl Reader<'_, '_> {
    /// Takes a bare name that is also a word where something tells the county:
    ///
    /// 1. offices and companies called after it (光山农商银行), wherever they stand;
    /// 2. at the opening of the headline or behind its dash: such an office, a township of the county, the outlet or
    ///    the province, else that the text speaks of 全县 and names no county otherwise, unless the word is one that
    ///    opens headlines (富裕);
    /// 3. alone in the first lines: the outlet, a township or the province, when the text speaks of 全县 and names no
    ///    county otherwise.
    pub(super) fn accept_words(&self, names: &mut Vec<NameHit>) {
        let context = self.around(Vec::new());
        let division = |hit: &NameHit| {
            let told = hit.trust == Trust::Sound && matches!(hit.name, NameId::Division(_));
            self.gazetteer.resolve(hit.name, None, &context).place().filter(|_| told)
        };
        let sound = |hit: &NameHit| division(hit).filter(|_| !is_word(self.outline, hit.range));
        let is_county = |id: PlaceId| self.gazetteer.level(id) == PlaceLevel::County;
        let nameless = self.speaks_of_county() && !names.iter().filter_map(sound).any(is_county);
        let outlet = self.gazetteer.scan(self.outline.source.as_deref().unwrap_or_default());
        let around: Vec<PlaceId> =
            outlet.iter().filter_map(division).chain(names.iter().filter_map(sound)).take(8).collect();
        let known = self.around(around);
        let title = headline(self.outline);
        if nameless {
            self.add_openings(names, title, &known);
        }
        let townships = self.free_townships(names);
        let offices = self.offices(names);
        let listed: Vec<NameId> = names
            .windows(2)
            .filter_map(|pair| {
                let [before, name] = pair else { return None };
                self.ends_counted_list(before, name).then_some(name.name)
            })
            .collect();
        let in_full: Vec<PlaceId> = names
            .iter()
            .filter(|hit| hit.full && hit.trust == Trust::Sound && matches!(hit.name, NameId::Division(_)))
            .filter_map(division)
            .collect();
        for hit in names.iter_mut().filter(|hit| !hit.full && hit.trust < Trust::Sound) {
            if matches!(hit.name, NameId::Township(_)) {
                continue;
            }
            let office = offices.iter().any(|&(name, at)| name == hit.name && at == hit.range.start);
            let early = hit.range.start < title.end + OPENING && hit.trust == Trust::Common;
            let resolved = || self.gazetteer.resolve(hit.name, None, &known).place();
            let repeats = hit.trust == Trust::Common
                && self.is_subject(hit.range)
                && resolved()
                    .is_some_and(|id| in_full.iter().any(|&other| self.gazetteer.is_same(id, other)));
            let in_list = listed.contains(&hit.name) && self.opens_phrase(hit.range);
            if repeats || in_list {
                hit.trust = Trust::Sound;
                continue;
            }
            if !office && !early {
                continue;
            }
            let Some(id) = self.gazetteer.resolve(hit.name, None, &known).place().filter(|&id| is_county(id))
            else {
                continue;
            };
            let named = offices.iter().any(|&(name, _)| name == hit.name);
            let holds =
                || townships.iter().any(|name| self.gazetteer.township_in(name, id, self.year).is_some());
            let told = known.places.iter().any(|&place| self.gazetteer.is_within(id, place)) || holds();
            let accepted = if title.contains(hit.range) {
                let plain = nameless && self.is_plain(hit.range);
                self.opens_phrase(hit.range) && (told || named || plain || (nameless && office))
            } else {
                office || (nameless && told && self.is_alone(hit.range))
            };
            if accepted {
                hit.trust = Trust::Sound;
            }
        }
    }

    /// Whether the text speaks of its county without a name.
    fn speaks_of_county(&self) -> bool {
        self.known.hits.of(Class::Area).iter().any(|hit| {
            matches!(hit.code, "own" | "whole" | "that" | "in")
                && matches!(hit.attr, "county" | "district" | "city")
        })
    }

    /// Townships that stand behind no division of their own.
    fn free_townships(&self, names: &[NameHit]) -> Vec<&str> {
        let mut end = 0;
        let mut free = Vec::new();
        for hit in names {
            let township = matches!(hit.name, NameId::Township(_));
            if township && hit.range.start != end && free.len() < 16 {
                free.push(self.outline.reading.slice(hit.range));
            }
            end = hit.range.end;
        }
        free
    }

    /// Names after which several offices are called, with where they stand: at least once the office follows at once
    /// (光山|农商银行), and it is no word that banks are called by (富民银行).
    fn offices(&self, names: &[NameHit]) -> Vec<(NameId, u32)> {
        let doubtful =
            |hit: &&NameHit| !hit.full && hit.trust < Trust::Sound && matches!(hit.name, NameId::Division(_));
        let called: Vec<(NameId, u32, bool)> = names
            .iter()
            .filter(doubtful)
            .filter(|hit| self.headline_word(hit.range) != Some("word"))
            .filter_map(|hit| Some((hit.name, hit.range.start, self.office_after(hit.range)?)))
            .collect();
        let sure = |name: NameId| called.iter().any(|&(other, _, at_once)| other == name && at_once);
        let twice = |name: NameId| called.iter().filter(|(other, ..)| *other == name).count() > 1;
        let taken = called.iter().filter(|&&(name, ..)| sure(name) && twice(name));
        taken.map(|&(name, at, _)| (name, at)).collect()
    }

    /// Whether an office or company is called by the name, and whether its word follows at once.
    fn office_after(&self, name: TextRange) -> Option<bool> {
        let reading = &self.outline.reading;
        let starting = |class: Class| {
            let hits = self.known.hits.of(class);
            let hits = hits.get(hits.partition_point(|hit| hit.range.start < name.end)..).unwrap_or_default();
            hits.iter().take_while(move |hit| hit.range.start <= name.end + REACH)
        };
        let institutions = starting(Class::Institution).filter(|hit| matches!(hit.code, "name" | "body"));
        let forms = starting(Class::OrganisationForm);
        let first = institutions.chain(forms).map(|hit| hit.range.start).min()?;
        let between = reading.between(name.end, first);
        between.chars().all(char::is_alphanumeric).then_some(first == name.end)
    }

    /// Whether nothing of a word stands before the name.
    fn opens_phrase(&self, name: TextRange) -> bool {
        self.outline.reading.char_before(name.start).is_none_or(|c| !c.is_alphanumeric())
    }

    /// Whether the name is the last of a list of counties that are counted behind it: 临县、兴县、石楼三个县, 甲县和石楼两个贫困县.
    fn ends_counted_list(&self, before: &NameHit, name: &NameHit) -> bool {
        /// Bytes of 三个深度贫困县.
        const COUNT: u32 = 24;
        let reading = &self.outline.reading;
        let rest = reading.head(name.range.end, COUNT);
        let number = rest.trim_start_matches(|c| matches!(c, '两') || chinese_digit(c).is_some());
        let counted = number.len() < rest.len()
            && number
                .strip_prefix('个')
                .unwrap_or(number)
                .split(|c: char| !c.is_alphabetic())
                .next()
                .is_some_and(|noun| noun.contains(['县', '旗']));
        let joined = before.range.end < name.range.start
            && matches!(reading.between(before.range.end, name.range.start), "、" | "和" | "与" | "及");
        let doubtful = !name.full && name.trust < Trust::Sound && matches!(name.name, NameId::Division(_));
        doubtful && joined && counted
    }

    /// Whether the name opens a phrase or stands behind a date, and what follows makes it a subject: 累计, 已有, 全县, 给; or
    /// a community of it by name. 港口货物 is a word.
    fn is_subject(&self, name: TextRange) -> bool {
        /// Bytes of a community's name of two or three characters, up to its last word.
        const STEM: [usize; 2] = [6, 9];
        let hits = self.known.hits;
        let dated = hits.ending(Class::Time, name.start).is_some();
        let told = hits.starting(Class::Time, name.end).is_some_and(|hit| {
            matches!(hit.code, "running" | "stock" | "flow" | "now" | "now_noun" | "last_year" | "this_year")
        });
        let whole = hits.starting(Class::Area, name.end).is_some_and(|hit| hit.code == "whole");
        let gives = hits.starting(Class::PlaceLead, name.end).is_some_and(|hit| hit.code == "for");
        let rest = self.outline.reading.head(name.end, 15);
        let community = STEM.into_iter().any(|at| {
            rest.get(..at).is_some_and(|stem| stem.chars().all(char::is_alphabetic))
                && rest
                    .get(at..)
                    .is_some_and(|rest| rest.starts_with('社') && rest.chars().nth(1) == Some('区'))
        });
        (dated || self.opens_phrase(name)) && (told || whole || gives || community)
    }

    /// Whether the name stands between punctuation, or behind 在 and the like.
    fn is_alone(&self, name: TextRange) -> bool {
        let reading = &self.outline.reading;
        let ends = reading.char_at(name.end).is_none_or(|c| !c.is_alphanumeric());
        let led = matches!(reading.char_before(name.start), Some('的' | '在' | '到' | '看'));
        ends && (led || self.opens_phrase(name))
    }

    /// Whether the headline's name is no word that headlines open with, or stands before a colon or its level word.
    fn is_plain(&self, name: TextRange) -> bool {
        let next = self.outline.reading.char_at(name.end);
        self.headline_word(name) != Some("word") || matches!(next, Some(':' | '-' | '县'))
    }

    /// How the word opens headlines.
    fn headline_word(&self, name: TextRange) -> Option<&str> {
        self.known.hits.starting(Class::HeadlineWord, name.start).map(|hit| hit.code)
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
}
