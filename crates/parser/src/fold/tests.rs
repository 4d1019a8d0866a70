//! Tests of folding: every canonical form, and that characters stay one for one.

use proptest::prelude::*;

use lianjie_core::Script;

use super::{INVISIBLE, fold, fold_char, script};

#[track_caller]
fn check(original: &str, folded: &str) {
    assert_eq!(fold(original), folded);
    assert_eq!(original.chars().count(), folded.chars().count());
}

#[test]
fn folds_traditional_characters_and_variants() {
    check(
        "産業 產業 戶 户 爲 為 裏 裡 臺 後 徵 週 佔 綫 線 羣 羣眾 彙報",
        "产业 产业 户 户 为 为 里 里 台 后 征 周 占 线 线 群 群众 汇报",
    );
    check("1萬餘元，3萬馀元", "1万余元,3万余元");
    // Radicals and compatibility ideographs, as text from PDF files has them.
    check("⼈⼝⼾\u{F9D1}", "人口户六");
}

#[test]
fn folds_by_neighbours() {
    check("隨著 沿著 著力 著眼 意味著", "随着 沿着 着力 着眼 意味着");
    check("顯著 著名 卓著 土著 著作 專著", "显著 著名 卓著 土著 著作 专著");
    check("餅乾 乾旱 乾部 乾隆 乾縣 乾县 乾坤", "饼干 干旱 干部 乾隆 乾县 乾县 乾坤");
    check("瞭解 一目瞭然 瞭望", "了解 一目了然 瞭望");
    check("藉助 憑藉 狼藉 慰藉", "借助 凭借 狼藉 慰藉");
    check("二○一七年 一九九〇年 ○縣 ◯", "二〇一七年 一九九〇年 ○县 ◯");
}

#[test]
fn folds_widths_and_signs() {
    check("ＡＢｃ１２３％（）：；，．！？＋／＝", "ABc123%():;,.!?+/=");
    check("。、《》【】〔〕〈〉㎡㎞‰℃①Ⅰ", "。、《》【】〔〕〈〉㎡㎞‰℃①Ⅰ");
    check("「甲『乙』」〝丙〞“丁”„戊‟＂己＂\"", "“甲“乙””“丙”“丁”“戊“\"己\"\"");
    check("5—10倍 5－10 5–10 5−10 ——", "5-10倍 5-10 5-10 5-10 --");
    check("5～10 5〜10 5~10", "5~10 5~10 5~10");
    check("1∶2∶7 1：1 1︰1", "1:2:7 1:1 1:1");
    check("阿依·古丽•买 ・ ‧", "阿依·古丽·买 · ·");
    check("\u{3000}\u{A0}\t\u{2003}", "  \t ");
}

#[test]
fn folds_line_ends_to_one_form() {
    check("甲\r\n乙\r丙\n丁\u{2028}戊", "甲\u{200B}\n乙\n丙\n丁\n戊");
    check("\u{FEFF}甲\u{200D}\u{AD}", "\u{200B}甲\u{200B}\u{200B}");
    assert_eq!(fold_char('\u{FEFF}'), INVISIBLE);
}

#[test]
fn leaves_simplified_text_alone() {
    let text = "全县共有38个贫困村、2万余人,其中“易地搬迁”412户;著名产区、乾县、瞭望台。\n";
    check(text, text);
}

#[test]
fn leaves_characters_outside_the_basic_plane_alone() {
    check("𠮷田😀𫝧", "𠮷田😀𫝧");
}

#[test]
fn folding_twice_changes_nothing_more() {
    let once = fold("隨著產業發展，「公司＋農戶」二○一七年\r\n顯著");
    assert_eq!(fold(&once), once);
}

#[test]
fn tells_the_script() {
    assert_eq!(script(""), Script::Simplified);
    assert_eq!(script("2019"), Script::Simplified);
    assert_eq!(script("产业发展带动贫困户"), Script::Simplified);
    assert_eq!(script("產業發展帶動貧困戶"), Script::Traditional);
    // A name in the other script does not make a text mixed.
    assert_eq!(
        script(
            "记者从县里获悉,“聖豐農業”公司带动贫困户增收,产业发展,农业转型,乡镇联动,扶贫车间开进村里,贫困户就业"
        ),
        Script::Simplified
    );
    // Whole lines do.
    let lines = "產業發展帶動貧困戶增收，農業轉型，鄉鎮聯動，扶貧車間開進村裡。\n".repeat(20);
    assert_eq!(script(&format!("{lines}产业扶贫结硕果\n{lines}产业扶贫结硕果\n")), Script::Mixed);
    assert_eq!(script(&format!("{lines}产业扶贫结硕果\n{lines}")), Script::Traditional);
    assert_eq!(script("产业发展带动貧困農戶增收，财政貸款贴息"), Script::Mixed);
}

#[test]
fn character_references_stand_for_one_character() {
    let seen = |text: &str| fold(text).replace(super::INVISIBLE, "");
    assert_eq!(seen("&ldquo;公司&rdquo;投入&nbsp;300&#160;万元&#x2014;&mdash;"), "“公司”投入 300 万元--");
    assert_eq!(seen("研发&amp;推广"), "研发&推广");
    // What is no reference stays.
    for text in ["A&B公司;", "&;", "&无;", "&#12345678901;", "&#0;", "&"] {
        assert_eq!(seen(text), text);
    }
    let text = "&ldquo;甲&rdquo;&";
    assert_eq!(fold(text).chars().count(), text.chars().count());
}

#[test]
fn what_says_how_a_character_is_read_is_left_out() {
    let seen = |text: &str| fold(text).replace(super::INVISIBLE, "");
    assert_eq!(
        seen("合作社流轉(zhuǎn)土地4.8萬(wàn)畝，貧困戶（hù）務(wù)工"),
        "合作社流转土地4.8万亩,贫困户务工"
    );
    assert_eq!(seen("緊【jǐn】緊圍繞產[chǎn]業(yè)"), "紧紧围绕产业");
    // A unit, a word of another language, a sign and what follows no character stay.
    for text in ["千瓦(kw)", "平台(app)", "村(é", "(yè)", "3(wàn)", "农户()", "业(yèyè yè)"] {
        assert_eq!(seen(text), text);
    }
    let text = "產(chǎn)業(yè)";
    assert_eq!(fold(text).chars().count(), text.chars().count());
}

proptest! {
    #[test]
    fn keeps_the_number_of_characters(text in any::<String>()) {
        prop_assert_eq!(fold(&text).chars().count(), text.chars().count());
    }

    #[test]
    fn folds_the_same_in_any_company(text in "[縣戶產甲1，％\u{3000}]{0,20}") {
        let alone: String = text.chars().map(fold_char).collect();
        prop_assert_eq!(fold(&text), alone);
    }
}
