//! Takes the statements of a cell, gives its value or why it has none.

use std::collections::BTreeMap;

use lianjie_parser::{Decimal, Interval, NaiveDate, Per, Period, Unit};

use super::{Basis, Clash, Statement, Status};

/// What is said of one measure and group in one place and year.
#[derive(Debug, Default)]
pub(crate) struct Cell<'a> {
    /// In the order of the reports.
    pub(crate) statements: Vec<Statement<'a>>,
    /// What it comes to; none before [`Cell::settle`].
    settled: Option<Settled>,
}

#[derive(Clone, Copy, Debug)]
struct Settled {
    scope: Scope,
    /// How many statements are in scope.
    count: usize,
    outcome: Outcome,
}

/// What of a year the cell rests on, and of readings before its end, the day of the latest.
#[derive(Clone, Copy, Debug)]
struct Scope {
    basis: Basis,
    day: Option<NaiveDate>,
}

impl Scope {
    fn holds(self, statement: &Statement<'_>) -> bool {
        statement.basis == self.basis && self.day.is_none_or(|day| statement.period.to() == Some(day))
    }
}

#[derive(Clone, Copy, Debug)]
enum Outcome {
    /// Number of the statement that is the value.
    Value(usize),
    Clash(Clash),
}

impl<'a> Cell<'a> {
    /// Decides what the cell comes to.
    pub(crate) fn settle(&mut self) {
        let Some(scope) = self.scope() else { return };
        let counted: Vec<(usize, &Statement<'a>)> =
            self.statements.iter().enumerate().filter(|(_, statement)| scope.holds(statement)).collect();
        let only: Vec<&Statement<'a>> = counted.iter().map(|(_, statement)| *statement).collect();
        let precise = counted.iter().min_by_key(|(_, statement)| width(statement)).map(|(index, _)| *index);
        let outcome = match (clash(&only), precise) {
            (None, Some(index)) => Outcome::Value(index),
            (Some(clash), _) => Outcome::Clash(clash),
            (None, None) => return,
        };
        self.settled = Some(Settled { scope, count: only.len(), outcome });
    }

    /// What covers most of the year; of readings before its end, the latest.
    fn scope(&self) -> Option<Scope> {
        let basis = self.statements.iter().map(|statement| statement.basis).min()?;
        let days = self.statements.iter().filter(|one| one.basis == basis).filter_map(|one| one.period.to());
        Some(Scope { basis, day: days.max().filter(|_| basis == Basis::AsOf) })
    }

    /// The statement that is the cell's value.
    pub(crate) fn value(&self) -> Option<&Statement<'a>> {
        match self.settled?.outcome {
            Outcome::Value(index) => self.statements.get(index),
            Outcome::Clash(_) => None,
        }
    }

    /// Why there is none.
    pub(crate) fn clash(&self) -> Option<Clash> {
        match self.settled?.outcome {
            Outcome::Value(_) => None,
            Outcome::Clash(clash) => Some(clash),
        }
    }

    /// What the cell rests on.
    pub(crate) fn basis(&self) -> Option<Basis> {
        Some(self.settled?.scope.basis)
    }

    /// How many statements count.
    pub(crate) fn count(&self) -> usize {
        self.settled.map_or(0, |settled| settled.count)
    }

    /// What became of each statement.
    pub(crate) fn statuses(&self) -> impl Iterator<Item = (&Statement<'a>, Status)> {
        self.statements.iter().enumerate().map(|(index, statement)| {
            let status = match self.settled {
                Some(settled) if !settled.scope.holds(statement) => Status::OtherPeriod,
                Some(Settled { outcome: Outcome::Value(used), .. }) if used == index => Status::Used,
                Some(Settled { outcome: Outcome::Value(_), .. }) => Status::Agrees,
                _ => Status::Conflict,
            };
            (statement, status)
        })
    }
}

/// Why statements give no value together; `None` when they agree.
fn clash(statements: &[&Statement<'_>]) -> Option<Clash> {
    let measured = |statement: &Statement<'_>| -> (Unit, Vec<Per>) {
        (statement.figure.unit, statement.figure.per.clone())
    };
    if statements.windows(2).any(|pair| matches!(pair, [a, b] if measured(a) != measured(b))) {
        return Some(Clash::Unit);
    }
    if agree(statements.iter().copied()) {
        return None;
    }
    let mut by_report: BTreeMap<usize, Vec<&Statement<'_>>> = BTreeMap::new();
    let mut by_period: BTreeMap<Period, Vec<&Statement<'_>>> = BTreeMap::new();
    for statement in statements {
        by_report.entry(statement.report).or_default().push(statement);
        by_period.entry(statement.period).or_default().push(statement);
    }
    let fails = |said: &Vec<&Statement<'_>>| !agree(said.iter().copied());
    Some(if by_report.values().any(fails) {
        Clash::Within
    } else if by_period.values().any(fails) {
        Clash::Between
    } else {
        Clash::Period
    })
}

/// Whether all statements can be true: intervals that meet two by two have a value in common.
fn agree<'s, 'a: 's>(mut statements: impl Iterator<Item = &'s Statement<'a>>) -> bool {
    let Some(first) = statements.next() else { return true };
    statements
        .try_fold(first.allowed.clone(), |both: Interval, statement| both.intersection(&statement.allowed))
        .is_some()
}

/// How much the printed digits leave open; what has no upper end last.
fn width(statement: &Statement<'_>) -> (bool, Decimal) {
    match statement.allowed.outward() {
        Some([low, high]) => (false, high.saturating_sub(low)),
        None => (true, Decimal::ZERO),
    }
}
