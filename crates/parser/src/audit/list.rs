//! Takes the sections of a document, gives the ways to read the figures of list items as the parts of a total that
//! leads to the list.

use lianjie_core::Unit;

use super::equation::{Equation, Formula, Weight};
use super::term::{Term, Terms};
use crate::reading::TextRange;

/// Items of one list.
const ITEMS: usize = 24;
/// Figures that a total of many digits may stand before its list.
const FAR: usize = 24;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let sections = &terms.context.outline.sections;
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); sections.len()];
    for (index, section) in sections.iter().enumerate() {
        if let Some(siblings) = section.parent.and_then(|parent| children.get_mut(parent)) {
            siblings.push(index);
        }
    }
    for items in children.iter().filter(|items| (3..=ITEMS).contains(&items.len())) {
        let ranges: Vec<TextRange> =
            items.iter().filter_map(|&item| sections.get(item)).map(|section| section.range).collect();
        let Some(first) = ranges.first() else { continue };
        let before = terms.context.mentions.quantities_in(TextRange::new(0, first.start)).end;
        let near = before.saturating_sub(4);
        let led = terms.range(before.saturating_sub(FAR)..before).rev();
        for (t, total) in
            led.filter(|(t, total)| if *t < near { tells(total) } else { leads(terms, total, *first) })
        {
            // What a list ends with may tell no sum: 四、监督举报.
            let parts: Vec<usize> = ranges.iter().map_while(|&range| part(terms, total, range)).collect();
            let rest = ranges.iter().skip(parts.len()).all(|&range| part(terms, total, range).is_none());
            if parts.len() < 3 || !rest {
                continue;
            }
            if parts.iter().filter_map(|&part| terms.get(part)).all(|term| term.value.is_zero()) {
                continue;
            }
            out.push(Equation {
                need: None,
                formula: Formula::Sum,
                figures: parts.into_iter().chain([t]).collect(),
                weight: if t < near { Weight::Far } else { Weight::Near },
                certain: false,
                rule: "audit.sum.list",
            });
        }
    }
}

/// Whether a figure before the words that lead to a list has so many digits that no list comes to it by chance.
fn tells(total: &Term<'_>) -> bool {
    total.unit() == Unit::Yuan && total.is_exact() && total.digits() >= 4
}

/// Whether a figure stands in the words that lead to a list.
fn leads(terms: &Terms<'_>, total: &Term<'_>, first: TextRange) -> bool {
    let at = terms.context.outline.sentence_at(first.start);
    !matches!(total.unit(), Unit::Percent | Unit::PercentagePoint | Unit::Ratio | Unit::Times)
        && !terms.is_row(total)
        && at.is_none_or(|at| total.sentence + 2 >= at)
}

/// The first figure of an item that is of the total's kind.
fn part(terms: &Terms<'_>, total: &Term<'_>, item: TextRange) -> Option<usize> {
    let figures = terms.context.mentions.quantities_in(item);
    terms
        .range(figures)
        .find(|(_, term)| terms.same_kind(total, term) && term.quantity.per == total.quantity.per)
        .filter(|(_, term)| term.value < total.value)
        .map(|(index, _)| index)
}
