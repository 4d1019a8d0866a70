//! What a figure measures, and of whom.

use std::collections::BTreeMap;

use crate::Measured;
use crate::code::codes;

/// Measures with their values, in the order of the code list.
pub type MeasureMap = BTreeMap<Measure, Measured>;

codes! {
    /// What a figure measures: in 「带动贫困户775户，户均增收845元」 `775户` is households_benefited and `845元`
    /// income_gain_per_household.
    Measure "measure" {
        /// Stock of households.
        Households = "households",
        /// Stock of persons in a group smaller than the population.
        Persons = "persons",
        /// Stock of villages.
        Villages = "villages",
        /// 总人口
        Population = "population",
        /// 农业人口 乡村人口
        RuralPopulation = "rural_population",
        /// 劳动力
        LabourForce = "labour_force",
        /// Land that is not sown or planted by the sentence.
        Area = "area",
        /// 贫困发生率
        PovertyIncidence = "poverty_incidence",
        /// Households that left poverty.
        HouseholdsLifted = "households_lifted",
        /// Persons who left poverty.
        PersonsLifted = "persons_lifted",
        /// Villages that left the list.
        VillagesLifted = "villages_lifted",
        /// Households reached.
        HouseholdsBenefited = "households_benefited",
        /// Persons reached.
        PersonsBenefited = "persons_benefited",
        /// Villages reached.
        VillagesBenefited = "villages_benefited",
        /// 覆盖率
        CoverageRate = "coverage_rate",
        /// Posts and people in them.
        Jobs = "jobs",
        /// People trained.
        Trainees = "trainees",
        /// 户均增收
        IncomeGainPerHousehold = "income_gain_per_household",
        /// 人均增收
        IncomeGainPerCapita = "income_gain_per_capita",
        /// 户均分红
        DividendPerHousehold = "dividend_per_household",
        /// 分红 of one family, a village or all.
        Dividend = "dividend",
        /// 工资
        Wage = "wage",
        /// 租金
        Rent = "rent",
        /// 人均收入
        IncomePerCapita = "income_per_capita",
        /// 户均收入
        IncomePerHousehold = "income_per_household",
        /// What one family earned.
        HouseholdIncome = "household_income",
        /// 劳务收入 of a group.
        LabourIncome = "labour_income",
        /// Public and assisting money.
        Funding = "funding",
        /// 贷款
        Loan = "loan",
        /// 投资
        Investment = "investment",
        /// 捐赠
        Donation = "donation",
        /// 补贴 补助 奖励
        Subsidy = "subsidy",
        /// 产值
        OutputValue = "output_value",
        /// 收入 of an enterprise, an industry, a village.
        Revenue = "revenue",
        /// 销售额
        Sales = "sales",
        /// 资产收益
        AssetIncome = "asset_income",
        /// Number of loans.
        LoanCount = "loan_count",
        /// Rates that no other measure names: interest, return, reimbursement, completion.
        Rate = "rate",
        /// 同比增长
        Growth = "growth",
        /// 占比 shares
        Share = "share",
        /// 放大倍数
        Leverage = "leverage",
        /// Enterprises.
        Enterprises = "enterprises",
        /// Cooperatives.
        Cooperatives = "cooperatives",
        /// Projects.
        Projects = "projects",
        /// Bases.
        Bases = "bases",
        /// Parks.
        Parks = "parks",
        /// Stations.
        Stations = "stations",
        /// Animals.
        Livestock = "livestock",
        /// Land sown or planted.
        PlantedArea = "planted_area",
        /// Policies and plans.
        Policies = "policies",
        /// Cadres, teams, guarantors.
        Staff = "staff",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// Whom a figure is of.
    Group "group" {
        /// 贫困户 建档立卡 脱贫户: poor households, persons or villages.
        Poor = "poor",
        /// Everybody else.
        All = "all",
    }
}
