//! Money as it is spoken: takes the place behind a money word (`块` `元` `毛` `角`), gives the smaller coins told
//! behind it (`2块5`, `三块八`, `3元5角`, `三毛五分`, `两块半`).

use lianjie_core::Decimal;

use super::numeral::{chinese_digit, starts_numeral};
use super::token::{char_at, is_han};
use crate::reading::offset;

/// What is told behind the money word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// In yuan.
    pub(super) value: Decimal,
    /// The size of its last digit, in yuan.
    pub(super) quantum: Decimal,
    pub(super) end: u32,
}

/// A word for money, by its worth and by whether speech leaves the next coin out behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coin {
    /// 元: only with the next coin named.
    Yuan,
    /// 块: 三块八.
    Kuai,
    /// 毛, 角: 三毛五.
    Mao,
}

/// The change behind a coin that ends at the byte.
pub(super) fn change(text: &str, at: u32, coin: Coin) -> Option<Change> {
    let (digit, after) = digit(text, at)?;
    let tenths = Decimal::new(digit, 1);
    let hundredths = Decimal::new(digit, 2);
    let next = char_at(text, after);
    if coin == Coin::Mao {
        let end = if next == Some('分') { after + 3 } else { after };
        return ends(text, end).then_some(Change { value: hundredths, quantum: CENT, end });
    }
    if matches!(next, Some('毛' | '角')) {
        let end = after + 3;
        if let Some(more) = change(text, end, Coin::Mao) {
            return Some(Change { value: tenths.saturating_add(more.value), ..more });
        }
        return Some(Change { value: tenths, quantum: DIME, end });
    }
    (coin == Coin::Kuai && ends(text, after)).then_some(Change { value: tenths, quantum: DIME, end: after })
}

const DIME: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// A single digit, or 半, and where it ends.
fn digit(text: &str, at: u32) -> Option<(i64, u32)> {
    let c = char_at(text, at)?;
    let value = match c {
        '半' => 5,
        _ => c.to_digit(10).or_else(|| chinese_digit(c))?,
    };
    (value > 0).then_some((i64::from(value), at + offset(c.len_utf8())))
}

/// Whether a sum of money may end at the byte: no digit goes on, and no noun that is counted follows (三块五亩的地).
pub(super) fn ends(text: &str, at: u32) -> bool {
    char_at(text, at).is_none_or(|c| {
        !starts_numeral(c)
            && !matches!(c, '.' | '%' | '-')
            && (!is_han(c)
                || matches!(
                    c,
                    '的' | '了'
                        | '钱'
                        | '左'
                        | '上'
                        | '以'
                        | '收'
                        | '卖'
                        | '给'
                        | '补'
                        | '返'
                        | '起'
                        | '到'
                        | '至'
                        | '包'
                        | '回'
                        | '来'
                        | '结'
                        | '付'
                        | '交'
                        | '租'
                ))
    }) || char_at(text, at) == Some('一')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::TextRange;

    #[track_caller]
    fn check(text: &str, coin: Coin, expected: Option<(&str, &str)>) {
        let printed = |end| text.get(TextRange::new(0, end).bytes()).unwrap().to_owned();
        let found = change(text, 0, coin).map(|c| (c.value.to_string(), printed(c.end)));
        assert_eq!(found, expected.map(|(value, printed)| (value.to_owned(), printed.to_owned())), "{text}");
    }

    #[test]
    fn parses_smaller_coins() {
        check("5,一袋", Coin::Kuai, Some(("0.5", "5")));
        check("八收购", Coin::Kuai, Some(("0.8", "八")));
        check("半。", Coin::Kuai, Some(("0.5", "半")));
        check("5角。", Coin::Yuan, Some(("0.5", "5角")));
        check("两毛五分", Coin::Kuai, Some(("0.25", "两毛五分")));
        check("五。", Coin::Mao, Some(("0.05", "五")));
    }

    #[test]
    fn rejects_what_goes_on() {
        check("5亩地", Coin::Kuai, None);
        check("5。", Coin::Yuan, None);
        check("50个", Coin::Kuai, None);
        check("五户", Coin::Mao, None);
    }
}
