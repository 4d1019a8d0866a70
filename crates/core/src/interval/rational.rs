//! Exact fractions: machine integers as long as they hold the value, big ones beyond.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// A fraction. Its terms need not be coprime: figures have few digits, so that reducing costs more than it saves.
#[derive(Clone, Debug)]
pub(super) enum Rational {
    /// Invariant: the denominator is positive.
    Small { numerator: i128, denominator: i128 },
    /// What outgrew the machine integers.
    Big(BigRational),
}

impl Rational {
    pub(super) const ZERO: Self = Self::integer(0);
    pub(super) const ONE: Self = Self::integer(1);

    pub(super) const fn integer(value: i128) -> Self {
        Self::Small { numerator: value, denominator: 1 }
    }

    pub(super) fn is_negative(&self) -> bool {
        match self {
            Self::Small { numerator, .. } => *numerator < 0,
            Self::Big(value) => value.is_negative(),
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        match self {
            Self::Small { numerator, .. } => *numerator == 0,
            Self::Big(value) => value.is_zero(),
        }
    }

    pub(super) fn abs(&self) -> Self {
        if self.is_negative() { Self::ZERO.sub(self) } else { self.clone() }
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        self.apply(other, added, |a, b| a + b)
    }

    pub(super) fn sub(&self, other: &Self) -> Self {
        let subtracted = |(a, b), (c, d): (i128, i128)| added((a, b), (c.checked_neg()?, d));
        self.apply(other, subtracted, |a, b| a - b)
    }

    pub(super) fn mul(&self, other: &Self) -> Self {
        let multiplied = |(a, b): (i128, i128), (c, d)| Some((a.checked_mul(c)?, b.checked_mul(d)?));
        self.apply(other, multiplied, |a, b| a * b)
    }

    /// `None` when the other is zero.
    pub(super) fn checked_div(&self, other: &Self) -> Option<Self> {
        let divided = |(a, b): (i128, i128), (c, d): (i128, i128)| {
            let denominator = b.checked_mul(c.checked_abs()?)?;
            Some((a.checked_mul(d)?.checked_mul(c.signum())?, denominator))
        };
        (!other.is_zero()).then(|| self.apply(other, divided, |a, b| a / b))
    }

    /// The largest whole number of `1/parts` that is not above the value; `None` when a machine integer cannot hold it.
    pub(super) fn floor(&self, parts: i128) -> Option<i128> {
        match self.mul(&Self::integer(parts)) {
            Self::Small { numerator, denominator } => Some(numerator.div_euclid(denominator)),
            Self::Big(value) => value.floor().to_integer().to_i128(),
        }
    }

    /// The smallest whole number of `1/parts` that is not below the value; `None` when a machine integer cannot hold
    /// it.
    pub(super) fn ceil(&self, parts: i128) -> Option<i128> {
        Self::ZERO.sub(self).floor(parts)?.checked_neg()
    }

    fn apply(
        &self,
        other: &Self,
        small: impl Fn((i128, i128), (i128, i128)) -> Option<(i128, i128)>,
        big: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        match self.terms().zip(other.terms()).and_then(|(a, b)| small(a, b)) {
            Some((numerator, denominator)) => Self::Small { numerator, denominator },
            None => Self::Big(big(self.big(), other.big())),
        }
    }

    fn terms(&self) -> Option<(i128, i128)> {
        match self {
            Self::Small { numerator, denominator } => Some((*numerator, *denominator)),
            Self::Big(_) => None,
        }
    }

    fn big(&self) -> BigRational {
        match self {
            Self::Small { numerator, denominator } => {
                BigRational::new(BigInt::from(*numerator), BigInt::from(*denominator))
            }
            Self::Big(value) => value.clone(),
        }
    }
}

fn added((a, b): (i128, i128), (c, d): (i128, i128)) -> Option<(i128, i128)> {
    if b == d {
        return Some((a.checked_add(c)?, b));
    }
    Some((a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?))
}

impl From<Decimal> for Rational {
    fn from(value: Decimal) -> Self {
        // A decimal has up to 28 places, which a machine integer holds.
        Self::Small { numerator: value.mantissa(), denominator: 10_i128.pow(value.scale()) }
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        let crossed = self.terms().zip(other.terms()).and_then(|((a, b), (c, d))| {
            if b == d { Some(a.cmp(&c)) } else { Some(a.checked_mul(d)?.cmp(&c.checked_mul(b)?)) }
        });
        crossed.unwrap_or_else(|| self.big().cmp(&other.big()))
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rational {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rational {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Rational {
        Rational::from(text.parse::<Decimal>().unwrap())
    }

    #[test]
    fn compares_by_value() {
        assert_eq!(decimal("2.50"), decimal("2.5"));
        assert!(decimal("-1") < decimal("0.001"));
        assert_eq!(Rational::ONE.checked_div(&decimal("-4")), Some(decimal("-0.25")));
        assert_eq!(Rational::ONE.checked_div(&decimal("0.00")), None);
    }

    #[test]
    fn rounds_to_whole_parts() {
        let third = Rational::ONE.checked_div(&decimal("-3")).unwrap();
        assert_eq!((third.floor(100), third.ceil(100)), (Some(-34), Some(-33)));
        assert_eq!((decimal("2").floor(10), decimal("2").ceil(10)), (Some(20), Some(20)));
    }

    fn rational() -> impl Strategy<Value = Rational> {
        let wide = (any::<i128>(), 1..=i128::MAX);
        let few_digits = (-100_000..100_000_i128, 1..1000_i128);
        prop_oneof![few_digits, wide]
            .prop_map(|(numerator, denominator)| Rational::Small { numerator, denominator })
    }

    proptest! {
        #[test]
        fn agrees_with_big_fractions(a in rational(), b in rational()) {
            let (x, y) = (a.big(), b.big());
            prop_assert_eq!(a.add(&b).big(), &x + &y);
            prop_assert_eq!(a.sub(&b).big(), &x - &y);
            prop_assert_eq!(a.mul(&b).big(), &x * &y);
            prop_assert_eq!(a.checked_div(&b).map(|c| c.big()), (!y.is_zero()).then(|| &x / &y));
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a.abs().big(), x.abs());
            prop_assert_eq!(a.floor(1), x.floor().to_integer().to_i128());
            prop_assert_eq!(a.ceil(1), x.ceil().to_integer().to_i128());
        }
    }
}
