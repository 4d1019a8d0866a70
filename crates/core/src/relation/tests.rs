//! Relations made of true values and printed at any precision are never called inconsistent.

use proptest::prelude::*;

use super::*;
use crate::{Bound, Figure, Unit};

/// How a writer prints a value.
#[derive(Clone, Copy, Debug)]
enum Style {
    Rounded,
    Truncated,
    Over,
    Nearly,
    About,
    AtLeast,
    AtMost,
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        6 => Just(Style::Rounded),
        3 => Just(Style::Truncated),
        1 => Just(Style::Over),
        1 => Just(Style::Nearly),
        1 => Just(Style::About),
        1 => Just(Style::AtLeast),
        1 => Just(Style::AtMost),
    ]
}

/// `value` as a writer prints it, its last digit of size `10^place`.
fn print(value: Decimal, place: i32, style: Style) -> Figure {
    let quantum = if place >= 0 {
        Decimal::TEN.powi_exact(place)
    } else {
        Decimal::ONE / Decimal::TEN.powi_exact(-place)
    };
    let digits = value / quantum;
    let (printed, bound) = match style {
        Style::Rounded => (digits.round(), Bound::Exact),
        Style::Truncated => (digits.trunc(), Bound::Exact),
        Style::Over => (digits.floor(), Bound::Over),
        Style::Nearly => (digits.ceil(), Bound::Nearly),
        Style::About => (digits.round(), Bound::About),
        Style::AtLeast => (digits.floor(), Bound::AtLeast),
        Style::AtMost => (digits.ceil(), Bound::AtMost),
    };
    Figure {
        span: Span::default(),
        text: String::new(),
        value: Some(printed * quantum),
        upper: None,
        parts: None,
        unit: Unit::Yuan,
        bound,
        quantum: Some(quantum),
        per: Vec::new(),
    }
}

trait Power {
    fn powi_exact(self, exponent: i32) -> Decimal;
}

impl Power for Decimal {
    fn powi_exact(self, exponent: i32) -> Decimal {
        (0..exponent).fold(Decimal::ONE, |product, _| product * self)
    }
}

fn interval(value: Decimal, (place, style): (i32, Style)) -> Interval {
    Interval::of(&print(value, place, style)).unwrap()
}

fn printing() -> impl Strategy<Value = (i32, Style)> {
    (-2..6_i32, style())
}

/// Printed so fine that nothing becomes zero.
fn fine() -> impl Strategy<Value = (i32, Style)> {
    (-2..0_i32, style())
}

fn amount() -> impl Strategy<Value = Decimal> {
    (1_i64..2_000_000_000).prop_map(|cents| Decimal::new(cents, 2))
}

fn meets(implied: Option<Interval>, stated: &Interval) -> bool {
    implied.is_none_or(|implied| implied.meets(stated))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn printing_keeps_the_true_value(value in amount(), how in printing()) {
        prop_assert!(interval(value, how).meets(&Interval::exact(value)));
    }

    #[test]
    fn true_ratios_agree(a in amount(), b in amount(), p in fine(), q in fine(), r in printing()) {
        let (part, whole) = (a.min(b), a.max(b));
        let percent = part * Decimal::ONE_HUNDRED / whole;
        prop_assert!(meets(ratio(&interval(part, p), &interval(whole, q)), &interval(percent, r)));
    }

    #[test]
    fn true_averages_agree(total in amount(), count in 1_u32..100_000, p in printing(), r in printing()) {
        let count = Decimal::from(count);
        let implied = per_unit(&interval(total, p), &Interval::exact(count));
        prop_assert!(meets(implied, &interval(total / count, r)));
    }

    #[test]
    fn true_sums_agree(
        parts in prop::collection::vec((amount(), printing()), 1..8),
        r in printing(),
    ) {
        let total: Decimal = parts.iter().map(|(value, _)| value).sum();
        let printed: Vec<Interval> = parts.iter().map(|(value, how)| interval(*value, *how)).collect();
        prop_assert!(meets(sum(&printed), &interval(total, r)));
    }

    #[test]
    fn true_products_agree(a in amount(), b in 1_u32..10_000, p in printing(), q in fine(), r in printing()) {
        let b = Decimal::from(b);
        prop_assert!(meets(product([&interval(a, p), &interval(b, q)]), &interval(a * b, r)));
    }

    #[test]
    fn true_growth_agrees(before in amount(), increase in amount(), p in fine(), q in fine(), r in fine()) {
        let now = before + increase;
        let percent = increase * Decimal::ONE_HUNDRED / before;
        prop_assert!(meets(growth(&interval(before, p), &interval(now, q)), &interval(percent, r)));
        let fallen = increase * Decimal::ONE_HUNDRED / now;
        prop_assert!(meets(decline(&interval(now, p), &interval(before, q)), &interval(fallen, r)));
        prop_assert!(meets(growth_by(&interval(now, p), &interval(increase, q)), &interval(percent, r)));
    }

    #[test]
    fn true_changes_agree(whole in amount(), a in 1_u32..1000, b in 1_u32..1000, how in (fine(), fine(), fine())) {
        let (from, part) = (whole * Decimal::from(a.max(b)) / Decimal::from(1000), whole * Decimal::from(a.min(b)) / Decimal::from(1000));
        let percent = |value: Decimal| value * Decimal::ONE_HUNDRED / whole;
        let (before, after) = (interval(percent(from), how.0), interval(percent(from - part), how.2));
        prop_assert!(meets(change(&before, &interval(part, how.1), &Interval::exact(whole)), &after));
        prop_assert!(meets(difference(&before, &after), &interval(percent(part), how.1)));
    }
}

#[test]
fn finds_contradictions() {
    let printed =
        |value: &str, quantum: &str| Interval::printed(value.parse().unwrap(), quantum.parse().unwrap());
    let count = |value: u32| Interval::exact(Decimal::from(value));
    // 318万元 over 1516户 is no 2398元.
    assert!(!per_unit(&printed("3180000", "10000"), &count(1516)).unwrap().meets(&printed("2398", "1")));
    // 126.7亿元 of 252亿元 is no 49.7%.
    let share = ratio(&printed("126.7", "0.1"), &printed("252", "1")).unwrap();
    assert!(!share.meets(&printed("49.7", "0.1")));
    assert!(share.is_above(&printed("49.7", "0.1")));
    // 21.48亿元 with an increase of 5.48亿元 may be 34.1%, truncated.
    assert!(
        growth_by(&printed("21.48", "0.01"), &printed("5.48", "0.01"))
            .unwrap()
            .meets(&printed("34.1", "0.1"))
    );
}

#[test]
fn a_check_makes_a_finding() {
    let implied = per_unit(
        &Interval::printed(Decimal::from(3_180_000), Decimal::from(10_000)),
        &Interval::exact(Decimal::from(1516)),
    );
    let check = Check {
        relation: Relation::PerUnit,
        stated: Decimal::from(2398),
        allowed: Interval::printed(Decimal::from(2398), Decimal::ONE),
        implied: implied.unwrap(),
    };
    let finding = check.finding(vec![0, 1, 2], Vec::new(), Provenance::default());
    assert_eq!(finding.verdict, Verdict::Inconsistent);
    assert_eq!(finding.implied.unwrap().map(|end| end.to_string()), ["2094.3271", "2104.2217"]);
}
