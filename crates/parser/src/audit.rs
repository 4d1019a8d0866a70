//! Takes one document's figures with their words, gives the relations among them: which agree, which cannot all be
//! true, and what digits must have been that the page damaged.
//!
//! Rules give the ways that figures may be read as a relation. One search goes by units, distance and how closely the
//! digits agree (`scale`, `portion`, `parts`, `chain`); others by what the words say, so that figures can contradict
//! them (`ratio`, `average`, `sum`, `growth`, `product`, `table`). Each says what speaks for it; `solve` keeps for each stated figure the reading that agrees, or a
//! contradiction that the words leave no way out of; `repair` looks for the one reading of damaged digits that
//! fits all that is said of them, and the document is read again with it.

mod allot;
mod average;
mod chain;
mod equation;
mod excess;
mod gross;
mod growth;
mod list;
mod logarithm;
mod parts;
mod portion;
mod product;
mod ratio;
mod repair;
mod rest;
mod scale;
mod solve;
mod sum;
mod table;
mod term;

use lianjie_core::{
    Diagnostic, DiagnosticCode, Figure, Finding, FundingSource, LinkageScheme, Measure, MeasureMap, Measured,
    Program, Repair, Unit, Verdict,
};

use crate::context::Context;
use crate::reading::TextRange;
use equation::Equation;
use repair::{Part, Readings};
use solve::Solved;
use term::Terms;

/// Rounds of repairs: no document of sense has more damaged figures beside one another.
const ROUNDS: usize = 64;

/// What the audit found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Audit {
    pub(crate) findings: Vec<Finding>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) repairs: Repairs,
}

/// For damaged figures, what they must have been.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repairs {
    by_figure: Vec<(usize, Repair)>,
}

/// Audits the figures of a document; `figures` is parallel to the mentions' quantities.
pub(crate) fn audit(context: &Context<'_>, figures: &[Figure]) -> Audit {
    let mut readings = Readings::default();
    let mut order = Vec::new();
    let mut rounds = 0;
    loop {
        let terms = Terms::of(context, &readings);
        let equations = equations(&terms);
        let solved = solve::solve(&terms, &equations);
        let repaired = if rounds < ROUNDS { repair::next(&terms, &equations, &solved) } else { Vec::new() };
        if !repaired.is_empty() {
            rounds += 1;
            for (index, parts) in repaired {
                readings.insert(index, parts);
                order.push(index);
            }
            continue;
        }
        let repairs = Repairs::of(&terms, figures, &readings, &order);
        let mut all = solved;
        for (&index, reading) in &readings {
            all.extend(averaged(&terms, index, reading));
        }
        let findings = all.iter().map(|one| finding(&terms, one, &repairs)).collect();
        let diagnostics = diagnostics(&terms, figures, &all);
        return Audit { findings, diagnostics, repairs };
    }
}

fn equations(terms: &Terms<'_>) -> Vec<Equation> {
    let mut equations = Vec::new();
    table::read(terms, &mut equations);
    sum::read(terms, &mut equations);
    excess::read(terms, &mut equations);
    gross::read(terms, &mut equations);
    list::read(terms, &mut equations);
    ratio::read(terms, &mut equations);
    average::read(terms, &mut equations);
    growth::read(terms, &mut equations);
    product::read(terms, &mut equations);
    scale::read(terms, &mut equations);
    chain::read(terms, &mut equations);
    portion::read(terms, &mut equations);
    parts::read(terms, &mut equations);
    allot::read(terms, &mut equations);
    rest::read(terms, &mut equations);
    ratio::of_sums(terms, &mut equations);
    equations
}

/// The averages that prove how many households or persons stand in digits that were run together.
fn averaged(terms: &Terms<'_>, index: usize, reading: &[Part]) -> Vec<Solved> {
    repair::averages(terms, index)
        .into_iter()
        .filter(|_| reading.len() > 1)
        .filter_map(|(equation, unit)| {
            let check = repair::over(terms, &equation, unit, reading)?;
            (check.agrees() && !check.implied.is_coarser_than(100)).then_some(Solved { equation, check })
        })
        .collect()
}

fn finding(terms: &Terms<'_>, solved: &Solved, repairs: &Repairs) -> Finding {
    let figures = solved.equation.figures.clone();
    let mut clauses: Vec<TextRange> = figures
        .iter()
        .filter_map(|&index| terms.get(index))
        .map(|term| {
            let clause = terms.context.outline.clause(term.clause);
            clause.map_or(term.quantity.range, |clause| clause.range.cover(term.quantity.range))
        })
        .collect();
    clauses.sort_unstable();
    let mut evidence: Vec<TextRange> = Vec::new();
    for clause in clauses {
        // A comma between two clauses does not part them.
        match evidence.last_mut() {
            Some(last) if clause.start <= last.end + 1 => *last = last.cover(clause),
            _ => evidence.push(clause),
        }
    }
    let evidence = evidence.into_iter().map(|range| terms.context.span(range)).collect();
    // The repair that came last rests on those before it.
    let repair = repairs.by_figure.iter().rev().find(|(index, _)| figures.contains(index));
    let mut finding = solved.check.finding(figures, evidence, solved.provenance());
    if let Some((_, repair)) = repair.filter(|_| solved.verdict() == Verdict::Consistent) {
        finding.verdict = Verdict::Repaired;
        finding.repair = Some(repair.clone());
    }
    finding
}

/// Figures that are damaged beyond doubt, but fit no single reading, and those of which a contradiction would be gone if
/// they were.
fn diagnostics(terms: &Terms<'_>, figures: &[Figure], solved: &[Solved]) -> Vec<Diagnostic> {
    let diagnostic = |figure: &Figure, message: String| Diagnostic {
        code: DiagnosticCode::UnprovedReading,
        span: figure.span,
        message,
    };
    let run_together = terms.iter().filter(|(_, term)| term.damaged).filter_map(|(index, _)| {
        let figure = figures.get(index)?;
        let message = format!("{} reads like two counts run together, but no reading is proved", figure.text);
        Some(diagnostic(figure, message))
    });
    let slips = repair::unproved(terms, solved).into_iter().filter_map(|(index, part)| {
        let figure = figures.get(index)?;
        let message = format!(
            "{} would agree with the figures about it if it were {} {}, which nothing proves",
            figure.text, part.value, part.unit
        );
        Some(diagnostic(figure, message))
    });
    let mut all: Vec<Diagnostic> = run_together.chain(slips).collect();
    all.sort_by_key(|one| one.span);
    all
}

impl Repairs {
    fn of(terms: &Terms<'_>, figures: &[Figure], readings: &Readings, order: &[usize]) -> Self {
        let repair = |index: usize| {
            let damaged = figures.get(index)?;
            let reading = readings.get(&index)?.iter().map(|part| part.figure(terms, damaged)).collect();
            Some((index, Repair { span: damaged.span, text: damaged.text.clone(), reading }))
        };
        Self { by_figure: order.iter().filter_map(|&index| repair(index)).collect() }
    }

    fn get(&self, figure: usize) -> Option<&Repair> {
        self.by_figure.iter().find(|(index, _)| *index == figure).map(|(_, repair)| repair)
    }

    /// Puts the repaired values where records use damaged figures.
    pub(crate) fn mend(
        &self,
        programs: &mut [Program],
        schemes: &mut [LinkageScheme],
        sources: &mut [FundingSource],
    ) {
        if self.by_figure.is_empty() {
            return;
        }
        for program in programs {
            self.mend_map(&mut program.coverage);
            self.mend_map(&mut program.outcomes);
        }
        for scheme in schemes {
            self.mend_map(&mut scheme.coverage);
            self.mend_map(&mut scheme.outcomes);
        }
        for source in sources {
            source.amount.iter_mut().for_each(|amount| self.mend_one(amount));
        }
    }

    fn mend_one(&self, measured: &mut Measured) {
        let Some(repair) = self.get(measured.figure) else { return };
        if let Some(read) = repair.reading.iter().find(|figure| figure.unit == measured.unit) {
            *measured = read.measured(measured.figure);
        }
    }

    /// What a record counts; households that were run together with persons get their own entry.
    fn mend_map(&self, measures: &mut MeasureMap) {
        let mut households = Vec::new();
        for (measure, measured) in measures.iter_mut() {
            let pair = self.get(measured.figure).and_then(|repair| {
                let read = repair.reading.iter().find(|figure| figure.unit == Unit::Household)?;
                Some((beside(*measure)?, read.measured(measured.figure)))
            });
            households.extend(pair.filter(|_| measured.unit == Unit::Person));
            self.mend_one(measured);
        }
        for (measure, measured) in households {
            measures.entry(measure).or_insert(measured);
        }
    }
}

/// The measure of households that goes with one of persons.
fn beside(persons: Measure) -> Option<Measure> {
    match persons {
        Measure::Persons => Some(Measure::Households),
        Measure::PersonsBenefited => Some(Measure::HouseholdsBenefited),
        Measure::PersonsLifted => Some(Measure::HouseholdsLifted),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
