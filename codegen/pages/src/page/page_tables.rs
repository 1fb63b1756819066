//! Tables of a page.

use super::row_cells::{ErrorCells, FieldCells, RowText};

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

/// A table of parameters or fields.
#[derive(Debug)]
pub(crate) struct FieldTable {
    pub(crate) part: Part,
    /// Rows in page order, parents first.
    pub(crate) rows: Vec<FieldRow>,
}

/// A row of a field table.
#[derive(Debug)]
pub(crate) struct FieldRow {
    pub(crate) row: RowText,
    /// Possible readings, best first. One means certain, none means unreadable.
    pub(crate) readings: Vec<FieldCells>,
    /// Index of the parent row; `None` at the top level.
    pub(crate) parent: Option<usize>,
    /// Set if types and the example settle the parent.
    pub(crate) settled: bool,
    /// Set if another parent is nearly as good and the example shows neither.
    pub(crate) contested: bool,
}

impl FieldRow {
    /// Returns the cells, if they are certain.
    pub(crate) fn certain(&self) -> Option<&FieldCells> {
        match self.readings.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// The error table.
#[derive(Debug)]
pub(crate) struct ErrorTable {
    pub(crate) rows: Vec<ErrorRow>,
}

/// A row of the error table.
#[derive(Debug)]
pub(crate) struct ErrorRow {
    pub(crate) row: RowText,
    /// Possible readings, best first. One means certain, none means unreadable.
    pub(crate) readings: Vec<ErrorCells>,
}

impl ErrorRow {
    /// Returns the cells, if they are certain.
    pub(crate) fn certain(&self) -> Option<&ErrorCells> {
        match self.readings.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}
