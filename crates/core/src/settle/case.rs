//! What happened: the capital, the people, the profit or loss of each year, and what the text left open.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::loan::Repayment;
use super::money::Fen;
use crate::Party;
use crate::code::codes;

/// A course of events to settle a contract on.
///
/// Every field may be left out; a clause that needs one gives
/// [`SettleError::Missing`](super::SettleError::Missing) with the field's name. Nothing is assumed. The JSON form has
/// the same names; sums are yuan (`"50000"`), a field that holds for each year is one value or a list.
///
/// *Units*: money in yuan to the fen, rates in percent, areas in mu, times in years.
///
/// ```
/// use lianjie_core::settle::{Case, Fen};
///
/// let case: Case = serde_json::from_str(r#"{"households":20,"capital":"1000000","profits":[300000,-50000]}"#)?;
/// assert_eq!(case.profits, [Fen::new(30_000_000), Fen::new(-5_000_000)]);
/// assert!(serde_json::from_str::<Case>(r#"{"captial":1}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Case {
    /// What the operator earned in each year, below zero where it lost: before anything that the contract has it pay.
    pub profits: Vec<Fen>,
    /// How many years to run where no clause asks for profits.
    pub years: Option<u32>,
    /// Who runs the business, earns the profit and owes what is guaranteed.
    pub operator: Option<Party>,
    /// What the operator has of its own before the first year. Without it nobody asks whether it can pay.
    pub equity: Option<Fen>,
    /// How many households.
    pub households: Option<u64>,
    /// How many persons.
    pub persons: Option<u64>,
    /// How many villages.
    pub villages: Option<u64>,
    /// The principal of all households together.
    pub capital: Option<Fen>,
    /// The principal of each household, where they differ.
    pub stakes: Option<Vec<Fen>>,
    /// Who gave the households their stake, where it was not their own: 财政资金配股.
    pub stake_funder: Option<Party>,
    /// Whether the principal goes back to the households when the tenor ends.
    pub principal_returned: Option<bool>,
    /// Years that the arrangement runs, where no tenor is stated.
    pub tenor_years: Option<u32>,
    /// Whether losses of earlier years are made good before a surplus is divided.
    pub carry_losses: Option<bool>,
    /// Percent of the principal, where the guarantee states none.
    #[serde(deserialize_with = "crate::exact::option")]
    pub guaranteed_percent: Option<Decimal>,
    /// Whether several guaranteed rates are those of the first, the second and the following years (第一年12%、第二年14%……),
    /// the last of them going on.
    pub guarantees_by_year: Option<bool>,
    /// Percent of the principal, where the secondary dividend states none.
    #[serde(deserialize_with = "crate::exact::option")]
    pub secondary_percent: Option<Decimal>,
    /// The fixed payout for each `per`, where the term states none.
    pub payout: Option<Fen>,
    /// Who gets a fixed payout whose term does not say for whom it is: 「每年分红4000元」.
    pub payout_to: Option<Recipients>,
    /// Whether a fixed payout whose term names no year falls due every year or once.
    pub payout_yearly: Option<bool>,
    /// Things (头, 株, 棚) that a fixed payout is for each of.
    #[serde(deserialize_with = "crate::exact::option")]
    pub items: Option<Decimal>,
    /// Loans.
    pub loan: LoanCase,
    /// Balance of the compensation fund (风险补偿金).
    pub compensation_fund: Option<Fen>,
    /// Balance of the guarantee fund (担保基金).
    pub guarantee_fund: Option<Fen>,
    /// Land that the operator rents.
    pub land: LandCase,
    /// Work that the operator pays for.
    pub wages: WageCase,
    /// Produce that the operator buys.
    pub purchase: PurchaseCase,
    /// Insurance.
    pub insurance: InsuranceCase,
    /// Subsidies.
    pub subsidy: SubsidyCase,
}

/// A value for each year: the same for all, or a list with one for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Yearly<T> {
    /// The same every year.
    Same(T),
    /// One for each year, from the first.
    Each(Vec<T>),
}

impl<T: Copy> Yearly<T> {
    /// The value of a year counted from zero; `None` beyond the list.
    pub fn get(&self, year: usize) -> Option<T> {
        match self {
            Self::Same(value) => Some(*value),
            Self::Each(values) => values.get(year).copied(),
        }
    }
}

/// Loans to households or to the operator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LoanCase {
    /// Who borrows and who uses the money.
    pub lending: Option<Lending>,
    /// What each borrower gets.
    pub principal: Option<Fen>,
    /// How many borrowers.
    pub borrowers: Option<u64>,
    /// How long; at most what the term allows.
    #[serde(deserialize_with = "crate::exact::option")]
    pub years: Option<Decimal>,
    /// Yearly interest, where the term states neither a rate nor the benchmark.
    #[serde(deserialize_with = "crate::exact::option")]
    pub percent: Option<Decimal>,
    /// The benchmark rate (基准利率) for loans of this length.
    #[serde(deserialize_with = "crate::exact::option")]
    pub benchmark_percent: Option<Decimal>,
    /// How it is paid back.
    pub repayment: Option<Repayment>,
    /// Payments a year.
    pub payments_per_year: Option<u32>,
    /// What share of the interest the government pays, where the term says no number.
    #[serde(deserialize_with = "crate::exact::option")]
    pub subsidy_percent: Option<Decimal>,
    /// For how many years, where the subsidy ends before the loan.
    pub subsidy_years: Option<u32>,
    /// What borrowers fail to pay in each year.
    pub defaults: Vec<Fen>,
}

codes! {
    /// Who borrows and who uses the money.
    Lending "lending" {
        /// 户贷户用
        SelfUse = "self_use",
        /// 户贷企用: the household borrows, the operator uses the money and repays it.
        ToEnterprise = "to_enterprise",
        /// The operator borrows for itself: 企贷.
        Enterprise = "enterprise",
    }
}

codes! {
    /// For whom a sum is.
    Recipients "recipients" {
        /// 每户
        EachHousehold = "each_household",
        /// 每人
        EachPerson = "each_person",
        /// All of them together.
        Together = "together",
    }
}

/// Land that the operator rents from households.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LandCase {
    /// Area.
    #[serde(deserialize_with = "crate::exact::option")]
    pub mu: Option<Decimal>,
    /// Rent of a mu for a year.
    pub rent_per_mu: Option<Yearly<Fen>>,
    /// Who is paid, where it is not the households.
    pub landlord: Option<Party>,
}

/// Work of households for the operator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WageCase {
    /// How many work.
    pub workers: Option<u64>,
    /// Days or months that each works in a year.
    #[serde(deserialize_with = "crate::exact::yearly")]
    pub times: Option<Yearly<Decimal>>,
    /// Pay of a day or month.
    pub rate: Option<Yearly<Fen>>,
}

/// Produce of households that the operator buys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PurchaseCase {
    /// How much, in the unit that the prices are for.
    #[serde(deserialize_with = "crate::exact::yearly")]
    pub quantity: Option<Yearly<Decimal>>,
    /// Market price in yuan.
    #[serde(deserialize_with = "crate::exact::yearly")]
    pub market_price: Option<Yearly<Decimal>>,
    /// Price in yuan below which the operator does not go, where the term states none.
    #[serde(deserialize_with = "crate::exact::option")]
    pub floor_price: Option<Decimal>,
}

/// Insurance of a harvest, of animals or of lives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InsuranceCase {
    /// Who is insured: pays the premium and gets the claims.
    pub insured: Option<Party>,
    /// Premium of a year.
    pub premium: Option<Yearly<Fen>>,
    /// Most that the insurer pays in a year.
    pub sum_insured: Option<Fen>,
    /// Damage of each year.
    pub damages: Option<Yearly<Fen>>,
}

/// Subsidies other than those of interest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SubsidyCase {
    /// Who pays.
    pub payer: Option<Party>,
    /// Who gets it: a household, or the business that takes people on.
    pub recipient: Option<Party>,
    /// Percent, where the term says no number.
    #[serde(deserialize_with = "crate::exact::option")]
    pub percent: Option<Decimal>,
    /// Yuan for each `per`, where the term states none or a range.
    pub amount: Option<Fen>,
    /// What the thing subsidised costs, where the term's percentage is neither of rent, premium nor interest.
    pub cost: Option<Yearly<Fen>>,
    /// Who gets a sum whose term does not say for whom it is.
    pub to: Option<Recipients>,
    /// Things subsidised (株, 头, 斤), where the term's sum is for each.
    #[serde(deserialize_with = "crate::exact::option")]
    pub items: Option<Decimal>,
    /// Whether it is paid every year or once.
    pub yearly: Option<bool>,
}

codes! {
    /// Name of an input, as its path in [`Case`].
    Input "input" {
        /// [`Case::profits`]
        Profits = "profits",
        /// [`Case::years`]
        Years = "years",
        /// [`Case::operator`]
        Operator = "operator",
        /// [`Case::equity`]
        Equity = "equity",
        /// [`Case::households`]
        Households = "households",
        /// [`Case::persons`]
        Persons = "persons",
        /// [`Case::villages`]
        Villages = "villages",
        /// [`Case::capital`]
        Capital = "capital",
        /// [`Case::stakes`]
        Stakes = "stakes",
        /// [`Case::principal_returned`]
        PrincipalReturned = "principal_returned",
        /// [`Case::tenor_years`]
        TenorYears = "tenor_years",
        /// [`Case::carry_losses`]
        CarryLosses = "carry_losses",
        /// [`Case::guaranteed_percent`]
        GuaranteedPercent = "guaranteed_percent",
        /// [`Case::guarantees_by_year`]
        GuaranteesByYear = "guarantees_by_year",
        /// [`Case::secondary_percent`]
        SecondaryPercent = "secondary_percent",
        /// [`Case::payout`]
        Payout = "payout",
        /// [`Case::payout_to`]
        PayoutTo = "payout_to",
        /// [`Case::payout_yearly`]
        PayoutYearly = "payout_yearly",
        /// [`Case::items`]
        Items = "items",
        /// [`LoanCase::lending`]
        Lending = "loan.lending",
        /// [`LoanCase::principal`]
        LoanPrincipal = "loan.principal",
        /// [`LoanCase::borrowers`]
        Borrowers = "loan.borrowers",
        /// [`LoanCase::years`]
        LoanYears = "loan.years",
        /// [`LoanCase::percent`]
        LoanPercent = "loan.percent",
        /// [`LoanCase::benchmark_percent`]
        BenchmarkPercent = "loan.benchmark_percent",
        /// [`LoanCase::repayment`]
        Repayment = "loan.repayment",
        /// [`LoanCase::payments_per_year`]
        PaymentsPerYear = "loan.payments_per_year",
        /// [`LoanCase::subsidy_percent`]
        InterestSubsidyPercent = "loan.subsidy_percent",
        /// [`LoanCase::defaults`]
        Defaults = "loan.defaults",
        /// [`Case::compensation_fund`]
        CompensationFund = "compensation_fund",
        /// [`Case::guarantee_fund`]
        GuaranteeFund = "guarantee_fund",
        /// [`LandCase::mu`]
        Mu = "land.mu",
        /// [`LandCase::rent_per_mu`]
        RentPerMu = "land.rent_per_mu",
        /// [`LandCase::landlord`]
        Landlord = "land.landlord",
        /// [`WageCase::workers`]
        Workers = "wages.workers",
        /// [`WageCase::times`]
        WorkTimes = "wages.times",
        /// [`WageCase::rate`]
        WageRate = "wages.rate",
        /// [`PurchaseCase::quantity`]
        Quantity = "purchase.quantity",
        /// [`PurchaseCase::market_price`]
        MarketPrice = "purchase.market_price",
        /// [`PurchaseCase::floor_price`]
        FloorPrice = "purchase.floor_price",
        /// [`InsuranceCase::insured`]
        Insured = "insurance.insured",
        /// [`InsuranceCase::premium`]
        Premium = "insurance.premium",
        /// [`InsuranceCase::sum_insured`]
        SumInsured = "insurance.sum_insured",
        /// [`InsuranceCase::damages`]
        Damages = "insurance.damages",
        /// [`SubsidyCase::payer`]
        SubsidyPayer = "subsidy.payer",
        /// [`SubsidyCase::recipient`]
        SubsidyRecipient = "subsidy.recipient",
        /// [`SubsidyCase::percent`]
        SubsidyPercent = "subsidy.percent",
        /// [`SubsidyCase::amount`]
        SubsidyAmount = "subsidy.amount",
        /// [`SubsidyCase::cost`]
        SubsidyCost = "subsidy.cost",
        /// [`SubsidyCase::to`]
        SubsidyTo = "subsidy.to",
        /// [`SubsidyCase::items`]
        SubsidyItems = "subsidy.items",
        /// [`SubsidyCase::yearly`]
        SubsidyYearly = "subsidy.yearly",
    }
}
