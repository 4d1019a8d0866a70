//! Takes sentences of many places and industries, checks the quantities read in them.

use crate::fold::fold;
use crate::lexicon::Lexicon;
use crate::mention::Quantity;
use crate::outline::outline;

fn scan(text: &str) -> Vec<(String, Quantity)> {
    let folded = fold(text);
    let outline = outline(text, &folded);
    let lexicon = Lexicon::builtin();
    let hits = lexicon.scan(outline.reading.text());
    super::scan(&outline, lexicon, &hits)
        .into_iter()
        .map(|quantity| (outline.reading.slice(quantity.range).to_owned(), quantity))
        .collect()
}

/// One line a quantity: text, value or parts, upper, unit, bound, per.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = scan(text)
        .into_iter()
        .map(|(quote, q)| {
            let value = match (&q.value, &q.parts) {
                (Some(value), _) => value.to_string(),
                (None, Some(parts)) => parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(":"),
                (None, None) => String::new(),
            };
            let upper = q.upper.map(|upper| format!("..{upper}")).unwrap_or_default();
            let bound = if q.bound == lianjie_core::Bound::Exact { "" } else { q.bound.as_str() };
            let per: Vec<&str> = q.per.iter().map(lianjie_core::Per::as_str).collect();
            format!("{quote} {value}{upper} {} {bound} {}", q.unit, per.join("+"))
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn parses_units_by_the_noun_after() {
    check("引进15户龙头企业。", &["15户龙头企业 15 enterprise"]);
    check("建成27个标准化蔬菜产业基地。", &["27个标准化蔬菜产业基地 27 base"]);
    check("派出86支驻村工作队。", &["86支驻村工作队 86 team"]);
    check("八大行业部门参加。", &["八大行业 8 industry"]);
    check("安置3100名搬迁群众。", &["3100名搬迁群众 3100 person"]);
    check("养着两个上学的孩子。", &["两个 2 person"]);
}

#[test]
fn parses_units_by_the_noun_before() {
    check("全乡退出贫困村19个。", &["19个 19 village"]);
    check("规模以上企业达到34户。", &["34户 34 enterprise"]);
    check("建设扶贫车间示范点6个。", &["6个 6 workshop"]);
    check("龙头企业21户,其中新增5户。", &["21户 21 enterprise", "5户 5 enterprise"]);
    check("全县64个贫困村中，有58个发展了柑橘。", &["64个贫困村 64 village", "58个 58 village"]);
}

#[test]
fn rejects_nouns_that_are_not_counted() {
    check("企业带动全县830户。", &["830户 830 household"]);
    check("全县现有民用变压器820个。", &["820个 820 count"]);
    check("35个贫困村产业覆盖率达到90%。", &["35个贫困村 35 village", "90% 90 percent"]);
    check("拥有剂型的企业有12个新配方。", &["12个 12 count"]);
}

#[test]
fn parses_numbers_without_classifier() {
    check("全县总人口38.2万，农业人口29万。", &["38.2万 382000 person", "29万 290000 person"]);
    check(
        "惠及3000多贫困户和12万农业人口。",
        &["3000多贫困户 3000 household over", "12万农业人口 120000 person"],
    );
    check("涉及两县三镇。", &["两县 2 county", "三镇 3 township"]);
    check("省市县三级联动。", &["三级 3 count"]);
}

#[test]
fn rejects_set_phrases_by_their_form() {
    for text in [
        "推行“四个课堂”。",
        "做到六个不减。",
        "落实五个一批。",
        "这两年变化很大。",
        "二次创业，三期工程开工。",
        "市委五届四次全会召开。",
        "党的十九大以来。",
        "“十四五”期间。",
        "建设三岔河镇和五家渠市。",
        "签订一、二类村责任书。",
        "产业园获3A级认证，推进5G应用。",
        "七台河市、三家村。",
        "探索“2+3”办法。",
        "《十项规定》出台。",
        "第三批项目，第12个年头。",
    ] {
        check(text, &[]);
    }
}

#[test]
fn rejects_one_as_an_article() {
    check("走出一条路子，建了一个基地。", &[]);
    check("每村至少建一个合作社。", &["一个合作社 1 cooperative at_least village"]);
    check("产量翻了一倍，农户拿一成。", &["一倍 1 times", "一成 10 percent"]);
}

#[test]
fn rejects_calendar_numbers_and_codes() {
    for text in [
        "2019年3月12日，15年底，98年。",
        "二〇二〇年一月。",
        "电话0871-6330000，邮编650000。",
        "2016-2020年规划，2018.7.2印发。",
        "上午9:30开会。",
        "文号〔2018〕14号。",
    ] {
        check(text, &[]);
    }
}

#[test]
fn parses_hedges_around_numbers() {
    check("近1300余万元", &["近1300余万元 13000000 yuan about"]);
    check("不得低于入股资金的6%", &["6% 6 percent at_least"]);
    check("三年内还清", &["三年内 3 year at_most"]);
    check("干了两年多。", &["两年多 2 year over"]);
    check("最多的一户分了3万元。", &["3万元 30000 yuan"]);
    check("近三年来新建桥梁8座。", &["三年 3 year", "8座 8 count"]);
}

#[test]
fn parses_ranges_and_lists() {
    check("补助3-5万元", &["3-5万元 30000..50000 yuan"]);
    check("每亩8000至1万元", &["8000至1万元 8000..10000 yuan mu"]);
    check("由60岁放宽到65岁", &["60岁 60 age", "65岁 65 age"]);
    check("分别奖励20、15万元", &["20 200000 yuan", "15万元 150000 yuan"]);
    check("按4:3:3分红，风险按二八分担。", &["4:3:3 4:3:3 ratio", "二八 2:8 ratio"]);
}

#[test]
fn parses_what_an_amount_is_for() {
    check("户均增收3200元，人均增收900元", &["3200元 3200 yuan household", "900元 900 yuan person"]);
    check("每头奶牛每年分红1500元", &["1500元 1500 yuan year+item"]);
    check("一亩地一年收租800元", &["800元 800 yuan mu+year"]);
    check("按每带动1个脱贫人口奖励2000元", &["1个脱贫人口 1 person", "2000元 2000 yuan person"]);
    check("租金600元/亩·年", &["600元/亩·年 600 yuan mu+year"]);
    check("人均收入增长12%", &["12% 12 percent"]);
    check("2018年产值3亿元", &["3亿元 300000000 yuan"]);
    check("年出栏生猪600头、养羊200只", &["600头 600 animal year", "200只 200 animal"]);
}

#[test]
fn parses_tables() {
    let table = "资金来源（单位：万元）\n项目\t项目数（个）\t金额（万元）\t占比（%）\n茶叶\t38\t1625.5\t40.7\n合计\t97\t4862\t100\n";
    check(
        table,
        &[
            "38 38 project",
            "1625.5 16255000 yuan",
            "40.7 40.7 percent",
            "97 97 project",
            "4862 48620000 yuan",
            "100 100 percent",
        ],
    );
}

#[test]
fn parses_a_row_of_totals_with_an_empty_cell() {
    let rows = [
        "兑现公示",
        "兑现情况见下表。",
        "",
        "品种    标准    面积（亩）    农户（户）",
        "黄瓜    一级    6200    3100",
        "南瓜    二级    4500    2400",
        "合计            10700    5500",
        "",
        "公示结束。",
    ];
    let expected = [
        "6200 6200 mu",
        "3100 3100 household",
        "4500 4500 mu",
        "2400 2400 household",
        "10700 10700 mu",
        "5500 5500 household",
    ];
    check(&rows.join("\n"), &expected);
}

#[test]
fn parses_the_head_of_a_longer_noun_phrase() {
    check("新建18个村卫生室和5个乡镇敬老院。", &["18个村卫生室 18 count", "5个乡镇敬老院 5 count"]);
    check("建成9个苗木、花卉基地。", &["9个苗木、花卉基地 9 base"]);
    check("建设12个苗木和花卉基地。", &["12个苗木和花卉基地 12 base"]);
    check("给20多万孤寡和高龄老年人发放津贴。", &["20多万孤寡和高龄老年人 200000 person over"]);
    check("办起60多家“共创工坊”。", &["60多家 60 workshop over"]);
    check("完成7个棚户区改造。", &["7个棚户区 7 count"]);
    check("在12个村发展木耳。", &["12个村 12 village"]);
    check("建成26个农民体育健身工程。", &["26个农民体育健身工程 26 project"]);
    check("动员20个农民参加。", &["20个农民 20 person"]);
    check("与8个乡镇党委签订责任书。", &["8个乡镇 8 township"]);
}

#[test]
fn parses_what_goes_on_without_a_noun() {
    check("42个水利项目有17个通水或接近通水。", &["42个水利项目 42 project", "17个 17 project"]);
    check("实施亮化工程,建成连锁店36个。", &["36个 36 count"]);
    check("建成沼气池520口,机井16口。", &["520口 520 count", "16口 16 count"]);
    check("她家6口,一家六口种3亩地。", &["6口 6 person", "六口 6 person", "3亩 3 mu"]);
}

#[test]
fn parses_coins_and_sums() {
    check("先付40块,剩下60块等卖了果再给。", &["40块 40 yuan", "60块 60 yuan"]);
    check("铺了600块组件,拨来两笔资金。", &["600块 600 count", "两笔 2 count"]);
    check("发放贷款35笔。", &["35笔 35 loan"]);
}

#[test]
fn parses_levels_and_lists_of_one() {
    check("建立三级医疗服务体系。", &["三级医疗服务体系 3 count"]);
    check("每个网点配一名管理员、一台电脑。", &["一名管理员 1 person item", "一台 1 count item"]);
    check("验收后一个月内兑付。", &["一个月内 1 month at_most"]);
    check("一年内见效。", &[]);
}

#[test]
fn rejects_ranks_and_circles() {
    check("打造“10分钟便民圈”,产量居全省前3位。", &[]);
    check("车程15分钟。", &["15分钟 15 count"]);
    check("增速比全省快1.5个百分点。", &["1.5个百分点 1.5 percentage_point"]);
    check("产量创近8年新高,低保最低生活保障标准480元。", &["8年 8 year", "480元 480 yuan"]);
}

#[test]
fn parses_bounds_from_a_distance() {
    check(
        "单户上限5万元,每户封顶8亩。",
        &["5万元 50000 yuan at_most household", "封顶8亩 8 mu at_most household"],
    );
    check("支出超过家庭收入的30%。", &["30% 30 percent over"]);
    check("约占总数的三分之一。", &["三分之一 33.3333 percent about"]);
}

#[test]
fn parses_time_carried_into_a_short_clause() {
    check("社里每年按7%分红,一户2100元。", &["7% 7 percent year", "2100元 2100 yuan household+year"]);
    check("每年按7%分红,去年全村的农户每户另得300元。", &["7% 7 percent year", "300元 300 yuan household"]);
    check(
        "每百斤稻谷付170元,按每户4000元配给80户。",
        &["170元 170 yuan item", "4000元 4000 yuan household", "80户 80 household"],
    );
    check(
        "2020年人均纯收入9800元,年人均补助600元。",
        &["9800元 9800 yuan person", "600元 600 yuan person+year"],
    );
    check("每种1亩茶补500元。", &["1亩 1 mu", "500元 500 yuan mu"]);
    check("均价60元一箱,市价八元一斤不愁卖。", &["60元 60 yuan item", "八元 8 yuan item"]);
}

#[test]
fn parses_shares_and_counts_of_a_table() {
    let table = "投资情况\n类别\t项目个数（项）\t占总投资比例\n水利\t19\t0.36\n交通\t30\t0.64\n合计\t49\t1\n";
    check(
        table,
        &[
            "19 19 project",
            "0.36 36 percent",
            "30 30 project",
            "0.64 64 percent",
            "49 49 project",
            "1 100 percent",
        ],
    );
    check("情况表\n类别\t序号\t占比\n水利\t1\t36\n交通\t2\t64\n", &["36 36 percent", "64 64 percent"]);
}

#[test]
fn no_noun_reaches_over_the_hedge_of_the_next_number() {
    check("存款连上3个台阶、突破500亿元。", &["3个 3 count", "突破500亿元 50000000000 yuan over"]);
    check("建成2个园区、超过60个大棚。", &["2个园区 2 park", "超过60个大棚 60 greenhouse over"]);
}

#[test]
fn a_run_of_digits_that_counts_nothing_is_no_figure() {
    check("投入100000000万亿元。", &["100000000万亿元 100000000000000000000 yuan"]);
    check("投入100000001万亿元。", &[]);
    check("编号4000000000000000000000000.0亿元，补助5亿元。", &["5亿元 500000000 yuan"]);
}

#[test]
fn parses_money_told_without_its_unit() {
    check("底薪1800,包吃住。", &["1800 1800 yuan"]);
    check("嫂子在茶厂拣梗,挣了一万一。", &["一万一 11000 yuan"]);
    check("一万四五的工钱到了手。", &["一万四五 14000..15000 yuan"]);
    check("两千出头的股红,年底结清。", &["两千出头 2000 yuan over"]);
    check(
        "机井租金2.2万、林地发包6.5万、光伏8.3万。",
        &["2.2万 22000 yuan", "6.5万 65000 yuan", "8.3万 83000 yuan"],
    );
    check("去年分了600,今年分了900。", &["600 600 yuan", "900 900 yuan"]);
}

#[test]
fn rejects_what_is_no_money_behind_a_verb_of_money() {
    check("卖了600只,分了3组,赚了5回吆喝。", &["600只 600 animal"]);
    check("全县带动农户1.2万,增收900万元。", &["900万元 9000000 yuan"]);
}
