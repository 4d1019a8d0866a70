//! The period that each clause speaks of.
//!
//! A date governs what follows it in its sentence. Into the next sentence it is carried only where that sentence
//! goes on with the same account; it never passes into another paragraph. A heading with a year (2013年工作回顾)
//! dates what stands under it. The terms of an arrangement (每年每亩租金) hold at all times, though a dated
//! clause begins it.

use chrono::Datelike;
use lianjie_core::{NaiveDate, Period, Unit};

use crate::lexicon::{Class, Hit};
use crate::mention::{DateKind, DateMention, Mentions};
use crate::outline::{BlockKind, Clause, Outline, Sentence};
use crate::reading::TextRange;

use super::timeline::Timeline;

/// Bytes at the start of a sentence that name what it is about.
const OPENING: u32 = 15;

/// The date in force.
#[derive(Clone, Copy, Default, PartialEq)]
struct Current {
    period: Option<Period>,
    kind: Option<DateKind>,
    /// Sentences since it was named.
    age: u32,
}

pub(super) fn read(
    outline: &Outline,
    mentions: &Mentions<'_>,
    published: Option<NaiveDate>,
) -> Timeline<Option<Period>> {
    let mut reader = Reader {
        outline,
        mentions,
        published,
        dateline: super::dateline(outline, mentions),
        year: None,
        since: None,
        read_at_end: false,
        review: super::is_review(outline, mentions),
        out: Timeline::default(),
    };
    reader.read();
    reader.out
}

struct Reader<'a> {
    outline: &'a Outline,
    mentions: &'a Mentions<'a>,
    published: Option<NaiveDate>,
    /// What opens the dispatch.
    dateline: Option<TextRange>,
    /// The last whole year spoken of.
    year: Option<Period>,
    /// Since when the block has counted: 自2013年结对以来.
    since: Option<NaiveDate>,
    /// It is a work report or a summary.
    review: bool,
    /// The clause before gave a running total.
    read_at_end: bool,
    out: Timeline<Option<Period>>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let review = self.review;
        let title = self.outline.title_range.and_then(|title| self.heading_period(title, None));
        // A report on a year is of that year, whatever its parts are called.
        let mut heading = title.filter(|period| is_year(*period));
        // What a paragraph that ends with a colon gives to the list under it.
        let mut list: Option<Period> = None;
        // The year in the line above a table's rows.
        let mut table: Option<Period> = None;
        let kinds = self.outline.blocks.iter().skip(1).map(|block| block.kind).chain([BlockKind::Paragraph]);
        for (block, next) in self.outline.blocks.iter().zip(kinds) {
            if block.kind != BlockKind::Row && next == BlockKind::Row {
                table = self.heading_period(block.range, None);
                if block.kind != BlockKind::Paragraph {
                    self.out.set(block.range.start, None);
                    continue;
                }
            }
            if block.kind == BlockKind::Heading {
                heading = self.heading_period(block.range, heading);
                self.out.set(block.range.start, None);
                continue;
            }
            // A table without a year of its own is of the year in the headline.
            let period = if block.kind == BlockKind::Row { table.or(heading).or(title) } else { heading };
            let period = list.or(period);
            let mut current = Current { period, ..Current::default() };
            let mut base = current;
            self.since = None;
            for index in block.sentences.clone() {
                let Some(sentence) = self.outline.sentence(index) else { continue };
                if current.kind.is_some() && !self.carries(sentence, current) {
                    current = base;
                }
                current.age += 1;
                if let Some(year) = self.frame(sentence, review) {
                    heading = Some(year);
                    base = Current { period: heading, ..Current::default() };
                }
                self.read_at_end = false;
                self.out.set(sentence.range.start, current.period);
                for index in sentence.clauses.clone() {
                    let Some(clause) = self.outline.clause(index) else { continue };
                    self.clause(sentence, clause, &mut current, base);
                }
            }
            list = match self.outline.reading.slice(block.range).trim_end().chars().next_back() {
                Some(':') if block.kind == BlockKind::Paragraph => current.period,
                Some(';') => list,
                _ => None,
            };
            self.out.set(block.range.end, heading);
        }
    }

    /// The year that a heading gives to its part; a heading without a date leaves the one above in force.
    fn heading_period(&self, heading: TextRange, above: Option<Period>) -> Option<Period> {
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
            Some(date) if date.kind != DateKind::Vague => None,
            _ => above,
        }
    }

    /// The year that a sentence without figures gives to what follows: 过去的2011年,是爬坡过坎的一年.
    fn frame(&self, sentence: &Sentence, review: bool) -> Option<Period> {
        let range = sentence.range;
        let dates = self.mentions.dates_in(range);
        let years = |date: &DateMention| self.past_years(date);
        let date = dates.iter().find(|date| date.kind == DateKind::Stretch || years(date).is_some())?;
        let opens = date.range.start <= range.start + 9 && !self.is_goal(date, range);
        let report = self.times(range).iter().any(|hit| hit.attr == "report");
        let framed = review || self.times(range).iter().any(|hit| hit.code == "frame");
        let inside = self.mentions.quantities.get(self.mentions.quantities_in(range)).unwrap_or(&[]);
        let plain = inside.iter().all(|quantity| date.range.contains(quantity.range));
        let period = years(date).or(date.period.filter(|period| is_year(*period)));
        period.filter(|_| opens && framed && plain && !report)
    }

    /// 五年来 in a work report given at the beginning of a year: the whole years before it.
    fn past_years(&self, date: &DateMention) -> Option<Period> {
        let day = self.published.filter(|day| self.review && day.month() <= 4)?;
        let back = self.years_back(date).filter(|&back| back > 1)?;
        let from = Period::year(day.year() - back)?.from();
        Period::new(from, Period::year(day.year() - 1)?.to(), false).ok()
    }

    /// The number of years in 五年来.
    fn years_back(&self, date: &DateMention) -> Option<i32> {
        let words = self.times(date.range).first().filter(|hit| hit.attr == "years")?;
        let mut chars = self.outline.reading.slice(words.range).chars();
        let count = chars.find_map(|c| c.to_digit(10).or_else(|| crate::digit::chinese_digit(c)))?;
        i32::try_from(count).ok()
    }

    /// Whether a sentence goes on with what the one before dated.
    fn carries(&self, sentence: &Sentence, current: Current) -> bool {
        match current.kind {
            Some(DateKind::Story) => current.age < 6 && !self.is_general(sentence.range),
            Some(DateKind::Reading) => {
                let dated = current.period.is_some()
                    && current.period.and_then(|period| period.to()) != self.published;
                current.age < 2
                    && dated
                    && !self.is_general(sentence.range)
                    && !self.has_new_subject(sentence.range)
            }
            Some(DateKind::Stretch) => {
                current.age < 1
                    && !self.is_sharing(sentence.range)
                    && !self.is_general(sentence.range)
                    && !self.turns_away(sentence.range)
            }
            _ => false,
        }
    }

    /// 每年, 一亩, 将: what is so in general or will be.
    fn is_general(&self, range: TextRange) -> bool {
        self.times(range).iter().any(|hit| matches!(hit.code, "generic" | "plan_word" | "rate"))
    }

    fn times(&self, range: TextRange) -> &[Hit<'_>] {
        self.mentions.hits.within(Class::Time, range)
    }

    /// Whether a sentence opens with a place, an organisation, 全县 or an enumeration mark.
    fn has_new_subject(&self, range: TextRange) -> bool {
        let opening = TextRange::new(range.start, (range.start + OPENING).min(range.end));
        let area = self.mentions.hits.of(Class::Area);
        let first = area.partition_point(|hit| hit.range.start < opening.start);
        area.get(first).is_some_and(|hit| hit.range.start < opening.end && hit.code != "none")
            || self.turns_away(range)
            || self.opens_with_party(opening)
    }

    /// Whether a sentence opens with another place, organisation or office; 全县, 农户 and 贫困户 may still be those spoken of.
    fn turns_away(&self, range: TextRange) -> bool {
        let opening = TextRange::new(range.start, (range.start + OPENING).min(range.end));
        let parties = self.mentions.hits.of(Class::Party);
        let party = parties.get(parties.partition_point(|hit| hit.range.start < opening.start));
        let firm = |code| !matches!(code, "household" | "industry" | "other" | "platform" | "village");
        party.is_some_and(|hit| hit.range.start < opening.end && firm(hit.code))
            || self.opens_with_body(opening)
            || starts_in(&self.mentions.places, opening, |m| m.range)
            || starts_in(&self.mentions.organisations, opening, |m| m.range)
    }

    /// 公司, 合作社, 贫困户; not 产业.
    fn opens_with_party(&self, opening: TextRange) -> bool {
        let hits = self.mentions.hits.of(Class::Party);
        let at = hits.partition_point(|hit| hit.range.start < opening.start);
        let acts = |code| !matches!(code, "industry" | "other" | "platform" | "village");
        hits.get(at).is_some_and(|hit| hit.range.start < opening.end && acts(hit.code))
    }

    /// 县财政, 县政府.
    fn opens_with_body(&self, opening: TextRange) -> bool {
        let hits = self.mentions.hits.of(Class::Institution);
        let at = hits.partition_point(|hit| hit.range.start < opening.start);
        hits.get(at).is_some_and(|hit| hit.range.start < opening.end && hit.code == "body")
    }

    fn clause(&mut self, sentence: &Sentence, clause: &Clause, current: &mut Current, base: Current) {
        let dates = self.mentions.dates_in(clause.range);
        let after_semicolon = self.outline.reading.char_before(clause.range.start) == Some(';');
        let still_ahead = self.is_still_ahead(*current);
        let stretch = matches!(current.kind, Some(DateKind::Stretch | DateKind::Day));
        let times = self.times(clause.range);
        let general = times.iter().any(|hit| match hit.code {
            "plan_word" => !still_ahead,
            "generic" | "rate" => after_semicolon,
            _ => false,
        }) || (stretch && self.is_term(clause.range));
        if dates.is_empty() && general && !matches!(current.kind, Some(DateKind::Reading | DateKind::Onward))
        {
            *current = base;
            self.out.set(clause.range.start, base.period);
        }
        // 全年 is the year spoken of.
        let parts = self.mentions.hits.within(Class::DatePart, clause.range);
        let whole = parts.iter().find(|hit| hit.attr == "bare");
        let year = self.year.filter(|_| dates.is_empty() && current.period.is_none());
        if let Some((whole, year)) = whole.zip(year) {
            *current = Current { period: Some(year), kind: Some(DateKind::Stretch), age: 0 };
            self.out.set(whole.range.start, current.period);
        }
        let mut after = None;
        for date in dates {
            let aside = self.is_goal(date, clause.range) || self.is_compared(date);
            // 一年来 under the heading of a year is that year.
            let same = base.period.is_some_and(is_year) && self.years_back(date) == Some(1);
            let opening = self.dateline.is_some_and(|dateline| dateline.contains(date.range));
            if aside || same || opening || self.is_validity(date, clause.range) {
                continue;
            }
            self.year =
                date.period.and_then(|period| period.calendar_year()).and_then(Period::year).or(self.year);
            let named = Current { period: date.period, kind: Some(date.kind), age: 0 };
            if let Some(years) = self.past_years(date) {
                *current = Current { period: Some(years), kind: Some(DateKind::Stretch), age: 0 };
                self.out.set(date.range.start, current.period);
                continue;
            }
            let period =
                if date.kind == DateKind::Onward { self.close(date, sentence.range) } else { date.period };
            let period = self.total(date, sentence.range, period);
            let mut named = Current { period, ..named };
            if self.is_recount(date, clause.range) {
                named.period = period.map(Period::into_as_of);
                named.kind = Some(DateKind::Reading);
            }
            let before = *current;
            self.out.set(date.range.start, named.period);
            if let Some(end) = self.start_of_change(date, clause.range) {
                // 由2015年的24亿元增加到28亿元: the second sum is of the year spoken of.
                self.out.set(end, current.period);
                continue;
            }
            if date.kind == DateKind::Noun
                || self.is_founding(date, clause.range)
                || self.is_average(date, sentence, clause.range)
            {
                after = Some(*current);
            } else if self.is_target(date, clause.range) {
                after = Some(before);
            } else {
                *current = named;
                after = None;
            }
        }
        if let Some(before) = after {
            self.out.set(clause.range.end, before.period);
        }
        self.change(clause.range);
        for date in dates {
            if let Some(figure) = self.standard(date) {
                self.out.only(figure, date.period);
            }
        }
        if dates.is_empty() && current.kind.is_none() {
            self.stock(clause.range, base);
        }
    }

    /// 今年…还将投入…,计划培训…: the plan is of the year named in its sentence, when that is not over.
    fn is_still_ahead(&self, current: Current) -> bool {
        let Some(to) = current.period.filter(|period| !period.as_of()).and_then(|period| period.to()) else {
            return false;
        };
        current.kind == Some(DateKind::Stretch)
            && current.age == 0
            && self.published.is_some_and(|published| published <= to)
    }

    /// 每年每亩租金, 按…的比例: terms that hold in every year.
    fn is_term(&self, clause: TextRange) -> bool {
        let times = self.times(clause);
        if times.iter().any(|hit| hit.code == "stock") {
            return false;
        }
        let quantities = self.mentions.quantities.get(self.mentions.quantities_in(clause)).unwrap_or(&[]);
        let share = quantities.iter().any(|quantity| {
            let before = TextRange::new(clause.start, quantity.range.start);
            quantity.unit == Unit::Percent && self.outline.reading.slice(before).contains('按')
        });
        share || times.iter().any(|hit| hit.code == "generic")
    }

    /// 公司留三成,七成返还农户: shares alone are terms.
    fn is_sharing(&self, range: TextRange) -> bool {
        let quantities = self.mentions.quantities.get(self.mentions.quantities_in(range)).unwrap_or(&[]);
        quantities.len() > 1 && quantities.iter().all(|quantity| quantity.unit == Unit::Percent)
    }

    /// 比2020年增长一倍, 与2015年相比, 按2015年不变价: what is spoken of is of another year.
    fn is_compared(&self, date: &DateMention) -> bool {
        let reading = &self.outline.reading;
        let opening = if reading.char_before(date.range.start) == Some('“') { '“'.len_utf8() } else { 0 };
        let start = date.range.start - crate::reading::offset(opening);
        let before = reading.char_before(start);
        // 是2015年的2.4倍.
        let next = self.mentions.quantities_in(TextRange::new(date.range.end, date.range.end + 40));
        let multiple = self.mentions.quantities.get(next.start).is_some_and(|quantity| {
            quantity.unit == Unit::Times && reading.between(date.range.end, quantity.range.start) == "的"
        });
        matches!(before, Some('比' | '较' | '与' | '同' | '跟' | '按' | '照'))
            || (before == Some('是') && multiple)
    }

    /// 比2015年的4200元: the figure compared with is of its own year, though that dates nothing else.
    fn standard(&self, date: &DateMention) -> Option<TextRange> {
        let next = self.mentions.quantities_in(TextRange::new(date.range.end, date.range.end + 40));
        let figure = self.mentions.quantities.get(next.start)?;
        let of = self.outline.reading.between(date.range.end, figure.range.start) == "的";
        let own = date.period.is_some() && figure.unit != Unit::Times && self.is_compared(date);
        (of && own && !next.is_empty()).then_some(figure.range)
    }

    /// “十二五”时期年均增长9%: the years of an average date nothing else.
    fn is_average(&self, date: &DateMention, sentence: &Sentence, clause: TextRange) -> bool {
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

    /// 2017年1月动态调整后: the state after it.
    fn is_recount(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        date.kind == DateKind::Stretch && self.times(rest).iter().any(|hit| hit.code == "recount")
    }

    /// Under a heading with a year, what is 累计 or 稳定在 is read at its end, as far as the words go on; what grows by
    /// so much does so in the year.
    fn stock(&mut self, clause: TextRange, base: Current) {
        let Some(year) = base.period.filter(|period| !period.as_of()) else { return };
        let stocks = || self.times(clause).iter().find(|hit| hit.code == "stock").map(|hit| hit.range);
        let level = || {
            // Over several years what is 提高到 so much is so at their end, and what is 累计 is theirs.
            let rates = self.mentions.hits.within(Class::MeasureRate, clause);
            rates.iter().find(|hit| hit.code == "to").map(|hit| hit.range)
        };
        let Some(word) = (if is_year(year) { stocks() } else { level() }) else {
            // 累计发放2亿元,惠及3000户.
            let events = self.mentions.hits.within(Class::MeasureEvent, clause);
            let reached =
                events.first().is_some_and(|hit| hit.range.start == clause.start && hit.code == "reached");
            self.read_at_end &= reached;
            if self.read_at_end {
                self.out.set(clause.start, Some(year.into_as_of()));
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
            quantity.unit == Unit::Percent
                && self
                    .mentions
                    .hits
                    .within(Class::MeasureRate, TextRange::new(word.end, quantity.range.start))
                    .iter()
                    .any(|hit| hit.code == "growth")
        });
        if !grown {
            self.read_at_end = true;
            self.out.set(before.map_or(clause.start, |quantity| quantity.range.end), Some(year.into_as_of()));
            self.out.set(clause.end, base.period);
        }
    }

    /// 由13.6%下降到4.1% in a year: a state at the end of the year before, then at its end; sums are of the two years.
    fn change(&mut self, clause: TextRange) {
        let reading = &self.outline.reading;
        let inside = self.mentions.quantities_in(clause);
        let pairs = self.mentions.quantities.get(inside).unwrap_or(&[]);
        for pair in pairs.windows(2) {
            let [first, second] = pair else { continue };
            let opens = matches!(reading.char_before(first.range.start), Some('由' | '从'));
            let closes = matches!(reading.char_before(second.range.start), Some('到' | '至' | '为'));
            let between = TextRange::new(first.range.end, second.range.start);
            if !opens || !closes || first.unit != second.unit || !self.mentions.dates_in(between).is_empty() {
                continue;
            }
            let Some(period) = self.out.at(first.range.start).filter(|period| is_year(*period)) else {
                continue;
            };
            let Some(before) = period.calendar_year().and_then(|year| Period::year(year - 1)) else {
                continue;
            };
            let flow = matches!(first.unit, Unit::Yuan | Unit::Tonne | Unit::Kg | Unit::Jin);
            let read = |year: Period| Some(if flow { year } else { year.into_as_of() });
            self.out.only(first.range, read(before));
            self.out.only(second.range, read(period));
        }
    }

    /// 2015年起…累计投入 ends on the day of publication.
    fn close(&self, date: &DateMention, sentence: TextRange) -> Option<Period> {
        let rest = TextRange::new(date.range.end, sentence.end);
        let running = self.times(rest).iter().any(|hit| hit.code == "running");
        let today = self.published;
        let period = date.period?;
        match (running, today) {
            (true, Some(today)) => Period::new(period.from(), Some(today), true).ok().or(date.period),
            _ => date.period,
        }
    }

    /// 自2013年结对以来…到2022年底,累计: a total since the first day.
    fn total(&mut self, date: &DateMention, sentence: TextRange, period: Option<Period>) -> Option<Period> {
        let now = period?;
        if date.kind == DateKind::Stretch && now.as_of() {
            self.since = now.from();
        }
        let rest = TextRange::new(date.range.end, sentence.end);
        let counted = self.times(rest).iter().any(|hit| hit.code == "stock" || hit.code == "running");
        let from = self.since.filter(|_| date.kind == DateKind::Reading && now.from().is_none() && counted);
        match from {
            Some(from) => Period::new(Some(from), now.to(), true).ok().or(period),
            None => period,
        }
    }

    /// 2017年整体脱贫的目标 dates a goal, not the account.
    fn is_goal(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        let goal = self.times(rest).iter().find(|hit| hit.code == "goal");
        goal.is_some_and(|goal| {
            self.mentions.quantities_in(TextRange::new(date.range.end, goal.range.start)).is_empty()
        })
    }

    /// “十一五”末收入达到20亿元的目标: the goal's date ends with it.
    fn is_target(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        self.times(rest)
            .iter()
            .any(|hit| hit.code == "goal" && self.outline.reading.char_before(hit.range.start) == Some('的'))
    }

    /// 自2019年1月1日起执行: since when a rule is in force dates none of its terms.
    fn is_validity(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        date.kind == DateKind::Onward
            && self.times(rest).iter().any(|hit| hit.code == "force" && hit.range.end == clause.end)
    }

    /// Where 到 follows 由2015年的…, when no other date follows it.
    fn start_of_change(&self, date: &DateMention, clause: TextRange) -> Option<u32> {
        let reading = &self.outline.reading;
        let opens = matches!(reading.char_before(date.range.start), Some('由' | '从'));
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

    /// Whether the clause behind a byte opens with a sum that comes in: 2023年开园,卖果131万元.
    fn yields_after(&self, at: u32) -> bool {
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

    /// 成立于2009年 at the end of a clause, 2016年办起合作社 before any figure: what was founded then has its figures
    /// at another time.
    fn is_founding(&self, date: &DateMention, clause: TextRange) -> bool {
        let stated = date.range.end == clause.end
            && date.range.start > clause.start
            && self.outline.reading.char_before(date.range.start) == Some('于');
        let rest = TextRange::new(date.range.end, clause.end);
        let founding = || self.times(rest).iter().find(|hit| hit.code == "founding");
        let founded = || founding().is_some_and(|hit| hit.attr != "opens" || !self.yields_after(clause.end));
        stated
            || (date.kind == DateKind::Stretch && self.mentions.quantities_in(rest).is_empty() && founded())
    }
}

fn is_year(period: Period) -> bool {
    period.calendar_year().and_then(Period::year) == Some(period)
}

fn starts_in<T>(items: &[T], range: TextRange, of: impl Fn(&T) -> TextRange) -> bool {
    let at = items.partition_point(|item| of(item).start < range.start);
    items.get(at).is_some_and(|item| of(item).start < range.end)
}
