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

/// Collects hashed features. A feature is a tag and one or more parts; FNV-1a over their bytes.
struct Features(Vec<u32>);

impl Features {
    fn add(&mut self, tag: &str, parts: &[&str]) {
        let mut hash = 0x811c_9dc5_u32;
        let mut feed = |text: &str| {
            for byte in text.bytes().chain([0x1f]) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        };
        feed(tag);
        for part in parts {
            feed(part);
        }
        self.0.push(hash);
    }
}

/// Byte offsets of the characters of a text, its end included.
fn bounds(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect()
}

/// Every run of one to three characters, with the index of its first character and its length.
fn grams(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let bounds = bounds(text);
    let count = bounds.len() - 1;
    (1..=3).flat_map(move |length| {
        let bounds = bounds.clone();
        (0..(count + 1).saturating_sub(length)).filter_map(move |at| {
            let (from, to) = (*bounds.get(at)?, *bounds.get(at + length)?);
            Some((at, length, text.get(from..to)?))
        })
    })
}

fn is_sentence_end(ch: char) -> bool {
    matches!(ch, '。' | '!' | '?' | '\n')
}

fn is_clause_end(ch: char) -> bool {
    matches!(ch, ',' | ';' | ':')
}

/// The features of one quantity of the document.
pub(crate) fn features(context: &Context<'_>, index: usize) -> Vec<u32> {
    let mut out = Features(Vec::with_capacity(96));
    let quantities = &context.mentions.quantities;
    let Some(quantity) = quantities.get(index) else { return out.0 };
    let unit = quantity.unit.as_str();
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
    let mut shape = String::new();
    for ch in context.reading().slice(quantity.range).chars() {
        let is_number = ch.is_ascii_digit() || ch == '.' || ch == ',';
        if !is_number {
            shape.push(ch);
        } else if !shape.ends_with('#') {
            shape.push('#');
        }
    }
    for (_, _, gram) in grams(&shape) {
        out.add("own", &[gram]);
    }
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
    let length = left.chars().count();
    for (at, size, gram) in grams(left) {
        out.add("left", &[gram]);
        if length - at - size < 2 {
            out.add("next left", &[gram]);
        }
        if size > 1 {
            out.add("unit left", &[unit, gram]);
        }
    }
    let tail = text.get(range.bytes().end..).unwrap_or_default();
    let stop = tail
        .char_indices()
        .take(AFTER + 1)
        .enumerate()
        .find(|(count, (_, ch))| *count == AFTER || is_sentence_end(*ch) || is_clause_end(*ch))
        .map_or_else(|| tail.len().min(AFTER * 4), |(_, (at, _))| at);
    let right = tail.get(..stop).unwrap_or_default();
    for (at, size, gram) in grams(right) {
        out.add("right", &[gram]);
        if at == 0 {
            out.add("next right", &[gram]);
        }
        if size > 1 {
            out.add("unit right", &[unit, gram]);
        }
    }
    let window = TextRange::new(sentence, clause);
    for (place, code) in cues(context, TextRange::new(clause, range.start)).iter().rev().take(4).enumerate() {
        let place = ["0", "1", "2", "3"].get(place).unwrap_or(&"3");
        out.add("cue left at", &[place, code]);
        out.add("cue left", &[code]);
        out.add("unit cue left", &[unit, code]);
    }
    let ahead = TextRange::new(range.end, range.end + offset(right.len()));
    for (place, code) in cues(context, ahead).iter().take(3).enumerate() {
        let place = ["0", "1", "2"].get(place).unwrap_or(&"2");
        out.add("cue right at", &[place, code]);
        out.add("unit cue right", &[unit, code]);
    }
    for code in cues(context, window) {
        out.add("cue before", &[code]);
    }
}

/// Codes of the cue words in a range, in text order.
fn cues<'a>(context: &Context<'a>, range: TextRange) -> Vec<&'a str> {
    let mut found: Vec<(u32, usize, &str)> = Vec::new();
    for (rank, class) in CUES.iter().enumerate() {
        let hits = context.mentions.hits.within(*class, range);
        found.extend(hits.iter().map(|hit| (hit.range.end, rank, hit.code)));
    }
    found.sort_unstable();
    found.into_iter().map(|(_, _, code)| code).collect()
}
