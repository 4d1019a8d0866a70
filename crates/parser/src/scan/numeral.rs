//! The numeral scanner: takes a text and a byte, gives the number that is printed there, whatever its script.
//!
//! Arabic digits with separators and scales (`1,250.5` `3千万` `20多万` `1亿3000万`), Chinese numerals
//! (`一百零六` `三千来` `十几` `百余`), neighbouring digit words as a range (`四五` `七八千`), digit strings
//! (`二〇一七`). What is counted, and whether the number counts at all, is decided elsewhere.

mod words;

use lianjie_core::{Bound, Decimal};

use crate::reading::{TextRange, offset, size};
use words::chinese;

/// A number as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Digits, scales and the hedges among them (`20多万`, `百余`).
    pub(super) range: TextRange,
    pub(super) value: Decimal,
    /// Upper end of neighbouring digit words: `七八千`.
    pub(super) upper: Option<Decimal>,
    /// Size of the last printed digit.
    pub(super) quantum: Decimal,
    /// What the scale words after Arabic digits multiply by; 1 without any.
    pub(super) scale: Decimal,
    /// 余 多 几 数 来 among the digits.
    pub(super) hedge: Option<Bound>,
    /// Where the range ends when a hedge at its end is left out.
    pub(super) plain_end: u32,
    pub(super) kind: NumeralKind,
    /// Whether the last number word is 十 without a digit after it.
    pub(super) round_ten: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumeralKind {
    /// Starts with Arabic digits.
    Arabic,
    /// Chinese number words.
    Chinese,
    /// Scale words without a digit: `千`(亩), `百余`.
    Scale,
    /// Chinese digits in a row that name a number digit by digit: `二〇一七`, `四六`.
    Digits,
}

impl Numeral {
    /// Whether it is the lone word 一, which mostly is an article.
    pub(super) fn is_one_word(&self) -> bool {
        self.kind == NumeralKind::Chinese
            && self.value == Decimal::ONE
            && self.upper.is_none()
            && self.range.len() == 3
    }

    /// 六十: number words that end with ten.
    pub(super) fn is_round_ten(&self) -> bool {
        self.kind == NumeralKind::Chinese && self.round_ten
    }

    pub(super) fn is_arabic(&self) -> bool {
        self.kind == NumeralKind::Arabic
    }

    /// The numeral without a hedge at its end.
    pub(super) fn without_tail(mut self) -> Option<Self> {
        if self.plain_end == self.range.end {
            return None;
        }
        self.range.end = self.plain_end;
        self.hedge = None;
        Some(self)
    }

    /// The numeral without the scale at its end, which may open a unit: 220千伏.
    pub(super) fn without_scale(mut self) -> Option<Self> {
        if !self.is_arabic() || self.scale != Decimal::ONE_THOUSAND || self.plain_end != self.range.end {
            return None;
        }
        self.times(Decimal::from_parts(1, 0, 0, false, 3))?;
        self.scale = Decimal::ONE;
        self.range.end -= offset('千'.len_utf8());
        self.plain_end = self.range.end;
        Some(self)
    }

    pub(super) fn times(&mut self, factor: Decimal) -> Option<()> {
        let by = |value: Decimal| value.checked_mul(factor);
        self.value = by(self.value)?;
        self.quantum = by(self.quantum)?;
        self.upper = match self.upper {
            Some(upper) => Some(by(upper)?),
            None => None,
        };
        Some(())
    }
}

/// Whether a number may start with the character.
pub(super) const fn starts_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '几' | '数') || chinese_digit(c).is_some() || scale_power(c).is_some()
}

/// Whether the low byte of a character is that of one which a number may start with: most others are rejected so.
#[inline]
pub(super) fn may_start_numeral(c: char) -> bool {
    let [byte, ..] = u32::from(c).to_le_bytes();
    STARTS.get(usize::from(byte >> 6)).is_some_and(|word| word >> (byte & 63) & 1 == 1)
}

/// A bit for each low byte of the characters that a number may start with, all of which are digits or ideographs.
const STARTS: [u64; 4] = {
    let [mut a, mut b, mut c, mut d] = [0_u64; 4];
    let mut code = 0x30;
    while code < 0xA000 {
        if let Some(character) = char::from_u32(code)
            && starts_numeral(character)
        {
            let bit = 1 << (code & 63);
            match code >> 6 & 3 {
                0 => a |= bit,
                1 => b |= bit,
                2 => c |= bit,
                _ => d |= bit,
            }
        }
        // From the digits on to the ideographs.
        code = if code == 0x39 { 0x3000 } else { code + 1 };
    }
    [a, b, c, d]
};

/// Whether the character is a digit of the forms used on bank slips alone, which in running text are other words.
pub(super) const fn is_formal(c: char) -> bool {
    matches!(c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟')
}

/// Value of a Chinese digit word.
pub(crate) const fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Power of ten of a scale word.
const fn scale_power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// The hedges that stand among digits and scales.
const fn inner_hedge(c: char) -> Option<Bound> {
    match c {
        '多' | '余' => Some(Bound::Over),
        '来' => Some(Bound::About),
        _ => None,
    }
}

fn power(exponent: u32) -> Option<Decimal> {
    Decimal::from(10).checked_mul(Decimal::ONE).and_then(|ten| {
        let mut product = Decimal::ONE;
        for _ in 0..exponent {
            product = product.checked_mul(ten)?;
        }
        Some(product)
    })
}

/// The Chinese digits that open the text, named one by one, and their length in bytes.
pub(super) fn digits(text: &str) -> Option<(Decimal, usize)> {
    let mut value = Decimal::ZERO;
    let mut length = 0;
    for c in text.chars() {
        let Some(digit) = chinese_digit(c) else { break };
        value = value.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(digit))?;
        length += c.len_utf8();
    }
    (length > 0).then_some((value, length))
}

/// The number that starts at the byte, as long as it goes.
pub(super) fn numeral_at(text: &str, at: usize) -> Option<Numeral> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let numeral = if first.is_ascii_digit() { arabic(rest, at) } else { chinese(rest, at) }?;
    Some(counted_scale(text, numeral))
}

/// 1.2个亿, 两个多亿: the scale is counted; 3个亿元村 are villages.
fn counted_scale(text: &str, numeral: Numeral) -> Numeral {
    let counted = || {
        let from = size(numeral.range.end);
        let rest = text.get(from..)?.strip_prefix('个')?;
        let hedge = rest.chars().next().and_then(inner_hedge);
        let rest = if hedge.is_some() { rest.get(3..)? } else { rest };
        let rest = rest.strip_prefix('亿')?;
        let behind = rest.strip_prefix('元').unwrap_or(rest).chars().next();
        let ends = behind.is_none_or(|c| !super::token::is_han(c) && !c.is_alphanumeric());
        let mut scaled = numeral.clone();
        let scale = power(8)?;
        scaled.times(scale)?;
        scaled.scale = scale;
        scaled.hedge = hedge.or(scaled.hedge);
        scaled.range.end = offset(text.len() - rest.len());
        scaled.plain_end = scaled.range.end;
        Some(scaled).filter(|_| ends && numeral.scale == Decimal::ONE)
    };
    counted().unwrap_or(numeral)
}

/// End of the Arabic digits of a token with their separators; used also to step over what is no number.
pub(super) fn arabic_end(rest: &str) -> usize {
    let digits =
        |from: usize| rest.get(from..).map_or(0, |tail| tail.bytes().take_while(u8::is_ascii_digit).count());
    let mut end = digits(0);
    if end == 0 {
        return 0;
    }
    if end <= 3 {
        // Groups of three: `1,250,000`, or spaced `1 234` when a word follows.
        for separator in [',', ' '] {
            let mut at = end;
            while rest.get(at..).is_some_and(|tail| tail.starts_with(separator)) && digits(at + 1) == 3 {
                at += 4;
            }
            let after = rest.get(at..).and_then(|tail| tail.chars().next());
            let word = after.is_some_and(|c| c == '%' || c == '.' || c > '\u{3100}');
            if at > end && (separator == ',' || word) {
                end = at;
                break;
            }
        }
    }
    if rest.get(end..).is_some_and(|tail| tail.starts_with('.')) && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    end
}

fn arabic(rest: &str, at: usize) -> Option<Numeral> {
    let end = arabic_end(rest);
    let printed: String = rest.get(..end)?.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let mantissa = Decimal::from_str_exact(&printed).ok()?;
    let decimals = printed.split_once('.').map_or(0, |(_, tail)| tail.len());
    let mut quantum = Decimal::ONE;
    for _ in 0..decimals {
        quantum = quantum.checked_mul(Decimal::new(1, 1))?;
    }
    let mut numeral = Numeral {
        range: TextRange::of(at..at + end),
        value: mantissa,
        upper: None,
        quantum,
        scale: Decimal::ONE,
        hedge: None,
        plain_end: offset(at + end),
        kind: NumeralKind::Arabic,
        round_ten: false,
    };
    let mut scaled = end;
    // 20多万: the hedge stands before the scale.
    let mut before = None;
    if let Some(hedge) = rest.get(end..)?.chars().next().and_then(inner_hedge) {
        let next = rest.get(end + 3..).and_then(|tail| tail.chars().next());
        if next.and_then(scale_power).is_some() {
            before = Some(hedge);
            scaled = end + 3;
        }
    }
    let mut exponent = 0;
    let mut last = u32::MAX;
    while let Some(p) = rest.get(scaled..)?.chars().next().and_then(scale_power) {
        // 3千万, 2万亿; 百千 and a second 万 are no scale.
        if p < 4 && last != u32::MAX || p == last || (p == 4 && last == 8) {
            break;
        }
        exponent += p;
        last = p;
        scaled += 3;
    }
    if exponent > 0 {
        let scale = power(exponent)?;
        numeral.times(scale)?;
        numeral.scale = scale;
        numeral.hedge = before;
        numeral.range = TextRange::of(at..at + scaled);
        numeral.plain_end = numeral.range.end;
        if decimals == 0 && before.is_none() {
            add_lower_part(&mut numeral, rest, at, scaled);
        }
    }
    tail_hedge(&mut numeral, rest, at);
    Some(numeral)
}

/// 1亿3000万: a second part whose scale is smaller than the first's last digit.
fn add_lower_part(numeral: &mut Numeral, rest: &str, at: usize, from: usize) -> Option<()> {
    if !rest.get(from..)?.chars().next()?.is_ascii_digit() {
        return None;
    }
    let lower = arabic(rest.get(from..)?, at + from)?;
    // 剩下1万7: a lone digit is of the next place down, where nothing is counted behind it.
    let behind = rest.get(from + 1..)?.chars().next();
    let spoken = lower.range.len() == 1
        && numeral.scale >= Decimal::ONE_THOUSAND
        && behind.is_none_or(|c| {
            !super::token::is_han(c) && !c.is_alphanumeric() && !matches!(c, '%' | '-' | '/')
        });
    if spoken {
        let place = numeral.scale.checked_div(Decimal::TEN)?;
        numeral.value = numeral.value.checked_add(lower.value.checked_mul(place)?)?;
        numeral.quantum = place;
        numeral.range.end = lower.range.end;
        numeral.plain_end = lower.plain_end;
        return Some(());
    }
    let after = lower.range.end;
    let year = rest.get(usize::try_from(after).ok()? - at..)?.starts_with('年');
    let fits = lower.value < numeral.scale
        && (lower.scale > Decimal::ONE || lower.value.checked_mul(Decimal::TEN)? >= numeral.scale && !year);
    if fits {
        numeral.value = numeral.value.checked_add(lower.value)?;
        numeral.quantum = lower.quantum;
        numeral.scale = lower.scale;
        numeral.hedge = lower.hedge;
        numeral.range.end = lower.range.end;
        numeral.plain_end = lower.plain_end;
    }
    Some(())
}

/// 1.2万余, 400多, 五千来: a hedge after the whole number.
fn tail_hedge(numeral: &mut Numeral, rest: &str, at: usize) -> Option<()> {
    if numeral.hedge.is_some() {
        return None;
    }
    let from = usize::try_from(numeral.range.end).ok()?.checked_sub(at)?;
    let hedge = inner_hedge(rest.get(from..)?.chars().next()?)?;
    numeral.hedge = Some(hedge);
    numeral.range.end += 3;
    // 3万多亿: the hedge stands among the scales.
    let next = rest.get(from + 3..)?.chars().next().and_then(scale_power);
    if next == Some(8) && numeral.scale < Decimal::from(100_000_000) && numeral.scale > Decimal::ONE {
        numeral.times(Decimal::from(100_000_000))?;
        numeral.scale = numeral.scale.checked_mul(Decimal::from(100_000_000))?;
        numeral.range.end += 3;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(
        text: &str,
        printed: &str,
        value: &str,
        upper: Option<&str>,
        quantum: &str,
        hedge: Option<Bound>,
    ) {
        let n = numeral_at(text, 0).unwrap_or_else(|| panic!("no numeral in {text}"));
        assert_eq!(text.get(n.range.bytes()), Some(printed), "{text}");
        assert_eq!(n.value.normalize().to_string(), value, "{text}");
        assert_eq!(n.upper.map(|u| u.normalize().to_string()).as_deref(), upper, "{text}");
        assert_eq!(n.quantum.normalize().to_string(), quantum, "quantum of {text}");
        assert_eq!(n.hedge, hedge, "{text}");
    }

    #[test]
    fn parses_arabic() {
        check("380万元", "380万", "3800000", None, "10000", None);
        check("2.0815亿元", "2.0815亿", "208150000", None, "10000", None);
        check("1,250,000元", "1,250,000", "1250000", None, "1", None);
        check("1 250元", "1 250", "1250", None, "1", None);
        check("3千万元", "3千万", "30000000", None, "10000000", None);
        check("20多万元", "20多万", "200000", None, "10000", Some(Bound::Over));
        check("1.2万余人", "1.2万余", "12000", None, "1000", Some(Bound::Over));
        check("400多名", "400多", "400", None, "1", Some(Bound::Over));
        check("1亿3000万元", "1亿3000万", "130000000", None, "10000", None);
        check("1万7，", "1万7", "17000", None, "1000", None);
        check("1万2000元", "1万2000", "12000", None, "1", None);
        check("3万多亿元", "3万多亿", "3000000000000", None, "1000000000000", Some(Bound::Over));
        check("2万亿元", "2万亿", "2000000000000", None, "1000000000000", None);
    }

    #[test]
    fn parses_chinese() {
        check("三千五百元", "三千五百", "3500", None, "100", None);
        check("一百零六户", "一百零六", "106", None, "1", None);
        check("二十项", "二十", "20", None, "1", None);
        check("十二米", "十二", "12", None, "1", None);
        check("三千五", "三千五", "3500", None, "100", None);
        check("两万五千人", "两万五千", "25000", None, "1000", None);
        check("两万五", "两万五", "25000", None, "1000", None);
        check("三万亿元", "三万亿", "3000000000000", None, "1000000000000", None);
        check("一亿二千万", "一亿二千万", "120000000", None, "10000000", None);
        check("两千零五十", "两千零五十", "2050", None, "1", None);
    }

    #[test]
    fn parses_decimals_in_words() {
        check("八点六个百分点", "八点六", "8.6", None, "0.1", None);
        check("三点五万亩", "三点五万", "35000", None, "1000", None);
        check("十二点零四亿元", "十二点零四亿", "1204000000", None, "1000000", None);
        check("一点二万余人", "一点二万余", "12000", None, "1000", Some(Bound::Over));
        check("零点五公里", "零点五", "0.5", None, "0.1", None);
    }

    #[test]
    fn rejects_times_of_day_as_decimals() {
        for text in ["三点五十开会", "三点五分发车", "两点一线", "三点一刻", "一点一滴", "三点建议"]
        {
            let number = numeral_at(text, 0).map(|n| n.value.fract().is_zero());
            assert_ne!(number, Some(false), "{text}");
        }
    }

    #[test]
    fn parses_open_numbers() {
        check("十几户", "十几", "10", None, "10", Some(Bound::Over));
        check("几十公里", "几十", "10", None, "10", Some(Bound::Over));
        check("数百人", "数百", "100", None, "100", Some(Bound::Over));
        check("几十万元", "几十万", "100000", None, "100000", Some(Bound::Over));
        check("十几万元", "十几万", "100000", None, "100000", Some(Bound::Over));
        check("百余所", "百余", "100", None, "100", Some(Bound::Over));
        check("四十多亩", "四十多", "40", None, "10", Some(Bound::Over));
        check("一万多亩", "一万多", "10000", None, "10000", Some(Bound::Over));
        check("三十多万斤", "三十多万", "300000", None, "100000", Some(Bound::Over));
        check("三千来块", "三千来", "3000", None, "1000", Some(Bound::About));
        check("千亩", "千", "1000", None, "1000", None);
        check("百万元", "百万", "1000000", None, "1000000", None);
    }

    #[test]
    fn parses_neighbours_as_ranges() {
        check("四五项", "四五", "4", Some("5"), "1", None);
        check("七八千元", "七八千", "7000", Some("8000"), "1000", None);
        check("三四十户", "三四十", "30", Some("40"), "10", None);
        check("十七八个", "十七八", "17", Some("18"), "1", None);
        check("两三年", "两三", "2", Some("3"), "1", None);
    }

    #[test]
    fn parses_digit_strings() {
        let n = numeral_at("二〇一七年", 0).unwrap();
        assert_eq!((n.value, n.kind), (Decimal::from(2017), NumeralKind::Digits));
        assert_eq!(numeral_at("四六分成", 0).unwrap().kind, NumeralKind::Digits);
    }

    #[test]
    fn rejects_open_words_alone() {
        for text in ["几个人", "数字", "余下", "多年", "来自", "几户"] {
            assert_eq!(numeral_at(text, 0), None, "{text}");
        }
    }
}
