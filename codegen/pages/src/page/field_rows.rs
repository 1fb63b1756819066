//! Reads field rows by column.

use super::ambiguities::{Ambiguities, Quoted};
use super::column_cells::{aligned, cell};
use super::enum_values;
use super::page_sections;
use super::page_tables::{FieldRow, FieldTable, Part, RowId};
use super::row_cells::{FieldCells, RequiredFlag};
use super::row_groups::RowGroup;
use super::segmentation;
use crate::document::{TableCells, TableRow};
use crate::labels::type_word::{TypeCell, TypeMeaning};
use crate::labels::{self, Column};
use std::collections::HashSet;

/// Reads rows into a table. `known` are field names of its part from other places of the page.
pub(super) fn read(
    table: &mut FieldTable,
    columns: &[Option<Column>],
    rows: &[&TableRow],
    known: &HashSet<&str>,
    ambiguities: &mut Ambiguities,
) {
    for row in rows {
        let id = RowId::Field(table.part, table.rows.len());
        table.rows.push(field(id, columns, row, known, ambiguities));
    }
}

fn field(
    id: RowId,
    columns: &[Option<Column>],
    row: &TableRow,
    known: &HashSet<&str>,
    ambiguities: &mut Ambiguities,
) -> FieldRow {
    let place = (id, row.line);
    let written = row.written();
    let text = &written.text;
    let segmentations = match &row.cells {
        TableCells::Separate(cells) => aligned(columns, cells, misfit),
        TableCells::Joined(_) => segmentation::fields(columns, text, known),
    };
    let mut readings: Vec<FieldCells> = segmentations.iter().map(|texts| cells(columns, texts)).collect();
    readings.dedup();
    match readings.as_slice() {
        [] => {
            ambiguities.unsplit(place, format!("the cells of {} are ambiguous", Quoted(text)));
        }
        [only] => report_type(only, place, ambiguities),
        [first, second, ..] => ambiguities.unsplit(
            place,
            format!(
                "{} may describe {} of type {}, or {} of type {}",
                Quoted(text),
                Quoted(&first.name),
                Quoted(&first.ty.text),
                Quoted(&second.name),
                Quoted(&second.ty.text)
            ),
        ),
    }
    FieldRow::new(written, readings)
}

fn report_type(cells: &FieldCells, place: (RowId, Option<usize>), ambiguities: &mut Ambiguities) {
    if cells.ty.text.is_empty() {
        ambiguities.unknown(place, format!("{} has no type", Quoted(&cells.name)));
    } else if cells.ty.meaning == TypeMeaning::Unknown {
        let message = format!("{} is no type of {} that is known", Quoted(&cells.ty.text), Quoted(&cells.name));
        ambiguities.unknown(place, message);
    }
}

/// Returns the misfit of a text for a column.
fn misfit(column: Option<Column>, text: &str) -> usize {
    match column {
        Some(Column::Type) => match TypeCell::parse(text).meaning {
            TypeMeaning::Unknown => 4,
            TypeMeaning::Named(_) => 1,
            _ => 0,
        },
        Some(Column::Required) => 4 * usize::from(labels::flag(text).is_none()),
        Some(Column::Name) if text.is_empty() => 1,
        Some(Column::Name) => 4 * usize::from(text.contains(' ') || !text.is_ascii()),
        Some(Column::Description) => 2 * usize::from(text.is_empty()),
        _ => usize::from(!text.is_empty()),
    }
}

/// Parses the cells of a row.
fn cells(columns: &[Option<Column>], texts: &[String]) -> FieldCells {
    let text = |column: Column| cell(texts, columns, column).map(str::trim);
    let said =
        |column| text(column).filter(|text| !text.is_empty() && !matches!(*text, "-" | "—" | "无")).map(str::to_owned);
    let ty = TypeCell::parse(text(Column::Type).unwrap_or_default());
    let description = text(Column::Description).unwrap_or_default().to_owned();
    let required = text(Column::Required).map(|text| match labels::flag(text) {
        Some(true) => RequiredFlag::Yes,
        Some(false) => RequiredFlag::No,
        None => RequiredFlag::Other(text.to_owned()),
    });
    FieldCells {
        name: name(text(Column::Name).or_else(|| text(Column::Field)).unwrap_or_default()),
        values: enum_values::values(&description, &ty.meaning),
        ty,
        required,
        description,
        example: said(Column::Example),
        default: said(Column::Default),
    }
}

/// Removes tree-drawing characters from a name.
fn name(text: &str) -> String {
    let text = text.trim_matches('`').trim_start_matches(['└', '├', '─', '—', '│', '↳', '>', '+', ' ', '\u{3000}']);
    text.strip_prefix("- ").unwrap_or(text).trim().to_owned()
}

/// Returns the part that the location cell states.
pub(super) fn place(group: &RowGroup<'_>, row: &TableRow) -> Option<Part> {
    let TableCells::Separate(cells) = &row.cells else { return None };
    let section = labels::section(cell(cells, &group.columns, Column::Place)?)?;
    page_sections::part(section).filter(|part| *part != Part::Response)
}
