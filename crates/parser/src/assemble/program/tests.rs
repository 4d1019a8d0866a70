//! Passages with the programs that they tell.

use lianjie_core::{Measure, Measured};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let report = crate::parse(&format!("工作情况\n{text}\n")).report;
    let kinds: Vec<String> = report.programs.iter().map(|program| program.kind.to_string()).collect();
    assert_eq!(kinds, expected, "{text}");
}

#[test]
fn parses_one_program_a_line_of_action() {
    check(
        "全县建成村级光伏电站46座，覆盖贫困户3120户。开展技能培训2600人次。",
        &["photovoltaic", "training"],
    );
    check("易地扶贫搬迁安置5200户20860人，全部入住。", &["relocation"]);
}

#[test]
fn parses_clauses_that_turn_to_another_line() {
    check("今年改造薄弱学校18所，硬化通村公路260公里。", &["education", "infrastructure"]);
}

#[test]
fn rejects_the_setting() {
    check("全县辖16个乡镇，总人口38万人。", &[]);
    check("会议强调要提高认识，加强领导。", &[]);
}

#[test]
fn parses_lines_that_reports_list_item_by_item() {
    check("全年流转土地3.2万亩，发放购机补贴860万元。", &["general", "general"]);
    check("开展电焊培训1200人次，发放小额担保贷款2300万元，带动创业310户。", &["training", "finance"]);
    check(
        "新建村卫生室26所，改造农村危房1840户，资助贫困学生3100人。",
        &["health", "infrastructure", "education"],
    );
}

#[test]
fn parses_a_loan_with_its_guarantee_as_one() {
    check("发放扶贫小额信贷1.6亿元，惠及3200户。县财政注入风险补偿金1500万元。", &["finance"]);
    check("开办香菇价格保险，投保3200户。去年赔付260万元，受益农户1100户。", &["insurance"]);
    check("银行推出“椒农贷”，贷给560户，共2300万元。", &["finance"]);
}

#[test]
fn parses_means_with_a_name_apart_in_a_story() {
    check("大湾村发展肉羊养殖，存栏1200只。村里160户获得扶贫小额信贷640万元。", &["livestock", "finance"]);
    check("柏树村种植香菇300亩。村口的扶贫车间吸纳务工80人。", &["planting", "processing"]);
    check("石桥村种植茶叶600亩，带动95户。王某从银行贷了3万元扩种茶园。", &["planting"]);
}

#[test]
fn parses_stretches_that_come_back() {
    check("全县种植辣椒3.1万亩。会议要求加强领导。今年辣椒卖了1200万元。", &["planting"]);
}

#[test]
fn rejects_land_towns_and_industry() {
    check("该县位于大山南麓，境内有林地86万亩，森林覆盖率61%。", &[]);
    check("规模以上工业增加值增长9.2%，新建标准厂房12万平方米。", &[]);
    check("实现社会消费品零售总额36亿元，固定资产投资52亿元，民宿的客人也多了起来。", &[]);
}

#[test]
fn rejects_words_inside_names() {
    check("县人民政府拨付资金120万元。", &[]);
    check("桑园镇引进种羊300只，带动42户。", &["livestock"]);
}

#[test]
fn keeps_the_total_of_sums_and_the_first_count_of_people() {
    let text =
        "工作情况\n全县发放扶贫小额信贷，每户最高5万元，带动贫困户320户，共放贷1600万元，其中脱贫户90户。\n";
    let report = crate::parse(text).report;
    let coverage = &report.programs[0].coverage;
    let value = |measure| coverage.get(&measure).and_then(|m: &Measured| m.value).map(|v| v.to_string());
    assert_eq!(value(Measure::Loan).as_deref(), Some("16000000"));
    assert_eq!(value(Measure::HouseholdsBenefited).as_deref(), Some("320"));
}

#[test]
fn parses_compounds_by_their_head() {
    check("新建核桃加工厂6家，吸纳务工230人。", &["processing"]);
    check("建成食用菌产业园3个，带动农户820户。", &["agri_park"]);
    check("举办养蜂培训班26期，共1800人次参加。", &["training"]);
    check("发展核桃专业合作社36家，种植核桃2.1万亩。", &["fruit_forestry"]);
}

#[test]
fn rejects_works_at_large() {
    check("前三季度铁路货运量达到780万吨，9个招商项目动工。", &[]);
    check("县里争取项目86个，总投资12亿元。", &[]);
    check("现有医药企业9家，年产值6亿元。", &[]);
    check("硬化通村公路86公里，惠及群众1.3万人。", &["infrastructure"]);
}

#[test]
fn states_only_lines_whose_words_agree() {
    let confidences = |text: &str| -> Vec<String> {
        let report = crate::parse(&format!("工作情况\n{text}\n")).report;
        report
            .programs
            .iter()
            .map(|program| format!("{:?}", program.provenance.confidence).to_lowercase())
            .collect()
    };
    assert_eq!(confidences("易地搬迁安置点建成6处，集中安置贫困户820户。"), ["stated"]);
    assert_eq!(confidences("发放扶贫小额信贷2300万元，贷款惠及贫困户560户。"), ["stated"]);
    assert_eq!(confidences("硬化通村公路86公里，惠及群众1.3万人。"), ["inferred"]);
}

#[test]
fn parses_operators_that_run_a_program() {
    let operators = |text: &str| -> Vec<String> {
        let report = crate::parse(&format!("工作情况\n{text}\n")).report;
        report.programs.into_iter().flat_map(|program| program.operators).collect()
    };
    assert_eq!(operators("农商行发放扶贫小额信贷2300万元，惠及560户。"), ["农商行"]);
    assert_eq!(
        operators("石桥村引进青禾生态农业有限公司种植蓝莓600亩，带动95户。"),
        ["青禾生态农业有限公司"]
    );
    assert_eq!(operators("新创建国家现代农业产业园3个，带动农户820户。"), [""; 0]);
    assert_eq!(operators("云岭建工集团硬化通村公路86公里，惠及群众1.3万人。"), [""; 0]);
}

#[test]
fn parses_what_people_get_as_an_outcome() {
    let outcome = |text: &str| {
        let report = crate::parse(&format!("工作情况\n{text}\n")).report;
        report.programs.iter().any(|program| program.outcomes.contains_key(&Measure::Subsidy))
    };
    assert!(outcome("资助贫困大学生260名，每人补助3000元。"));
    assert!(!outcome("新建茶叶加工厂6家，每家补助20万元。"));
}

#[test]
fn parses_what_public_money_was_put_into_for_an_income() {
    check(
        "石桥村把产业扶贫资金80万元建成蔬菜大棚12座，村集体租给合作社，每年租金6万元，七成分给脱贫户。",
        &["asset_income"],
    );
    check("石桥村种植蔬菜300亩，带动95户增收。", &["planting"]);
}

#[test]
fn leaves_out_the_land_that_a_plant_stands_on() {
    let report = crate::parse("工作情况\n柳湾村辣椒加工厂占地12亩，带动56户增收。\n").report;
    let area = report.programs.iter().any(|program| program.coverage.contains_key(&Measure::Area));
    assert!(!area);
}

#[test]
fn leaves_out_what_is_of_one_family_and_the_profit_of_a_firm() {
    let coverage = |text: &str| {
        let report = crate::parse(&format!("工作情况\n{text}\n")).report;
        report.programs.iter().flat_map(|program| program.coverage.keys().copied()).collect::<Vec<_>>()
    };
    let outcomes = |text: &str| {
        let report = crate::parse(&format!("工作情况\n{text}\n")).report;
        report.programs.iter().flat_map(|program| program.outcomes.keys().copied()).collect::<Vec<_>>()
    };
    assert!(!coverage("大湾村发展肉牛养殖，带动62户，李某养牛6头。").contains(&Measure::Livestock));
    assert!(coverage("大湾村发展肉牛养殖，带动62户，存栏460头。").contains(&Measure::Livestock));
    assert!(!coverage("推行扶贫小额信贷，惠及420户，额度为5万元。").contains(&Measure::Loan));
    assert!(!outcomes("白果村办起民宿，带动35户，去年净利60万元。").contains(&Measure::Revenue));
}

#[test]
fn reads_who_a_common_noun_stands_for() {
    let operators = |text: &str| {
        let report = crate::parse(text).report;
        report.programs.iter().flat_map(|program| program.operators.clone()).collect::<Vec<_>>()
    };
    let text = "工作情况\n镇里引进了青禾生态农业有限公司。\n公司种植辣椒1200亩，带动贫困户310户。\n";
    assert_eq!(operators(text), ["青禾生态农业有限公司"]);
    let named = "工作情况\n农商行给石桥村的晨露茶业有限公司发放扶贫小额贷款300万元，带动贫困户60户。\n";
    assert!(!operators(named).iter().any(|name| name.ends_with('行')));
}

#[test]
fn names_a_quotation_whole() {
    let names = |text: &str| -> Vec<String> {
        let report = crate::parse(&format!("工作情况\n{text}\n")).report;
        report.programs.into_iter().map(|program| program.name).collect()
    };
    assert_eq!(names("推广“茶农保”，参保茶农3200户。"), ["“茶农保”"]);
    assert_eq!(names("基层“三保”支出保障到位。"), [""; 0]);
}

#[test]
fn parses_whom_a_line_reaches_and_what_comes_of_it_as_part_of_it() {
    check("建成扶贫车间36家，带动6个搬迁安置点的群众就业820人。", &["processing"]);
    check("全县种植蔬菜2.6万亩，园区18个。", &["planting"]);
    check("发放小额信贷2300万元，560户每年保底分红2000元。", &["finance"]);
    check("建成标准化厂房26栋，资助贫困学生3100人。", &["processing", "education"]);
}

#[test]
fn parses_a_gift_as_what_it_is_given_for() {
    check("澄江商会捐资80万元翻修村小学教室6间，惠及学生210人。", &["education"]);
    check("海川集团捐款120万元建卫生院，惠及群众6200人。", &["health"]);
    check("乡贤捐资硬化通村公路2.6公里，惠及群众860人。", &["infrastructure"]);
    check("社会各界捐款160万元，惠及困难家庭320户。", &["social_aid"]);
}

#[test]
fn parses_what_is_kept_where_growing_and_keeping_are_named_together() {
    check("白果村发展特色种养，养殖蛋鸡6200只，带动52户。", &["livestock"]);
    check("全县发展特色种养，带动贫困户3200户。", &["planting"]);
}

#[test]
fn rejects_works_of_towns_and_lists_of_papers() {
    check("园区基础设施完成投资3.6亿元。", &[]);
    check("城市更新项目完成投资12亿元。", &[]);
    check("为推进产业扶贫，出台实施方案等文件12个。", &[]);
    check("新建农村公路86公里，惠及群众1.3万人。", &["infrastructure"]);
}

#[test]
fn parses_the_items_of_a_policy_by_what_the_policy_is_about() {
    let kinds = |title: &str| -> Vec<String> {
        let items = "一、名店创建\n对评为省级名店的，奖励5万元，评为国家级的，奖励10万元。\n\
                     二、新品研发\n对研发新品的企业，每个新品奖励6万元，获奖的再奖励3万元。\n\
                     三、星级评定\n对评为三星的，奖励2000元，评为四星的，奖励8000元。\n";
        let programs = crate::parse(&format!("{title}\n\n{items}")).report.programs;
        programs.iter().map(|program| program.kind.to_string()).collect()
    };
    assert_eq!(kinds("青川县扶持乡村旅游若干措施"), ["tourism"; 3]);
    assert!(!kinds("青川县扶持重点企业若干措施").contains(&"tourism".to_owned()));
}

#[test]
fn parses_what_is_carried_out_without_a_figure() {
    check("镇里建立了就业服务站，脱贫户不出村就能揽到活。", &["employment"]);
    check("农村危房改造稳步推进，村民住得安心。", &["infrastructure"]);
    check("新型农村养老保险制度实现全覆盖。", &["insurance"]);
    check("农村基础设施薄弱，农村危房改造推进不力。", &[]);
    check("与会人员认为，推进旅游扶贫是关键。", &[]);
}

#[test]
fn parses_what_a_plant_handles_and_what_is_paid_as_part_of_it() {
    check("全县新建智能分选线4条，日分选鲜果300吨，带动就业210人。", &["processing"]);
    check("资助贫困学生6200人，发放助学金480万元。", &["education"]);
    check("整治山塘32口，新增蓄水60万立方米。", &["infrastructure"]);
}
