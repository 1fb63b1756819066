//! Rows whose cells stand together with nothing between them: every way to tell them apart that the text allows.

mod candidates;
mod ranking;

use crate::labels::{self, Column};
use candidates::{Segmentation, SegmentationRules, Segmenter};
use ranking::Ranker;
use std::collections::HashSet;

/// No name of a member is longer.
const NAME: usize = 200;
/// More readings say no more than these.
const READINGS: usize = 64;

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
pub(super) fn members(columns: &[Option<Column>], text: &str, known: &HashSet<&str>) -> Vec<CellTexts> {
    let row = JoinedRow { columns, text };
    let weigher = Ranker { row, known };
    let ways = likely(row, &weigher, true)
        .or_else(|| some(row.ways(TypeSyntax::AnyCase, true, true)))
        .or_else(|| likely(row, &weigher, false))
        .unwrap_or_default();
    weigher.settle(ways).into_iter().map(|way| row.texts(&way)).collect()
}

/// The ways in which a type has one of its words, or the name of one of the service's types. A name hides a word: `FileInfo` is no file.
fn likely(row: JoinedRow<'_>, weigher: &Ranker<'_>, flagged: bool) -> Option<Vec<Segmentation>> {
    let mut ways = words(row, flagged);
    let mut names = row.ways(TypeSyntax::Names, flagged, true);
    if !ways.is_empty() {
        // A row that seems to have no name may begin with one that looks like a type.
        let nameless = |way: &Segmentation| way.first() == Some(&0);
        let unnamed = ways.iter().all(nameless);
        names.retain(|name| (unnamed && !nameless(name)) || weigher.is_type_name(name, &ways));
    }
    ways.append(&mut names);
    some(ways)
}

/// The ways in which a type has one of its words; those in which the description begins with a small letter where there are no others.
fn words(row: JoinedRow<'_>, flagged: bool) -> Vec<Segmentation> {
    let ways = row.ways(TypeSyntax::Words, flagged, true);
    if !ways.is_empty() {
        return ways;
    }
    let mut ways = row.ways(TypeSyntax::Words, flagged, false);
    if ways.iter().any(|way| row.hides_flag(way)) {
        // `Nothing` is no `No`.
        ways.extend(row.ways(TypeSyntax::Words, false, true));
    }
    ways
}

fn some(ways: Vec<Segmentation>) -> Option<Vec<Segmentation>> {
    (!ways.is_empty()).then_some(ways)
}

/// A row, and what its cells hold.
#[derive(Clone, Copy)]
struct JoinedRow<'a> {
    columns: &'a [Option<Column>],
    text: &'a str,
}

impl<'a> JoinedRow<'a> {
    fn ways(self, types: TypeSyntax, flagged: bool, capital: bool) -> Vec<Segmentation> {
        Segmenter { row: self, ask: SegmentationRules { types, flagged, capital } }.ways()
    }

    fn column(self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column))
    }

    fn cell(self, way: &[usize], number: usize) -> &'a str {
        let start = number.checked_sub(1).map_or(0, |before| way[before]);
        &self.text[start..way[number]]
    }

    fn texts(self, way: &[usize]) -> CellTexts {
        (0..self.columns.len()).map(|number| self.cell(way, number).to_owned()).collect()
    }

    /// Whether what is taken for yes or no may be the beginning of a word.
    fn hides_flag(self, way: &[usize]) -> bool {
        let Some(number) = self.column(Column::Required) else { return false };
        let goes_on = self.text[way[number]..].starts_with(|c: char| c.is_ascii_lowercase());
        goes_on && self.cell(way, number).is_ascii()
    }
}
