//! The tables of a page.

use super::row_cells::{ErrorCells, FieldCells, RowText};

/// What a table of members describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    Header,
    Path,
    Query,
    Body,
    Response,
}

impl Part {
    /// The word for it in what people read.
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

/// A table of parameters or members.
#[derive(Debug)]
pub(crate) struct FieldTable {
    pub(crate) part: Part,
    /// In the order of the page: each before what it holds.
    pub(crate) rows: Vec<FieldRow>,
}

/// A row of such a table.
#[derive(Debug)]
pub(crate) struct FieldRow {
    pub(crate) row: RowText,
    /// The ways to tell its cells apart, the likeliest first. One is a certainty; none means that none was found.
    pub(crate) readings: Vec<FieldCells>,
    /// The row of the object, list or map that it belongs to, by its number in the table; none at the top.
    pub(crate) parent: Option<usize>,
    /// Whether types and the example settle that.
    pub(crate) settled: bool,
    /// Whether another place is nearly as good, of which the example shows no more than of its own.
    pub(crate) contested: bool,
}

impl FieldRow {
    /// The cells, if they are certain.
    pub(crate) fn certain(&self) -> Option<&FieldCells> {
        match self.readings.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// The table of errors.
#[derive(Debug)]
pub(crate) struct ErrorTable {
    pub(crate) rows: Vec<ErrorRow>,
}

/// A row of the table of errors.
#[derive(Debug)]
pub(crate) struct ErrorRow {
    pub(crate) row: RowText,
    /// The ways to tell its cells apart, the likeliest first. One is a certainty; none means that none was found.
    pub(crate) readings: Vec<ErrorCells>,
}

impl ErrorRow {
    /// The cells, if they are certain.
    pub(crate) fn certain(&self) -> Option<&ErrorCells> {
        match self.readings.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}
