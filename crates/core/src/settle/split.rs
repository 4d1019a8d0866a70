//! Division of a sum by largest remainder: the parts add up to the sum, to the fen.

use rust_decimal::Decimal;

use super::money::{Fen, MoneyError};

/// Proportions of a division.
///
/// Each party gets the whole fen of its exact part; the few fen left over go one each to the largest fractions, and
/// among equal fractions to the one that stands first. A contract sorts its parties by role before it divides, so that
/// the order in which a text names them changes nothing.
///
/// Largest remainders keep every part within one fen of its exact value, at a price: when the sum grows by a fen a
/// part may shrink by one (the Alabama paradox). Payouts are therefore monotone in profit up to one fen a division.
///
/// Invariant: there is at least one weight above zero, and together they fit a machine integer.
///
/// ```
/// use lianjie_core::settle::{Fen, Weights};
///
/// let thirds = Weights::equal(3).unwrap();
/// assert_eq!(thirds.split(Fen::new(100)), [34, 33, 33].map(Fen::new));
/// let shares = Weights::new(&["1".parse()?, "2".parse()?, "7".parse()?])?;
/// assert_eq!(shares.split(Fen::new(-999)), [-100, -200, -699].map(Fen::new));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    weights: Vec<u64>,
    total: u64,
}

/// Proportions that divide nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightError {
    /// A part below zero.
    #[error("a share of {0} is below zero")]
    Negative(Decimal),
    /// No part above zero.
    #[error("no share is above zero")]
    Nothing,
    /// Too many digits to divide by.
    #[error("the shares have too many digits")]
    Overflow,
}

impl Weights {
    /// The proportions as they are written: 5∶4∶1, 40∶60, 0.5∶0.25.
    ///
    /// # Errors
    /// [`WeightError`] where a part is below zero, all are zero, or they have too many digits.
    pub fn new(shares: &[Decimal]) -> Result<Self, WeightError> {
        let shares: Vec<Decimal> = shares.iter().map(Decimal::normalize).collect();
        let places = shares.iter().map(Decimal::scale).max().unwrap_or(0);
        let whole = |share: &Decimal| {
            if share.is_sign_negative() && !share.is_zero() {
                return Err(WeightError::Negative(*share));
            }
            10_i128
                .checked_pow(places - share.scale())
                .and_then(|factor| share.mantissa().checked_mul(factor))
                .and_then(|weight| u64::try_from(weight).ok())
                .ok_or(WeightError::Overflow)
        };
        Self::of(shares.iter().map(whole).collect::<Result<_, _>>()?)
    }

    /// As many equal parts; `None` for zero.
    pub fn equal(parts: usize) -> Option<Self> {
        Self::of(vec![1; parts]).ok()
    }

    /// In proportion to sums of money.
    ///
    /// # Errors
    /// As [`Weights::new`].
    pub fn by(sums: &[Fen]) -> Result<Self, WeightError> {
        let weight = |sum: &Fen| u64::try_from(sum.get()).map_err(|_| WeightError::Negative(sum.yuan()));
        Self::of(sums.iter().map(weight).collect::<Result<_, _>>()?)
    }

    fn of(weights: Vec<u64>) -> Result<Self, WeightError> {
        let sum = |total: u64, weight: &u64| total.checked_add(*weight).ok_or(WeightError::Overflow);
        let total = weights.iter().try_fold(0, sum)?;
        if total == 0 { Err(WeightError::Nothing) } else { Ok(Self { weights, total }) }
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Never: there is at least one part.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The parts of a sum, in the order of the weights. A sum below zero is divided as its opposite.
    pub fn split(&self, sum: Fen) -> Vec<Fen> {
        let mut parts = Vec::with_capacity(self.weights.len());
        self.split_into(sum, &mut parts, &mut Vec::new());
        parts
    }

    /// As [`split`](Self::split), into vectors that are used again.
    pub(super) fn split_into(&self, sum: Fen, parts: &mut Vec<Fen>, rests: &mut Vec<(u64, usize)>) {
        parts.clear();
        rests.clear();
        let size = sum.get().unsigned_abs();
        let mut left = size;
        for (index, &weight) in self.weights.iter().enumerate() {
            let (part, rest) = self.quotient(size, weight);
            left -= part;
            parts.push(signed(part, sum));
            rests.push((rest, index));
        }
        let left = usize::try_from(left).unwrap_or(usize::MAX).min(rests.len());
        if left == 0 {
            return;
        }
        rests.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(_, index) in rests.iter().take(left) {
            if let Some(part) = parts.get_mut(index) {
                *part = Fen::new(part.get() + sum.get().signum());
            }
        }
    }

    fn quotient(&self, size: u64, weight: u64) -> (u64, u64) {
        if let Some(product) = size.checked_mul(weight) {
            return (product / self.total, product % self.total);
        }
        let product = u128::from(size) * u128::from(weight);
        let total = u128::from(self.total);
        // A part is not above the sum, and a rest below the total: both fit again.
        let narrow = |wide: u128| u64::try_from(wide).unwrap_or(u64::MAX);
        (narrow(product / total), narrow(product % total))
    }
}

fn signed(part: u64, like: Fen) -> Fen {
    // The size of a sum of fen fits its type but for the lowest number of all, whose whole is that number again.
    match (i64::try_from(part), like < Fen::ZERO) {
        (Ok(part), false) => Fen::new(part),
        (Ok(part), true) => Fen::new(-part),
        (Err(_), _) => like,
    }
}

/// What each of several claims gets of a sum that may not cover all: everything, or its part of the sum.
///
/// # Errors
/// [`MoneyError::Overflow`]
pub(super) fn pro_rata(sum: Fen, claims: &[Fen]) -> Result<Vec<Fen>, MoneyError> {
    let owed = Fen::total(claims.iter().copied())?;
    match Weights::by(claims) {
        Ok(weights) if sum < owed => Ok(weights.split(sum.max(Fen::ZERO))),
        _ => Ok(claims.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rejects_shares_that_divide_nothing() {
        assert_eq!(Weights::new(&[]), Err(WeightError::Nothing));
        assert_eq!(Weights::new(&[Decimal::ZERO]), Err(WeightError::Nothing));
        assert_eq!(Weights::new(&[Decimal::NEGATIVE_ONE]), Err(WeightError::Negative(Decimal::NEGATIVE_ONE)));
        assert_eq!(Weights::equal(0), None);
    }

    #[test]
    fn pays_claims_in_part() {
        let claims = [300, 100].map(Fen::new);
        assert_eq!(pro_rata(Fen::new(202), &claims).unwrap(), [152, 50].map(Fen::new));
        assert_eq!(pro_rata(Fen::new(500), &claims).unwrap(), claims);
        assert_eq!(pro_rata(Fen::new(-1), &claims).unwrap(), [Fen::ZERO; 2]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn parts_add_up_and_are_within_a_fen(
            sum in any::<i64>(),
            weights in prop::collection::vec(0_u32..1_000_000, 1..12),
        ) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let shares: Vec<Decimal> = weights.iter().copied().map(Decimal::from).collect();
            let parts = Weights::new(&shares).unwrap().split(Fen::new(sum));
            let total: i128 = parts.iter().map(|part| i128::from(part.get())).sum();
            prop_assert_eq!(total, i128::from(sum));
            let whole: i128 = weights.iter().copied().map(i128::from).sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let off = i128::from(part.get()) * whole - i128::from(sum) * i128::from(*weight);
                prop_assert!(off.abs() < whole, "{part} of {sum} for {weight} of {whole}");
            }
        }
    }
}
