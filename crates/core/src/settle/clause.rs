//! What a contract can say: every provision of the JSON form, and what its list lacks.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::case::Lending;
use super::money::Fen;
use crate::{Bound, Party, Per, Provision, RateBasis, Share};

/// One clause of a contract.
///
/// A field that is `None` was not stated: settling asks the case for it. Clauses come from the terms of a scheme
/// ([`Contract::of`](super::Contract::of)) or are written by hand.
///
/// *Units*: sums in [`Fen`], prices in yuan, rates in percent, shares in their own proportion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Clause {
    /// 保底分红: the operator owes the households a percentage of their principal, whatever it earns.
    GuaranteedReturn {
        /// Percent of the principal, a year.
        #[serde(default, deserialize_with = "crate::exact::option")]
        percent: Option<Decimal>,
        /// In which years.
        #[serde(default)]
        years: Span,
        /// Beside a share of the surplus, or less what that share comes to.
        #[serde(default)]
        floor: Floor,
    },
    /// 每户每年分红2500元: a fixed sum, owed whatever the operator earns.
    FixedPayout {
        /// The sum for each `per`.
        amount: Option<Fen>,
        /// For each of whom, how often.
        #[serde(default)]
        per: Vec<Per>,
        /// In which years.
        #[serde(default)]
        years: Span,
        /// Beside a share of the surplus, or less what that share comes to.
        #[serde(default)]
        floor: Floor,
    },
    /// 二次分红: a percentage of the principal out of the surplus, as far as it goes.
    SecondaryDividend {
        /// Percent of the principal, a year.
        #[serde(default, deserialize_with = "crate::exact::option")]
        percent: Option<Decimal>,
    },
    /// 提取公积金、风险金: a percentage of the surplus that the operator keeps before it is divided.
    Reserve {
        /// Percent of the surplus.
        #[serde(deserialize_with = "crate::exact::one")]
        percent: Decimal,
    },
    /// 盈余按5∶4∶1分配
    ProfitSplit {
        /// Who gets what part of the surplus.
        shares: Vec<Share>,
    },
    /// 收益的七成给农户、三成留村集体: the guaranteed return goes to these parties and not to the households alone.
    ReturnSplit {
        /// Who gets what part of the return.
        shares: Vec<Share>,
    },
    /// 亏损由企业承担: one party makes good a year's loss.
    LossBearing {
        /// Which.
        party: Party,
        /// Most that it pays in a year.
        #[serde(default)]
        cap: Option<Fen>,
    },
    /// 政府、银行、保险公司按1∶2∶7承担
    RiskShare {
        /// Which losses.
        of: LossOf,
        /// Who bears what part.
        shares: Vec<Share>,
    },
    /// 入股 配股: what the households put in.
    Stake {
        /// The sum for each `per`.
        amount: Option<Fen>,
        /// For each of whom.
        #[serde(default)]
        per: Vec<Per>,
    },
    /// A loan to each of some borrowers.
    Loan {
        /// Who borrows and who uses the money.
        lending: Option<Lending>,
        /// Most that one borrower gets.
        ceiling: Option<Fen>,
        /// Longest.
        #[serde(default, deserialize_with = "crate::exact::option")]
        tenor_years: Option<Decimal>,
        /// Yearly interest.
        #[serde(default, deserialize_with = "crate::exact::option")]
        percent: Option<Decimal>,
        /// What the rate is set against.
        basis: Option<RateBasis>,
        /// Share of the interest that the government pays; `None` where no subsidy is stated.
        #[serde(default, deserialize_with = "crate::exact::option")]
        subsidy_percent: Option<Decimal>,
    },
    /// The arrangement ends after so many years.
    Tenor {
        /// Years.
        #[serde(default, deserialize_with = "crate::exact::option")]
        years: Option<Decimal>,
    },
    /// 免租金: nothing is paid for the use of land or rooms, so nothing flows.
    RentFree,
    /// 土地流转: the operator pays a rent for each mu.
    LandRent {
        /// Rent of a mu, a year.
        per_mu: Option<Fen>,
    },
    /// 务工: the operator pays wages.
    Wage {
        /// Pay of a day or a month.
        rate: Option<Fen>,
    },
    /// 订单收购: the operator buys at the market price and not below a floor.
    Purchase {
        /// Yuan for each unit.
        #[serde(default, deserialize_with = "crate::exact::option")]
        floor_price: Option<Decimal>,
    },
    /// 补贴
    Subsidy {
        /// What is subsidised.
        of: Subsidised,
        /// Yuan for each `per`.
        amount: Option<Fen>,
        /// Percent of what is subsidised.
        #[serde(default, deserialize_with = "crate::exact::option")]
        percent: Option<Decimal>,
        /// For each of whom, how often.
        #[serde(default)]
        per: Vec<Per>,
        /// Who pays.
        payer: Option<Party>,
    },
    /// Insurance: a premium for claims up to the sum insured.
    Insurance {
        /// Who pays the premium and gets the claims.
        insured: Option<Party>,
    },
    /// 风险补偿金: a fund that pays the government's part of loan losses until it is empty, and up to a multiple of
    /// which the bank lends.
    CompensationFund {
        /// Least and most that the bank lends for each yuan of the fund; `None` without a limit.
        #[serde(default, deserialize_with = "crate::exact::pair")]
        leverage: Option<[Decimal; 2]>,
    },
    /// 担保基金: a fund that pays what the operator cannot pay of a guarantee, until it is empty, and to which the
    /// operator then owes it.
    GuaranteeFund,
    /// A provision that this version of the library does not list.
    Unlisted,
}

/// Which losses are shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossOf {
    /// A year's loss of the operator.
    Operation,
    /// What borrowers fail to pay.
    Loan,
}

/// How a promised sum stands to a share of the surplus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Floor {
    /// Paid first, and the surplus is what is left: 保底分红加盈余分成.
    #[default]
    Beside,
    /// The share of the surplus counts towards it: 每户每年分红不低于2500元.
    Within,
}

/// What a subsidy pays for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subsidised {
    /// Rent.
    Rent,
    /// Insurance premium.
    Premium,
    /// Interest.
    Interest,
    /// The text's own word, or none.
    Other(Option<String>),
}

/// Years of an arrangement, counted from 1; open ends take in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Span {
    /// First year.
    pub from: Option<u32>,
    /// Last year.
    pub to: Option<u32>,
}

impl Span {
    /// Whether the year lies in it.
    pub fn has(&self, year: u32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

impl Clause {
    /// The kind as it stands in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::GuaranteedReturn { .. } => "guaranteed_return",
            Self::FixedPayout { .. } => "fixed_payout",
            Self::SecondaryDividend { .. } => "secondary_dividend",
            Self::Reserve { .. } => "reserve",
            Self::ProfitSplit { .. } => "profit_split",
            Self::ReturnSplit { .. } => "return_split",
            Self::LossBearing { .. } => "loss_bearing",
            Self::RiskShare { .. } => "risk_share",
            Self::Stake { .. } => "stake",
            Self::Loan { .. } => "loan",
            Self::Tenor { .. } => "tenor",
            Self::RentFree => "rent_free",
            Self::LandRent { .. } => "land_rent",
            Self::Wage { .. } => "wage",
            Self::Purchase { .. } => "purchase",
            Self::Subsidy { .. } => "subsidy",
            Self::Insurance { .. } => "insurance",
            Self::CompensationFund { .. } => "compensation_fund",
            Self::GuaranteeFund => "guarantee_fund",
            Self::Unlisted => "unlisted",
        }
    }
}

/// Why a provision is no clause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisionError {
    /// A ceiling or a range is no sum to pay.
    #[error("it sets {0}, not a sum to pay")]
    Open(&'static str),
    /// A sum in fractions of a fen, or beyond what can be held.
    #[error(transparent)]
    Money(#[from] super::MoneyError),
    /// A guarantee of something else than the principal.
    #[error("a return on {0:?} has no rule here")]
    Base(String),
}

impl TryFrom<&Provision> for Clause {
    type Error = ProvisionError;

    /// The clause that a provision states by itself. What only the rest of the scheme tells is left open: the
    /// lending of a loan, and whether a risk share is of loans ([`LossOf::Operation`] here).
    fn try_from(provision: &Provision) -> Result<Self, ProvisionError> {
        let money = |amount: &Option<Decimal>| amount.map(Fen::from_yuan).transpose();
        Ok(match provision {
            Provision::GuaranteedReturn { rate_percent, bound, base, .. } => {
                payable(*bound)?;
                if let Some(base) = base.as_deref().filter(|base| *base != "principal") {
                    return Err(ProvisionError::Base(base.to_owned()));
                }
                Self::GuaranteedReturn {
                    percent: *rate_percent,
                    years: Span::default(),
                    floor: Floor::Beside,
                }
            }
            Provision::SecondaryDividend { rate_percent, bound } => {
                payable(*bound)?;
                Self::SecondaryDividend { percent: *rate_percent }
            }
            Provision::ProfitSplit { shares } => Self::ProfitSplit { shares: shares.clone() },
            Provision::LossBearing { party } => Self::LossBearing { party: *party, cap: None },
            Provision::RiskShare { shares } => {
                Self::RiskShare { of: LossOf::Operation, shares: shares.clone() }
            }
            Provision::Stake { amount, per } => Self::Stake { amount: money(amount)?, per: per.clone() },
            Provision::FixedPayout { amount, bound, per } => {
                payable(*bound)?;
                let floor = if *bound == Bound::AtLeast { Floor::Within } else { Floor::Beside };
                let (amount, per) = (money(amount)?, per.clone());
                Self::FixedPayout { amount, per, years: Span::default(), floor }
            }
            Provision::Loan { ceiling, tenor_years, rate_basis, rate_percent, subsidy_percent, .. } => {
                Self::Loan {
                    lending: None,
                    ceiling: money(ceiling)?,
                    tenor_years: *tenor_years,
                    percent: *rate_percent,
                    basis: *rate_basis,
                    subsidy_percent: *subsidy_percent,
                }
            }
            Provision::Tenor { years } => Self::Tenor { years: *years },
            Provision::RentFree => Self::RentFree,
            Provision::Subsidy { amount, upper, percent, of, per } => Self::Subsidy {
                of: match of.as_deref() {
                    Some("rent") => Subsidised::Rent,
                    Some("premium") => Subsidised::Premium,
                    Some("interest") => Subsidised::Interest,
                    other => Subsidised::Other(other.map(str::to_owned)),
                },
                // A range is no sum: the case has to say which.
                amount: if upper.is_some() { None } else { money(amount)? },
                percent: *percent,
                per: per.clone(),
                payer: None,
            },
            Provision::Unlisted => Self::Unlisted,
        })
    }
}

fn payable(bound: Bound) -> Result<(), ProvisionError> {
    if bound == Bound::AtMost { Err(ProvisionError::Open("a ceiling")) } else { Ok(()) }
}
