//! A new row of an error table.

use super::{Addition, Side};
use crate::docs::facts::{Operation, error_key};
use crate::docs::page::ErrorCells;
use crate::spec::Node;

/// The row, in the languages of the pages that have it.
pub(super) fn addition(sides: &[&Side<'_>], operation: &Operation, fact: &str) -> Option<Addition> {
    let cells: Option<Vec<&ErrorCells>> = sides.iter().map(|side| certain(side, fact)).collect();
    let cells = cells?;
    let [first, ..] = cells[..] else { return None };
    let mut statuses = first.status.clone();
    statuses.sort_unstable();
    statuses.dedup();
    // One that bears a number stands beside rows that only their messages tell apart, which is for a person to see.
    if statuses.is_empty() || error_key(&statuses, &first.code) != fact {
        return None;
    }
    let numbers: Vec<Node> = statuses.iter().map(|status| Node::Int(i64::from(*status))).collect();
    let status = match <[Node; 1]>::try_from(numbers) {
        Ok([only]) => only,
        Err(several) => Node::List(several),
    };
    let mut row = vec![("status".to_owned(), status), ("code".to_owned(), Node::Text(first.code.clone()))];
    row.extend(message(sides, &cells, operation.language()).map(|message| ("message".to_owned(), message)));
    Some(Addition { holder: operation.errors_place(), key: None, node: Node::Map(row) })
}

fn certain<'a>(side: &Side<'a>, fact: &str) -> Option<&'a ErrorCells> {
    let text = side.text(fact)?;
    let mut rows = side.page.errors.iter().flat_map(|table| &table.rows).filter(|row| row.row.text == text);
    let row = rows.next()?;
    if rows.next().is_some() { None } else { row.certain() }
}

/// The message: one text if it is in the language in which messages without one are written, else a text for each.
fn message(sides: &[&Side<'_>], cells: &[&ErrorCells], written: &str) -> Option<Node> {
    let texts = sides.iter().zip(cells).filter_map(|(side, cells)| {
        let message = cells.message.as_ref().filter(|message| !message.is_empty())?;
        Some((side.drift.language, message))
    });
    let mut messages: Vec<(String, Node)> = Vec::new();
    for (language, message) in texts {
        if messages.iter().all(|(known, _)| known != language) {
            messages.push((language.to_owned(), Node::Text(message.clone())));
        }
    }
    match messages.as_slice() {
        [] => None,
        [(language, message)] if language == written => Some(message.clone()),
        _ => Some(Node::Map(messages)),
    }
}
