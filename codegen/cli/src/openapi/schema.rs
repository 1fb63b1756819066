//! Types as schemas, with the docs and constraints of fields.

use super::encoded;
use super::schema_scope::SchemaScope;
use dingtalk_codegen::markdown::{self, sentence};
use dingtalk_codegen::model::{Definition, EnumValue, Field, FieldDocs, FieldFact, ObjectType, OpenEnum, Type};
use dingtalk_pages::json::{Json, JsonObject, value_of};
use dingtalk_spec::{BuiltInType, Node};
use serde_json::Value;

/// A reference to a schema among the components.
pub(super) fn reference(component: &str) -> JsonObject {
    JsonObject::new().with("$ref", format!("#/components/schemas/{component}"))
}

/// A type with its docs and constraints.
pub(super) fn described(ty: &Type, said: &FieldDocs, scope: SchemaScope<'_>) -> JsonObject {
    let keywords = JsonObject::new()
        .with_some("description", field_description(ty, said))
        .with_some("deprecated", said.deprecated.as_ref().map(|_| true));
    beside(limited(ty, said, scope), keywords)
}

/// A type with its constraints, without docs.
pub(super) fn limited(ty: &Type, said: &FieldDocs, scope: SchemaScope<'_>) -> JsonObject {
    beside(plain(ty, said.items.as_deref(), scope), constraints(ty, said))
}

/// The schema with further keywords. References are wrapped, since keywords beside `$ref` are ignored.
fn beside(schema: JsonObject, keywords: JsonObject) -> JsonObject {
    if schema.has("$ref") && !keywords.is_empty() {
        return JsonObject::new().with("allOf", vec![schema]).and(keywords);
    }
    schema.and(keywords)
}

fn plain(ty: &Type, items: Option<&FieldDocs>, scope: SchemaScope<'_>) -> JsonObject {
    let typed = |name: &str| JsonObject::new().with("type", name);
    let inner = |inner: &Type| match items {
        Some(items) => described(inner, items, scope),
        None => plain(inner, None, scope),
    };
    match ty {
        Type::String => typed("string"),
        Type::Secret => typed("string").with("format", "password"),
        Type::Bool => typed("boolean"),
        // OpenAPI has the same words for them.
        Type::Int32 | Type::Int64 => typed("integer").with_some("format", ty.built_in().map(BuiltInType::word)),
        Type::Float64 => typed("number").with("format", "double"),
        // Not `date-time`: values often violate its rules, such as times without seconds.
        Type::DateTime => typed("string").with("format", "datetime"),
        Type::Bytes => typed("string").with("format", "byte"),
        Type::Any => JsonObject::new(),
        Type::Identifier(name) => reference(name.bare()),
        Type::Enum(name, _) | Type::Object(name) => reference(&scope.refer(name)),
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
) -> JsonObject {
    let required: Vec<&str> = fields.clone().filter(|field| field.required).map(|field| field.wire.as_str()).collect();
    let properties: JsonObject = fields.map(|field| (field.wire.as_str(), property(field, nulls, scope))).collect();
    JsonObject::new()
        .with("type", "object")
        .with("description", markdown_text(doc))
        .with_any("properties", properties)
        .with_any("required", required)
}

/// A field of an object. The type `any` includes null.
fn property(field: &Field, nulls: Nulls, scope: SchemaScope<'_>) -> JsonObject {
    let nullable = (nulls == Nulls::Met || field.nullable) && !field.required && !matches!(field.ty, Type::Any);
    let keywords = JsonObject::new()
        .with_some("description", encoded::description(field))
        .with_some("deprecated", field.docs.deprecated.as_ref().map(|_| true))
        .with_some("nullable", nullable.then_some(true));
    beside(encoded::schema(field, scope), keywords)
}

/// A type that has a name.
pub(super) fn definition(definition: &Definition, scope: SchemaScope<'_>) -> JsonObject {
    match definition {
        Definition::Object(ObjectType { doc, fields, direction, .. }) => {
            let nulls = if direction.output { Nulls::Met } else { Nulls::Never };
            object(doc, fields.iter(), nulls, scope)
        }
        Definition::Enum(open) => open_enum(open, scope),
    }
}

/// Not an `enum`, which would reject undocumented values.
fn open_enum(open: &OpenEnum, scope: SchemaScope<'_>) -> JsonObject {
    let wire = |value: &EnumValue| -> Json {
        open.repr.number(&value.wire).map_or_else(|| value.wire.as_str().into(), |number| Json::Value(number.into()))
    };
    let values: Vec<Json> = open.values.iter().map(wire).collect();
    let list: Vec<String> = open.values.iter().map(value).collect();
    let description = join_paragraphs([markdown_text(&open.doc), list.join("\n")]);
    plain(&open.repr.scalar(), None, scope)
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

/// The description: what the value is, and all that no keyword says.
pub(super) fn field_description(ty: &Type, field_docs: &FieldDocs) -> Option<String> {
    let deprecated = field_docs.deprecated.as_ref().map(|text| format!("Deprecated: {}", sentence(text)));
    let facts = field_docs.facts().filter_map(|(label, fact)| match fact {
        FieldFact::Text(text) => Some(format!("{label}: {}", sentence(text))),
        FieldFact::Value(value) if keyword(label, ty, value).is_some() => None,
        FieldFact::Value(value) => Some(format!("{label}: `{}`.", value.written())),
    });
    let paragraphs = field_docs.doc.clone().into_iter().chain(deprecated).chain(facts);
    join_paragraphs(paragraphs.map(|text| markdown_text(&text)))
}

/// The keywords of a schema.
pub(super) fn constraints(ty: &Type, field_docs: &FieldDocs) -> JsonObject {
    let keywords = field_docs.facts().filter_map(|(label, fact)| match fact {
        FieldFact::Value(value) => Some((keyword(label, ty, value)?, value_of(value))),
        FieldFact::Text(_) => None,
    });
    keywords.collect()
}

/// The keyword for a documented value, if it allows the value for the type.
fn keyword(label: &str, ty: &Type, documented: &Node) -> Option<&'static str> {
    let (_, keyword, fits) = KEYWORDS.iter().find(|(of, ..)| *of == label)?;
    fits(ty, &value_of(documented)).then_some(*keyword)
}

/// The keywords for documented values, by their labels.
const KEYWORDS: [(&str, &str, Fits); 5] = [
    ("Default", "default", default_fits),
    ("Minimum", "minimum", bound_fits),
    ("Maximum", "maximum", bound_fits),
    ("Maximum length", "maxLength", length_fits),
    ("Maximum number of items", "maxItems", count_fits),
];

/// Checks that a keyword allows a value for a type. Pages document more than OpenAPI allows, such as bounds of dates.
type Fits = fn(&Type, &Value) -> bool;

fn default_fits(ty: &Type, value: &Value) -> bool {
    match ty {
        Type::String | Type::Secret | Type::DateTime | Type::Bytes | Type::Identifier(_) => value.is_string(),
        Type::Enum(_, repr) => default_fits(&repr.scalar(), value),
        Type::Bool => value.is_boolean(),
        Type::Int32 => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        Type::Int64 => value.is_i64(),
        Type::Float64 => value.is_number(),
        Type::Any => true,
        Type::Object(_) | Type::Array(_) | Type::Map(_) => false,
    }
}

fn bound_fits(ty: &Type, value: &Value) -> bool {
    matches!(ty, Type::Int32 | Type::Int64 | Type::Float64) && default_fits(ty, value)
}

fn length_fits(ty: &Type, value: &Value) -> bool {
    matches!(ty, Type::String | Type::Secret | Type::Identifier(_)) && value.is_u64()
}

fn count_fits(ty: &Type, value: &Value) -> bool {
    matches!(ty, Type::Array(_)) && value.is_u64()
}

/// A description, with one line for each paragraph.
pub(super) fn markdown_text(text: &str) -> String {
    let lines = markdown::paragraphs(text);
    let paragraphs: Vec<String> = lines.split(String::is_empty).map(|lines| lines.join(" ")).collect();
    paragraphs.join("\n\n")
}

/// A description of these paragraphs; none if there are none.
pub(super) fn join_paragraphs(paragraphs: impl IntoIterator<Item = String>) -> Option<String> {
    let paragraphs: Vec<String> = paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}
