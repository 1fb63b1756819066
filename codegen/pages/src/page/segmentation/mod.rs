//! Rows whose cells stand together with nothing between them: every way to tell them apart that the text allows.

mod candidates;
mod ranking;

use crate::labels::{self, Column};
use candidates::{Segmentation, SegmentationRules, Segmenter};
use ranking::Ranker;
use std::collections::HashSet;

/// No name of a member is longer.
const MAX_NAME: usize = 200;
/// More readings say no more than these.
const MAX_READINGS: usize = 64;

/// The texts of the cells, column by column.
pub(super) type CellTexts = Vec<String>;

/// How much is taken for the word of a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TypeSyntax {
    /// Words that pages have for types, as they write them.
    Words,
    /// The same in small letters.
    AnyCase,
    /// Names of types of the service.
    Names,
}

/// All ways to tell the cells of a row apart, the likeliest first. `known` are the names that other places of the page give to members here.
pub(super) fn fields(columns: &[Option<Column>], text: &str, known: &HashSet<&str>) -> Vec<CellTexts> {
    let row = JoinedRow { columns, text };
    let ranker = Ranker { row, known };
    let segmentations = likely(row, &ranker, true)
        .or_else(|| some(row.segmentations(TypeSyntax::AnyCase, true, true)))
        .or_else(|| likely(row, &ranker, false))
        .unwrap_or_default();
    ranker.rank(segmentations).into_iter().map(|segmentation| row.texts(&segmentation)).collect()
}

/// The ways in which a type has one of its words, or the name of one of the service's types. A name hides a word: `FileInfo` is no file.
fn likely(row: JoinedRow<'_>, ranker: &Ranker<'_>, flagged: bool) -> Option<Vec<Segmentation>> {
    let mut segmentations = words(row, flagged);
    let mut names = row.segmentations(TypeSyntax::Names, flagged, true);
    if !segmentations.is_empty() {
        // A row that seems to have no name may begin with one that looks like a type.
        let nameless = |segmentation: &Segmentation| segmentation.first() == Some(&0);
        let unnamed = segmentations.iter().all(nameless);
        names.retain(|name| (unnamed && !nameless(name)) || ranker.is_type_name(name, &segmentations));
    }
    segmentations.append(&mut names);
    some(segmentations)
}

/// The ways in which a type has one of its words; those in which the description begins with a small letter where there are no others.
fn words(row: JoinedRow<'_>, flagged: bool) -> Vec<Segmentation> {
    let segmentations = row.segmentations(TypeSyntax::Words, flagged, true);
    if !segmentations.is_empty() {
        return segmentations;
    }
    let mut segmentations = row.segmentations(TypeSyntax::Words, flagged, false);
    if segmentations.iter().any(|segmentation| row.hides_flag(segmentation)) {
        // `Nothing` is no `No`.
        segmentations.extend(row.segmentations(TypeSyntax::Words, false, true));
    }
    segmentations
}

fn some(segmentations: Vec<Segmentation>) -> Option<Vec<Segmentation>> {
    (!segmentations.is_empty()).then_some(segmentations)
}

/// A row, and what its cells hold.
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

    /// Whether what is taken for yes or no may be the beginning of a word.
    fn hides_flag(self, segmentation: &[usize]) -> bool {
        let Some(number) = self.column(Column::Required) else { return false };
        let goes_on = self.text[segmentation[number]..].starts_with(|c: char| c.is_ascii_lowercase());
        goes_on && self.cell(segmentation, number).is_ascii()
    }
}
