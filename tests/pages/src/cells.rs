//! Cells of a page's table rows.

/// Part of an operation that a table describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Request headers.
    Header,
    /// Path parameters.
    Path,
    /// Query parameters.
    Query,
    /// Request body.
    Body,
    /// Response.
    Response,
}

impl Part {
    /// Returns its name in facts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Path => "path",
            Self::Query => "query",
            Self::Body => "body",
            Self::Response => "response",
        }
    }
}

/// A row of a field table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Nesting depth, which pages do not show.
    pub depth: usize,
    /// Wire name; empty for a whole body or response, a list item and a map value.
    pub name: String,
    /// Type word of the page.
    pub ty: String,
    /// Required flag as on the page; `None` in a table without that column.
    pub required: Option<String>,
    /// Cell of the example column, if the page has one.
    pub example: Option<String>,
    /// Description with the markup of `inline.rs`.
    pub description: String,
}

impl Field {
    /// Returns `true` for lists and maps.
    pub(crate) fn holds_many(&self) -> bool {
        let list = self.ty.starts_with("Array") || self.ty.starts_with("List") || self.ty.ends_with("[]");
        list || self.ty.starts_with("Map")
    }
}

/// A row of the error table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorRow {
    /// Status, or several separated by `/`.
    pub status: String,
    /// Wire code.
    pub code: String,
    /// Message; `None` in a table without that column.
    pub message: Option<String>,
    /// Description.
    pub description: String,
}

/// A permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// Code.
    pub code: String,
    /// Display name.
    pub name: String,
}
