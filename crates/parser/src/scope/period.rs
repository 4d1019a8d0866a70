//! The period that each clause speaks of.
//!
//! A date governs what follows it in its sentence. Into the next sentence it is carried only where that sentence
//! goes on with the same account; it never passes into another paragraph. A heading with a year (2013年工作回顾)
//! dates what stands under it. The terms of an arrangement (每年每亩租金) hold at all times, though a dated
//! clause begins it.

mod aside;
mod carry;
mod change;
mod each;
mod end;
mod heading;
mod level;
mod running;
mod validity;

use chrono::Datelike;
use lianjie_core::{Bound, NaiveDate, Period, Unit};

use crate::lexicon::Class;
use crate::mention::{DateKind, DateMention, Mentions, Quantity};
use crate::outline::{Block, BlockKind, Clause, Outline, Sentence};
use crate::reading::TextRange;

use super::timeline::Timeline;

/// Bytes at the start of a sentence that name what it is about.
const OPENING: u32 = 15;

/// Whether it is a stretch of some days or weeks, in which one thing is done: what a semicolon parts from that has no date.
fn is_moment(period: Period) -> bool {
    /// A month and a week.
    const DAYS: i64 = 38;
    period.from().zip(period.to()).is_some_and(|(from, to)| (to - from).num_days() <= DAYS)
}

/// What is done with a share: 六成归村集体, 两成留作公益金.
const GIVEN: [char; 11] = ['归', '用', '留', '作', '给', '返', '分', '划', '发', '拿', '由'];

/// The date in force.
#[derive(Clone, Copy, Default, PartialEq)]
struct Current {
    period: Option<Period>,
    kind: Option<DateKind>,
    /// Sentences since it was named.
    age: u32,
}

/// When each clause is.
#[derive(Default)]
pub(super) struct Periods {
    pub(super) at: Timeline<Option<Period>>,
    /// The blocks that stand in a frame, 现将2016年资金安排公告如下 or the time of a rule, which dates all of them.
    pub(super) framed: Vec<TextRange>,
}

pub(super) fn read(outline: &Outline, mentions: &Mentions<'_>, published: Option<NaiveDate>) -> Periods {
    let mut reader = Reader {
        outline,
        mentions,
        published,
        dateline: super::dateline(outline, mentions),
        review: super::is_review(outline, mentions),
        in_force: None,
        year: None,
        day: None,
        entry: None,
        account: Account::default(),
        told: Told::default(),
        framed: Vec::new(),
        out: Timeline::default(),
    };
    reader.read();
    Periods { at: reader.out, framed: reader.framed }
}

/// What the sentence has said so far.
#[derive(Clone, Copy, Default)]
struct Told {
    /// The clause before gave a running total.
    read_at_end: bool,
    /// When 现有 was read (of no period without a day of publication), and nothing else has been dated since.
    noun: Option<Current>,
    /// What was in force before 由2015年的 in the clause before.
    before_change: Option<Current>,
    /// The year that something is compared with: 是2012年的2.3倍.
    compared: Option<i32>,
    /// The year with which all of the sentence compares: 与2015年相比.
    against: Option<i32>,
    /// It has told what flows in a year.
    income: bool,
    /// The year that the sentence spoke of before the day on which it now reads.
    earlier: Option<Period>,
    /// What was in force before 目前.
    before_now: Option<Current>,
    /// 目前 or 眼下, with which it opened.
    now: Option<Current>,
    /// The two dates between which it tells of a change.
    ends: Option<(Period, Period)>,
}

/// What the block has said so far.
#[derive(Clone, Copy, Default)]
struct Account {
    /// Since when it has counted: 自2013年结对以来.
    since: Option<NaiveDate>,
    /// The several years that it or its heading speaks of.
    span: Option<Period>,
    /// The years up to the one for which something is planned.
    until_aim: Option<Period>,
    /// The day before the several years that the last date names.
    before_span: Option<Period>,
    /// What was in force before 年末 or 累计达到 was said in the sentence.
    before_end: Option<Current>,
}

/// What stands above a block and dates it.
#[derive(Clone, Copy, Default)]
struct Above {
    title: Option<Period>,
    heading: Option<Period>,
    /// What a paragraph that ends with a colon gives to the list under it.
    list: Option<Period>,
    /// The same for all of its items, where the paragraph gives figures of that time: the items are their parts.
    items: Option<Period>,
    /// The paragraph gave figures of the time that it ended with.
    counted: bool,
    /// What 如下 gives to the list under it.
    announced: Option<Period>,
    /// The year in the line above a table's rows.
    table: Option<Period>,
}

struct Reader<'a> {
    outline: &'a Outline,
    mentions: &'a Mentions<'a>,
    published: Option<NaiveDate>,
    /// What opens the dispatch.
    dateline: Option<TextRange>,
    /// It is a work report or a summary.
    review: bool,
    /// The time for which it grants what it grants, when it is a rule with an end.
    in_force: Option<Period>,
    /// The last whole year spoken of.
    year: Option<Period>,
    /// The day as of which a line under the headline says that all is told.
    day: Option<NaiveDate>,
    /// The day of the diary's entry.
    entry: Option<NaiveDate>,
    account: Account,
    told: Told,
    framed: Vec<TextRange>,
    out: Timeline<Option<Period>>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let title = self.outline.title_range.and_then(|title| self.heading_period(title, None));
        // A report on a year is of that year, whatever its parts are called.
        let year = title.filter(|period| is_year(*period));
        if year.is_none() {
            self.in_force = self.validity(title);
        }
        let heading = year.or(self.in_force);
        let mut above = Above { title, heading, ..Above::default() };
        let kinds = self.outline.blocks.iter().skip(1).map(|block| block.kind).chain([BlockKind::Paragraph]);
        for (block, next) in self.outline.blocks.iter().zip(kinds) {
            if block.kind != BlockKind::Row && next == BlockKind::Row {
                above.table = self.heading_period(block.range, None);
                if block.kind != BlockKind::Paragraph {
                    self.out.set(block.range.start, None);
                    continue;
                }
            }
            let entries = &self.mentions.entries;
            let entry = entries.binary_search_by_key(&block.range.start, |(start, _)| *start);
            if let Some(&(_, day)) = entry.ok().and_then(|at| entries.get(at)) {
                above.heading = Some(Period::as_of_day(day));
                self.published = Some(day);
                self.entry = Some(day);
                self.out.set(block.range.start, None);
                continue;
            }
            if block.kind == BlockKind::Heading {
                above.heading = self.heading_period(block.range, above.heading);
                above.announced = above.announced.filter(|_| self.mentions.dates_in(block.range).is_empty());
                // 一、产业发展类4420万元 under the headline of a year.
                self.out.set(block.range.start, above.title.filter(|title| is_year(*title)));
                continue;
            }
            if let Some(day) = self.line_of_day(block) {
                above.heading = Some(day);
                self.day = day.to();
                self.out.set(block.range.start, None);
                continue;
            }
            let current = self.block(block, &mut above);
            if block.kind == BlockKind::Row {
                self.columns(block);
            }
            self.announce(block, current, &mut above);
            self.out.set(block.range.end, above.heading);
        }
    }

    /// What dates a block before it says anything itself.
    fn above(&self, block: &Block, above: &Above) -> Option<Period> {
        let item = self.is_item(block.range);
        let row = block.kind == BlockKind::Row;
        let heading = above.announced.filter(|_| row || item).or(above.heading);
        // A table without a year of its own is of the year in the headline.
        let around = if row {
            above.table.or(heading).or(above.title)
        } else {
            above.items.filter(|_| item).or(heading)
        };
        above.list.or(around)
    }

    /// Reads a block to its end; gives what is in force there. A sentence may date all that stands below it.
    fn block(&mut self, block: &Block, above: &mut Above) -> Current {
        let period = self.above(block, above);
        if period.is_some() && (period == self.in_force || period == above.announced) {
            self.framed.push(block.range);
        }
        let mut current = Current { period, ..Current::default() };
        let mut base = current;
        let span = period.or(above.title).filter(|period| is_several_years(*period));
        self.account = Account { span, before_span: span.and_then(day_before), ..Account::default() };
        for index in block.sentences.clone() {
            let Some(sentence) = self.outline.sentence(index) else { continue };
            current = self.account.before_end.take().unwrap_or(current);
            if current.kind.is_some() && !self.carries(sentence, current) {
                current = base;
            }
            current.age += 1;
            if let Some(year) = self.frame(sentence).or_else(|| self.made_known(sentence.range)) {
                above.heading = Some(year);
                base = Current { period: Some(year), ..Current::default() };
            } else if let Some(year) = self
                .opening_year(sentence, block.range)
                .or_else(|| self.opening_since(sentence, block.range))
                .or_else(|| self.year_of_account(sentence, block.range, base.period))
            {
                base = Current { period: Some(year), ..Current::default() };
                current = base;
            }
            self.told = Told::default();
            self.out.set(sentence.range.start, current.period);
            for index in sentence.clauses.clone() {
                let Some(clause) = self.outline.clause(index) else { continue };
                self.clause(sentence, clause, &mut current, base);
            }
        }
        current
    }

    /// What a paragraph gives to the list or the items below it.
    fn announce(&self, block: &Block, current: Current, above: &mut Above) {
        let paragraph = block.kind == BlockKind::Paragraph;
        let item = self.is_item(block.range);
        above.list = match self.outline.reading.slice(block.range).trim_end().chars().next_back() {
            Some(':') if paragraph => current.period,
            Some(';') => above.list,
            _ => None,
        };
        if !(above.counted && item) {
            above.items = above.list;
        }
        if paragraph && !item {
            above.announced = self.announced(block.range);
            let dated = |figure: &Quantity| self.out.at(figure.range.start) == current.period;
            above.counted = self.mentions.figures_in(block.range).iter().any(dated);
        }
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
        }) || (stretch && self.is_term(clause.range))
            || (stretch && self.is_divided(clause.range))
            || (after_semicolon && current.period.is_some_and(is_moment));
        let shared = self.is_now(*current) && self.is_divided(clause.range);
        let fixed = matches!(current.kind, Some(DateKind::Reading | DateKind::Onward));
        if dates.is_empty() && (general && !fixed || shared) {
            *current = base;
            self.out.set(clause.range.start, base.period);
        }
        if let Some(now) = self.told.now.filter(|_| after_semicolon && dates.is_empty()) {
            // 眼下有企业28家,去年产值12.6亿元;用工1260人: behind the semicolon it is now again.
            *current = now;
            self.out.set(clause.range.start, current.period);
        }
        self.go_on(clause.range, dates.is_empty() && !after_semicolon, *current);
        // 全年 is the year spoken of.
        let parts = self.mentions.hits.within(Class::DatePart, clause.range);
        let whole = parts.iter().find(|hit| hit.attr == "bare");
        if let Some((whole, before)) = whole.zip(self.account.before_end) {
            *current = before;
            self.account.before_end = None;
            self.out.set(whole.range.start, current.period);
        }
        let undated = self.year.filter(|_| current.period.is_none());
        let year = undated.or_else(|| current.period.and_then(year_of_part)).filter(|_| dates.is_empty());
        let whole = whole.filter(|whole| {
            // 预计全年总产值34亿元.
            let before = self.outline.reading.between(clause.range.start, whole.range.start);
            undated.is_some() || before.is_empty() || before.ends_with('计')
        });
        if let Some((whole, year)) = whole.zip(year) {
            *current = Current { period: Some(year), kind: Some(DateKind::Stretch), age: 0 };
            // 得租金5200元,…再加上分红,全年拿回3.7万元: what adds up to a year's sum is of the year.
            let parts = TextRange::new(sentence.range.start, clause.range.start);
            let adds = self.outline.reading.slice(parts).contains('加')
                && self.mentions.dates_in(sentence.range).is_empty();
            self.out.set(if adds { parts.start } else { whole.range.start }, current.period);
        }
        // 全镇辖14个村 is so at any time, and what covers so much land.
        if dates.is_empty() && self.times(clause.range).iter().any(|hit| hit.code == "makeup") {
            self.out.set(clause.range.start, None);
            self.out.set(clause.range.end, current.period);
            return;
        }
        if let Some(before) = self.told.before_now.filter(|_| dates.is_empty() && self.aims(clause.range)) {
            // 今年…,目前有企业23家,预计产值9亿元: what is expected is of the year.
            *current = before;
            self.out.set(clause.range.start, current.period);
        }
        self.come_to(clause.range, current);
        self.year_end(clause.range, current);
        self.running_total(clause.range, current);
        let mut after = None;
        for date in dates {
            if !self.is_aside(date, clause.range, base) {
                let span = date.period.filter(|period| is_several_years(*period));
                self.account.span = span.or(self.account.span);
                after = self.date(date, (sentence, clause), current, after);
            }
        }
        if let Some(before) = after {
            self.out.set(clause.range.end, before.period);
        }
        self.distribute(sentence, clause);
        self.change(clause.range);
        self.grow(clause.range, *current);
        self.grow_since(clause.range, *current);
        self.count_of_years(clause.range);
        for date in dates {
            if let Some(figure) = self.standard(date) {
                self.out.only(figure, date.period);
            }
        }
        if dates.is_empty() && current.kind.is_none() {
            self.stock(clause.range, base);
        }
        self.levels(clause.range, current.period);
        if dates.is_empty() && current.kind.is_none() {
            self.done_that_day(sentence.range, clause.range, base);
        }
    }

    /// Whether a date dates nothing: what is compared with, aimed at, or only around the account.
    fn is_aside(&mut self, date: &DateMention, clause: TextRange, base: Current) -> bool {
        let compared = self.is_compared(date);
        if compared {
            self.told.compared = date.period.and_then(|period| period.calendar_year());
            let all = self.outline.reading.char_at(date.range.end) == Some('相');
            self.told.against = self.told.compared.filter(|_| all).or(self.told.against);
        }
        // 一年来 under the heading of a year is that year.
        let same = base.period.is_some_and(is_year) && self.years_back(date) == Some(1);
        let opening = self.dateline.is_some_and(|dateline| dateline.contains(date.range));
        compared
            || same
            || opening
            || self.is_record(date)
            || self.is_in_name(date)
            || self.is_age(date)
            || self.is_season(date)
            || self.is_goal(date, clause)
            || self.is_validity(date, clause)
            || self.is_learnt(date, clause)
    }

    /// What a date puts in force; gives what holds again behind its clause, when it dates no more than that.
    fn date(
        &mut self,
        date: &DateMention,
        (sentence, clause): (&Sentence, &Clause),
        current: &mut Current,
        after: Option<Current>,
    ) -> Option<Current> {
        let before = *current;
        if !self.opens_change(date) {
            self.account.before_span = self.before_several_years(date);
        }
        let read = Current { period: date.period, ..Current::default() };
        self.told.noun = (date.kind == DateKind::Noun).then_some(read);
        self.told.before_now = None;
        let year = before.period.filter(|period| is_year(*period) && before.age == 0);
        if date.kind == DateKind::Reading {
            self.told.earlier = year.or(self.told.earlier);
        }
        self.year =
            date.period.and_then(|period| period.calendar_year()).and_then(Period::year).or(self.year);
        if let Some(years) = self.past_years(date) {
            self.account.before_span = day_before(years);
            self.out.set(date.range.start, Some(years));
            if self.is_inline(date) {
                return Some(before);
            }
            *current = Current { period: Some(years), kind: Some(DateKind::Stretch), age: 0 };
            return after;
        }
        let period =
            if date.kind == DateKind::Onward { self.close(date, sentence.range) } else { date.period };
        let period = self.until_day(period);
        let mut named =
            Current { period: self.total(date, sentence.range, period), kind: Some(date.kind), age: 0 };
        if let Some(part) = self.year_up_to(date, before) {
            named = Current { period: Some(part), kind: Some(DateKind::Stretch), age: 0 };
        }
        if let Some(year) = self.aim(date) {
            named = Current { period: Some(year), kind: Some(DateKind::Stretch), age: 0 };
        } else if let Some(year) = self.year_of_flow(date, sentence.range) {
            named = Current { period: Some(year), kind: Some(DateKind::Stretch), age: 0 };
        }
        if self.is_recount(date, clause.range) {
            named.period = period.map(Period::into_as_of);
            named.kind = Some(DateKind::Reading);
        }
        self.out.set(date.range.start, named.period);
        if self.opens_change(date) {
            self.told.before_change = Some(before);
            self.told.compared = date.period.and_then(|period| period.calendar_year());
        }
        if let Some(end) = self.start_of_change(date, clause.range) {
            // 由2015年的24亿元增加到28亿元: the second sum is of the year spoken of.
            self.out.set(end, before.period);
            return after;
        }
        let outside = self.told.before_change.filter(|outside| outside.period.is_some());
        if let Some(outside) = outside.filter(|_| self.closes_change(date)) {
            *current = outside;
            return Some(outside);
        }
        let own_clause = date.kind == DateKind::Noun
            || self.is_inline(date)
            || self.is_founding(date, clause.range)
            || self.is_average(date, sentence, clause.range)
            || self.is_in_a_row(date)
            || self.is_target(date, clause.range);
        if own_clause {
            return Some(before);
        }
        if self.is_now(named) && self.opens_sentence(date, sentence) {
            self.told.now = Some(named);
        }
        let year = before.period.is_some_and(is_year) && before.kind == Some(DateKind::Stretch);
        self.told.before_now = Some(before).filter(|_| year && before.age == 0 && self.is_now(named));
        *current = named;
        None
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
            self.told.noun = None;
        }
        if let Some(read) = self.told.noun.filter(|_| !figures.is_empty()) {
            self.out.set(clause.start, read.period);
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

    /// 每年每亩租金, 按…的比例, 5万元以下的贷款按基准利率: terms that hold in every year.
    fn is_term(&self, clause: TextRange) -> bool {
        let times = self.times(clause);
        if times.iter().any(|hit| hit.code == "stock") {
            return false;
        }
        let quantities = self.mentions.quantities.get(self.mentions.quantities_in(clause)).unwrap_or(&[]);
        let share = quantities.iter().any(|quantity| {
            let before = TextRange::new(clause.start, quantity.range.start);
            let ceiling = quantity.bound == Bound::AtMost && clause.end > quantity.range.end;
            let after = TextRange::new(quantity.range.end, clause.end.max(quantity.range.end));
            let reading = &self.outline.reading;
            quantity.unit == Unit::Percent && reading.slice(before).contains('按')
                || ceiling && reading.slice(after).contains('按')
        });
        share || times.iter().any(|hit| hit.code == "generic")
    }

    /// Whether nothing stands before a date in its sentence.
    fn opens_sentence(&self, date: &DateMention, sentence: &Sentence) -> bool {
        self.outline.reading.between(sentence.range.start, date.range.start).trim().is_empty()
    }

    /// Whether 如今 or 目前 is in force.
    fn is_now(&self, current: Current) -> bool {
        let day = current.period.filter(Period::as_of).and_then(|period| period.to());
        current.kind == Some(DateKind::Reading) && day.is_some() && day == self.published
    }

    /// 六成归村集体: a share of a party alone in its clause.
    fn is_divided(&self, range: TextRange) -> bool {
        let figures = self.mentions.figures_in(range);
        let [figure] = figures else { return false };
        let after = self.outline.reading.between(figure.range.end, range.end);
        figure.unit == Unit::Percent && after.starts_with(GIVEN)
    }

    /// 公司留三成,七成返还农户: shares alone are terms.
    fn is_sharing(&self, range: TextRange) -> bool {
        let quantities = self.mentions.quantities.get(self.mentions.quantities_in(range)).unwrap_or(&[]);
        quantities.len() > 1 && quantities.iter().all(|quantity| quantity.unit == Unit::Percent)
    }
}

fn is_year(period: Period) -> bool {
    period.calendar_year().and_then(Period::year) == Some(period)
}

/// The year of a quarter or of some months.
fn year_of_part(period: Period) -> Option<Period> {
    let to = period.to().filter(|to| period.from().is_none_or(|from| from.year() == to.year()))?;
    Period::year(to.year()).filter(|year| *year != period)
}

/// 2016—2018年, 十二五期间; not 20世纪80年代, of which no year in particular is meant.
fn is_several_years(period: Period) -> bool {
    let ends = period.from().zip(period.to()).filter(|_| !period.as_of());
    let years = ends.map(|(from, to)| (from.year(), to.year()));
    let decade = |first: i32, last: i32| last < 2000 && first % 10 == 0 && last % 10 == 9;
    years.is_some_and(|(first, last)| first < last && !decade(first, last))
}

/// Of 2016—2018年 three.
fn count_of_years(period: Period) -> Option<i32> {
    period.from().zip(period.to()).map(|(from, to)| to.year() - from.year() + 1)
}

fn day_before(period: Period) -> Option<Period> {
    period.from()?.pred_opt().map(Period::as_of_day)
}

fn starts_in<T>(items: &[T], range: TextRange, of: impl Fn(&T) -> TextRange) -> bool {
    let at = items.partition_point(|item| of(item).start < range.start);
    items.get(at).is_some_and(|item| of(item).start < range.end)
}
