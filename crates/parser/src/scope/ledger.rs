//! Takes the sums of a document, gives how its public money is split up: which sum is part of which, as their addition
//! proves, and whether a part is told by what it is spent on or by who pays it.
//!
//! A plan or a notice of funds names its fund once and then lists uses, each a bare noun with a sum: 「茶叶、花生基地3800
//! 万元」 is no sale there.

use std::collections::BTreeMap;

use lianjie_core::{Decimal, FundingKind, ProgramKind, Unit};

use crate::lexicon::{Class, Hit};
use crate::mention::Mentions;
use crate::outline::{BlockKind, Outline};
use crate::reading::TextRange;

use super::industry::kind_of;

use FundingKind as K;

/// Smaller sums add up by chance.
const LEAST: i64 = 10_000;
/// How many sentences may stand between two parts.
const GAP: usize = 3;
/// How deep parts have parts.
const DEPTH: u8 = 2;
/// How many ways to add up are tried for one pot, and how many sums behind it.
const TRIES: u32 = 600;
const REACH: usize = 40;
/// How many blocks before the first sum open a notice.
const OPENING: usize = 3;
/// Bytes between who pays and the sum: 「中央资金2900万元」.
const TOUCH: u32 = 9;
/// Bytes of one character, between a payer that may also be who is paid for and the sum.
const CHARACTER: u32 = 3;

/// A part of a pot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The sum that it is part of; sums are named by the index of their quantity.
    pub(crate) whole: usize,
    /// The fund that the whole comes from.
    pub(crate) fund: FundingKind,
    /// Whether it is told by what it is spent on, not by who pays it.
    pub(crate) by_use: bool,
    /// The words that say so.
    pub(crate) label: TextRange,
    /// The line of action that it is spent on, by its own words or those of its whole.
    pub(crate) purpose: Option<ProgramKind>,
}

/// How the public money of a document is split up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    /// The fund that the document is about.
    pub(crate) fund: Option<FundingKind>,
    parts: BTreeMap<usize, Part>,
}

impl Ledger {
    pub(crate) fn part(&self, sum: usize) -> Option<&Part> {
        self.parts.get(&sum)
    }

    /// The part that a sum is, when it is told by what it is spent on.
    pub(crate) fn use_of(&self, sum: usize) -> Option<&Part> {
        self.part(sum).filter(|part| part.by_use)
    }

    /// Every part with its index, wholes before their parts.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.iter().map(|(sum, part)| (*sum, part))
    }
}

/// The fund that a document is about: the only one that its title names, or its opening when the title names none.
fn fund_of(outline: &Outline, mentions: &Mentions<'_>) -> Option<FundingKind> {
    let titles = outline.blocks.iter().take_while(|block| block.kind == BlockKind::Title);
    let title = titles.map(|block| block.range).reduce(TextRange::cover).unwrap_or_default();
    let kinds = |range| {
        let heads = mentions.hits.within(Class::Fund, range).iter();
        heads.filter_map(|head| FundingKind::from_code(head.code)).collect::<Vec<_>>()
    };
    let titled = kinds(title);
    if !titled.is_empty() {
        return the_only(&titled);
    }
    let money = mentions.quantities.iter().find(|quantity| quantity.unit == Unit::Yuan)?;
    let sentence = outline.sentence_holding(money.range.start)?;
    let blocks = outline.blocks.iter().filter(|block| block.kind != BlockKind::Title).take(OPENING);
    let opening: Vec<FundingKind> = blocks
        .take_while(|block| block.range.start < money.range.start)
        .flat_map(|block| {
            kinds(TextRange::new(
                block.range.start,
                block.range.end.min(sentence.range.start).max(block.range.start),
            ))
        })
        .collect();
    the_only(&opening)
}

fn the_only(kinds: &[FundingKind]) -> Option<FundingKind> {
    let first = *kinds.first()?;
    (is_pot(first) && kinds.iter().all(|kind| *kind == first)).then_some(first)
}

/// Public money that plans split up by use.
fn is_pot(kind: FundingKind) -> bool {
    matches!(kind, K::FiscalSpecial | K::FiscalIntegrated | K::FiscalOther | K::AssistanceUnit)
}

pub(super) fn read(outline: &Outline, mentions: &Mentions<'_>) -> Ledger {
    let sums = sums(outline, mentions);
    let mut ledger = Ledger { fund: fund_of(outline, mentions), parts: BTreeMap::new() };
    let book = Book { outline, mentions, sums: &sums, fund: ledger.fund };
    for at in 0..sums.len() {
        let Some(fund) = book.fund(at) else { continue };
        if sums.get(at).is_some_and(|sum| ledger.parts.contains_key(&sum.index)) {
            continue;
        }
        let mut from = at + 1;
        // 「整合1.2亿元，比年初增加800万元。其中…」: what it is compared with is no part; by level, then by use.
        for _ in 0..2 {
            let found = [from, from + 1].into_iter().find_map(|from| book.split(at, from));
            let Some((nodes, end)) = found else { break };
            book.enter(at, &nodes, fund, &mut ledger);
            from = end;
        }
    }
    ledger
}

/// A sum of money with the words before it.
#[derive(Clone, Copy, Debug)]
struct Sum {
    index: usize,
    value: Decimal,
    /// What stands before it in its clause, behind the sum before.
    label: TextRange,
    /// The same in its sentence.
    lead: TextRange,
    range: TextRange,
    sentence: usize,
}

/// The sums of running text that are for nothing in particular, in text order.
fn sums(outline: &Outline, mentions: &Mentions<'_>) -> Vec<Sum> {
    let mut sums: Vec<Sum> = Vec::new();
    for (index, quantity) in mentions.quantities.iter().enumerate() {
        let Some(value) = quantity.value.filter(|_| quantity.unit == Unit::Yuan && quantity.upper.is_none())
        else {
            continue;
        };
        let Some(at) = outline.sentence_at(quantity.range.start) else { continue };
        let Some(sentence) = outline.sentence(at) else { continue };
        let plain = outline
            .blocks
            .get(sentence.block)
            .is_some_and(|block| !matches!(block.kind, BlockKind::Row | BlockKind::Title));
        if !plain || !quantity.per.is_empty() || value < Decimal::from(LEAST) {
            continue;
        }
        let clause =
            outline.clause_holding(quantity.range.start).map_or(sentence.range, |clause| clause.range);
        let before = sums.last().map_or(0, |last| last.range.end);
        let from =
            |start: u32| TextRange::new(start.max(before).min(quantity.range.start), quantity.range.start);
        let (label, lead) = (from(clause.start), from(sentence.range.start));
        sums.push(Sum { index, value, label, lead, range: quantity.range, sentence: at });
    }
    sums
}

/// A part with its own parts, by position among the sums.
#[derive(Clone, Debug)]
struct Node {
    at: usize,
    parts: Vec<Node>,
}

#[derive(Clone, Copy)]
struct Book<'a> {
    outline: &'a Outline,
    mentions: &'a Mentions<'a>,
    sums: &'a [Sum],
    fund: Option<FundingKind>,
}

impl Book<'_> {
    /// The fund that a sum is a pot of: its own words name it, or the headings above it, or the whole document is about it.
    fn fund(&self, at: usize) -> Option<FundingKind> {
        let sum = self.sums.get(at)?;
        let named = |range| self.named(range);
        if let Some(kind) = named(sum.label) {
            return Some(kind).filter(|kind| is_pot(*kind));
        }
        let open = self.outline.headings(sum.sentence).find_map(|section| named(section.heading));
        open.filter(|kind| is_pot(*kind)).or(self.fund).filter(|_| !self.is_earned(sum.label))
    }

    /// The kind of money that a range names; money for the poor is that of its own fund.
    fn named(&self, range: TextRange) -> Option<FundingKind> {
        let marks = || self.mentions.hits.within(Class::FundMark, range).iter();
        let special = || marks().any(|hit| matches!(hit.code, "poverty" | "revival" | "relief"));
        let mut heads = self.mentions.hits.within(Class::Fund, range).iter().rev();
        let kind = |code| match code {
            "aid" | "help" | "money" | "pot" => special().then_some(K::FiscalSpecial),
            code => FundingKind::from_code(code),
        };
        heads.find_map(|head| kind(head.code))
    }

    /// The parts of a sum from a position on, with where they end. There are at least two.
    fn split(&self, at: usize, from: usize) -> Option<(Vec<Node>, usize)> {
        let whole = self.sums.get(at)?;
        let behind = self.sums.get(..(at + REACH).min(self.sums.len()))?;
        let near = Book { sums: behind, ..*self };
        let mut tries = TRIES;
        near.add_up(whole.value, from, DEPTH, &mut tries).filter(|(nodes, _)| {
            nodes.len() > 1 && self.sums.get(from).is_some_and(|first| first.sentence <= whole.sentence + GAP)
        })
    }

    /// The sums from a position on that come to a value, each with the sums behind it that come to it.
    fn add_up(&self, value: Decimal, from: usize, depth: u8, tries: &mut u32) -> Option<(Vec<Node>, usize)> {
        let sum = self.sums.get(from).filter(|sum| sum.value <= value && sum.value > Decimal::ZERO)?;
        *tries = tries.checked_sub(1)?;
        let rest = value - sum.value;
        let near = |next: usize| {
            let next = next.checked_sub(1).and_then(|before| self.sums.get(before)).zip(self.sums.get(next));
            next.is_some_and(|(before, next)| next.sentence <= before.sentence + GAP)
        };
        let go_on = |end: usize, tries: &mut u32| {
            if rest == Decimal::ZERO {
                return Some((Vec::new(), end));
            }
            if near(end) { self.add_up(rest, end, depth, tries) } else { None }
        };
        let whole =
            |at, parts, rest: Vec<Node>| std::iter::once(Node { at, parts }).chain(rest).collect::<Vec<_>>();
        if depth > 0
            && near(from + 1)
            && let Some((parts, end)) = self.add_up(sum.value, from + 1, depth - 1, tries)
            && parts.len() > 1
            && let Some((others, end)) = go_on(end, tries)
        {
            return Some((whole(from, parts, others), end));
        }
        let (others, end) = go_on(from + 1, tries)?;
        Some((whole(from, Vec::new(), others), end))
    }

    /// Enters the parts of a sum, and theirs.
    fn enter(&self, whole: usize, nodes: &[Node], fund: FundingKind, ledger: &mut Ledger) {
        let sums = || nodes.iter().filter_map(|node| self.sums.get(node.at));
        let Some(head) = self.sums.get(whole) else { return };
        // 「收益30万元，分红18万元、工资12万元」 is no money that is spent.
        if sums().filter(|sum| self.is_earned(sum.label)).count() * 2 > nodes.len() {
            return;
        }
        let payers = sums().filter(|sum| self.may_pay(sum.label)).count();
        let by_use = !sums().any(|sum| self.is_paid(sum.label)) && payers * 2 <= nodes.len();
        for (sum, node) in sums().zip(nodes) {
            let above = ledger.part(head.index).and_then(|part| part.purpose);
            let purpose = self.purpose(sum).or(above);
            let part = Part { whole: head.index, fund, by_use, label: sum.label, purpose };
            ledger.parts.insert(sum.index, part);
            self.enter(node.at, &node.parts, fund, ledger);
        }
    }

    /// What the words of a sum say that it is spent on: those before it in its clause, else in its sentence, else those
    /// behind it that begin with 用于.
    fn purpose(&self, sum: &Sum) -> Option<ProgramKind> {
        let kind = |range| {
            let own = kind_of(&self.outline.reading, self.mentions, range);
            own.filter(|kind| *kind != ProgramKind::General)
        };
        let clause = self.outline.clause_holding(sum.range.start).map_or(sum.range, |clause| clause.range);
        let behind = TextRange::new(sum.range.end, clause.end.max(sum.range.end));
        let verb = self.mentions.hits.within(Class::FundVerb, behind).first();
        let used = verb.is_some_and(|verb| verb.code == "use" && verb.range.start == behind.start);
        kind(sum.label).or_else(|| kind(sum.lead)).or_else(|| if used { kind(behind) } else { None })
    }

    /// Whether the words before a sum say that it is earned or made.
    fn is_earned(&self, label: TextRange) -> bool {
        self.mentions
            .hits
            .within(Class::FundStop, label)
            .iter()
            .any(|hit| matches!(hit.code, "income" | "output"))
    }

    /// Whether the words before a sum say who pays it.
    fn is_paid(&self, label: TextRange) -> bool {
        let near = |hit: &&Hit<'_>| hit.range.end + TOUCH >= label.end;
        let hits = |class| self.mentions.hits.within(class, label).iter().rev();
        let source = |hit: &Hit<'_>| {
            !matches!(
                hit.code,
                "aid"
                    | "help"
                    | "money"
                    | "pot"
                    | "investment"
                    | "subsidy"
                    | "reward"
                    | "premium"
                    | "interest_subsidy"
                    | "insurance_fund"
                    | "risk_compensation"
                    | "guarantee_fund"
                    | "mutual_aid"
            )
        };
        hits(Class::Fund).next().is_some_and(|hit| near(&hit) && source(hit))
            || hits(Class::FundLevel).any(|hit| near(&hit) && hit.attr != "bare")
            || hits(Class::FundMark)
                .any(|hit| near(&hit) && matches!(hit.code, "bank" | "bond" | "fiscal" | "policy_bank"))
    }

    /// Whether the word before a sum may be its payer, and may be what it is spent on: 「医院300万元」.
    fn may_pay(&self, label: TextRange) -> bool {
        let last = self.mentions.hits.within(Class::FundMark, label).last();
        last.is_some_and(|hit| {
            hit.range.end + CHARACTER >= label.end
                && matches!(
                    hit.code,
                    "coop"
                        | "donor"
                        | "enterprise"
                        | "household"
                        | "office"
                        | "pair"
                        | "social"
                        | "unit"
                        | "village"
                )
        })
    }
}
