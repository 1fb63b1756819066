//! The table of errors.

use super::comparison::Comparison;
use super::read_errors::{ReadErrorRow, lines};
use super::row_pairs::RowPairs;
use crate::facts::{ErrorFact, error_key, numbered};
use std::collections::HashMap;

/// How alike two codes are at least for one to be taken for the other's new spelling.
const ALIKE: f64 = 0.6;

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let operation = comparison.operation;
    let language = comparison.page.language.tag();
    let expected = operation.errors.iter().filter(|row| row.is_on(language)).count();
    let Some(table) = &comparison.page.errors else {
        missing_table(comparison, expected);
        return;
    };
    let lines = lines(table, &operation.errors, language, operation.language());
    let paired = pair(&lines, &operation.errors, language, operation.language());
    let mut seen = HashMap::new();
    for row in &operation.errors {
        numbered(error_key(&row.statuses, &row.code), &mut seen);
    }
    for (index, (line, at)) in lines.iter().zip(&paired.of_left).enumerate() {
        let key = match at {
            Some(row) => operation.errors[*row].key.clone(),
            None => numbered(line.key(), &mut seen),
        };
        comparison.keep(&key, line.row, line.certain);
        match at {
            Some(row) => {
                comparison.understand(line.row);
                cells(comparison, line, &operation.errors[*row]);
            }
            // No spec can hold a row twice, and the page is told to have it twice.
            None if lines[..index].iter().any(|other| other.row.text == line.row.text) => {}
            None => comparison.added(&key, line.describe(), line.row.line, &operation.errors_place()),
        }
    }
    for (row, line) in operation.errors.iter().zip(&paired.of_right) {
        if line.is_none() && row.is_on(language) {
            comparison.gone(&row.key, row.messages().first().copied().unwrap_or_default(), row.place());
        }
    }
}

fn missing_table(comparison: &mut Comparison<'_>, expected: usize) {
    let operation = comparison.operation;
    match (expected, operation.errors.first()) {
        (1, Some(row)) => comparison.gone(&row.key, row.messages().first().copied().unwrap_or_default(), row.place()),
        (0, _) | (_, None) => {}
        _ => comparison.gone(
            "error",
            format!("{expected} rows (the error table is not on the page)"),
            &operation.errors_place(),
        ),
    }
}

fn cells(comparison: &mut Comparison<'_>, line: &ReadErrorRow<'_>, row: &ErrorFact) {
    let at = line.row.line;
    if line.code != row.code {
        comparison.changed(
            &row.key,
            error_key(&line.statuses, &line.code),
            at,
            error_key(&row.statuses, &row.code),
            &row.cell("code"),
        );
    } else if line.statuses != row.statuses {
        let says = |statuses: &[u16]| error_key(statuses, "").replace("error ", "");
        comparison.changed(&row.key, says(&line.statuses).trim(), at, says(&row.statuses).trim(), &row.cell("status"));
    }
    let own = row.message(comparison.page.language.tag(), comparison.operation.language());
    if let (Some(listed), Some(own)) = (&line.message, own)
        && squeezed(listed) != squeezed(own)
    {
        comparison.changed(&format!("{} message", row.key), listed, at, own, &row.cell("message"));
    }
}

/// A text without white space, which is not the same in all forms of a page.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Pairs rows that are the same, then those of which ever less is the same.
fn pair(lines: &[ReadErrorRow<'_>], rows: &[ErrorFact], language: &str, written: &str) -> RowPairs {
    let same_message = |line: usize, row: usize| {
        let own = rows[row].message(language, written);
        own.is_none() || lines[line].message.as_deref().map(squeezed) == own.map(squeezed)
    };
    let same_code = |line: usize, row: usize| lines[line].code == rows[row].code;
    let same_status = |line: usize, row: usize| lines[line].statuses == rows[row].statuses;
    let listed = |row: usize| rows[row].is_on(language);
    let same_row = |line, row| same_status(line, row) && same_code(line, row);
    let mut pairs = RowPairs::new(lines.len(), rows.len());
    pairs.take(|line, row| listed(row) && same_row(line, row) && same_message(line, row));
    pairs.take(|line, row| same_row(line, row) && same_message(line, row));
    pairs.take(|line, row| listed(row) && same_row(line, row));
    pairs.take(|line, row| same_code(line, row) && same_message(line, row));
    pairs.take(same_code);
    pairs.take_alike(|line, row| {
        let likeness = strsim::normalized_levenshtein(&lines[line].code, &rows[row].code);
        (same_status(line, row) && likeness >= ALIKE).then_some(likeness)
    });
    pairs
}
