//! The signs around a figure, each as a hash: its unit and bound, the characters within it and beside it in its clause,
//! the codes of lexicon words near it, the units of its neighbours.

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

    fn part(self, text: &str) -> Self {
        self.open(text.as_bytes()).close()
    }
}

/// Collects hashed features.
#[derive(Default)]
pub(crate) struct Features(Vec<u32>);

impl Features {
    pub(crate) fn finish(self) -> Vec<u32> {
        self.0
    }

    pub(crate) fn add(&mut self, tag: &str, parts: &[&str]) {
        let sign = parts.iter().fold(Sign::tag(tag), |sign, part| sign.part(part));
        self.0.push(sign.0);
    }
}

/// A run of one to three characters.
struct Gram {
    /// Index of its first character.
    at: usize,
    /// Number of its characters.
    length: usize,
    /// Characters of the text after it.
    after: usize,
}

/// Adds features of every run of one to three characters of a text: for each of `signs` that `wants` the run, the sign
/// with the run as its last part.
fn grams<const N: usize>(
    text: &str,
    signs: [Sign; N],
    out: &mut Features,
    wants: impl Fn(&Gram) -> [bool; N],
) {
    let count = text.chars().count();
    let mut rest = text.as_bytes();
    for at in 0..count {
        let mut signs = signs;
        let mut ahead = rest;
        for length in 1..=3.min(count - at) {
            let (character, after) = split_character(ahead);
            ahead = after;
            let wanted = wants(&Gram { at, length, after: count - at - length });
            for (sign, wanted) in signs.iter_mut().zip(wanted) {
                *sign = sign.open(character);
                if wanted {
                    out.0.push(sign.close().0);
                }
            }
        }
        rest = split_character(rest).1;
    }
}

/// The bytes of the first character of a text, and those after it.
fn split_character(text: &[u8]) -> (&[u8], &[u8]) {
    let length = match text.first() {
        None | Some(..0xC0) => 1,
        Some(..0xE0) => 2,
        Some(..0xF0) => 3,
        Some(_) => 4,
    };
    text.split_at_checked(length).unwrap_or((text, &[]))
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
        let sign = |tag, parts: &[&str]| parts.iter().fold(Sign::tag(tag), |sign, part| sign.part(part)).0;
        [
            sign("prior", &[self.reading]),
            sign("prior rule", &[self.rule]),
            sign("prior sure", &[self.reading, self.confidence]),
        ]
    }
}

/// The features of one quantity of the document, on which the rules say `prior`.
pub(crate) fn features(context: &Context<'_>, index: usize, prior: Prior<'_>) -> Vec<u32> {
    let mut out = Features(Vec::with_capacity(512));
    let quantities = &context.mentions.quantities;
    let Some(quantity) = quantities.get(index) else { return out.0 };
    let unit = quantity.unit.as_str();
    out.0.extend(prior.signs());
    own(context, quantity, &mut out);
    beside(context, quantity, unit, &mut out);
    if let Some(before) = index.checked_sub(1).and_then(|i| quantities.get(i)) {
        let gap = quantity.range.start.saturating_sub(before.range.end);
        let near = ["0", "1", "2", "3"].get(usize::try_from(gap / 12).unwrap_or(3).min(3)).unwrap_or(&"3");
        out.add("before", &[before.unit.as_str()]);
        out.add("before unit", &[before.unit.as_str(), unit, near]);
    }
    if let Some(after) = quantities.get(index + 1) {
        out.add("after", &[after.unit.as_str()]);
        out.add("after unit", &[after.unit.as_str(), unit]);
    }
    out.0
}

/// What the figure itself shows.
fn own(context: &Context<'_>, quantity: &Quantity, out: &mut Features) {
    let unit = quantity.unit.as_str();
    let per: Vec<&str> = quantity.per.iter().map(lianjie_core::Per::as_str).collect();
    let per = per.join("+");
    out.add("bias", &[]);
    out.add("unit", &[unit]);
    out.add("per", &[&per]);
    out.add("unit per", &[unit, &per]);
    out.add("bound", &[quantity.bound.as_str()]);
    out.add("unit bound", &[unit, quantity.bound.as_str()]);
    let size = magnitude(quantity);
    let of_one = if quantity.per.is_empty() { "" } else { "per" };
    out.add("size", &[unit, &size, of_one]);
    out.add("size per", &[unit, &size, &per]);
    let mut shape = String::new();
    for ch in context.reading().slice(quantity.range).chars() {
        let is_number = ch.is_ascii_digit() || ch == '.' || ch == ',';
        if !is_number {
            shape.push(ch);
        } else if !shape.ends_with('#') {
            shape.push('#');
        }
    }
    grams(&shape, [const { Sign::tag("own") }], out, |_| [true]);
}

/// How large the value is, in steps of about the root of ten: a month's wages and a county's funds differ in it.
fn magnitude(quantity: &Quantity) -> String {
    let Some(value) = quantity.value.filter(|value| !value.is_zero()) else { return String::new() };
    let digits = value.mantissa().unsigned_abs().to_string();
    let places = i64::try_from(digits.len()).unwrap_or(0) - i64::from(value.scale());
    let upper = digits.get(..2).unwrap_or(&digits) >= "32";
    format!("{places}{}", if upper { "+" } else { "" })
}

/// What stands beside the figure in its clause, and lexicon codes in its sentence.
fn beside(context: &Context<'_>, quantity: &Quantity, unit: &str, out: &mut Features) {
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
        out.add("opens", &[]);
    }
    let left = context.reading().between(clause, range.start);
    let signs = const { [Sign::tag("left"), Sign::tag("next left"), Sign::tag("unit left")] };
    let [any, next, of_unit] = signs;
    grams(left, [any, next, of_unit.part(unit)], out, |gram| [true, gram.after < 2, gram.length > 1]);
    let tail = text.get(range.bytes().end..).unwrap_or_default();
    let stop = tail
        .char_indices()
        .take(AFTER + 1)
        .enumerate()
        .find(|(count, (_, ch))| *count == AFTER || is_sentence_end(*ch) || is_clause_end(*ch))
        .map_or_else(|| tail.len().min(AFTER * 4), |(_, (at, _))| at);
    let right = tail.get(..stop).unwrap_or_default();
    let signs = const { [Sign::tag("right"), Sign::tag("next right"), Sign::tag("unit right")] };
    let [any, next, of_unit] = signs;
    grams(right, [any, next, of_unit.part(unit)], out, |gram| [true, gram.at == 0, gram.length > 1]);
    let window = TextRange::new(sentence, clause);
    let ahead = TextRange::new(range.end, range.end + offset(right.len()));
    let [before, left, right] = cues(context, [window, TextRange::new(clause, range.start), ahead]);
    for (place, code) in left.iter().rev().take(4).enumerate() {
        let place = ["0", "1", "2", "3"].get(place).unwrap_or(&"3");
        out.add("cue left at", &[place, code]);
        out.add("cue left", &[code]);
        out.add("unit cue left", &[unit, code]);
    }
    for (place, code) in right.iter().take(3).enumerate() {
        let place = ["0", "1", "2"].get(place).unwrap_or(&"2");
        out.add("cue right at", &[place, code]);
        out.add("unit cue right", &[unit, code]);
    }
    for code in before {
        out.add("cue before", &[code]);
    }
}

/// Codes of the cue words in ranges that follow one another, of each in text order.
fn cues<'a, const N: usize>(context: &Context<'a>, ranges: [TextRange; N]) -> [Vec<&'a str>; N] {
    let hits = &context.mentions.hits;
    let start = ranges.first().map_or(0, |range| range.start);
    let end = ranges.last().map_or(0, |range| range.end);
    let mut found = [const { Vec::<(u32, usize, &str)>::new() }; N];
    for (rank, class) in CUES.iter().enumerate() {
        let from = hits.of(*class).get(hits.before(*class, start)..).unwrap_or_default();
        for hit in from.iter().take_while(|hit| hit.range.end <= end) {
            for (codes, range) in found.iter_mut().zip(ranges) {
                if range.contains(hit.range) {
                    codes.push((hit.range.end, rank, hit.code));
                }
            }
        }
    }
    found.map(|mut codes| {
        codes.sort_unstable();
        codes.into_iter().map(|(_, _, code)| code).collect()
    })
}
