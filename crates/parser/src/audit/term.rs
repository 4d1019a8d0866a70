//! Takes the figures of a document, gives each with what the audit asks of it: what its digits allow, the words
//! that lead to it, and how it may be compared with others.

use std::ops::Range;

use lianjie_core::{Bound, Decimal, Interval, Per, Unit};

use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::outline::BlockKind;
use crate::reading::{TextRange, offset, size};

use super::repair::{Part, Readings, is_run_together};

/// How many figures away the terms of a relation may stand.
const REACH: usize = 16;

/// What a word says of the figures about it; the codes of `relation_cue.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// 占
    Share,
    /// 覆盖率
    Rate,
    /// 其中
    OfWhich,
    /// 共
    Total,
    /// 合计, 小计
    GrandTotal,
    /// 两项合计
    Together,
    /// 户均
    Mean,
    /// 分别
    Respectively,
    /// 其余
    Remainder,
    /// 增收
    Increase,
    /// 增长
    Growth,
    /// 下降
    Fall,
    /// 年均增长
    MeanGrowth,
    /// 由
    From,
    /// 上升到
    To,
    /// 分红
    Return,
    /// 撬动
    Leverage,
    /// 包括
    List,
    /// 增加值, whose growth is at constant prices
    Real,
    /// 比上年
    Base,
    /// 每只, 每个
    Price,
    /// 每公斤
    Weight,
    /// 第一产业
    Industry,
    /// 农村人口, of which the incidence of poverty is told
    Rural,
}

impl Cue {
    fn code(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Rate => "rate",
            Self::OfWhich => "of_which",
            Self::Total => "total",
            Self::GrandTotal => "grand_total",
            Self::Together => "together",
            Self::Mean => "mean",
            Self::Respectively => "respectively",
            Self::Remainder => "remainder",
            Self::Increase => "increase",
            Self::Growth => "growth",
            Self::Fall => "fall",
            Self::MeanGrowth => "mean_growth",
            Self::From => "from",
            Self::To => "to",
            Self::Return => "return",
            Self::Leverage => "leverage",
            Self::List => "list",
            Self::Real => "real",
            Self::Base => "base",
            Self::Price => "price",
            Self::Weight => "weight",
            Self::Industry => "industry",
            Self::Rural => "rural",
        }
    }
}

/// A figure as the audit sees it.
#[derive(Clone, Debug)]
pub(super) struct Term<'a> {
    pub(super) quantity: &'a Quantity,
    pub(super) value: Decimal,
    /// What the digits allow.
    pub(super) allowed: Interval,
    /// What they allow when round digits are taken as rounded.
    pub(super) loose: Interval,
    /// Whether its digits cannot be one count.
    pub(super) damaged: bool,
    /// Whether it stands as the audit repaired it.
    pub(super) repaired: bool,
    pub(super) clause: usize,
    pub(super) sentence: usize,
    pub(super) block: usize,
    /// The words between the figure before, or the start of the clause, and this one.
    pub(super) lead: TextRange,
    /// The words from this one to the next figure or the end of the clause.
    pub(super) tail: TextRange,
}

impl Term<'_> {
    pub(super) fn unit(&self) -> Unit {
        self.quantity.unit
    }

    pub(super) fn start(&self) -> u32 {
        self.quantity.range.start
    }

    pub(super) fn end(&self) -> u32 {
        self.quantity.range.end
    }

    /// Whether it is for one household, person, village, mu or thing, and so no total.
    pub(super) fn is_each(&self) -> bool {
        self.quantity.per.iter().any(|per| !matches!(per, Per::Year | Per::Month | Per::Day))
    }

    pub(super) fn is_per(&self, per: Per) -> bool {
        self.quantity.per.contains(&per)
    }

    /// Whether it compares things instead of counting them: percentages, multiples, ages.
    pub(super) fn is_rate(&self) -> bool {
        matches!(self.unit(), Unit::Percent | Unit::PercentagePoint | Unit::Ratio | Unit::Times | Unit::Age)
    }

    /// Whether it is a length of time.
    pub(super) fn is_time(&self) -> bool {
        matches!(self.unit(), Unit::Year | Unit::Month | Unit::Day | Unit::Hour)
    }

    pub(super) fn is_exact(&self) -> bool {
        self.quantity.bound == Bound::Exact && self.quantity.upper.is_none()
    }

    pub(super) fn is_percent(&self) -> bool {
        self.quantity.unit == Unit::Percent
    }

    /// Whether it may be a part of the other; of damaged digits nothing is known.
    pub(super) fn may_be_part_of(&self, whole: &Term<'_>) -> bool {
        self.value < whole.value || self.damaged || whole.damaged
    }

    /// The digit to which it may have been rounded.
    pub(super) fn step(&self) -> Decimal {
        self.quantity.quantum.unwrap_or(Decimal::ONE).max(round_step(self.value))
    }

    /// How many of its last printed digit it holds: 336 for `33.6万元`.
    pub(super) fn resolution(&self) -> Decimal {
        let quantum = self.quantity.quantum.filter(|quantum| !quantum.is_zero()).unwrap_or(Decimal::ONE);
        self.value.checked_div(quantum).unwrap_or(self.value).abs()
    }

    /// How many digits the page printed up to the last one that is not zero.
    pub(super) fn digits(&self) -> usize {
        let (digits, _) = without_zeros(self.value.mantissa().unsigned_abs());
        digits.checked_ilog10().map_or(0, |power| size(power) + 1)
    }
}

/// Sentences with more figures than a sentence can relate: text that lost its punctuation. Nothing is certain there, and
/// comparing each with each would take forever.
fn crowded_sentences(context: &Context<'_>) -> Vec<usize> {
    const MOST: usize = 64;
    let sentences: Vec<usize> = context
        .mentions
        .quantities
        .iter()
        .filter_map(|quantity| context.outline.sentence_at(quantity.range.start))
        .collect();
    let crowded = sentences.chunk_by(|a, b| a == b).filter(|figures| figures.len() > MOST);
    crowded.filter_map(|figures| figures.first().copied()).collect()
}

/// All figures of a document, parallel to its list of figures; one without a value (`1∶2∶7`) is `None`, but `1∶10` is
/// ten times.
pub(super) struct Terms<'a> {
    pub(super) context: &'a Context<'a>,
    list: Vec<Option<Term<'a>>>,
}

impl<'a> Terms<'a> {
    /// The figures of a document, those of `readings` as they were repaired.
    pub(super) fn of(context: &'a Context<'a>, readings: &Readings) -> Self {
        let quantities = &context.mentions.quantities;
        let mut list = Vec::with_capacity(quantities.len());
        let crowded = crowded_sentences(context);
        let mut before = 0;
        for (i, quantity) in quantities.iter().enumerate() {
            let next = quantities.get(i + 1).map_or(u32::MAX, |next| next.range.start);
            let part =
                readings.get(&i).and_then(|parts| parts.iter().find(|part| part.unit == quantity.unit));
            let sentence = context.outline.sentence_at(quantity.range.start);
            let crowded = sentence.is_some_and(|sentence| crowded.binary_search(&sentence).is_ok());
            list.push(if crowded { None } else { term(context, quantity, before..next, part) });
            before = quantity.range.end;
        }
        Self { context, list }
    }

    pub(super) fn get(&self, index: usize) -> Option<&Term<'a>> {
        self.list.get(index)?.as_ref()
    }

    /// The terms with their indexes.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Term<'a>)> {
        self.list.iter().enumerate().filter_map(|(i, term)| Some((i, term.as_ref()?)))
    }

    /// Those of an index range.
    pub(super) fn range(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &Term<'a>)> {
        let end = range.end.min(self.list.len());
        let start = range.start.min(end);
        let slice = self.list.get(start..end).unwrap_or(&[]);
        slice.iter().enumerate().filter_map(move |(i, term)| Some((start + i, term.as_ref()?)))
    }

    /// The figures of the sentences that lie up to `back` before and `on` after that of a term, in its block.
    pub(super) fn around(&self, term: &Term<'_>, back: usize, on: usize) -> Range<usize> {
        let outline = self.context.outline;
        let block = outline.blocks.get(term.block).map_or(0..0, |block| block.sentences.clone());
        let first = term.sentence.saturating_sub(back).max(block.start);
        let last = (term.sentence + on).min(block.end.saturating_sub(1));
        let start = outline.sentences.get(first).map_or(0, |s| s.range.start);
        let end = outline.sentences.get(last).map_or(0, |s| s.range.end);
        self.context.mentions.quantities_in(TextRange::new(start, end))
    }

    /// The figures within some sentences of a term, whatever the paragraphs, and not too many.
    pub(super) fn near(&self, index: usize, back: usize, on: usize) -> Range<usize> {
        let Some(term) = self.get(index) else { return index..index };
        let held = |(_, other): &(usize, &Term<'_>)| {
            other.sentence + back >= term.sentence && other.sentence <= term.sentence + on
        };
        let reached = self.range(index.saturating_sub(REACH)..index + REACH).filter(held);
        let (mut start, mut end) = (index, index + 1);
        for (i, _) in reached {
            start = start.min(i);
            end = end.max(i + 1);
        }
        start..end
    }

    /// The words of relation that stand in a range.
    pub(super) fn hits(&self, range: TextRange) -> impl DoubleEndedIterator<Item = &Hit<'a>> {
        self.context.mentions.hits.within(Class::RelationCue, range).iter()
    }

    pub(super) fn has(&self, range: TextRange, cue: Cue) -> bool {
        self.context.mentions.hits.has(Class::RelationCue, cue.code(), range)
    }

    /// The last word of a kind in a range.
    pub(super) fn last(&self, range: TextRange, cue: Cue) -> Option<TextRange> {
        self.said(range, cue).map(|(range, _)| range)
    }

    /// The last word of a kind in a range, with its attribute.
    pub(super) fn said(&self, range: TextRange, cue: Cue) -> Option<(TextRange, &'a str)> {
        if !self.context.mentions.hits.may_have(Class::RelationCue, cue.code(), range) {
            return None;
        }
        self.hits(range).rev().find(|hit| hit.code == cue.code()).map(|hit| (hit.range, hit.attr))
    }

    /// Whether a clause says no more of a figure than that others come to it: 计1600万元, 合30元.
    pub(super) fn is_called_sum(&self, term: &Term<'_>) -> bool {
        let lead = self.context.reading().slice(term.lead);
        matches!(lead.trim(), "计" | "合")
    }

    /// The word of relation that a stretch ends with, 达到 and the like left out.
    pub(super) fn ending(&self, range: TextRange) -> Option<&'a str> {
        let said = self.without_links(range);
        self.hits(said).next_back().filter(|hit| hit.range.end == said.end).map(|hit| hit.code)
    }

    /// Whether the classifier of a count follows a figure: 70元一箱 of 1.3万箱.
    pub(super) fn follows(&self, term: &Term<'_>, count: &Term<'_>) -> bool {
        let reading = self.context.reading();
        let noun = reading.between(count.quantity.number.end, count.end());
        let after = reading.slice(term.tail).chars().take(2);
        noun.chars().next().is_some_and(|first| after.into_iter().any(|ch| ch == first))
    }

    /// The clause up to a term.
    pub(super) fn clause_lead(&self, term: &Term<'_>) -> TextRange {
        let start =
            self.context.outline.clause(term.clause).map_or(term.start(), |clause| clause.range.start);
        TextRange::new(start, term.start())
    }

    /// The clause up to the figure after a term.
    pub(super) fn clause_of(&self, term: &Term<'_>) -> TextRange {
        TextRange::new(self.clause_lead(term).start, term.tail.end)
    }

    pub(super) fn sentence_start(&self, term: &Term<'_>) -> u32 {
        self.context.outline.sentence(term.sentence).map_or(0, |sentence| sentence.range.start)
    }

    /// Whether two figures count or measure the same kind of thing. A bare classifier may be of whatever it counts:
    /// `64个贫困村中有58个`.
    pub(super) fn same_kind(&self, a: &Term<'_>, b: &Term<'_>) -> bool {
        let noun =
            |term: &Term<'_>| self.context.reading().between(term.quantity.number.end, term.end()).trim();
        if a.unit() != b.unit() {
            let bare = |x: &Term<'_>, y: &Term<'_>| {
                let classifier = || noun(x);
                x.unit() == Unit::Count
                    && classifier().chars().count() == 1
                    && noun(y).starts_with(classifier())
            };
            return bare(a, b) || bare(b, a);
        }
        if a.unit() != Unit::Count {
            return true;
        }
        let (a, b) = (noun(a), noun(b));
        a.starts_with(b) || b.starts_with(a)
    }

    /// Whether two figures are of the same place, as far as the text says.
    pub(super) fn same_place(&self, a: &Term<'_>, b: &Term<'_>) -> bool {
        let at = |term: &Term<'_>| self.context.scopes.at(term.start()).place.as_deref();
        match (at(a), at(b)) {
            (Some(a), Some(b)) => a.name == b.name,
            _ => true,
        }
    }

    /// Whether a noun phrase names what a figure counts: its last words stand in the figure's clause beside it.
    pub(super) fn named(&self, term: &Term<'_>, phrase: TextRange) -> bool {
        let reading = self.context.reading();
        let phrase = reading.slice(self.without_links(phrase)).trim();
        let lead = reading.slice(term.lead);
        let own = reading.slice(term.quantity.range);
        let tail = reading.slice(term.tail);
        let chars = phrase.chars().count();
        (2..=chars).rev().filter(|len| *len >= 3.min(chars)).any(|len| {
            let suffix = phrase.char_indices().nth(chars - len).and_then(|(at, _)| phrase.get(at..));
            suffix.is_some_and(|suffix| {
                lead.contains(suffix) || own.contains(suffix) || tail.starts_with(suffix)
            })
        })
    }

    /// A phrase without 的, 达到 and the like at its end.
    pub(super) fn without_links(&self, phrase: TextRange) -> TextRange {
        let end = self
            .hits(phrase)
            .rev()
            .try_fold(phrase.end, |end, hit| {
                if hit.code == "link" && hit.range.end == end { Ok(hit.range.start) } else { Err(end) }
            })
            .unwrap_or_else(|end| end);
        TextRange::new(phrase.start, end)
    }

    /// Whether two ranges share a word: two Han characters in a row.
    pub(super) fn share_word(&self, a: TextRange, b: TextRange) -> bool {
        self.share_run(a, b, 2)
    }

    /// Whether nothing says that an average is of another time than its total (`2021年分红186万元，惠及620户；2022年户均3600元`),
    /// or that the money only moved those who are counted to something: 投资448万元，带动就业320人.
    pub(super) fn is_shared_out(&self, total: &Term<'_>, count: &Term<'_>, average: &Term<'_>) -> bool {
        let starts = [total.start(), count.start(), average.start()];
        let (first, last) = (starts.iter().min().copied(), starts.iter().max().copied());
        let told = TextRange::new(first.unwrap_or_default(), last.unwrap_or_default());
        let moved = self.context.mentions.hits.within(Class::FundVerb, self.clause_lead(count));
        let moved = moved.iter().any(|hit| hit.code == "lever");
        !moved && self.context.mentions.dates_in(told).is_empty()
    }

    /// Whether a phrase names what other words name and nothing beside: 年务工收入 is more than 年租金收入.
    pub(super) fn names_no_more(&self, phrase: TextRange, other: TextRange) -> bool {
        let reading = self.context.reading();
        let other = reading.slice(other);
        let chars: Vec<char> = reading.slice(phrase).chars().collect();
        let mut shared = vec![false; chars.len()];
        for (at, pair) in chars.windows(2).enumerate() {
            let word: String = pair.iter().collect();
            if pair.iter().all(|ch| is_han(*ch)) && other.contains(&word) {
                shared.iter_mut().skip(at).take(2).for_each(|shared| *shared = true);
            }
        }
        let left = |pair: &[(&char, &bool)]| pair.iter().all(|(ch, shared)| is_han(**ch) && !**shared);
        let marked: Vec<(&char, &bool)> = chars.iter().zip(&shared).collect();
        shared.contains(&true) && !marked.windows(2).any(left)
    }

    /// Whether two ranges share as many Han characters in a row.
    pub(super) fn share_run(&self, a: TextRange, b: TextRange, len: usize) -> bool {
        let reading = self.context.reading();
        let (a, b) = (reading.slice(a), reading.slice(b));
        let chars: Vec<(usize, char)> = a.char_indices().collect();
        chars.windows(len).any(|run| match (run.first(), run.last()) {
            (Some((start, _)), Some((at, last))) => {
                run.iter().all(|(_, ch)| is_han(*ch))
                    && a.get(*start..at + last.len_utf8()).is_some_and(|word| b.contains(word))
            }
            _ => false,
        })
    }

    pub(super) fn is_row(&self, term: &Term<'_>) -> bool {
        self.context.outline.blocks.get(term.block).is_some_and(|block| block.kind == BlockKind::Row)
    }
}

fn is_han(ch: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&ch)
}

fn term<'a>(
    context: &Context<'_>,
    quantity: &'a Quantity,
    between: Range<u32>,
    part: Option<&Part>,
) -> Option<Term<'a>> {
    let (value, allowed) = match part {
        Some(part) => (part.value, part.allowed()),
        None => match (quantity.value, quantity.parts.as_deref()) {
            (Some(value), _) => (value, Interval::of(&quantity.bare_figure())?),
            // 1∶10: so many times the first.
            (None, Some([first, second])) if *first == Decimal::ONE => (*second, Interval::exact(*second)),
            _ => return None,
        },
    };
    let range = quantity.range;
    let clause = context.outline.clause_at(range.start)?;
    let sentence = context.outline.sentence_at(range.start)?;
    let stretch = context.outline.clause(clause)?.range;
    let block = context.outline.sentence(sentence)?.block;
    let round = round_step(value);
    let loose = if quantity.bound == Bound::Exact && quantity.upper.is_none() && !round.is_zero() {
        Interval::printed(value, quantity.quantum.unwrap_or(Decimal::ONE).max(round))
    } else {
        allowed.clone()
    };
    let digits = context.reading().slice(quantity.number);
    Some(Term {
        quantity,
        value,
        loose,
        allowed,
        damaged: part.is_none() && is_run_together(digits, quantity.unit),
        repaired: part.is_some(),
        clause,
        sentence,
        block,
        lead: TextRange::new(stretch.start.max(between.start).min(range.start), range.start),
        tail: TextRange::new(range.end, stretch.end.min(between.end).max(range.end)),
    })
}

/// A whole number without the zeros at its end, and how many they are; none stand at the end of zero.
fn without_zeros(mut digits: u128) -> (u128, usize) {
    let mut zeros = 0;
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        zeros += 1;
    }
    (digits, zeros)
}

/// The digit to which a round value may have been rounded: the last that is not zero, but no more than a twentieth.
fn round_step(value: Decimal) -> Decimal {
    let digits = value.normalize();
    let (_, zeros) = without_zeros(digits.mantissa().unsigned_abs());
    if digits.scale() > 0 || zeros < 2 {
        return Decimal::ZERO;
    }
    let step = (0..zeros).fold(Decimal::ONE, |step, _| step.saturating_mul(Decimal::TEN));
    step.min(digits.abs() / Decimal::from(20))
}

/// Whether two values have the same three or more digits but not the same size: one may have lost its decimal point, or
/// 万 stands for 亿.
pub(super) fn is_shifted(a: Decimal, b: Decimal) -> bool {
    let size = |value: Decimal| {
        let mut value = value.abs();
        let mut power = 0;
        while value >= Decimal::TEN {
            value /= Decimal::TEN;
            power += 1;
        }
        while value < Decimal::ONE && !value.is_zero() {
            value *= Decimal::TEN;
            power -= 1;
        }
        (value, power)
    };
    let ((a, first), (b, second)) = (size(a), size(b));
    first != second && !a.is_zero() && (a - b).abs() * Decimal::from(400) <= a
}

/// Where a range of text begins after its last separator of words, `、` or a bracket.
pub(super) fn after_separator(text: &str, range: TextRange) -> TextRange {
    let cut = text
        .rfind(['、', '(', ')', '“', '”'])
        .map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    TextRange::new(range.start + offset(cut), range.end)
}
