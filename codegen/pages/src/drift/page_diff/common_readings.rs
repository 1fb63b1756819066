//! Readings of two rows for comparison and output.

use crate::page::{ErrorCells, ErrorRow, FieldCells, FieldRow, RequiredFlag};

/// Returns the most similar readings of two rows: by name, then by type and flag.
pub(super) fn common_cells<'a>(one: &'a FieldRow, other: &'a FieldRow) -> Option<(&'a FieldCells, &'a FieldCells)> {
    common(&one.readings, &other.readings, |one, other| {
        (one.name == other.name, one.ty.meaning == other.ty.meaning, one.required == other.required)
    })
}

/// Returns the most similar readings of two error rows: by code, then by status and message.
pub(super) fn common_error<'a>(one: &'a ErrorRow, other: &'a ErrorRow) -> Option<(&'a ErrorCells, &'a ErrorCells)> {
    common(&one.readings, &other.readings, |one, other| {
        (one.code == other.code, one.status == other.status, one.message == other.message)
    })
}

/// Returns the first pair with the highest score.
fn common<'a, T, W: PartialOrd>(ones: &'a [T], others: &'a [T], score: impl Fn(&T, &T) -> W) -> Option<(&'a T, &'a T)> {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let scored = pairs.map(|(one, other)| (score(one, other), one, other));
    scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, one, other)| (one, other))
}

pub(super) fn required(cells: &FieldCells) -> &str {
    match &cells.required {
        Some(RequiredFlag::Yes) => "required",
        Some(RequiredFlag::No) => "optional",
        Some(RequiredFlag::Other(words)) => words,
        None => "",
    }
}

/// Formats a row with bars between its cells, if they are certain.
pub(super) fn shown(row: &FieldRow) -> String {
    let Some(cells) = row.certain() else { return row.row.text.clone() };
    let extra = [&cells.example, &cells.default].into_iter().flatten().map(String::as_str);
    barred(
        [cells.name.as_str(), &cells.ty.text, required(cells)]
            .into_iter()
            .chain(extra)
            .chain([cells.description.as_str()]),
    )
}

pub(super) fn shown_error(row: &ErrorRow) -> String {
    let Some(cells) = row.certain() else { return row.row.text.clone() };
    let statuses = cells.status.iter().map(u16::to_string).collect::<Vec<_>>().join("/");
    let message = cells.message.as_deref().unwrap_or_default();
    barred([statuses.as_str(), &cells.code, message, &cells.description].into_iter())
}

fn barred<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
}
