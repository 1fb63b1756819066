//! Types and places in the words of the spec language.

use dingtalk_codegen::model::{BodyFormat, Credential, Definition, Field, Location, Operation, Response, Type};
use dingtalk_codegen::surface::TypeNames;

/// A type.
pub(super) fn ty(ty: &Type, names: &TypeNames<'_>) -> String {
    match ty {
        Type::String => "string".to_owned(),
        Type::Secret => "secret".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Int32 => "int32".to_owned(),
        Type::Int64 => "int64".to_owned(),
        Type::Float64 => "float64".to_owned(),
        Type::DateTime => "datetime".to_owned(),
        Type::Bytes => "bytes".to_owned(),
        Type::Any => "any".to_owned(),
        Type::Identifier(name) => name.to_string(),
        Type::Enum(_) => format!("enum {}", names.text(ty)),
        Type::Object(_) => format!("object {}", names.text(ty)),
        Type::Array(items) => format!("array of {}", self::ty(items, names)),
        Type::Map(items) => format!("map of {}", self::ty(items, names)),
    }
}

/// A field: its type, and whether it is required.
pub(super) fn field(field: &Field, names: &TypeNames<'_>) -> String {
    let needed = if field.required { "required" } else { "optional" };
    format!("{}, {needed}", ty(&field.ty, names))
}

/// The location of a field, and its style.
pub(super) fn location(field: &Field) -> String {
    let style = field.style.map(|style| format!(", style {}", style.word())).unwrap_or_default();
    format!("{}{style}", part(field.location))
}

/// The part of a request.
pub(super) fn part(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Body => "body",
        Location::Whole => "whole body",
    }
}

/// The kind of a definition.
pub(super) fn definition(definition: &Definition) -> String {
    match definition {
        Definition::Object(object) => format!("object of {}", count(object.fields.len(), "field")),
        Definition::Enum(open_enum) => format!("enum of {}", count(open_enum.values.len(), "value")),
    }
}

/// The method and path of an operation.
pub(super) fn call(operation: &Operation) -> String {
    format!("{} {}", operation.method.word(), operation.path)
}

/// The response of an operation.
pub(super) fn response(response: &Response, names: &TypeNames<'_>) -> String {
    match response {
        Response::Empty => "nothing".to_owned(),
        Response::Fields(_) => "an object".to_owned(),
        Response::Whole(whole, _) => ty(whole, names),
    }
}

pub(super) fn yes_or_no(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

pub(super) fn body_format(format: BodyFormat) -> &'static str {
    match format {
        BodyFormat::Json => "json",
        BodyFormat::Form => "form",
    }
}

fn count(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// A credential of an app.
pub(super) fn credential(credential: Credential) -> &'static str {
    match credential {
        Credential::Key => "key",
        Credential::Secret => "secret",
    }
}
