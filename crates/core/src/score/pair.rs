//! Pairing of records, and how much two lists of spans or two sets share.

use rust_decimal::Decimal;

use crate::Span;

/// Greedy one-to-one pairing, the most worth first; pairs worth nothing are never made. Of equal pairs the earlier
/// records win.
pub(super) fn pair<G, F>(gold: &[G], found: &[F], worth: impl Fn(&G, &F) -> Decimal) -> Vec<(usize, usize)> {
    let mut ranked = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let worth = worth(g, f);
            if worth > Decimal::ZERO {
                ranked.push((worth, i, j));
            }
        }
    }
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in ranked {
        if let (Some(g @ false), Some(f @ false)) = (used_gold.get_mut(i), used_found.get_mut(j)) {
            (*g, *f) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

/// The record paired with a record of the annotations.
pub(super) fn found_of(pairs: &[(usize, usize)], gold: usize) -> Option<usize> {
    pairs.iter().find(|(i, _)| *i == gold).map(|(_, j)| *j)
}

pub(super) fn overlap(a: Span, b: Span) -> u32 {
    a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
}

/// Shared characters over the shorter side, 0 to 1 for spans that do not overlap among themselves.
pub(super) fn cover(a: &[Span], b: &[Span]) -> Decimal {
    let shared: u32 = a.iter().flat_map(|a| b.iter().map(|b| overlap(*a, *b))).sum();
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<u32>();
    match length(a).min(length(b)) {
        0 => Decimal::ZERO,
        shorter => Decimal::from(shared) / Decimal::from(shorter),
    }
}

/// Elements of one list without repeats.
fn distinct<T: PartialEq>(items: &[T]) -> Vec<&T> {
    let mut kept: Vec<&T> = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

fn shared<T: PartialEq>(a: &[&T], b: &[&T]) -> usize {
    a.iter().filter(|item| b.contains(item)).count()
}

/// F1 of two sets; `None` when both are empty.
pub(super) fn set_f1<T: PartialEq>(gold: &[T], found: &[T]) -> Option<Decimal> {
    let (gold, found) = (distinct(gold), distinct(found));
    if gold.is_empty() && found.is_empty() {
        return None;
    }
    Some(Decimal::from(2 * shared(&gold, &found)) / Decimal::from(gold.len() + found.len()))
}

/// Shared elements over all elements of two sets; 0 when both are empty.
pub(super) fn jaccard<T: PartialEq>(a: &[T], b: &[T]) -> Decimal {
    let (a, b) = (distinct(a), distinct(b));
    let both = shared(&a, &b);
    match a.len() + b.len() - both {
        0 => Decimal::ZERO,
        all => Decimal::from(both) / Decimal::from(all),
    }
}
