//! The code lists of the JSON form: enums that read and write snake-case codes, and keep one that this
//! version does not know.

use std::fmt;

/// A code that this version of the library does not list, kept as it was read.
///
/// Holds up to 31 bytes in place, so that code enums stay `Copy`; a longer word is no code. It comes from reading
/// only, so that one code never has two forms: a listed one is always its own variant.
///
/// ```
/// use lianjie_core::Unit;
///
/// let later: Unit = "furlong".parse()?;
/// assert!(matches!(later, Unit::Unlisted(code) if code.as_str() == "furlong"));
/// assert_eq!("mu".parse::<Unit>()?, Unit::Mu);
/// assert_eq!("".parse::<Unit>().unwrap_err().to_string(), "\"\" is no code: it is empty");
/// # Ok::<(), lianjie_core::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnlistedCode {
    bytes: [u8; 31],
    len: u8,
}

impl UnlistedCode {
    pub(crate) fn new(code: &str) -> Result<Self, CodeError> {
        let mut bytes = [0; 31];
        let (Some(room), Ok(len)) = (bytes.get_mut(..code.len()), u8::try_from(code.len())) else {
            return Err(CodeError::Long(code.to_owned()));
        };
        if len == 0 {
            return Err(CodeError::Empty);
        }
        room.copy_from_slice(code.as_bytes());
        Ok(Self { bytes, len })
    }

    /// The code as read.
    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|used| std::str::from_utf8(used).ok()).unwrap_or("")
    }
}

impl fmt::Display for UnlistedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for UnlistedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

/// A text that is no code, listed or not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// Not stated is `None`, never an empty code.
    #[error("\"\" is no code: it is empty")]
    Empty,
    /// A sentence rather than a code.
    #[error("{0:?} is no code: it is longer than 31 bytes")]
    Long(String),
}

/// Declares a code list under its name in the glossary: an enum with one variant a code, `ALL`, `as_str`, `gloss`,
/// `FromStr`, `Display` and the serde form. `FromStr` and serde keep a code that is not listed; `from_code` gives `None`
/// for it.
macro_rules! codes {
    ($(#[$outer:meta])* $name:ident $list:literal { $($(#[$inner:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$inner])* #[doc = concat!("`", $code, "`")] $variant,)+
            /// A code that this version does not list.
            Unlisted($crate::UnlistedCode),
        }

        impl $name {
            /// Every listed code, in the order of the model.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands in JSON.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Unlisted(code) => code.as_str(),
                }
            }

            /// What the code means and what Chinese reports call it; `None` for a code that is not listed.
            pub fn gloss(&self) -> Option<&'static $crate::Gloss> {
                $crate::gloss($list, self.as_str())
            }

            /// The code in English words, for a person; a code without any stands for itself.
            pub fn label(&self) -> &str {
                self.gloss().map_or_else(|| self.as_str(), |gloss| gloss.english)
            }

            /// The listed variant of a code; `None` when this version does not list it.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::CodeError;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match Self::from_code(code) {
                    Some(listed) => Ok(listed),
                    None => $crate::UnlistedCode::new(code).map(Self::Unlisted),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                code.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use codes;

#[cfg(test)]
mod tests {
    use crate::Unit;

    #[test]
    fn reads_and_writes_codes() {
        for unit in Unit::ALL {
            let json = serde_json::to_string(unit).unwrap();
            assert_eq!(serde_json::from_str::<Unit>(&json).unwrap(), *unit);
            assert_eq!(unit.to_string().parse::<Unit>().unwrap(), *unit);
        }
    }

    #[test]
    fn keeps_a_code_of_a_later_version() {
        let unit: Unit = serde_json::from_str("\"furlong\"").unwrap();
        assert!(matches!(unit, Unit::Unlisted(_)));
        assert_eq!(serde_json::to_string(&unit).unwrap(), "\"furlong\"");
        assert_eq!(unit.to_string().parse::<Unit>().unwrap(), unit);
    }

    #[test]
    fn rejects_what_is_no_code() {
        assert!(serde_json::from_str::<Unit>(&format!("\"{}\"", "x".repeat(32))).is_err());
        assert!(serde_json::from_str::<Unit>("\"\"").is_err());
    }
}
