//! What the operator buys: land, work, produce, cover; and what others pay of it.

use rust_decimal::Decimal;

use super::builder::{Builder, When, missing, not_negative, subsidy_payer, yearly};
use super::{Counts, Entry, Rank};
use crate::settle::account::Account;
use crate::settle::case::Input;
use crate::settle::clause::{Clause, Subsidised};
use crate::settle::contract::Agreed;
use crate::settle::error::SettleError;
use crate::settle::money::{Fen, MoneyError};
use crate::settle::settlement::FlowKind;
use crate::{Party, Per};

const COST: Counts = Counts::Cost;

impl<'a> Builder<'a> {
    pub(super) fn land_rent(&mut self, agreed: &Agreed, per_mu: Option<Fen>) -> Result<(), SettleError> {
        let case = self.case;
        let subsidy = self.subsidy_of(&Subsidised::Rent);
        let landlord = case.land.landlord.or(subsidy.is_none().then_some(Party::Household));
        let landlord = landlord.ok_or_else(|| missing(agreed, Input::Landlord))?;
        let landlord = self.account(landlord);
        let mu = case.land.mu.ok_or_else(|| missing(agreed, Input::Mu))?;
        let mu = not_negative(Input::Mu, mu)?;
        let rents = self.each_year(|year| {
            let rent = match per_mu {
                Some(rent) => rent,
                None => yearly(agreed, Input::RentPerMu, case.land.rent_per_mu.as_ref(), year)?,
            };
            Ok(rent.times_decimal(mu)?)
        })?;
        let own = self.subsidised(subsidy, FlowKind::RentSubsidy, landlord, rents)?;
        self.owe(agreed, landlord, (FlowKind::Rent, Rank::Trade, COST), own)
    }

    pub(super) fn wage(&mut self, agreed: &Agreed, rate: Option<Fen>) -> Result<(), SettleError> {
        let wages = &self.case.wages;
        let workers = wages.workers.ok_or_else(|| missing(agreed, Input::Workers))?;
        let amounts = self.each_year(|year| {
            let times = yearly(agreed, Input::WorkTimes, wages.times.as_ref(), year)?;
            let rate = match rate {
                Some(rate) => rate,
                None => yearly(agreed, Input::WageRate, wages.rate.as_ref(), year)?,
            };
            Ok(rate.times_decimal(times)?.times(workers)?)
        })?;
        self.owe(agreed, self.plan.household, (FlowKind::Wage, Rank::Wage, COST), amounts)
    }

    pub(super) fn purchase(
        &mut self,
        agreed: &Agreed,
        floor_price: Option<Decimal>,
    ) -> Result<(), SettleError> {
        let purchase = &self.case.purchase;
        let floor = floor_price.or(purchase.floor_price);
        let floor =
            not_negative(Input::FloorPrice, floor.ok_or_else(|| missing(agreed, Input::FloorPrice))?)?;
        let price = |year| yearly(agreed, Input::MarketPrice, purchase.market_price.as_ref(), year);
        let worth = |year, price: Decimal| {
            let quantity = yearly(agreed, Input::Quantity, purchase.quantity.as_ref(), year)?;
            let yuan = quantity.checked_mul(price).ok_or(MoneyError::Overflow)?;
            let fen = yuan.checked_mul(Decimal::ONE_HUNDRED).ok_or(MoneyError::Overflow)?;
            Ok::<_, SettleError>(Fen::ONE.times_decimal(fen)?)
        };
        let market = self.each_year(|year| worth(year, price(year)?))?;
        let added = self.each_year(|year| {
            let market = price(year)?;
            Ok(worth(year, floor.max(market))?.minus(worth(year, market)?)?)
        })?;
        let household = self.plan.household;
        self.owe(agreed, household, (FlowKind::Purchase, Rank::Trade, COST), market)?;
        self.owe(agreed, household, (FlowKind::FloorPrice, Rank::Trade, COST), added)
    }

    pub(super) fn insurance(&mut self, agreed: &Agreed, insured: Option<Party>) -> Result<(), SettleError> {
        let insurance = &self.case.insurance;
        let insured = insured.or(insurance.insured).ok_or_else(|| missing(agreed, Input::Insured))?;
        let (insured, insurer) = (self.account(insured), self.account(Party::Insurer));
        let premiums =
            self.each_year(|year| yearly(agreed, Input::Premium, insurance.premium.as_ref(), year))?;
        let most = insurance.sum_insured.ok_or_else(|| missing(agreed, Input::SumInsured))?;
        let most = not_negative(Input::SumInsured, most)?;
        let claims = self.each_year(|year| {
            Ok(yearly(agreed, Input::Damages, insurance.damages.as_ref(), year)?.min(most))
        })?;
        let own = self.subsidised(
            self.subsidy_of(&Subsidised::Premium),
            FlowKind::PremiumSubsidy,
            insurer,
            premiums,
        )?;
        if self.plan.operator == Some(insured) {
            self.owe(agreed, insurer, (FlowKind::Premium, Rank::Trade, COST), own)?;
        } else {
            self.pay_each(agreed, insured, insurer, FlowKind::Premium, &own)?;
        }
        self.pay_each(agreed, insurer, insured, FlowKind::Claim, &claims)
    }

    pub(super) fn subsidy(&mut self, agreed: &Agreed) -> Result<(), SettleError> {
        let Clause::Subsidy { of: Subsidised::Other(_), amount, percent, per, payer } = &agreed.clause else {
            // Those of rent, premium and interest are paid where these are.
            return Ok(());
        };
        let amount = amount.or(self.case.subsidy.amount);
        let payer = subsidy_payer(self.contract, self.case, *payer);
        let payer = self.account(payer.ok_or_else(|| missing(agreed, Input::SubsidyPayer))?);
        let amounts = match (amount, percent) {
            (None, Some(percent)) => self.part_of_cost(agreed, *percent)?,
            (amount, _) => self.sum_for_each(agreed, amount, per)?,
        };
        let recipient =
            self.case.subsidy.recipient.ok_or_else(|| missing(agreed, Input::SubsidyRecipient))?;
        let recipient = self.account(recipient);
        if self.plan.operator == Some(payer) {
            return self.owe(agreed, recipient, (FlowKind::Subsidy, Rank::Trade, COST), amounts);
        }
        self.pay_each(agreed, payer, recipient, FlowKind::Subsidy, &amounts)
    }

    fn part_of_cost(&self, agreed: &Agreed, percent: Decimal) -> Result<Vec<Fen>, SettleError> {
        let percent = not_negative(Input::SubsidyPercent, percent)?;
        let cost = self.case.subsidy.cost.as_ref();
        self.each_year(|year| Ok(yearly(agreed, Input::SubsidyCost, cost, year)?.percent(percent)?))
    }

    fn sum_for_each(
        &self,
        agreed: &Agreed,
        amount: Option<Fen>,
        per: &[Per],
    ) -> Result<Vec<Fen>, SettleError> {
        let given = &self.case.subsidy;
        let amount = amount.ok_or_else(|| missing(agreed, Input::SubsidyAmount))?;
        let amount = not_negative(Input::SubsidyAmount, amount)?;
        let (count, yearly) = self.count(agreed, per, (given.to, Input::SubsidyTo))?;
        let yearly = yearly || given.yearly.ok_or_else(|| missing(agreed, Input::SubsidyYearly))?;
        let due = amount.times_decimal(count)?;
        self.each_year(|year| Ok(if yearly || year == 0 { due } else { Fen::ZERO }))
    }

    /// The clause that subsidises something, if there is one.
    pub(super) fn subsidy_of(&self, what: &Subsidised) -> Option<&'a Agreed> {
        let pays = |agreed: &&Agreed| matches!(&agreed.clause, Clause::Subsidy { of, .. } if of == what);
        self.contract.clauses.iter().find(pays)
    }

    /// Lets a subsidy pay its part of sums, and gives what is left of each.
    fn subsidised(
        &mut self,
        subsidy: Option<&Agreed>,
        kind: FlowKind,
        to: usize,
        mut sums: Vec<Fen>,
    ) -> Result<Vec<Fen>, SettleError> {
        let Some(agreed) = subsidy else { return Ok(sums) };
        let Clause::Subsidy { amount, percent, per, payer, .. } = &agreed.clause else { return Ok(sums) };
        let payer = subsidy_payer(self.contract, self.case, *payer);
        let payer = payer.ok_or_else(|| missing(agreed, Input::SubsidyPayer))?;
        let from = self.account(Account::Party(payer));
        let percent = percent.or(self.case.subsidy.percent);
        let fixed = match amount.or(self.case.subsidy.amount) {
            Some(amount) if percent.is_none() => {
                let (count, _) = self.count(agreed, per, (self.case.subsidy.to, Input::SubsidyTo))?;
                Some(amount.times_decimal(count)?)
            }
            _ => None,
        };
        let mut parts = Vec::new();
        for sum in &mut sums {
            let part = match (fixed, percent) {
                (Some(fixed), _) => fixed,
                (None, Some(percent)) => sum.percent(not_negative(Input::SubsidyPercent, percent)?)?,
                (None, None) => return Err(missing(agreed, Input::SubsidyPercent)),
            };
            let part = part.clamp(Fen::ZERO, *sum);
            *sum = sum.minus(part)?;
            parts.push(part);
        }
        if self.plan.operator == Some(from) {
            self.owe(agreed, to, (kind, Rank::Trade, COST), parts)?;
        } else {
            self.pay_each(agreed, from, to, kind, &parts)?;
        }
        Ok(sums)
    }

    /// Transfers of each year before the operator pays.
    fn pay_each(
        &mut self,
        agreed: &Agreed,
        from: usize,
        to: usize,
        kind: FlowKind,
        amounts: &[Fen],
    ) -> Result<(), SettleError> {
        let cause = self.cause(agreed, kind);
        for (year, &amount) in amounts.iter().enumerate() {
            self.transfer(year, Entry { from, to, amount, cause }, When::Before)?;
        }
        Ok(())
    }
}
