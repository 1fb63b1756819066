//! Types as schemas.

use super::scope::SchemaScope;
use super::{field_docs, text};
use dingtalk_codegen::markdown;
use dingtalk_codegen::model::{Definition, EnumValue, Field, FieldDocs, ObjectType, OpenEnum, Type};
use dingtalk_spec::json::{Json, Object};

/// A reference to a schema among the components.
pub(super) fn reference(component: &str) -> Object {
    Object::new().with("$ref", format!("#/components/schemas/{component}"))
}

/// A type with all that is said of it.
pub(super) fn described(ty: &Type, said: &FieldDocs, scope: SchemaScope<'_>) -> Object {
    let keywords = Object::new()
        .with_some("description", field_docs::description(ty, said))
        .with_some("deprecated", said.deprecated.as_ref().map(|_| true));
    beside(limited(ty, said, scope), keywords)
}

/// A type with the keywords that bound it, without words.
pub(super) fn limited(ty: &Type, said: &FieldDocs, scope: SchemaScope<'_>) -> Object {
    beside(plain(ty, said.items.as_deref(), scope), field_docs::limits(ty, said))
}

/// The schema with further keywords. Beside a reference none is read, so that one is wrapped.
fn beside(schema: Object, keywords: Object) -> Object {
    if schema.has("$ref") && !keywords.is_empty() {
        return Object::new().with("allOf", vec![schema]).and(keywords);
    }
    schema.and(keywords)
}

fn plain(ty: &Type, items: Option<&FieldDocs>, scope: SchemaScope<'_>) -> Object {
    let typed = |name: &str| Object::new().with("type", name);
    let inner = |inner: &Type| match items {
        Some(items) => described(inner, items, scope),
        None => plain(inner, None, scope),
    };
    match ty {
        Type::String => typed("string"),
        Type::Secret => typed("string").with("format", "password"),
        Type::Bool => typed("boolean"),
        Type::Int32 => typed("integer").with("format", "int32"),
        Type::Int64 => typed("integer").with("format", "int64"),
        Type::Float64 => typed("number").with("format", "double"),
        // Not `date-time`: what is sent is often none by its rules, such as a time without seconds.
        Type::DateTime => typed("string").with("format", "datetime"),
        Type::Bytes => typed("string").with("format", "byte"),
        Type::Any => Object::new(),
        Type::Identifier(name) => reference(name.bare()),
        Type::Enum(name) | Type::Object(name) => reference(&scope.refer(name)),
        Type::Array(items) => typed("array").with("items", inner(items)),
        Type::Map(values) => typed("object").with("additionalProperties", inner(values)),
    }
}

/// The use of nulls: in responses, any optional field may be null.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nulls {
    Met,
    Never,
}

/// An object with these fields.
pub(super) fn object<'a>(
    doc: &str,
    fields: impl Iterator<Item = &'a Field> + Clone,
    nulls: Nulls,
    scope: SchemaScope<'_>,
) -> Object {
    let required: Vec<&str> = fields.clone().filter(|field| field.required).map(|field| field.wire.as_str()).collect();
    let properties: Object = fields.map(|field| (field.wire.as_str(), property(field, nulls, scope))).collect();
    Object::new()
        .with("type", "object")
        .with("description", text::markdown(doc))
        .with_any("properties", properties)
        .with_any("required", required)
}

/// A field of an object. The type `any` includes null.
fn property(field: &Field, nulls: Nulls, scope: SchemaScope<'_>) -> Object {
    let nullable = nulls == Nulls::Met && !field.required && !matches!(field.ty, Type::Any);
    let schema = described(&field.ty, &field.docs, scope);
    beside(schema, Object::new().with_some("nullable", nullable.then_some(true)))
}

/// A type that has a name.
pub(super) fn definition(definition: &Definition, scope: SchemaScope<'_>) -> Object {
    match definition {
        Definition::Object(ObjectType { doc, fields, direction, .. }) => {
            let nulls = if direction.output { Nulls::Met } else { Nulls::Never };
            object(doc, fields.iter(), nulls, scope)
        }
        Definition::Enum(open) => open_enum(open),
    }
}

/// Any text may be met, so that the values are no `enum`, which would refuse others.
fn open_enum(open: &OpenEnum) -> Object {
    let values: Vec<&str> = open.values.iter().map(|value| value.wire.as_str()).collect();
    let list: Vec<String> = open.values.iter().map(value).collect();
    let description = text::description([text::markdown(&open.doc), list.join("\n")]);
    Object::new()
        .with("type", "string")
        .with_some("description", description)
        .with("x-extensible-enum", Json::from(values))
}

fn value(value: &EnumValue) -> String {
    let mut wire = markdown::code(&value.wire);
    if !value.also.is_empty() {
        let also: Vec<String> = value.also.iter().map(|text| markdown::code(text)).collect();
        wire = format!("{wire} (also read from {})", also.join(", "));
    }
    let deprecated = value.deprecated.as_ref().map(|instead| format!("Deprecated: {}", markdown::sentence(instead)));
    let said: Vec<String> = value.doc.iter().cloned().chain(deprecated).collect();
    if said.is_empty() { format!("- {wire}") } else { format!("- {wire}: {}", markdown::inline(&said.join(" "))) }
}
