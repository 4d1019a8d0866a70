//! How a figure was read, or why a number made none.

use lianjie_core::Figure;
use rust_decimal::Decimal;

use super::{FigureReading, NoFigure, Quote, Spot, Word};
use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;
use crate::scan::quantity::{Refusal, printed, refusals};

impl Spot<'_> {
    pub(super) fn reading(
        &self,
        index: usize,
        quantity: &Quantity,
        figure: &Figure,
        clause: TextRange,
    ) -> FigureReading {
        let text = self.context.reading().text();
        let number = quantity.parts.is_none().then(|| printed(text, quantity.number.start)).flatten();
        let factor = number.and_then(|number| quantity.value?.checked_div(number.value));
        let units = self.units(quantity);
        let ends: Vec<u32> = units.iter().map(|(range, _)| range.end).chain([quantity.number.end]).collect();
        FigureReading {
            index,
            figure: figure.clone(),
            number: self.quote(quantity.number),
            form: number.map(|number| number.form),
            printed: number.map(|number| number.value),
            factor: factor.map_or(Decimal::ONE, |factor| factor.normalize()),
            bounds: self.bounds(quantity, &ends, clause),
            per: self.per(quantity, clause),
            units: units.into_iter().map(|(_, word)| word).collect(),
            in_table: false,
        }
    }

    /// The word behind the number, and the noun that a classifier counts.
    fn units(&self, quantity: &Quantity) -> Vec<(TextRange, Word)> {
        let end = quantity.number.end;
        let gap = u32::from(self.context.reading().char_at(end) == Some(' '));
        let mut units: Vec<(TextRange, Word)> = self.starting(Class::Unit, end + gap).into_iter().collect();
        if let Some(noun) = quantity.noun.filter(|noun| units.iter().all(|(range, _)| !range.contains(*noun)))
        {
            let class = [Class::CountedNoun, Class::BareNoun, Class::Unit];
            let found = class.iter().find_map(|class| self.starting(*class, noun.start));
            let before = || self.ending(Class::CountedNoun, noun.end);
            units.extend(found.or_else(before));
        }
        units
    }

    /// The words beside it that say its bound; where none touches it, the one of its clause.
    fn bounds(&self, quantity: &Quantity, ends: &[u32], clause: TextRange) -> Vec<Word> {
        let code = quantity.bound.as_str();
        let before = self.ending(Class::Approximator, quantity.number.start);
        let after = ends.iter().filter_map(|end| self.starting(Class::Approximator, *end));
        let mut words: Vec<Word> = before.into_iter().chain(after).map(|(_, word)| word).collect();
        words.retain(|word| word.code == code);
        words.dedup();
        if words.is_empty() {
            let ahead = TextRange::new(clause.start.min(quantity.range.start), quantity.range.start);
            let cues = self.context.mentions.hits.within(Class::BoundCue, ahead);
            let cue = cues.last().filter(|cue| cue.code == code);
            words.extend(cue.map(|cue| self.word(Class::BoundCue, cue)));
        }
        words
    }

    fn per(&self, quantity: &Quantity, clause: TextRange) -> Vec<Word> {
        if quantity.per.is_empty() {
            return Vec::new();
        }
        let around = clause.cover(quantity.range);
        self.context
            .mentions
            .hits
            .within(Class::Per, around)
            .iter()
            .map(|hit| self.word(Class::Per, hit))
            .collect()
    }

    /// Why no figure stands at a byte of the reading.
    pub(super) fn refusal(&self, at: u32) -> NoFigure {
        let Self { context, parser, .. } = self;
        let (outline, mentions) = (context.outline, context.mentions);
        let because = |code, message: &str, range| NoFigure {
            code,
            message: message.to_owned(),
            quote: Some(range).map(|range| self.quote(range)),
        };
        if let Some(date) = mentions.dates.iter().find(|date| date.range.holds(at)) {
            return match date.period {
                Some(period) => because("date", &format!("it is a date: {period}"), date.range),
                None => because("date", "it is a date that tells no period", date.range),
            };
        }
        let refused = refusals(outline, parser.lexicon, &mentions.hits);
        let refused = refused.into_iter().find(|(range, _)| range.holds(at));
        let named = mentions.places.iter().map(|place| ("place", place.range));
        let mut named = named.chain(mentions.organisations.iter().map(|name| ("organisation", name.range)));
        match (refused, named.find(|(_, range)| range.holds(at))) {
            (Some((range, Refusal::SetPhrase)), _) => {
                let mut why = because(Refusal::SetPhrase.code(), Refusal::SetPhrase.message(), range);
                if let Some(row) = self.starting(Class::SetPhrase, range.start).and_then(|(_, word)| word.row)
                {
                    why.message = format!("{} ({}:{})", why.message, row.file, row.line);
                }
                why
            }
            (_, Some((kind, range))) => because(kind, &format!("it is part of the name of a {kind}"), range),
            (Some((range, why)), None) => because(why.code(), why.message(), range),
            (None, None) if self.in_title(at) => NoFigure {
                code: "title",
                message: "numbers of titles in 《》 name something".to_owned(),
                quote: None,
            },
            (None, None) => {
                NoFigure { code: "no_number", message: "no number stands here".to_owned(), quote: None }
            }
        }
    }

    /// Whether the byte lies between 《 and 》.
    fn in_title(&self, at: u32) -> bool {
        let before = self.context.reading().between(0, at);
        let near: Vec<char> = before.chars().rev().take(60).take_while(|ch| *ch != '\n').collect();
        near.iter().find(|ch| matches!(ch, '《' | '》')) == Some(&'《')
    }

    /// What is said of a place that is no part of the reading.
    pub(super) fn left_out(&self, offset: u32) -> NoFigure {
        let ch = usize::try_from(offset).ok().and_then(|at| self.text.chars().nth(at));
        let quote = ch.zip(lianjie_core::Span::new(offset, offset.saturating_add(1)));
        let message = match ch {
            Some(ch) if ch.is_whitespace() => "only space stands here",
            Some(_) => "it was taken for page furniture or layout and is not read",
            None => "the text ends before this place",
        };
        let quote = quote.map(|(ch, span)| Quote { span, text: ch.to_string() });
        NoFigure {
            code: if ch.is_some() { "left_out" } else { "outside_text" },
            message: message.to_owned(),
            quote,
        }
    }
}
