//! Diagnostics with their lines, and ordered collections of them.

use dingtalk_policy::one_line;
use std::fmt;

use super::code::{Code, Severity};
use super::render::{self, RenderStyle};

/// An error or a warning about a spec.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    /// The line of the spec; none if the file has no text to show.
    pub(super) source: Option<String>,
}

impl Diagnostic {
    /// The kind of the diagnostic.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The severity: a client is generated in spite of warnings.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The message: one sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The help: how to fix it.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The displayed file name, such as `spec/im/x.yaml`.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1. It is 1 where the whole file is meant.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column, in characters, counted from 1.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// The diagnostic: with its line of the spec, over several lines, unless the style is a short one.
    #[must_use]
    pub fn render(&self, style: RenderStyle) -> String {
        render::diagnostic(self, style)
    }

    /// The sort key.
    pub(super) fn position(&self) -> (&str, usize, usize) {
        (&self.file, self.line, self.column)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(RenderStyle::Plain))
    }
}

/// The same as `Display`.
impl fmt::Debug for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The errors and warnings of a spec, ordered by file, line and column.
///
/// `Debug` prints the same as `Display`, so that a `main` that returns them ends readably.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// In order: [`Diagnostics::new`] sees to it.
    list: Vec<Diagnostic>,
    hidden: usize,
}

impl Diagnostics {
    /// Orders the diagnostics. `hidden` more were found, too many to show.
    pub(super) fn new(mut list: Vec<Diagnostic>, hidden: usize) -> Self {
        list.sort_by(|a, b| a.position().cmp(&b.position()));
        Self { list, hidden }
    }

    /// The diagnostics with file names replaced by `shown`.
    #[must_use]
    pub fn with_files(mut self, shown: impl Fn(&str) -> String) -> Self {
        for diagnostic in &mut self.list {
            diagnostic.file = one_line(&shown(&diagnostic.file));
        }
        self
    }

    /// The diagnostics, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// The number of diagnostics, without hidden ones.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns true if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The number of diagnostics of a severity, without hidden ones.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
    }

    /// The number of diagnostics beyond the limit, which are not listed.
    #[must_use]
    pub const fn hidden(&self) -> usize {
        self.hidden
    }

    /// All of them, and how many there are.
    #[must_use]
    pub fn render(&self, style: RenderStyle) -> String {
        render::diagnostics(self, style)
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(RenderStyle::Plain))
    }
}

/// The same as `Display`.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Diagnostics {}
