//! Takes the revisions, gives one row for each name that a code has borne, with the years.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::sources::{Event, LAST_REVISION, Revision};

/// Revisions copied from the statistics bureau's own code book, which also lists development zones
/// and its own codes for directly governed cities; a row that only they attest is not taken.
const STATISTICAL: [(u32, u32); 3] = [(2015, 9), (2016, 7), (2018, 10)];

/// Endings of rows that are summary lines, zones or reserved areas, not divisions.
const NOT_DIVISIONS: [&str; 13] = [
    "市辖区",
    "行政区划",
    "行政单位",
    "开发区",
    "园区",
    "管理区",
    "示范区",
    "保税区",
    "实验区",
    "委员会",
    "行政区",
    "群岛",
    "市郊区",
];

/// Endings of division names.
const DIVISIONS: [char; 8] = ['省', '市', '区', '县', '州', '旗', '盟', '港'];

/// A name that a code has borne, from `from` to `to` (inclusive; `None`: still).
pub(super) struct Row {
    pub(super) code: u32,
    pub(super) name: String,
    pub(super) from: u32,
    pub(super) to: Option<u32>,
    /// Rows of one place through its renamings and recodings share a number.
    pub(super) lineage: usize,
}

impl Row {
    /// Country 0, province 1, prefecture 2, county 3.
    pub(super) fn level(&self) -> u8 {
        level(self.code)
    }

    pub(super) fn last(&self) -> u32 {
        self.to.unwrap_or(u32::MAX)
    }
}

pub(super) fn level(code: u32) -> u8 {
    match (code % 10_000, code % 100) {
        (0, _) => 1,
        (_, 0) => 2,
        _ => 3,
    }
}

/// Rows sorted by code and first year.
pub(super) fn collect(revisions: &[Revision], current: &BTreeMap<u32, String>, events: &[Event]) -> Vec<Row> {
    let mut seen: BTreeMap<(u32, &str), Vec<(u32, u32)>> = BTreeMap::new();
    for revision in revisions {
        for (code, name) in &revision.names {
            let stamps = seen.entry((*code, name)).or_default();
            stamps.push((revision.year, revision.month));
        }
    }
    let mut rows = Vec::new();
    for ((code, name), stamps) in &seen {
        let attested = stamps.iter().any(|stamp| !STATISTICAL.contains(stamp));
        if !attested || !is_division(name) {
            continue;
        }
        let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else { continue };
        let to = if current.get(code).is_some_and(|now| now == name) {
            None
        } else if last.0 >= LAST_REVISION {
            Some(changed(events, *code, name))
        } else {
            Some(last.0)
        };
        rows.push(Row { code: *code, name: (*name).to_owned(), from: first.0, to, lineage: 0 });
    }
    let known: BTreeSet<(u32, &str)> = seen.keys().copied().collect();
    for (code, name) in current {
        if !known.contains(&(*code, name.as_str())) {
            let from = changed(events, *code, name);
            rows.push(Row { code: *code, name: name.clone(), from, to: None, lineage: 0 });
        }
    }
    rows.sort_by(|a, b| (a.code, a.from, &a.name).cmp(&(b.code, b.from, &b.name)));
    rows
}

fn is_division(name: &str) -> bool {
    name.chars().count() >= 2
        && name.ends_with(DIVISIONS)
        && !NOT_DIVISIONS.iter().any(|ending| name.ends_with(ending))
}

/// The year of the change after the last revision that ended or began this row.
fn changed(events: &[Event], code: u32, name: &str) -> u32 {
    let late = || events.iter().filter(|event| event.year >= LAST_REVISION);
    late()
        .find(|event| event.old.code == Some(code) || event.new.code == Some(code))
        .or_else(|| {
            late().find(|event| {
                event.old.name.contains(name) || event.new.name.contains(name) || event.detail.contains(name)
            })
        })
        .map_or(LAST_REVISION, |event| event.year)
}

/// The code of the division above, as the rows know it: the prefecture if there is one, else the
/// province.
pub(super) fn parent(rows: &[Row], row: &Row) -> Option<u32> {
    let prefecture = row.code / 100 * 100;
    let has = |code: u32| {
        rows.iter().any(|other| other.code == code && other.from <= row.last() && row.from <= other.last())
    };
    match row.level() {
        1 => None,
        3 if has(prefecture) => Some(prefecture),
        _ => Some(row.code / 10_000 * 10_000),
    }
}

/// The generated table.
pub(super) fn table(rows: &[Row]) -> String {
    let mut out = String::from("adcode\tname\tparent\tlevel\tfrom\tto\tlineage\n");
    for row in rows {
        let parent = parent(rows, row).map(|code| code.to_string()).unwrap_or_default();
        let level = match row.level() {
            1 => "province",
            2 => "prefecture",
            _ => "county",
        };
        let to = row.to.map(|year| year.to_string()).unwrap_or_default();
        let Row { code, name, from, lineage, .. } = row;
        let _ = writeln!(out, "{code}\t{name}\t{parent}\t{level}\t{from}\t{to}\t{lineage}");
    }
    out
}
