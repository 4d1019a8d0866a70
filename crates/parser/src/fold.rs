//! Takes text and gives folded text: exactly one folded character for each original character, so that offsets in
//! characters stay the same. All rules and lexicons after this stage are written against the folded form.
//!
//! # The canonical forms
//!
//! | original | folded |
//! |---|---|
//! | traditional characters, old and compatibility variants (貧 產 産 戶 爲 裏 裡 臺, radicals of PDF files) | simplified 贫 产 户 为 里 台 |
//! | 乾 著 瞭 藉 | 干 着 了 借, but kept in 乾隆 乾县 显著 著名 瞭望 狼藉 |
//! | ○ ◯ next to a Chinese digit | 〇 |
//! | full-width ASCII `Ａ１％（），：；？！．＋／` and small forms `﹪﹐` | ASCII `A1%(),:;?!.+/` |
//! | 。 、 《》 〈〉 【】 〔〕 …… ㎡ ㎞ ‰ ℃ ① Ⅰ | kept |
//! | double quotes `“ „ ‟ 「 『 〝 ﹁ ﹃`, `” 」 』 〞 〟 ﹂ ﹄` | `“`, `”` |
//! | single quotes `‘ ‚ ‛`, `’ ′ ＇` | `‘`, `’` |
//! | undirected quotes `"` `＂` `'` | `"` `"` `'` |
//! | dashes `— – ― ‒ ‐ ‑ − － ﹣ ─ ━ ⸺`, so that 1—2 is `1-2` and —— is `--` | `-` |
//! | waves `～ 〜 ∼ ∽ ~` | `~` |
//! | ratio signs and colons `∶ ： ︰ ﹕ ː ꞉` | `:` |
//! | middle dots `· • ・ ･ ‧ ∙ ⋅ ﹒` | `·` |
//! | `…` `⋯` | `…` |
//! | `×` `✕` `╳` | `×` |
//! | spaces (U+3000, no-break, thin, figure, …) | space; a tab stays a tab |
//! | U+2028 U+2029 U+0085, vertical tab, form feed, a lone carriage return | `\n` |
//! | character references `&nbsp;` `&ldquo;` `&#160;` | what they stand for, folded, then U+200B for each character more |
//! | how a character is read, with its tone: `產(chǎn)` `緊【jǐn】` | U+200B for each character of the bracket |
//! | the carriage return of `\r\n`, zero-width and direction marks, soft hyphen, U+FEFF | U+200B, which the reading leaves out |

mod entity;
mod pronunciation;
mod script;
mod table;

pub use script::script;

/// The character that stands for one that nobody sees: zero-width marks, direction marks, soft hyphens.
pub const INVISIBLE: char = '\u{200B}';

/// Folds `text`, character for character.
///
/// # Examples
/// ```
/// use lianjie_parser::fold::fold;
///
/// assert_eq!(fold("產業扶貧覆蓋率７４％，戶均增收１萬餘元"), "产业扶贫覆盖率74%,户均增收1万余元");
/// assert_eq!(fold("「公司＋農戶」顯著，隨著"), "“公司+农户”显著,随着");
/// ```
pub fn fold(text: &str) -> String {
    let table = table::shared();
    let mut folded = String::with_capacity(text.len());
    // Most characters are in their folded form: stretches of them are copied whole.
    let mut copied = 0;
    let mut before = '\n';
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        if c == '&'
            && let Some((stands_for, length)) = text.get(at..).and_then(entity::at)
        {
            folded.push_str(text.get(copied..at).unwrap_or_default());
            before = fold_char(stands_for);
            folded.push(before);
            folded.extend(std::iter::repeat_n(INVISIBLE, length - 1));
            // A reference is written in ASCII: as many bytes as characters.
            copied = at + length;
            rest.nth(length - 2);
            continue;
        }
        if let Some((length, bytes)) = pronunciation::bracket(c, rest.as_str(), before) {
            folded.push_str(text.get(copied..at).unwrap_or_default());
            folded.extend(std::iter::repeat_n(INVISIBLE, length));
            copied = at + bytes;
            rest.nth(length - 2);
            continue;
        }
        let to = table.get(c).unwrap_or_else(|| table.by_neighbours(c, before, rest.as_str().chars().next()));
        if to != c {
            folded.push_str(text.get(copied..at).unwrap_or_default());
            folded.push(to);
            copied = at + c.len_utf8();
        }
        before = to;
    }
    folded.push_str(text.get(copied..).unwrap_or_default());
    folded
}

/// Folds a single character that stands alone.
pub fn fold_char(c: char) -> char {
    let table = table::shared();
    table.get(c).unwrap_or_else(|| table.by_neighbours(c, '\n', None))
}

#[cfg(test)]
mod tests;
