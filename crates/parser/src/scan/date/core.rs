//! The core of a date, before 截至 and 以来 around it are read.

use chrono::{Datelike, Months};
use lianjie_core::NaiveDate;

use super::calendar::{Stretch, Years};
use super::cursor::Cursor;
use super::{Anchor, Scanner};
use crate::digit::chinese_digit;
use crate::lexicon::{Class, Hit};
use crate::mention::DateKind;
use crate::reading::offset;

/// A date's core.
pub(super) struct Core {
    pub(super) end: u32,
    pub(super) stretch: Option<Stretch>,
    pub(super) kind: DateKind,
    /// The year that later words are counted from, when it sets one.
    pub(super) anchor: Option<Anchor>,
}

impl Scanner<'_> {
    /// The core that starts at a byte; `ch` is the character there.
    pub(super) fn core(&self, at: u32, ch: char, previous: char) -> Option<Core> {
        if ch.is_ascii_digit() {
            if previous.is_ascii_digit() || matches!(previous, '.' | '-' | '/') {
                return None;
            }
            return self
                .years(at)
                .or_else(|| self.bare_decade(at))
                .or_else(|| self.month_and_day(at))
                .or_else(|| self.plain_day(at))
                .or_else(|| self.word(at, previous));
        }
        if is_first_digit(ch)
            && let Some(core) = self.years(at)
        {
            return Some(core);
        }
        if is_decade_digit(ch)
            && let Some(core) = self.bare_decade(at)
        {
            return Some(core);
        }
        self.word(at, previous).or_else(|| self.bare_part(at)).or_else(|| self.bare_months(at, previous))
    }

    /// 前11个月 alone, where it opens a clause; 前三个月每月… are those of a term.
    fn bare_months(&self, at: u32, previous: char) -> Option<Core> {
        let (end, last) = first_months(self.cursor(at)).filter(|(_, last)| *last > 1)?;
        let term = matches!(self.outline.reading.char_at(end), Some('每' | '内' | '的' | '免' | '按'));
        if previous.is_alphanumeric() || term {
            return None;
        }
        let stretch = self.year_of_month(last, end).and_then(|year| Stretch::months(year, 1, last));
        Some(Core { end, stretch, kind: DateKind::Stretch, anchor: None })
    }

    /// 2017年…, 2016—2018年, 二〇一七年, 2018-05-03.
    fn years(&self, at: u32) -> Option<Core> {
        let mut cursor = self.cursor(at);
        let first = cursor.year()?;
        if let Some(day) = numeric_day(first, cursor) {
            return Some(day);
        }
        let marked = year_mark(&mut cursor);
        let before_link = cursor;
        if cursor.link()
            && let Some(last) = cursor.year()
            && year_mark(&mut cursor)
            && first <= last
            && last - first < 50
        {
            let years = Years { first, last };
            return Some(self.after_years(years, cursor));
        }
        // 2019年前, is no part of 2019.
        let mut ahead = before_link;
        if marked && ahead.eat('前') && matches!(ahead.peek(), Some(',' | '、' | '的')) {
            return Some(Core { end: ahead.at(), stretch: None, kind: DateKind::Vague, anchor: None });
        }
        if !marked {
            return listed_years(first, before_link);
        }
        Some(self.after_years(Years { first, last: first }, before_link))
    }

    /// What may follow the years: month, day, season, half, quarter, end.
    pub(super) fn after_years(&self, years: Years, mut cursor: Cursor<'_>) -> Core {
        let whole = Core {
            end: cursor.at(),
            stretch: Stretch::years(years),
            kind: DateKind::Stretch,
            anchor: Some(Anchor { year: years.last, late: false, since: false }),
        };
        if years.first != years.last {
            return whole;
        }
        cursor.eat_spaces();
        cursor.eat('的');
        let spoken = cursor;
        if let Some((end, last)) = first_months(cursor) {
            let stretch = Stretch::months(years.last, 1, last);
            return Core { end, stretch, kind: DateKind::Stretch, anchor: whole.anchor };
        }
        if let Some(core) = self.months(years.last, cursor) {
            return Core { anchor: whole.anchor, ..core };
        }
        self.part(years.last, spoken.at()).unwrap_or(whole)
    }

    /// 5月, 5月份, 5月底, 5月3日, 1—6月 of a year.
    fn months(&self, year: i32, mut cursor: Cursor<'_>) -> Option<Core> {
        let first = cursor.number(2).filter(|month| (1..=12).contains(month))?;
        let mut last = first;
        let single = cursor;
        if cursor.link() {
            cursor.eat_spaces();
            match cursor.number(2) {
                Some(month) if (first..=12).contains(&month) => last = month,
                _ => cursor = single,
            }
        } else {
            last = cursor.listed_up_to(first, 12);
        }
        if !cursor.eat('月') {
            return None;
        }
        let core = |end, stretch, kind| Some(Core { end, stretch, kind, anchor: None });
        if cursor.eat('份') || first != last {
            let linked = month_range_end(first, &mut cursor).unwrap_or(last);
            return core(cursor.at(), Stretch::months(year, first, linked), DateKind::Stretch);
        }
        if let Some(linked) = month_range_end(first, &mut cursor) {
            return core(cursor.at(), Stretch::months(year, first, linked), DateKind::Stretch);
        }
        let mut with_day = cursor;
        with_day.eat_spaces();
        if let Some(day) = with_day.number(2)
            && (with_day.eat('日') || with_day.eat('号'))
        {
            return core(with_day.at(), Stretch::day(year, first, day), DateKind::Day);
        }
        if let Some(part) = self.part_at(cursor.at()) {
            match part.code {
                "end" => return core(part.range.end, Stretch::month_end(year, first), DateKind::Reading),
                "start" => {
                    return core(part.range.end, Stretch::months(year, first, first), DateKind::Stretch);
                }
                _ => {}
            }
        }
        if let Some(end) = third_of_month(cursor) {
            return core(end, Stretch::months(year, first, first), DateKind::Stretch);
        }
        core(cursor.at(), Stretch::months(year, first, first), DateKind::Stretch)
    }

    /// A part of the given year: 上半年, 一季度, 春季, 年底.
    fn part(&self, year: i32, at: u32) -> Option<Core> {
        let mut cursor = self.cursor(at);
        let anchor = Some(Anchor { year, late: false, since: false });
        if let Some((end, first, last)) = self.months_of_part(at) {
            let (stretch, kind, end) = self.up_to_its_end(Stretch::months(year, first, last), end);
            return Some(Core { end, stretch, kind, anchor });
        }
        // 2017年年底.
        let part = self.part_at(if cursor.eat('年') { cursor.at() } else { at })?;
        let years = Stretch::years(Years { first: year, last: year });
        let (stretch, kind, late) = match part.code {
            "end" => (Stretch::year_end(year), DateKind::Reading, true),
            "start" => (Stretch::year_start(year), DateKind::Reading, false),
            "season" => (years, DateKind::Story, part.attr == "late"),
            "whole" => (years, DateKind::Stretch, false),
            _ => return None,
        };
        Some(Core { end: part.range.end, stretch, kind, anchor: Some(Anchor { year, late, since: false }) })
    }

    /// 6月底, 9月, 5月23日, 1—6月 without a year.
    fn month_and_day(&self, at: u32) -> Option<Core> {
        let probe = self.months(2000, self.cursor(at))?;
        let probed = probe.stretch?;
        let year = self.year_of_news(&probe).or_else(|| self.year_of_month(probed.last_month(), probe.end));
        let core = year.and_then(|year| self.months(year, self.cursor(at)));
        Some(core.unwrap_or(Core { stretch: None, ..probe }))
    }

    /// 每年11月底, 每年3月至5月: months that come round again are no date.
    pub(super) fn recurs(&self, at: u32, core: &Core) -> bool {
        core.anchor.is_none() && self.hits.ending(Class::Time, at).is_some_and(|hit| hit.code == "generic")
    }

    /// 3日 at the start of a sentence: the day of the reporter's visit.
    fn plain_day(&self, at: u32) -> Option<Core> {
        let before = self.outline.reading.char_before(at);
        if !before.is_none_or(|c| matches!(c, '\n' | '。' | '”' | ' ')) {
            return None;
        }
        let mut cursor = self.cursor(at);
        let day = cursor.number(2).filter(|day| (1..=31).contains(day))?;
        if !cursor.eat('日') || !matches!(cursor.peek(), Some(',' | '、')) {
            return None;
        }
        let stretch =
            self.published.and_then(|published| Stretch::day(published.year(), published.month(), day));
        Some(Core { end: cursor.at(), stretch, kind: DateKind::Day, anchor: None })
    }

    /// 去年, 当年, 目前, 近年来 and what follows them.
    fn word(&self, at: u32, previous: char) -> Option<Core> {
        let Some(hit) = self.hits.starting(Class::Time, at) else { return self.hidden_year(at, previous) };
        let end = hit.range.end;
        let plain = |stretch, kind| Some(Core { end, stretch, kind, anchor: None });
        let published = self.published;
        let shift = match hit.code {
            // 高于上年, 由上年的 compare too; the sum in 比上年的61亿元 is of that year.
            "previous_year" | "last_year" if self.is_compared(previous, hit) => return None,
            // 年内 and 上年 are counted from the year spoken of, else from today.
            "previous_year" if self.anchor.is_some() => return self.counted(hit),
            "previous_year" if self.looks_back() && self.has_own_sum(hit) => return self.counted(hit),
            // 三年内 is no 年内.
            "within_year" if self.number_before(at) < at => return None,
            "within_year" if self.anchor.is_some() => return self.counted(hit),
            "within_year" if let Some(year) = self.year_reviewed(at) => {
                return Some(self.after_years(Years { first: year, last: year }, self.cursor(end)));
            }
            "this_end" if hit.attr == "ahead" && !self.is_ahead(end) => return None,
            "this_end" => return self.end_of_year(hit),
            "this_year" | "within_year" => 0,
            "last_year" | "previous_year" => -1,
            "year_before_last" => -2,
            "coming_year" => 1,
            // 截至今年 is no 至今.
            "now" if self.cursor(end).eat('年') => return None,
            "now" => return plain(published.map(Stretch::reading), DateKind::Reading),
            "now_noun" => return plain(published.map(Stretch::reading), DateKind::Noun),
            "century" => return Some(self.century(hit)),
            "opening_year" => {
                let stretch = published
                    .and_then(|day| Some(Stretch::since(NaiveDate::from_ymd_opt(day.year(), 1, 1)?, day)));
                return plain(stretch, DateKind::Stretch);
            }
            "next_month" => {
                let ahead = published.and_then(|day| day.checked_add_months(Months::new(1)));
                return plain(
                    ahead.and_then(|day| Stretch::months(day.year(), day.month(), day.month())),
                    DateKind::Stretch,
                );
            }
            "last_month" | "this_month" => {
                let back = u32::from(hit.code == "last_month");
                let stretch = published.and_then(|day| {
                    if day.month() > back {
                        Stretch::months(day.year(), day.month() - back, day.month() - back)
                    } else {
                        Stretch::months(day.year() - 1, 12, 12)
                    }
                });
                return plain(stretch, DateKind::Stretch);
            }
            "past_year" => {
                let year = published
                    .filter(|day| day.month() <= 4)
                    .map(|day| day.year() - 1)
                    .or(self.given.map(|year| year - 1))
                    .or(self.titled.map(|year| year - 1));
                let stretch = year.and_then(|year| Stretch::years(Years { first: year, last: year }));
                return plain(stretch, if stretch.is_some() { DateKind::Stretch } else { DateKind::Vague });
            }
            "vague" => return plain(None, DateKind::Vague),
            "later" => return self.count_before(at).and_then(|_| plain(None, DateKind::Vague)),
            "years" => {
                let since = self.since_years_ago(self.count_before(at)?);
                return plain(since, if since.is_some() { DateKind::Stretch } else { DateKind::Vague });
            }
            "since_then" => {
                let from = self.anchor.and_then(|anchor| NaiveDate::from_ymd_opt(anchor.year, 1, 1))?;
                return plain(Some(self.since(from)), DateKind::Stretch);
            }
            "same_day" => return plain(Some(Stretch::between(self.day?, self.day?)), DateKind::Day),
            "yesterday" => {
                let day = published.and_then(|day| day.pred_opt());
                return plain(day.map(|day| Stretch::between(day, day)), DateKind::Day);
            }
            "plan" => return self.plan(hit),
            "previous_end" => {
                let year = self.anchor.or(self.earlier)?.year - 1;
                return plain(Stretch::year_end(year), DateKind::Reading);
            }
            "same_year" | "next_year" | "third_year" | "first_year" => return self.counted(hit),
            _ => return None,
        };
        let core = self.of_year(shift, end);
        let season = hit.attr == "season" && core.end == end;
        Some(if season { Core { kind: DateKind::Story, ..core } } else { core })
    }

    /// The number in 五年来 and 6个月后; in 2014—2016年三年间 it counts the years named before it.
    fn count_before(&self, at: u32) -> Option<u32> {
        let count = crate::digit::count_before(self.up_to(at))?;
        (!self.up_to(self.number_before(at)).ends_with('年')).then_some(count)
    }

    /// Where the number begins that ends here.
    pub(super) fn number_before(&self, at: u32) -> u32 {
        let number =
            |c: char| c.is_ascii_digit() || matches!(c, '两' | '多' | '十') || chinese_digit(c).is_some();
        offset(self.up_to(at).trim_end_matches(number).len())
    }

    fn up_to(&self, at: u32) -> &str {
        self.outline.reading.between(0, at)
    }

    /// 2013年结对,五年里: since the year spoken of, where so many years have gone by.
    fn since_years_ago(&self, count: u32) -> Option<Stretch> {
        let (anchor, today) = self.anchor.zip(self.published)?;
        let gone = u32::try_from(today.year() - anchor.year).ok()?;
        let from = NaiveDate::from_ymd_opt(anchor.year, 1, 1)?;
        (count > 1 && gone.abs_diff(count) <= 1).then(|| self.since(from))
    }

    /// Whether 上年 is the year before the one reviewed: the report came out in the months after that one.
    fn looks_back(&self) -> bool {
        /// The last month in which the year before is reviewed.
        const APRIL: u32 = 4;
        self.earlier.is_some_and(|earlier| {
            self.published.is_none_or(|day| day.month() <= APRIL && earlier.year == day.year() - 1)
        })
    }

    /// 比去年增加, 高于上年: the year that something is compared with, when it has no sum of its own.
    fn is_compared(&self, previous: char, hit: &Hit<'_>) -> bool {
        let against = matches!(previous, '比' | '较' | '与' | '同' | '跟')
            || (hit.code == "previous_year" && matches!(previous, '于' | '由' | '从'));
        against && !self.has_own_sum(hit)
    }

    /// 上年的61亿元.
    fn has_own_sum(&self, hit: &Hit<'_>) -> bool {
        let mut cursor = self.cursor(hit.range.end);
        cursor.eat('的') && cursor.peek().is_some_and(|c| c.is_ascii_digit())
    }

    /// 今年 in 截至今年, where 至今 was found.
    fn hidden_year(&self, at: u32, previous: char) -> Option<Core> {
        let mut cursor = self.cursor(at);
        (previous == '至' && cursor.eat('今') && cursor.eat('年')).then(|| self.of_year(0, cursor.at()))
    }

    /// The year so many years after that of publication, with the parts that follow it.
    pub(super) fn of_year(&self, shift: i32, end: u32) -> Core {
        let today = self.published.map(|day| day.year()).or(self.written).or(self.given);
        let Some(today) = today.or(self.titled_now(shift)) else {
            // The parts are read only to take them into the range.
            let core = self.after_years(Years { first: 2000, last: 2000 }, self.cursor(end));
            return Core { stretch: None, anchor: None, ..core };
        };
        self.after_years(Years { first: today + shift, last: today + shift }, self.cursor(end))
    }

    /// 本年度 in a plan of which only the headline names the year.
    fn titled_now(&self, shift: i32) -> Option<i32> {
        self.titled.filter(|_| shift == 0)
    }

    /// Whether the year is only what another is measured by: 是2015年的8倍.
    pub(super) fn is_measure(&self, end: u32) -> bool {
        /// Bytes of 的, a number and 倍.
        const REACH: u32 = 24;
        let rest = self.outline.reading.head(end, REACH);
        let Some(rest) = rest.strip_prefix('的') else { return false };
        let number = |c: char| {
            c.is_ascii_digit()
                || c == '.'
                || chinese_digit(c).is_some()
                || matches!(c, '近' | '十' | '两' | '多' | '余')
        };
        rest.trim_start_matches(number).starts_with('倍') && rest.starts_with(number)
    }

    /// 当年, 次年, 头一年: counted from the last year named in the block.
    fn counted(&self, hit: &Hit<'_>) -> Option<Core> {
        // 人次年均增长: the year after is none that counts by the 次.
        let visits =
            matches!(self.outline.reading.char_before(hit.range.start), Some('人' | '班' | '批' | '架'));
        if visits && hit.code == "next_year" {
            return None;
        }
        // 同年 may look back past its paragraph, 第二年 may not.
        let back = hit.code == "same_year" || (hit.code == "previous_year" && self.looks_back());
        let earlier = self.earlier.filter(|_| back);
        // 来年 is the year to come where no other year is spoken of.
        let ahead = self.published.filter(|_| hit.attr == "ahead");
        let today = ahead.map(|day| Anchor { year: day.year(), late: false, since: false });
        let anchor = self.anchor.or(earlier).or(today)?;
        let year = match hit.code {
            "next_year" => anchor.year + 1,
            "third_year" => anchor.year + 2,
            "previous_year" => anchor.year - 1,
            "first_year" if anchor.late => anchor.year + 1,
            _ => anchor.year,
        };
        let mut core = self.after_years(Years { first: year, last: year }, self.cursor(hit.range.end));
        // 当年底分红 is a flow of the year.
        if core.kind == DateKind::Reading && hit.code == "same_year" {
            core.stretch = Stretch::years(Years { first: year, last: year });
            core.kind = DateKind::Stretch;
        }
        // 第二年 is counted from the same year as 头一年.
        core.anchor = if matches!(hit.code, "same_year" | "within_year") { core.anchor } else { None };
        Some(core)
    }

    /// “十三五”期间.
    fn plan(&self, hit: &Hit<'_>) -> Option<Core> {
        let (first, last) = hit.attr.split_once('-')?;
        let years = Years { first: first.parse().ok()?, last: last.parse().ok()? };
        let mut cursor = self.cursor(hit.range.end);
        cursor.eat('”');
        // “十三五”回顾, “十三五”累计投入, “十三五”发展回顾, “十三五”发展的成就.
        let mut developed = cursor;
        let developed = if developed.eat('发') && developed.eat('展') { developed } else { cursor };
        let goes_on = self.hits.starting(Class::Time, developed.at()).is_some_and(|hit| {
            hit.code == "review" || hit.code == "stock" && self.cursor(hit.range.start).eat('累')
        });
        let told = developed.at() > cursor.at() && self.cursor(developed.at()).eat('的');
        if goes_on || told {
            let stretch = Stretch::years(years);
            return Some(Core { end: hit.range.end, stretch, kind: DateKind::Stretch, anchor: None });
        }
        let part = self.part_at(cursor.at())?;
        let (stretch, kind) = match part.code {
            "during" => (Stretch::years(years), DateKind::Stretch),
            "since" => {
                let from = NaiveDate::from_ymd_opt(years.first, 1, 1)?;
                (Some(self.since(from)), DateKind::Stretch)
            }
            "end" => (Stretch::year_end(years.last), DateKind::Reading),
            "start" => (Stretch::year_start(years.first), DateKind::Reading),
            _ => return None,
        };
        Some(Core { end: part.range.end, stretch, kind, anchor: None })
    }

    /// 上半年 or 一季度 alone.
    fn bare_part(&self, at: u32) -> Option<Core> {
        // 一季度“开门红” is a name.
        if self.hits.starting(Class::Time, at).is_some_and(|hit| hit.code == "none") {
            return None;
        }
        let (end, first, last) = self.months_of_part(at)?;
        let stretch =
            self.year_of_month(last.min(first + 2), end).and_then(|year| Stretch::months(year, first, last));
        let (stretch, kind, end) = self.up_to_its_end(stretch, end);
        Some(Core { end, stretch, kind, anchor: None })
    }

    /// The first and last month of 上半年, 一季度, 二、三季度, and where the words end.
    fn months_of_part(&self, at: u32) -> Option<(u32, u32, u32)> {
        if let Some((end, first, last)) = self.cursor(at).quarters() {
            return Some((end, 3 * first - 2, 3 * last));
        }
        let part = self.part_at(at)?;
        let (first, last) = quarters(part.code)?;
        Some((part.range.end, first, last))
    }

    /// 三季度末, 上半年末: what is read on the last day.
    fn up_to_its_end(&self, stretch: Option<Stretch>, end: u32) -> (Option<Stretch>, DateKind, u32) {
        match self.part_at(end).filter(|part| part.code == "end") {
            Some(part) => (stretch.map(Stretch::read_at_end), DateKind::Reading, part.range.end),
            None => (stretch, DateKind::Stretch, end),
        }
    }
}

/// Whether a date written in characters may start with it: 二〇一七年, 一九九八年, 十月, 三、四季度.
pub(super) const fn is_first_digit(ch: char) -> bool {
    matches!(ch, '一' | '二' | '三' | '十')
}

/// Whether a character opens a decade that is written without its century: 八十年代.
pub(super) const fn is_decade_digit(ch: char) -> bool {
    matches!(ch, '五' | '六' | '七' | '八' | '九')
}

/// 2016、2017年, 2016和2017两年: years one after the other, of which only the last is marked.
fn listed_years(first: i32, mut cursor: Cursor<'_>) -> Option<Core> {
    let mut last = first;
    while cursor.joint() && cursor.year() == Some(last + 1) {
        last += 1;
    }
    // 2014、2015、2016三年.
    let unmarked = cursor;
    let count = if cursor.eat('两') { Some(2) } else { cursor.number(1) };
    if count.is_none_or(|count| i32::try_from(count) != Ok(last - first + 1)) {
        cursor = unmarked;
    }
    (last > first && year_mark(&mut cursor)).then(|| Core {
        end: cursor.at(),
        stretch: Stretch::years(Years { first, last }),
        kind: DateKind::Stretch,
        anchor: Some(Anchor { year: last, late: false, since: false }),
    })
}

/// 年 or 年度.
fn year_mark(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_spaces();
    let marked = cursor.eat('年');
    if marked {
        cursor.eat('度');
    }
    marked
}

/// The second month of 1月至6月.
fn month_range_end(first: u32, cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    if !ahead.link() {
        return None;
    }
    let last = ahead.number(2).filter(|last| (first..=12).contains(last))?;
    if !ahead.eat('月') {
        return None;
    }
    ahead.eat('份');
    *cursor = ahead;
    Some(last)
}

/// 上旬 中旬 下旬.
fn third_of_month(mut cursor: Cursor<'_>) -> Option<u32> {
    (matches!(cursor.peek(), Some('上' | '中' | '下')) && cursor.skip() && cursor.eat('旬'))
        .then(|| cursor.at())
}

/// The day of 2018-05-03, after its year.
fn numeric_day(year: i32, mut cursor: Cursor<'_>) -> Option<Core> {
    let separator = cursor.peek().filter(|c| matches!(c, '-' | '.' | '/'))?;
    cursor.eat(separator);
    let month = cursor.number(2)?;
    if !cursor.eat(separator) {
        return None;
    }
    let day = cursor.number(2)?;
    let stretch = Stretch::day(year, month, day)?;
    Some(Core {
        end: cursor.at(),
        stretch: Some(stretch),
        kind: DateKind::Day,
        anchor: Some(Anchor { year, late: false, since: false }),
    })
}

/// 前五个月, 头五个月: where it ends, and its last month.
fn first_months(mut cursor: Cursor<'_>) -> Option<(u32, u32)> {
    cursor.eat_spaces();
    if !cursor.eat('前') && !cursor.eat('头') {
        return None;
    }
    let last = if cursor.eat('两') { Some(2) } else { cursor.number(2) };
    let last = last.filter(|last| (1..=12).contains(last))?;
    (cursor.eat('个') && cursor.eat('月')).then(|| (cursor.at(), last))
}

fn quarters(code: &str) -> Option<(u32, u32)> {
    Some(match code {
        "half2" => (7, 12),
        "quarter1" => (1, 3),
        "quarter2" => (4, 6),
        "quarter3" => (7, 9),
        "quarter4" => (10, 12),
        "half1" | "quarters12" => (1, 6),
        "quarters13" => (1, 9),
        _ => return None,
    })
}
