//! The signs that speak for or against a figure's being of the poor, each as a hash: what it measures, what the rules say,
//! who was named before it in its clause, sentence and paragraph, what stands beside it, of whom its neighbours are.

use std::borrow::Cow;

use lianjie_core::{Group, Per};

use super::super::decision::{Decision, Earlier};
use super::super::view::{Family, View};
use super::SOMEONE;
use super::word::{self, Whole, Word};
use crate::lexicon::Class;
use crate::outline::Sentence;
use crate::reading::{TextRange, offset};
use crate::weigh::{Features, Tag, first_characters, last_characters, step};

/// More signs than most figures have.
const ROOM: usize = 120;
/// Characters of the clause that are looked at before and after the figure.
const BEFORE: usize = 12;
const AFTER: usize = 8;
/// The most characters of a run.
const RUN: usize = 3;
/// How far a paragraph is looked at, in bytes.
const FAR: u32 = 900;
/// Characters of a name that is told of again.
const NAME: usize = 2;
/// How many figures before and after one are its neighbours.
const NEIGHBOURS: usize = 8;

/// How many signs say what the rules do; they come first.
pub(in super::super) const PRIOR: usize = 3;

/// The signs of a figure of which the rules decided so.
pub(super) fn signs(view: &View<'_>, whole: &Whole, decision: &Decision, decisions: &Earlier) -> Vec<u32> {
    let mut signs = Signs { view, measure: decision.measure.as_str(), out: Features::with_room(ROOM) };
    signs.ruled(decision);
    signs.own();
    signs.clause();
    signs.sentence();
    signs.paragraph();
    signs.document(whole);
    signs.beside();
    signs.neighbours(decisions);
    signs.out.finish()
}

/// Collects the signs of one figure.
struct Signs<'v> {
    view: &'v View<'v>,
    measure: &'v str,
    out: Features,
}

const fn code(group: Group) -> &'static str {
    match group {
        Group::Poor => "poor",
        _ => "all",
    }
}

/// A word's code, `none` where there is none.
fn named(word: Option<Word>) -> &'static str {
    word.map_or("none", |word| word.code)
}

impl Signs<'_> {
    /// A sign alone and with what is measured.
    fn add(&mut self, tag: Tag, parts: &[&str]) {
        self.out.add(tag, parts);
        self.out.add(tag.part(self.measure), parts);
    }

    /// What the rules say.
    fn ruled(&mut self, decision: &Decision) {
        let group = code(decision.group);
        self.add(const { Tag::new("ruled") }, &[group]);
        self.out.add(const { Tag::new("ruled by") }, &[decision.provenance.rule.as_ref(), group]);
    }

    /// What is measured.
    fn own(&mut self) {
        let quantity = self.view.quantity;
        let per = match quantity.per.as_slice() {
            [] => Cow::Borrowed(""),
            [only] => Cow::Borrowed(only.as_str()),
            several => Cow::Owned(several.iter().map(Per::as_str).collect::<Vec<_>>().join("+")),
        };
        self.add(const { Tag::new("of poor") }, &[]);
        self.add(const { Tag::new("of poor per") }, &[&per]);
        self.add(const { Tag::new("of poor unit") }, &[quantity.unit.as_str()]);
    }

    /// Who is named in the clause before the figure, in the figure and behind it.
    fn clause(&mut self) {
        let view = self.view;
        let before = view.clause_before();
        let word = word::last(view, before);
        let gap = word.map_or("-", |word| step(view.gap(word.range.end, view.anchor), &[0, 2, 5, 9, 15, 25]));
        let code = named(word);
        self.add(const { Tag::new("clause word") }, &[code]);
        self.add(const { Tag::new("clause gap") }, &[code, gap]);
        if let Some(Word { code, range }) = word {
            let reading = view.context.reading();
            self.add(const { Tag::new("the word") }, &[reading.slice(range)]);
            let after = first_characters(reading.between(range.end, view.anchor), 2);
            self.out.add(const { Tag::new("after word") }, &[code, first_characters(after, 1)]);
            self.out.add(const { Tag::new("after word two") }, &[code, after]);
            let ahead = last_characters(reading.between(before.start, range.start), 2);
            self.out.add(const { Tag::new("before word") }, &[code, last_characters(ahead, 1)]);
            self.out.add(const { Tag::new("before word two") }, &[code, ahead]);
        }
        let next = word::first(view, view.noun_phrase(view.tail));
        let gap = next
            .map_or("-", |word| step(view.gap(view.quantity.range.end, word.range.start), &[0, 1, 3, 6, 10]));
        let next = named(next);
        self.add(const { Tag::new("tail word") }, &[next, gap]);
        self.add(const { Tag::new("around") }, &[code, next]);
        let inside = named(word::last(view, view.quantity.range));
        self.add(const { Tag::new("inside") }, &[inside]);
    }

    /// Who is named in the clauses before, and in those behind; which parties act.
    fn sentence(&mut self) {
        let view = self.view;
        let outline = view.context.outline;
        let word = word::last(view, view.clauses_before());
        let clause = |at: u32| outline.clause_at(at).unwrap_or(0);
        let gap = word.map_or("-", |word| {
            let between = clause(view.quantity.range.start).saturating_sub(clause(word.range.start));
            step(between, &[0, 1, 2, 3, 5])
        });
        let code = named(word);
        self.add(const { Tag::new("sentence word") }, &[code, gap]);
        let own = named(word::last(view, view.clause_before()));
        self.add(const { Tag::new("own and sentence") }, &[own, code]);
        let end = view.quantity.range.end;
        let ahead = named(word::first(view, TextRange::new(end, view.sentence.end.max(end))));
        self.add(const { Tag::new("ahead") }, &[ahead, code]);
        if let Some(Word { code, range }) = word {
            let reading = view.context.reading();
            let (name, after) =
                (reading.slice(range), first_characters(reading.between(range.end, view.anchor), 2));
            self.out.add(const { Tag::new("sentence the word") }, &[self.measure, name]);
            self.out.add(const { Tag::new("sentence after word") }, &[code, after]);
        }
        let parties = view.hits(Class::Party, view.sentence_before());
        let mut acting = parties.iter().map(|hit| hit.code).filter(|code| *code != "none");
        let opens = acting.next().unwrap_or("none");
        self.add(const { Tag::new("party opens") }, &[opens]);
        self.add(const { Tag::new("party closes") }, &[acting.next_back().unwrap_or(opens)]);
    }

    /// Who is named in the sentences before, and what is told of one household.
    fn paragraph(&mut self) {
        let view = self.view;
        let outline = view.context.outline;
        let at = view.quantity.range.start;
        let Some(index) = outline.sentence_at(at) else { return };
        let Some(block) = outline.sentence(index).and_then(|s| outline.blocks.get(s.block)) else { return };
        let start = block.range.start.max(at.saturating_sub(FAR));
        let before = TextRange::new(start, view.sentence.start.max(start));
        let word = word::last(view, before);
        let gap = word.map_or("-", |word| {
            let sentences = index.saturating_sub(outline.sentence_at(word.range.start).unwrap_or(index));
            step(sentences, &[1, 2, 3, 5])
        });
        let (code, own) = (named(word), named(word::last(view, view.sentence_before())));
        self.add(const { Tag::new("block word") }, &[code, gap]);
        self.add(const { Tag::new("own and block") }, &[own, code]);
        let poor = view.hits(Class::MeasureGroup, before).iter().filter(|hit| hit.code == "poor").count();
        self.add(const { Tag::new("poor before") }, &[step(poor, &[0, 1, 3]), own]);
        self.add(const { Tag::new("block opens") }, &[named(word::first(view, block.range)), own]);
        let previous = index.checked_sub(1).and_then(|i| outline.sentence(i));
        let previous = previous.filter(|Sentence { range, .. }| range.start >= start);
        let previous = named(previous.and_then(|sentence| word::last(view, sentence.range)));
        self.add(const { Tag::new("previous") }, &[previous, own]);
        let told = TextRange::new(start, at);
        let later = word::later(view, TextRange::new(view.quantity.range.end, block.range.end.min(at + FAR)));
        self.add(const { Tag::new("later") }, &[later, own]);
        self.story(told, own, later);
        let fund = view.hits(Class::Fund, view.sentence_before()).last().map_or("none", |hit| hit.code);
        self.add(const { Tag::new("fund") }, &[fund, own]);
        let micro = if word::has_micro_loan(view, told) { "micro" } else { "" };
        self.add(const { Tag::new("micro loan") }, &[micro, own]);
        self.add(const { Tag::new("micro loan and block") }, &[micro, code]);
    }

    /// Whether the stretch tells of one whom it named as poor: 贫困户许某.
    fn story(&mut self, told: TextRange, own: &str, later: &str) {
        let view = self.view;
        let reading = view.context.reading();
        let is_of_one = |end: u32| {
            let after = first_characters(reading.between(end, told.end), NAME);
            let mut chars = after.chars();
            let (one, two) = (chars.next(), chars.next());
            let again = || reading.between(end + offset(after.len()), told.end).contains(after);
            one.is_some_and(char::is_alphabetic)
                && (two == Some(SOMEONE) || two.is_some_and(char::is_alphabetic) && again())
        };
        let hits = view.hits(Class::MeasureGroup, told).iter().rev().take(6);
        let of = hits.clone().find(|hit| is_of_one(hit.range.end)).map_or("none", |hit| hit.code);
        self.add(const { Tag::new("story") }, &[of, own]);
        let has = |range, signs: &[char]| view.text(range).contains(signs);
        let one = if has(view.sentence_before(), &['他', '她']) { "one" } else { "" };
        self.add(const { Tag::new("pronoun") }, &[one, of]);
        let someone = if has(told, &[SOMEONE]) { "someone" } else { "" };
        self.add(const { Tag::new("someone") }, &[someone, later]);
        let left = if view.has(Class::Poor, "exit", told) { "exit" } else { "" };
        self.add(const { Tag::new("someone left") }, &[someone, left]);
    }

    /// What the headings and the document as a whole are about.
    fn document(&mut self, whole: &Whole) {
        let view = self.view;
        let flag = |is: bool, name| if is { name } else { "" };
        self.add(const { Tag::new("title") }, &[flag(whole.title, "poor")]);
        self.add(const { Tag::new("first line") }, &[flag(whole.first_line, "poor")]);
        self.add(const { Tag::new("first line micro loan") }, &[flag(whole.micro_loan, "micro")]);
        self.add(const { Tag::new("share") }, &[step(whole.poor_in_ten, &[0, 1, 3, 5, 8])]);
        self.add(const { Tag::new("heading") }, &[flag(word::heads(view), "poor")]);
    }

    /// The characters beside the figure and the words of its clause.
    fn beside(&mut self) {
        let view = self.view;
        let unit = view.quantity.unit.as_str();
        let left = last_characters(view.text(view.clause_before()), BEFORE);
        self.out.add_runs(const { Tag::new("of poor left") }, left, 2..=RUN);
        self.out.add(const { Tag::new("of poor next") }, &[unit, last_characters(left, 1)]);
        self.out.add(const { Tag::new("of poor next two") }, &[unit, last_characters(left, 2)]);
        let end = view.quantity.range.end;
        let right = first_characters(view.context.reading().between(end, view.clause.end.max(end)), AFTER);
        self.out.add_runs(const { Tag::new("of poor right") }, right, 2..=RUN);
        for hit in view.hits(Class::MeasureEvent, view.clause_before()).iter().rev().take(2) {
            self.out.add(const { Tag::new("of poor event") }, &[unit, hit.code]);
        }
        for hit in view.hits(Class::MeasureScope, view.clause_before()).iter().rev().take(2) {
            self.out.add(const { Tag::new("of poor scope") }, &[unit, hit.code]);
        }
    }

    /// Of whom the rules say that the figures before and after are.
    fn neighbours(&mut self, decisions: &Earlier) {
        let view = self.view;
        let quantities = &view.context.mentions.quantities;
        let is_count = |index: usize| {
            quantities.get(index).is_some_and(|quantity| Family::of(quantity.unit) == Family::People)
        };
        let (start, end) = (view.quantity.range.start.saturating_sub(FAR), view.sentence.end);
        let first = view.index.saturating_sub(NEIGHBOURS);
        let before = || {
            (first..view.index)
                .rev()
                .take_while(|index| quantities.get(*index).is_some_and(|q| q.range.end >= start))
                .filter_map(|index| decisions.get(index).map(|decision| (index, decision)))
        };
        let of = |found: Option<(usize, &Decision)>| found.map_or("none", |(_, d)| code(d.group));
        let any = of(before().next());
        let count = of(before().find(|(index, _)| is_count(*index)));
        let same = of(before().find(|(_, decision)| decision.measure.as_str() == self.measure));
        let next = (view.index + 1..view.index + NEIGHBOURS / 2)
            .take_while(|index| quantities.get(*index).is_some_and(|q| q.range.start < end))
            .filter(|index| is_count(*index))
            .find_map(|index| decisions.get(index).map(|decision| (index, decision)));
        let next = of(next);
        self.add(const { Tag::new("last any") }, &[any]);
        self.add(const { Tag::new("last count") }, &[count]);
        self.add(const { Tag::new("last same") }, &[same]);
        self.add(const { Tag::new("next count") }, &[next, count]);
    }
}
