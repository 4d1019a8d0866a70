//! One year of a contract: the profit comes in, and each in turn is paid.
//!
//! The order is that of the [module](super); every payment goes through one function, so that settling and the fast
//! path cannot differ.

use super::case::{Case, Input};
use super::contract::Contract;
use super::error::SettleError;
use super::money::{Fen, MoneyError};
use super::plan::{Counts, Entry, Plan, Rank, Stream};
use super::settlement::{Flow, Settlement, Unpaid};
use super::split::pro_rata;

/// What one year leaves to the next, with room for reckoning that is used again.
#[derive(Clone)]
pub(super) struct State {
    /// What the operator can pay with; `None` where nobody asks.
    means: Option<Fen>,
    /// Losses not yet made good.
    carried: Fen,
    /// What is still owed of each stream.
    pub(super) arrears: Vec<Fen>,
    /// Balance of the guarantee fund.
    fund: Fen,
    parts: Vec<Fen>,
    rests: Vec<(u64, usize)>,
}

impl State {
    /// Before the first year.
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            means: plan.equity,
            carried: Fen::ZERO,
            arrears: vec![Fen::ZERO; plan.streams.len()],
            fund: plan.guarantee_fund.map(|fund| fund.balance).unwrap_or_default(),
            parts: Vec::new(),
            rests: Vec::new(),
        }
    }

    /// The same again, without new memory.
    pub(super) fn reset(&mut self, plan: &Plan) {
        self.means = plan.equity;
        self.carried = Fen::ZERO;
        self.arrears.fill(Fen::ZERO);
        self.fund = plan.guarantee_fund.map(|fund| fund.balance).unwrap_or_default();
    }

    fn receive(&mut self, amount: Fen) -> Result<(), MoneyError> {
        if let Some(means) = &mut self.means {
            *means = means.plus(amount)?;
        }
        Ok(())
    }

    fn spend(&mut self, amount: Fen) -> Result<(), MoneyError> {
        self.receive(amount.negated()?)
    }
}

impl Plan {
    /// Runs the year with that number, counted from zero.
    pub(super) fn run(
        &self,
        number: usize,
        profit: Fen,
        state: &mut State,
        pay: &mut impl FnMut(Entry) -> Result<(), MoneyError>,
    ) -> Result<(), SettleError> {
        let Some(year) = self.years.get(number) else { return Ok(()) };
        let mut give = |entry: Entry| if entry.amount > Fen::ZERO { pay(entry) } else { Ok(()) };
        for &entry in &year.before {
            if Some(entry.to) == self.operator {
                state.receive(entry.amount)?;
            }
            give(entry)?;
        }
        let Some(operator) = self.operator else {
            return year.after.iter().try_for_each(|&entry| give(entry)).map_err(SettleError::from);
        };
        let from_operator = |to, amount, cause| Entry { from: operator, to, amount, cause };

        let (from, to) = if profit < Fen::ZERO { (operator, self.market) } else { (self.market, operator) };
        let size = if profit < Fen::ZERO { profit.negated()? } else { profit };
        give(Entry { from, to, amount: size, cause: self.result })?;
        state.receive(profit)?;

        let mut result = profit.plus(year.income)?.minus(year.costs)?;
        if result < Fen::ZERO
            && year.active
            && let Some(loss) = &self.loss
        {
            let mut parts = std::mem::take(&mut state.parts);
            loss.division.weights.split_into(result.negated()?, &mut parts, &mut state.rests);
            for (&from, &part) in loss.division.accounts.iter().zip(&parts) {
                if from != operator {
                    let amount = loss.cap.map_or(part, |cap| part.min(cap));
                    give(Entry { from, to: operator, amount, cause: loss.division.cause })?;
                    state.receive(amount)?;
                    result = result.plus(amount)?;
                }
            }
            state.parts = parts;
        }

        self.pay_dues(number, operator, state, &mut give)?;

        let surplus = result.minus(year.prior)?;
        if surplus < Fen::ZERO {
            state.carried = state.carried.minus(surplus)?;
        } else if year.active
            && surplus > Fen::ZERO
            && let Some(asks) = &self.divides
        {
            let mut left = surplus;
            if state.carried > Fen::ZERO {
                let carries = self
                    .carry_losses
                    .ok_or_else(|| SettleError::Missing { term: asks.clone(), input: Input::CarryLosses })?;
                if carries {
                    let made_good = state.carried.min(left);
                    state.carried = state.carried.minus(made_good)?;
                    left = left.minus(made_good)?;
                }
            }
            if let Some(percent) = self.reserve {
                left = left.minus(left.percent(percent)?)?;
            }
            for &(cause, due) in &year.secondary {
                let able = state.means.map_or(left, |means| means.max(Fen::ZERO).min(left));
                let amount = due.min(able);
                left = left.minus(amount)?;
                give(from_operator(self.household, amount, cause))?;
                state.spend(amount)?;
            }
            self.divide(left, year.floor, operator, state, &mut give)?;
        }
        year.after.iter().try_for_each(|&entry| give(entry)).map_err(SettleError::from)
    }

    /// What the operator owes: by rank as far as its means go, then what the guarantee fund adds.
    fn pay_dues(
        &self,
        number: usize,
        operator: usize,
        state: &mut State,
        give: &mut impl FnMut(Entry) -> Result<(), MoneyError>,
    ) -> Result<(), SettleError> {
        let Some(year) = self.years.get(number) else { return Ok(()) };
        let Some(means) = state.means else {
            for (stream, &amount) in self.streams.iter().zip(&year.due) {
                give(Entry { from: operator, to: stream.to, amount, cause: stream.cause })?;
            }
            return Ok(());
        };
        for (owed, due) in state.arrears.iter_mut().zip(&year.due) {
            *owed = owed.plus(*due)?;
        }
        let owed = Fen::total(state.arrears.iter().copied())?;
        let mut means = means;
        let mut start = 0;
        for rank in self.streams.chunk_by(|a, b| a.rank == b.rank) {
            let claims = state.arrears.get(start..start + rank.len()).unwrap_or_default();
            let paid = if owed <= means { claims.to_vec() } else { pro_rata(means, claims)? };
            for (offset, (stream, amount)) in rank.iter().zip(paid).enumerate() {
                give(Entry { from: operator, to: stream.to, amount, cause: stream.cause })?;
                state.spend(amount)?;
                means = means.minus(amount)?;
                if let Some(owed) = state.arrears.get_mut(start + offset) {
                    *owed = owed.minus(amount)?;
                }
                if stream.rank == Rank::Recourse {
                    state.fund = state.fund.plus(amount)?;
                }
            }
            start += rank.len();
        }
        let Some(fund) = self.guarantee_fund else { return Ok(()) };
        let claim = |(stream, owed): (&Stream, &Fen)| match stream.counts {
            Counts::Prior | Counts::Floor => *owed,
            Counts::Cost | Counts::Capital => Fen::ZERO,
        };
        let claims: Vec<Fen> = self.streams.iter().zip(&state.arrears).map(claim).collect();
        let paid = pro_rata(state.fund, &claims)?;
        let mut advanced = Fen::ZERO;
        for ((stream, owed), amount) in self.streams.iter().zip(&mut state.arrears).zip(paid) {
            give(Entry { from: fund.account, to: stream.to, amount, cause: fund.cause })?;
            *owed = owed.minus(amount)?;
            state.fund = state.fund.minus(amount)?;
            advanced = advanced.plus(amount)?;
        }
        if let Some(owed) = fund.recourse.and_then(|stream| state.arrears.get_mut(stream)) {
            *owed = owed.plus(advanced)?;
        }
        Ok(())
    }

    /// The surplus by shares. A floor that was paid already counts towards the household's share; what the operator
    /// cannot pay is cut in proportion.
    fn divide(
        &self,
        surplus: Fen,
        floor: Fen,
        operator: usize,
        state: &mut State,
        give: &mut impl FnMut(Entry) -> Result<(), MoneyError>,
    ) -> Result<(), SettleError> {
        let Some(division) = &self.split else { return Ok(()) };
        let mut parts = std::mem::take(&mut state.parts);
        division.weights.split_into(surplus, &mut parts, &mut state.rests);
        for (&to, part) in division.accounts.iter().zip(&mut parts) {
            if to == operator {
                *part = Fen::ZERO;
            } else if to == self.household {
                *part = part.minus(floor)?.max(Fen::ZERO);
            }
        }
        if let Some(means) = state.means
            && Fen::total(parts.iter().copied())? > means
        {
            parts = pro_rata(means, &parts)?;
        }
        for (&to, &amount) in division.accounts.iter().zip(&parts) {
            give(Entry { from: operator, to, amount, cause: division.cause })?;
            state.spend(amount)?;
        }
        state.parts = parts;
        Ok(())
    }
}

impl Contract {
    /// Settles the contract on a case.
    ///
    /// # Errors
    /// [`SettleError`] that names the clause and the input: what is missing, contradictory or beyond a limit.
    pub fn settle(&self, case: &Case) -> Result<Settlement, SettleError> {
        let plan = Plan::new(self, case).map_err(first)?;
        let mut state = State::new(&plan);
        let account = |id: usize| plan.accounts.get(id).copied().unwrap_or(super::Account::Market);
        let cause = |id: usize| {
            let none = super::Cause { term: None, kind: super::FlowKind::Result };
            plan.causes.get(id).copied().unwrap_or(none)
        };
        let (mut flows, mut unpaid) = (Vec::new(), Vec::new());
        let mut number: u32 = 0;
        for (index, year) in plan.years.iter().enumerate() {
            number += 1;
            let profit = case.profits.get(index).copied().unwrap_or_default();
            plan.run(index, profit, &mut state, &mut |entry| {
                let Entry { from, to, amount, cause: why } = entry;
                let (from, to, cause) = (account(from), account(to), cause(why));
                flows.push(Flow { year: number, from, to, amount, cause });
                Ok(())
            })?;
            let owed = plan.streams.iter().zip(&state.arrears).map(|(stream, &amount)| Entry {
                from: plan.operator.unwrap_or_default(),
                to: stream.to,
                amount,
                cause: stream.cause,
            });
            for Entry { from, to, amount, cause: why } in owed.chain(year.unpaid.iter().copied()) {
                if amount > Fen::ZERO {
                    let (from, to, cause) = (account(from), account(to), cause(why));
                    unpaid.push(Unpaid { year: number, from, to, amount, cause });
                }
            }
        }
        let operator = plan.operator.map(account);
        Ok(Settlement { operator, years: number, flows, unpaid, members: plan.members.clone() })
    }
}

pub(super) fn first(errors: Vec<SettleError>) -> SettleError {
    errors.into_iter().next().unwrap_or(SettleError::Empty)
}
