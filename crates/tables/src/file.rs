//! Takes tables, writes Parquet files and CSV.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Date32Type, Decimal128Type, Int32Type, UInt32Type};
use arrow_array::{Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::Table;
use crate::column::SCALE;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct FileError {
    /// The file or folder.
    pub path: PathBuf,
    /// What went wrong.
    pub cause: FileCause,
}

/// What went wrong in writing a file.
#[derive(Debug, thiserror::Error)]
pub enum FileCause {
    /// The system refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The rows cannot be written as Parquet.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
}

/// Writes each table into a folder, `observations.parquet` and so on; makes the folder where there is none and replaces
/// files of these names. Gives the files.
///
/// # Errors
/// [`FileError`] naming the file or folder.
pub fn write_parquet(tables: &[Table], folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    std::fs::create_dir_all(folder).map_err(|error| failed(folder)(error.into()))?;
    let write = |table: &Table| {
        let path = folder.join(format!("{}.parquet", table.name()));
        parquet_file(table.batch(), &path)?;
        Ok(path)
    };
    tables.iter().map(write).collect()
}

/// Writes one batch as a Parquet file, compressed with Snappy. The file gets its name when all of it is written.
///
/// # Errors
/// [`FileError`] naming the file.
pub fn parquet_file(batch: &RecordBatch, path: &Path) -> Result<(), FileError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let partial = path.with_file_name(format!(".{name}.partial"));
    let write = || -> Result<(), FileCause> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("lianjie ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let mut writer = ArrowWriter::try_new(File::create(&partial)?, batch.schema(), Some(properties))?;
        writer.write(batch)?;
        writer.close()?;
        std::fs::rename(&partial, path)?;
        Ok(())
    };
    write().map_err(|cause| {
        // Where it was never made there is none to remove.
        let _ = std::fs::remove_file(&partial);
        failed(path)(cause)
    })
}

fn failed(path: &Path) -> impl FnOnce(FileCause) -> FileError {
    let path = path.to_owned();
    |cause| FileError { path, cause }
}

/// Writes one batch as CSV: null as an empty cell, numbers without trailing zeros, days as `2018-05-31`. The names of the
/// columns come first when `header` is set.
///
/// # Errors
/// What writing gives.
pub fn write_csv(batch: &RecordBatch, header: bool, out: impl Write) -> Result<(), std::io::Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    if header {
        let names = batch.schema_ref().fields().iter().map(|field| field.name());
        writer.write_record(names).map_err(plainly)?;
    }
    for row in 0..batch.num_rows() {
        for column in batch.columns() {
            writer.write_field(cell(column, row).map_err(std::io::Error::other)?).map_err(plainly)?;
        }
        writer.write_record(None::<&[u8]>).map_err(plainly)?;
    }
    writer.flush()
}

/// What the writer below says is kept as it is: a closed pipe is no error of ours.
fn plainly(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

/// The text of a cell; empty for null.
fn cell(column: &dyn Array, row: usize) -> Result<String, ArrowError> {
    if column.is_null(row) {
        return Ok(String::new());
    }
    Ok(match column.data_type() {
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::Date32 => {
            let day = Date32Type::to_naive_date_opt(column.as_primitive::<Date32Type>().value(row));
            day.map(|day| day.to_string()).unwrap_or_default()
        }
        DataType::Decimal128(_, _) => plain(column.as_primitive::<Decimal128Type>().value(row)),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Dictionary(_, _) => {
            let words = column.as_dictionary::<Int32Type>();
            let key = words.key(row).unwrap_or_default();
            words
                .values()
                .as_any()
                .downcast_ref::<StringArray>()
                .map_or("", |words| words.value(key))
                .to_owned()
        }
        other => return Err(ArrowError::NotYetImplemented(format!("{other} as text"))),
    })
}

/// A number of a column without trailing zeros.
fn plain(digits: i128) -> String {
    let scale = usize::from(SCALE.unsigned_abs());
    let unit = 10_u128.pow(u32::from(SCALE.unsigned_abs()));
    let sign = if digits < 0 { "-" } else { "" };
    let size = digits.unsigned_abs();
    let fraction = format!("{:0>scale$}", size % unit);
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{}", size / unit),
        fraction => format!("{sign}{}.{fraction}", size / unit),
    }
}

#[cfg(test)]
mod tests {
    use lianjie_parser::Decimal;

    use super::*;
    use crate::column::scaled;

    #[test]
    fn writes_numbers_as_they_were() {
        for text in ["0", "18.2", "-0.5", "186000000", "0.000000001", "-79228162514264337593543950335"] {
            let value: Decimal = text.parse().unwrap();
            assert_eq!(plain(scaled(value).unwrap()), text);
        }
    }
}
