//! What is read at the end of a stretch of time (年末, 累计达到), and what is the mean over it (年均).

use lianjie_core::{Period, Unit};

use super::{Current, Reader, count_of_years, is_several_years, is_year};
use crate::lexicon::{Class, Hit};
use crate::mention::DateKind;
use crate::reading::TextRange;

impl Reader<'_> {
    /// Under a heading with a year, what is 累计 or 稳定在 is read at its end, as far as the words go on; what grows by
    /// so much does so in the year.
    pub(super) fn stock(&mut self, clause: TextRange, base: Current) {
        let granted = base.period == self.in_force;
        let Some(year) = base.period.filter(|period| !granted && !period.as_of()) else { return };
        let stocks = || self.times(clause).iter().find(|hit| hit.code == "stock").map(|hit| hit.range);
        let level = || {
            // Over several years what is 提高到 so much is so at their end, and what is 累计 is theirs.
            let rates = self.mentions.hits.within(Class::MeasureRate, clause);
            let level = |hit: &&Hit<'_>| {
                let before = TextRange::new(clause.start, hit.range.start);
                hit.code == "to" && !self.keeps(hit) && !self.lasts(before, before)
            };
            rates.iter().find(level).map(|hit| hit.range)
        };
        let Some(word) = (if is_year(year) { stocks() } else { level() }) else {
            // 累计发放2亿元,惠及3000户.
            let events = self.mentions.hits.within(Class::MeasureEvent, clause);
            let reached =
                events.first().is_some_and(|hit| hit.range.start == clause.start && hit.code == "reached");
            self.told.read_at_end &= reached;
            if self.told.read_at_end {
                self.out.set(clause.start, Some(self.at_end(year)));
                self.out.set(clause.end, base.period);
            }
            return;
        };
        let all = self.mentions.quantities.get(self.mentions.quantities_in(clause)).unwrap_or(&[]);
        let reading = &self.outline.reading;
        let apart = |range: TextRange| reading.slice(TextRange::new(range.end, word.start)).contains('、');
        let before = all.iter().rfind(|quantity| quantity.range.end <= word.start && apart(quantity.range));
        let first = all.iter().find(|quantity| quantity.range.start >= word.end);
        let grown = first.is_some_and(|quantity| {
            let came = TextRange::new(word.end, quantity.range.start);
            // 建成区面积新增8平方公里
            self.comes(came)
                || matches!(quantity.unit, Unit::Percent | Unit::PercentagePoint)
                    && self
                        .mentions
                        .hits
                        .within(Class::MeasureRate, TextRange::new(word.end, quantity.range.start))
                        .iter()
                        .any(|hit| hit.code == "growth")
        });
        if !grown {
            self.told.read_at_end = true;
            self.out.set(before.map_or(clause.start, |quantity| quantity.range.end), Some(self.at_end(year)));
            self.out.set(clause.end, base.period);
        }
    }

    /// 年末: what follows up to a semicolon is read at the end of the year spoken of.
    pub(super) fn year_end(&mut self, clause: TextRange, current: &mut Current) {
        if self.outline.reading.char_before(clause.start) == Some(';')
            && let Some(before) = self.account.before_end.take()
        {
            *current = before;
            self.out.set(clause.start, current.period);
        }
        let dates = self.mentions.dates_in(clause);
        let named = |hit: &&Hit<'_>| {
            hit.code == "year_end" && !dates.iter().any(|date| date.range.overlaps(hit.range))
        };
        let Some(at) = self.times(clause).iter().find(named).map(|hit| hit.range.start) else { return };
        let year = current.period.and_then(|period| period.calendar_year()).and_then(Period::year);
        let Some(year) = year else { return };
        self.account.before_end.get_or_insert(Current { period: Some(year), ..*current });
        *current =
            Current { period: Some(year.into_as_of()), kind: Some(DateKind::Reading), age: current.age };
        self.out.set(at, current.period);
    }

    /// 一季度新建46个,累计达到103个: the total and what follows it up to a semicolon are read at the end.
    pub(super) fn running_total(&mut self, clause: TextRange, current: &mut Current) {
        let total = self
            .times(clause)
            .first()
            .is_some_and(|hit| hit.attr == "total" && hit.range.start == clause.start);
        let dated = current.kind == Some(DateKind::Stretch) && current.age == 0;
        let Some(stretch) = current.period.filter(|period| total && dated && period.to().is_some()) else {
            return;
        };
        self.account.before_end.get_or_insert(*current);
        *current =
            Current { period: Some(stretch.into_as_of()), kind: Some(DateKind::Reading), age: current.age };
        self.out.set(clause.start, current.period);
    }

    /// 年均增长9% is of the years spoken of, not of the one at whose end the level is read; 年末存栏…,增长28% is of the year.
    pub(super) fn grow(&mut self, clause: TextRange, current: Current) {
        let averages = self.mentions.hits.within(Class::Per, clause);
        let mean = |hit: &&Hit<'_>| hit.code == "year" && matches!(hit.attr, "mean" | "bare");
        let average = averages.iter().find(mean).map(|hit| hit.range.start);
        let of_year = self.account.before_end.and_then(|before| before.period);
        if average.is_none() && of_year.is_none() {
            return;
        }
        for figure in self.mentions.figures_in(clause) {
            let before = TextRange::new(clause.start, figure.range.start);
            let rates = self.mentions.hits.within(Class::MeasureRate, before);
            let grown = figure.unit == Unit::Percent && rates.last().is_some_and(|hit| hit.code == "growth");
            if average.is_some_and(|at| at < figure.range.start) {
                // 年均脱贫2.5万人 is of several years only where they are told.
                let years = self.years_of_average(current);
                if grown || (years.is_some() && counts_people(figure.unit)) {
                    self.out.only(figure.range, years);
                }
            } else if grown && of_year.is_some() {
                self.out.only(figure.range, of_year);
            }
        }
    }

    /// 比2015年增长一倍 in an account of 2016—2020年 is of those years, and so is what a sentence tells that compares all of
    /// itself (与2015年相比).
    pub(super) fn grow_since(&mut self, clause: TextRange, current: Current) {
        let compared = self.mentions.dates_in(clause).iter().find(|date| self.is_compared(date));
        let Some(years) = self.years_since_compared(current) else { return };
        let all = self.told.against.map(|_| clause.start);
        let own = compared.map(|date| date.range.end).filter(|_| self.account.span == Some(years));
        let Some(from) = own.or(all) else { return };
        for figure in self.mentions.figures_in(TextRange::new(from, clause.end)) {
            let rates =
                self.mentions.hits.within(Class::MeasureRate, TextRange::new(from, figure.range.start));
            if rates.last().is_some_and(|hit| hit.code == "growth") {
                self.out.only(figure.range, Some(years));
            }
        }
    }

    /// 五年新增就业9万人 in an account of so many years is of them, and dates no more than its clause.
    pub(super) fn count_of_years(&mut self, clause: TextRange) {
        /// What makes 五年 no stretch of its own: 五年规划, 五年内, 五年以上, 五年的.
        const BOUND: [char; 14] =
            ['的', '来', '期', '内', '规', '计', '以', '多', '前', '后', '间', '里', '行', '之'];
        let span = self.account.span.filter(|span| !span.as_of());
        let Some((years, count)) = span.zip(span.and_then(count_of_years)) else { return };
        let reading = &self.outline.reading;
        let quantities =
            self.mentions.quantities.get(self.mentions.quantities_in(clause)).unwrap_or_default();
        let told = quantities.iter().find(|quantity| {
            let next = reading.char_at(quantity.range.end);
            quantity.unit == Unit::Year
                && quantity.value == Some(count.into())
                && next.is_some_and(|c| c.is_alphabetic() && !BOUND.contains(&c))
        });
        let Some(from) = told.map(|quantity| quantity.range.end) else { return };
        for figure in self.mentions.figures_in(TextRange::new(from, clause.end)) {
            self.out.only(figure.range, Some(years));
        }
    }

    /// From the year after the one compared with to the one spoken of.
    fn years_since_compared(&self, current: Current) -> Option<Period> {
        let last = current.period.and_then(|period| period.calendar_year());
        let compared = self.told.compared.or(self.told.against);
        let (first, last) = compared.zip(last).filter(|(first, last)| *first < last - 1)?;
        Period::new(Period::year(first + 1)?.from(), Period::year(last)?.to(), false).ok()
    }

    /// From the year after the one compared with to the one spoken of, else the several years spoken of.
    fn years_of_average(&self, current: Current) -> Option<Period> {
        let ahead = current.period.and_then(|period| self.years_to(period));
        ahead
            .or_else(|| self.years_since_compared(current))
            .or(current.period.filter(|period| is_several_years(*period)))
            .or(self.account.span)
    }
}

pub(super) const fn counts_people(unit: Unit) -> bool {
    matches!(unit, Unit::Person | Unit::PersonTime | Unit::Household)
}
