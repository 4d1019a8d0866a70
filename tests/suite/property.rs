//! What holds for every text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and says so"
)]

use lianjie_parser::{Parsed, Report, Source, Span, parse};
use lianjie_tests::repository;
use proptest::prelude::*;

/// Every span of every record and diagnostic.
fn spans(Parsed { report, diagnostics }: &Parsed) -> Vec<Span> {
    let mut spans: Vec<Span> = report.figures.iter().map(|figure| figure.span).collect();
    spans.extend(diagnostics.iter().map(|diagnostic| diagnostic.span));
    spans.extend(report.programs.iter().flat_map(|record| &record.evidence));
    spans.extend(report.funding_sources.iter().flat_map(|record| &record.evidence));
    spans.extend(report.schemes.iter().flat_map(|record| &record.evidence));
    spans.extend(report.schemes.iter().flat_map(|record| &record.terms).flat_map(|term| &term.evidence));
    spans.extend(report.findings.iter().flat_map(|record| &record.evidence));
    let repairs = || report.findings.iter().filter_map(|finding| finding.repair.as_ref());
    spans.extend(repairs().map(|repair| repair.span));
    spans.extend(repairs().flat_map(|repair| &repair.reading).map(|figure| figure.span));
    spans
}

#[track_caller]
fn holds(text: &str) {
    let parsed = parse(text);
    let report = &parsed.report;
    report.check().unwrap();
    for span in spans(&parsed) {
        assert!(!span.is_empty(), "an empty span in {text:?}");
        assert!(span.quote(text).is_some(), "{span:?} is past the end of {text:?}");
    }
    for figure in &report.figures {
        assert_eq!(figure.span.quote(text), Some(figure.text.as_str()), "in {text:?}");
    }
    for repair in report.findings.iter().filter_map(|finding| finding.repair.as_ref()) {
        assert_eq!(repair.span.quote(text), Some(repair.text.as_str()), "in {text:?}");
    }
    for pair in parsed.diagnostics.windows(2) {
        assert!(pair[0].span <= pair[1].span, "diagnostics out of order in {text:?}");
    }
    for pair in report.figures.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start(), "figures overlap in {text:?}");
    }
    let json = serde_json::to_string(report).unwrap();
    assert_eq!(json, serde_json::to_string(&parse(text).report).unwrap(), "not the same twice: {text:?}");
    assert_eq!(&serde_json::from_str::<Report>(&json).unwrap(), report, "JSON form does not read back");
}

/// Pieces that reports are made of, so that random texts reach the rules.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,12}",
        "[0-9]{1,4}\\.[0-9]{1,3}",
        "[一二三四五六七八九十百千万亿两几数半0-9〇]{1,5}",
        prop::sample::select(vec![
            "万元",
            "亿元",
            "户",
            "人",
            "个",
            "%",
            "个百分点",
            "亩",
            "倍",
            "：",
            ":",
            "∶",
            "—",
            "-",
            "至",
            "以上",
            "多",
            "余",
            "近",
            "约",
            "每户",
            "户均",
            "人均",
            "年",
            "月",
            "日",
            "成",
            "分之",
            "、",
            "和",
            "（",
            "）",
            "(",
            "\n",
            "\t",
            "。",
            "，",
            "；",
            "“",
            "”",
            "「",
            "」",
            "+",
            "＋",
            "　",
            " ",
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            "贫困户",
            "全县",
            "该县",
            "平利县",
            "东河南镇",
            "牛家村",
            "2017年",
            "去年",
            "截至目前",
            "其中",
            "带动",
            "增收",
            "分红",
            "贷款",
            "财政专项扶贫资金",
            "合作社",
            "公司",
            "有限公司",
            "模式",
            "按",
            "比例",
            "保底",
            "入股",
            "承担",
            "一是",
            "（一）",
            "一、",
            "——",
            "首页",
            "来源：",
            "戶均增收",
            "億元",
            "銀行",
            "風險補償金",
            "脫貧",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text(text in ".{0,200}") {
        holds(&text);
    }

    #[test]
    fn texts_of_the_field(pieces in prop::collection::vec(piece(), 0..60)) {
        holds(&pieces.concat());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(source) = Source::from_bytes(&bytes) {
            holds(source.text());
        }
    }
}

#[test]
fn sample_reports_and_their_tails() {
    for entry in std::fs::read_dir(repository().join("examples/reports")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "txt") {
            let source = Source::from_bytes(&std::fs::read(&path).unwrap()).unwrap();
            holds(source.text());
            let chars: Vec<char> = source.text().chars().collect();
            for start in (0..chars.len()).step_by(97) {
                holds(&chars[start..].iter().collect::<String>());
            }
        }
    }
}

/// Four times the text takes well under sixteen times the time, whatever it holds.
#[test]
fn time_is_linear() {
    let sentence = "全县投入资金3.2亿元，带动贫困户1200户，户均增收845元。“公司+合作社+贫困户”模式一是";
    let unpunctuated = "带动贫困户1200户户均增收845元投入资金3.2亿元";
    for piece in
        [sentence, unpunctuated, "“", "1", "一", "两", "\n", "、", "其中", "县", "公司", "1户", "(一)"]
    {
        let seconds = |length: usize| {
            let text = piece.repeat(length / piece.len());
            let start = std::time::Instant::now();
            drop(parse(&text));
            start.elapsed()
        };
        let (short, long) = (seconds(15_000), seconds(60_000));
        // What a short text takes is mostly noise below this.
        let floor = std::time::Duration::from_millis(40);
        assert!(long < short.max(floor) * 10, "{piece:?}: {short:?}, four times as much {long:?}");
    }
}
