//! `cargo xtask corpus excerpts`: puts the texts together that `tests/wild` annotates. The repository holds the
//! annotations and where the text stands, not the text.

use std::path::Path;

use lianjie_parser::Report;

use crate::check::Failure;
use crate::corpus;

/// Where the excerpts are listed, and where their annotations are.
const LIST: &str = "tests/wild/excerpts.tsv";
const GOLD: &str = "tests/wild/gold";

/// Writes `out/NAME.txt` for each row of the list, from the documents in `folder`.
///
/// # Errors
/// A document that is not there, or that has other words where an annotation quotes it.
pub(crate) fn run(folder: &Path, out: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(out)?;
    let repository = crate::repository();
    let list = std::fs::read_to_string(repository.join(LIST))?;
    for row in list.lines().skip(1) {
        let [name, document, characters] = row.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("{LIST}: a row needs three columns: {row:?}").into());
        };
        let source = corpus::source(&folder.join(format!("{document}.txt")))?;
        let text =
            excerpt(source.text(), characters).ok_or_else(|| format!("{LIST}: {name}: {characters}"))?;
        let gold = repository.join(GOLD).join(format!("{name}.json"));
        let gold: Report = serde_json::from_str(&std::fs::read_to_string(gold)?)?;
        for figure in &gold.figures {
            if figure.span.quote(&text) != Some(figure.text.as_str()) {
                return Err(format!("{name}: {:?} does not stand at {:?}", figure.text, figure.span).into());
            }
        }
        std::fs::write(out.join(format!("{name}.txt")), text)?;
    }
    Ok(())
}

/// The pieces `FROM..TO FROM..TO` of a text, in code points, one after the other.
fn excerpt(text: &str, characters: &str) -> Option<String> {
    let mut out = String::new();
    for piece in characters.split(' ') {
        let (from, to) = piece.split_once("..")?;
        let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
        let before = out.len();
        out.extend(text.chars().skip(from).take(to.checked_sub(from)?));
        (out.len() > before).then_some(())?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined_in_code_points() {
        assert_eq!(excerpt("一二三四五六", "0..1 3..5").as_deref(), Some("一四五"));
        assert_eq!(excerpt("一二三", "5..6"), None);
        assert_eq!(excerpt("一二三", "2..1"), None);
    }
}
