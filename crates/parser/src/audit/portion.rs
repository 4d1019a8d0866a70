//! Takes the figures, gives the ways to read a percentage with two amounts near it: a part of a whole, what a sum pays,
//! how far a value moved from another.
//!
//! As in `scale`, the less the agreement of the digits can be chance, the less the words have to say of it.

use lianjie_core::{Bound, Decimal, Per, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};
use crate::reading::TextRange;

/// Figures that the three may stand apart.
const REACH: usize = 8;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (p, percent) in terms.iter().filter(|(_, term)| term.is_percent() && !terms.is_row(term)) {
        let moved = moves(terms, percent);
        let range = || {
            terms.range(p.saturating_sub(REACH)..p + REACH + 1).filter(|(_, term)| {
                term.sentence.abs_diff(percent.sentence) <= 2 && is_amount(term) && !terms.is_row(term)
            })
        };
        for (a, first) in range() {
            for (b, second) in range().filter(|(b, second)| *b > a && terms.same_kind(first, second)) {
                if moved == Some(Move::Other) {
                    continue;
                }
                let three = Three { p, percent, a, first, b, second };
                let found =
                    if let Some(moved) = moved { three.growth(terms, moved) } else { three.share(terms) };
                out.extend(found);
            }
        }
    }
}

/// How the words of a percentage say that something moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Up,
    Down,
    /// A yearly mean or a percentage that itself moved.
    Other,
}

fn moves(terms: &Terms<'_>, percent: &Term<'_>) -> Option<Move> {
    let lead = terms.clause_lead(percent);
    if terms.has(lead, Cue::MeanGrowth) {
        return Some(Move::Other);
    }
    match terms.ending(percent.lead) {
        Some("growth" | "increase") => Some(Move::Up),
        Some("fall") => Some(Move::Down),
        Some("to" | "from") => Some(Move::Other),
        // 比去年的8万人次多20%, 超过去年两成
        _ if terms.has(lead, Cue::Base) && is_more(terms, percent) => Some(Move::Up),
        _ => None,
    }
}

/// Whether the words between a base and a percentage say that a value is more than it.
fn is_more(terms: &Terms<'_>, percent: &Term<'_>) -> bool {
    let said = terms.context.reading().slice(terms.without_links(percent.lead));
    said.ends_with(['多', '高'])
}

fn is_amount(term: &Term<'_>) -> bool {
    !term.is_rate() && !term.is_time()
}

/// A percentage and two amounts, in text order.
struct Three<'t, 'a> {
    p: usize,
    percent: &'t Term<'a>,
    a: usize,
    first: &'t Term<'a>,
    b: usize,
    second: &'t Term<'a>,
}

impl Three<'_, '_> {
    fn sentences(&self) -> usize {
        let all = [self.percent.sentence, self.first.sentence, self.second.sentence];
        all.iter().max().copied().unwrap_or(0) - all.iter().min().copied().unwrap_or(0)
    }

    fn span(&self) -> usize {
        self.b.max(self.p) - self.a.min(self.p)
    }

    fn together(&self) -> bool {
        self.percent.block == self.first.block && self.percent.block == self.second.block
    }

    fn weight(&self) -> Weight {
        if self.together() && self.sentences() <= 1 { Weight::Near } else { Weight::Far }
    }

    /// Whether two values are for the same; 去年人均收入5000元，今年6000元 says it once.
    fn alike(&self) -> bool {
        let of = |term: &Term<'_>| -> Vec<Per> {
            let lasting = |per: &Per| matches!(per, Per::Year | Per::Month | Per::Day);
            term.quantity.per.iter().copied().filter(|per| !lasting(per)).collect()
        };
        let (earlier, later) = (of(self.first), of(self.second));
        earlier == later || later.is_empty() && self.first.sentence == self.second.sentence
    }

    fn growth(&self, terms: &Terms<'_>, moved: Move) -> Option<Equation> {
        // 收入6200万元，比前年增长24%，前年是5000万元
        let after = self.a < self.p
            && self.p + 1 == self.b
            && self.sentences() == 0
            && terms.has(self.second.lead, Cue::Base)
            && terms.has(self.percent.lead, Cue::Base);
        if self.p < self.b && !after || !self.together() || !self.alike() {
            return None;
        }
        let up = moved == Move::Up;
        let (low, high) =
            if self.first.value < self.second.value { (self.a, self.b) } else { (self.b, self.a) };
        let (before, now) = if up { (low, high) } else { (high, low) };
        let value = |index: usize| terms.get(index).map(|term| term.value);
        let moved = (value(now)? - value(before)?).abs();
        let sure = self.is_sure_growth(terms, before);
        let (implied, stated) =
            (moved.checked_mul(Decimal::ONE_HUNDRED)?, value(before)?.checked_mul(self.percent.value)?);
        if !about(implied, stated, if sure { 2 } else { 8 }) {
            return None;
        }
        // 完成投资120亿元，增长16% is of what stands before it.
        if terms.range(self.b + 1..self.p).any(|(_, term)| is_amount(term)) {
            return None;
        }
        let next = self.p.max(self.b) == self.a + 2;
        let need = match self.sentences() {
            0 if next => 3,
            0 => 6,
            1 if next => 5,
            _ => 9,
        };
        Some(Equation {
            formula: if up { Formula::Growth } else { Formula::Decline },
            figures: vec![before, now, self.p],
            weight: self.weight(),
            need: Some(need),
            certain: sure,
            rule: "audit.growth",
        })
    }

    fn share(&self, terms: &Terms<'_>) -> Option<Equation> {
        let whole_first =
            (self.first.value > self.second.value) == (self.percent.value <= Decimal::ONE_HUNDRED);
        let (part, whole) = if whole_first { (self.b, self.a) } else { (self.a, self.b) };
        let (of, all) = (terms.get(part)?, terms.get(whole)?);
        if all.is_each() && !of.is_each() && of.sentence != all.sentence
            || self.first.value == self.second.value
        {
            return None;
        }
        // 贫困发生率21.7% is of people, whatever two sums come to.
        let rate = terms.last(self.percent.lead, Cue::Rate).and_then(|rate| terms.said(rate, Cue::Rate));
        let of_people = rate.is_some_and(|(_, attr)| attr == "incidence");
        if of_people && !matches!(all.unit(), Unit::Person | Unit::Household) {
            return None;
        }
        let product = all.value.checked_mul(self.percent.value)?;
        let sure = self.is_sure_share(terms);
        if !about(of.value.checked_mul(Decimal::ONE_HUNDRED)?, product, if sure { 3 } else { 8 }) {
            return None;
        }
        // 净赚180万元，先留两成，其余144万元: the percentage is of what stands before it.
        let sentence = terms.around(self.percent, 0, 0);
        let taken = self.p < whole
            && terms.range(sentence.start..self.p).any(|(_, term)| {
                terms.same_kind(term, all) && term.value > all.value && !self.percent.is_each()
            });
        if taken {
            return None;
        }
        let clause = terms.clause_of(self.percent);
        // 余下的由两家各担一半 is of what is left; 不低于五成 before both is a rule that they keep.
        let apart = terms.context.reading().slice(self.percent.lead).contains('各')
            || self.p < self.a && matches!(self.percent.quantity.bound, Bound::AtLeast | Bound::AtMost);
        if apart {
            return None;
        }
        // 占世界三分之二: what it is a share of is named, and has to be the whole.
        let base = terms
            .last(terms.clause_lead(self.percent), Cue::Share)
            .map(|share| terms.without_links(TextRange::new(share.end, self.percent.start())));
        let base = base.filter(|base| base.len() > 2);
        // 每户1.5万元作股份，一年分1200元，相当于本金的8%: the digits may say it.
        let exact = about(of.value.checked_mul(Decimal::ONE_HUNDRED)?, product, 10_000);
        let beside = self.b == self.a + 1 && self.p == self.b + 1 && self.sentences() == 0;
        if base.is_some_and(|base| !terms.named(all, base)) && !(exact && beside) {
            return None;
        }
        let named = terms.has(clause, Cue::Share) || terms.has(clause, Cue::Rate);
        let paid = of.unit() == Unit::Yuan && terms.has(clause, Cue::Return)
            || of.unit() == Unit::Yuan && terms.has(clause, Cue::Price)
            || of.sentence == self.percent.sentence && terms.has(of.lead, Cue::Return);
        let beside = self.p.abs_diff(part) == 1;
        let reading = terms.context.reading();
        let next = reading.slice(self.percent.tail).chars().next();
        // 财政补八成即320元
        let bare = next.is_none_or(|ch| !ch.is_alphanumeric() || matches!(ch, '即' | '计' | '合'));
        let alone = bare && clause.len() <= self.percent.quantity.range.len() + 9;
        // 纯利润的六成分给农户。实现利润40万元，其中分给农户24万元: a rule, and what came of it.
        let ruled = self.p < self.a
            && self.a == whole
            && self.first.sentence == self.second.sentence
            && terms.has(TextRange::new(self.first.end(), self.second.start()), Cue::OfWhich)
            && terms.share_word(of.lead, TextRange::new(self.percent.lead.start, self.percent.tail.end));
        let need = match (named || paid, self.sentences()) {
            _ if self.span() > REACH => return None,
            _ if self.opens(terms, whole, part) => 3,
            _ if ruled => 3,
            (true, 0) if beside => 3,
            (true, 0) => 5,
            (true, 1) if self.together() && beside && of.sentence == self.percent.sentence => 3,
            (true, 1) if self.together() && (beside || of.unit() == Unit::Yuan) => 6,
            (true, _) if self.together() && paid && terms.has(terms.clause_lead(of), Cue::Return) => 6,
            (true, _) => 9,
            (false, 0) if beside && alone => 3,
            (false, 0) if beside && bare => 6,
            (false, 0) if bare && self.span() <= 4 => 9,
            (false, _) if self.together() && of.unit() == Unit::Yuan => 12,
            _ => return None,
        };
        // 按6%分红 and 返还六成 give a sum; what is said of a whole is its share.
        let low = self.percent.value <= Decimal::from(15) && (paid || terms.has(clause, Cue::Price));
        let rule = low || exact && (paid || self.divides(terms));
        let yields = part > self.p
            && (low || whole < part && (whole < self.p || self.sentences() > 0))
            && self.percent.is_exact()
            && !terms.has(clause, Cue::Share)
            && !terms.has(self.percent.lead, Cue::Rate)
            && (rule || returns(terms, clause));
        Some(Equation {
            formula: if yields { Formula::Product } else { Formula::Ratio },
            figures: if yields { vec![whole, self.p, part] } else { vec![part, whole, self.p] },
            weight: self.weight(),
            need: Some(need),
            certain: sure,
            rule: if yields { "audit.product.rate" } else { "audit.ratio" },
        })
    }

    /// Whether the percentage says what part of a count is of some kind before that part is counted: 用工200人，六成是
    /// 脱贫户，有120人; 三分之二的农户入了社，420户中有280户.
    fn opens(&self, terms: &Terms<'_>, whole: usize, part: usize) -> bool {
        let next = terms.context.reading().slice(self.percent.tail).chars().next();
        let between = self.p == whole + 1 && part == self.p + 1 && matches!(next, Some('是' | '为'));
        let before = whole == self.p + 1 && part == whole + 1 && next == Some('的');
        self.sentences() == 0 && self.first.unit() != Unit::Yuan && (between || before)
    }

    /// Whether the words of the percentage say to whom that part goes: 四成归村集体.
    fn divides(&self, terms: &Terms<'_>) -> bool {
        let said = TextRange::new(terms.clause_lead(self.percent).start, self.percent.tail.end);
        [Cue::Return, Cue::Remainder].into_iter().any(|cue| terms.has(said, cue))
    }

    /// Whether the three stand one after another in a sentence, the percentage last, as exact figures.
    fn is_run(&self) -> bool {
        self.sentences() == 0
            && self.b == self.a + 1
            && self.p == self.b + 1
            && [self.first, self.second, self.percent].iter().all(|term| term.is_exact())
    }

    /// Whether the words say that the percentage is how far one value is from an earlier one: 去年200万元.
    fn is_sure_growth(&self, terms: &Terms<'_>, before: usize) -> bool {
        let based = |term: &Term<'_>| terms.has(term.lead, Cue::Base);
        let start = terms.sentence_start(self.first);
        // Beside the sum of the year before, 产值 is told in the money of each year.
        let constant = |word: TextRange| {
            let mut ends = terms.context.reading().slice(word).chars().rev();
            !(ends.next() == Some('值') && ends.next() == Some('产'))
        };
        let said = terms.hits(TextRange::new(start, self.percent.start()));
        let real =
            said.filter(|hit| hit.code == "real").any(|hit| hit.attr == "whole" || constant(hit.range));
        self.is_run() && !real && before == self.b && based(self.second) && !based(self.first)
    }

    /// Whether 占比 of two figures of a kind can only be that of one in the other.
    fn is_sure_share(&self, terms: &Terms<'_>) -> bool {
        let sentence = terms.around(self.percent, 0, 0);
        let alone = terms
            .range(sentence)
            .all(|(i, term)| i == self.a || i == self.b || !terms.same_kind(term, self.first));
        self.is_run() && alone && terms.ending(self.percent.lead) == Some("share")
    }
}

/// Whether two values are about the same, to one part in some.
fn about(a: Decimal, b: Decimal, parts: u32) -> bool {
    (a - b).abs().saturating_mul(Decimal::from(parts)) <= a.abs().max(b.abs())
}

/// Whether a clause says that what came in is given back: 返还六成.
fn returns(terms: &Terms<'_>, clause: TextRange) -> bool {
    terms.hits(clause).any(|hit| hit.code == "return" && hit.attr == "pays")
}
