//! Tokens that hold digits but are no quantities: takes a text and the byte where a number would start, gives how
//! far to step over.

use super::numeral::{arabic_end, chinese_digit};
use crate::reading::size;

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

pub(super) fn char_at(text: &str, at: u32) -> Option<char> {
    text.get(size(at)..)?.chars().next()
}

/// End of the token when the Arabic digits at `at` are part of a date, code, telephone number or version.
pub(super) fn code_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let end = arabic_end(rest);
    let before = char_before(text, at);
    let glued = before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '@' | '#' | '№'));
    let zero = rest.starts_with('0') && !rest.get(1..).is_some_and(|tail| tail.starts_with('.') || end == 1);
    if glued || zero || dotted(rest) || long(rest, end) {
        let run = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '/' | '-' | ':' | '_' | '@'));
        return Some(at + run.unwrap_or(rest.len()).max(1));
    }
    None
}

/// 2018-07-02, 2018.3.15, 10/12/2018, 1.2.3: three numbers with one separator.
fn dotted(rest: &str) -> bool {
    let digits = |tail: &str| tail.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(rest);
    let Some(separator) = rest.get(first..).and_then(|tail| tail.chars().next()) else {
        return false;
    };
    if !matches!(separator, '-' | '.' | '/') {
        return false;
    }
    let second = rest.get(first + 1..).map_or(0, digits);
    let third = first + 1 + second;
    second > 0
        && rest.get(third..).is_some_and(|tail| tail.starts_with(separator))
        && rest.get(third + 1..).is_some_and(|tail| digits(tail) > 0)
}

/// Registration and card numbers: more digits than any printed quantity has, and no separator.
fn long(rest: &str, end: usize) -> bool {
    end > 15 && !rest.get(..end).is_some_and(|printed| printed.contains([',', ' ', '.']))
}

/// 十三五, 十四五: plan periods.
pub(super) fn plan_period_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix('十')?;
    let mut chars = rest.chars();
    let (plan, five) = (chars.next()?, chars.next()?);
    let counts = chars.next().is_some_and(|c| matches!(c, '个' | '户' | '人' | '年' | '万' | '亩' | '天'));
    (chinese_digit(plan).is_some_and(|d| d > 0) && five == '五' && !counts).then_some(at + 9)
}

/// Whether the number is a year of the calendar when 年 follows.
pub(super) fn is_year(value: lianjie_core::Decimal) -> bool {
    (lianjie_core::Decimal::from(1900)..=lianjie_core::Decimal::from(2100)).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_over_codes() {
        for (text, end) in [("0851-6620000 ", 12), ("2018-07-02", 10), ("2018.3.15", 9), ("1.2.3", 5)] {
            assert_eq!(code_end(text, 0), Some(end), "{text}");
        }
        assert_eq!(code_end("G5", 1), Some(2));
        assert_eq!(plan_period_end("十三五期间", 0), Some(9));
    }

    #[test]
    fn rejects_quantities() {
        for text in ["0.5元", "3-5%", "1:2:7", "12.5万", "0"] {
            assert_eq!(code_end(text, 0), None, "{text}");
        }
        assert_eq!(plan_period_end("十几户", 0), None);
        assert_eq!(plan_period_end("十五户", 0), None);
    }
}
