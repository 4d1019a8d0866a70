//! What holds at a place, since when, and which words name it.

use lianjie_core::Span;

use super::{Held, Named, ScopeReading, Spot};
use crate::lexicon::Class;
use crate::reading::TextRange;
use crate::scope::{Scope, dateline};

impl Spot<'_> {
    pub(super) fn scope(&self, at: u32) -> ScopeReading {
        let mentions = self.context.mentions;
        let scope = self.context.scopes.at(at);
        let places = mentions.places.iter().filter(|named| Some(&named.place) == scope.place.as_deref());
        let dates = mentions.dates.iter().filter(|date| date.period.is_some() && date.period == scope.period);
        let sentence =
            self.context.outline.sentence_holding(at).map(|sentence| sentence.range).unwrap_or_default();
        let poor = mentions.hits.within(Class::Poor, sentence).iter().filter(|hit| hit.code == "poor");
        let poor = poor.take_while(|hit| scope.poor && hit.range.start <= at);
        let actions = self.context.scopes.actions.iter();
        let actions = actions.filter(|action| Some(action.kind) == scope.industry);
        let action = actions.filter(|action| action.evidence.iter().any(|range| range.holds(at)));
        ScopeReading {
            place: self.held(at, |scope| scope.place.as_deref().cloned(), places.map(|named| named.range)),
            period: self.held(at, |scope| scope.period, dates.map(|date| date.range)),
            poor: self.held(at, |scope| Some(scope.poor), poor.map(|hit| hit.range)),
            industry: self.held(
                at,
                |scope| scope.industry,
                action.map(|action| action.line.unwrap_or(action.word)),
            ),
        }
    }

    /// What holds at a byte; `names` are the words that name it anywhere in the text.
    fn held<T: PartialEq>(
        &self,
        at: u32,
        of: impl Fn(&Scope) -> Option<T>,
        names: impl Iterator<Item = TextRange>,
    ) -> Held<T> {
        let scopes = &self.context.scopes.from;
        let value = of(self.context.scopes.at(at));
        let before = scopes.get(..scopes.partition_point(|(start, _)| *start <= at)).unwrap_or_default();
        let same = before.iter().rev().take_while(|(_, scope)| of(scope) == value);
        let since = same.last().map_or(0, |(start, _)| *start);
        let since = self.context.span(TextRange::new(since, since)).start();
        let clause = self.context.outline.clause_holding(at).map_or(at, |clause| clause.range.end).max(at);
        // The nearest before, or in the clause; else the first behind.
        let (mut nearest, mut behind) = (None, None);
        for range in names {
            if range.start < clause {
                nearest = Some(range);
            } else {
                behind = behind.or(Some(range));
            }
        }
        let named = nearest.or(behind).filter(|_| value.is_some());
        Held {
            value,
            since,
            named: named.map(|range| Named { quote: self.quote(range), stands: self.stands(range, at) }),
        }
    }

    /// Where words stand, seen from a byte.
    fn stands(&self, words: TextRange, at: u32) -> &'static str {
        let outline = self.context.outline;
        let within = |range: Option<TextRange>| range.is_some_and(|range| range.contains(words));
        let sentence = outline.sentence_at(at);
        let block = sentence.and_then(|index| outline.blocks.get(outline.sentence(index)?.block));
        let mut headings = sentence.into_iter().flat_map(|index| outline.headings(index));
        if within(outline.clause_holding(at).map(|clause| clause.range)) {
            "clause"
        } else if within(outline.sentence_holding(at).map(|sentence| sentence.range)) {
            "sentence"
        } else if within(outline.title_range) {
            "title"
        } else if within(dateline(outline, self.context.mentions)) {
            "dateline"
        } else if within(block.map(|block| block.range)) {
            "paragraph"
        } else if headings.any(|section| section.heading.contains(words)) {
            "heading"
        } else if words.start < at {
            "earlier"
        } else {
            "later"
        }
    }

    /// The sentence around a byte.
    pub(super) fn sentence(&self, at: u32) -> Option<TextRange> {
        self.context.outline.sentence_holding(at).map(|sentence| sentence.range)
    }

    /// Whether a span holds a code point.
    pub(super) fn holds(span: Span, offset: u32) -> bool {
        span.start() <= offset && offset < span.end()
    }
}
