//! What a program reached, what came of it, who carries it out, and what it is called.

use lianjie_core::{Measure, MeasureMap, Measured, Party, Per, PlaceLevel, ProgramKind, Span};

use crate::lexicon::Class;
use crate::reading::TextRange;
use crate::scope::Action;

use super::Reader;

/// The longest heading that serves as a name, in characters.
const NAME_CHARS: usize = 24;

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
            let of_one = quantity.per.iter().any(|per| matches!(per, Per::Household | Per::Person));
            let map = match place_of(observation.measure, action.kind, of_one) {
                Slot::Coverage => &mut facts.coverage,
                Slot::Outcome => &mut facts.outcomes,
                Slot::Stock => continue,
                Slot::Neither => {
                    facts.count += 1;
                    continue;
                }
            };
            let held = map.get(&observation.measure);
            if held.is_none_or(|held| outweighs(observation.measure, &measured, held)) {
                map.insert(observation.measure, measured);
            }
            let setting =
                matches!(observation.measure, Measure::Villages | Measure::Area | Measure::PovertyIncidence);
            facts.count += usize::from(!setting);
        }
        facts
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

    /// Enterprises and cooperatives named in the passage; banks only where lending is the program. Parks and scenic areas
    /// are what is built and visited, public works and services have no operator.
    pub(super) fn operators(&self, action: &Action) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        if matches!(action.kind, ProgramKind::Infrastructure | ProgramKind::Health | ProgramKind::Insurance) {
            return names;
        }
        for range in &action.evidence {
            for mention in self.context.mentions.organisations_in(*range) {
                let carries = match mention.party {
                    Party::Government
                    | Party::PartyBranch
                    | Party::Insurer
                    | Party::Park
                    | Party::ScenicArea => false,
                    Party::Bank => action.kind == ProgramKind::Finance,
                    _ => true,
                };
                if carries && !names.contains(&mention.name) {
                    names.push(mention.name.clone());
                }
            }
            if action.kind == ProgramKind::Finance {
                for name in self.short_banks(*range) {
                    if !names.iter().any(|known| known.ends_with(name)) {
                        names.push(name.to_owned());
                    }
                }
            }
        }
        names
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

    /// Its heading, a name in quotation marks, the words of the line, or the place with what is grown or made there.
    pub(super) fn name(&self, action: &Action) -> String {
        let reading = self.context.reading();
        let trimmed = |range: TextRange| reading.slice(range).trim().to_owned();
        if let Some(heading) =
            action.heading.filter(|range| reading.slice(*range).chars().count() <= NAME_CHARS)
        {
            return trimmed(heading);
        }
        let word = trimmed(action.line.unwrap_or(action.word));
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
                    | K::General
            ) =>
        {
            Slot::Stock
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
        | M::Staff
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
