//! Character references that a page's source left in its text: `&nbsp;`, `&ldquo;`, `&#160;`.

use super::INVISIBLE;

/// The references that Chinese pages use, with what they stand for (HTML Living Standard, 13.5).
const NAMED: [(&str, char); 22] = [
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("permil", '‰'),
    ("deg", '°'),
    ("zwnj", INVISIBLE),
];

/// Characters between `&` and `;`.
const LONGEST: usize = 8;

/// The character that a reference at the start of `text` stands for, and how many characters the reference has.
pub(super) fn at(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    let end = rest.bytes().take(LONGEST + 1).position(|byte| byte == b';')?;
    let name = rest.get(..end)?;
    let to = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control())?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((to, end + 2))
}
