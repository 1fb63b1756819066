//! The rows of a page's tables, cell by cell.

/// What a table of members describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What goes into the head of the request.
    Header,
    /// What goes into the path.
    Path,
    /// What goes behind the path.
    Query,
    /// What the request holds.
    Body,
    /// What the answer holds.
    Response,
}

impl Part {
    /// The word by which facts name it.
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

/// A row that describes a parameter or a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// How deep it is nested, which pages do not show.
    pub depth: usize,
    /// The name on the wire; empty for a whole body or answer, an item of a list and a value of a map.
    pub name: String,
    /// The page's word for the type.
    pub ty: String,
    /// Whether it has to be there, in the page's word; none in a table without that column.
    pub required: Option<String>,
    /// The cell of the fifth column, where the page has one.
    pub example: Option<String>,
    /// What it is, with the marks of `inline.rs`.
    pub description: String,
}

impl Field {
    /// Whether what it holds are items of a list or values of a map.
    pub(crate) fn holds_many(&self) -> bool {
        let list = self.ty.starts_with("Array") || self.ty.starts_with("List") || self.ty.ends_with("[]");
        list || self.ty.starts_with("Map")
    }
}

/// A row that describes an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorRow {
    /// One status, or several with `/` between them.
    pub status: String,
    /// The code on the wire.
    pub code: String,
    /// The message; none in a table without that column.
    pub message: Option<String>,
    /// What it means.
    pub description: String,
}

/// A permission that callers need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The code.
    pub code: String,
    /// What people call it.
    pub name: String,
}
