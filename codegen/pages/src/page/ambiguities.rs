//! What of a page is not sure, as it is found.

use super::page_tables::Part;
use std::fmt;

/// Something about a page that is not sure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ambiguity {
    pub(crate) kind: AmbiguityKind,
    /// The line of the file, where it has lines.
    pub(crate) line: Option<usize>,
    /// One sentence without a full stop; what the page says stands in backticks.
    pub(crate) message: String,
    /// The value that contradicts its row, where an example shows one.
    pub(crate) unlisted: Option<UnlistedValue>,
}

/// A value that an example shows for a row whose list of values does not have it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnlistedValue {
    pub(crate) part: Part,
    /// The number of the row in the table of the part.
    pub(crate) row: usize,
    pub(crate) value: String,
}

/// What is not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmbiguityKind {
    /// A heading, a column or a label of the basic information that is not known.
    UnknownLabel,
    /// A row whose cells cannot be told apart with certainty.
    Unsplit,
    /// Whose member a row describes.
    Nesting,
    /// Two places of the page that do not agree.
    Contradiction,
    /// An example that is no JSON.
    BrokenExample,
}

/// More doubts than these are counted, not named.
const MAX_LISTED: usize = 1000;

/// Gathers doubts.
#[derive(Debug, Default)]
pub(super) struct Ambiguities {
    named: Vec<Ambiguity>,
    others: usize,
}

impl Ambiguities {
    pub(super) fn add(&mut self, kind: AmbiguityKind, line: Option<usize>, message: impl Into<String>) {
        self.push(Ambiguity { kind, line, message: message.into(), unlisted: None });
    }

    /// Adds a contradiction between an example and the values that a row lists.
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

    /// All of them in the order of the page; what has no line keeps its place behind what was found before it.
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

/// A text of the page within a message: in backticks, cut where it is long.
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
