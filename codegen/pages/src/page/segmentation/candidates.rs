//! Generates candidate segmentations of a joined row.

use super::{JoinedRow, MAX_NAME, MAX_READINGS, TypeSyntax, labels};
use crate::labels::{Column, class_name, type_word};

/// End offset of each cell.
pub(super) type Segmentation = Vec<usize>;

/// Constraints on cells.
#[derive(Clone, Copy)]
pub(super) struct SegmentationRules {
    pub(super) types: TypeSyntax,
    /// Set if a flag is mandatory.
    pub(super) flagged: bool,
    /// Set if descriptions must not start in lowercase.
    pub(super) capital: bool,
}

/// Splits a row into cells.
pub(super) struct Segmenter<'a> {
    pub(super) row: JoinedRow<'a>,
    pub(super) rules: SegmentationRules,
}

/// Next cell, if any.
#[derive(Clone, Copy)]
enum NextCell {
    End,
    /// A cell of this column, if known.
    Cell(Option<Column>),
}

impl Segmenter<'_> {
    /// Returns all segmentations, built cell by cell with a bounded beam.
    pub(super) fn segmentations(&self) -> Vec<Segmentation> {
        let mut segmentations: Vec<Segmentation> = vec![Vec::new()];
        for number in 0..self.row.columns.len() {
            let mut longer = Vec::new();
            for segmentation in segmentations {
                let at = segmentation.last().copied().unwrap_or(0);
                for end in self.ends(number, at) {
                    let mut segmentation = segmentation.clone();
                    segmentation.push(end);
                    longer.push(segmentation);
                }
            }
            longer.truncate(MAX_READINGS * MAX_READINGS);
            segmentations = longer;
        }
        segmentations.retain(|segmentation| segmentation.last() == Some(&self.row.text.len()));
        segmentations.truncate(MAX_READINGS);
        segmentations
    }

    /// Returns the possible ends of a cell.
    fn ends(&self, number: usize, at: usize) -> Vec<usize> {
        let rest = &self.row.text[at..];
        let following = self.row.columns.get(number + 1).map_or(NextCell::End, |column| NextCell::Cell(*column));
        let fits = |end: &usize| self.may_follow(following, *end);
        match self.row.columns[number] {
            Some(Column::Name) => {
                let run = rest.find(|c: char| !labels::is_name_char(c)).unwrap_or(rest.len()).min(MAX_NAME);
                (at..=at + run).filter(fits).collect()
            }
            Some(Column::Type) => self.type_ends(at).into_iter().filter(fits).collect(),
            Some(Column::Required) => {
                let flag = labels::leading_flag(rest).map(|length| at + length).filter(fits);
                flag.or((!self.rules.flagged).then_some(at)).into_iter().collect()
            }
            _ => self.free_ends(at, following),
        }
    }

    /// Returns the possible ends of a free-text cell.
    fn free_ends(&self, at: usize, following: NextCell) -> Vec<usize> {
        match following {
            NextCell::End => vec![self.row.text.len()],
            // Adjacent free texts cannot be separated: the last one takes all.
            NextCell::Cell(
                None | Some(Column::Description | Column::Example | Column::Default | Column::MaxLength),
            ) => vec![at],
            NextCell::Cell(_) => {
                let ends = self.row.text[at..].char_indices().map(|(end, _)| at + end).take(MAX_NAME * 10);
                ends.filter(|end| self.may_follow(following, *end)).collect()
            }
        }
    }

    /// Returns `true` if the next cell may start at an offset.
    fn may_follow(&self, following: NextCell, at: usize) -> bool {
        let rest = &self.row.text[at..];
        match following {
            NextCell::Cell(Some(Column::Type)) => !self.type_ends(at).is_empty(),
            NextCell::Cell(Some(Column::Required)) => !self.rules.flagged || labels::leading_flag(rest).is_some(),
            // Values may start with any character, sentences with a capital.
            NextCell::Cell(Some(Column::Example | Column::Default | Column::MaxLength)) => true,
            NextCell::Cell(_) => !(self.rules.capital && rest.starts_with(|c: char| c.is_ascii_lowercase())),
            NextCell::End => rest.is_empty(),
        }
    }

    /// Returns the possible ends of a type.
    fn type_ends(&self, at: usize) -> Vec<usize> {
        let rest = &self.row.text[at..];
        match self.rules.types {
            TypeSyntax::Names => class_name::ends(self.row.text, at),
            types => {
                type_word::leading(rest, types == TypeSyntax::AnyCase).map(|length| at + length).into_iter().collect()
            }
        }
    }
}
