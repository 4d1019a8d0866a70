//! Takes a figure and the period in force where it stands, gives the period that it is of: that one, or none.
//!
//! Rules say how far a date governs. Whether careful readers still read it of a figure some clauses on — a price, a
//! stock, what an arrangement pays in any year — depends on many small signs together, which a linear model weighs.

mod sign;

use lianjie_core::{Measure, Period};

use super::decision::Earlier;
use super::table::Tables;
use super::view::{Runs, View};
use crate::context::Context;
use crate::weigh;

/// Above this the signs leave a figure without a date, in thousandths of a logit.
const SURE: i32 = 0;

/// The period of each figure, after weighing.
pub(super) struct Dates {
    periods: Vec<Option<Period>>,
}

impl Dates {
    pub(super) fn of(context: &Context<'_>, (runs, tables): (&Runs, &Tables), decisions: &Earlier) -> Self {
        let count = context.mentions.quantities.len();
        let mut periods: Vec<Option<Period>> = Vec::with_capacity(count);
        for index in 0..count {
            let ruled = ruled(context, index);
            // The unit tests are of the rules alone.
            let weighed = !cfg!(test) && ruled.is_some();
            let weight = weighed.then(|| weight(context, (runs, tables), decisions, index)).flatten();
            periods.push(ruled.filter(|_| weight.is_none_or(|weight| weight <= SURE)));
        }
        Self { periods }
    }

    pub(super) fn get(&self, index: usize) -> Option<Period> {
        self.periods.get(index).copied().flatten()
    }
}

/// The period in force where a figure stands.
fn ruled(context: &Context<'_>, index: usize) -> Option<Period> {
    let quantity = context.mentions.quantities.get(index)?;
    context.scopes.at(quantity.range.start).period
}

/// What the signs say against the period in force, in thousandths of a logit; `None` of a figure that is not weighed.
pub(super) fn weight(
    context: &Context<'_>,
    (runs, tables): (&Runs, &Tables),
    decisions: &Earlier,
    index: usize,
) -> Option<i32> {
    let view = View::new(context, runs, tables, index)?;
    let signs = sign::signs(&view, decisions.get(index)?, decisions)?;
    Some(weigh::dates().total(signs))
}

/// The signs of the date of one figure.
#[derive(Clone, Debug)]
pub struct DateSigns {
    /// Index of its figure.
    pub figure: usize,
    /// What it measures.
    pub measure: Measure,
    /// All of them, hashed.
    pub signs: Vec<u32>,
}

/// The signs of each figure whose date is weighed: what the weights are learned from.
pub(super) fn signs(
    context: &Context<'_>,
    (runs, tables): (&Runs, &Tables),
    decisions: &Earlier,
) -> Vec<DateSigns> {
    let signs = |figure| {
        let view = View::new(context, runs, tables, figure)?;
        let decision = decisions.get(figure)?;
        let signs = sign::signs(&view, decision, decisions)?;
        Some(DateSigns { figure, measure: decision.measure, signs })
    };
    (0..context.mentions.quantities.len()).filter_map(signs).collect()
}
