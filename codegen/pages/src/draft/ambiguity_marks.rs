//! Attaches the page's ambiguities to the draft's lines.

use super::draft_field::DraftField;
use crate::page::{Ambiguity, AmbiguityKind, RowId};

/// Ambiguities that are not reported yet.
pub(super) struct PendingAmbiguities(Vec<Ambiguity>);

impl PendingAmbiguities {
    pub(super) fn new(ambiguities: &[Ambiguity]) -> Self {
        Self(ambiguities.to_vec())
    }

    /// Takes those of a row, except for those that its other marks cover.
    pub(super) fn of_row(&mut self, row: RowId, is_unsplit: bool, is_unsettled: bool) -> Vec<String> {
        let said = |kind| match kind {
            AmbiguityKind::Unsplit => is_unsplit,
            AmbiguityKind::Nesting => is_unsettled,
            _ => false,
        };
        let of_row = self.0.extract_if(.., |ambiguity| ambiguity.row == Some(row));
        of_row.filter(|ambiguity| !said(ambiguity.kind)).map(|ambiguity| ambiguity.message).collect()
    }

    /// Drops those about values that the draft lists as alternate spellings.
    pub(super) fn drop_spellings(&mut self, row: RowId, field: &DraftField) {
        self.0.retain(|ambiguity| {
            let unlisted = ambiguity.unlisted.as_ref().filter(|_| ambiguity.row == Some(row));
            !unlisted.is_some_and(|unlisted| field.has_spelling(unlisted))
        });
    }

    /// Takes those of the examples.
    pub(super) fn of_examples(&mut self) -> Vec<String> {
        let broken = self.0.extract_if(.., |ambiguity| ambiguity.kind == AmbiguityKind::BrokenExample);
        broken.map(|ambiguity| ambiguity.message).collect()
    }

    /// Returns the remaining ones, with their lines.
    pub(super) fn rest(self) -> Vec<String> {
        let rest = self.0.into_iter().map(|ambiguity| match ambiguity.line {
            Some(line) => format!("{} (line {line} of the page)", ambiguity.message),
            None => ambiguity.message,
        });
        rest.collect()
    }
}
