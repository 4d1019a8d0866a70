//! The types of columns: each takes cells one after the other, gives an Arrow array.

mod dictionary;

use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Date32Type, Decimal128Type, UInt32Type};
use arrow_array::{ArrayRef, BooleanArray, Decimal128Array, LargeStringArray, PrimitiveArray};
use arrow_buffer::{BooleanBuffer, Buffer, NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType};
use lianjie_parser::{Decimal, NaiveDate};

pub(crate) use dictionary::{Code, NULL, Name};

/// Digits of every exact number.
pub(crate) const PRECISION: u8 = 38;

/// Decimals of every exact number. With it a column holds each whole number that a [`Decimal`] can hold.
pub(crate) const SCALE: i8 = 9;

/// What the columns have in common.
pub(crate) trait Column: Default {
    /// The Arrow type.
    fn data_type() -> DataType;

    /// Whether a cell may be null.
    const NULLABLE: bool = true;

    /// The array of what was put in.
    fn finish(self) -> Result<ArrayRef, ArrowError>;
}

/// A whole number that every row has.
#[derive(Debug, Default)]
pub(crate) struct Index(Vec<u32>);

impl Index {
    pub(crate) fn push(&mut self, value: usize) {
        self.0.push(saturating(value));
    }
}

/// No list of a report has as many as four thousand million records.
fn saturating(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

impl Column for Index {
    const NULLABLE: bool = false;

    fn data_type() -> DataType {
        DataType::UInt32
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(PrimitiveArray::<UInt32Type>::try_new(self.0.into(), None)?))
    }
}

/// Numbers of a fixed width, some of them null.
#[derive(Debug)]
struct Numbers<T: ArrowPrimitiveType> {
    values: Vec<T::Native>,
    nulls: NullBufferBuilder,
}

impl<T: ArrowPrimitiveType> Default for Numbers<T> {
    fn default() -> Self {
        Self { values: Vec::new(), nulls: NullBufferBuilder::new(0) }
    }
}

impl<T: ArrowPrimitiveType> Numbers<T> {
    fn push(&mut self, value: Option<T::Native>) {
        self.values.push(value.unwrap_or_default());
        self.nulls.append(value.is_some());
    }

    fn array(mut self) -> Result<PrimitiveArray<T>, ArrowError> {
        PrimitiveArray::try_new(self.values.into(), self.nulls.finish())
    }
}

/// A whole number, or null.
#[derive(Debug, Default)]
pub(crate) struct OptionalIndex(Numbers<UInt32Type>);

impl OptionalIndex {
    pub(crate) fn push(&mut self, value: Option<usize>) {
        self.0.push(value.map(saturating));
    }
}

impl Column for OptionalIndex {
    fn data_type() -> DataType {
        DataType::UInt32
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.0.array()?))
    }
}

/// A calendar year, or null.
#[derive(Debug, Default)]
pub(crate) struct Year(Numbers<arrow_array::types::Int32Type>);

impl Year {
    pub(crate) fn push(&mut self, value: Option<i32>) {
        self.0.push(value);
    }
}

impl Column for Year {
    fn data_type() -> DataType {
        DataType::Int32
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.0.array()?))
    }
}

/// A day, or null.
#[derive(Debug, Default)]
pub(crate) struct Day(Numbers<Date32Type>);

impl Day {
    pub(crate) fn push(&mut self, day: Option<NaiveDate>) {
        self.0.push(day.map(Date32Type::from_naive_date));
    }
}

impl Column for Day {
    fn data_type() -> DataType {
        DataType::Date32
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.0.array()?))
    }
}

/// An exact number, or null.
#[derive(Debug, Default)]
pub(crate) struct Exact(Numbers<Decimal128Type>);

impl Exact {
    /// A number that the column cannot hold has been refused before a row was begun.
    pub(crate) fn push(&mut self, value: Option<Decimal>) {
        self.0.push(value.and_then(scaled));
    }
}

/// The number in units of the last decimal of a column; `None` when it has more decimals.
pub(crate) fn scaled(value: Decimal) -> Option<i128> {
    let kept = u32::from(SCALE.unsigned_abs());
    let (digits, scale) = (value.mantissa(), value.scale());
    if scale <= kept {
        return digits.checked_mul(10_i128.checked_pow(kept - scale)?);
    }
    let surplus = 10_i128.checked_pow(scale - kept)?;
    (digits % surplus == 0).then_some(digits / surplus)
}

impl Column for Exact {
    fn data_type() -> DataType {
        DataType::Decimal128(PRECISION, SCALE)
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let array: Decimal128Array = self.0.array()?;
        Ok(Arc::new(array.with_data_type(Self::data_type())))
    }
}

/// Yes, no, or null.
#[derive(Debug)]
pub(crate) struct Flag {
    values: Vec<bool>,
    nulls: NullBufferBuilder,
}

impl Default for Flag {
    fn default() -> Self {
        Self { values: Vec::new(), nulls: NullBufferBuilder::new(0) }
    }
}

impl Flag {
    pub(crate) fn push(&mut self, value: Option<bool>) {
        self.values.push(value.unwrap_or_default());
        self.nulls.append(value.is_some());
    }
}

impl Column for Flag {
    fn data_type() -> DataType {
        DataType::Boolean
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(BooleanArray::new(BooleanBuffer::from(self.values), self.nulls.finish())))
    }
}

/// Text of any length, or null. Offsets have 64 bits, since the quotes of many reports are longer than 2 GiB.
#[derive(Debug)]
pub(crate) struct Text {
    joined: String,
    ends: Vec<i64>,
    nulls: NullBufferBuilder,
}

impl Default for Text {
    fn default() -> Self {
        Self { joined: String::new(), ends: vec![0], nulls: NullBufferBuilder::new(0) }
    }
}

impl Text {
    pub(crate) fn push(&mut self, text: Option<&str>) {
        self.joined.push_str(text.unwrap_or_default());
        self.ends.push(i64::try_from(self.joined.len()).unwrap_or(i64::MAX));
        self.nulls.append(text.is_some());
    }
}

impl Column for Text {
    fn data_type() -> DataType {
        DataType::LargeUtf8
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let ends = OffsetBuffer::new(ScalarBuffer::from(self.ends));
        let bytes = Buffer::from_vec(self.joined.into_bytes());
        Ok(Arc::new(LargeStringArray::try_new(ends, bytes, self.nulls.finish())?))
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::Array as _;

    use super::*;

    #[test]
    fn holds_every_whole_number_and_nine_decimals() {
        for (text, expected) in [
            ("79228162514264337593543950335", "79228162514264337593543950335000000000"),
            ("-79228162514264337593543950335", "-79228162514264337593543950335000000000"),
            ("0.123456789", "123456789"),
            ("18.20000000000000", "18200000000"),
            ("0", "0"),
        ] {
            assert_eq!(scaled(text.parse().unwrap()).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn refuses_a_tenth_decimal() {
        assert_eq!(scaled("0.1234567891".parse().unwrap()), None);
        assert_eq!(scaled("7.9228162514264337593543950335".parse().unwrap()), None);
    }

    #[test]
    fn keeps_nulls_apart_from_empty_text() {
        let mut text = Text::default();
        text.push(Some(""));
        text.push(None);
        let array = text.finish().unwrap();
        assert_eq!((array.len(), array.is_null(0), array.is_null(1)), (2, false, true));
    }
}
