//! Dates told one after another for figures told one after another: 2016年、2017年分别投入3200万元、4100万元.

use chrono::Datelike;
use lianjie_core::Period;

use super::Reader;
use crate::mention::{DateMention, Quantity};
use crate::outline::{Clause, Sentence};
use crate::reading::TextRange;

impl Reader<'_> {
    /// Gives each figure behind 分别 the date in its turn, where there are as many figures as dates.
    pub(super) fn distribute(&mut self, sentence: &Sentence, clause: &Clause) {
        let Some(each) = self.times(clause.range).iter().find(|hit| hit.code == "each") else { return };
        let before = TextRange::new(sentence.range.start, each.range.start);
        let periods = self.listed_periods(before);
        let figures = self.mentions.figures_in(TextRange::new(each.range.end, sentence.range.end));
        if periods.len() < 2 {
            return;
        }
        let mut rest = figures;
        while let Some(first) = rest.first() {
            let joined = |pair: &&[Quantity]| match pair {
                [one, next] => self.are_listed(one.range, next.range),
                _ => false,
            };
            let run = 1 + rest.windows(2).take_while(joined).count();
            let (listed, after) = rest.split_at(run.min(rest.len()));
            let alike = listed.iter().all(|figure| figure.unit == first.unit);
            if listed.len() != periods.len() || !alike {
                return;
            }
            for (figure, period) in listed.iter().zip(&periods) {
                self.out.only(figure.range, Some(*period));
            }
            rest = after;
        }
    }

    /// The dates of the list that ends before 分别, with nothing else listed in between; of 2015—2017年 each year.
    fn listed_periods(&self, before: TextRange) -> Vec<Period> {
        let dates = self.mentions.dates_in(before);
        let Some(last) = dates.last() else { return Vec::new() };
        let reading = &self.outline.reading;
        if reading.between(last.range.end, before.end).contains('、') {
            return Vec::new();
        }
        let joined = |pair: &&[DateMention]| match pair {
            [one, next] => self.are_listed(one.range, next.range),
            _ => false,
        };
        let run = 1 + dates.windows(2).rev().take_while(joined).count();
        if run > 1 {
            let listed = dates.iter().skip(dates.len().saturating_sub(run));
            return listed.map_while(|date| date.period).collect();
        }
        let Some(period) = last.period else { return Vec::new() };
        let Some((from, to)) = period.from().zip(period.to()) else { return Vec::new() };
        // 2021年以来,逐年为: the last year is not over.
        let ended = period.as_of() || to.succ_opt().is_some_and(|next| next.ordinal() == 1);
        let whole = from.ordinal() == 1 && ended;
        if whole { (from.year()..=to.year()).map_while(Period::year).collect() } else { Vec::new() }
    }

    /// Neighbours of one list: 、 or a word like it is all that stands between.
    fn are_listed(&self, one: TextRange, next: TextRange) -> bool {
        let between = self.outline.reading.between(one.end, next.start);
        matches!(between, "、" | "和" | "与" | "及" | ",")
    }
}
