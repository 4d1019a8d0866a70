//! What is done for poor households.

use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::{MeasureMap, Period, Place, Provenance, Span};

/// A line of action: 「光伏产业扶贫：建成村级电站73个，覆盖贫困户6354户，户均增收3000元」 is a photovoltaic program with
/// coverage and an outcome.
///
/// *Units*: those of each [`Measured`](crate::Measured) value; money in yuan.
///
/// ```
/// use lianjie_core::{Decimal, Measure, Program, ProgramKind};
///
/// let program: Program = serde_json::from_str(
///     r#"{"name":"光伏产业扶贫","kind":"photovoltaic","evidence":[[0,32]],"coverage":{"households_benefited":
///         {"value":"6354","upper":null,"unit":"household","bound":"exact","figure":1}}}"#,
/// )?;
/// assert_eq!(program.kind, ProgramKind::Photovoltaic);
/// assert_eq!(program.coverage[&Measure::HouseholdsBenefited].value, Some(Decimal::from(6354)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Program {
    /// As the text names it, or a short name made of its words.
    pub name: String,
    /// What kind of action.
    pub kind: ProgramKind,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub period: Option<Period>,
    /// Whom and what it reached.
    #[serde(default)]
    pub coverage: MeasureMap,
    /// What came of it: income and exits.
    #[serde(default)]
    pub outcomes: MeasureMap,
    /// Enterprises, cooperatives and parks that carry it out.
    #[serde(default)]
    pub operators: Vec<String>,
    /// Indexes into the report's funding sources.
    #[serde(default)]
    pub funding: Vec<usize>,
    /// Indexes into the report's schemes.
    #[serde(default)]
    pub schemes: Vec<usize>,
    /// Where the text says so.
    pub evidence: Vec<Span>,
    /// Which rule made it, and how sure.
    #[serde(flatten)]
    pub provenance: Provenance,
}

codes! {
    /// Kind of a program, and the line of action that a figure belongs to.
    ProgramKind "program_kind" {
        /// 种植
        Planting = "planting",
        /// 养殖
        Livestock = "livestock",
        /// 林果
        FruitForestry = "fruit_forestry",
        /// 中药材
        Herbs = "herbs",
        /// 光伏
        Photovoltaic = "photovoltaic",
        /// 旅游
        Tourism = "tourism",
        /// 电商
        Ecommerce = "ecommerce",
        /// 加工, with 卫星工厂 社区工厂 扶贫车间
        Processing = "processing",
        /// 农业园区
        AgriPark = "agri_park",
        /// 金融
        Finance = "finance",
        /// 保险
        Insurance = "insurance",
        /// 资产收益
        AssetIncome = "asset_income",
        /// 就业 务工
        Employment = "employment",
        /// 培训
        Training = "training",
        /// 易地搬迁
        Relocation = "relocation",
        /// 健康 医疗
        Health = "health",
        /// 教育
        Education = "education",
        /// 基础设施
        Infrastructure = "infrastructure",
        /// 造林
        Afforestation = "afforestation",
        /// 集体经济
        CollectiveEconomy = "collective_economy",
        /// 众筹
        Crowdfunding = "crowdfunding",
        /// 社会帮扶
        SocialAid = "social_aid",
        /// 党建
        PartyBuilding = "party_building",
        /// No single kind.
        General = "general",
    }
}
