//! The page of the documentation that lists every column says what the tables have.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking and says so")]

use std::fmt::Write as _;
use std::path::Path;

use lianjie_tables::{ColumnDoc, TableName, panel_columns};

const OPENING: &str = "# Columns of the tables

Written by the test `reference` of the crate `lianjie-tables`; `LIANJIE_WRITE_REFERENCE=1 cargo test -p lianjie-tables`
writes it anew. What the tables are for and how they are read is in [Tables and panels](../tables.md).

Every name and type below is stable. `decimal128(38, 9)` holds every whole number that the library can represent and nine
decimals; a number with more is an error that names it, never a rounded value. Dictionaries of codes hold the whole code
list in its documented order. Offsets are code points of the decoded original text, `text[start:end]` is the quote.
";

fn table(page: &mut String, columns: &[ColumnDoc]) {
    page.push_str("\n| column | type | null | what it holds |\n|---|---|---|---|\n");
    for column in columns {
        let null = if column.nullable { "yes" } else { "no" };
        writeln!(page, "| `{}` | {} | {null} | {} |", column.name, column.type_name(), column.doc).unwrap();
    }
}

fn page() -> String {
    let mut page = OPENING.to_owned();
    for name in TableName::ALL {
        write!(page, "\n## {name}\n\n{}\n", name.doc()).unwrap();
        table(&mut page, &name.columns());
    }
    let [cells, wide] = panel_columns();
    page.push_str(
        "\n## Panel: cells\n\nOne row an observation of the measures: the columns of `observations` and\n",
    );
    table(&mut page, &cells);
    page.push_str(
        "\n## Panel: wide\n\nOne row a place and year: the columns of a place as in `documents`, from `place` to `village`, \
         then `year`, then for each measure, here called `measure`,\n",
    );
    table(&mut page, &wide);
    page
}

#[test]
fn the_page_agrees_with_the_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../python/docs/reference/tables.md");
    let expected = page();
    if std::env::var_os("LIANJIE_WRITE_REFERENCE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(written == expected, "{} is out of date: see its second line", path.display());
}

#[test]
fn every_column_says_what_it_holds_and_is_named_once() {
    for name in TableName::ALL {
        let columns = name.columns();
        assert!(
            columns.iter().all(|column| column.doc.ends_with('.') && column.type_name() != "other"),
            "{name}"
        );
        let mut names: Vec<_> = columns.iter().map(|column| &column.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), columns.len(), "{name}");
        assert_eq!(name.schema().field(0).name(), "report");
        assert!(columns.iter().any(|column| column.name == "quote" || column.name == "title"), "{name}");
    }
}
