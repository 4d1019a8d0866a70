//! The sources, schemes, programs and findings of a draft.

use std::collections::BTreeMap;

use lianjie_core::{
    Finding, FundingSource, LinkageScheme, Measure, MeasureMap, Measured, Program, Provenance, Report, Span,
    Tie,
};

use super::super::RecordKind;
use super::super::attribute::{code, observation};
use super::super::mark::LinkKind;
use super::Held;
use super::figure::Figures;

/// A record of the draft: the exported record that it stands for, and its regions.
struct Group {
    exported: Option<usize>,
    regions: Vec<usize>,
    evidence: Vec<Span>,
}

/// New indexes of records of one kind.
#[derive(Default)]
struct Places {
    of_exported: BTreeMap<usize, usize>,
    of_region: BTreeMap<usize, usize>,
}

impl Places {
    fn of(groups: &[Group]) -> Self {
        let mut places = Self::default();
        for (new, group) in groups.iter().enumerate() {
            places.of_exported.extend(group.exported.map(|record| (record, new)));
            places.of_region.extend(group.regions.iter().map(|region| (*region, new)));
        }
        places
    }
}

/// Fills in what the report has beside figures and observations.
pub(super) fn records(held: &mut Held<'_>, figures: &Figures, report: &mut Report) {
    let mut sources = groups(held, RecordKind::FundingSource);
    sources.retain(|group| group.exported.is_some() || needs(held, group, &["funding_kind"]));
    let mut schemes = groups(held, RecordKind::Scheme);
    schemes.retain(|group| !group.evidence.is_empty());
    let mut programs = groups(held, RecordKind::Program);
    programs.retain(|group| group.exported.is_some() || needs(held, group, &["program_kind", "name"]));
    let mut findings = groups(held, RecordKind::Finding);
    findings.retain(|group| group.exported.is_some() || needs(held, group, &["relation", "verdict"]));
    let (source_places, scheme_places) = (Places::of(&sources), Places::of(&schemes));

    let linked = Linked { figures, report: &report.clone() };
    for group in &sources {
        report.funding_sources.extend(linked.source(held, group, &source_places));
    }
    for group in &schemes {
        report.schemes.push(linked.scheme(held, group));
    }
    for group in &programs {
        report.programs.extend(linked.program(held, group, &source_places, &scheme_places));
    }
    for group in &findings {
        report.findings.extend(linked.finding(held, group));
    }
}

/// The records of a kind: exported ones in their order, then new ones in text order. A further span of a new record is
/// linked to its first.
fn groups(held: &Held<'_>, kind: RecordKind) -> Vec<Group> {
    let regions = &held.draft.regions;
    let mut exported: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut new: BTreeMap<(Span, usize), Vec<usize>> = BTreeMap::new();
    let mut joined = Vec::new();
    for (at, region) in regions.iter().enumerate().filter(|(_, region)| region.kind == kind) {
        let records: Vec<_> = held.known(at).collect();
        if records.is_empty() {
            match first_of(held, at).filter(|first| *first != at) {
                Some(first) => joined.push((at, first)),
                None => new.entry((region.span, at)).or_default().push(at),
            }
        }
        for (record, part) in records {
            exported.entry(record).or_default().push((part, at));
        }
    }
    let span = |at: &usize| regions.get(*at).map(|region| region.span);
    for (at, first) in joined {
        let known = held.known(first).next();
        match (known, span(&first)) {
            (Some((record, _)), _) => exported.entry(record).or_default().push((usize::MAX, at)),
            (None, Some(span)) => new.entry((span, first)).or_default().push(at),
            (None, None) => {}
        }
    }
    let group = |exported, regions: Vec<usize>| {
        let evidence = regions.iter().filter_map(span).collect();
        Group { exported, regions, evidence }
    };
    let kept = exported.into_iter().map(|(record, mut parts)| {
        parts.sort_by_key(|(part, at)| (*part, span(at)));
        group(Some(record), parts.into_iter().map(|(_, at)| at).collect())
    });
    kept.chain(new.into_values().map(|regions| group(None, regions))).collect()
}

/// The region that a region continues, through any number of links.
fn first_of(held: &Held<'_>, at: usize) -> Option<usize> {
    let links = held.draft.links.as_deref()?;
    let kind = held.draft.regions.get(at)?.kind;
    let next = |at: &usize| {
        let link = links.iter().find(|(kind, from, _)| *kind == LinkKind::Continues && from == at)?;
        held.draft.regions.get(link.2).filter(|region| region.kind == kind).map(|_| link.2)
    };
    // A chain without a circle is no longer than the list.
    std::iter::successors(next(&at), next).take(links.len()).last()
}

/// Whether a new record says what it cannot be without.
fn needs(held: &mut Held<'_>, group: &Group, names: &[&str]) -> bool {
    let Some(&first) = group.regions.first() else { return false };
    let said = |name: &&str| {
        group.regions.iter().any(|region| held.changed(*region, name).is_some_and(|said| !said.is_empty()))
    };
    let shown = |name: &&str| held.draft.shown.contains(name);
    let lacking: Vec<&str> = names.iter().copied().filter(|name| shown(name) && !said(name)).collect();
    if !lacking.is_empty() {
        held.wrong(first, &format!("a new record needs {}", lacking.join(" and ")));
    }
    lacking.is_empty()
}

impl Held<'_> {
    /// The code that an attribute of any of a record's regions was set to.
    fn code_of<T>(&mut self, group: &Group, name: &str) -> Option<T>
    where
        T: std::str::FromStr<Err = lianjie_core::CodeError>,
    {
        group.regions.iter().find_map(|region| self.code(*region, name))
    }

    fn changed_of(&self, group: &Group, name: &str) -> Option<Vec<String>> {
        group.regions.iter().find_map(|region| self.changed(*region, name))
    }

    /// Where the links of a kind lead from a record; `None` where the format has no links.
    fn links(&self, group: &Group, kind: LinkKind) -> Option<Vec<usize>> {
        let links = self.draft.links.as_deref()?;
        let of_group = links.iter().filter(|(one, from, _)| *one == kind && group.regions.contains(from));
        Some(of_group.map(|(_, _, to)| *to).collect())
    }
}

/// Records that point at figures.
struct Linked<'a> {
    figures: &'a Figures,
    /// The corrected figures and observations.
    report: &'a Report,
}

impl Linked<'_> {
    fn source(&self, held: &mut Held<'_>, group: &Group, places: &Places) -> Option<FundingSource> {
        let exported =
            held.base.zip(group.exported).and_then(|(base, at)| base.funding_sources.get(at)).cloned();
        let kind = held.code_of(group, "funding_kind");
        let mut source = match exported {
            Some(source) => source,
            None => FundingSource {
                kind: kind?,
                amount: None,
                level: None,
                provider: None,
                recipient: None,
                place: None,
                period: None,
                purpose: None,
                growth: None,
                terms: None,
                risk_share: None,
                part_of: None,
                evidence: Vec::new(),
                provenance: Provenance::default(),
            },
        };
        source.kind = kind.unwrap_or(source.kind);
        source.evidence.clone_from(&group.evidence);
        source.amount = self.measured(held, group, LinkKind::Amount, source.amount.as_ref());
        source.growth = self.measured(held, group, LinkKind::Growth, source.growth.as_ref());
        source.part_of = match held.links(group, LinkKind::PartOf) {
            Some(links) => links.iter().find_map(|region| places.of_region.get(region)).copied(),
            None => source.part_of.and_then(|total| places.of_exported.get(&total)).copied(),
        };
        Some(source)
    }

    fn scheme(&self, held: &mut Held<'_>, group: &Group) -> LinkageScheme {
        let exported = held.base.zip(group.exported).and_then(|(base, at)| base.schemes.get(at)).cloned();
        let mut scheme = exported.unwrap_or_else(|| LinkageScheme {
            name: None,
            parties: Vec::new(),
            ties: Vec::new(),
            terms: Vec::new(),
            operators: Vec::new(),
            place: None,
            period: None,
            coverage: MeasureMap::new(),
            outcomes: MeasureMap::new(),
            evidence: Vec::new(),
            provenance: Provenance::default(),
        });
        if let Some(name) = held.changed_of(group, "name") {
            scheme.name = name.into_iter().next();
        }
        if let Some(chosen) = held.changed_of(group, "ties") {
            match chosen.iter().map(|text| code(text)).collect::<Result<Vec<Tie>, _>>() {
                Ok(ties) => scheme.ties = ties,
                Err(what) => {
                    held.wrong(group.regions.first().copied().unwrap_or_default(), &format!("ties: {what}"));
                }
            }
        }
        scheme.evidence.clone_from(&group.evidence);
        scheme.coverage = self.measures(held, group, LinkKind::Coverage, &scheme.coverage);
        scheme.outcomes = self.measures(held, group, LinkKind::Outcome, &scheme.outcomes);
        scheme
    }

    fn program(
        &self,
        held: &mut Held<'_>,
        group: &Group,
        sources: &Places,
        schemes: &Places,
    ) -> Option<Program> {
        let exported = held.base.zip(group.exported).and_then(|(base, at)| base.programs.get(at)).cloned();
        let kind = held.code_of(group, "program_kind");
        let name = held.changed_of(group, "name").and_then(|name| name.into_iter().next());
        let mut program = match exported {
            Some(program) => program,
            // A format that shows no names gives the words that were marked.
            None => Program {
                name: name
                    .clone()
                    .or_else(|| Some(group.evidence.first()?.quote(&held.draft.text)?.to_owned()))?,
                kind: kind?,
                place: None,
                period: None,
                coverage: MeasureMap::new(),
                outcomes: MeasureMap::new(),
                operators: Vec::new(),
                funding: Vec::new(),
                schemes: Vec::new(),
                evidence: Vec::new(),
                provenance: Provenance::default(),
            },
        };
        program.kind = kind.unwrap_or(program.kind);
        program.name = name.unwrap_or(program.name);
        program.evidence.clone_from(&group.evidence);
        program.coverage = self.measures(held, group, LinkKind::Coverage, &program.coverage);
        program.outcomes = self.measures(held, group, LinkKind::Outcome, &program.outcomes);
        program.funding = indexes(held.links(group, LinkKind::Funding), sources, &program.funding);
        program.schemes = indexes(held.links(group, LinkKind::Scheme), schemes, &program.schemes);
        Some(program)
    }

    fn finding(&self, held: &mut Held<'_>, group: &Group) -> Option<Finding> {
        let exported = held.base.zip(group.exported).and_then(|(base, at)| base.findings.get(at)).cloned();
        let (relation, verdict) = (held.code_of(group, "relation"), held.code_of(group, "verdict"));
        let mut finding = match exported {
            Some(finding) => finding,
            None => Finding {
                relation: relation?,
                figures: Vec::new(),
                stated: None,
                implied: None,
                verdict: verdict?,
                repair: None,
                evidence: Vec::new(),
                provenance: Provenance::default(),
            },
        };
        finding.relation = relation.unwrap_or(finding.relation);
        finding.verdict = verdict.unwrap_or(finding.verdict);
        finding.evidence.clone_from(&group.evidence);
        let first = group.regions.first().copied().unwrap_or_default();
        let known: Option<Vec<usize>> =
            finding.figures.iter().map(|figure| self.figures.of_exported.get(figure).copied()).collect();
        let links = held.links(group, LinkKind::Relates);
        let linked: Option<Vec<usize>> = links.map(|links| {
            links.iter().filter_map(|region| self.figures.of_region.get(region)).copied().collect()
        });
        finding.figures = match (known, linked) {
            // The tool may have put the links into another order.
            (Some(known), Some(linked)) if !known.is_empty() && same(&known, &linked) => known,
            (_, Some(linked)) if !linked.is_empty() => linked,
            (Some(known), None) => known,
            _ => {
                held.wrong(first, "the figures that the relation is among are gone or not linked");
                return None;
            }
        };
        Some(finding)
    }

    /// A value of a record, by the link to its figure.
    fn measured(
        &self,
        held: &Held<'_>,
        group: &Group,
        kind: LinkKind,
        exported: Option<&Measured>,
    ) -> Option<Measured> {
        let carried = exported.and_then(|value| self.carried(held, value));
        let Some(links) = held.links(group, kind) else { return carried };
        let figure = links.iter().find_map(|region| self.figures.of_region.get(region)).copied()?;
        carried.filter(|value| value.figure == figure).or_else(|| self.value(figure))
    }

    /// Values of a record by measure; a new one has the measure of its figure.
    fn measures(
        &self,
        held: &mut Held<'_>,
        group: &Group,
        kind: LinkKind,
        exported: &MeasureMap,
    ) -> MeasureMap {
        let carried: MeasureMap = exported
            .iter()
            .filter_map(|(measure, value)| Some((*measure, self.carried(held, value)?)))
            .collect();
        let Some(links) = held.links(group, kind) else { return carried };
        let mut measures = MeasureMap::new();
        for region in links {
            let Some(&figure) = self.figures.of_region.get(&region) else { continue };
            let known: Vec<(Measure, Measured)> = carried
                .iter()
                .filter(|(_, value)| value.figure == figure)
                .map(|(measure, value)| (*measure, value.clone()))
                .collect();
            if !known.is_empty() {
                measures.extend(known);
            } else if let Some((observed, value)) = observation(self.report, figure).zip(self.value(figure)) {
                measures.insert(observed.measure, value);
            } else {
                held.wrong(region, "it is linked to a record but has no measure");
            }
        }
        measures
    }

    /// A value of the exported report, of the figure as it is now; a repaired value stays.
    fn carried(&self, held: &Held<'_>, value: &Measured) -> Option<Measured> {
        let figure = self.figures.of_exported.get(&value.figure).copied()?;
        let printed = held.base?.figures.get(value.figure)?.measured(value.figure);
        if printed == *value { self.value(figure) } else { Some(Measured { figure, ..value.clone() }) }
    }

    fn value(&self, figure: usize) -> Option<Measured> {
        Some(self.report.figures.get(figure)?.measured(figure))
    }
}

/// Indexes of the records that links lead to, or of those that were exported.
fn indexes(links: Option<Vec<usize>>, places: &Places, exported: &[usize]) -> Vec<usize> {
    let carried: Vec<usize> = exported.iter().filter_map(|at| places.of_exported.get(at)).copied().collect();
    let Some(links) = links else { return carried };
    let linked: Vec<usize> =
        links.iter().filter_map(|region| places.of_region.get(region)).copied().collect();
    if same(&carried, &linked) { carried } else { linked }
}

/// Whether two lists hold the same, in any order.
fn same(a: &[usize], b: &[usize]) -> bool {
    let sorted = |list: &[usize]| {
        let mut list = list.to_vec();
        list.sort_unstable();
        list.dedup();
        list
    };
    sorted(a) == sorted(b)
}
