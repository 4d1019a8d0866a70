//! Sentences with what the audit finds in them; all places and numbers are invented.

use crate::parse;

/// The findings of a text: relation, verdict, figures.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let report = parse(text).report;
    let found: Vec<String> = report
        .findings
        .iter()
        .map(|finding| {
            let figures: Vec<&str> =
                finding.figures.iter().map(|&index| report.figures[index].text.as_str()).collect();
            format!("{} {}: {}", finding.verdict, finding.relation, figures.join(" "))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn parses_shares() {
    check("全村312户中，贫困户96户，占30.8%。", &["consistent ratio: 96户 312户 30.8%"]);
    check(
        "全县22个乡镇中，18个乡镇建起了电商服务站，占81.8%。",
        &["consistent ratio: 18个乡镇 22个乡镇 81.8%"],
    );
    check(
        "全县完成生产总值84.6亿元。民营经济增加值36.2亿元，占全县生产总值的47.8%。",
        &["inconsistent ratio: 36.2亿元 84.6亿元 47.8%"],
    );
}

#[test]
fn rejects_shares_of_something_else() {
    // The subject of 占 is the output, not the number of firms.
    check("全市规模以上企业达到146家。入园企业72家，产值占规模以上工业的81.5%。", &[]);
    check("引进项目780个，其中12条产业链项目占比达84.2%。", &[]);
    check("肉牛存栏3.6万头，增长8.5%。", &[]);
}

#[test]
fn parses_the_incidence_of_poverty() {
    check(
        "片区原有农村人口1.42万余人，建档立卡的占1280户6217人，贫困发生率高达53.6%。",
        &["inconsistent ratio: 6217人 1.42万余人 53.6%"],
    );
    check("全村农业人口1215人，未脱贫6户18人，贫困发生率1.48%。", &["consistent ratio: 18人 1215人 1.48%"]);
    // The base is the rural population, not all who live there; and who left poverty is not who is left in it.
    check("全县总人口86万人，建档立卡贫困人口15.3万人，贫困发生率20.4%。", &[]);
    check("全镇农业人口9200人，去年脱贫150人，贫困发生率降到1.2%。", &[]);
}

#[test]
fn parses_averages() {
    check(
        "全县资产收益分红总额2236万元，惠及贫困户3120户，户均7167元。",
        &["consistent per_unit: 2236万元 3120户 7167元"],
    );
    check(
        "茶叶分红总额412万元，惠及贫困户1630户，户均2927元。",
        &["inconsistent per_unit: 412万元 1630户 2927元"],
    );
    check(
        "村里把鱼塘租出去，一年收9万元租金。三成留作公益，其余七成分到72户贫困户手上，平均每户1312元。",
        &["inconsistent per_unit: 9万元 七成 72户 1312元"],
    );
}

#[test]
fn rejects_averages_of_other_money() {
    // The income of households is no share of the firm's output.
    check("企业总产值5.2亿元，带动农户3100户，户均增收3600元。", &[]);
    check("城镇居民人均可支配收入年均增长8.2%，五年增加6120元。", &[]);
}

#[test]
fn parses_sums() {
    check(
        "全县投入产业资金1.42亿元，其中财政专项资金3460万元，涉农资金2890万元，贷款6900万元，自筹950万元。",
        &["consistent sum: 3460万元 2890万元 6900万元 950万元 1.42亿元"],
    );
    check(
        "除保底的26万元外，又拿到二次分红9.8万元，两项合计35.8万元。",
        &["consistent sum: 26万元 9.8万元 35.8万元"],
    );
    check(
        "全县投入产业资金1.92亿元，其中财政资金8230万元，信贷资金8600万元，自筹1640万元。",
        &["inconsistent sum: 8230万元 8600万元 1640万元 1.92亿元"],
    );
}

#[test]
fn rejects_lists_that_leave_things_out() {
    check("全县投入产业资金1.42亿元，其中财政专项资金3460万元，贷款2900万元。", &[]);
    check("培训3200人，其中贫困劳动力1900人，妇女700人。", &[]);
}

#[test]
fn parses_growth_and_change() {
    check(
        "综合产值由2015年的26.5亿元增加到30.4亿元，增长14.7%。",
        &["consistent growth: 26.5亿元 30.4亿元 14.7%"],
    );
    check(
        "种植面积达到32.6万亩，比上年增加1.9万亩，增长6.2%。",
        &["consistent growth: 32.6万亩 1.9万亩 6.2%"],
    );
    check("贫困发生率由14.6%下降到5.2%，下降9.7个百分点。", &["inconsistent change: 14.6% 5.2% 9.7个百分点"]);
}

#[test]
fn rejects_yearly_means_and_constant_prices() {
    check("人均收入由2019年的9640元增加到2022年的13280元，年均增长11.3%。", &[]);
    check("地区生产总值由2020年的82.6亿元增加到121.3亿元，增长33.6%。", &[]);
}

#[test]
fn parses_products() {
    check("80户贫困户每户入股6000元，共计48万元。", &["consistent product: 80户 6000元 48万元"]);
    check("村里把资金650万元入股公司，公司每年按6%分红39万元。", &["consistent product: 650万元 6% 39万元"]);
    check(
        "县财政拿出2500万元作风险补偿金，撬动银行贷款2亿元，放大8倍。",
        &["consistent product: 2500万元 8倍 2亿元"],
    );
}

#[test]
fn repairs_counts_that_were_run_together() {
    let text = "全旗户籍人口38.4万人，乡村人口33.5万人。入冬前核定，贫困人口1042334176人，占乡村人口的10.2%，占户籍人口的8.9%。";
    check(
        text,
        &["repaired ratio: 1042334176人 38.4万人 8.9%", "repaired ratio: 1042334176人 33.5万人 10.2%"],
    );
    let report = parse(text).report;
    let repair = report.findings[0].repair.as_ref().unwrap();
    let reading: Vec<(&str, String)> =
        repair.reading.iter().map(|part| (part.text.as_str(), part.value.unwrap().to_string())).collect();
    assert_eq!(reading, [("10423", "10423".to_owned()), ("34176人", "34176".to_owned())]);
}

#[test]
fn repairs_counts_by_an_average() {
    check(
        "今年分红覆盖贫困户3841420人，每户领500元，一共发了19.2万元。",
        &["repaired per_unit: 19.2万元 3841420人 500元"],
    );
}

#[test]
fn rejects_averages_of_a_neighbouring_total() {
    check("账每年算一回，社员户均到手4820元，村集体进账29.6万元，36户低收入农户户均4710元。", &[]);
}

#[test]
fn rejects_a_percentage_of_what_was_said_before() {
    check("合作社净赚160万元，先留两成添设备，其余128万元再分，村集体进账25.6万元。", &[]);
}

#[test]
fn repairs_a_lost_decimal_point() {
    check("180户贫困户共分得红利1728万元，户均960元。", &["repaired per_unit: 1728万元 180户 960元"]);
}

#[test]
fn says_what_it_cannot_prove() {
    let parsed = parse("全县贫困人口1042334176人。");
    assert!(parsed.report.findings.is_empty());
    let codes: Vec<&str> = parsed.diagnostics.iter().map(|one| one.code.as_str()).collect();
    assert!(codes.contains(&"unproved_reading"), "{codes:?}");
}

#[test]
fn parses_tables() {
    let text = "某县2019年资金使用情况公示\n\n表1　资金来源（金额单位：万元）\n资金来源\t金额（万元）\t占比（%）\n中央资金\t1640\t41.4\n省级资金\t1220\t30.8\n县级资金\t1100\t27.8\n合计\t3960\t100\n";
    check(
        text,
        &[
            "consistent ratio: 1640 3960 41.4",
            "consistent sum: 1640 1220 1100 3960",
            "consistent sum: 41.4 30.8 27.8 100",
            "consistent ratio: 1220 3960 30.8",
            "consistent ratio: 1100 3960 27.8",
        ],
    );
}

#[test]
fn parses_prices_by_weight() {
    check(
        "全县核桃产量2.6万吨，每公斤卖到18元，果农收入4.68亿元。",
        &["consistent product: 2.6万吨 18元 4.68亿元"],
    );
    check("干椒亩产620斤，每百斤收购价850元，一亩卖5270元。", &["consistent product: 620斤 850元 5270元"]);
    check(
        "茶青收了3.2万斤，均价35元/公斤，茶农得56万元。",
        &["consistent product: 3.2万斤 35元/公斤 56万元"],
    );
    check("马铃薯种植36万亩，亩产1500公斤，总产54万吨。", &["consistent product: 36万亩 1500公斤 54万吨"]);
}

#[test]
fn rejects_prices_of_another_weight() {
    check("全县核桃产量2.6万吨，每公斤卖到18元，果农收入6.12亿元。", &[]);
    check("粮食产量42万吨，肥料每吨补贴300元，发放补贴860万元。", &[]);
}

#[test]
fn parses_gross_product_by_industry() {
    check(
        "全市地区生产总值达到318.4亿元，增长8.2%。农业稳中有进。第一产业增加值52.6亿元，增长4.1%。工业平稳。第二产业增加值141.3亿元。服务业活跃，第三产业增加值124.5亿元。",
        &["consistent sum: 52.6亿元 141.3亿元 124.5亿元 318.4亿元"],
    );
    check(
        "实现生产总值96.5亿元，第一产业22.4亿元，第二产业31.6亿元，第三产业45.5亿元。",
        &["inconsistent sum: 22.4亿元 31.6亿元 45.5亿元 96.5亿元"],
    );
}

#[test]
fn rejects_increases_of_industries_as_parts() {
    check(
        "地区生产总值增加38.2亿元，第一产业增加值增加3.1亿元，第二产业增加20.4亿元，第三产业增加15.2亿元。",
        &[],
    );
}

#[test]
fn parses_lists_that_come_to_their_total() {
    check(
        "去年，全镇筹措帮扶资金1486万元。来源有：\n1. 财政衔接资金812万元，用于建冷库；\n2. 帮扶单位捐款96万元，县医院出得最多；\n3. 银行贷款578万元，期限两年。\n",
        &["consistent sum: 812万元 96万元 578万元 1486万元"],
    );
    check(
        "去年，全镇筹措帮扶资金1486万元。做了几件事：\n1. 修路用去812万元；\n2. 建大棚用去96万元；\n3. 办培训用去20万元。\n",
        &[],
    );
}

#[test]
fn parses_totals_of_several_rounds() {
    check(
        "去年春天借出羊720只，接羊的36户。今年又借给28户。两批合到一块，惠及贫困户64户。",
        &["consistent sum: 36户 28户 64户"],
    );
    check(
        "2018年用在扶贫上的钱1254万元，比头年多285万元，涨了29.4%。",
        &["consistent growth: 1254万元 285万元 29.4%"],
    );
}

#[test]
fn parses_averages_by_item() {
    check("累计发放贷款2416笔1.13亿元，笔均4.68万元。", &["consistent per_unit: 1.13亿元 2416笔 4.68万元"]);
    check("网店卖出米线1.4万箱，进账84万元，均价60元一箱。", &["consistent per_unit: 84万元 1.4万箱 60元"]);
    check(
        "硬化道路96公里，投资5280万元，平均每公里55万元。",
        &["consistent per_unit: 5280万元 96公里 55万元"],
    );
    check(
        "过去五年成效明显。累计脱贫42.5万人，年均脱贫8.5万人。",
        &["consistent per_unit: 42.5万人 五年 8.5万人"],
    );
}

#[test]
fn rejects_counts_of_other_things() {
    // 5 pigs are no square metres.
    check("猪崽每户最多5头，猪栏按每平方米60元补，另补运费300元。", &[]);
    check("县里拿出1500万元，按1∶10放贷，每户可贷2万到5万元，上年贷出800万元。", &[]);
}

#[test]
fn rejects_parts_outside_the_brackets() {
    check(
        "耕地面积8230亩，(其中水田1100亩，旱田7130亩)、果园260亩。",
        &["consistent sum: 1100亩 7130亩 8230亩"],
    );
}

#[test]
fn parses_rows_that_come_to_their_total() {
    let text = "某县2018年项目资金使用情况公示\n\n表1　资金安排\n年份\t合计（万元）\t交通（万元）\t水利（万元）\t教育（万元）\n2016年\t1820\t775\t845\t200\n2017年\t2147\t1015\t810\t322\n2018年\t2160\t1338\t600\t222\n";
    check(
        text,
        &[
            "consistent sum: 775 845 200 1820",
            "consistent sum: 1015 810 322 2147",
            "consistent sum: 1338 600 222 2160",
        ],
    );
}

#[test]
fn parses_totals_by_what_is_for_each() {
    // What is told last follows from the others.
    check("合作社付租金20.7万元，涉及138户，每户1500元。", &["consistent per_unit: 20.7万元 138户 1500元"]);
    check(
        "公益岗开了235个，每岗一年4800元，共发112.8万元。",
        &["consistent product: 235个 4800元 112.8万元"],
    );
    check("新栽花椒树2450棵，每棵补18元，计4.41万元。", &["consistent product: 2450棵 18元 4.41万元"]);
    check("县里给19个村各安排35万元，共665万元。", &["consistent product: 19个村 35万元 665万元"]);
    check("鲜枣收了7.6万斤，均价4.5元，枣农进账34.2万元。", &["consistent product: 7.6万斤 4.5元 34.2万元"]);
}

#[test]
fn rejects_what_is_for_each_of_something_else() {
    check("全镇有6400人，每亩补240元，发放补贴153.6万元。", &[]);
    check("建大棚125座，每户贷款3万元，贷出375万元。", &[]);
}

#[test]
fn parses_percentages_without_a_word_for_shares() {
    check("全年资金3.64亿元，支出2.93亿元，支出进度80.5%。", &["consistent ratio: 2.93亿元 3.64亿元 80.5%"]);
    check("村里有76户，53户办起了农家乐，近七成。", &["consistent ratio: 53户 76户 近七成"]);
    check("农机补贴县里担60%、计28.2万元，总价47万元。", &["consistent ratio: 28.2万元 47万元 60%"]);
    check("每户量化股金6000元，每年按7%分红，一户420元。", &["consistent product: 6000元 7% 420元"]);
}

#[test]
fn rejects_percentages_of_other_things() {
    check("实施项目1386个、完工1372个，99%的乡镇通了客车。", &[]);
    check("净投放贷款318亿元，其中水利86亿元，不良率0.27%。", &[]);
    check("工业增加值172.4亿元，服务业增加值128亿元，固定资产投资118.6亿元，增长34.7%。", &[]);
}

#[test]
fn parses_growth_from_what_is_told_before() {
    check("去年卖瓜收入68万元，今年85万元，增长25%。", &["consistent growth: 68万元 85万元 25%"]);
    check("村集体收入91万元，比上年的65万元增长40%。", &["consistent growth: 65万元 91万元 40%"]);
    check("枸杞网上卖出4200万元，去年是3500万元，增长36%。", &["inconsistent growth: 3500万元 4200万元 36%"]);
    check("枸杞产值4200万元，盐业产值3500万元，增长36%。", &[]);
}

#[test]
fn parses_sums_without_a_word_for_them() {
    check(
        "合作社收入27.4万元，租地花去9.13万元，剩下18.27万元。",
        &["consistent sum: 9.13万元 18.27万元 27.4万元"],
    );
    check(
        "全镇筹资3180万元，省里2100万元、县里760万元、群众自筹320万元。",
        &["consistent sum: 2100万元 760万元 320万元 3180万元"],
    );
    check("监测户由94户降到57户，37户消除了风险。", &["consistent change: 94户 57户 37户"]);
    check("大户每人补3600元，中户每人2400元，小户每人1200元。", &[]);
}

#[test]
fn parses_totals_that_their_parts_do_not_make() {
    check(
        "苗木清单：云杉42万株、油松19万株、柠条8万株，合计66万株。",
        &["inconsistent sum: 42万株 19万株 8万株 66万株"],
    );
    check(
        "概算总投资948万元：土建568万元，设备234万元，培训117万元。",
        &["inconsistent sum: 568万元 234万元 117万元 948万元"],
    );
    check("试点村85个，每村注入20万元，共计1850万元。", &["inconsistent product: 85个 20万元 1850万元"]);
    check("发放鸡苗5400只，涉及108户，户均60只。", &["inconsistent per_unit: 5400只 108户 60只"]);
    check("带动脱贫户3100户，户均增收3600元，产值1.2亿元。", &[]);
}

#[test]
fn parses_what_lasts_for_some_time() {
    check(
        "开发公益岗720个，月薪650元，按12个月发，年度预算561.6万元。",
        &["consistent product: 720个 650元 12个月 561.6万元"],
    );
    check(
        "供餐学生465人，每人每天补5元，一年按200天算，财政支出46.5万元。",
        &["consistent product: 465人 5元 200天 46.5万元"],
    );
    check("开发公益岗720个，月薪650元，按12个月发，全县奖补480万元。", &[]);
}

#[test]
fn parses_values_by_their_multiple() {
    check("引来社会资本18.4亿元，是财政投入4.6亿元的4倍。", &["consistent product: 4.6亿元 4倍 18.4亿元"]);
    check("人均收入从3150元涨到10710元，增长2.4倍。", &["consistent growth: 3150元 10710元 2.4倍"]);
    check("引来社会资本18.4亿元，财政投入5.2亿元，贷款放大4倍。", &[]);
}

#[test]
fn parses_what_is_handed_out_of_a_share() {
    check(
        "冷库一年租金18万元，照章程拿出七成，按人头发给150名脱贫人口，每人840元。",
        &["consistent per_unit: 18万元 七成 150名脱贫人口 840元"],
    );
}

#[test]
fn parses_what_another_leaves_to_pay() {
    check("每亩保费30元，财政补七成，农户交9元。", &["consistent product: 30元 七成 9元"]);
    check("买一台机器4800元，县里出65%，自己掏1680元。", &["consistent product: 4800元 65% 1680元"]);
    check("住院花了6000元，合作医疗报销70%，个人负担1800元。", &["consistent product: 6000元 70% 1800元"]);
    // What is told after a growth is of something else.
    check("今年收入30万元，增长70%，支出9万元。", &[]);
}

#[test]
fn parses_points_against_an_earlier_percentage() {
    check(
        "2020年底贫困发生率为0.8%，比2015年底的15.3%降低14.5个百分点。",
        &["consistent change: 15.3% 0.8% 14.5个百分点"],
    );
    check("自来水普及率95%，比上年的88%高7个百分点。", &["consistent change: 88% 95% 7个百分点"]);
    check("良种覆盖率91%，较2018年的64%提高17个百分点。", &["inconsistent change: 64% 91% 17个百分点"]);
    check("水稻良种率91%，玉米良种率64%，比上年提高27个百分点。", &[]);
}

#[test]
fn parses_growth_by_more_than_the_year_before() {
    check("去年卖枣收入46万元，比前年多11.5万元，增长33.3%。", &["consistent growth: 46万元 11.5万元 33.3%"]);
}

#[test]
fn parses_what_a_rule_far_before_allots_to_one() {
    check(
        "扶贫资金折股到45户名下，每户3万元，每年保底分红8%。李大妈今年春节领到头一笔2400元。",
        &["consistent product: 3万元 8% 2400元"],
    );
    check(
        "新栽油茶每亩补助600元，管护老茶园每亩200元。养牛每头补1000元。刘某今年新栽油茶5亩，能领3000元。",
        &["consistent product: 5亩 600元 3000元"],
    );
    // Pears are not what the subsidy is for.
    check("新栽油茶每亩补助600元，管护老茶园每亩200元。养牛每头补1000元。刘某种梨5亩，卖了3000元。", &[]);
}

#[test]
fn parses_parts_that_are_told_in_other_words() {
    check(
        "每亩补助800元，分两年拨付：头年500元，验收合格后再补300元。",
        &["consistent sum: 500元 300元 800元"],
    );
    check(
        "风险池1.4亿元，市里5000万元、县里9000万元，动用过62万元。",
        &["consistent sum: 5000万元 9000万元 1.4亿元"],
    );
    check(
        "黄豆一季1300元，烤烟一季4200元，加起来一亩就是6500元。",
        &["inconsistent sum: 1300元 4200元 6500元"],
    );
    check(
        "累计整合资金8.2亿元，逐年是2017年2.1亿元、2018年3.3亿元、2019年3.9亿元。",
        &["inconsistent sum: 2.1亿元 3.3亿元 3.9亿元 8.2亿元"],
    );
}

#[test]
fn parses_growth_in_other_orders() {
    check(
        "去年销售收入7440万元，比前年增长24%，前年是6000万元。",
        &["consistent growth: 6000万元 7440万元 24%"],
    );
    check("去年新增大棚1.3万亩，总数达3.9万亩，比上年增长50%。", &["consistent growth: 3.9万亩 1.3万亩 50%"]);
    check("今年接待9.6万人次，比去年全年的8万人次多20%。", &["consistent growth: 8万人次 9.6万人次 20%"]);
    check("零售额2700万元，上一年是2000万元，增长45%。", &["inconsistent growth: 2000万元 2700万元 45%"]);
}

#[test]
fn parses_the_incidence_of_poverty_of_a_village() {
    check("全村305户1040人，未脱贫7户21人，贫困发生率2.52%。", &["inconsistent ratio: 21人 1040人 2.52%"]);
}
