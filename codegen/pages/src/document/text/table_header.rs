//! Detects table headers in copied text and the separator of their cells.

use super::{TextLine, line_patterns};
use crate::document::visible_text::normalize;
use crate::document::{TableCells, TableRow};
use crate::labels::{self, BasicLabel, Column, SectionKind};

/// Separator of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellLayout {
    Tabs,
    /// Two or more spaces.
    Blanks,
    /// One line per cell.
    Lines,
    /// None.
    Joined,
}

/// Kind of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    Basics,
    Fields,
    Errors,
    Access,
}

/// A table header.
#[derive(Debug)]
pub(super) struct TableHeader {
    pub(super) layout: CellLayout,
    pub(super) kind: TableKind,
    /// Known columns in order.
    pub(super) columns: Vec<Column>,
    /// The header as a row, if the table has one.
    pub(super) row: Option<TableRow>,
    /// Index of the line after the header.
    pub(super) next: usize,
}

/// Maximum number of labels, and of bytes per label.
const MAX_LABELS: usize = 12;
const MAX_LABEL: usize = 60;

impl TableHeader {
    /// Detects a header at a line.
    pub(super) fn at(lines: &[TextLine<'_>], at: usize, section: Option<SectionKind>) -> Option<Self> {
        let known = Self::in_one_line(lines, at).or_else(|| Self::in_lines(lines, at, section));
        known.or_else(|| Self::unknown(lines, at, section)).or_else(|| Self::missing(lines, at, section))
    }

    /// Detects a header within one line.
    pub(super) fn in_one_line(lines: &[TextLine<'_>], at: usize) -> Option<Self> {
        let line = &lines[at];
        if line.text.len() > MAX_LABELS * MAX_LABEL || line.section.is_some() {
            return None;
        }
        for (layout, cells) in [(CellLayout::Tabs, tabbed(&line.text)), (CellLayout::Blanks, spaced(&line.text))] {
            let columns: Vec<_> = cells.iter().filter_map(|cell| labels::column(cell)).collect();
            let enough = layout == CellLayout::Tabs || columns.len() == cells.len();
            let nameless =
                || (layout == CellLayout::Tabs && is_nameless(&cells, &columns)).then_some(TableKind::Fields);
            if let Some(kind) = kind(&columns).filter(|_| enough).or_else(nameless) {
                let row = Some(TableRow { cells: TableCells::Separate(cells), line: Some(line.number) });
                return Some(Self { layout, kind, columns, row, next: at + 1 });
            }
        }
        // `memberType` is a name.
        let columns = Some(&line.text)
            .filter(|text| line_patterns::is_label_case(text))
            .and_then(|text| labels::joined_columns(text))?;
        Some(Self::joined(line, kind(&columns)?, columns, at + 1))
    }

    fn joined(line: &TextLine<'_>, kind: TableKind, columns: Vec<Column>, next: usize) -> Self {
        let row = Some(TableRow { cells: TableCells::Joined(normalize(&line.text)), line: Some(line.number) });
        Self { layout: CellLayout::Joined, kind, columns, row, next }
    }

    /// Detects a header with one line per label. A repeated label belongs to the first row or starts a new section.
    fn in_lines(lines: &[TextLine<'_>], at: usize, section: Option<SectionKind>) -> Option<Self> {
        let first = &lines[at];
        if first.section.is_some_and(|begun| section != Some(begun)) {
            return None;
        }
        let (mut columns, mut cells, mut next) = (Vec::new(), Vec::new(), at);
        for (number, line) in lines.iter().enumerate().skip(at).take(MAX_LABELS) {
            let Some(column) = line.column.filter(|column| labels::may_follow(&columns, *column)) else { break };
            if is_capital(&line.text) != is_capital(&first.text) || !fits(&columns, column) {
                break;
            }
            columns.push(column);
            cells.push(normalize(&line.text));
            next = number + 1;
        }
        let kind = kind(&columns)?;
        let row = Some(TableRow { cells: TableCells::Separate(cells), line: Some(first.number) });
        Some(Self { layout: CellLayout::Lines, kind, columns, row, next })
    }

    /// Detects a joined header with an unknown label, right below the label of a section that has a table.
    fn unknown(lines: &[TextLine<'_>], at: usize, section: Option<SectionKind>) -> Option<Self> {
        let begins = matches!(
            section?,
            SectionKind::Header
                | SectionKind::Path
                | SectionKind::Query
                | SectionKind::Body
                | SectionKind::ResponseBody
                | SectionKind::Errors
        );
        let line = &lines[at];
        let above = lines.get(at.checked_sub(1)?)?;
        if !begins || above.section != section || line.text.len() > MAX_LABELS * MAX_LABEL {
            return None;
        }
        let ends = line.text.char_indices().map(|(end, _)| end).filter(|end| *end < 2 * MAX_LABEL);
        let columns = ends.rev().find_map(|end| labels::joined_columns(&line.text[..end]))?;
        let kind = kind(&columns)?;
        Some(Self::joined(line, kind, columns, at + 1))
    }

    /// Detects basic information without a header, which some pages merge into the section label.
    fn missing(lines: &[TextLine<'_>], at: usize, section: Option<SectionKind>) -> Option<Self> {
        if !matches!(section, Some(SectionKind::BasicInformation | SectionKind::Request)) {
            return None;
        }
        let text = lines[at].text.trim();
        let is_url = |label: &str| matches!(labels::basic(label), Some(BasicLabel::Url | BasicLabel::Method));
        let (tabs, blanks) = (tabbed(text), spaced(text));
        let layout = match text.find("http") {
            _ if tabs.len() > 1 && is_url(&tabs[0]) => CellLayout::Tabs,
            _ if blanks.len() > 1 && is_url(&blanks[0]) => CellLayout::Blanks,
            Some(end) if is_url(&text[..end]) => CellLayout::Joined,
            _ if is_url(text) && lines[at].section.is_none() => CellLayout::Lines,
            _ => return None,
        };
        Some(Self { layout, kind: TableKind::Basics, columns: vec![Column::Field, Column::Value], row: None, next: at })
    }

    /// Returns `true` if cells may form a row: enough of them, with a type in the type column.
    pub(super) fn fits(&self, cells: &[String]) -> bool {
        let ty = self.columns.iter().position(|column| *column == Column::Type).and_then(|at| cells.get(at));
        cells.len() >= self.columns.len()
            && ty.is_none_or(|ty| line_patterns::is_type(ty) || line_patterns::is_named_type(ty))
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }
}

/// Returns the kind of a table by its columns.
fn kind(columns: &[Column]) -> Option<TableKind> {
    let has = |column| columns.contains(&column);
    match columns.first()? {
        Column::Field if columns == [Column::Field, Column::Value] => Some(TableKind::Basics),
        Column::App if has(Column::Supported) => Some(TableKind::Access),
        Column::Field | Column::Name if has(Column::Type) || columns.len() > 2 => Some(TableKind::Fields),
        Column::Status | Column::Code
            if has(Column::Code) && [Column::Status, Column::Message, Column::Description].into_iter().any(has) =>
        {
            Some(TableKind::Errors)
        }
        _ => None,
    }
}

/// Returns `true` for a field table whose first label is unknown.
fn is_nameless(cells: &[String], columns: &[Column]) -> bool {
    let described = columns.first() == Some(&Column::Type) && columns.contains(&Column::Description);
    described && cells.len() == columns.len() + 1 && labels::column(&cells[0]).is_none() && !cells[0].is_empty()
}

/// Returns `true` if a column may follow these in a header.
fn fits(columns: &[Column], column: Column) -> bool {
    use Column as C;
    let fields = matches!(
        column,
        C::Name | C::Type | C::Required | C::Place | C::Example | C::Default | C::MaxLength | C::Description
    );
    match columns.first() {
        None => true,
        Some(C::Name) => fields,
        Some(C::Field) => (column == C::Value && columns.len() == 1) || (fields && !columns.contains(&C::Value)),
        Some(C::Status | C::Code) => matches!(column, C::Status | C::Code | C::Message | C::Description),
        Some(C::App) => matches!(column, C::Supported | C::Permission | C::Explorer),
        Some(_) => false,
    }
}

fn is_capital(label: &str) -> bool {
    label.trim_start().starts_with(|first: char| first.is_ascii_uppercase() || !first.is_ascii())
}

/// Splits a line at tabs.
pub(super) fn tabbed(text: &str) -> Vec<String> {
    if text.contains('\t') { text.split('\t').map(normalize).collect() } else { Vec::new() }
}

/// Splits a line at runs of spaces.
pub(super) fn spaced(text: &str) -> Vec<String> {
    if text.contains("  ") {
        text.trim().split("  ").map(normalize).filter(|cell| !cell.is_empty()).collect()
    } else {
        Vec::new()
    }
}
