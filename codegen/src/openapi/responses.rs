//! What may come back: the answer, the errors that the operation's page lists by their status, and all others.

use super::content::{self, Media};
use super::errors::{self, Statuses};
use super::schema::{self, Scope};
use super::{components, text};
use crate::json::Object;
use crate::model::{Answer, Api, ErrorRow, Operation};
use std::collections::BTreeMap;

/// The status of an answer when all is well. Pages do not tell it apart from others of its kind.
const OK: u16 = 200;

/// The responses by their status.
pub(super) fn of(api: &Api, operation: &Operation, scope: Scope<'_>) -> Object {
    let mut by_status: BTreeMap<u16, Vec<&ErrorRow>> = BTreeMap::from([(OK, Vec::new())]);
    for row in &operation.errors.rows {
        for status in &row.status {
            by_status.entry(*status).or_default().push(row);
        }
    }
    let response =
        |status, rows: &[&ErrorRow]| if status == OK { answer(api, operation, rows, scope) } else { error(api, rows) };
    let listed: Object = by_status.iter().map(|(status, rows)| (status.to_string(), response(*status, rows))).collect();
    listed.with("default", components::default_response())
}

/// The answer. Some operations list errors under the same status: then it is one or the other.
fn answer(api: &Api, operation: &Operation, rows: &[&ErrorRow], scope: Scope<'_>) -> Object {
    let description = match &operation.answer {
        Answer::Nothing => "The service answers nothing.".to_owned(),
        Answer::Members(shape) => text::markdown(&shape.doc),
        Answer::Whole(_, about) => about.doc.as_deref().map_or("What the service answers.".to_owned(), text::markdown),
    };
    let answer = content::answer(operation, scope);
    if rows.is_empty() {
        return response(api, &description, answer.map(Media::content).unwrap_or_default());
    }
    let description = format!("{description}\n\nOr an error:\n\n{}", errors::table(rows, Statuses::Known));
    response(api, &description, or_error(answer)).with("x-error-rows", errors::rows(rows, Statuses::Known))
}

/// The content of an answer that may be an error as well.
fn or_error(answer: Option<Media>) -> Object {
    let error = schema::reference(components::ERROR);
    match answer {
        Some(media) if media.is_json() => {
            let either = Object::new().with("anyOf", vec![media.schema, error]);
            Media { schema: either, ..media }.content()
        }
        other => other.map(Media::content).unwrap_or_default().and(Media::json(error).content()),
    }
}

/// An error with one of these rows.
fn error(api: &Api, rows: &[&ErrorRow]) -> Object {
    let content = Media::json(schema::reference(components::ERROR)).content();
    response(api, &errors::table(rows, Statuses::Known), content)
        .with("x-error-rows", errors::rows(rows, Statuses::Known))
}

/// A response with the headers that identify the call.
pub(super) fn response(api: &Api, description: &str, content: Object) -> Object {
    Object::new()
        .with("description", description)
        .with("headers", components::header_references(api))
        .with_any("content", content)
}
