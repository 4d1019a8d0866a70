//! The plain Chinese digit words, shared by dates, list marks and datelines. Numerals add the forms of bank slips.

/// The value of a digit word from 〇 to 九.
pub(crate) const fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The first digit in a text, in either digits: 5 in 过去五年.
pub(crate) fn first_digit(text: &str) -> Option<u8> {
    text.chars().find_map(|c| c.to_digit(10).or_else(|| chinese_digit(c)))?.try_into().ok()
}

/// The number below a hundred with which a text ends, in either digits, 多 after it left out: 五 in 这五, 12 in 过了12.
pub(crate) fn count_before(text: &str) -> Option<u32> {
    let text = text.strip_suffix('多').unwrap_or(text);
    let digits = || text.chars().rev().take_while(char::is_ascii_digit);
    if matches!(digits().count(), 1..=2) {
        let tens = digits().zip([1, 10]).map(|(c, place)| c.to_digit(10).unwrap_or(0) * place);
        return Some(tens.sum());
    }
    let mut chars = text.chars().rev();
    match chars.next()? {
        '两' => Some(2),
        '十' => Some(chars.next().and_then(chinese_digit).unwrap_or(1) * 10),
        last => {
            let ones = chinese_digit(last)?;
            let tens = match chars.next() {
                Some('十') => chars.next().and_then(chinese_digit).unwrap_or(1),
                _ => 0,
            };
            Some(tens * 10 + ones)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::count_before;

    #[test]
    fn counts_what_a_text_ends_with() {
        for (text, count) in [
            ("这五", 5),
            ("走过十", 10),
            ("近三十", 30),
            ("二十一", 21),
            ("两", 2),
            ("过了12", 12),
            ("三年,6", 6),
            ("两多", 2),
        ] {
            assert_eq!(count_before(text), Some(count), "{text}");
        }
        for text in ["", "近", "青", "2018", "一2017"] {
            assert_eq!(count_before(text), None, "{text}");
        }
    }
}
