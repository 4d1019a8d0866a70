//! The whole way from text to report.

use lianjie_core::{Diagnostic, DiagnosticCode, Document, Figure, NaiveDate, Report, Span};

use crate::assemble::observation::{DateSigns, FigureSigns, GroupSigns};
use crate::assemble::program::PassageSigns;
use crate::audit::Audit;
use crate::context::Context;
use crate::fold::{fold, script};
use crate::lexicon::Lexicon;
use crate::outline::outline;
use crate::reading::{offset, size};
use crate::{assemble, audit, scan, scope};

/// What the caller knows of a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Name of the document, usually the file stem.
    pub id: String,
    /// Day of publication, when known from elsewhere; the page's own dateline is used otherwise.
    pub published: Option<NaiveDate>,
    /// The outlet, when known from elsewhere.
    pub source: Option<String>,
}

/// A report and what could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The records.
    pub report: Report,
    /// What gave no record, in text order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads reports with a lexicon. Building one is cheap with the built-in words.
///
/// ```
/// use lianjie_parser::{Class, Lexicon, Metadata, NaiveDate, Parser, ProgramKind};
///
/// let words = Lexicon::with_rows([(Class::Industry, "word\tcode\n白玉蜗牛\tlivestock\n")])?;
/// let metadata = Metadata { published: NaiveDate::from_ymd_opt(2018, 3, 1), ..Metadata::default() };
/// let report = Parser::with_lexicon(&words).parse("去年，白玉蜗牛带动贫困户120户。", &metadata).report;
/// let observation = &report.observations[0];
/// assert_eq!(observation.period.unwrap().to_string(), "2017-01-01 to 2017-12-31");
/// assert_eq!(observation.industry, Some(ProgramKind::Livestock));
/// # Ok::<(), lianjie_parser::LexiconError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Parser<'a> {
    pub(crate) lexicon: &'a Lexicon,
}

impl Default for Parser<'static> {
    fn default() -> Self {
        Self { lexicon: Lexicon::builtin() }
    }
}

/// Reads a text with the built-in words.
///
/// ```
/// use lianjie_parser::{Bound, Measure, parse};
///
/// let text = "戶均增收1萬餘元。";
/// let report = parse(text).report;
/// let figure = &report.figures[0];
/// assert_eq!(figure.span.quote(text), Some("1萬餘元"));
/// assert_eq!((figure.value.unwrap().to_string().as_str(), figure.bound), ("10000", Bound::Over));
/// assert_eq!(report.observations[0].measure, Measure::IncomeGainPerHousehold);
/// ```
pub fn parse(text: &str) -> Parsed {
    Parser::default().parse(text, &Metadata::default())
}

impl<'a> Parser<'a> {
    /// A parser with words of the caller's.
    pub const fn with_lexicon(lexicon: &'a Lexicon) -> Self {
        Self { lexicon }
    }

    /// Reads a text. Never fails: what cannot be read is said in the diagnostics.
    pub fn parse(&self, text: &str, metadata: &Metadata) -> Parsed {
        self.with_context(text, metadata, |mut context, document, figures| {
            let (observations, mut diagnostics) = assemble::observation::assemble(&context);
            context.observations = observations;
            context.funding_sources = assemble::funding::assemble(&context);
            assemble::observation::donated(&mut context.observations, &context.funding_sources);
            let (schemes, unknown) = assemble::scheme::assemble(&context);
            context.schemes = schemes;
            diagnostics.extend(unknown);
            let mut programs = assemble::program::assemble(&context);
            let Audit { findings, diagnostics: unproved, repairs } = audit::audit(&context, &figures);
            repairs.mend(&mut programs, &mut context.schemes, &mut context.funding_sources);
            diagnostics.extend(unproved);
            diagnostics.extend(lost_characters(text));
            diagnostics.sort_by_key(|diagnostic| diagnostic.span);
            let Context { observations, funding_sources, schemes, .. } = context;
            let document = document.clone();
            let report =
                Report { document, figures, observations, programs, funding_sources, schemes, findings };
            Parsed { report, diagnostics }
        })
    }

    /// The figures of a text, and the hashed signs of those that are weighed: what the weights are learned from.
    #[doc(hidden)]
    pub fn figure_signs(self, text: &str) -> (Vec<Figure>, Vec<FigureSigns>) {
        self.with_context(text, &Metadata::default(), |context, _, figures| {
            (figures, assemble::observation::signs(&context))
        })
    }

    /// The figures of a text, and the signs of their groups.
    #[doc(hidden)]
    pub fn group_signs(self, text: &str) -> (Vec<Figure>, Vec<GroupSigns>) {
        self.with_context(text, &Metadata::default(), |context, _, figures| {
            (figures, assemble::observation::group_signs(&context))
        })
    }

    /// The figures of a text with the periods in force where they stand, and the signs of their dates.
    #[doc(hidden)]
    pub fn date_signs(self, text: &str) -> (Vec<Figure>, Vec<DateSigns>) {
        self.with_context(text, &Metadata::default(), |context, _, figures| {
            (figures, assemble::observation::date_signs(&context))
        })
    }

    /// The passages of a text with the kinds of program that each may tell, and the hashed signs: what the weights are
    /// learned from.
    #[doc(hidden)]
    pub fn passage_signs(self, text: &str) -> Vec<PassageSigns> {
        self.with_context(text, &Metadata::default(), |mut context, _, _| {
            context.observations = assemble::observation::assemble(&context).0;
            context.funding_sources = assemble::funding::assemble(&context);
            assemble::observation::donated(&mut context.observations, &context.funding_sources);
            context.schemes = assemble::scheme::assemble(&context).0;
            assemble::program::signs(&context)
        })
    }

    /// Runs the stages up to the scopes and hands over what the assemblers read.
    pub(crate) fn with_context<T>(
        self,
        text: &str,
        metadata: &Metadata,
        then: impl FnOnce(Context<'_>, &Document, Vec<Figure>) -> T,
    ) -> T {
        let folded = fold(text);
        let outline = outline(text, &folded);
        let published = metadata.published.or(outline.published);
        let mut mentions = scan::scan(&outline, self.lexicon, published);
        let place = scope::document_place(&outline, &mentions);
        if let Some(town) = place.as_ref().and_then(|place| mentions.place_table.find(place)) {
            mentions.place_table.take_in(town);
        }
        let document = Document {
            id: metadata.id.clone(),
            title: outline.title.clone(),
            published,
            source: metadata.source.clone().or_else(|| outline.source.clone()),
            script: script(text),
            place,
        };
        let scopes = scope::scope(&outline, &mentions, &document);
        let figures = figures(text, &outline, &mentions);
        let context = Context {
            document: &document,
            outline: &outline,
            mentions: &mentions,
            scopes: &scopes,
            observations: Vec::new(),
            funding_sources: Vec::new(),
            schemes: Vec::new(),
        };
        then(context, &document, figures)
    }
}

/// Says where decoding lost characters, one diagnostic for each run of them.
fn lost_characters(text: &str) -> Vec<Diagnostic> {
    // Mostly none was lost, and a search for a string tells so sooner than one for a character.
    if !text.contains("\u{FFFD}") {
        return Vec::new();
    }
    let mut runs: Vec<Span> = Vec::new();
    let (mut byte, mut char) = (0, 0);
    for (at, _) in text.match_indices(char::REPLACEMENT_CHARACTER) {
        char += offset(text.get(byte..at).unwrap_or_default().chars().count());
        byte = at;
        let Some(lost) = Span::new(char, char + 1) else { continue };
        match runs.last_mut() {
            Some(run) if run.end() == char => *run = run.cover(lost),
            _ => runs.push(lost),
        }
    }
    let message = "what stood here could not be decoded";
    let said = |span| Diagnostic { code: DiagnosticCode::LostCharacter, span, message: message.to_owned() };
    runs.into_iter().map(said).collect()
}

/// The figures with their quotes. Quantities are in text order, so one walk over the original serves all.
fn figures(
    text: &str,
    outline: &crate::outline::Outline,
    mentions: &crate::mention::Mentions<'_>,
) -> Vec<Figure> {
    let mut rest = text.chars();
    let mut at = 0;
    let mut byte = |target: u32| {
        if let Some(skip) = target.checked_sub(at + 1) {
            rest.nth(size(skip));
            at = target;
        }
        text.len() - rest.as_str().len()
    };
    let reading = &outline.reading;
    mentions
        .quantities
        .iter()
        .map(|quantity| {
            let span = reading.span(quantity.range);
            let from = byte(span.start());
            let to = byte(span.end());
            quantity.figure(reading, text.get(from..to).unwrap_or_default().to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_characters_were_lost() {
        let text = "户均\u{FFFD}\u{FFFD}收845元，\u{FFFD}";
        let lost: Vec<_> = parse(text)
            .diagnostics
            .into_iter()
            .filter(|diagnostic| diagnostic.code == DiagnosticCode::LostCharacter)
            .map(|diagnostic| diagnostic.span)
            .collect();
        assert_eq!(lost, [Span::new(2, 4).unwrap(), Span::new(10, 11).unwrap()]);
        assert_eq!(parse("户均增收845元。").diagnostics, []);
    }
}
