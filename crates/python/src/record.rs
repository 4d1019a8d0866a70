//! The records as frozen Python objects: getters only, and the JSON form.

use lianjie_parser as core;
use lianjie_parser::{Decimal, NaiveDate};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::error::RecordError;

/// Declares Python classes that wrap a core type: one getter a line, and what all records share.
macro_rules! records {
    ($($class:ident { $($field:ident: $type:ty = $get:expr;)+ })+) => {
        $(
            #[pyclass(frozen, eq, hash, module = "lianjie")]
            #[derive(Clone, PartialEq, Eq, Hash)]
            pub(crate) struct $class(pub(crate) core::$class);

            #[pymethods]
            impl $class {
                $(
                    #[getter]
                    fn $field(&self) -> $type {
                        let get: fn(&core::$class) -> $type = $get;
                        get(&self.0)
                    }
                )+

                fn to_json(&self) -> PyResult<String> {
                    serde_json::to_string(&self.0).map_err(|error| RecordError::new_err(error.to_string()))
                }

                fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    py.import("json")?.call_method1("loads", (self.to_json()?,))
                }

                #[staticmethod]
                fn from_json(json: &str) -> PyResult<Self> {
                    serde_json::from_str(json)
                        .map(Self)
                        .map_err(|error| RecordError::new_err(format!("{}: {error}", stringify!($class))))
                }

                fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                    represent(slf.as_any(), stringify!($class), &[$(stringify!($field)),+])
                }

                fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
                    let arguments = (slf.get().to_json()?,);
                    (slf.get_type().getattr("from_json")?, arguments).into_pyobject(slf.py())
                }
            }
        )+

        pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $(module.add_class::<$class>()?;)+
            Ok(())
        }
    };
}

/// `Class(field=value, …)` from the getters.
fn represent(object: &Bound<'_, PyAny>, class: &str, fields: &[&str]) -> PyResult<String> {
    let mut parts = Vec::new();
    for field in fields {
        parts.push(format!("{field}={}", object.getattr(*field)?.repr()?));
    }
    Ok(format!("{class}({})", parts.join(", ")))
}

type Span = (u32, u32);
/// Measures with their values, in the order of the code list.
type Measures = std::collections::BTreeMap<String, Measured>;

fn span(span: core::Span) -> Span {
    (span.start(), span.end())
}

fn spans(evidence: &[core::Span]) -> Vec<Span> {
    evidence.iter().copied().map(span).collect()
}

fn code(code: impl ToString) -> String {
    code.to_string()
}

fn codes<T: ToString>(codes: &[T]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}

fn measures(map: &core::MeasureMap) -> Measures {
    map.iter().map(|(measure, value)| (measure.to_string(), Measured(value.clone()))).collect()
}

/// One field of a provision, by its name in the JSON form.
fn provision<T: serde::de::DeserializeOwned>(term: &core::Term, field: &str) -> Option<T> {
    let mut json = serde_json::to_value(&term.provision).ok()?;
    serde_json::from_value(json.get_mut(field)?.take()).ok()
}

records! {
    Place {
        name: String = |r| r.name.clone();
        level: String = |r| code(r.level);
        adcode: Option<String> = |r| r.adcode.map(code);
        path: Vec<String> = |r| r.path.clone();
    }
    Period {
        from_: Option<NaiveDate> = |r| r.from();
        to: Option<NaiveDate> = |r| r.to();
        as_of: bool = |r| r.as_of();
    }
    Document {
        id: String = |r| r.id.clone();
        title: Option<String> = |r| r.title.clone();
        published: Option<NaiveDate> = |r| r.published;
        source: Option<String> = |r| r.source.clone();
        script: String = |r| code(r.script);
        place: Option<Place> = |r| r.place.clone().map(Place);
    }
    Figure {
        span: Span = |r| span(r.span);
        text: String = |r| r.text.clone();
        value: Option<Decimal> = |r| r.value;
        upper: Option<Decimal> = |r| r.upper;
        parts: Option<Vec<Decimal>> = |r| r.parts.clone();
        unit: String = |r| code(r.unit);
        bound: String = |r| code(r.bound);
        quantum: Option<Decimal> = |r| r.quantum;
        per: Vec<String> = |r| codes(&r.per);
    }
    Measured {
        value: Option<Decimal> = |r| r.value;
        upper: Option<Decimal> = |r| r.upper;
        unit: String = |r| code(r.unit);
        bound: String = |r| code(r.bound);
        figure: usize = |r| r.figure;
    }
    Observation {
        figure: usize = |r| r.figure;
        measure: String = |r| code(r.measure);
        place: Option<Place> = |r| r.place.clone().map(Place);
        period: Option<Period> = |r| r.period.map(Period);
        industry: Option<String> = |r| r.industry.map(code);
        group: String = |r| code(r.group);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    }
    Program {
        name: String = |r| r.name.clone();
        kind: String = |r| code(r.kind);
        place: Option<Place> = |r| r.place.clone().map(Place);
        period: Option<Period> = |r| r.period.map(Period);
        coverage: Measures = |r| measures(&r.coverage);
        outcomes: Measures = |r| measures(&r.outcomes);
        operators: Vec<String> = |r| r.operators.clone();
        funding: Vec<usize> = |r| r.funding.clone();
        schemes: Vec<usize> = |r| r.schemes.clone();
        evidence: Vec<Span> = |r| spans(&r.evidence);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    }
    FundTerms {
        ceiling: Option<Decimal> = |r| r.ceiling;
        tenor_years: Option<Decimal> = |r| r.tenor_years;
        rate_percent: Option<Decimal> = |r| r.rate_percent;
        rate_basis: Option<String> = |r| r.rate_basis.map(code);
        subsidy_percent: Option<Decimal> = |r| r.subsidy_percent;
        collateral_free: Option<bool> = |r| r.collateral_free;
        leverage: Option<Vec<Decimal>> = |r| r.leverage.clone();
    }
    Share {
        party: String = |r| code(r.party);
        share: Decimal = |r| r.share;
    }
    FundingSource {
        kind: String = |r| code(r.kind);
        amount: Option<Measured> = |r| r.amount.clone().map(Measured);
        level: Option<String> = |r| r.level.map(code);
        provider: Option<String> = |r| r.provider.clone();
        recipient: Option<String> = |r| r.recipient.clone();
        place: Option<Place> = |r| r.place.clone().map(Place);
        period: Option<Period> = |r| r.period.map(Period);
        purpose: Option<String> = |r| r.purpose.map(code);
        growth: Option<Measured> = |r| r.growth.clone().map(Measured);
        terms: Option<FundTerms> = |r| r.terms.clone().map(FundTerms);
        risk_share: Option<Vec<Share>> =
            |r| r.risk_share.as_ref().map(|shares| shares.iter().cloned().map(Share).collect());
        part_of: Option<usize> = |r| r.part_of;
        evidence: Vec<Span> = |r| spans(&r.evidence);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    }
    Term {
        type_: Option<String> = |r| provision(r, "type");
        rate_percent: Option<Decimal> = |r| provision(r, "rate_percent");
        bound: Option<String> = |r| provision(r, "bound");
        base: Option<String> = |r| provision(r, "base");
        per: Option<Vec<String>> = |r| provision(r, "per");
        shares: Option<Vec<Share>> =
            |r| provision(r, "shares").map(|shares: Vec<core::Share>| shares.into_iter().map(Share).collect());
        party: Option<String> = |r| provision(r, "party");
        amount: Option<Decimal> = |r| provision(r, "amount");
        upper: Option<Decimal> = |r| provision(r, "upper");
        percent: Option<Decimal> = |r| provision(r, "percent");
        of: Option<String> = |r| provision(r, "of");
        ceiling: Option<Decimal> = |r| provision(r, "ceiling");
        tenor_years: Option<Decimal> = |r| provision(r, "tenor_years");
        rate_basis: Option<String> = |r| provision(r, "rate_basis");
        subsidy_percent: Option<Decimal> = |r| provision(r, "subsidy_percent");
        collateral_free: Option<bool> = |r| provision(r, "collateral_free");
        years: Option<Decimal> = |r| provision(r, "years");
        evidence: Vec<Span> = |r| spans(&r.evidence);
    }
    LinkageScheme {
        name: Option<String> = |r| r.name.clone();
        parties: Vec<String> = |r| codes(&r.parties);
        ties: Vec<String> = |r| codes(&r.ties);
        terms: Vec<Term> = |r| r.terms.iter().cloned().map(Term).collect();
        operators: Vec<String> = |r| r.operators.clone();
        place: Option<Place> = |r| r.place.clone().map(Place);
        period: Option<Period> = |r| r.period.map(Period);
        coverage: Measures = |r| measures(&r.coverage);
        outcomes: Measures = |r| measures(&r.outcomes);
        evidence: Vec<Span> = |r| spans(&r.evidence);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    }
    Repair {
        span: Span = |r| span(r.span);
        text: String = |r| r.text.clone();
        reading: Vec<Figure> = |r| r.reading.iter().cloned().map(Figure).collect();
    }
    Finding {
        relation: String = |r| code(r.relation);
        figures: Vec<usize> = |r| r.figures.clone();
        stated: Option<Decimal> = |r| r.stated;
        implied: Option<(Decimal, Decimal)> = |r| r.implied.map(|[low, high]| (low, high));
        verdict: String = |r| code(r.verdict);
        repair: Option<Repair> = |r| r.repair.clone().map(Repair);
        evidence: Vec<Span> = |r| spans(&r.evidence);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    }
    Diagnostic {
        code: String = |r| code(r.code);
        span: Span = |r| span(r.span);
        message: String = |r| r.message.clone();
    }
}
