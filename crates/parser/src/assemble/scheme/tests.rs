//! Sentences in, schemes out: one test for each rule, with what it must not take.

use lianjie_core::{DiagnosticCode, LinkageScheme, Party, Provision, Tie};

use crate::parse;

#[path = "told/tests.rs"]
mod told;

fn schemes(text: &str) -> Vec<LinkageScheme> {
    parse(text).report.schemes
}

#[track_caller]
fn one(text: &str) -> LinkageScheme {
    let mut found = schemes(text);
    assert_eq!(found.len(), 1, "{text}: {found:#?}");
    found.remove(0)
}

fn codes<T: std::fmt::Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn parties(text: &str, expected: &str) {
    assert_eq!(codes(&one(text).parties), expected, "{text}");
}

#[track_caller]
fn ties(text: &str, expected: &str) {
    assert_eq!(codes(&one(text).ties), expected, "{text}");
}

#[track_caller]
fn names(text: &str, expected: &[&str]) {
    let found = schemes(text);
    let found: Vec<&str> = found.iter().map(|scheme| scheme.name.as_deref().unwrap_or("")).collect();
    assert_eq!(found, expected, "{text}");
}

/// The terms without their evidence, as `type` with the figures in the order of the fields.
#[track_caller]
fn terms(text: &str, expected: &[&str]) {
    let found: Vec<String> = one(text).terms.iter().map(|term| brief(&term.provision)).collect();
    assert_eq!(found, expected, "{text}");
}

fn brief(provision: &Provision) -> String {
    let split = |shares: &[lianjie_core::Share]| {
        shares.iter().map(|share| format!("{} {}", share.party, share.share)).collect::<Vec<_>>().join(", ")
    };
    match provision {
        Provision::ProfitSplit { shares } => format!("split {}", split(shares)),
        Provision::RiskShare { shares } => format!("risk {}", split(shares)),
        Provision::GuaranteedReturn { rate_percent: Some(rate), bound, .. } => {
            format!("return {rate} {bound}")
        }
        Provision::SecondaryDividend { rate_percent: Some(rate), .. } => format!("secondary {rate}"),
        Provision::LossBearing { party } => format!("loss {party}"),
        Provision::Stake { amount: Some(amount), per } => format!("stake {amount} {}", codes(per)),
        Provision::FixedPayout { amount: Some(amount), bound, .. } => format!("payout {amount} {bound}"),
        Provision::Tenor { years: Some(years) } => format!("tenor {years}"),
        Provision::Subsidy { percent: Some(percent), of, .. } => {
            format!("subsidy {percent}% {}", of.as_deref().unwrap_or(""))
        }
        Provision::Subsidy { amount: Some(amount), .. } => format!("subsidy {amount}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn parses_chains_with_signs() {
    parties("当地推行“公司+基地+牧户”模式。", "enterprise base household");
    parties("采取党总支+合作社+脱贫户的方式养鹅。", "party_branch cooperative household");
    parties("实行“园区(基地)+农户”模式,带动增收。", "park base household");
    names(
        "探索出茶企+茶农合作社+基地+茶农种植大户+茶农等模式,带动茶农务工。",
        &["茶企+茶农", "合作社+基地+茶农", "种植大户+茶农"],
    );
}

#[test]
fn parses_chains_told_in_words() {
    parties(
        "全乡走的是龙头企业带合作社、合作社带基地、基地带农户的路子。",
        "enterprise cooperative base household",
    );
    assert_eq!(one("农场带园区、园区带合作社、合作社带农户,一起种百合。").name, None);
}

#[test]
fn rejects_chains_without_parties() {
    for text in [
        "推进“互联网+政务服务”改革。",
        "实施“1+N”工作机制,落实到户。",
        "打造“线上+线下”销售方式。",
        "制定《电子商务+精准扶贫实施意见》,贫困户受益。",
        "促成“体育+旅游”深度结合。",
    ] {
        names(text, &[]);
    }
}

#[test]
fn a_sign_before_the_word_for_mode_joins_nothing() {
    let parsed = parse("推行农户+模式");
    assert_eq!(parsed.report.schemes, []);
    assert_eq!(parsed.diagnostics, []);
}

#[test]
fn a_link_without_role_is_said() {
    let parsed = parse("推行“公司+联络点+农户”模式。");
    assert_eq!(codes(&parsed.report.schemes[0].parties), "enterprise other household");
    assert!(
        parsed.diagnostics.iter().any(|d| d.code == DiagnosticCode::UnknownParty),
        "{:?}",
        parsed.diagnostics
    );
}

#[test]
fn parses_named_modes() {
    names("推行“户贷企用”,贫困户把贷款交给公司使用,每年分红。", &["户贷企用"]);
    names("村里探索托管代养模式,合作社替贫困户代养肉牛。", &["托管代养模式"]);
    names("确定贫困户与经营主体、村集体的股份联结、订单联结等分配方式。", &["股份联结", "订单联结"]);
    parties("用“企贷户用”政策,合作社贷款买羊,发给贫困户饲养。", "cooperative household");
}

#[test]
fn a_mode_before_its_chain_names_it() {
    names("--抱团帮扶模式,让农户当股东。建立“合作社+农户”的利益联结体,引导农户入股。", &["抱团帮扶模式"]);
}

#[test]
fn rejects_modes_that_tie_nobody() {
    for text in [
        "推广高产栽培技术模式,引导农民扩大种植。",
        "创新融资模式,项目顺利进库。",
        "形成“一站式”服务模式,方便群众。",
        "学校探索集团化办学模式,村民满意。",
    ] {
        names(text, &[]);
    }
}

#[test]
fn parses_described_arrangements() {
    parties("青禾果业有限公司与68户贫困户签订收购合同,每斤比市价高2角。", "enterprise household");
    parties("农户把荒山折股投进合作社,年底按股分红。", "household cooperative");
    parties(
        "景东茶厂、县农商行、乡政府同80户茶农签下合同,银行给每户贷款3万元,都归茶厂使用。",
        "enterprise bank government household",
    );
    parties(
        "村里的冷库租给果品公司,租金四成留在村里办公益,六成分给55户脱贫户。",
        "village_collective enterprise household",
    );
}

#[test]
fn rejects_statistics_duties_and_passing_words() {
    for text in [
        "全市新增就业5万人,企业职工工资增长8%。",
        "应当完善农户与企业的利益联结机制,鼓励入股分红。",
        "全省帮扶车间达到2448个,吸纳脱贫劳动力就业。",
        "农民专业合作社发展到120家,土地流转面积30万亩。",
        "为中小学生提供假期托管服务,群众满意。",
        "干部与贫困户结对,一户一策落实责任。",
        "再分成32个片区,由公司和农户管护。",
    ] {
        names(text, &[]);
    }
}

#[test]
fn separates_organisations_and_keeps_one_arrangement_whole() {
    let found = schemes(
        "河口村的清泉菌业有限公司与40户农户按3:7分成。坡头村的大山药业有限公司吸收农户土地入股,每年按股分红。",
    );
    assert_eq!(found.len(), 2, "{found:#?}");
    assert_eq!(found[0].operators, ["清泉菌业有限公司"]);
    assert_eq!(found[1].operators, ["大山药业有限公司"]);
}

#[test]
fn parses_ties() {
    ties("企业流转农户土地,农户收租金,还到企业务工挣薪金、入股分红。", "land_rent wage equity_dividend");
    ties("贫困户把羊托给合作社代养,卖不掉的由合作社包销。", "purchase_contract entrusted_raising");
    ties("村集体建起厂房租给公司,租金的70%分给贫困户,30%留村。", "profit_split asset_income");
    ties("贫困户把贷款投进公司,每户每年拿3000元。", "equity_dividend loan_to_enterprise");
}

#[test]
fn parses_splits() {
    terms(
        "盈余由公司、农户、村集体按5:4:1的比例分配。",
        &["split enterprise 5, household 4, village_collective 1"],
    );
    terms("公司与茶农四六分成。", &["split enterprise 4, household 6"]);
    terms("电费三成归村集体,七成分给贫困户。", &["split village_collective 30, household 70"]);
    // What is taken out is for who is named behind it.
    terms(
        "合作社每年从盈余中提出六成,返给交售的农户,四成留作合作社公积金。",
        &["split household 60, cooperative 40"],
    );
    terms("茶厂把利润切出两成,奖给茶农,八成归公司。", &["split household 20, enterprise 80"]);
    terms(
        "鱼塘交给公司养鱼,村里从收益中拿出七成,分给62户脱贫户,三成留作村集体发展基金。",
        &["split household 70, village_collective 30"],
    );
    terms(
        "纯利润的60%分给入股农户、30%留作合作社发展资金、10%归村集体。",
        &["split household 60, cooperative 30, village_collective 10"],
    );
    terms(
        "头五年公司留85%、农户拿15%,第六年起公司七成、农户三成。",
        &["split enterprise 85, household 15", "split enterprise 70, household 30"],
    );
    terms(
        "公司、保险公司、农户按5:3:2分担市场风险,鲜果由公司订单收购。",
        &["risk enterprise 5, insurer 3, household 2"],
    );
}

#[test]
fn rejects_splits_that_divide_no_profit() {
    for text in
        ["公司与农户签订收购合同,其中贫困户占60%,一般户占40%。", "公司收购农户茶青,绿茶占70%,红茶占30%。"]
    {
        assert!(one(text).terms.is_empty(), "{text}");
    }
}

#[test]
fn parses_returns_and_payouts() {
    terms("合作社每年按不低于本金的8%给贫困户保底分红。", &["return 8 at_least"]);
    terms("公司保底分红5%给贫困户,二次分红不低于2%。", &["return 5 exact", "secondary 2"]);
    terms("公司每年付给每户贫困户固定分红2500元。", &["payout 2500 exact"]);
    terms("贫困户入股合作社,每户每年不少于3000元分红。", &["payout 3000 at_least"]);
}

#[test]
fn rejects_payouts_that_happened() {
    for text in [
        "贫困户入股合作社,去年户均分红3000元。",
        "农户把地流转给公司,每亩每年租金700元。",
        "合作社雇用贫困户,一年工资1.2万元。",
    ] {
        assert!(one(text).terms.is_empty(), "{text}: {:?}", one(text).terms);
    }
}

#[test]
fn parses_stakes_losses_and_tenors() {
    terms("每户贫困户以5万元小额贷款入股公司,年底分红。", &["stake 50000 household"]);
    terms("农户入股合作社,亏损由合作社承担。", &["loss cooperative"]);
    terms("贫困户入股企业,只负盈不负亏。", &["loss enterprise"]);
    terms("公司与农户签订订单,合同期五年。", &["tenor 5"]);
    // A condition of something else is no tenor.
    terms("公司与农户签订订单,合同期五年以上。", &["tenor 5"]);
    terms("车间与脱贫户签订一年以上用工协议,农户进厂务工挣薪金。", &[]);
    terms("采取“政府+保险公司+农户”方式,保费由政府补贴80%。", &["subsidy 80% premium"]);
}

#[test]
fn parses_loans() {
    let scheme =
        one("推行“户贷户用”:对贫困户给予5万元贷款额度,3年期限,免担保、免抵押,基准利率,政府100%贴息。");
    let Some(Provision::Loan { ceiling, tenor_years, subsidy_percent, collateral_free, .. }) =
        scheme.terms.iter().map(|term| &term.provision).find(|p| matches!(p, Provision::Loan { .. }))
    else {
        panic!("{:?}", scheme.terms)
    };
    let number = |value: &Option<lianjie_core::Decimal>| value.map(|v| v.to_string());
    assert_eq!(number(ceiling).as_deref(), Some("50000"));
    assert_eq!(number(tenor_years).as_deref(), Some("3"));
    assert_eq!(number(subsidy_percent).as_deref(), Some("100"));
    assert_eq!(*collateral_free, Some(true));
    assert_eq!(scheme.ties, [Tie::LoanSelfUse]);
    assert_eq!(scheme.parties, [Party::Household, Party::Government]);
}

#[test]
fn every_quote_of_evidence_is_text() {
    let text = "　　村里引進青禾果業有限公司，按“公司＋農戶”模式，\n與68戶簽了收購合同。";
    for scheme in schemes(text) {
        assert!(!scheme.evidence.is_empty());
        assert!(scheme.evidence.iter().all(|span| span.quote(text).is_some_and(|quote| !quote.is_empty())));
    }
}

#[test]
fn parses_loan_products() {
    let product = "县农商行推出“竹农贷”,竹农可申请8万元以内、期限两年的贷款,年利率4.2%,县财政贴息50%。";
    names(product, &["竹农贷"]);
    parties(product, "government bank household");
    ties(product, "loan_self_use");
    parties("脱贫户可申请“橘园贷”,单户最高10万元,期限3年,利息由财政补贴。", "household government");
    let shared = "养牛户可申请5万元以下、3年期以内的贷款,坏账由县风险补偿金和银行按7:3分担。";
    ties(shared, "loan_self_use");
}

#[test]
fn rejects_loans_that_are_statistics() {
    names("全县累计发放扶贫小额信贷2.4亿元,惠及5120户。", &[]);
    names("贫困户可贷5万元以内,期限3年,免担保免抵押。", &[]);
    names("公司向银行贷款500万元,期限两年,年利率5%。", &[]);
}

#[test]
fn parses_rewards_for_tying() {
    ties("企业以订单方式收购脱贫户农产品的,按收购额的2%给予补助。", "purchase_contract");
    terms("企业以订单方式收购脱贫户农产品的,按收购额的2%给予补助。", &["subsidy 2% "]);
    parties("吸纳脱贫户务工6个月以上的,每人补助800元。", "enterprise household");
    parties("加工厂流转农户土地的,每亩奖补100元。", "enterprise household");
}

#[test]
fn rejects_rewards_for_something_else() {
    names("获得绿色食品认证的,奖励2万元。", &[]);
    names("新建冷库的合作社,每座补助5万元。", &[]);
}

#[test]
fn parses_premiums() {
    let text = "县里办起茶叶低温险,每亩保费60元,省财政出40%,县财政出30%,茶农只掏30%。";
    parties(text, "government insurer household");
    ties(text, "insurance subsidy");
    terms(text, &["subsidy 40% premium", "subsidy 30% premium"]);
    names("今年全县保费收入1200万元,增长30%,农户都说好。", &[]);
}

#[test]
fn parses_parallel_and_single_shares() {
    terms(
        "村民以房屋入股公司,利润由公司、村集体、村民按60%、15%、25%分配。",
        &["split enterprise 60, village_collective 15, household 25"],
    );
    terms("农户把羊托给合作社代养,卖羊所得合作社扣30%,其余归农户。", &["split cooperative 30, household 70"]);
    terms("农户入股合作社,收益比上年提高30%。", &[]);
}

#[test]
fn keeps_arrangements_of_different_carriers_apart() {
    let found =
        schemes("青禾食品有限公司与212户农户签订辣椒订单;扶贫车间招用本村女工36名,贫困户12名,月薪2400元。");
    let ties: Vec<String> = found.iter().map(|scheme| codes(&scheme.ties)).collect();
    assert_eq!(ties, ["purchase_contract", "wage"], "{found:#?}");
}

#[test]
fn parses_price_floors_as_contracts() {
    ties("岭南果业公司与80户农户约定,柚子每公斤保底4元收购。", "purchase_contract");
    ties("农户入股合作社,每户每年保底分红800元。", "equity_dividend guaranteed_dividend");
}

#[test]
fn takes_the_carrier_that_stands_before() {
    let found = schemes("青禾食品有限公司去年投产。它又同312户农户签订玉米订单,每斤高出市价3分。");
    assert_eq!(codes(&found[0].parties), "enterprise household", "{found:#?}");
    assert_eq!(found[0].operators, ["青禾食品有限公司"]);
}

#[test]
fn leaves_out_what_was_before() {
    parties(
        "以前,鱼塘由村里包给一个老板。2019年,60户贫困户入股合作社,每户每年分红900元。",
        "household cooperative",
    );
}

#[test]
fn takes_the_date_that_opens_it() {
    let begun = one("2019年,60户贫困户入股青禾果业有限公司,每户每年分红900元。");
    assert!(begun.period.is_some());
    let undated = one("60户贫困户入股青禾果业有限公司,每户每年分红900元,2019年分了5.4万元。");
    assert!(undated.period.is_none());
}

#[test]
fn splits_no_premium_and_no_risk_fund() {
    let text = "村里的土地入股合作社,利润四成按出资分红,四成归入股农户,两成防市场风险。";
    let shared = one(text).terms.iter().any(|term| matches!(term.provision, Provision::RiskShare { .. }));
    assert!(!shared, "{text}");
}

#[test]
fn reads_loans_that_are_staked_and_wages_without_a_word_for_work() {
    ties(
        "柳湾村85户贫困户拿扶贫贴息贷款425万元入股金槐公司,公司每年按8%分红。",
        "equity_dividend guaranteed_dividend loan_to_enterprise",
    );
    let told = one("惠农蔬菜合作社流转120户农户的土地,又请了48名脱贫户种菜,每人每月工资2400元。");
    assert!(told.ties.contains(&Tie::Wage), "{told:#?}");
    let staked = one("85户贫困户以土地入股金槐公司,公司另向银行贷款500万元。");
    assert!(!staked.ties.contains(&Tie::LoanToEnterprise), "{staked:#?}");
}

#[test]
fn ties_nothing_by_what_a_ratio_divides_or_a_loan_is_used_for() {
    ties("红利由农户与公司按4:6分成。", "profit_split");
    ties("推行“户贷户用”:贫困户贷款3万元自己养蜂,期限2年,财政全额贴息。", "loan_self_use");
    terms("贫困户把贷款投进企业,合同期三年,每户每年拿2600元。", &["tenor 3", "payout 2600 exact"]);
    let paid = one("合作社流转了村里的荒坡种花椒,按每亩200元的年租金付给农户,并且优先雇用贫困户务工。");
    assert!(paid.ties.contains(&Tie::LandRent), "{paid:#?}");
}

#[test]
fn leaves_with_the_village_what_its_assets_bring_to_nobody_by_name() {
    terms(
        "村集体的厂房租给公司,租金六成用来开公益岗、修水渠,四成奖给脱贫户。",
        &["split village_collective 60, household 40"],
    );
}

#[test]
fn goes_on_in_the_next_paragraph_with_nobody_new() {
    let told =
        "村集体和60户农户入股青禾果业有限公司,每亩保底400元。\n碰上歉收的年份,公司也得给农户按股保底5%。";
    assert_eq!(schemes(told).len(), 1);
    let another = "村集体和60户农户入股青禾果业有限公司,每亩保底400元。\n柏树沟养牛合作社把牛寄养到农户家。";
    assert_eq!(schemes(another).len(), 2);
}

#[test]
fn reads_loans_by_three_conditions() {
    let lent = one("镇信用社看准行情便放贷,每户最多3万元,两年还清,不要抵押。");
    assert_eq!(codes(&lent.parties), "bank household");
    assert!(schemes("全县累计放贷3亿元,惠及贫困户900户,每户最多3万元,两年还清,不要抵押。").is_empty());
}

#[test]
fn reads_premiums_in_sums_and_no_ties_that_are_only_said_to_exist() {
    parties(
        "怕冰雹,葡萄也上了保险:每亩保费80元,中央补32元、省补20元、县补12元,农户自掏16元。",
        "government insurer household",
    );
    // That so many are linked is a count of them.
    assert!(schemes("鼓励各类经营主体与六成脱贫户建立利益联结关系。").is_empty());
    assert!(schemes("健全农业经营主体与农户的利益联结机制。").is_empty());
}

#[test]
fn holds_around_the_home_of_one_who_is_told_of() {
    let place = |text: &str| {
        let report = crate::parse(text).report;
        report.schemes.first().and_then(|scheme| scheme.place.clone()).map(|place| place.name)
    };
    let home = "环县虎洞乡柳树村贫困户许某从塬上红养羊专业合作社领到分红1500元。把贷款交给社里使用的有126户，每户每年分红3000元。\n";
    assert_eq!(place(home).as_deref(), Some("虎洞乡"));
    let village = "环县虎洞乡柳树村贫困户许某从塬上红养羊专业合作社领到分红1500元。全村把贷款交给社里使用的有126户，每户每年分红3000元。\n";
    assert_eq!(place(village).as_deref(), Some("柳树村"));
}

#[test]
fn takes_those_whom_a_budget_or_a_firm_pays_for_a_side() {
    parties("县里设公益岗位260个,聘用脱贫户护林保洁,每人每月工资700元。", "government household");
    parties("鞋厂招了85人上工,月工资2600元。", "enterprise household");
    names("全县服装企业18家,用工5200人,月工资2900元。", &[]);
    parties("合作社每年拿出9万元分给45户牧民。", "cooperative household");
}

#[test]
fn tells_whose_money_and_whose_body_it_is() {
    parties(
        "2020年,镇上6个村把各自的20万元扶持资金凑起来,入股浩源菌业有限公司,每年保底分红6%,分给脱贫户。",
        "village enterprise household",
    );
    parties("蜂农专业合作社与90户脱贫户签订订单,每斤蜜保底18元收购。", "cooperative household");
}

#[test]
fn opens_another_arrangement_where_another_kind_of_carrier_binds_its_own() {
    let text = "泰禾药业有限公司流转120户土地900亩种黄芪,每亩年租金450元。养鹅合作社给66户脱贫户每户送鹅苗80只,每只60元回收。";
    names(text, &["", ""]);
}
