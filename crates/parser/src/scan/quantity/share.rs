//! Units that a number gets from elsewhere: the last number of its list (`20、15万元`), a noun before it (`总人口50.4万`),
//! or what the same classifier counted earlier in the sentence (`新增12户`).

use lianjie_core::{Decimal, Unit};

use super::{Refusal, Scanner, told};
use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::{TextRange, offset, size};
use crate::scan::approximator::{self, Touch};
use crate::scan::noun::Allowed;
use crate::scan::numeral::{Numeral, NumeralKind};
use crate::scan::unit::Counted;
use crate::scan::{shape, token};

/// How far back in its sentence a classifier's noun may stand.
const SENTENCE_BYTES: u32 = 72;

/// What a bare classifier may take up from earlier in its sentence. Places and people are named in every sentence and
/// are no antecedents.
const ANTECEDENTS: &str = "greenhouse workshop base park station project enterprise cooperative family_farm";

impl Scanner<'_> {
    /// Gives the numbers of a list the unit that its last one prints.
    pub(super) fn flush_pending(&mut self, last: &Numeral, counted: &Counted) {
        let pending = std::mem::take(&mut self.pending);
        let mantissa = last.value.checked_div(last.scale);
        for (mut numeral, touch) in pending {
            let shares = numeral.scale == Decimal::ONE
                && last.scale > Decimal::ONE
                && numeral.kind == NumeralKind::Arabic
                && numeral.value < Decimal::ONE_THOUSAND
                && mantissa.is_some();
            let factor = if shares { last.scale.checked_mul(counted.factor) } else { Some(counted.factor) };
            if factor.and_then(|factor| numeral.times(factor)).is_none() {
                continue;
            }
            self.push(
                Quantity {
                    range: TextRange::new(touch.at, numeral.range.end),
                    number: numeral.range,
                    noun: counted.noun,
                    value: Some(numeral.value.normalize()),
                    upper: numeral.upper.map(|upper| upper.normalize()),
                    parts: None,
                    unit: counted.unit,
                    bound: approximator::join(touch.bound, numeral.hedge, None),
                    quantum: Some(numeral.quantum.normalize()),
                    per: Vec::new(),
                },
                None,
            );
        }
    }

    /// 新增12户, 其余13个: a classifier without a noun counts what the same classifier counted before in the
    /// sentence, or else the nearest noun of the sentence.
    pub(super) fn carry(&mut self) {
        let Some(Some(own)) = self.classifiers.last().copied() else {
            return;
        };
        let Some(quantity) = self.found.last() else {
            return;
        };
        let word = self.slice(own.range);
        if own.by_default
            && word == "个"
            && let Some(unit) = self.who_they_are(quantity.range.end)
        {
            if let Some(last) = self.found.last_mut() {
                last.unit = unit;
            }
            return;
        }
        if !own.by_default || quantity.unit == Unit::Person {
            return;
        }
        let start = quantity.number.start;
        let Some(sentence) = self.outline.sentence_at(start).and_then(|i| self.outline.sentence(i)) else {
            return;
        };
        // A phrase with an unknown noun counts that noun, unless the text has just said among what: 64个村中,有58个发展了.
        if own.open && !self.among(start, sentence.range.start) {
            return;
        }
        let clause = self.floor_of_clause(start);
        let household = quantity.unit == Unit::Household;
        let people = Allowed { units: "household", any: false, default: None };
        if household && self.beside.noun_before(start, clause, &people, SENTENCE_BYTES).is_some() {
            return;
        }
        // 家 counts few kinds of things: what it counted in the sentence before still holds.
        let earliest = if word == "家" { start.saturating_sub(240) } else { sentence.range.start };
        let earlier = self.found.iter().zip(&self.classifiers).rev().skip(1);
        let unit = earlier
            .take_while(|(other, _)| other.range.start >= earliest)
            .take(6)
            .find(|(_, classifier)| classifier.is_some_and(|c| self.slice(c.range) == word))
            .map(|(other, _)| other.unit);
        let unit = match unit {
            Some(unit) => Some(unit).filter(|unit| *unit != Unit::Household || household),
            None if household || !matches!(word, "个" | "家" | "座") => None,
            None => {
                // 村级电站再建15座; of the rest that 座 counts each kind is named.
                let units = if word == "座" { "station" } else { ANTECEDENTS };
                let allowed = Allowed { units, any: false, default: None };
                self.beside
                    .noun_before(start, sentence.range.start, &allowed, SENTENCE_BYTES)
                    .map(|(unit, _)| unit)
            }
        };
        if let (Some(unit), Some(last)) = (unit, self.found.last_mut()) {
            last.unit = unit;
        }
    }

    /// 六个是贫困户: persons, whose household is named; 三个是龙头企业.
    pub(super) fn who_they_are(&self, at: u32) -> Option<Unit> {
        let rest = self.text().get(size(at)..)?;
        let link = rest.chars().next().filter(|c| matches!(c, '是' | '为' | '系'))?;
        let at = at + offset(link.len_utf8());
        let poor = self.beside.lexicon.starts_at(Class::MeasureGroup, self.text(), at);
        if poor.is_some_and(|hit| hit.code == "poor") {
            return Some(Unit::Person);
        }
        let units = "person household village enterprise cooperative";
        let allowed = Allowed { units, any: false, default: None };
        let (unit, _) = self.beside.first_noun(at, &allowed)?;
        Some(if unit == Unit::Household { Unit::Person } else { unit })
    }

    fn among(&self, start: u32, floor: u32) -> bool {
        let at = self.beside.over_bridges(start, floor);
        let head = self.text().get(size(floor)..size(at)).unwrap_or("");
        head.trim_end_matches(',').ends_with('中')
    }

    pub(super) fn floor_of_clause(&self, at: u32) -> u32 {
        self.outline.clause_at(at).and_then(|i| self.outline.clause(i)).map_or(0, |c| c.range.start).min(at)
    }

    /// A number without a unit: of a list, or of a noun before it.
    pub(super) fn take_bare(&mut self, numeral: Numeral, touch: Touch, floor: u32) -> usize {
        let text = self.text();
        let end = size(numeral.range.end);
        if let Some(link) = shape::list_link(text, numeral.range.end)
            && numeral.kind != NumeralKind::Scale
        {
            self.pending.push((numeral, touch));
            self.expected = Some(link);
            return link;
        }
        let after = approximator::after(self.beside.lexicon, text, numeral.range.end, false);
        let closes = token::char_at(text, after.at).is_none_or(|c| {
            !token::is_han(c) && !c.is_ascii_alphanumeric() || matches!(c, '的' | '是' | '规')
        }) || most_or_least(text, after.at);
        if closes {
            self.bare.extend(told::Bare::of(&numeral));
        }
        if let Some((unit, factor)) = self.told_unit(&numeral, (touch.at, after.at), closes) {
            let mut numeral = numeral;
            if numeral.times(factor).is_none() {
                return end;
            }
            let start = told::with_sign(text, touch.at);
            self.push_bare(&numeral, unit, (start, touch), after);
            return size(after.at);
        }
        let large = numeral.scale >= Decimal::from(10_000)
            || numeral.kind != NumeralKind::Arabic && numeral.quantum >= Decimal::ONE_HUNDRED
            || numeral.kind != NumeralKind::Arabic && numeral.value >= Decimal::from(10_000);
        let scale = numeral.kind == NumeralKind::Scale;
        // 出资60万打井: behind a word of money, a verb may go on.
        let again = self.leaves_out_yuan(&numeral, floor);
        let goes_on = numeral.scale >= Decimal::from(10_000) && self.is_paid(touch.at) || again;
        if !closes && !goes_on || scale && touch.bound.is_none() && numeral.hedge.is_none() {
            return self.pass(size(numeral.range.start), end, Refusal::Bare);
        }
        let money = again || self.is_money(&numeral, touch.at, after.at);
        let unit = match (money, large) {
            (true, _) => Some(Unit::Yuan),
            (false, true) => self.bare_unit(&numeral, floor),
            (false, false) => None,
        };
        let Some(unit) = unit else { return self.pass(size(numeral.range.start), end, Refusal::Bare) };
        self.push_bare(&numeral, unit, (touch.at, touch), after);
        size(after.at)
    }

    /// A number whose unit is not printed beside it.
    fn push_bare(&mut self, numeral: &Numeral, unit: Unit, (start, touch): (u32, Touch), after: Touch) {
        let bound = self.far_bound(touch.at, approximator::join(touch.bound, numeral.hedge, after.bound));
        let quantity = Quantity {
            range: TextRange::new(start, after.at),
            number: numeral.range,
            noun: None,
            value: Some(numeral.value.normalize()),
            upper: numeral.upper.map(|upper| upper.normalize()),
            parts: None,
            unit,
            bound,
            quantum: Some(numeral.quantum.normalize()),
            per: Vec::new(),
        };
        self.push(quantity, None);
    }

    /// Whether a word that is told of money alone stands right before the byte: 出资, 挣了.
    fn is_paid(&self, start: u32) -> bool {
        let paid = |at: u32| {
            let hit = self.beside.lexicon.ends_at(Class::BareNoun, self.text(), at);
            hit.is_some_and(|hit| hit.attr == "near")
        };
        paid(start) || token::char_before(self.text(), size(start)) == Some('了') && paid(start - 3)
    }

    /// Whether the sentence has left 元 out before, or the text said this very sum so: 共186.5万,比上年的92万翻了一番; 那60万.
    fn leaves_out_yuan(&self, numeral: &Numeral, floor: u32) -> bool {
        /// How many quantities back the same sum is looked for.
        const MEMORY: usize = 40;
        if numeral.scale < Decimal::from(10_000) || numeral.kind == NumeralKind::Scale {
            return false;
        }
        let start = numeral.range.start;
        let sentence = self.outline.sentence_holding(start).map_or(start, |sentence| sentence.range.start);
        let value = numeral.value.normalize();
        let said = |quantity: &Quantity| {
            let unprinted =
                self.text().get(quantity.range.bytes()).is_some_and(|t| t.ends_with(['万', '亿']));
            let here = quantity.range.start >= sentence;
            quantity.unit == Unit::Yuan && unprinted && (here || quantity.value == Some(value))
        };
        !self.is_of_people(floor, start)
            && self.found.iter().rev().take(MEMORY).any(said)
            && self.bare_unit(numeral, floor).is_none_or(|unit| unit == Unit::Yuan)
    }

    /// 花了980万,带动就业1.2万
    fn is_of_people(&self, floor: u32, start: u32) -> bool {
        !self.hits.within(Class::MeasureEvent, TextRange::new(floor.min(start), start)).is_empty()
    }

    /// Whether speech leaves 元 out: 月薪5000, 挣了一万一, 一万四五的工钱, 租金2.2万、电费3万.
    fn is_money(&self, numeral: &Numeral, start: u32, end: u32) -> bool {
        /// No wage, share or sale is told so that is smaller.
        const LEAST: Decimal = Decimal::ONE_HUNDRED;
        let text = self.text();
        if numeral.value < LEAST || numeral.kind == NumeralKind::Scale {
            return false;
        }
        if self.is_paid(start) {
            return true;
        }
        // 房租一年八千, 租金一亩八百.
        let ends = |class| self.hits.ending(class, start);
        let rate = ends(Class::Time).filter(|hit| matches!(hit.code, "generic" | "rate"));
        let each = rate.or_else(|| ends(Class::DatePart).filter(|hit| hit.code == "whole"));
        if each.is_some_and(|each| self.is_paid(each.range.start)) {
            return true;
        }
        // 领走146万元,多的五千,少的三千.
        if start.checked_sub(MOST).is_some_and(|at| most_or_least(text, at)) {
            return self.found.last().is_some_and(|last| {
                last.unit == Unit::Yuan
                    && text.get(size(last.range.end)..size(start)).is_some_and(|gap| !gap.contains('。'))
            });
        }
        let of = token::char_at(text, end) == Some('的');
        let named = self.beside.lexicon.starts_at(Class::BareNoun, text, end + 3);
        if of && named.is_some_and(|hit| hit.code == "yuan") {
            return true;
        }
        // The next of a list of sums without 元.
        let tens = numeral.scale >= Decimal::from(10_000) || numeral.quantum >= Decimal::ONE_HUNDRED;
        tens && self.found.last().is_some_and(|last| {
            let between = text.get(size(last.range.end)..size(start)).unwrap_or_default();
            let unprinted = !text.get(last.range.bytes()).unwrap_or_default().ends_with(['元', '块', '钱']);
            let list = between.starts_with('、') || between.starts_with(',');
            last.unit == Unit::Yuan
                && unprinted
                && list
                && between.chars().count() <= 8
                && !self.is_of_people(last.range.end, start)
        })
    }

    /// The unit that the nouns around a unitless number give it: 总人口50.4万, 数量过百的自然村.
    pub(super) fn bare_unit(&self, numeral: &Numeral, floor: u32) -> Option<Unit> {
        let text = self.text();
        if let Some(tail) =
            text.get(size(numeral.range.end)..).filter(|t| t.starts_with('的') || t.starts_with('是'))
        {
            let at = offset(text.len() - tail.len()) + 3;
            let allowed = Allowed { units: "person household village", any: false, default: None };
            if let Some(unit) = self.beside.first_noun(at, &allowed) {
                return Some(unit.0);
            }
        }
        // 投入资金:中央800万、省500万.
        let floor = match token::char_before(text, size(floor)) {
            Some(':') => self.floor_of_clause(floor.saturating_sub(1)),
            _ => floor,
        };
        let mut at = numeral.range.start;
        while at > floor {
            if let Some(hit) = self
                .beside
                .lexicon
                .ends_at(Class::BareNoun, text, at)
                .filter(|h| h.range.start >= floor && h.attr != "near")
                && let Some(unit) = Unit::from_code(hit.code)
            {
                return Some(unit);
            }
            at -= offset(text.get(..size(at))?.chars().next_back()?.len_utf8());
        }
        None
    }
}

/// Bytes of 多的 and 少的.
const MOST: u32 = 6;

/// Whether 多的 or 少的 stands at a byte: 多的五千少的三千.
fn most_or_least(text: &str, at: u32) -> bool {
    let rest = text.get(size(at)..).unwrap_or_default();
    rest.strip_prefix(['多', '少']).is_some_and(|rest| rest.starts_with('的'))
}
