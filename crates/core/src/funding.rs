//! The money that pays for programs.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::{Measured, Period, Place, ProgramKind, Provenance, Share, Span};

/// A source of money: 「县财政安排扶贫资金2640万元」 is fiscal_special, 26,400,000 yuan, level county.
///
/// Incomes, sales and output are no sources. A loan product without a sum (5万元以下、3年期) has no amount but
/// terms.
///
/// *Units*: yuan.
///
/// ```
/// use lianjie_core::{Decimal, FundLevel, FundingKind, FundingSource};
///
/// let source: FundingSource = serde_json::from_str(
///     r#"{"kind":"fiscal_special","level":"county","evidence":[[0,14]],
///         "amount":{"value":"26400000","upper":null,"unit":"yuan","bound":"exact","figure":0}}"#,
/// )?;
/// assert_eq!((source.kind, source.level), (FundingKind::FiscalSpecial, Some(FundLevel::County)));
/// assert_eq!(source.amount.unwrap().value, Some(Decimal::from(26_400_000)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FundingSource {
    /// What kind of money.
    pub kind: FundingKind,
    /// The sum, in yuan.
    pub amount: Option<Measured>,
    /// Level of government whose money it is.
    pub level: Option<FundLevel>,
    /// Who gives: a name or a party role.
    pub provider: Option<String>,
    /// Who gets: a name or a party role.
    pub recipient: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub period: Option<Period>,
    /// What it is for.
    pub purpose: Option<ProgramKind>,
    /// Percent against the year before.
    pub growth: Option<Measured>,
    /// Terms of a loan or fund.
    pub terms: Option<FundTerms>,
    /// Who bears which share of a loss, in the text's own proportion.
    pub risk_share: Option<Vec<Share>>,
    /// Index of the total of which it is a component (其中).
    pub part_of: Option<usize>,
    /// Where the text says so.
    pub evidence: Vec<Span>,
    /// Which rule made it, and how sure.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// Terms of a loan product, a guarantee or a fund.
///
/// 「5万元以下、3年期以内、免担保免抵押、基准利率放贷、财政贴息」 states ceiling 50000, tenor 3, collateral_free and
/// rate_basis benchmark; that the subsidy covers all of the interest it does not say, so subsidy_percent is `None`.
///
/// *Units*: `ceiling` yuan, `tenor_years` years, rates and shares percent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct FundTerms {
    /// Most that one borrower gets.
    pub ceiling: Option<Decimal>,
    /// How long.
    pub tenor_years: Option<Decimal>,
    /// Yearly interest.
    pub rate_percent: Option<Decimal>,
    /// What the rate is set against.
    pub rate_basis: Option<RateBasis>,
    /// Share of the interest or premium that is subsidised.
    pub subsidy_percent: Option<Decimal>,
    /// 免担保免抵押
    pub collateral_free: Option<bool>,
    /// Lending as a multiple of the fund: least and most.
    pub leverage: Option<Vec<Decimal>>,
}

impl FundTerms {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

codes! {
    /// Kind of money.
    FundingKind "funding_kind" {
        /// 财政专项扶贫资金 衔接资金
        FiscalSpecial = "fiscal_special",
        /// 统筹整合涉农资金
        FiscalIntegrated = "fiscal_integrated",
        /// Other budget money.
        FiscalOther = "fiscal_other",
        /// 扶贫小额信贷
        MicroLoan = "micro_loan",
        /// Loans to enterprises and cooperatives.
        EnterpriseLoan = "enterprise_loan",
        /// Loans to projects.
        ProjectLoan = "project_loan",
        /// 农发行 国开行
        PolicyBank = "policy_bank",
        /// 再贷款
        Relending = "relending",
        /// 贴息
        InterestSubsidy = "interest_subsidy",
        /// 风险补偿金
        RiskCompensation = "risk_compensation",
        /// 担保基金
        GuaranteeFund = "guarantee_fund",
        /// 保险基金
        InsuranceFund = "insurance_fund",
        /// 专项基金
        SpecialFund = "special_fund",
        /// 互助资金
        MutualAid = "mutual_aid",
        /// 捐赠
        Donation = "donation",
        /// 帮扶单位投入
        AssistanceUnit = "assistance_unit",
        /// 社会投资
        SocialInvestment = "social_investment",
        /// 配股 入股资金
        EquityStake = "equity_stake",
        /// 奖补
        Reward = "reward",
        /// A total over several kinds.
        Total = "total",
    }
}

codes! {
    /// Level of government.
    FundLevel "fund_level" {
        /// 中央
        Central = "central",
        /// 省级
        Provincial = "provincial",
        /// 市级
        Prefectural = "prefectural",
        /// 县级
        County = "county",
        /// 乡镇
        Township = "township",
    }
}

codes! {
    /// What an interest rate is set against.
    RateBasis "rate_basis" {
        /// 基准利率
        Benchmark = "benchmark",
    }
}
