//! Takes the reading and its lexicon hits, gives the quantities in text order.
//!
//! The scan jumps from number to number: what stands between is not looked at. At each it asks in turn whether the
//! digits are a code or a set phrase, a fraction, a ratio, or a number with a unit; then what hedges it.

mod guard;
mod range;
mod refusal;
mod share;
#[cfg(test)]
mod tests;
mod told;

use lianjie_core::{Bound, Decimal, Unit};

pub(crate) use self::refusal::{Printed, Refusal};
use super::approximator::{self, Touch};
use super::numeral::{Numeral, NumeralKind, chinese_digit, may_start_numeral, numeral_at, starts_numeral};
use super::per;
use super::shape;
use super::token;
use super::unit::{Beside, Counted, Read};
use crate::lexicon::{Class, Hits, Lexicon};
use crate::mention::Quantity;
use crate::outline::Outline;
use crate::reading::{TextRange, offset, size};

pub(crate) fn scan(outline: &Outline, lexicon: &Lexicon, hits: &Hits<'_>) -> Vec<Quantity> {
    let Scanner { mut found, articles, beside, bare, .. } = walk(outline, lexicon, hits, None);
    told::prove(beside.text, &bare, &mut found);
    per::assign(outline, beside, hits, &articles, &mut found);
    let cells = super::table::scan(outline, beside, hits);
    if !cells.is_empty() {
        found.retain(|quantity| {
            let next = cells.partition_point(|cell| cell.range.end <= quantity.range.start);
            cells.get(next).is_none_or(|cell| !cell.range.overlaps(quantity.range))
        });
        found.extend(cells);
        found.sort_by_key(|quantity| quantity.range);
    }
    found.retain(|quantity| [quantity.value, quantity.upper].iter().flatten().all(|value| *value <= LARGEST));
    part(&mut found);
    found
}

/// Every number that makes no quantity, and why, in text order.
pub(crate) fn refusals(outline: &Outline, lexicon: &Lexicon, hits: &Hits<'_>) -> Vec<(TextRange, Refusal)> {
    walk(outline, lexicon, hits, Some(Vec::new())).refused.unwrap_or_default()
}

/// Goes from number to number; `refused` takes up those that make no quantity, for an explanation.
fn walk<'a>(
    outline: &'a Outline,
    lexicon: &'a Lexicon,
    hits: &'a Hits<'a>,
    refused: Option<Vec<(TextRange, Refusal)>>,
) -> Scanner<'a> {
    let text = outline.reading.text();
    let mut scanner = Scanner {
        outline,
        hits,
        beside: Beside { text, lexicon },
        found: Vec::new(),
        classifiers: Vec::new(),
        articles: Vec::new(),
        pending: Vec::new(),
        expected: None,
        bare: Vec::new(),
        refused,
    };
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let after = scanner.step(start);
        debug_assert!(after > start);
        at = after.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    scanner
}

/// The number that is printed at a byte, before anything is made of it.
pub(crate) fn printed(text: &str, at: u32) -> Option<Printed> {
    let numeral = numeral_at(text, size(at))?;
    let form = match numeral.kind {
        NumeralKind::Arabic => "arabic",
        NumeralKind::Chinese => "chinese",
        NumeralKind::Scale => "scale",
        NumeralKind::Digits => "digits",
    };
    Some(Printed { value: numeral.value.normalize(), scale: numeral.scale, form })
}

/// Ten to the twentieth: what is printed larger is a code. The audit adds and multiplies what remains without a check: a dozen parts, each
/// ten thousand times larger where a repair puts 亿 for 万, stay far below the largest decimal.
const LARGEST: Decimal = Decimal::from_parts(1_661_992_960, 1_808_227_885, 5, false, 0);

/// No figure reaches into the next: what hedges or names the next is its own.
fn part(found: &mut [Quantity]) {
    let starts: Vec<u32> = found.iter().skip(1).map(|quantity| quantity.range.start).collect();
    for (quantity, next) in found.iter_mut().zip(starts) {
        quantity.range.end = quantity.range.end.min(next.max(quantity.number.end));
    }
}

/// The next byte where a number may start. Titles in 《》 are stepped over: their numbers name something.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let (i, c) = rest
            .char_indices()
            .find(|(_, c)| may_start_numeral(*c) && starts_numeral(*c) || matches!(c, '《' | '对'))?;
        if c != '《' {
            return Some(at + i);
        }
        let title = rest.get(i..)?;
        let close = title.char_indices().take(60).take_while(|(_, c)| *c != '\n').find(|(_, c)| *c == '》');
        at += i + close.map_or('《'.len_utf8(), |(j, c)| j + c.len_utf8());
    }
}

/// Where to go on behind a numeral character that starts no number: the next character, or the end of a run of digit
/// words that is longer than any number.
fn after_no_number(text: &str, at: usize) -> usize {
    const LONGEST: usize = 24;
    let rest = text.get(at..).unwrap_or_default();
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let run = rest.chars().take_while(|c| chinese_digit(*c).is_some());
    let (count, bytes) = run.fold((0, 0), |(count, bytes), c| (count + 1, bytes + c.len_utf8()));
    at + if count > LONGEST { bytes } else { first }
}

struct Scanner<'a> {
    outline: &'a Outline,
    hits: &'a Hits<'a>,
    beside: Beside<'a>,
    found: Vec<Quantity>,
    /// For each quantity, the classifier that left its unit to a noun.
    classifiers: Vec<Option<Classifier>>,
    articles: Vec<(TextRange, Unit)>,
    /// Numbers of a list whose unit is still to come: `20、15万元`.
    pending: Vec<(Numeral, Touch)>,
    /// Where the list goes on.
    expected: Option<usize>,
    /// Numbers without a unit beside them that nothing follows.
    bare: Vec<told::Bare>,
    /// What was refused, where somebody asks.
    refused: Option<Vec<(TextRange, Refusal)>>,
}

#[derive(Clone, Copy)]
struct Classifier {
    range: TextRange,
    by_default: bool,
    open: bool,
}

impl<'a> Scanner<'a> {
    fn text(&self) -> &'a str {
        self.beside.text
    }

    /// Reads what starts at the byte; gives where to go on.
    fn step(&mut self, at: usize) -> usize {
        let text = self.text();
        if self.expected != Some(at) {
            self.pending.clear();
        }
        self.expected = None;
        if let Some(end) = token::plan_period_end(text, at) {
            return self.pass(at, end, Refusal::PlanPeriod);
        }
        if let Some(fraction) = shape::taken_at(text, at) {
            return self.take_fraction(at, &fraction);
        }
        if let Some(hit) = self.beside.lexicon.starts_at(Class::SetPhrase, text, offset(at)) {
            return self.pass(at, size(hit.range.end), Refusal::SetPhrase);
        }
        let arabic = text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if arabic && let Some(end) = token::code_end(text, at) {
            return self.pass(at, end, Refusal::Code);
        }
        let numeral = numeral_at(text, at);
        if let Some(fraction) = shape::fraction_at(text, at, numeral.as_ref()) {
            return self.take_fraction(at, &fraction);
        }
        if let Some(ratio) = shape::ratio_at(text, at) {
            let end = size(ratio.end);
            self.take_ratio(at, ratio);
            return end;
        }
        let Some(numeral) = numeral else {
            return after_no_number(text, at);
        };
        self.take_number(numeral)
    }

    fn floor(&self, at: u32) -> u32 {
        let clause =
            self.outline.clause_at(at).and_then(|i| self.outline.clause(i)).map_or(0, |c| c.range.start);
        clause.max(self.found.last().map_or(0, |q| q.range.end)).min(at)
    }

    fn take_fraction(&mut self, at: usize, fraction: &shape::Fraction) -> usize {
        let number = TextRange::new(offset(at), fraction.end);
        let numeral = Numeral {
            range: number,
            value: fraction.value,
            upper: None,
            quantum: fraction.quantum,
            scale: Decimal::ONE,
            hedge: None,
            plain_end: fraction.end,
            kind: NumeralKind::Chinese,
            round_ten: false,
        };
        let before = approximator::before(self.beside.lexicon, self.text(), &numeral);
        let after = approximator::after(self.beside.lexicon, self.text(), fraction.end, false);
        let bound = self.far_bound(before.at, approximator::join(before.bound, None, after.bound));
        self.push(
            Quantity {
                range: TextRange::new(before.at, after.at),
                number,
                noun: None,
                value: Some(fraction.value),
                upper: None,
                parts: None,
                unit: Unit::Percent,
                bound,
                quantum: Some(fraction.quantum),
                per: Vec::new(),
            },
            None,
        );
        size(after.at)
    }

    fn take_ratio(&mut self, at: usize, ratio: shape::Ratio) {
        let range = TextRange::new(offset(at), ratio.end);
        self.push(
            Quantity {
                range,
                number: range,
                noun: None,
                value: None,
                upper: None,
                parts: Some(ratio.parts),
                unit: Unit::Ratio,
                bound: Bound::Exact,
                quantum: Some(ratio.quantum),
                per: Vec::new(),
            },
            None,
        );
    }

    /// Steps over a number that makes no quantity; gives where to go on.
    fn pass(&mut self, from: usize, end: usize, why: Refusal) -> usize {
        if let Some(refused) = &mut self.refused {
            refused.push((TextRange::of(from..end), why));
        }
        end
    }

    fn push(&mut self, quantity: Quantity, classifier: Option<Classifier>) {
        self.found.push(quantity);
        self.classifiers.push(classifier);
    }

    fn take_number(&mut self, numeral: Numeral) -> usize {
        let text = self.text();
        let start = numeral.range.start;
        let end = size(numeral.range.end);
        let before_char = token::char_before(text, size(start));
        let after_char = token::char_at(text, numeral.range.end);
        // 流转费+100元分红 joins words, 1+4 and 5+户 are names.
        let sum = after_char == Some('元')
            && token::char_before(text, size(start).saturating_sub('+'.len_utf8()))
                .is_some_and(token::is_han);
        if before_char == Some('+') && !sum || after_char == Some('+') {
            return self.pass(size(start), end, Refusal::Joined);
        }
        let touch = approximator::before(self.beside.lexicon, text, &numeral);
        if touch.ordinal {
            return self.pass(size(start), end, Refusal::Ordinal);
        }
        let formal = token::char_at(text, start).is_some_and(super::numeral::is_formal);
        if numeral.kind == NumeralKind::Digits || numeral.value.is_zero() && !numeral.is_arabic() || formal {
            // 二〇一七 is a year, anything else in this form a name.
            return self.pass(size(start), end, Refusal::Digits);
        }
        let floor = self.floor(start);
        let alone = self.beside.read(&numeral, floor, false);
        if let Some(end) = self.take_range(&numeral, touch, &alone) {
            return end;
        }
        let mut numeral = numeral;
        let mut read = if touch.rest { self.beside.read(&numeral, floor, true) } else { alone };
        if !matches!(read, Read::Unit(_)) {
            let shorter = [numeral.clone().without_tail(), numeral.clone().without_scale()];
            for plain in shorter.into_iter().flatten() {
                let again = self.beside.read(&plain, floor, touch.rest);
                if matches!(again, Read::Unit(_)) {
                    numeral = plain;
                    read = again;
                    break;
                }
            }
        }
        match read {
            Read::Unit(counted) => self.take_counted(numeral, touch, &counted, floor),
            Read::Blocked => self.pass(size(start), end, Refusal::NoUnit),
            Read::Nothing => self.take_bare(numeral, touch, floor),
        }
    }

    fn take_counted(&mut self, mut numeral: Numeral, touch: Touch, counted: &Counted, floor: u32) -> usize {
        let text = self.text();
        let end = size(counted.end).max(size(numeral.range.end));
        if self.refuses(&numeral, touch, counted) {
            self.pass(size(numeral.range.start), end, Refusal::Phrase);
            return end.min(counted.noun.map_or(end, |noun| size(noun.start).max(size(numeral.range.end))));
        }
        if numeral.is_one_word() && !self.one_counts(&numeral, touch, counted, floor) {
            let unit_range = counted.classifier.or(counted.noun);
            let noun_unit =
                matches!(counted.unit, Unit::Greenhouse | Unit::Household) || counted.classifier.is_none();
            if let Some(range) = unit_range.filter(|_| noun_unit && guard::article_reckons(&numeral, text)) {
                self.articles.push((TextRange::new(numeral.range.start, range.end), counted.unit));
            }
            return self.pass(size(numeral.range.start), size(numeral.range.end), Refusal::Article);
        }
        let mut start = touch.at;
        let mut hedge = touch.bound;
        // 近三年来: the last three years, not nearly three.
        if counted.unit == Unit::Year && hedge == Some(Bound::Nearly) {
            let after = token::char_at(text, counted.end);
            let opens = start == self.floor(start);
            if text.get(size(start)..).is_some_and(|t| t.starts_with('近'))
                && (opens || matches!(after, Some('来' | '间' | ',' | '新' | '最')))
            {
                start = numeral.range.start;
                hedge = None;
            }
        }
        // 快2.1个百分点: faster by that, not nearly that.
        if counted.unit == Unit::PercentagePoint && hedge == Some(Bound::Nearly) {
            start = numeral.range.start;
            hedge = None;
        }
        let tenth = counted.unit == Unit::Percent && counted.factor == Decimal::TEN;
        let mut end = counted.end;
        let mut after = counted.bound;
        if numeral.times(counted.factor).is_none() {
            return size(end);
        }
        // 七成五; 两成二次分 is two tenths, divided a second time.
        if tenth
            && let Some(extra) = token::char_at(text, end).and_then(super::numeral::chinese_digit)
            && counted.bound.is_none()
            && token::char_at(text, end + 3).is_none_or(|c| !starts_numeral(c) && c != '次')
        {
            numeral.value = numeral.value.saturating_add(Decimal::from(extra));
            numeral.quantum = Decimal::ONE;
            let again = approximator::after(self.beside.lexicon, text, end + 3, false);
            (end, after) = (again.at, again.bound);
        }
        // 四成半
        if tenth && counted.bound.is_none() && token::char_at(text, end) == Some('半') {
            numeral.value = numeral.value.saturating_add(Decimal::from(5));
            numeral.quantum = Decimal::from(5);
            let again = approximator::after(self.beside.lexicon, text, end + 3, false);
            (end, after) = (again.at, again.bound);
        }
        // 六十平方米 is printed to the ten, 二十项 to the unit: things are counted one by one.
        if numeral.is_round_ten() && is_measure(counted.unit) {
            numeral.quantum = Decimal::TEN.checked_mul(counted.factor).unwrap_or(numeral.quantum);
        }
        if let Some((more, quantum)) = counted.more {
            numeral.value = numeral.value.checked_add(more).unwrap_or(numeral.value);
            numeral.quantum = quantum;
        }
        self.flush_pending(&numeral, counted);
        let (mut per, divided) = per::divisors(self.beside, end, counted.unit == Unit::Yuan);
        if counted.unit == Unit::Yuan
            && let Some(kind) = per::after(self.beside, end)
        {
            per.push(kind);
        }
        if counted.unit == Unit::Percent {
            per = Vec::new();
        } else if divided > end {
            // 15吨/户以下
            let again = approximator::after(self.beside.lexicon, text, divided, false);
            end = again.at;
            after = after.or(again.bound);
        }
        let bound = self.far_bound(start, approximator::join(hedge, numeral.hedge, after));
        let classifier = counted.classifier.map(|range| Classifier {
            range,
            by_default: counted.by_default,
            open: counted.open,
        });
        self.push(
            Quantity {
                range: TextRange::new(start, end),
                number: numeral.range,
                noun: counted.noun,
                value: Some(numeral.value.normalize()),
                upper: numeral.upper.map(|upper| upper.normalize()),
                parts: None,
                unit: counted.unit,
                bound,
                quantum: Some(numeral.quantum.normalize()),
                per,
            },
            classifier,
        );
        self.carry();
        size(end)
    }

    fn slice(&self, range: TextRange) -> &'a str {
        self.text().get(range.bytes()).unwrap_or("")
    }

    /// 不低于资本金的10%: the bound of a word before the number in the same clause.
    fn far_bound(&self, start: u32, near: Bound) -> Bound {
        if near != Bound::Exact {
            return near;
        }
        let floor = self.floor(start);
        self.cue_in(TextRange::new(floor, start)).unwrap_or(near)
    }

    /// The last word of the range that hedges a number after it; 最多的一户 hedges nothing.
    fn cue_in(&self, range: TextRange) -> Option<Bound> {
        let cue = self.hits.within(Class::BoundCue, range).last()?;
        let near =
            range.end - cue.range.end <= 33 && token::char_at(self.text(), cue.range.end) != Some('的');
        Bound::from_code(cue.code).filter(|_| near)
    }
}

fn is_measure(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Yuan
            | Unit::Percent
            | Unit::PercentagePoint
            | Unit::Ratio
            | Unit::Times
            | Unit::Mu
            | Unit::Hectare
            | Unit::SqM
            | Unit::SqKm
            | Unit::Km
            | Unit::Jin
            | Unit::Kg
            | Unit::Tonne
            | Unit::Watt
            | Unit::Kwh
            | Unit::Year
            | Unit::Month
            | Unit::Day
            | Unit::Hour
            | Unit::Age
    )
}
