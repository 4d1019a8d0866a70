//! Takes a settlement, gives who paid whom as a picture, what each party earned, and every payment.

use lianjie_core::diagram::Diagram;
use lianjie_core::settle::{Account, Cause, Fen, Flow, MoneyError, Settlement, Unpaid};

use super::html::Html;
use super::sheet::{self, Cell, Sheet};
use super::words;

pub(super) fn write(sheet: &Sheet<'_>, settlement: &Settlement) -> Result<String, MoneyError> {
    let picture = Diagram::of_settlement(settlement)?;
    let mut earned = Vec::new();
    for account in settlement.accounts() {
        earned.push((words::code(account.as_str()), settlement.income(account)?, settlement.net(account)?));
    }
    let mut html = Html::default();
    sheet::styled(&mut html, "Settlement", |html| {
        let years = format!("{} {}", settlement.years, if settlement.years == 1 { "year" } else { "years" });
        let operator = settlement.operator.map(|who| format!("run by {}", words::code(who.as_str())));
        let facts: Vec<String> = std::iter::once(years).chain(operator).collect();
        sheet::title(html, "Who paid whom", &facts);
        sheet::picture(html, &picture);
        let rows: Vec<_> = earned
            .into_iter()
            .map(|(account, income, net)| [Cell::Text(account), money(income), money(net)])
            .collect();
        sheet.table(html, ["earned by", "yuan", "with loans and stakes"], &rows);
        let heads = ["year", "from", "to", "yuan", "for", "by"];
        sheet.list(html, "Payments", &settlement.flows, |sheet, html, flows| {
            let cells = |flow: &Flow| row(flow.year, flow.from, flow.to, flow.amount, flow.cause);
            sheet.table(html, heads, &flows.iter().map(cells).collect::<Vec<_>>());
        });
        sheet.list(html, "Owed and not paid", &settlement.unpaid, |sheet, html, unpaid| {
            let cells = |debt: &Unpaid| row(debt.year, debt.from, debt.to, debt.amount, debt.cause);
            sheet.table(html, heads, &unpaid.iter().map(cells).collect::<Vec<_>>());
        });
    });
    Ok(html.finish())
}

fn row(year: u32, from: Account, to: Account, amount: Fen, cause: Cause) -> [Cell<'static>; 6] {
    [
        Cell::Text(year.to_string()),
        Cell::Text(words::code(from.as_str())),
        Cell::Text(words::code(to.as_str())),
        money(amount),
        Cell::Text(words::code(cause.kind.as_str())),
        Cell::Text(cause.term.map(|term| format!("term {term}")).unwrap_or_default()),
    ]
}

fn money(amount: Fen) -> Cell<'static> {
    Cell::Number(words::number(amount.yuan()))
}
