//! Field docs as OpenAPI keywords, or as sentences if no keyword fits.

use super::text;
use dingtalk_codegen::markdown::sentence;
use dingtalk_codegen::model::{DocumentedValue, FieldDocs, Type};
use dingtalk_spec::json::Object;
use serde_json::Value;

/// The description: what the value is, and all that no keyword says.
pub(super) fn description(ty: &Type, field_docs: &FieldDocs) -> Option<String> {
    let said = |text: &Option<String>, before: &str| {
        text.as_ref().map(|text| text::markdown(&format!("{before}: {}", sentence(text))))
    };
    let left = |value: &Option<DocumentedValue>, fits: Fits, before: &str| {
        let value = value.as_ref().filter(|documented| !fits(ty, &documented.value))?;
        Some(text::markdown(&format!("{before}: `{}`.", value.text)))
    };
    text::description(
        [
            field_docs.doc.as_deref().map(text::markdown),
            said(&field_docs.deprecated, "Deprecated"),
            said(&field_docs.unit, "Unit"),
            said(&field_docs.format, "Format"),
            left(&field_docs.default, default_fits, "Default"),
            left(&field_docs.min, bound_fits, "Minimum"),
            left(&field_docs.max, bound_fits, "Maximum"),
            left(&field_docs.max_length, length_fits, "Maximum length"),
            left(&field_docs.max_items, count_fits, "Maximum number of items"),
            said(&field_docs.required_when, "Required when"),
            said(&field_docs.reason, "Always there"),
        ]
        .into_iter()
        .flatten(),
    )
}

/// The keywords of a schema.
pub(super) fn limits(ty: &Type, field_docs: &FieldDocs) -> Object {
    let fitting = |documented: &Option<DocumentedValue>, fits: Fits| {
        documented.as_ref().map(|documented| documented.value.clone()).filter(|value| fits(ty, value))
    };
    Object::new()
        .with_some("default", fitting(&field_docs.default, default_fits))
        .with_some("minimum", fitting(&field_docs.min, bound_fits))
        .with_some("maximum", fitting(&field_docs.max, bound_fits))
        .with_some("maxLength", fitting(&field_docs.max_length, length_fits))
        .with_some("maxItems", fitting(&field_docs.max_items, count_fits))
}

/// Checks that a keyword allows a value for a type. Pages document more than OpenAPI allows, such as bounds of dates.
type Fits = fn(&Type, &Value) -> bool;

fn default_fits(ty: &Type, value: &Value) -> bool {
    match ty {
        Type::String | Type::Secret | Type::DateTime | Type::Bytes | Type::Identifier(_) | Type::Enum(_) => {
            value.is_string()
        }
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
