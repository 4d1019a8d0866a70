//! Short sentences, each with its figures and their measures, `-` for none.

use crate::Group;

/// The figures of a text with their measures, as `84户 households_lifted; 2毛钱 -`.
fn measures(text: &str) -> String {
    let report = crate::parse(text).report;
    let of = |index: usize| report.observations.iter().find(|observation| observation.figure == index);
    let figures = report.figures.iter().enumerate().map(|(index, figure)| {
        format!("{} {}", figure.text, of(index).map_or("-", |observation| observation.measure.as_str()))
    });
    figures.collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(measures(text), *expected, "{text}");
    }
}

#[test]
fn reads_households_persons_and_villages() {
    check(&[
        ("全乡有14个行政村，其中贫困村6个。", "14个行政村 villages; 6个 villages"),
        (
            "2018年底84户296人顺利脱贫，贫困发生率降到1.2%。",
            "84户 households_lifted; 296人 persons_lifted; 1.2% poverty_incidence",
        ),
        ("目前还有12户31人未脱贫。", "12户 households; 31人 persons"),
        ("甩掉穷帽的有98户。", "98户 households_lifted"),
        ("沾上光的农户已有1600户。", "1600户 households_benefited"),
        ("项目惠及26个贫困村6800户农户。", "26个贫困村 villages_benefited; 6800户 households_benefited"),
        ("入社农户达到210户。", "210户 households_benefited"),
        ("全县68个村脱贫出列。", "68个村 villages_lifted"),
        ("解决1.2万人饮水安全问题。", "1.2万人 persons_benefited"),
        ("易地搬迁1260户5300人。", "1260户 households_benefited; 5300人 persons_benefited"),
        ("跟着公司干的有230户。", "230户 households_benefited"),
    ]);
}

#[test]
fn reads_jobs_trainees_and_staff() {
    check(&[
        ("基地长期用工80多人，其中贫困户36人，人均月工资1800元。", "80多人 jobs; 36人 jobs; 1800元 wage"),
        ("像她这样在车间上班的有60多人。", "60多人 jobs"),
        ("先后组织320名贫困群众参加技能培训。", "320名贫困群众 trainees"),
        ("选派126名第一书记，380名帮扶干部。", "126名第一书记 staff; 380名帮扶干部 staff"),
        ("全省脱贫人口务工规模330万人。", "330万人 jobs"),
        ("开发公益岗位1200个，安置1200人。", "1200个 jobs; 1200人 jobs"),
    ]);
}

#[test]
fn reads_money_of_households() {
    check(&[
        ("户均收入增加4500元。", "4500元 income_gain_per_household"),
        ("每年可为贫困户户均增加收入2600元。", "2600元 income_gain_per_household"),
        ("他在菌棚打工，一天90元。", "90元 wage"),
        ("贫困户李某家种了7亩猕猴桃，去年收入5.2万元。", "7亩 planted_area; 5.2万元 household_income"),
        (
            "除了租金，土地租金一年2400元，打工工资2万元，分红1200元。",
            "2400元 rent; 2万元 wage; 1200元 dividend",
        ),
        (
            "60户把贷款投进公司，约定每户每年分红3000元。",
            "60户 households_benefited; 3000元 dividend_per_household",
        ),
        ("老周把5亩责任田租了出去，每亩租金400元。", "5亩 area; 400元 rent"),
        ("每人每月工资2500元。", "2500元 wage"),
    ]);
}

#[test]
fn reads_money_of_programs() {
    check(&[
        (
            "项目总投资1200万元，其中财政扶贫资金400万元，企业自筹800万元。",
            "1200万元 investment; 400万元 funding; 800万元 investment",
        ),
        ("帮扶单位投入35万元帮助村里修路。", "35万元 funding"),
        ("银行授信500万元，已放款320万元。", "500万元 loan; 320万元 loan"),
        ("每养一头牛补贴1000元，每栽一亩果树奖补500元。", "1000元 subsidy; 500元 subsidy"),
        ("老板砸下3000万元在山沟里建起养殖场。", "3000万元 investment"),
        ("区里拨来260万元。", "260万元 funding"),
        ("公司老板捐了10万元给村小学。", "10万元 donation"),
        ("村集体经济收入从3万元增加到28万元。", "3万元 revenue; 28万元 revenue"),
        ("去年光伏电站每年为村集体带来收益12万元。", "12万元 asset_income"),
        (
            "东部地区投入财政援助资金230亿元，引导企业实际投资1100亿元。",
            "230亿元 funding; 1100亿元 investment",
        ),
    ]);
}

#[test]
fn reads_rates() {
    check(&[
        ("贫困发生率从28.6%下降到0.8%。", "28.6% poverty_incidence; 0.8% poverty_incidence"),
        ("产业覆盖率由60%提高到98%。", "60% coverage_rate; 98% coverage_rate"),
        ("利润的60%分给贫困户，40%留给村集体。", "60% share; 40% share"),
        ("合作社按本金的6%给贫困户保底分红。", "6% rate"),
        ("贫困户占社员的45%。", "45% share"),
        ("粮食增产2.1%，比上年增加1.8万亩。", "2.1% growth; 1.8万亩 growth"),
        ("新农合参合率99.2%。", "99.2% coverage_rate"),
        ("银行按风险补偿金放大8倍放贷。", "8倍 leverage"),
    ]);
}

#[test]
fn reads_land() {
    check(&[
        ("流转荒山2600亩，栽种核桃1800亩。", "2600亩 area; 1800亩 planted_area"),
        ("建成高标准农田6万亩。", "6万亩 area"),
        ("公司占地12亩，建筑面积3000平方米。", "12亩 area; 3000平方米 area"),
        ("茶园从2000亩扩到8000亩。", "2000亩 planted_area; 8000亩 planted_area"),
    ]);
}

#[test]
fn rejects_what_no_measure_names() {
    check(&[
        ("每斤比市场价高出2毛钱。", "2毛钱 -"),
        ("58岁的老张去年收了12吨苹果。", "58岁 -; 12吨 -"),
        ("喷施80%可湿性粉剂800倍液。", "80% -; 800倍 -"),
        ("每名党员帮扶1户贫困户。", "1户 -"),
        ("一般公共预算支出26亿元，能耗下降9.7%。", "26亿元 -; 9.7% -"),
        ("全年接待游客8万人次。", "8万人次 -"),
        ("调研组走访了13个村。", "13个村 -"),
    ]);
}

#[test]
fn reads_the_group_of_those_counted() {
    let groups = |text: &str| {
        crate::parse(text).report.observations.iter().map(|o| o.group == Group::Poor).collect::<Vec<_>>()
    };
    assert_eq!(groups("带动全乡210户640名贫困人口增收，户均增收1500元。"), [true, true, true]);
    assert_eq!(groups("受益农户980户，其中贫困户120户，户均增收6000元。"), [false, true, false]);
    assert_eq!(groups("吸纳就业300人，其中脱贫劳动力90人。"), [false, true]);
}

#[test]
fn says_which_figures_have_no_measure() {
    let parsed = crate::parse("他说起那8000元来。");
    assert_eq!(parsed.report.observations, []);
    assert_eq!(parsed.diagnostics.len(), 1);
    assert_eq!(parsed.diagnostics[0].code, crate::DiagnosticCode::UnmeasuredQuantity);
    assert!(crate::parse("58岁的老张走了12公里。").diagnostics.is_empty());
}

#[test]
fn reads_the_sums_of_a_county() {
    check(&[
        (
            "生产总值达到210亿元，其中第一产业45亿元、第二产业96亿元。",
            "210亿元 output_value; 45亿元 output_value; 96亿元 output_value",
        ),
        ("全年引进省外资金36亿元，免征农业税2300万元。", "36亿元 investment; 2300万元 -"),
        ("社会消费品零售总额82亿元，财政收入较上年纯增1.6亿元。", "82亿元 sales; 1.6亿元 growth"),
        ("带动6万农户增收2亿多元。", "6万农户 households_benefited; 2亿多元 -"),
        ("森林覆盖率达到52.3%，人口自然增长率5.1‰。", "52.3% coverage_rate; 5.1‰ rate"),
        ("转移农村劳动力3.6万人，财政转移支付4亿元。", "3.6万人 jobs; 4亿元 funding"),
    ]);
}

#[test]
fn reads_parts_of_those_reached() {
    check(&[
        ("92%的行政村开通了客车。", "92% coverage_rate"),
        ("超过七成的脱贫户参加了合作社。", "超过七成 coverage_rate"),
        ("八成以上的农户签订了收购合同。", "八成以上 coverage_rate"),
        ("七成的学生来自农村。", "七成 share"),
        ("年利率4.35%，其中2个百分点由县财政补贴。", "4.35% rate; 2个百分点 rate"),
        ("农商行按1:8放贷，风险按2:8分担。", "1:8 leverage; 2:8 share"),
    ]);
}

#[test]
fn reads_who_left_poverty_past_what_led_there() {
    check(&[
        ("120多万贫困群众通过易地搬迁告别贫困。", "120多万贫困群众 persons_lifted"),
        ("86户通过养羊脱了贫。", "86户 households_lifted"),
        ("消除返贫风险1800人。", "1800人 persons_benefited"),
    ]);
}

#[test]
fn reads_a_table_by_its_caption() {
    let table =
        "各年投资计划\n投资计划（万元）\t年度\t合计\t交通\t水利\n2016年\t500\t300\t200\n2017年\t90\t60\t30\n";
    check(&[(
        table,
        "500 investment; 300 investment; 200 investment; 90 investment; 60 investment; 30 investment",
    )]);
}

#[test]
fn reads_the_group_of_a_part_and_its_whole() {
    let groups = |text: &str| {
        crate::parse(text).report.observations.iter().map(|o| o.group == Group::Poor).collect::<Vec<_>>()
    };
    assert_eq!(groups("车间用工150人，贫困劳动力60人，工钱一天90元。"), [false, true, false]);
    assert_eq!(groups("选派干部120名，帮扶贫困群众80人，户均分红600元。"), [false, true, true]);
    assert_eq!(groups("保障城镇低保对象2.1万人。"), [false]);
    assert_eq!(
        groups("合作社带着50户贫困户养鹅。年底结账，户均分红800元。全县农民人均纯收入9100元。"),
        [true, true, false]
    );
}

#[test]
fn reads_shares_that_are_borne_or_cut() {
    check(&[
        ("利润由公司、村集体、农户按60%、25%、15%切分。", "60% share; 25% share; 15% share"),
        ("镇政府另掏40万元修圈舍。", "40万元 funding"),
        ("公司另掏40万元修圈舍。", "40万元 investment"),
        ("波尔多液按1:1:160配制，用50%托布津500倍液喷雾。", "1:1:160 -; 50% -; 500倍 -"),
        (
            "分给贫困户520户，带贫困户不少于20户的给奖励。",
            "520户 households_benefited; 不少于20户 households_benefited",
        ),
        ("建成研究中心6个、企业实验室2家。", "6个 -; 2家 -"),
        ("坏账由资金池担七成，其余三成按股平分。", "七成 share; 三成 share"),
        ("参保人数比上年增加2万人和1.5万人。", "2万人 growth; 1.5万人 growth"),
        ("现有教职工93人，在校生2010人。", "93人 staff; 2010人 -"),
        ("人口总数7100户、21400人。", "7100户 households; 21400人 population"),
    ]);
}

#[test]
fn reads_stocks_that_became_smaller() {
    check(&[
        ("家庭总收入42600元，家庭年人均收入8500元。", "42600元 household_income; 8500元 income_per_capita"),
        ("总户数4300户、16800人。", "4300户 households; 16800人 population"),
        (
            "贫困村由142个减少到18个，贫困人口由8.6万人减少到9千人。",
            "142个 villages; 18个 villages; 8.6万人 persons; 9千人 persons",
        ),
        ("全市减少贫困人口12万人。", "12万人 persons_lifted"),
        ("结对帮扶干部3200名。", "3200名 staff"),
        ("城镇化率提高1.2个百分点。", "1.2个百分点 growth"),
        ("全年实施亿元以上重点项目34个。", "亿元以上 investment; 34个 projects"),
    ]);
}

#[test]
fn reads_what_is_given_to_firms_and_to_households() {
    let groups = |text: &str| {
        crate::parse(text).report.observations.iter().map(|o| o.group == Group::Poor).collect::<Vec<_>>()
    };
    assert_eq!(groups("对带动贫困户30户以上的茶企，一次性奖励8万元。"), [true, false]);
    assert_eq!(groups("贫困户新种茶叶的，每亩补助900元。"), [true]);
    assert_eq!(groups("企业为贫困户发放补贴，贫困户户均补贴600元。"), [true]);
    assert_eq!(groups("利润由公司、贫困户按4:6分成，10%归村集体。"), [false, false]);
}

#[test]
fn reads_columns_of_those_reached_beside_sums() {
    let table = "光伏收益分配\n村名\t收益（万元）\t贫困户（户）\n上坪村\t5.6\t20\n下坪村\t9.7\t35\n";
    check(&[(table, "5.6 asset_income; 20 households_benefited; 9.7 asset_income; 35 households_benefited")]);
}

#[test]
fn reads_the_group_of_someone_named() {
    let groups = |text: &str| {
        let report = crate::parse(text).report;
        report.observations.iter().map(|observation| observation.group == Group::Poor).collect::<Vec<_>>()
    };
    assert_eq!(groups("贫困户周某养了8头牛。他去年卖牛收入2.6万元。"), [true, true]);
    assert_eq!(groups("柳树村的何某原是贫困户，前年向信用社贷款3万元。"), [true]);
    assert_eq!(groups("脱贫户马某家在沟口。她前年贷款2万元买了农机。"), [true]);
    assert_eq!(groups("种植大户周某养了80头牛。他去年卖牛收入26万元。"), [false, false]);
}

#[test]
fn reads_the_group_of_stakes_and_sums_of_loans() {
    let groups = |text: &str| {
        let report = crate::parse(text).report;
        report.observations.iter().map(|observation| observation.group == Group::Poor).collect::<Vec<_>>()
    };
    assert_eq!(groups("35户贫困户每户入股3000元。"), [true, true]);
    assert_eq!(groups("贫困户把扶持资金折成股金，户均5000元入股合作社。"), [true]);
    assert_eq!(groups("30户贫困户每户贷款4万元，共120万元。"), [true, true, true]);
    assert_eq!(groups("公司投资3000万元，带动贫困户35户。"), [false, true]);
}
