//! Who pays and who is paid.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{CodeError, Party};

/// One side of a flow: a party of the scheme, a fund set aside, or the market in which the operator earns or loses.
///
/// All households are one account, `household`; [`Settlement::by_household`](super::Settlement::by_household) divides
/// what they get among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// A party by its role.
    Party(Party),
    /// 风险补偿金
    CompensationFund,
    /// 担保基金
    GuaranteeFund,
    /// Everybody outside: customers, suppliers, luck.
    Market,
}

impl Account {
    /// All households together.
    pub const HOUSEHOLD: Self = Self::Party(Party::Household);

    /// The account as it stands in JSON.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Party(party) => party.as_str(),
            Self::CompensationFund => "compensation_fund",
            Self::GuaranteeFund => "guarantee_fund",
            Self::Market => "market",
        }
    }
}

impl From<Party> for Account {
    fn from(party: Party) -> Self {
        Self::Party(party)
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Account {
    type Err = CodeError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        match code {
            "compensation_fund" => Ok(Self::CompensationFund),
            "guarantee_fund" => Ok(Self::GuaranteeFund),
            "market" => Ok(Self::Market),
            _ => code.parse().map(Self::Party),
        }
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        code.parse().map_err(de::Error::custom)
    }
}
