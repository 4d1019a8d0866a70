//! What a program reached, what came of it, who carries it out, and what it is called.

use lianjie_core::{
    Bound, Decimal, Measure, MeasureMap, Measured, Observation, Party, Per, PlaceLevel, ProgramKind, Span,
    Unit,
};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;
use crate::scope::Action;

use super::Reader;
use crate::assemble::scheme::operator;

/// The longest heading that serves as a name, in characters.
const NAME_CHARS: usize = 24;

/// Land in mu, living space in square metres, animals and loans in yuan below which a figure is of one family.
const FAMILY_LAND: i64 = 10;
const FAMILY_HOUSE: i64 = 200;
const FAMILY_HERD: i64 = 15;
const FAMILY_LOAN: i64 = 100_001;
/// Bytes from a sum back to the word for a profit.
const PROFIT: u32 = 15;

/// Observations sorted into what was reached and what came of it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) coverage: MeasureMap,
    pub(super) outcomes: MeasureMap,
    /// How many of them tell of an action, not of a stock of people or land.
    pub(super) count: usize,
}

impl Reader<'_> {
    pub(super) fn facts(&self, action: &Action) -> Facts {
        let mut facts = Facts::default();
        let quantities = &self.context.mentions.quantities;
        for observation in action.evidence.iter().flat_map(|range| self.context.observations_in(*range)) {
            let Some(quantity) = quantities.get(observation.figure) else { continue };
            let measured = Measured {
                value: quantity.value,
                upper: quantity.upper,
                unit: quantity.unit,
                bound: quantity.bound,
                figure: observation.figure,
            };
            let map = match self.slot(action.kind, observation, quantity) {
                Slot::Coverage => &mut facts.coverage,
                Slot::Outcome => &mut facts.outcomes,
                Slot::Stock => continue,
                Slot::Neither => {
                    facts.count += 1;
                    continue;
                }
            };
            let held = map.get(&observation.measure);
            let total = |held: &Measured| is_total(observation) && later_total(&measured, held);
            if held.is_none_or(|held| total(held) || outweighs(observation.measure, &measured, held)) {
                map.insert(observation.measure, measured);
            }
            let setting =
                matches!(observation.measure, Measure::Villages | Measure::Area | Measure::PovertyIncidence);
            facts.count += usize::from(!setting);
        }
        facts
    }

    /// Where the figure belongs in a program of the kind.
    fn slot(&self, kind: ProgramKind, observation: &Observation, quantity: &Quantity) -> Slot {
        let of_one = quantity.per.iter().any(|per| matches!(per, Per::Household | Per::Person));
        let slot = place_of(observation.measure, kind, of_one);
        if matches!(slot, Slot::Coverage | Slot::Outcome) && self.is_detail(observation.measure, quantity) {
            return Slot::Neither;
        }
        slot
    }

    /// A figure of one family's or one plot's, a condition of a rule, or the profit of whoever runs it: 「每户一两头」,
    /// 「5亩以上的，每亩补」, 「净利80万元」.
    fn is_detail(&self, measure: Measure, quantity: &Quantity) -> bool {
        use Measure as M;
        let below = |least: i64| quantity.value.is_some_and(|value| value < Decimal::from(least));
        let condition =
            || self.context.scopes.is_policy && matches!(quantity.bound, Bound::AtLeast | Bound::Over);
        match measure {
            M::PlantedArea | M::Area => {
                condition()
                    || match quantity.unit {
                        Unit::Mu => below(FAMILY_LAND),
                        Unit::SqM => below(FAMILY_HOUSE),
                        _ => false,
                    }
            }
            M::Livestock => condition() || below(FAMILY_HERD),
            M::Sales | M::OutputValue => condition(),
            M::Revenue => condition() || self.is_profit(quantity.range),
            M::Loan => below(FAMILY_LOAN),
            M::Wage => quantity.per.contains(&Per::Mu),
            M::Dividend => quantity.per.iter().any(|per| matches!(per, Per::Mu | Per::Item)),
            _ => false,
        }
    }

    /// Whether a word for what is left after costs stands right before the sum.
    fn is_profit(&self, sum: TextRange) -> bool {
        let reach = TextRange::new(sum.start.saturating_sub(PROFIT), sum.start);
        let hits = self.context.mentions.hits.within(Class::SchemeCue, reach);
        hits.iter().any(|hit| hit.code.split('+').any(|code| code == "surplus"))
    }

    /// Sources whose evidence lies in the program's passage.
    pub(super) fn funding(&self, action: &Action) -> Vec<usize> {
        let sources = self.context.funding_sources.iter().map(|source| source.evidence.as_slice());
        self.linked(action, sources)
    }

    pub(super) fn schemes(&self, action: &Action) -> Vec<usize> {
        let schemes = self.context.schemes.iter().map(|scheme| scheme.evidence.as_slice());
        self.linked(action, schemes)
    }

    fn linked<'s>(&self, action: &Action, records: impl Iterator<Item = &'s [Span]>) -> Vec<usize> {
        let passages: Vec<Span> = action.evidence.iter().map(|range| self.context.span(*range)).collect();
        let inside = |span: &Span| {
            passages.iter().any(|passage| passage.start() <= span.start() && span.start() < passage.end())
        };
        records
            .enumerate()
            .filter(|(_, evidence)| evidence.iter().any(inside))
            .map(|(index, _)| index)
            .collect()
    }

    /// Enterprises and cooperatives named in the passage, or the one that `公司` or `社里` stands for there; where lending
    /// is the program and it names none, the banks. A park carries out what is done in parks,
    /// scenic areas are what is visited, public works and services have no operator.
    pub(super) fn operators(&self, action: &Action) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        if matches!(action.kind, ProgramKind::Infrastructure | ProgramKind::Health | ProgramKind::Insurance) {
            return names;
        }
        let named = action.evidence.iter().flat_map(|range| self.context.mentions.organisations_in(*range));
        for mention in named {
            let carries = match mention.party {
                Party::Government | Party::PartyBranch | Party::Insurer | Party::Bank | Party::ScenicArea => {
                    false
                }
                Party::Park => action.kind == ProgramKind::AgriPark,
                _ => true,
            };
            if carries && !names.contains(&mention.name) {
                names.push(mention.name.clone());
            }
        }
        if names.is_empty() {
            let mut told = action.evidence.iter();
            names.extend(
                told.find_map(|range| operator::meant(self.context, None, *range)).map(|m| m.name.clone()),
            );
        }
        if names.is_empty() && action.kind == ProgramKind::Finance {
            self.banks(action, &mut names);
        }
        names
    }

    fn banks(&self, action: &Action, names: &mut Vec<String>) {
        for range in &action.evidence {
            let named = self.context.mentions.organisations_in(*range).iter();
            for mention in named.filter(|mention| mention.party == Party::Bank) {
                if !names.contains(&mention.name) {
                    names.push(mention.name.clone());
                }
            }
            for name in self.short_banks(*range) {
                if !names.iter().any(|known| known.ends_with(name)) {
                    names.push(name.to_owned());
                }
            }
        }
    }

    /// Banks called by their kind alone, which in a county is one bank: 农商行, 县农信社.
    fn short_banks(&self, range: TextRange) -> impl Iterator<Item = &str> {
        let context = self.context;
        let hits = &context.mentions.hits;
        let forms = hits.within(Class::OrganisationForm, range).iter();
        let named = context.mentions.organisations_in(range);
        forms
            .filter(|form| form.attr == "bank" && form.range.len() > 6)
            .filter(|form| !named.iter().any(|mention| mention.range.overlaps(form.range)))
            .map(move |form| {
                let party = hits.at(Class::Party, form.range.start).map(|party| party.range);
                context
                    .reading()
                    .slice(party.filter(|party| party.contains(form.range)).unwrap_or(form.range))
            })
    }

    /// A word that ends a quotation names what is quoted: 「“惠农|保”」.
    fn quoted(&self, word: TextRange) -> TextRange {
        /// Bytes of a name in quotation marks.
        const NAME: u32 = 36;
        let reading = self.context.reading();
        let text = reading.slice(word);
        if !text.ends_with('”') || text.contains('“') {
            return word;
        }
        let before = reading.tail(word.start, NAME);
        let open = before.rfind('“').map(|at| before.len() - at);
        open.map_or(word, |back| TextRange::new(word.start - crate::reading::offset(back), word.end))
    }

    /// Its heading, a name in quotation marks, the words of the line, or the place with what is grown or made there.
    pub(super) fn name(&self, action: &Action) -> String {
        let reading = self.context.reading();
        let trimmed = |range: TextRange| reading.slice(range).trim().to_owned();
        if let Some(heading) =
            action.heading.filter(|range| reading.slice(*range).chars().count() <= NAME_CHARS)
        {
            return trimmed(heading);
        }
        let word = trimmed(self.quoted(action.line.unwrap_or(action.word)));
        let place = self.context.scopes.at(action.anchor).place.as_deref();
        match place.filter(|place| matches!(place.level, PlaceLevel::Village | PlaceLevel::Township)) {
            Some(place) if action.line.is_none() => format!("{}{word}", place.name),
            _ => word,
        }
    }
}

/// Whether of two figures of one measure the later one stands for the program: the larger sum, area and herd are the
/// total, the lower incidence is what was reached. Of people and firms the first counts.
fn outweighs(measure: Measure, later: &Measured, held: &Measured) -> bool {
    use Measure as M;
    match measure {
        M::Loan | M::PlantedArea | M::Livestock | M::Trainees | M::Dividend | M::DividendPerHousehold => {
            later.unit == held.unit && later.value > held.value
        }
        M::PovertyIncidence => later.unit == held.unit && later.value < held.value,
        _ => false,
    }
}

/// People and villages that a running total counts: 「截至8月底，惠及427户」 stands for the program, not those of its first year.
fn is_total(observation: &Observation) -> bool {
    let people = matches!(
        observation.measure,
        Measure::HouseholdsBenefited | Measure::PersonsBenefited | Measure::VillagesBenefited | Measure::Jobs
    );
    people && observation.period.as_ref().is_some_and(lianjie_core::Period::as_of)
}

fn later_total(later: &Measured, held: &Measured) -> bool {
    later.unit == held.unit && later.value > held.value
}

enum Slot {
    Coverage,
    Outcome,
    /// Tells of people or land as they are, or of parts.
    Stock,
    Neither,
}

/// Where a measure belongs in a program of some kind; `of_one` says that the figure is for one household or person.
fn place_of(measure: Measure, kind: ProgramKind, of_one: bool) -> Slot {
    use Measure as M;
    use ProgramKind as K;
    match measure {
        // 「每户最高5万元」 is a term of the loan, 「人均25平方米」 one of the houses.
        M::Loan if kind == K::Finance && !of_one => Slot::Coverage,
        // The land that a farm, a plant or a school stands on is no reach; that which is levelled, greened or let is.
        M::Area
            if !matches!(
                kind,
                K::Infrastructure
                    | K::Afforestation
                    | K::FruitForestry
                    | K::AgriPark
                    | K::AssetIncome
                    | K::Insurance
                    | K::Livestock
                    | K::General
            ) =>
        {
            Slot::Stock
        }
        M::Staff
            if matches!(kind, K::PartyBuilding | K::Training | K::Education | K::Health | K::General) =>
        {
            Slot::Coverage
        }
        // What people get comes of the program; what growers and firms are promised pays for it.
        M::Subsidy
            if kind == K::SocialAid
                || (of_one
                    && matches!(
                        kind,
                        K::Employment | K::Training | K::Education | K::Health | K::Insurance | K::Relocation
                    )) =>
        {
            Slot::Outcome
        }
        M::HouseholdsBenefited
        | M::PersonsBenefited
        | M::VillagesBenefited
        | M::CoverageRate
        | M::Jobs
        | M::Trainees
        | M::Enterprises
        | M::Cooperatives
        | M::Projects
        | M::Bases
        | M::Parks
        | M::Stations
        | M::Livestock
        | M::PlantedArea
        | M::Policies
        | M::LoanCount
        | M::Area => Slot::Coverage,
        M::HouseholdsLifted
        | M::PersonsLifted
        | M::VillagesLifted
        | M::IncomeGainPerHousehold
        | M::IncomeGainPerCapita
        | M::DividendPerHousehold
        | M::Dividend
        | M::Wage
        | M::Rent
        | M::IncomePerCapita
        | M::IncomePerHousehold
        | M::HouseholdIncome
        | M::LabourIncome
        | M::OutputValue
        | M::Revenue
        | M::Sales
        | M::AssetIncome
        | M::PovertyIncidence => Slot::Outcome,
        M::Share
        | M::Rate
        | M::Population
        | M::RuralPopulation
        | M::LabourForce
        | M::Villages
        | M::Households
        | M::Persons => Slot::Stock,
        _ => Slot::Neither,
    }
}
