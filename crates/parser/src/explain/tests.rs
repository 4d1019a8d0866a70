//! Explanations of places of all kinds.

use super::*;
use crate::Class;
use crate::lexicon::Lexicon;

const TEXT: &str =
    "彭阳县产业扶贫情况\n\n　　2018年，全县肉牛产业分红总额约412万元，惠及贫困户1630户，户均不低于2527元。\n";

/// The explanation of the first character of some words.
#[track_caller]
fn why(text: &str, words: &str) -> Explanation {
    let at = text.split_once(words).map(|(before, _)| before.chars().count()).unwrap();
    explain(text, u32::try_from(at).unwrap())
}

fn words(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| format!("{} {} {}", word.quote.text, word.class, word.code)).collect()
}

#[test]
fn tells_how_a_number_was_read() {
    let figure = why(TEXT, "412").figure.unwrap();
    assert_eq!(figure.figure.text, "约412万元");
    assert_eq!((figure.number.text.as_str(), figure.form), ("412万", Some("arabic")));
    assert_eq!(words(&figure.units), ["元 unit yuan"]);
    assert_eq!(words(&figure.bounds), ["约 approximator about"]);
    let figure = why(TEXT, "2527元").figure.unwrap();
    assert_eq!(words(&figure.bounds), ["不低于 approximator at_least"]);
    assert_eq!(words(&figure.per), ["户均 per household"]);
    let figure = why("每年保底分红不低于本金的10%。", "10%").figure.unwrap();
    assert_eq!(words(&figure.bounds), ["不低于 bound_cue at_least"]);
    let figure = why("全村流转土地三百亩。", "三百亩").figure.unwrap();
    assert_eq!((figure.form, figure.printed.unwrap().to_string().as_str()), (Some("chinese"), "300"));
}

#[test]
fn tells_what_the_clause_speaks_of_and_from_where() {
    let scope = why(TEXT, "1630户").scope.unwrap();
    let named = scope.place.named.unwrap();
    assert_eq!((named.quote.text.as_str(), named.stands), ("彭阳县", "title"));
    let named = scope.period.named.unwrap();
    assert_eq!((named.quote.text.as_str(), named.stands), ("2018年", "sentence"));
    let named = scope.poor.named.unwrap();
    assert_eq!((scope.poor.value, named.quote.text.as_str(), named.stands), (Some(true), "贫困户", "clause"));
    assert_eq!(scope.industry.value.unwrap().as_str(), "livestock");
    let bare = why("共有12户。", "12户").scope.unwrap();
    assert_eq!((bare.place.value, bare.place.named, bare.period.value), (None, None, None));
}

#[test]
fn tells_what_uses_the_figure() {
    let why = why(TEXT, "412");
    assert!(why.used_by.contains(&"observations[0]".to_owned()), "{:?}", why.used_by);
    assert!(why.used_by.contains(&"findings[0]".to_owned()), "{:?}", why.used_by);
    let measure = why.measure.unwrap();
    assert_eq!(measure.measure.unwrap().as_str(), "dividend");
    assert_eq!(measure.rule.unwrap(), measure.ruled.unwrap().rule);
    assert_eq!(measure.readings[0].name, "dividend");
    assert!(!measure.signs.is_empty());
}

#[test]
fn names_the_rows_of_the_lexicon() {
    for word in why(TEXT, "412").words {
        let row = word.row.unwrap();
        let class: Class = word.class.parse().unwrap();
        assert_eq!(row.file, format!("{}.tsv", word.class));
        assert!(class.line_of(&word.quote.text, &word.code).is_some_and(|line| line == row.line && line > 1));
    }
    let own = Lexicon::with_rows([(Class::Industry, "word\tcode\n藏香猪\tlivestock\n")]).unwrap();
    let text = "藏香猪带动贫困户120户。";
    let why = Parser::with_lexicon(&own).explain(text, &Metadata::default(), 8);
    let word = why.words.iter().find(|word| word.quote.text == "藏香猪").unwrap();
    assert_eq!(word.row, None);
    assert!(why.to_string().contains("a row of yours"), "{why}");
}

#[test]
fn tells_why_there_is_no_figure() {
    let text = "“十三五”期间，第三批一村一品项目于2018年7月完成，见《二十条措施》，电话0851-6620000，新农公司一直参与。";
    let cases = [
        ("十三五", "date"),
        ("三批", "ordinal"),
        ("一村一品", "no_unit"),
        ("2018年", "date"),
        ("二十条", "title"),
        ("0851", "code"),
        ("一直", "bare"),
        ("参与", "no_number"),
    ];
    for (words, code) in cases {
        let why = why(text, words);
        assert_eq!(why.no_figure.as_ref().map(|why| why.code), Some(code), "{words}: {why}");
        assert!(why.figure.is_none() && why.measure.is_none());
    }
}

#[test]
fn answers_for_every_place_of_any_text() {
    for text in [
        "",
        "\n",
        "𠮷\u{FFFD}1",
        "首页 > 新闻\n责任编辑：张三\n\n12户",
        TEXT,
        "20、15万元，1∶2∶7，四分之三，90%以上，5—10倍",
    ] {
        let length = u32::try_from(text.chars().count()).unwrap();
        for at in (0..length + 3).chain([u32::MAX]) {
            let why = explain(text, at);
            assert_eq!(why.figure.is_some(), why.no_figure.is_none(), "{text:?} at {at}");
            assert!(at < length || why.no_figure.as_ref().unwrap().code == "outside_text");
            assert!(!why.to_string().is_empty() && serde_json::to_value(&why).is_ok());
        }
    }
}

#[test]
fn refuses_what_the_scan_refuses() {
    let parsed = crate::parse(TEXT);
    for (at, _) in TEXT.chars().enumerate() {
        let at = u32::try_from(at).unwrap();
        let figure = explain(TEXT, at).figure.map(|reading| reading.figure);
        let held = parsed.report.figures.iter().find(|figure| Spot::holds(figure.span, at));
        assert_eq!(figure.as_ref(), held);
    }
}
