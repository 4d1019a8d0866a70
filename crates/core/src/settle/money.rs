//! Money in whole fen: checked sums, percentages rounded half up, exact reading and printing of yuan.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A sum of money in fen, the hundredth of a yuan; negative where money is owed or lost.
///
/// It holds up to 92 quadrillion yuan. What does not fit is an error, never a wrapped number; a fraction of a fen
/// cannot be represented. Its JSON form is a string of yuan with two places (`"2500.00"`); it reads whole numbers of
/// yuan too, and no floating point.
///
/// *Units*: fen inside, yuan where it is printed or read.
///
/// ```
/// use lianjie_core::settle::Fen;
///
/// let payout: Fen = "2500".parse()?;
/// assert_eq!(payout, Fen::new(250_000));
/// assert_eq!(payout.percent("4.35".parse()?)?.to_string(), "108.75");
/// assert!("0.001".parse::<Fen>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct Fen(i64);

/// A sum that cannot be held to the fen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// More than a machine integer holds.
    #[error("a sum of money outgrew 92 quadrillion yuan")]
    Overflow,
    /// Half a fen cannot be paid.
    #[error("{0} yuan is no whole number of fen")]
    Fraction(Decimal),
    /// Not a number of yuan.
    #[error("{0:?} is no sum of yuan")]
    Unreadable(String),
}

impl Fen {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The least that can be paid.
    pub const ONE: Self = Self(1);

    /// So many fen.
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// The number of fen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// So many yuan.
    ///
    /// # Errors
    /// [`MoneyError`] where that is no whole number of fen, or too many.
    pub fn from_yuan(yuan: Decimal) -> Result<Self, MoneyError> {
        let fen = yuan.checked_mul(Decimal::ONE_HUNDRED).ok_or(MoneyError::Overflow)?;
        if !fen.fract().is_zero() {
            return Err(MoneyError::Fraction(yuan));
        }
        i64::try_from(fen).map(Self).map_err(|_| MoneyError::Overflow)
    }

    /// The sum in yuan, with two places.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The sum of both.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// This one less the other.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_sub(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// The same sum the other way.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn negated(self) -> Result<Self, MoneyError> {
        Self::ZERO.minus(self)
    }

    /// So many times the sum.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn times(self, count: u64) -> Result<Self, MoneyError> {
        let product = i128::from(self.0).checked_mul(count.into()).ok_or(MoneyError::Overflow)?;
        Self::narrow(product)
    }

    /// The sum times a decimal (mu, days, jin), half a fen rounded away from zero.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn times_decimal(self, factor: Decimal) -> Result<Self, MoneyError> {
        self.scaled(factor, 0)
    }

    /// A percentage of the sum, half a fen rounded away from zero (四舍五入).
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn percent(self, rate: Decimal) -> Result<Self, MoneyError> {
        self.scaled(rate, 2)
    }

    /// The sum of all.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn total(sums: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        sums.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    fn scaled(self, factor: Decimal, places: u32) -> Result<Self, MoneyError> {
        let factor = factor.normalize();
        let product = i128::from(self.0).checked_mul(factor.mantissa()).ok_or(MoneyError::Overflow)?;
        let divisor = 10_i128.checked_pow(factor.scale() + places).ok_or(MoneyError::Overflow)?;
        Self::narrow(round_half_up(product, divisor))
    }

    pub(super) fn narrow(fen: i128) -> Result<Self, MoneyError> {
        i64::try_from(fen).map(Self).map_err(|_| MoneyError::Overflow)
    }
}

/// The nearest whole number, halves away from zero.
///
/// Precondition: the divisor is positive.
pub(super) fn round_half_up(value: i128, divisor: i128) -> i128 {
    let (whole, rest) = (value / divisor, value % divisor);
    if rest.unsigned_abs() >= divisor.unsigned_abs().div_ceil(2) { whole + value.signum() } else { whole }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fen = self.0.unsigned_abs();
        f.pad_integral(self.0 >= 0, "", &format!("{}.{:02}", fen / 100, fen % 100))
    }
}

impl FromStr for Fen {
    type Err = MoneyError;

    fn from_str(yuan: &str) -> Result<Self, Self::Err> {
        let decimal = Decimal::from_str_exact(yuan).map_err(|_| MoneyError::Unreadable(yuan.to_owned()))?;
        Self::from_yuan(decimal)
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Yuan;
        impl de::Visitor<'_> for Yuan {
            type Value = Fen;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("yuan as a string of digits or a whole number")
            }

            fn visit_str<E: de::Error>(self, yuan: &str) -> Result<Fen, E> {
                yuan.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, yuan: u64) -> Result<Fen, E> {
                Fen::from_yuan(yuan.into()).map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, yuan: i64) -> Result<Fen, E> {
                Fen::from_yuan(yuan.into()).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Yuan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn rounds_halves_away_from_zero() {
        assert_eq!(Fen::new(150).percent(decimal("1")).unwrap(), Fen::new(2));
        assert_eq!(Fen::new(149).percent(decimal("1")).unwrap(), Fen::new(1));
        assert_eq!(Fen::new(-150).percent(decimal("1")).unwrap(), Fen::new(-2));
        assert_eq!(Fen::new(3).times_decimal(decimal("0.5")).unwrap(), Fen::new(2));
        assert_eq!((round_half_up(1, 3), round_half_up(2, 3), round_half_up(-2, 3)), (0, 1, -1));
    }

    #[test]
    fn prints_and_reads_yuan() {
        for text in ["0.00", "-0.07", "12345.60"] {
            assert_eq!(text.parse::<Fen>().unwrap().to_string(), text);
        }
        assert_eq!(format!("{:>9}", Fen::new(-250_000)), " -2500.00");
        assert_eq!(serde_json::from_str::<Vec<Fen>>("[\"2500\", 2500, -1]").unwrap()[2], Fen::new(-100));
    }

    #[test]
    fn rejects_what_is_no_whole_fen() {
        assert!(serde_json::from_str::<Fen>("2500.5").is_err(), "a JSON number with a point is a float");
        assert!("1万".parse::<Fen>().is_err());
        assert_eq!(Fen::new(i64::MAX).plus(Fen::ONE), Err(MoneyError::Overflow));
        assert_eq!(Fen::new(i64::MAX).percent(decimal("101")), Err(MoneyError::Overflow));
    }
}
