//! Names in, places out: cases, negatives, and properties over the whole table.

use lianjie_core::PlaceLevel;

use super::*;

fn gazetteer() -> &'static Gazetteer {
    Gazetteer::shared()
}

/// The place that a name means after other names, as `path code`.
#[track_caller]
fn resolved(name: &str, year: Option<i32>, around: &[&str]) -> String {
    let gazetteer = gazetteer();
    let mut context = PlaceContext { year, ..PlaceContext::default() };
    for other in around {
        let id = gazetteer.name(other).unwrap_or_else(|| panic!("{other} is no name"));
        let place = gazetteer.resolve(id, None, &context).place();
        context.places.insert(0, place.unwrap_or_else(|| panic!("{other} is ambiguous")));
    }
    let Some(id) = gazetteer.name(name) else { return "no name".to_owned() };
    match gazetteer.resolve(id, None, &context) {
        Resolution::Place(id) => {
            let place = gazetteer.place(id, year);
            let code = place.adcode.map(|code| format!(" {code}")).unwrap_or_default();
            assert_eq!(place.path.last(), Some(&place.name));
            place.path.join("/") + &code
        }
        Resolution::Ambiguous => "ambiguous".to_owned(),
        Resolution::Unknown => "unknown".to_owned(),
    }
}

#[test]
fn resolves_names_without_context() {
    for (name, year, wanted) in [
        ("平山县", Some(2018), "河北省/石家庄市/平山县 130131"),
        ("灵丘县", Some(2017), "山西省/大同市/灵丘县 140224"),
        ("灵丘县", Some(1990), "山西省/雁北地区/灵丘县 142124"),
        ("内蒙古", None, "内蒙古自治区 150000"),
        ("内蒙", None, "内蒙古自治区 150000"),
        ("广西", None, "广西壮族自治区 450000"),
        ("重庆", Some(2018), "重庆市 500000"),
        ("恩施州", None, "湖北省/恩施土家族苗族自治州 422800"),
        ("西双版纳", None, "云南省/西双版纳傣族自治州 532800"),
        ("黔南州", Some(2019), "贵州省/黔南布依族苗族自治州 522700"),
        ("凉山州", None, "四川省/凉山彝族自治州 513400"),
        ("延边州", None, "吉林省/延边朝鲜族自治州 222400"),
        ("博州", None, "新疆维吾尔自治区/博尔塔拉蒙古自治州 652700"),
        ("化隆县", Some(2025), "青海省/海东市/化隆回族自治县 630224"),
        ("化隆县", Some(2005), "青海省/海东地区/化隆回族自治县 632127"),
        ("镇宁县", Some(2018), "贵州省/安顺市/镇宁布依族苗族自治县 520423"),
        ("镇宁自治县", Some(2018), "贵州省/安顺市/镇宁布依族苗族自治县 520423"),
        ("鄂温克旗", None, "内蒙古自治区/呼伦贝尔市/鄂温克族自治旗 150724"),
        ("科左中旗", None, "内蒙古自治区/通辽市/科尔沁左翼中旗 150521"),
        ("仙桃市", Some(2017), "湖北省/仙桃市 429004"),
        ("神农架", None, "湖北省/神农架林区 429021"),
        ("潼南区", Some(2018), "重庆市/潼南区 500152"),
        ("潼南县", Some(2012), "重庆市/潼南县 500223"),
        ("潼南", Some(2012), "重庆市/潼南县 500223"),
        ("潼南", Some(2018), "重庆市/潼南区 500152"),
        ("潼南", None, "重庆市/潼南区 500152"),
        ("毕节地区", Some(2009), "贵州省/毕节地区 522400"),
        ("毕节", Some(2009), "贵州省/毕节地区 522400"),
        ("毕节市", Some(2018), "贵州省/毕节市 520500"),
        ("赫章县", Some(2008), "贵州省/毕节地区/赫章县 522428"),
        ("襄樊市", Some(2008), "湖北省/襄樊市 420600"),
        ("枣阳市", Some(2008), "湖北省/襄樊市/枣阳市 420683"),
        ("枣阳市", Some(2016), "湖北省/襄阳市/枣阳市 420683"),
        ("户县", Some(2014), "陕西省/西安市/户县 610125"),
        ("即墨市", Some(2016), "山东省/青岛市/即墨市 370282"),
        ("即墨", Some(2019), "山东省/青岛市/即墨区 370215"),
        ("湟中县", Some(2017), "青海省/西宁市/湟中县 630122"),
        ("湟中", Some(2022), "青海省/西宁市/湟中区 630106"),
        ("旬阳", Some(2022), "陕西省/安康市/旬阳市 610981"),
        ("沙县", Some(2016), "福建省/三明市/沙县 350427"),
        ("沙县", Some(2023), "福建省/三明市/沙县区 350405"),
        ("涪陵", Some(1990), "四川省/涪陵地区 512300"),
        ("万年县", None, "江西省/上饶市/万年县 361129"),
        ("东河南镇", Some(2017), "山西省/大同市/灵丘县/东河南镇"),
        ("焕古镇", Some(2018), "陕西省/安康市/紫阳县/焕古镇"),
        ("济源市", Some(2017), "河南省/济源市 419001"),
        ("石河子", None, "新疆维吾尔自治区/石河子市 659001"),
    ] {
        assert_eq!(resolved(name, year, &[]), wanted, "{name} in {year:?}");
    }
}

#[test]
fn leaves_ambiguous_names_alone() {
    for name in
        ["鼓楼区", "城关区", "朝阳区", "新华区", "朝阳", "宝山区", "城关镇", "青山镇", "城区", "海州区"]
    {
        assert_eq!(resolved(name, Some(2018), &[]), "ambiguous", "{name}");
    }
    assert_eq!(resolved("无此县", None, &[]), "no name");
}

#[test]
fn resolves_ambiguous_names_in_context() {
    for (name, around, wanted) in [
        ("鼓楼区", &["徐州市"][..], "江苏省/徐州市/鼓楼区 320302"),
        ("鼓楼区", &["福建省"], "福建省/福州市/鼓楼区 350102"),
        ("朝阳区", &["长春市"], "吉林省/长春市/朝阳区 220104"),
        ("朝阳", &["辽宁省"], "辽宁省/朝阳市 211300"),
        ("朝阳", &["北京市"], "北京市/朝阳区 110105"),
        ("城关镇", &["平山县", "房县"], "湖北省/十堰市/房县/城关镇"),
        ("城关镇", &["河北省"], "ambiguous"),
        ("新华区", &["平山县"], "河北省/石家庄市/新华区 130105"),
        ("新华区", &["河北省"], "ambiguous"),
        ("长安镇", &["平利县"], "陕西省/安康市/平利县/长安镇"),
        ("石林镇", &["鹤壁市"], "河南省/鹤壁市/山城区/石林镇"),
        ("结构乡", &["赫章县"], "贵州省/毕节市/赫章县/结构乡"),
        // The table knows one township of the name, but the document speaks of another province.
        ("焕古镇", &["广西"], "ambiguous"),
        ("焕古镇", &["平利县"], "ambiguous"),
        ("焕古镇", &["陕西", "平利县"], "ambiguous"),
        ("焕古镇", &["平利县", "紫阳县"], "陕西省/安康市/紫阳县/焕古镇"),
        ("焕古镇", &["安康市"], "陕西省/安康市/紫阳县/焕古镇"),
        ("邢台", &["河北省"], "河北省/邢台市 130500"),
        ("通州区", &["南通市"], "江苏省/南通市/通州区 320612"),
        ("市中区", &["济宁市", "乐山市"], "四川省/乐山市/市中区 511102"),
    ] {
        assert_eq!(resolved(name, Some(2018), around), wanted, "{name} among {around:?}");
    }
}

#[test]
fn a_level_narrows_a_name() {
    let gazetteer = gazetteer();
    let context = PlaceContext { year: Some(2015), ..PlaceContext::default() };
    let name = gazetteer.name("邢台").unwrap();
    let county = gazetteer.resolve(name, Some(PlaceLevel::County), &context).place().unwrap();
    assert_eq!(gazetteer.place(county, Some(2015)).name, "邢台县");
    assert_eq!(gazetteer.resolve(name, Some(PlaceLevel::Province), &context), Resolution::Unknown);
}

#[test]
fn knows_what_lies_in_what() {
    let gazetteer = gazetteer();
    let place = |name: &str, year: i32| {
        let context = PlaceContext { year: Some(year), ..PlaceContext::default() };
        gazetteer.resolve(gazetteer.name(name).unwrap(), None, &context).place().unwrap()
    };
    let county = place("灵丘县", 2018);
    assert!(gazetteer.is_within(place("东河南镇", 2018), county));
    assert!(gazetteer.is_within(county, place("大同市", 2018)));
    assert!(gazetteer.is_within(county, place("山西省", 2018)));
    assert!(gazetteer.is_within(county, PlaceId::Country));
    assert!(!gazetteer.is_within(county, place("河北省", 2018)));
    assert!(gazetteer.is_same(place("潼南县", 2010), place("潼南区", 2018)));
    let village = gazetteer.below(county, Some(2018), "门头村", PlaceLevel::Village);
    assert_eq!(village.path, ["山西省", "大同市", "灵丘县", "门头村"]);
    assert_eq!(gazetteer.place(PlaceId::Country, None).path, ["中国"]);
    assert!(gazetteer.township_in("东河南镇", county, Some(2018)).is_some());
    assert!(gazetteer.township_in("长安镇", county, Some(2018)).is_none());
}

/// Hits of a text as `name` (sound), `name?` (doubtful), `name~` (common).
fn hits(text: &str) -> Vec<String> {
    let mark = |trust| match trust {
        Trust::Sound => "",
        Trust::Doubtful => "?",
        Trust::Common => "~",
    };
    let hits = gazetteer().scan(text);
    assert!(hits.is_sorted_by(|a, b| a.range.end <= b.range.start));
    hits.iter().map(|hit| format!("{}{}", text.get(hit.range.bytes()).unwrap(), mark(hit.trust))).collect()
}

#[test]
fn finds_names() {
    for (text, wanted) in [
        ("甘肃省陇南市礼县永兴镇", &["甘肃省", "陇南市", "礼县", "永兴镇"][..]),
        ("山西灵丘县东河南镇的农户", &["山西", "灵丘县", "东河南镇"]),
        ("山西吉县苹果", &["山西", "吉县"]),
        ("新疆和田、喀什两地", &["新疆", "和田", "喀什"]),
        ("在内蒙古自治区兴安盟科右前旗", &["内蒙古自治区", "兴安盟", "科右前旗"]),
        ("贵州黔南州长顺县代化镇", &["贵州", "黔南州", "长顺县", "代化镇"]),
        ("青海化隆县群科镇", &["青海", "化隆县", "群科镇"]),
        ("义乌市场上的山货", &["义乌市"]),
        ("以西安区域为中心", &["西安"]),
        ("陕西西乡县", &["陕西", "西乡县"]),
        ("甘肃合作市的牧民", &["甘肃", "合作市"]),
        ("辽宁朝阳的杂粮", &["辽宁", "朝阳"]),
        ("长安镇的茶园", &["长安镇"]),
        ("平山县城乡一体", &["平山县"]),
        ("四川大凉山深处", &["四川", "凉山?"]),
    ] {
        assert_eq!(hits(text), wanted, "{text}");
    }
}

#[test]
fn rejects_words_that_hold_names() {
    for text in [
        "农民专业合作社",
        "朝阳产业",
        "和平路上的企业",
        "平安村庄建设",
        "建设美丽乡村",
        "延长产业链",
        "中华人民共和国",
        "铁路普通货车",
        "对干部高要求",
        "把握大方向",
        "阳光工程永远长期和谐",
        "巨大的变化",
        "自治县级财政",
        "永兴街的店铺",
        "河北路口",
        "全市和县乡",
        "健康县城",
        "完善的合作市场",
        "上饶的各乡镇",
        "大城镇就业",
        "加快向城镇转移",
        "中心城区",
    ] {
        let sound: Vec<String> = hits(text).into_iter().filter(|hit| !hit.ends_with(['?', '~'])).collect();
        let wanted: &[&str] = if text.starts_with("上饶") { &["上饶"] } else { &[] };
        assert_eq!(sound, wanted, "{text}");
    }
    for text in ["农民专业合作社", "中华人民共和国", "高要求", "和平路", "自治"] {
        assert_eq!(hits(text), [""; 0], "{text}");
    }
    // Ordinary words stay marked as such.
    assert_eq!(hits("互助资金和朝阳产业"), ["互助~", "朝阳~"]);
    assert_eq!(hits("水平利用率"), ["平利?"]);
    assert_eq!(hits("新增城市绿地"), ["增城市?"]);
    assert_eq!(hits("张德江同志"), ["德江?"]);
}

#[test]
fn survives_any_text() {
    for text in
        ["", "县", "镇", "a县b镇", "\u{10ffff}平山", "县县县镇镇乡乡", "东河南", "街道街道", "平山\n县"]
    {
        let _ = gazetteer().scan(text);
    }
    let long = "平山县城关镇和平安乡村".repeat(500);
    assert_eq!(gazetteer().scan(&long), gazetteer().scan(&long));
}

/// Every name of today means its own division, if need be beside the name of the division above.
#[test]
fn every_current_name_resolves_to_itself() {
    let gazetteer = gazetteer();
    let mut checked = 0;
    for (id, row) in gazetteer.divisions.iter().filter(|(_, row)| row.last == i32::MAX) {
        let place = PlaceId::Division(id);
        let parent = gazetteer.parent(place).unwrap();
        let context = PlaceContext { places: vec![parent], ..PlaceContext::default() };
        let name = gazetteer.name(row.name).unwrap();
        let found = gazetteer.resolve(name, Some(row.level), &context);
        assert_eq!(found, Resolution::Place(place), "{} {}", row.name, row.adcode);
        let written = gazetteer.place(place, None);
        assert_eq!(written.name, row.name);
        assert_eq!(written.adcode.unwrap().as_str(), row.adcode);
        let above = gazetteer.place(parent, None);
        if parent != PlaceId::Country {
            assert_eq!(written.path[..written.path.len() - 1], above.path, "{}", row.name);
        }
        checked += 1;
    }
    assert!(checked > 3_000, "{checked}");
}

/// Of every year since 1984 the table has a whole country, and each code one name at a time.
#[test]
fn every_year_is_whole() {
    let gazetteer = gazetteer();
    for year in 1984..=2026 {
        let rows: Vec<_> = gazetteer.divisions.iter().filter(|(_, row)| row.valid_in(year)).collect();
        let of = |level| rows.iter().filter(|(_, row)| row.level == level).count();
        assert!((29..=34).contains(&of(PlaceLevel::Province)), "{year}: {}", of(PlaceLevel::Province));
        assert!((320..=400).contains(&of(PlaceLevel::Prefecture)), "{year}: {}", of(PlaceLevel::Prefecture));
        assert!((2_600..=3_100).contains(&of(PlaceLevel::County)), "{year}: {}", of(PlaceLevel::County));
    }
}

#[test]
fn scans_every_full_name() {
    let gazetteer = gazetteer();
    for (_, row) in gazetteer.divisions.iter().filter(|(_, row)| row.last == i32::MAX) {
        let parent = gazetteer.divisions.by_code(row.parent).next_back();
        let parent = parent.and_then(|id| gazetteer.divisions.get(id)).map_or("", |row| row.name);
        let text = format!("{parent}{}", row.name);
        let last = gazetteer.scan(&text).pop().unwrap();
        assert_eq!(text.get(last.range.bytes()), Some(row.name), "{text}");
    }
}
