//! Parameters outside the body of a request.

use super::example::RequestExample;
use super::scope::SchemaScope;
use super::{field_docs, schema};
use dingtalk_codegen::model::{Field, Location, Operation, Style};
use dingtalk_spec::json::Object;

/// The parameters in the order of the page, and the headers that every call sends with the same value.
pub(super) fn of(operation: &Operation, scope: SchemaScope<'_>) -> Vec<Object> {
    let example = RequestExample::of(operation);
    let fields = operation.request.fields.iter();
    let parameters = fields.filter_map(|field| Some(parameter(field, carrier(field.location)?, &example, scope)));
    parameters.chain(operation.constant_headers.iter().map(constant)).collect()
}

/// The word for a place outside the body.
fn carrier(location: Location) -> Option<&'static str> {
    match location {
        Location::Path => Some("path"),
        Location::Query => Some("query"),
        Location::Header => Some("header"),
        Location::Body | Location::Whole => None,
    }
}

fn parameter(field: &Field, carrier: &str, example: &RequestExample<'_>, scope: SchemaScope<'_>) -> Object {
    let schema = schema::limited(&field.ty, &field.docs, scope);
    let parameter = Object::new()
        .with("name", field.wire.as_str())
        .with("in", carrier)
        .with_some("description", field_docs::description(&field.ty, &field.docs))
        .with_some("required", (field.required || field.location == Location::Path).then_some(true))
        .with_some("deprecated", field.docs.deprecated.as_ref().map(|_| true));
    let example = example.value(field, scope);
    match field.style {
        Some(Style::Json) => {
            let media = Object::new().with("schema", schema).with_some("example", example);
            parameter.with("content", Object::new().with("application/json", media))
        }
        Some(style) => {
            let name = if field.location == Location::Header { "simple" } else { "form" };
            let styled = parameter.with("style", name).with("explode", style == Style::Repeated);
            styled.with("schema", schema).with_some("example", example)
        }
        None => parameter.with("schema", schema).with_some("example", example),
    }
}

fn constant((name, value): &(String, String)) -> Object {
    Object::new()
        .with("name", name.as_str())
        .with("in", "header")
        .with("description", "The same in every call.")
        .with("required", true)
        .with("schema", Object::new().with("type", "string").with("enum", vec![value.as_str()]))
}
