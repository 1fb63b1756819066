//! What a page of documentation says, and how sure that is.
//!
//! `Document -> Page` in ordered steps: sections by their headings, tables by their columns, rows by their cells, the tree of
//! members by types and the example.

mod ambiguities;
mod app_access;
mod basic_info;
mod basic_info_reader;
mod code_blocks;
mod column_cells;
mod consistency;
mod enum_values;
mod error_table;
mod examples;
mod field_rows;
mod language;
mod nesting;
mod page_sections;
mod page_tables;
mod read_page;
mod row_cells;
mod row_groups;
mod row_parts;
mod sdk_names;
mod segmentation;
#[cfg(test)]
mod tests;

use super::document::{self, Document};
pub(crate) use super::labels::type_word::TypeMeaning;
use super::unreadable::Unreadable;
pub(crate) use ambiguities::{Ambiguity, AmbiguityKind, UnlistedValue};
pub(crate) use basic_info::{BasicInfo, PagePermission, StatedText};
use dingtalk_spec::files;
pub(crate) use enum_values::hinted;
pub(crate) use examples::{ExampleBody, RequestExample, ResponseExample};
pub(crate) use language::Language;
pub(crate) use page_tables::{ErrorRow, ErrorTable, FieldRow, FieldTable, Part};
pub(crate) use row_cells::{ErrorCells, FieldCells, RequiredFlag, RowText};
pub(crate) use sdk_names::SdkNames;

use std::path::Path;

/// What pages made by hand take besides.
#[cfg(test)]
pub(crate) use self::{basic_info::AppKind, row_cells::ListedValue};
#[cfg(test)]
pub(crate) use super::labels::type_word::TypeCell;

/// A page of documentation, as far as it can be read.
#[derive(Debug)]
pub struct Page {
    /// The file, as people are shown it.
    pub(crate) file: String,
    pub(crate) language: Language,
    pub(crate) title: Option<String>,
    /// The address that the page was saved from.
    pub(crate) url: Option<String>,
    pub(crate) basics: BasicInfo,
    /// One for each part, in the order of the page.
    pub(crate) tables: Vec<FieldTable>,
    pub(crate) errors: Option<ErrorTable>,
    pub(crate) requests: Vec<RequestExample>,
    pub(crate) responses: Vec<ResponseExample>,
    /// The examples of requests that are not read.
    pub(crate) unread: Vec<String>,
    /// What the service's own libraries call the operation, where a sample shows it.
    pub(crate) sdk: Option<SdkNames>,
    /// What of the page is not sure, in its order.
    pub(crate) ambiguities: Vec<Ambiguity>,
}

impl Page {
    /// Reads the file of a saved page: a regular file, of which no more is read than the longest page has.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is not the page of an operation that a spec can describe.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let bytes = files::read(path, document::MAX_FILE_BYTES + 1).map_err(Unreadable::File)?;
        Self::read(&path.display().to_string(), &bytes)
    }

    /// Reads a saved page: HTML as a browser saves it, Markdown, or text that was copied. `file` is what people are shown.
    ///
    /// # Errors
    ///
    /// The file is not the page of an operation that a spec can describe.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let document = Document::read(bytes)?;
        read_page::page(file, document)
    }
}

impl Page {
    /// Whether a header is sent, as far as the page says it: by its table of headers, without one by its examples.
    pub(crate) fn sends(&self, header: &str) -> Option<bool> {
        let is_it = |name: &str| name.eq_ignore_ascii_case(header);
        let mut tables = self.tables.iter().filter(|table| table.part == Part::Header).peekable();
        if tables.peek().is_some() {
            // A row that cannot be read may be the one.
            let has_it =
                |row: &FieldRow| row.readings.is_empty() || row.readings.iter().any(|cells| is_it(&cells.name));
            return Some(tables.any(|table| table.rows.iter().any(has_it)));
        }
        // A body alone says nothing of what goes with it.
        let mut requests = self.requests.iter().filter(|request| !request.headers.is_empty()).peekable();
        requests.peek()?;
        Some(requests.any(|request| request.headers.iter().any(|(name, _)| is_it(name))))
    }

    /// Whether a row of a table or an example that is not read has a name in it.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let rows = self.tables.iter().flat_map(|table| &table.rows).map(|row| row.row.text.as_str());
        rows.chain(self.unread.iter().map(String::as_str)).any(|text| text.to_ascii_lowercase().contains(&name))
    }
}
