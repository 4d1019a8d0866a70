//! The `lianjie` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    lianjie_cli::run(std::env::args_os())
}
