//! Exact fractions: machine integers as long as they hold the value, big ones beyond.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// A fraction of machine integers.
type Small = Ratio<i128>;

/// A fraction.
#[derive(Clone, Debug)]
pub(super) enum Rational {
    /// Invariant: the denominator is positive. The terms need not be coprime: they are made so only where machine
    /// integers cannot hold them otherwise, because finding what they share takes longer than all the rest.
    Small(Small),
    /// What outgrew the machine integers.
    Big(BigRational),
}

impl Rational {
    pub(super) const ZERO: Self = Self::integer(0);
    pub(super) const ONE: Self = Self::integer(1);

    pub(super) const fn integer(value: i128) -> Self {
        Self::Small(Ratio::new_raw(value, 1))
    }

    pub(super) fn is_negative(&self) -> bool {
        match self {
            Self::Small(value) => value.is_negative(),
            Self::Big(value) => value.is_negative(),
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        match self {
            Self::Small(value) => value.is_zero(),
            Self::Big(value) => value.is_zero(),
        }
    }

    pub(super) fn abs(&self) -> Self {
        if self.is_negative() { Self::ZERO.sub(self) } else { self.clone() }
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        let small = |a: &Small, b: &Small| joined(a, b, i128::checked_add).or_else(|| a.checked_add(b));
        self.apply(other, small, |a, b| a + b)
    }

    pub(super) fn sub(&self, other: &Self) -> Self {
        let small = |a: &Small, b: &Small| joined(a, b, i128::checked_sub).or_else(|| a.checked_sub(b));
        self.apply(other, small, |a, b| a - b)
    }

    pub(super) fn mul(&self, other: &Self) -> Self {
        let small = |a: &Small, b: &Small| times(a, b).or_else(|| a.checked_mul(b));
        self.apply(other, small, |a, b| a * b)
    }

    /// `None` when the other is zero.
    pub(super) fn checked_div(&self, other: &Self) -> Option<Self> {
        let small = |a: &Small, b: &Small| over(a, b).or_else(|| a.checked_div(b));
        (!other.is_zero()).then(|| self.apply(other, small, |a, b| a / b))
    }

    /// The largest whole number of `1/parts` that is not above the value; `None` when a machine integer cannot hold it.
    pub(super) fn floor(&self, parts: i128) -> Option<i128> {
        match self.mul(&Self::integer(parts)) {
            Self::Small(value) => Some(value.numer().div_euclid(*value.denom())),
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
        small: impl Fn(&Small, &Small) -> Option<Small>,
        big: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some(value) = small(a, b)
        {
            return Self::Small(value);
        }
        Self::Big(big(self.big(), other.big()))
    }

    fn big(&self) -> BigRational {
        match self {
            Self::Small(value) => {
                BigRational::new(BigInt::from(*value.numer()), BigInt::from(*value.denom()))
            }
            Self::Big(value) => value.clone(),
        }
    }
}

/// The numerators over the product of the denominators.
fn crossed(a: &Small, b: &Small) -> Option<(i128, i128)> {
    Some((a.numer().checked_mul(b.denom())?, b.numer().checked_mul(a.denom())?))
}

/// The sum or difference, not reduced; `None` where a machine integer cannot hold its terms, here and below.
fn joined(a: &Small, b: &Small, join: fn(i128, i128) -> Option<i128>) -> Option<Small> {
    if a.denom() == b.denom() {
        return Some(Ratio::new_raw(join(*a.numer(), *b.numer())?, *a.denom()));
    }
    let (first, second) = crossed(a, b)?;
    Some(Ratio::new_raw(join(first, second)?, a.denom().checked_mul(b.denom())?))
}

/// The product, not reduced.
fn times(a: &Small, b: &Small) -> Option<Small> {
    Some(Ratio::new_raw(a.numer().checked_mul(b.numer())?, a.denom().checked_mul(b.denom())?))
}

/// The quotient by a fraction that is not zero, not reduced.
fn over(a: &Small, b: &Small) -> Option<Small> {
    let upright = Ratio::new_raw(b.denom().checked_mul(&b.numer().signum())?, b.numer().checked_abs()?);
    times(a, &upright)
}

impl From<Decimal> for Rational {
    fn from(value: Decimal) -> Self {
        // A decimal has up to 28 places, which a machine integer holds.
        Self::Small(Ratio::new_raw(value.mantissa(), 10_i128.pow(value.scale())))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => match crossed(a, b) {
                Some((a, b)) => a.cmp(&b),
                None => a.cmp(b),
            },
            _ => self.big().cmp(&other.big()),
        }
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
            .prop_map(|(numerator, denominator)| Rational::Small(Ratio::new_raw(numerator, denominator)))
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
