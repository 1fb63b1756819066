//! The cells of the rows that describe members and errors.

use crate::labels::type_word::TypeCell;

/// A row as it stands on the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RowText {
    /// All cells, one after the other, with single blanks as white space within them and nothing between them.
    pub(crate) text: String,
    /// The line of the file, counted from 1, where it has lines.
    pub(crate) line: Option<usize>,
}

/// The cells of a row that describes a member or a parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldCells {
    /// The name on the wire; empty for an item of a list, a value of a map, or a whole answer.
    pub(crate) name: String,
    pub(crate) ty: TypeCell,
    /// Whether it has to be there; none where the table has no such column.
    pub(crate) required: Option<RequiredFlag>,
    pub(crate) description: String,
    /// What the table gives as an example or as the value that is taken if none is sent.
    pub(crate) example: Option<String>,
    pub(crate) default: Option<String>,
    /// The values of an enumeration, if the description lists them; empty for lists of anything else.
    pub(crate) values: Vec<ListedValue>,
}

/// Whether something has to be there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RequiredFlag {
    Yes,
    No,
    /// The words of the page, which are neither.
    Other(String),
}

/// A value that a description lists.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListedValue {
    /// The value as on the wire.
    pub(crate) value: String,
    /// What the page says of it.
    pub(crate) description: String,
}

/// The cells of a row that describes an error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ErrorCells {
    /// The statuses; a row may name several, such as `400/502`.
    pub(crate) status: Vec<u16>,
    pub(crate) code: String,
    /// The message; none where the table has no such column.
    pub(crate) message: Option<String>,
    pub(crate) description: String,
}
