//! Rows of the caller's: takes the text of a TSV file, gives it in folded form, or says which line cannot be used.

use std::collections::BTreeSet;

use lianjie_core::{Bound, FundLevel, FundingKind, Measure, Party, Per, PlaceLevel, ProgramKind, Tie, Unit};

use super::{Class, LexiconError};
use crate::fold::fold;

/// The file with each line folded, because words are sought in folded text.
pub(super) fn checked(class: Class, text: &str) -> Result<String, LexiconError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let header = text.lines().next().unwrap_or_default();
    if !header.split('\t').map(str::trim).take(2).eq(["word", "code"]) {
        return Err(LexiconError::Header { class });
    }
    let own: BTreeSet<&str> = class.rows().lines().skip(1).filter_map(code).flat_map(parts).collect();
    for (line, row) in text.lines().enumerate().skip(1) {
        let Some(code) = code(row) else { continue };
        if !parts(code).all(|part| own.contains(part) || is_listed(part)) {
            let known: Vec<&str> = own.iter().copied().collect();
            let (code, known) = (code.to_owned(), known.join(", "));
            return Err(LexiconError::Code { class, line: line + 1, code, known });
        }
    }
    let lines: Vec<String> = text.lines().map(fold).collect();
    Ok(lines.join("\n"))
}

/// The line, from 1, of a word with its code in the file that comes with the library.
pub(super) fn line(class: Class, word: &str, wanted: &str) -> Option<usize> {
    let is_it = |row: &str| row.split('\t').next() == Some(word) && code(row) == Some(wanted);
    class.rows().lines().position(is_it).map(|line| line + 1)
}

fn code(row: &str) -> Option<&str> {
    row.split('\t').nth(1).map(str::trim).filter(|code| !code.is_empty())
}

/// The codes of a row that has several at once: `household year`, `land_rent+wage`.
fn parts(code: &str) -> impl Iterator<Item = &str> {
    code.split(['+', ' '])
}

/// Whether a code list of the records has the code: the class may understand it though none of its own rows has it yet.
fn is_listed(code: &str) -> bool {
    Unit::from_code(code).is_some()
        || Measure::from_code(code).is_some()
        || ProgramKind::from_code(code).is_some()
        || FundingKind::from_code(code).is_some()
        || FundLevel::from_code(code).is_some()
        || Party::from_code(code).is_some()
        || Tie::from_code(code).is_some()
        || Bound::from_code(code).is_some()
        || Per::from_code(code).is_some()
        || PlaceLevel::from_code(code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_a_code_that_no_stage_reads() {
        let error = checked(Class::MeasureLand, "word\tcode\n圃地\tplantd\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "measure_land.tsv line 2: \"plantd\" is no code of this class, which has area, none, planted, skip"
        );
    }

    #[test]
    fn takes_every_row_of_the_builtin_files() {
        for class in Class::ALL {
            assert!(checked(*class, class.rows()).is_ok(), "{class}");
        }
        assert!(checked(Class::BareNoun, "word\tcode\n户数\thousehold\n").is_ok());
    }

    #[test]
    fn rejects_a_file_without_header() {
        assert_eq!(checked(Class::Party, "银行\tbank\n"), Err(LexiconError::Header { class: Class::Party }));
    }

    #[test]
    fn folds_words_and_leaves_out_what_editors_add() {
        assert_eq!(
            checked(Class::Industry, "\u{FEFF}word\tcode\r\n藍莓酒莊\tprocessing\r\n").unwrap(),
            "word\tcode\n蓝莓酒庄\tprocessing"
        );
    }
}
