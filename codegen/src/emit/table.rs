//! A table: a macro call with one row a line.

use proc_macro2::Literal;

/// A call of one of the runtime's macros. It is text, since a formatter of Rust folds a macro's rows into a paragraph;
/// a row holds identifiers, keywords, numbers and [`text`] literals only.
pub(crate) struct Table {
    pub(crate) macro_name: &'static str,
    /// What stands before the brace.
    pub(crate) head: String,
    pub(crate) rows: Vec<String>,
}

/// A text as a Rust literal, with everything escaped that could end it.
pub(crate) fn text(value: &str) -> String {
    Literal::string(value).to_string()
}
