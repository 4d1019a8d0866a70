//! The period that each clause speaks of.
//!
//! A date governs what follows it in its sentence. Into the next sentence it is carried only where that sentence
//! goes on with the same account; it never passes into another paragraph. A heading with a year (2013年工作回顾)
//! dates what stands under it. The terms of an arrangement (每年每亩租金) hold at all times, though a dated
//! clause begins it.

mod aside;
mod change;
mod heading;

use lianjie_core::{NaiveDate, Period, Unit};

use crate::lexicon::{Class, Hit};
use crate::mention::{DateKind, DateMention, Mentions, Quantity};
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
        noun: None,
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
    /// When 现有 was read in the sentence, and nothing else has been dated since.
    noun: Option<Period>,
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
        // The same for all of its items, where the paragraph gives figures of that time: the items are their parts.
        let mut items: Option<Period> = None;
        let mut counted = false;
        // What 如下 gives to the list under it.
        let mut announced: Option<Period> = None;
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
                announced = announced.filter(|_| self.mentions.dates_in(block.range).is_empty());
                self.out.set(block.range.start, None);
                continue;
            }
            let told = announced.filter(|_| block.kind == BlockKind::Row || self.is_item(block.range));
            let part = items.filter(|_| self.is_item(block.range));
            // A table without a year of its own is of the year in the headline.
            let above = told.or(heading);
            let period =
                if block.kind == BlockKind::Row { table.or(above).or(title) } else { part.or(above) };
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
                self.noun = None;
                self.out.set(sentence.range.start, current.period);
                for index in sentence.clauses.clone() {
                    let Some(clause) = self.outline.clause(index) else { continue };
                    self.clause(sentence, clause, &mut current, base);
                }
            }
            let paragraph = block.kind == BlockKind::Paragraph;
            list = match self.outline.reading.slice(block.range).trim_end().chars().next_back() {
                Some(':') if paragraph => current.period,
                Some(';') => list,
                _ => None,
            };
            if !(counted && self.is_item(block.range)) {
                items = list;
            }
            if paragraph && !self.is_item(block.range) {
                announced = self.announced(block.range);
                let dated = |figure: &Quantity| self.out.at(figure.range.start) == current.period;
                counted = self.mentions.figures_in(block.range).iter().any(dated);
            }
            self.out.set(block.range.end, heading);
        }
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
        self.go_on(clause.range, dates.is_empty() && !after_semicolon, *current);
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
            self.noun = date.period.filter(|_| date.kind == DateKind::Noun);
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

    /// 现有员工34人,低收入农户占12人: what is counted on is read on the same day, up to a sum.
    fn go_on(&mut self, clause: TextRange, undated: bool, current: Current) {
        let figures = self.mentions.figures_in(clause);
        let sums = figures.iter().any(|figure| figure.unit == Unit::Yuan);
        // 其中新增12户 is what came in some time.
        let grows =
            self.mentions.hits.within(Class::MeasureRate, clause).iter().any(|hit| hit.code == "growth");
        let times = self.times(clause);
        let general = times.iter().any(|hit| matches!(hit.code, "flow" | "generic" | "plan_word" | "rate"));
        if !undated || sums || grows || general {
            self.noun = None;
        }
        if let Some(day) = self.noun.filter(|_| !figures.is_empty()) {
            self.out.set(clause.start, Some(day));
            self.out.set(clause.end, current.period);
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
}

fn is_year(period: Period) -> bool {
    period.calendar_year().and_then(Period::year) == Some(period)
}

fn starts_in<T>(items: &[T], range: TextRange, of: impl Fn(&T) -> TextRange) -> bool {
    let at = items.partition_point(|item| of(item).start < range.start);
    items.get(at).is_some_and(|item| of(item).start < range.end)
}
