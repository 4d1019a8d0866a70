//! A contract: the clauses of a scheme, in one list that can be settled.

use serde::{Deserialize, Serialize};

use super::case::{Case, Lending};
use super::clause::{Clause, LossOf, ProvisionError, Subsidised};
use super::error::{SettleError, TermRef};
use crate::{FundingKind, FundingSource, LinkageScheme, Party, RateBasis, Share, Tie};

/// Clauses that bind an operator, households and those who stand behind them.
///
/// The order of the clauses has no meaning: who is paid first follows from their kinds (see the
/// [module](super)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contract {
    /// Who runs the business; `None` where the scheme leaves it open.
    pub operator: Option<Party>,
    /// Who pays subsidies; `None` where the scheme leaves it open.
    pub subsidy_payer: Option<Party>,
    /// What is agreed.
    pub clauses: Vec<Agreed>,
}

/// A clause and the term that it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// Index into the scheme's terms; `None` for a clause that was added to them.
    #[serde(default)]
    pub term: Option<usize>,
    /// What it says.
    #[serde(flatten)]
    pub clause: Clause,
}

impl Agreed {
    /// How an error names it.
    pub fn reference(&self) -> TermRef {
        TermRef { index: self.term, kind: self.clause.kind() }
    }
}

/// Parties that can run a business.
const OPERATORS: [Party; 8] = [
    Party::Enterprise,
    Party::Cooperative,
    Party::FamilyFarm,
    Party::LargeGrower,
    Party::Park,
    Party::ScenicArea,
    Party::Workshop,
    Party::Platform,
];

impl Contract {
    /// A contract written by hand; each clause has its place in the list as its term.
    pub fn new(operator: impl Into<Option<Party>>, clauses: impl IntoIterator<Item = Clause>) -> Self {
        let agreed = |(term, clause)| Agreed { term: Some(term), clause };
        let clauses = clauses.into_iter().enumerate().map(agreed).collect();
        Self { operator: operator.into(), subsidy_payer: None, clauses }
    }

    /// The contract that a scheme's terms state.
    ///
    /// The operator is the one party of the scheme that can run a business, or the village collective where there is
    /// none; among several the case has to choose. Loans take their lending from the ties; a risk share is of loans
    /// where the scheme has a loan or a bank bears a part, and of the operator's losses elsewhere. A term said twice in the same words counts
    /// once. Ties without terms (wages, rents, purchases) give no clause: [`with_tie`](Self::with_tie) adds them.
    ///
    /// ```
    /// use lianjie_core::LinkageScheme;
    /// use lianjie_core::settle::{Case, Contract};
    ///
    /// let scheme: LinkageScheme = serde_json::from_str(
    ///     r#"{"parties":["cooperative","household"],"ties":[],"evidence":[[0,30]],"terms":[
    ///         {"type":"fixed_payout","amount":"2500","bound":"exact","per":["household","year"],"evidence":[[0,30]]}]}"#,
    /// )?;
    /// let contract = Contract::of(&scheme)?;
    /// let mut case = Case { years: Some(1), ..Case::default() };
    /// assert_eq!(contract.missing(&case).len(), 1);
    /// case.households = Some(83);
    /// assert_eq!(contract.settle(&case)?.flows[0].amount.to_string(), "207500.00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`SettleError`] where a term is no sum to pay: a ceiling, a return on something else than the principal.
    pub fn of(scheme: &LinkageScheme) -> Result<Self, SettleError> {
        let mut contract = Self {
            operator: operator(&scheme.parties),
            subsidy_payer: scheme.parties.contains(&Party::Government).then_some(Party::Government),
            clauses: Vec::new(),
        };
        for (index, term) in scheme.terms.iter().enumerate() {
            let clause =
                Clause::try_from(&term.provision).map_err(|error| refused(index, &term.provision, error))?;
            if !contract.clauses.iter().any(|agreed| agreed.clause == clause) {
                contract.clauses.push(Agreed { term: Some(index), clause });
            }
        }
        let lends = contract.clauses.iter().any(|agreed| matches!(agreed.clause, Clause::Loan { .. }));
        let tied = lending(&scheme.ties);
        let is_bank = |share: &Share| share.party == Party::Bank;
        for agreed in &mut contract.clauses {
            match &mut agreed.clause {
                Clause::Loan { lending, .. } => *lending = lending.or(tied),
                Clause::RiskShare { of, shares } if lends || shares.iter().any(is_bank) => *of = LossOf::Loan,
                _ => {}
            }
        }
        contract.divide_return();
        let subsidises = |contract: &Self, what: &Subsidised| {
            contract
                .clauses
                .iter()
                .any(|agreed| matches!(&agreed.clause, Clause::Subsidy { of, .. } if of == what))
        };
        if !lends && subsidises(&contract, &Subsidised::Interest) {
            contract = contract.with(Clause::loan(tied));
        }
        if subsidises(&contract, &Subsidised::Premium) {
            contract = contract.with(Clause::Insurance { insured: None });
        }
        if subsidises(&contract, &Subsidised::Rent) {
            contract = contract.with(Clause::LandRent { per_mu: None });
        }
        Ok(contract)
    }

    /// A division that leaves out who runs the business, beside a guaranteed return, divides that return: of
    /// 「公司每年上交6%的收益，七成分给农户，三成留村集体」 the company's own profit is no part.
    fn divide_return(&mut self) {
        let guarantees = |agreed: &Agreed| matches!(agreed.clause, Clause::GuaranteedReturn { .. });
        if !self.clauses.iter().any(guarantees) {
            return;
        }
        let operator = self.operator;
        let runs = |share: &Share| Some(share.party) == operator || OPERATORS.contains(&share.party);
        for agreed in &mut self.clauses {
            if let Clause::ProfitSplit { shares } = &mut agreed.clause
                && shares.len() > 1
                && !shares.iter().any(runs)
            {
                agreed.clause = Clause::ReturnSplit { shares: std::mem::take(shares) };
            }
        }
    }

    /// The contract with one more clause.
    #[must_use]
    pub fn with(mut self, clause: Clause) -> Self {
        self.clauses.push(Agreed { term: None, clause });
        self
    }

    /// The contract without what a term of the scheme says: of two loan products, the other one.
    #[must_use]
    pub fn without(mut self, term: usize) -> Self {
        self.clauses.retain(|agreed| agreed.term != Some(term));
        self
    }

    /// The contract with what a tie means when the case states its numbers: 流转 a rent, 务工 wages, 订单 purchases,
    /// 保险 insurance. Ties that are terms already, or that move no money, add nothing.
    #[must_use]
    pub fn with_tie(self, tie: Tie) -> Self {
        let clause = match tie {
            Tie::LandRent => Clause::LandRent { per_mu: None },
            Tie::Wage | Tie::ProcurementOfLabour => Clause::Wage { rate: None },
            Tie::PurchaseContract => Clause::Purchase { floor_price: None },
            Tie::Insurance => Clause::Insurance { insured: None },
            Tie::LoanSelfUse | Tie::LoanToEnterprise | Tie::EnterpriseLoan => Clause::loan(lending(&[tie])),
            _ => return self,
        };
        if self.clauses.iter().any(|agreed| agreed.clause.kind() == clause.kind()) {
            return self;
        }
        self.with(clause)
    }

    /// The contract with the terms of a source of money: a micro loan's ceiling, tenor and rate, a compensation
    /// fund's leverage, the division of loan losses.
    ///
    /// # Errors
    /// [`SettleError::Money`] where its ceiling is no whole number of fen.
    pub fn with_funding(mut self, source: &FundingSource) -> Result<Self, SettleError> {
        let terms = source.terms.clone().unwrap_or_default();
        let is_fund = matches!(source.kind, FundingKind::RiskCompensation | FundingKind::InsuranceFund);
        let leverage = match terms.leverage.as_deref() {
            Some([times]) => Some([*times, *times]),
            Some([least, most]) => Some([*least, *most]),
            _ => None,
        };
        if is_fund || leverage.is_some() {
            self = self.with(Clause::CompensationFund { leverage });
        }
        if source.kind == FundingKind::GuaranteeFund {
            self = self.with(Clause::GuaranteeFund);
        }
        if matches!(source.kind, FundingKind::MicroLoan | FundingKind::EnterpriseLoan) {
            let lending = (source.kind == FundingKind::EnterpriseLoan).then_some(Lending::Enterprise);
            self = self.with(Clause::Loan {
                lending,
                ceiling: terms.ceiling.map(super::Fen::from_yuan).transpose()?,
                tenor_years: terms.tenor_years,
                percent: terms.rate_percent,
                basis: terms.rate_basis,
                subsidy_percent: terms.subsidy_percent,
            });
        }
        if let Some(shares) = source.risk_share.clone() {
            self = self.with(Clause::RiskShare { of: LossOf::Loan, shares });
        }
        Ok(self)
    }

    /// What the case still has to say before the contract can be settled on it; empty when it can.
    ///
    /// Each clause names the first thing that it lacks, so that answering may bring up another. Whether
    /// losses are carried over is asked only by settling, when a surplus follows a loss.
    pub fn missing(&self, case: &Case) -> Vec<SettleError> {
        super::plan::Plan::new(self, case).err().unwrap_or_default()
    }
}

impl Clause {
    /// A loan of which nothing is known but who uses it.
    fn loan(lending: Option<Lending>) -> Self {
        Self::Loan {
            lending,
            ceiling: None,
            tenor_years: None,
            percent: None,
            basis: None,
            subsidy_percent: None,
        }
    }

    /// 扶贫小额信贷: up to 50,000 yuan for up to three years at the benchmark rate, with all interest subsidised.
    pub fn micro_loan(lending: Lending) -> Self {
        Self::Loan {
            lending: Some(lending),
            ceiling: Some(super::Fen::new(5_000_000)),
            tenor_years: Some(rust_decimal::Decimal::from(3)),
            percent: None,
            basis: Some(RateBasis::Benchmark),
            subsidy_percent: Some(rust_decimal::Decimal::ONE_HUNDRED),
        }
    }
}

fn operator(parties: &[Party]) -> Option<Party> {
    let mut able = parties.iter().copied().filter(|party| OPERATORS.contains(party));
    match (able.next(), able.next()) {
        (Some(party), None) => Some(party),
        (None, _) => parties.contains(&Party::VillageCollective).then_some(Party::VillageCollective),
        _ => None,
    }
}

fn lending(ties: &[Tie]) -> Option<Lending> {
    let mut known = ties.iter().filter_map(|tie| match tie {
        Tie::LoanSelfUse => Some(Lending::SelfUse),
        Tie::LoanToEnterprise => Some(Lending::ToEnterprise),
        Tie::EnterpriseLoan => Some(Lending::Enterprise),
        _ => None,
    });
    known.next().filter(|first| known.all(|other| other == *first))
}

fn refused(index: usize, provision: &crate::Provision, error: ProvisionError) -> SettleError {
    let kind = match provision {
        crate::Provision::GuaranteedReturn { .. } => "guaranteed_return",
        crate::Provision::SecondaryDividend { .. } => "secondary_dividend",
        crate::Provision::FixedPayout { .. } => "fixed_payout",
        crate::Provision::Stake { .. } => "stake",
        crate::Provision::Loan { .. } => "loan",
        _ => "subsidy",
    };
    let term = TermRef { index: Some(index), kind };
    match error {
        ProvisionError::Open(limit) => SettleError::Open { term, limit },
        ProvisionError::Money(error) => SettleError::Money(error),
        error @ ProvisionError::Base(_) => SettleError::Unsupported { term, reason: error.to_string() },
    }
}
