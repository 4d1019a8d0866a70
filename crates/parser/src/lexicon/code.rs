//! Codes of words as bits: takes the codes that stand in a stretch of text, tells of most others that they do not.
//!
//! Rules ask again and again whether a word with some code stands in a clause, and mostly none does: a set of bits says so
//! without a look at the words.

/// Whether one of the codes of a row, which a plus joins, is the one asked for.
pub(crate) fn has_code(codes: &str, code: &str) -> bool {
    codes == code
        || codes.len() > code.len()
            && codes.as_bytes().split(|byte| *byte == b'+').any(|own| own == code.as_bytes())
}

/// The bits of the codes of a row.
pub(super) fn bits(codes: &str) -> u64 {
    codes.split('+').fold(0, |bits, code| bits | bit(code))
}

/// One of sixty-four bits, by the length and three letters of a code: several codes share one.
#[inline]
pub(super) fn bit(code: &str) -> u64 {
    let code = code.as_bytes();
    let letter = |at: usize| code.get(at).map_or(0, |letter| usize::from(*letter));
    let mixed =
        code.len() + 13 * letter(0) + 5 * letter(code.len() / 2) + letter(code.len().saturating_sub(1));
    1 << (mixed & 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_several_codes_is_one_of_the_row() {
        assert!(has_code("put_in+stake", "stake") && has_code("put_in+stake", "put_in"));
        assert!(
            has_code("stake", "stake")
                && !has_code("put_in+stake", "take")
                && !has_code("stake", "put_in+stake")
        );
        assert_eq!(bits("put_in+stake"), bit("put_in") | bit("stake"));
    }
}
