//! What a page of documentation says, and how sure that is.
//!
//! `Document -> Page` in ordered steps: sections by their headings, tables by their columns, rows by their cells, the tree of
//! members by types and the example.

mod basics;
mod cells;
mod example;
mod tables;
mod type_word;
mod unreadable;

pub(crate) use basics::{AppKind, Basics, Fact, Permission};
pub(crate) use cells::{ErrorCells, Flag, ListedValue, MemberCells, Row};
pub(crate) use example::{AnswerExample, Body, RequestExample};
pub(crate) use tables::{ErrorRow, ErrorTable, MemberRow, MemberTable, Part};
pub(crate) use type_word::{Meaning, TypeWord};
pub use unreadable::Unreadable;

/// The language that a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

impl Language {
    /// The tag by which a spec names it.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

/// A page of documentation, as far as it can be read.
#[derive(Debug)]
pub struct Page {
    /// The file, as people are shown it.
    pub(crate) file: String,
    pub(crate) language: Language,
    pub(crate) title: Option<String>,
    /// The address that the page was saved from.
    pub(crate) url: Option<String>,
    pub(crate) basics: Basics,
    /// In the order of the page; a part may have several tables.
    pub(crate) tables: Vec<MemberTable>,
    pub(crate) errors: Option<ErrorTable>,
    pub(crate) requests: Vec<RequestExample>,
    pub(crate) answers: Vec<AnswerExample>,
    /// What of the page is not sure, in its order.
    pub(crate) doubts: Vec<Doubt>,
}

impl Page {
    /// Reads a saved page: HTML as a browser saves it, Markdown, or text that was copied. `file` is what people are shown.
    ///
    /// # Errors
    ///
    /// Why the file is no page of an interface that a spec can describe.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let document = super::document::Document::read(bytes)?;
        let _ = (file, document);
        Err(Unreadable::NotAPage)
    }
}

/// Something about a page that is not sure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Doubt {
    pub(crate) kind: DoubtKind,
    /// The line of the file, where it has lines.
    pub(crate) line: Option<usize>,
    /// One sentence without a full stop; what the page says stands in backticks.
    pub(crate) message: String,
}

/// What is not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DoubtKind {
    /// A heading, a column or a label of the basic information that is not known.
    UnknownLabel,
    /// A row whose cells cannot be told apart with certainty.
    Unsplit,
    /// Whose member a row describes.
    Nesting,
    /// Two places of the page that do not agree.
    Contradiction,
    /// An example that is no JSON.
    BrokenExample,
}
