//! Responses: success, the documented errors by status, and all others.

use super::bodies::{self, Media};
use super::schema::markdown_text;
use super::schema_scope::SchemaScope;
use super::{components, schema};
use dingtalk_codegen::markdown;
use dingtalk_codegen::model::{Dialect, ErrorRow, Operation, Response};
use dingtalk_pages::json::{Json, JsonObject};
use std::collections::{BTreeMap, HashMap};

/// The responses by their status.
pub(super) fn of(dialect: &Dialect, operation: &Operation, scope: SchemaScope<'_>) -> JsonObject {
    let groups = status_groups(&operation.errors.rows);
    let mut by_status = BTreeMap::new();
    for StatusGroup { first, others, rows } in &groups {
        if *first == OK {
            by_status.insert(OK, success(dialect, operation, rows, scope));
        } else if others.is_empty() {
            by_status.insert(*first, error(dialect, rows));
        } else {
            let reference = components::response_reference(&component(*first, scope));
            by_status.extend(others.iter().chain([first]).map(|status| (*status, reference.clone())));
        }
    }
    by_status.entry(OK).or_insert_with(|| success(dialect, operation, &[], scope));
    let listed: JsonObject = by_status.into_iter().map(|(status, response)| (status.to_string(), response)).collect();
    // Not `default`, which would be a success as well: some tools support one type for each.
    let any_error = components::any_error_reference(dialect);
    listed.with("4XX", any_error.clone()).with("5XX", any_error)
}

/// The responses that stand among the components, since they come under several statuses.
pub(super) fn shared(dialect: &Dialect, operation: &Operation, scope: SchemaScope<'_>) -> Vec<(String, JsonObject)> {
    let groups = status_groups(&operation.errors.rows);
    let shared = groups.iter().filter(|group| !group.others.is_empty());
    shared.map(|group| (component(group.first, scope), error(dialect, &group.rows))).collect()
}

/// The component name of a response: its first status is unique within the operation.
fn component(first: u16, scope: SchemaScope<'_>) -> String {
    scope.component(&first.to_string())
}

/// The successful response. If errors are documented with the same status, for the operation or for all, it is either of them.
fn success(dialect: &Dialect, operation: &Operation, rows: &[ListedRow<'_>], scope: SchemaScope<'_>) -> JsonObject {
    let description = match &operation.response {
        Response::Empty => "The response is empty.".to_owned(),
        Response::Fields(object) => markdown_text(&object.doc),
        Response::Whole(_, field_docs) => field_docs.doc.as_deref().map_or("The response.".to_owned(), markdown_text),
    };
    let media = bodies::response(operation, scope);
    let is_shared = dialect.errors.rows.iter().any(|row| row.status.contains(&OK));
    let content = if rows.is_empty() && !is_shared {
        media.map(Media::content).unwrap_or_default()
    } else {
        or_error(dialect, media)
    };
    if rows.is_empty() {
        return response(dialect, &description, content);
    }
    let description = format!("{description}\n\nOr an error:\n\n{}", error_table(rows, Statuses::Known));
    response(dialect, &description, content).with("x-error-rows", error_rows(rows, Statuses::Known))
}

/// The content of a response that is successful or an error.
fn or_error(dialect: &Dialect, response: Option<Media>) -> JsonObject {
    let error = schema::reference(&components::error_name(dialect));
    match response {
        Some(media) if media.is_json() => {
            let either = JsonObject::new().with("anyOf", vec![media.schema, error]);
            Media { schema: either, ..media }.content()
        }
        other => other.map(Media::content).unwrap_or_default().and(Media::json(error).content()),
    }
}

/// An error with one of these rows.
fn error(dialect: &Dialect, rows: &[ListedRow<'_>]) -> JsonObject {
    let content = Media::json(schema::reference(&components::error_name(dialect))).content();
    response(dialect, &error_table(rows, Statuses::Known), content)
        .with("x-error-rows", error_rows(rows, Statuses::Known))
}

/// A response with the headers that identify the call.
pub(super) fn response(dialect: &Dialect, description: &str, content: JsonObject) -> JsonObject {
    JsonObject::new()
        .with("description", description)
        .with("headers", components::header_references(dialect))
        .with_any("content", content)
}

/// The column of statuses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Statuses {
    Shown,
    /// All rows have the same status.
    Known,
}

/// The rows as a table in Markdown.
pub(super) fn error_table(rows: &[ListedRow<'_>], statuses: Statuses) -> String {
    let head = match statuses {
        Statuses::Shown => "| Status | Code | Message | Meaning |\n|---|---|---|---|",
        Statuses::Known => "| Code | Message | Meaning |\n|---|---|---|",
    };
    let lines = rows.iter().map(|listed| table_line(*listed, statuses));
    std::iter::once(head.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn table_line(ListedRow { row, shown_under }: ListedRow<'_>, statuses: Statuses) -> String {
    let [status, code, mut message, mut meaning] = markdown::error_cells(row);
    if let Some(status) = shown_under {
        message.clear();
        meaning = markdown::cell(&format!("See {status}.{}", row.listed_in()));
    }
    let first = (statuses == Statuses::Shown).then_some(status);
    let cells: Vec<String> = first.into_iter().chain([code, message, meaning]).collect();
    format!("| {} |", cells.join(" | "))
}

/// The rows as values. `see` is the status under which message and meaning are, if they are not repeated.
pub(super) fn error_rows(rows: &[ListedRow<'_>], statuses: Statuses) -> Vec<JsonObject> {
    let row = |ListedRow { row, shown_under }: &ListedRow<'_>| {
        let is_shown = shown_under.is_none();
        let status: Vec<u32> = row.status.iter().copied().map(u32::from).collect();
        JsonObject::new()
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
            let messages: JsonObject =
                messages.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect();
            Some(messages.into())
        }
    }
}

/// The status of a successful response. Pages do not distinguish it from other 2xx statuses.
const OK: u16 = 200;

/// Texts longer than this, in bytes, are shown under one status only: some rows have hundreds of statuses.
const LONG: usize = 400;

/// A row under one of its statuses.
#[derive(Clone, Copy)]
pub(super) struct ListedRow<'a> {
    pub(super) row: &'a ErrorRow,
    /// The status under which its text is shown, if it is another one.
    pub(super) shown_under: Option<u16>,
}

impl<'a> ListedRow<'a> {
    /// The row with its whole text.
    pub(super) fn whole(row: &'a ErrorRow) -> Self {
        Self { row, shown_under: None }
    }
}

/// Statuses with the same rows. [`OK`] is a group of its own, since a successful response has it as well.
struct StatusGroup<'a> {
    first: u16,
    others: Vec<u16>,
    rows: Vec<ListedRow<'a>>,
}

/// The groups in the order of their first statuses.
fn status_groups(rows: &[ErrorRow]) -> Vec<StatusGroup<'_>> {
    let mut by_status: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for status in &row.status {
            by_status.entry(*status).or_default().push(index);
        }
    }
    let mut groups: Vec<StatusGroup<'_>> = Vec::new();
    let mut places = HashMap::new();
    let mut first_status = HashMap::new();
    for (status, indexes) in by_status {
        let place = *places.entry((status == OK, indexes.clone())).or_insert(groups.len());
        if let Some(group) = groups.get_mut(place) {
            group.others.push(status);
            continue;
        }
        let listed = indexes.iter().filter_map(|index| {
            let row = rows.get(*index)?;
            let first = *first_status.entry(*index).or_insert(status);
            Some(ListedRow { row, shown_under: (first != status && is_long(row)).then_some(first) })
        });
        groups.push(StatusGroup { first: status, others: Vec::new(), rows: listed.collect() });
    }
    groups
}

fn is_long(row: &ErrorRow) -> bool {
    row.messages.iter().map(|(_, message)| message.len()).sum::<usize>() + row.doc.len() > LONG
}
