//! Development commands. `cargo xtask COMMAND`.

mod fold_table;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["fold-table", opencc] => {
            fold_table::run(Path::new(opencc), Path::new("crates/parser/data/fold/characters.tsv"))
                .map(|_| ())
        }
        _ => Err("usage: cargo xtask fold-table OPENCC_DIR".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{error}\n").as_bytes());
            ExitCode::FAILURE
        }
    }
}
