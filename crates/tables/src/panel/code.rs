//! The codes of a panel: what a statement covers of a year, what became of it, and why a cell has no value.

use chrono::Datelike as _;
use lianjie_parser::Period;

/// Declares a closed list with its codes.
macro_rules! list {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$inner])* $variant,)+
        }

        impl $name {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands in the tables.
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }
    };
}

list! {
    /// How much of a year a statement covers, the fullest first.
    Basis {
        /// The whole calendar year, or a reading on its last day.
        Year = "year",
        /// A stock or running total read on an earlier day.
        AsOf = "as_of",
        /// A part of the year: 上半年, 一季度.
        Part = "part",
    }
}

impl Basis {
    /// The calendar year of a period and how much of it the period covers; `None` for periods of several years, open
    /// ones among them.
    pub fn of(period: &Period) -> Option<(i32, Self)> {
        let to = period.to()?;
        let at_end = (to.month(), to.day()) == (12, 31);
        if period.as_of() {
            return Some((to.year(), if at_end { Self::Year } else { Self::AsOf }));
        }
        let from = period.from().filter(|from| from.year() == to.year())?;
        let whole = at_end && from.ordinal() == 1;
        Some((to.year(), if whole { Self::Year } else { Self::Part }))
    }
}

list! {
    /// What became of an observation of the measures.
    Status {
        /// It is the value of its cell.
        Used = "used",
        /// It counts, and agrees with the value of its cell.
        Agrees = "agrees",
        /// It counts, in a cell that has no value.
        Conflict = "conflict",
        /// The cell rests on statements that cover more of the year.
        OtherPeriod = "other_period",
        /// It is about a place of another level.
        OtherPlace = "other_place",
        /// It is of a group that was not asked for.
        OtherGroup = "other_group",
        /// It is of one line of action, or of another than the one asked for.
        OtherIndustry = "other_industry",
        /// It names no place, or one whose name fits several.
        UnknownPlace = "unknown_place",
        /// It names no period, or one that belongs to no single year.
        UnknownYear = "unknown_year",
        /// It is the best of several readings.
        Doubtful = "doubtful",
        /// It is a ratio, which has no single value.
        NoValue = "no_value",
    }
}

list! {
    /// Why a cell has no value though there are statements.
    Clash {
        /// They are not in one unit, or not for the same: per month and per year.
        Unit = "unit",
        /// One report gives several values that do not meet: parts, or a contradiction.
        Within = "within",
        /// Reports give values of one period that do not meet.
        Between = "between",
        /// Values of different stretches of the year, or of a year and a running total at its end, do not meet.
        Period = "period",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: Option<&str>, to: Option<&str>, as_of: bool, expected: Option<(i32, Basis)>) {
        let day = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        let period = Period::new(day(from), day(to), as_of).unwrap();
        assert_eq!(Basis::of(&period), expected, "{period}");
    }

    #[test]
    fn assigns_periods_to_years() {
        check(Some("2018-01-01"), Some("2018-12-31"), false, Some((2018, Basis::Year)));
        check(None, Some("2018-12-31"), true, Some((2018, Basis::Year)));
        check(None, Some("2018-05-31"), true, Some((2018, Basis::AsOf)));
        check(Some("2016-01-01"), Some("2018-05-31"), true, Some((2018, Basis::AsOf)));
        check(Some("2018-01-01"), Some("2018-06-30"), false, Some((2018, Basis::Part)));
        check(Some("2018-07-01"), Some("2018-12-31"), false, Some((2018, Basis::Part)));
    }

    #[test]
    fn assigns_no_year_to_several_or_open_ones() {
        check(Some("2016-01-01"), Some("2018-12-31"), false, None);
        check(Some("2018-01-01"), None, false, None);
        check(None, Some("2018-12-31"), false, None);
    }
}
