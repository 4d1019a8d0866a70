//! Payouts over a range of profits, and the profit from which somebody gets a sum.

use super::payouts::Run;
use crate::settle::account::Account;
use crate::settle::case::Case;
use crate::settle::contract::Contract;
use crate::settle::error::SettleError;
use crate::settle::money::{Fen, MoneyError};
use crate::settle::plan::Plan;
use crate::settle::waterfall::first;

/// How far a profit is looked for: a quadrillion yuan either way.
const FAR: i64 = 100_000_000_000_000_000;

/// How far below a threshold largest remainders can let a payout reach it now and then.
const RIPPLE: i64 = 64;

/// Profits in fen from the lowest to the highest, both included, in even steps rounded down to the fen.
///
/// With [`Contract::payouts`] they give each party's payout curve.
///
/// ```
/// use lianjie_core::settle::{Fen, grid};
/// assert_eq!(grid(Fen::new(-100), Fen::new(100), 5)?, [-100, -50, 0, 50, 100]);
/// # Ok::<(), lianjie_core::settle::MoneyError>(())
/// ```
///
/// # Errors
/// [`MoneyError::Overflow`] where the range is wider than a machine integer.
pub fn grid(low: Fen, high: Fen, points: u32) -> Result<Vec<i64>, MoneyError> {
    let width = i128::from(high.minus(low)?.get());
    let steps = i128::from(points.saturating_sub(1).max(1));
    (0..points)
        .map(|point| {
            let offset = (width * i128::from(point)).div_euclid(steps);
            Ok(low.plus(Fen::narrow(offset)?)?.get())
        })
        .collect()
}

impl Contract {
    /// The least profit of a first year from which the account earns at least a sum, to the fen; `None` where it never
    /// does, or does whatever the profit.
    ///
    /// For the operator and zero that is the break-even of the guarantee: below it, the guarantee eats more than the
    /// profit. Found by bisection, as payouts grow with the profit but for single fen.
    ///
    /// ```
    /// use lianjie_core::Party;
    /// use lianjie_core::settle::{Case, Contract, Fen};
    ///
    /// let contract: Contract = serde_json::from_str(
    ///     r#"{"operator":"enterprise","clauses":[
    ///         {"type":"guaranteed_return","percent":"10","floor":"beside"},
    ///         {"type":"profit_split","shares":[{"party":"household","share":"40"}]}]}"#,
    /// )?;
    /// let case: Case = serde_json::from_str(r#"{"capital":"1000000"}"#)?;
    /// let break_even = contract.least_profit(&case, Party::Enterprise, Fen::ZERO)?;
    /// assert_eq!(break_even, Some("100000".parse()?));
    /// // The households get 120000 from where 40 % of the surplus are 20000.
    /// let enough = contract.least_profit(&case, Party::Household, "120000".parse()?)?;
    /// assert_eq!(enough, Some("149999.99".parse()?)); // 40 % of 49999.99 round to 20000.00
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`settle`](Self::settle).
    pub fn least_profit(
        &self,
        case: &Case,
        account: impl Into<Account>,
        at_least: Fen,
    ) -> Result<Option<Fen>, SettleError> {
        let case = Case { profits: vec![Fen::ZERO], years: None, ..case.clone() };
        let plan = Plan::new(self, &case).map_err(first)?;
        let account = account.into();
        let Some(index) = plan.accounts.iter().position(|other| *other == account) else { return Ok(None) };
        let mut run = Run::new(&plan);
        let mut enough = |profit: i64| -> Result<bool, SettleError> {
            run.restart();
            run.year(0, Fen::new(profit))?;
            Ok(run.incomes.get(index).is_some_and(|income| *income >= at_least))
        };
        let (mut low, mut high) = (-FAR, FAR);
        if enough(low)? || !enough(high)? {
            return Ok(None);
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if enough(middle)? {
                high = middle;
            } else {
                low = middle;
            }
        }
        for profit in high - RIPPLE..high {
            if enough(profit)? {
                return Ok(Some(Fen::new(profit)));
            }
        }
        Ok(Some(Fen::new(high)))
    }
}
