//! Tests of dates: years and their parts, ranges, relative words, what is no date.

use super::*;
use crate::fold::fold;
use crate::lexicon::Lexicon;
use crate::outline::outline;

/// Dates of a text published on 2018-07-02: quote, period.
fn dated(text: &str, published: Option<&str>) -> Vec<(String, String)> {
    let outline = outline(text, &fold(text));
    let hits = Lexicon::builtin().scan(outline.reading.text());
    let published = published.map(|day| day.parse().unwrap());
    let dates = scan(&outline, &hits, published).mentions;
    dates
        .into_iter()
        .map(|date| {
            let period = date.period.map_or("-".to_owned(), |p| {
                let day = |d: Option<NaiveDate>| d.map_or(String::new(), |d| d.to_string());
                format!("{}..{}{}", day(p.from()), day(p.to()), if p.as_of() { "*" } else { "" })
            });
            (outline.reading.slice(date.range).to_owned(), period)
        })
        .collect()
}

#[track_caller]
fn parses(text: &str, expected: &[(&str, &str)]) {
    let found = dated(text, Some("2018-07-02"));
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn parses_years_and_their_parts() {
    parses("2017年,全县脱贫", &[("2017年", "2017-01-01..2017-12-31")]);
    parses("2017年度考核", &[("2017年度", "2017-01-01..2017-12-31")]);
    parses("二〇一七年投入", &[("二〇一七年", "2017-01-01..2017-12-31")]);
    parses("2017年底仍有", &[("2017年底", "..2017-12-31*")]);
    parses("2015年年底建档", &[("2015年年底", "..2015-12-31*")]);
    parses("2016年上半年每户", &[("2016年上半年", "2016-01-01..2016-06-30")]);
    parses("2019年第三季度发放", &[("2019年第三季度", "2019-07-01..2019-09-30")]);
    parses("2019年前三季度发放", &[("2019年前三季度", "2019-01-01..2019-09-30")]);
    parses("2016年冬天贷款", &[("2016年冬天", "2016-01-01..2016-12-31")]);
    parses("2018年5月份", &[("2018年5月份", "2018-05-01..2018-05-31")]);
    parses("2018年5月中旬", &[("2018年5月中旬", "2018-05-01..2018-05-31")]);
    parses("2018年6月15日,企业", &[("2018年6月15日", "2018-06-15..2018-06-15")]);
    parses("2018年1-6月,全县", &[("2018年1-6月", "2018-01-01..2018-06-30")]);
    parses("2018年1月至6月,全县", &[("2018年1月至6月", "2018-01-01..2018-06-30")]);
}

#[test]
fn parses_ranges_of_years() {
    parses("2016-2018年累计", &[("2016-2018年", "2016-01-01..2018-12-31")]);
    parses("2014年至2017年,全镇", &[("2014年至2017年", "2014-01-01..2017-12-31")]);
    parses("“十三五”期间", &[("十三五”期间", "2016-01-01..2020-12-31")]);
    parses("十二五末", &[("十二五末", "..2015-12-31*")]);
}

#[test]
fn parses_what_stands_around() {
    parses("截至2018年5月份,", &[("截至2018年5月份", "..2018-05-31*")]);
    parses("截止2017年5月底,", &[("截止2017年5月底", "..2017-05-31*")]);
    parses("到2020年,茶园", &[("到2020年", "..2020-12-31*")]);
    parses("扩到2017年的26万亩", &[("2017年", "2017-01-01..2017-12-31")]);
    parses("2015年起,县里", &[("2015年起", "2015-01-01..")]);
    parses("2015年以来,县里", &[("2015年以来", "2015-01-01..2018-07-02*")]);
    parses("2017年起草方案", &[("2017年", "2017-01-01..2017-12-31")]);
}

#[test]
fn parses_relative_words() {
    parses("去年,农户", &[("去年", "2017-01-01..2017-12-31")]);
    parses("去年以来,各村", &[("去年以来", "2017-01-01..2018-07-02*")]);
    parses("今年上半年", &[("今年上半年", "2018-01-01..2018-06-30")]);
    parses("去年12月份签了", &[("去年12月份", "2017-12-01..2017-12-31")]);
    parses("截至6月底,全市", &[("截至6月底", "..2018-06-30*")]);
    parses("截至去年底,全市", &[("截至去年底", "..2017-12-31*")]);
    parses("截至9月底,全市", &[("截至9月底", "..2017-09-30*")]);
    parses("上半年,全县", &[("上半年", "2018-01-01..2018-06-30")]);
    parses("上个月分红", &[("上个月", "2018-06-01..2018-06-30")]);
    parses("截至目前,全县", &[("截至目前", "..2018-07-02*")]);
    parses("近年来,全县", &[("近年来", "-")]);
}

#[test]
fn parses_words_counted_from_a_year() {
    parses(
        "2017年公司进村,当年给农户分红",
        &[("2017年", "2017-01-01..2017-12-31"), ("当年", "2017-01-01..2017-12-31")],
    );
    parses(
        "2018年办社。头一年有33户,第二年有243户",
        &[
            ("2018年", "2018-01-01..2018-12-31"),
            ("头一年", "2018-01-01..2018-12-31"),
            ("第二年", "2019-01-01..2019-12-31"),
        ],
    );
    parses(
        "2016年冬天包棚,头一年落下4万元",
        &[("2016年冬天", "2016-01-01..2016-12-31"), ("头一年", "2017-01-01..2017-12-31")],
    );
    parses(
        "2017年进村,当年底分红",
        &[("2017年", "2017-01-01..2017-12-31"), ("当年底", "2017-01-01..2017-12-31")],
    );
}

#[test]
fn rejects_what_is_no_date() {
    parses("《2018年行动计划》提出", &[]);
    parses("受益20年,期限3年", &[]);
    parses("五月花镇,一年收入", &[]);
    parses("达到当年的标准", &[]);
    parses("比去年增加3个", &[]);
    parses("电话0916-6221687", &[]);
    parses("山乡农经信息 2024年第6期", &[]);
}

#[test]
fn parses_the_year_of_what_a_notice_issues() {
    let notice =
        "关于印发《石桥县2024年养殖保险实施方案》的通知\n各乡镇人民政府：\n每头牛保费60元，县财政补贴四成。";
    assert_eq!(dated(notice, None), [("2024年".to_owned(), "2024-01-01..2024-12-31".to_owned())]);
    let text = "养殖保险怎么投\n各乡镇人民政府按照《石桥县2024年养殖保险实施方案》组织投保，每头牛保费60元。";
    assert_eq!(dated(text, None), []);
}

#[test]
fn relative_words_need_a_date() {
    for text in ["去年,全县", "上半年,全县", "目前,全县", "截至6月底,全市"] {
        let found = dated(text, None);
        assert!(found.iter().all(|(_, period)| period == "-"), "{found:?}");
        assert_eq!(found.len(), 1, "{text}");
    }
}
