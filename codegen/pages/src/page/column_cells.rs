//! Assigns cells to columns.

use crate::labels::Column;

/// Maximum number of columns for an exhaustive search.
const MAX_COLUMNS: usize = 10;

/// Returns the cell of a column, if the row has it.
pub(super) fn cell<'a>(cells: &'a [String], columns: &[Option<Column>], column: Column) -> Option<&'a str> {
    let at = columns.iter().position(|known| *known == Some(column))?;
    cells.get(at).map(String::as_str)
}

/// Aligns cells with columns: surplus cells join the description, missing cells are placed with the lowest misfit.
pub(super) fn aligned(
    columns: &[Option<Column>],
    cells: &[String],
    misfit: impl Fn(Option<Column>, &str) -> usize,
) -> Vec<Vec<String>> {
    let Some(surplus) = cells.len().checked_sub(columns.len()) else { return fitted(columns, cells, misfit) };
    let description = columns.iter().position(|column| *column == Some(Column::Description));
    let description = description.unwrap_or(columns.len() - 1);
    let (before, rest) = cells.split_at(description);
    let (described, after) = rest.split_at(surplus + 1);
    let described = described.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    vec![[before, &[described], after].concat()]
}

/// Assigns too few cells to columns in all ways with the lowest misfit. Returns none beyond the column limit.
fn fitted(
    columns: &[Option<Column>],
    cells: &[String],
    misfit: impl Fn(Option<Column>, &str) -> usize,
) -> Vec<Vec<String>> {
    let mut best: Vec<Vec<String>> = Vec::new();
    let mut fewest = usize::MAX;
    if columns.len() > MAX_COLUMNS {
        return best;
    }
    for choice in 0_u32..1 << columns.len() {
        if choice.count_ones() as usize != cells.len() {
            continue;
        }
        let mut given = cells.iter();
        let is_chosen = |number: usize| choice >> number & 1 == 1;
        let mut text = |number| given.by_ref().take(usize::from(is_chosen(number))).next().cloned().unwrap_or_default();
        let texts: Vec<String> = (0..columns.len()).map(&mut text).collect();
        let misfits = columns.iter().zip(&texts).map(|(column, text)| misfit(*column, text)).sum();
        if misfits < fewest {
            fewest = misfits;
            best.clear();
        }
        if misfits == fewest {
            best.push(texts);
        }
    }
    best
}
