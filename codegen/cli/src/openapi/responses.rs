//! Responses: success, the documented errors by status, and all others.

use super::content::{self, Media};
use super::error_rows::{self, Statuses};
use super::listed::{self, ListedRow, OK, StatusGroup};
use super::scope::SchemaScope;
use super::{components, schema, text};
use dingtalk_codegen::model::{Api, Operation, Response};
use dingtalk_spec::json::Object;
use std::collections::BTreeMap;

/// The responses by their status.
pub(super) fn of(api: &Api, operation: &Operation, scope: SchemaScope<'_>) -> Object {
    let groups = listed::groups(&operation.errors.rows);
    let mut by_status = BTreeMap::new();
    for StatusGroup { first, others, rows } in &groups {
        if *first == OK {
            by_status.insert(OK, success(api, operation, rows, scope));
        } else if others.is_empty() {
            by_status.insert(*first, error(api, rows));
        } else {
            let reference = components::response_reference(&component(*first, scope));
            by_status.extend(others.iter().chain([first]).map(|status| (*status, reference.clone())));
        }
    }
    by_status.entry(OK).or_insert_with(|| success(api, operation, &[], scope));
    let listed: Object = by_status.into_iter().map(|(status, response)| (status.to_string(), response)).collect();
    listed.with("default", components::default_response())
}

/// The responses that stand among the components, since they come under several statuses.
pub(super) fn shared(api: &Api, operation: &Operation, scope: SchemaScope<'_>) -> Vec<(String, Object)> {
    let groups = listed::groups(&operation.errors.rows);
    let shared = groups.iter().filter(|group| !group.others.is_empty());
    shared.map(|group| (component(group.first, scope), error(api, &group.rows))).collect()
}

/// The component name of a response: its first status is unique within the operation.
fn component(first: u16, scope: SchemaScope<'_>) -> String {
    scope.component(&first.to_string())
}

/// The successful response. If errors are documented with the same status, it is either of them.
fn success(api: &Api, operation: &Operation, rows: &[ListedRow<'_>], scope: SchemaScope<'_>) -> Object {
    let description = match &operation.response {
        Response::Empty => "The response is empty.".to_owned(),
        Response::Fields(object) => text::markdown(&object.doc),
        Response::Whole(_, field_docs) => field_docs.doc.as_deref().map_or("The response.".to_owned(), text::markdown),
    };
    let media = content::response(operation, scope);
    if rows.is_empty() {
        return response(api, &description, media.map(Media::content).unwrap_or_default());
    }
    let description = format!("{description}\n\nOr an error:\n\n{}", error_rows::table(rows, Statuses::Known));
    response(api, &description, or_error(media)).with("x-error-rows", error_rows::rows(rows, Statuses::Known))
}

/// The content of a response that is successful or an error.
fn or_error(response: Option<Media>) -> Object {
    let error = schema::reference(components::ERROR);
    match response {
        Some(media) if media.is_json() => {
            let either = Object::new().with("anyOf", vec![media.schema, error]);
            Media { schema: either, ..media }.content()
        }
        other => other.map(Media::content).unwrap_or_default().and(Media::json(error).content()),
    }
}

/// An error with one of these rows.
fn error(api: &Api, rows: &[ListedRow<'_>]) -> Object {
    let content = Media::json(schema::reference(components::ERROR)).content();
    response(api, &error_rows::table(rows, Statuses::Known), content)
        .with("x-error-rows", error_rows::rows(rows, Statuses::Known))
}

/// A response with the headers that identify the call.
pub(super) fn response(api: &Api, description: &str, content: Object) -> Object {
    Object::new()
        .with("description", description)
        .with("headers", components::header_references(api))
        .with_any("content", content)
}
