//! The administrative divisions of China: takes names as texts write them, gives places with their codes.
//!
//! Divisions from province to county are known under every name and code since 1984, townships under today's
//! and under many abolished names; villages are not listed. The tables and their origin are in
//! `crates/parser/gazetteer/`. Nothing of them is copied at start; names are found in folded text.
//!
//! The way of a name: [`Gazetteer::scan`] finds [`NameHit`]s, [`Gazetteer::resolve`] tells which place a hit
//! means in the light of a [`PlaceContext`], [`Gazetteer::place`] writes it out as of a year.

mod index;
mod rank;
mod resolve;
mod scan;
mod table;
mod township;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use lianjie_core::{Place, PlaceLevel};

pub use rank::{Rank, ranks};
pub(crate) use resolve::{PlaceContext, Resolution};
pub(crate) use scan::{NameHit, Trust};

use index::NameIndex;
use scan::Edges;
use table::{Division, Divisions};
use township::Townships;

/// A row of the division table: one name that one code has borne.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct DivisionId(u16);

/// A township: a name and the county that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TownshipId {
    /// Byte at which the name's line starts in the township table.
    line: u32,
    /// The county, or the prefecture where the table knows no county.
    county: DivisionId,
}

/// A place that the tables know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum PlaceId {
    /// 中国
    Country,
    /// 平山县
    Division(DivisionId),
    /// 东河南镇
    Township(TownshipId),
}

/// A written form, which may mean several places: 鼓楼区, 城关镇.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum NameId {
    /// A form of divisions, by its place in the name table.
    Division(u16),
    /// A township name, by the byte at which its line starts.
    Township(u32),
}

/// The tables, with the index that finds names in text.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    divisions: Divisions,
    names: NameIndex,
    townships: Townships,
    edges: Edges,
}

impl Gazetteer {
    /// The tables that come with the library; read at the first call, in about a millisecond.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: OnceLock<Gazetteer> = OnceLock::new();
        SHARED.get_or_init(|| Self {
            divisions: Divisions::read(),
            names: NameIndex::read(),
            townships: Townships::read(),
            edges: Edges::read(),
        })
    }

    /// The places by this exact full name or short form of a province, prefecture or county.
    pub(crate) fn name(&self, name: &str) -> Option<NameId> {
        self.names.position(name).map(NameId::Division).or_else(|| {
            let line = self.townships.line(name)?;
            Some(NameId::Township(line))
        })
    }

    /// Every township of this exact name.
    pub(crate) fn townships(&self, name: &str) -> impl Iterator<Item = TownshipId> {
        self.townships.line(name).into_iter().flat_map(|line| self.townships_of(line, None))
    }

    /// The townships of a line of the table, their counties as of `year`.
    fn townships_of(&self, line: u32, year: Option<i32>) -> impl Iterator<Item = TownshipId> {
        self.townships.counties(line).filter_map(move |code| {
            let county = self.divisions.by_code(code).last()?;
            Some(TownshipId { line, county: self.as_of(county, year) })
        })
    }

    /// The same place as it was in `year`: the row itself when it was valid then, else the row of its
    /// lineage that was, else itself. Without a year, the row of today.
    pub(crate) fn as_of(&self, id: DivisionId, year: Option<i32>) -> DivisionId {
        let year = year.unwrap_or(i32::MAX);
        let valid = |id: &DivisionId| self.divisions.get(*id).is_some_and(|row| row.valid_in(year));
        if valid(&id) { id } else { self.divisions.lineage(id).find(valid).unwrap_or(id) }
    }

    /// The division that holds this one, as of the row's last year.
    pub(crate) fn parent(&self, id: PlaceId) -> Option<PlaceId> {
        match id {
            PlaceId::Country => None,
            PlaceId::Township(township) => Some(PlaceId::Division(township.county)),
            PlaceId::Division(id) => {
                let row = self.divisions.get(id)?;
                Some(self.holder(row, row.last).map_or(PlaceId::Country, PlaceId::Division))
            }
        }
    }

    /// The row above `row` in a year, which is moved into the row's own years.
    fn holder(&self, row: &Division, year: i32) -> Option<DivisionId> {
        let year = year.clamp(row.first, row.last);
        let rows = || Divisions::holders(row);
        let valid = |id: &DivisionId| self.divisions.get(*id).is_some_and(|above| above.valid_in(year));
        rows().find(valid).or_else(|| rows().last())
    }

    /// Level of a place.
    pub(crate) fn level(&self, id: PlaceId) -> PlaceLevel {
        match id {
            PlaceId::Country => PlaceLevel::Country,
            PlaceId::Township(_) => PlaceLevel::Township,
            PlaceId::Division(id) => self.divisions.get(id).map_or(PlaceLevel::County, |row| row.level),
        }
    }

    /// Whether both are one place, be it under different names or codes.
    pub(crate) fn is_same(&self, a: PlaceId, b: PlaceId) -> bool {
        match (a, b) {
            (PlaceId::Division(a), PlaceId::Division(b)) => self.divisions.is_same(a, b),
            (PlaceId::Township(a), PlaceId::Township(b)) => {
                a.line == b.line && self.divisions.is_same(a.county, b.county)
            }
            _ => a == b,
        }
    }

    /// Whether `a` is `b` or lies in it.
    pub(crate) fn is_within(&self, a: PlaceId, b: PlaceId) -> bool {
        let mut at = Some(a);
        while let Some(place) = at {
            if self.is_same(place, b) {
                return true;
            }
            at = self.parent(place);
        }
        false
    }

    /// The place written out as of `year`: the name that `id` bears, the ancestors' names of that year.
    pub(crate) fn place(&self, id: PlaceId, year: Option<i32>) -> Place {
        match id {
            PlaceId::Country => Place {
                name: table::COUNTRY.to_owned(),
                level: PlaceLevel::Country,
                adcode: None,
                path: vec![table::COUNTRY.to_owned()],
            },
            PlaceId::Division(id) => self.division(id, year),
            PlaceId::Township(township) => {
                let name = self.townships.name(township.line);
                self.below(PlaceId::Division(township.county), year, name, PlaceLevel::Township)
            }
        }
    }

    /// A place below the divisions that the tables know, such as a village of a township or county.
    pub(crate) fn below(&self, holder: PlaceId, year: Option<i32>, name: &str, level: PlaceLevel) -> Place {
        let mut path = self.place(holder, year).path;
        if holder == PlaceId::Country {
            path.clear();
        }
        path.push(name.to_owned());
        Place { name: name.to_owned(), level, adcode: None, path }
    }

    fn division(&self, id: DivisionId, year: Option<i32>) -> Place {
        let mut path = Vec::new();
        let mut at = Some(id);
        let mut year = year.unwrap_or(i32::MAX);
        while let Some(row) = at.and_then(|id| self.divisions.get(id)) {
            path.push(row.name.to_owned());
            year = year.clamp(row.first, row.last);
            at = self.holder(row, year);
        }
        path.reverse();
        let row = self.divisions.get(id);
        Place {
            name: row.map_or_else(String::new, |row| row.name.to_owned()),
            level: row.map_or(PlaceLevel::County, |row| row.level),
            adcode: row.and_then(|row| row.adcode.parse().ok()),
            path,
        }
    }
}
