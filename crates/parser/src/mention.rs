//! What the scan finds in the reading, in text order: quantities, dates, places, organisations, lexicon hits.

use lianjie_core::{Bound, Decimal, Figure, Per, Period, Place, Span, Unit};

use crate::lexicon::Hits;
use crate::reading::{Reading, TextRange};
pub(crate) use crate::scan::place::{PlaceIndex, PlaceTable};

/// Everything that the scan found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mentions<'a> {
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) dates: Vec<DateMention>,
    pub(crate) places: Vec<PlaceMention>,
    /// The places named, with the divisions above them.
    pub(crate) place_table: PlaceTable,
    pub(crate) organisations: Vec<OrganisationMention>,
    pub(crate) hits: Hits<'a>,
}

/// A figure in the reading. Its index is the index of the report's figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// Unit and touching approximators included.
    pub(crate) range: TextRange,
    /// The digits and number words alone.
    pub(crate) number: TextRange,
    /// The noun or classifier that fixed the unit, when one is printed (in the range or beside it).
    pub(crate) noun: Option<TextRange>,
    pub(crate) value: Option<Decimal>,
    pub(crate) upper: Option<Decimal>,
    pub(crate) parts: Option<Vec<Decimal>>,
    pub(crate) unit: Unit,
    pub(crate) bound: Bound,
    pub(crate) quantum: Option<Decimal>,
    pub(crate) per: Vec<Per>,
}

/// A date or period expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DateMention {
    pub(crate) range: TextRange,
    /// `None` when it is relative and the document has no date, and for 近年来.
    pub(crate) period: Option<Period>,
    pub(crate) kind: DateKind,
}

/// What kind of expression it is, which decides how far it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateKind {
    /// 2017年, 去年9月, 2016—2018年, 今年以来.
    Stretch,
    /// A season: 去年冬天.
    Story,
    /// 10月8日.
    Day,
    /// 2019年起.
    Onward,
    /// 截至6月底, 2015年年底, 目前.
    Reading,
    /// 现有, which governs its own noun.
    Noun,
    /// 近年来, 前段时间: no period, but the end of an earlier one.
    Vague,
}

/// A name of an administrative place, resolved as far as the document allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaceMention {
    pub(crate) range: TextRange,
    pub(crate) place: Place,
    /// The place in the document's table.
    pub(crate) index: PlaceIndex,
    /// With its level word: 平山县, not 平山.
    pub(crate) full: bool,
}

/// A named enterprise, cooperative, park or bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrganisationMention {
    pub(crate) range: TextRange,
    /// The fullest form of the name in the document.
    pub(crate) name: String,
    pub(crate) party: lianjie_core::Party,
}

impl Mentions<'_> {
    /// Indexes of the quantities that lie wholly in a range.
    pub(crate) fn quantities_in(&self, range: TextRange) -> std::ops::Range<usize> {
        within(&self.quantities, range, |q| q.range)
    }

    /// The quantities that lie wholly in a range.
    pub(crate) fn figures_in(&self, range: TextRange) -> &[Quantity] {
        self.quantities.get(self.quantities_in(range)).unwrap_or_default()
    }

    pub(crate) fn places_in(&self, range: TextRange) -> &[PlaceMention] {
        self.places.get(within(&self.places, range, |p| p.range)).unwrap_or(&[])
    }

    pub(crate) fn dates_in(&self, range: TextRange) -> &[DateMention] {
        self.dates.get(within(&self.dates, range, |d| d.range)).unwrap_or(&[])
    }

    /// Whether nothing but dates and punctuation stands in a range.
    pub(crate) fn only_dates_in(&self, reading: &Reading, range: TextRange) -> bool {
        let mut from = range.start;
        let plain = |range| !reading.slice(range).contains(char::is_alphanumeric);
        for date in self.dates_in(range) {
            if !plain(TextRange::new(from, date.range.start)) {
                return false;
            }
            from = date.range.end;
        }
        plain(TextRange::new(from, range.end))
    }

    pub(crate) fn organisations_in(&self, range: TextRange) -> &[OrganisationMention] {
        self.organisations.get(within(&self.organisations, range, |o| o.range)).unwrap_or(&[])
    }
}

/// So many are counted before they are searched.
const NEAR: usize = 8;

fn within<T>(items: &[T], range: TextRange, of: impl Fn(&T) -> TextRange) -> std::ops::Range<usize> {
    let from = items.partition_point(|item| of(item).start < range.start);
    let after = items.get(from..).unwrap_or_default();
    // Mostly few lie in a range.
    let near = after.iter().take(NEAR).take_while(|item| of(item).end <= range.end).count();
    let inside = if near < NEAR { near } else { after.partition_point(|item| of(item).end <= range.end) };
    from..from + inside
}

impl Quantity {
    /// The figure as the report keeps it; `quote` is what the original prints in its range.
    pub(crate) fn figure(&self, reading: &Reading, quote: String) -> Figure {
        Figure { span: reading.span(self.range), text: quote, per: self.per.clone(), ..self.bare_figure() }
    }

    /// What the figure says, without where and how and for what it says it.
    pub(crate) fn bare_figure(&self) -> Figure {
        Figure {
            span: Span::default(),
            text: String::new(),
            value: self.value,
            upper: self.upper,
            parts: self.parts.clone(),
            unit: self.unit,
            bound: self.bound,
            quantum: self.quantum,
            per: Vec::new(),
        }
    }
}
