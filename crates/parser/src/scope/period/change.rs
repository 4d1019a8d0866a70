//! Figures of two times: what a figure is compared with, what it changed from.

use chrono::Datelike;
use lianjie_core::{Period, Unit};

use super::level::is_body;
use super::{Current, Reader, is_several_years, is_year};
use crate::lexicon::Class;
use crate::mention::{DateKind, DateMention, Quantity};
use crate::outline::Sentence;
use crate::reading::TextRange;

impl Reader<'_> {
    /// 比2020年增长一倍, 与2015年相比, 按2015年不变价: what is spoken of is of another year.
    pub(super) fn is_compared(&self, date: &DateMention) -> bool {
        let reading = &self.outline.reading;
        let opening = if reading.char_before(date.range.start) == Some('“') { '“'.len_utf8() } else { 0 };
        let start = date.range.start - crate::reading::offset(opening);
        let before = reading.char_before(start);
        // 是2015年的2.4倍, 是过去三年总和的70%.
        let next = self.mentions.quantities_in(TextRange::new(date.range.end, date.range.end + 40));
        let multiple = self.mentions.quantities.get(next.start).is_some_and(|quantity| {
            let between = reading.between(date.range.end, quantity.range.start);
            let sum =
                || quantity.unit == Unit::Percent && between.chars().count() == 3 && between.contains('总');
            quantity.unit == Unit::Times && between == "的" || between.ends_with('的') && sum()
        });
        // 超过2010年, 高于2010年.
        let over = || matches!(reading.tail(start, 6).chars().next(), Some('超' | '高' | '低' | '多' | '少'));
        matches!(before, Some('比' | '较' | '与' | '同' | '跟' | '按' | '照'))
            || (matches!(before, Some('是' | '为')) && multiple)
            || (matches!(before, Some('过' | '于')) && over())
            || self.is_former(start)
    }

    /// 多年来最低, 2015年以来最好: the best of all that time, of which nothing else is told.
    pub(super) fn is_record(&self, date: &DateMention) -> bool {
        self.outline.reading.char_at(date.range.end) == Some('最')
            && self.outline.reading.slice(date.range).ends_with('来')
    }

    /// 比搬迁前的2016年: words between 比 and the year say what it was.
    fn is_former(&self, date: u32) -> bool {
        /// Bytes from 比 to the year.
        const REACH: u32 = 27;
        let before = self.outline.reading.tail(date, REACH);
        let told = before.strip_suffix('的').and_then(|words| words.rsplit_once('比'));
        told.is_some_and(|(_, words)| words.ends_with('前') && words.chars().all(char::is_alphabetic))
    }

    /// 比2015年的4200元: the figure compared with is of its own year, though that dates nothing else.
    pub(super) fn standard(&self, date: &DateMention) -> Option<TextRange> {
        let next = self.mentions.quantities_in(TextRange::new(date.range.end, date.range.end + 40));
        let figure = self.mentions.quantities.get(next.start)?;
        let of = self.outline.reading.between(date.range.end, figure.range.start) == "的";
        let own = date.period.is_some() && figure.unit != Unit::Times && self.is_compared(date);
        (of && own && !next.is_empty()).then_some(figure.range)
    }

    /// “十二五”时期年均增长9%: the years of an average date nothing else.
    pub(super) fn is_average(&self, date: &DateMention, sentence: &Sentence, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        let years = date.period.is_some_and(|period| !period.as_of() && !is_year(period));
        let average = self
            .mentions
            .hits
            .within(Class::Per, rest)
            .iter()
            .any(|hit| hit.range.start <= date.range.end + 6);
        date.kind == DateKind::Stretch && years && average && date.range.start > sentence.range.start + 3
    }

    /// 2019年以来连续9个季度增长: says how long it has been so, and dates no more.
    pub(super) fn is_in_a_row(&self, date: &DateMention) -> bool {
        self.times(TextRange::new(date.range.end, date.range.end + 6))
            .first()
            .is_some_and(|hit| hit.code == "lasting" && hit.range.start == date.range.end)
    }

    /// 由13.6%下降到4.1% in a year: a state at the end of the year before, then at its end; sums are of the two years.
    /// Where the sentence has named two dates of such a change, a further change is between them.
    pub(super) fn change(&mut self, clause: TextRange) {
        let reading = &self.outline.reading;
        let figures = self.mentions.figures_in(clause);
        for at in 1..figures.len() {
            let Some((before, after)) = figures.split_at_checked(at) else { continue };
            let Some((first, second)) = before.last().zip(after.first()) else { continue };
            let between = TextRange::new(first.range.end, second.range.start);
            if let [date] = self.mentions.dates_in(between) {
                self.dated_change(clause, (first, second), date);
            } else if matches!(reading.char_before(second.range.start), Some('到' | '至' | '为')) {
                let (froms, tos) = self.lists_of_change(before, after);
                let Some(opening) = froms.first().map(|first| first.range.start) else { continue };
                for pair in froms.iter().zip(tos).filter(|(from, to)| from.unit == to.unit) {
                    self.change_of(clause, opening, pair);
                }
            }
        }
    }

    /// What several things have come from and what they have come to (由16%、70%提高到23%、75%); else the two figures side by
    /// side.
    fn lists_of_change<'m>(
        &self,
        before: &'m [Quantity],
        after: &'m [Quantity],
    ) -> (&'m [Quantity], &'m [Quantity]) {
        let reading = &self.outline.reading;
        let listed =
            |pair: &[Quantity]| matches!(pair, [a, b] if reading.between(a.range.end, b.range.start) == "、");
        let length = 1 + after.windows(2).take_while(|pair| listed(pair)).count();
        let split =
            |length: usize| Some((before.get(before.len().checked_sub(length)?..)?, after.get(..length)?));
        let opened = |froms: &[Quantity]| {
            froms.windows(2).all(listed)
                && froms.first().is_some_and(|from| self.opens_from(from.range.start))
        };
        split(length).filter(|(froms, _)| opened(froms)).or_else(|| split(1)).unwrap_or_default()
    }

    fn opens_from(&self, at: u32) -> bool {
        matches!(self.outline.reading.char_before(at), Some('由' | '从'))
    }

    /// Whether the words before a figure name what is read at a time, not what flows.
    fn names_stock(&self, before: TextRange) -> bool {
        self.times(before).iter().any(|hit| matches!(hit.code, "stock" | "norm"))
    }

    /// 由2015年的25平方公里扩大到2020年的31平方公里: two dates, between which further changes of the sentence are too.
    fn dated_change(
        &mut self,
        clause: TextRange,
        (first, second): (&Quantity, &Quantity),
        date: &DateMention,
    ) {
        let from = self.date_of(first.range.start).and_then(|date| date.period);
        let from = from.or_else(|| self.out.at(first.range.start).filter(|period| is_year(*period)));
        if self.outline.reading.between(date.range.end, second.range.start) != "的" {
            return;
        }
        self.told.ends = from.zip(date.period);
        let herd = first.unit == Unit::Animal;
        let before = TextRange::new(clause.start, first.range.start);
        let stock = self.names_stock(before) && !herd || is_body(first.unit);
        if let Some((before, now)) = self.told.ends.filter(|_| stock) {
            self.out.only(first.range, Some(before.into_as_of()));
            self.out.only(second.range, Some(now.into_as_of()));
        }
    }

    /// Dates what something has come from and what it has come to; `opening` is where the first figure of the change is.
    fn change_of(&mut self, clause: TextRange, opening: u32, (first, second): (&Quantity, &Quantity)) {
        let before = TextRange::new(clause.start, opening);
        let rates = self.mentions.hits.within(Class::MeasureRate, before);
        // A share is of what the year brought, and so is a rate that is no stock; a standard is in force at a time.
        let flow = !self.names_stock(before)
            && (matches!(first.unit, Unit::Yuan | Unit::Tonne | Unit::Kg | Unit::Jin | Unit::Ratio)
                || rates.iter().any(|hit| matches!(hit.code, "share" | "rate") && hit.attr.is_empty()));
        let read = |period: Period| {
            let year = period.calendar_year().and_then(Period::year).unwrap_or(period);
            if flow { last_year(year) } else { period.into_as_of() }
        };
        let now = self.out.at(second.range.start);
        let opened = self.opens_from(opening);
        let year_start = self.start_of_year(opening).filter(|&start| self.opens_from(start));
        let ends = if opened {
            self.told.ends.or_else(|| Some((self.before(now?, flow)?, now?)))
        } else if let Some(start) = year_start {
            // 由年初的17.2%.
            let now = now.filter(|period| is_year(*period) && start >= clause.start);
            now.and_then(|now| Some((year_before(now)?, now)))
        } else {
            let date = self.date_of(opening).filter(|date| self.opens_from(date.range.start));
            // 由上年的41.7%降到36.2%: the second is of the year spoken of.
            let date = date.and_then(|date| date.period).filter(|period| period.calendar_year().is_some());
            let years = |period: &Period| is_year(*period) || is_several_years(*period);
            date.zip(now.filter(years)).filter(|(before, now)| before.to() < now.to())
        };
        if let Some((before, now)) = ends {
            self.out.only(first.range, Some(read(before)));
            // 今年要由3.2万亩扩到3.8万亩: what is aimed at is of its year.
            let aimed =
                now.calendar_year().and_then(Period::year).filter(|_| self.is_planned(clause, opening));
            self.out.only(second.range, Some(aimed.unwrap_or_else(|| read(now))));
        } else if opened && now.is_some_and(|now| now.as_of()) {
            // 截至2025年底,由210万户增加到346万户: since when is not said; 2014年…,到2018年底,由46%降至1% it is.
            let earlier = self.told.earlier.filter(|earlier| now.is_some_and(|now| earlier.to() < now.to()));
            self.out.only(first.range, earlier.map(read));
        }
    }

    /// Whether what is told between two bytes is planned: 今年要把…, 力争….
    fn is_planned(&self, clause: TextRange, opening: u32) -> bool {
        let told = TextRange::new(clause.start, opening);
        self.outline.reading.slice(told).contains(['要', '将'])
            || self.times(told).iter().any(|hit| matches!(hit.code, "aim" | "plan_word"))
    }

    /// The time before a year; before several years the day before them, for what flows the year that ends with it.
    fn before(&self, now: Period, flow: bool) -> Option<Period> {
        // 与2015年相比,…由…增加到….
        if let Some(year) = self.told.against.filter(|year| now.to().is_some_and(|to| *year < to.year())) {
            return Period::year(year);
        }
        if is_year(now) {
            return year_before(now);
        }
        let day = self.account.before_span.filter(|_| now.to().is_some())?;
        if !flow {
            return Some(day);
        }
        Period::year(day.to()?.year()).filter(|_| is_several_years(now))
    }

    /// The day before the years of “十三五”期间, 2008年以来; 2012年到2017年 goes from the state at the end of 2012.
    pub(super) fn before_several_years(&self, date: &DateMention) -> Option<Period> {
        let period = date.period.filter(|period| period.from().is_some() && !is_year(*period))?;
        let reading = &self.outline.reading;
        let words = reading.slice(date.range);
        if !words.contains(['-', '~', '至', '到']) {
            return super::day_before(period);
        }
        let opened = matches!(reading.char_before(date.range.start), Some('从' | '由'))
            || words.contains(['至', '到']) && words.matches('年').count() == 2;
        Some(Period::year(period.from()?.year())?.into_as_of()).filter(|_| opened)
    }

    /// The date that a figure is said to be of: 2012年底的9899人.
    fn date_of(&self, figure: u32) -> Option<&DateMention> {
        let start = figure.checked_sub('的'.len_utf8().try_into().ok()?)?;
        let reading = &self.outline.reading;
        if reading.char_before(figure) != Some('的') {
            return None;
        }
        let dates = self.mentions.dates_in(TextRange::new(start.saturating_sub(40), figure));
        dates.iter().rev().find(|date| date.range.end == start)
    }

    /// Where 年初 begins in 年初的17.2%.
    fn start_of_year(&self, figure: u32) -> Option<u32> {
        let of = TextRange::new(figure.saturating_sub(9), figure);
        self.times(of)
            .iter()
            .find(|hit| hit.code == "year_start" && hit.range.end == figure)
            .map(|hit| hit.range.start)
    }

    /// 分别从上年的83%、85%,提高到85%、87%: what it has come to is of the time spoken of before.
    pub(super) fn come_to(&mut self, clause: TextRange, current: &mut Current) {
        let Some(before) = self.told.before_change.take() else { return };
        let rates = self.mentions.hits.within(Class::MeasureRate, clause);
        if rates.first().is_some_and(|hit| hit.code == "to" && hit.range.start == clause.start) {
            *current = before;
            self.out.set(clause.start, current.period);
        }
    }

    /// Whether a date is what something changed from: 由2015年的….
    pub(super) fn opens_change(&self, date: &DateMention) -> bool {
        self.opens_from(date.range.start) && self.outline.reading.char_at(date.range.end) == Some('的')
    }

    /// 提高到2025年的58%: dates what something has come to, and nothing behind it.
    pub(super) fn closes_change(&self, date: &DateMention) -> bool {
        matches!(self.outline.reading.char_before(date.range.start), Some('到' | '至' | '为'))
            && self.outline.reading.char_at(date.range.end) == Some('的')
    }

    /// Where 到 follows 由2015年的…, when no other date follows it.
    pub(super) fn start_of_change(&self, date: &DateMention, clause: TextRange) -> Option<u32> {
        let reading = &self.outline.reading;
        let opens = self.opens_from(date.range.start);
        let rest = TextRange::new(date.range.end, clause.end);
        if !opens || !self.mentions.dates_in(rest).is_empty() {
            return None;
        }
        let inside = self.mentions.quantities_in(rest);
        let figures = self.mentions.quantities.get(inside).unwrap_or(&[]);
        let second = figures.get(1)?;
        matches!(reading.char_before(second.range.start), Some('到' | '至' | '为'))
            .then_some(second.range.start)
    }
}

/// The last of several years: what flows is told of a year.
pub(super) fn last_year(period: Period) -> Period {
    let last = period.to().filter(|_| is_several_years(period)).and_then(|to| Period::year(to.year()));
    last.unwrap_or(period)
}

fn year_before(year: Period) -> Option<Period> {
    year.calendar_year().and_then(|year| Period::year(year - 1))
}
