//! Takes a table as CSV, gives it as spreadsheets open it by a double click: with a byte order mark, so that it is read as
//! UTF-8, lines ended as on Windows, and no cell that a spreadsheet would run.

use std::io::Write;

use crate::CommandError;

/// Writes the table; `first` starts the file.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is a formula to a spreadsheet, whoever wrote it;
/// an apostrophe before it makes it a text. Numbers stay numbers, the negative ones too. Plain CSV changes nothing.
pub(crate) fn write(table: &[u8], first: bool, out: &mut impl Write) -> Result<(), CommandError> {
    if first {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table);
    let mut writer =
        csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(out);
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => CommandError::Output(error),
        other => CommandError::Output(std::io::Error::other(format!("{other:?}"))),
    };
    for row in rows.records() {
        let row = row.map_err(failed)?;
        writer.write_record(row.iter().map(harmless)).map_err(failed)?;
    }
    Ok(writer.flush()?)
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let is_number = || cell.parse::<lianjie_parser::Decimal>().is_ok();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number() {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts_and_numbers_stay() {
        let table = "id,quote\n=1+1,\"@SUM(1,2)\"\n-5,+3.20\n-a,\"一,\"\"二\"\"\"\n";
        let mut out = Vec::new();
        write(table.as_bytes(), true, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "\u{feff}id,quote\r\n'=1+1,\"'@SUM(1,2)\"\r\n-5,+3.20\r\n'-a,\"一,\"\"二\"\"\"\r\n");
        let mut out = Vec::new();
        write(b"a\n", false, &mut out).unwrap();
        assert_eq!(out, b"a\r\n");
    }
}
