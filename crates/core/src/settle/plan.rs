//! A contract on a case, with everything worked out that the profit of a year cannot change.
//!
//! Each clause leaves here what it moves: transfers that take place whatever happens, dues of the operator in the order
//! of their rank, proportions for what is left. [`waterfall`](super::waterfall) runs the years on it.

mod builder;
mod credit;
mod promise;
mod share;
mod trade;

pub use credit::lending_capacity;
use rust_decimal::Decimal;

use super::account::Account;
use super::case::Case;
use super::contract::Contract;
use super::error::{SettleError, TermRef};
use super::money::Fen;
use super::settlement::{Cause, Members};
use super::split::Weights;
use builder::Builder;

/// Index into the accounts of a plan.
pub(super) type AccountId = usize;
/// Index into the causes of a plan.
pub(super) type CauseId = usize;

/// What a contract comes to on a case.
pub(super) struct Plan {
    pub(super) accounts: Vec<Account>,
    pub(super) causes: Vec<Cause>,
    pub(super) operator: Option<AccountId>,
    pub(super) household: AccountId,
    pub(super) market: AccountId,
    pub(super) result: CauseId,
    /// What the operator owes by clause, in the order in which it pays.
    pub(super) streams: Vec<Stream>,
    pub(super) years: Vec<Year>,
    pub(super) equity: Option<Fen>,
    pub(super) loss: Option<Loss>,
    pub(super) reserve: Option<Decimal>,
    pub(super) split: Option<Division>,
    pub(super) carry_losses: Option<bool>,
    /// The clause that asks for `carry_losses`.
    pub(super) divides: Option<TermRef>,
    pub(super) guarantee_fund: Option<GuaranteeFund>,
    pub(super) members: Members,
}

/// Something that the operator owes in some of the years.
#[derive(Clone, Copy)]
pub(super) struct Stream {
    pub(super) to: AccountId,
    pub(super) cause: CauseId,
    pub(super) rank: Rank,
    pub(super) counts: Counts,
}

/// In which order the operator pays when it cannot pay everything; equal ranks are paid in proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Wage,
    Trade,
    Loan,
    Guarantee,
    Recourse,
    Principal,
}

/// What a due does to the result and the surplus of its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// Lessens the result: wages, rents, interest.
    Cost,
    /// Lessens the surplus: what is paid before it is divided.
    Prior,
    /// Lessens the household's own share of the surplus.
    Floor,
    /// Neither: principal.
    Capital,
}

/// What takes place in one year.
#[derive(Default)]
pub(super) struct Year {
    /// Whether the arrangement still runs.
    pub(super) active: bool,
    /// Before the operator pays, whatever happens.
    pub(super) before: Vec<Entry>,
    /// After it has paid, whatever happens.
    pub(super) after: Vec<Entry>,
    /// What falls due of each stream.
    pub(super) due: Vec<Fen>,
    pub(super) due_total: Fen,
    /// What others pay to the operator and that counts to its result.
    pub(super) income: Fen,
    pub(super) costs: Fen,
    pub(super) prior: Fen,
    pub(super) floor: Fen,
    pub(super) secondary: Vec<(CauseId, Fen)>,
    /// Debts at its end that are not the operator's.
    pub(super) unpaid: Vec<Entry>,
}

/// A payment between accounts of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) from: AccountId,
    pub(super) to: AccountId,
    pub(super) amount: Fen,
    pub(super) cause: CauseId,
}

/// Proportions among accounts, in the order of their codes.
pub(super) struct Division {
    pub(super) accounts: Vec<AccountId>,
    pub(super) weights: Weights,
    pub(super) cause: CauseId,
}

/// Who makes good a loss of the operator; what nobody does stays with it.
pub(super) struct Loss {
    pub(super) division: Division,
    pub(super) cap: Option<Fen>,
}

/// A fund that stands behind the guarantees.
#[derive(Clone, Copy)]
pub(super) struct GuaranteeFund {
    pub(super) account: AccountId,
    pub(super) cause: CauseId,
    pub(super) balance: Fen,
    /// The stream by which the operator pays it back.
    pub(super) recourse: Option<usize>,
}

impl Plan {
    /// Works a contract out.
    ///
    /// # Errors
    /// The first fault of each clause.
    pub(super) fn new(contract: &Contract, case: &Case) -> Result<Self, Vec<SettleError>> {
        let mut builder = Builder::new(contract, case);
        let mut errors: Vec<SettleError> = builder.frame().err().into_iter().collect();
        for (place, agreed) in contract.clauses.iter().enumerate() {
            errors.extend(builder.clause(place, agreed).err());
        }
        let mut unlike: Vec<SettleError> = Vec::new();
        for error in errors {
            if !unlike.contains(&error) {
                unlike.push(error);
            }
        }
        if unlike.is_empty() { builder.finish().map_err(|error| vec![error]) } else { Err(unlike) }
    }
}
