//! Reads tables with one line per cell: finds the start of each row and assigns lines to cells.

use super::table_header::{TableHeader, TableKind};
use super::table_rows::{NextRowCache, extend};
use super::{TextLine, line_grid, line_patterns};
use crate::document::visible_text::normalize;
use crate::document::{TableCells, TableRow};
use crate::labels::{self, Column, SectionKind};

/// Start of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowStart {
    /// All cells up to the free text are present.
    Whole,
    /// The name is empty: the row starts with its type.
    Nameless,
    /// A cell is missing or unexpected.
    Partial,
}

/// Appends the rows below the header and returns the index of the line after the table.
pub(super) fn read(lines: &[TextLine<'_>], header: &TableHeader, rows: &mut Vec<TableRow>) -> usize {
    if let Some((grid, next)) = line_grid::read(lines, header) {
        rows.extend(grid);
        return next;
    }
    let table = LineTable { lines, header, next_row: NextRowCache::default() };
    let mut at = header.next;
    while let Some(start) = table.start(at, true) {
        let end = table.end(at, start);
        rows.push(TableRow { cells: table.row(start, &lines[at..end]), line: Some(lines[at].number) });
        at = end;
    }
    at
}

struct LineTable<'a> {
    /// Each line is a cell or a part of one.
    lines: &'a [TextLine<'a>],
    header: &'a TableHeader,
    next_row: NextRowCache,
}

impl LineTable<'_> {
    fn text(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |line| line.text.trim())
    }

    /// Classifies the row start at a line. `due` relaxes the check where a row is expected.
    fn start(&self, at: usize, due: bool) -> Option<RowStart> {
        match self.header.kind {
            _ if at >= self.lines.len() => None,
            TableKind::Fields => self.field(at, due),
            TableKind::Errors => self.error(at, due),
            TableKind::Basics => self.basic(at, due),
            TableKind::Access => {
                let begins = is_support(self.text(at + 1)) && !is_support(self.text(at));
                let begins = begins && (due || labels::app(self.text(at)).is_some());
                (self.header.has(Column::Supported) && begins).then_some(RowStart::Whole)
            }
        }
    }

    fn field(&self, at: usize, due: bool) -> Option<RowStart> {
        let requires = self.requires();
        let [first, second, third] = [self.text(at), self.text(at + 1), self.text(at + 2)];
        let named = line_patterns::is_name(first);
        let flagged = |text: &str| labels::flag(text).is_some();
        match () {
            () if self.is_field(at) => Some(RowStart::Whole),
            () if self.is_nameless(at) => Some(RowStart::Nameless),
            () if self.is_end(at) => None,
            () if named && requires && flagged(third) && second.len() <= 100 => Some(RowStart::Whole),
            () if line_patterns::is_type(first) && due && !requires => Some(RowStart::Nameless),
            () if named && due && !requires && line_patterns::is_named_type(second) => Some(RowStart::Whole),
            () if named && line_patterns::is_type(second) && requires => Some(RowStart::Partial),
            () => None,
        }
    }

    /// An unknown label is accepted only after the value of the row above.
    fn basic(&self, at: usize, due: bool) -> Option<RowStart> {
        let text = self.text(at);
        let unknown = || {
            due && line_patterns::looks_like_label(text)
                && text.len() <= 40
                && !line_patterns::is_part_of_basic(text)
                && !self.is_end(at)
        };
        (labels::basic(text).is_some() || unknown()).then_some(RowStart::Whole)
    }

    fn error(&self, at: usize, due: bool) -> Option<RowStart> {
        let is_code = |text: &str| !text.is_empty() && !text.contains(' ') && text.is_ascii();
        let [first, second] = [self.text(at), self.text(at + 1)];
        match self.header.columns.first() {
            Some(Column::Status) if line_patterns::is_status(first) && is_code(second) => Some(RowStart::Whole),
            Some(Column::Code) if is_code(first) && due && !self.is_end(at) => Some(RowStart::Whole),
            _ => None,
        }
    }

    /// Returns the index of the line after a row.
    fn end(&self, from: usize, start: RowStart) -> usize {
        let columns = self.header.columns.len();
        let fixed = match (self.header.kind, start) {
            (TableKind::Fields, _) => {
                self.fixed() - usize::from(start == RowStart::Nameless) - usize::from(start == RowStart::Partial)
            }
            (TableKind::Errors, _) => self.fixed(),
            (TableKind::Basics | TableKind::Access, _) => 1,
        };
        let mut at = from + fixed.max(1);
        let mut in_list = false;
        while at < self.lines.len() {
            in_list |= line_patterns::begins_list(self.text(at - 1));
            let due = at - from >= columns - usize::from(start != RowStart::Whole);
            let ends = self.start(at, due).is_some() || (due && !in_list && self.is_after(at));
            if ends || (self.is_end(at) && !self.is_last_cell(at, due)) {
                break;
            }
            at += 1;
        }
        at.min(self.lines.len())
    }

    /// Returns `true` if a line is set apart from the table and no row follows. Otherwise it is a paragraph of a cell.
    fn is_after(&self, at: usize) -> bool {
        let loose = self.lines.get(self.header.next + 1).is_some_and(|line| line.apart);
        let is_item = line_patterns::is_bullet(self.text(at)) || line_patterns::is_value(self.text(at));
        !loose && self.lines[at].apart && !is_item && !self.next_row.has_row(self.lines, at, |at| self.is_row(at))
    }

    /// Returns `true` if an access row lacks only its last cells, which are not read.
    fn lacks_only_the_last(&self, cells: &[String]) -> bool {
        self.header.kind == TableKind::Access && cells.len() < self.header.columns.len()
    }

    /// Returns the number of leading cells that hold one word each.
    fn fixed(&self) -> usize {
        use Column as C;
        let one_word = |column: &&C| matches!(column, C::Name | C::Type | C::Required | C::Place | C::Status | C::Code);
        self.header.columns.iter().take_while(one_word).count()
    }

    fn is_end(&self, at: usize) -> bool {
        self.next_row.ends(self.lines, self.header, at, |at| self.is_row(at))
    }

    /// Returns `true` if a line certainly starts a row.
    fn is_row(&self, at: usize) -> bool {
        self.header.kind == TableKind::Fields && (self.is_field(at) || self.is_nameless(at))
    }

    /// Returns `true` for a type followed by a flag.
    fn is_nameless(&self, at: usize) -> bool {
        self.requires() && line_patterns::is_type(self.text(at)) && labels::flag(self.text(at + 1)).is_some()
    }

    fn requires(&self) -> bool {
        self.header.columns.get(2) == Some(&Column::Required)
    }

    /// Returns `true` for a name followed by a type and, if the table has the column, a flag.
    fn is_field(&self, at: usize) -> bool {
        let flagged = !self.requires() || labels::flag(self.text(at + 2)).is_some();
        line_patterns::is_name(self.text(at)) && line_patterns::is_type(self.text(at + 1)) && flagged
    }

    /// Returns `true` if a line that looks like a section label is a cell: the row lacks one, and the next line does
    /// not fit a label.
    fn is_last_cell(&self, at: usize, due: bool) -> bool {
        use SectionKind as S;
        let below = self.lines.get(at + 1).and_then(|line| line.section).is_some();
        let holds_parts = matches!(self.lines[at].section, None | Some(S::Request | S::Response | S::Examples));
        !due && ((below && !holds_parts) || (self.start(at + 1, true) == Some(RowStart::Whole) && !self.is_end(at + 1)))
    }

    /// Splits the lines of a row into cells, as far as they are unambiguous.
    fn row(&self, start: RowStart, lines: &[TextLine<'_>]) -> TableCells {
        let mut cells: Vec<_> = lines.iter().map(|line| normalize(&line.text)).collect();
        if start == RowStart::Nameless {
            cells.insert(0, String::new());
        }
        let columns = self.header.columns.len();
        // Cells with any number of lines.
        let open = columns - self.fixed().min(columns);
        let mut surplus = cells.split_off(columns.min(cells.len()));
        let is_unambiguous = open == 1
            || self.lacks_only_the_last(&cells)
            || (cells.len() == columns && surplus.iter().all(|text| line_patterns::is_bullet(text)));
        if self.header.kind == TableKind::Basics || (start != RowStart::Partial && is_unambiguous) {
            cells.resize(columns, String::new());
            if let Some(last) = cells.last_mut() {
                extend_all(last, &surplus);
            }
            return TableCells::Separate(cells);
        }
        cells.append(&mut surplus);
        if self.header.kind == TableKind::Fields && start != RowStart::Partial {
            return TableCells::Separate(self.described(cells));
        }
        let mut joined = String::new();
        extend_all(&mut joined, &cells);
        TableCells::Joined(joined)
    }

    /// Keeps the one-word cells and appends all other lines to the description.
    fn described(&self, mut lines: Vec<String>) -> Vec<String> {
        let columns = &self.header.columns;
        let others = lines.split_off(self.fixed().min(lines.len()));
        let mut cells = lines;
        cells.resize(columns.len(), String::new());
        let described = columns.iter().position(|column| *column == Column::Description);
        if let Some(cell) = cells.get_mut(described.unwrap_or(columns.len() - 1)) {
            extend_all(cell, &others);
        }
        cells
    }
}

/// Appends lines to a cell.
fn extend_all(cell: &mut String, lines: &[String]) {
    let mut in_list = line_patterns::begins_list(cell);
    for line in lines {
        extend(cell, line, in_list);
        in_list |= line_patterns::begins_list(line);
    }
}

/// Returns `true` for a cell that states whether an app type is supported.
fn is_support(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "支持" | "暂不支持" | "不支持" | "supported" | "not supported" | "yes" | "no"
    )
}
