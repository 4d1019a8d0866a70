//! What a settlement gives: flows in double entry, and what could not be paid.

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::money::{Fen, MoneyError};
use super::split::Weights;
use crate::code::codes;

/// The course of a contract: for each year who paid whom how much, by which term.
///
/// A flow takes from one account what it gives to another, so the nets of all accounts add up to zero. No flow is
/// below or equal to zero.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Settlement {
    /// Who ran the business; `None` where no clause needed one.
    pub operator: Option<Account>,
    /// How many years.
    pub years: u32,
    /// Year by year, in the order of payment.
    pub flows: Vec<Flow>,
    /// What was owed at the end of each year and not paid.
    pub unpaid: Vec<Unpaid>,
    /// Among whom the households' account is divided.
    pub members: Members,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Flow {
    /// Which year, from 1.
    pub year: u32,
    /// Who paid.
    pub from: Account,
    /// Who was paid.
    pub to: Account,
    /// How much; above zero.
    pub amount: Fen,
    /// Why.
    #[serde(flatten)]
    pub cause: Cause,
}

/// A debt at the end of a year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Unpaid {
    /// At the end of which year, from 1.
    pub year: u32,
    /// Who owes.
    pub from: Account,
    /// Who is owed.
    pub to: Account,
    /// How much in all, earlier years included; above zero.
    pub amount: Fen,
    /// Why.
    #[serde(flatten)]
    pub cause: Cause,
}

/// Why money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cause {
    /// Index into the scheme's terms; `None` for the result of a year and for clauses added to the terms.
    pub term: Option<usize>,
    /// What kind of payment.
    pub kind: FlowKind,
}

codes! {
    /// Kind of a payment.
    FlowKind "flow_kind" {
        /// Profit from the market, or a loss to it.
        Result = "result",
        /// A loan paid out.
        LoanDraw = "loan_draw",
        /// A loan handed on to who uses it.
        LoanUse = "loan_use",
        /// What households put in.
        Stake = "stake",
        /// What gave households their stake.
        StakeGrant = "stake_grant",
        /// The stake paid back.
        StakeReturn = "stake_return",
        /// Principal of a loan paid back.
        LoanPrincipal = "loan_principal",
        /// Interest.
        LoanInterest = "loan_interest",
        /// Interest that the government pays.
        InterestSubsidy = "interest_subsidy",
        /// Wages.
        Wage = "wage",
        /// Rent of land.
        Rent = "rent",
        /// Rent that a subsidy pays.
        RentSubsidy = "rent_subsidy",
        /// Produce at the market price.
        Purchase = "purchase",
        /// What the floor price adds.
        FloorPrice = "floor_price",
        /// Premium.
        Premium = "premium",
        /// Premium that a subsidy pays.
        PremiumSubsidy = "premium_subsidy",
        /// What the insurer pays.
        Claim = "claim",
        /// Any other subsidy.
        Subsidy = "subsidy",
        /// Guaranteed return.
        GuaranteedReturn = "guaranteed_return",
        /// Fixed payout.
        FixedPayout = "fixed_payout",
        /// Secondary dividend.
        SecondaryDividend = "secondary_dividend",
        /// Share of the surplus.
        ProfitSplit = "profit_split",
        /// A loss of the operator that another bears.
        LossShare = "loss_share",
        /// A loan loss that another bears.
        DefaultShare = "default_share",
        /// What the guarantee fund pays for the operator.
        GuaranteeCall = "guarantee_call",
        /// What the operator pays the guarantee fund back.
        GuaranteeRecourse = "guarantee_recourse",
    }
}

impl FlowKind {
    /// Whether money only changes its place: loans and stakes are no income.
    pub fn is_capital(self) -> bool {
        matches!(
            self,
            Self::LoanDraw
                | Self::LoanUse
                | Self::Stake
                | Self::StakeGrant
                | Self::StakeReturn
                | Self::LoanPrincipal
        )
    }

    /// Whether a household's part goes by its stake.
    fn by_stake(self) -> bool {
        matches!(
            self,
            Self::Stake
                | Self::StakeGrant
                | Self::StakeReturn
                | Self::GuaranteedReturn
                | Self::SecondaryDividend
                | Self::ProfitSplit
                | Self::LossShare
                | Self::GuaranteeCall
        )
    }
}

/// Among whom the households' account is divided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Members {
    /// How many households; `None` where the case does not say.
    pub households: Option<u64>,
    /// The stake of each, where they differ.
    pub stakes: Option<Vec<Fen>>,
}

impl Settlement {
    /// Every account that paid or was paid, in the order of the codes.
    pub fn accounts(&self) -> Vec<Account> {
        let mut accounts: Vec<Account> = self.flows.iter().flat_map(|flow| [flow.from, flow.to]).collect();
        accounts.sort_unstable();
        accounts.dedup();
        accounts
    }

    /// What the account got less what it paid, all years together.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn net(&self, account: impl Into<Account>) -> Result<Fen, MoneyError> {
        self.sum(account.into(), |_| true)
    }

    /// What the account got less what it paid in a year.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn net_in(&self, account: impl Into<Account>, year: u32) -> Result<Fen, MoneyError> {
        self.sum(account.into(), |flow| flow.year == year)
    }

    /// What the account earned in a year: its net without loans and stakes.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn income_in(&self, account: impl Into<Account>, year: u32) -> Result<Fen, MoneyError> {
        self.sum(account.into(), |flow| flow.year == year && !flow.cause.kind.is_capital())
    }

    /// What the account earned, all years together: its net without loans and stakes.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn income(&self, account: impl Into<Account>) -> Result<Fen, MoneyError> {
        self.sum(account.into(), |flow| !flow.cause.kind.is_capital())
    }

    /// What the account got less what it paid for one kind of cause, all years together.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn by_kind(&self, account: impl Into<Account>, kind: FlowKind) -> Result<Fen, MoneyError> {
        self.sum(account.into(), |flow| flow.cause.kind == kind)
    }

    /// What each household earned in a year, loans and stakes left out. Returns, dividends and shared losses go by stake
    /// where the case states stakes, everything else in equal parts; each flow is divided by largest remainder. `None`
    /// where the case does not say how many there are.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn by_household(&self, year: u32) -> Result<Option<Vec<Fen>>, MoneyError> {
        let stakes = self.members.stakes.as_deref().and_then(|stakes| Weights::by(stakes).ok());
        let count = stakes.as_ref().map(Weights::len);
        let count = count.or_else(|| self.members.households.and_then(|count| usize::try_from(count).ok()));
        let Some(equal) = count.and_then(Weights::equal) else { return Ok(None) };
        let mut each = vec![Fen::ZERO; equal.len()];
        for flow in &self.flows {
            if flow.year != year || flow.cause.kind.is_capital() {
                continue;
            }
            let amount = self.signed(flow, Account::HOUSEHOLD)?;
            if amount == Fen::ZERO {
                continue;
            }
            let weights = stakes.as_ref().filter(|_| flow.cause.kind.by_stake()).unwrap_or(&equal);
            for (sum, part) in each.iter_mut().zip(weights.split(amount)) {
                *sum = sum.plus(part)?;
            }
        }
        Ok(Some(each))
    }

    fn sum(&self, account: Account, keep: impl Fn(&Flow) -> bool) -> Result<Fen, MoneyError> {
        let kept = self.flows.iter().filter(|flow| keep(flow));
        kept.map(|flow| self.signed(flow, account)).try_fold(Fen::ZERO, |sum, amount| sum.plus(amount?))
    }

    #[expect(clippy::unused_self, reason = "reads as a question to the settlement")]
    fn signed(&self, flow: &Flow, account: Account) -> Result<Fen, MoneyError> {
        match (flow.from == account, flow.to == account) {
            (false, true) => Ok(flow.amount),
            (true, false) => flow.amount.negated(),
            _ => Ok(Fen::ZERO),
        }
    }
}
