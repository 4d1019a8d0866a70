//! The dirt of pages and files: what a report says does not change with it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking and says so")]

use std::collections::BTreeSet;

use lianjie_parser::{Report, Source, parse};
use lianjie_tests::{repository, texts};

/// A text as another page would print it: each character with the place in the original that it stands for.
type Printed = Vec<(char, usize)>;
type Print = fn(&[char]) -> Printed;

/// What is done to the text. Those that only change how characters are printed or parted leave the lines alone.
const DIRT: [(&str, Print); 8] = [
    ("half-width signs", half_width),
    ("full-width digits", full_width),
    ("other ends of lines", carriage_returns),
    ("invisible characters", invisible),
    ("character references", referred),
    ("spaces around numbers", spaced),
    ("numbers of pages", paged),
    (WIDTH, |text| wrapped(text, 30)),
];
const WIDTH: &str = "lines of one width";

#[test]
fn samples_say_the_same_on_dirty_pages() {
    let mut differences = Vec::new();
    for path in texts(&repository().join("examples/reports")).unwrap() {
        let source = Source::from_bytes(&std::fs::read(&path).unwrap()).unwrap();
        let text: Vec<char> = source.text().chars().collect();
        let clean = said(&parse(source.text()).report, &|at| at);
        assert!(!clean.is_empty(), "{}", path.display());
        // A page that breaks its own lines is not broken at another width.
        let broken = source.text().lines().any(|line| line.ends_with(is_ideograph) && line.contains('，'));
        for (name, print) in DIRT.into_iter().filter(|(name, _)| !(broken && *name == WIDTH)) {
            let printed = print(&text);
            let dirty: String = printed.iter().map(|(c, _)| *c).collect();
            let found = said(&parse(&dirty).report, &|at| printed[at].1);
            let file = path.file_stem().unwrap().to_string_lossy().into_owned();
            differences.extend(clean.difference(&found).map(|lost| format!("{file}, {name}: lost {lost}")));
            differences.extend(found.difference(&clean).map(|new| format!("{file}, {name}: new {new}")));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The ways in which the cells of a table reach a text.
type Part = fn(&[&str]) -> String;
const PARTED: [(&str, Part); 6] = [
    ("tabs", |cells| cells.join("\t")),
    ("bars", |cells| cells.join("|")),
    ("bars around", |cells| format!("| {} |", cells.join(" | "))),
    ("runs of spaces", |cells| printed(cells).join("    ")),
    ("spaces", |cells| printed(cells).join(" ")),
    ("strokes", |cells| printed(cells).join("／")),
];

/// What nothing is printed for between spaces.
fn printed<'a>(cells: &[&'a str]) -> Vec<&'a str> {
    cells.iter().copied().filter(|cell| !cell.is_empty()).collect()
}

#[test]
fn a_table_says_the_same_however_its_cells_are_parted() {
    let tables: [&[&[&str]]; 2] = [
        &[
            &["序号", "项目名称", "实施地点", "资金（万元）", "受益户数"],
            &["1", "茶园改造", "大坪村", "120", "35"],
            &["2", "冷库建设", "石桥村", "180.5", "46"],
            &["合计", "", "", "300.5", "81"],
        ],
        &[
            &["乡镇", "贫困户（户）", "贫困人口（人）", "种植面积（亩）", "户均增收（元）"],
            &["安口镇", "120", "386", "1500", "2300"],
            &["孤山子镇", "86", "255", "860", "1850"],
            &["合计", "206", "641", "2360", ""],
        ],
    ];
    for table in tables {
        let mut expected: Option<Vec<String>> = None;
        for (name, part) in PARTED {
            let rows: Vec<String> = table.iter().map(|row| part(row)).collect();
            let text = format!(
                "柳河县产业帮扶情况\n现将情况公告如下。\n{}\n公示期10天，欢迎监督。\n",
                rows.join("\n")
            );
            let report = parse(&text).report;
            let told = report.observations.iter().map(|observation| {
                let figure = &report.figures[observation.figure];
                let place = observation.place.as_ref().map(|place| &place.name);
                format!("{:?} {} of {place:?}", figure.value, observation.measure)
            });
            let told: Vec<String> = told.collect();
            assert!(told.len() >= 6, "{name}: {told:?}");
            assert_eq!(expected.get_or_insert_with(|| told.clone()), &told, "{name}");
        }
    }
}

/// Every observation, with where its figure begins in the original.
fn said(report: &Report, original: &dyn Fn(usize) -> usize) -> BTreeSet<String> {
    let said = report.observations.iter().map(|observation| {
        let figure = &report.figures[observation.figure];
        let at = original(usize::try_from(figure.span.start()).unwrap());
        let place = observation.place.as_ref().map(|place| &place.name);
        format!(
            "{at}: {:?} {:?} {} of {place:?} in {:?}, {:?}",
            figure.value, figure.upper, observation.measure, observation.period, observation.group
        )
    });
    said.collect()
}

fn half_width(text: &[char]) -> Printed {
    let half = |c| match c {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        other => other,
    };
    text.iter().enumerate().map(|(at, c)| (half(*c), at)).collect()
}

fn full_width(text: &[char]) -> Printed {
    let full = |c: char| match c {
        '0'..='9' | '%' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        other => other,
    };
    text.iter().enumerate().map(|(at, c)| (full(*c), at)).collect()
}

fn carriage_returns(text: &[char]) -> Printed {
    let end = |at: usize, c: char| if c == '\n' { vec![('\r', at), ('\n', at)] } else { vec![(c, at)] };
    text.iter().enumerate().flat_map(|(at, c)| end(at, *c)).collect()
}

fn invisible(text: &[char]) -> Printed {
    let seventh =
        |at: usize, c: char| if at % 7 == 3 { vec![(c, at), ('\u{200B}', at)] } else { vec![(c, at)] };
    text.iter().enumerate().flat_map(|(at, c)| seventh(at, *c)).collect()
}

/// A space between every number and the ideographs beside it.
fn spaced(text: &[char]) -> Printed {
    let mut out = Printed::new();
    for (at, &c) in text.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| text[before]);
        let parts = |a: char, b: char| a.is_ascii_digit() && is_ideograph(b);
        if before.is_some_and(|before| parts(before, c) || parts(c, before)) {
            out.push((' ', at));
        }
        out.push((c, at));
    }
    out
}

/// Signs as the source of a page writes them.
fn referred(text: &[char]) -> Printed {
    let reference = |c: char| match c {
        '“' => "&ldquo;",
        '”' => "&rdquo;",
        '—' => "&mdash;",
        '·' => "&#183;",
        '\u{3000}' => "&#x3000;",
        _ => "",
    };
    let written = |(at, c): (usize, &char)| match reference(*c) {
        "" => vec![(*c, at)],
        reference => reference.chars().map(|c| (c, at)).collect(),
    };
    text.iter().enumerate().flat_map(written).collect()
}

/// After every sixth line the number of a page.
fn paged(text: &[char]) -> Printed {
    let mut out = Printed::new();
    let mut lines = 0_usize;
    for (at, &c) in text.iter().enumerate() {
        out.push((c, at));
        lines += usize::from(c == '\n');
        if c == '\n' && lines.is_multiple_of(6) {
            out.extend(format!("— {} —\n", lines / 6).chars().map(|c| (c, at)));
        }
    }
    out
}

/// Paragraphs broken after so many characters; a page keeps the rows of its tables whole.
fn wrapped(text: &[char], width: usize) -> Printed {
    let mut out = Printed::new();
    let mut column = 0;
    let mut row = false;
    for (at, &c) in text.iter().enumerate() {
        if at == 0 || text[at - 1] == '\n' {
            let line: String = text[at..].iter().take_while(|c| **c != '\n').collect();
            row = line.contains(['\t', '|']) || line.trim().contains("  ");
        }
        let hangs = matches!(c, '，' | '。' | '；' | '：' | '、' | '”' | '）' | '》' | '！' | '？' | '\t');
        if column >= width && !hangs && !row && c != '\n' {
            out.push(('\n', at));
            column = 0;
        }
        out.push((c, at));
        column = if c == '\n' { 0 } else { column + 1 };
    }
    out
}

fn is_ideograph(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}
