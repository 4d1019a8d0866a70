//! `Payouts`: columns of fen in and out through the buffer protocol, without a library for arrays.

use std::collections::BTreeMap;

use lianjie_parser::Decimal;
use lianjie_parser::settle as core;
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use super::failed;
use super::given::{self, Ties, contract};
use crate::error::SettleError;
use crate::record::{FundingSource, Tuple};

/// What each party earns for each of many profits, by column, in whole fen.
///
/// A column is a memoryview of 64-bit integers: `numpy.asarray(payouts.fen("household"))` copies nothing. Loans and
/// stakes are left out.
///
/// >>> import lianjie
/// >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
/// >>> payouts = lianjie.payouts([split], [0, 10000, 20000, 30000], operator="enterprise")
/// >>> payouts.parties, payouts.profits_fen.tolist(), payouts.unpaid_fen.tolist()
/// (('household', 'market', 'enterprise'), [0, 10000, 20000, 30000], [0, 0, 0, 0])
/// >>> payouts.fen("household").tolist()
/// [0, 4000, 8000, 12000]
/// >>> payouts.quantiles("household", [50, 100])
/// (Decimal('40.00'), Decimal('120.00'))
/// >>> sorted(payouts.to_dict())
/// ['enterprise', 'household', 'market']
#[pyclass(frozen, eq, module = "lianjie")]
#[derive(PartialEq, Eq)]
pub(crate) struct Payouts {
    pub(super) payouts: core::Payouts,
    pub(super) profits: Vec<i64>,
}

#[pymethods]
impl Payouts {
    /// Whose columns there are.
    #[getter]
    fn parties(&self) -> Tuple<String> {
        self.payouts.accounts().iter().map(ToString::to_string).collect()
    }

    /// The profits that were settled, in fen; empty where they were drawn.
    #[getter]
    fn profits_fen<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        view(py, &self.profits)
    }

    /// What the operator owes and cannot pay, in fen.
    #[getter]
    fn unpaid_fen<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        view(py, self.payouts.unpaid())
    }

    /// What a party earns for each profit, in fen; KeyError for one that has no part in the terms.
    fn fen<'py>(&self, py: Python<'py>, party: &str) -> PyResult<Bound<'py, PyAny>> {
        let column = party.parse().ok().and_then(|account: core::Account| self.payouts.column(account));
        view(py, column.ok_or_else(|| PyKeyError::new_err(party.to_owned()))?)
    }

    /// All columns by party, as a table library takes them.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<BTreeMap<String, Bound<'py, PyAny>>> {
        self.payouts.columns().map(|(account, column)| Ok((account.to_string(), view(py, column)?))).collect()
    }

    /// The sums in yuan that a party gets at most in so many percent of the cases (nearest rank), for each percentage.
    ///
    /// The fifth percentile is what a household gets in a bad year of twenty.
    fn quantiles(&self, party: &str, percents: Vec<u8>) -> PyResult<Tuple<Decimal>> {
        let account: core::Account = party.parse().map_err(|_| PyKeyError::new_err(party.to_owned()))?;
        if self.payouts.is_empty() {
            return Err(PyValueError::new_err("there are no payouts to rank"));
        }
        let sums = self.payouts.quantiles(account, &percents);
        let sums = sums.ok_or_else(|| PyKeyError::new_err(party.to_owned()))?;
        Ok(sums.into_iter().map(core::Fen::yuan).collect())
    }

    fn __len__(&self) -> usize {
        self.payouts.len()
    }

    fn __repr__(&self) -> String {
        let parties: Vec<String> = self.payouts.accounts().iter().map(ToString::to_string).collect();
        format!("<Payouts of {} profits to {}>", self.payouts.len(), parties.join(", "))
    }
}

/// Settles one year for each of many profits: the same payments as `settle` makes, added up by party.
///
/// `profits_fen` is anything with the buffer protocol that holds 64-bit integers (a numpy array, an array of type code
/// q), anything with `to_numpy` (pandas, polars, pyarrow), or a list of int; in fen, because an array holds no decimals.
/// Other arguments as those of `settle`.
///
/// >>> import lianjie
/// >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
/// >>> lianjie.payouts([split], [-100, 0, 25000], operator="enterprise").fen("household").tolist()
/// [0, 0, 10000]
#[pyfunction]
#[pyo3(signature = (terms, profits_fen, *, ties = None, funding = None, **case))]
pub(crate) fn payouts(
    py: Python<'_>,
    terms: &Bound<'_, PyAny>,
    profits_fen: &Bound<'_, PyAny>,
    ties: Option<Ties>,
    funding: Option<Vec<Bound<'_, FundingSource>>>,
    case: Option<&Bound<'_, PyDict>>,
) -> PyResult<Payouts> {
    let contract = contract(terms, ties, funding)?;
    let case = given::case(case)?;
    let profits = integers(profits_fen)?;
    let payouts = py.detach(|| contract.payouts(&case, &profits)).map_err(|error| failed(py, &error))?;
    Ok(Payouts { payouts, profits })
}

/// Payouts over a range of profits in yuan, both ends included, in even steps: the payout curve of each party.
///
/// >>> import lianjie
/// >>> guarantee = {"type": "guaranteed_return", "percent": 10}
/// >>> curve = lianjie.sweep([guarantee], -1000, 1000, points=3, operator="enterprise", capital=5000)
/// >>> curve.fen("enterprise").tolist()
/// [-150000, -50000, 50000]
#[pyfunction]
#[pyo3(signature = (terms, low, high, *, points = 101, ties = None, funding = None, **case))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments of a Python function")]
pub(crate) fn sweep(
    py: Python<'_>,
    terms: &Bound<'_, PyAny>,
    low: &Bound<'_, PyAny>,
    high: &Bound<'_, PyAny>,
    points: u32,
    ties: Option<Ties>,
    funding: Option<Vec<Bound<'_, FundingSource>>>,
    case: Option<&Bound<'_, PyDict>>,
) -> PyResult<Payouts> {
    let contract = contract(terms, ties, funding)?;
    let case = given::case(case)?;
    let profits = core::grid(given::yuan(low)?, given::yuan(high)?, points)
        .map_err(|error| SettleError::new_err(error.to_string()))?;
    let payouts = py.detach(|| contract.payouts(&case, &profits)).map_err(|error| failed(py, &error))?;
    Ok(Payouts { payouts, profits })
}

/// Integers as a read-only view that shares its memory.
fn view<'py>(py: Python<'py>, column: &[i64]) -> PyResult<Bound<'py, PyAny>> {
    let bytes: Vec<u8> = column.iter().flat_map(|fen| fen.to_ne_bytes()).collect();
    let view = py.import("builtins")?.getattr("memoryview")?.call1((PyBytes::new(py, &bytes),))?;
    view.call_method1("cast", ("q",))
}

/// Integers from a buffer, from what turns into a numpy array, or from a list.
fn integers(given: &Bound<'_, PyAny>) -> PyResult<Vec<i64>> {
    let memoryview = given.py().import("builtins")?.getattr("memoryview")?;
    let Ok(view) = memoryview.call1((given,)) else {
        if given.hasattr("to_numpy")? {
            return integers(&given.call_method0("to_numpy")?);
        }
        return given.extract();
    };
    let format: String = view.getattr("format")?.extract()?;
    let (size, dimensions): (usize, usize) =
        (view.getattr("itemsize")?.extract()?, view.getattr("ndim")?.extract()?);
    if dimensions != 1 || !matches!(format.as_str(), "b" | "h" | "i" | "l" | "q") {
        return Err(PyTypeError::new_err(format!(
            "profits_fen must be one row of whole numbers, not {dimensions} dimensions of format {format:?}"
        )));
    }
    if size != 8 {
        return view.call_method0("tolist")?.extract();
    }
    let bytes = view.call_method0("tobytes")?;
    let (whole, _) = bytes.cast::<PyBytes>()?.as_bytes().as_chunks::<8>();
    Ok(whole.iter().map(|bytes| i64::from_ne_bytes(*bytes)).collect())
}
