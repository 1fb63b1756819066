//! Tables of a page.

use super::row_cells::{ErrorCells, FieldCells};
use crate::document::PageText;
use crate::labels::type_word::TypeMeaning;

/// Part of an operation that a table describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    Header,
    Path,
    Query,
    Body,
    Response,
}

impl Part {
    /// All parts in the order of a page.
    pub(crate) const ALL: [Self; 5] = [Self::Header, Self::Path, Self::Query, Self::Body, Self::Response];

    /// Name in output.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Path => "path",
            Self::Query => "query",
            Self::Body => "body",
            Self::Response => "response",
        }
    }
}

/// Identifies a row of a page by its index in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RowId {
    /// A row of a part.
    Field(Part, usize),
    /// A row of the error table.
    Error(usize),
}

/// A table of parameters or fields.
#[derive(Debug)]
pub(crate) struct FieldTable {
    pub(crate) part: Part,
    /// Rows in page order, parents first.
    pub(crate) rows: Vec<FieldRow>,
}

/// A row with every reading of its cells.
#[derive(Debug)]
pub(crate) struct PageRow<Cells> {
    /// The row as written: the cells without separators, with single spaces.
    pub(crate) written: PageText,
    /// Possible readings, best first. One means certain, none means unreadable.
    pub(crate) readings: Vec<Cells>,
    /// Number of readings that are as plausible as the first one.
    pub(crate) close: usize,
    /// Index of the parent row; `None` at the top level.
    pub(crate) parent: Option<usize>,
    /// Set if types and the example settle the parent.
    pub(crate) settled: bool,
    /// Set if another parent is nearly as good and the example shows neither.
    pub(crate) contested: bool,
}

/// A row of a field table.
pub(crate) type FieldRow = PageRow<FieldCells>;

/// A row of the error table, at the top level.
pub(crate) type ErrorRow = PageRow<ErrorCells>;

impl<Cells> PageRow<Cells> {
    /// Creates a row at the top level.
    pub(crate) fn new(written: PageText, readings: Vec<Cells>) -> Self {
        let close = readings.len().saturating_sub(1);
        Self { written, readings, close, parent: None, settled: true, contested: false }
    }

    /// Returns the cells, if they are certain.
    pub(crate) fn certain(&self) -> Option<&Cells> {
        if let [only] = self.readings.as_slice() { Some(only) } else { None }
    }

    /// Returns the first reading and those that are as plausible.
    pub(crate) fn plausible(&self) -> &[Cells] {
        self.readings.get(..=self.close).unwrap_or_default()
    }

    /// Returns the likeliest cells, if the row is readable.
    pub(crate) fn likeliest(&self) -> Option<&Cells> {
        self.readings.first()
    }
}

/// Returns the rows at the top level, and the rows below each row. Parents precede their children.
pub(crate) fn children(rows: &[FieldRow]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let (mut top, mut below) = (Vec::new(), vec![Vec::new(); rows.len()]);
    for (index, row) in rows.iter().enumerate() {
        match row.parent.filter(|parent| *parent < index) {
            Some(parent) => below[parent].push(index),
            None => top.push(index),
        }
    }
    (top, below)
}

impl FieldRow {
    /// Returns the likeliest name; empty for a row without one.
    pub(crate) fn name(&self) -> &str {
        self.likeliest().map_or("", |cells| &cells.name)
    }

    /// Returns the likeliest type, if the row is readable.
    pub(crate) fn meaning(&self) -> Option<&TypeMeaning> {
        self.likeliest().map(|cells| &cells.ty.meaning)
    }
}
