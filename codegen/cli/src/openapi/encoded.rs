//! Lists and objects that are sent as one text.
//!
//! OpenAPI describes them by the `content` of a parameter or the `encoding` of a form, which few tools support. So they are texts, and the
//! extension `x-encoded` has their style and their schema.

use super::schema::{self, join_paragraphs};
use super::schema_scope::SchemaScope;
use dingtalk_codegen::model::{Field, Location, Style};
use dingtalk_pages::json::{Json, JsonObject};
use serde_json::Value;

/// The style of a field that is one text. Only forms have no other word for a list with commas.
fn style(field: &Field) -> Option<Style> {
    field.style.filter(|style| match style {
        Style::Json | Style::JsonText => true,
        Style::Comma => field.location == Location::Body,
        Style::Repeated => false,
    })
}

/// The schema of a field, with its constraints and without its docs.
pub(super) fn schema(field: &Field, scope: SchemaScope<'_>) -> JsonObject {
    let schema = schema::limited(&field.ty, &field.docs, scope);
    match style(field) {
        None => schema,
        Some(style) => {
            let encoded = JsonObject::new().with("style", style.word()).with("schema", schema);
            JsonObject::new().with("type", "string").with("x-encoded", encoded)
        }
    }
}

/// The description of a field.
pub(super) fn description(field: &Field) -> Option<String> {
    let text = style(field).map(|style| match style {
        Style::Json | Style::JsonText => "A text in JSON.",
        Style::Comma | Style::Repeated => "A text with commas between the items.",
    });
    join_paragraphs(schema::field_description(&field.ty, &field.docs).into_iter().chain(text.map(str::to_owned)))
}

/// An example as it is sent.
pub(super) fn example(field: &Field, value: Json) -> Json {
    match (style(field), value) {
        (Some(Style::Json | Style::JsonText), value) => serde_json::to_string(&value).unwrap_or_default().into(),
        (Some(_), Json::List(items)) => items.iter().map(item).collect::<Vec<_>>().join(",").into(),
        (_, value) => value,
    }
}

fn item(item: &Json) -> String {
    match item {
        Json::Value(Value::String(text)) => text.clone(),
        other => other.to_string(),
    }
}
