//! Steps of the checks: takes commands, runs them one after the other, beside one another or in the background, and
//! tells how long each took.

use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;

use super::Failure;

/// Runs a command whose output is seen as it comes.
///
/// # Errors
/// The command's failure.
pub(super) fn step(name: &str, mut command: Command) -> Result<(), Failure> {
    let start = Instant::now();
    crate::say(&format!("== {name}"));
    let status = command.status().map_err(|error| format!("{name}: {command:?}: {error}"))?;
    if !status.success() {
        return Err(format!("{name} failed: {command:?}").into());
    }
    crate::say(&format!("   {} s", start.elapsed().as_secs()));
    Ok(())
}

/// A command that runs while others do.
pub(super) struct Background {
    name: String,
    child: Child,
}

impl Background {
    /// Starts a command.
    ///
    /// # Errors
    /// A program that is not there.
    pub(super) fn start(name: &str, mut command: Command) -> Result<Self, Failure> {
        crate::say(&format!("== {name}, beside the next steps"));
        let child = command.spawn().map_err(|error| format!("{name}: {command:?}: {error}"))?;
        Ok(Self { name: name.to_owned(), child })
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// The command's failure.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        if self.child.wait()?.success() { Ok(()) } else { Err(format!("{} failed", self.name).into()) }
    }
}

/// Runs commands that do not depend on one another, one a core, in the order given; the output of each is shown when it
/// ends.
///
/// # Errors
/// The names of those that failed; the others have run all the same.
pub(super) fn together(commands: Vec<(String, Command)>) -> Result<(), Failure> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let waiting = Mutex::new(commands.into_iter());
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                // The lock is gone before the command runs.
                while let Some((name, command)) = waiting.lock().ok().and_then(|mut waiting| waiting.next()) {
                    if !run(&name, command)
                        && let Ok(mut failed) = failed.lock()
                    {
                        failed.push(name);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner()?;
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
}

/// Runs a command to its end and shows what it said; whether it succeeded.
fn run(name: &str, mut command: Command) -> bool {
    let start = Instant::now();
    match command.stdin(Stdio::null()).output() {
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            crate::say(&format!("== {name}\n{}   {} s", said, start.elapsed().as_secs()));
            output.status.success()
        }
        Err(error) => {
            crate::say(&format!("== {name}\n{command:?}: {error}"));
            false
        }
    }
}
