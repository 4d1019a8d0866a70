//! Takes the reading, gives the dates and periods named in it: 2017年, 截至5月底, 去年冬天, 2016—2018年, 目前.
//!
//! Relative words are resolved from the day of publication, and 当年 or 次年 from the last year that the same
//! block names. What stays unresolved is a mention without a period: it ends the reach of an earlier date.

mod calendar;
mod core;
mod cursor;
mod decade;
mod entry;
mod linked;
mod today;
mod year;

use lianjie_core::{NaiveDate, Period};

use self::calendar::Stretch;
use self::core::Core;
use self::cursor::Cursor;
use crate::lexicon::{Class, Hit, Hits};
use crate::mention::{DateKind, DateMention};
use crate::outline::{BlockKind, Outline};
use crate::reading::{TextRange, offset, size};

/// What is found of dates.
pub(crate) struct Dates {
    /// All dates and period words, in text order and without overlap.
    pub(crate) mentions: Vec<DateMention>,
    /// The year in which a work report without a day of its own was given.
    pub(crate) given: Option<i32>,
    /// Where the entries of a diary begin, with their days.
    pub(crate) entries: Vec<(u32, NaiveDate)>,
}

/// Finds them; `published` is the day that relative dates are counted from, up to the first entry of a diary.
pub(crate) fn scan(outline: &Outline, hits: &Hits<'_>, published: Option<NaiveDate>) -> Dates {
    let mut out = Vec::new();
    let mut earlier = None;
    let blank = Scanner {
        outline,
        hits,
        published,
        written: None,
        titled: None,
        given: None,
        anchor: None,
        today: false,
        day: None,
        earlier,
    };
    let written = if published.is_none() { blank.written_in() } else { None };
    let titled = outline.title_range.and_then(|title| blank.year_of_title(title));
    let given = if published.is_none() { blank.given_in(titled) } else { None };
    let entries = blank.entries();
    for block in &outline.blocks {
        let before = entries.partition_point(|(start, _)| *start < block.range.start).checked_sub(1);
        let entry = before.and_then(|at| entries.get(at));
        let published = entry.map(|(_, day)| *day).or(published);
        // A year named in one paragraph says nothing of 第二年 in the next.
        let mut scanner = Scanner { published, written, titled, given, earlier, ..blank };
        if block.kind == BlockKind::Row {
            out.extend(scanner.bare_year(block.range));
        }
        scanner.block(block.range, &mut out);
        earlier = scanner.anchor.or(earlier);
    }
    Dates { mentions: out, given, entries }
}

/// The year that 当年 and 第二年 are counted from.
#[derive(Clone, Copy)]
struct Anchor {
    year: i32,
    /// 冬天 and 年底: the first year of what began then is the next one.
    late: bool,
    /// It is only since when something is told: 2016年以来.
    since: bool,
}

#[derive(Clone, Copy)]
struct Scanner<'a> {
    outline: &'a Outline,
    hits: &'a Hits<'a>,
    published: Option<NaiveDate>,
    /// The year in which a text without a day of publication says that it was written.
    written: Option<i32>,
    /// The year in the headline.
    titled: Option<i32>,
    /// The year in which a work report without a day was given.
    given: Option<i32>,
    anchor: Option<Anchor>,
    /// 目前 or 眼下 stands behind the year last named.
    today: bool,
    /// The last day named in the block: that of 当天.
    day: Option<NaiveDate>,
    /// The last year of the blocks before.
    earlier: Option<Anchor>,
}

impl Scanner<'_> {
    fn block(&mut self, block: TextRange, out: &mut Vec<DateMention>) {
        let reading = &self.outline.reading;
        let mut at = block.start;
        let mut previous = '\n';
        // What a notice issues is of the year in its name: 关于印发《某县2024年保险方案》的通知.
        let headline = self.outline.title_range.is_some_and(|title| title.overlaps(block));
        let mut titles = 0_u32;
        // A core starts with a digit or with a word: nothing else is looked at.
        let mut words = [Class::Time, Class::DatePart]
            .map(|class| self.hits.of(class).get(self.hits.before(class, at)..).unwrap_or_default());
        let mut next_word = 0;
        for (from_block, ch) in reading.slice(block).char_indices() {
            let here = block.start + offset(from_block);
            if here < at {
                // Part of the date before.
                continue;
            }
            let mut may_start = ch.is_ascii_digit()
                || core::is_first_digit(ch)
                || core::is_decade_digit(ch)
                || (ch == '今' && previous == '至')
                || (matches!(ch, '前' | '头') && !previous.is_alphanumeric());
            if here < next_word && !may_start && !matches!(ch, '《' | '》') {
                previous = ch;
                continue;
            }
            at = here;
            match ch {
                '《' if !headline => titles += 1,
                '》' => titles = titles.saturating_sub(1),
                _ => {}
            }
            let next = at + offset(ch.len_utf8());
            next_word = u32::MAX;
            for hits in &mut words {
                while let Some((hit, after)) = hits.split_first().filter(|(hit, _)| hit.range.start <= at) {
                    may_start |= hit.range.start == at;
                    *hits = after;
                }
                next_word = hits.first().map_or(next_word, |hit| next_word.min(hit.range.start));
            }
            let core = if titles > 0 || !may_start { None } else { self.core(at, ch, previous) };
            let core = core.map(|core| self.linked(core));
            if let Some(core) = core.filter(|core| core.end > at && core.end <= block.end) {
                if self.recurs(at, &core) {
                    at = core.end;
                    previous = reading.char_before(at).unwrap_or('\n');
                    continue;
                }
                let day = core.stretch.and_then(Stretch::last);
                let now = core.kind == DateKind::Reading && core.anchor.is_none();
                self.today |= now && day.is_some() && day == self.published && !ch.is_ascii_digit();
                if core.anchor.is_some() && !self.is_measure(core.end) {
                    self.today = false;
                    let since = self.part_at(core.end).is_some_and(|part| part.code == "since");
                    self.anchor = core.anchor.map(|anchor| Anchor { since, ..anchor });
                }
                if core.kind == DateKind::Day {
                    self.day = core.stretch.and_then(Stretch::last);
                }
                let mention = self.mention(at, &core);
                at = mention.range.end.max(next);
                previous = reading.char_before(at).unwrap_or('\n');
                if !self.numbers_an_issue(at) {
                    out.push(mention);
                }
            } else {
                previous = ch;
                at = next;
            }
        }
    }

    /// 2016 | 12600 | 9.8: the year that labels a row.
    fn bare_year(&self, row: TextRange) -> Option<DateMention> {
        let (label, _) = self.outline.reading.slice(row).split_once('\t')?;
        let year = label.parse().ok().filter(|year| label.len() == 4 && (1949..2100).contains(year))?;
        let range = TextRange::new(row.start, row.start + offset(label.len()));
        Some(DateMention { range, period: Period::year(year), kind: DateKind::Stretch })
    }

    /// 2024年第6期: the year is part of the number of an issue.
    fn numbers_an_issue(&self, after: u32) -> bool {
        let rest = self.outline.reading.text().get(size(after)..).unwrap_or("");
        let mut rest = rest.chars().skip_while(|c| *c == ' ');
        rest.next() == Some('第') && rest.find(|c| !c.is_ascii_digit()) == Some('期')
    }

    fn cursor(&self, at: u32) -> Cursor<'_> {
        Cursor::new(&self.outline.reading, at)
    }

    /// From a day to the day of publication, or open when there is none.
    fn since(&self, from: NaiveDate) -> Stretch {
        let to = self.published.filter(|to| from <= *to);
        to.map_or(Stretch::from(from), |to| Stretch::since(from, to))
    }

    /// Reads 截至 before the core and 以来, 起 after it.
    fn mention(&self, at: u32, core: &Core) -> DateMention {
        let counted = |hit: &Hit<'_>| matches!(hit.code, "years" | "later");
        let mut start = match self.hits.starting(Class::Time, at).filter(|hit| counted(hit)) {
            Some(_) => self.number_before(at),
            None => at,
        };
        let mut end = core.end;
        let mut stretch = core.stretch;
        let mut kind = core.kind;
        if let Some(part) = self
            .hits
            .ending(Class::DatePart, self.back_over_spaces(at))
            .filter(|part| part.code == "as_of")
            .filter(|part| part.attr != "weak" || self.opens_phrase(part.range.start))
            .filter(|_| !matches!(kind, DateKind::Vague))
        {
            start = part.range.start;
            stretch = stretch.map(Stretch::read_at_end);
            kind = DateKind::Reading;
        }
        if let Some(since) =
            self.opens_since(start, end).or_else(|| self.since_then(end)).filter(|_| stretch.is_some())
        {
            end = since;
            stretch = stretch.and_then(Stretch::first).map(|from| self.since(from));
            kind = DateKind::Stretch;
        }
        let mut cursor = self.cursor(end);
        cursor.eat_spaces();
        if let Some(part) = self.part_at(cursor.at()).filter(|_| !matches!(kind, DateKind::Vague)) {
            match part.code {
                "since" => {
                    end = part.range.end;
                    // 今年以来 in a report without a day is the year.
                    let this_year = self.published.is_none()
                        && self.hits.starting(Class::Time, at).is_some_and(|hit| hit.code == "this_year");
                    if !this_year {
                        stretch = stretch.and_then(Stretch::first).map(|from| self.since(from));
                    }
                    kind = DateKind::Stretch;
                }
                "onward" => {
                    end = part.range.end;
                    stretch = stretch.and_then(Stretch::first).map(Stretch::from);
                    kind = DateKind::Onward;
                }
                "before" => {
                    end = part.range.end;
                    stretch = stretch.and_then(Stretch::before);
                    kind = DateKind::Stretch;
                }
                "during" | "around" | "whole" => end = part.range.end,
                _ => {}
            }
        }
        DateMention { range: TextRange::new(start, end), period: stretch.and_then(Stretch::period), kind }
    }

    /// 自2013年结对以来: where 以来 closes the phrase that 自 opens.
    fn opens_since(&self, start: u32, end: u32) -> Option<u32> {
        let reading = &self.outline.reading;
        if !matches!(reading.char_before(start), Some('自' | '从')) {
            return None;
        }
        let parts = self.hits.of(Class::DatePart);
        let since = parts.get(parts.partition_point(|part| part.range.start < end))?;
        let between = TextRange::new(end, since.range.start);
        (since.code == "since"
            && between.len() <= 36
            && reading.slice(between).chars().all(char::is_alphanumeric))
        .then_some(since.range.end)
    }

    /// 2014年建档立卡以来: where the words for what began then end.
    fn since_then(&self, end: u32) -> Option<u32> {
        let event = self.hits.starting(Class::Time, end).filter(|hit| hit.code == "vague")?;
        let part = self.hits.ending(Class::DatePart, event.range.end)?;
        (part.code == "since").then_some(event.range.end)
    }

    fn back_over_spaces(&self, at: u32) -> u32 {
        let mut at = at;
        while self.outline.reading.char_before(at) == Some(' ') {
            at -= 1;
        }
        at
    }

    /// Whether a phrase starts here, so that 到 is 截至 and not the goal of 增加到.
    fn opens_phrase(&self, at: u32) -> bool {
        let aim = self.hits.ending(Class::Time, at);
        let aimed = aim.is_some_and(|hit| matches!(hit.code, "plan_word" | "aim"));
        aimed || self.outline.reading.char_before(at).is_none_or(|c| !c.is_alphanumeric())
    }

    fn part_at(&self, at: u32) -> Option<&Hit<'_>> {
        let hit = self.hits.starting(Class::DatePart, at)?;
        let follows = self.outline.reading.char_at(hit.range.end);
        let word_goes_on = !hit.attr.is_ascii() && follows.is_some_and(|c| hit.attr.contains(c));
        (!word_goes_on).then_some(hit)
    }
}

#[cfg(test)]
mod tests;
