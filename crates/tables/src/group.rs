//! Groups of columns that several tables have.

use std::collections::HashMap;

use arrow_array::ArrayRef;
use arrow_schema::ArrowError;
use lianjie_parser::{
    Bound, Confidence, Decimal, Figure, Measured, Period, Place, PlaceLevel, Provenance, Span, Unit, Verdict,
    ranks,
};

use crate::ColumnDoc;
use crate::column::{Code, Day, Exact, Flag, Index, Name, OptionalIndex, Text};
use crate::reading::Reading;
use crate::schema::columns;

columns! {
    /// Which report.
    ReportColumns {
        /// Number of the report among those given, from 0. With the number of a record it is the key that joins tables.
        report: Index,
        /// Id of the document; empty when none was given.
        document: Name,
    }
}

impl ReportColumns {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        self.report.push(reading.index);
        self.document.push(Some(&reading.report.document.id));
    }
}

columns! {
    /// Where.
    PlaceCells {
        /// Name of the narrowest place that the record is about, in simplified script.
        place: Name,
        /// Its level: `country`, `province`, `prefecture`, `county`, `township` or `village`.
        place_level: Code<PlaceLevel>,
        /// Its GB/T 2260 code; null below the county and where the name stayed ambiguous.
        adcode: Name,
        /// Province that holds it, or that it is.
        province: Name,
        /// Code of the province.
        province_code: Name,
        /// Prefecture; null under a municipality and in counties that a province runs directly.
        prefecture: Name,
        /// Code of the prefecture.
        prefecture_code: Name,
        /// County, district or county-level city.
        county: Name,
        /// Code of the county.
        county_code: Name,
        /// Township, town or street office.
        township: Name,
        /// Village or community.
        village: Name,
    }
}

/// Keys of the names and codes of a place in the columns of [`PlaceCells`], the level aside.
type PlaceKeys = [i32; 10];

/// Where; a place that was seen before costs one comparison.
#[derive(Debug, Default)]
pub(crate) struct PlaceColumns {
    cells: PlaceCells,
    last: Option<(Place, PlaceKeys)>,
    known: HashMap<Place, PlaceKeys>,
}

impl PlaceColumns {
    pub(crate) fn describe(into: &mut Vec<ColumnDoc>) {
        PlaceCells::describe(into);
    }

    pub(crate) fn finish(self, into: &mut Vec<ArrayRef>) -> Result<(), ArrowError> {
        self.cells.finish(into)
    }

    pub(crate) fn push(&mut self, place: Option<&Place>) {
        let keys = place.map_or([crate::column::NULL; 10], |place| match &self.last {
            Some((last, keys)) if last == place => *keys,
            _ => self.keys(place),
        });
        self.cells.place_level.push(place.map(|place| place.level));
        let [
            place,
            adcode,
            province,
            province_code,
            prefecture,
            prefecture_code,
            county,
            county_code,
            township,
            village,
        ] = keys;
        self.cells.place.push_key(place);
        self.cells.adcode.push_key(adcode);
        self.cells.province.push_key(province);
        self.cells.province_code.push_key(province_code);
        self.cells.prefecture.push_key(prefecture);
        self.cells.prefecture_code.push_key(prefecture_code);
        self.cells.county.push_key(county);
        self.cells.county_code.push_key(county_code);
        self.cells.township.push_key(township);
        self.cells.village.push_key(village);
    }

    fn keys(&mut self, place: &Place) -> PlaceKeys {
        let keys = if let Some(keys) = self.known.get(place) {
            *keys
        } else {
            let keys = self.new_keys(place);
            self.known.insert(place.clone(), keys);
            keys
        };
        self.last = Some((place.clone(), keys));
        keys
    }

    fn new_keys(&mut self, place: &Place) -> PlaceKeys {
        let null = crate::column::NULL;
        let cells = &mut self.cells;
        let own = cells.place.key(&place.name);
        let adcode = place.adcode.map_or(null, |code| cells.adcode.key(code.as_str()));
        let mut keys = [own, adcode, null, null, null, null, null, null, null, null];
        let [
            _,
            _,
            province,
            province_code,
            prefecture,
            prefecture_code,
            county,
            county_code,
            township,
            village,
        ] = &mut keys;
        for rank in ranks(place) {
            let code = rank.adcode.as_ref().map(lianjie_parser::Adcode::as_str);
            let (names, codes, name_key, code_key) = match rank.level {
                PlaceLevel::Province => (
                    &mut cells.province,
                    Some(&mut cells.province_code),
                    &mut *province,
                    Some(&mut *province_code),
                ),
                PlaceLevel::Prefecture => (
                    &mut cells.prefecture,
                    Some(&mut cells.prefecture_code),
                    &mut *prefecture,
                    Some(&mut *prefecture_code),
                ),
                PlaceLevel::County => {
                    (&mut cells.county, Some(&mut cells.county_code), &mut *county, Some(&mut *county_code))
                }
                PlaceLevel::Township => (&mut cells.township, None, &mut *township, None),
                PlaceLevel::Village => (&mut cells.village, None, &mut *village, None),
                _ => continue,
            };
            *name_key = names.key(&rank.name);
            if let (Some(codes), Some(code_key), Some(code)) = (codes, code_key, code) {
                *code_key = codes.key(code);
            }
        }
        keys
    }
}

columns! {
    /// When.
    PeriodColumns {
        /// First day of the period; null when open or not stated.
        from: Day,
        /// Last day of the period, or the day at which a stock or running total is read.
        to: Day,
        /// Whether it is a stock or running total read at `to`; null without a period.
        as_of: Flag,
    }
}

impl PeriodColumns {
    pub(crate) fn push(&mut self, period: Option<&Period>) {
        self.from.push(period.and_then(Period::from));
        self.to.push(period.and_then(Period::to));
        self.as_of.push(period.map(Period::as_of));
    }
}

columns! {
    /// A figure as the text prints it.
    FigureColumns {
        /// What the digits say, in the base unit: money in yuan, percentages in percent; null for a ratio.
        value: Exact,
        /// Upper end of a range.
        upper: Exact,
        /// The base unit.
        unit: Code<Unit>,
        /// How firm the text is: `exact`, `about`, `nearly`, `over`, `at_least`, `at_most`.
        bound: Code<Bound>,
        /// Size of the last printed digit in the base unit.
        quantum: Exact,
        /// Terms of a ratio, `1:2:7`.
        parts: Text,
        /// What one unit of it is for, separated by spaces: `household year`.
        per: Name,
    }
}

impl FigureColumns {
    pub(crate) fn push(&mut self, figure: Option<&Figure>) {
        self.value.push(figure.and_then(|figure| figure.value));
        self.upper.push(figure.and_then(|figure| figure.upper));
        self.unit.push(figure.map(|figure| figure.unit));
        self.bound.push(figure.map(|figure| figure.bound));
        self.quantum.push(figure.and_then(|figure| figure.quantum));
        self.parts.push(figure.and_then(|figure| figure.parts.as_deref()).map(ratio).as_deref());
        push_joined(&mut self.per, figure.map_or(&[], |figure| &figure.per), lianjie_parser::Per::as_str);
    }
}

fn ratio(parts: &[Decimal]) -> String {
    parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(":")
}

/// Codes separated by spaces; null for none.
pub(crate) fn push_joined<E>(column: &mut Name, codes: &[E], text: fn(&E) -> &str) {
    match codes {
        [] => column.push(None),
        [one] => column.push(Some(text(one))),
        many => column.push(Some(&many.iter().map(text).collect::<Vec<_>>().join(" "))),
    }
}

columns! {
    /// What the audit says of a figure.
    AuditColumns {
        /// `repaired` when the digits were run together and the text proves another reading, `inconsistent` when the
        /// figure contradicts others, `consistent` when it agrees with them; null when nothing could be checked.
        audit: Code<Verdict>,
        /// The value that the audit proved in place of `value`, which holds what was printed; null unless repaired.
        repaired: Exact,
    }
}

impl AuditColumns {
    pub(crate) fn push(&mut self, reading: &Reading<'_>, figure: usize) {
        let audited = reading.audited(figure);
        self.audit.push(audited.verdict);
        self.repaired.push(audited.repaired());
    }
}

columns! {
    /// A figure's value where a record uses it.
    MeasuredColumns {
        /// The value in the base unit; a repaired one where the audit mended the digits.
        value: Exact,
        /// Upper end of a range.
        upper: Exact,
        /// The base unit.
        unit: Code<Unit>,
        /// How firm the text is.
        bound: Code<Bound>,
        /// The figure, in `figures`.
        figure: OptionalIndex,
    }
}

impl MeasuredColumns {
    pub(crate) fn push(&mut self, measured: Option<&Measured>) {
        self.value.push(measured.and_then(|measured| measured.value));
        self.upper.push(measured.and_then(|measured| measured.upper));
        self.unit.push(measured.map(|measured| measured.unit));
        self.bound.push(measured.map(|measured| measured.bound));
        self.figure.push(measured.map(|measured| measured.figure));
    }
}

columns! {
    /// Where a record came from.
    ProvenanceColumns {
        /// Name of the rule that made the record; null when it was made elsewhere.
        rule: Name,
        /// `stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings.
        confidence: Code<Confidence>,
    }
}

impl ProvenanceColumns {
    pub(crate) fn push(&mut self, provenance: &Provenance) {
        self.rule.push(Some(&*provenance.rule).filter(|rule| !rule.is_empty()));
        self.confidence.push(Some(provenance.confidence));
    }
}

columns! {
    /// The text that a row rests on.
    EvidenceColumns {
        /// First code point of the evidence in the decoded original text; of several spans, the first that the record
        /// names. All are in `evidence`.
        start: OptionalIndex,
        /// One past its last code point.
        end: OptionalIndex,
        /// The evidence as printed, `text[start:end]`; null for a report without its text.
        quote: Text,
    }
}

impl EvidenceColumns {
    pub(crate) fn push(&mut self, reading: &Reading<'_>, evidence: &[Span]) {
        self.push_span(evidence.first().copied(), evidence.first().and_then(|span| reading.quote(*span)));
    }

    /// The evidence of a figure, which carries its own quote.
    pub(crate) fn push_figure(&mut self, figure: Option<&Figure>) {
        self.push_span(figure.map(|figure| figure.span), figure.map(|figure| figure.text.as_str()));
    }

    pub(crate) fn push_span(&mut self, span: Option<Span>, quote: Option<&str>) {
        self.start.push(span.and_then(|span| usize::try_from(span.start()).ok()));
        self.end.push(span.and_then(|span| usize::try_from(span.end()).ok()));
        self.quote.push(quote);
    }
}
