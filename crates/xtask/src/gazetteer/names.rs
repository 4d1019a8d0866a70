//! Takes rows and the tables kept by hand, gives every form by which a division is named: the full
//! name, the full name without its peoples, and the short name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::Result;
use super::divisions::Row;
use super::sources::tsv;
use super::words::Words;

/// Endings after which the peoples of an autonomous division are named, and the ending that the
/// everyday name has instead.
const AUTONOMOUS: [(&str, &str); 5] =
    [("自治区", ""), ("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("区", "区")];

/// The tables that decide forms.
pub(super) struct Forms {
    suffixes: Vec<String>,
    peoples: Vec<String>,
    aliases: Vec<(String, String)>,
    common: BTreeSet<String>,
}

/// A form and how much it says.
#[derive(Default)]
struct Entry {
    /// The form ends with a level word.
    full: bool,
    rows: BTreeSet<usize>,
    /// Stem of the full name, if the form is one and has one of two characters or more.
    stem: String,
}

impl Forms {
    pub(super) fn read(dir: &Path) -> Result<Self> {
        let first = |file: &str| -> Result<Vec<String>> {
            Ok(tsv(&dir.join(file))?.into_iter().filter_map(|row| row.into_iter().next()).collect())
        };
        let longest_first = |mut list: Vec<String>| {
            list.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
            list
        };
        let pair = |row: Vec<String>| <[String; 2]>::try_from(row).ok().map(|[a, b]| (a, b));
        Ok(Self {
            suffixes: longest_first(first("suffixes.tsv")?),
            peoples: longest_first(first("peoples.tsv")?),
            aliases: tsv(&dir.join("aliases.tsv"))?.into_iter().filter_map(pair).collect(),
            common: first("common.tsv")?.into_iter().collect(),
        })
    }

    /// The name without its level word and peoples, if two characters or more remain.
    pub(super) fn stem(&self, name: &str) -> Option<String> {
        let suffix = self.suffixes.iter().find(|suffix| name.ends_with(suffix.as_str()))?;
        let stem = self.without_peoples(name.strip_suffix(suffix.as_str())?);
        (stem.chars().count() >= 2).then_some(stem)
    }

    /// Strips the peoples at the end; a name made of one people only keeps it (东乡族 -> 东乡).
    fn without_peoples(&self, body: &str) -> String {
        let mut rest = body;
        while let Some(people) = self.peoples.iter().find(|people| rest.ends_with(people.as_str())) {
            let left = rest.strip_suffix(people.as_str()).unwrap_or_default();
            match left.chars().count() {
                0 => return people.strip_suffix('族').unwrap_or(people).to_owned(),
                1 => break,
                _ => rest = left,
            }
        }
        rest.to_owned()
    }

    /// `name` of a township or division without the peoples before `suffix`, if it has any.
    pub(super) fn plain(&self, name: &str, suffix: &str) -> Option<String> {
        let body = name.strip_suffix(suffix)?;
        let stem = self.without_peoples(body);
        (stem != body && stem.chars().count() >= 2).then(|| format!("{stem}{suffix}"))
    }

    /// Every form of a full name, with whether it carries a level word.
    fn forms(&self, name: &str) -> Vec<(String, bool)> {
        let mut forms = vec![(name.to_owned(), true)];
        if let Some((long, everyday)) = AUTONOMOUS.iter().find(|(long, _)| name.ends_with(long)) {
            let body = name.strip_suffix(long).unwrap_or_default();
            let stem = self.without_peoples(body);
            if stem != body && !everyday.is_empty() {
                forms.push((format!("{stem}{everyday}"), true));
                forms.push((format!("{stem}{long}"), true));
            }
        }
        forms.extend(self.stem(name).map(|stem| (stem, false)));
        let aliases = self.aliases.iter().filter(|(_, full)| full == name);
        forms.extend(aliases.map(|(alias, _)| {
            let levelled = self.suffixes.iter().any(|suffix| alias.ends_with(suffix.as_str()));
            (alias.clone(), levelled || alias.ends_with('州'))
        }));
        forms
    }

    /// True for a district whose stem is a common word and whose end is a word of its own (老 + 城区,
    /// 半 + 山区).
    fn two_words(&self, name: &str, stem: &str, words: &Words) -> bool {
        let tail: String = name.chars().skip(name.chars().count().saturating_sub(2)).collect();
        name.ends_with('区') && self.common.contains(stem) && words.frequent(&tail)
    }

    /// What a form is beside a name: an ordinary word, two words that follow one another, or nothing.
    fn word(&self, name: &str, full: bool, stem: &str, words: &Words) -> &'static str {
        if self.common.contains(name) || (full && stem.is_empty() && words.ordinary(name)) {
            "common"
        } else if full && (self.two_words(name, stem, words) || Words::conjunction(name)) {
            "words"
        } else {
            ""
        }
    }
}

/// The generated table, sorted by name in code point order.
pub(super) fn table(rows: &[Row], forms: &Forms, words: &Words) -> String {
    let large = large_stems(rows, forms);
    let provinces: BTreeSet<String> =
        rows.iter().filter(|row| row.level() == 1).filter_map(|row| forms.stem(&row.name)).collect();
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for (form, full) in forms.forms(&row.name) {
            if !full && row.level() > 1 && provinces.contains(&form) {
                continue;
            }
            let entry = entries.entry(form).or_default();
            entry.full |= full;
            entry.rows.insert(index);
            if full {
                entry.stem = forms.stem(&row.name).unwrap_or_default();
            }
        }
    }
    let mut out = String::from("name\tform\tword\tbreaks_before\tbreaks_after\trows\n");
    for (name, entry) in &entries {
        let stem: String = name.chars().take(name.chars().count() - 1).collect();
        let word = forms.word(name, entry.full, &entry.stem, words);
        // A word that takes only the level word leaves the place the same (平山|县城), unless the stem is no
        // name by itself or names a larger place (西安|区域).
        let loose = words.free_character(&stem) || forms.common.contains(&stem);
        let keeps_suffix = entry.full && !loose && (!name.ends_with('区') || !large.contains(&stem));
        let left = words.left_breakers(name);
        let right = words.right_breakers(name, word == "common", keeps_suffix);
        let rows: Vec<String> = entry.rows.iter().map(usize::to_string).collect();
        let form = if entry.full { "full" } else { "short" };
        let _ = writeln!(out, "{name}\t{form}\t{word}\t{left}\t{right}\t{}", rows.join(","));
    }
    out
}

/// Stems of provinces and prefectures: known places even where a word list has the same word.
fn large_stems(rows: &[Row], forms: &Forms) -> BTreeSet<String> {
    rows.iter().filter(|row| row.level() < 3).filter_map(|row| forms.stem(&row.name)).collect()
}
