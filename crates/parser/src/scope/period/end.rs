//! What is read at the end of a stretch of time (年末, 累计达到), and what is the mean over it (年均).

use lianjie_core::{Period, Unit};

use super::change::last_year;
use super::{Current, Reader, is_several_years};
use crate::lexicon::{Class, Hit};
use crate::mention::DateKind;
use crate::reading::TextRange;

impl Reader<'_> {
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

    /// 产值突破2万亿元, 占比达到43%, told of several years: what flows in a year is of the last of them. What is 累计 is
    /// theirs, and so is what stays so (一直控制在, 持续超过) and what it has grown by.
    pub(super) fn flow(&mut self, clause: TextRange, in_force: Option<Period>) {
        let told = in_force.filter(|period| !period.as_of() && is_several_years(*period));
        let Some(years) = told.filter(|_| in_force != self.in_force) else { return };
        for figure in self.mentions.figures_in(clause) {
            let before = TextRange::new(clause.start, figure.range.start);
            let told = self.out.at(figure.range.start);
            let own = told == Some(years) || told == Some(years.into_as_of());
            if !own || !figure.per.is_empty() || self.lasts(before) {
                continue;
            }
            let money = self.mentions.hits.within(Class::MeasureMoney, before).last();
            let income = money.is_some_and(|hit| matches!(hit.code, "output" | "sales" | "revenue" | "income"));
            let rates = self.mentions.hits.within(Class::MeasureRate, before);
            // 占搬迁人数的68% is of those moved in all the years.
            let share = rates.iter().any(|hit| hit.code == "share" && hit.attr.is_empty())
                && self.outline.reading.slice(before).contains('比');
            let grown = matches!(figure.unit, Unit::Percent | Unit::Times)
                && rates.last().is_some_and(|hit| hit.code == "growth");
            if grown {
                self.out.only(figure.range, Some(years));
            } else if figure.unit == Unit::Yuan && income || figure.unit == Unit::Percent && share {
                self.out.only(figure.range, Some(last_year(years)));
            }
        }
    }

    /// Whether the words before a figure say that it is of all the time: 累计, 年均, 五年投入, 一直, 连续, 每年.
    pub(super) fn lasts(&self, before: TextRange) -> bool {
        let counts = |hit: &Hit<'_>| matches!(hit.code, "running" | "generic" | "vague" | "lasting");
        let total = |hit: &Hit<'_>| hit.code == "stock" && self.outline.reading.slice(hit.range).starts_with('累');
        self.times(before).iter().any(|hit| counts(hit) || total(hit))
            || self.mentions.hits.within(Class::Per, before).iter().any(|hit| hit.code == "year")
            || self.mentions.hits.within(Class::MeasureRate, before).iter().any(|hit| self.keeps(hit))
            || !self.mentions.dates_in(before).is_empty()
    }

    /// 稳定在, 保持在, 控制在: it has been so all the time.
    pub(super) fn keeps(&self, hit: &Hit<'_>) -> bool {
        hit.code == "to" && self.outline.reading.slice(hit.range).ends_with('在')
    }

    /// From the year after the one compared with to the one spoken of, else the several years spoken of.
    fn years_of_average(&self, current: Current) -> Option<Period> {
        let last = current.period.and_then(|period| period.calendar_year());
        let years = self.told.compared.zip(last).filter(|(first, last)| *first < last - 1);
        let years = years.and_then(|(first, last)| {
            Period::new(Period::year(first + 1)?.from(), Period::year(last)?.to(), false).ok()
        });
        years.or(current.period.filter(|period| is_several_years(*period))).or(self.account.span)
    }
}

const fn counts_people(unit: Unit) -> bool {
    matches!(unit, Unit::Person | Unit::PersonTime | Unit::Household)
}
