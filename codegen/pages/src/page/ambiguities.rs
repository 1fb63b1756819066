//! Ambiguities found while reading a page.

use super::page_tables::RowId;
use std::fmt;

/// An ambiguity of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ambiguity {
    pub(crate) kind: AmbiguityKind,
    /// The row that it is about.
    pub(crate) row: Option<RowId>,
    /// Line in the file, if the format has lines.
    pub(crate) line: Option<usize>,
    /// One sentence without a period. Text of the page is in backticks.
    pub(crate) message: String,
    /// The example value that the row does not list.
    pub(crate) unlisted: Option<String>,
}

/// Where an ambiguity is on the page.
#[derive(Clone, Copy)]
pub(super) struct AmbiguityPlace {
    row: Option<RowId>,
    line: Option<usize>,
}

impl From<Option<usize>> for AmbiguityPlace {
    fn from(line: Option<usize>) -> Self {
        Self { row: None, line }
    }
}

impl From<(RowId, Option<usize>)> for AmbiguityPlace {
    fn from((row, line): (RowId, Option<usize>)) -> Self {
        Self { row: Some(row), line }
    }
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
    pub(super) fn unknown(&mut self, at: impl Into<AmbiguityPlace>, message: impl Into<String>) {
        self.add(AmbiguityKind::UnknownLabel, at.into(), message.into());
    }

    pub(super) fn unsplit(&mut self, at: impl Into<AmbiguityPlace>, message: String) {
        self.add(AmbiguityKind::Unsplit, at.into(), message);
    }

    pub(super) fn nesting(&mut self, at: impl Into<AmbiguityPlace>, message: String) {
        self.add(AmbiguityKind::Nesting, at.into(), message);
    }

    pub(super) fn contradiction(&mut self, at: impl Into<AmbiguityPlace>, message: String) {
        self.add(AmbiguityKind::Contradiction, at.into(), message);
    }

    pub(super) fn broken_example(&mut self, line: Option<usize>, message: String) {
        self.add(AmbiguityKind::BrokenExample, line.into(), message);
    }

    fn add(&mut self, kind: AmbiguityKind, AmbiguityPlace { row, line }: AmbiguityPlace, message: String) {
        self.push(Ambiguity { kind, row, line, message, unlisted: None });
    }

    /// Adds a contradiction between a row and a value in the example, whose line is given.
    pub(super) fn unlisted(&mut self, row: RowId, line: Option<usize>, message: String, value: String) {
        let (kind, row, unlisted) = (AmbiguityKind::Contradiction, Some(row), Some(value));
        self.push(Ambiguity { kind, row, line, message, unlisted });
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
        let others =
            Ambiguity { kind: AmbiguityKind::UnknownLabel, row: None, line: None, message: others, unlisted: None };
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
