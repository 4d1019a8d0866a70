//! Stretches of the calendar while they are being read.

use chrono::Datelike;
use lianjie_core::{NaiveDate, Period};

#[derive(Clone, Copy)]
pub(super) struct Years {
    pub(super) first: i32,
    pub(super) last: i32,
}

/// Days from one to another, either of which may be open, or a day at which something is read.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    reading: bool,
}

impl Stretch {
    pub(super) const fn between(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from: Some(from), to: Some(to), reading: false }
    }

    /// A running total since a day, read at another.
    pub(super) const fn since(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from: Some(from), to: Some(to), reading: true }
    }

    pub(super) const fn from(from: NaiveDate) -> Self {
        Self { from: Some(from), to: None, reading: false }
    }

    pub(super) const fn reading(day: NaiveDate) -> Self {
        Self { from: None, to: Some(day), reading: true }
    }

    pub(super) fn years(years: Years) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(years.first, 1, 1)?;
        Some(Self::between(from, NaiveDate::from_ymd_opt(years.last, 12, 31)?))
    }

    pub(super) fn months(year: i32, first: u32, last: u32) -> Option<Self> {
        Some(Self::between(NaiveDate::from_ymd_opt(year, first, 1)?, Period::month(year, last)?.to()?))
    }

    pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        Some(Self::between(day, day))
    }

    pub(super) fn month_end(year: i32, month: u32) -> Option<Self> {
        Self::months(year, month, month).map(Self::read_at_end)
    }

    pub(super) fn year_end(year: i32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, 12, 31).map(Self::reading)
    }

    pub(super) fn year_start(year: i32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, 1, 1).map(Self::reading)
    }

    pub(super) const fn read_at_end(self) -> Self {
        Self { from: None, to: self.to, reading: true }
    }

    /// Everything before it: 2020年以前.
    pub(super) fn before(self) -> Option<Self> {
        let to = match self.from {
            Some(from) => from.pred_opt(),
            None => self.to,
        };
        to.map(|to| Self { from: None, to: Some(to), reading: false })
    }

    /// The day it starts on; of a reading, the day it is read.
    pub(super) fn first(self) -> Option<NaiveDate> {
        self.from.or(self.to)
    }

    /// The first day of a stretch that has one.
    pub(super) const fn begins(self) -> Option<NaiveDate> {
        self.from
    }

    /// The last day of a stretch that has one, or the day it is read.
    pub(super) const fn last(self) -> Option<NaiveDate> {
        self.to
    }

    pub(super) fn last_month(self) -> u32 {
        self.to.or(self.from).map_or(1, |day| day.month())
    }

    pub(super) fn period(self) -> Option<Period> {
        Period::new(self.from, self.to, self.reading).ok()
    }
}
