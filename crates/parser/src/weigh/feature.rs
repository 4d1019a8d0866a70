//! The signs around a figure, each as a hash: its unit and bound, the characters within it and beside it in its clause,
//! the codes of lexicon words near it, the units of its neighbours.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::context::Context;
use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::{TextRange, offset};

/// Characters of the clause that are looked at before and after the figure.
const BEFORE: usize = 40;
const AFTER: usize = 10;

/// The classes whose codes say what is done, paid, owned or meant.
const CUES: [Class; 8] = [
    Class::MeasureEvent,
    Class::MeasureMoney,
    Class::MeasurePerson,
    Class::MeasureThing,
    Class::MeasureRate,
    Class::MeasureHolder,
    Class::MeasureLand,
    Class::MeasureSetting,
];

/// A feature so far: a tag and parts, each closed by a sign that no text holds; FNV-1a over their bytes.
#[derive(Clone, Copy)]
struct Sign(u32);

impl Sign {
    const fn tag(tag: &str) -> Self {
        let mut sign = Self(0x811c_9dc5);
        let mut rest = tag.as_bytes();
        while let [byte, after @ ..] = rest {
            sign = sign.byte(*byte);
            rest = after;
        }
        sign.close()
    }

    const fn byte(self, byte: u8) -> Self {
        // The conversion from a byte that a constant may use.
        Self((self.0 ^ u32::from_le_bytes([byte, 0, 0, 0])).wrapping_mul(0x0100_0193))
    }

    const fn close(self) -> Self {
        self.byte(0x1f)
    }

    fn open(self, text: &[u8]) -> Self {
        text.iter().fold(self, |sign, byte| sign.byte(*byte))
    }

    /// Takes up the first character of a text; gives what follows it.
    #[inline]
    fn character(self, text: &[u8]) -> (Self, &[u8]) {
        match text {
            // Most characters are ideographs.
            [a @ 0xE0..0xF0, b, c, rest @ ..] => (self.byte(*a).byte(*b).byte(*c), rest),
            [a @ ..0x80, rest @ ..] => (self.byte(*a), rest),
            [a @ 0xC0..0xE0, b, rest @ ..] => (self.byte(*a).byte(*b), rest),
            [a, b, c, d, rest @ ..] => (self.byte(*a).byte(*b).byte(*c).byte(*d), rest),
            rest => (self.open(rest), &[]),
        }
    }

    fn part(self, text: &str) -> Self {
        self.open(text.as_bytes()).close()
    }
}

/// A tag that is hashed already, with its name.
#[derive(Clone, Copy)]
pub(crate) struct Tag {
    name: &'static str,
    sign: Sign,
}

impl Tag {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, sign: Sign::tag(name) }
    }

    pub(crate) fn part(self, text: &str) -> Self {
        Self { sign: self.sign.part(text), ..self }
    }
}

/// Collects hashed features.
pub(crate) type Features = Collected<false>;

/// Hashed features; `NAMED`, what each stands for too, for an explanation.
#[derive(Default)]
pub(crate) struct Collected<const NAMED: bool> {
    hashes: Vec<u32>,
    names: Vec<String>,
}

impl<const NAMED: bool> Collected<NAMED> {
    pub(crate) fn with_room(features: usize) -> Self {
        Self { hashes: Vec::with_capacity(features), names: Vec::new() }
    }

    pub(crate) fn finish(self) -> Vec<u32> {
        self.hashes
    }

    #[inline]
    fn push(&mut self, sign: Sign, name: impl FnOnce() -> String) {
        self.hashes.push(sign.0);
        if NAMED {
            self.names.push(name());
        }
    }

    pub(crate) fn add(&mut self, tag: Tag, parts: &[&str]) {
        let sign = parts.iter().fold(tag.sign, |sign, part| sign.part(part));
        self.push(sign, || format!("{} {}", tag.name, parts.join(" ")).trim_end().to_owned());
    }

    /// Adds a feature for every run of as many characters that starts in `text`: the sign with the run as its last part.
    pub(crate) fn add_runs(&mut self, tag: Tag, text: &str, lengths: RangeInclusive<usize>) {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            rest = self.add_opening(tag, rest, lengths.clone());
        }
    }

    /// Adds those that start with the first character of `text`; gives what follows it.
    fn add_opening<'t>(&mut self, tag: Tag, text: &'t [u8], lengths: RangeInclusive<usize>) -> &'t [u8] {
        let (mut sign, rest) = tag.sign.character(text);
        let mut ahead = rest;
        for length in 1..=*lengths.end() {
            if length >= *lengths.start() {
                self.push(sign.close(), || {
                    let run = text.get(..text.len() - ahead.len()).unwrap_or_default();
                    format!("{} {}", tag.name, String::from_utf8_lossy(run))
                });
            }
            if ahead.is_empty() || length == *lengths.end() {
                break;
            }
            (sign, ahead) = sign.character(ahead);
        }
        rest
    }
}

/// The most characters of a run.
const RUN: usize = 3;

/// A fact as a part of a sign.
pub(crate) const fn flag(is: bool) -> &'static str {
    if is { "+" } else { "-" }
}

/// The first of the bounds that the number does not pass, by its place.
pub(crate) fn step<N: PartialOrd + Copy>(number: N, bounds: &[N]) -> &'static str {
    let at = bounds.iter().position(|bound| number <= *bound).unwrap_or(bounds.len());
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].get(at).unwrap_or(&"9")
}

/// The first characters of a text.
pub(crate) fn first_characters(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// The last characters of a text.
pub(crate) fn last_characters(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

fn is_sentence_end(ch: char) -> bool {
    matches!(ch, '。' | '!' | '?' | '\n')
}

fn is_clause_end(ch: char) -> bool {
    matches!(ch, ',' | ';' | ':')
}

/// What the rules say of a quantity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prior<'a> {
    /// The measure's code, or the word for none.
    pub(crate) reading: &'a str,
    pub(crate) rule: &'a str,
    pub(crate) confidence: &'a str,
}

impl Prior<'_> {
    /// What the rules say as features of their own: rules that were written for a document are no more to be trusted in
    /// it than its annotations, so that these are learned from other documents alone.
    pub(crate) fn signs(self) -> [u32; 3] {
        let sign = |tag, parts: &[&str]| parts.iter().fold(tag, |sign: Sign, part| sign.part(part)).0;
        [
            sign(const { Sign::tag("prior") }, &[self.reading]),
            sign(const { Sign::tag("prior rule") }, &[self.rule]),
            sign(const { Sign::tag("prior sure") }, &[self.reading, self.confidence]),
        ]
    }
}

/// The features of one quantity of the document, on which the rules say `prior`.
pub(crate) fn features(context: &Context<'_>, index: usize, prior: Prior<'_>) -> Vec<u32> {
    collected::<false>(context, index, prior).hashes
}

/// The same, each with what it stands for.
pub(crate) fn named_features(context: &Context<'_>, index: usize, prior: Prior<'_>) -> Vec<(u32, String)> {
    let Collected { hashes, names } = collected::<true>(context, index, prior);
    hashes.into_iter().zip(names).collect()
}

fn collected<const NAMED: bool>(context: &Context<'_>, index: usize, prior: Prior<'_>) -> Collected<NAMED> {
    let mut out = Collected::with_room(512);
    let quantities = &context.mentions.quantities;
    let Some(quantity) = quantities.get(index) else { return out };
    let unit = quantity.unit.as_str();
    for sign in prior.signs() {
        out.push(Sign(sign), || "what the rules say".to_owned());
    }
    own(context, quantity, &mut out);
    beside(context, quantity, unit, &mut out);
    if let Some(before) = index.checked_sub(1).and_then(|i| quantities.get(i)) {
        let gap = quantity.range.start.saturating_sub(before.range.end);
        let near = ["0", "1", "2", "3"].get(usize::try_from(gap / 12).unwrap_or(3).min(3)).unwrap_or(&"3");
        out.add(const { Tag::new("before") }, &[before.unit.as_str()]);
        out.add(const { Tag::new("before unit") }, &[before.unit.as_str(), unit, near]);
    }
    if let Some(after) = quantities.get(index + 1) {
        out.add(const { Tag::new("after") }, &[after.unit.as_str()]);
        out.add(const { Tag::new("after unit") }, &[after.unit.as_str(), unit]);
    }
    out
}

/// What the figure itself shows.
fn own<const NAMED: bool>(context: &Context<'_>, quantity: &Quantity, out: &mut Collected<NAMED>) {
    let unit = quantity.unit.as_str();
    let per = match quantity.per.as_slice() {
        [] => Cow::Borrowed(""),
        [only] => Cow::Borrowed(only.as_str()),
        several => Cow::Owned(several.iter().map(lianjie_core::Per::as_str).collect::<Vec<_>>().join("+")),
    };
    out.add(const { Tag::new("bias") }, &[]);
    out.add(const { Tag::new("unit") }, &[unit]);
    out.add(const { Tag::new("per") }, &[&per]);
    out.add(const { Tag::new("unit per") }, &[unit, &per]);
    out.add(const { Tag::new("bound") }, &[quantity.bound.as_str()]);
    out.add(const { Tag::new("unit bound") }, &[unit, quantity.bound.as_str()]);
    let size = magnitude(quantity);
    let of_one = if quantity.per.is_empty() { "" } else { "per" };
    out.add(const { Tag::new("size") }, &[unit, &size, of_one]);
    out.add(const { Tag::new("size per") }, &[unit, &size, &per]);
    let mut shape = String::with_capacity(32);
    for ch in context.reading().slice(quantity.range).chars() {
        let is_number = ch.is_ascii_digit() || ch == '.' || ch == ',';
        if !is_number {
            shape.push(ch);
        } else if !shape.ends_with('#') {
            shape.push('#');
        }
    }
    out.add_runs(const { Tag::new("own") }, &shape, 1..=RUN);
}

/// How large the value is, in steps of about the root of ten: a month's wages and a county's funds differ in it.
fn magnitude(quantity: &Quantity) -> String {
    let Some(value) = quantity.value.filter(|value| !value.is_zero()) else { return String::new() };
    let digits = value.mantissa().unsigned_abs();
    let power = digits.checked_ilog10().unwrap_or(0);
    // Its first two digits.
    let first = match power.checked_sub(1) {
        Some(rest) => digits / 10_u128.pow(rest),
        None => digits * 10,
    };
    let mut places = (i64::from(power) + 1 - i64::from(value.scale())).to_string();
    if first >= 32 {
        places.push('+');
    }
    places
}

/// What stands beside the figure in its clause, and lexicon codes in its sentence.
fn beside<const NAMED: bool>(
    context: &Context<'_>,
    quantity: &Quantity,
    unit: &str,
    out: &mut Collected<NAMED>,
) {
    let text = context.reading().text();
    let range = quantity.range;
    let head = text.get(..range.bytes().start).unwrap_or_default();
    let (mut sentence, mut clause) = (range.start, None);
    for (at, ch) in head.char_indices().rev().take(BEFORE) {
        if is_sentence_end(ch) {
            break;
        }
        if is_clause_end(ch) && clause.is_none() {
            clause = Some(offset(at + ch.len_utf8()));
        }
        sentence = offset(at);
    }
    let clause = clause.unwrap_or(sentence);
    if sentence == range.start {
        out.add(const { Tag::new("opens") }, &[]);
    }
    let left = context.reading().between(clause, range.start);
    out.add_runs(const { Tag::new("left") }, left, 1..=RUN);
    out.add_runs(const { Tag::new("unit left") }.part(unit), left, 2..=RUN);
    // Those that end where the figure starts or a character before.
    let last = last_characters(left, RUN + 1);
    let mut next = last.as_bytes();
    for remaining in (1..=last.chars().count()).rev() {
        let shortest = (remaining - 1).max(1);
        next = out.add_opening(const { Tag::new("next left") }, next, shortest..=RUN);
    }
    let tail = text.get(range.bytes().end..).unwrap_or_default();
    let stop = tail
        .char_indices()
        .take(AFTER + 1)
        .enumerate()
        .find(|(count, (_, ch))| *count == AFTER || is_sentence_end(*ch) || is_clause_end(*ch))
        .map_or_else(|| tail.len().min(AFTER * 4), |(_, (at, _))| at);
    let right = tail.get(..stop).unwrap_or_default();
    out.add_runs(const { Tag::new("right") }, right, 1..=RUN);
    out.add_runs(const { Tag::new("unit right") }.part(unit), right, 2..=RUN);
    if !right.is_empty() {
        out.add_opening(const { Tag::new("next right") }, right.as_bytes(), 1..=RUN);
    }
    let stop = range.end + offset(right.len());
    let cues = cues(context, TextRange::new(sentence, stop));
    for (place, code) in codes(&cues, TextRange::new(clause, range.start)).rev().take(4).enumerate() {
        let place = ["0", "1", "2", "3"].get(place).unwrap_or(&"3");
        out.add(const { Tag::new("cue left at") }, &[place, code]);
        out.add(const { Tag::new("cue left") }, &[code]);
        out.add(const { Tag::new("unit cue left") }, &[unit, code]);
    }
    for (place, code) in codes(&cues, TextRange::new(range.end, stop)).take(3).enumerate() {
        let place = ["0", "1", "2"].get(place).unwrap_or(&"2");
        out.add(const { Tag::new("cue right at") }, &[place, code]);
        out.add(const { Tag::new("unit cue right") }, &[unit, code]);
    }
    for code in codes(&cues, TextRange::new(sentence, clause)) {
        out.add(const { Tag::new("cue before") }, &[code]);
    }
}

/// A cue word: its end, the place of its class in [`CUES`], its code and its start.
type Cue<'a> = (u32, usize, &'a str, u32);

/// The cue words of a range, in text order.
fn cues<'a>(context: &Context<'a>, range: TextRange) -> Vec<Cue<'a>> {
    let mut found = Vec::with_capacity(32);
    for (rank, class) in CUES.iter().enumerate() {
        let hits = context.mentions.hits.within(*class, range).iter();
        found.extend(hits.map(|hit| (hit.range.end, rank, hit.code, hit.range.start)));
    }
    found.sort_unstable();
    found
}

/// The codes of those that lie in a part of the range.
fn codes<'c, 'a>(cues: &'c [Cue<'a>], part: TextRange) -> impl DoubleEndedIterator<Item = &'a str> + 'c {
    let inside = move |(end, _, _, start): &&Cue<'a>| part.start <= *start && *end <= part.end;
    cues.iter().filter(inside).map(|(_, _, code, _)| *code)
}
