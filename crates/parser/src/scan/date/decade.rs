//! Decades: 20世纪80年代, 上世纪七八十年代, 九十年代初.

use super::Scanner;
use super::calendar::{Stretch, Years};
use super::core::Core;
use super::cursor::Cursor;
use crate::lexicon::Hit;
use crate::mention::DateKind;

impl Scanner<'_> {
    /// A century, and the decade of it that is named: 20世纪, 上世纪90年代.
    pub(super) fn century(&self, hit: &Hit<'_>) -> Core {
        let end = hit.range.end;
        let vague = Core { end, stretch: None, kind: DateKind::Vague, anchor: None };
        hit.attr.parse().ok().and_then(|century| decade(century, self.cursor(end))).unwrap_or(vague)
    }

    /// A decade that needs no century: only the second half of the last is told of so.
    pub(super) fn bare_decade(&self, at: u32) -> Option<Core> {
        let (first, _) = tens(&mut self.cursor(at))?;
        decade(1900, self.cursor(at)).filter(|_| first >= 50)
    }
}

/// 80年代, 七八十年代, 九十年代中期, of the century that begins with a year.
fn decade(century: i32, mut cursor: Cursor<'_>) -> Option<Core> {
    let (first, last) = tens(&mut cursor)?;
    if !(cursor.eat('年') && cursor.eat('代')) {
        return None;
    }
    cursor = part(cursor).unwrap_or(cursor);
    let years = Years { first: century + first, last: century + last + 9 };
    Some(Core { end: cursor.at(), stretch: Stretch::years(years), kind: DateKind::Stretch, anchor: None })
}

/// The first and the last decade, as years of the century.
fn tens(cursor: &mut Cursor<'_>) -> Option<(i32, i32)> {
    let before = *cursor;
    if let Some(tens) = cursor.number(2).filter(|tens| tens % 10 == 0 && *tens > 0) {
        let tens = i32::try_from(tens).ok()?;
        return Some((tens, tens));
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
