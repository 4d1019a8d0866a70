//! The records as frozen Python objects: getters only, and the JSON form.

use lianjie_parser as core;
use lianjie_parser::diagram::Diagram;
use lianjie_parser::{Decimal, NaiveDate};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::error::RecordError;

/// Declares Python classes that wrap a type of the module `core`: one getter a line, what all records share, and what a
/// class has besides.
macro_rules! records {
    ($($(#[$doc:meta])+ $class:ident { $($field:ident: $type:ty = $get:expr;)+ } $(with { $($more:tt)+ })?)+) => {
        $(
            $(#[$doc])+
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

                /// The JSON form.
                fn to_json(&self) -> PyResult<String> {
                    serde_json::to_string(&self.0).map_err(|error| RecordError::new_err(error.to_string()))
                }

                /// The JSON form as Python objects; measured numbers are decimal strings.
                fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    py.import("json")?.call_method1("loads", (self.to_json()?,))
                }

                /// Reads the JSON form; RecordError names what is wrong with it.
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

                $($($more)+)?
            }
        )+

        pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $(module.add_class::<$class>()?;)+
            Ok(())
        }
    };
}

pub(crate) use records;

/// `Class(field=value, …)` from the getters, without the fields that are None.
pub(crate) fn represent(object: &Bound<'_, PyAny>, class: &str, fields: &[&str]) -> PyResult<String> {
    let mut parts = Vec::new();
    for field in fields {
        let value = object.getattr(*field)?;
        if !value.is_none() {
            parts.push(format!("{field}={}", value.repr()?));
        }
    }
    Ok(format!("{class}({})", parts.join(", ")))
}

/// A list as Python sees it: a tuple, because a record does not change.
pub(crate) struct Tuple<T>(Vec<T>);

impl<T> FromIterator<T> for Tuple<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Tuple<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        PyTuple::new(py, self.0)
    }
}

type Span = (u32, u32);
/// Measures with their values, in the order of the code list.
type Measures = std::collections::BTreeMap<String, Measured>;

fn span(span: core::Span) -> Span {
    (span.start(), span.end())
}

fn spans(evidence: &[core::Span]) -> Tuple<Span> {
    evidence.iter().copied().map(span).collect()
}

fn tuple<T: Clone, P>(items: &[T], class: fn(T) -> P) -> Tuple<P> {
    items.iter().cloned().map(class).collect()
}

fn code(code: impl ToString) -> String {
    code.to_string()
}

fn codes<T: ToString>(codes: &[T]) -> Tuple<String> {
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
    /// An administrative division, e.g. 平山县.
    ///
    /// `path` holds the names from the province down to the place itself, as far as they are known; `adcode` is the code of
    /// GB/T 2260 for county and above, None below and where a name stayed ambiguous.
    Place {
        name: String = |r| r.name.clone();
        level: String = |r| code(r.level);
        adcode: Option<String> = |r| r.adcode.map(code);
        path: Tuple<String> = |r| r.path.iter().cloned().collect();
    }
    /// A stretch of days, or a day at which a stock is read.
    ///
    /// `截至2018年5月份` has `as_of` set, `to` 2018-05-31 and no `from_`. At least one end is known.
    Period {
        from_: Option<NaiveDate> = |r| r.from();
        to: Option<NaiveDate> = |r| r.to();
        as_of: bool = |r| r.as_of();
    }
    /// What was read: headline, day of publication, outlet, script, and the place that it is about.
    Document {
        id: String = |r| r.id.clone();
        title: Option<String> = |r| r.title.clone();
        published: Option<NaiveDate> = |r| r.published;
        source: Option<String> = |r| r.source.clone();
        script: String = |r| code(r.script);
        place: Option<Place> = |r| r.place.clone().map(Place);
    }
    /// A quantity as the text prints it: `2.46亿元`, `3萬餘元`, `5—10倍`, `1∶2∶7`.
    ///
    /// `value` is exact and in the base unit: money in yuan, percentages in percent, lengths in kilometres, all else in what
    /// `unit` names. A range has `upper`; a ratio has `parts` and no value. `bound` is how firm the text is (余 is `over`),
    /// `quantum` the size of the last printed digit in the base unit, `per` what one unit of it is for.
    Figure {
        span: Span = |r| span(r.span);
        text: String = |r| r.text.clone();
        value: Option<Decimal> = |r| r.value;
        upper: Option<Decimal> = |r| r.upper;
        parts: Option<Tuple<Decimal>> = |r| r.parts.clone().map(Tuple);
        unit: String = |r| code(r.unit);
        bound: String = |r| code(r.bound);
        quantum: Option<Decimal> = |r| r.quantum;
        per: Tuple<String> = |r| codes(&r.per);
    }
    /// A figure's value where a record uses it; units as in Figure.
    ///
    /// `value` differs from that of `report.figures[figure]` where the audit repaired digits.
    Measured {
        value: Option<Decimal> = |r| r.value;
        upper: Option<Decimal> = |r| r.upper;
        unit: String = |r| code(r.unit);
        bound: String = |r| code(r.bound);
        figure: usize = |r| r.figure;
    }
    /// What a figure measures, of whom, where and when.
    ///
    /// In 「2017年，全县186个贫困村产业覆盖率98%」 `98%` is the coverage_rate of the group `poor` in 2017. `rule` names the
    /// rule that made the record; `confidence` is `stated`, `inferred` or `doubtful`.
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
    /// A line of action, with whom it reached (`coverage`) and what came of it (`outcomes`), each by measure.
    ///
    /// `funding` and `schemes` are indexes into the report's funding sources and schemes.
    Program {
        name: String = |r| r.name.clone();
        kind: String = |r| code(r.kind);
        place: Option<Place> = |r| r.place.clone().map(Place);
        period: Option<Period> = |r| r.period.map(Period);
        coverage: Measures = |r| measures(&r.coverage);
        outcomes: Measures = |r| measures(&r.outcomes);
        operators: Tuple<String> = |r| r.operators.iter().cloned().collect();
        funding: Tuple<usize> = |r| r.funding.iter().copied().collect();
        schemes: Tuple<usize> = |r| r.schemes.iter().copied().collect();
        evidence: Tuple<Span> = |r| spans(&r.evidence);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    }
    /// Terms of a loan product, a guarantee or a fund.
    ///
    /// `ceiling` is in yuan, `tenor_years` in years, rates in percent; `leverage` is the least and the most.
    FundTerms {
        ceiling: Option<Decimal> = |r| r.ceiling;
        tenor_years: Option<Decimal> = |r| r.tenor_years;
        rate_percent: Option<Decimal> = |r| r.rate_percent;
        rate_basis: Option<String> = |r| r.rate_basis.map(code);
        subsidy_percent: Option<Decimal> = |r| r.subsidy_percent;
        collateral_free: Option<bool> = |r| r.collateral_free;
        leverage: Option<Tuple<Decimal>> = |r| r.leverage.clone().map(Tuple);
    }
    /// One party's part of a division, in the text's own proportion.
    Share {
        party: String = |r| code(r.party);
        share: Decimal = |r| r.share;
    }
    /// A source of money: kind, sum in yuan, whose it is, where it goes.
    ///
    /// `part_of` is the index of the total that it is a component of (其中); `growth` is percent against the year before.
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
        risk_share: Option<Tuple<Share>> = |r| r.risk_share.as_deref().map(|shares| tuple(shares, Share));
        part_of: Option<usize> = |r| r.part_of;
        evidence: Tuple<Span> = |r| spans(&r.evidence);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    }
    /// One provision of a scheme; a field that its `type_` does not have is None.
    ///
    /// Amounts and ceilings are in yuan, rates in percent, tenors in years.
    Term {
        type_: Option<String> = |r| provision(r, "type");
        rate_percent: Option<Decimal> = |r| provision(r, "rate_percent");
        bound: Option<String> = |r| provision(r, "bound");
        base: Option<String> = |r| provision(r, "base");
        per: Option<Tuple<String>> = |r| provision(r, "per").map(Tuple);
        shares: Option<Tuple<Share>> = |r| provision(r, "shares").map(|shares: Vec<core::Share>| tuple(&shares, Share));
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
        evidence: Tuple<Span> = |r| spans(&r.evidence);
    }
    /// An arrangement that ties households to enterprises, cooperatives, banks or the village.
    ///
    /// `parties` are in the order of the chain; `ties` say how the household is tied, `terms` what was agreed.
    LinkageScheme {
        name: Option<String> = |r| r.name.clone();
        parties: Tuple<String> = |r| codes(&r.parties);
        ties: Tuple<String> = |r| codes(&r.ties);
        terms: Tuple<Term> = |r| tuple(&r.terms, Term);
        operators: Tuple<String> = |r| r.operators.iter().cloned().collect();
        place: Option<Place> = |r| r.place.clone().map(Place);
        period: Option<Period> = |r| r.period.map(Period);
        coverage: Measures = |r| measures(&r.coverage);
        outcomes: Measures = |r| measures(&r.outcomes);
        evidence: Tuple<Span> = |r| spans(&r.evidence);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    } with {
        /// Who pays whom by the terms and ties, as a Mermaid flowchart.
        ///
        /// >>> scheme = LinkageScheme.from_json(
        /// ...     '{"name": null, "parties": ["enterprise", "household"], "ties": ["wage"], "terms": [], "evidence": []}'
        /// ... )
        /// >>> print(scheme.to_mermaid(), end="")
        /// flowchart LR
        ///   p0["enterprise"]
        ///   p1["household"]
        ///   p0 -->|"wages"| p1
        fn to_mermaid(&self) -> String {
            Diagram::of_scheme(&self.0).to_mermaid()
        }

        /// The same picture as a self-contained SVG, readable in light and dark.
        ///
        /// >>> scheme = LinkageScheme.from_json(
        /// ...     '{"name": null, "parties": ["enterprise", "household"], "ties": ["wage"], "terms": [], "evidence": []}'
        /// ... )
        /// >>> scheme.to_svg().startswith("<svg ")
        /// True
        fn to_svg(&self) -> String {
            Diagram::of_scheme(&self.0).to_svg()
        }

        /// The picture, where a notebook shows the scheme.
        fn _repr_svg_(&self) -> String {
            self.to_svg()
        }
    }
    /// Digits that a page ran together, and the figures that they must have been.
    Repair {
        span: Span = |r| span(r.span);
        text: String = |r| r.text.clone();
        reading: Tuple<Figure> = |r| tuple(&r.reading, Figure);
    }
    /// A relation among printed figures and whether they agree.
    ///
    /// `implied` is the interval that the printed digits of the other figures allow for what is `stated`; `verdict` is
    /// `consistent`, `inconsistent` or `repaired`.
    Finding {
        relation: String = |r| code(r.relation);
        figures: Tuple<usize> = |r| r.figures.iter().copied().collect();
        stated: Option<Decimal> = |r| r.stated;
        implied: Option<(Decimal, Decimal)> = |r| r.implied.map(|[low, high]| (low, high));
        verdict: String = |r| code(r.verdict);
        repair: Option<Repair> = |r| r.repair.clone().map(Repair);
        evidence: Tuple<Span> = |r| spans(&r.evidence);
        rule: String = |r| r.provenance.rule.to_string();
        confidence: String = |r| code(r.provenance.confidence);
    }
    /// Something in the text that gave no record, or a doubtful one.
    Diagnostic {
        code: String = |r| code(r.code);
        span: Span = |r| span(r.span);
        message: String = |r| r.message.clone();
    }
    /// Something of a record made elsewhere that its text does not bear out; `record` is `figures[3]`, `programs[0]`.
    Doubt {
        code: String = |r| code(r.code);
        record: String = |r| r.record.clone();
        message: String = |r| r.message.clone();
        span: Option<Span> = |r| r.span.map(span);
    }
    /// An observation of one of the reports that were compared, by their indexes.
    Statement {
        report: usize = |r| r.report;
        observation: usize = |r| r.observation;
    }
    /// Two statements of different reports that cannot both be true, and why: `same_period`, `shrinks`,
    /// `more_lifted_than_poor`.
    Disagreement {
        conflict: String = |r| code(r.conflict);
        measure: String = |r| code(r.measure);
        place: Place = |r| Place(r.place.clone());
        first: Statement = |r| Statement(r.first);
        second: Statement = |r| Statement(r.second);
    }
}
