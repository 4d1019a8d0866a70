//! Takes the reading and its lexicon hits, gives the quantities in text order.
//!
//! The scan jumps from number to number: what stands between is not looked at. At each it asks in turn whether the
//! digits are a code or a set phrase, a fraction, a ratio, or a number with a unit; then what hedges it.

use lianjie_core::{Bound, Decimal, Unit};

use super::approximator::{self, Touch};
use super::numeral::{Numeral, NumeralKind, numeral_at, starts_numeral};
use super::per;
use super::shape;
use super::token;
use super::unit::{Allowed, Beside, Counted, Read};
use crate::lexicon::{Class, Hits, Lexicon};
use crate::mention::Quantity;
use crate::outline::Outline;
use crate::reading::{TextRange, offset, size};

pub(crate) fn scan(outline: &Outline, lexicon: &Lexicon, hits: &Hits<'_>) -> Vec<Quantity> {
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
    let Scanner { mut found, articles, beside, .. } = scanner;
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
    found
}

/// The next byte where a number may start. Titles in 《》 are stepped over: their numbers name something.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let (i, c) = rest.char_indices().find(|(_, c)| starts_numeral(*c) || *c == '《')?;
        if c != '《' {
            return Some(at + i);
        }
        let title = rest.get(i..)?;
        let close = title.char_indices().take(60).take_while(|(_, c)| *c != '\n').find(|(_, c)| *c == '》');
        at += i + close.map_or('《'.len_utf8(), |(j, c)| j + c.len_utf8());
    }
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
}

#[derive(Clone, Copy)]
struct Classifier {
    range: TextRange,
    by_default: bool,
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
            return end;
        }
        if let Some(hit) = self.beside.lexicon.starts_at(Class::SetPhrase, text, offset(at)) {
            return size(hit.range.end);
        }
        let arabic = text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if arabic && let Some(end) = token::code_end(text, at) {
            return end;
        }
        if let Some(fraction) = shape::fraction_at(text, at) {
            return self.take_fraction(at, &fraction);
        }
        if let Some(ratio) = shape::ratio_at(text, at) {
            let end = size(ratio.end);
            self.take_ratio(at, ratio);
            return end;
        }
        let Some(numeral) = numeral_at(text, at) else {
            return at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
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
        if before_char == Some('+') || after_char == Some('+') {
            return end;
        }
        let touch = approximator::before(self.beside.lexicon, text, &numeral);
        if touch.ordinal {
            return end;
        }
        let formal = token::char_at(text, start).is_some_and(super::numeral::is_formal);
        if numeral.kind == NumeralKind::Digits || numeral.value.is_zero() && !numeral.is_arabic() || formal {
            // 二〇一七 is a year, anything else in this form a name.
            return end;
        }
        if let Some(end) = self.take_range(&numeral, touch) {
            return end;
        }
        let floor = self.floor(start);
        let mut numeral = numeral;
        let mut read = self.beside.read(&numeral, floor, touch.rest);
        if !matches!(read, Read::Unit(_))
            && let Some(plain) = numeral.clone().without_tail()
        {
            let again = self.beside.read(&plain, floor, touch.rest);
            if matches!(again, Read::Unit(_)) {
                numeral = plain;
                read = again;
            }
        }
        match read {
            Read::Unit(counted) => self.take_counted(numeral, touch, &counted, floor),
            Read::Blocked => end,
            Read::Nothing => self.take_bare(numeral, touch, floor),
        }
    }

    /// 5-10倍, 5万元至10万元, 10万元以上至50万元
    fn take_range(&mut self, first: &Numeral, touch: Touch) -> Option<usize> {
        let text = self.text();
        if first.kind == NumeralKind::Scale {
            return None;
        }
        let floor = self.floor(first.range.start);
        let (link, left) = if let Some(link) = shape::range_link(text, first.range.end) {
            (link, None)
        } else {
            let Read::Unit(left) = self.beside.read(first, floor, false) else {
                return None;
            };
            // 由60岁到65岁 is a change, not a range.
            if matches!(token::char_before(text, size(touch.at)), Some('由' | '从')) {
                return None;
            }
            (shape::range_link(text, left.end)?, Some(left))
        };
        if token::code_end(text, link).is_some()
            && text.get(link..)?.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let mut second = numeral_at(text, link)?;
        if second.kind == NumeralKind::Digits || (second.kind == NumeralKind::Scale && second.hedge.is_none())
        {
            return None;
        }
        let Read::Unit(right) = self.beside.read(&second, floor, false) else {
            return None;
        };
        let mut low = first.clone();
        if let Some(left) = &left {
            if left.unit != right.unit {
                return None;
            }
            low.times(left.factor)?;
        } else {
            // 3-5万元 shares its scale, 8000-1万元 does not.
            let mantissa = second.value.checked_div(second.scale)?;
            if low.scale == Decimal::ONE && second.scale > Decimal::ONE && low.value < mantissa {
                low.times(second.scale)?;
            }
            low.times(right.factor)?;
        }
        second.times(right.factor)?;
        let upper = second.upper.unwrap_or(second.value);
        if low.value >= upper || (right.unit == Unit::Year && token::is_year(upper)) {
            return None;
        }
        let bound = match approximator::join(touch.bound, first.hedge, right.bound) {
            Bound::AtLeast | Bound::AtMost if left.is_some() && touch.bound.is_none() => Bound::Exact,
            bound => bound,
        };
        let number = TextRange::new(first.range.start, second.range.end);
        let (mut per, mut end) = per::divisors(self.beside, right.end);
        if right.unit == Unit::Percent {
            (per, end) = (Vec::new(), right.end);
        }
        let classifier =
            right.classifier.map(|range| Classifier { range, by_default: right.by_default && !right.open });
        self.push(
            Quantity {
                range: TextRange::new(touch.at, end),
                number,
                noun: right.noun,
                value: Some(low.value.normalize()),
                upper: Some(upper.normalize()),
                parts: None,
                unit: right.unit,
                bound: self.far_bound(touch.at, bound),
                quantum: Some(low.quantum.min(second.quantum).normalize()),
                per,
            },
            classifier,
        );
        self.carry();
        Some(size(end))
    }

    fn take_counted(&mut self, mut numeral: Numeral, touch: Touch, counted: &Counted, floor: u32) -> usize {
        let text = self.text();
        let end = size(counted.end).max(size(numeral.range.end));
        if self.refuses(&numeral, touch, counted) {
            return end.min(counted.noun.map_or(end, |noun| size(noun.start).max(size(numeral.range.end))));
        }
        if numeral.is_one_word() && !self.one_counts(&numeral, touch, counted, floor) {
            let unit_range = counted.classifier.or(counted.noun);
            let noun_unit = matches!(counted.unit, Unit::Greenhouse) || counted.classifier.is_none();
            if let Some(range) = unit_range.filter(|_| noun_unit && article_reckons(&numeral, text)) {
                self.articles.push((TextRange::new(numeral.range.start, range.end), counted.unit));
            }
            return size(numeral.range.end);
        }
        let mut start = touch.at;
        let mut hedge = touch.bound;
        // 近三年来: the last three years, not nearly three.
        if counted.unit == Unit::Year && hedge == Some(Bound::Nearly) {
            let after = token::char_at(text, counted.end);
            let opens = start == self.floor(start);
            if text.get(size(start)..).is_some_and(|t| t.starts_with('近'))
                && (opens || matches!(after, Some('来' | '间' | ',')))
            {
                start = numeral.range.start;
                hedge = None;
            }
        }
        let tenth = counted.unit == Unit::Percent && counted.factor == Decimal::TEN;
        let mut end = counted.end;
        let mut after = counted.bound;
        if numeral.times(counted.factor).is_none() {
            return size(end);
        }
        // 七成五
        if tenth
            && let Some(extra) = token::char_at(text, end).and_then(super::numeral::chinese_digit)
            && counted.bound.is_none()
            && token::char_at(text, end + 3).is_none_or(|c| !starts_numeral(c))
        {
            numeral.value += Decimal::from(extra);
            numeral.quantum = Decimal::ONE;
            let again = approximator::after(self.beside.lexicon, text, end + 3, false);
            (end, after) = (again.at, again.bound);
        }
        if counted.half {
            let half = counted.factor.checked_mul(Decimal::new(5, 1)).unwrap_or_default();
            numeral.value = numeral.value.checked_add(half).unwrap_or(numeral.value);
            numeral.quantum = half;
        }
        self.flush_pending(&numeral, counted);
        let (mut per, divided) = per::divisors(self.beside, end);
        if counted.unit == Unit::Percent {
            per = Vec::new();
        } else if divided > end {
            // 15吨/户以下
            let again = approximator::after(self.beside.lexicon, text, divided, false);
            end = again.at;
            after = after.or(again.bound);
        }
        let bound = self.far_bound(start, approximator::join(hedge, numeral.hedge, after));
        let classifier = counted
            .classifier
            .map(|range| Classifier { range, by_default: counted.by_default && !counted.open });
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

    /// Whether a number with a unit is still no quantity.
    fn refuses(&self, numeral: &Numeral, touch: Touch, counted: &Counted) -> bool {
        let text = self.text();
        let start = size(numeral.range.start);
        let before = token::char_before(text, start);
        let next = token::char_at(text, counted.end);
        let chinese = matches!(numeral.kind, NumeralKind::Chinese | NumeralKind::Scale);
        if numeral.kind == NumeralKind::Scale {
            let hedged = touch.bound.is_some() || numeral.hedge.is_some() || counted.bound.is_some();
            let large_measure = matches!(
                counted.unit,
                Unit::Mu
                    | Unit::Jin
                    | Unit::Kg
                    | Unit::Tonne
                    | Unit::Animal
                    | Unit::Plant
                    | Unit::Km
                    | Unit::SqM
            );
            let sum = counted.unit == Unit::Yuan
                && numeral.quantum >= Decimal::from(1000)
                && numeral.range.len() > 3;
            if !hedged && !large_measure && !sum {
                return true;
            }
        }
        // “四个村庄”, “十条”: a name in quotation marks.
        if chinese && matches!(before, Some('“' | '‘' | '"')) {
            let individual = counted.classifier.is_some_and(|c| self.slice(c).starts_with('个'))
                || counted.classifier.is_none() && !is_measure(counted.unit);
            if individual
                || matches!(next, Some('”' | '’' | '"')) && counted.noun.is_none_or(|noun| noun.len() <= 3)
            {
                return true;
            }
        }
        // 四个不摘: a slogan goes on where a counted noun would.
        if chinese
            && counted.by_default
            && counted.bound.is_none()
            && counted.classifier.is_some_and(|c| self.slice(c).starts_with(['个', '位', '名']))
            && next.is_some_and(|c| token::is_han(c) && !matches!(c, '的' | '了'))
        {
            return true;
        }
        let single =
            numeral.kind == NumeralKind::Chinese && numeral.range.len() == 3 && numeral.upper.is_none();
        let counter = counted.classifier.or(counted.noun).map_or("", |c| self.slice(c));
        let word = self.slice(numeral.range);
        if single && !counted.bound.is_some_and(|_| true) {
            // 二次, 三期 are ordinals; 两次 counts, and so does what a verb has done: 办了三期.
            if word == "二" && matches!(counter, "次" | "期" | "批" | "轮" | "类") {
                return true;
            }
            if counter == "期" && !matches!(word, "两") && !matches!(before, Some('了' | '分' | '共' | '办'))
            {
                return numeral.value <= Decimal::from(6);
            }
            // 突破一批 names an open number.
            if word == "一" && matches!(counter, "批" | "期" | "轮" | "次") {
                return true;
            }
        }
        // 十一届三次全会; the twentieth congress.
        if chinese && (before == Some('届') || counter == "大" && numeral.value >= Decimal::from(16)) {
            return true;
        }
        // 这两年, 那三天 point at a time.
        if chinese
            && matches!(counted.unit, Unit::Year | Unit::Month | Unit::Day)
            && matches!(before, Some('这' | '那'))
        {
            return true;
        }
        // 三家村, 七台河市, 五里坪镇: the place's own name goes on.
        if numeral.kind == NumeralKind::Chinese && numeral.value <= Decimal::TEN && numeral.hedge.is_none() {
            let unit = counted.classifier.or(counted.noun);
            let exempt = counted.classifier.is_some() && !counted.by_default
                || unit.is_some_and(|c| {
                    self.slice(c).starts_with(['个', '大', '项', '种', '名', '级', '层'])
                        || matches!(counted.unit, Unit::Year | Unit::Percent | Unit::Mu | Unit::Person)
                });
            if !exempt && unit.is_some_and(|c| self.names_a_place(c.end)) {
                return true;
            }
        }
        // Consecutive number words in a list are ordinals: 一、二类村.
        if numeral.kind == NumeralKind::Chinese
            && let Some((last, _)) = self.pending.last()
            && last.kind == NumeralKind::Chinese
            && last.value + Decimal::ONE == numeral.value
        {
            return true;
        }
        false
    }

    fn slice(&self, range: TextRange) -> &'a str {
        self.text().get(range.bytes()).unwrap_or("")
    }

    /// Whether a name ending of a place stands within two characters.
    fn names_a_place(&self, at: u32) -> bool {
        let rest = self.text().get(size(at)..).unwrap_or("");
        rest.chars().take(2).take_while(|c| token::is_han(*c)).any(|c| {
            matches!(
                c,
                '村' | '镇'
                    | '乡'
                    | '县'
                    | '市'
                    | '寨'
                    | '沟'
                    | '坪'
                    | '河'
                    | '屯'
                    | '庄'
                    | '湾'
                    | '店'
                    | '山'
            )
        })
    }

    /// Whether the word 一 counts rather than being an article.
    fn one_counts(&self, numeral: &Numeral, touch: Touch, counted: &Counted, floor: u32) -> bool {
        if matches!(counted.unit, Unit::Percent | Unit::Times | Unit::PercentagePoint)
            || touch.bound.is_some()
        {
            return true;
        }
        let before = token::char_before(self.text(), size(numeral.range.start));
        if matches!(before, Some('每' | '各' | '某' | '这' | '那' | '同' | '另')) {
            return false;
        }
        let clause = TextRange::new(floor, numeral.range.start);
        if self.cue_in(clause).is_some() {
            return true;
        }
        let time = matches!(counted.unit, Unit::Year | Unit::Month | Unit::Day);
        if time {
            let after = token::char_at(self.text(), counted.end);
            return counted.bound.is_some()
                || matches!(before, Some('期' | '限' | '满'))
                || after == Some('期');
        }
        let measure = is_measure(counted.unit);
        let each = self.hits.within(Class::Per, clause).iter().any(|hit| hit.code == "each");
        each && !measure
    }

    /// A number without a unit: of a list, or of a noun before it.
    fn take_bare(&mut self, numeral: Numeral, touch: Touch, floor: u32) -> usize {
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
        let closes = token::char_at(text, after.at)
            .is_none_or(|c| !token::is_han(c) && !c.is_ascii_alphanumeric() || matches!(c, '的' | '是'));
        let large = numeral.scale >= Decimal::from(10_000)
            || numeral.kind != NumeralKind::Arabic && numeral.quantum >= Decimal::ONE_HUNDRED
            || numeral.kind != NumeralKind::Arabic && numeral.value >= Decimal::from(10_000);
        let scale = numeral.kind == NumeralKind::Scale;
        if !closes || !large || scale && touch.bound.is_none() && numeral.hedge.is_none() {
            return end;
        }
        let Some(unit) = self.bare_unit(&numeral, floor) else {
            return end;
        };
        let bound = self.far_bound(touch.at, approximator::join(touch.bound, numeral.hedge, after.bound));
        self.push(
            Quantity {
                range: TextRange::new(touch.at, after.at),
                number: numeral.range,
                noun: None,
                value: Some(numeral.value.normalize()),
                upper: numeral.upper.map(|upper| upper.normalize()),
                parts: None,
                unit,
                bound,
                quantum: Some(numeral.quantum.normalize()),
                per: Vec::new(),
            },
            None,
        );
        size(after.at)
    }

    /// The unit that the nouns around a unitless number give it: 总人口50.4万, 数量过百的自然村.
    fn bare_unit(&self, numeral: &Numeral, floor: u32) -> Option<Unit> {
        let text = self.text();
        if let Some(tail) =
            text.get(size(numeral.range.end)..).filter(|t| t.starts_with('的') || t.starts_with('是'))
        {
            let at = offset(text.len() - tail.len()) + 3;
            let allowed =
                Allowed { units: vec!["person", "household", "village"], any: false, default: None };
            if let Some(unit) = self.beside.first_noun(at, &allowed) {
                return Some(unit);
            }
        }
        let mut at = numeral.range.start;
        while at > floor {
            if let Some(hit) =
                self.beside.lexicon.ends_at(Class::BareNoun, text, at).filter(|h| h.range.start >= floor)
            {
                return Unit::from_code(hit.code);
            }
            at -= offset(text.get(..size(at))?.chars().next_back()?.len_utf8());
        }
        None
    }

    /// Gives the numbers of a list the unit that its last one prints.
    fn flush_pending(&mut self, last: &Numeral, counted: &Counted) {
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
    fn carry(&mut self) {
        let Some(Some(own)) = self.classifiers.last().copied() else {
            return;
        };
        let Some(quantity) = self.found.last() else {
            return;
        };
        let word = self.slice(own.range);
        if !own.by_default || quantity.unit == Unit::Person || word == "座" {
            return;
        }
        let start = quantity.number.start;
        let Some(sentence) = self.outline.sentence_at(start).and_then(|i| self.outline.sentence(i)) else {
            return;
        };
        let clause = self.floor_of_clause(start);
        let household = quantity.unit == Unit::Household;
        let people = Allowed { units: vec!["household"], any: false, default: None };
        if household && self.beside.noun_before(start, clause, &people, false).is_some() {
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
            None if household || !matches!(word, "个" | "家") => None,
            None => {
                let hit = self.beside.lexicon.starts_at(Class::Unit, self.text(), own.range.start);
                let units: Vec<&str> = hit.map_or(Vec::new(), |hit| hit.attr.split(' ').skip(1).collect());
                let allowed = Allowed { any: units.contains(&"*"), units, default: None };
                self.beside.noun_before(start, sentence.range.start, &allowed, false).map(|(unit, _)| unit)
            }
        };
        if let (Some(unit), Some(last)) = (unit, self.found.last_mut()) {
            last.unit = unit;
        }
    }

    fn floor_of_clause(&self, at: u32) -> u32 {
        self.outline.clause_at(at).and_then(|i| self.outline.clause(i)).map_or(0, |c| c.range.start).min(at)
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

/// Whether an article with its unit says what the next amount is for: 一亩, 一年; but not 第一年, 最多的一户.
fn article_reckons(numeral: &Numeral, text: &str) -> bool {
    !matches!(
        token::char_before(text, size(numeral.range.start)),
        Some('第' | '头' | '另' | '前' | '后' | '的' | '某' | '同' | '这' | '那')
    )
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
