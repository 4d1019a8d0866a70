//! A contract on a case, with everything worked out that the profit of a year cannot change.
//!
//! Each clause leaves here what it moves: transfers that take place whatever happens, dues of the operator in the order
//! of their rank, proportions for what is left. [`waterfall`](super::waterfall) runs the years on it.

mod credit;
mod promise;
mod share;
mod trade;

pub use credit::lending_capacity;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::account::Account;
use super::case::{Case, Input, Yearly};
use super::clause::Clause;
use super::contract::{Agreed, Contract};
use super::error::{SettleError, TermRef};
use super::money::{Fen, MoneyError};
use super::settlement::{Cause, FlowKind, Members};
use super::split::Weights;
use crate::{Party, Per};

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

/// A plan on the way.
struct Builder<'a> {
    contract: &'a Contract,
    case: &'a Case,
    plan: Plan,
    /// The amounts due of each stream, by year.
    dues: Vec<Vec<Fen>>,
    /// The last year in which the arrangement runs; `None` without end.
    last_year: Option<u32>,
}

impl<'a> Builder<'a> {
    fn new(contract: &'a Contract, case: &'a Case) -> Self {
        let result = Cause { term: None, kind: FlowKind::Result };
        let operator = case.operator.or(contract.operator).map(Account::Party);
        let plan = Plan {
            accounts: vec![Account::HOUSEHOLD, Account::Market],
            causes: vec![result],
            operator: None,
            household: 0,
            market: 1,
            result: 0,
            streams: Vec::new(),
            years: Vec::new(),
            equity: case.equity,
            loss: None,
            reserve: None,
            split: None,
            carry_losses: case.carry_losses,
            divides: None,
            guarantee_fund: None,
            members: Members { households: case.households, stakes: case.stakes.clone() },
        };
        let mut builder = Self { contract, case, plan, dues: Vec::new(), last_year: None };
        builder.plan.operator = operator.map(|account| builder.account(account));
        builder
    }

    /// How many years, and in which of them the arrangement runs.
    fn frame(&mut self) -> Result<(), SettleError> {
        let first = self.contract.clauses.first().ok_or(SettleError::Empty)?;
        let divides = |agreed: &&Agreed| {
            use super::clause::LossOf;
            matches!(
                agreed.clause,
                Clause::ProfitSplit { .. }
                    | Clause::SecondaryDividend { .. }
                    | Clause::Reserve { .. }
                    | Clause::LossBearing { .. }
                    | Clause::RiskShare { of: LossOf::Operation, .. }
            )
        };
        let divides = self.contract.clauses.iter().find(divides);
        let profits = u32::try_from(self.case.profits.len()).unwrap_or(u32::MAX);
        let years = match (profits, self.case.years, divides) {
            (0, Some(years), None) if years > 0 => Ok(years),
            (0, _, Some(agreed)) => Err(missing(agreed, Input::Profits)),
            (0, _, None) => Err(missing(first, Input::Years)),
            (profits, Some(years), _) if years != profits => {
                Err(SettleError::Invalid { input: Input::Years, reason: "is not the number of profits" })
            }
            (profits, ..) if self.plan.operator.is_none() => {
                self.years(profits);
                Err(missing(divides.unwrap_or(first), Input::Operator))
            }
            (profits, ..) => Ok(profits),
        };
        if self.case.equity.is_some_and(|equity| equity < Fen::ZERO) {
            return Err(SettleError::Invalid { input: Input::Equity, reason: "is below zero" });
        }
        let years = years?;
        if years > 1000 {
            return Err(SettleError::Invalid { input: Input::Years, reason: "is more than a thousand" });
        }
        self.last_year = self.tenor()?;
        self.years(years);
        Ok(())
    }

    fn years(&mut self, years: u32) {
        let active = |year| self.last_year.is_none_or(|last| year <= last);
        self.plan.years = (1..=years).map(|year| Year { active: active(year), ..Year::default() }).collect();
    }

    fn tenor(&self) -> Result<Option<u32>, SettleError> {
        let mut tenors =
            self.contract.clauses.iter().filter(|agreed| matches!(agreed.clause, Clause::Tenor { .. }));
        let Some(tenor) = tenors.next() else { return Ok(self.case.tenor_years) };
        if let Some(second) = tenors.next() {
            return Err(ambiguous(tenor, second));
        }
        let Clause::Tenor { years: Some(years) } = tenor.clause else {
            return self.case.tenor_years.map(Some).ok_or_else(|| missing(tenor, Input::TenorYears));
        };
        let whole = u32::try_from(years).ok().filter(|whole| Decimal::from(*whole) == years && *whole > 0);
        let Some(whole) = whole else {
            let reason = format!("{years} is no number of whole years");
            return Err(SettleError::Unsupported { term: tenor.reference(), reason });
        };
        match self.case.tenor_years.filter(|given| *given != whole) {
            Some(given) => Err(SettleError::Contradiction {
                term: tenor.reference(),
                input: Input::TenorYears,
                stated: whole.to_string(),
                given: given.to_string(),
            }),
            None => Ok(Some(whole)),
        }
    }

    fn clause(&mut self, place: usize, agreed: &Agreed) -> Result<(), SettleError> {
        let unlisted = || SettleError::Unsupported {
            term: agreed.reference(),
            reason: "its type is not known".to_owned(),
        };
        match &agreed.clause {
            Clause::GuaranteedReturn { percent, years, floor } => {
                self.guaranteed_return(place, agreed, *percent, *years, *floor)
            }
            Clause::FixedPayout { amount, per, years, floor } => {
                self.fixed_payout(agreed, *amount, per, *years, *floor)
            }
            Clause::SecondaryDividend { percent } => self.secondary_dividend(agreed, *percent),
            Clause::Reserve { percent } => self.reserve(place, agreed, *percent),
            Clause::ProfitSplit { shares } => self.profit_split(place, agreed, shares),
            Clause::LossBearing { party, cap } => self.loss_bearing(place, agreed, *party, *cap),
            Clause::RiskShare { of, shares } => self.risk_share(place, agreed, *of, shares),
            Clause::Stake { .. } => self.stake(place, agreed),
            Clause::Loan { .. } => self.loan(place, agreed),
            Clause::LandRent { per_mu } => self.land_rent(agreed, *per_mu),
            Clause::Wage { rate } => self.wage(agreed, *rate),
            Clause::Purchase { floor_price } => self.purchase(agreed, *floor_price),
            Clause::Subsidy { .. } => self.subsidy(agreed),
            Clause::Insurance { insured } => self.insurance(agreed, *insured),
            Clause::CompensationFund { leverage } => self.compensation_fund(agreed, *leverage),
            Clause::GuaranteeFund => self.guarantee_fund(agreed),
            // The tenor is read before the clauses.
            Clause::Tenor { .. } | Clause::RentFree => Ok(()),
            Clause::Unlisted => Err(unlisted()),
        }
    }

    fn finish(mut self) -> Result<Plan, SettleError> {
        // Sorted by more than rank, so that the order of the clauses changes nothing where fen are left over.
        let mut order: Vec<usize> = (0..self.plan.streams.len()).collect();
        let key = |index: &usize| {
            let stream = self.plan.streams.get(*index)?;
            let kind = self.plan.causes.get(stream.cause)?.kind;
            Some((stream.rank, kind, self.plan.accounts.get(stream.to), self.dues.get(*index)))
        };
        order.sort_by(|a, b| key(a).cmp(&key(b)));
        let streams = std::mem::take(&mut self.plan.streams);
        self.plan.streams = order.iter().filter_map(|index| streams.get(*index).copied()).collect();
        if let Some(fund) = &mut self.plan.guarantee_fund {
            fund.recourse = self.plan.streams.iter().position(|stream| stream.rank == Rank::Recourse);
        }
        for (number, year) in self.plan.years.iter_mut().enumerate() {
            let due = |index: &usize| self.dues.get(*index)?.get(number).copied();
            year.due = order.iter().map(|index| due(index).unwrap_or(Fen::ZERO)).collect();
            year.due_total = Fen::total(year.due.iter().copied())?;
            for (stream, due) in self.plan.streams.iter().zip(&year.due) {
                let sum = match stream.counts {
                    Counts::Cost => &mut year.costs,
                    Counts::Prior => &mut year.prior,
                    Counts::Floor => &mut year.floor,
                    Counts::Capital => continue,
                };
                *sum = sum.plus(*due)?;
            }
        }
        Ok(self.plan)
    }

    fn account(&mut self, account: impl Into<Account>) -> AccountId {
        let account = account.into();
        let known = self.plan.accounts.iter().position(|other| *other == account);
        known.unwrap_or_else(|| {
            self.plan.accounts.push(account);
            self.plan.accounts.len() - 1
        })
    }

    fn cause(&mut self, agreed: &Agreed, kind: FlowKind) -> CauseId {
        self.plan.causes.push(Cause { term: agreed.term, kind });
        self.plan.causes.len() - 1
    }

    fn operator(&self, agreed: &Agreed) -> Result<AccountId, SettleError> {
        self.plan.operator.ok_or_else(|| missing(agreed, Input::Operator))
    }

    /// Lets the operator owe a sum in each year of the arrangement for which there is one.
    fn owe(
        &mut self,
        agreed: &Agreed,
        to: AccountId,
        (kind, rank, counts): (FlowKind, Rank, Counts),
        amounts: Vec<Fen>,
    ) -> Result<(), SettleError> {
        if self.operator(agreed)? == to {
            return Ok(());
        }
        let cause = self.cause(agreed, kind);
        self.plan.streams.push(Stream { to, cause, rank, counts });
        self.dues.push(amounts);
        Ok(())
    }

    /// Lets one party pay another whatever happens; the operator only gets such payments, what it owes is a stream.
    fn transfer(&mut self, year: usize, entry: Entry, when: When) -> Result<(), MoneyError> {
        let Some(kind) = self.plan.causes.get(entry.cause).map(|cause| cause.kind) else { return Ok(()) };
        let Some(year) = self.plan.years.get_mut(year) else { return Ok(()) };
        if entry.amount == Fen::ZERO || entry.from == entry.to {
            return Ok(());
        }
        if Some(entry.to) == self.plan.operator && !kind.is_capital() {
            year.income = year.income.plus(entry.amount)?;
        }
        match when {
            When::Before => year.before.push(entry),
            When::After => year.after.push(entry),
        }
        Ok(())
    }

    /// A sum for each year in which the arrangement runs and `amount` gives one; zero in the others.
    fn each_year(
        &self,
        mut amount: impl FnMut(usize) -> Result<Fen, SettleError>,
    ) -> Result<Vec<Fen>, SettleError> {
        let years = self.plan.years.iter().enumerate();
        years.map(|(number, year)| if year.active { amount(number) } else { Ok(Fen::ZERO) }).collect()
    }

    /// How many of whom a sum is for, and whether it comes every year.
    fn count(&self, agreed: &Agreed, per: &[Per]) -> Result<(Decimal, bool), SettleError> {
        let mut count = Decimal::ONE;
        let mut yearly = false;
        for per in per {
            let factor = match per {
                Per::Household => self.households(agreed)?.into(),
                Per::Person => self.case.persons.ok_or_else(|| missing(agreed, Input::Persons))?.into(),
                Per::Village => self.case.villages.ok_or_else(|| missing(agreed, Input::Villages))?.into(),
                Per::Mu => self.case.land.mu.ok_or_else(|| missing(agreed, Input::Mu))?,
                Per::Year => {
                    yearly = true;
                    Decimal::ONE
                }
                Per::Month => {
                    yearly = true;
                    Decimal::from(12)
                }
                Per::Item if matches!(agreed.clause, Clause::Subsidy { .. }) => {
                    self.case.subsidy.items.ok_or_else(|| missing(agreed, Input::SubsidyItems))?
                }
                _ => {
                    let reason = format!("a sum for each {per} cannot be counted");
                    return Err(SettleError::Unsupported { term: agreed.reference(), reason });
                }
            };
            count = count.checked_mul(factor).ok_or(MoneyError::Overflow)?;
        }
        Ok((count, yearly))
    }

    fn households(&self, agreed: &Agreed) -> Result<u64, SettleError> {
        let listed = self.case.stakes.as_ref().and_then(|stakes| u64::try_from(stakes.len()).ok());
        match (self.case.households, listed) {
            (Some(count), Some(listed)) if count != listed => Err(SettleError::Invalid {
                input: Input::Stakes,
                reason: "are not as many as the households",
            }),
            (count, listed) => count.or(listed).ok_or_else(|| missing(agreed, Input::Households)),
        }
    }

    /// Another clause of the same kind that stands earlier.
    fn earlier(&self, place: usize, same: impl Fn(&Clause) -> bool) -> Option<&'a Agreed> {
        self.contract.clauses.iter().take(place).find(|agreed| same(&agreed.clause))
    }

    /// Proportions among accounts, sorted by code; a single share is a percentage, and `rest` keeps the others.
    fn division(
        &mut self,
        agreed: &Agreed,
        shares: impl IntoIterator<Item = (Account, Decimal)>,
        rest: Account,
        kind: FlowKind,
    ) -> Result<Division, SettleError> {
        let mut sums: BTreeMap<Account, Decimal> = BTreeMap::new();
        let mut count = 0;
        for (account, share) in shares {
            let sum = sums.entry(account).or_default();
            *sum = sum.checked_add(share).ok_or(MoneyError::Overflow)?;
            count += 1;
        }
        let term = agreed.reference();
        if count == 1 {
            let stated: Decimal = sums.values().copied().sum();
            let left = Decimal::ONE_HUNDRED - stated;
            if left < Decimal::ZERO {
                let reason = format!("a share of {stated} % is more than everything");
                return Err(SettleError::Unsupported { term, reason });
            }
            *sums.entry(rest).or_default() += left;
        }
        let shares: Vec<Decimal> = sums.values().copied().collect();
        let weights = Weights::new(&shares).map_err(|error| SettleError::Shares { term, error })?;
        let accounts = sums.into_keys().map(|account| self.account(account)).collect();
        Ok(Division { accounts, weights, cause: self.cause(agreed, kind) })
    }
}

/// When a transfer takes place.
#[derive(Clone, Copy)]
enum When {
    Before,
    After,
}

fn missing(agreed: &Agreed, input: Input) -> SettleError {
    SettleError::Missing { term: agreed.reference(), input }
}

fn ambiguous(first: &Agreed, second: &Agreed) -> SettleError {
    SettleError::Ambiguous { first: first.reference(), second: second.reference() }
}

/// The value of a year, which must not be below zero.
fn yearly<T: Copy + Default + PartialOrd>(
    agreed: &Agreed,
    input: Input,
    values: Option<&Yearly<T>>,
    year: usize,
) -> Result<T, SettleError> {
    let value = values.and_then(|values| values.get(year)).ok_or_else(|| missing(agreed, input))?;
    not_negative(input, value)
}

fn not_negative<T: Default + PartialOrd>(input: Input, value: T) -> Result<T, SettleError> {
    if value < T::default() {
        return Err(SettleError::Invalid { input, reason: "is below zero" });
    }
    Ok(value)
}

/// Who pays a subsidy that `stated` does not name.
fn subsidy_payer(contract: &Contract, case: &Case, stated: Option<Party>) -> Option<Party> {
    stated.or(case.subsidy.payer).or(contract.subsidy_payer)
}
