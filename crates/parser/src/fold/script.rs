//! Takes original text and tells which script it is written in.

use lianjie_core::Script;

use super::table;

/// Which script a character speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    None,
    Simplified,
    Traditional,
}

/// A line counts as written in a script when it holds at least so many characters of that script and none, or next to
/// none, of the other.
const LINE_MINIMUM: usize = 4;
/// So many lines in the other script make a text mixed: one may be a name, a slogan or a quotation.
const LINES_OF_OTHER: usize = 2;
/// Or one character in so many.
const CHARACTERS_OF_OTHER: usize = 6;

#[derive(Default, Clone, Copy)]
struct Tally {
    simplified: usize,
    traditional: usize,
}

/// The script of `text`, from the characters that exist in one script only.
///
/// # Examples
/// ```
/// use lianjie_parser::Script;
/// use lianjie_parser::fold::script;
///
/// assert_eq!(script("全县贫困户户均增收"), Script::Simplified);
/// assert_eq!(script("全縣貧困戶戶均增收"), Script::Traditional);
/// ```
pub fn script(text: &str) -> Script {
    let table = table::shared();
    let (mut all, mut lines) = (Tally::default(), Tally::default());
    for line in text.split('\n') {
        let mut here = Tally::default();
        for evidence in line.chars().map(|c| table.evidence(c)) {
            here.simplified += usize::from(evidence == Evidence::Simplified);
            here.traditional += usize::from(evidence == Evidence::Traditional);
        }
        all.simplified += here.simplified;
        all.traditional += here.traditional;
        lines.simplified += usize::from(is_of(here.simplified, here.traditional));
        lines.traditional += usize::from(is_of(here.traditional, here.simplified));
    }
    let (more, less, lines_of_less) = if all.simplified >= all.traditional {
        (Script::Simplified, all.traditional, lines.traditional)
    } else {
        (Script::Traditional, all.simplified, lines.simplified)
    };
    let side_by_side = less >= LINE_MINIMUM && less * CHARACTERS_OF_OTHER >= all.simplified + all.traditional;
    if lines_of_less >= LINES_OF_OTHER || side_by_side { Script::Mixed } else { more }
}

fn is_of(own: usize, other: usize) -> bool {
    own >= LINE_MINIMUM && other * 10 <= own
}
