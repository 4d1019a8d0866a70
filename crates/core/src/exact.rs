//! Decimals as people write them down by hand: strings or whole numbers are read, floating point is not.
//!
//! The JSON form of a parsed report has strings throughout. Contracts and cases are written by hand too, where
//! `"years": 3` and `"share": 40` are natural; a number with a point stays an error, because it has been a float.

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A decimal that reads strings and whole numbers.
struct Exact(Decimal);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Exact;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a decimal as a string of digits or a whole number")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Exact, E> {
                Decimal::from_str_exact(text)
                    .map(Exact)
                    .map_err(|_| E::custom(format_args!("{text:?} is no decimal number")))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Exact, E> {
                Ok(Exact(value.into()))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Exact, E> {
                Ok(Exact(value.into()))
            }
        }
        deserializer.deserialize_any(Number)
    }
}

/// A decimal.
pub(crate) fn one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    Exact::deserialize(deserializer).map(|exact| exact.0)
}

/// A decimal or `null`.
pub(crate) fn option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    Ok(Option::<Exact>::deserialize(deserializer)?.map(|exact| exact.0))
}

/// Two decimals or `null`.
pub(crate) fn pair<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<[Decimal; 2]>, D::Error> {
    Ok(Option::<[Exact; 2]>::deserialize(deserializer)?.map(|pair| pair.map(|exact| exact.0)))
}

/// A value of each year, or `null`.
pub(crate) fn yearly<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<crate::settle::Yearly<Decimal>>, D::Error> {
    use crate::settle::Yearly;
    Ok(match Option::<Yearly<Exact>>::deserialize(deserializer)? {
        None => None,
        Some(Yearly::Same(exact)) => Some(Yearly::Same(exact.0)),
        Some(Yearly::Each(values)) => Some(Yearly::Each(values.into_iter().map(|exact| exact.0).collect())),
    })
}

#[cfg(test)]
mod tests {
    use crate::settle::{Case, Clause};

    #[test]
    fn reads_whole_numbers_and_strings() {
        let case: Case = serde_json::from_str(
            r#"{"guaranteed_percent":8,"loan":{"years":3,"percent":"4.35"},"purchase":{"quantity":[100,"2.5"]}}"#,
        )
        .unwrap();
        assert_eq!(case.loan.years, Some(3.into()));
        let written = serde_json::to_string(&case).unwrap();
        assert_eq!(serde_json::from_str::<Case>(&written).unwrap(), case);
        let split = r#"{"type":"profit_split","shares":[{"party":"household","share":40}]}"#;
        assert!(serde_json::from_str::<Clause>(split).is_ok());
        let guarantee: Clause =
            serde_json::from_str(r#"{"type":"guaranteed_return","floor":"beside"}"#).unwrap();
        assert_eq!(guarantee.kind(), "guaranteed_return");
    }

    #[test]
    fn rejects_floating_point() {
        for json in
            [r#"{"loan":{"percent":4.35}}"#, r#"{"guaranteed_percent":"8%"}"#, r#"{"land":{"mu":1e3}}"#]
        {
            assert!(serde_json::from_str::<Case>(json).is_err(), "{json}");
        }
    }
}
