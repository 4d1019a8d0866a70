//! Figures of two times: what a figure is compared with, what it changed from.

use lianjie_core::{Period, Unit};

use super::{Reader, is_year};
use crate::lexicon::Class;
use crate::mention::{DateKind, DateMention};
use crate::outline::Sentence;
use crate::reading::TextRange;

impl Reader<'_> {
    /// 比2020年增长一倍, 与2015年相比, 按2015年不变价: what is spoken of is of another year.
    pub(super) fn is_compared(&self, date: &DateMention) -> bool {
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
    pub(super) fn standard(&self, date: &DateMention) -> Option<TextRange> {
        let next = self.mentions.quantities_in(TextRange::new(date.range.end, date.range.end + 40));
        let figure = self.mentions.quantities.get(next.start)?;
        let of = self.outline.reading.between(date.range.end, figure.range.start) == "的";
        let own = date.period.is_some() && figure.unit != Unit::Times && self.is_compared(date);
        (of && own && !next.is_empty()).then_some(figure.range)
    }

    /// “十二五”时期年均增长9%: the years of an average date nothing else.
    pub(super) fn is_average(&self, date: &DateMention, sentence: &Sentence, clause: TextRange) -> bool {
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

    /// 由13.6%下降到4.1% in a year: a state at the end of the year before, then at its end; sums are of the two years.
    pub(super) fn change(&mut self, clause: TextRange) {
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

    /// Where 到 follows 由2015年的…, when no other date follows it.
    pub(super) fn start_of_change(&self, date: &DateMention, clause: TextRange) -> Option<u32> {
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
}
