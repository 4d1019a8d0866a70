//! Takes a stretch that may name an organisation, tells by what stands beside it whether it does: 由|国胜合作社|统一收购,
//! 龙头企业|森宝食品|与260户签约. What is led by such words, or acts as only one who carries does, is somebody.

use super::Known;
use crate::lexicon::{Class, Hit};
use crate::reading::{Reading, TextRange, offset, size};

/// Characters between `与` and those who are on the other side.
const SIDE: usize = 5;

/// Whether words stand beside the range that only stand beside names.
pub(super) fn is_framed(reading: &Reading, known: Known<'_, '_>, name: TextRange) -> bool {
    let follow = known.hits.starting(Class::OrganisationFrame, name.end);
    let acts = follow.is_some_and(|word| is_act(reading, known, word));
    let ends = reading.char_at(name.end).is_none_or(|c| !c.is_alphanumeric() && c != '、');
    if is_led(known, name.start) {
        return acts || ends;
    }
    let opens = reading.char_before(name.start).is_none_or(|c| !c.is_alphanumeric() && c != '、');
    opens && acts
}

/// Whether the words that end at `at` lead names.
pub(super) fn is_led(known: Known<'_, '_>, at: u32) -> bool {
    known.hits.ending(Class::OrganisationFrame, at).is_some_and(|word| word.code == "lead")
}

/// Whether the word after a name tells of somebody's doing: 签, 承诺, 按; 与 and 带动 when a party or number follows.
fn is_act(reading: &Reading, known: Known<'_, '_>, word: &Hit<'_>) -> bool {
    if word.attr != "with" {
        return word.code == "act" || word.attr == "act";
    }
    let rest = reading.text().get(size(word.range.end)..).unwrap_or_default();
    let reach: usize = rest.chars().take(SIDE).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let window = TextRange::new(word.range.end, word.range.end + offset(reach));
    let counted = known.quantities.partition_point(|quantity| quantity.range.start < window.start);
    let counted = known.quantities.get(counted).is_some_and(|quantity| quantity.range.start < window.end);
    counted || known.hits.within(Class::Party, window).iter().any(|hit| hit.attr.is_empty())
}
