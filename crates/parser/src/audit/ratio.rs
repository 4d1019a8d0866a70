//! Takes the figures, gives the ways to read a percentage as a part over a whole: 占…的65%, 覆盖率65%.

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};
use crate::lexicon::Class;
use crate::reading::TextRange;

/// Parts that a percentage may speak of.
const PARTS: usize = 4;
/// Wholes that a part may be of.
const WHOLES: usize = 24;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (index, percent) in terms.iter().filter(|(_, term)| term.is_percent() && !terms.is_row(term)) {
        let lead = terms.clause_lead(percent);
        if let Some(share) = terms.last(lead, Cue::Share).filter(|share| !grows(terms, *share, percent)) {
            let base = Some(TextRange::new(share.end, percent.start()));
            let statement = Statement { index, percent, base, cue: share };
            if !of_printed(terms, &statement, out) {
                shares(terms, &statement, out);
            }
        } else if let Some(rate) = terms.last(percent.lead, Cue::Rate).filter(|r| !grows(terms, *r, percent))
        {
            shares(terms, &Statement { index, percent, base: None, cue: rate }, out);
            incidence(terms, index, percent, rate, out);
        }
    }
}

/// A percentage and how it is introduced.
struct Statement<'t, 'a> {
    index: usize,
    percent: &'t Term<'a>,
    /// The words that name the whole, after 占.
    base: Option<TextRange>,
    cue: TextRange,
}

/// Whether the percentage that follows is how far something grew or fell, and no share.
fn grows(terms: &Terms<'_>, cue: TextRange, percent: &Term<'_>) -> bool {
    let rest = TextRange::new(cue.end, percent.start());
    let moved = terms.ending(rest);
    matches!(moved, Some("growth" | "fall" | "increase" | "mean_growth" | "to"))
        || terms.has(rest, Cue::From)
        || terms.has(rest, Cue::MeanGrowth)
}

fn is_amount(term: &Term<'_>) -> bool {
    !term.is_rate() && !term.is_time() && !term.is_each()
}

fn shares(terms: &Terms<'_>, statement: &Statement<'_, '_>, out: &mut Vec<Equation>) {
    let &Statement { index, percent, .. } = statement;
    let first = terms.around(percent, 0, 0).start;
    let aligned = aligned(terms, index, percent);
    let candidates: Vec<(usize, &Term<'_>)> = match aligned {
        Some(part) => vec![part],
        None => terms.range(first..index).rev().filter(|(_, term)| is_amount(term)).take(PARTS).collect(),
    };
    let base =
        statement.base.map(|base| super::term::after_separator(terms.context.reading().slice(base), base));
    let named_base = base.map(|base| terms.without_links(base)).filter(|base| base.len() > 2);
    for (rank, &(at, part)) in candidates.iter().enumerate() {
        let subject = rank == 0 || candidates.first().is_some_and(|(_, first)| first.clause == part.clause);
        let between = terms.range(at + 1..index).any(|(_, term)| term.is_percent() && aligned.is_none());
        let mut sole = 0;
        let mut wholes = Vec::new();
        for (i, whole) in terms.range(at.saturating_sub(400)..at).rev() {
            if wholes.len() == WHOLES {
                break;
            }
            if !is_amount(whole) || !terms.same_kind(part, whole) || !part.may_be_part_of(whole) {
                continue;
            }
            sole += usize::from(whole.sentence == part.sentence);
            wholes.push((i, whole));
        }
        // 占贫困户的86%。全村有贫困户250户: the whole may follow.
        let after = terms.around(percent, 0, 1).end;
        wholes.extend(
            terms
                .range(index + 1..after.min(index + 8))
                .filter(|(_, whole)| {
                    is_amount(whole) && terms.same_kind(part, whole) && part.may_be_part_of(whole)
                })
                .take(2),
        );
        for &(i, whole) in &wholes {
            let named =
                named_base.is_some_and(|base| terms.named(whole, base) && terms.same_place(part, whole));
            let beside = whole.sentence == part.sentence && sole == 1 && i < index;
            let of_which = named_base.is_none()
                && beside
                && terms.has(TextRange::new(whole.end(), part.start()), Cue::OfWhich);
            // 甲4237元,占44%;乙3370元,占35%: what has a share of its own is a part beside it.
            let part_itself = terms.get(i + 1).is_some_and(|next| {
                let said = TextRange::new(whole.end(), next.start());
                i + 1 < at && next.is_percent() && terms.last(said, Cue::Share).is_some()
            });
            // 占 with nothing after it speaks of the whole just said.
            let bare = statement.base.is_some() && named_base.is_none() && beside && !part_itself;
            let worded = named || of_which || bare;
            let total = i > index && terms.has(terms.clause_lead(whole), Cue::Total);
            let close = percent.clause.abs_diff(part.clause) <= 1;
            out.push(Equation {
                need: None,
                formula: Formula::Ratio,
                figures: vec![at, i, index],
                weight: if worded
                    || total
                    || (statement.base.is_some()
                        && rank == 0
                        && whole.sentence == part.sentence
                        && !part_itself)
                {
                    Weight::Worded
                } else if whole.sentence.abs_diff(part.sentence) <= 1 {
                    Weight::Near
                } else {
                    Weight::Far
                },
                certain: worded
                    && subject
                    && close
                    && !between
                    && (statement.base.is_some() || alike(part, whole, percent))
                    && apart(terms, part, statement),
                rule: "audit.ratio.share",
            });
        }
    }
}

/// `农村人口1.66万人，建档立卡8039人，贫困发生率48.4%`: the incidence of poverty is by definition the poor among the
/// rural population; of 总人口 it says nothing.
fn incidence(terms: &Terms<'_>, index: usize, percent: &Term<'_>, rate: TextRange, out: &mut Vec<Equation>) {
    if terms.said(rate, Cue::Rate).is_none_or(|(_, attr)| attr != "incidence") {
        return;
    }
    let first = terms.around(percent, 0, 0).start;
    let persons: Vec<(usize, &Term<'_>)> = terms
        .range(first..index)
        .filter(|(_, term)| term.unit() == Unit::Person && is_amount(term))
        .collect();
    let [(w, whole), (p, part)] = persons.as_slice() else { return };
    let rates = terms.range(first..index).any(|(_, term)| term.is_percent());
    let poor = terms.context.mentions.hits.within(Class::Poor, terms.clause_lead(part));
    let poor =
        poor.iter().any(|hit| hit.code == "poor") || terms.has(terms.clause_lead(part), Cue::Remainder);
    let lead = terms.clause_lead(whole);
    // Who lives in a village is of the rural population: 全村280户950人.
    let rural = terms.has(lead, Cue::Rural) || terms.context.reading().slice(lead).contains('村');
    if rates || !poor || !rural || !part.may_be_part_of(whole) || percent.clause.abs_diff(part.clause) > 1 {
        return;
    }
    out.push(Equation {
        need: None,
        formula: Formula::Ratio,
        figures: vec![*p, *w, index],
        weight: Weight::Worded,
        certain: alike(part, whole, percent),
        rule: "audit.ratio.incidence",
    });
}

/// `中央6000万元，占60%` of parts that come to their total: the share is of that total, wherever it stands.
pub(super) fn of_sums(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let sums = out.iter().filter(|equation| super::sum::comes_to(terms, equation));
    let mut found = Vec::new();
    for equation in sums {
        let Some((&whole, parts)) = equation.figures.split_last() else { continue };
        for &part in parts {
            let next = terms.get(part).zip(terms.get(part + 1));
            let Some((of, percent)) = next.filter(|(_, percent)| percent.is_percent()) else { continue };
            let bare = TextRange::new(of.end(), percent.start());
            let said = terms
                .last(bare, Cue::Share)
                .filter(|share| terms.without_links(TextRange::new(share.end, percent.start())).is_empty());
            if said.is_some() && of.sentence == percent.sentence {
                found.push(Equation {
                    need: None,
                    formula: Formula::Ratio,
                    figures: vec![part, whole, part + 1],
                    weight: Weight::Worded,
                    certain: false,
                    rule: "audit.ratio.part",
                });
            }
        }
    }
    out.extend(found);
}

/// Whether a rate is at least about what a part makes of a whole: 不良率0.3% is of something else.
fn alike(part: &Term<'_>, whole: &Term<'_>, percent: &Term<'_>) -> bool {
    let (implied, stated) = (part.value.saturating_mul(HUNDRED), whole.value.saturating_mul(percent.value));
    part.damaged || implied.max(stated) <= implied.min(stated).saturating_mul(Decimal::TWO)
}

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// Whether 占 opens the clause of the percentage, so that its subject is the figure before and no noun between.
fn apart(terms: &Terms<'_>, part: &Term<'_>, statement: &Statement<'_, '_>) -> bool {
    let percent = statement.percent;
    statement.base.is_none()
        || (part.clause != percent.clause && terms.clause_lead(percent).start == statement.cue.start)
}

/// `78户参加，占全村120户的65%`: the whole is printed between 占 and the percentage.
fn of_printed(terms: &Terms<'_>, statement: &Statement<'_, '_>, out: &mut Vec<Equation>) -> bool {
    let &Statement { index, percent, .. } = statement;
    let first = terms.around(percent, 0, 0).start;
    let inside = |term: &Term<'_>| term.start() >= statement.cue.end && is_amount(term);
    let Some((w, whole)) = terms.range(first..index).find(|(_, term)| inside(term)) else { return false };
    let parts = terms
        .range(first..w)
        .rev()
        .filter(|(_, term)| is_amount(term) && terms.same_kind(term, whole) && term.may_be_part_of(whole));
    for (rank, (at, part)) in parts.take(PARTS).enumerate() {
        out.push(Equation {
            need: None,
            formula: Formula::Ratio,
            figures: vec![at, w, index],
            weight: Weight::Worded,
            certain: rank == 0 && percent.clause.abs_diff(part.clause) <= 1 && apart(terms, part, statement),
            rule: "audit.ratio.printed",
        });
    }
    true
}

/// Of `A、B，分别占P、Q`, the amount that stands where the percentage stands.
fn aligned<'t, 'a>(terms: &'t Terms<'a>, index: usize, percent: &Term<'_>) -> Option<(usize, &'t Term<'a>)> {
    let run: Vec<usize> = terms
        .around(percent, 0, 0)
        .filter(|&i| terms.get(i).is_some_and(|term| term.is_percent() && term.clause == percent.clause))
        .collect();
    let at = run.iter().position(|&i| i == index)?;
    let first = run.first().and_then(|&first| terms.get(first))?;
    if run.len() < 2 || !terms.has(terms.clause_lead(first), Cue::Respectively) {
        return None;
    }
    let start = run.first()?.checked_sub(run.len())?;
    let list: Vec<(usize, &Term<'a>)> = terms.range(start..*run.first()?).collect();
    let alike = list.len() == run.len()
        && list.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a.unit() == b.unit()));
    list.get(at).copied().filter(|(_, term)| alike && is_amount(term) && term.sentence == percent.sentence)
}
