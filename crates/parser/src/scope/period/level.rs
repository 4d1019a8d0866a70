//! What is told as the level of a year or of several: what flows in a year (产值), what is counted at its end (企业, 覆盖率).

use chrono::Datelike;
use lianjie_core::{Bound, Per, Period, Unit};

use super::change::last_year;
use super::end::counts_people;
use super::{Reader, is_several_years};
use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::reading::TextRange;

/// What 新 comes before where something was set up or came.
const FOUNDED: [char; 10] = ['设', '登', '注', '办', '引', '培', '认', '评', '组', '入'];

impl Reader<'_> {
    /// Dates the levels of a clause for which a year or several years are in force.
    pub(super) fn levels(&mut self, clause: TextRange, in_force: Option<Period>) {
        let told =
            in_force.filter(|period| !period.as_of() && period.from().is_some() && in_force != self.in_force);
        let Some(told) = told.filter(|told| told.to().is_some()) else { return };
        let mut from = clause.start;
        let mut changed = false;
        for figure in self.mentions.figures_in(clause) {
            let near = TextRange::new(from.min(figure.range.start), figure.range.start);
            from = figure.range.end;
            // 由16%、70%提高到23%、75%: what it has come from is earlier.
            let reading = &self.outline.reading;
            changed = matches!(reading.char_before(figure.range.start), Some('由' | '从'))
                || changed && reading.slice(near) == "、";
            let held = self.out.at(figure.range.start);
            if changed || held != Some(told) && held != Some(self.at_end(told)) {
                continue;
            }
            let before = TextRange::new(clause.start, figure.range.start);
            let level = if self.is_grown(before, figure) {
                Some(told)
            } else if let Some(years) = self.years_to(told).filter(|_| self.sums_up(near)) {
                // 到2025年,累计完成投资900亿元.
                Some(years)
            } else if self.is_reached(near, figure) || self.is_incidence(before, figure) {
                Some(self.at_end(told))
            } else if is_several_years(told) {
                self.level_of_years(before, near, figure, told)
            } else {
                None
            };
            if let Some(level) = level {
                self.told.income |= figure.unit == Unit::Yuan;
                self.out.only(figure.range, Some(level));
            }
        }
    }

    /// What has been counted in a time is read at its end; what is aimed at is of the year for which it is planned.
    pub(super) fn at_end(&self, time: Period) -> Period {
        if self.is_ahead(time) { last_year(time) } else { time.into_as_of() }
    }

    /// Whether a time was not over when the report was given.
    pub(super) fn is_ahead(&self, time: Period) -> bool {
        time.to().is_some_and(|to| match (self.published, self.mentions.given) {
            (Some(published), _) => published < to,
            (None, Some(given)) => given <= to.year(),
            (None, None) => false,
        })
    }

    /// Over several years, what flows in a year is of the last of them, and what is a stock is read at their end; what is
    /// 累计 is theirs, and so is what stays so (一直控制在, 持续超过).
    fn level_of_years(
        &self,
        before: TextRange,
        near: TextRange,
        figure: &Quantity,
        years: Period,
    ) -> Option<Period> {
        let each = figure.per.iter().any(|per| !matches!(per, Per::Person | Per::Year));
        match figure.unit {
            Unit::Percent => self.rate_of_years(before, near, years),
            _ if each || self.lasts(before, near) => None,
            // 贷款余额900亿元.
            Unit::Yuan if self.is_stock(near) => Some(self.at_end(years)),
            Unit::Yuan => {
                let flows = self.flows(before, near, figure) || self.is_summed_up(figure);
                flows.then(|| last_year(years))
            }
            // 三次产业比例调整为12:45:43.
            Unit::Ratio => Some(last_year(years)),
            // 保险覆盖9万人, 参保人数9万人
            _ if counts_people(figure.unit) => {
                let covers = self.outline.reading.char_before(figure.range.start) == Some('盖');
                (covers || self.is_stock(near)).then(|| self.at_end(years))
            }
            // 建成区面积达到53平方公里
            Unit::Mu | Unit::Hectare | Unit::SqM | Unit::SqKm => {
                (self.is_stock(near) && !self.comes(near)).then(|| self.at_end(years))
            }
            _ => self.is_listed(before, figure).then(|| self.at_end(years)),
        }
    }

    /// 参保率达98%, however it came to be so, is a stock, and so is a rate that the lexicon of times has; 占比达到43% is of what
    /// the year brought. 占搬迁人数的68% is of those moved in all the years.
    fn rate_of_years(&self, before: TextRange, near: TextRange, years: Period) -> Option<Period> {
        let rates = self.mentions.hits.within(Class::MeasureRate, before);
        let names = |hit: &&Hit<'_>| !matches!(hit.code, "to" | "from") && hit.attr != "after";
        let rate = rates.iter().rev().find(names)?;
        match rate.code {
            "coverage" | "incidence" => Some(self.at_end(years)),
            _ if self.lasts(before, near) => None,
            "share" if !self.outline.reading.slice(before).contains('比') => None,
            "share" | "rate" => {
                Some(if self.is_stock(before) { self.at_end(years) } else { last_year(years) })
            }
            _ => None,
        }
    }

    /// 食品业产值超300亿元,纺织业超200亿元; 产值跨上新台阶,达到826亿元: a sum that flows in a year, or goes on with one.
    fn flows(&self, before: TextRange, near: TextRange, figure: &Quantity) -> bool {
        let level = || {
            let rates = self.mentions.hits.within(Class::MeasureRate, before);
            figure.bound != Bound::Exact || rates.iter().any(|hit| hit.code == "to")
        };
        match self.mentions.hits.within(Class::MeasureMoney, before).last() {
            Some(money) => matches!(money.code, "output" | "sales" | "revenue" | "income"),
            None => self.told.income && near == before && level(),
        }
    }

    /// 投资完成860亿元,五年累计完成3100亿元: what is summed up behind it is of a year.
    fn is_summed_up(&self, figure: &Quantity) -> bool {
        /// Bytes from the figure to 五年累计.
        const REACH: u32 = 24;
        let behind = self.times(TextRange::new(figure.range.end, figure.range.end + REACH));
        behind.first().is_some_and(|hit| hit.code == "years" && hit.attr == "inline")
    }

    /// 贫困发生率降至1.2%: who is poor is counted at the end of a year.
    fn is_incidence(&self, before: TextRange, figure: &Quantity) -> bool {
        let rates = self.mentions.hits.within(Class::MeasureRate, before);
        let last = rates.iter().rev().find(|hit| !matches!(hit.code, "to" | "from" | "fall"));
        figure.unit == Unit::Percent
            && last.is_some_and(|hit| hit.code == "incidence")
            && matches!(self.outline.reading.char_before(figure.range.start), Some('到' | '至' | '为'))
    }

    /// 智能工厂9家: no verb says that they came in those years.
    fn is_listed(&self, before: TextRange, figure: &Quantity) -> bool {
        let come = self.times(before).iter().any(|hit| matches!(hit.code, "flow" | "founding"));
        // 新设外资企业14家; not 高新技术企业.
        let mut words = self.outline.reading.slice(before).split('新').skip(1);
        let founded = words.any(|word| word.starts_with(FOUNDED));
        is_body(figure.unit)
            && !founded
            && !come
            && figure.noun.is_none_or(|noun| noun.start <= figure.number.end)
            && self.mentions.hits.within(Class::MeasureEvent, before).iter().all(|hit| hit.code == "skip")
            && self.mentions.hits.within(Class::MeasureRate, before).iter().all(|hit| hit.code != "growth")
    }

    /// 装机达90万千瓦、增长1.8倍: by how much something grew.
    fn is_grown(&self, before: TextRange, figure: &Quantity) -> bool {
        matches!(figure.unit, Unit::Percent | Unit::PercentagePoint | Unit::Times)
            && self
                .mentions
                .hits
                .within(Class::MeasureRate, before)
                .last()
                .is_some_and(|hit| hit.code == "growth")
    }

    /// 企业达到128家, 总数突破2万家, 保障标准提高到380元: so much it is at the end.
    fn is_reached(&self, near: TextRange, figure: &Quantity) -> bool {
        /// Bytes of 每人每年 between 提高到 and the sum.
        const PER: u32 = 12;
        let rates =
            self.mentions.hits.within(Class::MeasureRate, TextRange::new(near.start, figure.number.start));
        let norm = figure.unit == Unit::Yuan && self.times(near).iter().any(|hit| hit.code == "norm");
        let gap = if norm { PER } else { 0 };
        let reached =
            rates.last().is_some_and(|hit| hit.code == "to" && hit.range.end + gap >= figure.number.start);
        reached && (is_body(figure.unit) || norm)
    }

    /// Whether the words before a figure name a stock: 余额, 参保人数.
    fn is_stock(&self, before: TextRange) -> bool {
        self.times(before).iter().any(|hit| hit.code == "stock")
    }

    /// Whether the words before a figure say that it came in the time: 新增.
    pub(super) fn comes(&self, before: TextRange) -> bool {
        self.times(before).iter().any(|hit| hit.code == "flow")
    }

    /// Whether the words before a figure say that it is of all the time: 累计, 年均, 五年投入, 一直, 连续, 每年.
    pub(super) fn lasts(&self, before: TextRange, near: TextRange) -> bool {
        let counts =
            |hit: &Hit<'_>| matches!(hit.code, "running" | "years" | "generic" | "vague" | "lasting");
        let mean = |hit: &Hit<'_>| hit.code == "year" && matches!(hit.attr, "mean" | "each");
        self.times(before).iter().any(counts)
            || self.sums_up(before)
            || self.mentions.hits.within(Class::Per, near).iter().any(mean)
            || self.mentions.hits.within(Class::MeasureRate, before).iter().any(|hit| self.keeps(hit))
            || !self.mentions.dates_in(near).is_empty()
    }

    /// 累计.
    fn sums_up(&self, before: TextRange) -> bool {
        let total = |hit: &Hit<'_>| self.outline.reading.slice(hit.range).contains('累');
        self.times(before).iter().any(total)
    }

    /// 稳定在, 保持在, 控制在: it has been so all the time.
    pub(super) fn keeps(&self, hit: &Hit<'_>) -> bool {
        hit.code == "to" && self.outline.reading.slice(hit.range).ends_with('在')
    }
}

/// What is set up once and is there from then on.
pub(super) const fn is_body(unit: Unit) -> bool {
    matches!(unit, Unit::Enterprise | Unit::Cooperative | Unit::Park | Unit::Base)
}
