//! What is read at the end of a stretch of time (年末, 累计达到), and what is the mean over it (年均).

use lianjie_core::{Period, Unit};

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

pub(super) const fn counts_people(unit: Unit) -> bool {
    matches!(unit, Unit::Person | Unit::PersonTime | Unit::Household)
}
