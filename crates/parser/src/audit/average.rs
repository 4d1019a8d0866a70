//! Takes the figures, gives the averages that the words leave no doubt of, and those of a share that is handed out: 户均,
//! 人均, 村均, 亩均. What agrees without such words is found by `scale`.

use lianjie_core::{Per, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};
use crate::reading::TextRange;

/// Totals and counts that an average may be of, each.
const CANDIDATES: usize = 6;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (index, average) in terms.iter().filter(|(_, term)| term.unit() != Unit::Count && !terms.is_row(term))
    {
        let Some(counted) = priced(terms, average).or_else(|| counted(average)) else { continue };
        // 平均下来，每户600元: the word may stand in the clause before.
        let before = terms.range(index.saturating_sub(1)..index).next().map_or(0, |(_, term)| term.end());
        let start = terms.clause_lead(average).start.min(before.max(terms.sentence_start(average)));
        let lead = TextRange::new(start, average.start());
        let yearly = matches!(counted, Unit::Year | Unit::Month | Unit::Day);
        let mean =
            terms.last(lead, Cue::Mean).or_else(|| terms.last(lead, Cue::MeanGrowth).filter(|_| yearly));
        // 按八成发到150人，每人800元
        let paid = average.is_per(Per::Household) || average.is_per(Per::Person);
        if mean.is_none() && !paid {
            continue;
        }
        let growth = |mean: TextRange| {
            !yearly && terms.has(TextRange::new(mean.start, average.start()), Cue::MeanGrowth)
        };
        if mean.is_some_and(growth) {
            continue;
        }
        let window = terms.around(average, 2, 1);
        let near = |term: &Term<'_>| term.sentence == average.sentence;
        let is_total =
            |term: &Term<'_>| term.unit() == average.unit() && !term.is_each() && term.value > average.value;
        let before = || terms.range(window.start..index).rev();
        let after = || terms.range(index + 1..window.end);
        let totals: Vec<(usize, &Term<'_>)> = before()
            .chain(after())
            .filter(|(_, term)| is_total(term) && (near(term) || terms.same_place(term, average)))
            .take(CANDIDATES)
            .collect();
        let counts: Vec<(usize, &Term<'_>)> = before()
            .chain(after())
            .filter(|(_, term)| is_count(counted, term) && !term.is_each())
            .filter(|(_, term)| counted != Unit::Count || terms.follows(average, term))
            .filter(|(_, term)| near(term) || terms.same_place(term, average))
            .take(CANDIDATES)
            .collect();
        for &(t, total) in &totals {
            for &(c, count) in &counts {
                if counted == Unit::Mu && t > index {
                    // A price for each mu, and what it comes to: a product.
                    continue;
                }
                let rule = terms.range(t.saturating_sub(2)..t).any(|(_, term)| {
                    term.block == total.block && term.is_percent() && is_handed_out(terms, term)
                });
                let certain = !rule
                    && mean.is_some_and(|mean| only(terms, index, average, mean, (t, total), (c, count)));
                if certain {
                    out.push(Equation {
                        formula: Formula::PerUnit,
                        figures: vec![t, c, index],
                        weight: Weight::Worded,
                        need: None,
                        certain,
                        rule: "audit.average",
                    });
                }
                shares(terms, index, average, (t, total), (c, count), out);
            }
        }
        // 一年租金2.2万元……租金的70%分给18户: the total may have been told before.
        let far = terms.near(index, 6, 0);
        for (t, total) in terms.range(far.start..window.start).filter(|(_, term)| is_total(term)) {
            let said = TextRange::new(terms.sentence_start(average), average.start());
            if terms.share_word(terms.clause_lead(total), said) {
                for &(c, count) in counts.iter().filter(|(c, _)| *c < index) {
                    shares(terms, index, average, (t, total), (c, count), out);
                }
            }
        }
    }
}

fn is_count(counted: Unit, term: &Term<'_>) -> bool {
    term.unit() == counted || (counted == Unit::Person && term.unit() == Unit::PersonTime)
}

/// What `笔均` or `平均每公里` is for; of `卖出1.3万箱，进账91万元，均价70元一箱` it stands after the price.
fn priced(terms: &Terms<'_>, average: &Term<'_>) -> Option<Unit> {
    let open = matches!(average.quantity.per.as_slice(), [] | [Per::Item]);
    let (_, attr) = terms.said(terms.clause_lead(average), Cue::Mean).filter(|_| open)?;
    Unit::ALL.iter().copied().find(|unit| unit.as_str() == attr)
}

/// What the average is for.
fn counted(average: &Term<'_>) -> Option<Unit> {
    average
        .quantity
        .per
        .iter()
        .find_map(|per| match per {
            Per::Household => Some(Unit::Household),
            Per::Person => Some(Unit::Person),
            Per::Village => Some(Unit::Village),
            Per::Mu => Some(Unit::Mu),
            _ => None,
        })
        .or(match average.quantity.per.as_slice() {
            [Per::Year] => Some(Unit::Year),
            [Per::Month] => Some(Unit::Month),
            [Per::Day] => Some(Unit::Day),
            [Per::Item] => Some(Unit::PersonTime),
            _ => None,
        })
}

/// Whether total and count stand in the sentence before the average, each the only one, and the words of the average
/// name nothing but what the total is: `分红总额318万元，惠及1516户，户均2398元`.
fn only(
    terms: &Terms<'_>,
    index: usize,
    average: &Term<'_>,
    mean: TextRange,
    (t, total): (usize, &Term<'_>),
    (c, count): (usize, &Term<'_>),
) -> bool {
    let first = t.min(c);
    let clause = terms.clause_lead(average);
    let own = terms.without_links(TextRange::new(mean.end.max(clause.start), average.start()));
    // 低收入农户户均4645元 is of them alone.
    let opens = mean.start <= clause.start;
    let lasting = matches!(count.unit(), Unit::Year | Unit::Month | Unit::Day);
    let same_year = !lasting && !average.is_per(Per::Month) && !average.is_per(Per::Day);
    let alone = terms.range(first..index).all(|(i, term)| {
        i == t
            || i == c
            || (term.unit() != average.unit() && term.unit() != count.unit())
            || (term.is_each() && terms.has(terms.clause_lead(term), Cue::Mean))
    });
    let said = terms.context.reading().slice(own).trim().is_empty()
        || terms.names_no_more(own, terms.clause_lead(total)) && !is_joined(terms, own, total)
        || terms.has(own, Cue::Increase) && totals_income(terms, total);
    opens
        && total.sentence == average.sentence
        && count.sentence == average.sentence
        && first < index
        && t < index
        && c < index
        && average.clause - total.clause.min(count.clause) <= 3
        && alone
        && same_year
        && terms.is_shared_out(total, count, average)
        && said
        && total.is_exact()
        && count.is_exact()
        && average.is_exact()
}

/// Whether a total is of two things of which an average names one: 户均分红 of 租金和分红112万元.
pub(super) fn is_joined(terms: &Terms<'_>, own: TextRange, total: &Term<'_>) -> bool {
    let (own, lead) = (terms.context.reading().slice(own), terms.context.reading().slice(total.lead));
    let joined = |ch: char| matches!(ch, '和' | '及' | '与' | '、');
    let Some(at) = lead.find(joined) else { return false };
    !own.trim().is_empty()
        && !own.contains(joined)
        && lead.get(at..).is_some_and(|rest| rest.chars().count() > 2)
}

/// Whether the words after a percentage hand it out.
fn is_handed_out(terms: &Terms<'_>, percent: &Term<'_>) -> bool {
    terms.has(percent.tail, Cue::Return)
}

fn totals_income(terms: &Terms<'_>, total: &Term<'_>) -> bool {
    let lead = terms.clause_lead(total);
    terms.has(lead, Cue::Increase) || (terms.has(lead, Cue::Total) && terms.has(lead, Cue::Return))
}

/// `收8万元租金…七成分到64户手上，平均每户612元`: a share of the total is handed out.
fn shares(
    terms: &Terms<'_>,
    index: usize,
    average: &Term<'_>,
    (t, total): (usize, &Term<'_>),
    (c, count): (usize, &Term<'_>),
    out: &mut Vec<Equation>,
) {
    if !(t < c && c < index && total.sentence <= count.sentence) {
        return;
    }
    // 盈利的七成分给困难户，净利40万元，70户每户4000元: the rule may stand first.
    let ruled = terms.range(t.saturating_sub(2)..t).rev().filter(|(_, term)| {
        term.is_percent() && is_handed_out(terms, term) && term.sentence + 1 >= total.sentence
    });
    for (p, percent) in terms.range(t + 1..c).rev().filter(|(_, term)| term.is_percent()).chain(ruled).take(2)
    {
        let handed = is_handed_out(terms, percent)
            || terms.has(TextRange::new(percent.end(), count.start()), Cue::Return);
        let next = p > t && terms.range(p + 1..c).all(|(_, term)| !term.is_percent());
        let alone = terms.range(t + 1..index).all(|(_, term)| term.unit() != total.unit());
        out.push(Equation {
            need: None,
            formula: Formula::SharePerUnit,
            figures: vec![t, p, c, index],
            weight: if total.sentence + 1 >= count.sentence { Weight::Near } else { Weight::Far },
            certain: handed
                && next
                && alone
                && count.sentence == average.sentence
                && percent.sentence == count.sentence
                && count.sentence - total.sentence <= 1
                && average.is_exact(),
            rule: "audit.average.share",
        });
    }
}
