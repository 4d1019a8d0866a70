//! Dates that date something else than the figures behind them: goals, foundings, since when a rule is in force.

use chrono::Datelike;
use lianjie_core::{Period, Unit};

use super::Reader;
use crate::lexicon::{Class, Hit};
use crate::mention::{DateKind, DateMention};
use crate::reading::TextRange;

impl Reader<'_> {
    /// 2017年整体脱贫的目标 dates a goal, not the account.
    pub(super) fn is_goal(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        // 2022年主要目标: what follows is of the year.
        let headed = |goal: &&Hit<'_>| self.outline.reading.char_at(goal.range.end) != Some(':');
        let goal = self.times(rest).iter().find(|hit| hit.code == "goal").filter(headed);
        goal.is_some_and(|goal| {
            self.mentions.quantities_in(TextRange::new(date.range.end, goal.range.start)).is_empty()
        })
    }

    /// “十一五”末收入达到20亿元的目标: the goal's date ends with it.
    pub(super) fn is_target(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        self.times(rest)
            .iter()
            .any(|hit| hit.code == "goal" && self.outline.reading.char_before(hit.range.start) == Some('的'))
            || self.is_plan(date, rest)
    }

    /// 启动2018—2020年危房改造计划: the years of a plan.
    fn is_plan(&self, date: &DateMention, rest: TextRange) -> bool {
        date.period.is_some_and(super::is_several_years)
            && self.outline.reading.slice(rest).ends_with(['划', '案'])
            && self.mentions.figures_in(rest).is_empty()
    }

    /// 到2025年 before that year: what is aimed at is of it. From the year in which the report was given the account goes on
    /// to it.
    pub(super) fn aim(&mut self, date: &DateMention) -> Option<Period> {
        let year = date.period.filter(|period| date.kind == DateKind::Reading && self.is_ahead(*period))?;
        let year = Period::year(year.to()?.year())?;
        let whole = self.outline.reading.slice(date.range).ends_with('年');
        let parts = self.mentions.hits.within(Class::DatePart, date.range);
        let reached = parts.iter().any(|hit| hit.code == "as_of" && hit.attr == "weak");
        if !whole || !reached {
            return None;
        }
        let given = self.published.map(|day| day.year()).or(self.mentions.given).filter(|_| self.review);
        self.account.until_aim = given.and_then(|given| {
            Period::new(Period::year(given)?.from(), year.to(), false).ok().filter(|years| *years != year)
        });
        Some(year)
    }

    /// The years that are left to the one that is aimed at.
    pub(super) fn years_to(&self, year: Period) -> Option<Period> {
        self.account.until_aim.filter(|years| years.to() == year.to() && year.from() > years.from())
    }

    /// 张某今年52岁: how old somebody is now dates nothing else.
    pub(super) fn is_age(&self, date: &DateMention) -> bool {
        let figures = &self.mentions.quantities;
        let next = figures.get(figures.partition_point(|figure| figure.range.start < date.range.end));
        next.is_some_and(|figure| figure.range.start == date.range.end && figure.unit == Unit::Age)
    }

    /// 目前, 如今.
    pub(super) fn is_today(&self, date: &DateMention) -> bool {
        let day = date.period.filter(Period::as_of).and_then(|period| period.to());
        let figured = self.outline.reading.slice(date.range).contains(|c: char| c.is_ascii_digit());
        date.kind == DateKind::Reading && day.is_some() && day == self.published && !figured
    }

    /// 眼下正是采摘的季节: a season dates nothing.
    pub(super) fn is_season(&self, date: &DateMention) -> bool {
        let mut ahead = self.outline.reading.head(date.range.end, 6).chars();
        self.is_today(date)
            && ahead.next() == Some('正')
            && matches!(ahead.next(), Some('是' | '值' | '逢' | '当'))
    }

    /// “2007年度十强县”: a year in the name of an honour.
    pub(super) fn is_in_name(&self, date: &DateMention) -> bool {
        /// Bytes of such a name.
        const NAME: u32 = 75;
        let reading = &self.outline.reading;
        let rest = reading.head(date.range.end, NAME);
        let named = rest.split_once('”').filter(|(name, _)| !name.is_empty());
        reading.char_before(date.range.start) == Some('“')
            && named.is_some_and(|(name, _)| name.chars().all(char::is_alphabetic))
            && date.kind == DateKind::Stretch
            && self.times(date.range).iter().all(|hit| hit.code != "plan")
    }

    /// 自2019年1月1日起执行: since when a rule is in force dates none of its terms.
    pub(super) fn is_validity(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        date.kind == DateKind::Onward
            && self.times(rest).iter().any(|hit| hit.code == "force" && hit.range.end == clause.end)
    }

    /// 成立于2009年 at the end of a clause, 2016年办起合作社 before any figure: what was founded then has its figures
    /// at another time.
    pub(super) fn is_founding(&self, date: &DateMention, clause: TextRange) -> bool {
        let stated = date.range.end == clause.end
            && date.range.start > clause.start
            && self.outline.reading.char_before(date.range.start) == Some('于');
        let rest = TextRange::new(date.range.end, clause.end);
        let founding = || self.times(rest).iter().find(|hit| hit.code == "founding");
        let founded = || founding().is_some_and(|hit| hit.attr != "opens" || !self.yields_after(clause.end));
        // 明年6月投产,预计安排岗位420个: what is expected then.
        let next = self.outline.clause_at(clause.end + 1).and_then(|at| self.outline.clause(at));
        let ahead = date.period.is_some_and(|period| self.is_ahead(period));
        if ahead && next.is_some_and(|next| next.range.start >= clause.end && self.aims(next.range)) {
            return false;
        }
        // 园区6月底投产.
        let edge = || self.outline.reading.slice(date.range).ends_with(['底', '初', '末']);
        let told = date.kind == DateKind::Stretch || date.kind == DateKind::Reading && edge();
        stated || (told && self.mentions.quantities_in(rest).is_empty() && founded())
    }

    /// Whether a clause tells what is expected or planned: 预计, 计划, 力争.
    pub(super) fn aims(&self, clause: TextRange) -> bool {
        self.times(clause)
            .first()
            .is_some_and(|hit| matches!(hit.code, "aim" | "plan_word") && hit.range.start <= clause.start + 3)
    }

    /// Whether the clause behind a byte opens with a sum that comes in: 2023年开园,卖果131万元.
    pub(super) fn yields_after(&self, at: u32) -> bool {
        /// Bytes from the clause before to the sum.
        const REACH: u32 = 24;
        let figure = self.mentions.figures_in(TextRange::new(at, at + 2 * REACH)).first();
        let sum = figure.filter(|figure| figure.unit == Unit::Yuan && figure.range.start <= at + REACH);
        let Some(sum) = sum else { return false };
        let before = TextRange::new(at, sum.range.start);
        let money = self.mentions.hits.within(Class::MeasureMoney, before);
        let comes = |code: &str| matches!(code, "sales" | "revenue" | "income" | "output" | "dividend");
        money.iter().any(|hit| comes(hit.code))
    }

    /// 记者5日从县里获悉: the day on which something was learnt.
    pub(super) fn is_learnt(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        let learnt = || self.times(rest).iter().any(|hit| hit.code == "learnt");
        matches!(date.kind, DateKind::Day | DateKind::Vague) && learnt()
    }

    /// 五年累计完成602亿元 dates its own clause, unless it opens the sentence: 五年共安排11亿元,实施项目826个.
    pub(super) fn is_inline(&self, date: &DateMention) -> bool {
        let sentence = self.outline.sentence_at(date.range.start).and_then(|at| self.outline.sentence(at));
        let opens = sentence.is_some_and(|sentence| self.opens_sentence(date, sentence));
        !opens && self.times(date.range).iter().any(|hit| hit.attr == "inline")
    }

    /// 2017年1月动态调整后: the state after it.
    pub(super) fn is_recount(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        date.kind == DateKind::Stretch && self.times(rest).iter().any(|hit| hit.code == "recount")
    }
}
