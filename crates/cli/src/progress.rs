//! Takes how many files there are and each as it is done, shows on a terminal how far it is, how fast and how long still.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(400);

const TEMPLATE: &str = "{bar:28} {pos}/{len} files  {msg}  {eta} left";

/// A bar on standard error, if that is a terminal; it is gone at the end.
pub(crate) struct Progress {
    bar: ProgressBar,
    started: Instant,
    wanted: bool,
    /// Output goes to a terminal too: the bar makes room for it.
    shares_terminal: bool,
    files: u64,
    bytes: u64,
}

impl Progress {
    pub(crate) fn new(files: usize, quiet: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let bar = ProgressBar::with_draw_target(u64::try_from(files).ok(), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        Self {
            bar,
            started: Instant::now(),
            wanted: !quiet && !dumb && files > 1 && std::io::stderr().is_terminal(),
            shares_terminal: std::io::stdout().is_terminal(),
            files: 0,
            bytes: 0,
        }
    }

    /// One more file of so many bytes is done.
    pub(crate) fn step(&mut self, bytes: usize) {
        self.files += 1;
        self.bytes += u64::try_from(bytes).unwrap_or_default();
        if !self.wanted {
            return;
        }
        let elapsed = self.started.elapsed();
        if elapsed >= PATIENCE && self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(rate(self.files, self.bytes, elapsed));
        self.bar.inc(1);
    }

    /// Does what writes to standard output.
    pub(crate) fn output<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.shares_terminal { self.errors(write) } else { write() }
    }

    /// Does what writes to standard error.
    pub(crate) fn errors<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.bar.is_hidden() { write() } else { self.bar.suspend(write) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// `812 files/s  6.4 MB/s`
fn rate(files: u64, bytes: u64, elapsed: Duration) -> String {
    let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    let files = files.saturating_mul(1_000) / millis;
    // Bytes a millisecond are kilobytes a second.
    let tenths = bytes / millis / 100;
    format!("{files} files/s  {}.{} MB/s", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_whole_files_and_tenths_of_megabytes() {
        assert_eq!(rate(406, 3_200_000, Duration::from_millis(500)), "812 files/s  6.4 MB/s");
        assert_eq!(rate(0, 0, Duration::ZERO), "0 files/s  0.0 MB/s");
    }
}
