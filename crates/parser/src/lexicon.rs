//! The words of the field: takes the TSV files of `lexicon/`, gives for a text all hits of each class in one
//! pass.
//!
//! One file is one closed class. Its columns are `word`, `code` and, where the class needs it, `attr`; what a
//! code means is the business of the stage that reads the class. Within a class the longest word at the
//! leftmost place wins; classes do not hide one another, so 「扶贫小额贷款」 may be a loan product, an industry and
//! a measure cue at once.

mod anchored;
mod code;
mod rows;
mod tree;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::reading::{TextRange, offset, size};
use anchored::WordTable;
pub(crate) use code::has_code;
use tree::{Entry, WordTree};

/// Declares the classes, one a file.
macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $file:literal,)+) => {
        /// A closed word class of the lexicon, named after its file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Class {
            $($(#[$doc])* #[doc = concat!("`", $file, ".tsv`")] $variant,)+
        }

        impl Class {
            /// Every class, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Name of the class: the file's stem.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $file,)+ }
            }

            const fn rows(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("../lexicon/", $file, ".tsv")),)+ }
            }
        }

        impl std::fmt::Display for Class {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for Class {
            type Err = LexiconError;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let named = Self::ALL.iter().copied().find(|class| class.name() == name);
                named.ok_or_else(|| LexiconError::UnknownClass(name.to_owned()))
            }
        }
    };
}

classes! {
    /// Words that point back to an organisation.
    Anaphor = "anaphor",
    /// Verbs that join the links of a chain told in words.
    ChainLink = "chain_link",
    /// What closes a list of names.
    ListEnd = "list_end",
    /// What stands before a name and is no part of it.
    OrganisationEdge = "organisation_edge",
    /// General parts of names.
    OrganisationFiller = "organisation_filler",
    /// What stands beside the name of one who carries something out: words that lead it, and what only such do.
    OrganisationFrame = "organisation_frame",
    /// Endings of names.
    OrganisationForm = "organisation_form",
    /// Units, classifiers and words that only begin like one; read at the end of a number.
    Unit = "unit",
    /// Nouns that say what a bare classifier counts; read beside a number.
    CountedNoun = "counted_noun",
    /// Words between a noun and its number that leave them together (达到, 共有); read beside a number.
    Bridge = "bridge",
    /// Words that decide the unit of a number that prints none: nouns of its clause (总人口50.4万), and with the attr `near`
    /// words of money right before it (月薪5000, 挣了一万一); read beside a number.
    BareNoun = "bare_noun",
    /// Where a noun phrase ends; read beside a number.
    PhraseEnd = "phrase_end",
    /// Words that hedge a number they touch; read beside a number.
    Approximator = "approximator",
    /// Phrases whose number word does not count; read at the start of a number.
    SetPhrase = "set_phrase",
    /// Words that hedge a number from a distance.
    BoundCue = "bound_cue",
    /// What one unit of a quantity is for.
    Per = "per",
    /// Roles of parties in a scheme.
    Party = "party",
    /// Words that a term of a scheme is read from.
    SchemeCue = "scheme_cue",
    /// Parts of a scheme's name that name nothing by themselves.
    SchemeGeneric = "scheme_generic",
    /// Nouns and verbs by which a scheme is named.
    SchemeName = "scheme_name",
    /// How a household is tied.
    Tie = "tie",
    /// Lines of action.
    Industry = "industry",
    /// Words that end the name of a township or village, and general words that hold them.
    Settlement = "settlement",
    /// Words that stand before a place and are no part of its name.
    PlaceLead = "place_lead",
    /// Bare names of counties that open headlines as words: 富裕, 同心.
    HeadlineWord = "headline_word",
    /// Words that make a place name part of another name: 大学, 日报.
    Institution = "institution",
    /// Words for poor households and villages, and for those who are not.
    Poor = "poor",
    /// Words for a place already named: 全县, 该村, 我市, 当地.
    Area = "area",
    /// Words that are a date by themselves: 去年, 目前, 当年.
    Time = "time",
    /// Words that stand before or after a year or month: 截至, 上半年, 底, 以来.
    DatePart = "date_part",
    /// Head nouns of money: kinds of funding source.
    Fund = "fund",
    /// Words that join one sum to another or to its use.
    FundLink = "fund_link",
    /// Levels of government, as they stand before money.
    FundLevel = "fund_level",
    /// Modifiers that narrow a head noun of money.
    FundMark = "fund_mark",
    /// Givers, takers and bearers of money.
    FundParty = "fund_party",
    /// Words of titles and headings that say what a text does with money: promises it, hands out an income.
    FundRule = "fund_rule",
    /// Words that say that a line of action is carried out: verbs that govern its name (`act`), what is said of it
    /// (`result`), and what makes a sentence say something else (`aside`).
    ProgramCue = "program_cue",
    /// Nouns and verbs of receipts and aggregates: money that is no source.
    FundStop = "fund_stop",
    /// Terms of loans and funds.
    FundTerm = "fund_term",
    /// Verbs of paying, raising, lending and giving.
    FundVerb = "fund_verb",
    /// What a sum of money is.
    MeasureMoney = "measure_money",
    /// What is done to or by the people counted.
    MeasureEvent = "measure_event",
    /// Who is counted.
    MeasurePerson = "measure_person",
    /// Whether those counted are poor.
    MeasureGroup = "measure_group",
    /// What a percentage or multiple is of.
    MeasureRate = "measure_rate",
    /// Whether land is planted or only land.
    MeasureLand = "measure_land",
    /// Per household, of the whole, among: what a figure is spread over or compared with.
    MeasureScope = "measure_scope",
    /// Whose money it is.
    MeasureHolder = "measure_holder",
    /// What the sentence is about where its money has no name.
    MeasureSetting = "measure_setting",
    /// Counted things that no unit of their own names.
    MeasureThing = "measure_thing",
    /// Words that end the noun phrase after a sum.
    MeasureBreak = "measure_break",
    /// Words that say how figures are related: 其中, 合计, 占, 户均, 比上年增加.
    RelationCue = "relation_cue",
}

impl Class {
    /// The line, from 1, of the class's own file that has a word with a code; `None` of a row of the caller's.
    pub(crate) fn line_of(self, word: &str, code: &str) -> Option<usize> {
        rows::line(self, word, code)
    }

    /// Whether the class is read only beside numbers. Its words are common single characters (个 人 村): they
    /// are looked up where a number ends or starts, and kept out of the pass over the whole text.
    const fn anchored(self) -> bool {
        matches!(
            self,
            Self::Unit
                | Self::CountedNoun
                | Self::Bridge
                | Self::BareNoun
                | Self::PhraseEnd
                | Self::Approximator
                | Self::SetPhrase
        )
    }

    /// The place of the class among those whose codes are asked for so often that they are noted as bits.
    const fn noted(self) -> Option<usize> {
        match self {
            Self::SchemeCue => Some(0),
            Self::RelationCue => Some(1),
            _ => None,
        }
    }

    /// Place of the class in [`Class::ALL`].
    #[expect(clippy::as_conversions, reason = "the number of a variant without fields")]
    const fn index(self) -> usize {
        self as usize
    }

    /// The same as a small number.
    #[expect(clippy::as_conversions, reason = "the number of a variant without fields")]
    const fn number(self) -> u8 {
        self as u8
    }
}

/// A word of a class where it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit<'a> {
    pub(crate) range: TextRange,
    /// What the class says of the word.
    pub(crate) code: &'a str,
    /// A second mark, empty where the class has none.
    pub(crate) attr: &'a str,
}

/// Why lexicon rows were not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// The file's class is not one of [`Class::ALL`].
    #[error("no lexicon class is called {0:?}")]
    UnknownClass(String),
    /// A file whose first line is not the header: a row in its place would be lost.
    #[error(
        "{class}.tsv line 1: the first line must be the header, \"word\" and \"code\" with a tab between them"
    )]
    Header {
        /// The class of the file.
        class: Class,
    },
    /// A row whose code no stage would read.
    #[error("{class}.tsv line {line}: {code:?} is no code of this class, which has {known}")]
    Code {
        /// The class of the file.
        class: Class,
        /// Line in the file, from 1.
        line: usize,
        /// The code as written.
        code: String,
        /// The codes that rows of the class have, separated by commas.
        known: String,
    },
    /// A word of more than 65,535 bytes, or one code more than that in all.
    #[error("{class}.tsv line {line}: a word is too long or there are too many codes")]
    Size {
        /// The class of the file.
        class: Class,
        /// Line in the file, from 1.
        line: usize,
    },
    /// A row without word or code.
    #[error("{class}.tsv line {line}: a row needs a word and a code")]
    Row {
        /// The class of the file.
        class: Class,
        /// Line in the file, from 1.
        line: usize,
    },
}

/// A compiled lexicon.
#[derive(Default)]
pub struct Lexicon {
    /// The words of the classes that are looked for all over a text.
    words: WordTree,
    /// Codes with attrs, by the numbers that the entries of the tree have. Each pair stands here once, so that the stages
    /// compare strings that are in the cache.
    marks: Vec<Mark>,
    /// One table a class; empty for classes of the tree.
    tables: Vec<WordTable>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").finish_non_exhaustive()
    }
}

/// What a row says of its word.
#[derive(Clone, Debug, Default)]
struct Mark {
    code: Box<str>,
    attr: Box<str>,
    /// The bits of its codes.
    bits: u64,
}

/// All hits of a text: for each class, in text order and without overlap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits<'a> {
    /// The hits of each class.
    classes: Vec<Vec<Hit<'a>>>,
    /// For each stretch of [`STRETCH`] bytes of the text and each class, how many hits start before it; one more stretch
    /// for the end.
    before: Vec<u32>,
    /// For each block of [`BLOCK`] bytes of the text a bit for each class with a hit that starts in it: most questions
    /// are answered here, with no.
    present: Vec<u64>,
    /// For each block the bits of the codes of hits that start in it, for each class that is noted, then for the others.
    codes: Vec<[u64; NOTED + 1]>,
}

/// How many classes have their codes noted.
const NOTED: usize = 2;

/// Bytes of text between two counts: so few that a search between them takes a step or two.
const STRETCH: u32 = 64;

/// Bytes of text that share a set of classes.
const BLOCK: u32 = 64;

/// Number of classes.
const CLASSES: usize = Class::ALL.len();

const _: () = assert!(CLASSES <= 64, "a class is a bit of a set in `Hits::present`");

/// The blocks that a range touches.
fn blocks(range: TextRange) -> std::ops::Range<usize> {
    size(range.start / BLOCK)..size(range.end / BLOCK) + 1
}

/// Of more blocks it is not looked up whether a class is among them.
const MANY: usize = 16;

/// Takes up the hits of a text from its start to its end.
struct Collector<'a> {
    hits: Hits<'a>,
    marks: &'a [Mark],
    /// Bytes of the text.
    text: u32,
    /// For each class its place in [`Hits::codes`].
    noted: [usize; CLASSES],
    /// Up to where each class has words.
    ends: [u32; CLASSES],
    /// How many hits each class has.
    counts: [u32; CLASSES],
    /// Stretches counted so far.
    stretches: u32,
}

impl<'a> Collector<'a> {
    /// Of a text of so many bytes.
    fn new(marks: &'a [Mark], text: u32) -> Self {
        let hits = Hits {
            classes: vec![Vec::new(); CLASSES],
            before: Vec::with_capacity(size(text / STRETCH + 2) * CLASSES),
            present: vec![0; size(text / BLOCK) + 1],
            codes: vec![[0; NOTED + 1]; size(text / BLOCK) + 1],
        };
        let noted =
            std::array::from_fn(|at| Class::ALL.get(at).and_then(|class| class.noted()).unwrap_or(NOTED));
        Self { hits, marks, text, noted, ends: [0; CLASSES], counts: [0; CLASSES], stretches: 0 }
    }

    /// Counts what starts before each stretch up to the one that holds the byte.
    fn count_to(&mut self, at: u32) {
        while self.stretches <= at / STRETCH {
            self.hits.before.extend_from_slice(&self.counts);
            self.stretches += 1;
        }
    }

    /// Takes the words that start at a byte; of a class one that overlaps no other.
    #[inline]
    fn take(&mut self, start: u32, entries: &[Entry]) {
        self.count_to(start);
        let block = size(start / BLOCK);
        let (Some(present), Some(codes)) = (self.hits.present.get_mut(block), self.hits.codes.get_mut(block))
        else {
            return;
        };
        for entry in entries {
            let class = usize::from(entry.class);
            let Some(end) = self.ends.get_mut(class).filter(|end| **end <= start) else { continue };
            *end = start + u32::from(entry.len);
            let (Some(mark), Some(hits), Some(count)) = (
                self.marks.get(usize::from(entry.mark)),
                self.hits.classes.get_mut(class),
                self.counts.get_mut(class),
            ) else {
                continue;
            };
            if hits.len() == hits.capacity() {
                hits.reserve(expected(*count, start, self.text));
            }
            hits.push(Hit { range: TextRange::new(start, *end), code: &mark.code, attr: &mark.attr });
            *count += 1;
            *present |= 1_u64 << entry.class;
            if let Some(codes) = self.noted.get(class).and_then(|noted| codes.get_mut(*noted)) {
                *codes |= mark.bits;
            }
        }
    }

    fn finish(mut self) -> Hits<'a> {
        self.count_to(self.text);
        self.count_to(self.text + STRETCH);
        self.hits
    }
}

/// How many hits the rest of a text will have at the rate of those so far, and some more.
fn expected(count: u32, at: u32, text: u32) -> usize {
    let (count, at, rest) = (u64::from(count), u64::from(at), u64::from(text - text.min(at)));
    usize::try_from((count + 1) * rest / (at + 1)).unwrap_or(0).clamp(4, 1024)
}

impl<'a> Hits<'a> {
    /// All hits of a class.
    pub(crate) fn of(&self, class: Class) -> &[Hit<'a>] {
        self.classes.get(class.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether it is known that no hit of a class starts in the blocks of a range, which is looked up for short ranges.
    #[inline]
    fn none_starts(&self, class: Class, range: TextRange) -> bool {
        let bit = 1_u64 << class.number();
        let blocks = self.present.get(blocks(range)).filter(|blocks| blocks.len() <= MANY);
        blocks.is_some_and(|blocks| blocks.iter().all(|present| present & bit == 0))
    }

    /// How many hits of a class start before the byte.
    pub(crate) fn before(&self, class: Class, at: u32) -> usize {
        let hits = self.of(class);
        let before = self.before.get(size(at / STRETCH) * CLASSES + class.index());
        let from = before.map_or(hits.len(), |before| size(*before));
        let after = hits.get(from..).unwrap_or_default();
        from + after.iter().take_while(|hit| hit.range.start < at).count()
    }

    /// The hits of a class that lie wholly in a range.
    #[inline]
    pub(crate) fn within(&self, class: Class, range: TextRange) -> &[Hit<'a>] {
        if self.none_starts(class, range) { &[] } else { self.sought(class, range) }
    }

    fn sought(&self, class: Class, range: TextRange) -> &[Hit<'a>] {
        let after = self.of(class).get(self.before(class, range.start)..).unwrap_or_default();
        // Few hits lie in a range, and only the last that starts in it may reach out of it.
        let ends = |hit: &Hit<'_>| hit.range.end <= range.end;
        let near = after.iter().take(8).take_while(|hit| ends(hit)).count();
        let inside = if near < 8 { near } else { after.partition_point(ends) };
        after.get(..inside).unwrap_or_default()
    }

    /// Whether a word of a class with this code lies wholly in a range.
    #[inline]
    pub(crate) fn has(&self, class: Class, code: &str, range: TextRange) -> bool {
        self.may_have(class, code, range) && self.is_found(class, code, range)
    }

    /// The same, where nothing says no at once.
    #[inline(never)]
    fn is_found(&self, class: Class, code: &str, range: TextRange) -> bool {
        self.sought(class, range).iter().any(|hit| has_code(hit.code, code))
    }

    /// Whether a word of a class with this code may start in a range; what is answered with no is so.
    #[inline]
    pub(crate) fn may_have(&self, class: Class, code: &str, range: TextRange) -> bool {
        let Some(noted) = class.noted() else { return !self.none_starts(class, range) };
        let bit = code::bit(code);
        let blocks = self.codes.get(blocks(range)).filter(|blocks| blocks.len() <= MANY);
        let holds = |codes: &[u64; NOTED + 1]| codes.get(noted).is_none_or(|codes| codes & bit != 0);
        blocks.is_none_or(|blocks| blocks.iter().any(holds))
    }

    /// The hit of a class that starts at the byte.
    pub(crate) fn starting(&self, class: Class, at: u32) -> Option<&Hit<'a>> {
        if self.none_starts(class, TextRange::new(at, at)) {
            return None;
        }
        self.of(class).get(self.before(class, at)).filter(|hit| hit.range.start == at)
    }

    /// The hit of a class that ends at the byte.
    pub(crate) fn ending(&self, class: Class, at: u32) -> Option<&Hit<'a>> {
        let last = self.before(class, at).checked_sub(1)?;
        self.of(class).get(last).filter(|hit| hit.range.end == at)
    }

    /// The hit of a class that holds the byte.
    pub(crate) fn at(&self, class: Class, at: u32) -> Option<&Hit<'a>> {
        let last = self.before(class, at.saturating_add(1)).checked_sub(1)?;
        self.of(class).get(last).filter(|hit| hit.range.holds(at))
    }
}

impl Lexicon {
    /// The words that come with the library.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Lexicon> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let compiled = Self::compile(Class::ALL.iter().map(|class| (*class, class.rows())));
            debug_assert!(compiled.is_ok(), "{compiled:?}");
            compiled.unwrap_or_default()
        })
    }

    /// The words that come with the library and further rows, each a class with the text of a TSV file.
    ///
    /// The first line is the header `word`, `code` and, where the class has one, `attr`. Words may be written in either
    /// script; one that the class has already gets the new code.
    ///
    /// ```
    /// use lianjie_parser::{Class, Lexicon, Metadata, Parser};
    ///
    /// let words = Lexicon::with_rows([(Class::Industry, "word\tcode\n白玉蜗牛\tlivestock\n")])?;
    /// let report = Parser::with_lexicon(&words).parse("白玉蜗牛带动贫困户120户。", &Metadata::default()).report;
    /// assert_eq!(report.observations[0].industry.unwrap().as_str(), "livestock");
    ///
    /// let error = Lexicon::with_rows([(Class::Industry, "word\tcode\n白玉蜗牛\n")]).unwrap_err();
    /// assert_eq!(error.to_string(), "industry.tsv line 2: a row needs a word and a code");
    /// # Ok::<(), lianjie_parser::LexiconError>(())
    /// ```
    ///
    /// # Errors
    /// [`LexiconError`] that names the class and the line.
    pub fn with_rows<'t>(extra: impl IntoIterator<Item = (Class, &'t str)>) -> Result<Self, LexiconError> {
        let mut files = Vec::new();
        for (class, text) in extra {
            files.push((class, rows::checked(class, text)?));
        }
        let builtin = Class::ALL.iter().map(|class| (*class, class.rows()));
        Self::compile(builtin.chain(files.iter().map(|(class, text)| (*class, text.as_str()))))
    }

    fn compile<'t>(files: impl Iterator<Item = (Class, &'t str)>) -> Result<Self, LexiconError> {
        let mut words = Vec::new();
        let mut marks: BTreeMap<(&str, &str), u16> = BTreeMap::new();
        let mut tables = vec![WordTable::default(); CLASSES];
        for (class, file) in files {
            // The first line is the header.
            for (line, row) in file.lines().enumerate().skip(1).filter(|(_, row)| !row.trim().is_empty()) {
                let error = || LexiconError::Row { class, line: line + 1 };
                let mut columns = row.split('\t').map(str::trim);
                let word = columns.next().filter(|word| !word.is_empty()).ok_or_else(error)?;
                let code = columns.next().filter(|code| !code.is_empty()).ok_or_else(error)?;
                let attr = columns.next().unwrap_or_default();
                if class.anchored() {
                    if let Some(table) = tables.get_mut(class.index()) {
                        table.insert(word, code, attr);
                    }
                    continue;
                }
                let error = || LexiconError::Size { class, line: line + 1 };
                let next = u16::try_from(marks.len()).map_err(|_| error())?;
                let mark = *marks.entry((code, attr)).or_insert(next);
                let len = u16::try_from(word.len()).map_err(|_| error())?;
                words.push((word, Entry { class: class.number(), len, mark }));
            }
        }
        for table in &mut tables {
            table.finish();
        }
        let mut numbered = vec![Mark::default(); marks.len()];
        for ((code, attr), number) in marks {
            let mark = Mark { code: code.into(), attr: attr.into(), bits: code::bits(code) };
            numbered.iter_mut().skip(usize::from(number)).take(1).for_each(|slot| *slot = mark.clone());
        }
        Ok(Self { words: WordTree::new(words.into_iter()), marks: numbered, tables })
    }

    /// The longest word of an anchored class that starts at the byte.
    pub(crate) fn starts_at<'s>(&'s self, class: Class, text: &str, at: u32) -> Option<Hit<'s>> {
        self.tables.get(class.index())?.starts_at(text, at)
    }

    /// The longest word of an anchored class that ends at the byte.
    pub(crate) fn ends_at<'s>(&'s self, class: Class, text: &str, at: u32) -> Option<Hit<'s>> {
        self.tables.get(class.index())?.ends_at(text, at)
    }

    /// The words of the lexicon that stand in a folded text, each with its class; for tools that look after the
    /// lexicon.
    pub fn words_in<'t>(&self, folded: &'t str) -> Vec<(Class, &'t str)> {
        let hits = self.scan(folded);
        let word = |hit: &Hit<'_>| folded.get(hit.range.bytes()).unwrap_or_default();
        Class::ALL.iter().flat_map(|class| hits.of(*class).iter().map(|hit| (*class, word(hit)))).collect()
    }

    /// Every hit of every class, in one pass over the text.
    pub(crate) fn scan(&self, text: &str) -> Hits<'_> {
        let length = offset(text.len());
        let mut collector = Collector::new(&self.marks, length);
        self.words.each(text, |start, entries| collector.take(start, entries));
        collector.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_do_not_hide_one_another() {
        let lexicon = Lexicon::with_rows([
            (Class::Party, "word\tcode\n农业园区\tpark\n园区\tpark\n"),
            (Class::Industry, "word\tcode\n农业\tgeneral\n"),
        ])
        .unwrap();
        let hits = lexicon.scan("新农业园区");
        assert_eq!(hits.of(Class::Party).iter().map(|h| h.range.len()).collect::<Vec<_>>(), [12]);
        assert!(!hits.of(Class::Industry).is_empty());
    }

    #[test]
    fn the_longest_word_at_the_leftmost_place_wins() {
        let file = "word\tcode\n甲乙\ta\n甲乙丙丁\tb\n丙丁\tc\n丁戊\td\n戊己庚\te\n己辛\tf\n";
        let lexicon = Lexicon::compile([(Class::Party, file)].into_iter()).unwrap();
        let codes = |text| {
            lexicon.scan(text).of(Class::Party).iter().map(|hit| hit.code.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes("甲乙丙丁戊己庚"), ["b", "e"]);
        // The word that gives way does not take along what stands within it.
        assert_eq!(codes("甲乙丁戊己辛"), ["a", "d", "f"]);
        assert_eq!(codes("丁戊己庚"), ["d"]);
        assert_eq!(codes("甲乙丙"), ["a"]);
    }

    proptest::proptest! {
        #[test]
        fn hits_are_those_of_a_greedy_walk(
            words in proptest::collection::btree_set("[abc]{1,4}", 1..12),
            text in "[abc]{0,40}",
        ) {
            let file: String = std::iter::once("word\tcode\n".to_owned())
                .chain(words.iter().map(|word| format!("{word}\tx\n")))
                .collect();
            let lexicon = Lexicon::compile([(Class::Party, file.as_str())].into_iter()).unwrap();
            let found: Vec<_> = lexicon.scan(&text).of(Class::Party).iter().map(|hit| hit.range.bytes()).collect();
            let mut expected = Vec::new();
            let mut at = 0;
            while at < text.len() {
                let longest = words.iter().filter(|word| text.get(at..).unwrap().starts_with(word.as_str()));
                let len = longest.map(String::len).max();
                expected.extend(len.map(|len| at..at + len));
                at += len.unwrap_or(1);
            }
            proptest::prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn builtin_files_are_sorted_and_unique() {
        for class in Class::ALL {
            let words: Vec<&str> =
                class.rows().lines().skip(1).map(|row| row.split('\t').next().unwrap()).collect();
            let mut sorted = words.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(words, sorted, "{}.tsv must be sorted by word and unique", class.name());
        }
    }

    #[test]
    fn rejects_a_row_without_code() {
        let error = Lexicon::with_rows([(Class::Party, "word\tcode\n银行\n")]).unwrap_err();
        assert_eq!(error.to_string(), "party.tsv line 2: a row needs a word and a code");
    }

    #[test]
    fn words_of_the_caller_may_be_in_either_script() {
        let lexicon = Lexicon::with_rows([(Class::Industry, "word\tcode\n藍莓酒莊\tprocessing\n")]).unwrap();
        assert_eq!(lexicon.scan("蓝莓酒庄").of(Class::Industry)[0].code, "processing");
    }

    #[test]
    fn classes_are_read_by_name() {
        for class in Class::ALL {
            assert_eq!(class.to_string().parse::<Class>().unwrap(), *class);
        }
        assert_eq!(
            "colour".parse::<Class>().unwrap_err().to_string(),
            "no lexicon class is called \"colour\""
        );
    }
}
