//! `settle` and what goes with it: terms and a case in, flows and payouts out.

mod analysis;
mod given;
mod payouts;
mod settlement;

use lianjie_parser::settle as core;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::SettleError;
use crate::record::Tuple;
use given::{Ties, contract};
use settlement::Settlement;

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    settlement::register(module)?;
    module.add_class::<Settlement>()?;
    module.add_class::<payouts::Payouts>()?;
    module.add_class::<analysis::Simulation>()?;
    module.add_class::<analysis::Compared>()?;
    module.add_function(wrap_pyfunction!(settle, module)?)?;
    module.add_function(wrap_pyfunction!(missing, module)?)?;
    module.add_function(wrap_pyfunction!(payouts::payouts, module)?)?;
    module.add_function(wrap_pyfunction!(payouts::sweep, module)?)?;
    module.add_function(wrap_pyfunction!(analysis::least_profit, module)?)?;
    module.add_function(wrap_pyfunction!(analysis::simulate, module)?)?;
    module.add_function(wrap_pyfunction!(analysis::compare_schemes, module)?)
}

/// Settles terms on a case: who pays whom how much, year by year, to the fen.
///
/// `terms` is a scheme, some of its terms, or clauses written by hand. `ties` adds what a tie means though no term
/// states it (`wage`, `land_rent`, `purchase_contract`), `funding` the terms of funding sources. The case is given by
/// name; sums are yuan as int, Decimal or str, never float, groups such as `loan` are dicts. What neither the terms nor
/// the case state raises MissingInput, which names the term and the input.
///
/// >>> import lianjie
/// >>> guarantee = {"type": "guaranteed_return", "percent": 10}
/// >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
/// >>> settlement = lianjie.settle([guarantee, split], operator="enterprise", capital=1000000, profits=[300000, -50000])
/// >>> settlement.by_party()["household"]
/// Decimal('280000.00')
/// >>> lianjie.settle([guarantee], operator="enterprise", years=1)
/// Traceback (most recent call last):
/// lianjie.MissingInput: term 0 (guaranteed_return) needs `capital`, which neither the scheme nor the case states
#[pyfunction]
#[pyo3(signature = (terms, *, ties = None, funding = None, **case))]
fn settle(
    py: Python<'_>,
    terms: &Bound<'_, PyAny>,
    ties: Option<Ties>,
    funding: Option<Vec<Bound<'_, crate::record::FundingSource>>>,
    case: Option<&Bound<'_, PyDict>>,
) -> PyResult<Settlement> {
    let contract = contract(terms, ties, funding)?;
    let case = given::case(case)?;
    let settled = py.detach(|| contract.settle(&case));
    settled.map(Settlement).map_err(|error| failed(py, &error))
}

/// What a case still has to say before terms can be settled on it; empty when they can. Arguments as those of `settle`.
///
/// Each term names the first thing that it lacks, so that answering may bring up another.
///
/// >>> import lianjie
/// >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
/// >>> [error.input for error in lianjie.missing([payout], operator="cooperative")]
/// ['years', 'households']
#[pyfunction]
#[pyo3(signature = (terms, *, ties = None, funding = None, **case))]
fn missing(
    py: Python<'_>,
    terms: &Bound<'_, PyAny>,
    ties: Option<Ties>,
    funding: Option<Vec<Bound<'_, crate::record::FundingSource>>>,
    case: Option<&Bound<'_, PyDict>>,
) -> PyResult<Tuple<Py<PyAny>>> {
    let contract = contract(terms, ties, funding)?;
    let case = given::case(case)?;
    let errors = contract.missing(&case);
    Ok(errors.iter().map(|error| failed(py, error).into_value(py).into_any()).collect())
}

/// The exception of an error, with the term and the input that it names.
fn failed(py: Python<'_>, error: &core::SettleError) -> PyErr {
    use core::SettleError as Core;
    let (term, input) = match error {
        Core::Missing { term, input }
        | Core::Contradiction { term, input, .. }
        | Core::Limit { term, input, .. } => (Some(term), Some(input)),
        Core::Ambiguous { first: term, .. }
        | Core::Open { term, .. }
        | Core::Unsupported { term, .. }
        | Core::Shares { term, .. } => (Some(term), None),
        Core::Invalid { input, .. } => (None, Some(input)),
        _ => (None, None),
    };
    let raised = match error {
        Core::Missing { .. } => crate::error::MissingInput::new_err(error.to_string()),
        _ => SettleError::new_err(error.to_string()),
    };
    let value = raised.value(py);
    let set = value
        .setattr("term", term.and_then(|term| term.index))
        .and_then(|()| value.setattr("clause", term.map(|term| term.kind)))
        .and_then(|()| value.setattr("input", input.map(ToString::to_string)));
    set.err().unwrap_or(raised)
}
