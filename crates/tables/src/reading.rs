//! Takes a report and its text, gives what the rows of all tables ask of them: quotes by code point, and what the audit
//! says of each figure.

use std::cell::OnceCell;

use lianjie_parser::{Decimal, Figure, Finding, Repair, Report, Span, Verdict};

/// One report in the order of the tables.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// Its number among the reports.
    pub(crate) index: usize,
    pub(crate) report: &'a Report,
    text: &'a str,
    marks: OnceCell<Vec<usize>>,
    audited: OnceCell<Vec<Audited<'a>>>,
}

/// What the audit says of a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Audited<'a> {
    /// The gravest verdict of the relations that it stands in. `repaired` marks the damaged figure alone; those that
    /// proved the reading are consistent with it.
    pub(crate) verdict: Option<Verdict>,
    /// What the damaged digits must have been, of the readings that which has the figure's unit.
    pub(crate) reading: Option<&'a Figure>,
}

impl Audited<'_> {
    /// The value that was proved in place of the printed one.
    pub(crate) fn repaired(&self) -> Option<Decimal> {
        self.reading?.value
    }
}

/// How many code points lie between two marks.
const STRIDE: usize = 64;

impl<'a> Reading<'a> {
    pub(crate) fn new(index: usize, report: &'a Report, text: &'a str) -> Self {
        Self { index, report, text, marks: OnceCell::new(), audited: OnceCell::new() }
    }

    /// Number of code points; `None` for a report without its text.
    pub(crate) fn length(&self) -> Option<usize> {
        (!self.text.is_empty()).then(|| self.text.chars().count())
    }

    /// The quote of a span; `None` past the end of the text.
    pub(crate) fn quote(&self, span: Span) -> Option<&'a str> {
        let start = self.byte(span.start())?;
        let end = self.byte(span.end())?;
        self.text.get(start..end).filter(|_| !self.text.is_empty())
    }

    /// The byte at which a code point starts.
    fn byte(&self, at: u32) -> Option<usize> {
        let at = usize::try_from(at).ok()?;
        let marks = self
            .marks
            .get_or_init(|| self.text.char_indices().map(|(byte, _)| byte).step_by(STRIDE).collect());
        let Some(&mark) = marks.get(at / STRIDE) else {
            // The end of a text whose length is a multiple of the stride has no mark of its own.
            let last = marks.last().copied().unwrap_or_default();
            let rest = self.text.get(last..)?.chars().count();
            return ((marks.len().saturating_sub(1)) * STRIDE + rest == at).then_some(self.text.len());
        };
        let rest = self.text.get(mark..)?;
        let mut bytes = rest.char_indices().map(|(byte, _)| byte).chain(std::iter::once(rest.len()));
        Some(mark + bytes.nth(at % STRIDE)?)
    }

    /// What the audit says of a figure.
    pub(crate) fn audited(&self, figure: usize) -> Audited<'a> {
        let audited = self.audited.get_or_init(|| {
            let mut audited = vec![Audited::default(); self.report.figures.len()];
            for finding in &self.report.findings {
                for &index in &finding.figures {
                    if let (Some(of), Some(figure)) = (audited.get_mut(index), self.report.figures.get(index))
                    {
                        of.hear(finding, figure);
                    }
                }
            }
            audited
        });
        audited.get(figure).copied().unwrap_or_default()
    }
}

impl<'a> Audited<'a> {
    fn hear(&mut self, finding: &'a Finding, figure: &Figure) {
        let verdict = match &finding.repair {
            Some(repair) if repair.span != figure.span => Verdict::Consistent,
            Some(repair) => {
                self.reading = self.reading.or_else(|| with_unit(repair, figure));
                finding.verdict
            }
            None => finding.verdict,
        };
        let gravity = |verdict: Verdict| {
            [Verdict::Consistent, Verdict::Inconsistent, Verdict::Repaired]
                .iter()
                .position(|one| *one == verdict)
        };
        if gravity(verdict) > self.verdict.and_then(gravity) {
            self.verdict = Some(verdict);
        }
    }
}

fn with_unit<'a>(repair: &'a Repair, figure: &Figure) -> Option<&'a Figure> {
    repair.reading.iter().find(|reading| reading.unit == figure.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_like_the_span_itself() {
        let report = lianjie_parser::parse("").report;
        for length in [0, 1, 63, 64, 65, 127, 128, 200] {
            let text: String = "县a𠮷".chars().cycle().take(length).collect();
            let reading = Reading::new(0, &report, &text);
            for start in 0..=length + 2 {
                for end in [start, start + 1, start + 63, start + 64, length] {
                    let (from, to) = (u32::try_from(start).unwrap(), u32::try_from(end).unwrap());
                    let Some(span) = Span::new(from, to) else { continue };
                    let expected = span.quote(&text).filter(|_| length > 0);
                    assert_eq!(reading.quote(span), expected, "{length} {span:?}");
                }
            }
        }
    }
}
