//! Takes the figures, gives the gross product as the sum of its three industries, wherever the text tells them.

use lianjie_core::Unit;

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};

/// Figures between the gross product and its industries.
const REACH: usize = 120;
/// Figures between one industry and the next.
const NEXT: usize = 40;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let told: Vec<(usize, &Term<'_>)> = terms
        .iter()
        .filter(|(_, term)| term.unit() == Unit::Yuan && !term.is_each() && !terms.is_row(term))
        .collect();
    let industries: Vec<(usize, &Term<'_>, &str)> =
        told.iter().filter_map(|&(i, term)| Some((i, term, industry(terms, term)?))).collect();
    let mut before = told.iter().rev().filter(|(_, term)| is_gross(terms, term)).peekable();
    for three in industries.windows(3).rev() {
        let [(a, first, "1"), (b, _, "2"), (c, last, "3")] = three else { continue };
        if b - a > NEXT || c - b > NEXT || !terms.same_place(first, last) {
            continue;
        }
        while before.next_if(|(i, _)| i >= a).is_some() {}
        let Some(&&(whole, gross)) = before.peek() else { continue };
        if a - whole > REACH || !terms.same_place(gross, first) {
            continue;
        }
        let here = gross.sentence == last.sentence;
        out.push(Equation {
            need: None,
            formula: Formula::Sum,
            figures: vec![*a, *b, *c, whole],
            weight: Weight::Worded,
            certain: here && [gross, first, last].iter().all(|term| term.is_exact()),
            rule: "audit.sum.gross",
        });
    }
}

/// Which industry's product a figure is.
fn industry<'a>(terms: &Terms<'a>, term: &Term<'_>) -> Option<&'a str> {
    let (cue, attr) = terms.said(term.lead, Cue::Industry)?;
    let rest = crate::reading::TextRange::new(cue.end, term.start());
    (!terms.has(rest, Cue::Increase) && !terms.has(rest, Cue::Base)).then_some(attr)
}

fn is_gross(terms: &Terms<'_>, term: &Term<'_>) -> bool {
    let gross = terms.said(term.lead, Cue::Real).filter(|(_, attr)| *attr == "whole");
    gross.is_some_and(|(cue, _)| {
        let rest = crate::reading::TextRange::new(cue.end, term.start());
        !terms.has(rest, Cue::Increase) && !terms.has(rest, Cue::Base) && !terms.has(rest, Cue::Industry)
    })
}
