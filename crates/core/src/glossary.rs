//! Takes the table of codes (`data/codes.tsv`), gives what each code means in English and what Chinese reports call it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A code with its English label, its Chinese term and its meaning: `income_gain_per_household` is "income gain per
/// household", 户均增收.
///
/// Labels are for people and may be put better in a later version; the code stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Gloss {
    /// The list that the code is of: `measure`, `unit`, `funding_kind`.
    pub list: &'static str,
    /// The code, as it stands in JSON.
    pub code: &'static str,
    /// The code in English words; no two codes of a list share them.
    pub english: &'static str,
    /// The term of the field; no two codes of a list share it.
    pub chinese: &'static str,
    words: &'static str,
    /// What it means, a sentence.
    pub meaning: &'static str,
}

impl Gloss {
    /// Words by which reports say it, for orientation; which words the parser reads is the lexicon's to say.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.words.split(' ').filter(|word| !word.is_empty())
    }
}

/// Every code of the JSON form and of settlement, list by list, in the order of the model.
///
/// ```
/// use lianjie_core::glossary;
///
/// let ties: Vec<&str> = glossary().iter().filter(|gloss| gloss.list == "tie").map(|gloss| gloss.chinese).collect();
/// assert_eq!(ties[0], "土地流转");
/// ```
pub fn glossary() -> &'static [Gloss] {
    static ROWS: LazyLock<Vec<Gloss>> =
        LazyLock::new(|| include_str!("../data/codes.tsv").lines().skip(1).filter_map(row).collect());
    &ROWS
}

/// What a code of a list means; `None` for one that the glossary does not have.
///
/// ```
/// use lianjie_core::{Measure, gloss};
///
/// assert_eq!(gloss("verdict", "inconsistent").unwrap().chinese, "矛盾");
/// assert_eq!(Measure::IncomeGainPerHousehold.label(), "income gain per household");
/// assert!(gloss("unit", "furlong").is_none());
/// ```
pub fn gloss(list: &str, code: &str) -> Option<&'static Gloss> {
    static INDEX: LazyLock<HashMap<(&str, &str), &Gloss>> =
        LazyLock::new(|| glossary().iter().map(|gloss| ((gloss.list, gloss.code), gloss)).collect());
    INDEX.get(&(list, code)).copied()
}

fn row(line: &'static str) -> Option<Gloss> {
    let mut cells = line.split('\t');
    let row = Gloss {
        list: cells.next()?,
        code: cells.next()?,
        english: cells.next()?,
        chinese: cells.next()?,
        words: cells.next()?,
        meaning: cells.next()?,
    };
    cells.next().is_none().then_some(row)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::settle::{FlowKind, Lending, Recipients, Repayment};
    use crate::{
        Bound, Confidence, Conflict, DiagnosticCode, DoubtCode, FundLevel, FundingKind, Group, Measure,
        Party, Per, PlaceLevel, ProgramKind, Provision, RateBasis, Relation, Script, Tie, Unit, Verdict,
    };

    /// The codes of the listed enums, list by list.
    fn listed() -> Vec<(&'static str, &'static str)> {
        let mut codes = Vec::new();
        macro_rules! add {
            ($($list:literal $name:ident)+) => { $(
                for code in $name::ALL {
                    let gloss = code.gloss();
                    assert!(gloss.is_some_and(|gloss| gloss.list == $list), "{} {code} is not in the table", $list);
                    codes.extend(gloss.map(|gloss| (gloss.list, gloss.code)));
                }
            )+ };
        }
        add!("script" Script "place_level" PlaceLevel "unit" Unit "bound" Bound "per" Per "measure" Measure);
        add!("group" Group "program_kind" ProgramKind "funding_kind" FundingKind "fund_level" FundLevel);
        add!("rate_basis" RateBasis "party" Party "tie" Tie);
        codes.extend(PROVISIONS.map(|code| ("term", code)));
        add!("relation" Relation "verdict" Verdict "confidence" Confidence);
        add!("diagnostic" DiagnosticCode "doubt" DoubtCode "conflict" Conflict);
        add!("lending" Lending "recipients" Recipients "repayment" Repayment "flow_kind" FlowKind);
        codes
    }

    const PROVISIONS: [&str; 11] = [
        "guaranteed_return",
        "secondary_dividend",
        "profit_split",
        "loss_bearing",
        "risk_share",
        "stake",
        "fixed_payout",
        "loan",
        "tenor",
        "rent_free",
        "subsidy",
    ];

    #[test]
    fn every_listed_code_is_in_the_table_and_no_other() {
        let rows: Vec<(&str, &str)> = glossary().iter().map(|gloss| (gloss.list, gloss.code)).collect();
        assert_eq!(rows, listed(), "the table has the lists and codes in the order of the model");
    }

    #[test]
    fn provisions_have_the_codes_of_their_json() {
        for code in PROVISIONS {
            let json = serde_json::json!({ "type": code, "bound": "exact", "shares": [], "party": "bank" });
            let provision: Provision = serde_json::from_value(json).unwrap();
            assert_eq!(provision.code(), Some(code));
            assert!(provision.gloss().is_some(), "{code}");
        }
        assert_eq!(Provision::Unlisted.gloss(), None);
    }

    #[test]
    fn every_row_is_whole_and_labels_are_unlike() {
        let lines = include_str!("../data/codes.tsv").lines().count();
        assert_eq!(glossary().len(), lines - 1, "a row has six cells");
        let mut labels = BTreeSet::new();
        for gloss in glossary() {
            let Gloss { list, code, english, chinese, meaning, .. } = gloss;
            assert!(labels.insert((list, english)) && labels.insert((list, chinese)), "{list} {code}");
            assert!(meaning.ends_with('.') && !english.is_empty() && !chinese.is_empty(), "{list} {code}");
            assert!(gloss.words().all(|word| !word.contains(char::is_whitespace)), "{list} {code}");
        }
    }

    #[test]
    fn a_code_of_a_later_version_stands_for_itself() {
        let unit: Unit = "furlong".parse().unwrap();
        assert_eq!((unit.gloss(), unit.label()), (None, "furlong"));
    }
}
