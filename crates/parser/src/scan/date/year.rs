//! The year of a month or a day that is named without one: takes what was named before and the day of publication.

use chrono::Datelike;

use super::Scanner;
use super::core::Core;
use crate::lexicon::{Class, Hit};
use crate::mention::DateKind;
use crate::reading::{TextRange, offset};

impl Scanner<'_> {
    /// The year of a day named alone that was some weeks before the day of publication.
    pub(super) fn year_of_news(&self, probe: &Core) -> Option<i32> {
        /// Days for which a report is still news.
        const NEWS: i64 = 45;
        let day = probe.stretch.filter(|_| probe.kind == DateKind::Day)?.last()?;
        let published = self.published?;
        let this = day.with_year(published.year())?;
        (0..=NEWS).contains(&published.signed_duration_since(this).num_days()).then(|| this.year())
    }

    /// The year of a month that is named alone: the block's last year, else the one before publication, or the one to
    /// come where its clause says what will be. `end` is where the date ends.
    pub(super) fn year_of_month(&self, month: u32, end: u32) -> Option<i32> {
        // 2016年以来…,其中上半年: not the half of that year.
        // 去年…;眼下…,5月份…: behind 眼下 months are of the year of publication.
        if let Some(anchor) = self.anchor.filter(|anchor| !anchor.since && !self.today) {
            // 2016年底有6万人,到9月底: the September that follows.
            let next = anchor.year + 1;
            let over = self.published.is_none_or(|day| (next, month) <= (day.year(), day.month()));
            return Some(if anchor.late && month < 11 && over { next } else { anchor.year });
        }
        let Some(published) = self.published else { return self.written.or(self.titled) };
        let this = month <= published.month() || self.is_ahead(end);
        Some(if this { published.year() } else { published.year() - 1 })
    }

    /// Whether a clause that goes on at `end` tells what will be: 四季度计划投放, 12月底前达到. 前 alone says so where
    /// nothing is said to be done: 10月底前已完成.
    pub(super) fn is_ahead(&self, end: u32) -> bool {
        let outline = self.outline;
        let Some(clause) = outline.clause_at(end.saturating_sub(1)) else { return false };
        let range = |index| outline.clause(index).map(|clause| clause.range);
        let (Some(own), next) = (range(clause), range(clause + 1)) else { return false };
        // 12月底前,支付率要达到92%.
        let last = next.filter(|next| {
            own.end <= end + 6 && outline.sentence_holding(end).is_some_and(|held| held.range.contains(*next))
        });
        let told = TextRange::new(end, last.unwrap_or(own).end.max(end));
        let times = self.hits.within(Class::Time, told);
        let before = self.part_at(end).is_some_and(|part| part.code == "before")
            || outline.reading.char_at(end) == Some('前');
        let done = || {
            outline.reading.slice(told).contains(['已', '了'])
                || times.iter().any(|hit| hit.code == "running")
        };
        let needed = outline.reading.slice(told).contains(['需', '须']);
        let planned = || {
            // 五、下步要求 heads what will be.
            let mut headings = outline.headings(outline.sentence_at(end).unwrap_or_default());
            let opens = |heading: TextRange| {
                let times = self.hits.within(Class::Time, heading);
                times.iter().any(|hit| hit.attr == "ahead")
            };
            headings.any(|section| opens(section.heading))
        };
        times.iter().any(|hit| matches!(hit.code, "plan_word" | "aim" | "coming"))
            || needed
            || before && !done()
            || planned()
    }

    /// The year that a heading above names (一、2018年工作回顾), else the one in the headline where that is over: 年内 in a
    /// bulletin of 2018.
    pub(super) fn year_reviewed(&self, at: u32) -> Option<i32> {
        let outline = self.outline;
        let mut sections = outline.headings(outline.sentence_at(at).unwrap_or_default());
        let headed = sections.find_map(|section| self.last_year_in(section.heading));
        let over = |year: &i32| self.published.is_some_and(|day| *year < day.year());
        headed.or(self.titled.filter(over))
    }

    /// 年底前计划脱贫327户 where no year is spoken of: of the one in which it is told; 年底前扩充到8000万元 is so at its end.
    pub(super) fn end_of_year(&self, hit: &Hit<'_>) -> Option<Core> {
        if self.anchor.is_some_and(|anchor| !anchor.since && !self.today) {
            return None;
        }
        let word = self.outline.reading.slice(hit.range);
        let parts = hit.range.start + offset(word.find(['底', '末'])?);
        let clause = self.outline.clause_at(hit.range.start).and_then(|at| self.outline.clause(at))?;
        let told = self.outline.reading.between(hit.range.end, clause.range.end.max(hit.range.end));
        // 到年底将有2万人.
        if hit.attr == "ahead" || told.contains(['到', '达', '超', '至', '剩']) {
            return Some(Core { anchor: None, ..self.of_year(0, parts) });
        }
        Some(Core { end: hit.range.end, anchor: None, ..self.of_year(0, hit.range.end) })
    }
}
