//! Why a place of a text was read as it was: takes a text and a code point, gives the number that stands there and how it
//! was read, the lexicon rows that were seen around it, what its clause speaks of and since when, the rule and the weights
//! behind its measure, and the records that use it.
//!
//! Nothing is decided here: the stages run again as they do in a parse, and tell what they know.

mod number;
mod scope;
mod show;
mod uses;
mod word;

use lianjie_core::{Diagnostic, Figure, Group, Measure, Period, Place, ProgramKind, Report, Span};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::assemble::observation::{Judged, judged};
use crate::context::Context;
use crate::fold::fold;
use crate::parser::{Metadata, Parsed, Parser};
use crate::reading::{TextRange, size};

pub use self::show::Row;

/// So many readings and signs are told.
const READINGS: usize = 5;
const SIGNS: usize = 8;

/// Why one place of a text was read as it was.
///
/// Printed, it is a list for a person; serialised, the same for a program. What is `None` or empty was not there.
///
/// ```
/// let text = "2018年，全县共发放分红412万元，惠及贫困户1630户。";
/// let why = lianjie_parser::explain(text, 13);
/// let figure = why.figure.unwrap();
/// assert_eq!((figure.figure.text.as_str(), figure.factor.to_string().as_str()), ("412万元", "1"));
/// assert_eq!(figure.units[0].row.as_ref().unwrap().file, "unit.tsv");
/// let period = why.scope.unwrap().period;
/// assert_eq!((period.named.unwrap().quote.text.as_str(), period.value.unwrap().to_string().as_str()),
///            ("2018年", "2018-01-01 to 2018-12-31"));
/// assert_eq!(why.measure.unwrap().measure.unwrap().as_str(), "dividend");
/// assert!(why.used_by.iter().any(|record| record == "observations[0]"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The code point that was asked about.
    pub offset: u32,
    /// The sentence around it.
    pub sentence: Option<Quote>,
    /// The figure at it.
    pub figure: Option<FigureReading>,
    /// Why there is no figure.
    pub no_figure: Option<NoFigure>,
    /// How the figure got its measure, or none.
    pub measure: Option<MeasureReading>,
    /// What the clause speaks of.
    pub scope: Option<ScopeReading>,
    /// The lexicon rows that matched in the clause, in text order; in a table, in the column's heading and the row's label.
    pub words: Vec<Word>,
    /// The records that use the figure, as paths of the JSON form: `observations[3]`, `programs[0].coverage.jobs`.
    pub used_by: Vec<String>,
    /// The records whose evidence holds the place.
    pub evidence_of: Vec<String>,
    /// What was noticed here and not read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Words of the text where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Quote {
    /// Code points of the original.
    pub span: Span,
    /// As printed.
    pub text: String,
}

/// A word of the lexicon where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Word {
    /// As printed.
    #[serde(flatten)]
    pub quote: Quote,
    /// The word class.
    pub class: &'static str,
    /// What the class says of the word.
    pub code: String,
    /// The second mark of the row, empty where there is none.
    pub attr: String,
    /// The row; `None` of one that the caller added.
    pub row: Option<LexiconRow>,
}

/// A row of the lexicon that comes with the library.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LexiconRow {
    /// `unit.tsv`
    pub file: String,
    /// From 1, the header's.
    pub line: usize,
}

/// How a figure was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FigureReading {
    /// Its index in the report.
    pub index: usize,
    /// The figure.
    pub figure: Figure,
    /// The digits and number words alone.
    pub number: Quote,
    /// How they are written: `arabic`, `chinese`, `scale`, `digits`; `None` of ratios and fractions.
    pub form: Option<&'static str>,
    /// What they say before the unit is known.
    pub printed: Option<Decimal>,
    /// What the unit makes of one of them in the base unit; 1 where nothing is converted.
    pub factor: Decimal,
    /// The rows that gave the unit: the word behind the number, the noun that it counts.
    pub units: Vec<Word>,
    /// The words that gave the bound.
    pub bounds: Vec<Word>,
    /// The words that say what one unit of it is for.
    pub per: Vec<Word>,
    /// Whether it is a cell of a table, whose column says what it is.
    pub in_table: bool,
}

/// Why no figure stands at a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NoFigure {
    /// `left_out`, `date`, `ordinal`, `set_phrase`, `no_number`, …
    pub code: &'static str,
    /// The same for a person.
    pub message: String,
    /// The words that it is about.
    pub quote: Option<Quote>,
}

/// How a figure got its measure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct MeasureReading {
    /// The measure in the report; `None` when the figure measures nothing.
    pub measure: Option<Measure>,
    /// The rule that made the observation.
    pub rule: Option<String>,
    /// How sure it is.
    pub confidence: Option<String>,
    /// Of whom.
    pub group: Option<Group>,
    /// What the rules said, before it was weighed; `None` in tables, where nothing is weighed.
    pub ruled: Option<Ruled>,
    /// The heaviest readings; the first is the one that was taken, unless a run of figures shares another.
    pub readings: Vec<Weighed>,
    /// The signs around the figure that spoke most for or against the first of the readings, beside the second.
    pub signs: Vec<Weighed>,
    /// What the signs say against the period in force, in thousandths: above 0 the figure is left without a date. `None`
    /// where no period is in force, and in tables.
    pub undated: Option<i32>,
}

/// What the rules said of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Ruled {
    /// A measure, or `none`.
    pub reading: String,
    /// The rule.
    pub rule: String,
    /// How sure it is.
    pub confidence: String,
    /// What that is worth beside the signs, in thousandths.
    pub bonus: i32,
}

/// Something with its weight, in thousandths.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Weighed {
    /// A reading, or a sign.
    pub name: String,
    /// Its weight.
    pub weight: i32,
}

/// What a clause speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ScopeReading {
    /// The place.
    pub place: Held<Place>,
    /// The period.
    pub period: Held<Period>,
    /// Whether it is of poor households, persons or villages.
    pub poor: Held<bool>,
    /// The line of action.
    pub industry: Held<ProgramKind>,
}

/// A value that holds at a place of the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Held<T> {
    /// The value.
    pub value: Option<T>,
    /// Code point from which on it holds.
    pub since: u32,
    /// The nearest words that name it; `None` where no single words do.
    pub named: Option<Named>,
}

/// Words that name what holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Named {
    /// The words.
    #[serde(flatten)]
    pub quote: Quote,
    /// Where they stand: `clause`, `sentence`, `paragraph`, `heading`, `title`, `dateline`, `earlier`, `later`.
    pub stands: &'static str,
}

/// Why a place of a text was read as it was, with the built-in words. `offset` counts code points of the text.
///
/// ```
/// let why = lianjie_parser::explain("十三五期间，全村第三次修路。", 8);
/// assert_eq!(why.no_figure.unwrap().code, "no_number");
/// let why = lianjie_parser::explain("十三五期间，全村第三次修路。", 9);
/// assert_eq!(why.no_figure.unwrap().code, "ordinal");
/// ```
pub fn explain(text: &str, offset: u32) -> Explanation {
    Parser::default().explain(text, &Metadata::default(), offset)
}

impl Parser<'_> {
    /// Why a place of a text was read as it was; `offset` counts code points of the text. The text is parsed for it:
    /// what is asked once costs nothing when nobody asks.
    pub fn explain(&self, text: &str, metadata: &Metadata, offset: u32) -> Explanation {
        let parsed = self.parse(text, metadata);
        self.with_context(text, metadata, |context, _, figures| {
            Spot { parser: self, text, context: &context }.explain(offset, &figures, &parsed)
        })
    }
}

/// Where an explanation looks.
struct Spot<'a> {
    parser: &'a Parser<'a>,
    text: &'a str,
    context: &'a Context<'a>,
}

impl Spot<'_> {
    fn explain(&self, offset: u32, figures: &[Figure], parsed: &Parsed) -> Explanation {
        let Parsed { report, diagnostics } = parsed;
        let index = figures.iter().position(|figure| Self::holds(figure.span, offset));
        let figure = index.and_then(|index| Some((index, figures.get(index)?)));
        let uses = uses::uses(report, index, offset);
        let mut why = Explanation {
            offset,
            sentence: None,
            figure: None,
            no_figure: None,
            measure: None,
            scope: None,
            words: Vec::new(),
            used_by: uses.figure,
            evidence_of: uses.evidence,
            diagnostics: diagnostics.iter().filter(|one| Self::holds(one.span, offset)).cloned().collect(),
        };
        let quantity = index.and_then(|index| self.context.mentions.quantities.get(index));
        let at = match quantity {
            Some(quantity) => quantity.range.start,
            None => match self.byte(offset) {
                Some(at) => at,
                None => return Explanation { no_figure: Some(self.left_out(offset)), ..why },
            },
        };
        why.sentence = self.sentence(at).map(|range| self.quote(range));
        why.scope = Some(self.scope(at));
        let clause =
            self.context.outline.clause_holding(at).map_or(TextRange::new(at, at), |clause| clause.range);
        let (Some((index, figure)), Some(quantity)) = (figure, quantity) else {
            why.no_figure = Some(self.refusal(at));
            why.words = self.words(clause);
            return why;
        };
        let judged = judged(self.context, index);
        let table = judged.as_ref().filter(|judged| judged.in_table);
        let mut reading = self.reading(index, quantity, figure, clause);
        reading.in_table = table.is_some();
        why.figure = Some(reading);
        why.words = match table {
            Some(cell) => [self.words(cell.clause), self.words(cell.sentence)].concat(),
            None => self.words(clause),
        };
        why.measure = Some(measure(report, index, judged));
        why
    }

    /// The byte of the reading where a code point of the text went.
    fn byte(&self, offset: u32) -> Option<u32> {
        let folded = fold(self.text).chars().nth(size(offset))?;
        let at = self.context.reading().byte_of(offset)?;
        (self.context.reading().char_at(at) == Some(folded)).then_some(at)
    }
}

fn measure(report: &Report, index: usize, judged: Option<Judged>) -> MeasureReading {
    let observation = report.observations.iter().find(|observation| observation.figure == index);
    let undated = judged.as_ref().and_then(|judged| judged.undated);
    let weighing = judged.and_then(|judged| judged.weighing);
    let weighed = |(name, weight): (&str, i32)| Weighed { name: name.to_owned(), weight };
    let readings = weighing.iter().flat_map(|weighing| weighing.readings.iter().copied().take(READINGS));
    let signs = weighing.iter().flat_map(|weighing| weighing.signs.iter().take(SIGNS));
    MeasureReading {
        measure: observation.map(|observation| observation.measure),
        rule: observation.map(|observation| observation.provenance.rule.to_string()),
        confidence: observation.map(|observation| observation.provenance.confidence.to_string()),
        group: observation.map(|observation| observation.group),
        readings: readings.map(weighed).collect(),
        signs: signs.map(|(name, weight)| weighed((name, *weight))).collect(),
        undated,
        ruled: weighing.map(|weighing| Ruled {
            reading: weighing.ruled,
            rule: weighing.rule,
            confidence: weighing.confidence,
            bonus: weighing.bonus,
        }),
    }
}

#[cfg(test)]
mod tests;
