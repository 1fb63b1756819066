//! Pagination: its fields exist and have the right types.

use super::vocabulary::built_in_words;
use super::words;
use crate::model::{Field, ObjectType, Pagination, Response};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{BuiltInType, PaginationDecl, PlacedText};

/// The types of a position.
const CURSOR: &[BuiltInType] = &[BuiltInType::String, BuiltInType::Int32, BuiltInType::Int64];

/// The pagination of an operation with this request and response; `None` if it is not valid.
pub(crate) fn resolve(
    decl: &PaginationDecl,
    request: &ObjectType,
    response: &Response,
    sink: &mut Sink,
) -> Option<Pagination> {
    let Response::Fields(response) = response else {
        sink.report(Code::ForeignKey, &decl.place.on_key(), "`pagination` of a response without fields")
            .help("remove it, or describe the fields of the response");
        return None;
    };
    let cursor = find(&decl.cursor, ("request", request), CURSOR, sink);
    let next = find(&decl.next, ("response", response), CURSOR, sink);
    let items = find(&decl.items, ("response", response), &[BuiltInType::Array], sink);
    let more = decl.more.as_ref().map(|more| find(more, ("response", response), &[BuiltInType::Bool], sink));
    let (cursor, next, items) = (cursor?, next?, items?);
    if cursor.ty.built_in() != next.ty.built_in() {
        let message =
            format!("`{}` of the request and `{}` of the response have different types", cursor.wire, next.wire);
        sink.report(Code::WrongType, &decl.next.place, message)
            .help("give both one type: the value of a response is sent in the next request");
        return None;
    }
    if cursor.ty.built_in() != Some(BuiltInType::String) && more.is_none() {
        sink.report(Code::MissingKey, &decl.place, "missing key `more`").help(
            "name the field that says whether there is another page: a number cannot be empty after the last one",
        );
        return None;
    }
    let more = match more {
        Some(more) => Some(more?.wire.clone()),
        None => None,
    };
    Some(Pagination { cursor: cursor.wire.clone(), next: next.wire.clone(), items: items.wire.clone(), more })
}

/// Finds a field of one of these types.
fn find<'a>(
    name: &PlacedText,
    (side, object): (&str, &'a ObjectType),
    types: &[BuiltInType],
    sink: &mut Sink,
) -> Option<&'a Field> {
    let is_right =
        |field: &&Field| !field.nullable && field.ty.built_in().is_some_and(|built_in| types.contains(&built_in));
    let found = object.field(&name.value).filter(is_right);
    if found.is_none() && !name.is_placeholder() {
        let message = format!("the {side} has no `{}` of type {}", name.value, built_in_words(types, " or "));
        sink.report(Code::UnknownWord, &name.place, message).help_with(|| {
            let right = object.fields.iter().filter(is_right);
            match right.map(|field| field.wire.as_str()).collect::<Vec<_>>().as_slice() {
                [] => format!("describe it among the fields of the {side}, without `nullable`"),
                known => words::proposal(&name.value, known),
            }
        });
    }
    found
}
