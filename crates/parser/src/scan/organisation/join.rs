//! Takes the names of a document where they stand, gives mentions: short forms carry the fullest form of the
//! name, and `该公司` `该合作社` the name that was mentioned last.

use std::collections::BTreeMap;

use super::Name;
use crate::lexicon::{Class, Hits};
use crate::mention::OrganisationMention;
use crate::reading::{Reading, TextRange, offset};

pub(super) fn join(reading: &Reading, hits: &Hits<'_>, names: &[Name]) -> Vec<OrganisationMention> {
    let fullest = fullest(reading, names);
    let mut mentioned = vec![0_u32; names.len()];
    for full in &fullest {
        if let Some(count) = mentioned.get_mut(*full) {
            *count += 1;
        }
    }
    let repeated = |index: usize| mentioned.get(index).is_some_and(|count| *count > 1);
    let mut mentions: Vec<OrganisationMention> = names
        .iter()
        .zip(&fullest)
        .enumerate()
        .filter(|(index, (name, full))| !name.bare || *index != **full || repeated(*index))
        .map(|(_, (name, &full))| {
            let full = names.get(full).unwrap_or(name);
            OrganisationMention {
                range: name.range,
                name: clean(reading.slice(full.range)),
                party: name.party,
            }
        })
        .collect();
    mentions.extend(brands(reading, hits, names, &fullest));
    mentions.sort_by_key(|mention| mention.range.start);
    mentions.dedup_by(|later, first| later.range.overlaps(first.range));
    anaphora(hits, &mut mentions);
    mentions
}

/// For each name the index of the fullest name of the same organisation.
fn fullest(reading: &Reading, names: &[Name]) -> Vec<usize> {
    let find = |groups: &[usize], name: &Name| {
        groups
            .iter()
            .take(GROUPS)
            .position(|group| names.get(*group).is_some_and(|other| same(reading, name, other)))
    };
    let mut groups: Vec<usize> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        match find(&groups, name) {
            Some(at) => {
                if let Some(group) = groups.get_mut(at)
                    && names.get(*group).is_some_and(|other| rank(name) > rank(other))
                {
                    *group = index;
                }
            }
            None => groups.push(index),
        }
    }
    let fullest = |(index, name)| find(&groups, name).and_then(|at| groups.get(at)).copied().unwrap_or(index);
    names.iter().enumerate().map(fullest).collect()
}

/// The same role, and one proper part holds the other.
fn same(reading: &Reading, a: &Name, b: &Name) -> bool {
    let (brand_a, brand_b) = (reading.slice(a.brand), reading.slice(b.brand));
    a.party == b.party && (brand_a.contains(brand_b) || brand_b.contains(brand_a))
}

fn rank(name: &Name) -> (bool, u32) {
    (name.full, name.range.len())
}

/// Organisations among which short forms are looked up: keeps the work linear on hostile input.
const GROUPS: usize = 64;

/// Mentions by the proper part alone: 「青禾每年给他分红」 after 青禾牧业有限公司.
fn brands(reading: &Reading, hits: &Hits<'_>, names: &[Name], fullest: &[usize]) -> Vec<OrganisationMention> {
    let mut by_first: BTreeMap<char, Vec<(&str, &Name)>> = BTreeMap::new();
    for (index, name) in
        names.iter().enumerate().filter(|(index, _)| fullest.get(*index) == Some(index)).take(GROUPS)
    {
        // 青禾 stands for 青禾牧业有限公司; of 青禾生物 the whole is said again.
        let brand = reading.slice(if name.trade { name.range } else { name.brand });
        let known = fullest.get(index).and_then(|full| names.get(*full));
        if let (Some(first), Some(name)) = (brand.chars().next(), known)
            && ((name.full && (2..=4).contains(&brand.chars().count())) || name.trade)
        {
            by_first.entry(first).or_default().push((brand, name));
        }
    }
    let mut found = Vec::new();
    if by_first.is_empty() {
        return found;
    }
    let mut held = names.iter().map(|name| name.range).peekable();
    for (at, c) in reading.text().char_indices() {
        let at = offset(at);
        while held.next_if(|range| range.end <= at).is_some() {}
        if held.peek().is_some_and(|range| range.holds(at)) {
            continue;
        }
        let Some(candidates) = by_first.get(&c) else { continue };
        for (brand, name) in candidates {
            let range = TextRange::new(at, at + offset(brand.len()));
            // 青禾模式 is what it is known for.
            let way = || hits.starting(Class::SchemeName, range.end).is_some();
            if reading.slice(range) == *brand && !way() {
                let name =
                    OrganisationMention { range, name: clean(reading.slice(name.range)), party: name.party };
                found.push(name);
                break;
            }
        }
    }
    found
}

/// `该公司`: the organisation of that role that was mentioned last.
fn anaphora(hits: &Hits<'_>, mentions: &mut Vec<OrganisationMention>) {
    let mut found = Vec::new();
    for word in hits.of(Class::Anaphor) {
        let Some(noun) =
            hits.at(Class::Party, word.range.end).filter(|noun| noun.range.start == word.range.end)
        else {
            continue;
        };
        let before = mentions.partition_point(|mention| mention.range.start < word.range.start);
        let last = mentions
            .get(..before)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(GROUPS)
            .find(|mention| mention.party.as_str() == noun.code);
        if let Some(last) = last {
            found.push(OrganisationMention { range: word.range.cover(noun.range), ..last.clone() });
        }
    }
    mentions.extend(found);
    mentions.sort_by_key(|mention| mention.range.start);
}

fn clean(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '\n' | '“' | '”')).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::names;

    #[test]
    fn joins_short_forms() {
        assert_eq!(
            names("青禾牧业有限公司来了。青禾公司建了牛场,青禾牧业给分红,青禾每年招工。"),
            ["青禾牧业有限公司"; 4]
        );
        assert_eq!(names("泽润茶业公司先到。后来泽润茶业有限公司改了名。"), ["泽润茶业有限公司"; 2]);
    }

    #[test]
    fn joins_words_that_point_back() {
        assert_eq!(names("岭上蜂业专业合作社成立三年。该合作社带动农户养蜂。"), ["岭上蜂业专业合作社"; 2]);
    }

    #[test]
    fn keeps_organisations_of_other_roles_apart() {
        assert_eq!(
            names("锦绣生态农业有限公司建起锦绣现代农业园区。"),
            ["锦绣生态农业有限公司", "锦绣现代农业园区"]
        );
    }
}
