//! The township table: takes `townships.tsv`, finds names in it without reading it at start.
//!
//! The table is sorted by the name read backwards, so that one binary search finds the longest name that ends
//! at a place in a text. Most places of a text that look like the end of a name are none by their last two characters:
//! where the names that share them stand is noted when the first name is sought.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::OnceLock;

use super::index::Word;

const TOWNSHIPS: &str = include_str!("../../gazetteer/townships.tsv");

/// No name in the table is longer.
const LONGEST: usize = 16;

/// The table without its note and header.
#[derive(Debug)]
pub(super) struct Townships {
    body: &'static str,
    /// Bytes before the body, so that lines are numbered by their place in the file.
    head: usize,
    /// Where the lines begin whose names end in the same two characters, in the order of the table.
    runs: OnceLock<Vec<(Ending, usize)>>,
}

/// The last two characters of a name, the last one first.
type Ending = (char, char);

fn ending(name: &str) -> Option<Ending> {
    let mut chars = name.chars().rev();
    Some((chars.next()?, chars.next()?))
}

impl Townships {
    pub(super) fn read() -> Self {
        let head = TOWNSHIPS.match_indices('\n').nth(1).map_or(0, |(at, _)| at + 1);
        Self { body: TOWNSHIPS.get(head..).unwrap_or(""), head, runs: OnceLock::new() }
    }

    /// The line of this exact name.
    pub(super) fn line(&self, name: &str) -> Option<u32> {
        self.ending(name).filter(|(length, _)| *length == name.len()).map(|(_, line)| line)
    }

    /// Length in bytes and line of the longest name that ends where `text` ends.
    pub(super) fn ending(&self, text: &str) -> Option<(usize, u32)> {
        let run = self.run(ending(text)?)?;
        let mut wanted = LONGEST;
        while wanted >= 2 {
            let start = self.last_up_to(&run, text, wanted)?;
            let name = self.name_at(start);
            let common = name.chars().rev().zip(text.chars().rev()).take_while(|(a, b)| a == b).count();
            let shared = common.min(wanted);
            if shared == name.chars().count() {
                return Some((name.len(), u32::try_from(self.head + start).ok()?));
            }
            // Names longer than the shared part would stand between this one and the text.
            wanted = shared.min(wanted - 1);
        }
        None
    }

    /// The lines whose names end in two characters.
    fn run(&self, ending: Ending) -> Option<Range<usize>> {
        let runs = self.runs.get_or_init(|| self.runs());
        let at = runs.binary_search_by_key(&ending, |(ending, _)| *ending).ok()?;
        let (_, start) = runs.get(at)?;
        Some(*start..runs.get(at + 1).map_or(self.body.len(), |(_, next)| *next))
    }

    fn runs(&self) -> Vec<(Ending, usize)> {
        let mut runs: Vec<(Ending, usize)> = Vec::new();
        let (mut start, mut last) = (0, "\n");
        for line in self.body.split_inclusive('\n') {
            let name = line.split_once('\t').map_or("", |(name, _)| name);
            if !name.ends_with(last)
                && let Some(ending) = ending(name)
            {
                last = name.char_indices().nth_back(1).and_then(|(at, _)| name.get(at..)).unwrap_or("\n");
                runs.push((ending, start));
            }
            start += line.len();
        }
        runs
    }

    /// Name of a line.
    pub(super) fn name(&self, line: u32) -> &'static str {
        self.cells(line).next().unwrap_or("")
    }

    /// What the line's name is beside a township's.
    pub(super) fn word(&self, line: u32) -> Word {
        self.cells(line).nth(1).map_or(Word::No, Word::read)
    }

    /// Codes of the counties that have a township of the line's name.
    pub(super) fn counties(&self, line: u32) -> impl Iterator<Item = &'static str> {
        self.cells(line).nth(2).unwrap_or("").split(',')
    }

    fn cells(&self, line: u32) -> std::str::Split<'static, char> {
        let start = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(self.head);
        let rest = self.body.get(start..).unwrap_or("");
        rest.split_once('\n').map_or(rest, |(line, _)| line).split('\t')
    }

    fn name_at(&self, start: usize) -> &'static str {
        let rest = self.body.get(start..).unwrap_or("");
        let length = rest.bytes().position(|byte| byte == b'\t');
        length.and_then(|length| rest.get(..length)).unwrap_or("")
    }

    /// Start of the last line of a run whose name, read backwards, is not after the last `chars` characters of
    /// `text`, read backwards.
    fn last_up_to(&self, run: &Range<usize>, text: &str, chars: usize) -> Option<usize> {
        let Range { start: mut low, end: mut high } = *run;
        let mut best = None;
        while low < high {
            let start = self.line_start(low + (high - low) / 2).max(low);
            let name = self.name_at(start);
            match name.chars().rev().cmp(text.chars().rev().take(chars)) {
                Ordering::Greater => high = start,
                Ordering::Less | Ordering::Equal => {
                    best = Some(start);
                    low = self.line_end(start);
                }
            }
        }
        best
    }

    fn line_start(&self, at: usize) -> usize {
        let before = self.body.as_bytes().get(..at).unwrap_or(&[]);
        before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self, start: usize) -> usize {
        let rest = self.body.as_bytes().get(start..).unwrap_or(&[]);
        rest.iter().position(|byte| *byte == b'\n').map_or(self.body.len(), |at| start + at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_sorted_backwards() {
        let names: Vec<&str> =
            Townships::read().body.lines().map(|l| l.split('\t').next().unwrap()).collect();
        assert!(names.len() > 30_000);
        assert!(names.is_sorted_by(|a, b| a.chars().rev().lt(b.chars().rev())));
        assert!(names.iter().all(|name| (2..=LONGEST).contains(&name.chars().count())));
    }

    #[test]
    fn finds_every_name() {
        let table = Townships::read();
        for name in table.body.lines().map(|line| line.split('\t').next().unwrap()).step_by(7) {
            let line = table.line(name).unwrap();
            assert_eq!(table.name(line), name);
        }
        assert_eq!(table.line("不存在的镇"), None);
    }

    #[test]
    fn takes_the_longest_name() {
        let table = Townships::read();
        assert_eq!(table.ending("山西省灵丘县东河南镇").map(|(length, _)| length), Some("东河南镇".len()));
        assert_eq!(table.ending("城镇"), None);
        assert_eq!(table.ending(""), None);
    }
}
