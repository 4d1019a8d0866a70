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
