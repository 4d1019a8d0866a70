//! Villages and townships named again by their stem alone: 后海 after 后海村.

use std::collections::BTreeMap;
use std::ops::Bound;

use lianjie_core::PlaceLevel;

use super::{PlaceIndex, PlaceTable};
use crate::digit::chinese_digit;
use crate::lexicon::{Class, Hits};
use crate::mention::PlaceMention;
use crate::outline::Outline;
use crate::reading::TextRange;

/// Adds the mentions by stem, keeping text order.
pub(super) fn add_stems(
    outline: &Outline,
    hits: &Hits<'_>,
    table: &PlaceTable,
    mentions: &mut Vec<PlaceMention>,
) {
    let mut stems = BTreeMap::new();
    for mention in mentions.iter() {
        if matches!(mention.place.level, PlaceLevel::Township | PlaceLevel::Village)
            && let Some(stem) = stem(&mention.place.name, hits)
        {
            stems.entry(stem.to_owned()).or_insert(mention.index);
        }
    }
    if stems.is_empty() {
        return;
    }
    // Few characters open a stem: only those are looked at.
    let mut firsts: Vec<char> = stems.keys().filter_map(|stem| stem.chars().next()).collect();
    firsts.dedup();
    let reading = &outline.reading;
    let mut added = Vec::new();
    let mut end = 0;
    let mut before = None;
    for (start, c) in reading.text().char_indices() {
        let before = before.replace(c);
        if start < end || !firsts.contains(&c) {
            continue;
        }
        // A name by its stem stands at the beginning of a phrase, or behind a word that leads to a place: 修到了桃源.
        let at = crate::reading::offset(start);
        let led = || {
            let lead = hits.ending(Class::PlaceLead, at);
            lead.is_some_and(|lead| matches!(lead.code, "at" | "for" | "go") && lead.range.len() > 3)
        };
        let found = || longest(&stems, reading.text(), start);
        let listed = |&(length, _): &(usize, PlaceIndex)| {
            lists(reading.text().get(start + length..).unwrap_or_default())
        };
        let opens = !before.is_some_and(char::is_alphanumeric);
        let found = if opens || led() { found() } else { found().filter(listed) };
        let Some((length, index)) = found else { continue };
        end = start + length;
        let range = TextRange::of(start..end);
        let at = mentions.partition_point(|mention| mention.range.end <= range.start);
        let taken = mentions.get(at).is_some_and(|mention| mention.range.overlaps(range));
        let word_goes_on = hits
            .of(Class::Settlement)
            .get(hits.of(Class::Settlement).partition_point(|hit| hit.range.end <= range.start))
            .is_some_and(|hit| hit.range.start <= range.end);
        // 后海村 and then 后海|花海: a view is named after it.
        let view = matches!(
            reading.char_at(range.end),
            Some('海' | '湖' | '山' | '河' | '谷' | '寺' | '桥' | '岛' | '泉' | '溪' | '塔' | '瀑' | '峡')
        );
        if !taken && !word_goes_on && !view {
            added.push(PlaceMention { range, place: table.place(index).clone(), index, full: false });
        }
    }
    mentions.append(&mut added);
    mentions.sort_by_key(|mention| mention.range.start);
}

/// Whether a list of names goes on that ends with how many villages or townships they are: 把定江|、龙江2个村连片改种.
fn lists(rest: &str) -> bool {
    /// Characters of such a list.
    const LIST: usize = 30;
    let end = rest.char_indices().nth(LIST).map_or(rest.len(), |(at, _)| at);
    let words = rest.get(..end).unwrap_or_default();
    let Some(counted) = words.strip_prefix(['、', '和', '与']).and_then(|names| {
        let digit = names.find(|c: char| c.is_ascii_digit() || chinese_digit(c).is_some() || c == '两')?;
        names.get(..digit)?.chars().all(|c| c.is_alphabetic() || c == '、').then(|| names.get(digit..))?
    }) else {
        return false;
    };
    let unit =
        counted.trim_start_matches(|c: char| c.is_ascii_digit() || chinese_digit(c).is_some() || c == '两');
    unit.trim_start_matches(['个', '行', '政']).starts_with(['村', '乡', '镇'])
}

/// Length and place of the longest stem that starts at the byte.
fn longest(stems: &BTreeMap<String, PlaceIndex>, text: &str, start: usize) -> Option<(usize, PlaceIndex)> {
    /// No stem is longer.
    const LONGEST: usize = 16;
    let rest = text.get(start..)?;
    let ends = rest.char_indices().take(LONGEST).skip(1).map(|(at, c)| at + c.len_utf8());
    let words = ends.map_while(|end| rest.get(..end)).take_while(|word| {
        // Past the words that start so, none that is longer can follow.
        stems
            .range::<str, _>((Bound::Included(*word), Bound::Unbounded))
            .next()
            .is_some_and(|(stem, _)| stem.starts_with(*word))
    });
    words.filter_map(|word| Some((word.len(), *stems.get(word)?))).last()
}

/// The name without its level word, when at least two characters are left.
fn stem<'a>(name: &'a str, _hits: &Hits<'_>) -> Option<&'a str> {
    let mut chars = name.chars();
    let last = chars.next_back()?;
    let stem = chars.as_str();
    let plain = matches!(last, '村' | '镇' | '乡');
    (plain && stem.chars().count() >= 2).then_some(stem)
}
