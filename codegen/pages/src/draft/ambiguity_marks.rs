//! What the reader of the page was not sure of, to be said at the line that it is about.

use super::draft_field::DraftField;
use crate::page::{Ambiguity, AmbiguityKind, Part};

/// The doubts that were not said yet.
pub(super) struct PendingAmbiguities(Vec<Ambiguity>);

impl PendingAmbiguities {
    pub(super) fn new(ambiguities: &[Ambiguity]) -> Self {
        Self(ambiguities.to_vec())
    }

    /// Those about a row, but for what its marks say anyway.
    pub(super) fn of_row(&mut self, line: Option<usize>, is_unsplit: bool, is_unsettled: bool) -> Vec<String> {
        let said = |kind| match kind {
            AmbiguityKind::Unsplit => is_unsplit,
            AmbiguityKind::Nesting => is_unsettled,
            _ => false,
        };
        let of_line = self.0.extract_if(.., |ambiguity| line.is_some() && ambiguity.line == line);
        of_line.filter(|ambiguity| !said(ambiguity.kind)).map(|ambiguity| ambiguity.message).collect()
    }

    /// Leaves out those about values that are spellings of the row's values: a mark of the row says so.
    pub(super) fn drop_spellings(&mut self, part: Part, row: usize, field: &DraftField) {
        self.0.retain(|ambiguity| {
            let unlisted = ambiguity.unlisted.as_ref().filter(|unlisted| (unlisted.part, unlisted.row) == (part, row));
            !unlisted.is_some_and(|unlisted| field.has_spelling(&unlisted.value))
        });
    }

    /// Those about the examples.
    pub(super) fn of_examples(&mut self) -> Vec<String> {
        let broken = self.0.extract_if(.., |ambiguity| ambiguity.kind == AmbiguityKind::BrokenExample);
        broken.map(|ambiguity| ambiguity.message).collect()
    }

    /// All others, with their lines.
    pub(super) fn rest(self) -> Vec<String> {
        let rest = self.0.into_iter().map(|ambiguity| match ambiguity.line {
            Some(line) => format!("{} (line {line} of the page)", ambiguity.message),
            None => ambiguity.message,
        });
        rest.collect()
    }
}
