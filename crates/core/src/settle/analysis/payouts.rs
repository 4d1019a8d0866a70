//! The fast path: one contract, one case, many profits.

use crate::settle::account::Account;
use crate::settle::case::Case;
use crate::settle::contract::Contract;
use crate::settle::error::SettleError;
use crate::settle::money::{Fen, MoneyError};
use crate::settle::plan::{Entry, Plan};
use crate::settle::waterfall::{State, first};

/// What each account earns for each of many profits, by column.
///
/// Invariant: there is a column for each account, and all are as long as the profits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payouts {
    accounts: Vec<Account>,
    columns: Vec<Vec<i64>>,
    unpaid: Vec<i64>,
}

impl Payouts {
    pub(super) fn new(plan: &Plan) -> Self {
        let columns = vec![Vec::new(); plan.accounts.len()];
        Self { accounts: plan.accounts.clone(), columns, unpaid: Vec::new() }
    }

    pub(super) fn push(&mut self, incomes: &[Fen], unpaid: Fen) {
        for (column, income) in self.columns.iter_mut().zip(incomes) {
            column.push(income.get());
        }
        self.unpaid.push(unpaid.get());
    }

    /// Whose columns there are.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// What the account earns for each profit, in fen, loans and stakes left out; `None` for one that has no part in
    /// the contract.
    pub fn column(&self, account: impl Into<Account>) -> Option<&[i64]> {
        let account = account.into();
        let index = self.accounts.iter().position(|other| *other == account)?;
        self.columns.get(index).map(Vec::as_slice)
    }

    /// The columns with their accounts, in fen.
    pub fn columns(&self) -> impl Iterator<Item = (Account, &[i64])> {
        self.accounts.iter().copied().zip(self.columns.iter().map(Vec::as_slice))
    }

    /// What the operator owes and cannot pay for each profit, in fen.
    pub fn unpaid(&self) -> &[i64] {
        &self.unpaid
    }

    /// What the account earns at least in all but so many percent of the cases: the smallest value that so many percent
    /// are not above (nearest rank), for each percentage. `None` for an account without part or without values.
    ///
    /// The 5th percentile is what a household gets in a bad year of twenty.
    pub fn quantiles(&self, account: impl Into<Account>, percents: &[u8]) -> Option<Vec<Fen>> {
        let mut sorted = self.column(account)?.to_vec();
        sorted.sort_unstable();
        let rank = |percent: u8| (sorted.len() * usize::from(percent.min(100))).div_ceil(100).max(1);
        percents.iter().map(|percent| sorted.get(rank(*percent) - 1).copied().map(Fen::new)).collect()
    }

    /// How many profits.
    pub fn len(&self) -> usize {
        self.unpaid.len()
    }

    /// Whether there were no profits.
    pub fn is_empty(&self) -> bool {
        self.unpaid.is_empty()
    }
}

impl Contract {
    /// Settles one year for each of many profits (in fen), everything else as the case says. Each profit is a first year
    /// of its own: the case's own profits are not looked at.
    ///
    /// The same payments as [`settle`](Self::settle) makes, added up by account and not kept one by one.
    ///
    /// ```
    /// use lianjie_core::Party;
    /// use lianjie_core::settle::{Case, Clause, Contract};
    ///
    /// let guarantee: Clause =
    ///     serde_json::from_str(r#"{"type":"guaranteed_return","percent":"10","floor":"beside"}"#)?;
    /// let contract = Contract::new(Party::Enterprise, [guarantee]);
    /// let case: Case = serde_json::from_str(r#"{"capital":"1000"}"#)?;
    /// let payouts = contract.payouts(&case, &[-5_000, 0, 30_000])?;
    /// assert_eq!(payouts.column(Party::Household), Some(&[10_000, 10_000, 10_000][..]));
    /// assert_eq!(payouts.column(Party::Enterprise), Some(&[-15_000, -10_000, 20_000][..]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`settle`](Self::settle).
    pub fn payouts(&self, case: &Case, profits: &[i64]) -> Result<Payouts, SettleError> {
        let case = Case { profits: vec![Fen::ZERO], years: None, ..case.clone() };
        let plan = Plan::new(self, &case).map_err(first)?;
        let mut run = Run::new(&plan);
        let mut payouts = Payouts::new(&plan);
        for &profit in profits {
            run.restart();
            run.year(0, Fen::new(profit))?;
            payouts.push(&run.incomes, run.unpaid()?);
        }
        Ok(payouts)
    }
}

/// Years run on a plan with nothing kept but what each account earned.
pub(super) struct Run<'a> {
    plan: &'a Plan,
    state: State,
    is_capital: Vec<bool>,
    /// What each account of the plan earned in the last year that was run.
    pub(super) incomes: Vec<Fen>,
}

impl<'a> Run<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            state: State::new(plan),
            is_capital: plan.causes.iter().map(|cause| cause.kind.is_capital()).collect(),
            incomes: vec![Fen::ZERO; plan.accounts.len()],
        }
    }

    /// Back to before the first year.
    pub(super) fn restart(&mut self) {
        self.state.reset(self.plan);
    }

    /// Runs a year, counted from zero.
    pub(super) fn year(&mut self, number: usize, profit: Fen) -> Result<(), SettleError> {
        self.incomes.fill(Fen::ZERO);
        let (incomes, is_capital) = (&mut self.incomes, &self.is_capital);
        self.plan.run(number, profit, &mut self.state, &mut |Entry { from, to, amount, cause }: Entry| {
            if is_capital.get(cause).is_some_and(|capital| *capital) {
                return Ok(());
            }
            if let Some(sum) = incomes.get_mut(from) {
                *sum = sum.minus(amount)?;
            }
            if let Some(sum) = incomes.get_mut(to) {
                *sum = sum.plus(amount)?;
            }
            Ok(())
        })
    }

    /// What the operator owes from all years so far.
    pub(super) fn unpaid(&self) -> Result<Fen, MoneyError> {
        Fen::total(self.state.arrears.iter().copied())
    }
}
