//! What the reader of the page was not sure of, to be said at the line that it is about.

use super::draft_field::DraftField;
use crate::page::{Ambiguity, AmbiguityKind, Part};

/// The doubts that were not said yet.
pub(super) struct PendingAmbiguities(Vec<Ambiguity>);

impl PendingAmbiguities {
    pub(super) fn new(doubts: &[Ambiguity]) -> Self {
        Self(doubts.to_vec())
    }

    /// Those about a row, but for what its marks say anyway.
    pub(super) fn of_row(&mut self, line: Option<usize>, is_unsplit: bool, is_unsettled: bool) -> Vec<String> {
        let said = |kind| match kind {
            AmbiguityKind::Unsplit => is_unsplit,
            AmbiguityKind::Nesting => is_unsettled,
            _ => false,
        };
        let of_line = self.0.extract_if(.., |doubt| line.is_some() && doubt.line == line);
        of_line.filter(|doubt| !said(doubt.kind)).map(|doubt| doubt.message).collect()
    }

    /// Leaves out those about values that are spellings of the row's values: a mark of the row says so.
    pub(super) fn drop_spellings(&mut self, part: Part, row: usize, field: &DraftField) {
        self.0.retain(|doubt| {
            let unlisted = doubt.unlisted.as_ref().filter(|unlisted| (unlisted.part, unlisted.row) == (part, row));
            !unlisted.is_some_and(|unlisted| field.has_spelling(&unlisted.value))
        });
    }

    /// Those about the examples.
    pub(super) fn of_examples(&mut self) -> Vec<String> {
        let broken = self.0.extract_if(.., |doubt| doubt.kind == AmbiguityKind::BrokenExample);
        broken.map(|doubt| doubt.message).collect()
    }

    /// All others, with their lines.
    pub(super) fn rest(self) -> Vec<String> {
        let rest = self.0.into_iter().map(|doubt| match doubt.line {
            Some(line) => format!("{} (line {line} of the page)", doubt.message),
            None => doubt.message,
        });
        rest.collect()
    }
}
