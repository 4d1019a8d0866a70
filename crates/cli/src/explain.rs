//! `lianjie explain`: takes a file and a place in it, prints why it was read as it was.

use std::io::{BufWriter, Write as _};

use lianjie_parser::{Explanation, Lexicon, Metadata, Parser, Span};

use crate::args::{At, AuditFormat, ExplainOptions};
use crate::colour::{self, Paint};
use crate::input::{self, Document};
use crate::snippet::{Heading, Mark, Page, render};
use crate::table::one_line;
use crate::{CommandError, Outcome, complain, note};

/// Columns of the labels.
const LABEL: usize = 12;

pub(crate) fn run(options: &ExplainOptions) -> Result<Outcome, CommandError> {
    let extra = input::lexicon(&options.lexicon)?;
    let parser = Parser::with_lexicon(extra.as_ref().unwrap_or_else(|| Lexicon::builtin()));
    let document = match input::read_one(&options.file, parser) {
        Ok(document) => document,
        Err(message) => {
            complain(&message);
            return Ok(Outcome::SomeUnreadable);
        }
    };
    let offset = place(options, &document)?;
    let metadata = Metadata { id: document.id.clone(), ..Metadata::default() };
    let why = parser.explain(&document.text, &metadata, offset);
    let mut out = BufWriter::new(std::io::stdout().lock());
    match options.format {
        AuditFormat::Json => writeln!(out, "{}", serde_json::to_string(&why).map_err(std::io::Error::from)?)?,
        AuditFormat::Table => print(&why, &document, &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

/// The code point that is asked about.
fn place(options: &ExplainOptions, document: &Document) -> Result<u32, CommandError> {
    let text = &document.text;
    let missing = |what: String| CommandError::NoPlace { path: document.path.clone(), what };
    let length = text.chars().count();
    let offset = match (options.at, &options.quote) {
        (Some(At::Offset(offset)), _) if offset < length => offset,
        (Some(At::Offset(offset)), _) => {
            return Err(missing(format!("there is no code point {offset}; the text has {length}")));
        }
        (Some(At::Line(line, column)), _) => {
            let lines = text.split('\n').count();
            let found = text.split('\n').nth(line - 1).filter(|line| column <= line.chars().count());
            let before = text.split('\n').take(line - 1).map(|line| line.chars().count() + 1).sum::<usize>();
            found
                .ok_or_else(|| missing(format!("there is no {line}:{column}; the text has {lines} lines")))?;
            before + column - 1
        }
        (None, quote) => quoted(quote.as_deref().unwrap_or_default(), document).ok_or_else(|| {
            missing(format!("{:?} stands nowhere in the text", quote.as_deref().unwrap_or_default()))
        })?,
    };
    u32::try_from(offset).map_err(|_| missing("the text is too long".to_owned()))
}

/// Where words stand first: the first figure among them, or else their beginning.
fn quoted(words: &str, document: &Document) -> Option<usize> {
    let mut places = document.text.match_indices(words).map(|(at, _)| at).filter(|_| !words.is_empty());
    let before = document.text.get(..places.next()?)?.chars().count();
    let more = places.count();
    if more > 0 {
        note(&format!("it stands in the text {} times; this is the first, see --at", more + 1));
    }
    let span = Span::new(u32::try_from(before).ok()?, u32::try_from(before + words.chars().count()).ok()?)?;
    let mut figures = document.parsed.report.figures.iter().map(|figure| figure.span);
    let figure = figures.find(|figure| figure.overlaps(span));
    Some(figure.and_then(|figure| usize::try_from(figure.start()).ok()).map_or(before, |at| at.max(before)))
}

fn print(why: &Explanation, document: &Document, out: &mut impl std::io::Write) -> Result<(), CommandError> {
    let page = Page::new(&document.path, &document.text);
    let offset = Span::new(why.offset, why.offset.saturating_add(1));
    let (span, title) = match &why.figure {
        Some(reading) => (Some(reading.figure.span), one_line(&reading.figure.text)),
        None => (offset, "no figure".to_owned()),
    };
    let marks = span.iter().map(|&span| Mark { span, primary: true, label: String::new() }).collect();
    writeln!(
        out,
        "{}\n",
        render(Heading::Info, "explain", &title, &[(&page, marks)], &[], colour::output())
    )?;
    let paint = Paint::output();
    let mut last = "";
    for row in why.rows().iter().filter(|row| row.label != "sentence") {
        // A label that goes on is told once.
        let label = if row.label == last { "" } else { row.label };
        writeln!(out, "{} {}", paint.name(format_args!("{label:LABEL$}")), one_line(&row.text))?;
        last = row.label;
    }
    Ok(())
}
