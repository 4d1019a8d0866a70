//! Takes a case file and the options beside it, gives the case; says which option gives what is missing.

use lianjie_parser::settle::{Case, Input, SettleError};
use serde_json::{Map, Value};

use crate::CommandError;
use crate::args::SettleOptions;

/// Inputs that have an option of their own.
const OPTIONS: [(Input, &str); 8] = [
    (Input::Capital, "--capital YUAN"),
    (Input::Profits, "--profit YUAN,…"),
    (Input::Years, "--years N"),
    (Input::Households, "--households N"),
    (Input::Persons, "--persons N"),
    (Input::Operator, "--operator PARTY"),
    (Input::Equity, "--equity YUAN"),
    (Input::Lending, "--set loan.lending=self_use|to_enterprise|enterprise"),
];

pub(crate) fn of(options: &SettleOptions) -> Result<Case, CommandError> {
    let mut given = match &options.case {
        Some(path) => {
            let failed = |error| CommandError::Io { path: path.clone(), error };
            let text = std::fs::read_to_string(path).map_err(failed)?;
            let failed = |error| CommandError::Json { path: path.clone(), error };
            // Read as a case first: a wrong name is then told with its line.
            let case: Case = serde_json::from_str(&text).map_err(failed)?;
            serde_json::to_value(case).map_err(failed)?
        }
        None => Value::Object(Map::new()),
    };
    let own = [
        ("--capital", Input::Capital, &options.capital),
        ("--profit", Input::Profits, &options.profit),
        ("--years", Input::Years, &options.years),
        ("--households", Input::Households, &options.households),
        ("--persons", Input::Persons, &options.persons),
        ("--operator", Input::Operator, &options.operator),
        ("--equity", Input::Equity, &options.equity),
    ];
    for (option, input, text) in own {
        if let Some(text) = text {
            set(&mut given, option, input.as_str(), text)?;
        }
    }
    for (name, text) in &options.set {
        set(&mut given, &format!("--set {name}"), name, text)?;
    }
    serde_json::from_value(given)
        .map_err(|error| CommandError::Input { option: "the case".to_owned(), error: error.to_string() })
}

/// Puts one input into the JSON form of a case and reads it alone, so that the error names the option.
fn set(given: &mut Value, option: &str, name: &str, text: &str) -> Result<(), CommandError> {
    let is_list = matches!(name, "profits" | "stakes" | "loan.defaults") || text.contains(',');
    let value = if is_list { Value::Array(text.split(',').map(scalar).collect()) } else { scalar(text) };
    let mut alone = Value::Object(Map::new());
    put(&mut alone, name, value.clone());
    if let Err(error) = serde_json::from_value::<Case>(alone) {
        return Err(CommandError::Input { option: option.to_owned(), error: error.to_string() });
    }
    put(given, name, value);
    Ok(())
}

fn scalar(text: &str) -> Value {
    let text = text.trim();
    if let Ok(whole) = text.parse::<i64>() {
        return whole.into();
    }
    text.parse::<bool>().map_or_else(|_| text.into(), Value::from)
}

fn put(given: &mut Value, name: &str, value: Value) {
    let Value::Object(fields) = given else { return };
    match name.split_once('.') {
        Some((group, rest)) => {
            put(fields.entry(group).or_insert_with(|| Value::Object(Map::new())), rest, value);
        }
        None => {
            fields.insert(name.to_owned(), value);
        }
    }
}

/// An error of settling, with the option that mends it.
pub(crate) fn advice(error: &SettleError) -> String {
    let SettleError::Missing { input, .. } = error else { return error.to_string() };
    let own = OPTIONS.iter().find(|(other, _)| other == input);
    match own {
        Some((_, option)) => format!("{error}: give {option}"),
        None => format!("{error}: give --set {input}=…"),
    }
}
