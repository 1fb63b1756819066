//! Types and places in the words of the spec language.

use crate::surface::TypeNames;
use dingtalk_codegen::model::{Credential, Definition, Field, Location, Operation, Response, Type};
use dingtalk_spec::BuiltInType;

/// A type.
pub(super) fn ty(ty: &Type, names: &TypeNames<'_>) -> String {
    let word = ty.built_in().map_or("", BuiltInType::word);
    match ty {
        Type::Identifier(name) => name.to_string(),
        Type::Enum(..) | Type::Object(_) => format!("{word} {}", names.text(ty)),
        Type::Array(items) | Type::Map(items) => format!("{word} of {}", self::ty(items, names)),
        _ => word.to_owned(),
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
    let body = if field.location == Location::Whole { " body" } else { "" };
    format!("{}{body}{style}", field.location.word())
}

/// The kind of a definition.
pub(super) fn definition(definition: &Definition) -> String {
    match definition {
        Definition::Object(object) => format!("object of {}", count(object.fields.len(), "field")),
        Definition::Enum(open_enum) => {
            let of = if open_enum.repr.is_number() { open_enum.repr.word() } else { "" };
            format!("{of} enum of {}", count(open_enum.values.len(), "value")).trim_start().to_owned()
        }
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
