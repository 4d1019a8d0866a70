//! A place in the reading from which numbers and single characters are read.

use crate::digit::chinese_digit;
use crate::reading::{Reading, offset};

#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
    at: u32,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(reading: &'a Reading, at: u32) -> Self {
        Self { rest: reading.between(at, reading.range().end), at }
    }

    /// Byte of the reading.
    pub(super) const fn at(&self) -> u32 {
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Steps over one character; `false` at the end.
    pub(super) fn skip(&mut self) -> bool {
        let mut chars = self.rest.chars();
        let Some(ch) = chars.next() else { return false };
        self.rest = chars.as_str();
        self.at += offset(ch.len_utf8());
        true
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        self.peek() == Some(wanted) && self.skip()
    }

    pub(super) fn eat_spaces(&mut self) {
        while self.eat(' ') {}
    }

    /// A dash, wave or word that links two ends of a range; also a list comma.
    pub(super) fn link(&mut self) -> bool {
        let before = *self;
        let mut linked = false;
        while matches!(self.peek(), Some('-' | '~' | '至' | '到')) {
            linked = self.skip();
        }
        if !linked {
            *self = before;
        }
        linked
    }

    /// What joins the members of a list: 、 和 与 及.
    pub(super) fn joint(&mut self) -> bool {
        matches!(self.peek(), Some('、' | '和' | '与' | '及')) && self.skip()
    }

    /// The last of 5、6 or 一、二、三, where each is the next after the one before; what was read stays read.
    pub(super) fn listed_up_to(&mut self, first: u32, most: u32) -> u32 {
        let mut last = first;
        let mut ahead = *self;
        while ahead.eat('、') && ahead.number(2).is_some_and(|next| next == last + 1 && next <= most) {
            last += 1;
            *self = ahead;
        }
        last
    }

    /// 一季度, 二、三季度, 一至三季度: where the words end, the first and the last quarter.
    pub(super) fn quarters(mut self) -> Option<(u32, u32, u32)> {
        self.eat('第');
        let first = self.number(1).filter(|first| (1..=4).contains(first))?;
        let last = if self.link() {
            self.eat('第');
            self.number(1).filter(|last| (first..=4).contains(last))?
        } else {
            self.listed_up_to(first, 4)
        };
        (self.eat('季') && self.eat('度')).then_some((self.at, first, last))
    }

    /// An Arabic number of at most `digits` digits, or a Chinese one up to 99.
    pub(super) fn number(&mut self, digits: usize) -> Option<u32> {
        let before = *self;
        let mut value = 0;
        let mut read = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            value = value * 10 + digit;
            read += 1;
            if read > digits {
                *self = before;
                return None;
            }
            self.skip();
        }
        if read > 0 { Some(value) } else { self.chinese_number() }
    }

    /// One Chinese digit.
    pub(super) fn digit(&mut self) -> Option<i32> {
        let digit = self.peek().and_then(chinese_digit)?;
        self.skip();
        i32::try_from(digit).ok()
    }

    fn chinese_number(&mut self) -> Option<u32> {
        let before = *self;
        let mut tens = None;
        let mut ones = None;
        while let Some(ch) = self.peek() {
            if ch == '十' && tens.is_none() {
                tens = Some(ones.take().unwrap_or(1));
            } else if let Some(digit) = year_digit(ch).filter(|_| ones.is_none()) {
                ones = Some(digit);
            } else {
                break;
            }
            self.skip();
        }
        if tens.is_none() && ones.is_none() {
            *self = before;
            return None;
        }
        Some(tens.unwrap_or(0) * 10 + ones.unwrap_or(0))
    }

    /// A year of four digits between 1900 and 2099, in either kind of digits.
    pub(super) fn year(&mut self) -> Option<i32> {
        let before = *self;
        self.eat_spaces();
        let mut value = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|c| c.to_digit(10).or_else(|| year_digit(c)));
            let Some(digit) = digit else {
                *self = before;
                return None;
            };
            value = value * 10 + digit;
            self.skip();
        }
        let longer = self.peek().is_some_and(|c| c.is_ascii_digit());
        if longer || !(1900..2100).contains(&value) {
            *self = before;
            return None;
        }
        i32::try_from(value).ok()
    }
}

/// A digit of a year; pages write its nought as a circle too.
fn year_digit(ch: char) -> Option<u32> {
    if ch == '○' { Some(0) } else { chinese_digit(ch) }
}
