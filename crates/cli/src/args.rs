//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use lianjie_parser::{Decimal, Measure, ProgramKind};

/// Reads Chinese reports on rural development and poverty alleviation into typed records.
#[derive(Debug, Parser)]
#[command(name = "lianjie", version, after_help = EXIT_CODES, styles = crate::colour::HELP)]
#[command(arg_required_else_help = true, max_term_width = 120)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours; `auto` follows the terminal, NO_COLOR and CLICOLOR_FORCE.
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub(crate) color: ColorChoice,
}

const EXIT_CODES: &str = "Exit codes:
  0  done
  1  a document could not be read (the others are still written), or nothing could be written
  2  wrong usage
  3  a finding that --deny names, a score below --min, or a record that `verify` doubts";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads reports and prints or writes their records.
    #[command(after_help = PARSE_EXAMPLES)]
    Parse(ParseOptions),
    /// Gives one row a place and year, conflicts between reports shown rather than averaged.
    #[command(after_help = PANEL_EXAMPLES)]
    Panel(PanelOptions),
    /// Checks reports' own arithmetic and prints what agrees, what does not, and what was repaired.
    #[command(after_help = AUDIT_EXAMPLES)]
    Audit(AuditOptions),
    /// Holds records that were made elsewhere, by hand or by a language model, against the text that they are of.
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyOptions),
    /// Settles a scheme: who pays whom how much, year by year, when its terms meet a profit or a loss.
    #[command(after_help = SETTLE_EXAMPLES)]
    Settle(Box<SettleOptions>),
    /// Prints the JSON Schema of the JSON form, fit for the structured output of a language model.
    Schema,
    /// Scores reports against annotations of the same documents.
    #[command(after_help = SCORE_EXAMPLES)]
    Score(ScoreOptions),
    /// Writes reports as annotations for Label Studio, doccano or any reader of W3C Web Annotations.
    #[command(after_help = crate::export::EXAMPLES)]
    Export(crate::export::ExportOptions),
    /// Reads corrected annotations back as gold reports, for `score`.
    #[command(after_help = crate::import::EXAMPLES)]
    Import(crate::import::ImportOptions),
    /// Tells why a place of a text was read as it was: number, unit, words, place, period, rule and weights.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainOptions),
    /// Prints a script that completes commands and options in a shell.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsOptions),
}

const EXPLAIN_EXAMPLES: &str = "Examples:
  lianjie explain report.txt --at 187            code point 187, as `start` of a record has it
  lianjie explain report.txt --at 3:38           line 3, column 38, as audit prints it
  lianjie explain report.txt --quote 412万元     the first place where this stands
  lianjie explain report.txt --at 187 --format json";

/// A place of a text.
#[derive(Args, Debug)]
pub(crate) struct ExplainOptions {
    /// The text; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// A code point from 0, or line and column from 1.
    #[arg(
        long,
        value_name = "OFFSET|LINE:COLUMN",
        required_unless_present = "quote",
        conflicts_with = "quote"
    )]
    pub(crate) at: Option<At>,
    /// Words of the text; of those that stand in it several times, the first.
    #[arg(long, value_name = "TEXT")]
    pub(crate) quote: Option<String>,
    /// Rows to add to the lexicon, as for `parse`.
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// Form of what is printed.
    #[arg(long, value_enum, default_value_t = AuditFormat::Table)]
    pub(crate) format: AuditFormat,
}

/// A place as the user names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// A code point, from 0.
    Offset(usize),
    /// Both from 1; the column counts code points.
    Line(usize, usize),
}

impl std::str::FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number =
            |text: &str| text.parse::<usize>().map_err(|_| "expected OFFSET or LINE:COLUMN".to_owned());
        match text.split_once(':') {
            None => Ok(Self::Offset(number(text)?)),
            Some((line, column)) => match (number(line)?, number(column)?) {
                (0, _) | (_, 0) => Err("lines and columns are counted from 1".to_owned()),
                (line, column) => Ok(Self::Line(line, column)),
            },
        }
    }
}

const COMPLETIONS_EXAMPLES: &str = "Examples:
  eval \"$(lianjie completions bash)\"                               in ~/.bashrc
  eval \"$(lianjie completions zsh)\"                                in ~/.zshrc, after compinit
  lianjie completions fish > ~/.config/fish/completions/lianjie.fish
  lianjie completions powershell | Out-String | Invoke-Expression    in $PROFILE";

#[derive(Args, Debug)]
pub(crate) struct CompletionsOptions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

const PARSE_EXAMPLES: &str = "Examples:
  lianjie parse report.txt                          what was found, with quotes
  lianjie parse reports/ --format json --out out/   out/<file stem>.json for each report
  lianjie parse reports/ --format jsonl > all.jsonl one report a line
  lianjie parse reports/ --format csv > table.csv   one observation a row
  lianjie parse reports/ --format parquet --out db/ every table, for DuckDB, polars, pandas, R
  lianjie parse '20??/**/*.txt' --id path --out out/ files of a pattern, kept apart by folder
  lianjie parse reports/ --format html --out out/   a page for each report: its text with what was read in it
  cat page.txt | lianjie parse -                    standard input";

const PANEL_EXAMPLES: &str = "Examples:
  lianjie panel reports/ --measure poverty_incidence,funding --by county,year > panel.csv
  lianjie panel reports/ --measure households --group poor --out panel.csv      also panel-cells.csv
  lianjie panel reports/ --measure jobs --industry processing --out panel.parquet

A figure counts for the place that it is about: a township's is not its county's. Where reports contradict one another
the cell is empty and the column …_clash says why; the file of cells has every statement with its quote.";

/// Which cells a panel has.
#[derive(Args, Debug)]
pub(crate) struct PanelOptions {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// What to show, with commas between: poverty_incidence, funding, households_lifted, …
    #[arg(long, required = true, value_delimiter = ',', value_name = "MEASURE,…", value_parser = measure)]
    pub(crate) measure: Vec<Measure>,
    /// Level of the places, and the year.
    #[arg(long, value_enum, default_value_t = By::County, value_name = "LEVEL,year")]
    pub(crate) by: By,
    /// Figures of the poor only, or of everybody only; by default both, in columns of their own.
    #[arg(long, value_enum)]
    pub(crate) group: Option<PanelGroup>,
    /// Figures of one line of action; by default those of no particular one.
    #[arg(long, value_name = "KIND", value_parser = industry)]
    pub(crate) industry: Option<ProgramKind>,
    /// Write FILE.csv or FILE.parquet, and every statement beside it into FILE-cells, instead of printing.
    #[arg(long, value_name = "FILE", value_parser = panel_file)]
    pub(crate) out: Option<PathBuf>,
}

fn measure(code: &str) -> Result<Measure, String> {
    Measure::from_code(code).ok_or_else(|| format!("no measure is called {code:?}"))
}

fn industry(code: &str) -> Result<ProgramKind, String> {
    ProgramKind::from_code(code).ok_or_else(|| format!("no line of action is called {code:?}"))
}

fn panel_file(path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv" | "parquet") => Ok(path),
        _ => Err("its name must end in .csv or .parquet".to_owned()),
    }
}

/// Level of the places of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// One row a province and year.
    #[value(name = "province,year", alias = "province")]
    Province,
    /// One row a prefecture and year.
    #[value(name = "prefecture,year", alias = "prefecture")]
    Prefecture,
    /// One row a county and year.
    #[value(name = "county,year", alias = "county")]
    County,
    /// One row a township and year.
    #[value(name = "township,year", alias = "township")]
    Township,
    /// One row a village and year.
    #[value(name = "village,year", alias = "village")]
    Village,
}

/// Whom the figures of a panel are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PanelGroup {
    /// Poor households, persons and villages.
    Poor,
    /// Everybody.
    All,
}

const AUDIT_EXAMPLES: &str = "Examples:
  lianjie audit report.txt
  lianjie audit reports/ --deny inconsistent        exit code 3 when figures contradict one another";

const VERIFY_EXAMPLES: &str = "Examples:
  lianjie verify records.json --text report.txt     exit code 3 when something does not hold
  lianjie verify records.json --text report.txt --format json";

#[derive(Args, Debug)]
pub(crate) struct VerifyOptions {
    /// The records, a report in the JSON form.
    #[arg(value_name = "RECORDS.json")]
    pub(crate) records: PathBuf,
    /// The text that they are of.
    #[arg(long, value_name = "FILE")]
    pub(crate) text: PathBuf,
    /// Form of what is printed.
    #[arg(long, value_enum, default_value_t = AuditFormat::Table)]
    pub(crate) format: AuditFormat,
}

const SETTLE_EXAMPLES: &str = "Examples:
  lianjie parse report.txt --format json > report.json
  lianjie settle report.json                                      the schemes and what each still asks for
  lianjie settle report.json --scheme 3 --capital 1000000 --profit 300000,-50000
  lianjie settle report.json --scheme 5 --households 180 --years 3 --set loan.principal=50000
  lianjie settle report.json --scheme 3 --case case.json --format json
  lianjie settle report.json --scheme 3 --case case.json --format svg > flows.svg

Sums are yuan. Every input of a case can be given with --set; its names are those that the errors use.";

/// A scheme of a report and what happened.
#[derive(Args, Debug)]
pub(crate) struct SettleOptions {
    /// The report, in the JSON form; `-` is standard input.
    #[arg(value_name = "REPORT.json")]
    pub(crate) report: PathBuf,
    /// Which scheme, by its index in the report; without it all are listed.
    #[arg(long, value_name = "N")]
    pub(crate) scheme: Option<usize>,
    /// A case in the JSON form; options given beside it come on top.
    #[arg(long, value_name = "CASE.json")]
    pub(crate) case: Option<PathBuf>,
    /// Principal of all households together, in yuan.
    #[arg(long, value_name = "YUAN")]
    pub(crate) capital: Option<String>,
    /// What the operator earned in each year before it pays anybody; below zero for a loss.
    #[arg(long, value_name = "YUAN,…", allow_hyphen_values = true)]
    pub(crate) profit: Option<String>,
    /// How many years, where no profit is asked for.
    #[arg(long, value_name = "N")]
    pub(crate) years: Option<String>,
    /// How many households.
    #[arg(long, value_name = "N")]
    pub(crate) households: Option<String>,
    /// How many persons.
    #[arg(long, value_name = "N")]
    pub(crate) persons: Option<String>,
    /// Who runs the business: enterprise, cooperative, …
    #[arg(long, value_name = "PARTY")]
    pub(crate) operator: Option<String>,
    /// What the operator has of its own; without it nobody asks whether it can pay.
    #[arg(long, value_name = "YUAN")]
    pub(crate) equity: Option<String>,
    /// Any input by its name, as in loan.principal=50000; a list has commas.
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    pub(crate) set: Vec<(String, String)>,
    /// Also settle what a tie of the scheme means though no term states it: wage, land_rent, purchase_contract, …
    #[arg(long, value_name = "TIE")]
    pub(crate) tie: Vec<String>,
    /// Also settle the terms of a funding source of the report, by its index.
    #[arg(long, value_name = "N")]
    pub(crate) funding: Vec<usize>,
    /// Form of what is printed.
    #[arg(long, value_enum, default_value_t = SettleFormat::Table)]
    pub(crate) format: SettleFormat,
}

fn assignment(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

const SCORE_EXAMPLES: &str = "Examples:
  lianjie parse reports/ --format json --out out/ && lianjie score reports/gold out/
  lianjie score gold/ out/ --min figures=0.95 --show schemes";

#[derive(Args, Debug)]
pub(crate) struct ScoreOptions {
    /// Folder of annotations, <name>.json each.
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// Folder of reports with the same names.
    #[arg(value_name = "REPORTS")]
    pub(crate) reports: PathBuf,
    /// Least F1 of a kind of record, or accuracy of a field; exit code 3 when it is missed.
    #[arg(long, value_name = "NAME=VALUE", value_parser = bar)]
    pub(crate) min: Vec<(String, Decimal)>,
    /// List the records of a kind that have no pair.
    #[arg(long, value_name = "KIND")]
    pub(crate) show: Vec<String>,
    /// Form of what is printed.
    #[arg(long, value_enum, default_value_t = ScoreFormat::Table)]
    pub(crate) format: ScoreFormat,
}

/// Form of the output of `score`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScoreFormat {
    /// For a person.
    Table,
    /// Every number, and every record without a pair.
    Json,
}

fn bar(text: &str) -> Result<(String, Decimal), String> {
    let (name, value) = text.rsplit_once('=').ok_or("expected NAME=VALUE")?;
    let value = value.parse().map_err(|error| format!("{value:?}: {error}"))?;
    Ok((name.to_owned(), value))
}

#[derive(Args, Debug)]
pub(crate) struct Inputs {
    /// Files, folders and quoted patterns such as 'reports/**/*.txt'; `-` is standard input. Of folders, the .txt and
    /// .md files, READMEs aside, hidden files and ignore files respected.
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// A list of paths to read as well, one a line or with zero bytes between; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,
    /// Also read files that are hidden or that ignore files name.
    #[arg(long)]
    pub(crate) no_ignore: bool,
    /// What documents are called: after the file alone, or after its path below the folder that was named, for folders
    /// such as 2018/平山县.txt.
    #[arg(long, value_enum, default_value_t = Ids::Stem, value_name = "NAME")]
    pub(crate) id: Ids,
    /// Rows to add to the lexicon; the file is named after its class, `industry.tsv`, with the columns
    /// word, code and (where the class has one) attr.
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// How many reports to read at a time; by default one for each processor.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// No progress bar and no notes; errors are still said.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// No progress bar.
    #[arg(long)]
    pub(crate) no_progress: bool,
}

/// What documents are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ids {
    /// The file's name without its ending.
    Stem,
    /// Its path below the folder or pattern that was named, without the ending.
    Path,
}

#[derive(Args, Debug)]
pub(crate) struct ParseOptions {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Form of what is printed or written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Write into this folder instead of printing: one file for each report, or reports.jsonl, or one file a table.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct AuditOptions {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Form of what is printed.
    #[arg(long, value_enum, default_value_t = AuditFormat::Table)]
    pub(crate) format: AuditFormat,
    /// Exit with code 3 when there is such a finding.
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub(crate) deny: Vec<DeniedVerdict>,
}

/// Form of the output of `parse`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person.
    Table,
    /// The JSON form, indented.
    Json,
    /// The JSON form, one report a line.
    Jsonl,
    /// One observation a row.
    Csv,
    /// A page: the text with what was read in it.
    Html,
    /// The same for spreadsheets: with a byte order mark, and no cell that is taken for a formula.
    CsvExcel,
    /// Every table as a Parquet file, observations.parquet and so on; needs --out.
    Parquet,
}

/// Form of the output of `settle`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SettleFormat {
    /// For a person.
    Table,
    /// Contract, case, flows and what each party got, in the JSON form.
    Json,
    /// What was paid, or without --scheme what is promised, as a Mermaid flowchart.
    Mermaid,
    /// The same, as a picture.
    Svg,
}

/// Form of the output of `audit` and `verify`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// For a person.
    Table,
    /// One finding a line, with the document's name.
    Json,
}

/// A verdict that `--deny` can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DeniedVerdict {
    /// Figures that cannot all be true.
    Inconsistent,
    /// Figures that were repaired.
    Repaired,
}
