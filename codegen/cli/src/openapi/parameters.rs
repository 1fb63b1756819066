//! What stands outside the body of a request.

use super::example::Sent;
use super::scope::Scope;
use super::{field_docs, schema};
use dingtalk_codegen::model::{Member, Operation, Place, Style};
use dingtalk_spec::json::Object;

/// The parameters in the order of the page, and the headers that every call sends with the same value.
pub(super) fn of(operation: &Operation, scope: Scope<'_>) -> Vec<Object> {
    let sent = Sent::of(operation);
    let members = operation.request.members.iter();
    let parameters = members.filter_map(|member| Some(parameter(member, carrier(member.place)?, &sent, scope)));
    parameters.chain(operation.constant_headers.iter().map(constant)).collect()
}

/// The word for a place outside the body.
fn carrier(place: Place) -> Option<&'static str> {
    match place {
        Place::Path => Some("path"),
        Place::Query => Some("query"),
        Place::Header => Some("header"),
        Place::Body | Place::Whole => None,
    }
}

fn parameter(member: &Member, carrier: &str, sent: &Sent<'_>, scope: Scope<'_>) -> Object {
    let schema = schema::limited(&member.ty, &member.about, scope);
    let parameter = Object::new()
        .with("name", member.wire.as_str())
        .with("in", carrier)
        .with_some("description", field_docs::description(&member.ty, &member.about))
        .with_some("required", (member.required || member.place == Place::Path).then_some(true))
        .with_some("deprecated", member.about.deprecated.as_ref().map(|_| true));
    let example = sent.value(member, scope);
    match member.style {
        Some(Style::Json) => {
            let media = Object::new().with("schema", schema).with_some("example", example);
            parameter.with("content", Object::new().with("application/json", media))
        }
        Some(style) => {
            let name = if member.place == Place::Header { "simple" } else { "form" };
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
