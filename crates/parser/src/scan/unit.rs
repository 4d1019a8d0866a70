//! What a number counts: takes the place where a number ends, gives the unit, the factor into the base unit and
//! where the quantity ends.
//!
//! A measure (`亩`) stands for itself. A classifier (`个` `家` `项`) gets its unit from the noun that it counts, after
//! it (`17户龙头企业`), before it (`贫困村139个`), or named earlier in the sentence (`新增12户`).

use lianjie_core::{Bound, Decimal, Unit};

use super::approximator;
use super::coin::{self, Coin};
use super::noun::{self, ADJACENT, Allowed};
use super::numeral::{Numeral, NumeralKind};
use super::token::{char_at, is_han};
use crate::lexicon::{Class, Hit, Lexicon};
use crate::reading::{TextRange, offset, size};

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
    /// What is told behind the unit: 半, or smaller coins (2块5), in the base unit, with its quantum.
    pub(super) more: Option<(Decimal, Decimal)>,
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
            "coin" => self.coin(numeral, hit),
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
                | Unit::Percent
                | Unit::Yuan
        );
        let timed = timed || hit.attr == "minute";
        let touch = approximator::after(self.lexicon, self.text, hit.range.end, timed);
        Counted {
            unit,
            end: touch.at,
            factor,
            more: None,
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
                let touch =
                    approximator::after(self.lexicon, self.text, hit.range.start + offset(first), true);
                counted.end = touch.at;
                counted.bound = touch.bound;
            }
            "over" => counted.bound = counted.bound.or(Some(Bound::Over)),
            "half" => {
                let half = Decimal::new(5, 1);
                counted.more = Some((half, half));
            }
            // 四十余载; 5载 is no printed form.
            "chinese" => {
                if numeral.kind != NumeralKind::Chinese || numeral.is_one_word() {
                    return Read::Blocked;
                }
            }
            // 3元5角
            "1" if unit == Unit::Yuan => {
                let change = coin::change(self.text, hit.range.end, Coin::Yuan);
                counted = self.with_change(counted, change);
            }
            // Minutes have no code of their own, but hedge like an hour: 10分钟内.
            "" | "minute" => {}
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
        // 沼气池410口, 机井12口: 口 counts persons and pits.
        if unit == Unit::Person && self.counts_pits(numeral, hit, floor) {
            counted.unit = Unit::Count;
        }
        // 接待人次达到20万人
        if unit == Unit::Person && self.counts_times(numeral, floor) {
            counted.unit = Unit::PersonTime;
        }
        if unit == Unit::Year && self.is_calendar(numeral, hit) {
            return Read::Blocked;
        }
        Read::Unit(counted)
    }

    fn counts_pits(&self, numeral: &Numeral, hit: Hit<'_>, floor: u32) -> bool {
        let pits = Allowed { units: "count", any: false, default: None };
        self.text.get(hit.range.bytes()) == Some("口")
            && self.noun_before(numeral.range.start, floor, &pits, ADJACENT).is_some()
    }

    /// Whether the word before the number names visits, not those who made them.
    fn counts_times(&self, numeral: &Numeral, floor: u32) -> bool {
        let near = self.over_bridges(numeral.range.start, floor);
        let before =
            self.lexicon.ends_at(Class::Unit, self.text, near).filter(|hit| hit.range.start >= floor);
        before.is_some_and(|hit| hit.code == Unit::PersonTime.as_str())
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

    /// 块: money (`补8块`, `三块八`) or a classifier (`地分四块`, `548块组件`); 毛 and 角: money (`八毛`, `5角`) or
    /// part of another word (`毛竹`, `长三角`).
    fn coin(&self, numeral: &Numeral, hit: Hit<'a>) -> Read {
        let end = hit.range.end;
        let kuai = hit.attr == "1";
        let change = coin::change(self.text, end, if kuai { Coin::Kuai } else { Coin::Mao });
        // 两百块出头, 30块上下.
        let hedge = approximator::after(self.lexicon, self.text, end, true);
        let closes = coin::ends(self.text, end)
            || hedge.at > end && coin::ends(self.text, hedge.at)
            || self.lexicon.starts_at(Class::PhraseEnd, self.text, end).is_some_and(|stop| noun::ends(&stop));
        let arabic = numeral.kind == NumeralKind::Arabic;
        if !kuai {
            // 长三角: the number is part of a name.
            let named = self.lexicon.ends_at(Class::SetPhrase, self.text, end).is_some();
            if named || change.is_none() && !closes || numeral.value >= Decimal::TEN {
                return Read::Blocked;
            }
        }
        let money = change.is_some() || !kuai || closes && (arabic || numeral.value >= Decimal::TEN);
        if !money {
            return Read::Unit(self.counted(Unit::Count, Decimal::ONE, hit));
        }
        let factor = if kuai { Decimal::ONE } else { Decimal::new(1, 1) };
        Read::Unit(self.with_change(self.counted(Unit::Yuan, factor, hit), change))
    }

    fn with_change(&self, mut counted: Counted, change: Option<coin::Change>) -> Counted {
        if let Some(change) = change {
            let touch = approximator::after(self.lexicon, self.text, change.end, true);
            counted.end = touch.at;
            counted.bound = touch.bound;
            counted.more = Some((change.value, change.quantum));
        }
        counted
    }

    /// 级: counts levels after a name of one (`省市县三级`) or before what has them (`三级网络`), else it ranks.
    fn level(&self, numeral: &Numeral, hit: Hit<'a>) -> Read {
        if numeral.kind != NumeralKind::Chinese || numeral.is_one_word() {
            return Read::Blocked;
        }
        let before = self.text.get(..size(numeral.range.start)).and_then(|head| head.chars().next_back());
        let levels = hit.attr.split(' ').any(|level| before.is_some_and(|c| level.starts_with(c)));
        let mut counted = self.counted(Unit::Count, Decimal::ONE, hit);
        match self.noun_of_level(hit.range.end) {
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

    /// The noun right after 级, or what has levels within a few characters: 三级医疗服务体系.
    fn noun_of_level(&self, from: u32) -> Option<Hit<'a>> {
        if let Some(noun) = self.noun_at(from).filter(|noun| noun.code != "none") {
            return Some(noun);
        }
        let mut at = from;
        for _ in 0..6 {
            if self.lexicon.starts_at(Class::PhraseEnd, self.text, at).is_some_and(|stop| stop.code != "none")
            {
                return None;
            }
            let next = char_at(self.text, at).filter(|c| is_han(*c))?;
            at += offset(next.len_utf8());
            if let Some(noun) = self.noun_at(at).filter(|noun| noun.attr == "levels") {
                return Some(noun);
            }
        }
        None
    }

    fn classifier(&self, numeral: &Numeral, hit: Hit<'a>, floor: u32, rest: bool) -> Read {
        let allowed = Allowed::told(hit.attr);
        let default = allowed.default;
        let mut counted = self.counted(default.unwrap_or(Unit::Count), Decimal::ONE, hit);
        counted.classifier = Some(hit.range);
        let from = counted.end;
        if char_at(self.text, from) == Some('一') {
            // 五个一批: a set phrase.
            return Read::Blocked;
        }
        let after = if rest { None } else { self.noun_after(from, &allowed) };
        // 带动贫困户20户以上的茶企: the households are counted, not the firms.
        let household = default == Some(Unit::Household);
        if let Some((unit, noun, touches)) = after.filter(|(_, _, touches)| *touches || !household) {
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
        // 我们合作社26户牧户: whose they are is not what they are.
        let households = self.noun_at(from).filter(|hit| hit.code == Unit::Household.as_str());
        if let Some(noun) = households.filter(|_| household && !rest) {
            counted.noun = Some(noun.range);
            return Read::Unit(counted);
        }
        // A phrase that goes on with an unknown noun is what the classifier counts, not a noun further before.
        let goes_on = char_at(self.text, from).is_some_and(is_han)
            && self.lexicon.starts_at(Class::PhraseEnd, self.text, from).is_none();
        let before = self.noun_before(numeral.range.start, floor, &allowed, ADJACENT);
        if let Some((unit, noun)) = before.filter(|(_, noun)| !goes_on || noun.end == numeral.range.start) {
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
        let allowed = Allowed { units: "person household enterprise cooperative", any: false, default: None };
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
            more: None,
            bound: None,
            noun: Some(noun),
            classifier: None,
            by_default: false,
            open: false,
        })
    }
}
