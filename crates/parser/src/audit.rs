//! Takes the records, finds relations among the figures and says whether the printed digits agree.

use lianjie_core::{Figure, Finding};

use crate::context::Context;

pub(crate) fn audit(_context: &Context<'_>, _figures: &[Figure]) -> Vec<Finding> {
    Vec::new()
}
