//! Ambiguities found while reading a page.

use super::page_tables::Part;
use std::fmt;

/// An ambiguity of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ambiguity {
    pub(crate) kind: AmbiguityKind,
    /// Line in the file, if the format has lines.
    pub(crate) line: Option<usize>,
    /// One sentence without a period. Text of the page is in backticks.
    pub(crate) message: String,
    /// The example value that contradicts its row.
    pub(crate) unlisted: Option<UnlistedValue>,
}

/// An example value that its row does not list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnlistedValue {
    pub(crate) part: Part,
    /// Index of the row in the part's table.
    pub(crate) row: usize,
    pub(crate) value: String,
}

/// Kind of an ambiguity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmbiguityKind {
    /// An unknown heading, column or basic information label.
    UnknownLabel,
    /// A row whose cells are ambiguous.
    Unsplit,
    /// A row whose parent is ambiguous.
    Nesting,
    /// A contradiction between two places of the page.
    Contradiction,
    /// An example that is not valid JSON.
    BrokenExample,
}

/// Maximum number of ambiguities listed. Others are counted.
const MAX_LISTED: usize = 1000;

/// Collects ambiguities.
#[derive(Debug, Default)]
pub(super) struct Ambiguities {
    named: Vec<Ambiguity>,
    others: usize,
}

impl Ambiguities {
    pub(super) fn unknown(&mut self, line: Option<usize>, message: impl Into<String>) {
        self.add(AmbiguityKind::UnknownLabel, line, message.into());
    }

    pub(super) fn unsplit(&mut self, line: Option<usize>, message: String) {
        self.add(AmbiguityKind::Unsplit, line, message);
    }

    pub(super) fn nesting(&mut self, line: Option<usize>, message: String) {
        self.add(AmbiguityKind::Nesting, line, message);
    }

    pub(super) fn contradiction(&mut self, line: Option<usize>, message: String) {
        self.add(AmbiguityKind::Contradiction, line, message);
    }

    pub(super) fn broken_example(&mut self, line: Option<usize>, message: String) {
        self.add(AmbiguityKind::BrokenExample, line, message);
    }

    fn add(&mut self, kind: AmbiguityKind, line: Option<usize>, message: String) {
        self.push(Ambiguity { kind, line, message, unlisted: None });
    }

    /// Adds a contradiction between an example and the listed values of a row.
    pub(super) fn add_unlisted(&mut self, line: Option<usize>, message: String, unlisted: UnlistedValue) {
        self.push(Ambiguity { kind: AmbiguityKind::Contradiction, line, message, unlisted: Some(unlisted) });
    }

    fn push(&mut self, ambiguity: Ambiguity) {
        if self.named.len() < MAX_LISTED {
            self.named.push(ambiguity);
        } else {
            self.others += 1;
        }
    }

    /// Returns all in page order. Those without a line stay behind their predecessor.
    pub(super) fn finish(mut self) -> Vec<Ambiguity> {
        let mut last = 0;
        let mut keyed: Vec<(usize, Ambiguity)> = Vec::with_capacity(self.named.len());
        for ambiguity in self.named.drain(..) {
            last = ambiguity.line.unwrap_or(last);
            keyed.push((last, ambiguity));
        }
        keyed.sort_by_key(|(line, _)| *line);
        let count = self.others;
        let others = format!("{count} more places of the page are not sure, and are not listed");
        let others = Ambiguity { kind: AmbiguityKind::UnknownLabel, line: None, message: others, unlisted: None };
        let others = (count > 0).then_some(others);
        keyed.into_iter().map(|(_, ambiguity)| ambiguity).chain(others).collect()
    }
}

/// Text of the page in a message: in backticks and truncated.
pub(super) struct Quoted<'a>(pub(super) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 60;
        match self.0.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "`{}…`", &self.0[..end]),
            None => write!(f, "`{}`", self.0),
        }
    }
}
