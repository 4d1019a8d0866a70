//! Takes the records of many reports, gives Arrow tables, Parquet files and panels.
//!
//! Each table is declared once, beside its builder: name, type and meaning of every column come from one place.
//! Exact numbers are `decimal128(38, 9)`, days `date32`, codes and names dictionaries, offsets code points of the
//! decoded original text. Every row has the number of its report, the id of its document and the quote that it rests on.

mod check;
mod column;
mod file;
mod group;
mod panel;
mod reading;
mod schema;
mod table;

pub use arrow_array::{ArrayRef, RecordBatch, StructArray};
pub use arrow_schema::{ArrowError, Field};
pub use check::{ExactError, check};
pub use file::{FileCause, FileError, parquet_file, write_csv, write_parquet};
pub use panel::{Basis, Clash, Panel, PanelOptions, Status, panel_columns};
pub use schema::ColumnDoc;
pub use table::{Builder, Table, TableName};
