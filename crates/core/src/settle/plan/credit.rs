//! Loans, what becomes of them when borrowers fail, and the funds that stand behind.

use rust_decimal::Decimal;

use super::builder::{Builder, When, ambiguous, missing, not_negative, subsidy_payer};
use super::share::by_account;
use super::{Counts, Entry, GuaranteeFund, Rank};
use crate::settle::account::Account;
use crate::settle::case::{Input, Lending};
use crate::settle::clause::{Clause, Subsidised};
use crate::settle::contract::Agreed;
use crate::settle::error::SettleError;
use crate::settle::loan::{Repayment, schedule};
use crate::settle::money::{Fen, MoneyError};
use crate::settle::settlement::FlowKind;
use crate::{Party, RateBasis, Share};

/// What all borrowers owe in a year.
#[derive(Clone, Copy, Default)]
struct Service {
    interest: Fen,
    subsidised: Fen,
    principal: Fen,
}

impl Builder<'_> {
    pub(super) fn loan(&mut self, place: usize, agreed: &Agreed) -> Result<(), SettleError> {
        if let Some(other) = self.earlier(place, |clause| matches!(clause, Clause::Loan { .. })) {
            return Err(ambiguous(other, agreed));
        }
        let Clause::Loan { lending, .. } = &agreed.clause else { return Ok(()) };
        let lending = self.case.loan.lending.or(*lending).ok_or_else(|| missing(agreed, Input::Lending))?;
        let years = self.service(agreed, lending)?;
        let total = self.loan_total()?.unwrap_or(Fen::ZERO);
        let (bank, household) = (self.account(Party::Bank), self.plan.household);
        let stated = self.subsidy_of(&Subsidised::Interest).and_then(|subsidy| match &subsidy.clause {
            Clause::Subsidy { payer, .. } => *payer,
            _ => None,
        });
        let payer = subsidy_payer(self.contract, self.case, stated);
        if payer.is_none() && years.iter().any(|service| service.subsidised > Fen::ZERO) {
            return Err(missing(agreed, Input::SubsidyPayer));
        }
        let subsidiser = self.account(payer.unwrap_or(Party::Government));
        let [draw, use_, subsidy, interest, principal] = [
            FlowKind::LoanDraw,
            FlowKind::LoanUse,
            FlowKind::InterestSubsidy,
            FlowKind::LoanInterest,
            FlowKind::LoanPrincipal,
        ]
        .map(|kind| self.cause(agreed, kind));
        let borrower = match lending {
            Lending::Enterprise => self.operator(agreed)?,
            _ => household,
        };
        let entry = |from, to, amount, cause| Entry { from, to, amount, cause };
        self.transfer(0, entry(bank, borrower, total, draw), When::Before)?;
        if lending == Lending::ToEnterprise {
            let operator = self.operator(agreed)?;
            self.transfer(0, entry(household, operator, total, use_), When::Before)?;
        }
        let mut defaulted = Fen::ZERO;
        let (mut interests, mut principals) = (Vec::new(), Vec::new());
        for (year, service) in years.into_iter().enumerate() {
            let failed = self.case.loan.defaults.get(year).copied().unwrap_or_default();
            let failed = not_negative(Input::Defaults, failed)?;
            let own = service.interest.minus(service.subsidised)?;
            if failed > own.plus(service.principal)? {
                let reason = "are more than the borrowers owe in that year";
                return Err(SettleError::Invalid { input: Input::Defaults, reason });
            }
            let of_principal = failed.min(service.principal);
            let paid_principal = service.principal.minus(of_principal)?;
            let paid_interest = own.minus(failed.minus(of_principal)?)?;
            self.transfer(year, entry(subsidiser, bank, service.subsidised, subsidy), When::After)?;
            if lending != Lending::Enterprise {
                self.transfer(year, entry(household, bank, paid_interest, interest), When::After)?;
                self.transfer(year, entry(household, bank, paid_principal, principal), When::After)?;
            }
            interests.push(paid_interest);
            principals.push(paid_principal);
            defaulted = defaulted.plus(failed)?;
            if defaulted > Fen::ZERO
                && let Some(year) = self.plan.years.get_mut(year)
            {
                year.unpaid.push(entry(borrower, bank, defaulted, principal));
            }
        }
        let creditor = match lending {
            Lending::Enterprise => bank,
            Lending::ToEnterprise => household,
            _ => return Ok(()),
        };
        self.owe(agreed, creditor, (FlowKind::LoanInterest, Rank::Loan, Counts::Cost), interests)?;
        self.owe(agreed, creditor, (FlowKind::LoanPrincipal, Rank::Loan, Counts::Capital), principals)
    }

    /// What all borrowers owe in each year of the settlement.
    fn service(&self, agreed: &Agreed, lending: Lending) -> Result<Vec<Service>, SettleError> {
        let Clause::Loan { ceiling, tenor_years, percent, basis, subsidy_percent, .. } = &agreed.clause
        else {
            return Ok(Vec::new());
        };
        let given = &self.case.loan;
        let limit = |input, limit: String, given: String| {
            Err(SettleError::Limit { term: agreed.reference(), input, limit, given })
        };
        let principal = given.principal.ok_or_else(|| missing(agreed, Input::LoanPrincipal))?;
        let principal = not_negative(Input::LoanPrincipal, principal)?;
        if let Some(ceiling) = ceiling.filter(|ceiling| principal > *ceiling) {
            return limit(Input::LoanPrincipal, ceiling.to_string(), principal.to_string());
        }
        let borrowers = self.borrowers(agreed, lending)?;
        let years = given.years.or(*tenor_years).ok_or_else(|| missing(agreed, Input::LoanYears))?;
        if let Some(longest) = tenor_years.filter(|longest| years > *longest) {
            return limit(Input::LoanYears, longest.to_string(), years.to_string());
        }
        let rate = match (percent, basis) {
            (Some(percent), _) => *percent,
            (None, Some(RateBasis::Benchmark)) => {
                given.benchmark_percent.ok_or_else(|| missing(agreed, Input::BenchmarkPercent))?
            }
            (None, _) => given.percent.ok_or_else(|| missing(agreed, Input::LoanPercent))?,
        };
        let rate = not_negative(Input::LoanPercent, rate)?;
        let repayment = given.repayment.ok_or_else(|| missing(agreed, Input::Repayment))?;
        let a_year = match (given.payments_per_year, repayment) {
            (Some(count), _) => count,
            (None, Repayment::Bullet) => 1,
            (None, _) => return Err(missing(agreed, Input::PaymentsPerYear)),
        };
        if !(1..=12).contains(&a_year) || matches!(repayment, Repayment::Unlisted(_)) {
            let (input, reason) = match repayment {
                Repayment::Unlisted(_) => (Input::Repayment, "is not known"),
                _ => (Input::PaymentsPerYear, "is not from 1 to 12"),
            };
            return Err(SettleError::Invalid { input, reason });
        }
        let payments = years.checked_mul(a_year.into()).and_then(whole).filter(|count| *count <= 1200);
        let Some(payments) = payments.filter(|count| *count > 0) else {
            let reason = "is no whole number of payments";
            return Err(SettleError::Invalid { input: Input::LoanYears, reason });
        };
        let subsidy = self.interest_subsidy(agreed, *subsidy_percent)?;
        let mut services = vec![Service::default(); self.plan.years.len()];
        let loan = schedule(principal, rate, payments, a_year, repayment)?;
        let in_years = loan.chunks(usize::try_from(a_year).unwrap_or(1));
        for (number, (service, payments)) in services.iter_mut().zip(in_years).enumerate() {
            let sum = |of: fn(&crate::settle::loan::Instalment) -> Fen| Fen::total(payments.iter().map(of));
            service.interest = sum(|payment| payment.interest)?.times(borrowers)?;
            service.principal = sum(|payment| payment.principal)?.times(borrowers)?;
            if given
                .subsidy_years
                .is_none_or(|years| usize::try_from(years).is_ok_and(|years| number < years))
            {
                service.subsidised = service.interest.percent(subsidy)?.min(service.interest);
            }
        }
        Ok(services)
    }

    fn interest_subsidy(&self, agreed: &Agreed, stated: Option<Decimal>) -> Result<Decimal, SettleError> {
        let given = self.case.loan.subsidy_percent;
        let percent = match (stated, self.subsidy_of(&Subsidised::Interest)) {
            (Some(percent), _) => percent,
            (None, Some(subsidy)) => {
                let Clause::Subsidy { percent, .. } = &subsidy.clause else { return Ok(Decimal::ZERO) };
                percent.or(given).ok_or_else(|| missing(subsidy, Input::InterestSubsidyPercent))?
            }
            (None, None) => given.unwrap_or_default(),
        };
        if percent > Decimal::ONE_HUNDRED {
            let reason = format!("{percent} % of the interest is more than all of it");
            return Err(SettleError::Unsupported { term: agreed.reference(), reason });
        }
        not_negative(Input::InterestSubsidyPercent, percent)
    }

    fn borrowers(&self, agreed: &Agreed, lending: Lending) -> Result<u64, SettleError> {
        let given = self.case.loan.borrowers;
        match (given, lending) {
            (Some(count), _) => Ok(count),
            (None, Lending::Enterprise) => Err(missing(agreed, Input::Borrowers)),
            (None, _) => self.households(agreed),
        }
    }

    /// What all borrowers get together; `None` where nothing is lent.
    pub(super) fn loan_total(&self) -> Result<Option<Fen>, SettleError> {
        for agreed in &self.contract.clauses {
            let Clause::Loan { lending, .. } = &agreed.clause else { continue };
            let lending =
                self.case.loan.lending.or(*lending).ok_or_else(|| missing(agreed, Input::Lending))?;
            let each = self.case.loan.principal.ok_or_else(|| missing(agreed, Input::LoanPrincipal))?;
            return Ok(Some(each.times(self.borrowers(agreed, lending)?)?));
        }
        Ok(None)
    }

    /// Divides what borrowers failed to pay among those who bear it; what nobody pays the bank has lost.
    pub(super) fn loan_losses(&mut self, agreed: &Agreed, shares: &[Share]) -> Result<(), SettleError> {
        let bank = self.account(Party::Bank);
        let by_fund = self.compensation_clause().is_some();
        let drawn = |(account, share)| match account {
            Account::Party(Party::Government) if by_fund => (Account::CompensationFund, share),
            _ => (account, share),
        };
        let shares: Vec<(Account, Decimal)> = by_account(shares).map(drawn).collect();
        let division = self.division(agreed, shares, Party::Bank.into(), FlowKind::DefaultShare)?;
        let fund = self.account(Account::CompensationFund);
        let mut balance = match self.compensation_clause() {
            Some(clause) => {
                self.case.compensation_fund.ok_or_else(|| missing(clause, Input::CompensationFund))?
            }
            None => Fen::ZERO,
        };
        let mut uncovered = Fen::ZERO;
        for year in 0..self.plan.years.len() {
            let failed = self.case.loan.defaults.get(year).copied().unwrap_or_default();
            for (&from, part) in division.accounts.iter().zip(division.weights.split(failed)) {
                let paid = if from == fund && by_fund { part.min(balance) } else { part };
                if from == fund {
                    balance = balance.minus(paid)?;
                    uncovered = uncovered.plus(part.minus(paid)?)?;
                }
                let entry = Entry { from, to: bank, amount: paid, cause: division.cause };
                self.transfer(year, entry, When::After)?;
            }
            if uncovered > Fen::ZERO
                && let Some(year) = self.plan.years.get_mut(year)
            {
                year.unpaid.push(Entry { from: fund, to: bank, amount: uncovered, cause: division.cause });
            }
        }
        Ok(())
    }

    pub(super) fn compensation_fund(
        &mut self,
        agreed: &Agreed,
        leverage: Option<[Decimal; 2]>,
    ) -> Result<(), SettleError> {
        let balance = self.case.compensation_fund.ok_or_else(|| missing(agreed, Input::CompensationFund))?;
        let balance = not_negative(Input::CompensationFund, balance)?;
        if let Some([_, most]) = leverage
            && let Some(lent) = self.loan_total()?
        {
            let capacity = balance.times_decimal(most)?;
            if lent > capacity {
                return Err(SettleError::Limit {
                    term: agreed.reference(),
                    input: Input::LoanPrincipal,
                    limit: capacity.to_string(),
                    given: lent.to_string(),
                });
            }
        }
        let loses = self.case.loan.defaults.iter().any(|failed| *failed > Fen::ZERO);
        let shared = |agreed: &Agreed| matches!(agreed.clause, Clause::RiskShare { .. });
        if loses && !self.contract.clauses.iter().any(shared) {
            let reason = "no risk share says how much of a loss it pays".to_owned();
            return Err(SettleError::Unsupported { term: agreed.reference(), reason });
        }
        Ok(())
    }

    pub(super) fn guarantee_fund(&mut self, agreed: &Agreed) -> Result<(), SettleError> {
        let balance = self.case.guarantee_fund.ok_or_else(|| missing(agreed, Input::GuaranteeFund))?;
        let balance = not_negative(Input::GuaranteeFund, balance)?;
        let account = self.account(Account::GuaranteeFund);
        let cause = self.cause(agreed, FlowKind::GuaranteeCall);
        self.plan.guarantee_fund = Some(GuaranteeFund { account, cause, balance, recourse: None });
        // Nothing falls due by itself: what the fund pays is added as it does.
        let recourse = (FlowKind::GuaranteeRecourse, Rank::Recourse, Counts::Capital);
        self.owe(agreed, account, recourse, Vec::new())
    }

    fn compensation_clause(&self) -> Option<&Agreed> {
        let is_fund = |agreed: &&Agreed| matches!(agreed.clause, Clause::CompensationFund { .. });
        self.contract.clauses.iter().find(is_fund)
    }
}

fn whole(value: Decimal) -> Option<u32> {
    u32::try_from(value).ok().filter(|whole| Decimal::from(*whole) == value)
}

/// What a bank lends on a compensation fund: the least and the most, for a leverage of 5—10 times.
///
/// ```
/// use lianjie_core::settle::{Fen, lending_capacity};
///
/// let capacity = lending_capacity("10000000".parse()?, ["5".parse()?, "10".parse()?])?;
/// assert_eq!(capacity.map(|sum| sum.to_string()), ["50000000.00", "100000000.00"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`MoneyError::Overflow`]
pub fn lending_capacity(balance: Fen, leverage: [Decimal; 2]) -> Result<[Fen; 2], MoneyError> {
    let [least, most] = leverage;
    Ok([balance.times_decimal(least)?, balance.times_decimal(most)?])
}
