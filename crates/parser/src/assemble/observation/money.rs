//! Decides what a sum of money is: what a household gains or earns, what is lent, granted, invested or sold.
//!
//! The word nearest to the sum decides, before it (「投入扶贫资金3000万元」) or as its head after it
//! (「5万元扶贫贷款」). Words for money in general (收入, 领取, 投入) yield to a special one that belongs to the same
//! phrase and take the rest of their meaning from the scope: per household, per head, per month, of a firm.

use lianjie_core::{Bound, Decimal, Measure, Per, Unit};

mod cue;
mod sum;

use self::cue::{Cue, cue};
use self::sum::{
    at_rate, exceeds_family_pay, follows_dividend, follows_wage, of_each, of_many, previous, remitted,
    told_by,
};
use super::Ruling;
use super::decision::{Earlier, doubtful, inferred, stated, with};
use super::view::{Family, View};
use crate::lexicon::Class;
use crate::reading::TextRange;

pub(super) fn decide(view: &View<'_>, earlier: &Earlier) -> Ruling {
    if is_condition(view) {
        return Ruling::Nothing;
    }
    if is_spent_from_fund(view) {
        return inferred(Measure::Funding, "measure.money.use_of_fund");
    }
    if let Some(cue) = cue(view) {
        return of_cue(view, earlier, &cue);
    }
    if let Some(ruling) = run_mate(view, earlier) {
        return ruling;
    }
    bare(view, earlier)
}

/// 「收购鲜叶满1万元的,按收购额奖励」: what must be reached for something else.
fn is_condition(view: &View<'_>) -> bool {
    let lead = view.text(view.lead).trim_end_matches('到');
    view.text(view.tail) == "的" && lead.ends_with(['满', '达'])
}

/// 「整合资金4.7亿元…茶叶、花生基地3800万元」: what public money is spent on is that money, whatever it buys.
pub(super) fn is_spent_from_fund(view: &View<'_>) -> bool {
    view.context.scopes.ledger.use_of(view.index).is_some()
}

fn per(view: &View<'_>, per: Per) -> bool {
    let said = |code| view.has(Class::MeasureScope, code, view.lead);
    view.quantity.per.contains(&per) || per == Per::Month && said("month") || per == Per::Day && said("day")
}

/// What one unit of the sum is for, as the figure or the words before it say.
fn scope(view: &View<'_>) -> Option<Per> {
    if per(view, Per::Household) {
        return Some(Per::Household);
    }
    if per(view, Per::Person) {
        return Some(Per::Person);
    }
    for what in [Per::Mu, Per::Item, Per::Village] {
        if per(view, what) {
            return Some(what);
        }
    }
    if of_each_item(view) {
        return Some(Per::Item);
    }
    let hit = view
        .hits(Class::MeasureScope, view.lead)
        .iter()
        .rev()
        .find(|hit| matches!(hit.code, "household" | "person" | "village"))?;
    Some(match hit.code {
        "household" => Per::Household,
        "person" => Per::Person,
        _ => Per::Village,
    })
}

/// 「每对一年得20元」: what follows 每 is no time, no household and no person.
fn of_each_item(view: &View<'_>) -> bool {
    let lead = view.text(view.lead);
    let after = lead.rsplit_once('每').and_then(|(_, after)| after.chars().next());
    let other = [
        '年', '月', '天', '日', '季', '周', '半', '次', '户', '人', '名', '位', '家', '村', '亩', '个', '镇',
        '乡', '县',
    ];
    after.is_some_and(|c| !c.is_ascii_digit() && !other.contains(&c))
}

fn of_cue(view: &View<'_>, earlier: &Earlier, cue: &Cue<'_>) -> Ruling {
    let scope = scope(view);
    let say = |measure, rule| if cue.near { stated(measure, rule) } else { inferred(measure, rule) };
    match cue.code {
        // 「以每亩800元的价格流转土地」
        "none" if scope == Some(Per::Mu) && view.has(Class::MeasureSetting, "land", view.clause) => {
            inferred(Measure::Rent, "measure.money.price_of_land")
        }
        // 「免学费,标准为每年2000元」
        "none" if remitted(view) => inferred(Measure::Subsidy, "measure.money.remitted"),
        "none" => Ruling::Nothing,
        "gain" => gain(view, earlier, scope),
        "income" | "receive" if cue.verb && follows_dividend(view, earlier) => {
            let measure =
                if per(view, Per::Household) { Measure::DividendPerHousehold } else { Measure::Dividend };
            inferred(measure, "measure.money.received_again")
        }
        // 「一天工钱130元,一季能拿6000元」
        "income" | "receive" if cue.verb && follows_wage(view, earlier) => {
            inferred(Measure::Wage, "measure.money.wage_again")
        }
        "income" | "receive" if cue.verb && scope != Some(Per::Person) && at_rate(view, earlier) => {
            let measure = if scope == Some(Per::Household) || of_many(view) {
                Measure::DividendPerHousehold
            } else {
                Measure::Dividend
            };
            inferred(measure, "measure.money.paid_at_rate")
        }
        "income" | "receive" | "return" => income(view, earlier, scope, cue),
        // 「村集体分得12万元」, 「分给村集体」 being a payout.
        "got" if view.has(Class::MeasureHolder, "collective", view.lead) => {
            say(Measure::AssetIncome, "measure.money.share_of_village")
        }
        "got" if scope == Some(Per::Household) => {
            say(Measure::DividendPerHousehold, "measure.money.got_per_household")
        }
        "got" | "dividend" if scope == Some(Per::Household) => {
            say(Measure::DividendPerHousehold, "measure.money.dividend_per_household")
        }
        "got" | "dividend" if scope.is_none() && of_many(view) => {
            inferred(Measure::DividendPerHousehold, "measure.money.dividend_of_each")
        }
        "dividend" if scope.is_none() && of_each(view) => {
            inferred(Measure::DividendPerHousehold, "measure.money.dividend_of_each")
        }
        "got" | "dividend" => say(Measure::Dividend, "measure.money.dividend"),
        "family" => match scope {
            Some(Per::Person) => say(Measure::IncomePerCapita, "measure.money.income_per_capita"),
            Some(Per::Household) => say(Measure::IncomePerHousehold, "measure.money.income_per_household"),
            _ => say(Measure::HouseholdIncome, "measure.money.income_of_home"),
        },
        "wage" => {
            let total =
                scope.is_none() && !per(view, Per::Month) && !per(view, Per::Day) && exceeds_family_pay(view);
            if total {
                say(Measure::LabourIncome, "measure.money.wages_total")
            } else {
                say(Measure::Wage, "measure.money.wage")
            }
        }
        "labour_income" => say(Measure::LabourIncome, "measure.money.labour_income"),
        "rent" => say(Measure::Rent, "measure.money.rent"),
        "loan" => say(Measure::Loan, "measure.money.loan"),
        "finance" => {
            let lent = view.has(Class::MeasureHolder, "bank", view.clause_before());
            say(if lent { Measure::Loan } else { Measure::Funding }, "measure.money.finance")
        }
        "growth" => say(Measure::Growth, "measure.money.growth"),
        "funding" if cue.verb => spent(view),
        "funding" => say(Measure::Funding, "measure.money.funding"),
        // 「镇政府掏40万元修圈舍」
        "investment" if cue.verb && paid_by_treasury(view) => {
            inferred(Measure::Funding, "measure.money.paid_by_treasury")
        }
        "investment" => say(Measure::Investment, "measure.money.investment"),
        "donation" => say(Measure::Donation, "measure.money.donation"),
        "subsidy" => say(Measure::Subsidy, "measure.money.subsidy"),
        "output" => say(Measure::OutputValue, "measure.money.output"),
        "revenue" => say(Measure::Revenue, "measure.money.revenue"),
        "sales" => sales(view, scope),
        "asset_income" => match scope {
            Some(Per::Household) => {
                say(Measure::IncomePerHousehold, "measure.money.asset_income_per_household")
            }
            _ => say(Measure::AssetIncome, "measure.money.asset_income"),
        },
        _ => Ruling::Unknown,
    }
}

/// Characters of 增收 and 达到 behind the line of business that brings it.
const LINE_GAP: usize = 4;

/// 增收 of a household, of a head, of a village, of the treasury.
fn gain(view: &View<'_>, earlier: &Earlier, scope: Option<Per>) -> Ruling {
    match scope {
        Some(Per::Household) => {
            return stated(Measure::IncomeGainPerHousehold, "measure.money.gain_per_household");
        }
        Some(Per::Person) => return stated(Measure::IncomeGainPerCapita, "measure.money.gain_per_capita"),
        Some(Per::Mu) => return inferred(Measure::Revenue, "measure.money.gain_per_mu"),
        Some(Per::Item) => return Ruling::Nothing,
        _ => {}
    }
    let taxes = scope.is_none() && previous(view, earlier) == Some(Measure::Revenue);
    // 「东岭村集体增收28万元，西岭村增收22万元」
    if taxes && told_by(view, earlier, "measure.money.gain_of_village") {
        return inferred(Measure::Revenue, "measure.money.gain_of_village");
    }
    // 「村里收入21万元，旅游增收322万元」: what a line of business brings is told anew.
    let line = view
        .hits(Class::Industry, view.lead)
        .iter()
        .rfind(|hit| hit.attr != "weak" && view.gap(hit.range.end, view.lead.end) <= LINE_GAP);
    match line.map(|hit| hit.code).filter(|_| taxes || is_large(view)) {
        Some("photovoltaic") | None => {}
        // 「外出就业增收40万元」
        Some("employment") => return stated(Measure::LabourIncome, "measure.money.gain_of_labour"),
        Some(_) => return inferred(Measure::Revenue, "measure.money.gain_of_line"),
    }
    if taxes || view.has(Class::MeasureScope, "compare", view.clause) {
        return stated(Measure::Growth, "measure.money.gain_on_last_year");
    }
    if view.has(Class::MeasureHolder, "collective", view.clause_before()) {
        return stated(Measure::Revenue, "measure.money.gain_of_village");
    }
    // 「带动农户增收3000多万元」 is of all together, which no measure is.
    if is_large(view) {
        return Ruling::Nothing;
    }
    let told = view.hits(Class::MeasureScope, view.piece_before()).iter().rev();
    match told.map(|hit| hit.code).find(|code| matches!(*code, "household" | "person")) {
        Some("person") => inferred(Measure::IncomeGainPerCapita, "measure.money.gain_in_sentence"),
        Some(_) => inferred(Measure::IncomeGainPerHousehold, "measure.money.gain_in_sentence"),
        None => inferred(Measure::IncomeGainPerHousehold, "measure.money.gain_of_family"),
    }
}

fn is_large(view: &View<'_>) -> bool {
    view.quantity.value.is_some_and(|value| value >= Decimal::from(200_000))
}

/// 收入 and 收益 in general: whose they are decides.
fn income(view: &View<'_>, earlier: &Earlier, scope: Option<Per>, cue: &Cue<'_>) -> Ruling {
    let setting = |code, range| view.has(Class::MeasureSetting, code, range);
    let here = view.clause_before();
    // 「光伏电站收益分配」 over a column of 收益.
    if view.in_table()
        && (setting("asset", view.caption) || view.has(Class::MeasureMoney, "asset_income", view.caption))
    {
        return inferred(Measure::AssetIncome, "measure.money.table_of_asset");
    }
    let sentence = view.sentence_before();
    let monthly = per(view, Per::Month) || per(view, Per::Day);
    let trade = setting("trade", view.sentence);
    match scope {
        Some(Per::Household) if cue.code == "receive" && !setting("labour", view.clause) && !trade => {
            return inferred(Measure::DividendPerHousehold, "measure.money.received_per_household");
        }
        Some(Per::Village) if cue.code == "receive" => {
            return inferred(Measure::AssetIncome, "measure.money.received_per_village");
        }
        Some(Per::Household) if cue.code == "return" && setting("stake", view.sentence) => {
            return inferred(Measure::DividendPerHousehold, "measure.money.return_per_household");
        }
        Some(Per::Household) => {
            return stated(Measure::IncomePerHousehold, "measure.money.income_per_household");
        }
        Some(Per::Person) if monthly => return inferred(Measure::Wage, "measure.money.income_per_month"),
        Some(Per::Person) => return stated(Measure::IncomePerCapita, "measure.money.income_per_capita"),
        Some(Per::Village) if setting("asset", view.sentence) => {
            return inferred(Measure::AssetIncome, "measure.money.income_of_asset");
        }
        Some(Per::Mu | Per::Village) => return stated(Measure::Revenue, "measure.money.income_per_unit"),
        Some(Per::Item) => return Ruling::Nothing,
        _ => {}
    }
    if monthly && !trade {
        return inferred(Measure::Wage, "measure.money.income_per_month");
    }
    if setting("asset", here) {
        return inferred(Measure::AssetIncome, "measure.money.income_of_asset");
    }
    if view.has(Class::MeasureHolder, "collective", here) {
        let parted = setting("stake", sentence)
            || matches!(previous(view, earlier), Some(Measure::Dividend | Measure::DividendPerHousehold));
        if parted && (cue.verb || cue.code == "return" || previous(view, earlier) != Some(Measure::Revenue)) {
            return inferred(Measure::AssetIncome, "measure.money.share_of_village");
        }
        return stated(Measure::Revenue, "measure.money.income_of_village");
    }
    let family = view.has(Class::MeasureHolder, "family", sentence);
    if !is_large(view) && family && setting("land", sentence) && !trade {
        return inferred(Measure::Rent, "measure.money.income_of_land");
    }
    if !is_large(view) && setting("stake", here) {
        return inferred(Measure::Dividend, "measure.money.income_of_stake");
    }
    if setting("asset", sentence) {
        return inferred(Measure::AssetIncome, "measure.money.income_of_asset");
    }
    let party = view.hits(Class::Party, here).iter().any(|hit| {
        matches!(
            hit.code,
            "enterprise"
                | "cooperative"
                | "base"
                | "park"
                | "scenic_area"
                | "workshop"
                | "industry"
                | "platform"
        )
    });
    let organisation = party || view.has(Class::MeasureHolder, "organisation", here);
    if is_large(view) && !organisation && setting("labour", sentence) {
        return inferred(Measure::LabourIncome, "measure.money.income_of_labour");
    }
    if organisation || is_large(view) {
        return if organisation {
            stated(Measure::Revenue, "measure.money.income_of_organisation")
        } else {
            inferred(Measure::Revenue, "measure.money.income_large")
        };
    }
    if family {
        inferred(Measure::HouseholdIncome, "measure.money.income_of_family")
    } else {
        doubtful(Measure::HouseholdIncome, "measure.money.income_small")
    }
}

/// 投入, 安排, 拿出: public money, unless a firm does it.
fn spent(view: &View<'_>) -> Ruling {
    // 「一般贫困户每户安排3000元」: only public money is allotted.
    let each = [Per::Household, Per::Person, Per::Village].into_iter().any(|one| per(view, one));
    let allots = view.hits(Class::FundVerb, view.lead).last().is_some_and(|hit| hit.code == "allot");
    if each && allots {
        return stated(Measure::Funding, "measure.money.allotted");
    }
    let own = view
        .hits(Class::Party, view.clause_before())
        .iter()
        .any(|hit| matches!(hit.code, "enterprise" | "cooperative" | "large_grower" | "family_farm"))
        || view.has(Class::MeasureHolder, "family", view.clause_before());
    // 「拿出36万元给贫困户分红」
    if view.has(Class::MeasureMoney, "dividend", view.tail) {
        return inferred(Measure::Dividend, "measure.money.spent_on_dividend");
    }
    if own && !view.has(Class::MeasureHolder, "treasury", view.clause_before()) {
        inferred(Measure::Investment, "measure.money.spent_by_firm")
    } else {
        inferred(Measure::Funding, "measure.money.spent")
    }
}

fn paid_by_treasury(view: &View<'_>) -> bool {
    view.hits(Class::MeasureHolder, view.clause_before()).last().is_some_and(|hit| hit.code == "treasury")
}

/// What one family sold is its income.
fn sales(view: &View<'_>, scope: Option<Per>) -> Ruling {
    match scope {
        Some(Per::Mu | Per::Item) => return Ruling::Nothing,
        Some(Per::Household) => {
            return inferred(Measure::IncomePerHousehold, "measure.money.sales_per_household");
        }
        _ => {}
    }
    let family = view.has(Class::MeasureHolder, "family", view.sentence_before());
    if family && !is_large(view) {
        inferred(Measure::HouseholdIncome, "measure.money.sales_of_family")
    } else {
        stated(Measure::Sales, "measure.money.sales")
    }
}

/// The sum before in the run: 「中央资金500万元、省级300万元」.
fn run_mate(view: &View<'_>, earlier: &Earlier) -> Option<Ruling> {
    let before = view.index.checked_sub(1).filter(|before| view.first <= *before)?;
    Some(
        earlier
            .get(before)
            .map_or(Ruling::Nothing, |decision| with(decision.measure, decision.provenance.clone())),
    )
}

/// 「实施亿元以上项目34个」: projects are sorted by what is invested in them.
fn sorts_projects(view: &View<'_>) -> bool {
    let next = view.context.mentions.quantities.get(view.index + 1);
    matches!(view.quantity.bound, Bound::AtLeast | Bound::Over)
        && next.is_some_and(|next| next.unit == Unit::Project && next.range.start < view.clause.end)
}

/// No word of the clause names the money.
fn bare(view: &View<'_>, earlier: &Earlier) -> Ruling {
    if sorts_projects(view) {
        return stated(Measure::Investment, "measure.money.sorts_projects");
    }
    let scope = scope(view);
    if matches!(scope, Some(Per::Item)) {
        return Ruling::Nothing;
    }
    if scope.is_none() && view.has(Class::MeasureSetting, "asset", view.lead) {
        return inferred(Measure::AssetIncome, "measure.money.of_asset");
    }
    if view.has(Class::MeasureMoney, "funding", view.tail)
        && view.has(Class::MeasureHolder, "treasury", view.tail)
    {
        return inferred(Measure::Funding, "measure.money.borne_by_treasury");
    }
    let word = view
        .hits(Class::MeasureMoney, view.clauses_before())
        .iter()
        .rev()
        .find(|hit| (hit.attr.is_empty() || hit.attr == "remit") && hit.code != "skip");
    let sum = view.earlier_in_sentence().find(|(_, q)| Family::of(q.unit) == Family::Money);
    let later = word.filter(|hit| sum.is_none_or(|(_, q)| hit.range.start > q.range.end));
    let labour = view.has(Class::MeasureSetting, "labour", view.sentence);
    let timed =
        per(view, Per::Month) || per(view, Per::Day) || scope == Some(Per::Person) && per(view, Per::Year);
    if labour && timed && later.is_none() {
        return inferred(Measure::Wage, "measure.money.pay");
    }
    // 「其余144万元再按比例分给社员」
    let rest = TextRange::new(
        view.quantity.range.end,
        view.clause.end.min(view.quantity.range.end.saturating_add(90)),
    );
    if !view.in_table()
        && view.hits(Class::MeasureMoney, rest).iter().any(|hit| matches!(hit.code, "dividend" | "got"))
    {
        return inferred(Measure::Dividend, "measure.money.parted");
    }
    if let (None, Some(previous)) = (later, previous(view, earlier)) {
        let single = view.has(Class::MeasureScope, "single", view.lead);
        let measure = match (previous, scope) {
            (Measure::DividendPerHousehold, _) if single => Measure::Dividend,
            (
                Measure::Dividend | Measure::DividendPerHousehold | Measure::AssetIncome,
                Some(Per::Household),
            ) => Measure::DividendPerHousehold,
            (Measure::IncomeGainPerHousehold | Measure::IncomeGainPerCapita, Some(Per::Person)) => {
                Measure::IncomeGainPerCapita
            }
            (Measure::Revenue, Some(Per::Household))
                if view.has(Class::MeasureSetting, "stake", view.sentence) =>
            {
                Measure::DividendPerHousehold
            }
            (Measure::Revenue | Measure::OutputValue | Measure::Sales, Some(Per::Household)) => {
                Measure::IncomePerHousehold
            }
            (Measure::Revenue | Measure::OutputValue | Measure::Sales, Some(Per::Person)) => {
                Measure::IncomePerCapita
            }
            (Measure::IncomeGainPerHousehold | Measure::IncomeGainPerCapita, None) => return Ruling::Unknown,
            (other, _) => other,
        };
        return inferred(measure, "measure.money.continued");
    }
    if per(view, Per::Month) || per(view, Per::Day) {
        return if labour {
            inferred(Measure::Wage, "measure.money.month")
        } else {
            doubtful(Measure::Wage, "measure.money.month")
        };
    }
    if let Some(hit) = word {
        let cue = Cue { code: hit.code, verb: false, near: false };
        return match of_cue(view, earlier, &cue) {
            Ruling::Measure(decision) => doubtful(decision.measure, "measure.money.sentence"),
            other => other,
        };
    }
    if view.in_table() {
        // 「年度投资计划(万元)」 over columns that only name lines of action.
        let cue = view.hits(Class::MeasureMoney, view.caption).iter().rev();
        if let Some(hit) = cue.filter(|hit| hit.attr.is_empty()).find(|hit| hit.code != "skip") {
            let cue = Cue { code: hit.code, verb: false, near: false };
            return of_cue(view, earlier, &cue);
        }
        let each = matches!(scope, Some(Per::Mu | Per::Item));
        return doubtful(if each { Measure::Subsidy } else { Measure::Funding }, "measure.money.table");
    }
    // 「每生每年3000元,连补三年」
    let end = view.clause.end;
    let next = TextRange::new(end, view.sentence.end.min(end.saturating_add(36)));
    if view.has(Class::MeasureMoney, "subsidy", next) {
        return doubtful(Measure::Subsidy, "measure.money.clause_after");
    }
    if scope == Some(Per::Household) {
        let cue = Cue { code: earlier_cue(view), verb: false, near: false };
        return match of_cue(view, earlier, &cue) {
            Ruling::Measure(decision) => doubtful(decision.measure, "measure.money.paragraph"),
            _ => doubtful(Measure::IncomePerHousehold, "measure.money.household"),
        };
    }
    headed(view)
}

/// The last special word in the sentences before, within the block.
fn earlier_cue<'a>(view: &View<'a>) -> &'a str {
    let outline = view.context.outline;
    let start = view.sentence.start;
    let block = outline
        .sentence_at(start)
        .and_then(|i| outline.sentence(i))
        .and_then(|sentence| outline.blocks.get(sentence.block))
        .map_or(start, |block| block.range.start);
    let before = TextRange::new(block.max(start.saturating_sub(240)), start);
    let mut hits = view.hits(Class::MeasureMoney, before).iter().rev();
    hits.find(|hit| hit.attr.is_empty() && !matches!(hit.code, "skip" | "none")).map_or("", |hit| hit.code)
}

/// Lists of standards say what the sums are in their heading: 「（三）助学金」 「标准为每人1500元」.
fn headed(view: &View<'_>) -> Ruling {
    let outline = view.context.outline;
    let Some(sentence) = outline.sentence_at(view.quantity.range.start) else { return Ruling::Unknown };
    let named = outline.headings(sentence).take(4).find_map(|section| {
        let cue = view.hits(Class::MeasureMoney, section.heading).iter().rev();
        cue.filter(|hit| hit.attr.is_empty())
            .find(|hit| matches!(hit.code, "subsidy" | "loan" | "wage" | "rent"))
    });
    match named.map(|hit| hit.code) {
        Some("subsidy") => doubtful(Measure::Subsidy, "measure.money.heading"),
        Some("loan") => doubtful(Measure::Loan, "measure.money.heading"),
        Some("wage") => doubtful(Measure::Wage, "measure.money.heading"),
        Some(_) => doubtful(Measure::Rent, "measure.money.heading"),
        None => Ruling::Unknown,
    }
}
