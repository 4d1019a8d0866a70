//! Takes what the user and the terminal say of colours, tells whether output and errors are coloured, and paints.
//!
//! `--color` decides; without it `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb` and whether the stream is a terminal do.

use std::ffi::OsString;
use std::fmt::Display;

use anstream::AutoStream;
use clap::ColorChoice;
use clap::builder::styling::{AnsiColor, Effects, Style, Styles};

/// How help and usage errors look.
pub(crate) const HELP: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .usage(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .literal(AnsiColor::Cyan.on_default().effects(Effects::BOLD))
    .placeholder(AnsiColor::Cyan.on_default());

/// What `--color` asks for, read before the arguments are: their own errors are coloured too.
pub(crate) fn asked(args: &[OsString]) -> ColorChoice {
    let mut words = args.iter().skip(1).map_while(|arg| arg.to_str().filter(|word| *word != "--"));
    let mut asked = ColorChoice::Auto;
    while let Some(word) = words.next() {
        let value = match word.split_once('=') {
            Some(("--color", value)) => Some(value),
            _ if word == "--color" => words.next(),
            _ => None,
        };
        asked = value.and_then(|value| value.parse().ok()).unwrap_or(asked);
    }
    asked
}

/// Makes a choice hold for the whole run.
pub(crate) fn choose(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::AlwaysAnsi,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    // Old consoles of Windows are switched on by this.
    let _ = AutoStream::new(std::io::stdout(), AutoStream::choice(&std::io::stdout()));
}

/// Whether standard output is coloured.
pub(crate) fn output() -> bool {
    AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// Whether standard error is coloured.
pub(crate) fn errors() -> bool {
    AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
}

/// Paints text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(bool);

impl Paint {
    /// For standard output.
    pub(crate) fn output() -> Self {
        Self(output())
    }

    /// For standard error.
    pub(crate) fn errors() -> Self {
        Self(errors())
    }

    /// For what goes into a file.
    pub(crate) const fn plain() -> Self {
        Self(false)
    }

    pub(crate) fn title(self, text: impl Display) -> String {
        self.with(Style::new().bold(), text)
    }

    pub(crate) fn heading(self, text: impl Display) -> String {
        self.with(AnsiColor::Green.on_default().bold(), text)
    }

    pub(crate) fn name(self, text: impl Display) -> String {
        self.with(AnsiColor::Cyan.on_default(), text)
    }

    pub(crate) fn quiet(self, text: impl Display) -> String {
        self.with(Style::new().dimmed(), text)
    }

    pub(crate) fn bad(self, text: impl Display) -> String {
        self.with(AnsiColor::Red.on_default().bold(), text)
    }

    pub(crate) fn warning(self, text: impl Display) -> String {
        self.with(AnsiColor::Yellow.on_default().bold(), text)
    }

    fn with(self, style: Style, text: impl Display) -> String {
        if self.0 { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_by(words: &[&str]) -> ColorChoice {
        asked(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn reads_the_choice_before_the_arguments() {
        assert_eq!(asked_by(&["lianjie", "parse", "--color", "never"]), ColorChoice::Never);
        assert_eq!(asked_by(&["lianjie", "--color=always", "parse"]), ColorChoice::Always);
    }

    #[test]
    fn rejects_what_is_no_choice() {
        assert_eq!(asked_by(&["lianjie", "--color", "green"]), ColorChoice::Auto);
        assert_eq!(asked_by(&["lianjie", "parse", "--", "--color=never"]), ColorChoice::Auto);
    }
}
