//! The records as frozen Python objects: getters only, and the JSON form.

use std::sync::Arc;

use lianjie_export::page::{self, Source};
use lianjie_parser as core;
use lianjie_parser::diagram::Diagram;
use lianjie_parser::{Decimal, NaiveDate};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::error::RecordError;

/// Declares Python classes that wrap a type of the module `core`: one getter a line, what all records share, and what a
/// class has besides. A class `of Origin` knows the report that a record was taken from, to show it on its sentence.
macro_rules! records {
    ($($(#[$doc:meta])+ $class:ident $(of $origin:ident)? { $($(#[$about:meta])+ $field:ident: $type:ty = $get:expr;)+ } $(with { $($more:tt)+ })?)+) => {
        $(
            $(#[$doc])+
            #[pyclass(frozen, eq, hash, module = "lianjie")]
            #[derive(Clone, PartialEq, Eq, Hash)]
            pub(crate) struct $class(pub(crate) core::$class $(, pub(crate) $origin)?);

            #[pymethods]
            impl $class {
                $(
                    $(#[$about])+
                    #[getter]
                    fn $field(&self) -> $type {
                        let get: fn(&core::$class) -> $type = $get;
                        get(&self.0)
                    }
                )+

                /// The JSON form.
                fn to_json(&self) -> PyResult<String> {
                    serde_json::to_string(&self.0).map_err(|error| RecordError::new_err(error.to_string()))
                }

                /// The JSON form as Python objects; measured numbers are decimal strings.
                fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    py.import("json")?.call_method1("loads", (self.to_json()?,))
                }

                /// Reads the JSON form; RecordError names what is wrong with it.
                #[staticmethod]
                fn from_json(json: &str) -> PyResult<Self> {
                    serde_json::from_str(json)
                        .map(|record| Self(record $(, $origin::default())?))
                        .map_err(|error| RecordError::new_err(format!("{}: {error}", stringify!($class))))
                }

                /// Reads what `to_dict` gives; Decimal and date objects are taken too.
                #[staticmethod]
                fn from_dict(record: &Bound<'_, PyAny>) -> PyResult<Self> {
                    Self::from_json(&$crate::record::dumps(record)?)
                }

                fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                    represent(slf.as_any(), stringify!($class), &[$(stringify!($field)),+])
                }

                fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
                    let arguments = (slf.get().to_json()?,);
                    (slf.get_type().getattr("from_json")?, arguments).into_pyobject(slf.py())
                }

                $($($more)+)?
            }
        )+

        pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $(module.add_class::<$class>()?;)+
            Ok(())
        }
    };
}

pub(crate) use records;

/// The report and the text that a record was taken from, for its display. No part of the record's value: a record is
/// equal to one read from JSON, which has none.
#[derive(Clone, Default)]
pub(crate) struct Origin(Option<Arc<Contents>>);

/// A report's records and text, shared with the records that are taken from it.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Contents {
    pub(crate) records: core::Report,
    pub(crate) text: String,
}

impl Contents {
    pub(crate) fn source(&self) -> Source<'_> {
        Source { report: &self.records, text: &self.text }
    }
}

impl Origin {
    pub(crate) fn of(contents: &Arc<Contents>) -> Self {
        Self(Some(Arc::clone(contents)))
    }

    fn source(&self) -> Option<Source<'_>> {
        self.0.as_deref().map(Contents::source)
    }
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

impl std::hash::Hash for Origin {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// Python objects as JSON; what JSON has no form for stands as its text, as decimals and dates do in records.
pub(crate) fn dumps(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = object.py();
    let options = PyDict::new(py);
    options.set_item("default", py.get_type::<PyString>())?;
    options.set_item("allow_nan", false)?;
    py.import("json")?.getattr("dumps")?.call((object,), Some(&options))?.extract()
}

/// `Class(field=value, …)` from the getters, without the fields that are None.
pub(crate) fn represent(object: &Bound<'_, PyAny>, class: &str, fields: &[&str]) -> PyResult<String> {
    let mut parts = Vec::new();
    for field in fields {
        let value = object.getattr(*field)?;
        if !value.is_none() {
            parts.push(format!("{field}={}", value.repr()?));
        }
    }
    Ok(format!("{class}({})", parts.join(", ")))
}

/// A list as Python sees it: a tuple, because a record does not change.
pub(crate) struct Tuple<T>(Vec<T>);

impl<T> FromIterator<T> for Tuple<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Tuple<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        PyTuple::new(py, self.0)
    }
}

type Span = (u32, u32);
/// Measures with their values, in the order of the code list.
type Measures = std::collections::BTreeMap<String, Measured>;

fn span(span: core::Span) -> Span {
    (span.start(), span.end())
}

fn spans(evidence: &[core::Span]) -> Tuple<Span> {
    evidence.iter().copied().map(span).collect()
}

fn tuple<T: Clone, P>(items: &[T], class: fn(T) -> P) -> Tuple<P> {
    items.iter().cloned().map(class).collect()
}

fn code(code: impl ToString) -> String {
    code.to_string()
}

fn codes<T: ToString>(codes: &[T]) -> Tuple<String> {
    codes.iter().map(ToString::to_string).collect()
}

fn measures(map: &core::MeasureMap) -> Measures {
    map.iter().map(|(measure, value)| (measure.to_string(), Measured(value.clone()))).collect()
}

/// One field of a provision, by its name in the JSON form.
fn provision<T: serde::de::DeserializeOwned>(term: &core::Term, field: &str) -> Option<T> {
    let mut json = serde_json::to_value(&term.provision).ok()?;
    serde_json::from_value(json.get_mut(field)?.take()).ok()
}

records! {
    /// An administrative division, e.g. 平山县.
    ///
    /// `path` holds the names from the province down to the place itself, as far as they are known; `adcode` is the code of
    /// GB/T 2260 for county and above, None below and where a name stayed ambiguous.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("2017年，平山县古月镇脱贫86户。")
    /// >>> place = report.observations[0].place
    /// >>> place.name, place.level, place.path
    /// ('古月镇', 'township', ('河北省', '石家庄市', '平山县', '古月镇'))
    Place {
        /// The full name, in simplified script.
        name: String = |r| r.name.clone();
        /// `country`, `province`, `prefecture`, `county`, `township` or `village`.
        level: String = |r| code(r.level);
        /// The six digits of GB/T 2260; None below counties and where a name fits several places.
        adcode: Option<String> = |r| r.adcode.map(code);
        /// Names from the province down to the place itself, as far as they are known.
        path: Tuple<String> = |r| r.path.iter().cloned().collect();
    }
    /// A stretch of days, or a day at which a stock is read.
    ///
    /// `截至2018年5月份` has `as_of` set, `to` 2018-05-31 and no `from_`. At least one end is known.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("截至2018年5月底，全县脱贫974户。")
    /// >>> period = report.observations[0].period
    /// >>> str(period.to), period.as_of
    /// ('2018-05-31', True)
    Period {
        /// The first day; None when it is open or read at one day.
        from_: Option<NaiveDate> = |r| r.from();
        /// The last day; None when it is open.
        to: Option<NaiveDate> = |r| r.to();
        /// True for a stock or a running total that is read at `to`.
        as_of: bool = |r| r.as_of();
    }
    /// What was read: headline, day of publication, outlet, script, and the place that it is about.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("平山县光伏扶贫惠及千家\n2018-05-11\n来源：河北日报\n今年全县脱贫974户。", id="pingshan")
    /// >>> document = report.document
    /// >>> document.id, document.title, str(document.published), document.place.adcode
    /// ('pingshan', '平山县光伏扶贫惠及千家', '2018-05-11', '130131')
    Document {
        /// The name that the caller gave it, or the file's stem.
        id: String = |r| r.id.clone();
        /// The headline as printed.
        title: Option<String> = |r| r.title.clone();
        /// The day of publication.
        published: Option<NaiveDate> = |r| r.published;
        /// The outlet that published it.
        source: Option<String> = |r| r.source.clone();
        /// `simplified`, `traditional` or `mixed`.
        script: String = |r| code(r.script);
        /// The place that the document is about.
        place: Option<Place> = |r| r.place.clone().map(Place);
    }
    /// A quantity as the text prints it: `2.46亿元`, `3萬餘元`, `5—10倍`, `1∶2∶7`.
    ///
    /// `value` is exact and in the base unit: money in yuan, percentages in percent, lengths in kilometres, all else in what
    /// `unit` names. A range has `upper`; a ratio has `parts` and no value. `bound` is how firm the text is (余 is `over`),
    /// `quantum` the size of the last printed digit in the base unit, `per` what one unit of it is for.
    ///
    /// >>> import lianjie
    /// >>> figure = lianjie.parse("户均增收1万餘元。").figures[0]
    /// >>> figure.text, figure.value, figure.unit, figure.bound, figure.quantum, figure.per
    /// ('1万餘元', Decimal('10000'), 'yuan', 'over', Decimal('10000'), ('household',))
    Figure of Origin {
        /// Where it stands, its unit included, as code points `[start, end)`.
        span: Span = |r| span(r.span);
        /// The quote at `span`.
        text: String = |r| r.text.clone();
        /// The number in the base unit; None for a ratio.
        value: Option<Decimal> = |r| r.value;
        /// The upper end of a range.
        upper: Option<Decimal> = |r| r.upper;
        /// The terms of a ratio.
        parts: Option<Tuple<Decimal>> = |r| r.parts.clone().map(Tuple);
        /// The code of the base unit: `yuan`, `percent`, `household` and so on.
        unit: String = |r| code(r.unit);
        /// `exact`, `about`, `nearly`, `over`, `at_least` or `at_most`.
        bound: String = |r| code(r.bound);
        /// The size of the last printed digit in the base unit.
        quantum: Option<Decimal> = |r| r.quantum;
        /// What one unit of it is for: `('household', 'year')` for a sum a household and year.
        per: Tuple<String> = |r| codes(&r.per);
    } with {
        /// The figure with the words around it, where a notebook shows it.
        fn _repr_html_(&self, py: Python<'_>) -> String {
            py.detach(|| page::figure(&self.0, self.1.source()))
        }
    }
    /// A figure's value where a record uses it; units as in Figure.
    ///
    /// `value` differs from that of `report.figures[figure]` where the audit repaired digits.
    ///
    /// >>> import lianjie
    /// >>> source = lianjie.parse("2017年投入财政专项扶贫资金2640万元。").funding_sources[0]
    /// >>> source.amount.value, source.amount.unit, source.amount.figure
    /// (Decimal('26400000'), 'yuan', 0)
    Measured {
        /// The number in the base unit, repaired where the audit proved it misprinted.
        value: Option<Decimal> = |r| r.value;
        /// The upper end of a range.
        upper: Option<Decimal> = |r| r.upper;
        /// The code of the base unit.
        unit: String = |r| code(r.unit);
        /// How firm the text is, as in Figure.
        bound: String = |r| code(r.bound);
        /// The index of the figure in `report.figures`.
        figure: usize = |r| r.figure;
    }
    /// What a figure measures, of whom, where and when.
    ///
    /// In 「2017年，全县186个贫困村产业覆盖率98%」 `98%` is the coverage_rate of the group `poor` in 2017. `rule` names the
    /// rule that made the record; `confidence` is `stated`, `inferred` or `doubtful`.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("2017年，全县186个贫困村产业覆盖率98%。")
    /// >>> for observation in report.observations:
    /// ...     print(report.figures[observation.figure].text, observation.measure, observation.group)
    /// 186个贫困村 villages poor
    /// 98% coverage_rate poor
    Observation of Origin {
        /// The index of the figure in `report.figures`.
        figure: usize = |r| r.figure;
        /// The code of what is measured; `other` where the text leaves it open.
        measure: String = |r| code(r.measure);
        /// Where; None when the text does not say.
        place: Option<Place> = |r| r.place.clone().map(Place);
        /// When; None when the text does not say.
        period: Option<Period> = |r| r.period.map(Period);
        /// The line of action that it belongs to, a kind of program.
        industry: Option<String> = |r| r.industry.map(code);
        /// `poor` for figures of poor households, persons or villages, else `all`.
        group: String = |r| code(r.group);
        /// The rule that made the record.
        rule: String = |r| r.provenance.rule.to_string();
        /// `stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings.
        confidence: String = |r| code(r.provenance.confidence);
    } with {
        /// What the figure measures, with the words around it, where a notebook shows it.
        fn _repr_html_(&self, py: Python<'_>) -> String {
            py.detach(|| page::observation(&self.0, self.1.source()))
        }
    }
    /// A line of action, with whom it reached (`coverage`) and what came of it (`outcomes`), each by measure.
    ///
    /// `funding` and `schemes` are indexes into the report's funding sources and schemes.
    ///
    /// >>> import lianjie
    /// >>> program = lianjie.parse("全县发展光伏扶贫项目，带动贫困户940户，户均增收760元。").programs[0]
    /// >>> program.kind, program.coverage["households_benefited"].value
    /// ('photovoltaic', Decimal('940'))
    Program of Origin {
        /// As the text names it, or made of its words.
        name: String = |r| r.name.clone();
        /// The code of its kind, e.g. `livestock`.
        kind: String = |r| code(r.kind);
        /// Where; None when the text does not say.
        place: Option<Place> = |r| r.place.clone().map(Place);
        /// When; None when the text does not say.
        period: Option<Period> = |r| r.period.map(Period);
        /// Whom it reached, by measure.
        coverage: Measures = |r| measures(&r.coverage);
        /// What came of it, by measure: income and exits from poverty.
        outcomes: Measures = |r| measures(&r.outcomes);
        /// Names of the enterprises, cooperatives and parks that carry it out.
        operators: Tuple<String> = |r| r.operators.iter().cloned().collect();
        /// Indexes into `report.funding_sources`.
        funding: Tuple<usize> = |r| r.funding.iter().copied().collect();
        /// Indexes into `report.schemes`.
        schemes: Tuple<usize> = |r| r.schemes.iter().copied().collect();
        /// Where it stands in the text, as spans of code points.
        evidence: Tuple<Span> = |r| spans(&r.evidence);
        /// The rule that made the record.
        rule: String = |r| r.provenance.rule.to_string();
        /// `stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings.
        confidence: String = |r| code(r.provenance.confidence);
    } with {
        /// The program with its sentences, where a notebook shows it.
        fn _repr_html_(&self, py: Python<'_>) -> String {
            py.detach(|| page::program(&self.0, self.1.source()))
        }
    }
    /// Terms of a loan product, a guarantee or a fund.
    ///
    /// `ceiling` is in yuan, `tenor_years` in years, rates in percent; `leverage` is the least and the most.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("对贫困户发放扶贫小额信贷，5万元以下、3年期以内、免抵押，按基准利率放贷。")
    /// >>> terms = report.funding_sources[0].terms
    /// >>> terms.ceiling, terms.tenor_years, terms.collateral_free, terms.rate_basis
    /// (Decimal('50000'), Decimal('3'), True, 'benchmark')
    FundTerms {
        /// The most that one borrower gets, in yuan.
        ceiling: Option<Decimal> = |r| r.ceiling;
        /// For how many years.
        tenor_years: Option<Decimal> = |r| r.tenor_years;
        /// The yearly rate of interest.
        rate_percent: Option<Decimal> = |r| r.rate_percent;
        /// `benchmark` where the rate is a central bank's.
        rate_basis: Option<String> = |r| r.rate_basis.map(code);
        /// How much of the interest is paid by somebody else, in percent.
        subsidy_percent: Option<Decimal> = |r| r.subsidy_percent;
        /// Whether no security is asked for.
        collateral_free: Option<bool> = |r| r.collateral_free;
        /// How many times the fund is lent out: the least and the most.
        leverage: Option<Tuple<Decimal>> = |r| r.leverage.clone().map(Tuple);
    }
    /// One party's part of a division, in the text's own proportion.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("设立风险补偿金500万元，政府、银行、保险公司按1∶2∶7比例承担风险。")
    /// >>> [(share.party, share.share) for share in report.funding_sources[0].risk_share]
    /// [('government', Decimal('1')), ('bank', Decimal('2')), ('insurer', Decimal('7'))]
    Share {
        /// The code of the party.
        party: String = |r| code(r.party);
        /// Its part; shares need not add up to 1 or to 100.
        share: Decimal = |r| r.share;
    }
    /// A source of money: kind, sum in yuan, whose it is, where it goes.
    ///
    /// `part_of` is the index of the total that it is a component of (其中); `growth` is percent against the year before.
    ///
    /// >>> import lianjie
    /// >>> source = lianjie.parse("2017年,县财政安排扶贫资金2640万元,同比增长18.2%。").funding_sources[0]
    /// >>> source.kind, source.level, source.amount.value, source.growth.value
    /// ('fiscal_special', 'county', Decimal('26400000'), Decimal('18.2'))
    FundingSource of Origin {
        /// The code of its kind, e.g. `fiscal_special`.
        kind: String = |r| code(r.kind);
        /// The sum in yuan.
        amount: Option<Measured> = |r| r.amount.clone().map(Measured);
        /// The level of government that it comes from.
        level: Option<String> = |r| r.level.map(code);
        /// Who gives it: a name or the code of a party.
        provider: Option<String> = |r| r.provider.clone();
        /// Who gets it: a name or the code of a party.
        recipient: Option<String> = |r| r.recipient.clone();
        /// Where; None when the text does not say.
        place: Option<Place> = |r| r.place.clone().map(Place);
        /// When; None when the text does not say.
        period: Option<Period> = |r| r.period.map(Period);
        /// What it is for, a kind of program.
        purpose: Option<String> = |r| r.purpose.map(code);
        /// Percent against the year before.
        growth: Option<Measured> = |r| r.growth.clone().map(Measured);
        /// Terms of a loan, a guarantee or a fund.
        terms: Option<FundTerms> = |r| r.terms.clone().map(FundTerms);
        /// Who bears which part of a loss.
        risk_share: Option<Tuple<Share>> = |r| r.risk_share.as_deref().map(|shares| tuple(shares, Share));
        /// The index of the total that it is a component of.
        part_of: Option<usize> = |r| r.part_of;
        /// Where it stands in the text, as spans of code points.
        evidence: Tuple<Span> = |r| spans(&r.evidence);
        /// The rule that made the record.
        rule: String = |r| r.provenance.rule.to_string();
        /// `stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings.
        confidence: String = |r| code(r.provenance.confidence);
    } with {
        /// The source with its sentences, where a notebook shows it.
        fn _repr_html_(&self, py: Python<'_>) -> String {
            py.detach(|| page::funding_source(&self.0, self.1.source()))
        }
    }
    /// One provision of a scheme; a field that its `type_` does not have is None.
    ///
    /// Amounts and ceilings are in yuan, rates in percent, tenors in years.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("推行“公司+合作社+贫困户”模式，每年保底分红不低于本金的10%。")
    /// >>> term = report.schemes[0].terms[0]
    /// >>> term.type_, term.rate_percent, term.bound
    /// ('guaranteed_return', Decimal('10'), 'at_least')
    Term {
        /// The code of the provision, e.g. `guaranteed_return`.
        type_: Option<String> = |r| provision(r, "type");
        /// The rate, in percent.
        rate_percent: Option<Decimal> = |r| provision(r, "rate_percent");
        /// How firm the sum or the rate is, as in Figure.
        bound: Option<String> = |r| provision(r, "bound");
        /// What the rate is taken of, e.g. `principal`.
        base: Option<String> = |r| provision(r, "base");
        /// What the sum is for, e.g. `('household', 'year')`.
        per: Option<Tuple<String>> = |r| provision(r, "per").map(Tuple);
        /// How something is divided.
        shares: Option<Tuple<Share>> = |r| provision(r, "shares").map(|shares: Vec<core::Share>| tuple(&shares, Share));
        /// Who bears or gets it.
        party: Option<String> = |r| provision(r, "party");
        /// The sum in yuan.
        amount: Option<Decimal> = |r| provision(r, "amount");
        /// The upper end of a range, in yuan.
        upper: Option<Decimal> = |r| provision(r, "upper");
        /// The part that is subsidised, in percent.
        percent: Option<Decimal> = |r| provision(r, "percent");
        /// What is subsidised.
        of: Option<String> = |r| provision(r, "of");
        /// The most that one borrower gets, in yuan.
        ceiling: Option<Decimal> = |r| provision(r, "ceiling");
        /// For how many years.
        tenor_years: Option<Decimal> = |r| provision(r, "tenor_years");
        /// `benchmark` where the rate is a central bank's.
        rate_basis: Option<String> = |r| provision(r, "rate_basis");
        /// How much of the interest is paid by somebody else, in percent.
        subsidy_percent: Option<Decimal> = |r| provision(r, "subsidy_percent");
        /// Whether no security is asked for.
        collateral_free: Option<bool> = |r| provision(r, "collateral_free");
        /// For how many years the arrangement is made.
        years: Option<Decimal> = |r| provision(r, "years");
        /// Where it stands in the text, as spans of code points.
        evidence: Tuple<Span> = |r| spans(&r.evidence);
    }
    /// An arrangement that ties households to enterprises, cooperatives, banks or the village.
    ///
    /// `parties` are in the order of the chain; `ties` say how the household is tied, `terms` what was agreed.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("推行“公司+合作社+贫困户”模式，每年保底分红不低于本金的10%。")
    /// >>> scheme = report.schemes[0]
    /// >>> scheme.parties, scheme.ties
    /// (('enterprise', 'cooperative', 'household'), ('equity_dividend', 'guaranteed_dividend'))
    LinkageScheme of Origin {
        /// The scheme's name without quotation marks; None where the text gives none.
        name: Option<String> = |r| r.name.clone();
        /// Codes of the parties, in the order of the chain.
        parties: Tuple<String> = |r| codes(&r.parties);
        /// Codes of how the household is tied.
        ties: Tuple<String> = |r| codes(&r.ties);
        /// What was agreed.
        terms: Tuple<Term> = |r| tuple(&r.terms, Term);
        /// Names of the enterprises, cooperatives and parks that carry it.
        operators: Tuple<String> = |r| r.operators.iter().cloned().collect();
        /// Where; None when the text does not say.
        place: Option<Place> = |r| r.place.clone().map(Place);
        /// When; None when the text does not say.
        period: Option<Period> = |r| r.period.map(Period);
        /// Whom it reached, by measure.
        coverage: Measures = |r| measures(&r.coverage);
        /// What came of it, by measure.
        outcomes: Measures = |r| measures(&r.outcomes);
        /// Where it stands in the text, as spans of code points.
        evidence: Tuple<Span> = |r| spans(&r.evidence);
        /// The rule that made the record.
        rule: String = |r| r.provenance.rule.to_string();
        /// `stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings.
        confidence: String = |r| code(r.provenance.confidence);
    } with {
        /// Who pays whom, the terms and their quotes, where a notebook shows it.
        fn _repr_html_(&self, py: Python<'_>) -> String {
            py.detach(|| page::scheme(&self.0, self.1.source()))
        }

        /// Who pays whom by the terms and ties, as a Mermaid flowchart.
        ///
        /// >>> import lianjie
        /// >>> scheme = lianjie.LinkageScheme.from_json(
        /// ...     '{"name": null, "parties": ["enterprise", "household"], "ties": ["wage"], "terms": [], "evidence": []}'
        /// ... )
        /// >>> print(scheme.to_mermaid(), end="")
        /// flowchart LR
        ///   p0["enterprise"]
        ///   p1["household"]
        ///   p0 -->|"wages"| p1
        fn to_mermaid(&self) -> String {
            Diagram::of_scheme(&self.0).to_mermaid()
        }

        /// The same picture as a self-contained SVG, readable in light and dark.
        ///
        /// >>> import lianjie
        /// >>> scheme = lianjie.LinkageScheme.from_json(
        /// ...     '{"name": null, "parties": ["enterprise", "household"], "ties": ["wage"], "terms": [], "evidence": []}'
        /// ... )
        /// >>> scheme.to_svg().startswith("<svg ")
        /// True
        fn to_svg(&self) -> String {
            Diagram::of_scheme(&self.0).to_svg()
        }

        /// The picture, where a notebook shows the scheme.
        fn _repr_svg_(&self) -> String {
            self.to_svg()
        }
    }
    /// Digits that a page ran together, and the figures that they must have been.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("今年分红覆盖贫困户3841420人，每户领500元，一共发了19.2万元。")
    /// >>> repair = report.findings[0].repair
    /// >>> repair.text, [figure.text for figure in repair.reading]
    /// ('3841420人', ['384', '1420人'])
    Repair {
        /// Where the digits stand.
        span: Span = |r| span(r.span);
        /// The digits as printed.
        text: String = |r| r.text.clone();
        /// The only figures that fit every relation stated.
        reading: Tuple<Figure> = |r| r.reading.iter().map(|figure| Figure(figure.clone(), Origin::default())).collect();
    }
    /// A relation among printed figures and whether they agree.
    ///
    /// `implied` is the interval that the printed digits of the other figures allow for what is `stated`; `verdict` is
    /// `consistent`, `inconsistent` or `repaired`.
    ///
    /// >>> import lianjie
    /// >>> finding = lianjie.parse("全县发放收益1836万元，涉及贫困户2720户，户均增收6750元。").findings[0]
    /// >>> finding.relation, finding.verdict, finding.stated
    /// ('per_unit', 'consistent', Decimal('6750'))
    /// >>> [round(end, 1) for end in finding.implied]
    /// [Decimal('6748.2'), Decimal('6753.7')]
    Finding of Origin {
        /// `ratio`, `per_unit`, `sum`, `growth`, `change` or `product`.
        relation: String = |r| code(r.relation);
        /// Indexes into `report.figures`, in the order that the relation reads.
        figures: Tuple<usize> = |r| r.figures.iter().copied().collect();
        /// What the text states.
        stated: Option<Decimal> = |r| r.stated;
        /// What the other printed figures allow, from the lowest to the highest.
        implied: Option<(Decimal, Decimal)> = |r| r.implied.map(|[low, high]| (low, high));
        /// `consistent`, `inconsistent` or `repaired`.
        verdict: String = |r| code(r.verdict);
        /// The reading of digits that ran together.
        repair: Option<Repair> = |r| r.repair.clone().map(Repair);
        /// Where it stands in the text, as spans of code points.
        evidence: Tuple<Span> = |r| spans(&r.evidence);
        /// The rule that made the record.
        rule: String = |r| r.provenance.rule.to_string();
        /// `stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings.
        confidence: String = |r| code(r.provenance.confidence);
    } with {
        /// The equation on the sentence, where a notebook shows it.
        fn _repr_html_(&self, py: Python<'_>) -> String {
            py.detach(|| page::finding(&self.0, self.1.source()))
        }
    }
    /// Something in the text that gave no record, or a doubtful one.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("今年分红覆盖贫困户3841420人。")
    /// >>> diagnostic = report.diagnostics[0]
    /// >>> diagnostic.code, diagnostic.span
    /// ('unproved_reading', (9, 17))
    Diagnostic {
        /// What happened.
        code: String = |r| code(r.code);
        /// Where.
        span: Span = |r| span(r.span);
        /// In words.
        message: String = |r| r.message.clone();
    }
    /// Something of a record made elsewhere that its text does not bear out; `record` is `figures[3]`, `programs[0]`.
    ///
    /// >>> import json, lianjie
    /// >>> text = "全县脱贫974户。"
    /// >>> records = lianjie.parse(text).to_dict()
    /// >>> records["figures"][0]["value"] = "947"
    /// >>> report, doubts = lianjie.verify(lianjie.Report.from_json(json.dumps(records), text=text))
    /// >>> doubts[0].record, doubts[0].code, doubts[0].message
    /// ('figures[0]', 'value', '"974户" says 974, not 947')
    Doubt {
        /// What does not hold.
        code: String = |r| code(r.code);
        /// The record: `figures[3]`, `programs[0]`.
        record: String = |r| r.record.clone();
        /// In words.
        message: String = |r| r.message.clone();
        /// Where; None for what is nowhere in the text.
        span: Option<Span> = |r| r.span.map(span);
    }
    /// An observation of one of the reports that were compared, by their indexes.
    ///
    /// >>> import lianjie
    /// >>> reports = [lianjie.parse(f"2017年，平山县脱贫{count}户。") for count in (974, 1200)]
    /// >>> first = lianjie.compare(reports)[0].first
    /// >>> observation = reports[first.report].observations[first.observation]
    /// >>> reports[first.report].figures[observation.figure].text
    /// '974户'
    Statement {
        /// The index among the reports.
        report: usize = |r| r.report;
        /// The index among that report's observations.
        observation: usize = |r| r.observation;
    }
    /// Two statements of different reports that cannot both be true, and why: `same_period`, `shrinks`,
    /// `more_lifted_than_poor`.
    ///
    /// >>> import lianjie
    /// >>> reports = [lianjie.parse(f"2017年，平山县脱贫{count}户。") for count in (974, 1200)]
    /// >>> found = lianjie.compare(reports)[0]
    /// >>> found.conflict, found.measure, found.place.name
    /// ('same_period', 'households_lifted', '平山县')
    Disagreement {
        /// `same_period`, `shrinks` or `more_lifted_than_poor`.
        conflict: String = |r| code(r.conflict);
        /// What is measured.
        measure: String = |r| code(r.measure);
        /// The place that both speak of.
        place: Place = |r| Place(r.place.clone());
        /// One of the statements.
        first: Statement = |r| Statement(r.first);
        /// The other one.
        second: Statement = |r| Statement(r.second);
    }
}
