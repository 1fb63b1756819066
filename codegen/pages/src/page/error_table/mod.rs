//! Reads error tables: by column, or with all likely segmentations if cells are joined.

mod error_segmentation;
mod known_codes;

use super::MAX_READINGS;
use super::ambiguities::{Ambiguities, Quoted};
use super::column_cells::{aligned, cell};
use super::page_tables::{ErrorRow, RowId};
use super::row_cells::ErrorCells;
use super::row_groups::RowGroup;
use crate::document::{PageText, TableCells};
use crate::labels::{Column, statuses};
use known_codes::KnownCodes;
use std::collections::HashSet;

/// Maximum size of all readings of joined rows, in bytes. A page needs a fraction of it for [`MAX_READINGS`] readings of
/// each row.
const MAX_READING_BYTES: usize = 32 << 20;

/// Status of every response of the older host.
const OLDER_STATUS: u16 = 200;

/// Readings of a row with their cost, best first. A single one is certain.
type ScoredCells = Vec<(u32, ErrorCells)>;

/// Maximum difference in cost of two readings that are equally plausible. On the generated pages, the second reading
/// costs at most that much more than the first in all 352 rows whose first reading is wrong, and in 42 of the 1,019
/// others that show where each cell ends.
const CLOSE: u32 = 2;

/// A row whose cells are not read yet.
struct UnreadRow<'a> {
    columns: &'a [Option<Column>],
    cells: &'a TableCells,
    written: PageText,
}

/// Reads the rows of all groups. Returns `None` without groups. On the older host, no table has statuses.
pub(super) fn read<'a>(
    groups: impl Iterator<Item = &'a RowGroup<'a>>,
    is_of_older_host: bool,
    ambiguities: &mut Ambiguities,
) -> Option<Vec<ErrorRow>> {
    let groups: Vec<&RowGroup<'_>> = groups.collect();
    let rows: Vec<UnreadRow<'_>> = groups.iter().flat_map(|group| unread_rows(group)).collect();
    let bytes: usize = rows.iter().map(|row| row.written.text.len()).sum();
    let most = (MAX_READING_BYTES / bytes.max(1)).clamp(2, MAX_READINGS);
    let alone: Vec<ScoredCells> = rows.iter().map(|row| row.readings(&KnownCodes::default(), most)).collect();
    let known = KnownCodes::of(&alone);
    let rows = rows.into_iter().zip(alone).enumerate().map(|(index, (row, alone))| {
        let is_open = alone.len() > 1 && matches!(row.cells, TableCells::Joined(_)) && !known.is_empty();
        let mut readings = if is_open { row.readings(&known, most) } else { alone };
        if is_of_older_host && !row.columns.contains(&Some(Column::Status)) {
            for (_, cells) in &mut readings {
                cells.status = vec![OLDER_STATUS];
            }
        }
        let best = readings.first().map_or(0, |(cost, _)| *cost);
        let close = readings.iter().skip(1).take_while(|(cost, _)| *cost <= best + CLOSE).count();
        let readings = readings.into_iter().map(|(_, cells)| cells).collect();
        let read = ErrorRow { close, ..ErrorRow::new(row.written, readings) };
        report(RowId::Error(index), &read, row.columns, ambiguities);
        read
    });
    let rows: Vec<ErrorRow> = rows.collect();
    report_duplicates(&rows, ambiguities);
    (!groups.is_empty()).then_some(rows)
}

fn unread_rows<'a>(group: &'a RowGroup<'a>) -> impl Iterator<Item = UnreadRow<'a>> {
    group.rows.iter().map(|row| UnreadRow { columns: &group.columns, cells: &row.cells, written: row.written() })
}

impl UnreadRow<'_> {
    /// Returns the best readings, at most a number of them.
    fn readings(&self, known: &KnownCodes, most: usize) -> ScoredCells {
        let columns = self.columns;
        let mut readings = match self.cells {
            TableCells::Separate(cells) => {
                aligned(columns, cells, misfit).iter().map(|cells| (0, separate(columns, cells))).collect()
            }
            TableCells::Joined(_) => joined(columns, &self.written.text, known),
        };
        readings.truncate(most);
        readings
    }
}

/// Reports a row with several plausible readings, or without a status.
fn report(id: RowId, row: &ErrorRow, columns: &[Option<Column>], ambiguities: &mut Ambiguities) {
    let text = Quoted(&row.written.text);
    let message = match row.plausible() {
        [] => format!("the cells of {text} are ambiguous"),
        [only] if only.status.is_empty() && columns.contains(&Some(Column::Status)) => {
            format!("{text} names no status")
        }
        [_] => return,
        [first, ..] => {
            format!("{text} has several readings, the most likely with the code {}", Quoted(&first.code))
        }
    };
    ambiguities.unsplit((id, row.written.line), message);
}

fn separate(columns: &[Option<Column>], cells: &[String]) -> ErrorCells {
    let text = |column: Column| cell(cells, columns, column).map(|text| text.trim().to_owned());
    ErrorCells {
        status: statuses::parse(&text(Column::Status).unwrap_or_default()),
        code: text(Column::Code).unwrap_or_default(),
        message: columns.contains(&Some(Column::Message)).then(|| text(Column::Message).unwrap_or_default()),
        description: text(Column::Description).unwrap_or_default(),
    }
}

/// Returns the misfit of a text for a column.
fn misfit(column: Option<Column>, text: &str) -> usize {
    match column {
        Some(Column::Status | Column::Code) if text.is_empty() => 2,
        Some(Column::Status) => 4 * usize::from(statuses::parse(text).is_empty()),
        Some(Column::Code) => {
            4 * usize::from(!text.chars().all(error_segmentation::is_of_code) || !statuses::parse(text).is_empty())
        }
        Some(Column::Message | Column::Description) => 0,
        _ => usize::from(!text.is_empty()),
    }
}

/// Returns all readings of a joined row.
fn joined(columns: &[Option<Column>], text: &str, known: &KnownCodes) -> ScoredCells {
    let listed: Vec<Column> = columns.iter().flatten().copied().collect();
    let (status, rest) = if listed.first() == Some(&Column::Status) { statuses::split(text) } else { ("", text) };
    let rest = rest.trim_start();
    let has = |column| listed.contains(&column);
    let in_order = [Column::Code, Column::Message, Column::Description].iter().filter(|column| has(**column));
    let in_order: Vec<Column> = in_order.copied().collect();
    let written: Vec<Column> = listed.iter().filter(|column| in_order.contains(column)).copied().collect();
    if written != in_order || !has(Column::Code) {
        return Vec::new();
    }
    let segmentations = match (has(Column::Message), has(Column::Description)) {
        (false, false) => vec![(0, rest.len(), rest.len())],
        (true, true) => error_segmentation::of(rest, known),
        (has_message, _) => {
            let codes = error_segmentation::codes(rest, known).into_iter().take(MAX_READINGS);
            let ends = codes.map(|(end, cost)| (cost, end, if has_message { rest.len() } else { end }));
            let mut ends: Vec<_> = ends.collect();
            ends.sort_by_key(|(cost, ..)| *cost);
            ends
        }
    };
    let status = statuses::parse(status);
    let cells = |(cost, code, message): (u32, usize, usize)| {
        let cells = ErrorCells {
            status: status.clone(),
            code: rest[..code].to_owned(),
            message: has(Column::Message).then(|| rest[code..message].to_owned()),
            description: rest[message..].to_owned(),
        };
        (cost, cells)
    };
    let mut seen = HashSet::new();
    let distinct = segmentations.into_iter().filter(|(_, code, message)| seen.insert((*code, *message)));
    distinct.map(cells).collect()
}

/// Reports duplicate rows.
fn report_duplicates(rows: &[ErrorRow], ambiguities: &mut Ambiguities) {
    let mut seen = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        if !seen.insert(row.written.text.as_str()) && !row.written.text.is_empty() {
            let message = format!("the row {} stands twice", Quoted(&row.written.text));
            ambiguities.contradiction((RowId::Error(index), row.written.line), message);
        }
    }
}
