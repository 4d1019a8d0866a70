//! When a figure holds.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A stretch of days, or a day at which a stock is read.
///
/// `2017年` is from 2017-01-01 to 2017-12-31. `截至2018年5月份` is `as_of` 2018-05-31 with no start. Quarters,
/// seasons and 上半年 are given as their first and last day; a time of day cannot be represented.
///
/// Invariant: at least one end is known, and `from <= to` when both are.
///
/// ```
/// use lianjie_core::Period;
///
/// let month = Period::month(2018, 5).unwrap();
/// assert_eq!(month.to_string(), "2018-05-01 to 2018-05-31");
/// assert_eq!(month.into_as_of().to_string(), "as of 2018-05-31");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "PeriodForm", into = "PeriodForm")]
pub struct Period {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    as_of: bool,
}

/// Why two dates are no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Neither end is known; an unknown period is `None`.
    #[error("a period needs at least one date")]
    Empty,
    /// It would end before it starts.
    #[error("period ends on {to}, before it starts on {from}")]
    Backward {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
}

impl Period {
    /// A period from its ends.
    ///
    /// # Errors
    /// [`PeriodError`] when both ends are unknown or the last day is before the first.
    pub fn new(from: Option<NaiveDate>, to: Option<NaiveDate>, as_of: bool) -> Result<Self, PeriodError> {
        match (from, to) {
            (None, None) => Err(PeriodError::Empty),
            (Some(from), Some(to)) if to < from => Err(PeriodError::Backward { from, to }),
            _ => Ok(Self { from, to, as_of }),
        }
    }

    /// The whole calendar year; `None` outside the range of the calendar.
    pub fn year(year: i32) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
        let to = NaiveDate::from_ymd_opt(year, 12, 31)?;
        Some(Self { from: Some(from), to: Some(to), as_of: false })
    }

    /// The whole calendar month, `month` from 1 to 12.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, month, 1)?;
        let next = if month == 12 {
            NaiveDate::from_ymd_opt(year + 1, 1, 1)?
        } else {
            NaiveDate::from_ymd_opt(year, month + 1, 1)?
        };
        Some(Self { from: Some(from), to: next.pred_opt(), as_of: false })
    }

    /// A stock or running total read on `day`.
    pub const fn as_of_day(day: NaiveDate) -> Self {
        Self { from: None, to: Some(day), as_of: true }
    }

    /// First day.
    pub const fn from(&self) -> Option<NaiveDate> {
        self.from
    }

    /// Last day, or the day of reading.
    pub const fn to(&self) -> Option<NaiveDate> {
        self.to
    }

    /// Whether the figure is a stock or a running total read at `to`.
    pub const fn as_of(&self) -> bool {
        self.as_of
    }

    /// The same dates read as a stock at the last day; unchanged when no last day is known.
    #[must_use]
    pub const fn into_as_of(self) -> Self {
        match self.to {
            Some(day) => Self::as_of_day(day),
            None => self,
        }
    }

    /// The calendar year of the last day, unless the period is known to start in an earlier one; `None` without a
    /// last day.
    pub fn calendar_year(&self) -> Option<i32> {
        let to = self.to?.year();
        (self.from.is_none_or(|from| from.year() == to)).then_some(to)
    }
}

impl fmt::Display for Period {
    /// `2017-01-01 to 2017-12-31`, `from 2018-03-01`, `until 2018-05-31`, `as of 2018-05-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) => write!(f, "{from} to {to}"),
            (Some(from), None) => write!(f, "from {from}"),
            (None, Some(to)) if self.as_of => write!(f, "as of {to}"),
            (None, Some(to)) => write!(f, "until {to}"),
            (None, None) => Ok(()),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct PeriodForm {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    #[serde(default)]
    as_of: bool,
}

impl TryFrom<PeriodForm> for Period {
    type Error = PeriodError;

    fn try_from(form: PeriodForm) -> Result<Self, Self::Error> {
        Self::new(form.from, form.to, form.as_of)
    }
}

impl From<Period> for PeriodForm {
    fn from(period: Period) -> Self {
        Self { from: period.from, to: period.to, as_of: period.as_of }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_whole_months() {
        let february = Period::month(2020, 2).unwrap();
        assert_eq!(
            serde_json::to_string(&february).unwrap(),
            r#"{"from":"2020-02-01","to":"2020-02-29","as_of":false}"#
        );
        assert_eq!(Period::month(2018, 12).unwrap().to(), NaiveDate::from_ymd_opt(2018, 12, 31));
    }

    #[test]
    fn keeps_one_end_at_least() {
        let onward = Period::new(NaiveDate::from_ymd_opt(2019, 1, 1), None, false).unwrap();
        assert_eq!(onward.into_as_of(), onward);
        assert_eq!(onward.calendar_year(), None);
    }

    #[test]
    fn rejects_empty_and_backward() {
        assert_eq!(Period::new(None, None, false), Err(PeriodError::Empty));
        assert!(serde_json::from_str::<Period>(r#"{"from":"2018-01-02","to":"2018-01-01"}"#).is_err());
    }
}
