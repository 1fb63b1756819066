//! Groups table rows by kind: at headers, and at rows that are a section label.

use super::ambiguities::{Ambiguities, Quoted};
use super::page_sections::{self, PageSection};
use super::page_tables::Part;
use crate::document::{Block, TableCells, TableRow};
use crate::labels::type_word::{TypeCell, TypeMeaning};
use crate::labels::{self, Column, SectionKind};

/// Consecutive rows of one kind.
#[derive(Debug)]
pub(super) struct RowGroup<'a> {
    pub(super) kind: RowGroupKind,
    /// Column of each cell; `None` if unknown.
    pub(super) columns: Vec<Option<Column>>,
    pub(super) rows: Vec<&'a TableRow>,
    pub(super) line: Option<usize>,
}

/// Kind of a row group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowGroupKind {
    Basics,
    /// App types that may call, on older pages.
    Access,
    /// Parameters or fields of a part.
    Fields(Part),
    /// Request parameters without a stated location.
    AnyPart,
    Errors,
    /// Unknown.
    Other,
}

/// Groups the rows of all tables in a section.
pub(super) fn of<'a>(page_section: &PageSection<'a>, ambiguities: &mut Ambiguities) -> Vec<RowGroup<'a>> {
    let mut groups = Vec::new();
    for block in &page_section.blocks {
        if let Block::Table(rows) = block {
            let mut grouper = RowGrouper { page_section, section: page_section.kind, groups: Vec::new(), header: None };
            for row in rows {
                grouper.row(row, ambiguities);
            }
            groups.append(&mut grouper.groups);
        }
    }
    groups
}

struct RowGrouper<'c, 'a> {
    page_section: &'c PageSection<'a>,
    /// Section of the current rows: the page's section, or the last label row.
    section: Option<SectionKind>,
    groups: Vec<RowGroup<'a>>,
    header: Option<Vec<Option<Column>>>,
}

impl<'a> RowGrouper<'_, 'a> {
    fn row(&mut self, row: &'a TableRow, ambiguities: &mut Ambiguities) {
        if row.texts().iter().all(|text| text.trim().is_empty()) {
            return;
        }
        if let Some(section) = self.section_of(row) {
            self.section = Some(section);
            if let Some(columns) = self.header.clone() {
                self.begin(columns, row.line, ambiguities);
            }
            return;
        }
        if let Some(columns) = header(&row.cells) {
            if self.header.as_ref() != Some(&columns) {
                report_unknown(&row.cells, &columns, row.line, ambiguities);
                self.header = Some(columns.clone());
                self.begin(columns, row.line, ambiguities);
            }
            return;
        }
        if self.groups.is_empty() {
            self.begin(Vec::new(), row.line, ambiguities);
            let basic =
                self.groups.last().is_some_and(|group| group.kind == RowGroupKind::Basics) || is_basic(&row.cells);
            let prose = matches!(self.section, Some(SectionKind::Prose));
            if let Some(group) = self.groups.last_mut() {
                group.kind = if basic { RowGroupKind::Basics } else { RowGroupKind::Other };
            }
            if !basic && !prose {
                ambiguities.unknown(row.line, self.unread(&row.written().text));
            }
        }
        if let Some(group) = self.groups.last_mut() {
            group.rows.push(row);
        }
    }

    /// Returns the section of a label row. Below a header, a lowercase word is rather a field name.
    fn section_of(&self, row: &TableRow) -> Option<SectionKind> {
        let label = lone(row)?;
        let is_name = self.header.is_some() && label.bytes().all(|byte| byte.is_ascii_lowercase());
        labels::section(label).filter(|section| *section != SectionKind::Prose && !is_name)
    }

    fn begin(&mut self, columns: Vec<Option<Column>>, line: Option<usize>, ambiguities: &mut Ambiguities) {
        let kind = self.kind(&columns);
        let prose = matches!(self.section, Some(SectionKind::Prose)) && columns.is_empty();
        if kind == RowGroupKind::Other && !columns.is_empty() && !prose {
            ambiguities.unknown(line, self.unread(""));
        }
        self.groups.push(RowGroup { kind, columns, rows: Vec::new(), line });
    }

    fn kind(&self, columns: &[Option<Column>]) -> RowGroupKind {
        let has = |column| columns.contains(&Some(column));
        if has(Column::App) {
            RowGroupKind::Access
        } else if has(Column::Type) || (has(Column::Name) && !has(Column::Code)) {
            self.fields()
        } else if has(Column::Code) || (has(Column::Status) && has(Column::Message)) {
            RowGroupKind::Errors
        } else if has(Column::Field) && has(Column::Value) || self.section == Some(SectionKind::BasicInformation) {
            RowGroupKind::Basics
        } else {
            RowGroupKind::Other
        }
    }

    fn fields(&self) -> RowGroupKind {
        let part = self.section.and_then(page_sections::part);
        let any = if self.section == Some(SectionKind::Request) { RowGroupKind::AnyPart } else { RowGroupKind::Other };
        part.map_or(any, RowGroupKind::Fields)
    }

    fn unread(&self, beginning: &str) -> String {
        let place = match &self.page_section.heading {
            Some(heading) => format!("the table under {}", Quoted(&heading.text)),
            None => "the table at the beginning".to_owned(),
        };
        if beginning.is_empty() {
            format!("{place} is not read, as its heading is not known")
        } else {
            format!("{place}, which begins with {}, is not read, as its columns are not known", Quoted(beginning))
        }
    }
}

/// Parses a header: at least two distinct known labels, and no cell that is a value.
fn header(cells: &TableCells) -> Option<Vec<Option<Column>>> {
    let columns = match cells {
        TableCells::Joined(text) => {
            return labels::joined_columns(text).map(|columns| columns.into_iter().map(Some).collect());
        }
        TableCells::Separate(cells) => cells,
    };
    let is_value = |cell: &String| {
        let typed = !matches!(TypeCell::parse(cell).meaning, TypeMeaning::Unknown | TypeMeaning::Named(_));
        let number = cell.starts_with(|c: char| c.is_ascii_digit());
        let flag = labels::flag(cell).is_some() && labels::column(cell).is_none();
        // Next to an app type, label words such as `Supported` are values.
        typed || number || flag || labels::app(cell).is_some()
    };
    if columns.iter().any(is_value) {
        return None;
    }
    let columns: Vec<Option<Column>> = columns.iter().map(|cell| labels::column(cell)).collect();
    let known: Vec<Column> = columns.iter().flatten().copied().collect();
    let distinct = (1..known.len()).all(|i| !known[..i].contains(&known[i]) || known[i] == Column::Description);
    (known.len() > 1 && distinct && known.len() * 2 >= columns.len()).then_some(columns)
}

fn report_unknown(cells: &TableCells, columns: &[Option<Column>], line: Option<usize>, ambiguities: &mut Ambiguities) {
    let TableCells::Separate(cells) = cells else { return };
    for (cell, column) in cells.iter().zip(columns) {
        if column.is_none() && !cell.is_empty() {
            ambiguities.unknown(line, format!("the column {} is not known", Quoted(cell)));
        }
    }
}

fn is_basic(cells: &TableCells) -> bool {
    match cells {
        TableCells::Joined(text) => labels::leading_basic(text).is_some(),
        TableCells::Separate(cells) => cells.first().is_some_and(|cell| labels::basic(cell).is_some()),
    }
}

/// Returns the only non-empty cell of a row.
fn lone(row: &TableRow) -> Option<&str> {
    let mut said = row.texts().iter().filter(|cell| !cell.trim().is_empty());
    said.next().filter(|_| said.next().is_none()).map(String::as_str)
}
