//! One function for each kind of record: pairs the records of two reports and counts.

use rust_decimal::Decimal;

use super::pair::{cover, found_of, jaccard, overlap, pair, set_f1};
use super::{Miss, Score};
use crate::{
    Figure, FundTerms, FundingSource, Measure, MeasureMap, Measured, Observation, Period, Place, Provision,
    Report, Span, Term, Unit, Verdict,
};

/// Pairs of figures, annotated and found.
type Pairs = [(usize, usize)];

fn place_name(place: Option<&Place>) -> Option<&str> {
    place.map(|place| place.name.as_str())
}

fn dates(period: Option<Period>) -> (Option<crate::NaiveDate>, Option<crate::NaiveDate>) {
    (period.and_then(|p| p.from()), period.and_then(|p| p.to()))
}

fn quantity(figure: &Figure) -> (Option<Decimal>, Option<Decimal>, &[Decimal], Unit) {
    (figure.value, figure.upper, figure.parts.as_deref().unwrap_or_default(), figure.unit)
}

/// Who bears which share; an empty list says as little as none.
fn risk_share(source: &FundingSource) -> &[crate::Share] {
    source.risk_share.as_deref().unwrap_or_default()
}

fn measured(value: Option<&Measured>) -> Option<(Option<Decimal>, Option<Decimal>)> {
    value.map(|value| (value.value, value.upper))
}

fn measures(map: &MeasureMap) -> Vec<(Measure, Option<Decimal>, Option<Decimal>)> {
    map.iter().map(|(measure, value)| (*measure, value.value, value.upper)).collect()
}

/// A name without quotation marks, signs and the word for mode.
fn name_key(name: Option<&str>) -> String {
    name.unwrap_or_default().chars().filter(|ch| !"“”\"'‘’「」『』 +＋模式".contains(*ch)).collect()
}

/// What is missed in the annotations and spurious in the report.
fn note<G, F>(
    score: &mut Score,
    kind: &'static str,
    report: &Report,
    pairs: &Pairs,
    gold: &(&[G], impl Fn(&G) -> (Span, String)),
    found: &(&[F], impl Fn(&F) -> (Span, String)),
) {
    let document = &report.document.id;
    let mut miss = |annotated, (span, label)| {
        score.misses.push(Miss { document: document.clone(), kind, annotated, span, label });
    };
    for (i, record) in gold.0.iter().enumerate() {
        if !pairs.iter().any(|(g, _)| *g == i) {
            miss(true, gold.1(record));
        }
    }
    for (j, record) in found.0.iter().enumerate() {
        if !pairs.iter().any(|(_, f)| *f == j) {
            miss(false, found.1(record));
        }
    }
}

fn first(evidence: &[Span]) -> Span {
    evidence.first().copied().unwrap_or_default()
}

pub(super) fn document(score: &mut Score, gold: &Report, found: &Report) {
    let (g, f) = (&gold.document, &found.document);
    score.field("document.title", g.title == f.title);
    score.field("document.published", g.published == f.published);
    score.field("document.source", g.source == f.source);
    score.field("document.script", g.script == f.script);
    score.field("document.place", place_name(g.place.as_ref()) == place_name(f.place.as_ref()));
}

pub(super) fn figures(score: &mut Score, gold: &Report, found: &Report) -> Vec<(usize, usize)> {
    let pairs = pair(&gold.figures, &found.figures, |g, f| {
        let shared = overlap(g.span, f.span);
        if shared == 0 || quantity(g) != quantity(f) {
            return Decimal::ZERO;
        }
        Decimal::from(shared + u32::from(g.span == f.span))
    });
    score.count("figures", pairs.len(), gold.figures.len(), found.figures.len());
    for (i, j) in &pairs {
        if let (Some(g), Some(f)) = (gold.figures.get(*i), found.figures.get(*j)) {
            score.field("figures.span", g.span == f.span);
            score.field("figures.bound", g.bound == f.bound);
            let per = |figure: &Figure| {
                let mut per = figure.per.clone();
                per.sort_unstable();
                per.dedup();
                per
            };
            score.field("figures.per", per(g) == per(f));
            score.field("figures.quantum", g.quantum == f.quantum);
        }
    }
    let label = |figure: &Figure| (figure.span, format!("{} {}", figure.text, figure.unit));
    note(score, "figures", gold, &pairs, &(&gold.figures, label), &(&found.figures, label));
    pairs
}

pub(super) fn observations(score: &mut Score, gold: &Report, found: &Report, figures: &Pairs) {
    let named = |report: &Report| -> Vec<Observation> {
        report.observations.iter().filter(|o| o.measure != Measure::Other).cloned().collect()
    };
    let (go, fo) = (named(gold), named(found));
    let pairs = pair(&go, &fo, |g, f| {
        if found_of(figures, g.figure) == Some(f.figure) {
            Decimal::from(1 + u32::from(g.measure == f.measure))
        } else {
            Decimal::ZERO
        }
    });
    let mut right = Vec::new();
    let mut full = 0;
    for (i, j) in pairs {
        if let (Some(g), Some(f)) = (go.get(i), fo.get(j))
            && g.measure == f.measure
        {
            right.push((i, j));
            let place = place_name(g.place.as_ref()) == place_name(f.place.as_ref());
            let period = dates(g.period) == dates(f.period);
            score.field("observations.place", place);
            score.field("observations.period", period);
            score.field("observations.group", g.group == f.group);
            full += usize::from(place && period);
        }
    }
    score.count("observations", right.len(), go.len(), fo.len());
    score.count("observations (with place and period)", full, go.len(), fo.len());
    let label = |report: &Report| {
        let figures = report.figures.clone();
        move |observation: &Observation| {
            let figure = figures.get(observation.figure);
            let text = figure.map(|figure| figure.text.clone()).unwrap_or_default();
            let span = figure.map(|figure| figure.span).unwrap_or_default();
            (span, format!("{text} {}", observation.measure))
        }
    };
    note(score, "observations", gold, &right, &(&go, label(gold)), &(&fo, label(found)));
}

/// A source with neither sum nor terms is where careful readers differ: found or not, it does not count.
fn is_bare(source: &FundingSource) -> bool {
    source.amount.is_none()
        && risk_share(source).is_empty()
        && source.terms.as_ref().is_none_or(FundTerms::is_empty)
}

/// The stated terms, one entry each.
fn stated(terms: Option<&FundTerms>) -> Vec<(&'static str, String)> {
    let Some(terms) = terms else { return Vec::new() };
    // As they are written: a term is quoted rather than worked out.
    let number = |value: Option<Decimal>| value.map(|value| value.to_string());
    let mut stated = vec![
        ("ceiling", number(terms.ceiling)),
        ("tenor_years", number(terms.tenor_years)),
        ("rate_percent", number(terms.rate_percent)),
        ("rate_basis", terms.rate_basis.map(|basis| basis.to_string())),
        ("subsidy_percent", number(terms.subsidy_percent)),
        ("collateral_free", terms.collateral_free.map(|free| free.to_string())),
        ("leverage", terms.leverage.as_ref().map(|leverage| format!("{leverage:?}"))),
    ];
    stated.retain(|(_, value)| value.is_some());
    stated.into_iter().map(|(name, value)| (name, value.unwrap_or_default())).collect()
}

pub(super) fn funding(score: &mut Score, gold: &Report, found: &Report) {
    let (gs, fs) = (&gold.funding_sources, &found.funding_sources);
    let pairs = pair(gs, fs, |g, f| {
        let near = cover(&g.evidence, &f.evidence);
        if near.is_zero() || measured(g.amount.as_ref()) != measured(f.amount.as_ref()) {
            return Decimal::ZERO;
        }
        near + Decimal::from(2 * u32::from(g.kind == f.kind))
    });
    let bare = gs.iter().filter(|source| is_bare(source)).count();
    let sure = |(i, _): &&(usize, usize)| gs.get(*i).is_some_and(|source| !is_bare(source));
    let hits: Vec<(usize, usize)> = pairs.iter().filter(sure).copied().collect();
    let same_kind = |(i, j): &&(usize, usize)| gs.get(*i).map(|g| g.kind) == fs.get(*j).map(|f| f.kind);
    let (n_gold, n_found) = (gs.len() - bare, fs.len() - (pairs.len() - hits.len()));
    score.count("funding_sources (found)", hits.len(), n_gold, n_found);
    score.count("funding_sources", hits.iter().filter(same_kind).count(), n_gold, n_found);
    for (i, j) in &pairs {
        let (Some(g), Some(f)) = (gs.get(*i), fs.get(*j)) else { continue };
        score.field("funding.kind", g.kind == f.kind);
        score.field("funding.place", place_name(g.place.as_ref()) == place_name(f.place.as_ref()));
        score.field("funding.period", dates(g.period) == dates(f.period));
        score.field("funding.level", g.level == f.level);
        if g.growth.is_some() || f.growth.is_some() {
            score.field("funding.growth", measured(g.growth.as_ref()) == measured(f.growth.as_ref()));
        }
        score.partly("funding.terms", set_f1(&stated(g.terms.as_ref()), &stated(f.terms.as_ref())));
        if !risk_share(g).is_empty() || !risk_share(f).is_empty() {
            score.field("funding.risk_share", risk_share(g) == risk_share(f));
        }
        if g.part_of.is_some() || f.part_of.is_some() {
            let total = g.part_of.and_then(|total| found_of(&pairs, total));
            score.field("funding.part_of", g.part_of.is_some() && total == f.part_of);
        }
    }
    let label = |source: &FundingSource| {
        let amount = source.amount.as_ref().and_then(|amount| amount.value);
        (
            first(&source.evidence),
            format!("{} {}", source.kind, amount.map(|v| v.to_string()).unwrap_or_default()),
        )
    };
    note(score, "funding_sources", gold, &pairs, &(gs, label), &(fs, label));
}

/// A term by what it provides; how firm it is, for whom, and of what are not compared.
fn term_key(term: &Term) -> Provision {
    let mut key = term.provision.clone();
    match &mut key {
        Provision::GuaranteedReturn { bound, base, per, .. } => {
            *bound = crate::Bound::Exact;
            *base = None;
            per.clear();
        }
        Provision::SecondaryDividend { bound, .. } => *bound = crate::Bound::Exact,
        Provision::Stake { per, .. } => per.clear(),
        Provision::FixedPayout { bound, per, .. } => {
            *bound = crate::Bound::Exact;
            per.clear();
        }
        Provision::Loan { rate_basis, .. } => *rate_basis = None,
        Provision::Subsidy { of, per, .. } => {
            *of = None;
            per.clear();
        }
        Provision::ProfitSplit { shares } | Provision::RiskShare { shares } => {
            shares.sort_by_key(|share| (share.party, share.share));
        }
        _ => {}
    }
    key
}

pub(super) fn schemes(score: &mut Score, gold: &Report, found: &Report) {
    let (gs, fs) = (&gold.schemes, &found.schemes);
    let near_enough = Decimal::new(3, 1);
    let half = Decimal::new(5, 1);
    let pairs = pair(gs, fs, |g, f| {
        let near = cover(&g.evidence, &f.evidence);
        let parties = jaccard(&g.parties, &f.parties);
        let same_name = g.name.as_ref().is_some_and(|name| !name.is_empty())
            && name_key(g.name.as_deref()) == name_key(f.name.as_deref());
        if near < near_enough || (parties < half && !same_name) {
            return Decimal::ZERO;
        }
        near + parties + Decimal::from(2 * u32::from(same_name))
    });
    score.count("schemes", pairs.len(), gs.len(), fs.len());
    for (i, j) in &pairs {
        let (Some(g), Some(f)) = (gs.get(*i), fs.get(*j)) else { continue };
        if g.name.as_ref().is_some_and(|name| !name.is_empty()) {
            score.field("schemes.name", name_key(g.name.as_deref()) == name_key(f.name.as_deref()));
        }
        score.field("schemes.parties", g.parties == f.parties);
        score.partly("schemes.ties", set_f1(&g.ties, &f.ties));
        let keys = |terms: &[Term]| terms.iter().map(term_key).collect::<Vec<_>>();
        score.partly("schemes.terms", set_f1(&keys(&g.terms), &keys(&f.terms)));
        score.field("schemes.place", place_name(g.place.as_ref()) == place_name(f.place.as_ref()));
        score.partly("schemes.operators", set_f1(&g.operators, &f.operators));
        score.partly("schemes.coverage", set_f1(&measures(&g.coverage), &measures(&f.coverage)));
        score.partly("schemes.outcomes", set_f1(&measures(&g.outcomes), &measures(&f.outcomes)));
    }
    let label = |scheme: &crate::LinkageScheme| {
        let parties: Vec<&str> = scheme.parties.iter().map(crate::Party::as_str).collect();
        let name = scheme.name.as_deref().unwrap_or("-");
        (first(&scheme.evidence), format!("{name} {}", parties.join("+")))
    };
    note(score, "schemes", gold, &pairs, &(gs, label), &(fs, label));
}

pub(super) fn programs(score: &mut Score, gold: &Report, found: &Report) {
    let (gs, fs) = (&gold.programs, &found.programs);
    let near_enough = Decimal::new(3, 1);
    let pairs = pair(gs, fs, |g, f| {
        let near = cover(&g.evidence, &f.evidence);
        if near < near_enough || g.kind != f.kind {
            return Decimal::ZERO;
        }
        let place = place_name(g.place.as_ref()) == place_name(f.place.as_ref());
        let name = name_key(Some(&g.name)) == name_key(Some(&f.name));
        near + Decimal::from(u32::from(place) + u32::from(name))
    });
    score.count("programs", pairs.len(), gs.len(), fs.len());
    for (i, j) in &pairs {
        let (Some(g), Some(f)) = (gs.get(*i), fs.get(*j)) else { continue };
        score.field("programs.place", place_name(g.place.as_ref()) == place_name(f.place.as_ref()));
        score.partly("programs.coverage", set_f1(&measures(&g.coverage), &measures(&f.coverage)));
        score.partly("programs.outcomes", set_f1(&measures(&g.outcomes), &measures(&f.outcomes)));
        score.partly("programs.operators", set_f1(&g.operators, &f.operators));
    }
    let label =
        |program: &crate::Program| (first(&program.evidence), format!("{} {}", program.kind, program.name));
    note(score, "programs", gold, &pairs, &(gs, label), &(fs, label));
}

pub(super) fn findings(score: &mut Score, gold: &Report, found: &Report, figures: &Pairs) {
    let (gs, fs) = (&gold.findings, &found.findings);
    let near_enough = Decimal::new(6, 1);
    let pairs = pair(gs, fs, |g, f| {
        if g.verdict != f.verdict {
            return Decimal::ZERO;
        }
        if g.verdict == Verdict::Repaired {
            let (Some(a), Some(b)) = (&g.repair, &f.repair) else { return Decimal::ZERO };
            let same = a.reading.iter().map(quantity).eq(b.reading.iter().map(quantity));
            return if overlap(a.span, b.span) > 0 && same { Decimal::from(3) } else { Decimal::ZERO };
        }
        // An annotated figure that was not found is unlike every figure found.
        let missing = found.figures.len();
        let mapped: Vec<usize> =
            g.figures.iter().map(|i| found_of(figures, *i).unwrap_or(missing + i)).collect();
        let shared = jaccard(&mapped, &f.figures);
        if g.relation != f.relation || shared < near_enough { Decimal::ZERO } else { Decimal::ONE + shared }
    });
    score.count("findings", pairs.len(), gs.len(), fs.len());
    for (name, verdict) in [
        ("findings.consistent", Verdict::Consistent),
        ("findings.inconsistent", Verdict::Inconsistent),
        ("findings.repaired", Verdict::Repaired),
    ] {
        let of = |records: &[crate::Finding]| records.iter().filter(|f| f.verdict == verdict).count();
        let is_right = |(i, _): &&(usize, usize)| gs.get(*i).is_some_and(|g| g.verdict == verdict);
        score.count(name, pairs.iter().filter(is_right).count(), of(gs), of(fs));
    }
    let label = |finding: &crate::Finding| {
        (first(&finding.evidence), format!("{} {} {:?}", finding.relation, finding.verdict, finding.figures))
    };
    note(score, "findings", gold, &pairs, &(gs, label), &(fs, label));
}
