//! Columns declared once: from one declaration come the builders of a table, its Arrow schema and its documentation.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDoc {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub doc: String,
    /// Its Arrow type.
    pub data_type: DataType,
    /// Whether a cell may be null.
    pub nullable: bool,
}

impl ColumnDoc {
    /// The Arrow type as the documentation calls it.
    pub fn type_name(&self) -> &'static str {
        match &self.data_type {
            DataType::UInt32 => "uint32",
            DataType::Int32 => "int32",
            DataType::Boolean => "boolean",
            DataType::Date32 => "date32",
            DataType::Decimal128(_, _) => "decimal128(38, 9)",
            DataType::Dictionary(_, _) => "dictionary(int32, utf8)",
            DataType::LargeUtf8 => "large_utf8",
            _ => "other",
        }
    }
}

/// The Arrow schema of columns; each field carries what it holds under `description`.
pub(crate) fn schema(columns: &[ColumnDoc]) -> SchemaRef {
    let field = |column: &ColumnDoc| {
        let described = HashMap::from([("description".to_owned(), column.doc.clone())]);
        Field::new(&column.name, column.data_type.clone(), column.nullable).with_metadata(described)
    };
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// Declares a group of columns: the documentation of each, its name and its type.
macro_rules! columns {
    ($(#[$outer:meta])* $name:ident {
        $($(#[doc = $doc:literal])+ $column:ident $(= $label:literal)?: $type:ty,)+
    }) => {
        $(#[$outer])*
        #[derive(Debug, Default)]
        pub(crate) struct $name {
            $(pub(crate) $column: $type,)+
        }

        impl $name {
            pub(crate) fn describe(into: &mut Vec<$crate::ColumnDoc>) {
                $(into.push($crate::ColumnDoc {
                    name: $crate::schema::label!($column $(, $label)?).to_owned(),
                    doc: concat!($($doc),+).trim().to_owned(),
                    data_type: <$type as $crate::column::Column>::data_type(),
                    nullable: <$type as $crate::column::Column>::NULLABLE,
                });)+
            }

            pub(crate) fn finish(
                self,
                into: &mut Vec<arrow_array::ArrayRef>,
            ) -> Result<(), arrow_schema::ArrowError> {
                $(into.push($crate::column::Column::finish(self.$column)?);)+
                Ok(())
            }
        }
    };
}

/// The name of a column: that of its field, unless the declaration gives another.
macro_rules! label {
    ($column:ident) => {
        stringify!($column)
    };
    ($column:ident, $label:literal) => {
        $label
    };
}

/// Declares a table as groups of columns, one after the other.
macro_rules! table {
    ($(#[$outer:meta])* $name:ident { $($part:ident: $group:ty,)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Default)]
        #[allow(clippy::struct_field_names, reason = "parts are called what they hold")]
        pub(crate) struct $name {
            $($part: $group,)+
        }

        impl $name {
            pub(crate) fn columns() -> Vec<$crate::ColumnDoc> {
                let mut columns = Vec::new();
                $(<$group>::describe(&mut columns);)+
                columns
            }

            pub(crate) fn arrays(self) -> Result<Vec<arrow_array::ArrayRef>, arrow_schema::ArrowError> {
                let mut arrays = Vec::new();
                $(self.$part.finish(&mut arrays)?;)+
                Ok(arrays)
            }
        }
    };
}

pub(crate) use {columns, label, table};
