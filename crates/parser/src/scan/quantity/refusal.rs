//! Why a number makes no quantity.

use lianjie_core::Decimal;

/// The reason that the scanner stepped over a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// 十三五
    PlanPeriod,
    /// A row of the set phrases: 一村一品.
    SetPhrase,
    /// Arabic digits of a date, a code, a telephone number.
    Code,
    /// It is joined to a neighbour with a plus sign: “5+”模式.
    Joined,
    /// 第三
    Ordinal,
    /// Chinese digits one by one: a year or a name.
    Digits,
    /// What follows only begins like a unit, or is a calendar's.
    NoUnit,
    /// A slogan, a name, a rank, an ordinal without 第.
    Phrase,
    /// 一 as an article.
    Article,
    /// Neither a unit beside it nor a noun that gives one.
    Bare,
}

impl Refusal {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::PlanPeriod => "plan_period",
            Self::SetPhrase => "set_phrase",
            Self::Code => "code",
            Self::Joined => "joined",
            Self::Ordinal => "ordinal",
            Self::Digits => "digits",
            Self::NoUnit => "no_unit",
            Self::Phrase => "phrase",
            Self::Article => "article",
            Self::Bare => "bare",
        }
    }

    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::PlanPeriod => "it names a plan period",
            Self::SetPhrase => "it is part of a set phrase of the lexicon, whose number does not count",
            Self::Code => "its digits are a date, a code, a version or a telephone number",
            Self::Joined => "a plus sign joins it to what stands beside it: the name of a model or a slogan",
            Self::Ordinal => "it is an ordinal",
            Self::Digits => "it is written digit by digit: a year or a name",
            Self::NoUnit => "what follows it only begins like a unit, or is one of the calendar",
            Self::Phrase => "it stands in a slogan, a name or a rank, and counts nothing",
            Self::Article => "the number one stands here as an article",
            Self::Bare => "no unit stands beside it, and no noun of its clause gives it one",
        }
    }
}

/// A number as it is printed, before its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    /// What its digits and scale words say.
    pub(crate) value: Decimal,
    /// What the scale words after Arabic digits multiply by.
    pub(crate) scale: Decimal,
    /// How it is written.
    pub(crate) form: &'static str,
}
