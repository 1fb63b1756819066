//! Rows of error tables: as a table for people, and as an extension for tools.

use super::listed::ListedRow;
use dingtalk_codegen::markdown;
use dingtalk_codegen::model::ErrorRow;
use dingtalk_spec::json::{Json, Object};

/// The column of statuses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Statuses {
    Shown,
    /// All rows have the one that they stand under.
    Known,
}

/// The rows as a table in Markdown.
pub(super) fn table(rows: &[ListedRow<'_>], statuses: Statuses) -> String {
    let head = match statuses {
        Statuses::Shown => "| Status | Code | Message | Meaning |\n|---|---|---|---|",
        Statuses::Known => "| Code | Message | Meaning |\n|---|---|---|",
    };
    let lines = rows.iter().map(|listed| line(*listed, statuses));
    std::iter::once(head.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn line(ListedRow { row, shown_under }: ListedRow<'_>, statuses: Statuses) -> String {
    let (message, doc) = match shown_under {
        Some(status) => (String::new(), format!("See {status}.")),
        None => (row.texts("; ", markdown::message_cell), row.doc.clone()),
    };
    let cells = [markdown::code_cell(&row.code), message, markdown::cell(&(doc + &row.listed_in()))];
    let first = (statuses == Statuses::Shown).then(|| row.statuses(", "));
    let cells: Vec<String> = first.into_iter().chain(cells).collect();
    format!("| {} |", cells.join(" | "))
}

/// The rows as values. `see` is the status under which message and meaning are, if they are not repeated.
pub(super) fn rows(rows: &[ListedRow<'_>], statuses: Statuses) -> Vec<Object> {
    let row = |ListedRow { row, shown_under }: &ListedRow<'_>| {
        let is_shown = shown_under.is_none();
        let status: Vec<u32> = row.status.iter().copied().map(u32::from).collect();
        Object::new()
            .with_some("status", (statuses == Statuses::Shown).then_some(status))
            .with("code", row.code.as_str())
            .with_some("message", is_shown.then(|| message(row)).flatten())
            .with_some("doc", (is_shown && !row.doc.is_empty()).then_some(row.doc.as_str()))
            .with_some("see", shown_under.map(u32::from))
            .with_some("retry", row.retry.map(dingtalk_policy::Retry::word))
            .with_some("refused", row.refused)
            .with_any("on", row.on.iter().map(String::as_str).collect::<Vec<_>>())
    };
    rows.iter().map(row).collect()
}

/// One text for all languages, or one for each.
fn message(row: &ErrorRow) -> Option<Json> {
    match row.messages.as_slice() {
        [] => None,
        [(language, message)] if language.is_empty() => Some(message.as_str().into()),
        messages => {
            let messages: Object = messages.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect();
            Some(messages.into())
        }
    }
}
