//! The collector: every pass reports into it and goes on, and a fence at the end asks whether there was an error.

use std::collections::HashMap;

use super::code::{Code, Severity};
use super::diagnostic::{Diagnostic, Diagnostics};
use super::node_path::NodePath;
use dingtalk_policy::{escaped, is_foreign_blank, one_line};

/// What knows the texts of the files, and so can turn places into lines.
pub trait Locate {
    /// Line and column of a place, both counted from 1; `None` if the file has no text.
    fn position(&self, place: &NodePath) -> Option<(usize, usize)>;

    /// The text of a line, counted from 1, without its line break.
    fn line(&self, file: &str, line: usize) -> Option<&str>;

    /// How many diagnostics of a file are shown, of those that were kept. Finding a place may mean to read the file
    /// again, so without a bound a large file that is wrong throughout would take minutes.
    fn shown_at_most(&self, _file: &str) -> usize {
        KEPT
    }
}

/// How many errors of a file are kept, and how many warnings; more are counted.
const KEPT: usize = 100;

/// How many warnings are shown of a whole spec. They come with every build, and finding their lines takes time.
const WARNINGS_SHOWN: usize = 100;

/// How long a message or a help is at most, in characters. A name that it shows can be as long as a file.
const LONGEST: usize = 1000;

fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Collects diagnostics.
#[derive(Debug, Default)]
pub struct Sink {
    entries: Vec<Entry>,
    /// How many diagnostics were reported of each kind, kept or not.
    reported: HashMap<Counted, usize>,
    has_errors: bool,
}

/// What is counted together, and kept up to one bound.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Counted {
    file: String,
    severity: Severity,
    needs_whole_spec: bool,
}

/// A diagnostic that waits for its line.
#[derive(Debug)]
struct Entry {
    code: Code,
    place: NodePath,
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
            entry.help = Some(shortened(help()));
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
    pub fn error(&mut self, code: Code, place: &NodePath, message: impl Into<String>) -> Reported<'_> {
        self.report(code, place, message.into())
    }

    /// Reports a doubt, which keeps nobody from getting a client.
    pub fn warning(&mut self, code: Code, place: &NodePath, message: impl Into<String>) -> Reported<'_> {
        self.report(code, place, message.into())
    }

    /// The severity is the code's, whoever reports it.
    fn report(&mut self, code: Code, place: &NodePath, message: String) -> Reported<'_> {
        let severity = code.severity();
        self.has_errors |= severity == Severity::Error;
        let file = place.file_name().to_owned();
        let counted = Counted { file, severity, needs_whole_spec: code.needs_whole_spec() };
        let reported = self.reported.entry(counted).or_default();
        *reported += 1;
        if *reported > KEPT {
            return Reported(None);
        }
        self.entries.push(Entry { code, place: place.clone(), message: shortened(message), help: None });
        Reported(self.entries.last_mut())
    }

    /// Takes over what another collector has of other files.
    pub fn absorb(&mut self, other: Self) {
        self.has_errors |= other.has_errors;
        self.entries.extend(other.entries);
        for (reported, count) in other.reported {
            *self.reported.entry(reported).or_default() += count;
        }
    }

    /// Whether an error was reported so far.
    #[must_use]
    pub const fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// The fence: hands on `value` with the warnings if there was no error. A pass that has no value has reported why.
    ///
    /// # Errors
    ///
    /// All that was reported, with its lines; what was reported twice stands there once.
    pub fn finish<T>(self, value: Option<T>, sources: &dyn Locate) -> Result<(T, Diagnostics), Diagnostics> {
        match value {
            Some(value) if !self.has_errors => Ok((value, self.located(sources))),
            _ => Err(self.located(sources)),
        }
    }

    /// The diagnostics with their lines. Errors come first, so that warnings take no room away from them.
    fn located(mut self, sources: &dyn Locate) -> Diagnostics {
        if self.has_errors {
            self.entries.retain(|entry| !entry.code.needs_whole_spec());
            self.reported.retain(|counted, _| !counted.needs_whole_spec);
        }
        let mut hidden = self.reported.values().sum::<usize>() - self.entries.len();
        self.entries.sort_by_key(|entry| entry.code.severity());
        let mut files: HashMap<String, Vec<Diagnostic>> = HashMap::new();
        let mut warnings = 0;
        for entry in self.entries {
            let file = entry.place.file_name();
            let shown = files.entry(file.to_owned()).or_default();
            let is_warning = entry.code.severity() == Severity::Warning;
            if shown.len() >= sources.shown_at_most(file) || (is_warning && warnings >= WARNINGS_SHOWN) {
                hidden += 1;
            } else {
                warnings += usize::from(is_warning);
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

/// A message on one line, in which no blank is taken for another.
fn shown(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    for c in one_line(message).chars() {
        if is_foreign_blank(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
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
            message: shown(&self.message),
            help: self.help.as_deref().map(escaped),
            file: escaped(file),
            line,
            column,
            source: position.and_then(|_| sources.line(file, line)).map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Locate, Sink};
    use crate::diag::{Code, NodePath, Severity, Style};

    /// Every place is in line 1.
    struct OneLine;

    impl Locate for OneLine {
        fn position(&self, _place: &NodePath) -> Option<(usize, usize)> {
            Some((1, 7))
        }

        fn line(&self, _file: &str, _line: usize) -> Option<&str> {
            Some("name: \u{202e}x")
        }

        fn shown_at_most(&self, _file: &str) -> usize {
            3
        }
    }

    fn place() -> NodePath {
        NodePath::file("a.yaml").key("name")
    }

    #[test]
    fn the_same_mistake_is_shown_once_and_too_many_are_counted() {
        let mut sink = Sink::new();
        for message in ["one", "one", "two", "three"] {
            sink.error(Code::WrongType, &place(), message);
        }
        let diagnostics = sink.finish(Some(()), &OneLine).unwrap_err();
        assert_eq!((diagnostics.len(), diagnostics.hidden()), (2, 1));
    }

    #[test]
    fn warnings_take_no_room_away_from_errors() {
        let mut sink = Sink::new();
        for number in 0..200 {
            sink.warning(Code::MissingDescription, &place(), format!("warning {number}"));
        }
        for number in 0..2 {
            sink.error(Code::WrongType, &place(), format!("error {number}"));
        }
        let diagnostics = sink.finish(Some(()), &OneLine).unwrap_err();
        assert_eq!((diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning)), (2, 1));
        assert_eq!(diagnostics.hidden(), 199);
        let shown = diagnostics.to_string();
        assert!(shown.contains("warning[D0027]: warning 0"), "{shown}");
        let last = "the spec has 2 errors and 1 warning, and 199 more that show once these are mended";
        assert!(shown.ends_with(last), "{shown}");
    }

    #[test]
    fn warnings_alone_let_the_value_through() {
        let mut sink = Sink::new();
        sink.warning(Code::Unused, &place(), "one");
        let (value, warnings) = sink.finish(Some(7), &OneLine).unwrap();
        assert_eq!((value, warnings.len()), (7, 1));
    }

    #[test]
    fn a_short_one_is_one_line() {
        let mut sink = Sink::new();
        let place = NodePath::file("a\nb.yaml").key("name");
        sink.warning(Code::Unused, &place, "bad\r`\n`").help("take\ncargo::rustc-flags=x\u{2028} out");
        let ((), warnings) = sink.finish(Some(()), &OneLine).unwrap();
        let shown = warnings.render(Style::Short);
        let first = "a\\nb.yaml:1:7: warning[D0029]: bad\\u{d}`\\n` (help: take\\ncargo::rustc-flags=x\\u{2028} out)";
        assert_eq!(shown.lines().collect::<Vec<_>>(), [first, "the spec has 1 warning"]);
    }

    #[test]
    fn a_message_is_cut_where_it_is_very_long() {
        let mut sink = Sink::new();
        sink.error(Code::WrongType, &place(), "é".repeat(1 << 20)).help("é".repeat(1 << 20));
        let shown = sink.finish(Some(()), &OneLine).unwrap_err().to_string();
        assert!(shown.contains("é…") && shown.chars().count() < 2500, "{} characters", shown.chars().count());
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_printed() {
        let mut sink = Sink::new();
        sink.error(Code::WrongType, &NodePath::file("a\u{1b}.yaml"), "bad `\u{1b}[31m`").help("take `\u{202e}` out");
        let shown = sink.finish(Some(()), &OneLine).unwrap_err().to_string();
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
        assert!(shown.contains("error[D0007]: bad `\\u{1b}[31m`"), "{shown}");
    }
}
