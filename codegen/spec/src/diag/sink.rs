//! The collector of diagnostics: every pass reports into it and continues; the end of the pipeline checks for errors.

use std::collections::HashMap;

use super::code::{Code, Severity};
use super::diagnostic::{Diagnostic, Diagnostics};
use super::node_path::NodePath;
use dingtalk_policy::{escaped, is_foreign_blank, one_line};

/// Resolves paths of nodes to lines, with the texts of the files.
pub trait LocateNode {
    /// Line and column of a place, both counted from 1; `None` if the file has no text.
    fn position(&self, place: &NodePath) -> Option<(usize, usize)>;

    /// The text of a line, counted from 1, without its line break.
    fn line(&self, file: &str, line: usize) -> Option<&str>;

    /// The maximum number of diagnostics shown for a file. Each resolution may parse the file
    /// again, so that a large file full of errors would take minutes without a limit.
    fn shown_at_most(&self, _file: &str) -> usize {
        MAX_PER_FILE
    }
}

/// The maximum number of errors and of warnings stored per file; further ones are counted.
const MAX_PER_FILE: usize = 100;

/// The maximum number of warnings shown for a spec. Every build shows them, and resolving lines takes time.
const MAX_WARNINGS: usize = 100;

/// The maximum length of a message or a help, in characters. It may quote a name as long as a file.
const MAX_MESSAGE: usize = 1000;

fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_MESSAGE) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Collects diagnostics.
#[derive(Debug, Default)]
pub struct Sink {
    entries: Vec<UnlocatedDiagnostic>,
    /// The number of reported diagnostics by key, stored or not.
    reported: HashMap<CountKey, usize>,
    has_errors: bool,
}

/// The key of a counter with one limit.
#[derive(Debug, PartialEq, Eq, Hash)]
struct CountKey {
    file: String,
    severity: Severity,
    needs_whole_spec: bool,
}

/// A diagnostic that waits for its line.
#[derive(Debug)]
struct UnlocatedDiagnostic {
    code: Code,
    place: NodePath,
    message: String,
    help: Option<String>,
}

/// A diagnostic that was just reported, to which a help can be added.
pub struct Reported<'a>(Option<&'a mut UnlocatedDiagnostic>);

impl Reported<'_> {
    /// Adds a help.
    pub fn help(self, help: impl Into<String>) {
        self.help_with(|| help.into());
    }

    /// Adds a help that is expensive to compute; it is computed only for stored diagnostics.
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

    /// Reports an error or a warning, as the code says. A message is one sentence without a full stop; names of the spec are in backticks.
    pub fn report(&mut self, code: Code, place: &NodePath, message: impl Into<String>) -> Reported<'_> {
        let severity = code.severity();
        self.has_errors |= severity == Severity::Error;
        let file = place.file_name().to_owned();
        let counted = CountKey { file, severity, needs_whole_spec: code.needs_whole_spec() };
        let reported = self.reported.entry(counted).or_default();
        *reported += 1;
        if *reported > MAX_PER_FILE {
            return Reported(None);
        }
        self.entries.push(UnlocatedDiagnostic {
            code,
            place: place.clone(),
            message: shortened(message.into()),
            help: None,
        });
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

    /// Returns true if an error was reported.
    #[must_use]
    pub const fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// Returns `value` with the warnings if there is no error. A pass without a value has reported the reason.
    ///
    /// # Errors
    ///
    /// All diagnostics with their lines, without duplicates.
    pub fn finish<T>(self, value: Option<T>, sources: &dyn LocateNode) -> Result<(T, Diagnostics), Diagnostics> {
        match value {
            Some(value) if !self.has_errors => Ok((value, self.located(sources))),
            _ => Err(self.located(sources)),
        }
    }

    /// Returns `value` if there is no error, for callers that show no warnings of a valid spec: finding their lines takes time.
    ///
    /// # Errors
    ///
    /// All diagnostics with their lines, without duplicates.
    pub fn finish_without_warnings<T>(self, value: Option<T>, sources: &dyn LocateNode) -> Result<T, Diagnostics> {
        match value {
            Some(value) if !self.has_errors => Ok(value),
            _ => Err(self.located(sources)),
        }
    }

    /// The diagnostics with their lines. Errors come first, so that warnings do not displace them.
    fn located(mut self, sources: &dyn LocateNode) -> Diagnostics {
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
            if shown.len() >= sources.shown_at_most(file) || (is_warning && warnings >= MAX_WARNINGS) {
                hidden += 1;
            } else {
                warnings += usize::from(is_warning);
                shown.push(entry.locate(sources));
            }
        }
        Diagnostics::new(files.into_values().flat_map(merged).collect(), hidden)
    }
}

/// The list without duplicates.
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

impl UnlocatedDiagnostic {
    fn locate(self, sources: &dyn LocateNode) -> Diagnostic {
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
    use super::{LocateNode, Sink};
    use crate::diag::{Code, NodePath, RenderStyle, Severity};

    /// Every place is in line 1.
    struct OneLine;

    impl LocateNode for OneLine {
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
    fn the_same_error_is_shown_once_and_too_many_are_counted() {
        let mut sink = Sink::new();
        for message in ["one", "one", "two", "three"] {
            sink.report(Code::WrongType, &place(), message);
        }
        let diagnostics = sink.finish(Some(()), &OneLine).unwrap_err();
        assert_eq!((diagnostics.len(), diagnostics.hidden()), (2, 1));
    }

    #[test]
    fn warnings_take_no_room_away_from_errors() {
        let mut sink = Sink::new();
        for number in 0..200 {
            sink.report(Code::MissingDescription, &place(), format!("warning {number}"));
        }
        for number in 0..2 {
            sink.report(Code::WrongType, &place(), format!("error {number}"));
        }
        let diagnostics = sink.finish(Some(()), &OneLine).unwrap_err();
        assert_eq!((diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning)), (2, 1));
        assert_eq!(diagnostics.hidden(), 199);
        let shown = diagnostics.to_string();
        assert!(shown.contains("warning[D0027]: warning 0"), "{shown}");
        let last = "the spec has 2 errors and 1 warning, and 199 more that are shown once these are fixed";
        assert!(shown.ends_with(last), "{shown}");
    }

    #[test]
    fn warnings_alone_let_the_value_through() {
        let mut sink = Sink::new();
        sink.report(Code::Unused, &place(), "one");
        let (value, warnings) = sink.finish(Some(7), &OneLine).unwrap();
        assert_eq!((value, warnings.len()), (7, 1));
    }

    #[test]
    fn a_short_one_is_one_line() {
        let mut sink = Sink::new();
        let place = NodePath::file("a\nb.yaml").key("name");
        sink.report(Code::Unused, &place, "bad\r`\n`").help("take\ncargo::rustc-flags=x\u{2028} out");
        let ((), warnings) = sink.finish(Some(()), &OneLine).unwrap();
        let shown = warnings.render(RenderStyle::Short);
        let first = "a\\nb.yaml:1:7: warning[D0029]: bad\\u{d}`\\n` (help: take\\ncargo::rustc-flags=x\\u{2028} out)";
        assert_eq!(shown.lines().collect::<Vec<_>>(), [first, "the spec has 1 warning"]);
    }

    #[test]
    fn a_message_is_cut_where_it_is_very_long() {
        let mut sink = Sink::new();
        sink.report(Code::WrongType, &place(), "é".repeat(1 << 20)).help("é".repeat(1 << 20));
        let shown = sink.finish(Some(()), &OneLine).unwrap_err().to_string();
        assert!(shown.contains("é…") && shown.chars().count() < 2500, "{} characters", shown.chars().count());
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_printed() {
        let mut sink = Sink::new();
        sink.report(Code::WrongType, &NodePath::file("a\u{1b}.yaml"), "bad `\u{1b}[31m`").help("remove `\u{202e}`");
        let shown = sink.finish(Some(()), &OneLine).unwrap_err().to_string();
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
        assert!(shown.contains("error[D0007]: bad `\\u{1b}[31m`"), "{shown}");
    }
}
