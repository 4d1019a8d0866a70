//! Takes one document's mentions and scopes, gives its observations: for each quantity the one measure that the
//! words around it say, or none.
//!
//! The unit narrows the measures to a family ([`view::Family`]); within the family the nearest word with a role
//! decides (a verb such as 带动, a noun such as 租金, a scope such as 户均). A word nearer to another figure
//! belongs to that figure, figures in a run share their words, and a figure without any takes those of the
//! figure that it continues.

mod area;
mod dated;
mod decision;
mod group;
mod money;
mod people;
mod rate;
mod table;
mod thing;
mod view;
mod weigh;

use lianjie_core::{
    Confidence, Diagnostic, DiagnosticCode, FundingKind, FundingSource, Measure, Observation, Per,
    ProgramKind, Provenance, Unit,
};

use self::decision::{Decision, Earlier, with};
use self::table::Tables;
use self::view::{Family, Runs, View};
use crate::context::Context;
use crate::lexicon::Class;
use crate::reading::TextRange;

/// The observations in the order of their figures, and the quantities of a measurable unit that got none.
pub(crate) fn assemble(context: &Context<'_>) -> (Vec<Observation>, Vec<Diagnostic>) {
    judge(context, |index, ruling| weighed(context, index, ruling))
}

/// Takes the amount of a donation for one, where the words around it alone did not say so: 900万元用来建车间 of a sum that was
/// donated. What other sources measure is told by their own words.
pub(crate) fn donated(observations: &mut [Observation], sources: &[FundingSource]) {
    let donations = sources.iter().filter(|source| source.kind == FundingKind::Donation);
    for figure in donations.filter_map(|source| source.amount.as_ref().map(|amount| amount.figure)) {
        let doubtful = |told: &&mut Observation| told.provenance.confidence == Confidence::Doubtful;
        for told in observations.iter_mut().filter(|told| told.figure == figure).filter(doubtful) {
            if matches!(told.measure, Measure::Funding | Measure::Investment | Measure::Subsidy) {
                told.measure = Measure::Donation;
                told.provenance = Provenance::inferred("measure.source");
            }
        }
    }
}

/// The unit tests are of the rules alone: what is learned may change with the annotations.
fn weighed(context: &Context<'_>, index: usize, ruling: Ruling) -> Ruling {
    if cfg!(test) { ruling } else { weigh::weigh(context, index, ruling) }
}

pub use self::dated::DateSigns;
pub(crate) use self::weigh::Weighing;

/// Where a quantity's measure was looked for, and how it was weighed; `None` of an index that has no quantity.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    /// The clause, in a table the heading of the column.
    pub(crate) clause: TextRange,
    /// The sentence, in a table the row's label.
    pub(crate) sentence: TextRange,
    pub(crate) in_table: bool,
    /// `None` in tables, whose cells are not weighed.
    pub(crate) weighing: Option<Weighing>,
    /// What speaks against the period in force, in thousandths of a logit.
    pub(crate) undated: Option<i32>,
}

/// The judgement of one quantity, as [`assemble`] comes to it.
pub(crate) fn judged(context: &Context<'_>, asked: usize) -> Option<Judged> {
    let (runs, tables) = (Runs::of(context), Tables::of(context));
    let view = View::new(context, &runs, &tables, asked)?;
    let mut weighing = None;
    let weighed = |index, ruling| {
        if index == asked {
            weighing = Some(weigh::weighing(context, index, &ruling));
        }
        weighed(context, index, ruling)
    };
    let decisions = decisions(context, (&runs, &tables), weighed, &mut Vec::new());
    let decision = decisions.get(asked);
    Some(Judged {
        clause: view.clause,
        sentence: view.sentence,
        in_table: view.in_table(),
        undated: decision.and_then(|decision| dated::weight(&view, decision, &decisions)),
        weighing,
    })
}

/// The signs of one quantity that is weighed.
#[derive(Clone, Debug)]
pub struct FigureSigns {
    /// Index of its figure.
    pub figure: usize,
    /// All of them, hashed.
    pub all: Vec<u32>,
    /// Those that say what the rules do.
    pub prior: [u32; 3],
}

/// The signs of each quantity that is weighed, as the rules alone read the document: what the weights are learned from.
pub(crate) fn signs(context: &Context<'_>) -> Vec<FigureSigns> {
    let mut signs = Vec::new();
    judge(context, |figure, ruling| {
        let (all, prior) = weigh::signs(context, figure, &ruling);
        signs.push(FigureSigns { figure, all, prior });
        ruling
    });
    signs
}

/// The signs of the group of one figure.
#[derive(Clone, Debug)]
pub struct GroupSigns {
    /// Index of its figure.
    pub figure: usize,
    /// What it measures.
    pub measure: Measure,
    /// Those that say what the rules do, hashed.
    pub prior: Vec<u32>,
    /// All others.
    pub own: Vec<u32>,
}

/// The signs of each figure whose group is weighed: what the weights are learned from.
pub(crate) fn group_signs(context: &Context<'_>) -> Vec<GroupSigns> {
    let (runs, tables) = (Runs::of(context), Tables::of(context));
    let mut unmeasured = Vec::new();
    let decisions = decisions(
        context,
        (&runs, &tables),
        |index, ruling| weighed(context, index, ruling),
        &mut unmeasured,
    );
    let scale = group::Scale::of(context);
    let signs = |figure| {
        let view = View::new(context, &runs, &tables, figure)?;
        let decision = decisions.get(figure)?;
        let mut prior = scale.signs(&view, decision, &decisions)?;
        let own = prior.split_off(group::PRIOR.min(prior.len()));
        Some(GroupSigns { figure, measure: decision.measure, prior, own })
    };
    (0..context.mentions.quantities.len()).filter_map(signs).collect()
}

/// The signs of each figure whose date is weighed: what the weights are learned from.
pub(crate) fn date_signs(context: &Context<'_>) -> Vec<DateSigns> {
    let (runs, tables) = (Runs::of(context), Tables::of(context));
    let weighed = |index, ruling| weighed(context, index, ruling);
    let decisions = decisions(context, (&runs, &tables), weighed, &mut Vec::new());
    let signs = |figure| {
        let view = View::new(context, &runs, &tables, figure)?;
        let decision = decisions.get(figure)?;
        let signs = dated::signs(&view, decision, &decisions)?;
        Some(DateSigns { figure, measure: decision.measure, signs })
    };
    (0..context.mentions.quantities.len()).filter_map(signs).collect()
}

/// The observations when `weighed` has the last word on what the rules say of a quantity.
fn judge(
    context: &Context<'_>,
    weighed: impl FnMut(usize, Ruling) -> Ruling,
) -> (Vec<Observation>, Vec<Diagnostic>) {
    let (runs, tables) = (Runs::of(context), Tables::of(context));
    let mut diagnostics = Vec::new();
    let decisions = decisions(context, (&runs, &tables), weighed, &mut diagnostics);
    let scale = group::Scale::of(context);
    let aggregates = aggregates(context, &runs, &tables);
    let observation = |figure| {
        let decision = decisions.get(figure)?;
        let view = View::new(context, &runs, &tables, figure)?;
        let at = view.quantity.range.start;
        let scope = context.scopes.at(at);
        let line = context.scopes.line_of(Some(figure), at);
        Some(Observation {
            figure,
            measure: decision.measure,
            place: scope.place.as_deref().cloned(),
            period: dated::period(&view, decision, &decisions),
            industry: line
                .filter(|_| !is_of_the_place(decision.measure) && aggregates.get(figure) != Some(&true)),
            // The unit tests are of the rules alone.
            group: if cfg!(test) { decision.group } else { scale.weigh(&view, decision, &decisions) },
            provenance: decision.provenance.clone(),
        })
    };
    ((0..context.mentions.quantities.len()).filter_map(observation).collect(), diagnostics)
}

/// What the rules and `weighed` decide of each quantity; tells of those of a measurable unit that got nothing.
fn decisions(
    context: &Context<'_>,
    (runs, tables): (&Runs, &Tables),
    mut weighed: impl FnMut(usize, Ruling) -> Ruling,
    diagnostics: &mut Vec<Diagnostic>,
) -> Earlier {
    let mut earlier = Earlier::default();
    for (index, quantity) in context.mentions.quantities.iter().enumerate() {
        let Some(view) = View::new(context, runs, tables, index) else { continue };
        let ruling = decide(&view, &earlier);
        // A cell's neighbours are other cells, of which nothing is learned; what adds up needs no weighing.
        let settled = view.in_table()
            || money::is_spent_from_fund(&view)
            || ruling == Ruling::Barred
            || people::is_lifted(&view, &ruling)
            || is_the_rest(&view, &earlier, &ruling);
        let ruling = if settled { ruling } else { weighed(index, ruling) };
        let ruling = people::with_run(&view, &earlier, ruling);
        let ruling = with_start(&view, &earlier, ruling);
        let ruling = with_group(&view, &earlier, ruling);
        if ruling == Ruling::Unknown {
            diagnostics.push(Diagnostic {
                code: DiagnosticCode::UnmeasuredQuantity,
                span: context.span(quantity.range),
                message: format!("no word says what this {} measures", quantity.unit),
            });
        }
        earlier.push(match ruling {
            Ruling::Measure(decision) => Some(decision),
            Ruling::Nothing | Ruling::Barred | Ruling::Unknown => None,
        });
    }
    earlier
}

/// Which figures tell of a whole economy, whatever their sentence goes on to: 「生产总值增长6%，城镇新增就业3万人」. One that
/// only says by how much is of what stands before it.
fn aggregates(context: &Context<'_>, runs: &Runs, tables: &Tables) -> Vec<bool> {
    let mut out: Vec<bool> = Vec::with_capacity(context.mentions.quantities.len());
    let mut last = 0;
    for index in 0..context.mentions.quantities.len() {
        let Some(view) = View::new(context, runs, tables, index) else {
            out.push(false);
            continue;
        };
        let lines = view.hits(Class::Industry, view.lead).iter();
        let named =
            lines.filter_map(|hit| ProgramKind::from_code(hit.code)).any(|kind| kind != ProgramKind::General);
        let mut told = view.hits(Class::FundStop, view.lead).iter();
        let macros = !named && told.any(|stop| stop.code == "macro");
        let same =
            context.outline.sentence_at(view.quantity.range.start) == context.outline.sentence_at(last);
        let rate = matches!(view.family, Family::Percent | Family::Point | Family::Times);
        let before = out.last() == Some(&true) && same;
        out.push(macros || before && !named && (view.first < index || rate));
        last = view.quantity.range.start;
    }
    out
}

/// Whether a measure tells of a place as a whole, whatever line of action the sentence around it is about.
const fn is_of_the_place(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Population
            | Measure::RuralPopulation
            | Measure::LabourForce
            | Measure::Households
            | Measure::Persons
            | Measure::Villages
            | Measure::PovertyIncidence
            | Measure::HouseholdsLifted
            | Measure::PersonsLifted
            | Measure::VillagesLifted
            | Measure::IncomePerCapita
            | Measure::Policies
    )
}

/// What becomes of a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ruling {
    Measure(Decision),
    /// The words say that it is none of the measures: prices, norms, durations.
    Nothing,
    /// The same, whatever is learned of such words: capacity in square metres, a fall by so much.
    Barred,
    /// Its unit usually has a measure, but no word names one.
    Unknown,
}

fn decide(view: &View<'_>, earlier: &Earlier) -> Ruling {
    let counted = !matches!(view.family, Family::Percent | Family::Ratio | Family::Division | Family::Other);
    if counted && view.is_growth() {
        return decision::stated(Measure::Growth, "measure.growth.amount");
    }
    // 「分别比上年增加2万人和5万人」
    let mate = view.index.checked_sub(1).filter(|before| counted && view.first <= *before);
    if mate.and_then(|before| earlier.get(before)).is_some_and(|decision| decision.measure == Measure::Growth)
    {
        return decision::inferred(Measure::Growth, "measure.growth.list");
    }
    if view.quantity.unit == Unit::Count && is_foreign_capital(view) {
        return decision::stated(Measure::Investment, "measure.money.foreign");
    }
    match view.family {
        Family::Money => money::decide(view, earlier),
        Family::Percent | Family::Point | Family::Times | Family::Ratio => rate::decide(view, earlier),
        Family::People => people::decide(view, earlier),
        Family::Area => area::decide(view, earlier),
        Family::Thing => thing::decide(view, earlier),
        Family::Other if is_rent_in_kind(view) => decision::stated(Measure::Rent, "measure.goods.rent"),
        Family::Division | Family::Other => Ruling::Nothing,
    }
}

/// 「实际利用外资2.3亿美元」: a sum in the coin of another country.
fn is_foreign_capital(view: &View<'_>) -> bool {
    let sum = view.text(view.quantity.range).ends_with('元');
    sum && view.hits(Class::MeasureMoney, view.lead).last().is_some_and(|hit| hit.code == "investment")
}

/// 「田租不给钱,每亩给300斤谷」: grain for land.
fn is_rent_in_kind(view: &View<'_>) -> bool {
    let weight = matches!(view.quantity.unit, Unit::Jin | Unit::Kg);
    let land = view.quantity.per.contains(&Per::Mu);
    weight
        && land
        && !view.text(view.clause).contains('产')
        && view.has(Class::MeasureMoney, "rent", view.sentence_before())
}

/// Whether the last item of a list names no more than the rest, which the rules read as the one before: 「种植业410万元、
/// 运输业35万元、其他12万元」.
fn is_the_rest(view: &View<'_>, earlier: &Earlier, ruling: &Ruling) -> bool {
    /// Bytes of 、其他各业.
    const REST: usize = 15;
    let before = view.index.checked_sub(1);
    let Some((before, decision)) =
        before.and_then(|at| Some((view.context.mentions.quantities.get(at)?, earlier.get(at)?)))
    else {
        return false;
    };
    let between = view.context.reading().between(before.range.end, view.quantity.range.start);
    let mut item = between.chars().skip_while(|c| matches!(c, '、' | ','));
    let rest = item.next() == Some('其') && matches!(item.next(), Some('他' | '它' | '余'));
    let same = matches!(ruling, Ruling::Measure(own) if own.measure == decision.measure);
    let last = view.text(view.tail).trim().is_empty();
    same && rest && last && between.len() <= REST && before.unit == view.quantity.unit
}

/// What a change goes to is what it came from: 「由1.86万元增加到2.43万元」.
fn with_start(view: &View<'_>, earlier: &Earlier, ruling: Ruling) -> Ruling {
    let reading = view.context.reading();
    let start = view.index.checked_sub(1);
    let Some((index, from)) = start.and_then(|at| Some((at, view.context.mentions.quantities.get(at)?)))
    else {
        return ruling;
    };
    let opens = |at| matches!(reading.char_before(at), Some('由' | '从'));
    let closes = matches!(reading.char_before(view.quantity.range.start), Some('到' | '至' | '为'));
    let between = reading.between(from.range.end, view.quantity.range.start);
    let one = from.unit == view.quantity.unit && !between.contains([',', ';', '。', '、']);
    match earlier.get(index) {
        Some(decision) if closes && one && opens(from.range.start) && !view.in_table() => {
            with(decision.measure, decision.provenance.clone())
        }
        _ => ruling,
    }
}

/// A measure with the group that it is of.
fn with_group(view: &View<'_>, earlier: &Earlier, ruling: Ruling) -> Ruling {
    match ruling {
        Ruling::Measure(decision) => {
            let group = group::of(view, earlier, &decision);
            Ruling::Measure(Decision { group, ..decision })
        }
        other => other,
    }
}

#[cfg(test)]
mod tests;
