//! Takes a sum of money, gives the word that says which money it is: the nearest before it, or its head after it.

use lianjie_core::Unit;

use super::View;
use crate::lexicon::{Class, Hit};
use crate::reading::TextRange;

/// How far a special word may stand before a general one in the same phrase, in characters: 「工资也能挣到」.
const PHRASE_GAP: usize = 4;
/// How far after the sum its head may stand, in characters: 「1000万元人民银行扶贫再贷款」.
const HEAD_GAP: usize = 24;

/// The word that says which money it is.
pub(super) struct Cue<'a> {
    pub(super) code: &'a str,
    /// A verb that says nothing of the kind: 投入, 领取.
    pub(super) verb: bool,
    /// It stands in the clause and no other figure is nearer to it.
    pub(super) near: bool,
}

/// The word that decides, if any.
pub(super) fn cue<'a>(view: &View<'a>) -> Option<Cue<'a>> {
    let head = head(view);
    let end = view.anchor;
    let lead = view.hits(Class::MeasureMoney, view.lead);
    let found = governing(view, lead);
    match (found, head) {
        (Some(before), Some((gap, after))) => {
            let special = before.attr.is_empty();
            let distance = view.gap(before.range.end, end);
            // 「补贴和5万元小额贷款」: what stands beside another sum has its own head.
            let beside = gap == 0
                && view.text(TextRange::new(before.range.end, end)).ends_with(['和', '及', '与', '加', '、']);
            if special && (!after.attr.is_empty() || distance <= gap + 3 && !beside) {
                Some(Cue::of(before, true))
            } else if after.attr.is_empty() || !special {
                Some(Cue::of(after, true))
            } else {
                Some(Cue::of(before, true))
            }
        }
        (Some(before), None) => Some(Cue::of(before, true)),
        (None, Some((_, after))) => Some(Cue::of(after, true)),
        (None, None) => {
            // Not across a figure of money: its word is its own.
            let crossed = view
                .context
                .mentions
                .quantities
                .get(view.first.wrapping_sub(1))
                .is_some_and(|q| q.unit == Unit::Yuan && q.range.start >= view.clause.start);
            if crossed || view.first < view.index {
                return None;
            }
            governing(view, view.hits(Class::MeasureMoney, view.clause_before()))
                .map(|hit| Cue::of(hit, false))
        }
    }
}

impl<'a> Cue<'a> {
    fn of(hit: &Hit<'a>, near: bool) -> Self {
        Self {
            code: hit.code,
            verb: matches!(hit.attr, "take" | "close")
                && matches!(hit.code, "income" | "receive" | "funding" | "investment"),
            near,
        }
    }
}

/// Whether a word counts where it stands: a bare verb such as 投 only next to its sum.
fn usable(view: &View<'_>, hit: &Hit<'_>) -> bool {
    let gap = TextRange::new(hit.range.end, view.anchor);
    if hit.attr == "near" && (view.gap(gap.start, gap.end) > 5 || view.text(gap).contains('的')) {
        return false;
    }
    hit.code != "skip" && (hit.attr != "close" || view.gap(hit.range.end, view.anchor) <= 1)
}

/// The governing word among the hits before the sum.
fn governing<'a>(view: &View<'_>, hits: &'a [Hit<'a>]) -> Option<&'a Hit<'a>> {
    let nearest = hits.iter().rev().find(|hit| usable(view, hit))?;
    if matches!(nearest.attr, "" | "near" | "remit")
        || nearest.attr == "close" && !matches!(nearest.code, "income" | "receive" | "funding")
    {
        return Some(nearest);
    }
    let mut from = nearest.range.start;
    let earlier = hits.iter().rev().filter(|hit| usable(view, hit) && hit.range.end <= nearest.range.start);
    for hit in earlier {
        let reach = if matches!(nearest.attr, "take" | "close") { 3 * PHRASE_GAP } else { PHRASE_GAP };
        if view.gap(hit.range.end, from) > reach {
            break;
        }
        if hit.attr.is_empty() {
            return Some(hit);
        }
        from = hit.range.start;
    }
    Some(nearest)
}

/// The head noun after the sum, with its distance in characters.
fn head<'a>(view: &View<'a>) -> Option<(usize, &'a Hit<'a>)> {
    let pure = view.text(TextRange::new(view.tail.start, view.tail.end));
    let listed = matches!(pure, "、" | "和" | "及" | "或");
    if !listed && pure.starts_with(['、', '和', '及', '或']) {
        return None;
    }
    let last = view.run_tail.start == view.tail.start;
    let phrase = view.noun_phrase(if listed && !last { view.run_tail } else { attributes(view) });
    let mut hits =
        view.hits(Class::MeasureMoney, phrase).iter().filter(|hit| hit.attr.is_empty() || hit.attr == "weak");
    let mut hit = hits.find(|hit| hit.code != "skip")?;
    let gap = view.gap(phrase.start, hit.range.start);
    let open = !view.has(Class::MeasureBreak, "break", TextRange::new(phrase.start, hit.range.start));
    // The last noun of a compound is its head: 「15万元的租金补贴」.
    for next in hits {
        if next.range.start != hit.range.end || !next.attr.is_empty() || next.code == "investment" {
            break;
        }
        hit = next;
    }
    // 「投资2000万元购买设备」: a verb right after the sum is no head.
    (gap <= HEAD_GAP && open).then_some((gap, hit))
}

/// The tail, past figures that are further attributes of the same noun: 「5万元以下、3年期以内的小额贷款」.
fn attributes(view: &View<'_>) -> TextRange {
    let quantities = &view.context.mentions.quantities;
    let mut end = view.tail.end;
    for next in quantities.iter().skip(view.index + 1).take(3) {
        let mark = view.text(TextRange::new(view.tail.start, end)).chars().count() <= 1;
        let measure = matches!(next.unit, Unit::Year | Unit::Month | Unit::Percent);
        if next.range.start >= view.clause.end || !mark && end == view.tail.end || !measure {
            break;
        }
        end = quantities
            .iter()
            .skip(view.index + 1)
            .find(|q| q.range.start >= next.range.end)
            .map_or(view.clause.end, |q| q.range.start.min(view.clause.end));
    }
    TextRange::new(view.tail.start, end)
}
