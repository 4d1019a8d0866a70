//! The relations that printed figures may stand in, checked by whether intervals meet.
//!
//! Each function takes what the digits of the terms allow and gives what they imply for the figure that the text
//! states; [`Check`] holds the two beside each other.

use rust_decimal::Decimal;

use crate::{Finding, Interval, Provenance, Relation, Span, Verdict};

/// A relation with what the text states and what the other figures imply.
///
/// 「25218人，贫困发生率8.52%」 with 29.6万 rural people: stated 8.52, implied 8.49 to 8.54.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which relation.
    pub relation: Relation,
    /// What the text prints.
    pub stated: Decimal,
    /// What the printed digits allow.
    pub allowed: Interval,
    /// What the other figures imply.
    pub implied: Interval,
}

impl Check {
    /// Whether the two can both be true.
    pub fn agrees(&self) -> bool {
        self.allowed.meets(&self.implied)
    }

    /// The verdict on figures that were printed as they should be.
    pub fn verdict(&self) -> Verdict {
        if self.agrees() { Verdict::Consistent } else { Verdict::Inconsistent }
    }

    /// The finding of this check over the given figures.
    pub fn finding(&self, figures: Vec<usize>, evidence: Vec<Span>, provenance: Provenance) -> Finding {
        Finding {
            relation: self.relation,
            figures,
            stated: Some(self.stated),
            implied: self.implied.outward(),
            verdict: self.verdict(),
            repair: None,
            evidence,
            provenance,
        }
    }
}

/// What a part of a whole is in percent. `None` when the whole may be zero.
pub fn ratio(part: &Interval, whole: &Interval) -> Option<Interval> {
    part.checked_div(whole)?.scale(Decimal::ONE_HUNDRED)
}

/// What a total is for each of a count. `None` when the count may be zero.
pub fn per_unit(total: &Interval, count: &Interval) -> Option<Interval> {
    total.checked_div(count)
}

/// What parts are together. `None` without parts.
pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Interval>) -> Option<Interval> {
    let mut parts = parts.into_iter();
    let first = parts.next()?.clone();
    Some(parts.fold(first, |total, part| total.add(part)))
}

/// What factors are together. `None` without factors, or where one has no upper end and another may be negative.
pub fn product<'a>(factors: impl IntoIterator<Item = &'a Interval>) -> Option<Interval> {
    let mut factors = factors.into_iter();
    let first = factors.next()?.clone();
    factors.try_fold(first, |total, factor| total.checked_mul(factor))
}

/// The percentage by which a value grew from one year to the next. `None` when the first may be zero.
pub fn growth(before: &Interval, now: &Interval) -> Option<Interval> {
    let hundred = Interval::exact(Decimal::ONE_HUNDRED);
    ratio(now, before)?.checked_sub(&hundred)
}

/// The percentage by which a value fell from one year to the next. `None` when the first may be zero.
pub fn decline(before: &Interval, now: &Interval) -> Option<Interval> {
    Interval::exact(Decimal::ONE_HUNDRED).checked_sub(&ratio(now, before)?)
}

/// The percentage by which a value grew, from the value and the increase that it holds. `None` when either may be
/// zero or nothing was there before.
pub fn growth_by(now: &Interval, increase: &Interval) -> Option<Interval> {
    // increase / (now - increase), written with each term once so that the ends are those of true values.
    let before_over_increase = now.checked_div(increase)?.checked_sub(&Interval::exact(Decimal::ONE))?;
    Interval::exact(Decimal::ONE_HUNDRED).checked_div(&before_over_increase)
}

/// Where a percentage of `whole` comes to when `part` leaves it. `None` when the whole may be zero or has no end.
pub fn change(from: &Interval, part: &Interval, whole: &Interval) -> Option<Interval> {
    from.checked_sub(&ratio(part, whole)?)
}

/// How far it is down from one value to another. `None` when the other has no upper end.
pub fn difference(from: &Interval, to: &Interval) -> Option<Interval> {
    from.checked_sub(to)
}

#[cfg(test)]
mod tests;
