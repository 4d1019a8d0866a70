//! Takes the township lists, gives every township name with the codes of the counties that have or
//! had one of that name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::Result;
use super::divisions::Row;
use super::names::Forms;
use super::sources;
use super::words::Words;

/// Endings of township names; other rows are farms, zones and offices.
const TOWNSHIPS: [&str; 4] = ["街道", "苏木", "镇", "乡"];
/// Endings that name peoples before the township's own ending.
const OF_PEOPLES: [(&str, &str); 3] = [("族乡", "乡"), ("族苏木", "苏木"), ("族镇", "镇")];
const ABOLISHED: &str = "（撤销）";

/// County codes by township name.
pub(super) fn collect(dir: &Path, rows: &[Row]) -> Result<BTreeMap<String, BTreeSet<u32>>> {
    let known: BTreeSet<u32> = rows.iter().filter(|row| row.last() >= 2016).map(|row| row.code).collect();
    let today = sources::townships_today(dir)?;
    let before = sources::townships_before(dir)?;
    let mut all: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut strays = Vec::new();
    for (county, name) in today.iter().chain(&before) {
        let name = name.strip_suffix(ABOLISHED).unwrap_or(name);
        if !TOWNSHIPS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending)) {
            continue;
        }
        if known.contains(county) {
            all.entry(name.to_owned()).or_default().insert(*county);
        } else {
            strays.push((county / 100 * 100, name.to_owned()));
        }
    }
    // A township that a list files under a development zone lies in some county of the prefecture.
    for (prefecture, name) in strays {
        let counties = all.entry(name).or_default();
        if known.contains(&prefecture) && !counties.iter().any(|c| c / 100 * 100 == prefecture) {
            counties.insert(prefecture);
        }
    }
    all.retain(|_, counties| !counties.is_empty());
    Ok(all)
}

/// The generated table, sorted by the name read backwards, so that a search can run from a
/// township's last character to its first.
pub(super) fn table(townships: &BTreeMap<String, BTreeSet<u32>>, forms: &Forms, words: &Words) -> String {
    let mut all = townships.clone();
    for (name, counties) in townships {
        for (ending, plain) in OF_PEOPLES {
            let Some(body) = name.strip_suffix(ending) else { continue };
            let short = forms.plain(&format!("{body}族{plain}"), plain);
            if let Some(short) = short {
                all.entry(short).or_default().extend(counties);
            }
        }
    }
    let mut rows: Vec<(String, &String, &BTreeSet<u32>)> =
        all.iter().map(|(name, counties)| (name.chars().rev().collect(), name, counties)).collect();
    rows.sort();
    let mut out = String::from("name\tword\tcounties\n");
    for (_, name, counties) in rows {
        let codes: Vec<String> = counties.iter().map(u32::to_string).collect();
        let word = word(name, words);
        let _ = writeln!(out, "{name}\t{word}\t{}", codes.join(","));
    }
    out
}

/// What a name is beside a township's: an ordinary word (水乡), two words that follow one another
/// (大 + 城镇, 向 + 城镇, 发展 + 乡), or nothing.
fn word(name: &str, words: &Words) -> &'static str {
    let chars: Vec<char> = name.chars().collect();
    let tail: String = chars.iter().skip(chars.len().saturating_sub(2)).collect();
    let head: String = chars.iter().take(chars.len().saturating_sub(1)).collect();
    if words.ordinary(name) {
        "common"
    } else if (chars.len() == 3 && words.frequent_word(&tail)) || words.frequent_word(&head) {
        "words"
    } else {
        ""
    }
}
