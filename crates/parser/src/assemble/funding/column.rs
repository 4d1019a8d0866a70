//! Sums in the cells of a table: takes the heading of a column and the fund that the document is about, gives the kind of the
//! column's money and the total that its cells are parts of.

use std::collections::BTreeMap;

use lianjie_core::{Decimal, FundingKind};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::arithmetic::breaks_down;
use super::draft::{Draft, LOOK_BACK};
use super::kind::{Kind, named, read};
use super::part::keep;

use FundingKind as K;

/// The rule of a sum whose column says what it is.
pub(super) const COLUMN: &str = "funding.table.column";
/// The rule of a sum whose column says only that it is money: it is a source when the column comes to one told before.
pub(super) const AMOUNT: &str = "funding.table.amount";
/// How many cells a column has at least that is added up.
const CELLS: usize = 2;

impl Reader<'_> {
    /// The kind of the money in a column, and where its heading stands: 「财政资金(万元)」, 「自筹」.
    pub(super) fn column(&self, quantity: &Quantity, row: TextRange) -> Option<(Kind, TextRange)> {
        let heading = quantity.noun.filter(|heading| heading.end <= row.start)?;
        let hits = &self.context.mentions.hits;
        let label = TextRange::new(row.start, quantity.range.start);
        let Some(head) = hits.within(Class::Fund, heading).last() else {
            // 「金额(万元)」
            let plain = !self.has(Class::FundStop, heading) && !self.has(Class::Fund, label);
            return (plain && quantity.per.is_empty()).then_some((read(K::Total), heading));
        };
        // A row may say what its money is; 「良种补贴」 in a table of one fund is what that is spent on.
        let spent = head.code == "money" && self.fund.is_some();
        let own = |label: FundingKind| !(spent && label == K::FiscalOther);
        let mut labels = hits.within(Class::Fund, label).iter();
        if labels.any(|label| FundingKind::from_code(label.code).is_some_and(own)) {
            return None;
        }
        let kind = match head.code {
            "own" => read(K::SocialInvestment),
            "investment" if self.splits_by_payer(heading) => read(K::Total),
            "loan" => read(K::ProjectLoan),
            "money" | "aid" => read(self.fund?),
            "subsidy" | "fiscal_other" => read(self.fund.unwrap_or(K::FiscalOther)),
            "help" => read(K::FiscalSpecial),
            code => named(FundingKind::from_code(code)?),
        };
        Some((kind, heading))
    }

    /// Whether other columns of the table say who pays what of an investment.
    fn splits_by_payer(&self, heading: TextRange) -> bool {
        let blocks = &self.context.outline.blocks;
        let at = blocks.partition_point(|block| block.range.start <= heading.start);
        let Some(header) = at.checked_sub(1).and_then(|at| blocks.get(at)) else { return false };
        let heads = self.context.mentions.hits.within(Class::Fund, header.range);
        heads.iter().any(|head| head.code == "own" || FundingKind::from_code(head.code).is_some())
    }
}

/// Marks the cells of every column as parts of the row or of the sum told before the table that they come to.
pub(super) fn add_up(drafts: &mut Vec<Draft>) {
    let mut columns: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| is_cell(draft)) {
        columns.entry(draft.piece).or_default().push(index);
    }
    let mut again: Vec<Option<usize>> = vec![None; drafts.len()];
    for cells in columns.values() {
        if let Some((row, told)) = whole(drafts, cells)
            && let Some(slot) = again.get_mut(row)
        {
            *slot = Some(told);
        }
    }
    let told = |index: Option<usize>| index.and_then(|index| drafts.get(index)).is_some_and(|d| !is_cell(d));
    let open = |draft: &Draft| draft.provenance.rule == AMOUNT && !told(draft.part_of);
    let gone: Vec<bool> =
        drafts.iter().zip(&again).map(|(draft, again)| again.is_some() || open(draft)).collect();
    keep(drafts, |index| gone.get(index) != Some(&true), &again);
}

fn is_cell(draft: &Draft) -> bool {
    draft.provenance.rule == COLUMN || draft.provenance.rule == AMOUNT
}

/// Finds what the cells of a column come to: a sum before the table, their last, their first. Gives the row of the whole with
/// the sum that it repeats.
fn whole(drafts: &mut [Draft], cells: &[usize]) -> Option<(usize, usize)> {
    let value = |index: usize| drafts.get(index).and_then(|draft| draft.value).map(|(value, _)| value);
    let sum =
        |cells: &[usize]| cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(value(*cell)?));
    let told_before = |cells: &[usize]| {
        let first = *cells.first()?;
        let all = sum(cells)?;
        let before = drafts.iter().enumerate().take(first).rev().take(LOOK_BACK);
        let source = |draft: &Draft| !is_cell(draft) && breaks_down(draft);
        let mut before = before.filter(|(_, draft)| source(draft));
        before.find(|(index, _)| value(*index) == Some(all)).map(|(index, _)| index)
    };
    let row = match (cells.split_last(), cells.split_first()) {
        (Some((last, rest)), _) if rest.len() >= CELLS && sum(rest) == value(*last) => Some((*last, rest)),
        (_, Some((first, rest))) if rest.len() >= CELLS && sum(rest) == value(*first) => Some((*first, rest)),
        _ => None,
    };
    let parts = row.map_or(cells, |(_, rest)| rest);
    let told = Some(parts).filter(|parts| parts.len() >= CELLS).and_then(told_before);
    let total = told.or(row.map(|(row, _)| row))?;
    for part in parts {
        if let Some(draft) = drafts.get_mut(*part) {
            draft.part_of = Some(total);
        }
    }
    row.map(|(row, _)| row).zip(told)
}
