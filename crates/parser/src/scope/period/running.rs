//! What is counted over a time: since a day (2015年起…累计投入), in the year up to a day (截至11月底,今年…), and what flows at a
//! year's edge (去年底分红34万元).

use chrono::Datelike;
use lianjie_core::{Period, Unit};

use super::{Current, Reader, is_year};
use crate::lexicon::Class;
use crate::mention::{DateKind, DateMention};
use crate::reading::TextRange;

impl Reader<'_> {
    /// 2015年起…累计投入, 2019年起同210户签约: what has been counted since ends on the day of publication; a share or a norm
    /// holds on.
    pub(super) fn close(&self, date: &DateMention, sentence: TextRange) -> Option<Period> {
        let rest = TextRange::new(date.range.end, sentence.end);
        let times = self.times(rest);
        let running = times.iter().any(|hit| hit.code == "running");
        let term = times.iter().any(|hit| matches!(hit.code, "plan_word" | "generic" | "rate" | "coming"));
        let counted = self.mentions.figures_in(rest).first().is_some_and(|figure| {
            figure.per.is_empty() && !matches!(figure.unit, Unit::Percent | Unit::Year | Unit::Ratio)
        });
        let period = date.period?;
        match self.published.filter(|_| running || counted && !term) {
            Some(today) => Period::new(period.from(), Some(today), true).ok().or(date.period),
            None => date.period,
        }
    }

    /// 自2013年结对以来…到2022年底,累计: a total since the first day.
    pub(super) fn total(
        &mut self,
        date: &DateMention,
        sentence: TextRange,
        period: Option<Period>,
    ) -> Option<Period> {
        let now = period?;
        if date.kind == DateKind::Stretch && now.as_of() {
            self.account.since = now.from();
        }
        let rest = TextRange::new(date.range.end, sentence.end);
        let counted = self.times(rest).iter().any(|hit| hit.code == "stock" || hit.code == "running");
        let from =
            self.account.since.filter(|_| date.kind == DateKind::Reading && now.from().is_none() && counted);
        match from {
            Some(from) => Period::new(Some(from), now.to(), true).ok().or(period),
            None => period,
        }
    }

    /// 截至11月底,今年…: the year up to that day.
    pub(super) fn year_up_to(&self, date: &DateMention, before: Current) -> Option<Period> {
        let this = self.times(date.range).iter().any(|hit| hit.code == "this_year");
        let year = date.period.filter(|period| this && is_year(*period))?;
        let day = before.period.filter(|period| {
            before.kind == Some(DateKind::Reading) && period.from().is_none() && !self.is_now(before)
        });
        let to = day?.to().filter(|to| before.age == 0 && year.calendar_year() == Some(to.year()))?;
        let to = to.succ_opt().filter(|next| next.day() == 1).map(|_| to)?;
        let behind = self.outline.reading.char_before(date.range.start) == Some(',');
        Period::new(year.from(), Some(to), false).ok().filter(|_| behind)
    }

    /// 去年底分红34万元, 年初卖了6头牛,得款5万元, 到2019年,人均收入9400元: what flows at the edge of a year, or has
    /// come to so much in it, is of the year; 截至去年底, 累计 and balances are not.
    pub(super) fn year_of_flow(&self, date: &DateMention, sentence: TextRange) -> Option<Period> {
        let words = self.outline.reading.slice(date.range);
        let parts = self.mentions.hits.within(Class::DatePart, date.range);
        let up_to = parts.iter().find(|hit| hit.code == "as_of");
        let opens = matches!(self.outline.reading.char_before(date.range.start), Some('到' | '至' | '截'));
        let edge = words.ends_with(['底', '末', '初']) && !words.ends_with('月') && up_to.is_none() && !opens;
        let reached = words.ends_with('年') && up_to.is_some_and(|hit| hit.attr == "weak");
        if date.kind != DateKind::Reading || !(edge || reached) {
            return None;
        }
        let rest = TextRange::new(date.range.end, sentence.end);
        let first = self.mentions.figures_in(rest).first().filter(|first| first.unit == Unit::Yuan)?;
        let between = TextRange::new(date.range.end, first.range.start);
        let told = self.mentions.hits.within(Class::MeasureMoney, between);
        let comes = |code| match code {
            "sales" | "revenue" | "income" | "dividend" | "wage" | "asset_income" => true,
            "output" => reached,
            _ => false,
        };
        let taken = edge && self.outline.reading.slice(between).ends_with(['拿', '领', '得', '了', '到']);
        let total = self.times(between).iter().any(|hit| matches!(hit.code, "running" | "stock"));
        let flows = taken || told.iter().any(|hit| comes(hit.code)) && !(reached && total);
        let redated = !self.mentions.dates_in(between).is_empty();
        let day = date.period.and_then(|period| period.to().or(period.from()))?;
        // 10月底发放的分红 is of that month.
        let of_month = words.contains('月');
        let period = if of_month { Period::month(day.year(), day.month()) } else { Period::year(day.year()) };
        period.filter(|_| flows && !redated)
    }
}
