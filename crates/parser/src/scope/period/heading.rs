//! The year that a heading, a sentence without figures or an announcement gives to what stands below it.

use chrono::Datelike;
use lianjie_core::Period;

use super::{Current, Reader, count_of_years, is_several_years, is_year};
use crate::digit::first_digit;
use crate::lexicon::Class;
use crate::mention::{DateKind, DateMention};
use crate::outline::{Block, BlockKind, Sentence};
use crate::reading::TextRange;

impl Reader<'_> {
    /// The year for which a paragraph says what follows it (现将2013年资金安排公告如下), or the day on which that is so
    /// (截至6月30日,各村情况如下).
    pub(super) fn announced(&self, block: TextRange) -> Option<Period> {
        let below = self.times(block).iter().find(|hit| hit.code == "below")?;
        let sentence = self.outline.sentence_at(below.range.start)?;
        // A page may break the line before it.
        let broken =
            sentence.checked_sub(1).and_then(|before| self.outline.sentence(before)).filter(|line| {
                let text = self.outline.reading.slice(line.range).trim_end();
                let kind = self.outline.blocks.get(line.block).map(|block| block.kind);
                line.range.end <= block.start
                    && text.ends_with(char::is_alphabetic)
                    && kind == Some(BlockKind::Paragraph)
            });
        let own = self.outline.sentence(sentence)?;
        let before = TextRange::new(broken.unwrap_or(own).range.start, below.range.start);
        self.mentions
            .dates_in(before)
            .iter()
            .rev()
            // 目前的做法如下 dates nothing.
            .filter(|date| !self.is_today(date))
            .find_map(|date| date.period.filter(|period| is_year(*period) || period.as_of()))
    }

    /// The day that a line of its own gives to all below it: (截至2014年11月底).
    pub(super) fn line_of_day(&self, block: &Block) -> Option<Period> {
        /// Bytes of such a line.
        const LINE: u32 = 90;
        let words = self.outline.reading.slice(block.range).trim();
        let [date] = self.mentions.dates_in(block.range) else { return None };
        let bracketed = words.starts_with('(') && words.ends_with(')') && block.range.len() <= LINE;
        let plain =
            self.mentions.figures_in(block.range).iter().all(|figure| date.range.contains(figure.range));
        date.period.filter(|period| bracketed && plain && period.as_of() && date.kind == DateKind::Reading)
    }

    /// 厂子批下来了,投资320万元 in a diary's entry: what was done is of its day, what there is (全村247户) is read on it.
    pub(super) fn done_that_day(&mut self, sentence: TextRange, clause: TextRange, base: Current) {
        let Some(day) = self.entry else { return };
        let reading = &self.outline.reading;
        let done = reading.slice(sentence).contains('了');
        let areas = self.mentions.hits.within(Class::Area, clause);
        let there = areas.iter().any(|hit| hit.code == "whole") || reading.slice(clause).contains('有');
        if done && !there && base.period == Some(Period::as_of_day(day)) {
            self.out.set(clause.start, Period::new(Some(day), Some(day), false).ok());
            self.out.set(clause.end, base.period);
        }
    }

    /// 2011年以来 in what is told as of a day ends on it.
    pub(super) fn until_day(&self, period: Option<Period>) -> Option<Period> {
        let open = period.filter(|period| period.from().is_some() && period.to().is_none());
        let closed =
            open.zip(self.day).and_then(|(open, day)| Period::new(open.from(), Some(day), true).ok());
        closed.or(period)
    }

    /// The years that head the columns of a table: 2016年 | 2017年.
    pub(super) fn columns(&mut self, row: &Block) {
        let cells = self.mentions.figures_in(row.range).iter();
        for (cell, heading) in cells.filter_map(|cell| Some((cell.range, cell.noun?))) {
            let named = if heading.start < row.range.start { self.mentions.dates_in(heading) } else { &[] };
            if let [date] = named {
                self.out.only(cell, date.period);
            }
        }
    }

    /// Whether a paragraph begins with the mark of an enumeration.
    pub(super) fn is_item(&self, block: TextRange) -> bool {
        self.outline.section_opened_at(block.start).is_some()
    }

    /// The year that a heading gives to its part; a heading without a date leaves the one above in force.
    pub(super) fn heading_period(&self, heading: TextRange, above: Option<Period>) -> Option<Period> {
        let times = self.times(heading);
        // 政府工作报告(2012年工作回顾) is of the year it looks back on.
        let reviewed = |date: &DateMention| {
            times
                .iter()
                .any(|hit| hit.code == "review" && hit.attr != "report" && hit.range.start == date.range.end)
        };
        let first = self.mentions.dates_in(heading).first();
        let report = times.iter().any(|hit| hit.attr == "report") && !first.is_some_and(reviewed);
        match first {
            // 2014年政府工作报告 looks back on the year before and forward.
            Some(_) if report => above,
            Some(date) if date.kind == DateKind::Stretch => date.period,
            Some(date) if self.past_years(date).is_some() => self.past_years(date),
            Some(date) if date.kind != DateKind::Vague => None,
            _ => above,
        }
    }

    /// The year of what a notice makes known: 现将某县2017年度整合资金使用方案予以公示.
    pub(super) fn made_known(&self, sentence: TextRange) -> Option<Period> {
        let times = self.times(sentence);
        let now = times.iter().find(|hit| hit.code == "now_take")?;
        let known = times.iter().find(|hit| hit.code == "make_known" && hit.range.start > now.range.start)?;
        // 公示如下 dates the list below it, not what stands behind that.
        if times.iter().any(|hit| hit.code == "below") {
            return None;
        }
        let subject = TextRange::new(now.range.end, known.range.start);
        let [date] = self.mentions.dates_in(subject) else { return None };
        let plain = self.mentions.figures_in(subject).iter().all(|figure| date.range.contains(figure.range));
        date.period.filter(|_| plain && date.kind == DateKind::Stretch)
    }

    /// The year that a sentence without figures gives to what follows: 过去的2011年,是爬坡过坎的一年.
    pub(super) fn frame(&self, sentence: &Sentence) -> Option<Period> {
        let range = sentence.range;
        let dates = self.mentions.dates_in(range);
        let years = |date: &DateMention| self.past_years(date);
        let date = dates.iter().find(|date| date.kind == DateKind::Stretch || years(date).is_some())?;
        // 刚刚过去的2025年.
        let lead = TextRange::new(range.start, date.range.start);
        let past = self.times(lead).iter().any(|hit| hit.code == "vague" && hit.range.end + 3 == lead.end);
        let opens = (lead.len() <= 9 || past) && !self.is_goal(date, range);
        let report = self.times(range).iter().any(|hit| hit.attr == "report");
        let framed = self.review || self.times(range).iter().any(|hit| hit.code == "frame");
        let inside = self.mentions.quantities.get(self.mentions.quantities_in(range)).unwrap_or(&[]);
        let plain = inside.iter().all(|quantity| date.range.contains(quantity.range));
        // “十一五”时期的成效主要体现在:
        let announces = self.outline.reading.slice(range).trim_end().ends_with(':');
        let told = |period: &Period| is_year(*period) || announces && is_several_years(*period);
        let period = years(date).or(date.period.filter(told));
        period.filter(|_| opens && framed && plain && !report)
    }

    /// 五年来 where so many years are spoken of (“十四五”时期): those; in a work report given at the beginning of a year, the
    /// whole years before it.
    pub(super) fn past_years(&self, date: &DateMention) -> Option<Period> {
        let back = self.years_back(date).filter(|&back| back > 1)?;
        if let Some(span) =
            self.account.span.filter(|span| !span.as_of() && count_of_years(*span) == Some(back))
        {
            return Some(span);
        }
        let new_year = self.published.filter(|day| self.review && day.month() <= 4).map(|day| day.year());
        let year = new_year.or(self.mentions.given)?;
        let from = Period::year(year - back)?.from();
        Period::new(from, Period::year(year - 1)?.to(), false).ok()
    }

    /// The number of years in 五年来 and 过去五年.
    pub(super) fn years_back(&self, date: &DateMention) -> Option<i32> {
        let reading = &self.outline.reading;
        let words = self.times(date.range).first()?;
        let count = match words.code {
            "years" => crate::digit::count_before(reading.between(reading.range().start, words.range.start))?,
            _ if words.attr == "years" => return first_digit(reading.slice(words.range)).map(i32::from),
            _ => return None,
        };
        i32::try_from(count).ok()
    }

    /// The year of a sentence without figures that opens its paragraph in the account of several years: 刚刚过去的2025年,…。
    pub(super) fn year_of_account(
        &self,
        sentence: &Sentence,
        block: TextRange,
        base: Option<Period>,
    ) -> Option<Period> {
        /// Bytes before the year: 刚刚过去的.
        const REACH: u32 = 18;
        let years = base.filter(|period| is_several_years(*period))?;
        let date = self.mentions.dates_in(sentence.range).iter().find(|date| date.period.is_some())?;
        let year = date.period.filter(|period| is_year(*period) && date.kind == DateKind::Stretch)?;
        let opens = sentence.range.start == block.start && date.range.start <= block.start + REACH;
        let within = years.from() <= year.from() && year.to() <= years.to();
        let plain =
            self.mentions.figures_in(sentence.range).iter().all(|figure| date.range.contains(figure.range));
        Some(year).filter(|_| opens && within && plain && sentence.range.end < block.end)
    }

    /// Since when a paragraph tells that opens with it and no figure: 2016年以来的这段时光,是…的决胜期。
    pub(super) fn opening_since(&self, sentence: &Sentence, block: TextRange) -> Option<Period> {
        let range = sentence.range;
        let [date] = self.mentions.dates_in(range) else { return None };
        let opens =
            range.start == block.start && date.range.start <= range.start + 3 && range.end < block.end;
        let since = date.period.filter(|period| period.from().is_some() && !is_year(*period));
        let told = self.outline.reading.slice(date.range).ends_with('来') && date.kind == DateKind::Stretch;
        let is = self.outline.reading.slice(range).contains('是');
        since.filter(|_| opens && told && is && self.mentions.figures_in(range).is_empty())
    }

    /// The year of a short sentence without figures that opens its paragraph: 2018年目标任务。
    pub(super) fn opening_year(&self, sentence: &Sentence, block: TextRange) -> Option<Period> {
        /// Bytes of a sentence that can be no more than a heading.
        const SHORT: u32 = 48;
        let range = sentence.range;
        let text = self.outline.reading.slice(range);
        let [date] = self.mentions.dates_in(range) else { return None };
        let alone = range.start <= block.start + 9 && range.len() <= SHORT && range.end < block.end;
        let opens = date.range.start <= range.start + 3 && date.kind == DateKind::Stretch;
        let plain = !text.contains([',', '、'])
            && self.mentions.figures_in(range).iter().all(|figure| date.range.contains(figure.range));
        date.period.filter(|_| alone && opens && plain)
    }
}
