//! How much a village or a township can hold at most, whatever the province.

use lianjie_core::{Decimal, Per, PlaceLevel, Unit};

use crate::mention::Quantity;

/// Whether a count is more than one place of the level holds. The largest villages have some thousand households, the
/// largest townships and subdistricts a few hundred thousand people.
pub(in crate::scope) fn exceeds(figure: &Quantity, level: PlaceLevel) -> bool {
    let most = match (figure.unit, level) {
        (Unit::Household, PlaceLevel::Village) => 4_000,
        (Unit::Household, PlaceLevel::Township) => 60_000,
        (Unit::Household, PlaceLevel::County) => 800_000,
        (Unit::Person, PlaceLevel::Village) => 15_000,
        (Unit::Person, PlaceLevel::Township) => 200_000,
        (Unit::Person, PlaceLevel::County) => 3_000_000,
        (Unit::Mu, PlaceLevel::Village) => 150_000,
        (Unit::Mu, PlaceLevel::Township) => 2_000_000,
        (Unit::Animal, PlaceLevel::Village) => 500_000,
        (Unit::Enterprise | Unit::Cooperative, PlaceLevel::Village) => 100,
        (Unit::Village, PlaceLevel::Township) => 150,
        (Unit::Yuan, PlaceLevel::Village) => 1_000_000_000,
        (Unit::Township, level) if level >= PlaceLevel::Township => 1,
        (Unit::County, level) if level >= PlaceLevel::County => 1,
        _ => return false,
    };
    figure.per.is_empty() && figure.value.is_some_and(|value| value > Decimal::from(most))
}

/// Whether it counts several villages (六个村的集体经济组织) or is of each of them (每村3万元).
pub(super) fn counts_villages(figure: &Quantity) -> bool {
    let several = figure.unit == Unit::Village && figure.value.is_some_and(|value| value > Decimal::ONE);
    several || figure.per.contains(&Per::Village)
}
