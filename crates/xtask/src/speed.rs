//! `cargo xtask speed`: megabytes of UTF-8 text parsed in a second, on one thread.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use lianjie_parser::fold::fold;
use lianjie_parser::{Lexicon, Metadata, Parser};

use crate::check::Failure;
use crate::corpus;

/// Rounds over all documents; the first also builds the tables that are built once.
const ROUNDS: usize = 15;

/// Parses all documents below the paths again and again and prints the speed: of the fold alone, of fold and
/// lexicon words, of the whole way from text to report. Files are read and decoded beforehand.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn run(paths: &[&str]) -> Result<(), Failure> {
    let mut texts = Vec::new();
    for path in paths {
        for file in corpus::texts(Path::new(path))? {
            texts.push(corpus::source(&file)?.into_text());
        }
    }
    let bytes = texts.iter().map(String::len).sum();
    crate::say(&format!("{} documents, {bytes} bytes", texts.len()));
    let (parser, lexicon) = (Parser::default(), Lexicon::builtin());
    measure("fold", &texts, bytes, |text| {
        black_box(fold(text));
    });
    measure("fold and words", &texts, bytes, |text| {
        black_box(lexicon.words_in(&fold(text)));
    });
    measure("parse", &texts, bytes, |text| {
        black_box(parser.parse(text, &Metadata::default()));
    });
    Ok(())
}

fn measure(what: &str, texts: &[String], bytes: usize, work: impl Fn(&str)) {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for text in texts {
                work(text);
            }
            start.elapsed()
        })
        .collect();
    rounds.sort();
    let speed = |round: Option<&Duration>| per_second(bytes, round.copied().unwrap_or_default());
    crate::say(&format!(
        "{what:15} {:>7} MB/s at best, {:>7} in the median",
        speed(rounds.first()),
        speed(rounds.get(ROUNDS / 2))
    ));
}

/// Megabytes a second with one decimal: a byte in a microsecond is one megabyte in a second.
fn per_second(bytes: usize, time: Duration) -> String {
    let tenths = u128::try_from(bytes).unwrap_or(u128::MAX).saturating_mul(10) / time.as_micros().max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_a_byte_in_a_microsecond_as_a_megabyte_in_a_second() {
        assert_eq!(per_second(2_500_000, Duration::from_millis(100)), "25.0");
        assert_eq!(per_second(1, Duration::ZERO), "1.0");
    }
}
