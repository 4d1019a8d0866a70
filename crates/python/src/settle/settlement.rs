//! `Settlement`, `Flow` and `Unpaid`.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use lianjie_export::page;
use lianjie_parser::Decimal;
use lianjie_parser::diagram::Diagram;
use lianjie_parser::settle as core;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::error::{RecordError, SettleError};
use crate::record::{Tuple, records, represent};

records! {
    /// A payment: in which year who paid whom how much, and why.
    ///
    /// `kind` is `guaranteed_return`, `wage`, `loan_interest` and so on; `term` is the index of the term that caused it, None
    /// for the result of a year and for what ties and funding sources add. `amount` is in yuan and above zero.
    ///
    /// >>> import lianjie
    /// >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    /// >>> flow = lianjie.settle([payout], operator="cooperative", households=83, years=1).flows[0]
    /// >>> flow.year, flow.from_, flow.to, flow.amount, flow.kind, flow.term
    /// (1, 'cooperative', 'household', Decimal('207500.00'), 'fixed_payout', 0)
    Flow {
        /// The year, counted from 1.
        year: u32 = |r| r.year;
        /// Who paid.
        from_: String = |r| r.from.to_string();
        /// Who got it.
        to: String = |r| r.to.to_string();
        /// How much, in yuan.
        amount: Decimal = |r| r.amount.yuan();
        /// The index of the term that caused it.
        term: Option<usize> = |r| r.cause.term;
        /// What it was for.
        kind: String = |r| r.cause.kind.to_string();
    }
    /// A debt at the end of a year, earlier years included; fields as those of Flow.
    ///
    /// >>> import lianjie
    /// >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    /// >>> case = {"operator": "enterprise", "equity": 120000, "capital": 1000000, "profits": [-50000]}
    /// >>> debt = lianjie.settle([guarantee], **case).unpaid[0]
    /// >>> debt.year, debt.from_, debt.to, debt.amount, debt.kind
    /// (1, 'enterprise', 'household', Decimal('30000.00'), 'guaranteed_return')
    Unpaid {
        /// The year, counted from 1.
        year: u32 = |r| r.year;
        /// Who owes.
        from_: String = |r| r.from.to_string();
        /// Who is owed.
        to: String = |r| r.to.to_string();
        /// How much, in yuan.
        amount: Decimal = |r| r.amount.yuan();
        /// The index of the term that caused it.
        term: Option<usize> = |r| r.cause.term;
        /// What it is for.
        kind: String = |r| r.cause.kind.to_string();
    }
}

/// The course of a contract: for each year who paid whom how much, by which term.
///
/// What one party pays another gets: the incomes of all parties add up to zero.
///
/// >>> import lianjie
/// >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
/// >>> settlement = lianjie.settle([payout], operator="cooperative", households=83, years=2)
/// >>> [(flow.year, flow.from_, flow.to, flow.amount) for flow in settlement.flows]
/// [(1, 'cooperative', 'household', Decimal('207500.00')), (2, 'cooperative', 'household', Decimal('207500.00'))]
#[pyclass(frozen, eq, module = "lianjie")]
#[derive(PartialEq, Eq)]
pub(crate) struct Settlement(pub(super) core::Settlement);

impl Settlement {
    fn account(party: &str) -> PyResult<core::Account> {
        party.parse().map_err(|error| SettleError::new_err(format!("party: {error}")))
    }
}

fn held<T>(result: Result<T, core::MoneyError>) -> PyResult<T> {
    result.map_err(|error| SettleError::new_err(error.to_string()))
}

#[pymethods]
impl Settlement {
    /// How many years.
    #[getter]
    fn years(&self) -> u32 {
        self.0.years
    }

    /// Who ran the business; None where no term needed one.
    #[getter]
    fn operator(&self) -> Option<String> {
        self.0.operator.map(|operator| operator.to_string())
    }

    /// Year by year, in the order of payment.
    #[getter]
    fn flows(&self) -> Tuple<Flow> {
        self.0.flows.iter().cloned().map(Flow).collect()
    }

    /// What was owed at the end of each year and not paid.
    #[getter]
    fn unpaid(&self) -> Tuple<Unpaid> {
        self.0.unpaid.iter().cloned().map(Unpaid).collect()
    }

    /// What each party earned in yuan, in a year or in all: loans and stakes are no income unless `capital` is true.
    ///
    /// >>> import lianjie
    /// >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    /// >>> settlement = lianjie.settle([guarantee], operator="enterprise", capital=1000, profits=[300, -50])
    /// >>> settlement.by_party(year=2)
    /// {'enterprise': Decimal('-150.00'), 'household': Decimal('100.00'), 'market': Decimal('50.00')}
    #[pyo3(signature = (*, year = None, capital = false))]
    fn by_party(&self, year: Option<u32>, capital: bool) -> PyResult<BTreeMap<String, Decimal>> {
        let of = |account: core::Account| match (year, capital) {
            (Some(year), false) => self.0.income_in(account, year),
            (Some(year), true) => self.0.net_in(account, year),
            (None, false) => self.0.income(account),
            (None, true) => self.0.net(account),
        };
        self.0
            .accounts()
            .into_iter()
            .map(|account| Ok((account.to_string(), held(of(account))?.yuan())))
            .collect()
    }

    /// What a party earned for one kind of flow, all years together.
    ///
    /// >>> import lianjie
    /// >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    /// >>> settlement = lianjie.settle([guarantee], operator="enterprise", capital=1000, profits=[300, -50])
    /// >>> settlement.by_kind("household", "guaranteed_return")
    /// Decimal('200.00')
    fn by_kind(&self, party: &str, kind: &str) -> PyResult<Decimal> {
        let kind = kind.parse().map_err(|error| SettleError::new_err(format!("kind: {error}")))?;
        held(self.0.by_kind(Self::account(party)?, kind)).map(core::Fen::yuan)
    }

    /// What each household earned in a year, by stake where the case states stakes; None where it does not say how many
    /// there are.
    ///
    /// >>> import lianjie
    /// >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    /// >>> settlement = lianjie.settle([payout], operator="cooperative", households=3, years=1)
    /// >>> settlement.by_household(1)
    /// (Decimal('2500.00'), Decimal('2500.00'), Decimal('2500.00'))
    fn by_household(&self, year: u32) -> PyResult<Option<Tuple<Decimal>>> {
        let each = held(self.0.by_household(year))?;
        Ok(each.map(|each| each.into_iter().map(core::Fen::yuan).collect()))
    }

    /// Who paid whom in all years, as a Mermaid flowchart.
    ///
    /// >>> import lianjie
    /// >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    /// >>> print(lianjie.settle([payout], operator="cooperative", households=3, years=1).to_mermaid(), end="")
    /// flowchart LR
    ///   p0["cooperative"]
    ///   p1["household"]
    ///   p0 -->|"fixed payout 7500.00"| p1
    fn to_mermaid(&self) -> PyResult<String> {
        held(Diagram::of_settlement(&self.0)).map(|diagram| diagram.to_mermaid())
    }

    /// The same picture as a self-contained SVG, readable in light and dark.
    ///
    /// >>> import lianjie
    /// >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    /// >>> lianjie.settle([payout], operator="cooperative", households=3, years=1).to_svg().startswith("<svg ")
    /// True
    fn to_svg(&self) -> PyResult<String> {
        held(Diagram::of_settlement(&self.0)).map(|diagram| diagram.to_svg())
    }

    /// The picture, what each party earned and every payment, where a notebook shows the settlement.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        held(py.detach(|| page::settlement(&self.0)))
    }

    /// The picture alone.
    fn _repr_svg_(&self) -> PyResult<String> {
        self.to_svg()
    }

    /// The JSON form.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.0).map_err(|error| RecordError::new_err(error.to_string()))
    }

    /// The JSON form as Python objects; sums are strings of yuan.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json()?,))
    }

    /// Reads the JSON form; RecordError names what is wrong with it.
    #[staticmethod]
    fn from_json(json: &str) -> PyResult<Self> {
        serde_json::from_str(json)
            .map(Self)
            .map_err(|error| RecordError::new_err(format!("Settlement: {error}")))
    }

    /// Reads what `to_dict` gives; Decimal and date objects are taken too.
    #[staticmethod]
    fn from_dict(record: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::from_json(&crate::record::dumps(record)?)
    }

    fn __hash__(&self) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        self.to_json()?.hash(&mut hasher);
        Ok(hasher.finish())
    }

    fn __repr__(&self) -> PyResult<String> {
        let incomes: Vec<String> =
            self.by_party(None, false)?.iter().map(|(party, yuan)| format!("{party} {yuan}")).collect();
        let (years, flows) = (self.0.years, self.0.flows.len());
        Ok(format!("<Settlement of {years} years, {flows} flows: {}>", incomes.join(", ")))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let arguments = (slf.get().to_json()?,);
        (slf.get_type().getattr("from_json")?, arguments).into_pyobject(slf.py())
    }
}
