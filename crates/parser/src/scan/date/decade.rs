//! Decades: 20世纪80年代, 上世纪七八十年代, 九十年代初.

use super::Scanner;
use super::calendar::{Stretch, Years};
use super::core::Core;
use super::cursor::Cursor;
use crate::mention::DateKind;

/// The first year of the century that a text means when it names none.
const CENTURY: i32 = 1900;

impl Scanner<'_> {
    /// A decade, with its century before it or without.
    pub(super) fn decade(&self, at: u32) -> Option<Core> {
        let mut cursor = self.cursor(at);
        let century = century(&mut cursor);
        decade_of(century, cursor)
    }

    /// The decade behind 上世纪.
    pub(super) fn decade_of_last_century(&self, at: u32) -> Option<Core> {
        decade_of(Some(CENTURY), self.cursor(at))
    }
}

/// 20世纪, 二十世纪: the first year of it.
fn century(cursor: &mut Cursor<'_>) -> Option<i32> {
    let before = *cursor;
    let number = cursor.number(2).filter(|number| (19..=21).contains(number));
    let named = cursor.eat('世') && cursor.eat('纪');
    if !named {
        *cursor = before;
        return None;
    }
    i32::try_from(number?).ok().map(|number| (number - 1) * 100)
}

/// 80年代, 七八十年代, 九十年代中期. Without a century only the second half of the last is told of so.
fn decade_of(century: Option<i32>, mut cursor: Cursor<'_>) -> Option<Core> {
    let (first, last) = tens(&mut cursor)?;
    if !(cursor.eat('年') && cursor.eat('代')) || (century.is_none() && first < 50) {
        return None;
    }
    cursor = part(cursor).unwrap_or(cursor);
    let year = |tens: u32| i32::try_from(tens).ok().map(|tens| century.unwrap_or(CENTURY) + tens);
    let years = Years { first: year(first)?, last: year(last)? + 9 };
    Some(Core { end: cursor.at(), stretch: Stretch::years(years), kind: DateKind::Stretch, anchor: None })
}

/// The first and the last decade, as years of the century.
fn tens(cursor: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let before = *cursor;
    if let Some(one) = cursor.number(2).filter(|tens| tens % 10 == 0 && *tens > 0) {
        return Some((one, one));
    }
    // 七八十年代
    *cursor = before;
    let first = cursor.digit()?;
    let last = cursor.digit().filter(|last| *last == first + 1)?;
    cursor.eat('十').then_some((first * 10, last * 10))
}

/// Steps over 初, 末, 中期 and 后期, which are some years of the ten.
fn part(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let alone = cursor.eat('初') || cursor.eat('末');
    let long = !alone && (cursor.eat('中') || cursor.eat('后') || cursor.eat('前'));
    let term = cursor.eat('期');
    (alone || long && term).then_some(cursor)
}
