//! Columns of repeated words: each takes words, gives an Arrow dictionary with keys of 32 bits.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, StringArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType};
use lianjie_parser::{
    Bound, Confidence, FundLevel, FundingKind, Group, Measure, Party, PlaceLevel, ProgramKind, RateBasis,
    Relation, Script, Tie, Unit, Verdict,
};

use super::Column;
use crate::panel::{Basis, Clash, Status};

/// Key of a null.
pub(crate) const NULL: i32 = -1;

fn dictionary_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

fn array(keys: Vec<i32>, words: StringArray) -> Result<ArrayRef, ArrowError> {
    let nulls = keys.contains(&NULL).then(|| keys.iter().map(|key| *key != NULL).collect::<NullBuffer>());
    let keys = Int32Array::try_new(keys.into_iter().map(|key| key.max(0)).collect(), nulls)?;
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, Arc::new(words))?))
}

/// Names and other words that many rows share, in the order in which they come first.
#[derive(Debug, Default)]
pub(crate) struct Name {
    keys: Vec<i32>,
    words: Vec<Arc<str>>,
    known: HashMap<Arc<str>, i32>,
    /// Keys of words looked up of late, so that most words cost one comparison.
    recent: Vec<i32>,
}

/// How many words are kept at hand.
const RECENT: usize = 256;

impl Name {
    pub(crate) fn push(&mut self, word: Option<&str>) {
        let key = word.map_or(NULL, |word| self.key(word));
        self.keys.push(key);
    }

    /// The same as a key of this column.
    pub(crate) fn push_key(&mut self, key: i32) {
        self.keys.push(key);
    }

    /// The key of a word, new or known.
    pub(crate) fn key(&mut self, word: &str) -> i32 {
        if self.recent.is_empty() {
            self.recent = vec![NULL; RECENT];
        }
        let slot = slot(word);
        if let Some(&key) = self.recent.get(slot)
            && usize::try_from(key)
                .ok()
                .and_then(|key| self.words.get(key))
                .is_some_and(|held| **held == *word)
        {
            return key;
        }
        let key = if let Some(&key) = self.known.get(word) {
            key
        } else {
            let key = i32::try_from(self.words.len()).unwrap_or(i32::MAX);
            let word: Arc<str> = word.into();
            self.words.push(Arc::clone(&word));
            self.known.insert(word, key);
            key
        };
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = key;
        }
        key
    }
}

/// Where a word would be among the recent ones.
fn slot(word: &str) -> usize {
    let bytes = word.as_bytes();
    let at = |index: usize| bytes.get(index).copied().map_or(0, usize::from);
    let len = bytes.len();
    let mixed = len.wrapping_mul(31)
        + at(len / 2).wrapping_mul(7)
        + at(len.wrapping_sub(1)).wrapping_mul(131)
        + at(len.wrapping_sub(4)).wrapping_mul(17)
        + at(len / 3).wrapping_mul(61);
    mixed % RECENT
}

impl Column for Name {
    fn data_type() -> DataType {
        dictionary_type()
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        array(self.keys, StringArray::from_iter_values(self.words.iter()))
    }
}

/// A closed list of codes.
pub(crate) trait CodeList: Copy + Ord + 'static {
    /// The listed codes, in the order of the type.
    const LISTED: &'static [Self];

    /// The code as text.
    fn text(&self) -> &str;
}

macro_rules! code_lists {
    ($($list:ty),+) => {
        $(impl CodeList for $list {
            const LISTED: &'static [Self] = Self::ALL;

            fn text(&self) -> &str {
                self.as_str()
            }
        })+

        /// The lists whose order is checked.
        #[cfg(test)]
        fn check_order() {
            $(assert!(<$list>::ALL.is_sorted(), stringify!($list));)+
        }
    };
}

code_lists!(
    Basis,
    Bound,
    Clash,
    Confidence,
    FundLevel,
    FundingKind,
    Group,
    Measure,
    Party,
    PlaceLevel,
    ProgramKind,
    RateBasis,
    Relation,
    Script,
    Status,
    Tie,
    Unit,
    Verdict
);

/// Codes of one list. The dictionary holds the whole list in its documented order, so that it is the same for every
/// set of reports; codes that this version does not list come after.
#[derive(Debug)]
pub(crate) struct Code<E: CodeList> {
    keys: Vec<i32>,
    last: Option<(E, i32)>,
    unlisted: Vec<E>,
}

impl<E: CodeList> Default for Code<E> {
    fn default() -> Self {
        Self { keys: Vec::new(), last: None, unlisted: Vec::new() }
    }
}

impl<E: CodeList> Code<E> {
    pub(crate) fn push(&mut self, code: Option<E>) {
        let key = code.map_or(NULL, |code| match self.last {
            Some((last, key)) if last == code => key,
            _ => self.key(code),
        });
        self.keys.push(key);
    }

    fn key(&mut self, code: E) -> i32 {
        let key = E::LISTED.binary_search(&code).unwrap_or_else(|_| {
            let at = self.unlisted.iter().position(|known| *known == code).unwrap_or_else(|| {
                self.unlisted.push(code);
                self.unlisted.len() - 1
            });
            E::LISTED.len() + at
        });
        let key = i32::try_from(key).unwrap_or(i32::MAX);
        self.last = Some((code, key));
        key
    }
}

impl<E: CodeList> Column for Code<E> {
    fn data_type() -> DataType {
        dictionary_type()
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let words = E::LISTED.iter().chain(&self.unlisted).map(CodeList::text);
        array(self.keys, StringArray::from_iter_values(words))
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::cast::AsArray as _;

    use super::*;

    fn words(array: &ArrayRef) -> Vec<Option<String>> {
        let words = array.as_dictionary::<Int32Type>().downcast_dict::<StringArray>().unwrap();
        words.into_iter().map(|word| word.map(str::to_owned)).collect()
    }

    #[test]
    fn code_lists_are_in_the_order_of_their_types() {
        check_order();
    }

    #[test]
    fn keeps_codes_that_are_not_listed() {
        let mut column = Code::<Unit>::default();
        let later: Unit = "furlong".parse().unwrap();
        for code in [Some(Unit::Mu), Some(later), None, Some(later), Some(Unit::Count)] {
            column.push(code);
        }
        let found = words(&column.finish().unwrap());
        let expected = [Some("mu"), Some("furlong"), None, Some("furlong"), Some("count")];
        assert_eq!(found, expected.map(|word| word.map(str::to_owned)));
    }

    #[test]
    fn names_that_share_a_slot_stay_apart() {
        let mut column = Name::default();
        let names: Vec<String> = (0..1000).map(|number| format!("{}村", number % 500)).collect();
        for name in &names {
            column.push(Some(name));
        }
        assert_eq!(words(&column.finish().unwrap()), names.into_iter().map(Some).collect::<Vec<_>>());
    }
}
