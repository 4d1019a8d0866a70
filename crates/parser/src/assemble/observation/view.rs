//! Takes one quantity, gives what stands around it: its clause and sentence, the text that leads up to it, the
//! text that follows it, and the run of figures that it stands in.

use lianjie_core::Unit;

use super::table::Tables;
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::reading::{TextRange, offset};

/// How far back or forward a cue may stand, in bytes: a hundred characters. It keeps the cost linear where a
/// text has no punctuation.
const REACH: u32 = 300;

/// What a quantity's unit leaves to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Money,
    Percent,
    Point,
    Times,
    Ratio,
    /// Households, persons, villages.
    People,
    /// Divisions without a measure, which stand in runs with people.
    Division,
    Area,
    /// Counted things whose unit says it all, and those whose noun does.
    Thing,
    /// Durations, ages, weights, lengths: nothing to decide.
    Other,
}

impl Family {
    pub(super) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Yuan => Self::Money,
            Unit::Percent => Self::Percent,
            Unit::PercentagePoint => Self::Point,
            Unit::Times => Self::Times,
            Unit::Ratio => Self::Ratio,
            Unit::Household | Unit::Person | Unit::PersonTime | Unit::Village => Self::People,
            Unit::Community | Unit::Township | Unit::County => Self::Division,
            Unit::Mu | Unit::Hectare | Unit::SqM | Unit::SqKm => Self::Area,
            Unit::Enterprise
            | Unit::Cooperative
            | Unit::Project
            | Unit::Base
            | Unit::Park
            | Unit::Loan
            | Unit::Animal
            | Unit::Workshop
            | Unit::Station
            | Unit::Team
            | Unit::Measure
            | Unit::Count => Self::Thing,
            _ => Self::Other,
        }
    }

    /// Whether figures of the two stand in one run when next to nothing is between them.
    fn runs_with(self, other: Self) -> bool {
        let people = |family| matches!(family, Self::People | Self::Division);
        self == other && self != Self::Other || people(self) && people(other)
    }
}

/// The runs of a document: figures next to one another that share what is said before and after them, as in
/// 「带动18个村的460户1520人增收」 or 「分别奖励50万元、30万元」.
pub(super) struct Runs {
    /// For each quantity the first of its run and the last.
    of: Vec<(usize, usize)>,
}

impl Runs {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let quantities = &context.mentions.quantities;
        let mut first = Vec::with_capacity(quantities.len());
        let mut start = 0;
        for (i, quantity) in quantities.iter().enumerate() {
            let joined = i
                .checked_sub(1)
                .and_then(|before| quantities.get(before))
                .is_some_and(|before| joined(context, before, quantity));
            if !joined {
                start = i;
            }
            first.push(start);
        }
        let mut of = vec![(0, 0); first.len()];
        let mut last = first.len().saturating_sub(1);
        for (i, start) in first.iter().enumerate().rev() {
            if let Some(slot) = of.get_mut(i) {
                *slot = (*start, last);
            }
            if *start == i {
                last = i.saturating_sub(1);
            }
        }
        Self { of }
    }

    fn get(&self, index: usize) -> (usize, usize) {
        self.of.get(index).copied().unwrap_or((index, index))
    }
}

/// Whether nothing but a list mark and at most a noun stands between two figures of kindred families.
fn joined(context: &Context<'_>, before: &Quantity, after: &Quantity) -> bool {
    let (one, two) = (Family::of(before.unit), Family::of(after.unit));
    let gap = TextRange::new(before.range.end, after.range.start);
    if !one.runs_with(two) || gap.len() > 42 {
        return false;
    }
    let text = context.reading().slice(gap);
    if text.contains([',', ';', ':', '。', '!', '?', '\n', '\t', '(', ')']) || text.contains("  ") {
        return false;
    }
    let hits = &context.mentions.hits;
    let free =
        |class| hits.within(class, gap).iter().all(|hit: &Hit<'_>| matches!(hit.code, "skip" | "stock"));
    match one {
        Family::People | Family::Division => free(Class::MeasureEvent),
        Family::Money => text.chars().count() <= 8 && free(Class::MeasureMoney),
        Family::Percent | Family::Point => text.chars().count() <= 4 && free(Class::MeasureRate),
        Family::Area => text.chars().count() <= 8 && free(Class::MeasureLand),
        Family::Thing => text.chars().count() <= 14,
        Family::Times | Family::Ratio | Family::Other => false,
    }
}

/// The part of a stretch that is within reach of the quantity, whatever the punctuation.
fn near(stretch: TextRange, quantity: TextRange) -> TextRange {
    let start = stretch.start.max(quantity.start.saturating_sub(2 * REACH));
    let end = stretch.end.min(quantity.end.saturating_add(2 * REACH));
    TextRange::new(start, end).cover(quantity)
}

/// A quantity with its surroundings.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) index: usize,
    pub(super) quantity: &'a Quantity,
    pub(super) family: Family,
    /// The clause; in a table the heading of the column.
    pub(super) clause: TextRange,
    /// The sentence; in a table the row from its label on.
    pub(super) sentence: TextRange,
    /// What a table is of; elsewhere the clause.
    pub(super) caption: TextRange,
    /// A table's row of headings; elsewhere the clause.
    pub(super) headings: TextRange,
    /// Where what is said before the quantity ends: its start, in a table the heading's end.
    pub(super) anchor: u32,
    /// First quantity of the run.
    pub(super) first: usize,
    /// From the quantity before, or the clause's start, up to this one.
    pub(super) lead: TextRange,
    /// From this one to the next, or the clause's end.
    pub(super) tail: TextRange,
    /// What leads up to the run.
    pub(super) run_lead: TextRange,
    /// What follows the run.
    pub(super) run_tail: TextRange,
}

impl<'a> View<'a> {
    pub(super) fn new(context: &'a Context<'a>, runs: &Runs, tables: &Tables, index: usize) -> Option<Self> {
        let quantities = &context.mentions.quantities;
        let quantity = quantities.get(index)?;
        let range = quantity.range;
        if let Some(cell) = tables.cell(context, quantity) {
            let after = TextRange::new(range.end, range.end);
            return Some(Self {
                context,
                index,
                quantity,
                family: Family::of(quantity.unit),
                clause: cell.heading,
                sentence: cell.label,
                caption: cell.caption,
                headings: cell.headings,
                anchor: cell.heading.end,
                first: index,
                lead: cell.heading,
                tail: after,
                run_lead: cell.heading,
                run_tail: after,
            });
        }
        let outline = context.outline;
        let clause =
            outline.clause_at(range.start).and_then(|i| outline.clause(i)).map_or(range, |c| c.range);
        let sentence =
            outline.sentence_at(range.start).and_then(|i| outline.sentence(i)).map_or(range, |s| s.range);
        let clause = near(clause, range);
        let sentence = near(sentence, range);
        let (first, last) = runs.get(index);
        let lead_of = |i: usize| {
            let to = quantities.get(i).map_or(range.start, |q| q.range.start);
            let floor = clause.start.max(to.saturating_sub(REACH));
            let mut from = floor;
            for before in quantities.iter().take(i).rev().take(2) {
                let things = matches!(Family::of(before.unit), Family::Thing | Family::Other);
                from = before.range.end.max(floor);
                // 「举办培训46期4200人次」: a count of occasions takes no word away.
                if from != to || !things {
                    break;
                }
                from = floor;
            }
            TextRange::new(from.min(to), to)
        };
        let tail_of = |i: usize| {
            let from = quantities.get(i).map_or(range.end, |q| q.range.end);
            let to = quantities.get(i + 1).map_or(u32::MAX, |q| q.range.start);
            TextRange::new(from, to.min(clause.end).min(from.saturating_add(REACH)).max(from))
        };
        Some(Self {
            context,
            index,
            quantity,
            family: Family::of(quantity.unit),
            clause,
            sentence,
            caption: clause,
            headings: clause,
            anchor: range.start,
            first,
            lead: lead_of(index),
            tail: tail_of(index),
            run_lead: lead_of(first),
            run_tail: before_parts(context, tail_of(last)),
        })
    }

    /// The clause up to the quantity, within reach.
    pub(super) fn clause_before(&self) -> TextRange {
        TextRange::new(self.clause.start.max(self.anchor.saturating_sub(REACH)), self.anchor)
    }

    /// The sentence up to the clause, within reach.
    pub(super) fn clauses_before(&self) -> TextRange {
        if self.in_table() {
            return self.sentence;
        }
        let end = self.clause.start;
        TextRange::new(self.sentence.start.max(end.saturating_sub(REACH)), end)
    }

    /// The sentence up to the quantity, within reach.
    pub(super) fn sentence_before(&self) -> TextRange {
        if self.in_table() {
            return self.sentence;
        }
        TextRange::new(self.sentence.start.max(self.anchor.saturating_sub(REACH)), self.anchor)
    }

    /// The same, from the last semicolon on.
    pub(super) fn piece_before(&self) -> TextRange {
        let told = self.sentence_before();
        let start = self.text(told).rfind(';').map_or(told.start, |at| told.start + offset(at));
        TextRange::new(start, told.end)
    }

    pub(super) fn in_table(&self) -> bool {
        self.anchor != self.quantity.range.start
    }

    /// Indexes of the quantities before this one in its sentence, nearest first, a few at most.
    pub(super) fn earlier_in_sentence(&self) -> impl Iterator<Item = (usize, &'a Quantity)> {
        let quantities = &self.context.mentions.quantities;
        let from = if self.in_table() { self.index } else { self.index.saturating_sub(6) };
        let start = self.sentence.start;
        (from..self.index)
            .rev()
            .filter_map(move |i| quantities.get(i).map(|q| (i, q)))
            .take_while(move |(_, q)| q.range.start >= start)
    }

    /// Whether the figure says by how much something grew: 「比上年增加1.8万亩」.
    pub(super) fn is_growth(&self) -> bool {
        let lead = self.clause_before();
        let grown = self
            .hits(Class::MeasureRate, self.lead)
            .last()
            .is_some_and(|hit| hit.code == "growth" && self.gap(hit.range.end, self.anchor) <= 1)
            || self.is_more();
        let compared = || {
            self.has(Class::MeasureScope, "compare", lead)
                || self.context.mentions.dates_in(lead).iter().any(|date| {
                    self.context
                        .reading()
                        .between(lead.start, date.range.start)
                        .trim_end_matches(['“', '"'])
                        .ends_with(['比', '较'])
                })
        };
        grown && compared()
    }

    /// 「多放610万元」, 「少用了6人」: a verb between 多 or 少 and the figure.
    fn is_more(&self) -> bool {
        let lead = self.text(self.lead).trim_end_matches('了');
        let mut back = lead.chars().rev();
        let at = back.by_ref().take(3).position(|c| matches!(c, '多' | '少'));
        // 至少, 不少, 多少, 大多 are no comparison.
        let last: Vec<char> = lead.chars().rev().take(4).collect();
        let word = at.and_then(|at| last.get(at + 1));
        // 多收入1500元 is a gain.
        at.is_some()
            && !self.has(Class::MeasureMoney, "gain", self.lead)
            && !word
                .is_some_and(|c| matches!(c, '至' | '不' | '最' | '多' | '大' | '很' | '许' | '缺' | '减'))
    }

    pub(super) fn hits(&self, class: Class, range: TextRange) -> &'a [Hit<'a>] {
        self.context.mentions.hits.within(class, range)
    }

    pub(super) fn has(&self, class: Class, code: &str, range: TextRange) -> bool {
        self.hits(class, range).iter().any(|hit| hit.code == code)
    }

    /// The hit of a code nearest to the end of the range.
    pub(super) fn last(&self, class: Class, code: &str, range: TextRange) -> Option<&'a Hit<'a>> {
        self.hits(class, range).iter().rev().find(|hit| hit.code == code)
    }

    /// Characters between two bytes.
    pub(super) fn gap(&self, from: u32, to: u32) -> usize {
        self.context.reading().between(from, to.max(from)).chars().count()
    }

    pub(super) fn text(&self, range: TextRange) -> &'a str {
        self.context.outline.reading.slice(range)
    }

    /// The tail without a leading 的 and spaces: what the quantity may be an attribute of.
    pub(super) fn noun_phrase(&self, tail: TextRange) -> TextRange {
        let text = self.text(tail);
        let rest = text.trim_start_matches(['的', ' ', '“']);
        let start = tail.end.saturating_sub(offset(rest.len()));
        let stop = rest.find(['(', ')', '\n']).map_or(tail.end, |at| start + offset(at));
        TextRange::new(start, stop)
    }

    /// Whether the count is one as a mere rule or article: 「每名党员帮扶1户」.
    pub(super) fn is_one(&self) -> bool {
        self.quantity.value == Some(lianjie_core::Decimal::ONE) && self.quantity.upper.is_none()
    }
}

/// What stands behind a run up to a bracket that goes on to tell of its parts: 「890户2930人(其中需要就业的290户」.
fn before_parts(context: &Context<'_>, tail: TextRange) -> TextRange {
    let words = context.outline.reading.slice(tail);
    let open = words.rfind('(').filter(|at| !words.get(*at..).unwrap_or_default().contains(')'));
    open.map_or(tail, |at| TextRange::new(tail.start, tail.start + offset(at)))
}
