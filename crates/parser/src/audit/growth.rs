//! Takes the figures, gives the ways to read growth and change: 由A增加到B，增长P; 比上年增加C，增长P; 由A%下降到B%，下降C个百分点.

use lianjie_core::Unit;

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};
use crate::reading::TextRange;

/// Values that an increase or a percentage may speak of.
const VALUES: usize = 4;
/// Increases that may be of one value.
const INCREASES: usize = 40;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let mut grown = Vec::new();
    for (index, term) in terms.iter().filter(|(_, term)| !terms.is_row(term)) {
        if term.is_percent() && is_growth(terms, index, term) {
            for value in values(terms, index, term) {
                grown.push((value, index));
            }
        }
        from_to(terms, index, term, out);
        points(terms, index, term, out);
    }
    increases(terms, &grown, out);
}

/// Whether a percentage is growth against an earlier value, and no yearly mean.
fn is_growth(terms: &Terms<'_>, index: usize, percent: &Term<'_>) -> bool {
    let lead = terms.clause_lead(percent);
    let first = run(terms, index, percent).first().and_then(|&first| terms.get(first));
    let said = first.map_or(percent.lead, |first| terms.clause_lead(first));
    matches!(terms.ending(said), Some("growth" | "increase"))
        && !terms.has(lead, Cue::MeanGrowth)
        && !terms.has(percent.lead, Cue::Share)
}

/// The percentages of a clause that stand in a row: `分别增长30.1%和34.1%`.
fn run(terms: &Terms<'_>, index: usize, percent: &Term<'_>) -> Vec<usize> {
    let window = terms.around(percent, 0, 0);
    let mut run: Vec<usize> = terms
        .range(window.start..index + 1)
        .rev()
        .take_while(|(_, term)| term.is_percent() && term.clause == percent.clause)
        .map(|(i, _)| i)
        .collect();
    run.reverse();
    let more =
        terms.range(index + 1..window.end).take_while(|(_, t)| t.is_percent() && t.clause == percent.clause);
    run.extend(more.map(|(i, _)| i));
    run
}

/// The values that a percentage of growth may be of, nearest first.
fn values(terms: &Terms<'_>, index: usize, percent: &Term<'_>) -> Vec<usize> {
    let window = terms.around(percent, 0, 0);
    let run = run(terms, index, percent);
    let amount = |term: &Term<'_>| {
        !matches!(term.unit(), Unit::Percent | Unit::PercentagePoint | Unit::Ratio | Unit::Times | Unit::Year)
    };
    let first = run.first().copied().unwrap_or(index);
    let respectively =
        terms.get(first).is_some_and(|term| terms.has(terms.clause_lead(term), Cue::Respectively));
    if respectively && run.len() > 1 {
        let place = run.iter().position(|&i| i == index).unwrap_or(0);
        let list: Vec<usize> = terms
            .range(window.start..first)
            .rev()
            .filter(|(_, term)| amount(term) && !terms.has(term.lead, Cue::Increase))
            .take(run.len())
            .map(|(i, _)| i)
            .collect();
        return list
            .iter()
            .rev()
            .nth(place)
            .filter(|_| list.len() == run.len())
            .copied()
            .into_iter()
            .collect();
    }
    terms
        .range(window.start..index)
        .rev()
        .filter(|(_, term)| amount(term))
        .take(VALUES)
        .map(|(i, _)| i)
        .collect()
}

/// Whether a value's growth is told in the money of its year; that of 增加值 and incomes is told at constant prices.
fn nominal(terms: &Terms<'_>, value: &Term<'_>) -> bool {
    !terms.has(terms.clause_lead(value), Cue::Real)
}

/// A value with its growth, and the increase that is told beside it or further on.
fn increases(terms: &Terms<'_>, grown: &[(usize, usize)], out: &mut Vec<Equation>) {
    for &(v, p) in grown {
        let (Some(value), Some(percent)) = (terms.get(v), terms.get(p)) else { continue };
        if terms.has(value.lead, Cue::Increase)
            && !terms.has(value.lead, Cue::To)
            && !terms.has(value.lead, Cue::Mean)
        {
            continue;
        }
        added(terms, (v, value), (p, percent), out);
        for (i, increase) in
            terms.range(v + 1..v + 160).filter(|(_, term)| term.unit() == value.unit()).take(INCREASES)
        {
            if i == p || increase.value >= value.value {
                continue;
            }
            let here = increase.sentence == value.sentence;
            let lead = terms.clause_lead(increase);
            // 比头年多321万元，涨了38%: against a base, the amount beside the percentage is a difference.
            let told = |base: &TextRange| {
                !terms.without_links(TextRange::new(base.end, increase.start())).is_empty()
            };
            let against =
                || terms.last(lead, Cue::Base).filter(told).filter(|_| here && i == v + 1 && p == i + 1);
            let Some(cue) = terms.last(lead, Cue::Increase).or_else(against) else { continue };
            if terms.has(TextRange::new(cue.start, increase.start()), Cue::To) {
                continue;
            }
            let beside = here && alone(terms, [v, i, p]);
            let said = TextRange::new(terms.sentence_start(increase), increase.start());
            let far_named = terms.share_run(terms.without_links(value.lead), said, 4);
            if !here && !far_named {
                continue;
            }
            // 较上期的A增加B: the value is what it grew from; 去年A，比前年多B: it is what it grew to.
            let from = terms.has(value.lead, Cue::Base)
                && !terms.has(increase.lead, Cue::Base)
                && here
                && i == v + 1;
            out.push(Equation {
                need: None,
                formula: if from { Formula::Ratio } else { Formula::GrowthBy },
                figures: vec![v, i, p],
                weight: if beside { Weight::Worded } else { Weight::Near },
                certain: !from
                    && beside
                    && nominal(terms, value)
                    && increase.clause.abs_diff(percent.clause) <= 1,
                rule: "audit.growth.increase",
            });
        }
    }
}

/// `去年新增1.1万亩，总数达2.9万亩，增长61%`: the increase stands before the value.
fn added(
    terms: &Terms<'_>,
    (v, value): (usize, &Term<'_>),
    (p, percent): (usize, &Term<'_>),
    out: &mut Vec<Equation>,
) {
    let Some(i) = v.checked_sub(1).filter(|_| p == v + 1) else { return };
    let Some(increase) = terms.get(i).filter(|increase| terms.same_kind(increase, value)) else { return };
    let here = increase.sentence == percent.sentence && percent.clause - increase.clause <= 3;
    if here && increase.value < value.value && terms.has(increase.lead, Cue::Increase) {
        out.push(Equation {
            need: None,
            formula: Formula::GrowthBy,
            figures: vec![v, i, p],
            weight: Weight::Near,
            certain: false,
            rule: "audit.growth.added",
        });
    }
}

/// Whether the three stand in consecutive clauses with no other figure between.
fn alone(terms: &Terms<'_>, mut figures: [usize; 3]) -> bool {
    figures.sort_unstable();
    let [a, _, c] = figures;
    let near = terms.get(a).zip(terms.get(c)).is_some_and(|(a, c)| c.clause - a.clause <= 2);
    near && c - a == 2
}

/// `贫困发生率1.8%，比2015年的19.1%低17.3个百分点`: the earlier percentage stands after 比, and the points after it.
fn points(terms: &Terms<'_>, b: usize, before: &Term<'_>, out: &mut Vec<Equation>) {
    let Some(a) = b.checked_sub(1) else { return };
    let Some((now, said)) = terms.get(a).zip(terms.get(b + 1)) else { return };
    let here =
        now.sentence == said.sentence && before.clause == said.clause && before.clause - now.clause <= 1;
    let rates = now.is_percent() && before.is_percent() && said.unit() == Unit::PercentagePoint;
    if rates && here && terms.has(before.lead, Cue::Base) {
        out.push(Equation {
            need: None,
            formula: Formula::Difference,
            figures: vec![b, a, b + 1],
            weight: Weight::Worded,
            certain: [now, before, said].iter().all(|term| term.is_exact()),
            rule: "audit.change.points",
        });
    }
}

/// `由24.5亿元增加到28.4亿元，增长15.9%` and `由13.6%下降到4.1%，下降9.5个百分点`.
fn from_to(terms: &Terms<'_>, b: usize, now: &Term<'_>, out: &mut Vec<Equation>) {
    let Some(a) = b.checked_sub(1) else { return };
    let Some(before) = terms.get(a).filter(|before| before.unit() == now.unit()) else { return };
    let gap = TextRange::new(before.end(), now.start());
    let Some(to) = terms.last(gap, Cue::To) else { return };
    let from = terms.last(terms.clause_lead(before), Cue::From);
    if before.sentence != now.sentence || now.clause - before.clause > 1 {
        return;
    }
    let window = terms.around(now, 0, 0);
    for (p, said) in terms.range(b + 1..window.end).take(2) {
        if said.clause - now.clause > 2 {
            break;
        }
        let lead = terms.clause_lead(said);
        let whole = TextRange::new(to.start, said.start());
        if terms.has(whole, Cue::MeanGrowth) {
            continue;
        }
        let next = p == b + 1 && from.is_some();
        let moved =
            terms.has(lead, Cue::Growth) || terms.has(lead, Cue::Increase) || terms.has(lead, Cue::Fall);
        if !moved {
            continue;
        }
        let points = now.is_percent() && said.unit() == Unit::PercentagePoint;
        if said.is_percent() && !now.is_percent() && before.value < now.value && !terms.has(lead, Cue::Fall) {
            out.push(Equation {
                need: None,
                formula: Formula::Growth,
                figures: vec![a, b, p],
                weight: if next { Weight::Worded } else { Weight::Near },
                certain: next && now.is_exact() && before.is_exact() && nominal(terms, before),
                rule: "audit.growth.from_to",
            });
        } else if said.is_percent()
            && !now.is_percent()
            && now.value < before.value
            && terms.has(lead, Cue::Fall)
        {
            out.push(Equation {
                need: None,
                formula: Formula::Decline,
                figures: vec![a, b, p],
                weight: if next { Weight::Worded } else { Weight::Near },
                certain: next && now.is_exact() && before.is_exact(),
                rule: "audit.growth.decline",
            });
        } else if points || (said.unit() == now.unit() && !now.is_percent()) {
            out.push(Equation {
                need: None,
                formula: Formula::Difference,
                figures: vec![a, b, p],
                weight: if next { Weight::Worded } else { Weight::Near },
                certain: next && now.is_exact() && before.is_exact() && said.is_exact(),
                rule: "audit.change.from_to",
            });
        }
    }
    if now.is_percent() && now.value < before.value {
        exits(terms, (a, before), (b, now), out);
    }
}

/// `全年脱贫3120人，发生率由9.4%降到6.8%`, over a population printed before.
fn exits(
    terms: &Terms<'_>,
    (a, before): (usize, &Term<'_>),
    (b, _): (usize, &Term<'_>),
    out: &mut Vec<Equation>,
) {
    let people = |term: &Term<'_>| term.unit() == Unit::Person && !term.is_each();
    let window = terms.around(before, 1, 0);
    let parts: Vec<usize> =
        terms.range(window.start..a).rev().filter(|(_, term)| people(term)).take(2).map(|(i, _)| i).collect();
    for part in parts {
        let after = terms.range(b + 1..b + 4).filter(|(_, term)| people(term));
        let before_it =
            terms.range(part.saturating_sub(200)..part).rev().filter(|(_, term)| people(term)).take(40);
        for (w, _) in before_it.chain(after) {
            out.push(Equation {
                need: None,
                formula: Formula::Exit,
                figures: vec![a, part, w, b],
                weight: if terms.get(part).is_some_and(|part| part.sentence == before.sentence) {
                    Weight::Near
                } else {
                    Weight::Far
                },
                certain: false,
                rule: "audit.change.exit",
            });
        }
    }
}
