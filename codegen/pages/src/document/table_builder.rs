//! Builds table rows from open and close events.

use super::visible_text::normalize;
use super::{MAX_ROWS, TableCells, TableRow};

/// Table under construction.
#[derive(Debug, Default)]
pub(super) struct TableBuilder {
    rows: Vec<TableRow>,
    row: Option<OpenRow>,
    cell: Option<OpenCell>,
    /// By column, cells of earlier rows that span into this one.
    spanning: Vec<Option<OpenCell>>,
    /// Bytes that spanning cells have repeated.
    repeated: usize,
}

#[derive(Debug, Default)]
struct OpenRow {
    cells: Vec<String>,
    column: usize,
    line: Option<usize>,
}

/// A cell, and the number of columns and rows that it spans.
#[derive(Debug)]
struct OpenCell {
    text: String,
    columns: usize,
    rows: usize,
}

/// Maximum number of columns.
const MAX_COLUMNS: usize = 64;
/// Maximum number of bytes that spanning cells may repeat.
const MAX_REPEATED: usize = 4 << 20;

impl TableBuilder {
    pub(super) fn begin_row(&mut self, line: Option<usize>) {
        self.end_row();
        self.row = Some(OpenRow { line, ..OpenRow::default() });
    }

    pub(super) fn begin_cell(&mut self, columns: usize, rows: usize, line: Option<usize>) {
        self.end_cell();
        if self.row.is_none() {
            self.begin_row(line);
        }
        self.cell = Some(OpenCell { text: String::new(), columns: columns.clamp(1, MAX_COLUMNS), rows: rows.max(1) });
    }

    /// Returns the text of the open cell.
    pub(super) fn cell(&mut self) -> Option<&mut String> {
        self.cell.as_mut().map(|cell| &mut cell.text)
    }

    pub(super) fn end_cell(&mut self) {
        let (Some(cell), Some(row)) = (self.cell.take(), self.row.as_mut()) else { return };
        self.repeated += row.take_spanning(&mut self.spanning);
        let (text, at) = (normalize(&cell.text), row.column);
        row.cells.push(text.clone());
        row.column += cell.columns;
        if cell.rows > 1 && at < MAX_COLUMNS && self.repeated <= MAX_REPEATED {
            self.spanning.resize_with(self.spanning.len().max(at + 1), || None);
            self.spanning[at] = Some(OpenCell { text, rows: cell.rows - 1, ..cell });
        }
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
        let Some(mut row) = self.row.take() else { return };
        self.repeated += row.take_spanning(&mut self.spanning);
        if self.repeated > MAX_REPEATED {
            self.spanning.clear();
        }
        if self.rows.len() <= MAX_ROWS && row.cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(TableRow { cells: TableCells::Separate(row.cells), line: row.line });
        }
    }

    /// Returns the rows that have content, or `None` beyond a limit.
    pub(super) fn finish(mut self) -> Option<Vec<TableRow>> {
        self.end_row();
        (self.repeated <= MAX_REPEATED && self.rows.len() <= MAX_ROWS).then_some(self.rows)
    }
}

impl OpenRow {
    /// Copies the cells that span into this row at its current column, and returns their size in bytes.
    fn take_spanning(&mut self, spanning: &mut [Option<OpenCell>]) -> usize {
        let mut taken = 0;
        while let Some(slot) = spanning.get_mut(self.column) {
            let Some(cell) = slot else { break };
            taken += cell.text.len() + 1;
            self.cells.push(cell.text.clone());
            self.column += cell.columns;
            cell.rows -= 1;
            if cell.rows == 0 {
                *slot = None;
            }
        }
        taken
    }
}
