//! Cells of field rows and error rows.

use crate::labels::type_word::TypeCell;

/// Cells of a field row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldCells {
    /// Wire name; empty for list items, map values and a whole response.
    pub(crate) name: String,
    pub(crate) ty: TypeCell,
    /// Required flag; `None` without such a column.
    pub(crate) required: Option<RequiredFlag>,
    pub(crate) description: String,
    /// Example and default columns.
    pub(crate) example: Option<String>,
    pub(crate) default: Option<String>,
    /// Enum values that the description lists.
    pub(crate) values: Vec<ListedValue>,
}

/// Required flag.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RequiredFlag {
    Yes,
    No,
    /// Any other text.
    Other(String),
}

impl RequiredFlag {
    /// Returns `required`, `optional`, or the page's words.
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Yes => "required",
            Self::No => "optional",
            Self::Other(words) => words,
        }
    }
}

/// An enum value in a description.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListedValue {
    /// Wire value.
    pub(crate) value: String,
    /// Its description.
    pub(crate) description: String,
}

/// Cells of an error row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ErrorCells {
    /// Statuses; a row may have several, such as `400/502`.
    pub(crate) status: Vec<u16>,
    pub(crate) code: String,
    /// Message; `None` without such a column.
    pub(crate) message: Option<String>,
    pub(crate) description: String,
}
