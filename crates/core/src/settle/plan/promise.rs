//! What the operator promises on the principal: guaranteed returns, fixed payouts, secondary dividends, the stake itself.

use rust_decimal::Decimal;

use super::builder::{Builder, When, ambiguous, missing, not_negative};
use super::share::by_account;
use super::{Counts, Entry, Rank};
use crate::settle::case::{Input, Lending};
use crate::settle::clause::{Clause, Floor, Span};
use crate::settle::contract::Agreed;
use crate::settle::error::SettleError;
use crate::settle::money::{Fen, MoneyError};
use crate::settle::settlement::FlowKind;
use crate::{Party, Per, Share};

impl Builder<'_> {
    pub(super) fn guaranteed_return(
        &mut self,
        place: usize,
        agreed: &Agreed,
        percent: Option<Decimal>,
        years: Span,
        floor: Floor,
    ) -> Result<(), SettleError> {
        let competes = |clause: &Clause| matches!(clause, Clause::GuaranteedReturn { years: other, .. } if other.meets(years));
        let guarantees = self.contract.clauses.iter().enumerate();
        let rivals: Vec<usize> =
            guarantees.filter(|(_, other)| competes(&other.clause)).map(|(place, _)| place).collect();
        let mut years = years;
        if rivals.len() > 1 {
            if !self.case.guarantees_by_year.ok_or_else(|| missing(agreed, Input::GuaranteesByYear))? {
                return match self.earlier(place, competes) {
                    Some(other) => Err(ambiguous(other, agreed)),
                    None => Ok(()),
                };
            }
            let turn = rivals.iter().position(|rival| *rival == place).unwrap_or_default();
            let turn = u32::try_from(turn + 1).map_err(|_| MoneyError::Overflow)?;
            years = Span { from: Some(turn), to: (rivals.last() != Some(&place)).then_some(turn) };
        }
        let percent = percent.or(self.case.guaranteed_percent);
        let percent = percent.ok_or_else(|| missing(agreed, Input::GuaranteedPercent))?;
        let percent = not_negative(Input::GuaranteedPercent, percent)?;
        let due = self.principal(agreed)?.percent(percent)?;
        let amounts = self.each_year(|year| Ok(if years.has_index(year) { due } else { Fen::ZERO }))?;
        let pays = (FlowKind::GuaranteedReturn, Rank::Guarantee, counts(floor));
        let Some((split, shares)) = self.contract.clauses.iter().find_map(return_shares) else {
            return self.owe(agreed, self.plan.household, pays, amounts);
        };
        let rest = self.operator_account(agreed)?;
        let division = self.division(split, by_account(shares), rest, FlowKind::GuaranteedReturn)?;
        let divided: Vec<Vec<Fen>> = amounts.iter().map(|amount| division.weights.split(*amount)).collect();
        for (part, &to) in division.accounts.iter().enumerate() {
            let amounts = divided.iter().map(|parts| parts.get(part).copied().unwrap_or_default()).collect();
            self.owe(split, to, pays, amounts)?;
        }
        Ok(())
    }

    pub(super) fn return_split(&mut self, place: usize, agreed: &Agreed) -> Result<(), SettleError> {
        if let Some(other) = self.earlier(place, |clause| matches!(clause, Clause::ReturnSplit { .. })) {
            return Err(ambiguous(other, agreed));
        }
        let guarantees = |agreed: &Agreed| matches!(agreed.clause, Clause::GuaranteedReturn { .. });
        if self.contract.clauses.iter().any(guarantees) {
            return Ok(());
        }
        let reason = "there is no guaranteed return to divide".to_owned();
        Err(SettleError::Unsupported { term: agreed.reference(), reason })
    }

    /// Whether the guarantee comes to the same sums: 按6%固定分红，每户每年3000元 promises one payment, not two.
    fn is_guaranteed(&self, amounts: &[Fen]) -> bool {
        self.contract.clauses.iter().any(|agreed| {
            let Clause::GuaranteedReturn { percent, years, .. } = &agreed.clause else { return false };
            let percent = percent.or(self.case.guaranteed_percent);
            let due = percent.zip(self.principal(agreed).ok());
            let due = due.and_then(|(percent, principal)| principal.percent(percent).ok());
            let same = |due: Fen| {
                let each = self.each_year(|year| Ok(if years.has_index(year) { due } else { Fen::ZERO }));
                each.is_ok_and(|each| each == amounts)
            };
            due.is_some_and(same)
        })
    }

    pub(super) fn fixed_payout(
        &mut self,
        agreed: &Agreed,
        amount: Option<Fen>,
        per: &[Per],
        years: Span,
        floor: Floor,
    ) -> Result<(), SettleError> {
        let amount = amount.or(self.case.payout).ok_or_else(|| missing(agreed, Input::Payout))?;
        let amount = not_negative(Input::Payout, amount)?;
        let (count, yearly) = self.count(agreed, per, (self.case.payout_to, Input::PayoutTo))?;
        let yearly = if yearly {
            true
        } else {
            self.case.payout_yearly.ok_or_else(|| missing(agreed, Input::PayoutYearly))?
        };
        let due = amount.times_decimal(count)?;
        let only = (!yearly).then(|| years.from.unwrap_or(1));
        let falls_due = |year: usize| {
            years.has_index(year) && only.is_none_or(|only| usize::try_from(only) == Ok(year + 1))
        };
        let amounts = self.each_year(|year| Ok(if falls_due(year) { due } else { Fen::ZERO }))?;
        if self.is_guaranteed(&amounts) {
            return Ok(());
        }
        let household = self.plan.household;
        self.owe(agreed, household, (FlowKind::FixedPayout, Rank::Guarantee, counts(floor)), amounts)
    }

    pub(super) fn secondary_dividend(
        &mut self,
        agreed: &Agreed,
        percent: Option<Decimal>,
    ) -> Result<(), SettleError> {
        let percent = percent.or(self.case.secondary_percent);
        let percent = percent.ok_or_else(|| missing(agreed, Input::SecondaryPercent))?;
        let percent = not_negative(Input::SecondaryPercent, percent)?;
        let due = self.principal(agreed)?.percent(percent)?;
        self.operator(agreed)?;
        let cause = self.cause(agreed, FlowKind::SecondaryDividend);
        for year in self.plan.years.iter_mut().filter(|year| year.active) {
            year.secondary.push((cause, due));
        }
        self.plan.divides.get_or_insert_with(|| agreed.reference());
        Ok(())
    }

    pub(super) fn stake(&mut self, place: usize, agreed: &Agreed) -> Result<(), SettleError> {
        // Several stakes add up to one principal, which the first of them moves.
        if self.earlier(place, |clause| matches!(clause, Clause::Stake { .. })).is_some() {
            return Ok(());
        }
        let (operator, household) = (self.operator(agreed)?, self.plan.household);
        let principal = self.principal(agreed)?;
        let lent = if self.lends_to_operator() { self.loan_total()?.unwrap_or(Fen::ZERO) } else { Fen::ZERO };
        if lent > principal {
            return Err(SettleError::Contradiction {
                term: agreed.reference(),
                input: Input::LoanPrincipal,
                stated: principal.to_string(),
                given: lent.to_string(),
            });
        }
        // What the households borrowed for it, the loan brings in and takes back.
        let own = principal.minus(lent)?;
        if let Some(funder) = self.case.stake_funder.filter(|funder| *funder != Party::Household) {
            let (from, cause) = (self.account(funder), self.cause(agreed, FlowKind::StakeGrant));
            self.transfer(0, Entry { from, to: household, amount: own, cause }, When::Before)?;
        }
        let cause = self.cause(agreed, FlowKind::Stake);
        self.transfer(0, Entry { from: household, to: operator, amount: own, cause }, When::Before)?;
        let Some(last) = self.last_year.and_then(|last| usize::try_from(last).ok()) else { return Ok(()) };
        if own == Fen::ZERO || last > self.plan.years.len() {
            return Ok(());
        }
        let returned = self.case.principal_returned;
        if !returned.ok_or_else(|| missing(agreed, Input::PrincipalReturned))? {
            return Ok(());
        }
        let amounts = self.each_year(|year| Ok(if year + 1 == last { own } else { Fen::ZERO }))?;
        self.owe(agreed, household, (FlowKind::StakeReturn, Rank::Principal, Counts::Capital), amounts)
    }

    /// What the households have in the business together: as the case says, as the stakes add up to, or as they
    /// borrowed for it; two of these must not differ.
    fn principal(&self, agreed: &Agreed) -> Result<Fen, SettleError> {
        let given = self.given_capital()?;
        let stakes: Vec<&Agreed> = self
            .contract
            .clauses
            .iter()
            .filter(|agreed| matches!(agreed.clause, Clause::Stake { .. }))
            .collect();
        let Some(stake) = stakes.first() else {
            let lent = if self.lends_to_operator() { self.loan_total()? } else { None };
            return given.or(lent).ok_or_else(|| missing(agreed, Input::Capital));
        };
        let stated = stakes.iter().try_fold(Fen::ZERO, |sum, stake| {
            let Clause::Stake { amount, per } = &stake.clause else { return Ok(sum) };
            let amount = amount.ok_or_else(|| missing(stake, Input::Capital))?;
            let amount = not_negative(Input::Capital, amount)?;
            Ok::<_, SettleError>(
                sum.plus(amount.times_decimal(self.count(stake, per, (None, Input::Capital))?.0)?)?,
            )
        });
        match (stated, given) {
            (Ok(stated), Some(given)) if stated != given => Err(SettleError::Contradiction {
                term: stake.reference(),
                input: Input::Capital,
                stated: stated.to_string(),
                given: given.to_string(),
            }),
            (Ok(stated), _) => Ok(stated),
            (Err(SettleError::Missing { .. }), Some(given)) => Ok(given),
            (Err(error), _) => Err(error),
        }
    }

    fn given_capital(&self) -> Result<Option<Fen>, SettleError> {
        let capital = self.case.capital.map(|capital| not_negative(Input::Capital, capital)).transpose()?;
        let Some(stakes) = &self.case.stakes else { return Ok(capital) };
        for stake in stakes {
            not_negative(Input::Stakes, *stake)?;
        }
        let sum = Fen::total(stakes.iter().copied())?;
        if capital.is_some_and(|capital| capital != sum) {
            return Err(SettleError::Invalid {
                input: Input::Stakes,
                reason: "do not add up to the capital",
            });
        }
        Ok(Some(sum))
    }

    /// Whether households borrow for the operator (户贷企用).
    fn lends_to_operator(&self) -> bool {
        let lending = |agreed: &Agreed| match &agreed.clause {
            Clause::Loan { lending, .. } => self.case.loan.lending.or(*lending),
            _ => None,
        };
        self.contract.clauses.iter().filter_map(lending).any(|lending| lending == Lending::ToEnterprise)
    }
}

fn return_shares(agreed: &Agreed) -> Option<(&Agreed, &[Share])> {
    match &agreed.clause {
        Clause::ReturnSplit { shares } => Some((agreed, shares)),
        _ => None,
    }
}

fn counts(floor: Floor) -> Counts {
    match floor {
        Floor::Beside => Counts::Prior,
        Floor::Within => Counts::Floor,
    }
}

impl Span {
    /// Whether the year, counted from zero, lies in it.
    fn has_index(self, year: usize) -> bool {
        u32::try_from(year + 1).is_ok_and(|year| self.has(year))
    }

    /// Whether the two have a year in common.
    fn meets(self, other: Self) -> bool {
        let before = |a: Self, b: Self| a.to.zip(b.from).is_some_and(|(to, from)| to < from);
        !before(self, other) && !before(other, self)
    }
}
