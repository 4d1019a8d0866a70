//! Takes the sentences that no name claims, gives the loans that are offered to households: who lends, who guarantees
//! or pays the interest, and on what conditions.
//!
//! A sum that was lent is a statistic, and conditions alone are a policy: an arrangement has a product's name or says
//! who bears bad loans and tells at least two conditions (ceiling, tenor, rate, collateral, subsidy), or tells three. A loan that an
//! enterprise uses is an arrangement of another kind.

use lianjie_core::{Bound, Party, Per, Tie, Unit};

use super::extent::{Draft, Rule, counts_households};
use super::mode::Order;
use super::role::{Role, roles};
use super::{cue, is_household};
use crate::context::Context;
use crate::lexicon::Class;
use crate::outline::{BlockKind, Sentence};
use crate::reading::{TextRange, offset};

/// The longest name of a loan product, in characters.
const PRODUCT: usize = 10;

/// Questions of a text that explains something to those who ask.
const QUESTIONS: usize = 3;

/// Conditions of a loan.
const CONDITIONS: [&str; 7] =
    ["ceiling", "tenor", "rate", "benchmark", "collateral_free", "collateral", "interest_subsidy"];

/// Without one of these and of [`CONDITIONS`] a sentence neither speaks of a loan nor goes on about one.
const SUBJECT: [&str; 4] = ["loan", "product", "bear", "loss"];

#[derive(Default)]
struct Run {
    block: usize,
    sentences: Vec<TextRange>,
    product: Option<TextRange>,
}

impl Run {
    /// The run from the first sentence that tells more than what was lent.
    fn cut_to_its_offer(mut self, context: &Context<'_>) -> Self {
        let told = self.sentences.iter().position(|&range| {
            !conditions(context, range).is_empty()
                || risk(context, range)
                || product(context, range).is_some()
        });
        self.sentences.drain(..told.unwrap_or(0));
        self
    }
}

/// The loans offered outside `taken`, which is sorted.
pub(super) fn find(context: &Context<'_>, taken: &[TextRange]) -> Vec<Draft> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    let leaflet = is_leaflet(context);
    for sentence in &context.outline.sentences {
        let index = taken.partition_point(|range| range.end <= sentence.range.start);
        let claimed = taken.get(index).is_some_and(|range| range.overlaps(sentence.range));
        let kind = context.outline.blocks.get(sentence.block).map(|block| block.kind);
        let told = !claimed && matches!(kind, Some(BlockKind::Paragraph)) && is_told(context, sentence.range);
        if !told || lends_on(context, sentence.range) {
            open &= leaflet;
            continue;
        }
        for part in parts(context, sentence) {
            let own = product(context, part);
            let told = conditions(context, part);
            // 一户不超过5万元,执行基准利率,财政贴息: what interest is paid for is a loan, and in a leaflet
            // what needs no collateral.
            let paid = told.len() > 2
                && (told.contains(&"interest_subsidy") || (leaflet && told.contains(&"collateral_free")));
            let speaks = cue(context, part, "loan") || own.is_some() || paid;
            let goes_on = speaks || told.len() > 1 || risk(context, part) || (leaflet && !told.is_empty());
            let near = |run: &Run| open && (leaflet || sentence.block <= run.block + 1);
            let last = runs.last().filter(|run| near(run));
            let known = |run: &Run| own.is_none() || run.product.is_none() || same(context, run.product, own);
            let told = own.is_some() && !last.as_ref().is_some_and(|run| same(context, run.product, own));
            if told && let Some(run) = runs.iter_mut().find(|run| same(context, run.product, own)) {
                run.sentences.push(part);
                continue;
            }
            let last = runs.last_mut().filter(|run| near(run));
            match last {
                Some(run) if goes_on && known(run) => {
                    run.block = sentence.block;
                    run.product = run.product.or(own);
                    match run.sentences.last_mut() {
                        Some(before) if sentence.range.contains(*before) => *before = before.cover(part),
                        _ => run.sentences.push(part),
                    }
                }
                _ if speaks => {
                    runs.push(Run { block: sentence.block, sentences: vec![part], product: own });
                    open = true;
                }
                _ => open &= leaflet,
            }
        }
    }
    runs.into_iter().map(|run| run.cut_to_its_offer(context)).filter_map(|run| draft(context, run)).collect()
}

/// Whether the text asks and answers, or rules, about one loan that its title names: all of it tells of that loan.
fn is_leaflet(context: &Context<'_>) -> bool {
    let mut titles = context.outline.blocks.iter().filter(|block| block.kind == BlockKind::Title);
    let titled = titles.any(|block| cue(context, block.range, "loan"));
    let asks =
        |sentence: &&Sentence| context.reading().slice(sentence.range).trim_end().ends_with(['?', '？']);
    titled && (context.scopes.is_policy || context.outline.sentences.iter().filter(asks).count() >= QUESTIONS)
}

/// Whether a sentence has any word that this stage goes by.
fn is_told(context: &Context<'_>, sentence: TextRange) -> bool {
    let mut hits = context.mentions.hits.within(Class::SchemeCue, sentence).iter();
    hits.any(|hit| hit.code.split('+').any(|code| SUBJECT.contains(&code) || CONDITIONS.contains(&code)))
}

/// A sentence, cut before each clause that names another product.
fn parts(context: &Context<'_>, sentence: &Sentence) -> Vec<TextRange> {
    let mut parts = vec![sentence.range];
    let clauses = context.outline.clauses.get(sentence.clauses.clone()).unwrap_or_default();
    let mut named: Option<TextRange> = None;
    for clause in clauses {
        let Some(own) = product(context, clause.range) else { continue };
        if let (Some(_), Some(last)) = (named, parts.last_mut())
            && !same(context, named, Some(own))
            && clause.range.start > last.start
        {
            let end = last.end;
            last.end = clause.range.start;
            parts.push(TextRange::new(clause.range.start, end));
        }
        named = Some(own);
    }
    parts
}

fn same(context: &Context<'_>, a: Option<TextRange>, b: Option<TextRange>) -> bool {
    a.map(|a| context.reading().slice(a)) == b.map(|b| context.reading().slice(b))
}

/// The name of a loan in quotation marks: `“羊羔贷”`, `“530”小额贷款`.
fn product(context: &Context<'_>, range: TextRange) -> Option<TextRange> {
    let reading = context.reading();
    let hits = context.mentions.hits.within(Class::SchemeCue, range);
    hits.iter().find_map(|hit| {
        let codes = || hit.code.split('+');
        let close = if codes().any(|code| code == "product") {
            hit.range.end - offset('”'.len_utf8())
        } else if codes().any(|code| code == "loan") && reading.char_before(hit.range.start) == Some('”') {
            hit.range.start - offset('”'.len_utf8())
        } else {
            return None;
        };
        let before = reading.between(range.start, close);
        let open = before.rfind('“')?;
        let start = range.start + offset(open + '“'.len_utf8());
        let name = TextRange::new(start, close);
        (1..=PRODUCT).contains(&reading.slice(name).chars().count()).then_some(name)
    })
}

/// The loan goes on to an enterprise: it is put in, or used by it.
fn lends_on(context: &Context<'_>, range: TextRange) -> bool {
    let carriers = || {
        roles(context, range)
            .iter()
            .any(|role| matches!(role.party, Party::Enterprise | Party::Cooperative | Party::Park))
    };
    let used = ["put_in", "use", "stake", "invest"].iter().any(|code| cue(context, range, code));
    let hits = context.mentions.hits.within(Class::Tie, range);
    (used && carriers())
        || hits.iter().any(|hit| hit.code.starts_with("loan_to_enterprise") || hit.code == "enterprise_loan")
}

fn conditions(context: &Context<'_>, range: TextRange) -> Vec<&'static str> {
    let quantities = context.mentions.figures_in(range);
    let sum = quantities.iter().any(|q| {
        q.unit == Unit::Yuan
            && (q.bound == Bound::AtMost || q.upper.is_some() || cue(context, range, "ceiling"))
    });
    let years = quantities.iter().any(|q| q.unit == Unit::Year);
    let percent = quantities.iter().any(|q| q.unit == Unit::Percent);
    CONDITIONS
        .into_iter()
        .filter(|code| match *code {
            "ceiling" => sum,
            "tenor" => years && (cue(context, range, "tenor") || cue(context, range, "loan")),
            "rate" => percent && cue(context, range, "rate"),
            code => cue(context, range, code),
        })
        .collect()
}

/// Who bears bad loans.
fn risk(context: &Context<'_>, range: TextRange) -> bool {
    let sides = roles(context, range);
    let named = |party| sides.iter().any(|role| role.party == party);
    let divided = context.mentions.figures_in(range);
    named(Party::Bank)
        && named(Party::Government)
        && (cue(context, range, "bear") || cue(context, range, "loss"))
        && divided.iter().any(|q| q.unit == Unit::Percent || q.parts.is_some())
}

/// One sentence offers the loan to households, before any sum that was lent; the others tell no condition.
fn offers(context: &Context<'_>, run: &Run) -> bool {
    let mut telling = run.sentences.iter().filter(|range| !conditions(context, **range).is_empty());
    let (Some(range), None) = (telling.next(), telling.next()) else { return false };
    let has = |code: &str, wanted: &[&str]| code.split('+').any(|own| wanted.contains(&own));
    let mut hits = context.mentions.hits.within(Class::SchemeCue, *range).iter();
    let first =
        hits.find(|hit| has(hit.code, &["total", "fact", "ceiling", "tenor", "collateral_free", "rate"]));
    let others = roles(context, *range).iter().any(|role| {
        !matches!(role.party, Party::Household | Party::Bank | Party::Government | Party::Insurer)
    });
    !others && first.is_some_and(|hit| !has(hit.code, &["total", "fact"]))
}

fn draft(context: &Context<'_>, run: Run) -> Option<Draft> {
    let sides: Vec<Role> = run.sentences.iter().flat_map(|range| roles(context, *range)).collect();
    let named = |party| sides.iter().any(|role| role.party == party);
    let households = run.sentences.iter().any(|range| {
        let quantities = context.mentions.figures_in(*range);
        let each = quantities.iter().any(|q| q.per.contains(&Per::Household));
        each || is_household(context, *range)
            || counts_households(context, *range)
            || cue(context, *range, "apply")
    });
    let mut told: Vec<&str> = run.sentences.iter().flat_map(|range| conditions(context, *range)).collect();
    told.sort_unstable();
    told.dedup();
    let shared = run.sentences.iter().any(|range| risk(context, *range));
    let limited = told.iter().any(|code| matches!(*code, "ceiling" | "tenor" | "rate"));
    // Two conditions alone are a policy; a product, risks that are shared or a third condition tie the sides.
    let bound = shared || run.product.is_some() || (told.len() > 2 && offers(context, &run));
    let offered = limited && bound && told.len() + usize::from(shared) > 1;
    if !(households || named(Party::Household)) || !offered {
        return None;
    }
    // 乡里的信用社: where the bank is, not who pays.
    let pays = |role: &Role| {
        role.party == Party::Government && context.reading().char_at(role.range.end) != Some('的')
    };
    let paid =
        sides.iter().any(pays) || run.sentences.iter().any(|range| cue(context, *range, "interest_subsidy"));
    let opening = sides.iter().find(|role| {
        matches!(role.party, Party::Household | Party::Bank | Party::Government) && !role.counted
    });
    // 「可向农信社申请」: the one who applies is left out.
    let asks = opening.is_some_and(|role| {
        let clause = context.outline.clause_holding(role.range.start);
        role.party == Party::Bank && clause.is_some_and(|clause| cue(context, clause.range, "apply"))
    });
    let unsaid =
        opening.is_none() && run.sentences.first().is_some_and(|range| cue(context, *range, "apply"));
    let household_first =
        asks || unsaid || is_leaflet(context) || opening.is_some_and(|role| role.party == Party::Household);
    // A loan that a budget pays for and no bank is named beside is one between the two.
    let bank = (named(Party::Bank) || !paid).then_some(Party::Bank);
    let government = paid.then_some(Party::Government);
    let mut links = Vec::new();
    if household_first {
        links.push(Party::Household);
        links.extend(bank);
        links.extend(government);
    } else {
        links.extend(government);
        links.extend(bank);
        links.push(Party::Household);
    }
    links.extend(named(Party::Insurer).then_some(Party::Insurer));
    (links.len() > 1).then(|| Draft {
        name: run.product.map(|name| context.reading().slice(name).to_owned()),
        anchor: run.product,
        links,
        ties: vec![Tie::LoanSelfUse],
        aid: false,
        certain: true,
        order: Order::Text,
        evidence: run.sentences,
        tail: Vec::new(),
        rule: Rule::Lending,
        unknown: Vec::new(),
    })
}
