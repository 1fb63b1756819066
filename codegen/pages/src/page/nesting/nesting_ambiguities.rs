//! Reports rows with unsettled or too deep nesting.

use super::super::ambiguities::{Ambiguities, Quoted};
use super::super::page_tables::FieldRow;
use super::{MAX_DEPTH, TypeMeaning};

/// Reports each run of rows with an unsettled parent.
pub(in crate::page) fn report_open(rows: &[FieldRow], ambiguities: &mut Ambiguities) {
    let mut run: Vec<&FieldRow> = Vec::new();
    let ends = rows.iter().map(Some).chain([None]);
    for row in ends {
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
        ambiguities.nesting(run[0].written.line, message);
        run.clear();
    }
}

/// Reports the first row at the maximum depth that may have fields, which are read as its siblings.
pub(in crate::page) fn report_deep(rows: &[FieldRow], ambiguities: &mut Ambiguities) {
    let mut depths: Vec<usize> = Vec::with_capacity(rows.len());
    for row in rows {
        // Parents precede their children.
        let depth = 1 + row.parent.and_then(|parent| depths.get(parent).copied()).unwrap_or(0);
        depths.push(depth);
        if depth >= MAX_DEPTH && row.meaning().is_some_and(TypeMeaning::holds) {
            let message =
                format!("{} is nested {MAX_DEPTH} deep, and its fields are read as its siblings", Quoted(row.name()));
            ambiguities.nesting(row.written.line, message);
            return;
        }
    }
}
