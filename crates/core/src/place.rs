//! Administrative places.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::code::codes;

/// An administrative division: `平山县` in `河北省 / 石家庄市`.
///
/// 「平山县岗南镇李家庄村」 is a village with the path 河北省, 石家庄市, 平山县, 岗南镇, 李家庄村 and without an adcode.
/// A scenic area, a river basin or 某某一带 is no place; the division that holds it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Canonical full name in simplified script, as of the document's year.
    pub name: String,
    /// Administrative level.
    pub level: PlaceLevel,
    /// GB/T 2260 code for county and above; `None` below, and where a name stayed ambiguous.
    pub adcode: Option<Adcode>,
    /// Names from province down to the place itself; only what is known.
    pub path: Vec<String>,
}

codes! {
    /// Level of an administrative division.
    PlaceLevel "place_level" {
        /// 国家
        Country = "country",
        /// 省 自治区 直辖市
        Province = "province",
        /// 地级市 地区 自治州 盟
        Prefecture = "prefecture",
        /// 县 县级市 区 旗
        County = "county",
        /// 乡 镇 街道
        Township = "township",
        /// 村 社区
        Village = "village",
    }
}

/// A six-digit division code of GB/T 2260, `130131` for 平山县.
///
/// Invariant: six ASCII digits. Whether the code was ever issued is the gazetteer's to say.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Adcode([u8; 6]);

/// A text that is no division code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a six-digit division code")]
pub struct AdcodeError(String);

impl Adcode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl std::str::FromStr for Adcode {
    type Err = AdcodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        <[u8; 6]>::try_from(text.as_bytes())
            .ok()
            .filter(|digits| digits.iter().all(u8::is_ascii_digit))
            .map(Self)
            .ok_or_else(|| AdcodeError(text.to_owned()))
    }
}

impl TryFrom<String> for Adcode {
    type Error = AdcodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Adcode> for String {
    fn from(code: Adcode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for Adcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Adcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Adcode;

    #[test]
    fn reads_six_digits_only() {
        assert_eq!("130131".parse::<Adcode>().unwrap().to_string(), "130131");
        for wrong in ["", "13013", "1301311", "13013a", "１３０１３１"] {
            assert!(wrong.parse::<Adcode>().is_err(), "{wrong}");
        }
    }
}
