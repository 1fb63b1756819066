//! Additions of error rows.

use super::{Addition, ComparedPage, InsertPosition, NOT_ALIKE, NOT_CERTAIN};
use crate::facts::{SpecOperation, is_of_no_language};
use dingtalk_spec::Node;

/// Returns the row with its messages in all languages, or the reason for not adding it.
pub(super) fn addition(
    compared_pages: &[&ComparedPage<'_>],
    operation: &SpecOperation,
    fact: &str,
    rows: &[String],
) -> Result<Addition, String> {
    let mut messages: Vec<(String, Node)> = Vec::new();
    let mut cells: Option<Vec<(String, Node)>> = None;
    for compared in compared_pages {
        let (key, row) = compared.row(fact).and_then(|row| compared.drafted.error(row)).ok_or(NOT_CERTAIN)?;
        // Rows with the same status and code are numbered.
        let is_it = fact.strip_prefix(key).is_some_and(|number| number.is_empty() || number.starts_with(" #"));
        let (Node::Map(mut row), true) = (row?, is_it) else { return Err(NOT_CERTAIN.to_owned()) };
        let language = compared.drift.language;
        for (_, message) in row.extract_if(.., |(key, _)| key == "message") {
            if messages.iter().all(|(known, _)| known != language) {
                messages.push((language.to_owned(), message));
            }
        }
        if cells.get_or_insert_with(|| row.clone()) != &row {
            return Err(NOT_ALIKE.to_owned());
        }
    }
    let (Some(mut cells), Some(compared)) = (cells, compared_pages.first()) else {
        return Err(NOT_CERTAIN.to_owned());
    };
    let after_code = cells.iter().position(|(key, _)| key == "code").map_or(cells.len(), |code| code + 1);
    let message = message(messages, &operation.facts.language).map(|message| ("message".to_owned(), message));
    cells.splice(after_code..after_code, message);
    Ok(Addition {
        holder: operation.file.place.key("errors"),
        at: InsertPosition::Index(index(compared, fact, rows)),
        node: Node::Map(cells),
    })
}

/// Returns the index of the new row: after the nearest preceding row that the spec has.
fn index(compared: &ComparedPage<'_>, fact: &str, rows: &[String]) -> usize {
    let above = compared.drift.rows.iter().take_while(|row| row.key != fact);
    let known = above.filter_map(|row| rows.iter().position(|own| *own == row.key));
    known.last().map_or(0, |index| index + 1)
}

/// Returns the message: plain in the default language or without words, otherwise by language.
fn message(messages: Vec<(String, Node)>, written: &str) -> Option<Node> {
    let is_plain = match messages.as_slice() {
        [] => return None,
        [(language, _)] if language == written => true,
        [(_, first), rest @ ..] => {
            let has_no_words = matches!(first, Node::Text(text) if is_of_no_language(text));
            has_no_words && rest.iter().all(|(_, other)| other == first)
        }
    };
    if is_plain { messages.into_iter().next().map(|(_, message)| message) } else { Some(Node::Map(messages)) }
}
