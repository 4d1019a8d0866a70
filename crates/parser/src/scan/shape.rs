//! Numbers made of several numbers: takes a text and the byte where the first starts, gives ratios (`1:2:7`, `七比三`,
//! `四六`分成), fractions (`四分之三`, `3/5`, `百分之八十五`) and the link between the ends of a range.

use lianjie_core::Decimal;

use super::numeral::{Numeral, NumeralKind, arabic_end, numeral_at};
use super::token::char_before;
use crate::reading::{offset, size};

/// A ratio's terms and where it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    pub(super) parts: Vec<Decimal>,
    pub(super) quantum: Decimal,
    pub(super) end: u32,
}

/// A fraction in percent and where it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    pub(super) value: Decimal,
    pub(super) quantum: Decimal,
    pub(super) end: u32,
}

/// Characters of 比, 比例, 分成, 配套, 分摊, 承担, 按, 放大 that tell a ratio from a time of day.
const RATIO_CUES: [char; 8] = ['比', '成', '配', '摊', '担', '率', '按', '放'];

pub(super) fn ratio_at(text: &str, at: usize) -> Option<Ratio> {
    let rest = text.get(at..)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        colon_ratio(text, at, rest)
    } else {
        word_ratio(rest, at)
    }
}

fn colon_ratio(text: &str, at: usize, rest: &str) -> Option<Ratio> {
    let mut parts = Vec::new();
    let mut quantum = Decimal::ONE;
    let mut end = 0;
    let mut clock = true;
    loop {
        let tail = rest.get(end..)?;
        let width = arabic_end(tail);
        let printed = tail.get(..width).filter(|printed| !printed.is_empty())?;
        if parts.is_empty() && !tail.get(width..)?.starts_with(':') {
            return None;
        }
        let value = Decimal::from_str_exact(printed).ok().filter(|value| *value <= Decimal::ONE_THOUSAND)?;
        if printed.contains('.') {
            quantum = Decimal::new(1, value.scale()).min(quantum);
        }
        clock &= (parts.is_empty() || printed.len() == 2) && value < Decimal::from(60);
        parts.push(value);
        end += width;
        let more =
            rest.get(end..)?.strip_prefix(':').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        if !more {
            break;
        }
        end += 1;
    }
    if parts.len() < 2 {
        return None;
    }
    let total = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
    clock &= total != Decimal::TEN && total != Decimal::ONE_HUNDRED;
    let around = |s: &str| s.contains(RATIO_CUES);
    let before: String = text.get(..at)?.chars().rev().take(8).collect();
    let after: String = rest.get(end..)?.chars().take(8).collect();
    if clock && !around(&before) && !around(&after) {
        return None;
    }
    // `附件1:3个`, `表1:2018年`: a colon before a quantity.
    let next = rest.get(end..)?.chars().next();
    if next.is_some_and(|c| {
        matches!(c, '个' | '家' | '户' | '年' | '月' | '万' | '亿' | '元' | '%' | '亩' | '人' | '日')
    }) {
        return None;
    }
    Some(Ratio { parts, quantum, end: offset(at + end) })
}

/// 七比三, 五比三比二, 四六分成, 五三二分成
fn word_ratio(rest: &str, at: usize) -> Option<Ratio> {
    let digit = |c: char| super::numeral::chinese_digit(c).filter(|d| *d > 0).map(Decimal::from);
    let mut chars = rest.chars();
    let first = digit(chars.next()?)?;
    let compared = chars.clone().next() == Some('比');
    if !compared && chars.clone().next().and_then(digit).is_none() {
        return None;
    }
    let mut parts = vec![first];
    let mut length = '一'.len_utf8();
    // Each further term, with the word before it where the terms are compared.
    let mut ahead = chars.clone();
    while parts.len() < TERMS {
        if compared && ahead.next() != Some('比') {
            break;
        }
        let Some(part) = ahead.next().and_then(digit) else { break };
        parts.push(part);
        length += '一'.len_utf8() * if compared { 2 } else { 1 };
        chars = ahead.clone();
    }
    let next = chars.next();
    let fits = if compared {
        next.is_none_or(|c| digit(c).is_none() && !matches!(c, '十' | '百' | '千' | '万' | '个'))
    } else {
        // 五五对开
        let after = chars.next();
        let cue = matches!(next, Some('分' | '开' | '比' | '担' | '拆'))
            || (next == Some('对') && matches!(after, Some('开' | '分')));
        cue && after != Some('之') && parts.iter().sum::<Decimal>() == Decimal::TEN
    };
    (parts.len() > 1 && fits).then(|| Ratio { parts, quantum: Decimal::ONE, end: offset(at + length) })
}

/// Verbs of taking and bearing that a bare digit follows as so many tenths.
const TAKES: [char; 13] = ['拿', '得', '占', '认', '担', '出', '摊', '留', '归', '掏', '贴', '享', '分'];

/// 「房主拿七、合作社拿三」, 「公司拿六五,两口子拿三五」: digits behind verbs of taking, in tenths or in percent, that make up
/// the whole in one breath.
pub(super) fn taken_at(text: &str, at: usize) -> Option<Fraction> {
    /// How far the other parts may stand, in characters.
    const NEAR: usize = 20;
    let (value, width) = taken(text, at)?;
    let quantum = if width > '一'.len_utf8() { Decimal::ONE } else { Decimal::TEN };
    let near = |c: &char| !matches!(c, '。' | '\n' | ';');
    let before = text.get(..at)?.chars().rev().take(NEAR).take_while(near).map(char::len_utf8).sum::<usize>();
    let rest = text.get(at + width..)?.chars().take(NEAR).take_while(near).map(char::len_utf8).sum::<usize>();
    let (from, to) = (at - before, at + width + rest);
    let others = text.get(from..to)?.char_indices().map(|(i, _)| from + i).filter(|i| *i != at);
    let total = others
        .filter(|i| *i < at || *i >= at + width)
        .filter_map(|i| taken(text, i))
        .filter(|(_, other)| *other == width)
        .try_fold(value, |sum, (other, _)| sum.checked_add(other))?;
    (total == Decimal::ONE_HUNDRED).then(|| Fraction { value, quantum, end: offset(at + width) })
}

/// One or two bare digits behind a verb of taking, with nothing after them; in percent, with their length.
fn taken(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let digit = |c: char| super::numeral::chinese_digit(c).filter(|d| *d > 0).map(Decimal::from);
    char_before(text, at).filter(|c| TAKES.contains(c))?;
    let mut chars = text.get(at..)?.chars().peekable();
    let tens = digit(chars.next()?)?.checked_mul(Decimal::TEN)?;
    let ones = chars.peek().copied().and_then(digit);
    if ones.is_some() {
        chars.next();
    }
    let closes = chars.next().is_none_or(|c| matches!(c, '、' | ',' | ';' | '。' | '\n' | ')'));
    let width = '一'.len_utf8() * if ones.is_some() { 2 } else { 1 };
    closes.then(|| (tens + ones.unwrap_or_default(), width))
}

/// No ratio in words has more terms.
const TERMS: usize = 4;

/// `numeral` is the one at the byte.
pub(super) fn fraction_at(text: &str, at: usize, numeral: Option<&Numeral>) -> Option<Fraction> {
    let rest = text.get(at..)?;
    // 对半分
    let halves = rest.strip_prefix('对').and_then(|tail| tail.strip_prefix('半'));
    if rest.strip_prefix('一').is_some_and(|tail| tail.starts_with('半'))
        || halves.is_some_and(|tail| tail.starts_with(['分', '开', '拆', '劈']))
    {
        return Some(Fraction { value: Decimal::from(50), quantum: Decimal::from(50), end: offset(at + 6) });
    }
    let numeral = numeral?;
    let after = text.get(size(numeral.range.end)..)?;
    // 百分百
    if numeral.value == Decimal::ONE_HUNDRED
        && after.strip_prefix('分').is_some_and(|tail| tail.starts_with('百'))
    {
        return percent(numeral.value, Decimal::ONE, numeral.value, numeral.range.end + 6);
    }
    if let Some(tail) = after.strip_prefix('分').and_then(|tail| tail.strip_prefix('之')) {
        let start = text.len() - tail.len();
        // 百分之百 is all of it; other scale words alone are no part.
        let part = numeral_at(text, start)
            .filter(|part| part.kind != NumeralKind::Scale || part.value == numeral.value)?;
        let quantum = if part.is_round_ten() { Decimal::TEN } else { part.quantum };
        return percent(part.value, quantum, numeral.value, part.range.end);
    }
    // 3/5; 3/15 and 10/12 are dates.
    let tail = after.strip_prefix('/')?;
    let plain = numeral.kind == NumeralKind::Arabic && numeral.quantum == Decimal::ONE;
    let width = arabic_end(tail);
    let whole = Decimal::from_str_exact(tail.get(..width)?).ok()?;
    let next = tail.get(width..)?.chars().next();
    let free = char_before(text, at) != Some('/') && !matches!(next, Some('/' | ':' | '.' | '-'));
    // 2/4 某乡的车间, [1/4]: which picture of how many.
    let opens = char_before(text, at).is_none_or(|before| matches!(before, '\n' | '[' | '【' | '图'));
    let captioned = opens && next.is_none_or(|next| matches!(next, ' ' | ']' | '】' | '\n'));
    if !plain || !free || captioned || whole > Decimal::TEN || numeral.value >= whole {
        return None;
    }
    percent(numeral.value, Decimal::ONE, whole, offset(text.len() - tail.len() + width))
}

fn percent(part: Decimal, quantum: Decimal, whole: Decimal, end: u32) -> Option<Fraction> {
    let of = |x: Decimal| {
        let exact = x.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
        // Thirds are kept to four places.
        Some(if exact.scale() > 6 { exact.round_dp(4) } else { exact.normalize() })
    };
    Some(Fraction { value: of(part)?, quantum: of(quantum)?, end })
}

/// Where the second number of a range starts, when `at` holds a dash, a wave, 至 or 到.
pub(super) fn range_link(text: &str, at: u32) -> Option<usize> {
    let rest = text.get(size(at)..)?;
    let bare = rest.strip_prefix(' ').unwrap_or(rest);
    let tail = bare.strip_prefix("--").or_else(|| bare.strip_prefix(['-', '~', '至', '到']))?;
    let tail = tail.strip_prefix(' ').unwrap_or(tail);
    let start = text.len() - tail.len();
    tail.chars().next().filter(|c| super::numeral::starts_numeral(*c)).map(|_| start)
}

/// Where the next number of a list starts, when `at` holds 、 和 与 及 或.
pub(super) fn list_link(text: &str, at: u32) -> Option<usize> {
    let rest = text.get(size(at)..)?;
    let tail = rest.strip_prefix(['、', '和', '与', '及', '或'])?;
    let start = text.len() - tail.len();
    tail.chars().next().filter(|c| super::numeral::starts_numeral(*c)).map(|_| start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<Vec<String>> {
        ratio_at(text, 0).map(|ratio| ratio.parts.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn parses_ratios() {
        assert_eq!(parts("4:3:3分配").unwrap(), ["4", "3", "3"]);
        assert_eq!(parts("1:1.5").unwrap(), ["1", "1.5"]);
        assert_eq!(parts("20:80").unwrap(), ["20", "80"]);
        assert_eq!(parts("31:26:43,畜牧").unwrap(), ["31", "26", "43"]);
        assert_eq!(parts("30:20的比例").unwrap(), ["30", "20"]);
        assert_eq!(parts("七比三承担").unwrap(), ["7", "3"]);
        assert_eq!(parts("三七分成").unwrap(), ["3", "7"]);
        assert_eq!(parts("五比三比二分配").unwrap(), ["5", "3", "2"]);
        assert_eq!(parts("四三三分成").unwrap(), ["4", "3", "3"]);
    }

    #[test]
    fn rejects_times_and_captions() {
        for text in ["8:30在县城", "17:46:23", "1:2018年", "1:3个村", "三五分钟", "四五分"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn parses_fractions() {
        let of = |text: &str| {
            fraction_at(text, 0, numeral_at(text, 0).as_ref())
                .map(|f| (f.value.to_string(), f.quantum.to_string()))
        };
        assert_eq!(of("四分之三").unwrap(), ("75".into(), "25".into()));
        assert_eq!(of("百分之八十五").unwrap(), ("85".into(), "1".into()));
        assert_eq!(of("百分之百").unwrap().0, "100");
        assert_eq!(of("千分之六").unwrap(), ("0.6".into(), "0.1".into()));
        assert_eq!(of("3/5。").unwrap(), ("60".into(), "20".into()));
        assert_eq!(of("一半以上").unwrap(), ("50".into(), "50".into()));
        assert_eq!(of("3/15"), None);
        assert_eq!(of("2/4 车间里"), None);
        assert_eq!(of("5/3"), None);
    }
}
