//! Thresholds, draws, and schemes beside each other.

use std::sync::Arc;

use lianjie_parser::Decimal;
use lianjie_parser::settle as core;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};

use super::failed;
use super::given::{self, Ties, contract};
use super::payouts::Payouts;
use super::settlement::Settlement;
use crate::error::SettleError;
use crate::record::FundingSource;

/// The least profit of a year, in yuan, from which a party earns at least a sum; None where it never does or always does.
///
/// For the operator and zero it is the break-even of the guarantee. Other arguments as those of `settle`.
///
/// >>> import lianjie
/// >>> guarantee = {"type": "guaranteed_return", "percent": 10}
/// >>> lianjie.least_profit([guarantee], "enterprise", 0, operator="enterprise", capital=1000000)
/// Decimal('100000.00')
#[pyfunction]
#[pyo3(signature = (terms, party, at_least, *, ties = None, funding = None, **case))]
pub(crate) fn least_profit(
    py: Python<'_>,
    terms: &Bound<'_, PyAny>,
    party: &str,
    at_least: &Bound<'_, PyAny>,
    ties: Option<Ties>,
    funding: Option<Vec<Bound<'_, FundingSource>>>,
    case: Option<&Bound<'_, PyDict>>,
) -> PyResult<Option<Decimal>> {
    let contract = contract(terms, ties, funding)?;
    let case = given::case(case)?;
    let account: core::Account =
        party.parse().map_err(|error| SettleError::new_err(format!("party: {error}")))?;
    let at_least = given::yuan(at_least)?;
    let found = py.detach(|| contract.least_profit(&case, account, at_least));
    found.map(|fen| fen.map(core::Fen::yuan)).map_err(|error| failed(py, &error))
}

/// What each party earned in each of the courses of years that were drawn.
///
/// >>> import lianjie
/// >>> guarantee = {"type": "guaranteed_return", "percent": 10}
/// >>> case = {"operator": "enterprise", "capital": 1000, "principal_returned": False}
/// >>> profits = {"type": "uniform", "low": -100, "high": 300}
/// >>> drawn = lianjie.simulate([guarantee], profits, years=3, runs=100, seed=1, **case)
/// >>> drawn.totals.quantiles("household", [5, 95])
/// (Decimal('300.00'), Decimal('300.00'))
/// >>> drawn.worst_years.quantiles("household", [5, 95])
/// (Decimal('100.00'), Decimal('100.00'))
#[pyclass(frozen, eq, module = "lianjie")]
#[derive(PartialEq, Eq)]
pub(crate) struct Simulation {
    totals: Arc<core::Payouts>,
    worst_years: Arc<core::Payouts>,
}

fn drawn(payouts: &core::Payouts) -> Payouts {
    Payouts { payouts: payouts.clone(), profits: Vec::new() }
}

#[pymethods]
impl Simulation {
    /// In all years of a course together.
    #[getter]
    fn totals(&self) -> Payouts {
        drawn(&self.totals)
    }

    /// In each party's worst year of a course.
    #[getter]
    fn worst_years(&self) -> Payouts {
        drawn(&self.worst_years)
    }

    fn __repr__(&self) -> String {
        format!("<Simulation of {} courses>", self.totals.len())
    }
}

/// Settles as many courses of years as `runs`, with profits drawn from a distribution; the same seed gives the same courses.
///
/// `profits` is {"type": "uniform", "low", "high"}, {"type": "triangular", "low", "mode", "high"}, {"type": "normal",
/// "mean", "deviation"} or {"type": "empirical", "profits"}, in yuan. Other arguments as those of `settle`.
///
/// >>> import lianjie
/// >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 60}]}
/// >>> profits = {"type": "uniform", "low": -100000, "high": 300000}
/// >>> drawn = lianjie.simulate([split], profits, years=1, runs=1000, seed=7, operator="cooperative")
/// >>> drawn.totals.quantiles("household", [10])
/// (Decimal('0.00'),)
#[pyfunction]
#[pyo3(signature = (terms, profits, *, years, runs, seed, ties = None, funding = None, **case))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments of a Python function")]
pub(crate) fn simulate(
    py: Python<'_>,
    terms: &Bound<'_, PyAny>,
    profits: &Bound<'_, PyAny>,
    years: u32,
    runs: u32,
    seed: u64,
    ties: Option<Ties>,
    funding: Option<Vec<Bound<'_, FundingSource>>>,
    case: Option<&Bound<'_, PyDict>>,
) -> PyResult<Simulation> {
    let contract = contract(terms, ties, funding)?;
    let case = given::case(case)?;
    let profits = serde_json::from_value(given::value(profits)?)
        .map_err(|error| SettleError::new_err(format!("profits: {error}")))?;
    let draws = core::Draws { profits, years, runs, seed };
    let simulation = py.detach(|| contract.simulate(&case, &draws)).map_err(|error| failed(py, &error))?;
    let core::Simulation { totals, worst_years } = simulation;
    Ok(Simulation { totals: Arc::new(totals), worst_years: Arc::new(worst_years) })
}

/// What became of one of several schemes: its settlement, or the error that says what it lacks.
///
/// >>> import lianjie
/// >>> fixed = [{"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}]
/// >>> case = {"operator": "enterprise", "households": 40, "years": 2}
/// >>> one = lianjie.compare_schemes({"fixed": fixed}, **case)[0]
/// >>> one.name, one.income("household"), one.worst_year("household"), one.error
/// ('fixed', Decimal('200000.00'), (1, Decimal('100000.00')), None)
#[pyclass(frozen, module = "lianjie")]
pub(crate) struct Compared {
    /// The name under which the scheme was given.
    #[pyo3(get)]
    name: String,
    /// The settlement; None where there is an error.
    #[pyo3(get)]
    settlement: Option<Py<Settlement>>,
    /// What the scheme lacks; None where it was settled.
    #[pyo3(get)]
    error: Option<Py<PyAny>>,
    outcomes: Vec<core::Outcome>,
}

#[pymethods]
impl Compared {
    /// What a party earned in all years; None where it has no part or the scheme could not be settled.
    fn income(&self, party: &str) -> Option<Decimal> {
        self.outcome(party).map(|outcome| outcome.income.yuan())
    }

    /// The first of the years in which a party earned least, and how much that was.
    fn worst_year(&self, party: &str) -> Option<(u32, Decimal)> {
        self.outcome(party).map(|outcome| (outcome.worst_year, outcome.worst.yuan()))
    }

    fn __repr__(&self) -> String {
        let state = if self.settlement.is_some() { "settled" } else { "not settled" };
        format!("<Compared {:?}: {state}>", self.name)
    }
}

impl Compared {
    fn outcome(&self, party: &str) -> Option<&core::Outcome> {
        self.outcomes.iter().find(|outcome| outcome.account.as_str() == party)
    }
}

/// Settles several schemes on the same case. One that lacks something does not stop the others.
///
/// >>> import lianjie
/// >>> fixed = [{"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}]
/// >>> share = [{"type": "profit_split", "shares": [{"party": "household", "share": 40}]}]
/// >>> case = {"operator": "enterprise", "households": 40, "profits": [400000, -100000]}
/// >>> for one in lianjie.compare_schemes({"fixed": fixed, "share": share}, **case):
/// ...     print(one.name, one.income("household"), one.worst_year("household"))
/// fixed 200000.00 (1, Decimal('100000.00'))
/// share 160000.00 (2, Decimal('0.00'))
#[pyfunction]
#[pyo3(signature = (schemes, *, ties = None, **case))]
pub(crate) fn compare_schemes(
    py: Python<'_>,
    schemes: &Bound<'_, PyMapping>,
    ties: Option<Ties>,
    case: Option<&Bound<'_, PyDict>>,
) -> PyResult<crate::record::Tuple<Compared>> {
    let case = given::case(case)?;
    let mut compared = Vec::new();
    for item in schemes.items()?.iter() {
        let (name, terms): (String, Bound<'_, PyAny>) = item.extract()?;
        let one = match contract(&terms, ties.clone(), None) {
            Ok(contract) => core::compare([(name.as_str(), &contract)], &case).into_iter().next(),
            Err(error) if error.is_instance_of::<SettleError>(py) => {
                let error = Some(error.into_value(py).into_any());
                compared.push(Compared { name, settlement: None, error, outcomes: Vec::new() });
                continue;
            }
            Err(error) => return Err(error),
        };
        let Some(core::Compared { name, settlement, outcomes }) = one else { continue };
        let (settlement, error) = match settlement {
            Ok(settlement) => (Some(Py::new(py, Settlement(settlement))?), None),
            Err(error) => (None, Some(failed(py, &error).into_value(py).into_any())),
        };
        compared.push(Compared { name, settlement, error, outcomes });
    }
    Ok(compared.into_iter().collect())
}
