//! Drafts the `errors` section.

use super::MAX_READINGS;
use super::review_marks::{self, PendingAmbiguities, quoted};
use super::rust_names;
use super::yaml_layout::{YamlItem, YamlMap, YamlValue};
use crate::facts::error_key;
use crate::labels::statuses;
use crate::page::{ErrorCells, ErrorRow, RowId};
use dingtalk_spec::Node;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A drafted error row.
pub(super) struct DraftError {
    pub(super) row: RowId,
    /// Name of the fact.
    pub(super) key: String,
    pub(super) item: YamlItem,
}

/// A valid error row.
struct DraftErrorRow {
    status: Vec<u16>,
    code: String,
    message: Option<String>,
    marks: Vec<String>,
}

/// Rows so far by status, code and message.
type ErrorRowsByKey<'a> = HashMap<(u16, String, Option<String>), &'a ErrorRow>;

/// Returns the rows, and marks about rows that are left out.
pub(super) fn errors(table: &[ErrorRow], ambiguities: &mut PendingAmbiguities) -> (Vec<DraftError>, Vec<String>) {
    let are_joined = table.iter().any(|row| row.readings.len() > row.plausible().len());
    let joined = "the cells of these rows are joined, and a row with an equally likely reading has a mark of its own";
    let mut left: Vec<String> = are_joined.then(|| joined.to_owned()).into_iter().collect();
    let mut seen = ErrorRowsByKey::new();
    let mut rows = Vec::new();
    for (index, one) in table.iter().enumerate() {
        let marks = ambiguities.of_row(RowId::Error(index), one.plausible().len() != 1, false);
        match row(one, marks, &mut seen) {
            Ok(row) => rows.push((RowId::Error(index), row)),
            Err(marks) => left.extend(marks),
        }
    }
    let renames = rust_names::variants(rows.iter().map(|(_, row)| row.code.as_str()));
    let drafted = |((row, cells), rename): ((RowId, DraftErrorRow), Option<String>)| {
        let key = error_key(&statuses::distinct(cells.status.iter().copied()), &cells.code);
        DraftError { row, key, item: cells.item(rename) }
    };
    (rows.into_iter().zip(renames).map(drafted).collect(), left)
}

fn row<'a>(
    row: &'a ErrorRow,
    mut marks: Vec<String>,
    seen: &mut ErrorRowsByKey<'a>,
) -> Result<DraftErrorRow, Vec<String>> {
    let Some(cells) = row.readings.first() else {
        marks.insert(0, format!("the cells of a row are ambiguous: {}", quoted(&row.written.text)));
        return Err(marks);
    };
    marks.extend(other_readings(row));
    let Some(code) = review_marks::clean(&cells.code) else {
        marks.insert(0, format!("a row has no code: {}", quoted(&row.written.text)));
        return Err(marks);
    };
    if code != cells.code.trim() {
        marks.push("the code on the page has characters that are not seen".to_owned());
    }
    let mut message = cells.message.as_deref().and_then(review_marks::clean);
    let mut signs = message.iter().flat_map(|message| message.chars());
    if row.readings.len() > 1 && signs.next().is_some_and(is_chinese) && signs.next().is_none() {
        marks.push("the end of the message is ambiguous".to_owned());
        message = None;
    }
    let status = status(cells, &mut marks);
    let mut fresh = Vec::new();
    let mut above = None;
    for status in &status {
        match seen.entry((*status, code.clone(), message.clone())) {
            Entry::Vacant(place) => {
                place.insert(row);
                fresh.push(*status);
            }
            Entry::Occupied(place) => above = Some(*place.get()),
        }
    }
    if fresh.is_empty() {
        marks.insert(0, left_out(row, above));
        return Err(marks);
    }
    if fresh.len() < status.len() {
        marks.push("a row above has one of the statuses of this one".to_owned());
    }
    Ok(DraftErrorRow { status: fresh, code, message, marks })
}

/// Explains why a row is left out. `above` is a row with the same status, code and message.
fn left_out(row: &ErrorRow, above: Option<&ErrorRow>) -> String {
    let text = quoted(&row.written.text);
    let is_open = |row: &ErrorRow| row.readings.len() > 1;
    match above {
        None => format!("a row has no status: {text}"),
        Some(above) if above.written.text != row.written.text && (is_open(above) || is_open(row)) => {
            format!("a row is indistinguishable from the one above that is {}: {text}", quoted(&above.written.text))
        }
        Some(_) => format!("a row stands on the page twice: {text}"),
    }
}

/// Returns the valid statuses without duplicates.
fn status(cells: &ErrorCells, marks: &mut Vec<String>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for status in &cells.status {
        if !(100..=599).contains(status) {
            marks.push(format!("the page gives the status {status}"));
        } else if !statuses.contains(status) {
            statuses.push(*status);
        }
    }
    statuses
}

fn other_readings(row: &ErrorRow) -> Option<String> {
    let others = row.plausible().get(1..).filter(|others| !others.is_empty())?;
    let likely: Vec<String> =
        others.iter().filter(|cells| !cuts_a_word(cells)).take(MAX_READINGS).map(reading).collect();
    Some(if likely.is_empty() {
        "nothing on the page parts the cells of the row".to_owned()
    } else {
        format!("the row has other readings: {}", likely.join(", "))
    })
}

fn reading(cells: &ErrorCells) -> String {
    let message = cells.message.as_deref().unwrap_or_default();
    format!("code {} with message {}", quoted(&cells.code), quoted(message))
}

/// Returns `true` if code and message split within a word, as in `paramError.nameTh` and `e name is wrong`, or split a
/// placeholder from one Chinese character, as in `%s会`.
fn cuts_a_word(cells: &ErrorCells) -> bool {
    let message = cells.message.as_deref().unwrap_or_default();
    let is_lower = message.starts_with(|c: char| c.is_ascii_lowercase());
    let cuts_code = is_lower && cells.code.ends_with(|c: char| c.is_ascii_alphanumeric());
    let rest = message.trim_start_matches("%s");
    cuts_code || (rest.len() < message.len() && rest.chars().count() == 1 && rest.chars().all(is_chinese))
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

impl DraftErrorRow {
    fn item(self, rename: Option<String>) -> YamlItem {
        let mut marks = self.marks;
        if let Some(rename) = &rename {
            marks.push(format!("`{rename}` in Rust, as the code makes no name, or one that is taken"));
        }
        let number = |status: u16| YamlValue::Scalar(Node::from(i64::from(status)));
        let status = match self.status.as_slice() {
            [only] => number(*only),
            several => YamlValue::list(several.iter().copied().map(number)),
        };
        let map = YamlMap::new()
            .with("status", status)
            .with("code", YamlValue::text(self.code))
            .with_some("message", self.message.map(YamlValue::text))
            .with_some("rename", rename.map(YamlValue::text));
        YamlItem { value: YamlValue::Map(map), marks }
    }
}
