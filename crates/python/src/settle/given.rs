//! Terms and cases as Python objects, read into a contract and a case. No rules and no defaults of their own.

use lianjie_parser::settle::{Agreed, Case, Contract, Fen};
use lianjie_parser::{Decimal, LinkageScheme};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyMapping, PyString};
use serde_json::{Map, Value, json};

use super::failed;
use crate::error::SettleError;
use crate::record;

/// Codes of ties.
pub(super) type Ties = Vec<String>;

/// The contract of a scheme, of terms, or of clauses in the JSON form.
pub(super) fn contract(
    terms: &Bound<'_, PyAny>,
    ties: Option<Ties>,
    funding: Option<Vec<Bound<'_, record::FundingSource>>>,
) -> PyResult<Contract> {
    let py = terms.py();
    let mut contract = if let Ok(scheme) = terms.cast::<record::LinkageScheme>() {
        Contract::of(&scheme.get().0).map_err(|error| failed(py, &error))?
    } else {
        listed(terms)?
    };
    for tie in ties.unwrap_or_default() {
        let tie = tie.parse().map_err(|error| SettleError::new_err(format!("ties: {error}")))?;
        contract = contract.with_tie(tie);
    }
    for source in funding.unwrap_or_default() {
        contract = contract.with_funding(&source.get().0).map_err(|error| failed(py, &error))?;
    }
    Ok(contract)
}

/// Terms of a scheme without its parties, or clauses.
fn listed(terms: &Bound<'_, PyAny>) -> PyResult<Contract> {
    let py = terms.py();
    let wrong = || {
        let kind = terms.get_type().name().map(|name| name.to_string()).unwrap_or_default();
        PyTypeError::new_err(format!(
            "terms must be a LinkageScheme or a list of Terms or of clauses, not {kind}"
        ))
    };
    if terms.is_instance_of::<PyString>() || terms.cast::<PyMapping>().is_ok() {
        return Err(wrong());
    }
    let items: Vec<Bound<'_, PyAny>> = terms.try_iter().map_err(|_| wrong())?.collect::<PyResult<_>>()?;
    let records: Vec<&Bound<'_, record::Term>> = items.iter().filter_map(|item| item.cast().ok()).collect();
    if records.is_empty() {
        return clauses(&items);
    }
    if records.len() < items.len() {
        return Err(PyTypeError::new_err("terms must be all Terms or all clauses"));
    }
    let terms: Vec<&lianjie_parser::Term> = records.iter().map(|term| &term.get().0).collect();
    let scheme = json!({ "name": null, "parties": [], "ties": [], "terms": terms, "evidence": [] });
    let scheme: LinkageScheme =
        serde_json::from_value(scheme).map_err(|error| SettleError::new_err(error.to_string()))?;
    Contract::of(&scheme).map_err(|error| failed(py, &error))
}

fn clauses(items: &[Bound<'_, PyAny>]) -> PyResult<Contract> {
    let mut contract = Contract::default();
    for (index, item) in items.iter().enumerate() {
        let clause = serde_json::from_value(value(item)?)
            .map_err(|error| SettleError::new_err(format!("clause {index}: {error}")))?;
        contract.clauses.push(Agreed { term: Some(index), clause });
    }
    Ok(contract)
}

/// The case that keyword arguments state.
pub(super) fn case(given: Option<&Bound<'_, PyDict>>) -> PyResult<Case> {
    let json = given.map_or_else(|| Ok(Value::Object(Map::new())), |given| value(given.as_any()))?;
    serde_json::from_value(json).map_err(|error| SettleError::new_err(format!("case: {error}")))
}

/// A value as JSON: whole numbers stay numbers, decimals become strings, floating point is refused.
pub(super) fn value(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    if object.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(flag) = object.cast::<PyBool>() {
        return Ok(flag.is_true().into());
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(text.to_str()?.into());
    }
    if object.is_instance_of::<PyFloat>() {
        return Err(PyTypeError::new_err(format!(
            "{} is floating point, which is not exact: give an int, a Decimal or a str",
            object.repr()?
        )));
    }
    if let Ok(mapping) = object.cast::<PyMapping>() {
        let mut fields = Map::new();
        for item in mapping.items()?.iter() {
            let (key, item): (String, Bound<'_, PyAny>) = item.extract()?;
            fields.insert(key, value(&item)?);
        }
        return Ok(fields.into());
    }
    if let Ok(decimal) = object.extract::<Decimal>()
        && !object.is_instance_of::<PyInt>()
    {
        return Ok(decimal.to_string().into());
    }
    // Integers of other libraries, as numpy's, are whole numbers too.
    if let Ok(whole) = object.extract::<i64>() {
        return Ok(whole.into());
    }
    let items = object.try_iter().map_err(|_| {
        let kind = object.get_type().name().map(|name| name.to_string()).unwrap_or_default();
        PyTypeError::new_err(format!("{kind} is no number, text, list or dict"))
    })?;
    items.map(|item| value(&item?)).collect()
}

/// A sum in yuan, exactly.
pub(super) fn yuan(sum: &Bound<'_, PyAny>) -> PyResult<Fen> {
    serde_json::from_value(value(sum)?).map_err(|error| SettleError::new_err(error.to_string()))
}
