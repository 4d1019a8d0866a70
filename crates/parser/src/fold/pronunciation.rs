//! How a character is read, written behind it in brackets: 產(chǎn)業(yè), 緊【jǐn】緊. Pages that were turned into
//! traditional characters by a machine are full of it.

/// Vowels and nasals with a tone (Hanyu Pinyin, GB/T 16159).
const TONED: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";

/// Letters of the longest syllable: zhuāng.
const LONGEST: usize = 6;

/// The closing bracket of one that may hold how a character is read.
const fn closing(opening: char) -> Option<char> {
    match opening {
        '(' => Some(')'),
        '（' => Some('）'),
        '【' => Some('】'),
        '[' => Some(']'),
        _ => None,
    }
}

/// How many characters and bytes a bracket has of which `inside` is what follows its opening, when it says how the
/// character `before` is read. A tone must be written: 兆瓦(mw) and 公斤(kg) are units.
pub(super) fn bracket(opening: char, inside: &str, before: char) -> Option<(usize, usize)> {
    let close = closing(opening)?;
    if !matches!(before, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}') {
        return None;
    }
    let (end, _) = inside.char_indices().take(LONGEST + 1).find(|(_, c)| *c == close)?;
    let syllable = inside.get(..end)?;
    let letter = |c: char| c.is_ascii_lowercase() || matches!(c, 'ü' | 'ɡ' | 'ɑ') || TONED.contains(c);
    let read = syllable.chars().all(letter) && syllable.chars().any(|c| TONED.contains(c));
    read.then(|| (syllable.chars().count() + 2, opening.len_utf8() + end + close.len_utf8()))
}
