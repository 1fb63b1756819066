//! A table whose cells have a line each, and whose empty cells an empty one: its rows are told apart by counting.

use super::table_header::{TableHeader, TableKind};
use super::table_rows::ends;
use super::{TextLine, line_patterns};
use crate::document::visible_text::normalize;
use crate::document::{TableCells, TableRow};
use crate::labels::{self, Column};

/// The rows below the header and the line that follows the table, if an empty line stands in it and each row has its cells where the header
/// has their labels.
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
    /// The next line that says something.
    at: usize,
    /// The line of the file that is next.
    number: usize,
}

impl LineGrid<'_> {
    /// Whether nothing follows, or another part of the page.
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

/// Whether each cell may stand in its column; a row without a name is one only with a type that is known.
fn is_field(columns: &[Column], cells: &[String]) -> bool {
    let named = columns.iter().zip(cells).any(|(column, cell)| *column == Column::Name && line_patterns::is_name(cell));
    columns.iter().zip(cells).all(|(column, cell)| match column {
        Column::Name => named || cell.is_empty(),
        Column::Type => line_patterns::is_type(cell) || (named && line_patterns::is_named_type(cell)),
        Column::Required => labels::flag(cell).is_some() || (named && cell.chars().count() <= 20),
        _ => true,
    })
}
