//! Reads tables with one line per cell in which empty cells are empty lines, so that rows follow from counting.

use super::table_header::{TableHeader, TableKind};
use super::table_rows::ends;
use super::{TextLine, line_patterns};
use crate::document::visible_text::normalize;
use crate::document::{TableCells, TableRow};
use crate::labels::{self, Column};

/// Reads the rows below the header if at least one cell is empty and every cell fits its column. Returns them with the
/// index of the line after the table.
pub(super) fn read(lines: &[TextLine<'_>], header: &TableHeader) -> Option<(Vec<TableRow>, usize)> {
    let columns = header.columns.len();
    let (first, last) = (lines.get(header.next.checked_sub(columns)?)?, lines.get(header.next - 1)?);
    if header.row.is_none() || header.kind != TableKind::Fields || first.number + columns != last.number + 1 {
        return None;
    }
    let mut grid = LineGrid { lines, at: header.next, number: last.number + 1 };
    let mut rows = Vec::new();
    while !grid.is_over() {
        let (number, cells) = (grid.number, grid.row(columns));
        is_field(&header.columns, &cells).then_some(())?;
        rows.push((number, cells));
    }
    let is_bare = |(_, cells): &(usize, Vec<String>)| cells.iter().any(String::is_empty);
    let row = |(number, cells)| TableRow { cells: TableCells::Separate(cells), line: Some(number) };
    rows.iter().any(is_bare).then(|| (rows.into_iter().map(row).collect(), grid.at))
}

struct LineGrid<'a> {
    lines: &'a [TextLine<'a>],
    /// Index of the next non-empty line.
    at: usize,
    /// Number of the next line in the file.
    number: usize,
}

impl LineGrid<'_> {
    /// Returns `true` at the end of the text or before another section.
    fn is_over(&self) -> bool {
        self.lines.get(self.at).is_none_or(|line| line.number > self.number && ends(self.lines, self.at))
    }

    fn row(&mut self, columns: usize) -> Vec<String> {
        (0..columns).map(|_| self.cell()).collect()
    }

    fn cell(&mut self) -> String {
        self.number += 1;
        match self.lines.get(self.at).filter(|line| line.number < self.number) {
            Some(line) => {
                self.at += 1;
                normalize(&line.text)
            }
            None => String::new(),
        }
    }
}

/// Returns `true` if each cell fits its column. A row without a name needs a known type.
fn is_field(columns: &[Column], cells: &[String]) -> bool {
    let named = columns.iter().zip(cells).any(|(column, cell)| *column == Column::Name && line_patterns::is_name(cell));
    columns.iter().zip(cells).all(|(column, cell)| match column {
        Column::Name => named || cell.is_empty(),
        Column::Type => line_patterns::is_type(cell) || (named && line_patterns::is_named_type(cell)),
        Column::Required => labels::flag(cell).is_some() || (named && cell.chars().count() <= 20),
        _ => true,
    })
}
