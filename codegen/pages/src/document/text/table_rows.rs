//! Reads the rows below a header of copied text. A line that does not start a row continues the row above.

use super::table_header::{CellLayout, TableHeader, TableKind, spaced, tabbed};
use super::{TextLine, cell_per_line, code_samples, is_before_structure, line_patterns};
use crate::document::visible_text::normalize;
use crate::document::{PageText, TableCells, TableRow};
use crate::labels::{Column, SectionKind};
use std::cell::Cell;

/// Reads the rows and returns the index of the line after the table. Lines that may be rows too are added to `unread`.
pub(super) fn read(lines: &[TextLine<'_>], header: TableHeader, unread: &mut Vec<PageText>) -> (Vec<TableRow>, usize) {
    let rows = header.row.iter().cloned().collect();
    let mut table =
        TableReader { lines, at: header.next, rows, in_list: false, unread, header, next_row: NextRowCache::default() };
    match table.header.layout {
        CellLayout::Lines => table.at = cell_per_line::read(lines, &table.header, &mut table.rows),
        CellLayout::Tabs | CellLayout::Blanks | CellLayout::Joined => table.read_lines(),
    }
    (table.rows, table.at)
}

/// Maximum number of lines per cell.
pub(super) const MAX_CELL_LINES: usize = 60;

/// Returns `true` if a line starts another section, which ends the table.
pub(super) fn ends(lines: &[TextLine<'_>], at: usize) -> bool {
    let line = &lines[at];
    line.section.is_some()
        || TableHeader::in_one_line(lines, at).is_some()
        || code_samples::begins(lines, at)
        || line_patterns::is_boilerplate(&line.text)
        || (line_patterns::is_label_case(&line.text)
            && line_patterns::looks_like_label(&line.text)
            && is_before_structure(lines, at))
}

/// Returns `true` if a line may be part of a cell although it looks like the end of the table: a note, an example
/// label, or a sentence that resembles boilerplate.
fn may_be_within(line: &TextLine<'_>) -> bool {
    match line.section {
        Some(section) => matches!(section, SectionKind::Prose | SectionKind::Examples),
        None => line_patterns::is_boilerplate(&line.text),
    }
}

/// Caches the search for the next row, so that the scan stays linear.
#[derive(Default)]
pub(super) struct NextRowCache(Cell<Option<(usize, usize, bool)>>);

impl NextRowCache {
    /// Returns `true` if the table ends before a line. A line that may be part of a cell ends it only if no row
    /// follows. A note adjacent to the row above never does on pages whose labels are set apart.
    pub(super) fn ends(
        &self,
        lines: &[TextLine<'_>],
        header: &TableHeader,
        at: usize,
        is_row: impl Fn(usize) -> bool,
    ) -> bool {
        let is_within = || is_close_note(lines, header, at) || self.has_row(lines, at + 1, is_row);
        ends(lines, at) && !(may_be_within(&lines[at]) && is_within())
    }

    /// Returns `true` if a row follows before the table ends.
    pub(super) fn has_row(&self, lines: &[TextLine<'_>], from: usize, is_row: impl Fn(usize) -> bool) -> bool {
        let known = self.0.get().filter(|(start, stop, _)| (*start..=*stop).contains(&from));
        let (_, stop, found) = known.unwrap_or_else(|| {
            let ended = |at: usize| !may_be_within(&lines[at]) && ends(lines, at);
            let stop_at = |at: usize| if ended(at) { Some((at, false)) } else { is_row(at).then_some((at, true)) };
            let (stop, found) = (from..lines.len()).find_map(stop_at).unwrap_or((lines.len(), false));
            (from, stop, found)
        });
        self.0.set(Some((from, stop, found)));
        found && stop - from < MAX_CELL_LINES
    }
}

/// Returns `true` for a note label adjacent to the line above, on a page whose labels are set apart.
fn is_close_note(lines: &[TextLine<'_>], header: &TableHeader, at: usize) -> bool {
    const ABOVE: usize = 12;
    let label = lines[..header.next].iter().rev().take(ABOVE).find(|line| line.section.is_some());
    lines[at].section == Some(SectionKind::Prose) && !lines[at].apart && label.is_some_and(|label| label.apart)
}

struct TableReader<'a> {
    lines: &'a [TextLine<'a>],
    at: usize,
    header: TableHeader,
    rows: Vec<TableRow>,
    /// Set if the last row introduces a list, whose items often have no bullet in copied text.
    in_list: bool,
    unread: &'a mut Vec<PageText>,
    next_row: NextRowCache,
}

impl TableReader<'_> {
    /// Reads rows of one line each. A line without a tab is not a row of a tabbed table.
    fn read_lines(&mut self) {
        let tabs = self.header.layout == CellLayout::Tabs;
        while let Some(line) = self.lines.get(self.at) {
            let is_tabbed = tabs && line.text.contains('\t');
            let ends =
                if is_tabbed { TableHeader::in_one_line(self.lines, self.at).is_some() } else { self.ends(self.at) };
            if ends {
                return;
            } else if is_tabbed || (!tabs && self.is_row_without_tabs(line)) {
                self.push(self.cells(&line.text));
            } else if self.is_after() {
                return;
            } else {
                self.note(line);
                self.extend_last();
            }
        }
    }

    fn is_row_without_tabs(&self, line: &TextLine<'_>) -> bool {
        self.begins_row(&line.text) || self.is_row_of_its_own(line) || self.is_first(line)
    }

    /// Returns `true` for the line right below the header.
    fn is_first(&self, line: &TextLine<'_>) -> bool {
        self.rows.len() == usize::from(self.header.row.is_some()) && (!line.apart || self.may_be_row(line))
    }

    fn may_be_row(&self, line: &TextLine<'_>) -> bool {
        self.header.kind == TableKind::Fields && line_patterns::may_be_field(line.text.trim())
    }

    /// Records a line that may be a row.
    fn note(&mut self, line: &TextLine<'_>) {
        if self.header.layout != CellLayout::Tabs && self.may_be_row(line) {
            self.unread.push(PageText { text: normalize(&line.text), line: Some(line.number) });
        }
    }

    fn ends(&self, at: usize) -> bool {
        self.next_row.ends(self.lines, &self.header, at, |at| self.is_row(at))
    }

    fn is_row(&self, at: usize) -> bool {
        self.begins_row(&self.lines[at].text)
    }

    /// Returns `true` if the current line is set apart from the table: neither a list item nor a paragraph of a cell
    /// that rows follow.
    fn is_after(&self) -> bool {
        let line = &self.lines[self.at];
        let is_item = line_patterns::is_bullet(&line.text) || line_patterns::is_value(&line.text);
        line.apart && !self.in_list && !is_item && !self.next_row.has_row(self.lines, self.at, |at| self.is_row(at))
    }

    fn begins_row(&self, text: &str) -> bool {
        if self.header.layout == CellLayout::Tabs {
            return self.header.fits(&tabbed(text));
        }
        let text = text.trim();
        let fits = self.header.layout == CellLayout::Blanks && spaced(text).len() >= self.header.columns.len();
        fits || match self.header.kind {
            TableKind::Fields if self.in_list && line_patterns::is_item(text) => false,
            TableKind::Fields if self.is_about_row(text) => false,
            TableKind::Fields => line_patterns::begins_field(text, self.header.has(Column::Required)),
            TableKind::Errors if self.header.has(Column::Status) => line_patterns::begins_status(text),
            TableKind::Errors => line_patterns::begins_code(text),
            TableKind::Basics => line_patterns::begins_basic(text),
            TableKind::Access => false,
        }
    }

    /// Returns `true` for a sentence about a row above, such as `endDate and days exclude each other`.
    fn is_about_row(&self, text: &str) -> bool {
        const ABOVE: usize = 200;
        let is_of =
            |row: &TableRow| matches!(&row.cells, TableCells::Joined(row) if line_patterns::is_about(text, row));
        line_patterns::is_sentence(text) && self.rows.iter().rev().take(ABOVE).any(is_of)
    }

    /// Returns `true` for a line that does not look like a row but cannot continue the row above.
    fn is_row_of_its_own(&self, line: &TextLine<'_>) -> bool {
        let text = line.text.trim();
        let continues = match self.header.kind {
            TableKind::Basics => line_patterns::is_part_of_basic(text),
            TableKind::Fields if self.in_list && !line_patterns::may_be_field(text) => true,
            TableKind::Fields => text.contains(' ') || text.contains("://") || !text.is_ascii(),
            TableKind::Errors => {
                (self.header.has(Column::Status) || self.has_code()) && (text.contains(' ') || !text.is_ascii())
            }
            TableKind::Access => false,
        };
        !line.apart && !continues && !line_patterns::is_bullet(text) && !line_patterns::is_note_title(text)
    }

    /// Returns `true` if the row above starts with a code.
    fn has_code(&self) -> bool {
        let above = self.rows.last().map(|row| &row.cells);
        matches!(above, Some(TableCells::Joined(text)) if line_patterns::begins_code(text))
    }

    /// Splits a line at runs of spaces if possible, otherwise joins its cells.
    fn cells(&self, text: &str) -> TableCells {
        if self.header.layout == CellLayout::Tabs {
            return TableCells::Separate(tabbed(text));
        }
        let columns = self.header.columns.len();
        let mut cells = if self.header.layout == CellLayout::Blanks { spaced(text) } else { Vec::new() };
        if text.starts_with("  ") && cells.len() + 1 == columns {
            cells.insert(0, String::new());
        }
        if columns > 0 && cells.len() >= columns {
            TableCells::Separate(cells)
        } else {
            TableCells::Joined(normalize(text))
        }
    }

    fn push(&mut self, cells: TableCells) {
        self.in_list = line_patterns::begins_list(&self.lines[self.at].text);
        self.rows.push(TableRow { cells, line: Some(self.lines[self.at].number) });
        self.at += 1;
    }

    /// Appends the current line to the last cell.
    fn extend_last(&mut self) {
        let text = normalize(&self.lines[self.at].text);
        self.at += 1;
        let last = match self.rows.last_mut().map(|row| &mut row.cells) {
            Some(TableCells::Separate(cells)) => cells.last_mut(),
            Some(TableCells::Joined(joined)) => Some(joined),
            None => None,
        };
        if let Some(last) = last {
            extend(last, &text, self.in_list);
        }
        self.in_list |= line_patterns::begins_list(&text);
    }
}

/// Appends a line to a cell. In a list, each value becomes an item, as in the other formats. `OPEN: it runs` is always
/// an item, `Note: it may change` only in a list.
pub(super) fn extend(cell: &mut String, line: &str, in_list: bool) {
    let is_item =
        line_patterns::is_value(line) || (in_list && line_patterns::is_item(line) && !line_patterns::begins_list(line));
    // A hyphen between digits would be a range.
    let is_item = is_item && !(cell.ends_with(is_digit) && line.starts_with(is_digit));
    if !cell.is_empty() && !line.is_empty() {
        cell.push_str(if is_item { " - " } else { " " });
    }
    cell.push_str(line);
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
