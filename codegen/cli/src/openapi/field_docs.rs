//! What the documentation says of a value: as keywords where OpenAPI has one that fits, and as sentences where not.

use super::text;
use dingtalk_codegen::markdown::sentence;
use dingtalk_codegen::model::{About, Documented, Type};
use dingtalk_spec::json::Object;
use serde_json::Value;

/// The description: what the value is, and all that no keyword says.
pub(super) fn description(ty: &Type, about: &About) -> Option<String> {
    let said = |text: &Option<String>, before: &str| {
        text.as_ref().map(|text| text::markdown(&format!("{before}: {}", sentence(text))))
    };
    let left = |value: &Option<Documented>, fits: Fits, before: &str| {
        let value = value.as_ref().filter(|documented| !fits(ty, &documented.value))?;
        Some(text::markdown(&format!("{before}: `{}`.", value.text)))
    };
    text::description(
        [
            about.doc.as_deref().map(text::markdown),
            said(&about.deprecated, "Deprecated"),
            said(&about.unit, "Unit"),
            said(&about.format, "Format"),
            left(&about.default, default_fits, "Default"),
            left(&about.min, bound_fits, "Least"),
            left(&about.max, bound_fits, "Greatest"),
            left(&about.max_length, length_fits, "Greatest length"),
            left(&about.max_items, count_fits, "Most items"),
            said(&about.required_when, "Required when"),
            said(&about.reason, "Always there"),
        ]
        .into_iter()
        .flatten(),
    )
}

/// The keywords of a schema.
pub(super) fn limits(ty: &Type, about: &About) -> Object {
    let fitting = |documented: &Option<Documented>, fits: Fits| {
        documented.as_ref().map(|documented| documented.value.clone()).filter(|value| fits(ty, value))
    };
    Object::new()
        .with_some("default", fitting(&about.default, default_fits))
        .with_some("minimum", fitting(&about.min, bound_fits))
        .with_some("maximum", fitting(&about.max, bound_fits))
        .with_some("maxLength", fitting(&about.max_length, length_fits))
        .with_some("maxItems", fitting(&about.max_items, count_fits))
}

/// Whether a keyword of a type may have a value. Pages say things that it may not, such as a bound of a date.
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
