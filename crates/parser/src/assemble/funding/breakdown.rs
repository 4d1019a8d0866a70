//! Takes the sums of a document in text order, gives the breakdowns whose parts have parts of their own, and the second
//! breakdown of a source: by level, then by use.

use lianjie_core::Decimal;

use super::arithmetic::{BREAKDOWN, CELL, CERTAIN, Entry, adding_up, claim, is_source, is_told, value};

/// The sums that a total consists of.
struct Breakdown {
    parts: Vec<usize>,
    /// Parts that have parts of their own, with these.
    inner: Vec<(usize, Vec<usize>)>,
}

/// Looks for a breakdown of a source that has none yet, some of whose parts have parts of their own, or for a second
/// one behind the first: 「8600万元，其中中央…。按用途分：产业5600万元(含种植2400万元、养殖3200万元)…」.
pub(super) fn break_down_again(entries: &mut [Entry], at: usize) {
    if !is_source(entries, at) {
        return;
    }
    let owned: Vec<usize> = entries
        .iter()
        .enumerate()
        .skip(at + 1)
        .take(2 * BREAKDOWN)
        .filter(|(_, entry)| entry.owner == Some(at))
        .map(|(index, _)| index)
        .collect();
    let told = owned.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(value(entries.get(*part)?)?));
    let whole = entries.get(at).and_then(value);
    let again = !owned.is_empty() && told == whole;
    let from = if again { owned.last().map_or(at, |last| *last) } else { at } + 1;
    let Some(Breakdown { parts, inner }) = breakdown(entries, at, from) else { return };
    let cells =
        parts.iter().any(|part| entries.get(*part).is_none_or(|part| part.draft.provenance.rule == CELL));
    let certain = parts.len() >= CERTAIN || !inner.is_empty() && parts.len() > 1;
    let twice = again && parts.iter().any(|part| is_told(entries, at, *part));
    if cells || !certain || twice || !again && inner.is_empty() {
        return;
    }
    claim(entries, at, parts);
    for (total, parts) in inner {
        claim(entries, total, parts);
    }
}

/// The sums from an entry on that add up to the one at `at`, those that stand behind one of them and add up to it left out.
fn breakdown(entries: &[Entry], at: usize, from: usize) -> Option<Breakdown> {
    let whole = entries.get(at).and_then(value)?;
    let (mut parts, mut inner) = (Vec::new(), Vec::new());
    let mut sum = Decimal::ZERO;
    let mut index = from;
    while index < from + BREAKDOWN && sum < whole {
        let free = |entry: &&Entry| entry.owner.is_none_or(|owner| owner == at) && !entry.total;
        let part = entries.get(index).filter(free)?;
        sum = sum.checked_add(value(part)?)?;
        parts.push(index);
        let own = parts_of_part(entries, at, index);
        let end = own.last().copied().filter(|_| own.len() > 1);
        let near = |last: &usize| {
            entries.get(*last).is_some_and(|last| last.draft.sentence <= part.draft.sentence + 1)
        };
        if let Some(end) = end.filter(near) {
            inner.push((index, own));
            index = end;
        }
        index += 1;
    }
    (sum == whole).then_some(Breakdown { parts, inner })
}

/// The sums behind a part of the total at `at` that add up to it.
fn parts_of_part(entries: &[Entry], at: usize, part: usize) -> Vec<usize> {
    let Some(head) = entries.get(part) else { return Vec::new() };
    let free = |entry: &Entry| entry.owner.is_none_or(|owner| owner == at) && !entry.total;
    let run = entries.iter().enumerate().skip(part + 1).take(BREAKDOWN);
    adding_up(run.take_while(|(_, entry)| free(entry)), head)
}
