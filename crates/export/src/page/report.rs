//! Takes a report, gives its display: title, legend, text, findings, lists.

use lianjie_core::{Diagnostic, Document, Finding, Report, Verdict};

use super::highlight::{self, Mark, Notes};
use super::html::Html;
use super::sheet::{self, Sheet};
use super::{finding, list, words};

/// The headline on one line, else the document's name.
pub(super) fn name(document: &Document) -> String {
    let title = document.title.as_deref().map(|title| words::short(title, 200));
    let name =
        title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| words::short(&document.id, 200));
    if name.is_empty() { "Report".to_owned() } else { name }
}

pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html, report: &Report, diagnostics: &[Diagnostic]) {
    sheet::display(html, "Report", |html| {
        if !sheet.is_page {
            sheet::style(html);
        }
        let document = &report.document;
        let facts = [
            document.place.as_ref().map(words::place),
            document.published.map(|day| day.to_string()),
            document.source.clone(),
            Some(document.id.clone()),
        ];
        let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        sheet::title(html, &name(document), &facts);
        let notes = Notes::of(report);
        if sheet.ruler.len() == 0 {
            html.leaf("p", "lj-note", "The text of this report is not known; its records quote it.");
        } else {
            legend(html, report, &notes);
            html.element("div", &[("class", "lj-body")], |html| {
                highlight::write(sheet, html, &notes);
                html.leaf(
                    "p",
                    "lj-hint",
                    "Point at a marked passage, or move to a figure with Tab, to see its record.",
                );
            });
        }
        findings(sheet, html, &report.findings);
        list::funding_sources(sheet, html, &report.funding_sources);
        list::schemes(sheet, html, &report.schemes);
        list::programs(sheet, html, &report.programs);
        list::observations(sheet, html, &report.observations);
        list::diagnostics(sheet, html, diagnostics);
    });
}

/// What is marked how, how often, with a switch for each kind that can be turned off.
fn legend(html: &mut Html, report: &Report, notes: &Notes<'_>) {
    let (mut bare, mut wrong, mut mended, mut right) = (0, 0, 0, 0);
    for figure in 0..report.figures.len() {
        match notes.mark(figure) {
            Mark::Bare => bare += 1,
            Mark::Wrong => wrong += 1,
            Mark::Mended => mended += 1,
            Mark::Right => right += 1,
            Mark::Measured => {}
        }
    }
    let measured: std::collections::BTreeSet<usize> = report.observations.iter().map(|o| o.figure).collect();
    let rows = [
        ("figures with a measure", "lj-f lj-measured", "lj-on-measured", measured.len()),
        ("without one", "lj-f lj-bare", "lj-on-bare", bare),
        ("agree", "lj-f lj-measured lj-right", "", right),
        ("contradict", "lj-f lj-wrong", "", wrong),
        ("repaired", "lj-f lj-mended", "", mended),
        ("funding sources", "lj-e lj-fund", "lj-on-fund", report.funding_sources.len()),
        ("schemes", "lj-e lj-scheme", "lj-on-scheme", report.schemes.len()),
        ("programs", "lj-e lj-program", "lj-on-program", report.programs.len()),
    ];
    html.element("div", &[("class", "lj-legend"), ("role", "group"), ("aria-label", "legend")], |html| {
        for (name, class, switch, count) in rows {
            if count == 0 {
                continue;
            }
            html.element("label", &[], |html| {
                if !switch.is_empty() {
                    html.void("input", &[("type", "checkbox"), ("class", switch), ("checked", "")]);
                }
                html.leaf("span", class, name);
                html.leaf("span", "lj-count", &count.to_string());
            });
        }
    });
}

/// What contradicts or was repaired stands open, what agrees is folded.
fn findings(sheet: &Sheet<'_>, html: &mut Html, findings: &[Finding]) {
    let (agree, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.verdict == Verdict::Consistent);
    if !others.is_empty() {
        let attributes = [("class", "lj-list"), ("open", "")];
        html.element("details", &attributes, |html| {
            html.element("summary", &[], |html| {
                html.text("Findings that need a look ");
                html.leaf("span", "lj-count", &others.len().to_string());
            });
            let most = if sheet.is_page { others.len() } else { MOST };
            for finding in others.iter().take(most) {
                finding::block(sheet, html, finding);
            }
            if let Some(more) = others.len().checked_sub(most).filter(|more| *more > 0) {
                html.leaf("p", "lj-note", &format!("and {more} more in the report"));
            }
        });
    }
    sheet.list(html, "Findings that agree", &agree, |sheet, html, agree| {
        for finding in agree {
            finding::block(sheet, html, finding);
        }
    });
}

/// Findings that stand open in a notebook.
const MOST: usize = 20;
