//! Takes a date's core, gives the one stretch that it is with the date joined to it: 2017年10月至2018年3月,
//! 去年10月到现在, 5月3日至7日, 2016年、2017年.

use chrono::Datelike;
use lianjie_core::NaiveDate;

use super::calendar::Stretch;
use super::core::Core;
use super::cursor::Cursor;
use super::{Anchor, Scanner};
use crate::lexicon::Class;
use crate::mention::DateKind;
use crate::reading::TextRange;

impl Scanner<'_> {
    /// The stretch from this date to the one that follows 至, or over the list that it opens; else the date itself.
    pub(super) fn linked(&self, first: Core) -> Core {
        let mut first = first;
        while let Some(longer) =
            self.until_now(&first).or_else(|| self.until(&first)).or_else(|| self.listed(&first))
        {
            first = longer;
        }
        first
    }

    /// 2015年至今, 去年10月到现在.
    fn until_now(&self, first: &Core) -> Option<Core> {
        let mut cursor = self.cursor(first.end);
        let now = self.hits.starting(Class::Time, cursor.at()).filter(|hit| hit.code == "now")?;
        if !cursor.link() || self.cursor(now.range.end).eat('年') {
            return None;
        }
        let stretch = first.stretch.and_then(Stretch::first).map(|from| self.since(from));
        Some(Core { end: now.range.end, stretch, kind: DateKind::Stretch, anchor: first.anchor })
    }

    /// 2017年10月至2018年3月, 明年起至2020年, 5月3日至7日.
    fn until(&self, first: &Core) -> Option<Core> {
        let mut cursor = self.cursor(first.end);
        if let Some(onward) = self.part_at(cursor.at()).filter(|part| part.code == "onward") {
            cursor = self.cursor(onward.range.end);
        }
        cursor.eat_spaces();
        if !cursor.link() {
            return None;
        }
        cursor.eat_spaces();
        let from = first.stretch.and_then(Stretch::first);
        let second =
            self.second(first, cursor.at()).or_else(|| from.and_then(|from| day_of(from, cursor)))?;
        let to = second.stretch.and_then(Stretch::last);
        let stretch =
            from.zip(to).filter(|(from, to)| from <= to).map(|(from, to)| Stretch::between(from, to));
        // 2月至1月 and 2018年至2015年 are no stretch of time.
        (stretch.is_some() || from.is_none() || to.is_none()).then(|| Core {
            end: second.end,
            stretch,
            kind: DateKind::Stretch,
            anchor: second.anchor.or(first.anchor),
        })
    }

    /// 2016年、2017年, 秋季和2018年春季: dates of which one begins where the other ends, unless each has figures of its own.
    fn listed(&self, first: &Core) -> Option<Core> {
        let mut cursor = self.cursor(first.end);
        let plain = |kind| matches!(kind, DateKind::Stretch | DateKind::Story);
        if !plain(first.kind) || !cursor.joint() || self.is_distributed(first.end) {
            return None;
        }
        let second = self.second(first, cursor.at()).filter(|second| plain(second.kind))?;
        let (a, b) = first.stretch.zip(second.stretch)?;
        let follows = a.last()?.succ_opt() == b.begins();
        let stretch = Some(Stretch::between(a.begins()?, b.last()?)).filter(|_| follows)?;
        let kind = if first.kind == second.kind { first.kind } else { DateKind::Stretch };
        Some(Core { stretch: Some(stretch), kind, ..second })
    }

    /// Whether 分别 follows in the sentence.
    fn is_distributed(&self, at: u32) -> bool {
        let Some(sentence) = self.outline.sentence_holding(at) else { return false };
        let rest = TextRange::new(at, sentence.range.end);
        self.hits.within(Class::Time, rest).iter().any(|hit| hit.code == "each")
    }

    /// The date at a byte, in the year of the first where it names none: 10月至次年3月, 10月至3月.
    fn second(&self, first: &Core, at: u32) -> Option<Core> {
        let year = first.stretch.and_then(Stretch::first).map(|day| Anchor {
            year: day.year(),
            late: false,
            since: false,
        });
        let reader = Scanner { anchor: year.or(self.anchor), ..*self };
        let ch = self.outline.reading.char_at(at)?;
        let previous = self.outline.reading.char_before(at)?;
        // Behind a dash that joins nothing there is no date; this one joins.
        let previous = if previous == '-' { '至' } else { previous };
        let read = |reader: Scanner<'_>| reader.core(at, ch, previous);
        let second = read(reader)?;
        let ends_before = first.stretch.and_then(Stretch::first).zip(second.stretch.and_then(Stretch::last));
        if second.anchor.is_none() && ends_before.is_some_and(|(from, to)| to < from) {
            let next = year.map(|anchor| Anchor { year: anchor.year + 1, ..anchor });
            return read(Scanner { anchor: next, ..reader });
        }
        Some(second)
    }
}

/// 7日 in 5月3日至7日.
fn day_of(from: NaiveDate, mut cursor: Cursor<'_>) -> Option<Core> {
    let day = cursor.number(2)?;
    let marked = cursor.eat('日') || cursor.eat('号');
    let stretch = Stretch::day(from.year(), from.month(), day).filter(|_| marked)?;
    Some(Core { end: cursor.at(), stretch: Some(stretch), kind: DateKind::Day, anchor: None })
}
