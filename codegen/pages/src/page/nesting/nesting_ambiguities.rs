//! Reports rows with unsettled or too deep nesting.

use super::super::ambiguities::{Ambiguities, Quoted};
use super::super::page_tables::{FieldRow, FieldTable, RowId};
use super::{MAX_DEPTH, TypeMeaning};

/// Reports each run of rows with an unsettled parent.
pub(in crate::page) fn report_open(table: &FieldTable, ambiguities: &mut Ambiguities) {
    let mut run: Vec<&FieldRow> = Vec::new();
    let ends = table.rows.iter().map(Some).chain([None]);
    for (end, row) in ends.enumerate() {
        if let Some(row) = row.filter(|row| !row.settled) {
            run.push(row);
            continue;
        }
        let message = match run.as_slice() {
            [] => continue,
            [only] => format!("neither types nor example settle the parent of {}", Quoted(only.name())),
            [first, .., last] => format!(
                "neither types nor example settle the parents of the rows {} to {}",
                Quoted(first.name()),
                Quoted(last.name())
            ),
        };
        ambiguities.nesting((RowId::Field(table.part, end - run.len()), run[0].written.line), message);
        run.clear();
    }
}

/// Reports the first row at the maximum depth that may have fields, which are read as its siblings.
pub(in crate::page) fn report_deep(table: &FieldTable, ambiguities: &mut Ambiguities) {
    let mut depths: Vec<usize> = Vec::with_capacity(table.rows.len());
    for (index, row) in table.rows.iter().enumerate() {
        // Parents precede their children.
        let depth = 1 + row.parent.and_then(|parent| depths.get(parent).copied()).unwrap_or(0);
        depths.push(depth);
        if depth >= MAX_DEPTH && row.meaning().is_some_and(TypeMeaning::holds) {
            let message =
                format!("{} is nested {MAX_DEPTH} deep, and its fields are read as its siblings", Quoted(row.name()));
            ambiguities.nesting((RowId::Field(table.part, index), row.written.line), message);
            return;
        }
    }
}
