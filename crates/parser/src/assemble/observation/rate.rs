//! Decides what a percentage, a percentage point, a multiple or a ratio measures.
//!
//! A verb of change decides unless it goes to a level: 「增长14%」 is growth, 「覆盖率提高到97%」 is the
//! coverage rate, for the noun that changes is what is measured.

use lianjie_core::{Decimal, Measure, Unit};

use super::Ruling;
use super::decision::{Earlier, doubtful, inferred, stated, with};
use super::view::{Family, View};
use crate::lexicon::{Class, Hit};
use crate::reading::TextRange;

pub(super) fn decide(view: &View<'_>, earlier: &Earlier) -> Ruling {
    if is_strength(view) {
        return Ruling::Barred;
    }
    match view.family {
        Family::Ratio => ratio(view),
        Family::Times => times(view, earlier),
        Family::Point => point(view, earlier),
        _ => percent(view, earlier),
    }
}

/// 「65%代森锌粉剂600倍液」, 「30%乳剂」: how strong a preparation is.
fn is_strength(view: &View<'_>) -> bool {
    /// Characters of its name.
    const NAME: usize = 12;
    let tail = view.text(view.tail);
    let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
    let name = tail.get(..end).unwrap_or_default();
    let told =
        (2..=NAME).contains(&name.chars().count()) && !name.starts_with(['的', '以', '左', '上', '下', '用']);
    let diluted = || {
        let next = view.context.mentions.quantities.get(view.index + 1);
        next.is_some_and(|next| {
            next.unit == Unit::Times
                && next.range.start == view.tail.end
                && view.context.reading().char_at(next.range.end) == Some('液')
        })
    };
    told && (name.ends_with(PREPARED) || diluted())
}

/// What names of preparations end with.
const PREPARED: [char; 5] = ['剂', '液', '乳', '粉', '酸'];

fn ratio(view: &View<'_>) -> Ruling {
    if view.has(Class::MeasureThing, "match", view.clause) {
        return Ruling::Nothing;
    }
    if view.has(Class::MeasureThing, "chemical", view.sentence) {
        return Ruling::Barred;
    }
    if view.has(Class::MeasureThing, "leverage", view.clause) {
        return stated(Measure::Leverage, "measure.ratio.leverage");
    }
    if view.has(Class::MeasureRate, "share", view.clause) {
        return stated(Measure::Share, "measure.ratio.share");
    }
    // 「按1:10放贷」: what one unit of capital lends.
    let multiple = view.quantity.parts.as_deref().is_some_and(
        |parts| matches!(parts, [first, second] if *first == Decimal::ONE && *second >= Decimal::from(5)),
    );
    if multiple && view.has(Class::MeasureMoney, "loan", view.clause) {
        return inferred(Measure::Leverage, "measure.ratio.lent");
    }
    inferred(Measure::Share, "measure.ratio.bare")
}

fn times(view: &View<'_>, earlier: &Earlier) -> Ruling {
    if view.has(Class::MeasureThing, "leverage", view.clause) {
        return stated(Measure::Leverage, "measure.times.leverage");
    }
    match nearest(view).map(|found| found.code) {
        Some("growth") => stated(Measure::Growth, "measure.times.growth"),
        Some(_) => Ruling::Nothing,
        None => run_mate(view, earlier).unwrap_or(Ruling::Nothing),
    }
}

fn point(view: &View<'_>, earlier: &Earlier) -> Ruling {
    let nearest = nearest(view);
    let changes =
        nearest.as_ref().is_some_and(|found| matches!(found.code, "growth" | "fall" | "to" | "from"));
    // 「利率不高于同期LPR加50个基点」
    if !changes && is_in_basis_points(view) {
        return stated(Measure::Rate, "measure.point.margin");
    }
    match nearest {
        // 「高于平均增速3.4个百分点」 is a distance, no growth.
        Some(found) if found.code == "growth" && found.verb => {
            // 「分别提高3、7个百分点」: the first has its unit from the last.
            let bare = view.text(view.quantity.range).ends_with(|c: char| c.is_ascii_digit());
            stated(Measure::Growth, if bare { "measure.point.list" } else { "measure.point.growth" })
        }
        Some(_) => Ruling::Nothing,
        // 「其中3个百分点由财政贴」
        None if view.hits(Class::MeasureRate, view.tail).iter().any(|hit| hit.code == "rate") => {
            stated(Measure::Rate, "measure.point.borne")
        }
        None => run_mate(view, earlier).unwrap_or(Ruling::Nothing),
    }
}

/// Hundredths of a percent are told of interest alone.
fn is_in_basis_points(view: &View<'_>) -> bool {
    let one = Decimal::new(1, 2);
    view.quantity.quantum == Some(one) && !view.text(view.quantity.range).contains('分')
}

fn percent(view: &View<'_>, earlier: &Earlier) -> Ruling {
    if covers_people(view) {
        return stated(Measure::CoverageRate, "measure.percent.of_covered");
    }
    if is_part_of_whole(view) {
        return stated(Measure::Share, "measure.percent.whole");
    }
    // 「四成修路,三成补助农户」: a list of parts goes on.
    if view.lead.is_empty() && previous(view, earlier) == Some(Measure::Share) {
        return inferred(Measure::Share, "measure.percent.list");
    }
    if let Some(measure) = base(view) {
        return stated(measure, "measure.percent.base");
    }
    if let Some(measure) = attribute(view) {
        return stated(measure, "measure.percent.attribute");
    }
    // 「新增收入的80%投入养老」: a part of what grew.
    let of = view.text(view.lead).ends_with('的');
    if let Some(found) = nearest(view) {
        if of && found.code == "growth" {
            return inferred(Measure::Share, "measure.percent.of_whole");
        }
        let rule = if found.near { "measure.percent.word" } else { "measure.percent.clause" };
        return match found.code {
            "fall" if found.touches => Ruling::Barred,
            "fall" => Ruling::Nothing,
            "share" if covers(view, earlier) => {
                inferred(Measure::CoverageRate, "measure.percent.covered_share")
            }
            code => of_code(code).map_or(Ruling::Unknown, |measure| {
                if found.near { stated(measure, rule) } else { inferred(measure, rule) }
            }),
        };
    }
    if let Some(measure) = meant_again(view, earlier) {
        return stated(measure, "measure.percent.again");
    }
    if let Some(ruling) = run_mate(view, earlier) {
        return ruling;
    }
    // 100%就业, 5%分红: what the percentage is of stands after it.
    let phrase = view.noun_phrase(view.run_tail);
    if let Some(measure) = view
        .hits(Class::MeasureRate, phrase)
        .iter()
        .filter(|hit| hit.attr.is_empty())
        .find_map(|hit| of_code(hit.code))
    {
        return inferred(measure, "measure.percent.after");
    }
    let whole = view
        .hits(Class::MeasurePerson, phrase)
        .first()
        .is_some_and(|hit| view.gap(phrase.start, hit.range.start) <= 4);
    if whole {
        return doubtful(Measure::Share, "measure.percent.of_people");
    }
    if let Some(measure) = previous(view, earlier).filter(|_| continues(view)) {
        return inferred(measure, "measure.percent.continued");
    }
    // A percentage of which nothing is said is a part of something, unless it is of a spray or a mixture.
    if view.has(Class::MeasureThing, "chemical", view.sentence) {
        return Ruling::Barred;
    }
    doubtful(Measure::Share, "measure.percent.of")
}

/// 「贫困发生率降到6.2%,全县是2.1%」, 「…23.1%。到2017年底,这个数字只剩0.66%」: the percentage named before is meant.
fn meant_again(view: &View<'_>, earlier: &Earlier) -> Option<Measure> {
    let lead = view.text(view.lead);
    let same = lead.ends_with(['是', '为']) && lead.chars().count() <= 8;
    let area = || !view.hits(Class::Area, view.lead).is_empty();
    // 这个数字, 这一比例, 该指标.
    let named = |this: char| {
        let words = lead.split_once(this).map_or("", |(_, words)| words);
        let words = words.trim_start_matches(['个', '一', '项']);
        words.starts_with(['数', '指', '比'])
    };
    if !(same && area() || named('这') || named('该')) {
        return None;
    }
    let quantities = &view.context.mentions.quantities;
    let mut before = quantities.get(..view.index)?.iter().enumerate().rev().take(4);
    let percent = before.find(|(_, quantity)| quantity.unit == Unit::Percent)?;
    let measure = earlier.get(percent.0)?.measure;
    matches!(measure, Measure::PovertyIncidence | Measure::CoverageRate | Measure::Rate | Measure::Share)
        .then_some(measure)
}

/// 「90%的行政村通了班车」, 「近八成的脱贫户参加了合作社」: of those to be reached, so many are.
fn covers_people(view: &View<'_>) -> bool {
    if !view.text(view.tail).starts_with('的') || nearest(view).is_some_and(|found| found.near) {
        return false;
    }
    let phrase = view.noun_phrase(view.tail);
    let near = |class: Class, code: &[&str]| {
        view.hits(class, phrase)
            .iter()
            .find(|hit| code.contains(&hit.code) && view.gap(phrase.start, hit.range.start) <= 3)
            .map(|hit| hit.range.end)
    };
    // 「85%的行政村建有超市」: a village has what it was given.
    let village = near(Class::Party, &["village"]).is_some_and(|end| {
        let rest = TextRange::new(end.min(phrase.end), phrase.end);
        view.hits(Class::MeasureEvent, rest).iter().any(|hit| matches!(hit.code, "skip" | "stock"))
    });
    if village {
        return true;
    }
    let noun = near(Class::MeasurePerson, &["target", "labour", "rural", "population"])
        .or_else(|| near(Class::MeasureGroup, &["poor"]))
        .or_else(|| near(Class::Party, &["household", "village"]));
    noun.is_some_and(|end| {
        let rest = TextRange::new(end.min(phrase.end), phrase.end);
        view.hits(Class::MeasureEvent, rest)
            .iter()
            .any(|hit| matches!(hit.code, "reached" | "light" | "jobs" | "trained"))
    })
}

/// What the percentage is an attribute of: 「5%的奖励」, 「100%贴息」, 「三成归村集体」.
fn attribute(view: &View<'_>) -> Option<Measure> {
    // 「按60%、25%、15%切分」: a list shares what follows it.
    let listed = matches!(view.text(view.tail), "、" | "和" | "及");
    let phrase = view.noun_phrase(if listed { view.run_tail } else { view.tail });
    let hit = view.hits(Class::MeasureRate, phrase).first()?;
    let gap = view.gap(phrase.start, hit.range.start);
    let far = gap > 1 || hit.attr == "after" && gap > 0 || hit.attr == "close";
    if far || !matches!(hit.code, "rate" | "share" | "coverage") {
        return None;
    }
    // 「按18%的比例分红」: 比例 leaves it to the verb.
    if hit.attr == "head" {
        let rest = TextRange::new(hit.range.end, phrase.end);
        let verb =
            view.hits(Class::MeasureRate, rest).iter().find(|hit| matches!(hit.code, "rate" | "share"));
        return of_code(verb.map_or(hit.code, |verb| verb.code));
    }
    // 「按本金的6%给贫困户保底分红」: a return, not a part.
    if hit.attr == "after" && view.has(Class::MeasureRate, "rate", phrase) {
        return Some(Measure::Rate);
    }
    of_code(hit.code)
}

/// 「保险赔六成,社里补三成,自家担一成」: percentages of one sentence that make up the whole are the parts of it, whatever
/// the verbs are.
fn is_part_of_whole(view: &View<'_>) -> bool {
    /// No whole is told in more parts.
    const PARTS: usize = 4;
    /// How far one part may stand from the next, in characters.
    const APART: usize = 18;
    let quantities = &view.context.mentions.quantities;
    let part = |index: usize| {
        let quantity = quantities.get(index)?;
        let plain = quantity.unit == Unit::Percent && quantity.upper.is_none();
        let here = quantity.range.start >= view.sentence.start && quantity.range.end <= view.sentence.end;
        quantity.value.filter(|_| plain && here).map(|value| (value, quantity.range))
    };
    let of_rate = nearest(view)
        .is_some_and(|found| !found.verb || matches!(found.code, "growth" | "fall" | "incidence"));
    let mixed = || view.has(Class::MeasureThing, "chemical", view.sentence);
    if view.in_table() || of_rate || part(view.index).is_none() || mixed() {
        return false;
    }
    let first = view.index.saturating_sub(PARTS - 1);
    (first..=view.index).any(|start| {
        let (mut total, mut end) = (Decimal::ZERO, None);
        for index in start..start + PARTS {
            let Some((value, range)) = part(index) else { break };
            if end.is_some_and(|end| view.gap(end, range.start) > APART) {
                break;
            }
            end = Some(range.end);
            total += value;
            if total >= Decimal::ONE_HUNDRED {
                return total == Decimal::ONE_HUNDRED && index > start && index >= view.index;
            }
        }
        false
    })
}

/// Whether the clause holds little more than the percentage or says that it is the rest.
fn continues(view: &View<'_>) -> bool {
    let around = view.text(view.lead).chars().count() + view.text(view.tail).chars().count();
    around <= 16 || view.has(Class::MeasureScope, "among", view.lead)
}

/// 「按出资额的10%付回报」: the base stands before, what is paid or parted after.
fn base(view: &View<'_>) -> Option<Measure> {
    let lead = view.text(view.lead);
    let by = lead.contains(['按', '照', '以']) && lead.ends_with('的');
    let after = || {
        view.hits(Class::MeasureRate, view.tail).iter().find(|hit| hit.attr.is_empty() && hit.code == "rate")
    };
    if by && after().is_some() { Some(Measure::Rate) } else { None }
}

struct Nearest<'a> {
    code: &'a str,
    /// Nothing stands between the word and the figure but a verb of change or of reaching.
    near: bool,
    /// It is a verb, and no name of a rate of change.
    verb: bool,
    /// It stands right before the figure.
    touches: bool,
}

/// The word that governs the percentage, read back from it through the clause.
fn nearest<'a>(view: &View<'a>) -> Option<Nearest<'a>> {
    let mut level = false;
    let mut changed: Option<&Hit<'_>> = None;
    let lead = view.lead;
    let hits = view.hits(Class::MeasureRate, view.clause_before());
    for hit in hits.iter().rev() {
        let near = hit.range.start >= lead.start;
        if !near
            && !level
            && changed.is_none()
            && view.lead.start > view.clause.start
            && !view.lead.is_empty()
            && view.first == view.index
        {
            // A word before another figure is that figure's, unless this one continues the list.
            let text = view.text(lead).trim_start_matches(['、', '和', '及', '或', '至', '到', '-']);
            if !text.is_empty() && !level {
                return None;
            }
        }
        if hit.attr == "after" || hit.code == "skip" {
            continue;
        }
        if hit.attr == "close" && !level && view.gap(hit.range.end, view.anchor) > 0 {
            continue;
        }
        match hit.code {
            "to" | "from" => level = true,
            "growth" | "fall" if level && hit.attr != "noun" => changed = Some(hit),
            // 比例 and 比率 are of what stands right before them: 「分红比例」.
            code if hit.attr == "head" => {
                let before = hits.iter().rev().find(|other| other.range.end == hit.range.start);
                let code = before.map_or(code, |other| other.code);
                return Some(Nearest { code, near, verb: false, touches: false });
            }
            code => {
                let touches = hit.range.end == view.anchor;
                return Some(Nearest { code, near, verb: hit.attr != "noun", touches });
            }
        }
    }
    // 「提高到80%」: the noun stands in the clause before.
    if level || changed.is_some() {
        let before = view.hits(Class::MeasureRate, view.clauses_before()).iter().rev();
        return before
            .filter(|hit| matches!(hit.code, "coverage" | "rate" | "share" | "incidence"))
            .map(|hit| Nearest { code: hit.code, near: false, verb: false, touches: false })
            .next();
    }
    None
}

fn of_code(code: &str) -> Option<Measure> {
    Some(match code {
        "incidence" => Measure::PovertyIncidence,
        "coverage" => Measure::CoverageRate,
        "rate" => Measure::Rate,
        "growth" => Measure::Growth,
        "share" => Measure::Share,
        _ => return None,
    })
}

/// The measure of the figure before in the same run.
fn run_mate(view: &View<'_>, earlier: &Earlier) -> Option<Ruling> {
    let before = view.index.checked_sub(1).filter(|before| view.first <= *before)?;
    match earlier.get(before) {
        Some(decision) => Some(with(decision.measure, decision.provenance.clone())),
        None => Some(Ruling::Nothing),
    }
}

/// The measure of a percentage before it in the sentence: 「三成留在村里,其余七成分给农户」.
fn previous(view: &View<'_>, earlier: &Earlier) -> Option<Measure> {
    view.earlier_in_sentence()
        .find(|(_, q)| q.unit == view.quantity.unit)
        .and_then(|(i, _)| earlier.get(i))
        .map(|decision| decision.measure)
}

/// 「产业覆盖3200人,占贫困人口的81%」: the share of the covered among those to be covered is their coverage.
fn covers(view: &View<'_>, earlier: &Earlier) -> bool {
    let Some((before, q)) = view.earlier_in_sentence().next() else { return false };
    let reached = earlier.get(before).is_some_and(|decision| {
        matches!(
            decision.measure,
            Measure::HouseholdsBenefited | Measure::PersonsBenefited | Measure::VillagesBenefited
        )
    });
    let start = q.range.start;
    let lead = TextRange::new(start.saturating_sub(90).max(view.sentence.start), start);
    let covered = view.has(Class::MeasureRate, "coverage", lead);
    reached && covered && view.has(Class::MeasureGroup, "poor", view.lead)
}
