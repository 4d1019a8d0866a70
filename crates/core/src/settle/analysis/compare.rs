//! Contracts beside each other on the same case.

use serde::Serialize;

use crate::settle::account::Account;
use crate::settle::case::Case;
use crate::settle::contract::Contract;
use crate::settle::error::SettleError;
use crate::settle::money::Fen;
use crate::settle::settlement::Settlement;

/// What became of one of several contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What the caller calls it.
    pub name: String,
    /// How it was settled, or what it lacks: one contract may ask for what another does not need.
    pub settlement: Result<Settlement, SettleError>,
    /// What each account got of it; empty where it could not be settled.
    pub outcomes: Vec<Outcome>,
}

/// What an account got of a contract, loans and stakes left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Who.
    pub account: Account,
    /// In all years.
    pub income: Fen,
    /// The first of the years in which it got least.
    pub worst_year: u32,
    /// What it got in that year.
    pub worst: Fen,
}

/// Settles each contract on the case.
///
/// ```
/// use lianjie_core::settle::{Case, Contract, compare};
///
/// let fixed: Contract = serde_json::from_str(
///     r#"{"operator":"enterprise","clauses":[{"type":"fixed_payout","amount":"2500",
///         "per":["household","year"],"floor":"beside"}]}"#,
/// )?;
/// let share: Contract = serde_json::from_str(
///     r#"{"operator":"enterprise","clauses":[{"type":"profit_split","shares":[{"party":"household","share":"40"}]}]}"#,
/// )?;
/// let case: Case = serde_json::from_str(r#"{"households":40,"profits":[400000,-100000]}"#)?;
/// let compared = compare([("fixed", &fixed), ("share", &share)], &case);
/// let households: Vec<String> = compared.iter().map(|one| {
///     let outcome = one.outcomes.iter().find(|outcome| outcome.account.as_str() == "household").unwrap();
///     format!("{}: {}, {} in year {}", one.name, outcome.income, outcome.worst, outcome.worst_year)
/// }).collect();
/// assert_eq!(households, [
///     "fixed: 200000.00, 100000.00 in year 1",
///     "share: 160000.00, 0.00 in year 2",
/// ]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare<'a>(
    contracts: impl IntoIterator<Item = (&'a str, &'a Contract)>,
    case: &Case,
) -> Vec<Compared> {
    let settle = |(name, contract): (&str, &Contract)| {
        let settled = contract.settle(case).and_then(|settlement| {
            let outcomes = settlement.outcomes()?;
            Ok((settlement, outcomes))
        });
        let (settlement, outcomes) = match settled {
            Ok((settlement, outcomes)) => (Ok(settlement), outcomes),
            Err(error) => (Err(error), Vec::new()),
        };
        Compared { name: name.to_owned(), settlement, outcomes }
    };
    contracts.into_iter().map(settle).collect()
}

impl Settlement {
    /// What each account got, and the year in which it got least.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`](crate::settle::MoneyError::Overflow)
    pub fn outcomes(&self) -> Result<Vec<Outcome>, crate::settle::MoneyError> {
        let mut outcomes = Vec::new();
        for account in self.accounts() {
            let mut worst: Option<(Fen, u32)> = None;
            for year in 1..=self.years {
                let income = self.income_in(account, year)?;
                if worst.is_none_or(|(least, _)| income < least) {
                    worst = Some((income, year));
                }
            }
            let (worst, worst_year) = worst.unwrap_or_default();
            outcomes.push(Outcome { account, income: self.income(account)?, worst_year, worst });
        }
        Ok(outcomes)
    }
}
