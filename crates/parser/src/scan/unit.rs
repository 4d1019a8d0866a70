//! What a number counts: takes the place where a number ends, gives the unit, the factor into the base unit and
//! where the quantity ends.
//!
//! A measure (`亩`) stands for itself. A classifier (`个` `家` `项`) gets its unit from the noun that it counts, after
//! it (`17户龙头企业`), before it (`贫困村139个`), or named earlier in the sentence (`新增12户`).

use lianjie_core::{Bound, Decimal, Unit};

use super::approximator;
use super::numeral::{Numeral, NumeralKind};
use super::token::{char_at, is_han};
use crate::lexicon::{Class, Hit, Lexicon};
use crate::reading::{TextRange, offset, size};

/// A noun phrase after a classifier goes no further than this.
const PHRASE_BYTES: u32 = 48;
/// A noun before a number is looked for as far back as this.
const BACK_BYTES: u32 = 72;

/// What stands beside numbers: the text and the words to look up in it.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'a Lexicon,
}

/// A unit as printed.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) unit: Unit,
    /// Where the quantity ends, an approximator after the unit included.
    pub(super) end: u32,
    pub(super) factor: Decimal,
    /// 半 after the unit.
    pub(super) half: bool,
    pub(super) bound: Option<Bound>,
    pub(super) noun: Option<TextRange>,
    /// The classifier when it left the unit to a noun.
    pub(super) classifier: Option<TextRange>,
    /// The classifier's noun was not found: the unit is only its default.
    pub(super) by_default: bool,
    /// A phrase with an unknown noun follows the classifier.
    pub(super) open: bool,
}

/// What was found at the end of a number.
#[derive(Clone, Debug)]
pub(super) enum Read {
    /// A word that only begins like a unit, or a calendar unit.
    Blocked,
    /// No unit word.
    Nothing,
    Unit(Counted),
}

impl<'a> Beside<'a> {
    fn unit_at(&self, at: u32) -> Option<Hit<'a>> {
        self.lexicon.starts_at(Class::Unit, self.text, at)
    }

    fn noun_at(&self, at: u32) -> Option<Hit<'a>> {
        self.lexicon.starts_at(Class::CountedNoun, self.text, at)
    }

    /// Reads the unit of a number that ends at `numeral.range.end`. `floor` is where the text before may be
    /// searched from: the start of the clause or the end of the quantity before.
    pub(super) fn read(&self, numeral: &Numeral, floor: u32, rest: bool) -> Read {
        let mut at = numeral.range.end;
        // `12 个`: a space between Arabic digits and a word.
        if numeral.kind == NumeralKind::Arabic && char_at(self.text, at) == Some(' ') {
            let after = char_at(self.text, at + 1);
            if after.is_some_and(|c| is_han(c) || matches!(c, '%' | '‰' | '㎡')) {
                at += 1;
            }
        }
        let Some(hit) = self.unit_at(at) else {
            return self.direct_phrase(numeral, at);
        };
        // `5m` is a length, `5mol` and `5G` are not.
        let latin = char_at(self.text, hit.range.start).is_some_and(|c| c.is_ascii_alphabetic());
        if latin && char_at(self.text, hit.range.end).is_some_and(|c| c.is_ascii_alphanumeric()) {
            return Read::Blocked;
        }
        match hit.code {
            "none" => Read::Blocked,
            "coin" => self.coin(numeral, hit, floor),
            "tenth" => self.measure(Unit::Percent, Decimal::TEN, hit, numeral),
            "level" => self.level(numeral, hit),
            "classifier" => self.classifier(numeral, hit, floor, rest),
            code => match Unit::from_code(code) {
                Some(unit) => self.plain(unit, hit, numeral, floor),
                None => Read::Blocked,
            },
        }
    }

    fn counted(&self, unit: Unit, factor: Decimal, hit: Hit<'_>) -> Counted {
        let timed = matches!(
            unit,
            Unit::Year
                | Unit::Month
                | Unit::Day
                | Unit::Hour
                | Unit::Km
                | Unit::Jin
                | Unit::Kg
                | Unit::Mu
                | Unit::Times
        );
        let touch = approximator::after(self.lexicon, self.text, hit.range.end, timed);
        Counted {
            unit,
            end: touch.at,
            factor,
            half: false,
            bound: touch.bound,
            noun: Some(hit.range),
            classifier: None,
            by_default: false,
            open: false,
        }
    }

    fn measure(&self, unit: Unit, factor: Decimal, hit: Hit<'_>, numeral: &Numeral) -> Read {
        let tens = numeral.value <= Decimal::TEN || numeral.kind == NumeralKind::Arabic;
        if tens { Read::Unit(self.counted(unit, factor, hit)) } else { Read::Blocked }
    }

    /// A unit that the word itself names.
    fn plain(&self, unit: Unit, hit: Hit<'a>, numeral: &Numeral, floor: u32) -> Read {
        let mut counted = self.counted(unit, Decimal::ONE, hit);
        match hit.attr {
            "direct" => {
                if !self.may_touch_noun(numeral, hit) {
                    return Read::Blocked;
                }
                counted.classifier = None;
            }
            // The first character is the unit, the rest only tells it from other words.
            "head" => {
                let first = char_at(self.text, hit.range.start).map_or(0, char::len_utf8);
                counted.noun = Some(TextRange::new(hit.range.start, hit.range.start + offset(first)));
                counted.end = hit.range.start + offset(first);
                counted.bound = None;
            }
            "over" => counted.bound = counted.bound.or(Some(Bound::Over)),
            "half" => counted.half = true,
            "minute" => {
                let Some(factor) = Decimal::ONE.checked_div(Decimal::from(60)) else {
                    return Read::Blocked;
                };
                counted.factor = factor;
            }
            "" => {}
            attr => {
                let (number, digits) =
                    attr.strip_suffix("digits").map_or((attr, false), |number| (number.trim_end(), true));
                if digits && numeral.kind != NumeralKind::Arabic {
                    return Read::Blocked;
                }
                if let Ok(factor) = Decimal::from_str_exact(number) {
                    counted.factor = factor;
                } else if attr.starts_with(is_han) && !self.clause_around(floor, hit.range.end).contains(attr)
                {
                    // 度 is electricity only where the clause speaks of it.
                    return Read::Blocked;
                }
            }
        }
        if unit == Unit::Year && self.is_calendar(numeral, hit) {
            return Read::Blocked;
        }
        Read::Unit(counted)
    }

    /// 2018年, 二〇一八年, 98年, 15年底.
    fn is_calendar(&self, numeral: &Numeral, hit: Hit<'_>) -> bool {
        if numeral.kind == NumeralKind::Digits {
            return true;
        }
        let plain =
            numeral.hedge.is_none() && numeral.scale == Decimal::ONE && numeral.kind == NumeralKind::Arabic;
        let after = char_at(self.text, hit.range.end);
        plain
            && (super::token::is_year(numeral.value)
                || numeral.upper.is_none()
                    && numeral.value >= Decimal::from(5)
                    && numeral.value < Decimal::from(100)
                    && (numeral.value >= Decimal::from(80)
                        || matches!(after, Some('底' | '初' | '末' | '度'))))
    }

    fn clause_around(&self, floor: u32, at: u32) -> &'a str {
        let tail = self.text.get(size(at)..).unwrap_or("");
        let end = tail.find([',', '。', ';', '\n']).unwrap_or(tail.len());
        self.text.get(size(floor)..size(at) + end).unwrap_or("")
    }

    /// 块: money (`补8块`) or a classifier (`地分四块`, `548块组件`).
    fn coin(&self, numeral: &Numeral, hit: Hit<'a>, floor: u32) -> Read {
        let next = char_at(self.text, hit.range.end);
        let closes = next.is_none_or(|c| !is_han(c) || matches!(c, '的' | '了' | '一' | '左' | '以'));
        let money = closes && (numeral.kind == NumeralKind::Arabic || numeral.value >= Decimal::TEN);
        let unit = if money { Unit::Yuan } else { Unit::Count };
        let _ = floor;
        Read::Unit(self.counted(unit, Decimal::ONE, hit))
    }

    /// 级: counts levels after a name of one (`省市县三级`) or before what has them (`三级网络`), else it ranks.
    fn level(&self, numeral: &Numeral, hit: Hit<'a>) -> Read {
        if numeral.kind != NumeralKind::Chinese || numeral.is_one_word() {
            return Read::Blocked;
        }
        let before = self.text.get(..size(numeral.range.start)).and_then(|head| head.chars().next_back());
        let levels = hit.attr.split(' ').any(|level| before.is_some_and(|c| level.starts_with(c)));
        let mut counted = self.counted(Unit::Count, Decimal::ONE, hit);
        match self.noun_at(hit.range.end).filter(|noun| noun.code != "none") {
            Some(noun) if !levels => {
                let structural = noun.code == "count" || noun.code == "measure" || noun.code == "team";
                if !structural || noun.attr != "levels" {
                    return Read::Blocked;
                }
                counted.noun = Some(noun.range);
                counted.end = noun.range.end;
            }
            _ if levels => {}
            _ => return Read::Blocked,
        }
        Read::Unit(counted)
    }

    fn classifier(&self, numeral: &Numeral, hit: Hit<'a>, floor: u32, rest: bool) -> Read {
        let mut words = hit.attr.split(' ');
        let default = words.next().and_then(Unit::from_code);
        let allowed = Allowed { units: words.clone().collect(), any: words.any(|word| word == "*"), default };
        let mut counted = self.counted(default.unwrap_or(Unit::Count), Decimal::ONE, hit);
        counted.classifier = Some(hit.range);
        let from = counted.end;
        if char_at(self.text, from) == Some('一') {
            // 五个一批: a set phrase.
            return Read::Blocked;
        }
        let after = if rest { None } else { self.noun_after(from, &allowed) };
        if let Some((unit, noun, touches)) = after {
            counted.noun = Some(noun);
            if default != Some(Unit::Person) {
                counted.unit = unit;
            }
            if touches {
                counted.end = noun.end;
            }
            return Read::Unit(counted);
        }
        if default.is_none() {
            return Read::Blocked;
        }
        // A phrase that goes on with an unknown noun is what the classifier counts, not a noun further before.
        let goes_on = char_at(self.text, from).is_some_and(is_han)
            && self.lexicon.starts_at(Class::PhraseEnd, self.text, from).is_none();
        let strict = default == Some(Unit::Household) || goes_on;
        if let Some((unit, noun)) = self.noun_before(numeral.range.start, floor, &allowed, strict) {
            counted.noun = Some(noun);
            if default != Some(Unit::Person) {
                counted.unit = unit;
            }
            return Read::Unit(counted);
        }
        counted.by_default = true;
        counted.open = goes_on;
        Read::Unit(counted)
    }

    /// The noun that a classifier counts, its unit, and whether the quantity's span goes through it.
    fn noun_after(&self, from: u32, allowed: &Allowed<'_>) -> Option<(Unit, TextRange, bool)> {
        let (unit, noun, touches) = self.phrase_noun(from, allowed)?;
        let (unit, noun) = self.compound(unit, noun, allowed);
        Some((unit, noun, touches && !self.cut_short(unit, noun)))
    }

    fn phrase_noun(&self, from: u32, allowed: &Allowed<'_>) -> Option<(Unit, TextRange, bool)> {
        let mut at = from;
        let mut touches = true;
        // A noun that mostly stands before another one, kept until the phrase ends.
        let mut soft: Option<(Unit, TextRange, bool)> = None;
        let mut quoted = false;
        while at < from + PHRASE_BYTES {
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
                            return Some((unit, hit.range, touches));
                        }
                        soft = soft.or(Some((unit, hit.range, touches)));
                        at = hit.range.end;
                        continue;
                    }
                    Some(Unit::Household) if allowed.default == Some(Unit::Household) => return None,
                    _ => {
                        at = hit.range.end;
                        continue;
                    }
                }
            }
            match self.lexicon.starts_at(Class::PhraseEnd, self.text, at) {
                Some(stop) if stop.code == "end" => return soft,
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
                '”' | '’' if quoted => {}
                c if is_han(c) => {}
                _ => return soft,
            }
            at += offset(c.len_utf8());
        }
        soft
    }

    /// 8家全国重点实验室 where 实验室 is unknown: the phrase has not ended with the noun found.
    fn cut_short(&self, unit: Unit, noun: TextRange) -> bool {
        unit == Unit::Count
            && self
                .lexicon
                .ends_at(Class::CountedNoun, self.text, noun.end)
                .is_some_and(|hit| hit.attr == "soft")
            && char_at(self.text, noun.end).is_some_and(is_han)
            && self.lexicon.starts_at(Class::PhraseEnd, self.text, noun.end).is_none()
    }

    /// Unit of the first allowed noun of the phrase that starts at the byte, its head or not.
    pub(super) fn first_noun(&self, from: u32, allowed: &Allowed<'_>) -> Option<Unit> {
        self.phrase_noun(from, allowed).map(|(unit, _, _)| unit)
    }

    /// 产业 + 项目, 党员 + 干部: the last noun of a compound says what is counted.
    fn compound(&self, unit: Unit, noun: TextRange, allowed: &Allowed<'_>) -> (Unit, TextRange) {
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
            if next.attr == "soft"
                || owner && unit != found.0
                || unit == Unit::Count && found.0 != Unit::Count
            {
                break;
            }
            found = (unit, found.1.cover(next.range));
        }
        found
    }

    /// The noun before a number: adjacent up to bridge words when `strict`, else the nearest of the clause.
    pub(super) fn noun_before(
        &self,
        start: u32,
        floor: u32,
        allowed: &Allowed<'_>,
        strict: bool,
    ) -> Option<(Unit, TextRange)> {
        let mut at = self.over_bridges(start, floor);
        loop {
            if let Some(hit) =
                self.lexicon.ends_at(Class::CountedNoun, self.text, at).filter(|hit| hit.range.start >= floor)
            {
                match Unit::from_code(hit.code).filter(|_| hit.attr != "divisor") {
                    Some(unit) if allowed.holds(unit) => return Some(self.before_soft(unit, hit, allowed)),
                    _ if strict => return None,
                    _ => {
                        at = hit.range.start;
                        continue;
                    }
                }
            }
            if strict || start.saturating_sub(at) > BACK_BYTES {
                return None;
            }
            let c = self.text.get(size(floor)..size(at))?.chars().next_back()?;
            if matches!(c, ';' | '。' | '\n') {
                return None;
            }
            at -= offset(c.len_utf8());
        }
    }

    /// 扶贫车间示范点10个: the noun before a soft one says what is counted.
    fn before_soft(&self, unit: Unit, hit: Hit<'_>, allowed: &Allowed<'_>) -> (Unit, TextRange) {
        let owner = self.lexicon.ends_at(Class::CountedNoun, self.text, hit.range.start);
        match owner.and_then(|owner| Some((Unit::from_code(owner.code)?, owner.range))) {
            Some((workshop @ (Unit::Workshop | Unit::Station | Unit::Base | Unit::Park), range))
                if hit.attr == "soft" && allowed.holds(workshop) =>
            {
                (workshop, range)
            }
            _ => (unit, hit.range),
        }
    }

    /// What a classifier in a heading counts: 项目数(个).
    pub(super) fn counted_in(&self, name: TextRange, classifier: Hit<'_>) -> Option<Unit> {
        let mut words = classifier.attr.split(' ');
        let default = words.next().and_then(Unit::from_code);
        let units: Vec<&str> = words.collect();
        let allowed = Allowed { any: units.contains(&"*"), units, default };
        let noun = self.noun_before(name.end, name.start, &allowed, false);
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

    /// 四镇, 两县, 三校: whether a number may stand at a noun without a classifier.
    fn may_touch_noun(&self, numeral: &Numeral, hit: Hit<'_>) -> bool {
        if numeral.kind == NumeralKind::Scale && numeral.hedge.is_none() || numeral.is_one_word() {
            return false;
        }
        let chinese = numeral.kind == NumeralKind::Chinese;
        // 三乡镇, 五河县: the place's own name goes on.
        let name_goes_on = chinese && self.unit_at(hit.range.end).is_some_and(|next| next.attr == "direct");
        let year = numeral.kind == NumeralKind::Arabic
            && numeral.scale == Decimal::ONE
            && numeral.hedge.is_none()
            && super::token::is_year(numeral.value);
        numeral.kind != NumeralKind::Digits && !name_goes_on && !year
    }

    /// 20万农业人口, 2000多贫困户: a number and its noun without a classifier.
    fn direct_phrase(&self, numeral: &Numeral, at: u32) -> Read {
        let large = numeral.scale > Decimal::ONE
            || numeral.hedge.is_some() && numeral.kind != NumeralKind::Scale
            || numeral.kind == NumeralKind::Chinese && numeral.value >= Decimal::from(1000);
        let year = numeral.hedge.is_none() && super::token::is_year(numeral.value);
        let allowed = Allowed {
            units: vec!["person", "household", "enterprise", "cooperative"],
            any: false,
            default: None,
        };
        let adjacent = self
            .noun_at(at)
            .filter(|hit| hit.attr != "divisor")
            .is_some_and(|hit| Unit::from_code(hit.code).is_some_and(|unit| allowed.holds(unit)));
        let countable = matches!(numeral.kind, NumeralKind::Arabic) && !year && adjacent;
        if !large && !countable {
            return Read::Nothing;
        }
        if !char_at(self.text, at).is_some_and(is_han) {
            return Read::Nothing;
        }
        let Some((unit, noun, true)) = self.noun_after(at, &allowed) else {
            return Read::Nothing;
        };
        if noun.end > at + 30 {
            return Read::Nothing;
        }
        Read::Unit(Counted {
            unit,
            end: noun.end,
            factor: Decimal::ONE,
            half: false,
            bound: None,
            noun: Some(noun),
            classifier: None,
            by_default: false,
            open: false,
        })
    }
}

/// The units that a classifier may count.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowed<'a> {
    pub(super) units: Vec<&'a str>,
    pub(super) any: bool,
    pub(super) default: Option<Unit>,
}

impl Allowed<'_> {
    pub(super) fn holds(&self, unit: Unit) -> bool {
        self.any || self.units.contains(&unit.as_str())
    }
}
