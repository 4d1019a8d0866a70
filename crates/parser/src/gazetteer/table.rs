//! The division table: takes `divisions.tsv`, gives rows by number, by code and by lineage.

use std::ops::Range;

use lianjie_core::PlaceLevel;

use super::DivisionId;

const DIVISIONS: &str = include_str!("../../gazetteer/divisions.tsv");

/// Name of the place above all provinces.
pub(super) const COUNTRY: &str = include_str!("../../gazetteer/country.txt");

/// One name that one code has borne.
#[derive(Debug)]
pub(super) struct Division {
    pub(super) adcode: &'static str,
    pub(super) name: &'static str,
    /// Code of the division above; empty for a province.
    pub(super) parent: &'static str,
    /// The rows of that code.
    holders: Range<u16>,
    pub(super) level: PlaceLevel,
    /// First year in which a revision of the standard has the row.
    pub(super) first: i32,
    /// Last such year, `i32::MAX` for a row of today.
    pub(super) last: i32,
    /// Rows of one place share it.
    lineage: u16,
}

impl Division {
    pub(super) fn valid_in(&self, year: i32) -> bool {
        self.first <= year && year <= self.last
    }
}

/// All rows, sorted by code and first year.
#[derive(Debug)]
pub(super) struct Divisions {
    rows: Vec<Division>,
    /// The codes of the rows as numbers, where a search does not reach for the rows.
    codes: Vec<u32>,
    /// Rows sorted by lineage.
    by_lineage: Vec<DivisionId>,
}

/// Lines of a generated table without its note and header.
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().skip(2)
}

impl Divisions {
    pub(super) fn read() -> Self {
        let mut rows: Vec<Division> = lines(DIVISIONS).filter_map(row).collect();
        let codes: Vec<u32> = rows.iter().map(|row| number(row.adcode)).collect();
        // Rows beside one another mostly have one parent.
        let mut last = ("", 0..0);
        for row in &mut rows {
            if row.parent != last.0 {
                last = (row.parent, of_code(&codes, row.parent));
            }
            row.holders = last.1.clone();
        }
        let mut by_lineage: Vec<(u16, DivisionId)> =
            (0..).zip(&rows).map(|(index, row)| (row.lineage, DivisionId(index))).collect();
        by_lineage.sort_unstable();
        let by_lineage = by_lineage.into_iter().map(|(_, id)| id).collect();
        Self { rows, codes, by_lineage }
    }

    pub(super) fn get(&self, id: DivisionId) -> Option<&Division> {
        self.rows.get(usize::from(id.0))
    }

    /// All rows, for tests and checks.
    #[cfg(test)]
    pub(super) fn iter(&self) -> impl Iterator<Item = (DivisionId, &Division)> {
        (0..).map(DivisionId).zip(&self.rows)
    }

    /// The rows of a code, oldest first.
    pub(super) fn by_code(&self, code: &str) -> impl DoubleEndedIterator<Item = DivisionId> {
        of_code(&self.codes, code).map(DivisionId)
    }

    /// The rows of the code above a row, oldest first.
    pub(super) fn holders(row: &Division) -> impl DoubleEndedIterator<Item = DivisionId> + use<> {
        row.holders.clone().map(DivisionId)
    }

    /// The rows that are one place with this one, itself among them.
    pub(super) fn lineage(&self, id: DivisionId) -> impl Iterator<Item = DivisionId> {
        let number = self.number(id);
        let from = self.by_lineage.partition_point(|&other| self.number(other) < number);
        let rows = self.by_lineage.get(from..).unwrap_or(&[]).iter().copied();
        rows.take_while(move |&other| self.number(other) == number)
    }

    pub(super) fn is_same(&self, a: DivisionId, b: DivisionId) -> bool {
        a == b || self.number(a) == self.number(b)
    }

    fn number(&self, id: DivisionId) -> u16 {
        self.get(id).map_or(u16::MAX, |row| row.lineage)
    }
}

fn row(line: &'static str) -> Option<Division> {
    let mut cells = line.split('\t');
    let (adcode, name, parent) = (cells.next()?, cells.next()?, cells.next()?);
    let level = match cells.next()? {
        "province" => PlaceLevel::Province,
        "prefecture" => PlaceLevel::Prefecture,
        _ => PlaceLevel::County,
    };
    let first = cells.next()?.parse().ok()?;
    let last = cells.next()?.parse().unwrap_or(i32::MAX);
    let lineage = cells.next()?.parse().ok()?;
    Some(Division { adcode, name, parent, holders: 0..0, level, first, last, lineage })
}

/// A code of six digits as a number, in the order of the codes.
fn number(code: &str) -> u32 {
    code.parse().unwrap_or(0)
}

/// The rows of a code among the codes of all rows.
fn of_code(codes: &[u32], code: &str) -> Range<u16> {
    let code = number(code);
    let row = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
    let from = codes.partition_point(|other| *other < code);
    let count = codes.get(from..).unwrap_or_default().iter().take_while(|other| **other == code).count();
    row(from)..row(from + count)
}
