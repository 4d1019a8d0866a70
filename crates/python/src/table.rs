//! `tables`, `panel` and `write_parquet`: reports in, Arrow tables out through the PyCapsule interface.

mod panel;

use std::path::PathBuf;
use std::sync::Arc;

use lianjie_tables::{self as core, TableName};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyCapsule, PyDict};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use crate::error::TableError;
use crate::record::Tuple;
use crate::report::Report;

/// Rows in the columnar form of Arrow, which data frames and databases take without copying.
///
/// `polars.DataFrame(table)`, `pyarrow.table(table)` and `duckdb.from_arrow(pyarrow.table(table))` read it through the
/// PyCapsule interface; nothing has to be installed for a table to be made. The columns are documented in "Tables and
/// panels" of the documentation, and in `columns`.
///
/// >>> import lianjie
/// >>> report = lianjie.parse("2017年，平山县脱贫974户。", id="a")
/// >>> table = lianjie.tables(report).figures
/// >>> table
/// <Table 'figures': 1 rows, 15 columns>
/// >>> table.name, len(table), table.column_names[:3]
/// ('figures', 1, ('report', 'document', 'figure'))
#[pyclass(frozen, module = "lianjie")]
pub(crate) struct Table {
    name: &'static str,
    batch: core::RecordBatch,
}

#[pymethods]
impl Table {
    /// Which table: `observations`, `figures`, …
    #[getter]
    fn name(&self) -> &'static str {
        self.name
    }

    /// Names of the columns, in order.
    #[getter]
    fn column_names(&self) -> Tuple<String> {
        self.batch.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// What each column holds, by name.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for field in self.batch.schema_ref().fields() {
            columns.set_item(field.name(), field.metadata().get("description"))?;
        }
        Ok(columns)
    }

    /// The rows as CSV, null as an empty cell, numbers as they are printed.
    ///
    /// >>> import lianjie
    /// >>> table = lianjie.tables(lianjie.parse("2017年，平山县脱贫974户。", id="a")).figures
    /// >>> table.to_csv().splitlines()[1]
    /// '0,a,0,974,,household,exact,1,,,,,11,15,974户'
    fn to_csv(&self, py: Python<'_>) -> PyResult<String> {
        let mut out = Vec::new();
        py.detach(|| core::write_csv(&self.batch, true, &mut out))?;
        String::from_utf8(out).map_err(|error| TableError::new_err(error.to_string()))
    }

    /// The schema, for tools that ask for it first.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.batch.schema_ref().as_ref())
    }

    /// The rows as an Arrow stream; nothing is copied.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let field = core::Field::new_struct("", self.batch.schema_ref().fields().clone(), false);
        let rows: core::ArrayRef = Arc::new(core::StructArray::from(self.batch.clone()));
        let reader = ArrayIterator::new(std::iter::once(Ok(rows)), Arc::new(field));
        to_stream_pycapsule(py, Box::new(reader), requested_schema)
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    fn __repr__(&self) -> String {
        let (rows, columns) = (self.batch.num_rows(), self.batch.num_columns());
        format!("<Table {:?}: {rows} rows, {columns} columns>", self.name).replace('"', "'")
    }
}

/// Declares `Tables`: one getter a table.
macro_rules! tables {
    ($(#[$outer:meta])* { $($(#[$doc:meta])+ $field:ident = $name:ident;)+ } with { $($more:tt)+ }) => {
        $(#[$outer])*
        #[pyclass(frozen, module = "lianjie")]
        pub(crate) struct Tables {
            reports: Vec<Py<Report>>,
            $($field: PyOnceLock<Py<Table>>,)+
        }

        impl Tables {
            fn new(reports: Vec<Py<Report>>) -> Self {
                Self { reports, $($field: PyOnceLock::new(),)+ }
            }
        }

        #[pymethods]
        impl Tables {
            $(
                $(#[$doc])+
                #[getter]
                fn $field(&self, py: Python<'_>) -> PyResult<Py<Table>> {
                    self.table(py, &self.$field, TableName::$name)
                }
            )+

            $($more)+
        }
    };
}

tables! {
    /// The tables of one report or many, each made when it is first asked for.
    ///
    /// Rows of several tables belong together by `report` and the number of a record: `observations.figure` is
    /// `figures.figure` of the same `report`.
    ///
    /// >>> import lianjie
    /// >>> reports = [lianjie.parse(f"2017年，平山县脱贫{count}户。") for count in (974, 1200)]
    /// >>> tables = lianjie.tables(reports)
    /// >>> tables
    /// <Tables of 2 reports: documents, figures, observations, programs, funding_sources, schemes, terms, parties, findings, measured, operators, program_funding, program_schemes, ties, shares, finding_figures, repairs, evidence>
    /// >>> [table.name for table in tables.all() if len(table)]
    /// ['documents', 'figures', 'observations']
    {
        /// One row a report: what was read.
        documents = Documents;
        /// One row a quantity of the body, in text order.
        figures = Figures;
        /// One row a figure that measures something: what, of whom, where and when.
        observations = Observations;
        /// One row a line of action for poor households.
        programs = Programs;
        /// One row a source of money.
        funding_sources = FundingSources;
        /// One row a benefit-linkage scheme.
        schemes = Schemes;
        /// One row a provision of a scheme; what its type does not provide for is null.
        terms = Terms;
        /// One row a party of a scheme, in the order of the chain.
        parties = Parties;
        /// One row a relation among figures that the audit checked.
        findings = Findings;
        /// One row a value of a program or scheme: whom it reached, what came of it.
        measured = Measured;
        /// One row an enterprise, cooperative or park that carries out a program or scheme.
        operators = Operators;
        /// One row a program and a funding source that pays for it.
        program_funding = ProgramFunding;
        /// One row a program and a scheme that it uses.
        program_schemes = ProgramSchemes;
        /// One row a way in which a scheme ties the household.
        ties = Ties;
        /// One row a party's part of a profit, a loss or a risk.
        shares = Shares;
        /// One row a figure of a finding.
        finding_figures = FindingFigures;
        /// One row a figure that digits run together must have been; the quote is what was printed.
        repairs = Repairs;
        /// One row a span of text that a program, source, scheme, term or finding rests on.
        evidence = Evidence;
    }
    with {
        /// All tables, in the order of the documentation.
        fn all(slf: &Bound<'_, Self>) -> PyResult<Tuple<Py<PyAny>>> {
            let table = |name: &TableName| slf.getattr(name.as_str()).map(Bound::unbind);
            TableName::ALL.iter().map(table).collect::<PyResult<Vec<_>>>().map(Tuple::from_iter)
        }

        fn __repr__(&self) -> String {
            let names: Vec<&str> = TableName::ALL.iter().map(|name| name.as_str()).collect();
            format!("<Tables of {} reports: {}>", self.reports.len(), names.join(", "))
        }
    }
}

impl Tables {
    fn table(&self, py: Python<'_>, made: &PyOnceLock<Py<Table>>, name: TableName) -> PyResult<Py<Table>> {
        let make = || {
            let parts: Vec<_> = self.reports.iter().map(|report| report.get().parts()).collect();
            let table = py.detach(|| core::Table::of(name, parts)).map_err(arrow)?;
            Py::new(py, Table { name: name.as_str(), batch: table.batch().clone() })
        };
        made.get_or_try_init(py, make).map(|table| table.clone_ref(py))
    }
}

fn arrow(error: impl std::fmt::Display) -> PyErr {
    TableError::new_err(error.to_string())
}

/// One report or any number of them.
#[derive(FromPyObject)]
pub(crate) enum Reports {
    One(Py<Report>),
    Many(Vec<Py<Report>>),
}

impl Reports {
    /// The reports, all of whose numbers the tables can hold.
    fn checked(self, py: Python<'_>) -> PyResult<Vec<Py<Report>>> {
        let reports = match self {
            Self::One(report) => vec![report],
            Self::Many(reports) => reports,
        };
        let parts: Vec<_> = reports.iter().map(|report| report.get().parts().0).collect();
        py.detach(|| parts.into_iter().try_for_each(core::check)).map_err(arrow)?;
        Ok(reports)
    }
}

/// The records of one report or of many as tables that polars, pandas, pyarrow and DuckDB take.
///
/// Exact numbers are decimals with nine places; TableError names the document and the number that has more. Days are dates,
/// codes and names dictionaries, offsets code points of the report's text.
///
/// >>> import lianjie
/// >>> report = lianjie.parse("2017年，平山县整合涉农资金1.86亿元。", id="a")
/// >>> table = lianjie.tables(report).observations
/// >>> len(table), table.column_names[:2]
/// (1, ('report', 'document'))
#[pyfunction]
pub(crate) fn tables(py: Python<'_>, reports: Reports) -> PyResult<Tables> {
    Ok(Tables::new(reports.checked(py)?))
}

/// Writes all tables into a folder, `observations.parquet` and so on, and gives the paths of the files.
///
/// Makes the folder where there is none and replaces files of these names. The command
/// `lianjie parse PATH... --format parquet --out FOLDER` writes the same.
///
/// >>> import lianjie, tempfile
/// >>> report = lianjie.parse("2017年，平山县脱贫974户。")
/// >>> with tempfile.TemporaryDirectory() as folder:
/// ...     paths = lianjie.write_parquet(report, folder)
/// >>> len(paths), paths[2].name
/// (18, 'observations.parquet')
#[pyfunction]
pub(crate) fn write_parquet(py: Python<'_>, reports: Reports, folder: PathBuf) -> PyResult<Tuple<PathBuf>> {
    let reports = reports.checked(py)?;
    let parts: Vec<_> = reports.iter().map(|report| report.get().parts()).collect();
    py.detach(|| {
        let mut builder = core::Builder::default();
        for (report, text) in parts {
            builder.push(report, text).map_err(arrow)?;
        }
        let tables = builder.finish().map_err(arrow)?;
        let written =
            core::write_parquet(&tables, &folder).map_err(|error| PyOSError::new_err(error.to_string()))?;
        Ok(written.into_iter().collect())
    })
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Table>()?;
    module.add_class::<Tables>()?;
    module.add_class::<panel::Panel>()?;
    module.add_function(wrap_pyfunction!(tables, module)?)?;
    module.add_function(wrap_pyfunction!(write_parquet, module)?)?;
    module.add_function(wrap_pyfunction!(panel::panel, module)?)
}
