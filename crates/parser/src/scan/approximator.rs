//! Words that hedge a number: takes the place of a number, gives the bound that touches it.

use lianjie_core::Bound;

use super::numeral::{Numeral, NumeralKind};
use crate::lexicon::{Class, Lexicon};
use crate::reading::size;

/// What touches a number on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Touch {
    pub(super) bound: Option<Bound>,
    /// Where the approximator starts (before) or ends (after).
    pub(super) at: u32,
    /// 其余, 剩下: what is counted has been named before.
    pub(super) rest: bool,
    /// 第: the number is an ordinal.
    pub(super) ordinal: bool,
}

/// The hedge that ends where the number starts.
pub(super) fn before(lexicon: &Lexicon, text: &str, numeral: &Numeral) -> Touch {
    let start = numeral.range.start;
    let none = Touch { at: start, ..Touch::default() };
    let Some(hit) = lexicon.ends_at(Class::Approximator, text, start) else {
        return none;
    };
    if !hit.attr.starts_with("before") {
        return none;
    }
    match hit.code {
        "rest" => Touch { rest: true, ..none },
        "ordinal" => Touch { ordinal: true, ..none },
        code => match Bound::from_code(code) {
            Some(_) if hit.attr.ends_with("bare") && numeral.kind != NumeralKind::Scale => none,
            Some(bound) => Touch { bound: Some(bound), at: hit.range.start, ..none },
            None => none,
        },
    }
}

/// The hedge that starts where the unit ends. `timed` allows 多 and 余 after the unit: 两年多.
pub(super) fn after(lexicon: &Lexicon, text: &str, at: u32, timed: bool) -> Touch {
    let none = Touch { at, ..Touch::default() };
    match lexicon.starts_at(Class::Approximator, text, at) {
        Some(hit)
            if hit.attr == "after"
                || timed && hit.attr == "after within"
                || timed && hit.attr == "after time" && ends_phrase(text, hit.range.end) =>
        {
            Touch { bound: Bound::from_code(hit.code), at: hit.range.end, ..none }
        }
        _ => none,
    }
}

/// 多 and 余 after a unit count only where no noun follows: 两年多, but not 五亩多肉植物.
fn ends_phrase(text: &str, at: u32) -> bool {
    text.get(size(at)..).and_then(|rest| rest.chars().next()).is_none_or(|c| {
        !super::token::is_han(c) || matches!(c, '的' | '来' | '了' | '里' | '前' | '后' | '时' | '地' | '田')
    })
}

/// One bound out of the hedges before, among and after the digits.
pub(super) fn join(before: Option<Bound>, among: Option<Bound>, after: Option<Bound>) -> Bound {
    match (before, among, after) {
        // 近1300余万元 says both less and more.
        (Some(Bound::Nearly), Some(Bound::Over), _) | (Some(Bound::Over), Some(Bound::Nearly), _) => {
            Bound::About
        }
        // 约3万吨以上 is a floor.
        (Some(Bound::About), _, Some(bound @ (Bound::AtLeast | Bound::AtMost)))
        | (Some(bound), _, _)
        | (None, _, Some(bound))
        | (None, Some(bound), None) => bound,
        (None, None, None) => Bound::Exact,
    }
}
