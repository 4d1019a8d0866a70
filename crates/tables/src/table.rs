//! Takes reports, gives tables: which there are, how each is built, and a table with its name.

mod documents;
mod evidence;
mod figures;
mod findings;
mod funding_sources;
mod observations;
mod programs;
mod schemes;
mod shared;
mod terms;

use std::fmt;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};
use lianjie_parser::Report;

pub(crate) use observations::Observations;

use crate::reading::Reading;
use crate::schema::schema;
use crate::{ColumnDoc, ExactError, check};

/// Declares the tables: variant, module path of the builder, name, what a row is.
macro_rules! tables {
    ($($(#[doc = $doc:literal])+ $name:ident = $label:literal in $field:ident: $builder:ty,)+) => {
        /// Which table.
        ///
        /// ```
        /// use lianjie_tables::TableName;
        ///
        /// assert_eq!(TableName::ALL.len(), 18);
        /// assert_eq!(TableName::from_name("observations"), Some(TableName::Observations));
        /// assert_eq!(TableName::Observations.columns()[0].name, "report");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum TableName {
            $($(#[doc = $doc])+ $name,)+
        }

        impl TableName {
            /// Every table, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name of the table, of its file and of its attribute in Python.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $label,)+
                }
            }

            /// The table of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($label => Some(Self::$name),)+
                    _ => None,
                }
            }

            /// What a row is.
            pub fn doc(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii_start(),)+
                }
            }

            /// Its columns, in order.
            pub fn columns(self) -> Vec<ColumnDoc> {
                match self {
                    $(Self::$name => <$builder>::columns(),)+
                }
            }

            fn build<'a>(
                self,
                readings: impl Iterator<Item = Reading<'a>>,
            ) -> Result<RecordBatch, ArrowError> {
                let arrays = match self {
                    $(Self::$name => {
                        let mut builder = <$builder>::default();
                        readings.for_each(|reading| builder.push(&reading));
                        builder.arrays()?
                    })+
                };
                RecordBatch::try_new(self.schema(), arrays)
            }
        }

        /// All tables, a report at a time.
        ///
        /// ```
        /// use lianjie_tables::{Builder, TableName};
        ///
        /// let text = "2017年，全县整合涉农资金1.86亿元，带动贫困户940户。";
        /// let report = lianjie_parser::parse(text).report;
        /// let mut builder = Builder::default();
        /// builder.push(&report, text)?;
        /// let tables = builder.finish()?;
        /// let observations = tables.iter().find(|table| table.name() == TableName::Observations).unwrap();
        /// assert_eq!(observations.batch().num_rows(), 2);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Debug, Default)]
        pub struct Builder {
            reports: usize,
            $($field: $builder,)+
        }

        impl Builder {
            /// Adds the rows of a report; `text` is what its spans point into, empty where it is not at hand.
            ///
            /// # Errors
            /// [`ExactError`] when a number has more decimals than a column holds; then no row of the report is added.
            pub fn push(&mut self, report: &Report, text: &str) -> Result<(), ExactError> {
                check(report)?;
                let reading = Reading::new(self.reports, report, text);
                $(self.$field.push(&reading);)+
                self.reports += 1;
                Ok(())
            }

            /// The tables, in the order of [`TableName::ALL`].
            ///
            /// # Errors
            /// [`ArrowError`] when the words of a column outgrow what Arrow can hold.
            pub fn finish(self) -> Result<Vec<Table>, ArrowError> {
                Ok(vec![$(Table {
                    name: TableName::$name,
                    batch: RecordBatch::try_new(TableName::$name.schema(), self.$field.arrays()?)?,
                }),+])
            }
        }
    };
}

tables! {
    /// One row a report: what was read.
    Documents = "documents" in documents: documents::Documents,
    /// One row a quantity of the body, in text order.
    Figures = "figures" in figures: figures::Figures,
    /// One row a figure that measures something: what, of whom, where and when.
    Observations = "observations" in observations: observations::Observations,
    /// One row a line of action for poor households.
    Programs = "programs" in programs: programs::Programs,
    /// One row a source of money.
    FundingSources = "funding_sources" in funding_sources: funding_sources::FundingSources,
    /// One row a benefit-linkage scheme.
    Schemes = "schemes" in schemes: schemes::Schemes,
    /// One row a provision of a scheme; what its type does not provide for is null.
    Terms = "terms" in terms: terms::Terms,
    /// One row a party of a scheme, in the order of the chain.
    Parties = "parties" in parties: schemes::Parties,
    /// One row a relation among figures that the audit checked.
    Findings = "findings" in findings: findings::Findings,
    /// One row a value of a program or scheme: whom it reached, what came of it.
    Measured = "measured" in measured: shared::MeasuredValues,
    /// One row an enterprise, cooperative or park that carries out a program or scheme.
    Operators = "operators" in operators: shared::Operators,
    /// One row a program and a funding source that pays for it.
    ProgramFunding = "program_funding" in program_funding: programs::ProgramFunding,
    /// One row a program and a scheme that it uses.
    ProgramSchemes = "program_schemes" in program_schemes: programs::ProgramSchemes,
    /// One row a way in which a scheme ties the household.
    Ties = "ties" in ties: schemes::Ties,
    /// One row a party's part of a profit, a loss or a risk.
    Shares = "shares" in shares: shared::Shares,
    /// One row a figure of a finding.
    FindingFigures = "finding_figures" in finding_figures: findings::FindingFigures,
    /// One row a figure that digits run together must have been; the quote is what was printed.
    Repairs = "repairs" in repairs: findings::Repairs,
    /// One row a span of text that a program, source, scheme, term or finding rests on.
    Evidence = "evidence" in evidence: evidence::Evidence,
}

impl TableName {
    /// The Arrow schema; each field carries its documentation under `description`.
    pub fn schema(self) -> SchemaRef {
        schema(&self.columns())
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A table: its name and its rows in one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    name: TableName,
    batch: RecordBatch,
}

impl Table {
    /// One table of many reports, each with the text that its spans point into.
    ///
    /// Numbers that [`check`] refuses would be null here: ask it first.
    ///
    /// ```
    /// use lianjie_tables::{Table, TableName};
    ///
    /// let text = "全县脱贫1200户。";
    /// let report = lianjie_parser::parse(text).report;
    /// let table = Table::of(TableName::Figures, [(&report, text)])?;
    /// assert_eq!(table.batch().num_rows(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ArrowError`] when the words of a column outgrow what Arrow can hold.
    pub fn of<'a>(
        name: TableName,
        reports: impl IntoIterator<Item = (&'a Report, &'a str)>,
    ) -> Result<Self, ArrowError> {
        Self::from(name, 0, reports)
    }

    /// The same for reports whose numbers start at `first`.
    ///
    /// # Errors
    /// As [`Table::of`].
    pub fn from<'a>(
        name: TableName,
        first: usize,
        reports: impl IntoIterator<Item = (&'a Report, &'a str)>,
    ) -> Result<Self, ArrowError> {
        let readings = reports
            .into_iter()
            .enumerate()
            .map(|(index, (report, text))| Reading::new(first + index, report, text));
        Ok(Self { name, batch: name.build(readings)? })
    }

    /// Which table.
    pub fn name(&self) -> TableName {
        self.name
    }

    /// Its rows.
    pub fn batch(&self) -> &RecordBatch {
        &self.batch
    }
}
