//! Rows of a page with their fact names.

use crate::drift::page_rows::tables;
use crate::facts::{error_key, field_path, key};
use crate::page::{ErrorRow, FieldRow, Page, Part, TypeMeaning};

/// Rows of a part.
pub(super) struct PartRows<'a> {
    part: Part,
    pub(super) list: Vec<&'a FieldRow>,
    /// Path of each row, by its likeliest reading.
    pub(super) paths: Vec<String>,
}

impl<'a> PartRows<'a> {
    pub(super) fn of(page: &'a Page, part: Part) -> Self {
        let (mut rows, mut paths): (Vec<&FieldRow>, Vec<String>) = (Vec::new(), Vec::new());
        for table in tables(page, part) {
            let first = rows.len();
            for row in &table.rows {
                let holder =
                    row.parent.and_then(|parent| Some((rows.get(parent + first)?, paths.get(parent + first)?)));
                paths.push(row_path(row, holder));
                rows.push(row);
            }
        }
        Self { part, list: rows, paths }
    }

    pub(super) fn key(&self, row: usize) -> String {
        key(self.part, &self.paths[row])
    }
}

fn row_path(row: &FieldRow, holder: Option<(&&FieldRow, &String)>) -> String {
    let Some(cells) = row.readings.first() else { return row.row.text.chars().take(40).collect() };
    let Some((holder, above)) = holder else { return field_path("", &cells.name, false) };
    let meaning = holder.readings.first().map(|cells| &cells.ty.meaning);
    let lists = !cells.name.is_empty() && matches!(meaning, Some(TypeMeaning::Array(_) | TypeMeaning::Map(_)));
    field_path(&if lists { format!("{above}[]") } else { above.clone() }, &cells.name, true)
}

pub(super) fn error_rows(page: &Page) -> Vec<&ErrorRow> {
    page.errors.iter().flat_map(|table| &table.rows).collect()
}

pub(super) fn error_row_key(row: &ErrorRow) -> String {
    let cells = row.readings.first();
    cells.map_or_else(|| "error".to_owned(), |cells| error_key(&cells.status, &cells.code))
}
