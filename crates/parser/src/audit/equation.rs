//! A way to read figures as a relation, and whether they agree.

use lianjie_core::relation::{self, Check};
use lianjie_core::{Decimal, Interval, Relation, Unit};

use super::term::Terms;

/// What is computed. The last term of an equation is what the text states; the others stand in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formula {
    /// part, whole, percent
    Ratio,
    /// total, count, average
    PerUnit,
    /// total, percent that is handed out, count, average
    SharePerUnit,
    /// parts, total
    Sum,
    /// before, now, percent
    Growth,
    /// before, now, times by which it grew
    GrowthTimes,
    /// before, now, percent by which it fell
    Decline,
    /// now, increase, percent
    GrowthBy,
    /// from, to, difference
    Difference,
    /// from, part that leaves, whole, to
    Exit,
    /// factors, product
    Product,
    /// whole, percent that another bears, what is left of it
    Rest,
    /// weight, price for a weight, money, or land, yield, weight; what turns their product into the unit of the third
    Priced(Decimal),
    /// money, weight, price for a weight; what turns their quotient into the unit of the third
    PerPriced(Decimal),
}

/// What speaks for a reading, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// The words say that the figures are so related.
    Worded,
    /// The figures stand beside one another; agreement must show it.
    Near,
    /// The figures stand apart; only close agreement shows it.
    Far,
}

/// One way to read some figures.
#[derive(Clone, Debug)]
pub(super) struct Equation {
    pub(super) formula: Formula,
    /// Indexes of the figures, the stated one last.
    pub(super) figures: Vec<usize>,
    pub(super) weight: Weight,
    /// How closely the digits must agree, in thirds of a digit, where the weight does not say it.
    pub(super) need: Option<u32>,
    /// Whether figures that disagree contradict each other.
    pub(super) certain: bool,
    pub(super) rule: &'static str,
}

impl Formula {
    pub(super) fn relation(self) -> Relation {
        match self {
            Self::Ratio => Relation::Ratio,
            Self::PerUnit | Self::SharePerUnit | Self::PerPriced(_) => Relation::PerUnit,
            Self::Sum => Relation::Sum,
            Self::Growth | Self::GrowthTimes | Self::Decline | Self::GrowthBy => Relation::Growth,
            Self::Difference | Self::Exit => Relation::Change,
            Self::Product | Self::Rest | Self::Priced(_) => Relation::Product,
        }
    }

    /// What the terms before the stated one imply. `of` gives each with its unit.
    fn implied(self, terms: &[(Interval, Unit)]) -> Option<Interval> {
        let interval = |at: usize| terms.get(at).map(|(interval, _)| interval);
        match self {
            Self::Ratio => relation::ratio(interval(0)?, interval(1)?),
            Self::PerUnit => relation::per_unit(interval(0)?, interval(1)?),
            Self::SharePerUnit => {
                let share = relation::product([interval(0)?, interval(1)?])?;
                relation::per_unit(&share.scale(HUNDREDTH)?, interval(2)?)
            }
            Self::Sum => relation::sum(terms.iter().map(|(interval, _)| interval)),
            Self::Growth => relation::growth(interval(0)?, interval(1)?),
            Self::GrowthTimes => relation::growth(interval(0)?, interval(1)?)?.scale(HUNDREDTH),
            Self::Decline => relation::decline(interval(0)?, interval(1)?),
            Self::GrowthBy => relation::growth_by(interval(0)?, interval(1)?),
            Self::Difference => {
                let (a, b) = (interval(0)?, interval(1)?);
                if b.is_above(a) { relation::difference(b, a) } else { relation::difference(a, b) }
            }
            Self::Exit => relation::change(interval(0)?, interval(1)?, interval(2)?),
            Self::Rest => {
                let hundred = Interval::exact(Decimal::ONE_HUNDRED);
                let left = relation::difference(&hundred, interval(1)?)?;
                relation::product([interval(0)?, &left])?.scale(HUNDREDTH)
            }
            Self::Priced(factor) => relation::product([interval(0)?, interval(1)?])?.scale(factor),
            Self::PerPriced(factor) => relation::per_unit(interval(0)?, interval(1)?)?.scale(factor),
            Self::Product => {
                let scaled: Option<Vec<Interval>> = terms
                    .iter()
                    .map(|(interval, unit)| {
                        if *unit == Unit::Percent {
                            interval.scale(HUNDREDTH)
                        } else {
                            Some(interval.clone())
                        }
                    })
                    .collect();
                relation::product(&scaled?)
            }
        }
    }
}

const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

impl Equation {
    /// The figure that the relation states.
    pub(super) fn stated(&self) -> Option<usize> {
        self.figures.last().copied()
    }

    /// The check with every figure read as `of` gives it.
    pub(super) fn check(
        &self,
        terms: &Terms<'_>,
        of: impl Fn(usize) -> Option<(Decimal, Interval)>,
    ) -> Option<Check> {
        let (stated, others) = self.figures.split_last()?;
        let read: Option<Vec<(Interval, Unit)>> =
            others.iter().map(|&index| Some((of(index)?.1, terms.get(index)?.unit()))).collect();
        let implied = self.formula.implied(&read?)?;
        let (value, allowed) = of(*stated)?;
        Some(Check { relation: self.formula.relation(), stated: value, allowed, implied })
    }

    /// How far the figures stand from one another.
    pub(super) fn reach(&self) -> usize {
        let last = self.figures.iter().max().copied().unwrap_or(0);
        self.figures.iter().map(|&index| last - index).sum()
    }
}
