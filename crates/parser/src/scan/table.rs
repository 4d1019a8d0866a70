//! Tables that reached the text as rows: takes the outline, gives the quantities of cells that hold a bare number.
//!
//! A column's unit stands in its heading (`金额(万元)`, `受益贫困户(户)`, `户数`), in the row below the headings or in the
//! caption (`单位:万元`; `单位:户、%、万元` for each column in turn). A column without any gives nothing.

use lianjie_core::{Bound, Decimal, Per, Unit};

use super::numeral::arabic_end;
use super::per::per_of_header;
use super::unit::Beside;
use crate::lexicon::{Class, Hits};
use crate::mention::Quantity;
use crate::outline::{Block, BlockKind, Outline};
use crate::reading::{TextRange, offset, size};

/// What the numbers of a column are.
#[derive(Clone, Debug)]
struct Column {
    unit: Unit,
    factor: Decimal,
    per: Vec<Per>,
    heading: TextRange,
    /// A share whose heading says no unit: percents, or fractions of one.
    bare_share: bool,
}

pub(super) fn scan(outline: &Outline, beside: Beside<'_>, hits: &Hits<'_>) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = outline.blocks.get(at..).and_then(|rest| rest.iter().position(is_row)) {
        let start = at + first;
        let rows: Vec<&Block> = outline.blocks.iter().skip(start).take_while(|block| is_row(block)).collect();
        let caption = start.checked_sub(1).and_then(|i| outline.blocks.get(i));
        table(beside, hits, caption.map(|block| block.range), &rows, &mut found);
        at = start + rows.len();
    }
    found
}

fn is_row(block: &Block) -> bool {
    block.kind == BlockKind::Row
}

fn table(
    beside: Beside<'_>,
    hits: &Hits<'_>,
    caption: Option<TextRange>,
    rows: &[&Block],
    found: &mut Vec<Quantity>,
) {
    let overall = caption.map(|range| Declared::read(beside, range)).unwrap_or_default();
    let mut columns: Vec<Option<Column>> = Vec::new();
    let mut headings: Vec<TextRange> = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let cells = cells(beside.text, row.range);
        let numbers = cells.iter().filter(|cell| number(beside.text, **cell).is_some()).count();
        if numbers == 0 {
            if let Some(units) = row_of_units(beside, &headings, &cells) {
                columns = units;
                continue;
            }
            headings.clone_from(&cells);
            columns = overall.columns(beside, hits, &cells);
            for (at, column) in columns.iter_mut().enumerate() {
                if let Some(column) = column.as_mut().filter(|column| column.bare_share)
                    && holds_fractions(beside.text, rows.get(r + 1..).unwrap_or_default(), at)
                {
                    column.factor = Decimal::ONE_HUNDRED;
                }
            }
            // A title cell before the headings: `投资计划(万元) | 年度 | 合计 | ...`.
            continue;
        }
        let shifted = columns.len() == cells.len() + 1 && columns.first().is_some_and(Option::is_some);
        let title = columns.first().cloned().flatten().filter(|_| shifted);
        // A total's row leaves cells empty, which between spaces nobody sees: what is there stands to the right.
        let missing = columns.len().saturating_sub(cells.len());
        // 「合计  11460」 under one column of sums is its total.
        let mut sums = columns.iter().enumerate().filter(|(_, column)| column.is_some());
        let only = sums.next().filter(|_| cells.len() == 2 && missing > 0 && sums.next().is_none());
        for (i, cell) in cells.iter().enumerate() {
            if let Some((_, Some(column))) = only {
                found.extend(quantity(beside.text, *cell, column.clone()));
                continue;
            }
            let at = if shifted || i > 0 { i + missing } else { i };
            let own = columns.get(at).cloned().flatten();
            let Some(column) = own.or_else(|| title.clone()) else {
                continue;
            };
            found.extend(quantity(beside.text, *cell, column));
        }
    }
}

fn quantity(text: &str, cell: TextRange, column: Column) -> Option<Quantity> {
    let value = number(text, cell)?;
    let quantum = Decimal::new(1, value.scale());
    Some(Quantity {
        range: cell,
        number: cell,
        noun: Some(column.heading),
        value: Some(value.checked_mul(column.factor)?.normalize()),
        upper: None,
        parts: None,
        unit: column.unit,
        bound: Bound::Exact,
        quantum: Some(quantum.checked_mul(column.factor)?.normalize()),
        per: column.per,
    })
}

/// The cells of a row, between tabs.
fn cells(text: &str, row: TextRange) -> Vec<TextRange> {
    let mut cells = Vec::new();
    let mut at = row.start;
    for piece in text.get(row.bytes()).unwrap_or("").split('\t') {
        let body = piece.trim();
        let start = at + offset(piece.len() - piece.trim_start().len());
        cells.push(TextRange::new(start, start + offset(body.len())));
        at += offset(piece.len()) + 1;
    }
    cells
}

/// The number that fills a cell.
fn number(text: &str, cell: TextRange) -> Option<Decimal> {
    let printed = text.get(cell.bytes())?;
    if printed.is_empty() || arabic_end(printed) != printed.len() {
        return None;
    }
    let plain: String = printed.chars().filter(|c| *c != ',').collect();
    Decimal::from_str_exact(&plain).ok()
}

/// The columns whose units stand in a row below their headings: 乡镇 计划 完成率 资金, then 户 % 万元.
fn row_of_units(
    beside: Beside<'_>,
    headings: &[TextRange],
    cells: &[TextRange],
) -> Option<Vec<Option<Column>>> {
    let filled = cells.iter().rposition(|cell| !cell.is_empty())? + 1;
    let whole = filled == headings.len();
    // What heads the rows has no unit, and its cell may have been left out.
    let units = cells.get(usize::from(whole)..filled)?;
    let under = headings.get(1..).filter(|under| under.len() == units.len())?;
    let columns = units.iter().zip(under).map(|(cell, heading)| {
        let opening = beside.text.get(cell.bytes()).is_some_and(|unit| unit.starts_with('('));
        let at = cell.start + u32::from(opening);
        let (unit, factor) = unit_word(beside, at, named(beside, *heading))?;
        Some(Column { unit, factor, per: Vec::new(), heading: *heading, bare_share: false })
    });
    let columns: Vec<Option<Column>> = std::iter::once(None).chain(columns).collect();
    let told = columns.iter().filter(|column| column.is_some()).count();
    let words = units.iter().filter(|cell| !cell.is_empty()).count();
    (told > 0 && told == words).then_some(columns)
}

/// What a caption says of units.
#[derive(Clone, Debug, Default)]
struct Declared {
    units: Vec<(Unit, Decimal)>,
    /// It calls them so: 单位.
    called: bool,
}

impl Declared {
    fn read(beside: Beside<'_>, caption: TextRange) -> Self {
        let text = beside.text.get(caption.bytes()).unwrap_or_default();
        let at = |i: usize| caption.start + offset(i);
        let unit = |i: usize| unit_word(beside, at(i), TextRange::new(at(i), at(i)));
        let mut opening = text.char_indices().filter(|(_, c)| matches!(c, '(' | ':')).map(|(i, _)| i + 1);
        let Some((from, first)) = opening.find_map(|i| Some((i, unit(i)?))) else {
            return Self::default();
        };
        let rest = text.get(from..).unwrap_or_default();
        let end = rest.find([')', ';', '。', '\n']).unwrap_or(rest.len());
        let further = rest.get(..end).unwrap_or_default().match_indices(['、', ',']);
        let further = further.filter_map(|(i, mark)| unit(from + i + mark.len()));
        let called = text.get(..from).unwrap_or_default().trim_end_matches(':').ends_with('位');
        Self { units: std::iter::once(first).chain(further).collect(), called }
    }

    fn columns(&self, beside: Beside<'_>, hits: &Hits<'_>, cells: &[TextRange]) -> Vec<Option<Column>> {
        // As many units as columns behind the one that heads the rows: each has its own.
        let each = self.called && self.units.len() > 1 && self.units.len() + 1 == cells.len();
        let sums = self.units.iter().find(|(unit, _)| *unit == Unit::Yuan).copied();
        let only = self.units.len() == 1;
        let of = |(at, cell): (usize, &TextRange)| {
            let own = at.checked_sub(1).and_then(|at| self.units.get(at)).filter(|_| each).copied();
            let own = own.map(|(unit, factor)| Column {
                unit,
                factor,
                per: Vec::new(),
                heading: *cell,
                bare_share: false,
            });
            own.or_else(|| column(beside, hits, *cell, sums, only && self.called && at > 0))
        };
        cells.iter().enumerate().map(of).collect()
    }
}

fn column(
    beside: Beside<'_>,
    hits: &Hits<'_>,
    cell: TextRange,
    sums: Option<(Unit, Decimal)>,
    all: bool,
) -> Option<Column> {
    let heading = beside.text.get(cell.bytes())?;
    let open = heading.rfind('(');
    let end = open.map_or(cell.end, |i| cell.start + offset(i));
    let name = TextRange::new(cell.start, end);
    let own = open.and_then(|i| unit_word(beside, cell.start + offset(i) + 1, named(beside, name)));
    let said = own.is_some();
    let (unit, factor) = own
        .or_else(|| counted(beside, name))
        .or_else(|| names(beside, name, "share").then_some((Unit::Percent, Decimal::ONE)))
        .or(sums.filter(|_| is_of_sums(beside, hits, name) || all && is_measured(beside, name)))?;
    Some(Column {
        unit,
        factor,
        per: per_of_header(hits, name, unit),
        heading: name,
        bare_share: !said && unit == Unit::Percent,
    })
}

/// The unit and its factor of a number behind a colon: 「受益户数:128」, 「投资额(万元):320」; `at` is the colon's byte.
pub(super) fn labelled(beside: Beside<'_>, at: u32) -> Option<(Unit, Decimal)> {
    /// No label is longer, in characters.
    const LABEL: usize = 14;
    let before = beside.text.get(..size(at))?;
    let label = before
        .chars()
        .rev()
        .take(LABEL)
        .take_while(|c| !matches!(c, ',' | ';' | '。' | '\n' | ':' | '\t' | ' '));
    let start = at - offset(label.map(char::len_utf8).sum::<usize>());
    let name = TextRange::new(start, at);
    if before.ends_with(')') {
        let open = beside.text.get(name.bytes())?.rfind('(')?;
        let inside = start + offset(open) + 1;
        return unit_word(beside, inside, named(beside, TextRange::new(start, inside - 1)));
    }
    counted(beside, name)
}

/// Whether a column may hold the sums whose unit the caption gives: 投资, 中央, 合计, 2018年.
fn is_of_sums(beside: Beside<'_>, hits: &Hits<'_>, name: TextRange) -> bool {
    let heading = beside.text.get(name.bytes()).unwrap_or_default();
    let year = heading.starts_with(|c: char| c.is_ascii_digit()) && heading.ends_with('年');
    let total =
        hits.within(Class::RelationCue, name).iter().any(|hit| matches!(hit.code, "total" | "grand_total"));
    year || total || !hits.within(Class::FundLevel, name).is_empty() || names(beside, name, "yuan")
}

/// Whether a column under no other unit has that of the caption: not 序号, 排名, 年度, 联系电话, 开工时间, 行政村.
fn is_measured(beside: Beside<'_>, name: TextRange) -> bool {
    let heading = beside.text.get(name.bytes()).unwrap_or_default();
    let label = ['号', '名', '次', '度', '期', '间', '限', '份', '话', '注', '人', '率', '址', '点', '位'];
    let noun = beside.lexicon.ends_at(Class::CountedNoun, beside.text, name.end);
    let counts = noun.is_some_and(|noun| {
        matches!(noun.code, "household" | "person" | "village" | "township" | "county" | "community")
    });
    !heading.ends_with(label) && !counts
}

/// A unit that stands alone between a bracket and its end: 万元, 亩, 个; a classifier counts what `name` names.
fn unit_word(beside: Beside<'_>, at: u32, name: TextRange) -> Option<(Unit, Decimal)> {
    let mut factor = Decimal::ONE;
    let mut start = at;
    loop {
        let rest = beside.text.get(size(start)..)?;
        let scale = match rest.chars().next()? {
            '百' => 100,
            '千' if !rest.starts_with(['克', '米']) => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => break,
        };
        // 千瓦 is a unit of its own.
        if scale == 1000 && beside.lexicon.starts_at(Class::Unit, beside.text, start).is_some() {
            break;
        }
        factor = factor.checked_mul(Decimal::from(scale))?;
        start += 3;
    }
    let hit = beside.lexicon.starts_at(Class::Unit, beside.text, start)?;
    let next = beside.text.get(size(hit.range.end)..).and_then(|rest| rest.chars().next());
    if !next.is_none_or(|c| matches!(c, ')' | '\n' | '、' | '/' | '\t' | ' ' | ';' | ',' | '。')) {
        return None;
    }
    let unit = match hit.code {
        "classifier" => beside.counted_in(name, hit),
        "coin" => Some(Unit::Yuan),
        code => Unit::from_code(code),
    }?;
    if let Ok(own) = Decimal::from_str_exact(hit.attr) {
        factor = factor.checked_mul(own)?;
    }
    Some((unit, factor))
}

/// 户数, 项目数: a heading that says what it counts.
fn counted(beside: Beside<'_>, name: TextRange) -> Option<(Unit, Decimal)> {
    let heading = beside.text.get(name.bytes())?;
    let Some(stem) = heading.strip_suffix('数') else {
        // 贫困户, 总人口; under 负责人 stand names and numbers of telephones.
        let noun = beside.lexicon.ends_at(Class::CountedNoun, beside.text, name.end)?;
        let unit = Unit::from_code(noun.code).filter(|unit| matches!(unit, Unit::Household | Unit::Person));
        let people = heading.ends_with(['户', '口']) && noun.range.start <= name.start + 3;
        return unit.filter(|_| people).zip(Some(Decimal::ONE));
    };
    let end = name.end - offset(heading.len() - stem.len());
    let unit = beside
        .lexicon
        .ends_at(Class::CountedNoun, beside.text, end)
        .or_else(|| beside.lexicon.ends_at(Class::Unit, beside.text, end))
        .filter(|hit| hit.range.start >= name.start)?;
    let code = if unit.code == "classifier" { unit.attr.split(' ').next()? } else { unit.code };
    Some((Unit::from_code(code)?, Decimal::ONE))
}

/// 项目个数, 贫困户数量: what stands before the word for a number names what is counted.
fn named(beside: Beside<'_>, name: TextRange) -> TextRange {
    beside
        .lexicon
        .ends_at(Class::BareNoun, beside.text, name.end)
        .filter(|hit| hit.code == "number" && hit.range.start > name.start)
        .map_or(name, |hit| TextRange::new(name.start, hit.range.start))
}

/// Whether every number of the column is a part of one: 0.074 among 1 in all.
fn holds_fractions(text: &str, rows: &[&Block], column: usize) -> bool {
    let mut numbers =
        rows.iter().filter_map(|row| number(text, *cells(text, row.range).get(column)?)).peekable();
    numbers.peek().is_some() && numbers.all(|number| number <= Decimal::ONE)
}

/// Whether a heading without a unit ends with a noun of the code: one for a sum may take the caption's unit, one for a
/// share has its own; a running number has none.
fn names(beside: Beside<'_>, name: TextRange, code: &str) -> bool {
    beside
        .lexicon
        .ends_at(Class::BareNoun, beside.text, name.end)
        .is_some_and(|hit| hit.range.start >= name.start && hit.code == code)
}
