//! A plan on the way: the years, the accounts and causes, and how a clause leaves what it moves.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{AccountId, CauseId, Counts, Division, Entry, Plan, Rank, Stream, Year};
use crate::settle::account::Account;
use crate::settle::case::{Case, Input, Recipients, Yearly};
use crate::settle::clause::{Clause, LossOf};
use crate::settle::contract::{Agreed, Contract};
use crate::settle::error::SettleError;
use crate::settle::money::{Fen, MoneyError};
use crate::settle::settlement::{Cause, FlowKind, Members};
use crate::settle::split::Weights;
use crate::{Party, Per};

/// A plan on the way.
pub(super) struct Builder<'a> {
    pub(super) contract: &'a Contract,
    pub(super) case: &'a Case,
    pub(super) plan: Plan,
    /// The amounts due of each stream, by year.
    dues: Vec<Vec<Fen>>,
    /// The last year in which the arrangement runs; `None` without end.
    pub(super) last_year: Option<u32>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(contract: &'a Contract, case: &'a Case) -> Self {
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
    pub(super) fn frame(&mut self) -> Result<(), SettleError> {
        let first = self.contract.clauses.first().ok_or(SettleError::Empty)?;
        let divides = |agreed: &&Agreed| {
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

    pub(super) fn years(&mut self, years: u32) {
        let active = |year| self.last_year.is_none_or(|last| year <= last);
        self.plan.years = (1..=years).map(|year| Year { active: active(year), ..Year::default() }).collect();
    }

    pub(super) fn tenor(&self) -> Result<Option<u32>, SettleError> {
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

    pub(super) fn clause(&mut self, place: usize, agreed: &Agreed) -> Result<(), SettleError> {
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
            Clause::ReturnSplit { .. } => self.return_split(place, agreed),
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

    pub(super) fn finish(mut self) -> Result<Plan, SettleError> {
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

    pub(super) fn account(&mut self, account: impl Into<Account>) -> AccountId {
        let account = account.into();
        let known = self.plan.accounts.iter().position(|other| *other == account);
        known.unwrap_or_else(|| {
            self.plan.accounts.push(account);
            self.plan.accounts.len() - 1
        })
    }

    pub(super) fn cause(&mut self, agreed: &Agreed, kind: FlowKind) -> CauseId {
        self.plan.causes.push(Cause { term: agreed.term, kind });
        self.plan.causes.len() - 1
    }

    pub(super) fn operator(&self, agreed: &Agreed) -> Result<AccountId, SettleError> {
        self.plan.operator.ok_or_else(|| missing(agreed, Input::Operator))
    }

    /// Lets the operator owe a sum in each year of the arrangement for which there is one.
    pub(super) fn owe(
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
    pub(super) fn transfer(&mut self, year: usize, entry: Entry, when: When) -> Result<(), MoneyError> {
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
    pub(super) fn each_year(
        &self,
        mut amount: impl FnMut(usize) -> Result<Fen, SettleError>,
    ) -> Result<Vec<Fen>, SettleError> {
        let years = self.plan.years.iter().enumerate();
        years.map(|(number, year)| if year.active { amount(number) } else { Ok(Fen::ZERO) }).collect()
    }

    /// How many of whom a sum is for, and whether it comes every year. `whom` is who gets a sum that names nobody, and
    /// `ask` the input that says so.
    pub(super) fn count(
        &self,
        agreed: &Agreed,
        per: &[Per],
        (whom, ask): (Option<Recipients>, Input),
    ) -> Result<(Decimal, bool), SettleError> {
        let persons = || self.case.persons.ok_or_else(|| missing(agreed, Input::Persons));
        let mut count = Decimal::ONE;
        let mut yearly = false;
        let mut named = false;
        for per in per {
            let is_time = matches!(per, Per::Year | Per::Month);
            yearly |= is_time;
            named |= !is_time;
            let factor = match per {
                Per::Household => self.households(agreed)?.into(),
                Per::Person => persons()?.into(),
                Per::Village => self.case.villages.ok_or_else(|| missing(agreed, Input::Villages))?.into(),
                Per::Mu => self.case.land.mu.ok_or_else(|| missing(agreed, Input::Mu))?,
                Per::Year => Decimal::ONE,
                Per::Month => Decimal::from(12),
                Per::Item if matches!(agreed.clause, Clause::Subsidy { .. }) => {
                    self.case.subsidy.items.ok_or_else(|| missing(agreed, Input::SubsidyItems))?
                }
                Per::Item => self.case.items.ok_or_else(|| missing(agreed, Input::Items))?,
                _ => {
                    let reason = format!("a sum for each {per} cannot be counted");
                    return Err(SettleError::Unsupported { term: agreed.reference(), reason });
                }
            };
            count = count.checked_mul(not_negative(ask, factor)?).ok_or(MoneyError::Overflow)?;
        }
        if !named {
            let factor: Decimal = match whom.ok_or_else(|| missing(agreed, ask))? {
                Recipients::EachHousehold => self.households(agreed)?.into(),
                Recipients::EachPerson => persons()?.into(),
                Recipients::Together => Decimal::ONE,
                Recipients::Unlisted(_) => {
                    return Err(SettleError::Invalid { input: ask, reason: "is not known" });
                }
            };
            count = count.checked_mul(factor).ok_or(MoneyError::Overflow)?;
        }
        Ok((count, yearly))
    }

    pub(super) fn households(&self, agreed: &Agreed) -> Result<u64, SettleError> {
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
    pub(super) fn earlier(&self, place: usize, same: impl Fn(&Clause) -> bool) -> Option<&'a Agreed> {
        self.contract.clauses.iter().take(place).find(|agreed| same(&agreed.clause))
    }

    /// Proportions among accounts, sorted by code; a single share is a percentage, and `rest` keeps the others.
    pub(super) fn division(
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
            let left = Decimal::ONE_HUNDRED.checked_sub(stated).ok_or(MoneyError::Overflow)?;
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
pub(super) enum When {
    Before,
    After,
}

pub(super) fn missing(agreed: &Agreed, input: Input) -> SettleError {
    SettleError::Missing { term: agreed.reference(), input }
}

pub(super) fn ambiguous(first: &Agreed, second: &Agreed) -> SettleError {
    SettleError::Ambiguous { first: first.reference(), second: second.reference() }
}

/// The value of a year, which must not be below zero.
pub(super) fn yearly<T: Copy + Default + PartialOrd>(
    agreed: &Agreed,
    input: Input,
    values: Option<&Yearly<T>>,
    year: usize,
) -> Result<T, SettleError> {
    let value = values.and_then(|values| values.get(year)).ok_or_else(|| missing(agreed, input))?;
    not_negative(input, value)
}

pub(super) fn not_negative<T: Default + PartialOrd>(input: Input, value: T) -> Result<T, SettleError> {
    if value < T::default() {
        return Err(SettleError::Invalid { input, reason: "is below zero" });
    }
    Ok(value)
}

/// Who pays a subsidy that `stated` does not name.
pub(super) fn subsidy_payer(contract: &Contract, case: &Case, stated: Option<Party>) -> Option<Party> {
    stated.or(case.subsidy.payer).or(contract.subsidy_payer)
}
