//! Many settlements at once: payout curves, thresholds, contracts beside each other, draws of profits.

mod compare;
mod payouts;
mod simulate;
mod sweep;

pub use compare::{Compared, Outcome, compare};
pub use payouts::Payouts;
pub use simulate::{Distribution, Draws, Simulation};
pub use sweep::grid;
