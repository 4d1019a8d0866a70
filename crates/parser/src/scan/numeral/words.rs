//! Chinese number words: takes a text that starts with one, gives the number (`一百零六`, `三千来`, `七八千`, `二〇一七`).

use lianjie_core::{Bound, Decimal};

use super::{Numeral, NumeralKind, chinese_digit, inner_hedge, power, scale_power};
use crate::reading::{TextRange, offset};

/// One digit word or two neighbouring ones.
#[derive(Clone, Copy)]
struct Digit {
    low: u32,
    high: u32,
    open: bool,
}

/// Chinese number words, read from left to right.
struct Words {
    /// Closed 亿 and 万 parts.
    total: (Decimal, Decimal),
    /// The part below the next 万 or 亿.
    section: (u64, u64),
    digit: Option<Digit>,
    /// Power of the last 十 百 千 of the section.
    last: u32,
    /// Size of the last printed digit within the section, then within the whole.
    quantum: Decimal,
    hedge: Option<Bound>,
    zero: bool,
    spoken: bool,
}

pub(super) fn chinese(rest: &str, at: usize) -> Option<Numeral> {
    let mut chars = rest.char_indices().peekable();
    let run = rest.chars().take_while(|c| chinese_digit(*c).is_some()).count();
    let neighbours = |low: u32, high: u32| low > 0 && high == low + 1;
    let mut digits = rest.chars().map_while(chinese_digit);
    let pair = (digits.next(), digits.next());
    let scale_follows = rest.chars().nth(run).is_some_and(|c| scale_power(c).is_some());
    let is_pair = matches!(pair, (Some(a), Some(b)) if run == 2 && neighbours(a, b));
    if run >= 2 && !is_pair && !(scale_follows && rest.starts_with('零')) {
        return digit_string(rest, at, run);
    }
    let mut words = Words {
        total: (Decimal::ZERO, Decimal::ZERO),
        section: (0, 0),
        digit: None,
        last: u32::MAX,
        quantum: Decimal::ONE,
        hedge: None,
        zero: false,
        spoken: false,
    };
    let mut end = 0;
    let mut plain_end = 0;
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        if words.take(c, next).is_none() {
            break;
        }
        end = i + c.len_utf8();
        if inner_hedge(c).is_none() && c != ABOUT {
            plain_end = end;
        } else if next.and_then(scale_power).is_none_or(|p| p < 4) {
            break;
        }
    }
    if end == 0 {
        return None;
    }
    let spoken = words.spoken;
    let (value, upper, quantum, hedge) = words.finish()?;
    if spoken && hedge.is_none() && upper == value && rest.get(end..)?.starts_with(POINT) {
        let decimal = decimal(rest, at, value, end);
        if decimal.is_some() {
            return decimal;
        }
    }
    Some(Numeral {
        range: TextRange::of(at..at + end),
        value,
        upper: (upper != value).then_some(upper),
        quantum,
        scale: Decimal::ONE,
        hedge,
        plain_end: offset(at + plain_end),
        kind: if spoken { NumeralKind::Chinese } else { NumeralKind::Scale },
        round_ten: rest.get(..end).is_some_and(|printed| printed.ends_with('十')),
    })
}

const POINT: char = '点';

/// 百把户, 千把块, 万把亩: about so many, behind a lone scale word.
const ABOUT: char = '把';

/// 八点六, 三点五万: what stands behind a whole number that ends at the byte. 三点五十 and 三点五分 are times of day, 两点一线
/// is no number.
fn decimal(rest: &str, at: usize, whole: Decimal, point: usize) -> Option<Numeral> {
    let places = rest.get(point + POINT.len_utf8()..)?;
    let (digits, length) = super::digits(places)?;
    let count = u32::try_from(places.get(..length)?.chars().count()).ok()?;
    let mut behind = places.get(length..)?.chars();
    let (next, after) = (behind.next(), behind.next());
    let scaled = next.and_then(scale_power);
    let is_other = match next {
        Some('刻' | '线' | '滴' | POINT) => true,
        Some('分') => after != Some('之'),
        _ => scaled.is_some_and(|power| power < 4),
    };
    if is_other {
        return None;
    }
    let place = Decimal::ONE.checked_div(power(count)?)?;
    let mut end = point + POINT.len_utf8() + length;
    let mut numeral = Numeral {
        range: TextRange::of(at..at + end),
        value: whole.checked_add(digits.checked_mul(place)?)?,
        upper: None,
        quantum: place,
        scale: Decimal::ONE,
        hedge: None,
        plain_end: offset(at + end),
        kind: NumeralKind::Chinese,
        round_ten: false,
    };
    if let Some((scale, word)) = scaled.zip(next) {
        numeral.times(power(scale)?)?;
        end += word.len_utf8();
        numeral.range = TextRange::of(at..at + end);
        numeral.plain_end = numeral.range.end;
    }
    super::tail_hedge(&mut numeral, rest, at);
    Some(numeral)
}

/// 二〇一七, 四六: digits named one by one.
fn digit_string(rest: &str, at: usize, run: usize) -> Option<Numeral> {
    let mut value = Decimal::ZERO;
    for d in rest.chars().map_while(chinese_digit) {
        value = value.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(d))?;
    }
    let range = TextRange::of(at..at + run * 3);
    Some(Numeral {
        range,
        value,
        upper: None,
        quantum: Decimal::ONE,
        scale: Decimal::ONE,
        hedge: None,
        plain_end: range.end,
        kind: NumeralKind::Digits,
        round_ten: false,
    })
}

impl Words {
    /// Takes the next character; `None` when it does not belong to the number.
    fn take(&mut self, c: char, next: Option<char>) -> Option<()> {
        if let Some(d) = chinese_digit(c) {
            return self.take_digit(c, d);
        }
        if let Some(p) = scale_power(c) {
            return if p < 4 { self.take_small(p) } else { self.take_large(p, next) };
        }
        match c {
            '几' if self.digit.is_none() && self.hedge.is_none() => {
                let leads = next.and_then(scale_power).is_some();
                let closes = self.last == 1 && !self.zero;
                if !leads && !closes {
                    return None;
                }
                self.digit = Some(Digit { low: 1, high: 1, open: true });
                self.hedge = Some(Bound::Over);
                self.spoken = true;
                Some(())
            }
            ABOUT if !self.spoken && self.digit.is_none() && !self.is_start() && self.hedge.is_none() => {
                self.hedge = Some(Bound::About);
                Some(())
            }
            // 四十好几
            '好' if self.last == 1 && self.digit.is_none() && self.hedge.is_none() && next == Some('几') => {
                Some(())
            }
            // 百十来户
            '来' if self.hedge == Some(Bound::About) && self.last == 1 => Some(()),
            '数' if self.digit.is_none() && self.is_start() && next.and_then(scale_power).is_some() => {
                self.digit = Some(Digit { low: 1, high: 1, open: true });
                self.hedge = Some(Bound::Over);
                self.spoken = true;
                Some(())
            }
            _ => {
                let hedge = inner_hedge(c)?;
                // 三十多, 百余: after a scale word only.
                if self.hedge.is_some() || self.digit.is_some() || self.is_start() {
                    return None;
                }
                self.hedge = Some(hedge);
                if self.last == 1 {
                    self.quantum = Decimal::TEN;
                }
                Some(())
            }
        }
    }

    fn is_start(&self) -> bool {
        self.section == (0, 0) && self.total.0.is_zero() && self.digit.is_none()
    }

    fn take_digit(&mut self, c: char, d: u32) -> Option<()> {
        self.spoken = true;
        if self.hedge.is_some() {
            return None;
        }
        if d == 0 {
            if self.digit.is_some() || self.is_start() && c == '〇' {
                return None;
            }
            self.zero = true;
            return Some(());
        }
        match &mut self.digit {
            None => self.digit = Some(Digit { low: d, high: d, open: false }),
            Some(digit) if digit.low == digit.high && d == digit.low + 1 && !digit.open => digit.high = d,
            Some(_) => return None,
        }
        Some(())
    }

    /// 十 百 千
    fn take_small(&mut self, p: u32) -> Option<()> {
        if p >= self.last || (self.hedge.is_some() && self.digit.is_none_or(|d| !d.open)) {
            return None;
        }
        // 百 after 千 needs a digit; at the start it stands for one.
        let digit = match self.digit.take() {
            Some(digit) => digit,
            None if self.section == (0, 0) => Digit { low: 1, high: 1, open: false },
            // 百十户: a hundred and some.
            None if p == 1 && self.section == (100, 100) && !self.spoken => {
                self.hedge = Some(Bound::About);
                Digit { low: 1, high: 1, open: false }
            }
            None => return None,
        };
        let vague = self.hedge == Some(Bound::About);
        if p == 1 && self.last == u32::MAX && self.total.0.is_zero() || vague {
            self.spoken = true;
        }
        let unit = 10_u64.checked_pow(p)?;
        self.section.0 += u64::from(digit.low) * unit;
        self.section.1 += u64::from(digit.high) * unit;
        self.last = p;
        self.zero = false;
        // 二十 is printed to the unit, 几十 and 三百 to the scale word.
        self.quantum = if p == 1 && !digit.open && digit.low == digit.high && !vague {
            Decimal::ONE
        } else {
            Decimal::from(unit)
        };
        Some(())
    }

    /// 万 亿
    fn take_large(&mut self, p: u32, next: Option<char>) -> Option<()> {
        let scale = power(p)?;
        if self.digit.is_some() || self.section != (0, 0) || self.is_start() {
            self.close_digit()?;
            if self.section == (0, 0) {
                if !self.total.0.is_zero() {
                    return None;
                }
                self.section = (1, 1);
            }
        }
        let part =
            |section: u64, total: Decimal| total.checked_add(Decimal::from(section))?.checked_mul(scale);
        // 三万亿 multiplies the whole; 二亿五千万 adds.
        if p == 8 {
            self.total = (part(self.section.0, self.total.0)?, part(self.section.1, self.total.1)?);
        } else {
            self.total = (
                self.total.0.checked_add(part(self.section.0, Decimal::ZERO)?)?,
                self.total.1.checked_add(part(self.section.1, Decimal::ZERO)?)?,
            );
        }
        self.quantum = self.quantum.checked_mul(scale)?;
        self.section = (0, 0);
        self.last = u32::MAX;
        self.zero = false;
        let _ = next;
        Some(())
    }

    /// Adds a digit word that no scale followed.
    fn close_digit(&mut self) -> Option<()> {
        let Some(digit) = self.digit.take() else {
            return Some(());
        };
        if digit.open {
            // 十几: open above the ten. 几 alone never gets here.
            if self.section != (0, 0) {
                self.quantum = Decimal::TEN;
                return Some(());
            }
            self.section = (1, 1);
            return Some(());
        }
        // 三千五 and 两万三 leave their last scale word out.
        let omitted = match self.last {
            2 | 3 if !self.zero => Some(self.last - 1),
            u32::MAX if !self.zero && !self.total.0.is_zero() && self.section == (0, 0) => Some(3),
            _ => None,
        };
        let unit = 10_u64.checked_pow(omitted.unwrap_or(0))?;
        self.section.0 += u64::from(digit.low) * unit;
        self.section.1 += u64::from(digit.high) * unit;
        self.quantum = Decimal::from(unit);
        Some(())
    }

    fn finish(mut self) -> Option<(Decimal, Decimal, Decimal, Option<Bound>)> {
        let before = self.total;
        let had_section = self.section != (0, 0) || self.digit.is_some();
        self.close_digit()?;
        let value = before.0.checked_add(Decimal::from(self.section.0))?;
        let upper = before.1.checked_add(Decimal::from(self.section.1))?;
        if value.is_zero() && !had_section && !self.zero {
            return None;
        }
        Some((value, upper, self.quantum, self.hedge))
    }
}
