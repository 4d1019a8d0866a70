//! Takes the mentions, gives for every place in the text what it speaks of: which place, which period, which
//! group, which line of action.
//!
//! Each of the four is read by its own module as a [`Timeline`]: what holds from one byte of the reading until
//! the next change. Here they are put together.

mod document;
mod industry;
mod ledger;
mod period;
mod place;
mod poor;
mod timeline;

use std::collections::BTreeMap;
use std::rc::Rc;

use lianjie_core::{Document, Period, Place, ProgramKind};

pub(crate) use self::document::document_place;
use self::industry::Lines;
pub(crate) use self::industry::{Action, LINE, OBJECT, Passage, Words, is_listed, is_means};
use self::ledger::Ledger;
pub(crate) use self::ledger::Part;
use self::period::Periods;
use crate::lexicon::Class;
use crate::mention::{DateKind, Mentions};
use crate::outline::{BlockKind, Outline};
use crate::reading::TextRange;

/// How many promises of a bonus make a text a policy.
const PROMISES: usize = 6;

/// What holds from one byte of the reading on, until the next scope starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) place: Option<Rc<Place>>,
    pub(crate) period: Option<Period>,
    /// The line of action that the sentence, its heading or the opening of its paragraph names.
    pub(crate) industry: Option<ProgramKind>,
    /// The line of action of the passage.
    pub(crate) line: Option<ProgramKind>,
    /// Whether the clause speaks of poor households, persons or villages.
    pub(crate) poor: bool,
}

/// The scopes of a document: piecewise constant over the reading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scopes {
    /// Start bytes, ascending, each with its scope.
    pub(crate) from: Vec<(u32, Scope)>,
    default: Scope,
    /// The stretches that are about one line of action each, in text order.
    pub(crate) actions: Vec<Action>,
    /// The pieces of the text with the kinds that their words speak for.
    pub(crate) passages: Vec<Passage>,
    /// The blocks that a frame around them dates, in text order.
    framed: Vec<TextRange>,
    /// Whether the document promises bonuses to whoever fulfils a condition.
    pub(crate) is_policy: bool,
    /// How its public money is split up.
    pub(crate) ledger: Ledger,
}

impl Scopes {
    /// The line of action that a sum at a byte is for: what it is split up as, else what its sentence names.
    pub(crate) fn line_of(&self, sum: Option<usize>, at: u32) -> Option<ProgramKind> {
        let part = sum.and_then(|sum| self.ledger.use_of(sum));
        part.map_or_else(|| self.at(at).industry, |part| part.purpose)
    }

    /// Whether a frame dates all that stands in the block at a byte.
    pub(crate) fn is_framed(&self, at: u32) -> bool {
        let next = self.framed.partition_point(|range| range.end <= at);
        self.framed.get(next).is_some_and(|range| range.start <= at)
    }

    /// What the byte of the reading speaks of.
    pub(crate) fn at(&self, at: u32) -> &Scope {
        let index = self.from.partition_point(|(start, _)| *start <= at);
        index.checked_sub(1).and_then(|i| self.from.get(i)).map_or(&self.default, |(_, scope)| scope)
    }
}

/// Whether the document looks back on a year: a work report, a summary.
fn is_review(outline: &Outline, mentions: &Mentions<'_>) -> bool {
    outline
        .blocks
        .iter()
        .take(3)
        .any(|block| mentions.hits.within(Class::Time, block.range).iter().any(|hit| hit.code == "review"))
}

/// Whether it is a bulletin of statistics, of which each sentence is on another matter.
fn is_bulletin(outline: &Outline, mentions: &Mentions<'_>) -> bool {
    let title = outline.title_range.unwrap_or_default();
    mentions.hits.within(Class::Time, title).iter().any(|hit| hit.attr == "bulletin")
}

/// What opens a dispatch, up to its date: 某某社兰州2019年12月6日|电. That day is the publication's, the place the
/// reporter's.
pub(crate) fn dateline(outline: &Outline, mentions: &Mentions<'_>) -> Option<TextRange> {
    let block = outline.blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
    let clause = outline.clause(outline.sentence(block.sentences.start)?.clauses.start)?;
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let reading = &outline.reading;
    let date = mentions.dates_in(clause.range).iter().find(|date| {
        let (before, after) = (reading.char_before(date.range.start), reading.char_at(date.range.end));
        // 昆明10月8日电, whatever day the page gives.
        let placed = mentions.places_in(clause.range).iter().any(|place| place.range.end == date.range.start);
        let wired = date.kind == DateKind::Day && placed && matches!(after, Some('电' | '讯'));
        let day = outline
            .published
            .is_some_and(|day| date.period.is_some_and(|at| at.from() == Some(day) && at.to() == Some(day)));
        wired || day && word(before) && word(after)
    })?;
    Some(TextRange::new(block.range.start, date.range.end))
}

/// Whether the document promises bonuses to whoever fulfils a condition.
fn is_policy(outline: &Outline, mentions: &Mentions<'_>) -> bool {
    let promised = mentions.hits.of(Class::FundVerb).iter().filter(|hit| hit.code == "reward").count();
    promised >= PROMISES && promised * 2 >= outline.sentences.len().max(1)
}

/// Reads the four and merges their changes.
pub(crate) fn scope(outline: &Outline, mentions: &Mentions<'_>, document: &Document) -> Scopes {
    let account = document::account_place(outline, mentions, document.place.as_ref());
    let places = place::read(outline, mentions, account);
    let Periods { at: periods, framed } = period::read(outline, mentions, document.published);
    let is_policy = is_policy(outline, mentions);
    let Lines { actions, passages, around, named } = industry::read(outline, mentions, &places, is_policy);
    let poor = poor::read(outline, mentions);
    let ledger = ledger::read(outline, mentions);
    let mut starts: Vec<u32> = Vec::new();
    starts.extend(places.starts());
    starts.extend(periods.starts());
    starts.extend(around.starts());
    starts.extend(named.starts());
    starts.extend(poor.starts());
    starts.push(0);
    starts.sort_unstable();
    starts.dedup();
    let mut shared = BTreeMap::new();
    let mut place = |index| {
        Rc::clone(shared.entry(index).or_insert_with(|| Rc::new(mentions.place_table.place(index).clone())))
    };
    let from = starts
        .into_iter()
        .map(|start| {
            let scope = Scope {
                place: places.at(start).map(&mut place),
                period: periods.at(start),
                industry: named.at(start),
                line: around.at(start),
                poor: poor.at(start),
            };
            (start, scope)
        })
        .collect();
    Scopes { from, default: Scope::default(), actions, passages, is_policy, framed, ledger }
}
