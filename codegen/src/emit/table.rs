//! A table: a macro call with one row a line.

use super::doc_comment::DocComment;
use proc_macro2::Literal;

/// A call of one of the runtime's macros. It is text, since a formatter of Rust folds a macro's rows into a paragraph;
/// a row holds identifiers, keywords, [`number`] and [`text`] literals only, or is a line of [`docs`].
pub(crate) struct MacroTable {
    pub(crate) macro_name: &'static str,
    /// A line before all sections.
    pub(crate) head: Option<String>,
    pub(crate) sections: Vec<TableSection>,
}

/// Rows within braces.
pub(crate) struct TableSection {
    /// The lines before the braces; the last one opens them.
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<String>,
}

impl MacroTable {
    /// A table whose rows are all about one thing.
    pub(crate) fn new(macro_name: &'static str, head: impl Into<String>, rows: Vec<String>) -> Self {
        Self { macro_name, head: None, sections: vec![TableSection { head: vec![head.into()], rows }] }
    }
}

/// A text as a Rust literal, with everything escaped that could end it.
pub(crate) fn text(value: &str) -> String {
    Literal::string(value).to_string()
}

/// A number as a Rust literal, with separators that clippy asks for.
pub(crate) fn number(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    format!("{sign}{}", groups.join("_"))
}

/// A doc comment, line by line.
pub(crate) fn docs(docs: DocComment) -> Vec<String> {
    let line = |line: String| if line.is_empty() { "///".to_owned() } else { format!("/// {line}") };
    docs.into_lines().into_iter().map(line).collect()
}
