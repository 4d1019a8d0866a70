//! What is told of an arrangement beyond its name: results after it, divisions, rates, losses, who carries it.

use lianjie_core::{Party, Provision, Tie};

use super::{brief, names, one, schemes, terms};

#[test]
fn adds_the_results_told_after_an_arrangement() {
    let found = one(concat!(
        "2016年,平利县78户农户用茶园入股长河茶业有限公司,公司每年按股分红。\n",
        "2018年底开分红会,78户每户领走1200元;另有6名村民在茶厂上班,月薪2100元。",
    ));
    assert!(found.outcomes.contains_key(&lianjie_core::Measure::DividendPerHousehold), "{found:#?}");
    assert!(found.ties.contains(&Tie::Wage), "{found:#?}");
    // Another place and another firm are told of by themselves.
    let found = one(concat!(
        "2016年,平利县78户农户用茶园入股长河茶业有限公司,公司每年按股分红。\n",
        "全省2018年共发放分红2亿元。",
    ));
    assert!(found.outcomes.is_empty(), "{found:#?}");
}

#[test]
fn reads_how_a_profit_is_divided_in_other_words() {
    terms(
        "凤县张庄村的花椒地包给30户农户管护,超产部分丰岭农业公司与管护户对半分。",
        &["split enterprise 50, household 50"],
    );
    terms(
        "农户承包元谋县绿源公司的6个棚,番茄由公司收购,番茄卖了公司拿六五、农户拿三五。",
        &["split enterprise 65, household 35"],
    );
    terms(
        "房主以老屋入股青峰合作社,每年分红,收入房主拿七、合作社拿三。",
        &["split household 70, cooperative 30"],
    );
    terms(
        "走的是“公司+合作社+村集体+农户”模式,鱼由公司包收,卖鱼的纯利按5:1:1:3切开。",
        &["split enterprise 5, cooperative 1, village_collective 1, household 3"],
    );
    // What each put in is no profit.
    let found =
        one("120户农户以贷款入股红林鸭业有限公司,农户出资600万元,占六成;公司出资400万元,占40%,年底分红。");
    assert!(
        !found.terms.iter().any(|term| matches!(term.provision, Provision::ProfitSplit { .. })),
        "{found:#?}"
    );
}

#[test]
fn reads_rates_that_are_paid_out() {
    let paid = |text: &str, rate: &str| {
        let found: Vec<String> = one(text).terms.iter().map(|term| brief(&term.provision)).collect();
        assert!(found.contains(&format!("return {rate} exact")), "{text}: {found:?}");
    };
    paid("贫困户的钱交给岭南旅游公司使用,按10%入股分红。", "10");
    paid("厂房归村集体,租给云峰果业公司,按投资额的6%收年租,四成奖给脱贫户。", "6");
    paid("每户1万元投进北山牧业有限公司养鸡,收益比例一年一抬,先12%,再14%。", "14");
    // A share of what is earned is no rate on what was put in.
    let found = one("农户入股岭南果业公司,公司拿纯利的20%分红给农户。");
    assert!(
        !found.terms.iter().any(|term| matches!(term.provision, Provision::GuaranteedReturn { .. })),
        "{found:#?}"
    );
}

#[test]
fn gives_a_county_that_puts_in_public_money_its_part() {
    let opens = |text: &str| assert_eq!(one(text).parties.first(), Some(&Party::Government), "{text}");
    opens(
        "2019年,镇里把产业扶贫资金和村集体的钱拢作一股,同海丰农园有限公司合办果园,收益八成分给脱贫户,二成归村集体。",
    );
    opens("沈丘县把各路资金捏到一块,建起扶贫车间,由村集体租给服装企业,吸纳贫困户务工。");
    opens("怀安县挑出4家龙头企业,由它们同260户贫困户签订入股分红协议,投入专项扶贫资金500万元。");
    // The firm uses the money.
    let found = one("怀安县的红星农业公司用财政扶贫资金折股,每年给贫困户分红。");
    assert!(!found.parties.contains(&Party::Government), "{found:#?}");
}

#[test]
fn takes_in_is_not_hires() {
    let wage = |text: &str| one(text).ties.contains(&Tie::Wage);
    assert!(!wage("合作社吸纳贫困户86户、种养大户3户为社员,贫困户以土地入股合作社,年底分红。"));
    assert!(!wage("蜂业合作社吸纳142户农户参与养蜂,按保底价收购蜂蜜。"));
    assert!(wage("合作社吸纳贫困户26人务工,贫困户以土地入股合作社,年底分红。"));
}

#[test]
fn names_modes_in_inner_quotation_marks() {
    names(
        "“园区与绿野科技有限公司合作,按‘企业流转土地,贫困户获得租金;进园打工,贫困户获得薪金’的‘双金’模式运行。”",
        &["双金"],
    );
    names("东河村今年头一回试“委托代养”,羊记在60户贫困户名下,交给塞北牧业合作社饲养。", &["委托代养"]);
    names(
        "对没有劳动力的,云岭食用菌公司还有一手“菌棒托管”:贫困户认下菌棒,管护、销售全归公司。",
        &["菌棒托管"],
    );
    names("公司给入股的贫困户写下“保底分红”四个字,每年分红。", &[""]);
}

#[test]
fn names_firms_by_what_they_raise() {
    let operators = |text: &str| one(text).operators.join(" ");
    assert_eq!(operators("县里的飞云牧业把牛寄养给26户贫困户,每年每户分红2000元。"), "飞云牧业");
    assert_eq!(operators("43户贫困户跟长河米业签了订单,每斤水稻保底2元。"), "长河米业");
    assert_eq!(operators("120户贫困户的菌包托养在红松菌业有限公司,每年分红。"), "红松菌业有限公司");
    // A trade is no firm.
    assert_eq!(operators("某县发展草食畜牧业,合作社把羊寄养给26户贫困户,每年每户分红2000元。"), "");
}

#[test]
fn leaves_one_case_with_the_arrangement_that_it_shows() {
    let told = concat!(
        "2016年,长乐县沙坪村107户农户以680亩地入股绿源白柚专业合作社,合作社按股分红,另给每亩保底260元。\n",
        "今年建档立卡户姚某入股5亩,保底连分红到手3100元。",
    );
    assert_eq!(schemes(told).len(), 1, "{:#?}", schemes(told));
    // Another firm is another arrangement.
    let other = concat!(
        "2016年,长乐县沙坪村107户农户以680亩地入股绿源白柚专业合作社,合作社按股分红。\n",
        "建档立卡户姚某把牛寄养在云丰牧业有限公司,每年分红3100元。",
    );
    assert_eq!(schemes(other).len(), 2, "{:#?}", schemes(other));
}

#[test]
fn reads_who_makes_up_for_a_loss() {
    let insured = |text: &str| {
        let found = one(text);
        assert!(
            found.parties.contains(&Party::Insurer) && found.ties.contains(&Tie::Insurance),
            "{found:#?}"
        );
    };
    insured("贫困户把牛寄养在青山养牛合作社,卖犊钱户得七成、社得三成,母牛死了,保险赔8000元。");
    insured("农户把羊托养在北坡牧业有限公司,每年每户分红2000元,羊死了由养殖保险赔付。");
    let found = one("贫困户把牛寄养在青山养牛合作社,卖犊钱户得七成、社得三成,牛死了合作社赔。");
    assert!(!found.parties.contains(&Party::Insurer), "{found:#?}");
    let both = one("农户把牛交给公司代养,纯利农户得四成、公司得六成,牛死了由公司和农户一道担。");
    let borne = both.terms.iter().filter(|term| matches!(term.provision, Provision::LossBearing { .. }));
    assert_eq!(borne.count(), 2, "{both:#?}");
}

#[test]
fn adds_up_what_a_stake_is_made_of() {
    terms(
        "贫困户李某拿2万元产业奖补和3万元贷款凑成5万元,入股青山养牛合作社,年底分红。",
        &["stake 50000 household"],
    );
}

#[test]
fn gives_a_village_the_income_of_what_it_holds() {
    let held = |text: &str| assert!(one(text).ties.contains(&Tie::AssetIncome), "{text}");
    held("帮扶单位带来68万元,以村集体名义投进瑞泉农业公司作股金,公司每年保底分红8%,补给7户贫困户。");
    held("公司与43户贫困户签订收购合同,村里又用36万元入股公司,每年按8%保底分红给村集体。");
    let rented = one("18户农户把闲房租给村集体,租期15年,民宿净利润村集体留80%,房东分20%。");
    assert!(
        !rented.ties.contains(&Tie::AssetIncome) && !rented.ties.contains(&Tie::SelfOperation),
        "{rented:#?}"
    );
}

#[test]
fn opens_another_arrangement_where_the_village_acts() {
    let found = schemes(concat!(
        "雪松米业跟村里43户贫困户签了订单,每斤水稻高出市价2角。",
        "村里又用36万元入股米业,每年按8%保底分红给村集体,分红的一半分给无劳力的贫困户。",
    ));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[1].ties.contains(&Tie::AssetIncome), "{found:#?}");
}

#[test]
fn leaves_out_what_binds_nobody() {
    // A grower who contracts for himself, and the way of goods to market.
    assert!(schemes("网店为农民创造价值,种植大户方某承包的果园年产2万公斤。").is_empty());
    assert!(schemes("农产品靠“生产者-批发商-农贸市场”模式下乡收购,价格低。").is_empty());
    assert!(schemes("当地以“旅游+扶贫”的方式发展旅游业。").is_empty());
    // A word for money is no part of a firm's name.
    let found = one("房东把老屋入股合作社,年底分红,营业额公司、合作社、房东按7:1:2切开。");
    assert!(found.operators.is_empty(), "{found:#?}");
}
