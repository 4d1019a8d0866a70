//! Tests of places: names of the gazetteer, villages and townships by form, what is no place.

use super::*;
use crate::fold::fold;
use crate::lexicon::Lexicon;
use crate::outline::outline;

fn named(text: &str) -> Vec<(String, String)> {
    let outline = outline(text, &fold(text));
    let hits = Lexicon::builtin().scan(outline.reading.text());
    let (mentions, _) = scan(&outline, Known { hits: &hits, dates: &[], published: None });
    let quote = |m: &PlaceMention| outline.reading.slice(m.range).to_owned();
    mentions.iter().map(|m| (quote(m), m.place.path.join("/"))).collect()
}

#[track_caller]
fn parses(text: &str, expected: &[(&str, &str)]) {
    let found = named(text);
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn parses_villages_by_form() {
    parses(
        "桑植县洪家关乡光荣村建起茶园。",
        &[("桑植县洪家关乡光荣村", "湖南省/张家界市/桑植县/洪家关乡/光荣村")],
    );
    parses("走进施秉县黑冲村,看到茶园。", &[("施秉县黑冲村", "贵州省/黔东南苗族侗族自治州/施秉县/黑冲村")]);
    parses(
        "施秉县种烟。在黑冲村,黑冲村村民收入增加。",
        &[
            ("施秉县", "贵州省/黔东南苗族侗族自治州/施秉县"),
            ("黑冲村", "贵州省/黔东南苗族侗族自治州/施秉县/黑冲村"),
            ("黑冲村", "贵州省/黔东南苗族侗族自治州/施秉县/黑冲村"),
        ],
    );
    parses("龙泉村带动贫困户46户。", &[("龙泉村", "龙泉村")]);
    parses("公司落户三棵柳社区。", &[("三棵柳社区", "三棵柳社区")]);
    parses("白音查干嘎查养牛860头。", &[("白音查干嘎查", "白音查干嘎查")]);
}

#[test]
fn parses_a_stem_named_again() {
    let found = named("施秉县白杨镇后湾村建厂。后湾还可提供岗位。");
    assert_eq!(found.last().unwrap().0, "后湾");
}

#[test]
fn rejects_general_words() {
    for text in [
        "全村贫困户46户。",
        "农村电商覆盖12个贫困村。",
        "乡镇干部驻村帮扶。",
        "13个村整村退出,两个村脱贫。",
        "推进村集体经济发展。",
        "建成村级电站73个。",
        "城镇化率达到25%。",
        "返乡青年回村创业。",
        "社区工厂41家。",
    ] {
        assert_eq!(named(text), [], "{text}");
    }
}

#[test]
fn keeps_the_name_that_the_text_gives() {
    parses("潜山县种植瓜蒌。", &[("潜山县", "安徽省/安庆市/潜山县")]);
    parses("潜山市种植瓜蒌。", &[("潜山市", "安徽省/安庆市/潜山市")]);
}
