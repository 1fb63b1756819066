//! Reads a page of documentation, with its ambiguities.
//!
//! `Document -> Page`: sections by headings, tables by columns, rows by cells, the field tree by types and the example.

mod ambiguities;
mod app_access;
mod basic_info;
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

pub(crate) use super::document::PageText;
use super::document::{self, Document};
pub(crate) use super::labels::type_word::TypeMeaning;
use super::unreadable::Unreadable;
pub(crate) use ambiguities::{Ambiguity, AmbiguityKind};
pub(crate) use basic_info::{BasicInfo, PagePermission};
pub(crate) use code_blocks::decoded;
use dingtalk_spec::files;
pub(crate) use enum_values::hinted;
pub(crate) use examples::{ExampleBody, RequestExample, ResponseExample, kind_of};
pub(crate) use language::Language;
pub(crate) use page_tables::{ErrorRow, FieldRow, FieldTable, PageRow, Part, RowId, children};
pub(crate) use row_cells::{ErrorCells, FieldCells, RequiredFlag};
pub(crate) use sdk_names::SdkNames;

use std::path::Path;

/// Types for hand-made pages in tests.
#[cfg(test)]
pub(crate) use self::{basic_info::AppKind, row_cells::ListedValue};
#[cfg(test)]
pub(crate) use super::labels::type_word::TypeCell;

/// The query parameter of the access token on the older host.
pub(crate) const TOKEN_PARAMETER: &str = "access_token";

/// Maximum number of readings per row.
const MAX_READINGS: usize = 64;

/// A page of documentation.
#[derive(Debug)]
pub struct Page {
    /// The file, for display.
    pub(crate) file: String,
    pub(crate) language: Language,
    pub(crate) title: Option<String>,
    /// URL that the page was saved from.
    pub(crate) url: Option<String>,
    pub(crate) basics: BasicInfo,
    /// One table per part, in page order.
    pub(crate) tables: Vec<FieldTable>,
    /// Rows of the error table, if there is one.
    pub(crate) errors: Option<Vec<ErrorRow>>,
    pub(crate) requests: Vec<RequestExample>,
    pub(crate) responses: Vec<ResponseExample>,
    /// SDK names of the operation, if a sample shows them.
    pub(crate) sdk: Option<SdkNames>,
    /// Ambiguities in page order.
    pub(crate) ambiguities: Vec<Ambiguity>,
}

impl Page {
    /// Reads the file of a saved page, up to the size limit.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or does not describe an operation that a spec can cover.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let bytes = files::read(path, document::MAX_FILE_BYTES + 1).map_err(Unreadable::File)?;
        Self::read(&path.display().to_string(), &bytes)
    }

    /// Reads a saved page: HTML from a browser, Markdown, or copied text. `file` is its name for display.
    ///
    /// # Errors
    ///
    /// The file does not describe an operation that a spec can cover.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let document = Document::read(bytes)?;
        read_page::page(file, document)
    }

    /// Returns the rows of a part, if it has a table.
    pub(crate) fn table(&self, part: Part) -> Option<&[FieldRow]> {
        self.tables.iter().find(|table| table.part == part).map(|table| table.rows.as_slice())
    }

    /// Returns the rows of a part.
    pub(crate) fn rows(&self, part: Part) -> &[FieldRow] {
        self.table(part).unwrap_or_default()
    }

    /// Returns the rows of the error table.
    pub(crate) fn error_rows(&self) -> &[ErrorRow] {
        self.errors.as_deref().unwrap_or_default()
    }

    /// Returns whether the access token is sent in a header or the query: by their tables, otherwise by the examples.
    pub(crate) fn sends(&self, header: &str) -> Option<bool> {
        if self.sends_in_query() {
            return Some(true);
        }
        let is_it = |name: &str| name.eq_ignore_ascii_case(header);
        if let Some(rows) = self.table(Part::Header) {
            // An unreadable row may be this header.
            let has_it =
                |row: &FieldRow| row.readings.is_empty() || row.readings.iter().any(|cells| is_it(&cells.name));
            return Some(rows.iter().any(has_it));
        }
        // A bare body states nothing about headers.
        let mut requests = self.requests.iter().filter(|request| !request.headers.is_empty()).peekable();
        requests.peek()?;
        Some(requests.any(|request| request.headers.iter().any(|(name, _)| is_it(name))))
    }

    /// Returns `true` if the access token is a query parameter, in the table or an example.
    pub(crate) fn sends_in_query(&self) -> bool {
        let has_token = |request: &RequestExample| request.query.iter().any(|(name, _)| name == TOKEN_PARAMETER);
        self.rows(Part::Query).iter().any(|row| row.name() == TOKEN_PARAMETER) || self.requests.iter().any(has_token)
    }

    /// Returns `true` if a table row contains a name.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let mut rows = self.tables.iter().flat_map(|table| &table.rows);
        rows.any(|row| row.written.text.to_ascii_lowercase().contains(&name))
    }
}
