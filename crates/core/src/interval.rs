//! What a printed figure allows: closed intervals with exact rational ends, and their arithmetic.
//!
//! A writer rounds or truncates, so the last printed digit of `2.92亿元` stands for anything from 2.915 to 2.93
//! hundred million. Counts of things are exact, and words such as 余 or 至少 widen the interval on the side that
//! they speak of. Two statements contradict each other only where such intervals do not meet.

mod rational;

use rust_decimal::Decimal;

use crate::{Bound, Figure, Unit};
use rational::Rational;

/// A closed interval of true values; the upper end may be open to infinity (`至少500元`).
///
/// Invariant: the lower end is not above the upper one. The empty interval cannot be represented.
///
/// ```
/// use lianjie_core::{Decimal, Interval};
///
/// let total = Interval::printed(Decimal::from(24_510_000), Decimal::from(10_000));
/// let count = Interval::exact(Decimal::from(3421));
/// let average = total.checked_div(&count).unwrap();
/// assert!(average.meets(&Interval::printed(Decimal::from(7165), Decimal::ONE)));
/// assert_eq!(average.outward().unwrap().map(|end| end.to_string()), ["7163.1102", "7167.4949"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    low: Rational,
    high: Option<Rational>,
}

/// Ends that are the wrong way round.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("interval ends before it starts: {low} to {high}")]
pub struct IntervalError {
    /// The lower end asked for.
    pub low: Decimal,
    /// The upper end asked for.
    pub high: Decimal,
}

impl Interval {
    /// From one value to another, both included.
    ///
    /// # Errors
    /// [`IntervalError`] when `high` lies below `low`.
    pub fn new(low: Decimal, high: Decimal) -> Result<Self, IntervalError> {
        if high < low {
            return Err(IntervalError { low, high });
        }
        Ok(Self { low: low.into(), high: Some(high.into()) })
    }

    /// A single value.
    pub fn exact(value: Decimal) -> Self {
        Self { low: value.into(), high: Some(value.into()) }
    }

    /// Everything from `low` up.
    pub fn at_least(low: Decimal) -> Self {
        Self { low: low.into(), high: None }
    }

    /// What rounds or truncates to `value` at a digit of size `quantum`: from half a digit below to a whole digit
    /// above.
    pub fn printed(value: Decimal, quantum: Decimal) -> Self {
        Self::between(value, value, quantum)
    }

    fn between(low: Decimal, high: Decimal, quantum: Decimal) -> Self {
        let (low, high) = (Rational::from(low.min(high)), Rational::from(high.max(low)));
        if quantum.is_zero() {
            return Self { low, high: Some(high) };
        }
        let quantum = Rational::from(quantum.abs());
        let half = quantum.mul(&Rational::from(Decimal::new(5, 1)));
        Self { low: low.sub(&half), high: Some(high.add(&quantum)) }
    }

    /// What the digits of a figure allow; `None` for a ratio, which has no value.
    ///
    /// Counts printed to the unit are exact. 余 多 超过 reach up to the next step of the last digit that is not
    /// zero (`2000余户`: 2000 to 3000), 近 down to the one before, 约 to both; 至少 has no upper end, 最高 none but
    /// zero below.
    ///
    /// ```
    /// use lianjie_core::{Figure, Interval};
    /// let figure: Figure = serde_json::from_str(
    ///     r#"{"span":[0,6],"text":"2000余户","value":"2000","upper":null,"parts":null,
    ///         "unit":"household","bound":"over","quantum":"1","per":[]}"#,
    /// )?;
    /// let ends = Interval::of(&figure).and_then(|interval| interval.outward());
    /// assert_eq!(ends.unwrap().map(|end| end.to_string()), ["2000", "3000"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn of(figure: &Figure) -> Option<Self> {
        let value = figure.value?;
        let quantum = figure.quantum.unwrap_or(Decimal::ONE);
        let quantum =
            if quantum <= Decimal::ONE && is_counted(figure.unit) { Decimal::ZERO } else { quantum };
        let step = step(value).max(quantum);
        Some(match figure.bound {
            Bound::Over => Self::between(value, value + step, Decimal::ZERO),
            Bound::Nearly => Self::between(value - step, value, Decimal::ZERO),
            Bound::About => Self::between(value - step, value + step, Decimal::ZERO),
            Bound::AtLeast => Self::at_least(value),
            Bound::AtMost => Self::between(Decimal::ZERO, figure.upper.unwrap_or(value), Decimal::ZERO),
            _ => Self::between(value, figure.upper.unwrap_or(value), quantum),
        })
    }

    /// Whether the two have a value in common.
    pub fn meets(&self, other: &Self) -> bool {
        other.high.as_ref().is_none_or(|high| self.low <= *high)
            && self.high.as_ref().is_none_or(|high| other.low <= *high)
    }

    /// The values that both have; `None` when they have none.
    ///
    /// ```
    /// use lianjie_core::{Decimal, Interval};
    ///
    /// let rounded = Interval::printed(Decimal::from(85), Decimal::TEN);
    /// let both = rounded.intersection(&Interval::at_least(Decimal::from(90))).unwrap();
    /// assert_eq!(both, Interval::new(Decimal::from(90), Decimal::from(95)).unwrap());
    /// assert!(rounded.intersection(&Interval::exact(Decimal::from(96))).is_none());
    /// ```
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let low = (&self.low).max(&other.low).clone();
        let high = match (&self.high, &other.high) {
            (Some(a), Some(b)) => Some(a.min(b).clone()),
            (end, None) | (None, end) => end.clone(),
        };
        self.meets(other).then_some(Self { low, high })
    }

    /// Whether every value of this one lies above every value of the other.
    pub fn is_above(&self, other: &Self) -> bool {
        other.high.as_ref().is_some_and(|high| self.low > *high)
    }

    /// Whether it has an upper end.
    pub fn is_bounded(&self) -> bool {
        self.high.is_some()
    }

    /// Whether it holds more than `1/parts` of its own size: a figure too coarse to prove anything.
    pub fn is_coarser_than(&self, parts: u32) -> bool {
        let Some(high) = &self.high else { return true };
        high.sub(&self.low).mul(&Rational::integer(parts.into())) > high.abs()
    }

    /// The interval with `part / of` of its lower end put on at both sides; `None` when `of` is zero.
    pub fn widened(&self, part: u32, of: u32) -> Option<Self> {
        let part = Rational::integer(part.into()).checked_div(&Rational::integer(of.into()))?;
        let margin = self.low.abs().mul(&part);
        Some(Self { low: self.low.sub(&margin), high: self.high.as_ref().map(|high| high.add(&margin)) })
    }

    /// The ends, rounded outwards to at most four decimals; `None` when there is no upper end or a decimal cannot
    /// hold it.
    pub fn outward(&self) -> Option<[Decimal; 2]> {
        let decimal = |end| Decimal::try_from_i128_with_scale(end, 4).ok().map(|end| end.normalize());
        Some([decimal(self.low.floor(10_000)?)?, decimal(self.high.as_ref()?.ceil(10_000)?)?])
    }

    /// The sum of a value of each.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let high = self.high.as_ref().zip(other.high.as_ref()).map(|(a, b)| a.add(b));
        Self { low: self.low.add(&other.low), high }
    }

    /// A value of this one less a value of the other; `None` where the other has no upper end.
    pub fn checked_sub(&self, other: &Self) -> Option<Self> {
        let low = self.low.sub(other.high.as_ref()?);
        Some(Self { low, high: self.high.as_ref().map(|high| high.sub(&other.low)) })
    }

    /// The product of a value of each; `None` where an end would be infinite times something that may be negative.
    pub fn checked_mul(&self, other: &Self) -> Option<Self> {
        let (Some(a), Some(b)) = (&self.high, &other.high) else {
            let positive = !self.low.is_negative() && !other.low.is_negative();
            return positive.then(|| Self { low: self.low.mul(&other.low), high: None });
        };
        if !self.low.is_negative() && !other.low.is_negative() {
            return Some(Self { low: self.low.mul(&other.low), high: Some(a.mul(b)) });
        }
        let corners = [self.low.mul(&other.low), self.low.mul(b), a.mul(&other.low), a.mul(b)];
        Some(Self { low: corners.iter().min()?.clone(), high: corners.iter().max().cloned() })
    }

    /// A value of this one over a value of the other; `None` where the other may be zero or negative, or where an
    /// end would be infinite times something negative.
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        if other.low <= Rational::ZERO {
            return None;
        }
        let inverse = |value| Rational::ONE.checked_div(value);
        let low = other.high.as_ref().map_or(Some(Rational::ZERO), inverse)?;
        self.checked_mul(&Self { low, high: Some(inverse(&other.low)?) })
    }

    /// Every value times a factor that is not negative; `None` for a negative one.
    pub fn scale(&self, factor: Decimal) -> Option<Self> {
        let factor = Some(Rational::from(factor)).filter(|factor| !factor.is_negative())?;
        Some(Self { low: self.low.mul(&factor), high: self.high.as_ref().map(|high| high.mul(&factor)) })
    }
}

/// Things that are counted one by one and printed to the unit. Plants and animals come in numbers that nobody counts
/// so.
fn is_counted(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Household
            | Unit::Person
            | Unit::PersonTime
            | Unit::Village
            | Unit::Community
            | Unit::Township
            | Unit::County
            | Unit::Enterprise
            | Unit::Cooperative
            | Unit::FamilyFarm
            | Unit::Project
            | Unit::Base
            | Unit::Park
            | Unit::Loan
            | Unit::Greenhouse
            | Unit::Workshop
            | Unit::Station
            | Unit::Team
            | Unit::Measure
            | Unit::Industry
            | Unit::Count
    )
}

/// Size of the last digit of `value` that is not zero: 1000 for 2000, 0.01 for 1.25; 1 for zero.
pub(crate) fn step(value: Decimal) -> Decimal {
    let mut digits = value.normalize();
    let scale = digits.scale();
    if scale > 0 {
        return Decimal::try_from_i128_with_scale(1, scale).unwrap_or(Decimal::ONE);
    }
    let mut step = Decimal::ONE;
    while !digits.is_zero() {
        let next = digits / Decimal::TEN;
        if !next.fract().is_zero() {
            break;
        }
        digits = next;
        step = step.saturating_mul(Decimal::TEN);
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn ends(interval: &Interval) -> [String; 2] {
        interval.outward().unwrap().map(|end| end.to_string())
    }

    fn figure(value: &str, quantum: &str, unit: Unit, bound: Bound) -> Figure {
        Figure {
            span: crate::Span::default(),
            text: String::new(),
            value: Some(decimal(value)),
            upper: None,
            parts: None,
            unit,
            bound,
            quantum: Some(decimal(quantum)),
            per: Vec::new(),
        }
    }

    #[test]
    fn reads_what_digits_allow() {
        let of =
            |value, quantum, unit, bound| ends(&Interval::of(&figure(value, quantum, unit, bound)).unwrap());
        assert_eq!(of("974", "1", Unit::Household, Bound::Exact), ["974", "974"]);
        assert_eq!(of("414500", "100", Unit::Person, Bound::Exact), ["414450", "414600"]);
        assert_eq!(of("12.73", "0.01", Unit::Percent, Bound::Exact), ["12.725", "12.74"]);
        assert_eq!(of("200000", "10000", Unit::Yuan, Bound::Over), ["200000", "300000"]);
        assert_eq!(of("50000", "10000", Unit::Yuan, Bound::Nearly), ["40000", "50000"]);
        assert_eq!(of("30000", "10000", Unit::Yuan, Bound::About), ["20000", "40000"]);
        assert_eq!(of("80", "10", Unit::Percent, Bound::AtMost), ["0", "80"]);
        assert!(!Interval::of(&figure("5", "1", Unit::Percent, Bound::AtLeast)).unwrap().is_bounded());
    }

    #[test]
    fn rejects_ends_the_wrong_way_round() {
        let error = Interval::new(Decimal::TWO, Decimal::ONE).unwrap_err();
        assert_eq!(error.to_string(), "interval ends before it starts: 2 to 1");
    }

    #[test]
    fn rejects_division_by_what_may_be_zero() {
        let one = Interval::exact(Decimal::ONE);
        assert!(one.checked_div(&Interval::printed(Decimal::ZERO, Decimal::ONE)).is_none());
        assert!(one.checked_sub(&Interval::at_least(Decimal::ONE)).is_none());
    }

    #[test]
    fn steps_follow_the_last_digit_that_is_not_zero() {
        for (value, expected) in [("2000", "1000"), ("1250", "10"), ("1.50", "0.1"), ("0", "1"), ("7", "1")] {
            assert_eq!(step(decimal(value)), decimal(expected), "{value}");
        }
    }
}
