//! Benefit-linkage schemes (利益联结机制): who is tied to whom, who receives and who bears what.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::{Bound, MeasureMap, Per, Period, Place, Provenance, RateBasis, Span};

/// An arrangement that ties households to enterprises, cooperatives, banks or the village.
///
/// 「按“公司+合作社+贫困户”模式，农户以土地入股，每年保底分红不低于10%，盈余按5∶4∶1分配」 gives the parties in the order
/// of the chain, the ties equity_dividend and guaranteed_dividend, and two terms.
///
/// ```
/// use lianjie_core::{LinkageScheme, Party, Provision, Tie};
///
/// let scheme: LinkageScheme = serde_json::from_str(
///     r#"{"name":"公司+合作社+贫困户","parties":["enterprise","cooperative","household"],"ties":["guaranteed_dividend"],
///         "terms":[{"type":"guaranteed_return","rate_percent":"10","bound":"at_least","base":"principal",
///                   "per":["year"],"evidence":[[28,38]]}],"evidence":[[0,38]]}"#,
/// )?;
/// assert_eq!(scheme.parties.last(), Some(&Party::Household));
/// assert_eq!(scheme.ties, [Tie::GuaranteedDividend]);
/// assert!(matches!(scheme.terms[0].provision, Provision::GuaranteedReturn { .. }));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LinkageScheme {
    /// The scheme's name without quotation marks; `None` when the text gives none.
    pub name: Option<String>,
    /// Party roles in the order of the chain, without repeats.
    pub parties: Vec<Party>,
    /// How the household is tied.
    pub ties: Vec<Tie>,
    /// What was agreed.
    pub terms: Vec<Term>,
    /// Enterprises, cooperatives and parks named as carrying it.
    #[serde(default)]
    pub operators: Vec<String>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub period: Option<Period>,
    /// Whom it reached.
    #[serde(default)]
    pub coverage: MeasureMap,
    /// What came of it.
    #[serde(default)]
    pub outcomes: MeasureMap,
    /// Where the text says so.
    pub evidence: Vec<Span>,
    /// Which rule made it, and how sure.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// One provision of a scheme with the text that states it: 「每户每年分红不低于2500元」 is a fixed_payout of 2500 yuan,
/// at_least, per household and year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// What is agreed.
    #[serde(flatten)]
    pub provision: Provision,
    /// Where the text says so.
    #[serde(default)]
    pub evidence: Vec<Span>,
}

/// What a term provides.
///
/// *Units*: amounts and ceilings in yuan, rates and percentages in percent, tenors in years, shares in the
/// text's own proportion.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Provision {
    /// 保底分红: a floor on the return of the principal.
    GuaranteedReturn {
        /// Percent of the base.
        rate_percent: Option<Decimal>,
        /// Exact or a floor.
        bound: Bound,
        /// What the rate is of: `principal`.
        base: Option<String>,
        /// How often.
        #[serde(default)]
        per: Vec<Per>,
    },
    /// 二次分红
    SecondaryDividend {
        /// Percent.
        rate_percent: Option<Decimal>,
        /// Exact or a floor.
        bound: Bound,
    },
    /// Division of a surplus: 公司、贫困户、村集体按5∶4∶1分配.
    ProfitSplit {
        /// Parties in the order of the text.
        shares: Vec<Share>,
    },
    /// Who bears losses; under 负盈不负亏 the household bears none.
    LossBearing {
        /// The party that bears them.
        party: Party,
    },
    /// Division of a loss: 政府、银行、保险公司按1∶2∶7承担.
    RiskShare {
        /// Parties in the order of the text.
        shares: Vec<Share>,
    },
    /// 配股 入股
    Stake {
        /// Yuan for each `per`.
        amount: Option<Decimal>,
        /// For each of whom.
        #[serde(default)]
        per: Vec<Per>,
    },
    /// A fixed sum: 每户每年分红2500元.
    FixedPayout {
        /// Yuan for each `per`.
        amount: Option<Decimal>,
        /// Exact or a floor.
        bound: Bound,
        /// For each of whom, how often.
        #[serde(default)]
        per: Vec<Per>,
    },
    /// A loan: 5万元额度，3年期限，免担保免抵押，基准利率，全额贴息.
    Loan {
        /// Most that one borrower gets, in yuan.
        ceiling: Option<Decimal>,
        /// How long.
        tenor_years: Option<Decimal>,
        /// What the rate is set against.
        rate_basis: Option<RateBasis>,
        /// Yearly interest.
        rate_percent: Option<Decimal>,
        /// Share of the interest that is subsidised.
        subsidy_percent: Option<Decimal>,
        /// 免担保免抵押
        collateral_free: Option<bool>,
    },
    /// How long the arrangement runs.
    Tenor {
        /// Years.
        years: Option<Decimal>,
    },
    /// 免租金
    RentFree,
    /// 补贴: an amount or a percentage of something.
    Subsidy {
        /// Yuan for each `per`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Decimal>,
        /// Upper end of a range of amounts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        upper: Option<Decimal>,
        /// Percent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        percent: Option<Decimal>,
        /// What is subsidised, `rent`, `premium`, `interest`, or the text's word.
        #[serde(default)]
        of: Option<String>,
        /// For each of whom.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        per: Vec<Per>,
    },
    /// A type that this version does not list. What it provided is not kept.
    #[serde(other)]
    Unlisted,
}

impl Provision {
    /// The code of its type, as it stands in JSON; `None` for a type that this version does not list.
    ///
    /// ```
    /// use lianjie_core::Provision;
    ///
    /// assert_eq!(Provision::RentFree.code(), Some("rent_free"));
    /// ```
    pub fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::GuaranteedReturn { .. } => "guaranteed_return",
            Self::SecondaryDividend { .. } => "secondary_dividend",
            Self::ProfitSplit { .. } => "profit_split",
            Self::LossBearing { .. } => "loss_bearing",
            Self::RiskShare { .. } => "risk_share",
            Self::Stake { .. } => "stake",
            Self::FixedPayout { .. } => "fixed_payout",
            Self::Loan { .. } => "loan",
            Self::Tenor { .. } => "tenor",
            Self::RentFree => "rent_free",
            Self::Subsidy { .. } => "subsidy",
            Self::Unlisted => return None,
        })
    }

    /// What its type means and what Chinese reports call it; `None` for a type that this version does not list.
    pub fn gloss(&self) -> Option<&'static crate::Gloss> {
        crate::gloss("term", self.code()?)
    }
}

/// One party's part of a division: 「公司、贫困户、村集体按5∶4∶1分配」 gives enterprise 5, household 4,
/// village_collective 1.
///
/// *Units*: the text's own proportion; parts of one division need not add up to 10 or 100.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Share {
    /// Who.
    pub party: Party,
    /// How much, in the text's own proportion.
    #[serde(deserialize_with = "crate::exact::one")]
    pub share: Decimal,
}

codes! {
    /// Role of a party in a scheme.
    Party "party" {
        /// 政府
        Government = "government",
        /// 支部 基层组织
        PartyBranch = "party_branch",
        /// 公司 企业 龙头企业
        Enterprise = "enterprise",
        /// 合作社
        Cooperative = "cooperative",
        /// 贫困户 农户
        Household = "household",
        /// 家庭农场
        FamilyFarm = "family_farm",
        /// 大户
        LargeGrower = "large_grower",
        /// 基地
        Base = "base",
        /// 园区
        Park = "park",
        /// 景区
        ScenicArea = "scenic_area",
        /// 银行
        Bank = "bank",
        /// 保险公司
        Insurer = "insurer",
        /// 村集体
        VillageCollective = "village_collective",
        /// 村
        Village = "village",
        /// 车间
        Workshop = "workshop",
        /// 平台
        Platform = "platform",
        /// 产业
        Industry = "industry",
        /// Any other.
        Other = "other",
    }
}

codes! {
    /// How a household is tied.
    Tie "tie" {
        /// 流转 租金
        LandRent = "land_rent",
        /// 务工 薪金 就业
        Wage = "wage",
        /// 入股 股金 分红
        EquityDividend = "equity_dividend",
        /// 保底分红
        GuaranteedDividend = "guaranteed_dividend",
        /// 二次分红
        SecondaryDividend = "secondary_dividend",
        /// 按比例分成
        ProfitSplit = "profit_split",
        /// 资产收益
        AssetIncome = "asset_income",
        /// 订单 回购 合同收购
        PurchaseContract = "purchase_contract",
        /// 寄养 托养
        EntrustedRaising = "entrusted_raising",
        /// 户贷户用
        LoanSelfUse = "loan_self_use",
        /// 户贷企用 带资入企
        LoanToEnterprise = "loan_to_enterprise",
        /// 企贷户用
        EnterpriseLoan = "enterprise_loan",
        /// 承包 返租倒包
        ContractOperation = "contract_operation",
        /// 农家乐 自主经营
        SelfOperation = "self_operation",
        /// 培训
        Training = "training",
        /// 保险
        Insurance = "insurance",
        /// 劳务
        ProcurementOfLabour = "procurement_of_labour",
        /// 补贴
        Subsidy = "subsidy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_terms() {
        for json in [
            r#"{"type":"guaranteed_return","rate_percent":"10","bound":"at_least","base":"principal","per":["year"],"evidence":[[3,9]]}"#,
            r#"{"type":"profit_split","shares":[{"party":"enterprise","share":"5"},{"party":"household","share":"4"}],"evidence":[]}"#,
            r#"{"type":"rent_free","evidence":[[0,2]]}"#,
            r#"{"type":"subsidy","percent":"100","of":"premium","evidence":[[0,2]]}"#,
        ] {
            let term: Term = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&term).unwrap(), json);
        }
    }
}
