//! The year in which a text was written that has no day of publication: what its foot, its headline or the years on which
//! it looks back say.

use chrono::Datelike;

use super::Scanner;
use crate::digit::first_digit;
use crate::lexicon::Class;
use crate::mention::DateMention;
use crate::outline::{Block, BlockKind};
use crate::reading::TextRange;

impl Scanner<'_> {
    /// The year in a short line at the head or foot that says nothing more than who wrote, where and when:
    /// (某镇扶贫站,2015年2月), 2018年第12期(总第88期), 扶贫简报〔2019〕15号.
    pub(super) fn written_in(&self) -> Option<i32> {
        /// Lines at the head and at the foot that may say so.
        const LINES: usize = 3;
        /// Bytes of such a line.
        const LINE: u32 = 120;
        let blocks = &self.outline.blocks;
        let around = blocks.iter().skip(1).take(LINES).chain(blocks.iter().rev().take(LINES));
        let mut years = around.filter(|block| block.range.len() <= LINE).filter_map(|block| {
            let line = self.outline.reading.slice(block.range);
            let closed = line.ends_with(')') && (line.starts_with('(') || line.contains('第'));
            let dated = closed || line.trim_end().ends_with(['月', '日', '年', '期']);
            let plain = !line.contains(['。', '%', ';', '!', '?', '“']);
            let numbered = || year_of_number(line.trim_end());
            plain.then(|| dated.then(|| self.last_year_in(block.range)).flatten().or_else(numbered))?
        });
        years.next()
    }

    /// The last year of a headline, also without its mark: 2019政府工作报告.
    pub(super) fn year_of_title(&self, title: TextRange) -> Option<i32> {
        let words = self.outline.reading.slice(title);
        let bare = || {
            let (year, rest) = words.split_at_checked(4)?;
            let marked = rest.starts_with(|c: char| c.is_ascii() || c == '年');
            year.parse().ok().filter(|year| !marked && (1949..2100).contains(year))
        };
        self.last_year_in(title).or_else(bare)
    }

    /// The year in which a work report was given: the one in its headline (2019年某县政府工作报告), else the one after
    /// that on which a heading looks back (一、2018年工作回顾).
    pub(super) fn given_in(&self, titled: Option<i32>) -> Option<i32> {
        let reviews = |range| self.hits.within(Class::Time, range).iter().filter(|hit| hit.code == "review");
        let title = self.outline.title_range.filter(|_| titled.is_some());
        // 政府工作报告(2012年工作回顾) names the year on which it looks back.
        let of_year = |at| self.outline.reading.char_before(at) == Some('年');
        let reviewed = |title| reviews(title).any(|hit| hit.attr != "report" && of_year(hit.range.start));
        if title.is_some_and(|title| reviews(title).any(|hit| hit.attr == "report") && !reviewed(title)) {
            return titled;
        }
        let blocks = &self.outline.blocks;
        let mut headings = blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Heading);
        let looked_back_on = headings.find_map(|(index, heading)| {
            reviews(heading.range).find(|hit| hit.attr != "report")?;
            let counted = self.hits.within(Class::Time, heading.range).iter().find(|hit| hit.attr == "years");
            let below = blocks.get(index + 1..).unwrap_or_default();
            self.last_of_dates(heading.range).or_else(|| {
                self.last_of_years(first_digit(self.outline.reading.slice(counted?.range))?, below)
            })
        });
        looked_back_on.map(|year| year + 1)
    }

    /// The last year of the last stretch that a line names: 2015, for “十二五”时期工作回顾.
    fn last_of_dates(&self, line: TextRange) -> Option<i32> {
        let mut mentions = Vec::new();
        Scanner { anchor: None, ..*self }.block(line, &mut mentions);
        let named = mentions.iter().filter_map(|date| date.period.filter(|period| !period.as_of())?.to());
        named.map(|to| to.year()).max()
    }

    /// The last of so many years on which the blocks below a heading look back: they say since when (2012年以来), or with
    /// what year they compare (2016年…, 比2011年…).
    fn last_of_years(&self, count: u8, below: &[Block]) -> Option<i32> {
        /// Blocks that open the account.
        const OPENING: usize = 4;
        let mut mentions = Vec::new();
        let mut scanner = Scanner { anchor: None, ..*self };
        for block in below.iter().take(OPENING) {
            scanner.block(block.range, &mut mentions);
        }
        let reading = &self.outline.reading;
        let from = |date: &DateMention| date.period?.from().map(|from| from.year());
        let since = mentions.first().filter(|date| reading.slice(date.range).ends_with("来")).and_then(from);
        let compared = || {
            mentions.windows(2).find_map(|pair| {
                let [now, then] = pair else { return None };
                let against =
                    matches!(reading.char_before(then.range.start), Some('比' | '较' | '与' | '同'));
                from(now)
                    .zip(from(then))
                    .filter(|(now, then)| against && now - then == i32::from(count))
                    .map(|(now, _)| now)
            })
        };
        since.map(|since| since + i32::from(count) - 1).or_else(compared)
    }

    /// The last year named in a line.
    pub(super) fn last_year_in(&self, line: TextRange) -> Option<i32> {
        let mut mentions = Vec::new();
        let mut scanner = Scanner { anchor: None, ..*self };
        scanner.block(line, &mut mentions);
        scanner.anchor.map(|anchor| anchor.year)
    }
}

/// The year in the number of a paper: 某府发〔2012〕22号.
fn year_of_number(line: &str) -> Option<i32> {
    let (_, number) = line.strip_suffix('号')?.rsplit_once(['〔', '[', '('])?;
    let (year, serial) = number.split_once(['〕', ']', ')'])?;
    let counts = |digits: &str| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    (year.len() == 4 && counts(year) && counts(serial.trim())).then(|| year.parse().ok())?
}
