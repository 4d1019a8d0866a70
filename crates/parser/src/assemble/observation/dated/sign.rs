//! The signs that speak for or against a figure's being of the period in force, each as a hash: what kind of period it is,
//! how far back it was named, what the clause says of time, what the figure measures, how its neighbours are dated.

use chrono::Datelike;
use lianjie_core::{NaiveDate, Period};

use super::super::decision::{Decision, Earlier};
use super::super::view::View;
use super::ruled;
use crate::lexicon::Class;
use crate::mention::DateKind;
use crate::reading::TextRange;
use crate::weigh::{Features, Tag, first_characters, flag, last_characters, step};

/// More signs than most figures have.
const ROOM: usize = 96;
/// Characters of the clause that are looked at before the figure.
const BEFORE: usize = 8;
/// Bytes of a paragraph in which the last date is looked for.
const FAR: u32 = 1500;

/// The hashed signs of a figure of which the rules decided so; `None` where the rules date nothing, in tables, whose cells
/// have the dates of their headings, and in what a frame dates.
pub(in super::super) fn signs(view: &View<'_>, decision: &Decision, decisions: &Earlier) -> Option<Vec<u32>> {
    let framed = view.context.scopes.is_framed(view.quantity.range.start);
    let period = ruled(view.context, view.index).filter(|_| !view.in_table() && !framed)?;
    let kind = kind(period, view.context.document.published);
    let mut signs = Signs { view, kind, measure: decision.measure.as_str(), out: Features::with_room(ROOM) };
    signs.own(decision);
    signs.last_date();
    signs.clause();
    signs.neighbours(period, decisions);
    signs.document();
    Some(signs.out.finish())
}

struct Signs<'v> {
    view: &'v View<'v>,
    kind: &'static str,
    measure: &'v str,
    out: Features,
}

/// What kind of period it is, beside the day of publication.
fn kind(period: Period, published: Option<NaiveDate>) -> &'static str {
    if period.as_of() {
        return if period.to().is_some() && period.to() == published { "now" } else { "reading" };
    }
    let Some(year) = period.calendar_year().filter(|year| Period::year(*year) == Some(period)) else {
        return "stretch";
    };
    match published.map(|day| day.year() - year) {
        None => "year",
        Some(..0) => "year ahead",
        Some(0) => "year 0",
        Some(1) => "year 1",
        Some(2) => "year 2",
        Some(3..) => "year before",
    }
}

const fn name(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Stretch => "stretch",
        DateKind::Story => "story",
        DateKind::Day => "day",
        DateKind::Onward => "onward",
        DateKind::Reading => "reading",
        DateKind::Noun => "noun",
        DateKind::Vague => "vague",
    }
}

impl Signs<'_> {
    fn add(&mut self, tag: Tag, parts: &[&str]) {
        self.out.add(tag, parts);
    }

    /// What the figure is.
    fn own(&mut self, decision: &Decision) {
        let (kind, measure, quantity) = (self.kind, self.measure, self.view.quantity);
        self.add(const { Tag::new("period") }, &[kind]);
        self.add(const { Tag::new("measure") }, &[measure]);
        self.add(const { Tag::new("measure period") }, &[measure, kind]);
        self.add(const { Tag::new("unit") }, &[quantity.unit.as_str()]);
        for per in &quantity.per {
            self.add(const { Tag::new("per") }, &[per.as_str()]);
        }
        self.add(const { Tag::new("rule") }, &[&decision.provenance.rule]);
        self.add(const { Tag::new("confidence") }, &[decision.provenance.confidence.as_str()]);
        let place = self.view.context.scopes.at(quantity.range.start).place.as_ref();
        self.add(const { Tag::new("level") }, &[place.map_or("none", |place| place.level.as_str())]);
    }

    /// The last date of the paragraph, and what stands between it and the figure.
    fn last_date(&mut self) {
        let context = self.view.context;
        let at = self.view.quantity.range.start;
        let block = context.outline.sentence_holding(at).and_then(|s| context.outline.blocks.get(s.block));
        let start = block.map_or(at, |block| block.range.start).max(at.saturating_sub(FAR)).min(at);
        let dates = context.mentions.dates_in(TextRange::new(start, at));
        let Some(date) = dates.last() else {
            let policy = flag(context.scopes.is_policy);
            self.add(const { Tag::new("no date") }, &[self.kind]);
            self.add(const { Tag::new("no date in rules") }, &[self.kind, policy]);
            return;
        };
        let between = context.reading().between(date.range.end, at);
        let sentences = between.matches(['。', '!', '?', ';']).count();
        let clauses = between.matches([',', ';', ':', '、', '。']).count();
        let (sentences, clauses) = (step(sentences, &[0, 1, 2, 3]), step(clauses, &[0, 1, 2, 3, 5]));
        let said = context.reading().slice(date.range);
        let digits = said.starts_with(|c: char| c.is_ascii_digit());
        let said = if digits { last_characters(said, 1) } else { first_characters(said, 2) };
        let far = step(between.chars().filter(|c| !c.is_whitespace()).count(), &[2, 5, 10, 20, 40, 80, 160]);
        let same = flag(date.period == ruled(context, self.view.index));
        self.add(const { Tag::new("far") }, &[far]);
        self.add(const { Tag::new("sentences") }, &[sentences, self.kind]);
        self.add(const { Tag::new("clauses") }, &[clauses, self.kind]);
        self.add(const { Tag::new("date") }, &[name(date.kind), said]);
        self.add(const { Tag::new("date period") }, &[name(date.kind), said, self.kind]);
        self.add(const { Tag::new("date sentences") }, &[name(date.kind), said, sentences]);
        self.add(const { Tag::new("same") }, &[same, sentences]);
        self.add(const { Tag::new("measure sentences") }, &[self.measure, sentences]);
    }

    /// The characters beside the figure, and what the clause says of time.
    fn clause(&mut self) {
        let view = self.view;
        let reading = view.context.reading();
        let before = reading.slice(view.clause_before());
        let after = reading.between(view.quantity.range.end, view.clause.end).trim_start();
        self.out.add_runs(const { Tag::new("before") }, last_characters(before, BEFORE), 1..=3);
        self.add(const { Tag::new("after") }, &[first_characters(after, 1)]);
        self.add(const { Tag::new("after two") }, &[first_characters(after, 2)]);
        let sentence = reading.slice(view.sentence).trim_start();
        for (tag, count) in
            const { [(Tag::new("opens"), 1), (Tag::new("opens two"), 2), (Tag::new("opens three"), 3)] }
        {
            self.add(tag, &[first_characters(sentence, count)]);
        }
        let opening = first_characters(reading.slice(view.clause).trim_start(), 2);
        self.add(const { Tag::new("clause opens") }, &[opening]);
        let hits = |class| view.context.mentions.hits.within(class, view.clause).iter();
        for hit in hits(Class::Time) {
            let side = flag(hit.range.start < view.quantity.range.start);
            self.add(const { Tag::new("time") }, &[hit.code, side]);
            self.add(const { Tag::new("time period") }, &[hit.code, side, self.kind]);
        }
        for hit in hits(Class::Tie) {
            self.add(const { Tag::new("tie") }, &[hit.code]);
        }
        for hit in hits(Class::MeasureEvent) {
            self.add(const { Tag::new("event") }, &[hit.code, self.kind]);
        }
        let clauses = view.clauses_before();
        for hit in view.context.mentions.hits.within(Class::Time, clauses) {
            self.add(const { Tag::new("time before") }, &[hit.code, self.kind]);
        }
    }

    /// What the figure before is, and whether it is of the same period.
    fn neighbours(&mut self, period: Period, decisions: &Earlier) {
        let context = self.view.context;
        let Some((index, decision)) =
            (0..self.view.index).rev().take(3).find_map(|at| Some((at, decisions.get(at)?)))
        else {
            return;
        };
        let before = ruled(context, index);
        let at = |index: usize| context.mentions.quantities.get(index).map_or(0, |q| q.range.start);
        let place = |index| context.scopes.at(at(index)).place.as_ref().map(|place| &place.name);
        let dated = match before {
            None => "none",
            Some(other) if other == period => "same",
            Some(_) => "other",
        };
        self.add(const { Tag::new("measure before") }, &[decision.measure.as_str()]);
        self.add(const { Tag::new("dated before") }, &[dated, self.kind]);
        self.add(const { Tag::new("place before") }, &[flag(place(index) == place(self.view.index))]);
    }

    /// Where in the document the figure stands, and what that is.
    fn document(&mut self) {
        let context = self.view.context;
        let sentences = context.outline.sentences.len().max(1);
        let sentence = context.outline.sentence_at(self.view.quantity.range.start).unwrap_or(0);
        self.add(const { Tag::new("part") }, &[step(sentence * 8 / sentences, &[0, 1, 2, 3, 4, 5, 6])]);
        self.add(const { Tag::new("published") }, &[flag(context.document.published.is_some())]);
        self.add(const { Tag::new("policy") }, &[flag(context.scopes.is_policy)]);
        let title = context.document.title.as_deref().unwrap_or_default();
        self.add(const { Tag::new("title") }, &[last_characters(title, 2)]);
    }
}
