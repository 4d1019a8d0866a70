//! Quantities as the text prints them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Span;
use crate::code::codes;

/// A quantity of the text: 「当年放出小额信贷2.46亿元」 holds `2.46亿元`, value 246000000 yuan, quantum
/// 1000000.
///
/// The value is what the digits say, exactly; what the writer hedged (`近` `余` `至少`) is in `bound`. A
/// figure cannot hold two units, a sum without unit word, or a calendar date.
///
/// *Units*: money in yuan (CNY), percentages in percent, lengths in kilometres, everything else in the unit
/// that `unit` names.
///
/// ```
/// use lianjie_core::{Bound, Decimal, Figure, Interval, Per, Span, Unit};
///
/// let figure = Figure {
///     span: Span::new(2, 9).unwrap(),
///     text: "增收845元余".to_owned(),
///     value: Some(Decimal::from(845)),
///     upper: None,
///     parts: None,
///     unit: Unit::Yuan,
///     bound: Bound::Over,
///     quantum: Some(Decimal::ONE),
///     per: vec![Per::Household],
/// };
/// let allowed = Interval::of(&figure).unwrap();
/// assert!(allowed.meets(&Interval::exact(Decimal::from(845))));
/// assert!(!allowed.meets(&Interval::exact(Decimal::from(840))));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// Where it stands, unit and touching approximators included.
    pub span: Span,
    /// The quote.
    pub text: String,
    /// The value in the base unit; `None` for a ratio.
    pub value: Option<Decimal>,
    /// Upper end of a range: `5—10倍` has value 5, upper 10.
    pub upper: Option<Decimal>,
    /// The terms of a ratio: `1∶2∶7`.
    pub parts: Option<Vec<Decimal>>,
    /// What is counted or measured.
    pub unit: Unit,
    /// How firm the text is about the value.
    pub bound: Bound,
    /// Size of the last printed digit in the base unit: `2.92亿元` 1000000, `20多万元` 10000.
    pub quantum: Option<Decimal>,
    /// What one unit of it is for: `每户每年分红2500元` is per household and year.
    #[serde(default)]
    pub per: Vec<Per>,
}

/// A figure's value where a record uses it: 「户均增收2000元以上」 is the outcome income_gain_per_household of a program,
/// 2000 yuan, at_least.
///
/// `value` may differ from the figure's own when the audit repaired digits that the page ran together.
///
/// *Units*: as in [`Figure`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Measured {
    /// The value in the base unit; `None` for a ratio.
    pub value: Option<Decimal>,
    /// Upper end of a range.
    pub upper: Option<Decimal>,
    /// What is counted or measured.
    pub unit: Unit,
    /// How firm the text is about the value.
    pub bound: Bound,
    /// Index into the report's figures.
    pub figure: usize,
}

impl Figure {
    /// This figure as a value of a record; `index` is its place in the report's figures.
    pub fn measured(&self, index: usize) -> Measured {
        Measured { value: self.value, upper: self.upper, unit: self.unit, bound: self.bound, figure: index }
    }
}

codes! {
    /// What a figure counts or measures: `户` household, `万亩` mu, `个百分点` percentage point.
    Unit "unit" {
        /// 元 and its multiples.
        Yuan = "yuan",
        /// % 成 fractions.
        Percent = "percent",
        /// 百分点
        PercentagePoint = "percentage_point",
        /// `1∶2∶7`
        Ratio = "ratio",
        /// 倍
        Times = "times",
        /// 亩
        Mu = "mu",
        /// 公顷
        Hectare = "hectare",
        /// 平方米
        SqM = "sq_m",
        /// 平方公里
        SqKm = "sq_km",
        /// Lengths, in kilometres.
        Km = "km",
        /// 斤
        Jin = "jin",
        /// 公斤
        Kg = "kg",
        /// 吨
        Tonne = "tonne",
        /// 瓦
        Watt = "watt",
        /// 度 千瓦时
        Kwh = "kwh",
        /// Durations.
        Year = "year",
        /// Durations.
        Month = "month",
        /// Durations.
        Day = "day",
        /// Durations.
        Hour = "hour",
        /// 岁
        Age = "age",
        /// 户
        Household = "household",
        /// 人 名
        Person = "person",
        /// 人次
        PersonTime = "person_time",
        /// 村
        Village = "village",
        /// 社区
        Community = "community",
        /// 乡镇
        Township = "township",
        /// 县
        County = "county",
        /// 企业
        Enterprise = "enterprise",
        /// 合作社
        Cooperative = "cooperative",
        /// 家庭农场
        FamilyFarm = "family_farm",
        /// 项目
        Project = "project",
        /// 基地
        Base = "base",
        /// 园区
        Park = "park",
        /// 笔
        Loan = "loan",
        /// 头 只 羽 匹
        Animal = "animal",
        /// 株 棵
        Plant = "plant",
        /// 大棚
        Greenhouse = "greenhouse",
        /// 车间 社区工厂
        Workshop = "workshop",
        /// 电站 服务站
        Station = "station",
        /// 工作队 组
        Team = "team",
        /// 政策 方案 措施 办法
        Measure = "measure",
        /// 产业
        Industry = "industry",
        /// Anything else counted.
        Count = "count",
    }
}

codes! {
    /// How firm the text is about a value.
    Bound "bound" {
        /// Nothing hedges it.
        Exact = "exact",
        /// 约 左右 大约 来
        About = "about",
        /// 近 将近
        Nearly = "nearly",
        /// 余 多 超过 突破
        Over = "over",
        /// 至少 不低于 不少于 以上
        AtLeast = "at_least",
        /// 最高 不超过 以下 以内
        AtMost = "at_most",
    }
}

codes! {
    /// What one unit of a figure is for: 户均 is per household, `1400元` of 一亩地年收入 is per mu and year.
    Per "per" {
        /// 户均 每户
        Household = "household",
        /// 人均 每人
        Person = "person",
        /// 村均 每村
        Village = "village",
        /// 亩均 每亩
        Mu = "mu",
        /// 每年 年均
        Year = "year",
        /// 每月 月均
        Month = "month",
        /// 每天 日均
        Day = "day",
        /// Anything else: 每斤 每株 每个
        Item = "item",
    }
}
