//! Segments rows whose cells are joined without separators: generates candidates and ranks them.

mod candidates;
mod ranking;

use super::MAX_READINGS;
use crate::labels::{self, Column, MAX_NAME};
use candidates::{Segmentation, SegmentationRules, Segmenter};
use ranking::Ranker;
pub(super) use ranking::has_hump;
use std::collections::HashSet;

/// Cell texts by column.
pub(super) type CellTexts = Vec<String>;

/// Accepted syntax of types.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TypeSyntax {
    /// Known type words in their usual case.
    Words,
    /// Known type words in any case.
    AnyCase,
    /// Names of service types.
    Names,
}

/// Returns all likely segmentations of a row, best first. `known` are field names of this part from other places of the
/// page.
pub(super) fn fields(columns: &[Option<Column>], text: &str, known: &HashSet<&str>) -> Vec<CellTexts> {
    let row = JoinedRow { columns, text };
    let ranker = Ranker { row, known };
    let segmentations = likely(row, &ranker, true)
        .or_else(|| some(row.segmentations(TypeSyntax::AnyCase, true, true)))
        .or_else(|| likely(row, &ranker, false))
        .unwrap_or_default();
    ranker.rank(segmentations).into_iter().map(|segmentation| row.texts(&segmentation)).collect()
}

/// Returns segmentations with a type word or a service type name. A name hides a word: `FileInfo` is not `File`.
fn likely(row: JoinedRow<'_>, ranker: &Ranker<'_>, flagged: bool) -> Option<Vec<Segmentation>> {
    let mut segmentations = words(row, flagged);
    let mut names = row.segmentations(TypeSyntax::Names, flagged, true);
    if !segmentations.is_empty() {
        // If all candidates lack a name, the name may look like a type.
        let nameless = |segmentation: &Segmentation| segmentation.first() == Some(&0);
        let unnamed = segmentations.iter().all(nameless);
        let unknown = !segmentations.iter().any(|segmentation| ranker.is_known(segmentation));
        names.retain(|name| {
            let is_named = (unnamed && !nameless(name)) || (unknown && ranker.is_known(name));
            is_named || ranker.is_type_name(name, &segmentations)
        });
    }
    segmentations.append(&mut names);
    some(segmentations)
}

/// Returns segmentations with a type word. Falls back to descriptions that start in lowercase.
fn words(row: JoinedRow<'_>, flagged: bool) -> Vec<Segmentation> {
    let segmentations = row.segmentations(TypeSyntax::Words, flagged, true);
    if !segmentations.is_empty() {
        return segmentations;
    }
    let mut segmentations = row.segmentations(TypeSyntax::Words, flagged, false);
    if segmentations.iter().any(|segmentation| row.hides_flag(segmentation)) {
        // `Nothing` does not start with `No`.
        segmentations.extend(row.segmentations(TypeSyntax::Words, false, true));
    }
    segmentations
}

fn some(segmentations: Vec<Segmentation>) -> Option<Vec<Segmentation>> {
    (!segmentations.is_empty()).then_some(segmentations)
}

/// A joined row and its columns.
#[derive(Clone, Copy)]
struct JoinedRow<'a> {
    columns: &'a [Option<Column>],
    text: &'a str,
}

impl<'a> JoinedRow<'a> {
    fn segmentations(self, types: TypeSyntax, flagged: bool, capital: bool) -> Vec<Segmentation> {
        Segmenter { row: self, rules: SegmentationRules { types, flagged, capital } }.segmentations()
    }

    fn column(self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column))
    }

    fn cell(self, segmentation: &[usize], number: usize) -> &'a str {
        let start = number.checked_sub(1).map_or(0, |before| segmentation[before]);
        &self.text[start..segmentation[number]]
    }

    fn texts(self, segmentation: &[usize]) -> CellTexts {
        (0..self.columns.len()).map(|number| self.cell(segmentation, number).to_owned()).collect()
    }

    /// Returns `true` if the flag may be the start of a word.
    fn hides_flag(self, segmentation: &[usize]) -> bool {
        let Some(number) = self.column(Column::Required) else { return false };
        let goes_on = self.text[segmentation[number]..].starts_with(|c: char| c.is_ascii_lowercase());
        goes_on && self.cell(segmentation, number).is_ascii()
    }
}
