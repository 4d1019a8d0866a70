//! Takes a report or one of its records, gives HTML that a notebook or a browser shows: a text with its figures and
//! passages marked, the equation of a finding on its sentence, the diagram of a scheme.
//!
//! A display is one element with its own style, without scripts and without anything to load; whatever comes from a
//! document is escaped. The characters of the text box are those of the text, so that what is copied from it is a quote;
//! the record of a passage shows when it is pointed at or has the focus. [`document`] makes a page of its own.

mod finding;
mod highlight;
mod html;
mod list;
mod passage;
mod record;
mod report;
mod ruler;
mod scheme;
mod settlement;
mod sheet;
mod words;

use lianjie_core::settle::{MoneyError, Settlement};
use lianjie_core::{Diagnostic, Figure, Finding, FundingSource, LinkageScheme, Observation, Program, Report};

use html::Html;
use sheet::Sheet;

/// A report with the text that it was read from; records of it show their sentences.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its text, empty where it is not known.
    pub text: &'a str,
}

/// A report: its text with what was read in it, a legend, the findings and lists of the records.
///
/// ```
/// use lianjie_core::Report;
/// use lianjie_export::page::{self, Source};
///
/// let report: Report = serde_json::from_str(
///     r#"{"document":{"title":"<b>扶贫</b>","script":"simplified"},"figures":[
///         {"span":[4,8],"text":"974户","value":"974","unit":"household","bound":"exact"}]}"#,
/// )?;
/// let shown = page::report(Source { report: &report, text: "全县脱贫974户。" }, &[]);
/// assert!(shown.contains("&lt;b&gt;扶贫") && shown.contains(">974户</span>"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn report(source: Source<'_>, diagnostics: &[Diagnostic]) -> String {
    let sheet = Sheet::new(Some(source), false);
    let mut html = Html::default();
    report::write(&sheet, &mut html, source.report, diagnostics);
    html.finish()
}

/// The same as a page of its own, which may neither run scripts nor load anything; lists lead to the text.
///
/// ```
/// use lianjie_core::Report;
/// use lianjie_export::page::{self, Source};
///
/// let report: Report = serde_json::from_str(r#"{"document":{"title":"扶贫","script":"simplified"}}"#)?;
/// let page = page::document(Source { report: &report, text: "" }, &[]);
/// assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn document(source: Source<'_>, diagnostics: &[Diagnostic]) -> String {
    let sheet = Sheet::new(Some(source), true);
    let mut html = Html::default();
    let document = &source.report.document;
    html.trusted("<!DOCTYPE html>\n");
    html.element("html", &[("lang", sheet::language(document))], |html| {
        html.element("head", &[], |html| {
            html.void("meta", &[("charset", "utf-8")]);
            let policy = "default-src 'none'; style-src 'unsafe-inline'";
            html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
            html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
            html.element("title", &[], |html| html.text(&report::name(document)));
            sheet::style(html);
        });
        html.element("body", &[("class", "lj-page")], |html| {
            report::write(&sheet, html, source.report, diagnostics);
        });
    });
    html.trusted("\n");
    html.finish()
}

/// A finding: its sentence with the figures underlined, the equation, what is stated and implied, the repair.
///
/// Without its report a finding tells what it holds itself.
///
/// ```
/// use lianjie_core::Finding;
/// use lianjie_export::page;
///
/// let finding: Finding = serde_json::from_str(
///     r#"{"relation":"per_unit","figures":[0,1,2],"stated":"6750","implied":["6748.2","6753.7"],
///         "verdict":"consistent","evidence":[[0,26]]}"#,
/// )?;
/// assert!(page::finding(&finding, None).contains("6,748.2 to 6,753.7"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn finding(finding: &Finding, source: Option<Source<'_>>) -> String {
    alone("Finding", source, |sheet, html| finding::write(sheet, html, finding))
}

/// A scheme: who pays whom as a diagram, its ties, its terms with their quotes, whom it reached.
pub fn scheme(scheme: &LinkageScheme, source: Option<Source<'_>>) -> String {
    alone("Scheme", source, |sheet, html| scheme::write(sheet, html, scheme, true))
}

/// A program: what was done where and when, whom it reached and what came of it, with its sentences.
pub fn program(program: &Program, source: Option<Source<'_>>) -> String {
    alone("Program", source, |sheet, html| record::program(sheet, html, program))
}

/// A source of money: whose it is, how much, for what, with its sentences.
pub fn funding_source(funding: &FundingSource, source: Option<Source<'_>>) -> String {
    alone("Funding source", source, |sheet, html| record::funding_source(sheet, html, funding))
}

/// An observation: what its figure measures, with the words around it.
pub fn observation(observation: &Observation, source: Option<Source<'_>>) -> String {
    alone("Observation", source, |sheet, html| record::observation(sheet, html, observation))
}

/// A figure: what it says, with the words around it.
pub fn figure(figure: &Figure, source: Option<Source<'_>>) -> String {
    alone("Figure", source, |sheet, html| record::figure(sheet, html, figure))
}

/// A settlement: who paid whom as a diagram, what each party earned, every payment, what stayed unpaid.
///
/// ```
/// use lianjie_core::settle::{Case, Contract};
/// use lianjie_export::page;
///
/// let contract: Contract = serde_json::from_str(
///     r#"{"operator":"enterprise","clauses":[{"type":"fixed_payout","amount":2500,"per":["household","year"],
///         "floor":"beside"}]}"#,
/// )?;
/// let case: Case = serde_json::from_str(r#"{"households":83,"years":2}"#)?;
/// assert!(page::settlement(&contract.settle(&case)?)?.contains("207,500.00"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`MoneyError::Overflow`] when a sum of payments cannot be held.
pub fn settlement(settlement: &Settlement) -> Result<String, MoneyError> {
    settlement::write(&Sheet::new(None, false), settlement)
}

/// The display of one record.
fn alone(label: &str, source: Option<Source<'_>>, inside: impl FnOnce(&Sheet<'_>, &mut Html)) -> String {
    let sheet = Sheet::new(source, false);
    let mut html = Html::default();
    sheet::styled(&mut html, label, |html| inside(&sheet, html));
    html.finish()
}
