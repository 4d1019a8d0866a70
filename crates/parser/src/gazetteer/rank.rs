//! Takes a place of a record, gives the division at each level that holds it, with its code.

use lianjie_core::{Adcode, Place, PlaceLevel};

use super::table::Divisions;
use super::{DivisionId, Gazetteer, NameId};

/// A division that a place lies in, or the place itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rank {
    /// Its level; a country is no rank.
    pub level: PlaceLevel,
    /// Its full name.
    pub name: String,
    /// Its code, for county and above; `None` where the name stayed ambiguous.
    pub adcode: Option<Adcode>,
}

/// The divisions that hold a place, from the province down to the place itself, with the codes that the gazetteer knows.
///
/// A record's path has names only, and no word of the level that each stands for. Under a municipality or a county that
/// a province runs directly there is no prefecture. A place that the gazetteer does not know, because its name is
/// ambiguous or the record was made elsewhere, gives itself and what its code implies.
///
/// ```
/// use lianjie_parser::{Place, PlaceLevel, ranks};
///
/// let place = Place {
///     name: "岗南镇".to_owned(),
///     level: PlaceLevel::Township,
///     adcode: None,
///     path: ["河北省", "石家庄市", "平山县", "岗南镇"].map(str::to_owned).to_vec(),
/// };
/// let county = &ranks(&place)[2];
/// assert_eq!((county.level, county.name.as_str()), (PlaceLevel::County, "平山县"));
/// assert_eq!(county.adcode.unwrap().as_str(), "130131");
/// ```
pub fn ranks(place: &Place) -> Vec<Rank> {
    Gazetteer::shared().ranks(place)
}

impl Gazetteer {
    fn ranks(&self, place: &Place) -> Vec<Rank> {
        if place.level == PlaceLevel::Country {
            return Vec::new();
        }
        let own = Rank { level: place.level, name: place.name.clone(), adcode: place.adcode };
        if let Some(code) = place.adcode {
            let mut ranks = self.above(code.as_str(), &place.path);
            ranks.push(own);
            return ranks;
        }
        let (mut holder, mut township) = (None, None);
        for name in place.path.split_last().map_or(&[][..], |(_, above)| above) {
            let found = self.named(name, holder, &place.path);
            township = (found.is_none() && place.level == PlaceLevel::Village).then_some(name);
            holder = found.or(holder);
        }
        let mut ranks = Vec::new();
        if let Some(row) = holder.and_then(|id| self.divisions.get(id)) {
            ranks = self.above(row.adcode, &place.path);
            ranks.push(Rank { level: row.level, name: row.name.to_owned(), adcode: row.adcode.parse().ok() });
        }
        if let Some(name) = township {
            ranks.push(Rank { level: PlaceLevel::Township, name: name.clone(), adcode: None });
        }
        ranks.push(own);
        ranks
    }

    /// The divisions above a code, from the province down, under the names that the path has for them.
    fn above(&self, code: &str, path: &[String]) -> Vec<Rank> {
        let mut above = Vec::new();
        let mut row = self.by_code(code, path);
        if row.is_none() {
            // The code of a place that the tables lack still tells its holders.
            let holder = |digits: usize| code.get(..digits).map(|kept| format!("{kept:0<6}"));
            let mut holders = [holder(4), holder(2)].into_iter().flatten().filter(|holder| holder != code);
            row = holders.find_map(|holder| self.by_code(&holder, path));
            above.extend(row.and_then(|id| self.rank(id)));
        }
        while let Some(holder) = row.and_then(|id| {
            let row = self.divisions.get(id)?;
            let named = |id: &DivisionId| {
                self.divisions.get(*id).is_some_and(|above| path.iter().any(|name| name == above.name))
            };
            Divisions::holders(row).rev().find(named).or_else(|| Divisions::holders(row).next_back())
        }) {
            above.extend(self.rank(holder));
            row = Some(holder);
        }
        above.reverse();
        above
    }

    fn rank(&self, id: DivisionId) -> Option<Rank> {
        let row = self.divisions.get(id)?;
        Some(Rank { level: row.level, name: row.name.to_owned(), adcode: row.adcode.parse().ok() })
    }

    /// The latest row of a code whose name is in the path; the latest of all where none is.
    fn by_code(&self, code: &str, path: &[String]) -> Option<DivisionId> {
        let named = |id: &DivisionId| {
            self.divisions.get(*id).is_some_and(|row| path.iter().any(|name| name == row.name))
        };
        self.divisions.by_code(code).rev().find(named).or_else(|| self.divisions.by_code(code).next_back())
    }

    /// The division of this full name within `holder`; without one, the only one that bears the name. Of several rows
    /// the latest, those first whose holders the path names.
    fn named(&self, name: &str, holder: Option<DivisionId>, path: &[String]) -> Option<DivisionId> {
        let Some(NameId::Division(index)) = self.name(name) else { return None };
        let bears = |id: &DivisionId| self.divisions.get(*id).is_some_and(|row| row.name == name);
        let told = |id: DivisionId| {
            let row = self.divisions.get(id);
            let above = row.into_iter().flat_map(|row| self.above(row.adcode, path));
            above.filter(|rank| path.contains(&rank.name)).count()
        };
        let within = |id: &DivisionId| {
            holder.is_none_or(|holder| {
                let holder = self.divisions.get(holder).map(|row| row.name);
                let row = self.divisions.get(*id);
                row.is_some_and(|row| {
                    self.above(row.adcode, path).iter().any(|rank| Some(rank.name.as_str()) == holder)
                })
            })
        };
        let rows: Vec<DivisionId> = self.names.get(index)?.ids().filter(bears).filter(within).collect();
        let best = rows.iter().copied().max_by_key(|&id| {
            let row = self.divisions.get(id);
            let province = row.is_some_and(|row| row.level == PlaceLevel::Province);
            (told(id), province, row.map(|row| row.last), id)
        })?;
        // 重庆市 is a province, and was a prefecture.
        let province = self.divisions.get(best).is_some_and(|row| row.level == PlaceLevel::Province);
        let one = holder.is_some() || province || rows.iter().all(|&row| self.divisions.is_same(row, best));
        one.then_some(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(level: PlaceLevel, adcode: Option<&str>, path: &[&str], expected: &[&str]) {
        let place = Place {
            name: (*path.last().unwrap()).to_owned(),
            level,
            adcode: adcode.map(|code| code.parse().unwrap()),
            path: path.iter().map(|&name| name.to_owned()).collect(),
        };
        let found: Vec<String> = ranks(&place)
            .iter()
            .map(|rank| {
                let code = rank.adcode.map(|code| code.to_string()).unwrap_or_default();
                format!("{} {} {code}", rank.level, rank.name).trim_end().to_owned()
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn gives_each_level() {
        check(
            PlaceLevel::County,
            Some("130131"),
            &["河北省", "石家庄市", "平山县"],
            &["province 河北省 130000", "prefecture 石家庄市 130100", "county 平山县 130131"],
        );
        check(
            PlaceLevel::Village,
            None,
            &["河北省", "石家庄市", "平山县", "岗南镇", "李家庄村"],
            &[
                "province 河北省 130000",
                "prefecture 石家庄市 130100",
                "county 平山县 130131",
                "township 岗南镇",
                "village 李家庄村",
            ],
        );
        check(PlaceLevel::Province, Some("130000"), &["河北省"], &["province 河北省 130000"]);
    }

    #[test]
    fn knows_no_prefecture_where_there_is_none() {
        check(
            PlaceLevel::County,
            Some("110109"),
            &["北京市", "门头沟区"],
            &["province 北京市 110000", "county 门头沟区 110109"],
        );
        check(
            PlaceLevel::Village,
            None,
            &["河北省", "石家庄市", "平山县", "李家庄村"],
            &[
                "province 河北省 130000",
                "prefecture 石家庄市 130100",
                "county 平山县 130131",
                "village 李家庄村",
            ],
        );
    }

    #[test]
    fn knows_a_municipality_that_was_a_prefecture() {
        check(
            PlaceLevel::Village,
            None,
            &["重庆市", "酉阳土家族苗族自治县", "楠木桩村"],
            &["province 重庆市 500000", "county 酉阳土家族苗族自治县 500242", "village 楠木桩村"],
        );
    }

    #[test]
    fn takes_the_name_of_the_path_for_a_code_that_had_several() {
        // 襄樊市 was renamed 襄阳市 in 2010.
        for city in ["襄樊市", "襄阳市"] {
            check(
                PlaceLevel::County,
                Some("420626"),
                &["湖北省", city, "保康县"],
                &["province 湖北省 420000", &format!("prefecture {city} 420600"), "county 保康县 420626"],
            );
        }
    }

    #[test]
    fn says_what_a_code_implies_where_the_path_is_short_and_nothing_of_an_ambiguous_name() {
        check(
            PlaceLevel::County,
            Some("640425"),
            &["彭阳县"],
            &["province 宁夏回族自治区 640000", "prefecture 固原市 640400", "county 彭阳县 640425"],
        );
        check(
            PlaceLevel::County,
            Some("640499"),
            &["某某县"],
            &["province 宁夏回族自治区 640000", "prefecture 固原市 640400", "county 某某县 640499"],
        );
        check(PlaceLevel::County, None, &["鼓楼区"], &["county 鼓楼区"]);
        check(PlaceLevel::Township, None, &["鼓楼区", "甲镇"], &["township 甲镇"]);
        check(PlaceLevel::Country, None, &["中国"], &[]);
        check(PlaceLevel::County, Some("999999"), &["某某县"], &["county 某某县 999999"]);
    }
}
