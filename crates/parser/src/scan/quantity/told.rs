//! Units that a bare number is told by what stands around it: a label (`受益户数:128`, `投资额(万元):320`), a sign of money
//! (`¥600`), the other end of a change (`从800涨到1200元`), or the whole whose parts it and its neighbours are
//! (`总投资1200万元,其中财政800,自筹400`).

use lianjie_core::{Decimal, Unit};

use super::Scanner;
use crate::mention::Quantity;
use crate::reading::{TextRange, offset, size};
use crate::scan::numeral::{Numeral, numeral_at};
use crate::scan::unit::Read;
use crate::scan::{table, token};

/// Characters between the ends of a change: 涨到, 逐步提高到.
const CHANGE: usize = 6;
/// How far apart the parts of a whole stand, in characters.
const APART: usize = 12;
/// No whole is told in more parts.
const PARTS: usize = 8;

/// A number without a unit, and the quantity that was made of it, if any.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bare {
    number: TextRange,
    value: Decimal,
    quantum: Decimal,
}

impl Bare {
    pub(super) fn of(numeral: &Numeral) -> Option<Self> {
        let plain = numeral.is_arabic() && numeral.scale == Decimal::ONE && numeral.upper.is_none();
        plain.then_some(Self { number: numeral.range, value: numeral.value, quantum: numeral.quantum })
    }
}

impl Scanner<'_> {
    /// The unit and the factor of a bare number that starts and ends at the bytes.
    pub(super) fn told_unit(
        &self,
        numeral: &Numeral,
        (start, end): (u32, u32),
        closes: bool,
    ) -> Option<(Unit, Decimal)> {
        let text = self.text();
        match token::char_before(text, size(start))? {
            '¥' | '￥' => Some((Unit::Yuan, Decimal::ONE)),
            ':' if closes && numeral.is_arabic() => table::labelled(self.beside, start - 1),
            '从' | '由' => self.other_end(numeral, end),
            _ => None,
        }
    }

    /// 从800涨到1200元: what the second end is counted in.
    fn other_end(&self, numeral: &Numeral, end: u32) -> Option<(Unit, Decimal)> {
        let rest = self.text().get(size(end)..)?;
        let link = rest.char_indices().take(CHANGE).take_while(|(_, c)| token::is_han(*c));
        let to =
            link.filter(|(_, c)| matches!(c, '到' | '至' | '为')).map(|(i, c)| i + c.len_utf8()).next()?;
        let second = numeral_at(self.text(), size(end) + to)?;
        let Read::Unit(counted) = self.beside.read(&second, self.floor(second.range.start), false) else {
            return None;
        };
        if matches!(counted.unit, Unit::Year | Unit::Month | Unit::Day | Unit::Age | Unit::Hour) {
            return None;
        }
        let mantissa = second.value.checked_div(second.scale)?;
        let shares = numeral.scale == Decimal::ONE && numeral.value <= mantissa.checked_mul(Decimal::TEN)?;
        let factor = if shares { second.scale.checked_mul(counted.factor)? } else { counted.factor };
        Some((counted.unit, factor))
    }
}

/// Gives bare numbers the unit of a sum before them in their sentence that they make up: what adds up to the last digit
/// is no chance.
pub(super) fn prove(text: &str, bare: &[Bare], found: &mut Vec<Quantity>) {
    let mut proved: Vec<Quantity> = Vec::new();
    for whole in found.iter() {
        let (Some(value), None) = (whole.value, whole.upper) else { continue };
        let Some(printed) = text.get(whole.range.bytes()) else { continue };
        let factor = if printed.contains('亿') {
            Decimal::from(100_000_000)
        } else if printed.contains('万') {
            Decimal::from(10_000)
        } else {
            Decimal::ONE
        };
        if whole.unit == Unit::Percent || value < factor.saturating_mul(Decimal::TEN) {
            continue;
        }
        let first = bare.partition_point(|bare| bare.number.start < whole.range.end);
        let (mut total, mut end) = (Decimal::ZERO, whole.range.end);
        for (count, part) in bare.iter().skip(first).take(PARTS).enumerate() {
            let between = text.get(size(end)..size(part.number.start)).unwrap_or_default();
            let breaks = between.contains(['。', '\n'])
                || between.chars().count() > APART
                || between.chars().any(|c| c.is_ascii_digit());
            if breaks {
                break;
            }
            end = part.number.end;
            total = total.saturating_add(part.value);
            if count > 0 && total.checked_mul(factor) == Some(value) {
                let parts = bare.iter().skip(first).take(count + 1);
                proved.extend(parts.filter_map(|part| {
                    Some(Quantity {
                        range: part.number,
                        number: part.number,
                        value: Some(part.value.checked_mul(factor)?.normalize()),
                        quantum: Some(part.quantum.checked_mul(factor)?.normalize()),
                        ..whole.clone()
                    })
                }));
                break;
            }
        }
    }
    if proved.is_empty() {
        return;
    }
    found.retain(|quantity| !proved.iter().any(|part| part.number.overlaps(quantity.range)));
    found.extend(proved);
    found.sort_by_key(|quantity| quantity.range);
    found.dedup_by_key(|quantity| quantity.range);
}

/// A sign of money is a part of the figure.
pub(super) fn with_sign(text: &str, start: u32) -> u32 {
    match token::char_before(text, size(start)) {
        Some(sign @ ('¥' | '￥')) => start - offset(sign.len_utf8()),
        _ => start,
    }
}
