//! What the scan finds in the reading, in text order: quantities, dates, places, organisations, lexicon hits.

use std::ops::Range;

use lianjie_core::{Bound, Decimal, Figure, NaiveDate, Per, Period, Place, Span, Unit};

use crate::lexicon::Hits;
use crate::reading::{Reading, TextRange};
use crate::scan::Dates;
pub(crate) use crate::scan::place::{PlaceIndex, PlaceTable};
use crate::start::StartTable;

/// Everything that the scan found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mentions<'a> {
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) dates: Vec<DateMention>,
    /// The year in which a work report without a day of its own was given.
    pub(crate) given: Option<i32>,
    /// Where the entries of a diary begin, with the days on which they were written.
    pub(crate) entries: Vec<(u32, NaiveDate)>,
    pub(crate) places: Vec<PlaceMention>,
    /// The places named, with the divisions above them.
    pub(crate) place_table: PlaceTable,
    pub(crate) organisations: Vec<OrganisationMention>,
    pub(crate) hits: Hits<'a>,
    starts: Starts,
}

/// Where to look for the mentions of a range; empty before [`Mentions::index`].
#[derive(Clone, Debug, Default)]
struct Starts {
    quantities: StartTable,
    dates: StartTable,
    places: StartTable,
    organisations: StartTable,
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

impl<'a> Mentions<'a> {
    /// All but the organisations, which are found in the light of the others.
    pub(crate) fn new(
        quantities: Vec<Quantity>,
        dates: Dates,
        (places, place_table): (Vec<PlaceMention>, PlaceTable),
        hits: Hits<'a>,
    ) -> Self {
        let Dates { mentions: dates, given, entries } = dates;
        Self { quantities, dates, given, entries, places, place_table, hits, ..Self::default() }
    }

    /// Makes the mentions of a range quick to find; to be called once after the last is added.
    pub(crate) fn index(&mut self, reading: &Reading) {
        let end = reading.range().end;
        self.starts = Starts {
            quantities: StartTable::new(self.quantities.iter().map(|q| q.range), end),
            dates: StartTable::new(self.dates.iter().map(|d| d.range), end),
            places: StartTable::new(self.places.iter().map(|p| p.range), end),
            organisations: StartTable::new(self.organisations.iter().map(|o| o.range), end),
        };
    }

    /// Indexes of the quantities that lie wholly in a range.
    pub(crate) fn quantities_in(&self, range: TextRange) -> Range<usize> {
        self.starts.quantities.within(&self.quantities, range, |q| q.range)
    }

    /// The quantities that lie wholly in a range.
    pub(crate) fn figures_in(&self, range: TextRange) -> &[Quantity] {
        self.quantities.get(self.quantities_in(range)).unwrap_or_default()
    }

    pub(crate) fn places_in(&self, range: TextRange) -> &[PlaceMention] {
        self.places.get(self.starts.places.within(&self.places, range, |p| p.range)).unwrap_or(&[])
    }

    pub(crate) fn dates_in(&self, range: TextRange) -> &[DateMention] {
        self.dates.get(self.starts.dates.within(&self.dates, range, |d| d.range)).unwrap_or(&[])
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
        self.organisations
            .get(self.starts.organisations.within(&self.organisations, range, |o| o.range))
            .unwrap_or(&[])
    }
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
