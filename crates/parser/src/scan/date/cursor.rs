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
