//! Where the cells of a row may end.

use super::{JoinedRow, MAX_NAME, MAX_READINGS, TypeSyntax, labels};
use crate::labels::Column;
use crate::labels::type_word;

/// For each cell of a row, where it ends.
pub(super) type Segmentation = Vec<usize>;

/// What is asked of cells.
#[derive(Clone, Copy)]
pub(super) struct SegmentationRules {
    pub(super) types: TypeSyntax,
    /// Whether there has to be a yes or no.
    pub(super) flagged: bool,
    /// Whether a description may not begin with a small letter.
    pub(super) capital: bool,
}

/// What cuts a row into cells.
pub(super) struct Segmenter<'a> {
    pub(super) row: JoinedRow<'a>,
    pub(super) rules: SegmentationRules,
}

/// What stands behind a cell.
#[derive(Clone, Copy)]
enum NextCell {
    End,
    /// A cell of that column, if the column is known.
    Cell(Option<Column>),
}

impl Segmenter<'_> {
    /// All ways, cell by cell.
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

    /// Where the cell of a column that begins at a place may end.
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

    /// Where a cell may end that holds anything.
    fn free_ends(&self, at: usize, following: NextCell) -> Vec<usize> {
        match following {
            NextCell::End => vec![self.row.text.len()],
            // Nothing tells free texts apart: the last of them gets all.
            NextCell::Cell(
                None | Some(Column::Description | Column::Example | Column::Default | Column::MaxLength),
            ) => vec![at],
            NextCell::Cell(_) => {
                let ends = self.row.text[at..].char_indices().map(|(end, _)| at + end).take(MAX_NAME * 10);
                ends.filter(|end| self.may_follow(following, *end)).collect()
            }
        }
    }

    /// Whether the next cell may begin at a place.
    fn may_follow(&self, following: NextCell, at: usize) -> bool {
        let rest = &self.row.text[at..];
        match following {
            NextCell::Cell(Some(Column::Type)) => !self.type_ends(at).is_empty(),
            NextCell::Cell(Some(Column::Required)) => !self.rules.flagged || labels::leading_flag(rest).is_some(),
            // A value may begin as it likes; a sentence begins with a capital.
            NextCell::Cell(Some(Column::Example | Column::Default | Column::MaxLength)) => true,
            NextCell::Cell(_) => !(self.rules.capital && rest.starts_with(|c: char| c.is_ascii_lowercase())),
            NextCell::End => rest.is_empty(),
        }
    }

    /// Where the word of a type that begins at a place may end.
    fn type_ends(&self, at: usize) -> Vec<usize> {
        let rest = &self.row.text[at..];
        match self.rules.types {
            TypeSyntax::Names => name_ends(self.row.text, at),
            types => {
                type_word::leading(rest, types == TypeSyntax::AnyCase).map(|length| at + length).into_iter().collect()
            }
        }
    }
}

/// Where the name of a type of the service that begins at a place may end.
fn name_ends(text: &str, at: usize) -> Vec<usize> {
    let rest = &text[at..];
    let of = ["Array of ", "List<", "Array<", "array of "].into_iter().find(|of| rest.starts_with(of)).unwrap_or("");
    let name = &rest[of.len()..];
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Vec::new();
    }
    let run = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len()).min(MAX_NAME);
    let mut ends: Vec<usize> = (2..=run).collect();
    if let Some(list) = ["[]", ">"].into_iter().find(|list| name[run..].starts_with(list)) {
        ends = vec![run + list.len()];
    }
    ends.into_iter().map(|end| at + of.len() + end).filter(|end| is_boundary(text, *end)).collect()
}

/// Whether a new cell may begin at a place: at a capital, but not within several of them, at another script, or at the end.
fn is_boundary(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    let Some(first) = after.next() else { return true };
    if first.is_ascii_uppercase() && text[..at].ends_with(|c: char| c.is_ascii_uppercase()) {
        return after.next().is_some_and(|c| c.is_ascii_lowercase());
    }
    first.is_ascii_uppercase() || !first.is_ascii() || first.is_ascii_digit()
}
