//! Takes values of records, gives them as people write them: `18,360,000 yuan`, `at least 2,500 yuan per household`.

use lianjie_core::{Bound, Decimal, Figure, Measured, Per, Period, Place, Unit, gloss};

/// A code as words: `guaranteed_return` is `guaranteed return`.
pub(super) fn code(code: &str) -> String {
    code.replace('_', " ")
}

/// A code of a list as words with the term of the field: `population 人口`.
pub(super) fn label(list: &str, code: &str) -> String {
    match gloss(list, code) {
        Some(gloss) => format!("{} {}", self::code(code), gloss.chinese),
        None => self::code(code),
    }
}

/// A number with its thousands apart.
pub(super) fn number(value: Decimal) -> String {
    let plain = value.to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number in its unit.
pub(super) fn quantity(value: Decimal, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{} %", number(value)),
        unit => format!("{} {}", number(value), code(unit.as_str())),
    }
}

/// The word before a hedged value, with a space behind it.
pub(super) fn bound(bound: Bound) -> String {
    match bound {
        Bound::Exact => String::new(),
        bound => format!("{} ", code(bound.as_str())),
    }
}

/// ` per household and year`
pub(super) fn per(per: &[Per]) -> String {
    let words: Vec<String> = per.iter().map(|per| code(per.as_str())).collect();
    if words.is_empty() { String::new() } else { format!(" per {}", words.join(" and ")) }
}

/// What a figure says.
pub(super) fn figure(figure: &Figure) -> String {
    match &figure.parts {
        Some(parts) => parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" : "),
        None => {
            format!("{}{}", range(figure.value, figure.upper, figure.unit, figure.bound), per(&figure.per))
        }
    }
}

/// A value of a record; `figures` has the terms of a ratio.
pub(super) fn measured(measured: &Measured, figures: &[Figure]) -> String {
    match (measured.value, figures.get(measured.figure)) {
        (None, Some(ratio)) => figure(ratio),
        (value, _) => range(value, measured.upper, measured.unit, measured.bound),
    }
}

fn range(value: Option<Decimal>, upper: Option<Decimal>, unit: Unit, hedge: Bound) -> String {
    let Some(value) = value else { return "—".to_owned() };
    match upper {
        Some(upper) => format!("{}{} to {}", bound(hedge), number(value), quantity(upper, unit)),
        None => format!("{}{}", bound(hedge), quantity(value, unit)),
    }
}

/// A place by its path.
pub(super) fn place(place: &Place) -> String {
    if place.path.is_empty() { place.name.clone() } else { place.path.join(" ") }
}

/// A stretch of days, shortened where it is a whole year.
pub(super) fn period(period: &Period) -> String {
    match period.calendar_year() {
        Some(year) if Period::year(year) == Some(*period) => year.to_string(),
        _ => period.to_string(),
    }
}

/// At most `most` characters, the rest as an ellipsis; line breaks of the page layout left out.
pub(super) fn short(text: &str, most: usize) -> String {
    let mut out: String = text.chars().filter(|ch| !ch.is_control()).take(most + 1).collect();
    if out.chars().count() > most {
        out.pop();
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_thousands_apart() {
        for (value, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-26400000", "−26,400,000"),
            ("1234.5678", "1,234.5678"),
            ("0.0045", "0.0045"),
        ] {
            assert_eq!(number(value.parse().unwrap()), expected);
        }
    }

    #[test]
    fn shortens_by_characters() {
        assert_eq!(short("龙沟村", 3), "龙沟村");
        assert_eq!(short("龙沟\n村菇农", 3), "龙沟村…");
    }

    #[test]
    fn whole_years_are_years() {
        assert_eq!(period(&Period::year(2017).unwrap()), "2017");
        assert_eq!(period(&Period::month(2017, 2).unwrap()), "2017-02-01 to 2017-02-28");
    }
}
