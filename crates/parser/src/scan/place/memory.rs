//! Villages and townships named again by their stem alone: 后海 after 后海村.

use std::collections::BTreeMap;

use daachorse::{CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use lianjie_core::PlaceLevel;

use super::PlaceTable;
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
    let places: Vec<_> = stems.values().copied().collect();
    let patterns = stems.keys().zip(0_u32..);
    let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build_with_values::<_, _, u32>(patterns);
    let Ok(automaton) = automaton else { return };
    let reading = &outline.reading;
    let mut added = Vec::new();
    for found in automaton.leftmost_find_iter(reading.text()) {
        let range = TextRange::of(found.start()..found.end());
        let place = usize::try_from(found.value()).ok().and_then(|index| places.get(index));
        let Some(&index) = place else { continue };
        let at = mentions.partition_point(|mention| mention.range.end <= range.start);
        let taken = mentions.get(at).is_some_and(|mention| mention.range.overlaps(range));
        let opens = reading.char_before(range.start).is_none_or(|c| !c.is_alphanumeric());
        let word_goes_on = hits
            .of(Class::Settlement)
            .get(hits.of(Class::Settlement).partition_point(|hit| hit.range.end <= range.start))
            .is_some_and(|hit| hit.range.start <= range.end);
        if !taken && opens && !word_goes_on {
            added.push(PlaceMention { range, place: table.place(index).clone(), index, full: false });
        }
    }
    mentions.append(&mut added);
    mentions.sort_by_key(|mention| mention.range.start);
}

/// The name without its level word, when at least two characters are left.
fn stem<'a>(name: &'a str, _hits: &Hits<'_>) -> Option<&'a str> {
    let mut chars = name.chars();
    let last = chars.next_back()?;
    let stem = chars.as_str();
    let plain = matches!(last, '村' | '镇' | '乡');
    (plain && stem.chars().count() >= 2).then_some(stem)
}
