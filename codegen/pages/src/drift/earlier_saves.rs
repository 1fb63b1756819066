//! Texts of rows for people, of pages and of their earlier saves. A spec records digests alone, so the old words of a changed
//! row come from a save.

use crate::accept::digest;
use crate::facts::SpecFacts;
use crate::page::{ErrorCells, FieldCells, Page, PageRow, PageText, Part, RequiredFlag};
use std::collections::HashMap;

impl SpecFacts {
    /// Adds earlier saves of pages, from which comparisons take the old text of rows that changed since they were
    /// accepted.
    #[must_use]
    pub fn with_earlier_saves(mut self, pages: &[Page]) -> Self {
        for page in pages {
            let language = page.language.tag();
            self.earlier.extend(rows(page).map(|(row, shown)| (digest(&row.text, language), shown)));
        }
        self
    }

    /// Returns the text of a row by its digest, if an earlier save has the row.
    pub(super) fn earlier_text(&self, digest: &str) -> &str {
        self.earlier.get(digest).map_or("", String::as_str)
    }
}

/// Returns the texts of the rows for people, by the texts as saved.
pub(super) fn shown_rows(page: &Page) -> HashMap<&str, String> {
    rows(page).map(|(row, shown)| (row.text.as_str(), shown)).collect()
}

/// Returns each row with its text for people: with bars between its cells, if they are certain.
fn rows(page: &Page) -> impl Iterator<Item = (&PageText, String)> {
    let basics = page.basics.rows.iter().map(|row| (row, row.text.clone()));
    let fields =
        Part::ALL.into_iter().flat_map(|part| page.rows(part)).map(|row| (&row.written, shown(row, field_cells)));
    basics.chain(fields).chain(page.error_rows().iter().map(|row| (&row.written, shown(row, error_cells))))
}

fn shown<C>(row: &PageRow<C>, cells: impl Fn(&C) -> Vec<String>) -> String {
    let Some(certain) = row.certain() else { return row.written.text.clone() };
    cells(certain).into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
}

fn field_cells(cells: &FieldCells) -> Vec<String> {
    let required = cells.required.as_ref().map_or("", RequiredFlag::word).to_owned();
    let columns = [&cells.example, &cells.default].into_iter().flatten().cloned();
    let names = [cells.name.clone(), cells.ty.text.clone(), required];
    names.into_iter().chain(columns).chain([cells.description.clone()]).collect()
}

fn error_cells(cells: &ErrorCells) -> Vec<String> {
    let statuses = cells.status.iter().map(u16::to_string).collect::<Vec<_>>().join("/");
    vec![statuses, cells.code.clone(), cells.message.clone().unwrap_or_default(), cells.description.clone()]
}
