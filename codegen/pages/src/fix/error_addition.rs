//! Additions of error rows.

use super::{Addition, ComparedPage, InsertPosition, NOT_CERTAIN, only_row};
use crate::facts::{SpecOperation, error_key};
use crate::labels::statuses;
use crate::page::ErrorCells;
use dingtalk_spec::Node;

/// Returns the row with its messages in all languages, or the reason for not adding it.
pub(super) fn addition(
    compared_pages: &[&ComparedPage<'_>],
    operation: &SpecOperation,
    fact: &str,
    rows: &[String],
) -> Result<Addition, String> {
    let cells: Option<Vec<&ErrorCells>> = compared_pages.iter().map(|compared| certain(compared, fact)).collect();
    let cells = cells.ok_or(NOT_CERTAIN)?;
    let (Some(compared), Some(first)) = (compared_pages.first(), cells.first()) else {
        return Err(NOT_CERTAIN.to_owned());
    };
    let statuses = statuses::distinct(first.status.iter().copied());
    if statuses.is_empty() {
        return Err("the page gives no status".to_owned());
    }
    if error_key(&statuses, &first.code) != fact {
        return Err("only the message distinguishes the row from another one".to_owned());
    }
    let numbers: Vec<Node> = statuses.iter().map(|status| Node::from(i64::from(*status))).collect();
    let status = match <[Node; 1]>::try_from(numbers) {
        Ok([only]) => only,
        Err(several) => Node::List(several),
    };
    let mut row = vec![("status".to_owned(), status), ("code".to_owned(), Node::Text(first.code.clone()))];
    row.extend(
        message(compared_pages, &cells, &operation.facts.language).map(|message| ("message".to_owned(), message)),
    );
    Ok(Addition {
        holder: operation.facts.new_places.errors.clone(),
        at: InsertPosition::Index(index(compared, fact, rows)),
        node: Node::Map(row),
    })
}

/// Returns the index of the new row: after the nearest preceding row that the spec has.
fn index(compared: &ComparedPage<'_>, fact: &str, rows: &[String]) -> usize {
    let above = compared.drift.rows.iter().take_while(|row| row.key != fact);
    let known = above.filter_map(|row| rows.iter().position(|own| *own == row.key));
    known.last().map_or(0, |index| index + 1)
}

fn certain<'a>(compared: &ComparedPage<'a>, fact: &str) -> Option<&'a ErrorCells> {
    only_row(compared.page.error_rows(), compared.text(fact)?)?.certain()
}

/// Returns the message: plain in the default language, otherwise by language.
fn message(compared_pages: &[&ComparedPage<'_>], cells: &[&ErrorCells], written: &str) -> Option<Node> {
    let texts = compared_pages.iter().zip(cells).filter_map(|(compared, cells)| {
        let message = cells.message.as_ref().filter(|message| !message.is_empty())?;
        Some((compared.drift.language, message))
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
