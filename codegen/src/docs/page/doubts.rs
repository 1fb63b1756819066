//! What of a page is not sure, as it is found.

use std::fmt;

/// Something about a page that is not sure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Doubt {
    pub(crate) kind: DoubtKind,
    /// The line of the file, where it has lines.
    pub(crate) line: Option<usize>,
    /// One sentence without a full stop; what the page says stands in backticks.
    pub(crate) message: String,
}

/// What is not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DoubtKind {
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

/// Gathers doubts.
#[derive(Debug, Default)]
pub(super) struct Doubts(Vec<Doubt>);

impl Doubts {
    pub(super) fn add(&mut self, kind: DoubtKind, line: Option<usize>, message: impl Into<String>) {
        self.0.push(Doubt { kind, line, message: message.into() });
    }

    /// All of them in the order of the page; what has no line keeps its place behind what was found before it.
    pub(super) fn finish(mut self) -> Vec<Doubt> {
        let mut last = 0;
        let mut keyed: Vec<(usize, Doubt)> = Vec::with_capacity(self.0.len());
        for doubt in self.0.drain(..) {
            last = doubt.line.unwrap_or(last);
            keyed.push((last, doubt));
        }
        keyed.sort_by_key(|(line, _)| *line);
        keyed.into_iter().map(|(_, doubt)| doubt).collect()
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
