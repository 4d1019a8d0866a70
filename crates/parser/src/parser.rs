//! The whole way from text to report.

use lianjie_core::{Diagnostic, Document, Figure, NaiveDate, Report};

use crate::audit::Audit;
use crate::context::Context;
use crate::fold::{fold, script};
use crate::lexicon::Lexicon;
use crate::outline::outline;
use crate::{assemble, audit, scan, scope, weigh};

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
#[derive(Clone, Copy, Debug)]
pub struct Parser<'a> {
    lexicon: &'a Lexicon,
}

impl Default for Parser<'static> {
    fn default() -> Self {
        Self { lexicon: Lexicon::builtin() }
    }
}

/// Reads a text with the built-in words.
///
/// ```
/// let parsed = lianjie_parser::parse("");
/// assert!(parsed.report.figures.is_empty());
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
            let (schemes, unknown) = assemble::scheme::assemble(&context);
            context.schemes = schemes;
            diagnostics.extend(unknown);
            let mut programs = assemble::program::assemble(&context);
            let Audit { findings, diagnostics: unproved, repairs } = audit::audit(&context, &figures);
            repairs.mend(&mut programs, &mut context.schemes, &mut context.funding_sources);
            diagnostics.extend(unproved);
            diagnostics.sort_by_key(|diagnostic| diagnostic.span);
            let Context { observations, funding_sources, schemes, .. } = context;
            let document = document.clone();
            let report =
                Report { document, figures, observations, programs, funding_sources, schemes, findings };
            Parsed { report, diagnostics }
        })
    }

    /// The figures of a text, each with the hashed signs around it: what the weights are learned from.
    #[doc(hidden)]
    pub fn figure_features(self, text: &str) -> Vec<(Figure, Vec<u32>)> {
        self.with_context(text, &Metadata::default(), |context, _, figures| {
            figures
                .into_iter()
                .enumerate()
                .map(|(i, figure)| (figure, weigh::features(&context, i)))
                .collect()
        })
    }

    /// Runs the stages up to the scopes and hands over what the assemblers read.
    fn with_context<T>(
        self,
        text: &str,
        metadata: &Metadata,
        then: impl FnOnce(Context<'_>, &Document, Vec<Figure>) -> T,
    ) -> T {
        let folded = fold(text);
        let outline = outline(text, &folded);
        let published = metadata.published.or(outline.published);
        let mentions = scan::scan(&outline, self.lexicon, published);
        let document = Document {
            id: metadata.id.clone(),
            title: outline.title.clone(),
            published,
            source: metadata.source.clone().or_else(|| outline.source.clone()),
            script: script(text),
            place: scope::document_place(&outline, &mentions),
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

/// The figures with their quotes. Quantities are in text order, so one walk over the original serves all.
fn figures(
    text: &str,
    outline: &crate::outline::Outline,
    mentions: &crate::mention::Mentions<'_>,
) -> Vec<Figure> {
    let mut chars = text.char_indices();
    let mut at = 0;
    let mut byte = |target: u32| {
        while at < target {
            chars.next();
            at += 1;
        }
        chars.offset()
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
