//! Pages written for these tests, with the difficulties of real ones; hostile pages; properties.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{BlockKind, Outline, outline};
use crate::fold::fold;
use crate::reading::TextRange;

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
        let span = out.reading.span(TextRange::of(at..at + c.len_utf8()));
        assert_eq!(folded[usize::try_from(span.start()).unwrap()], c);
    }
}

/// One line for each sentence: kind of its block, the headings above it, its clauses.
fn show(out: &Outline) -> String {
    let mut shown = format!(
        "title: {}\npublished: {}\nsource: {}\n",
        out.title.as_deref().unwrap_or("-"),
        out.published.map_or_else(|| "-".to_owned(), |date| date.to_string()),
        out.source.as_deref().unwrap_or("-"),
    );
    for block in &out.blocks {
        for index in block.sentences.clone() {
            let path: Vec<&str> = out
                .headings(index)
                .filter(|section| section.parent.is_some())
                .map(|section| out.reading.slice(section.heading))
                .collect();
            let clauses: Vec<&str> = out.sentences[index]
                .clauses
                .clone()
                .map(|clause| out.reading.slice(out.clauses[clause].range))
                .collect();
            let (path, clauses) = (path.join(" < "), clauses.join(" | "));
            writeln!(shown, "{:?} <{path}> {clauses}", block.kind).unwrap();
        }
    }
    shown
}

#[test]
fn a_news_page_in_traditional_script() {
    let page = "首頁 > 縣域 > 正文\n\n雲霧縣：一片葉子富一方\n\n發佈時間：2019-04-12 08:30 | 來源：《清河日報》 | 編輯：王某\n\n\
        分享到：微信 微博\n\n圖片默認標題_01\n\n茶農正在石橋村採茶\n\n　　清河日報雲霧訊（記者 李某）開春以來，雲霧縣茶山一片忙碌。\n\n\
        \u{3000}\u{3000}一是流轉土地，農戶收租金。全縣流轉1.2萬畝。二是入園務工。\n\n　　“茶青送廠裡，一斤多賣兩塊。”老李說。\n\n\
        上一篇：春耕備耕忙\n\n友情連結\n　　清河日報|雲霧新聞網|縣政府網\n版權所有 清河日報";
    insta::assert_snapshot!(show(&read(page)), @r#"
    title: 雲霧縣：一片葉子富一方
    published: 2019-04-12
    source: 清河日报
    Title <> 云雾县 | 一片叶子富一方
    Caption <> 茶农正在石桥村采茶
    Paragraph <> 清河日报云雾讯(记者 李某)开春以来 | 云雾县茶山一片忙碌
    Paragraph <流转土地,农户收租金> 一是流转土地 | 农户收租金
    Paragraph <流转土地,农户收租金> 全县流转1.2万亩
    Paragraph <入园务工> 入园务工
    Paragraph <> “茶青送厂里,一斤多卖两块。”老李说
    "#);
}

#[test]
fn a_survey_with_broken_lines() {
    let page = "欢迎访问白石县政协网\n当前位置:首页>>调研>>正文\n\n白石县产业帮扶调研报告\n\n2021年6月8日 10:20 县政协农业委 点击:[]\n\n\
        全县辖12个乡镇，脱贫人口2.3万人，主要发展“茶叶、蚕桑、光伏\n\n发电”等产业。\n\n一、基本情况\n\n(一)机制基本建立。县里出台办法，拿出800万\n元作奖\n补。\n\n\
        1、政策跟进不够一是资金少。二是人手缺。\n\n二、下一步打算\n\n完善政策，夯实发展基\n\n础。各乡镇要拿出方案。\n\n\
        上一条:关于饮水安全的报告 下一条:没有了\n关闭窗口\n电话:0900-1234567 邮编:000000";
    insta::assert_snapshot!(show(&read(page)), @r#"
    title: 白石县产业帮扶调研报告
    published: 2021-06-08
    source: 县政协农业委
    Title <> 白石县产业帮扶调研报告
    Paragraph <> 全县辖12个乡镇 | 脱贫人口2.3万人 | 主要发展“茶叶、蚕桑、光伏发电”等产业
    Heading <基本情况> 一、基本情况
    Paragraph <机制基本建立 < 基本情况> (一)机制基本建立
    Paragraph <机制基本建立 < 基本情况> 县里出台办法 | 拿出800万元作奖补
    Paragraph <政策跟进不够 < 机制基本建立 < 基本情况> 1、政策跟进不够
    Paragraph <资金少 < 政策跟进不够 < 机制基本建立 < 基本情况> 资金少
    Paragraph <人手缺 < 政策跟进不够 < 机制基本建立 < 基本情况> 人手缺
    Heading <下一步打算> 二、下一步打算
    Paragraph <下一步打算> 完善政策 | 夯实发展基础
    Paragraph <下一步打算> 各乡镇要拿出方案
    "#);
}

#[test]
fn a_forum_post() {
    let page = "青石论坛 » 乡村见闻 » 主题：去了一趟大坪村\n发表于 2019-8-12 22:17 | 只看该作者 | 倒序浏览\n楼主：山里人　　积分：12\n\n\
        去了一趟大坪村，说说村里的民宿\n\n大坪村离县城２３公里，以前是深度贫困村，全村412户1586人，其中脱\n贫户有\n97户386人，去年旅游收入\n，听说有70多万元。\n\n\
        公司出钱，农户出房，\n头三年每户保底1200元。\n\n[ 本帖最后由 山里人 于 2019-8-13 08:05 编辑 ]\n1楼 2楼　共3页　下一页";
    insta::assert_snapshot!(show(&read(page)), @r#"
    title: 去了一趟大坪村，说说村里的民宿
    published: 2019-08-12
    source: -
    Title <> 去了一趟大坪村 | 说说村里的民宿
    Paragraph <> 大坪村离县城23公里 | 以前是深度贫困村 | 全村412户1586人 | 其中脱贫户有97户386人 | 去年旅游收入 | 听说有70多万元
    Paragraph <> 公司出钱 | 农户出房 | 头三年每户保底1200元
    "#);
}

#[test]
fn a_notice_with_tables() {
    let page = "首页 > 信息公开 > 扶贫资金\n\n白石县2020年衔接资金公示\n发布时间：2020-12-20　来源：县乡村振兴局　阅读：205次　字体：[大 中 小]\n\n\
        现将安排情况公示如下，全县共安排资金300万元。\n\n表1　资金来源（单位：万元）\n资金来源\t金额\t占比（%）\n中央资金\t200\t66.7\n县级资金\t100\t33.3\n合计\t300\t100\n\n\
        表2　村级分配\n村名    金额（万元）    户数\n大坪村    120    35\n石桥村    180    46\n\n公示期10天，欢迎监督。\n【关闭】\n版权所有：白石县人民政府";
    insta::assert_snapshot!(show(&read(page)), @r#"
    title: 白石县2020年衔接资金公示
    published: 2020-12-20
    source: 县乡村振兴局
    Title <> 白石县2020年衔接资金公示
    Paragraph <> 现将安排情况公示如下 | 全县共安排资金300万元
    Heading <表1 资金来源(单位:万元)> 表1 资金来源(单位:万元)
    Row <表1 资金来源(单位:万元)> 资金来源 | 金额 | 占比(%)
    Row <表1 资金来源(单位:万元)> 中央资金 | 200 | 66.7
    Row <表1 资金来源(单位:万元)> 县级资金 | 100 | 33.3
    Row <表1 资金来源(单位:万元)> 合计 | 300 | 100
    Heading <表2 村级分配> 表2 村级分配
    Row <表2 村级分配> 村名 | 金额(万元) | 户数
    Row <表2 村级分配> 大坪村 | 120 | 35
    Row <表2 村级分配> 石桥村 | 180 | 46
    Paragraph <> 公示期10天 | 欢迎监督
    "#);
}

#[test]
fn a_feature_with_headings_and_captions() {
    let page = "山上有了新光景\n——石门县产业帮扶见闻\n\n□本报记者 张某\n\n石门县大坪村的果园硕果累累。\n\n秋日的石门县，果园里人来人往，全县12个乡镇都忙着采收。\n\n\
        上下齐心，夯实基础\n\n8月3日，骄阳似火。县里派出干部300名。\n\n建强网络。全县设立服务站24个。\n\n拓宽销路。电商卖出鲜果2000吨。\n\n多方联动，群众增收\n\n\
        图为大坪村村民在分拣柑橘。\n\n——带动务工。果园用工1200人。\n\n——带动分红。每户分红800元。\n\n各方都说好，群众得实惠，产业兴旺带来的变化看得见。";
    insta::assert_snapshot!(show(&read(page)), @r#"
    title: 山上有了新光景——石门县产业帮扶见闻
    published: -
    source: -
    Title <> 山上有了新光景--石门县产业帮扶见闻
    Paragraph <> 石门县大坪村的果园硕果累累
    Paragraph <> 秋日的石门县 | 果园里人来人往 | 全县12个乡镇都忙着采收
    Heading <上下齐心,夯实基础> 上下齐心 | 夯实基础
    Paragraph <上下齐心,夯实基础> 8月3日 | 骄阳似火
    Paragraph <上下齐心,夯实基础> 县里派出干部300名
    Paragraph <建强网络 < 上下齐心,夯实基础> 建强网络
    Paragraph <建强网络 < 上下齐心,夯实基础> 全县设立服务站24个
    Paragraph <拓宽销路 < 上下齐心,夯实基础> 拓宽销路
    Paragraph <拓宽销路 < 上下齐心,夯实基础> 电商卖出鲜果2000吨
    Heading <多方联动,群众增收> 多方联动 | 群众增收
    Caption <多方联动,群众增收> 图为大坪村村民在分拣柑橘
    Paragraph <带动务工 < 多方联动,群众增收> --带动务工
    Paragraph <带动务工 < 多方联动,群众增收> 果园用工1200人
    Paragraph <带动分红 < 多方联动,群众增收> --带动分红
    Paragraph <带动分红 < 多方联动,群众增收> 每户分红800元
    Paragraph <多方联动,群众增收> 各方都说好 | 群众得实惠 | 产业兴旺带来的变化看得见
    "#);
}

#[test]
fn a_work_report_without_a_headline() {
    let page = "各位代表：\n现在，我向大会作工作报告，请予审议。\n2013年工作回顾\n一年来，我们完成生产总值252亿元，增长11%。\n一、农业稳步增长，效益提高\n粮食产量达到10万吨。\n（一）茶叶。新增面积2万亩。\n各位代表！成绩来之不易。";
    insta::assert_snapshot!(show(&read(page)), @r#"
    title: -
    published: -
    source: -
    Paragraph <> 各位代表
    Paragraph <> 现在 | 我向大会作工作报告 | 请予审议
    Heading <2013年工作回顾> 2013年工作回顾
    Paragraph <2013年工作回顾> 一年来 | 我们完成生产总值252亿元 | 增长11%
    Heading <农业稳步增长,效益提高> 一、农业稳步增长 | 效益提高
    Paragraph <农业稳步增长,效益提高> 粮食产量达到10万吨
    Paragraph <茶叶 < 农业稳步增长,效益提高> (一)茶叶
    Paragraph <茶叶 < 农业稳步增长,效益提高> 新增面积2万亩
    Paragraph <农业稳步增长,效益提高> 各位代表
    Paragraph <农业稳步增长,效益提高> 成绩来之不易
    "#);
}

#[test]
fn titles() {
    let title = |page: &str| read(page).title;
    let body = "\n全县投入资金300万元，带动农户500户，户均增收2000元。";
    assert_eq!(
        title(&format!("政府工作报告\n——2019年1月8日在县人民代表大会会议上{body}")).as_deref(),
        Some("政府工作报告")
    );
    assert_eq!(title(&format!("种下摇钱树\n——石桥村见闻{body}")).as_deref(), Some("种下摇钱树——石桥村见闻"));
    assert_eq!(
        title(&format!("从输血到造血：\n石桥村的三年{body}")).as_deref(),
        Some("从输血到造血：石桥村的三年")
    );
    assert_eq!(
        title(&format!("石桥村办起扶贫车间石桥村办起扶贫车间{body}")).as_deref(),
        Some("石桥村办起扶贫车间")
    );
    assert_eq!(
        title(&format!("县情动态\n首页 > 县情动态\n石桥村办起车间\n2019-01-02{body}")).as_deref(),
        Some("石桥村办起车间")
    );
    // What a register enters above a document, and the head of an office's paper.
    let tea = Some("石桥县2022年度茶叶产业奖补实施细则");
    for above in [
        "索引号：NYJ/2022-0417    公开方式：主动公开",
        "索 引 号： 1152/2021-1\n主题分类：农业",
        "石桥县农业农村局文件\n石农〔2022〕31号",
    ] {
        assert_eq!(title(&format!("{above}\n石桥县2022年度茶叶产业奖补实施细则{body}")).as_deref(), tea);
    }
    assert_eq!(
        title(&format!("名称：关于下达资金的通知 文号：石财农〔2022〕7号\n公开日期：2022-04-06{body}"))
            .as_deref(),
        Some("关于下达资金的通知")
    );
    assert_eq!(
        title(&format!("石桥县委办公室\n石桥县人民政府办公室\n关于印发奖补办法的通知{body}")).as_deref(),
        Some("石桥县委办公室石桥县人民政府办公室关于印发奖补办法的通知")
    );
    assert_eq!(
        title(&format!("2018年石桥县统计公报\n石桥县统计局\n2019年4月2日{body}")).as_deref(),
        Some("2018年石桥县统计公报")
    );
    assert_eq!(
        title(&format!("小山村上了石桥日报\n2019年4月2日{body}")).as_deref(),
        Some("小山村上了石桥日报")
    );
    assert_eq!(title(&format!("各位代表：{body}")), None);
    assert_eq!(title("全县投入资金300万元，带动农户500户。"), None);
    assert_eq!(title(""), None);
}

#[test]
fn a_page_of_one_width_is_put_together() {
    let page = "茶叶账本\n石桥县把分散的茶园集中起来，由合作社\n统一管护。去年投入资金300万元，带动农\n户500户，户均增收2000元。\n\n第 1 页 共 2 页\n\n全县的做法有三条，一是公司出资，二是农\n户出地，三是银行放贷。";
    insta::assert_snapshot!(show(&read(page)), @r#"
    title: 茶叶账本
    published: -
    source: -
    Title <> 茶叶账本
    Paragraph <> 石桥县把分散的茶园集中起来 | 由合作社统一管护
    Paragraph <> 去年投入资金300万元 | 带动农户500户 | 户均增收2000元
    Paragraph <> 全县的做法有三条
    Paragraph <公司出资,二是农户出地,三是银行放贷> 公司出资
    Paragraph <农户出地,三是银行放贷> 农户出地
    Paragraph <银行放贷> 银行放贷
    "#);
    // A list is none, though its lines are as long.
    let list = "石桥镇水田面积零点八万亩有余\n大坪镇旱田面积三点九万亩有余\n高坡乡水田面积一点八万亩有余\n三镇各有特点，水旱并举。";
    assert_eq!(read(list).blocks.len(), 4);
}

#[test]
fn rows_between_single_signs() {
    let rows = |page: &str| read(page).blocks.iter().filter(|block| block.kind == BlockKind::Row).count();
    assert_eq!(rows("石桥县资金表\n村名／资金（万元）／户数\n大坪村／120／35\n石桥村／180／46\n"), 3);
    assert_eq!(rows("石桥县资金表\n村名 资金（万元） 户数\n大坪村 120 35\n石桥村 180 46\n合计 300 81\n"), 4);
    // Words apart are no cells, and prices by size no table.
    assert_eq!(rows("石桥县新闻\n茶叶 蔬菜 水果\n大坪村 石桥村 高坡村\n各有特点 互为补充 共同发展\n"), 0);
    assert_eq!(
        rows("石桥县水价\n第一档：4.25元/吨，15吨/户/月以下；\n第二档：5.95元/吨，20吨/户/月以下；\n"),
        0
    );
}

#[test]
fn outlets_and_dates() {
    let fields = |page: &str| {
        let out = read(page);
        (out.source, out.published.map(|date| date.to_string()))
    };
    let some = |text: &str| Some(text.to_owned());
    let body = "全县投入资金300万元，带动农户500户，户均增收2000元。";
    assert_eq!(
        fields(&format!("标题在此\n青石新闻网 2015-12-04\n{body}")),
        (some("青石新闻网"), some("2015-12-04"))
    );
    assert_eq!(fields(&format!("标题在此\n王某某 2015/12/04\n{body}")), (None, some("2015-12-04")));
    assert_eq!(
        fields(&format!("标题在此\n来源：\n青石日报\n时间：\n2015-12-04\n{body}")),
        (some("青石日报"), some("2015-12-04"))
    );
    assert_eq!(fields(&format!("标题在此\n来源：本站\n{body}")), (None, None));
    assert_eq!(fields(&format!("标题在此\n新华社北京3月5日电（记者 王某）{body}")), (some("新华社"), None));
    assert_eq!(fields(&format!("标题在此\n本报讯 {body}")), (None, None));
    assert_eq!(
        fields(&format!("标题在此\n青石网2011年4月12日讯（记者 王某）{body}")),
        (some("青石网"), some("2011-04-12"))
    );
    assert_eq!(fields(&format!("标题在此\n本报讯（2013年9月2日）{body}")), (None, some("2013-09-02")));
    assert_eq!(
        fields(&format!("标题在此\n本报青石讯（记者王某 2013年9月2日）{body}")),
        (None, some("2013-09-02"))
    );
    assert_eq!(fields(&format!("标题在此\n本报讯（记者 王某）2013年9月2日，{body}")), (None, None));
    assert_eq!(fields(&format!("标题在此\n{body}\n（来源：青石日报）")), (some("青石日报"), None));
    assert_eq!(
        fields(&format!("标题在此\n{body}\n石桥县人民政府\n2016年3月2日")),
        (some("石桥县人民政府"), some("2016-03-02"))
    );
    assert_eq!(
        fields(&format!("标题在此\n{body}\n石桥县乡村振兴局　2023年5月9日")),
        (some("石桥县乡村振兴局"), some("2023-05-09"))
    );
    assert_eq!(fields(&format!("标题在此\n{body}\n王某某\n2016年3月2日")), (None, some("2016-03-02")));
    assert_eq!(fields(&format!("标题在此\n（2020年6月）\n{body}")), (None, None));
    assert_eq!(
        fields(&format!("标题在此\n{body}\n“青石清风”\n由中共青石县委宣传部主办")),
        (some("青石清风"), None)
    );
}

#[test]
fn a_line_by_itself_is_text() {
    let out = read("2018年6月15日，企业分红");
    assert_eq!(out.reading.text(), "2018年6月15日,企业分红\n");
    assert_eq!(out.blocks[0].kind, BlockKind::Paragraph);
}

#[test]
fn invisible_characters_are_left_out() {
    assert_eq!(read("户均\u{200B}增收8\u{FEFF}45元。\r\n再说。").reading.text(), "户均增收845元。\n再说。\n");
}

#[test]
fn hostile_pages_take_linear_time() {
    let n = 300_000;
    for page in [
        "甲".repeat(n),
        "\n".repeat(n),
        "a\n".repeat(n / 2),
        "“（《".repeat(n / 3),
        "一是。".repeat(n / 3),
        "（1）甲".repeat(n / 4),
        "一、\n".repeat(n / 3),
        "来源：\n".repeat(n / 4),
        "甲\t1\n".repeat(n / 4),
        "甲，\n".repeat(n / 3),
        "首页|".repeat(n / 3),
    ] {
        read(&page);
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
