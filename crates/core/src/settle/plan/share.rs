//! Who divides what is left of a year: surplus, reserve, loss.

use rust_decimal::Decimal;

use super::Loss;
use super::builder::{Builder, ambiguous, missing, not_negative};
use crate::settle::account::Account;
use crate::settle::case::Input;
use crate::settle::clause::{Clause, LossOf};
use crate::settle::contract::Agreed;
use crate::settle::error::SettleError;
use crate::settle::money::Fen;
use crate::settle::settlement::FlowKind;
use crate::{Party, Share};

impl Builder<'_> {
    pub(super) fn reserve(
        &mut self,
        place: usize,
        agreed: &Agreed,
        percent: Decimal,
    ) -> Result<(), SettleError> {
        if let Some(other) = self.earlier(place, |clause| matches!(clause, Clause::Reserve { .. })) {
            return Err(ambiguous(other, agreed));
        }
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent) {
            let reason = format!("{percent} % of a surplus cannot be kept");
            return Err(SettleError::Unsupported { term: agreed.reference(), reason });
        }
        self.plan.reserve = Some(percent);
        Ok(())
    }

    pub(super) fn profit_split(
        &mut self,
        place: usize,
        agreed: &Agreed,
        shares: &[Share],
    ) -> Result<(), SettleError> {
        if let Some(other) = self.earlier(place, |clause| matches!(clause, Clause::ProfitSplit { .. })) {
            return Err(ambiguous(other, agreed));
        }
        self.operator(agreed)?;
        let rest = self.operator_account(agreed)?;
        let division = self.division(agreed, by_account(shares), rest, FlowKind::ProfitSplit)?;
        self.plan.split = Some(division);
        self.plan.divides.get_or_insert_with(|| agreed.reference());
        Ok(())
    }

    pub(super) fn loss_bearing(
        &mut self,
        place: usize,
        agreed: &Agreed,
        party: Party,
        cap: Option<Fen>,
    ) -> Result<(), SettleError> {
        let other_party =
            |clause: &Clause| matches!(clause, Clause::LossBearing { party: other, .. } if *other != party);
        if let Some(other) = self.earlier(place, other_party) {
            return Err(ambiguous(other, agreed));
        }
        let rest = self.operator_account(agreed)?;
        let cap = cap.map(|cap| not_negative(Input::Profits, cap)).transpose()?;
        if self.shares_losses() {
            // The shares say who bears how much; this one bears what they leave.
            return Ok(());
        }
        let all = [(Account::Party(party), Decimal::ONE_HUNDRED)];
        let division = self.division(agreed, all, rest, FlowKind::LossShare)?;
        self.plan.loss = Some(Loss { division, cap });
        Ok(())
    }

    pub(super) fn risk_share(
        &mut self,
        place: usize,
        agreed: &Agreed,
        of: LossOf,
        shares: &[Share],
    ) -> Result<(), SettleError> {
        let same = |clause: &Clause| matches!(clause, Clause::RiskShare { of: other, .. } if *other == of);
        if let Some(other) = self.earlier(place, same) {
            return Err(ambiguous(other, agreed));
        }
        if of == LossOf::Loan {
            return self.loan_losses(agreed, shares);
        }
        let mut rest = self.operator_account(agreed)?;
        let bearer = |agreed: &&Agreed| matches!(agreed.clause, Clause::LossBearing { .. });
        if let Some(bearing) = self.contract.clauses.iter().find(bearer) {
            match bearing.clause {
                Clause::LossBearing { party, cap: None } if shares.len() == 1 => rest = party.into(),
                _ => return Err(ambiguous(bearing, agreed)),
            }
        }
        let division = self.division(agreed, by_account(shares), rest, FlowKind::LossShare)?;
        self.plan.loss = Some(Loss { division, cap: None });
        Ok(())
    }

    fn shares_losses(&self) -> bool {
        let shares =
            |agreed: &Agreed| matches!(agreed.clause, Clause::RiskShare { of: LossOf::Operation, .. });
        self.contract.clauses.iter().any(shares)
    }

    pub(super) fn operator_account(&self, agreed: &Agreed) -> Result<Account, SettleError> {
        let operator = self.operator(agreed)?;
        self.plan.accounts.get(operator).copied().ok_or_else(|| missing(agreed, Input::Operator))
    }
}

pub(super) fn by_account(shares: &[Share]) -> impl Iterator<Item = (Account, Decimal)> + '_ {
    shares.iter().map(|share| (Account::Party(share.party), share.share))
}
