//! The collector: every pass reports into it and goes on, and a fence at the end asks whether anything was wrong.

use std::collections::HashMap;

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::place::Place;
use super::visible;

/// What knows the texts of the files, and so can turn places into lines.
pub trait Locate {
    /// Line and column of a place, both counted from 1; `None` if the file has no text.
    fn position(&self, place: &Place) -> Option<(usize, usize)>;

    /// The text of a line, counted from 1, without its line break.
    fn line(&self, file: &str, line: usize) -> Option<&str>;

    /// How many diagnostics of a file are shown, of those that were kept. Finding a place may mean to read the file
    /// again, so without a bound a large file that is wrong throughout would take minutes.
    fn shown_at_most(&self, _file: &str) -> usize {
        KEPT
    }
}

/// How many diagnostics of a file are kept; more are counted.
const KEPT: usize = 100;

/// Collects diagnostics.
#[derive(Debug, Default)]
pub struct Sink {
    entries: Vec<Entry>,
    /// How many were reported of each file, kept or not.
    reported: HashMap<String, usize>,
}

/// A diagnostic that waits for its line.
#[derive(Debug)]
struct Entry {
    code: Code,
    place: Place,
    message: String,
    help: Option<String>,
}

/// A diagnostic that was just reported and can still be given a cure.
pub struct Reported<'a>(Option<&'a mut Entry>);

impl Reported<'_> {
    /// Says what to do about it.
    pub fn help(self, help: impl Into<String>) {
        self.help_with(|| help.into());
    }

    /// Says what to do about it, where finding that out takes time: nothing is found out for one that is not kept.
    pub fn help_with(self, help: impl FnOnce() -> String) {
        if let Self(Some(entry)) = self {
            entry.help = Some(help());
        }
    }
}

impl Sink {
    /// An empty collector.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a mistake. A message is one sentence without a full stop; names of the spec stand in backticks.
    pub fn error(&mut self, code: Code, place: &Place, message: impl Into<String>) -> Reported<'_> {
        let reported = self.reported.entry(place.file_name().to_owned()).or_default();
        *reported += 1;
        if *reported > KEPT {
            return Reported(None);
        }
        self.entries.push(Entry { code, place: place.clone(), message: message.into(), help: None });
        Reported(self.entries.last_mut())
    }

    /// Takes over what was reported elsewhere, of other files than were reported here.
    pub fn absorb(&mut self, other: Self) {
        self.entries.extend(other.entries);
        for (file, count) in other.reported {
            *self.reported.entry(file).or_default() += count;
        }
    }

    /// How many errors were reported so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.reported.values().sum()
    }

    /// Whether an error was reported so far.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.entries.is_empty()
    }

    /// The fence: hands on `value` if nothing was reported. A pass that has no value has reported why.
    ///
    /// # Errors
    ///
    /// All that was reported, with its lines; what was reported twice stands there once.
    pub fn finish<T>(self, value: Option<T>, sources: &dyn Locate) -> Result<T, Diagnostics> {
        match value {
            Some(value) if !self.has_errors() => Ok(value),
            _ => Err(self.located(sources)),
        }
    }

    /// The diagnostics with their lines.
    fn located(self, sources: &dyn Locate) -> Diagnostics {
        let mut files: HashMap<String, Vec<Diagnostic>> = HashMap::new();
        let mut hidden = self.count() - self.entries.len();
        for entry in self.entries {
            let file = entry.place.file_name();
            let shown = files.entry(file.to_owned()).or_default();
            if shown.len() >= sources.shown_at_most(file) {
                hidden += 1;
            } else {
                shown.push(entry.locate(sources));
            }
        }
        Diagnostics::new(files.into_values().flat_map(merged).collect(), hidden)
    }
}

/// The same list without what stands in it twice.
fn merged(list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::with_capacity(list.len());
    for diagnostic in list {
        if !out.contains(&diagnostic) {
            out.push(diagnostic);
        }
    }
    out
}

impl Entry {
    fn locate(self, sources: &dyn Locate) -> Diagnostic {
        let file = self.place.file_name();
        let position = self.place.exact_position().or_else(|| sources.position(&self.place));
        let (line, column) = position.unwrap_or((1, 1));
        Diagnostic {
            code: self.code,
            message: visible::text(&self.message.replace('\n', "\\n")),
            help: self.help.as_deref().map(visible::text),
            file: visible::text(file),
            line,
            column,
            source: position.and_then(|_| sources.line(file, line)).map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Locate, Sink};
    use crate::diag::{Code, Place};

    /// Every place is in line 1.
    struct OneLine;

    impl Locate for OneLine {
        fn position(&self, _place: &Place) -> Option<(usize, usize)> {
            Some((1, 7))
        }

        fn line(&self, _file: &str, _line: usize) -> Option<&str> {
            Some("name: \u{202e}x")
        }

        fn shown_at_most(&self, _file: &str) -> usize {
            3
        }
    }

    #[test]
    fn the_same_mistake_is_shown_once_and_too_many_are_counted() {
        let mut sink = Sink::new();
        let place = Place::file("a.yaml").key("name");
        for message in ["one", "one", "two", "three"] {
            sink.error(Code::WrongType, &place, message);
        }
        let diagnostics = sink.finish(Some(()), &OneLine).unwrap_err();
        assert_eq!((diagnostics.len(), diagnostics.hidden()), (2, 1));
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_printed() {
        let mut sink = Sink::new();
        sink.error(Code::WrongType, &Place::file("a\u{1b}.yaml"), "bad `\u{1b}[31m`").help("take `\u{202e}` out");
        let shown = sink.finish(Some(()), &OneLine).unwrap_err().to_string();
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
        assert!(shown.contains("error[D0007]: bad `\\u{1b}[31m`"), "{shown}");
    }
}
