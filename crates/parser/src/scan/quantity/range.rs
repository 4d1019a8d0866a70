//! Ranges: takes the first number and what follows it, gives one quantity with both ends (`5-10倍`, `5万元至10万元`,
//! `10万元以上至50万元`).

use lianjie_core::{Bound, Decimal, Unit};

use super::{Classifier, Scanner};
use crate::mention::Quantity;
use crate::reading::{TextRange, size};
use crate::scan::approximator::{self, Touch};
use crate::scan::numeral::{Numeral, NumeralKind, numeral_at};
use crate::scan::unit::Read;
use crate::scan::{per, shape, token};

impl Scanner<'_> {
    /// 5-10倍, 5万元至10万元, 10万元以上至50万元; `read` is what stands beside the first number.
    pub(super) fn take_range(&mut self, first: &Numeral, touch: Touch, read: &Read) -> Option<usize> {
        let text = self.text();
        if first.kind == NumeralKind::Scale {
            return None;
        }
        let floor = self.floor(first.range.start);
        let (link, left) = if let Some(link) = shape::range_link(text, first.range.end) {
            (link, None)
        } else {
            let Read::Unit(left) = read else {
                return None;
            };
            // 由60岁到65岁 is a change, not a range.
            if matches!(token::char_before(text, size(touch.at)), Some('由' | '从')) {
                return None;
            }
            (shape::range_link(text, left.end)?, Some(left))
        };
        if token::code_end(text, link).is_some()
            && text.get(link..)?.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let mut second = numeral_at(text, link)?;
        if second.kind == NumeralKind::Digits || (second.kind == NumeralKind::Scale && second.hedge.is_none())
        {
            return None;
        }
        let Read::Unit(right) = self.beside.read(&second, floor, false) else {
            return None;
        };
        let mut low = first.clone();
        if let Some(left) = &left {
            if left.unit != right.unit {
                return None;
            }
            low.times(left.factor)?;
        } else {
            // 3-5万元 shares its scale, 8000-1万元 does not.
            let mantissa = second.value.checked_div(second.scale)?;
            if low.scale == Decimal::ONE && second.scale > Decimal::ONE && low.value < mantissa {
                low.times(second.scale)?;
            }
            low.times(right.factor)?;
        }
        second.times(right.factor)?;
        let upper = second.upper.unwrap_or(second.value);
        if low.value >= upper || (right.unit == Unit::Year && token::is_year(upper)) {
            return None;
        }
        let bound = match approximator::join(touch.bound, first.hedge, right.bound) {
            Bound::AtLeast | Bound::AtMost if left.is_some() && touch.bound.is_none() => Bound::Exact,
            bound => bound,
        };
        let number = TextRange::new(first.range.start, second.range.end);
        let (mut per, mut end) = per::divisors(self.beside, right.end, right.unit == Unit::Yuan);
        if right.unit == Unit::Percent {
            (per, end) = (Vec::new(), right.end);
        }
        let classifier = right.classifier.map(|range| Classifier {
            range,
            by_default: right.by_default,
            open: right.open,
        });
        self.push(
            Quantity {
                range: TextRange::new(touch.at, end),
                number,
                noun: right.noun,
                value: Some(low.value.normalize()),
                upper: Some(upper.normalize()),
                parts: None,
                unit: right.unit,
                bound: self.far_bound(touch.at, bound),
                quantum: Some(low.quantum.min(second.quantum).normalize()),
                per,
            },
            classifier,
        );
        self.carry();
        Some(size(end))
    }
}
