//! Takes a figure and the period in force where it stands, gives the period that it is of: that one, or none.
//!
//! Rules say how far a date governs. Whether careful readers still read it of a figure some clauses on — a price, a
//! stock, what an arrangement pays in any year — depends on many small signs together, which a linear model weighs.

mod sign;

use lianjie_core::{Measure, Period};

use super::decision::{Decision, Earlier};
use super::view::View;
use crate::context::Context;
use crate::weigh;

pub(super) use self::sign::signs;

/// The period that a figure is of: that in force where it stands, unless more speaks against it than for it.
pub(super) fn period(view: &View<'_>, decision: &Decision, decisions: &Earlier) -> Option<Period> {
    let ruled = ruled(view.context, view.index)?;
    // The unit tests are of the rules alone.
    let weight = if cfg!(test) { None } else { weight(view, decision, decisions) };
    weight.is_none_or(|weight| weight <= 0).then_some(ruled)
}

/// What the signs say against the period in force, in thousandths of a logit; `None` of a figure that is not weighed.
pub(super) fn weight(view: &View<'_>, decision: &Decision, decisions: &Earlier) -> Option<i32> {
    signs(view, decision, decisions).map(|signs| weigh::dates().total(signs))
}

/// The period in force where a figure stands.
fn ruled(context: &Context<'_>, index: usize) -> Option<Period> {
    let quantity = context.mentions.quantities.get(index)?;
    context.scopes.at(quantity.range.start).period
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
