//! Takes a settlement, writes its flows and what each party got, in aligned columns.

use std::io::Write;

use lianjie_parser::settle::{Account, Cause, Contract, Fen, Settlement};
use unicode_width::UnicodeWidthStr as _;

use crate::CommandError;

/// The flows of each year with the term that caused them, then what stays owed.
pub(crate) fn flows(
    settlement: &Settlement,
    contract: &Contract,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    let mut rows = vec![["year", "from", "to", "amount", "for", "by"].map(str::to_owned).to_vec()];
    let row = |year: u32, from: Account, to: Account, amount: Fen, cause: Cause| {
        let kind = cause.kind.to_string();
        vec![
            year.to_string(),
            from.to_string(),
            to.to_string(),
            amount.to_string(),
            kind,
            by(cause, contract),
        ]
    };
    for flow in &settlement.flows {
        rows.push(row(flow.year, flow.from, flow.to, flow.amount, flow.cause));
    }
    write(&rows, &[3], out)?;
    if settlement.unpaid.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nowed at the end of the year and not paid")?;
    rows.truncate(1);
    for debt in &settlement.unpaid {
        rows.push(row(debt.year, debt.from, debt.to, debt.amount, debt.cause));
    }
    write(&rows, &[3], out)
}

/// What each party earned in each year and in all, and its cash with loans and stakes.
pub(crate) fn parties(settlement: &Settlement, out: &mut impl Write) -> Result<(), CommandError> {
    let years = 1..=settlement.years;
    let mut head = vec!["earned by".to_owned()];
    head.extend(years.clone().map(|year| format!("year {year}")));
    head.extend(["in all", "with loans and stakes"].map(str::to_owned));
    let numbers: Vec<usize> = (1..head.len()).collect();
    let mut rows = vec![head];
    for account in settlement.accounts() {
        let mut row = vec![account.to_string()];
        for year in years.clone() {
            row.push(settlement.income_in(account, year)?.to_string());
        }
        row.push(settlement.income(account)?.to_string());
        row.push(settlement.net(account)?.to_string());
        rows.push(row);
    }
    writeln!(out)?;
    write(&rows, &numbers, out)
}

fn by(cause: Cause, contract: &Contract) -> String {
    let Some(term) = cause.term else { return String::new() };
    let agreed = contract.clauses.iter().find(|agreed| agreed.term == Some(term));
    agreed.map(|agreed| agreed.reference().to_string()).unwrap_or_default()
}

/// Columns two spaces apart; those of numbers stand at the right.
fn write(rows: &[Vec<String>], numbers: &[usize], out: &mut impl Write) -> Result<(), CommandError> {
    let count = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let space = " ".repeat(width - cell.width());
            let cell =
                if numbers.contains(&column) { format!("{space}{cell}") } else { format!("{cell}{space}") };
            line.push_str(&cell);
            line.push_str("  ");
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
