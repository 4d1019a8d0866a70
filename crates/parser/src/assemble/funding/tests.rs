//! Sentences with the sources that they tell, and sentences that tell none.

use lianjie_core::FundingSource;

fn sources(text: &str) -> Vec<FundingSource> {
    crate::parse(&format!("某县工作情况\n{text}\n")).report.funding_sources
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = sources(text);
    let found: Vec<(String, String)> = found
        .iter()
        .map(|source| {
            let amount = source.amount.as_ref().and_then(|a| a.value).map(|v| v.normalize().to_string());
            (source.kind.to_string(), amount.unwrap_or_default())
        })
        .collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(kind, amount)| ((*kind).to_owned(), (*amount).to_owned())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn parses_nouns_before_and_behind_the_sum() {
    check("县财政投入扶贫资金2180万元。", &[("fiscal_special", "21800000")]);
    check("市里整合涉农资金1.3亿元建路。", &[("fiscal_integrated", "130000000")]);
    check("县里拿出600万元专项基金。", &[("special_fund", "6000000")]);
    check("发放扶贫小额信贷5120笔2.3亿元。", &[("micro_loan", "230000000")]);
}

#[test]
fn rejects_receipts() {
    check("全村养蜂收入36万元，户均增收2100元。", &[]);
    check("合作社年底分红42万元，付租金18万元。", &[]);
    check("全县农产品网上销售额达到3.1亿元。", &[]);
    check("当天260户领走118万元现金。", &[]);
    check("完成固定资产投资86亿元，一般公共预算收入12亿元。", &[]);
}

#[test]
fn parses_givers() {
    check("帮扶单位筹集资金75万元修通村道。", &[("assistance_unit", "750000")]);
    check("爱心人士捐款8.6万元。", &[("donation", "86000")]);
    check("引进企业投资4200万元建厂。", &[("social_investment", "42000000")]);
    check("农发行投放贷款3.2亿元支持安置房建设。", &[("policy_bank", "320000000")]);
}

#[test]
fn parses_regions_that_pay() {
    check("永安市和清流县各拿出80万元帮助建校。", &[("fiscal_other", "800000"), ("fiscal_other", "800000")]);
    check("宁化县拿出350万元修缮蓄水池。", &[("fiscal_other", "3500000")]);
    check("石泉县先拿出26万元给茶农买了生物农药。", &[("fiscal_other", "260000")]);
    check("沙县的茶企拿出80万元。", &[("social_investment", "800000")]);
}

#[test]
fn parses_loans_by_the_households_counted() {
    check("目前全县已放贷1860户7400万元。", &[("micro_loan", "74000000")]);
    check("农商行累计放款640户、2880万元。", &[("micro_loan", "28800000")]);
    check("银行给25户放贷300万元。", &[("project_loan", "3000000")]);
}

#[test]
fn parses_what_a_sum_is_set_up_as() {
    check("县财政拿出900万元，设立扶贫贷款担保基金。", &[("guarantee_fund", "9000000")]);
    check("再安排300万元作为风险补偿金。", &[("risk_compensation", "3000000")]);
}

#[test]
fn parses_components() {
    let found = sources("全年投入资金500万元，其中财政扶贫资金300万元，互助资金200万元。");
    assert_eq!(found.iter().map(|s| s.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
    assert_eq!(found.first().map(|s| s.kind.to_string()).as_deref(), Some("total"));
}

#[test]
fn parses_levels() {
    let found = sources("到位衔接资金8000万元，其中中央5000万元，省级3000万元。");
    let levels: Vec<_> = found.iter().map(|s| s.level.map(|level| level.to_string())).collect();
    assert_eq!(levels, [None, Some("central".to_owned()), Some("provincial".to_owned())]);
}

#[test]
fn parses_terms_of_a_product() {
    let found =
        sources("推行扶贫小额信贷，额度4万元以下、期限2年，免抵押免担保，执行基准利率，财政全额贴息。");
    let terms = found.first().and_then(|source| source.terms.clone()).unwrap();
    assert_eq!(terms.ceiling.unwrap().to_string(), "40000");
    assert_eq!(terms.tenor_years.unwrap().to_string(), "2");
    assert_eq!(terms.subsidy_percent.unwrap().to_string(), "100");
    assert_eq!(terms.collateral_free, Some(true));
    assert!(terms.rate_basis.is_some());
}

#[test]
fn parses_shares_of_risk_and_leverage() {
    let found = sources("县财政注入风险补偿金1200万元，银行放大6—8倍放贷，损失由政府、银行按7:3承担。");
    let source = found.first().unwrap();
    let shares: Vec<String> =
        source.risk_share.iter().flatten().map(|s| format!("{}{}", s.party, s.share)).collect();
    assert_eq!(shares, ["government7", "bank3"]);
    assert_eq!(source.terms.clone().unwrap().leverage.unwrap().len(), 2);
}

#[test]
fn parses_growth() {
    let found = sources("县级安排财政专项扶贫资金1600万元，比上年增长12.5%。");
    let growth = found.first().and_then(|source| source.growth.clone()).unwrap();
    assert_eq!(growth.value.unwrap().to_string(), "12.5");
}

#[test]
fn parses_one_sum_told_twice() {
    check("某集团捐赠320万元建设卫生室。这笔捐赠320万元已经到账。", &[("donation", "3200000")]);
}

#[test]
fn rejects_limits_as_sums() {
    let found = sources("带贫企业可申请最高150万元的产业扶贫贷款，期限不超过2年。");
    assert!(found.iter().all(|source| source.amount.is_none()), "{found:?}");
}

#[test]
fn parses_who_pays_behind_the_sum() {
    let found = sources("修建冷库花了500万元，帮扶单位出300万元，余下200万元由当地果品公司补齐。");
    let told: Vec<_> = found.iter().map(|s| (s.kind.to_string(), s.part_of)).collect();
    assert_eq!(
        told,
        [
            ("total".to_owned(), None),
            ("assistance_unit".to_owned(), Some(0)),
            ("social_investment".to_owned(), Some(0)),
        ]
    );
    check("贷款300万元由合作社使用。", &[("enterprise_loan", "3000000")]);
}

#[test]
fn parses_totals_told_behind_their_parts() {
    let found = sources("县财政给了45万元，镇里配套15万元，合起来60万元修渠。");
    assert_eq!(found.iter().map(|s| s.part_of).collect::<Vec<_>>(), [Some(2), Some(2), None]);
    let found = sources("县财政给了45万元，镇里配套15万元，村里卖粮70万元。");
    assert!(found.iter().all(|source| source.part_of.is_none()), "{found:?}");
}

#[test]
fn parses_uses_of_pooled_money() {
    let found = sources("统筹整合涉农资金3亿元，安排种植业1.4亿元、道路1亿元、饮水6000万元。");
    let kinds: Vec<_> = found.iter().map(|source| source.kind.to_string()).collect();
    assert_eq!(kinds, ["fiscal_integrated"; 4]);
    assert_eq!(found.iter().map(|s| s.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0), Some(0)]);
}

#[test]
fn parses_budget_money_by_its_giver() {
    check("镇政府另掏40万元修圈舍。", &[("fiscal_other", "400000")]);
    check("县财政投入600万元，帮助贫困户发展养蜂。", &[("fiscal_special", "6000000")]);
    check("县里争取项目资金260万元。", &[("fiscal_other", "2600000")]);
    check("省级龙头企业投资3800万元建厂。", &[("social_investment", "38000000")]);
}

#[test]
fn parses_bonuses_and_pools() {
    check("落实稳岗补贴420万元。", &[("fiscal_other", "4200000")]);
    check("县财政发放种粮补贴860万元。", &[("fiscal_other", "8600000")]);
    check("对新建茶园每亩补贴600元。", &[("reward", "600")]);
    check("发放产业奖补资金320万元。", &[("reward", "3200000")]);
    check("居民医保财政补助标准由320元提高到360元。", &[]);
}

#[test]
fn parses_loans_by_borrower() {
    check(
        "累计发放扶贫小额信贷6200万元。今年又发放1500万元。",
        &[("micro_loan", "62000000"), ("micro_loan", "15000000")],
    );
    check("农商行向26家合作社发放贷款1800万元。", &[("enterprise_loan", "18000000")]);
    check("贫困户林某贷款4万元养蜂。", &[("micro_loan", "40000")]);
    check("撬动银行贷款1.2亿元。", &[("project_loan", "120000000")]);
    check(
        "累计发放扶贫小额信贷6200万元。今年又放贷1500万元。",
        &[("micro_loan", "62000000"), ("micro_loan", "15000000")],
    );
}

#[test]
fn parses_firms_as_subject_of_the_clause_before() {
    check("某公司流转土地3000亩，投入900万元建起大棚。", &[("social_investment", "9000000")]);
    check("全村流转土地3000亩，投入900万元建起大棚。", &[("total", "9000000")]);
}

#[test]
fn parses_loan_terms_beside_a_risk_pool() {
    let found = sources("县财政存入风险补偿金600万元，每户可贷5万元以内，期限3年，免抵押。");
    assert!(
        found.iter().any(|s| s.kind.to_string() == "risk_compensation" && s.terms.is_none()),
        "{found:?}"
    );
}

/// What makes a text the review of an economy.
const REVIEW: &str = "全市生产总值320亿元，固定资产投资260亿元，财政收入18亿元。";

#[test]
fn parses_livelihood_and_groups_of_projects_in_a_review() {
    check(&format!("{REVIEW}42个重点项目完成投资36亿元。"), &[("total", "3600000000")]);
    check(&format!("{REVIEW}投资1.6亿元，改造农村危房2300户。"), &[("total", "160000000")]);
    check(&format!("{REVIEW}发放小额担保贷款8000万元。"), &[("micro_loan", "80000000")]);
}

#[test]
fn rejects_growth_of_the_economy_in_a_review() {
    check(&format!("{REVIEW}新区道路工程完成投资2.6亿元。"), &[]);
    check(&format!("{REVIEW}协调企业贷款9亿元。"), &[]);
    check("与两家集团签订总投资60亿元的产业园项目协议。", &[]);
    check("某矿业有限公司投资5000万元，年产铁精粉3万吨。", &[]);
}

#[test]
fn rejects_a_share_that_rose_as_growth_of_the_sum() {
    let growth = |text: &str| sources(text).first().and_then(|source| source.growth.clone()).is_some();
    assert!(growth("全市投入产业帮扶资金9.8亿元,增长5.4%。"));
    assert!(!growth("全市投入产业帮扶资金9.3亿元,占比由26.7%提高到52.1%。"));
}

#[test]
fn parses_limits_of_what_is_counted() {
    let found = sources("能繁母牛每头补助1800元，最多补4头。");
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|s| s.amount.is_some() && s.terms.is_none()), "{found:?}");
}

#[test]
fn parses_shares_of_a_loss_beside_other_percentages() {
    let found = sources(
        "县财政存入风险补偿金900万元。逾期的，由风险补偿金代偿60%，银行自担40%；某村不良率超过5%的暂停放贷。",
    );
    let shares: Vec<String> = found
        .iter()
        .flat_map(|source| source.risk_share.iter().flatten())
        .map(|share| format!("{}{}", share.party, share.share))
        .collect();
    assert_eq!(shares, ["government60", "bank40"]);
}

#[test]
fn rejects_what_is_no_term_of_the_loan() {
    let found =
        sources("企业可申请最高80万元的产业扶贫贷款，期限2年，财政按年利率3%给予贴息，租期10年的大棚优先。");
    let terms = found.first().and_then(|source| source.terms.clone()).unwrap();
    assert_eq!(terms.tenor_years.unwrap().to_string(), "2");
    assert_eq!((terms.rate_percent, terms.subsidy_percent), (None, None));
}

#[test]
fn parses_government_and_collective_as_givers() {
    check("政府出资160万元为肉牛投保险。", &[("fiscal_other", "1600000")]);
    check("村集体资金25万元入股合作社。", &[("equity_stake", "250000")]);
    check("政府出台八条措施，合作社收入25万元。", &[]);
}

#[test]
fn parses_who_guarantees_as_no_borrower() {
    check("他从前建档立卡，找县融资担保公司作保贷了9万元种菌。", &[("micro_loan", "90000")]);
}

#[test]
fn parses_premiums_by_payer() {
    let text = "畜牧保险每头保费80元，省财政承担40元，市财政承担16元，养殖户自负24元。";
    let kind = "insurance_fund";
    check(text, &[(kind, "80"), (kind, "40"), (kind, "16")]);
    assert_eq!(sources(text).iter().map(|s| s.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
    check("稻谷每亩保费30元，县补18元，种植户出12元。", &[(kind, "30"), (kind, "18")]);
    check("保费1200万元，其中中央财政480万元、农户240万元。", &[(kind, "12000000"), (kind, "4800000")]);
    check("茶农每亩交保费30元。", &[]);
}

#[test]
fn tells_aid_of_a_region_from_aid_of_a_unit() {
    let kinds = |text: &str| {
        let found = crate::parse(&format!("通渭县工作情况\n通渭县地处陇中。{text}\n")).report.funding_sources;
        found.iter().map(|source| source.kind.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(kinds("福州市财政援助资金4100万元，建项目31个。"), ["fiscal_other"]);
    assert_eq!(kinds("青岛市投入协作资金1200万元。"), ["assistance_unit"]);
    assert_eq!(kinds("中央财政安排帮扶资金900亿元。"), ["fiscal_special"]);
    assert_eq!(kinds("利用东西部协作资金500万元建车间。"), ["assistance_unit"]);
    assert_eq!(kinds("12家帮扶单位投入帮扶资金310万元。"), ["assistance_unit"]);
}

#[test]
fn parses_givers_without_a_noun() {
    check("村民集资15万元买了一台收割机。", &[("social_investment", "150000")]);
    check("公司垫资100万元为农户提供种苗。", &[("social_investment", "1000000")]);
    check("返乡青年拿出80万元建起蓝莓园。", &[("social_investment", "800000")]);
    check("热心老乡捐资50万元设立奖学金。", &[("donation", "500000")]);
    check(
        "修渠花了29万元：专项扶贫资金20万元，派出单位8万元。",
        &[("total", "290000"), ("fiscal_special", "200000"), ("assistance_unit", "80000")],
    );
}

#[test]
fn parses_what_money_is_put_into() {
    check("把100万元扶持资金投入到合作社。", &[("fiscal_other", "1000000")]);
    check("衔接资金300万元分到各村。", &[("fiscal_special", "3000000")]);
    check("发行专项债券3亿元，用于乡村振兴。", &[("fiscal_other", "300000000")]);
    check("村集体进账22万元，8万元奖给种得好的人家。", &[]);
}

#[test]
fn parses_what_a_norm_comes_to() {
    check("每村安排衔接资金60万元，7个村共420万元。", &[("fiscal_special", "4200000")]);
    check("县里给8家互助社每社拨15万元种子金，合计120万元。", &[("mutual_aid", "1200000")]);
    check("改良果园每亩奖补800元，320亩兑现25.6万元。", &[("reward", "256000")]);
    check("县里各奖30万元，4个先进村，总共120万元。", &[("reward", "1200000")]);
    // No count told makes the norm the sum: the two are no norm and product.
    check("改良果园每亩奖补800元，另有项目兑现25万元。", &[("reward", "800"), ("fiscal_other", "250000")]);
}

#[test]
fn rejects_norms_and_small_sums_as_pots() {
    check("每个行政村投入50万元修路。", &[]);
    check("果园每亩投入4200元，三年挂果。", &[]);
    check("村里出2800元买了两把锄头。", &[]);
    check("新建果园单座造价3.6万元。", &[]);
    check("县财政每年安排300万元补助饮水。", &[("fiscal_other", "3000000")]);
}

#[test]
fn parses_what_is_paid_into_a_fund() {
    check(
        "石桥村办起互助社，县里拨了20万元，社员自己凑了6万元。",
        &[("mutual_aid", "200000"), ("mutual_aid", "60000")],
    );
    check(
        "全县设立产业风险补偿金，县里出资500万元，市里出资300万元。",
        &[("risk_compensation", "5000000"), ("risk_compensation", "3000000")],
    );
    check("县农担公司资本金达到6000万元。", &[("guarantee_fund", "60000000")]);
    check("茶业发展基金首期规模2亿元。", &[("special_fund", "200000000")]);
    // A fund with a sum of its own is no fund of what follows.
    check(
        "设立风险补偿金200万元，县里投入800万元修渠。",
        &[("risk_compensation", "2000000"), ("fiscal_other", "8000000")],
    );
    check("合作社本金和利息一共还了3万元。", &[]);
}

#[test]
fn parses_years_and_givers_alone() {
    check(
        "贴息不断线：2021年60万元，2022年75万元。",
        &[("interest_subsidy", "600000"), ("interest_subsidy", "750000")],
    );
    let text = "整合涉农资金4亿元，分年看是2021年1.9亿元、2022年2.2亿元。";
    let kind = "fiscal_integrated";
    check(text, &[(kind, "400000000"), (kind, "190000000"), (kind, "220000000")]);
    check(
        "市级贴息80万元、县级贴息40万元，合计120万元。",
        &[("interest_subsidy", "800000"), ("interest_subsidy", "400000"), ("interest_subsidy", "1200000")],
    );
    check("产量逐年涨，2021年卖了60万元，2022年卖了75万元。", &[]);
}

#[test]
fn parses_what_several_levels_pay_together_as_a_total() {
    check(
        "市财政给了50万元，县财政给了30万元，合起来80万元。",
        &[("fiscal_other", "500000"), ("fiscal_other", "300000"), ("total", "800000")],
    );
}

#[test]
fn keeps_the_kind_of_a_giver_whose_sum_is_the_sum_of_others() {
    check(
        "财政投的200万元归村，农户自筹的100万元归户，企业出的300万元归企业。",
        &[("fiscal_other", "2000000"), ("social_investment", "1000000"), ("social_investment", "3000000")],
    );
}

#[test]
fn parses_interest_that_a_treasury_pays_back() {
    check("财政替加工厂贴了86万元利息。", &[("interest_subsidy", "860000")]);
    check("小额信贷由财政贴息，全年贴出140万元。", &[("interest_subsidy", "1400000")]);
    check("果苗一项，县上就贴了95万元。", &[("fiscal_other", "950000")]);
    check("农户自己付利息86万元。", &[]);
}

#[test]
fn rejects_bonuses_of_one_person_and_money_for_goods() {
    check("这家人一年领了补助3600元。", &[]);
    check("旺季一斤再加2元。", &[]);
    check("糖厂付给蔗农蔗款1.3亿元。", &[]);
    check("村里卖兰花860万元。", &[]);
    check("外出的人一年寄回7000万元。", &[]);
    check("发放护林补助260万元。", &[("fiscal_other", "2600000")]);
}

#[test]
fn parses_what_policy_banks_lend_later_in_a_sentence() {
    check("国开行支持安置区，首期放款1.6亿元。", &[("policy_bank", "160000000")]);
    check("国开行支持安置区，农商行放款1.6亿元给合作社。", &[("enterprise_loan", "160000000")]);
}

#[test]
fn parses_outlays_of_a_treasury() {
    check("改灶补助到户，财政共支出130万元。", &[("fiscal_other", "1300000")]);
    check("合作社全年支出130万元。", &[]);
}

#[test]
fn parses_what_was_lent_on_terms_told_before() {
    let found = sources("小额信贷每户最多4万元，三年还清，免抵押。到年底放贷2600万元。");
    let [source] = found.as_slice() else { panic!("{found:?}") };
    let terms = source.terms.clone().unwrap();
    assert_eq!(source.amount.as_ref().and_then(|a| a.value).unwrap().to_string(), "26000000");
    assert_eq!(terms.ceiling.unwrap().to_string(), "40000");
    assert_eq!(terms.tenor_years.unwrap().to_string(), "3");
    // A firm's loan is not lent on a household's terms.
    let found = sources("小额信贷每户最多4万元，免抵押。给两家龙头企业贷款2600万元。");
    assert_eq!(found.len(), 2);
}

#[test]
fn parses_what_is_put_in_for_each_household() {
    check("每户用产业资金5000元入股茶厂。", &[("equity_stake", "5000")]);
    check(
        "60户贫困户每户以扶贫资金4000元入股，合计24万元。",
        &[("equity_stake", "4000"), ("fiscal_special", "240000")],
    );
    check("每户领到产业资金5000元买鸡苗。", &[]);
}

#[test]
fn rejects_what_a_thing_is_worth() {
    check("一头母牛作价1.2万元，记到脱贫户名下。", &[]);
    check("一只种羊作价900元，赊给农户。", &[]);
    check("村集体以厂房作价35万元入股公司。", &[("equity_stake", "350000")]);
}

#[test]
fn parses_what_each_household_puts_into_a_firm() {
    check("每户1.5万元投进绿源养殖有限公司，按年分红。", &[("equity_stake", "15000")]);
    // What one earns is put into nothing.
    check("每户1.5万元，比上年多了2000元。", &[]);
}

#[test]
fn rejects_what_a_mutual_aid_society_lends() {
    check(
        "互助社有互助资金30万元。借款一次不超过5000元，期限1年。到年底累计借出96笔、42万元。",
        &[("mutual_aid", "300000")],
    );
    // A bank lends its own money.
    check(
        "互助社有互助资金30万元。农商行另发放小额贷款120万元。",
        &[("mutual_aid", "300000"), ("micro_loan", "1200000")],
    );
}

#[test]
fn parses_a_column_that_comes_to_the_money_told_before() {
    let table = |total: &str| {
        format!(
            "本批共安排衔接资金{total}万元，分配如下。\n项目\t地点\t金额（万元）\t受益户数（户）\n茶园改造\t石桥村\t320\t90\n鱼塘清淤\t柳湾村\t280\t75\n合计\t\t600\t165\n"
        )
    };
    check(
        &table("600"),
        &[("fiscal_special", "6000000"), ("fiscal_special", "3200000"), ("fiscal_special", "2800000")],
    );
    // A column that comes to nothing told may be of anything.
    check(&table("900"), &[("fiscal_special", "9000000")]);
}
