//! Takes the reading and its lexicon hits, gives the quantities in text order.

use crate::lexicon::Hits;
use crate::mention::Quantity;
use crate::outline::Outline;

pub(crate) fn scan(_outline: &Outline, _hits: &Hits<'_>) -> Vec<Quantity> {
    Vec::new()
}
