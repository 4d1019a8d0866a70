//! The `lianjie` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(lianjie_cli::run(std::env::args_os()))
}
