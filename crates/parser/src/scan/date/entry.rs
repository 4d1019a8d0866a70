//! The entries of a diary: takes the blocks, gives the lines that say on which day what stands below them was written.

use lianjie_core::NaiveDate;

use super::Scanner;
use crate::digit::chinese_digit;
use crate::mention::DateKind;
use crate::outline::{Block, BlockKind, WEATHER};
use crate::reading::TextRange;

impl Scanner<'_> {
    /// Where entries begin, with their days: 2018年4月26日 大风. One such line alone says when all of it was written.
    pub(super) fn entries(&self) -> Vec<(u32, NaiveDate)> {
        let body = self.outline.blocks.iter().filter(|block| block.kind != BlockKind::Title);
        let found: Vec<_> = body.filter_map(|block| Some((block, self.day_of_line(block)?))).collect();
        let told = |block: &Block| {
            let line = self.outline.reading.slice(block.range);
            line.contains(WEATHER) || line.contains(['期', '周'])
        };
        if found.len() < 2 || !found.iter().any(|(block, _)| told(block)) {
            return Vec::new();
        }
        found.into_iter().map(|(block, day)| (block.range.start, day)).collect()
    }

    fn day_of_line(&self, block: &Block) -> Option<NaiveDate> {
        /// Bytes of a day and the weather, in brackets or not.
        const LINE: u32 = 60;
        /// Characters of the weather and the day of the week.
        const WEATHER: usize = 10;
        let line = self.outline.reading.slice(block.range);
        let opens = line
            .trim_start_matches(['(', '【', '[', ' '])
            .starts_with(|c: char| c.is_ascii_digit() || chinese_digit(c).is_some());
        if block.range.len() > LINE || !opens {
            return None;
        }
        let mut mentions = Vec::new();
        let mut scanner = Scanner { anchor: None, ..*self };
        scanner.block(block.range, &mut mentions);
        let [date] = mentions.as_slice() else { return None };
        let before = self.outline.reading.between(block.range.start, date.range.start);
        let rest = self.outline.reading.slice(TextRange::new(date.range.end, block.range.end));
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let alone = words(before) == 0
            && words(rest) <= WEATHER
            && !rest.contains(|c: char| c.is_ascii_digit() || matches!(c, '。' | ',' | ':'));
        let day = date.period.filter(|_| alone && date.kind == DateKind::Day)?;
        day.from().filter(|from| day.to() == Some(*from))
    }
}
