//! Takes a report and its text, gives the text with its runs of evidence and its figures marked, each with its record.

use lianjie_core::{Confidence, Finding, Group, Observation, Provenance, Report, Verdict};

use super::html::{Attribute, Html};
use super::passage::{Cut, Few, Run, runs};
use super::sheet::Sheet;
use super::{finding, words};

/// What is said of each figure, by its index.
pub(super) struct Notes<'a> {
    report: &'a Report,
    observations: Vec<Vec<&'a Observation>>,
    findings: Vec<Vec<&'a Finding>>,
}

/// How a figure is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It has a measure.
    Measured,
    /// It has none.
    Bare,
    /// It agrees with others.
    Right,
    /// It contradicts others.
    Wrong,
    /// Its digits were damaged.
    Mended,
}

impl Mark {
    fn class(self, has_measure: bool) -> &'static str {
        match (self, has_measure) {
            (Self::Bare | Self::Measured, false) => "lj-f lj-bare",
            (Self::Bare | Self::Measured, true) => "lj-f lj-measured",
            (Self::Right, false) => "lj-f lj-bare lj-right",
            (Self::Right, true) => "lj-f lj-measured lj-right",
            (Self::Wrong, _) => "lj-f lj-wrong",
            (Self::Mended, _) => "lj-f lj-mended",
        }
    }
}

/// Records that are told of one figure.
const MOST: usize = 3;

impl<'a> Notes<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let mut notes = Self {
            report,
            observations: vec![Vec::new(); report.figures.len()],
            findings: vec![Vec::new(); report.figures.len()],
        };
        for observation in &report.observations {
            if let Some(list) = notes.observations.get_mut(observation.figure) {
                list.push(observation);
            }
        }
        for finding in &report.findings {
            for &figure in &finding.figures {
                if let Some(list) = notes.findings.get_mut(figure) {
                    list.push(finding);
                }
            }
        }
        notes
    }

    fn observations(&self, figure: usize) -> &[&'a Observation] {
        self.observations.get(figure).map_or(&[], Vec::as_slice)
    }

    /// The gravest that is known of a figure. A repair marks the damaged figure alone; those that proved it agree.
    pub(super) fn mark(&self, figure: usize) -> Mark {
        let span = self.report.figures.get(figure).map(|figure| figure.span);
        let findings = self.findings.get(figure).map_or(&[][..], Vec::as_slice);
        let has = |wanted: Mark| {
            findings.iter().any(|finding| {
                let mark = match (&finding.repair, finding.verdict) {
                    (Some(repair), _) if Some(repair.span) == span => Mark::Mended,
                    (None, Verdict::Inconsistent) => Mark::Wrong,
                    (Some(_), _) | (_, Verdict::Consistent | Verdict::Repaired) => Mark::Right,
                    _ => Mark::Measured,
                };
                mark == wanted
            })
        };
        let grave = [Mark::Mended, Mark::Wrong, Mark::Right].into_iter().find(|mark| has(*mark));
        let plain = if self.observations(figure).is_empty() { Mark::Bare } else { Mark::Measured };
        grave.unwrap_or(plain)
    }

    fn class(&self, figure: usize) -> &'static str {
        self.mark(figure).class(!self.observations(figure).is_empty())
    }

    /// The record of a figure in a few lines.
    fn card(&self, index: usize) -> String {
        let Some(figure) = self.report.figures.get(index) else { return String::new() };
        let mut lines = vec![format!("{}  ·  figures[{index}]", words::figure(figure))];
        let observations = self.observations(index);
        if observations.is_empty() {
            lines.push("no measure".to_owned());
        }
        for observation in observations.iter().take(MOST) {
            lines.push(measure(observation));
            let place = observation.place.as_ref().map(|place| words::short(&words::place(place), 60));
            let period = observation.period.as_ref().map(words::period);
            let scope: Vec<String> = place.into_iter().chain(period).collect();
            if !scope.is_empty() {
                lines.push(scope.join("  ·  "));
            }
            lines.push(provenance(&observation.provenance));
        }
        for finding in self.findings.get(index).into_iter().flatten().take(MOST) {
            let equation = words::short(&finding::equation(finding, &self.report.figures), 90);
            lines.push(format!("{} {equation}", finding::verdict(finding.verdict)));
        }
        lines.join("\n")
    }

    /// The records that a run rests on, a line each.
    fn evidence(&self, run: &Run) -> String {
        let mut lines = Vec::new();
        let mut add = |list: &str, few: &Few, tell: &dyn Fn(usize) -> Option<String>| {
            for &index in &few.first {
                lines.push(format!("{list}[{index}]  {}", tell(index).unwrap_or_default()));
            }
            if few.more > 0 {
                lines.push(format!("{list}: {} more", few.more));
            }
        };
        add("programs", &run.programs, &|index| {
            let program = self.report.programs.get(index)?;
            Some(format!("{}  ·  {}", words::short(&program.name, 40), words::code(program.kind.as_str())))
        });
        add("schemes", &run.schemes, &|index| {
            let scheme = self.report.schemes.get(index)?;
            let chain: Vec<String> =
                scheme.parties.iter().take(6).map(|party| words::code(party.as_str())).collect();
            let name = scheme.name.as_deref().map(|name| format!("{}  ·  ", words::short(name, 40)));
            Some(format!("{}{}", name.unwrap_or_default(), chain.join(" – ")))
        });
        add("funding_sources", &run.sources, &|index| {
            let source = self.report.funding_sources.get(index)?;
            let amount = source.amount.as_ref().map(|sum| words::measured(sum, &self.report.figures));
            let amount = amount.map(|sum| format!("  ·  {sum}")).unwrap_or_default();
            Some(format!("{}{amount}", words::code(source.kind.as_str())))
        });
        lines.join("\n")
    }
}

/// What an observation measures, of whom.
pub(super) fn measure(observation: &Observation) -> String {
    let mut words = words::label("measure", observation.measure.as_str());
    if observation.group == Group::Poor {
        words.push_str(" (poor)");
    }
    if let Some(industry) = observation.industry {
        words.push_str("  ·  ");
        words.push_str(&words::code(industry.as_str()));
    }
    words
}

/// How sure a record is, and which rule made it.
pub(super) fn provenance(provenance: &Provenance) -> String {
    let confidence = match provenance.confidence {
        Confidence::Stated => "stated by the clause",
        Confidence::Inferred => "inferred from context",
        Confidence::Doubtful => "doubtful: the best of several readings",
        other => return words::code(other.as_str()),
    };
    if provenance.rule.is_empty() {
        return confidence.to_owned();
    }
    format!("{confidence}  ·  rule {}", words::short(&provenance.rule, 60))
}

/// The text box. Its characters are those of the text.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html, notes: &Notes<'_>) {
    let attributes = [
        ("class", "lj-text"),
        ("lang", sheet.language()),
        ("role", "region"),
        ("aria-label", "text"),
        ("tabindex", "0"),
    ];
    html.element("div", &attributes, |html| {
        for run in &runs(notes.report, sheet.ruler.len()) {
            if run.is_evidence() {
                evidence(sheet, html, notes, run);
            } else {
                figures(sheet, html, notes, run);
            }
        }
    });
}

fn evidence(sheet: &Sheet<'_>, html: &mut Html, notes: &Notes<'_>, run: &Run) {
    let mut class = String::from("lj-e");
    for (few, name) in
        [(&run.programs, " lj-program"), (&run.schemes, " lj-scheme"), (&run.sources, " lj-fund")]
    {
        class.push_str(if few.is_empty() { "" } else { name });
    }
    let (card, place) = (notes.evidence(run), format!("c{}", run.start));
    let attributes: [Attribute<'_>; 3] = [("class", &class), ("aria-description", &card), ("id", &place)];
    let attributes = if sheet.is_page { &attributes[..] } else { &attributes[..2] };
    html.element("span", attributes, |html| figures(sheet, html, notes, run));
}

fn figures(sheet: &Sheet<'_>, html: &mut Html, notes: &Notes<'_>, run: &Run) {
    let mut at = run.start;
    for cut in &run.figures {
        html.text(sheet.ruler.piece(at, cut.start));
        figure(sheet, html, notes, cut, cut.start == run.start && run.is_evidence());
        at = cut.end;
    }
    html.text(sheet.ruler.piece(at, run.end));
}

fn figure(sheet: &Sheet<'_>, html: &mut Html, notes: &Notes<'_>, cut: &Cut, is_named: bool) {
    let (card, place) = (notes.card(cut.figure), format!("c{}", cut.start));
    let mut attributes: Vec<Attribute<'_>> =
        vec![("class", notes.class(cut.figure)), ("aria-description", &card)];
    if cut.is_first {
        attributes.push(("tabindex", "0"));
    }
    if sheet.is_page && !is_named {
        attributes.push(("id", &place));
    }
    html.element("span", &attributes, |html| html.text(sheet.ruler.piece(cut.start, cut.end)));
}
