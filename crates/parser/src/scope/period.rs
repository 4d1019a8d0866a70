//! The period that each clause speaks of.
//!
//! A date governs what follows it in its sentence. Into the next sentence it is carried only where that sentence
//! goes on with the same account; it never passes into another paragraph. A heading with a year (2013年工作回顾)
//! dates what stands under it.

use lianjie_core::{NaiveDate, Period};

use crate::lexicon::{Class, Hit};
use crate::mention::{DateKind, DateMention, Mentions};
use crate::outline::{BlockKind, Clause, Outline, Sentence};
use crate::reading::TextRange;

use super::timeline::Timeline;

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
    let mut reader = Reader { outline, mentions, published, out: Timeline::default() };
    reader.read();
    reader.out
}

struct Reader<'a> {
    outline: &'a Outline,
    mentions: &'a Mentions<'a>,
    published: Option<NaiveDate>,
    out: Timeline<Option<Period>>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut heading: Option<Period> = None;
        for block in &self.outline.blocks {
            if block.kind == BlockKind::Heading {
                heading = self.heading_period(block.range, heading);
                self.out.set(block.range.start, None);
                continue;
            }
            let mut current = Current { period: heading, ..Current::default() };
            let base = current;
            for index in block.sentences.clone() {
                let Some(sentence) = self.outline.sentence(index) else { continue };
                if current.kind.is_some() && !self.carries(sentence, current) {
                    current = base;
                }
                current.age += 1;
                self.out.set(sentence.range.start, current.period);
                for index in sentence.clauses.clone() {
                    let Some(clause) = self.outline.clause(index) else { continue };
                    self.clause(sentence, clause, &mut current, base);
                }
            }
            self.out.set(block.range.end, heading);
        }
    }

    /// The year that a heading gives to its part; a heading without a date leaves the one above in force.
    fn heading_period(&self, heading: TextRange, above: Option<Period>) -> Option<Period> {
        match self.mentions.dates_in(heading).first() {
            Some(date) if date.kind == DateKind::Stretch => date.period,
            Some(date) if date.kind != DateKind::Vague => None,
            _ => above,
        }
    }

    /// Whether a sentence goes on with what the one before dated.
    fn carries(&self, sentence: &Sentence, current: Current) -> bool {
        match current.kind {
            Some(DateKind::Story) => current.age < 6 && !self.is_general(sentence.range),
            Some(DateKind::Stretch) => {
                current.age < 2 && !self.is_general(sentence.range) && !self.has_new_subject(sentence.range)
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
        let opening = TextRange::new(range.start, (range.start + 15).min(range.end));
        let area = self.mentions.hits.of(Class::Area);
        let first = area.partition_point(|hit| hit.range.start < opening.start);
        area.get(first).is_some_and(|hit| hit.range.start < opening.end && hit.code != "none")
            || starts_in(&self.mentions.places, opening, |m| m.range)
            || starts_in(&self.mentions.organisations, opening, |m| m.range)
    }

    fn clause(&mut self, sentence: &Sentence, clause: &Clause, current: &mut Current, base: Current) {
        let dates = self.mentions.dates_in(clause.range);
        let after_semicolon = self.outline.reading.char_before(clause.range.start) == Some(';');
        let general = self.times(clause.range).iter().any(|hit| {
            hit.code == "plan_word" || (after_semicolon && matches!(hit.code, "generic" | "rate"))
        });
        if dates.is_empty() && general && !matches!(current.kind, Some(DateKind::Reading | DateKind::Onward))
        {
            *current = base;
            self.out.set(clause.range.start, base.period);
        }
        let mut after = None;
        for date in dates {
            if self.is_goal(date, clause.range) {
                continue;
            }
            let named = Current { period: date.period, kind: Some(date.kind), age: 0 };
            let period =
                if date.kind == DateKind::Onward { self.close(date, sentence.range) } else { date.period };
            let named = Current { period, ..named };
            self.out.set(date.range.start, period);
            if date.kind == DateKind::Noun || self.is_founding(date, clause.range) {
                after = Some(*current);
            } else {
                *current = named;
                after = None;
            }
        }
        if let Some(before) = after {
            self.out.set(clause.range.end, before.period);
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

    /// 2017年整体脱贫的目标 dates a goal, not the account.
    fn is_goal(&self, date: &DateMention, clause: TextRange) -> bool {
        let rest = TextRange::new(date.range.end, clause.end);
        let goal = self.times(rest).iter().find(|hit| hit.code == "goal");
        goal.is_some_and(|goal| {
            self.mentions.quantities_in(TextRange::new(date.range.end, goal.range.start)).is_empty()
        })
    }

    /// 成立于2009年 at the end of a clause dates the founding alone.
    fn is_founding(&self, date: &DateMention, clause: TextRange) -> bool {
        date.range.end == clause.end
            && date.range.start > clause.start
            && self.outline.reading.char_before(date.range.start) == Some('于')
    }
}

fn starts_in<T>(items: &[T], range: TextRange, of: impl Fn(&T) -> TextRange) -> bool {
    let at = items.partition_point(|item| of(item).start < range.start);
    items.get(at).is_some_and(|item| of(item).start < range.end)
}
