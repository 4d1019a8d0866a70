//! Takes a finding, gives the equation on its sentence: figures with letters, what is stated and implied, the repair.

use lianjie_core::{Decimal, Figure, Finding, Interval, Relation, Repair, Span, Verdict};

use super::html::{Attribute, Html};
use super::sheet::{self, Sheet};
use super::{highlight, words};

/// Code points of evidence that are shown whole.
const WHOLE: u32 = 260;
/// Code points on either side of a figure that are shown of longer evidence.
const AROUND: u32 = 30;
/// Most words, in code points, before a figure with which a piece of evidence begins.
const HEAD: u32 = 24;

/// Terms of an equation on one line.
const MOST_TERMS: usize = 8;

/// Sign and word of a verdict.
pub(super) fn verdict(verdict: Verdict) -> String {
    let sign = match verdict {
        Verdict::Consistent => "✓ ",
        Verdict::Inconsistent => "✗ ",
        Verdict::Repaired => "✎ ",
        Verdict::Unlisted(_) | _ => "",
    };
    format!("{sign}{}", verdict.as_str())
}

/// What stands before the terms, between them, and before what is stated.
fn signs(finding: &Finding) -> (&'static str, &'static str, &'static str) {
    let equals = if finding.verdict == Verdict::Inconsistent { "≠" } else { "=" };
    match finding.relation {
        Relation::Sum => ("", "+", equals),
        Relation::Product => ("", "×", equals),
        Relation::Ratio | Relation::PerUnit => ("", "÷", equals),
        Relation::Growth => ("growth of", ",", equals),
        Relation::Change => ("change from", ",", equals),
        _ => ("", ",", equals),
    }
}

/// A finding on one line: `65.5萬元 ÷ 775戶 = 845元`.
pub(super) fn equation(finding: &Finding, figures: &[Figure]) -> String {
    let (before, between, equals) = signs(finding);
    let mut out = String::from(before);
    let last = finding.figures.len().saturating_sub(1);
    for (place, index) in finding.figures.iter().enumerate() {
        if place > MOST_TERMS && place < last {
            continue;
        }
        if place == MOST_TERMS && place < last {
            out.push_str(" …");
            continue;
        }
        if place > 0 {
            out.push(' ');
            out.push_str(if place == last { equals } else { between });
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&words::short(figures.get(*index).map_or("?", |figure| &figure.text), 30));
    }
    if out.is_empty() { words::code(finding.relation.as_str()) } else { out }
}

/// The display of one finding.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html, finding: &Finding) {
    sheet::title(
        html,
        &words::code(finding.relation.as_str()),
        &[highlight::provenance(&finding.provenance)],
    );
    block(sheet, html, finding);
}

/// A finding among others.
pub(super) fn block(sheet: &Sheet<'_>, html: &mut Html, finding: &Finding) {
    let class = match finding.verdict {
        Verdict::Inconsistent => "lj-finding lj-is-wrong",
        Verdict::Repaired => "lj-finding lj-is-mended",
        _ => "lj-finding",
    };
    html.element("div", &[("class", class)], |html| {
        terms(sheet, html, finding);
        sentence(sheet, html, finding);
        values(sheet, html, finding);
    });
}

/// The equation, each term with the letter that it has in the sentence.
fn terms(sheet: &Sheet<'_>, html: &mut Html, finding: &Finding) {
    html.element("p", &[("class", "lj-equation")], |html| {
        html.leaf("span", "lj-verdict", &verdict(finding.verdict));
        let (before, between, equals) = signs(finding);
        if finding.figures.is_empty() || sheet.figures().is_empty() {
            html.text(&words::code(finding.relation.as_str()));
            return;
        }
        if !before.is_empty() {
            html.leaf("span", "lj-sign", before);
        }
        for (place, index) in finding.figures.iter().enumerate() {
            if place > 0 {
                let sign = if place + 1 == finding.figures.len() { equals } else { between };
                html.leaf("span", "lj-sign", sign);
            }
            let Some(figure) = sheet.figures().get(*index) else { continue };
            let letter = letter(place);
            let attributes = [("class", "lj-term"), ("data-letter", letter.as_str())];
            html.element("span", &attributes, |html| sheet.quote(html, figure.span, &figure.text, 40));
        }
    });
}

/// The evidence with its figures underlined. What lies between pieces of it is left out with an ellipsis.
fn sentence(sheet: &Sheet<'_>, html: &mut Html, finding: &Finding) {
    let mut figures: Vec<(Span, usize)> = Vec::new();
    for (place, index) in finding.figures.iter().enumerate() {
        if let Some(figure) = sheet.figures().get(*index) {
            figures.push((figure.span, place));
        }
    }
    figures.sort_unstable();
    let spans = figures.iter().map(|(span, _)| *span);
    let pieces = excerpt(&finding.evidence, spans, sheet.ruler.len());
    if pieces.is_empty() {
        return;
    }
    let damaged = finding.repair.as_ref().map(|repair| repair.span);
    let stated = finding.figures.len().saturating_sub(1);
    html.element("blockquote", &[("class", "lj-quote"), ("lang", sheet.language())], |html| {
        let mut figures = figures.iter().peekable();
        let mut shown = 0;
        for (number, piece) in pieces.into_iter().enumerate() {
            let begins = figures.peek().is_some_and(|(span, _)| span.start() == piece.start());
            let piece = if begins { with_head(sheet, piece, shown) } else { piece };
            if number > 0 || piece.start() > 0 && is_cut(sheet, piece.start()) {
                html.leaf("span", "lj-gap", "…");
            }
            let mut at = piece.start();
            while let Some((span, place)) = figures.next_if(|(span, _)| span.start() < piece.end()) {
                let (start, end) = (span.start().max(at), span.end().min(piece.end()));
                if start >= end {
                    continue;
                }
                html.text(sheet.ruler.piece(at, start));
                let class = match *span {
                    span if Some(span) == damaged => "lj-figure lj-damaged",
                    _ if *place == stated => "lj-figure lj-stated",
                    _ => "lj-figure",
                };
                let letter = letter(*place);
                let attributes: [Attribute<'_>; 2] = [("class", class), ("data-letter", &letter)];
                html.element("span", &attributes, |html| html.text(sheet.ruler.piece(start, end)));
                at = end;
            }
            html.text(sheet.ruler.piece(at, piece.end()));
            shown = piece.end();
        }
    });
}

/// Whether a piece begins inside a clause.
fn is_cut(sheet: &Sheet<'_>, start: u32) -> bool {
    let before = sheet.ruler.piece(start.saturating_sub(1), start);
    before.chars().all(char::is_alphanumeric)
}

/// The pieces of evidence that a sentence shows, in text order.
fn excerpt(evidence: &[Span], figures: impl Iterator<Item = Span>, len: u32) -> Vec<Span> {
    let within = |span: Span| {
        let (start, end) = (span.start().min(len), span.end().min(len));
        Span::new(start, end).filter(|span| !span.is_empty())
    };
    let figures: Vec<Span> = figures.filter_map(within).collect();
    let whole: u64 = evidence.iter().filter_map(|span| within(*span)).map(|span| u64::from(span.len())).sum();
    let mut pieces: Vec<Span> = figures.clone();
    if whole <= u64::from(WHOLE) {
        pieces.extend(evidence.iter().filter_map(|span| within(*span)));
    } else {
        let wide = |span: &Span| {
            Span::new(span.start().saturating_sub(AROUND), span.end().saturating_add(AROUND)).and_then(within)
        };
        pieces.extend(figures.iter().filter_map(wide));
    }
    pieces.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            // A gap that an ellipsis would not shorten is shown.
            Some(last) if piece.start() <= last.end().saturating_add(2) => *last = last.cover(piece),
            _ => joined.push(piece),
        }
    }
    joined
}

/// A piece with the words before it where it begins with a figure, as in the row of a table: those of its line, up to a
/// punctuation mark.
fn with_head(sheet: &Sheet<'_>, piece: Span, after: u32) -> Span {
    let from = piece.start().saturating_sub(HEAD).max(after);
    let before = sheet.ruler.piece(from, piece.start()).chars().rev();
    let head =
        before.take_while(|ch| ch.is_alphanumeric() || matches!(ch, '.' | ' ' | '\t' | '\u{3000}')).count();
    let start = piece.start() - u32::try_from(head).unwrap_or(0);
    Span::new(start, piece.end()).unwrap_or(piece)
}

/// `a`, `b` … `z`, `aa`
fn letter(place: usize) -> String {
    let letters = "abcdefghijklmnopqrstuvwxyz";
    let last = letters.chars().nth(place % 26).unwrap_or('a');
    match (place / 26).checked_sub(1) {
        Some(before) => format!("{}{last}", letter(before)),
        None => last.to_string(),
    }
}

/// How damaged digits are read.
fn reading(repair: &Repair) -> String {
    let reading: Vec<String> = repair.reading.iter().map(words::figure).collect();
    format!("{} is read as {}", words::short(&repair.text, 40), reading.join(", "))
}

/// What is stated and what the other figures imply, each with its interval on one line of numbers, and the repair.
fn values(sheet: &Sheet<'_>, html: &mut Html, finding: &Finding) {
    let figure = finding.figures.last().and_then(|index| sheet.figures().get(*index));
    let worded = |value: Decimal| match figure {
        Some(figure) => words::quantity(value, figure.unit),
        None => words::number(value),
    };
    let printed = finding.stated.map(|value| allowed(finding, value, figure));
    let axis = match (printed, finding.implied) {
        (Some([least, most]), Some([low, high])) => Axis::over(low.min(least), high.max(most)),
        _ => None,
    };
    html.element("dl", &[("class", "lj-values lj-scaled")], |html| {
        if let (Some(value), Some(printed)) = (finding.stated, printed) {
            row(html, "stated", &worded(value), axis.as_ref(), printed, "lj-printed");
        }
        if let Some(implied @ [low, high]) = finding.implied {
            let text =
                if low == high { worded(low) } else { format!("{} to {}", words::number(low), worded(high)) };
            row(html, "implied by the others", &text, axis.as_ref(), implied, "lj-implied");
        }
        if let Some(repair) = &finding.repair {
            html.element("dt", &[], |html| html.text("repair"));
            html.leaf("dd", "lj-reading", &reading(repair));
        }
    });
}

/// What the digits of the stated figure allow; the value alone where they were damaged.
fn allowed(finding: &Finding, value: Decimal, figure: Option<&Figure>) -> [Decimal; 2] {
    let damaged = finding.repair.as_ref().map(|repair| repair.span);
    let figure = figure.filter(|figure| Some(figure.span) != damaged && figure.value == Some(value));
    figure.and_then(Interval::of).and_then(|allowed| allowed.outward()).unwrap_or([value, value])
}

fn row(
    html: &mut Html,
    name: &str,
    value: &str,
    axis: Option<&Axis>,
    [low, high]: [Decimal; 2],
    class: &str,
) {
    html.element("dt", &[], |html| html.text(name));
    html.element("dd", &[], |html| html.text(value));
    match axis.and_then(|axis| axis.place(low, high)) {
        Some(place) => html.element("dd", &[("class", "lj-track"), ("aria-hidden", "true")], |html| {
            html.element("span", &[("class", class), ("style", &place)], |_| {});
        }),
        None => html.element("dd", &[], |_| {}),
    }
}

/// A line of numbers from left to right.
struct Axis {
    low: Decimal,
    width: Decimal,
}

impl Axis {
    fn over(low: Decimal, high: Decimal) -> Option<Self> {
        let width = high.checked_sub(low)?;
        (width > Decimal::ZERO).then_some(Self { low, width })
    }

    /// Where values from `low` to `high` stand, as a style.
    fn place(&self, low: Decimal, high: Decimal) -> Option<String> {
        let percent = |value: Decimal| {
            Decimal::ONE_HUNDRED
                .checked_mul(value)?
                .checked_div(self.width)
                .map(|percent| percent.round_dp(2))
        };
        let left = percent(low.checked_sub(self.low)?)?;
        let width = percent(high.checked_sub(low)?)?;
        Some(format!("left:min({left}%,100% - 4px);width:{width}%"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(start, end).unwrap()
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 702].map(letter), ["a", "z", "aa", "az", "ba", "aaa"]);
    }

    #[test]
    fn long_evidence_is_shown_around_its_figures() {
        let pieces = excerpt(&[span(0, 1000)], [span(100, 104), span(900, 906)].into_iter(), 1000);
        assert_eq!(pieces, [span(70, 134), span(870, 936)]);
        assert_eq!(excerpt(&[span(5, 20)], [span(8, 10)].into_iter(), 1000), [span(5, 20)]);
        assert_eq!(excerpt(&[span(5, 20)], [span(8, 10)].into_iter(), 7), [span(5, 7)]);
        assert_eq!(excerpt(&[span(5, 20)], [].into_iter(), 0), []);
    }

    #[test]
    fn places_on_a_line_do_not_overflow() {
        assert!(Axis::over(Decimal::ONE, Decimal::ONE).is_none());
        assert!(Axis::over(Decimal::MIN, Decimal::MAX).is_none());
        let axis = Axis::over(Decimal::ZERO, Decimal::MAX).unwrap();
        assert_eq!(axis.place(Decimal::ZERO, Decimal::MAX), None);
        let axis = Axis::over(Decimal::from(10), Decimal::from(30)).unwrap();
        assert_eq!(
            axis.place(Decimal::from(15), Decimal::from(20)).unwrap(),
            "left:min(25%,100% - 4px);width:25%"
        );
    }
}
