//! The places of one document, each once, as a forest from province to village.

use std::collections::BTreeMap;

use lianjie_core::{Place, PlaceLevel};

use crate::gazetteer::{Gazetteer, PlaceId};

/// A place of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PlaceIndex(usize);

#[derive(Clone, Debug)]
struct Node {
    place: Place,
    parent: Option<PlaceIndex>,
    id: Option<PlaceId>,
}

/// Places that a document names, with the divisions above them.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceTable {
    nodes: Vec<Node>,
    by_id: BTreeMap<PlaceId, PlaceIndex>,
    by_name: BTreeMap<(Option<PlaceIndex>, String), PlaceIndex>,
    outlet: Option<PlaceIndex>,
}

impl PlaceTable {
    pub(crate) fn place(&self, index: PlaceIndex) -> &Place {
        static NOWHERE: Place =
            Place { name: String::new(), level: PlaceLevel::Country, adcode: None, path: Vec::new() };
        self.nodes.get(index.0).map_or(&NOWHERE, |node| &node.place)
    }

    pub(crate) fn level(&self, index: PlaceIndex) -> PlaceLevel {
        self.nodes.get(index.0).map_or(PlaceLevel::Country, |node| node.place.level)
    }

    pub(crate) fn parent(&self, index: PlaceIndex) -> Option<PlaceIndex> {
        self.nodes.get(index.0)?.parent
    }

    pub(crate) fn id(&self, index: PlaceIndex) -> Option<PlaceId> {
        self.nodes.get(index.0)?.id
    }

    /// The place and what holds it, innermost first.
    pub(crate) fn line(&self, index: PlaceIndex) -> impl Iterator<Item = PlaceIndex> {
        std::iter::successors(Some(index), |&at| self.parent(at))
    }

    /// Whether `inner` is `outer` or lies in it.
    pub(crate) fn contains(&self, outer: PlaceIndex, inner: PlaceIndex) -> bool {
        self.line(inner).any(|at| at == outer)
    }

    /// The place of a level that is or holds it.
    pub(crate) fn at_level(&self, index: PlaceIndex, level: PlaceLevel) -> Option<PlaceIndex> {
        self.line(index).find(|&at| self.level(at) == level)
    }

    /// The narrowest place that holds both.
    pub(crate) fn common(&self, a: PlaceIndex, b: PlaceIndex) -> Option<PlaceIndex> {
        self.line(a).find(|&at| self.contains(at, b))
    }

    /// The county in the outlet's name.
    pub(crate) const fn outlet(&self) -> Option<PlaceIndex> {
        self.outlet
    }

    pub(super) fn set_outlet(&mut self, gazetteer: &Gazetteer, id: PlaceId, year: Option<i32>) {
        self.outlet = Some(self.intern(gazetteer, id, year));
    }

    /// 中国, which stands above no other place of the table.
    pub(crate) fn country(&self) -> Option<PlaceIndex> {
        self.by_id.get(&PlaceId::Country).copied()
    }

    /// Where a place stands in the table.
    pub(crate) fn find(&self, place: &Place) -> Option<PlaceIndex> {
        self.nodes.iter().position(|node| node.place == *place).map(PlaceIndex)
    }

    /// The villages whose town is not named lie in the town that the document is about.
    pub(crate) fn take_in(&mut self, town: PlaceIndex) {
        if self.level(town) != PlaceLevel::Township {
            return;
        }
        let (county, path) = (self.parent(town), self.place(town).path.clone());
        for node in &mut self.nodes {
            if node.place.level == PlaceLevel::Village && node.id.is_none() && node.parent == county {
                node.parent = Some(town);
                node.place.path = path.iter().chain(node.place.path.last()).cloned().collect();
            }
        }
    }

    pub(super) fn intern(&mut self, gazetteer: &Gazetteer, id: PlaceId, year: Option<i32>) -> PlaceIndex {
        // Renamings of one place are one place, under the name that the text gives it first.
        let key = match id {
            PlaceId::Division(row) => PlaceId::Division(gazetteer.as_of(row, None)),
            other => other,
        };
        if let Some(&index) = self.by_id.get(&key) {
            return index;
        }
        let holder = gazetteer.parent(id).filter(|&holder| holder != PlaceId::Country);
        let parent = holder.map(|holder| self.intern(gazetteer, holder, year));
        let index = self.push(Node { place: gazetteer.place(id, year), parent, id: Some(id) });
        self.by_id.insert(key, index);
        index
    }

    /// A place that the gazetteer does not list, under one of the table.
    pub(super) fn child(&mut self, parent: Option<PlaceIndex>, name: &str, level: PlaceLevel) -> PlaceIndex {
        let key = (parent, name.to_owned());
        if let Some(&index) = self.by_name.get(&key) {
            return index;
        }
        let mut path = parent.map_or_else(Vec::new, |parent| self.place(parent).path.clone());
        path.push(name.to_owned());
        let place = Place { name: name.to_owned(), level, adcode: None, path };
        let index = self.push(Node { place, parent, id: None });
        self.by_name.insert(key, index);
        index
    }

    fn push(&mut self, node: Node) -> PlaceIndex {
        self.nodes.push(node);
        PlaceIndex(self.nodes.len() - 1)
    }
}
