use proptest::prelude::*;

use super::{BlockKind, Outline, outline};
use crate::fold::fold;

#[track_caller]
fn read(text: &str) -> Outline {
    let folded = fold(text);
    let out = outline(text, &folded);
    check_map(&folded, &out);
    out
}

/// Every character of the reading is the folded character that it maps to, but for breaks and the gaps of joined cells.
#[track_caller]
fn check_map(folded: &str, out: &Outline) {
    let folded: Vec<char> = folded.chars().collect();
    let text = out.reading.text();
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '\t' | ' ') {
            continue;
        }
        let range = crate::reading::TextRange::of(at..at + c.len_utf8());
        let span = out.reading.span(range);
        assert_eq!(folded[usize::try_from(span.start()).unwrap()], c);
    }
}

proptest! {
    #[test]
    fn never_panics_and_maps_back(text in any::<String>()) {
        read(&text);
    }

    #[test]
    fn never_panics_on_pages(text in "([一二(（)）、。，；：“”\n\t 　1①第条是|>来源:时间—#-]|首页|2018-01-02){0,60}") {
        let out = read(&text);
        for sentence in &out.sentences {
            assert!(sentence.section < out.sections.len());
            assert!(out.reading.range().contains(sentence.range));
        }
        for section in &out.sections {
            assert!(section.range.start <= section.range.end);
            assert!(out.reading.range().contains(section.range), "{section:?}");
            if let Some(parent) = section.parent {
                assert!(out.sections[parent].range.contains(section.range), "{:?} {section:?}", out.sections[parent]);
            }
        }
        assert!(out.clauses.is_sorted_by_key(|clause| clause.range.start));
        assert!(out.blocks.iter().all(|block| block.kind != BlockKind::Title || out.title.is_some()));
    }
}
