//! The noun that a classifier counts: takes the place of a classifier or a number, gives the noun after or before it
//! with the unit that it stands for.

use lianjie_core::Unit;

use super::numeral::starts_numeral;
use super::token::{char_at, is_han};
use super::unit::Beside;
use crate::lexicon::{Class, Hit};
use crate::reading::{TextRange, offset, size};

/// A noun phrase after a classifier goes no further than this.
const PHRASE_BYTES: u32 = 48;
/// The reach of a noun that must touch its number.
pub(super) const ADJACENT: u32 = 0;

/// The units that a classifier may count.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowed<'a> {
    /// Their codes, with a space between two.
    pub(super) units: &'a str,
    pub(super) any: bool,
    pub(super) default: Option<Unit>,
}

impl<'a> Allowed<'a> {
    /// As the lexicon tells it of a classifier: its unit where no noun stands beside it, then those that it counts.
    pub(super) fn told(attr: &'a str) -> Self {
        let (default, units) = attr.split_once(' ').unwrap_or((attr, ""));
        Self { units, any: is_among("*", units), default: Unit::from_code(default) }
    }

    pub(super) fn holds(&self, unit: Unit) -> bool {
        self.any || is_among(unit.as_str(), self.units)
    }
}

/// Whether one of several words is the one asked for.
fn is_among(word: &str, words: &str) -> bool {
    words.as_bytes().split(|byte| *byte == b' ').any(|other| other == word.as_bytes())
}

/// Whether a word closes the noun phrase before it: 和 does where it joins no names.
pub(super) fn ends(stop: &Hit<'_>) -> bool {
    matches!(stop.code, "end" | "join")
}

impl<'a> Beside<'a> {
    pub(super) fn noun_at(&self, at: u32) -> Option<Hit<'a>> {
        self.lexicon.starts_at(Class::CountedNoun, self.text, at)
    }

    /// The noun that a classifier counts, its unit, and whether the quantity's span goes through it.
    pub(super) fn noun_after(&self, from: u32, allowed: &Allowed<'_>) -> Option<(Unit, TextRange, bool)> {
        let (unit, noun, touches) = self.phrase_noun(from, allowed)?;
        let (unit, noun) = self.compound(unit, noun, allowed);
        Some((unit, noun, touches && !self.cut_short(unit, noun)))
    }

    pub(super) fn phrase_noun(&self, from: u32, allowed: &Allowed<'_>) -> Option<(Unit, TextRange, bool)> {
        let mut at = from;
        let mut touches = true;
        // A noun that mostly stands before another one, kept until the phrase ends.
        let mut soft: Option<(Unit, TextRange, bool)> = None;
        let mut quoted = false;
        while at < from + PHRASE_BYTES {
            if at > from && self.hedges(at) {
                return soft;
            }
            if let Some(hit) = self.noun_at(at) {
                match Unit::from_code(hit.code).filter(|_| hit.attr != "divisor") {
                    Some(unit) if allowed.holds(unit) => {
                        match soft {
                            // 六大产业部门 counts the industries.
                            Some(first) if unit == Unit::Count && first.0 != unit && first.1.end == at => {
                                return soft;
                            }
                            Some(first) if at > first.1.end + 24 => return soft,
                            _ => {}
                        }
                        if hit.attr != "soft" {
                            return Some((unit, hit.range, touches && !quoted));
                        }
                        soft = soft.or(Some((unit, hit.range, touches)));
                        at = hit.range.end;
                        continue;
                    }
                    Some(Unit::Household) if allowed.default == Some(Unit::Household) => return None,
                    // 40名贫困村民: a person's noun may start within another.
                    _ if allowed.default == Some(Unit::Person) => {
                        at += char_at(self.text, at).map_or(1, |c| offset(c.len_utf8()));
                        continue;
                    }
                    _ => {
                        at = hit.range.end;
                        continue;
                    }
                }
            }
            // 12个苗木和花卉基地
            let joins = !quoted && soft.is_none() && at > from && self.joins(at);
            let stop = self.lexicon.starts_at(Class::PhraseEnd, self.text, at).filter(|_| !quoted && !joins);
            match stop {
                Some(_)
                    if at == from
                        && let Some(inside) = self.after_material(at) =>
                {
                    at = inside;
                    continue;
                }
                Some(stop) if ends(&stop) => return soft,
                // 86户入股合作社: what households do is no part of their name.
                Some(stop) if stop.code == "deed" && allowed.default == Some(Unit::Household) => return soft,
                // 10个省区市|共建园区690个
                Some(stop) if stop.code == "deed" && soft.is_some() => return soft,
                Some(stop) => {
                    if stop.code == "of" && soft.is_some() {
                        return soft;
                    }
                    touches &= stop.code != "of";
                    at = stop.range.end;
                    continue;
                }
                None => {}
            }
            let Some(c) = char_at(self.text, at) else {
                return soft;
            };
            match c {
                '“' | '‘' => quoted = true,
                '”' | '’' if quoted => quoted = false,
                // 12个茶叶、蔬菜基地: the noun of a list stands at its end.
                '、' if !quoted && soft.is_none() && at > from && self.lists_on(at + 3) => {}
                c if is_han(c) => {}
                _ => return soft,
            }
            at += offset(c.len_utf8());
        }
        soft
    }

    /// 9家以茯苓为原料的企业: where the phrase goes on behind 以…为.
    fn after_material(&self, at: u32) -> Option<u32> {
        const REACH: usize = 8;
        let rest = self.text.get(size(at)..)?.strip_prefix('以')?;
        let (i, _) = rest
            .char_indices()
            .take(REACH)
            .take_while(|(_, c)| is_han(*c) || *c == '、')
            .find(|(i, c)| *i > 0 && *c == '为')?;
        Some(at + offset(2 * '以'.len_utf8() + i))
    }

    /// Whether the word at the byte hedges the number behind it: 跨上3个台阶、突破500亿元.
    fn hedges(&self, at: u32) -> bool {
        self.lexicon
            .starts_at(Class::Approximator, self.text, at)
            .is_some_and(|hit| char_at(self.text, hit.range.end).is_some_and(starts_numeral))
    }

    /// 和 between two names of a kind.
    fn joins(&self, at: u32) -> bool {
        self.lexicon
            .starts_at(Class::PhraseEnd, self.text, at)
            .is_some_and(|stop| stop.code == "join" && self.lists_on(stop.range.end))
    }

    /// Whether what follows the mark of a list is one more name of a kind, no number and no verb.
    fn lists_on(&self, at: u32) -> bool {
        let next = char_at(self.text, at);
        next.is_some_and(|c| is_han(c) && !starts_numeral(c))
            && self.lexicon.starts_at(Class::PhraseEnd, self.text, at).is_none_or(|stop| stop.code == "none")
    }

    /// 8家全国重点实验室 where 实验室 is unknown: the phrase has not ended with the noun found.
    pub(super) fn cut_short(&self, unit: Unit, noun: TextRange) -> bool {
        unit == Unit::Count
            && self
                .lexicon
                .ends_at(Class::CountedNoun, self.text, noun.end)
                .is_some_and(|hit| hit.attr == "soft")
            && char_at(self.text, noun.end).is_some_and(is_han)
            && self.lexicon.starts_at(Class::PhraseEnd, self.text, noun.end).is_none()
    }

    /// Unit of the first allowed noun of the phrase that starts at the byte, its head or not.
    pub(super) fn first_noun(&self, from: u32, allowed: &Allowed<'_>) -> Option<(Unit, TextRange)> {
        self.phrase_noun(from, allowed).map(|(unit, noun, _)| (unit, noun))
    }

    /// 产业 + 项目, 党员 + 干部: the last noun of a compound says what is counted.
    pub(super) fn compound(&self, unit: Unit, noun: TextRange, allowed: &Allowed<'_>) -> (Unit, TextRange) {
        let mut found = (unit, noun);
        while let Some(next) = self.noun_at(found.1.end) {
            let Some(unit) = Unit::from_code(next.code).filter(|unit| allowed.holds(*unit)) else {
                break;
            };
            // 贫困村产业, 企业负责人: what a place or a firm has is not what is counted.
            let owner = matches!(
                found.0,
                Unit::Village | Unit::Township | Unit::County | Unit::Enterprise | Unit::Cooperative
            );
            // 20个村卫生室, 6个乡镇文化站: a place counted with what it has.
            let place = matches!(found.0, Unit::Village | Unit::Community | Unit::Township | Unit::County);
            let housed =
                matches!(unit, Unit::Station | Unit::Count | Unit::Team | Unit::Workshop | Unit::Park);
            let facility = place && next.attr.is_empty() && housed;
            // 1430个社会组织|结对帮扶6980个村
            let acts = next.attr == "act" && char_at(self.text, next.range.end).is_some_and(is_han);
            if next.attr == "soft"
                || acts
                || !facility && (owner && unit != found.0 || unit == Unit::Count && found.0 != Unit::Count)
            {
                break;
            }
            found = (unit, found.1.cover(next.range));
        }
        found
    }

    /// The noun before a number: the nearest within `reach` bytes of the words that bridge them.
    pub(super) fn noun_before(
        &self,
        start: u32,
        floor: u32,
        allowed: &Allowed<'_>,
        reach: u32,
    ) -> Option<(Unit, TextRange)> {
        let near = self.over_bridges(start, floor);
        let mut at = near;
        loop {
            if let Some(hit) =
                self.lexicon.ends_at(Class::CountedNoun, self.text, at).filter(|hit| hit.range.start >= floor)
            {
                match Unit::from_code(hit.code).filter(|_| hit.attr != "divisor") {
                    // 桃源村46个: what a village has is counted.
                    Some(Unit::Village) if self.ends_name(hit.range) => return None,
                    Some(unit) if allowed.holds(unit) => return Some(self.before_soft(unit, hit, allowed)),
                    _ if reach == ADJACENT => return None,
                    _ => {
                        at = hit.range.start;
                        continue;
                    }
                }
            }
            if reach == ADJACENT || near.saturating_sub(at) > reach {
                return None;
            }
            let c = self.text.get(size(floor)..size(at))?.chars().next_back()?;
            if matches!(c, ';' | '。' | '\n') {
                return None;
            }
            at -= offset(c.len_utf8());
        }
    }

    /// Whether 村 ends the name of one village, of two characters or more before it.
    fn ends_name(&self, noun: TextRange) -> bool {
        let single = noun.len() == offset('村'.len_utf8());
        let before = self.text.get(..size(noun.start)).unwrap_or_default();
        let name = before.chars().rev().take_while(|c| is_han(*c)).take(5).count();
        let word = self
            .lexicon
            .ends_at(Class::Settlement, self.text, noun.end)
            .is_some_and(|hit| hit.code == "none");
        let led =
            matches!(before.chars().next_back(), Some('个' | '各' | '全' | '的' | '有' | '共' | '及' | '和'));
        single && (2..=4).contains(&name) && !word && !led
    }

    /// 扶贫车间示范点10个: the noun before a soft one says what is counted.
    pub(super) fn before_soft(&self, unit: Unit, hit: Hit<'_>, allowed: &Allowed<'_>) -> (Unit, TextRange) {
        let owner = self.lexicon.ends_at(Class::CountedNoun, self.text, hit.range.start);
        match owner.and_then(|owner| Some((Unit::from_code(owner.code)?, owner.range))) {
            Some((workshop @ (Unit::Workshop | Unit::Station | Unit::Base | Unit::Park), range))
                if hit.attr == "site" && allowed.holds(workshop) =>
            {
                (workshop, range)
            }
            _ => (unit, hit.range),
        }
    }

    /// What a classifier in a heading counts: 项目数(个).
    pub(super) fn counted_in(&self, name: TextRange, classifier: Hit<'_>) -> Option<Unit> {
        let allowed = Allowed::told(classifier.attr);
        let noun = self.noun_before(name.end, name.start, &allowed, ADJACENT);
        let default = allowed.default;
        if default == Some(Unit::Person) { default } else { noun.map(|(unit, _)| unit).or(default) }
    }

    /// Steps back over the words that link a noun with its number.
    pub(super) fn over_bridges(&self, start: u32, floor: u32) -> u32 {
        let mut at = start;
        while let Some(hit) =
            self.lexicon.ends_at(Class::Bridge, self.text, at).filter(|hit| hit.range.start >= floor)
        {
            at = hit.range.start;
        }
        at
    }
}
