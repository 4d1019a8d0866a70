//! Tells which place a name means: takes a written form and what the document has named before, gives one
//! place, or says that the form stays ambiguous. Nothing is guessed.

use lianjie_core::PlaceLevel;

use super::{DivisionId, Gazetteer, NameId, PlaceId, TownshipId};

/// What is known of a document where a name is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PlaceContext {
    /// Places already known, the most telling first: the division written just before the name, then the
    /// document's own place, then others by prominence.
    pub(crate) places: Vec<PlaceId>,
    /// Year of which the document speaks; names are read as they were then.
    pub(crate) year: Option<i32>,
    /// The level word of the place that the document is about, where it tells that without a name: 全县 is of a 县.
    pub(crate) ends: Option<char>,
}

/// Which place a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resolution {
    /// This one.
    Place(PlaceId),
    /// Several places bear the name and the context does not tell which: keep the name without a code.
    Ambiguous,
    /// No place of the asked level bears it.
    Unknown,
}

impl Resolution {
    /// The place, if one was told.
    pub(crate) fn place(self) -> Option<PlaceId> {
        match self {
            Self::Place(id) => Some(id),
            Self::Ambiguous | Self::Unknown => None,
        }
    }
}

impl Gazetteer {
    /// The place that `name` means in `context`.
    ///
    /// With `level`, only places of that level count. Bearers of the name in the context's year come before
    /// bearers of other years; without a year, those of today. Of several, the one in, around or beside a place
    /// of the context is meant: first inside one another, then in the same prefecture, then in the same
    /// province; before all that, one of the level that the document says it speaks of. A short name of a city and
    /// of the county in it means the city (邢台). A township must lie in
    /// a county of the context if it names any.
    pub(crate) fn resolve(
        &self,
        name: NameId,
        level: Option<PlaceLevel>,
        context: &PlaceContext,
    ) -> Resolution {
        match name {
            NameId::Division(index) => self.resolve_division(index, level, context),
            NameId::Township(_) if level.is_some_and(|level| level != PlaceLevel::Township) => {
                Resolution::Unknown
            }
            NameId::Township(line) => self.resolve_township(line, context),
        }
    }

    fn resolve_division(&self, index: u16, level: Option<PlaceLevel>, context: &PlaceContext) -> Resolution {
        let Some(name) = self.names.get(index) else { return Resolution::Unknown };
        let mut bearers = self.bearers(name.ids(), context.year);
        if let Some(level) = level {
            bearers.retain(|&id| self.divisions.get(id).is_some_and(|row| row.level == level));
        }
        let year = context.year.unwrap_or(i32::MAX);
        let valid = |id: &DivisionId| self.divisions.get(*id).is_some_and(|row| row.valid_in(year));
        if bearers.iter().any(valid) {
            bearers.retain(valid);
        }
        let told =
            |id: &DivisionId| context.places.iter().any(|&known| self.is_same(known, PlaceId::Division(*id)));
        let ends = |id: &DivisionId| {
            let name = self.divisions.get(*id).map_or("", |row| row.name);
            context.ends.is_some_and(|end| name.ends_with(end))
        };
        if bearers.iter().any(ends) && !bearers.iter().any(told) {
            bearers.retain(ends);
        }
        let places: Vec<PlaceId> = bearers.into_iter().map(PlaceId::Division).collect();
        match places.as_slice() {
            [] => Resolution::Unknown,
            [only] => Resolution::Place(*only),
            several => self
                .in_context(several, context)
                .or_else(|| self.outermost(several))
                .map_or(Resolution::Ambiguous, Resolution::Place),
        }
    }

    /// One row for each place among `ids`: the one valid in the year, or the nearest in time.
    fn bearers(&self, ids: impl Iterator<Item = DivisionId>, year: Option<i32>) -> Vec<DivisionId> {
        let year = year.unwrap_or(i32::MAX);
        let distance = |id: DivisionId| {
            let row = self.divisions.get(id);
            let years = |row: &super::Division| i64::from(year) - i64::from(year.clamp(row.first, row.last));
            // Of two rows that overlap in a year, the later name.
            (row.map(|row| years(row).abs()), row.map(|row| std::cmp::Reverse(row.last)))
        };
        let mut bearers: Vec<DivisionId> = Vec::new();
        for id in ids {
            match bearers.iter_mut().find(|other| self.divisions.is_same(**other, id)) {
                Some(other) if distance(id) < distance(*other) => *other = id,
                Some(_) => {}
                None => bearers.push(id),
            }
        }
        bearers
    }

    /// A township's name is common to many places, and townships come and go: where the document names
    /// counties, only a township of one of them is taken, even if the table has no other of the name.
    fn resolve_township(&self, line: u32, context: &PlaceContext) -> Resolution {
        let mut places: Vec<PlaceId> = Vec::new();
        for township in self.townships_of(line, context.year) {
            let place = PlaceId::Township(township);
            if !places.iter().any(|&other| self.is_same(place, other)) {
                places.push(place);
            }
        }
        let narrowest = [PlaceLevel::County, PlaceLevel::Prefecture, PlaceLevel::Province]
            .into_iter()
            .find(|&level| context.places.iter().any(|&known| self.level(known) == level));
        let nested = |candidate: PlaceId, known: PlaceId| {
            let holder = narrowest.and_then(|level| self.ancestor(known, level));
            holder.is_some_and(|holder| self.is_within(candidate, holder))
        };
        match (places.as_slice(), narrowest) {
            ([], _) => Resolution::Unknown,
            ([only], None) => Resolution::Place(*only),
            (several, _) => {
                self.told_by(several, context, nested).map_or(Resolution::Ambiguous, Resolution::Place)
            }
        }
    }

    /// The one candidate that the context tells.
    fn in_context(&self, candidates: &[PlaceId], context: &PlaceContext) -> Option<PlaceId> {
        let nested = |candidate: PlaceId, known: PlaceId| {
            known != PlaceId::Country
                && (self.is_within(candidate, known) || self.is_within(known, candidate))
        };
        let beside = |level: PlaceLevel| {
            move |candidate: PlaceId, known: PlaceId| {
                let around = self.ancestor(known, level);
                around.is_some_and(|around| self.is_within(candidate, around))
            }
        };
        self.told_by(candidates, context, nested)
            .or_else(|| self.told_by(candidates, context, beside(PlaceLevel::Prefecture)))
            .or_else(|| self.told_by(candidates, context, beside(PlaceLevel::Province)))
    }

    /// The candidate that bears `relation` to the first known place to which exactly one does.
    fn told_by(
        &self,
        candidates: &[PlaceId],
        context: &PlaceContext,
        relation: impl Fn(PlaceId, PlaceId) -> bool,
    ) -> Option<PlaceId> {
        context.places.iter().find_map(|&known| {
            let told: Vec<PlaceId> =
                candidates.iter().copied().filter(|&candidate| relation(candidate, known)).collect();
            match told.as_slice() {
                [] => None,
                [only] => Some(*only),
                several => {
                    let itself = several.iter().copied().find(|&candidate| self.is_same(candidate, known));
                    itself.or_else(|| self.outermost(several))
                }
            }
        })
    }

    /// The candidate that holds all others, if one does.
    fn outermost(&self, candidates: &[PlaceId]) -> Option<PlaceId> {
        let holds_all = |outer: PlaceId| candidates.iter().all(|&inner| self.is_within(inner, outer));
        candidates.iter().copied().find(|&outer| holds_all(outer))
    }

    /// The place of a level that is or holds `id`.
    pub(crate) fn ancestor(&self, id: PlaceId, level: PlaceLevel) -> Option<PlaceId> {
        let mut at = Some(id);
        while let Some(place) = at {
            if self.level(place) == level {
                return Some(place);
            }
            at = self.parent(place);
        }
        None
    }

    /// The township of this name in or under a division, for a text that has just named the division.
    pub(crate) fn township_in(&self, name: &str, holder: PlaceId, year: Option<i32>) -> Option<TownshipId> {
        let line = self.townships.line(name)?;
        self.townships_of(line, year).find(|&id| self.is_within(PlaceId::Township(id), holder))
    }
}
