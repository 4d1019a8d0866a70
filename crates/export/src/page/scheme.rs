//! Takes a scheme, gives who pays whom as a picture, its ties, and its terms with the words that state them.

use lianjie_core::diagram::Diagram;
use lianjie_core::{Decimal, LinkageScheme, Provision, Share, Term};

use super::html::Html;
use super::sheet::{self, Cell, Sheet};
use super::{highlight, record, words};

/// What a scheme is called: its name, else its chain of parties.
pub(super) fn name(scheme: &LinkageScheme) -> String {
    let chain =
        || scheme.parties.iter().map(|party| words::code(party.as_str())).collect::<Vec<_>>().join(" – ");
    let name = scheme.name.as_deref().map(|name| words::short(name, 120)).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(chain);
    if name.is_empty() { "scheme".to_owned() } else { name }
}

/// The content of a scheme's display, with its title where it stands alone.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html, scheme: &LinkageScheme, is_alone: bool) {
    if is_alone {
        let facts = record::scope(scheme.place.as_ref(), scheme.period.as_ref());
        sheet::title(html, &name(scheme), &facts);
    }
    if !scheme.parties.is_empty() || !scheme.terms.is_empty() {
        // The name stands above the picture already.
        sheet::picture(html, &Diagram::of_scheme(&LinkageScheme { name: None, ..scheme.clone() }));
    }
    if !scheme.ties.is_empty() {
        html.element("div", &[], |html| {
            html.leaf("span", "lj-note", "tied by ");
            for tie in &scheme.ties {
                html.leaf("span", "lj-chip", &words::code(tie.as_str()));
            }
        });
    }
    if !scheme.terms.is_empty() {
        let row = |(index, term): (usize, &Term)| {
            let span = term.evidence.first().copied().unwrap_or_default();
            [
                Cell::Indexed(index, kind(&term.provision).to_owned()),
                Cell::Text(detail(&term.provision)),
                Cell::Quote(span, sheet.ruler.quote(span)),
            ]
        };
        let rows: Vec<_> = scheme.terms.iter().enumerate().map(row).collect();
        sheet.table(html, ["term", "what it says", "in the text"], &rows);
    }
    let mut values = Vec::new();
    let scope = record::scope(scheme.place.as_ref(), scheme.period.as_ref());
    if !is_alone && !scope.is_empty() {
        values.push(("where and when", scope.join(" · ")));
    }
    if !scheme.operators.is_empty() {
        values.push(("operators", words::short(&scheme.operators.join("、"), 300)));
    }
    values.extend(record::measures(sheet, &scheme.coverage));
    values.extend(record::measures(sheet, &scheme.outcomes));
    values.push(("read", highlight::provenance(&scheme.provenance)));
    sheet::values(html, &values);
    record::sentences(sheet, html, &scheme.evidence);
}

fn kind(provision: &Provision) -> &'static str {
    match provision {
        Provision::GuaranteedReturn { .. } => "guaranteed return",
        Provision::SecondaryDividend { .. } => "secondary dividend",
        Provision::ProfitSplit { .. } => "profit split",
        Provision::LossBearing { .. } => "loss bearing",
        Provision::RiskShare { .. } => "risk share",
        Provision::Stake { .. } => "stake",
        Provision::FixedPayout { .. } => "fixed payout",
        Provision::Loan { .. } => "loan",
        Provision::Tenor { .. } => "tenor",
        Provision::RentFree => "rent free",
        Provision::Subsidy { .. } => "subsidy",
        _ => "of a later version",
    }
}

/// What a term provides, in words.
fn detail(provision: &Provision) -> String {
    let yuan = |value: &Decimal| format!("{} yuan", words::number(*value));
    let percent = |value: &Decimal| format!("{} %", words::number(*value));
    let parts: Vec<Option<String>> = match provision {
        Provision::GuaranteedReturn { rate_percent, bound, base, per } => {
            vec![rate_percent.as_ref().map(|rate| {
                let of = base.as_deref().map(|base| format!(" of {}", words::short(base, 40)));
                format!(
                    "{}{}{}{}",
                    words::bound(*bound),
                    percent(rate),
                    of.unwrap_or_default(),
                    words::per(per)
                )
            })]
        }
        Provision::SecondaryDividend { rate_percent, bound } => {
            vec![rate_percent.as_ref().map(|rate| format!("{}{}", words::bound(*bound), percent(rate)))]
        }
        Provision::ProfitSplit { shares } | Provision::RiskShare { shares } => vec![Some(split(shares))],
        Provision::LossBearing { party } => {
            vec![Some(format!("{} bears losses", words::code(party.as_str())))]
        }
        Provision::Stake { amount, per } => {
            vec![amount.as_ref().map(|amount| format!("{}{}", yuan(amount), words::per(per)))]
        }
        Provision::FixedPayout { amount, bound, per } => vec![
            amount.as_ref().map(|sum| format!("{}{}{}", words::bound(*bound), yuan(sum), words::per(per))),
        ],
        Provision::Loan {
            ceiling,
            tenor_years,
            rate_basis,
            rate_percent,
            subsidy_percent,
            collateral_free,
        } => vec![
            ceiling.as_ref().map(|most| format!("up to {}", yuan(most))),
            tenor_years.as_ref().map(|years| format!("{} years", words::number(*years))),
            rate_percent.as_ref().map(|rate| format!("at {}", percent(rate))),
            rate_basis.map(|basis| format!("{} rate", words::code(basis.as_str()))),
            subsidy_percent.as_ref().map(|share| format!("{} of the interest subsidised", percent(share))),
            collateral_free.map(|free| if free { "no collateral" } else { "with collateral" }.to_owned()),
        ],
        Provision::Tenor { years } => {
            vec![years.as_ref().map(|years| format!("{} years", words::number(*years)))]
        }
        Provision::Subsidy { amount, upper, percent: share, of, per } => vec![
            amount.as_ref().map(|least| match upper {
                Some(most) => format!("{} to {}{}", words::number(*least), yuan(most), words::per(per)),
                None => format!("{}{}", yuan(least), words::per(per)),
            }),
            share.as_ref().map(percent),
            of.as_deref().map(|of| format!("of {}", words::short(of, 40))),
        ],
        _ => Vec::new(),
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `enterprise 5 : household 4`
pub(super) fn split(shares: &[Share]) -> String {
    let parts: Vec<String> =
        shares.iter().map(|share| format!("{} {}", words::code(share.party.as_str()), share.share)).collect();
    parts.join(" : ")
}
