//! What the example shows at a place.

use crate::json::{Json, Object};
use serde_json::Value;

/// How many values of the example are looked at for one row.
pub(super) const VALUES: usize = 24;

/// The objects that values are, or that their items are; empty ones show nothing.
pub(super) fn objects<'a>(values: &[&'a Json]) -> Vec<&'a Object> {
    let mut open: Vec<&Json> = values.iter().rev().copied().collect();
    let mut found = Vec::new();
    let mut looked = 0;
    while let Some(value) = open.pop() {
        looked += 1;
        if looked > VALUES * 4 || found.len() >= VALUES {
            break;
        }
        match value {
            Json::Object(object) if !object.is_empty() => found.push(object),
            Json::List(items) => open.extend(items.iter().take(VALUES).rev()),
            _ => {}
        }
    }
    found
}

/// Whether a value is one that cannot have members, or a list of such.
pub(super) fn shows_scalars(value: &Json) -> bool {
    let first = match value {
        Json::List(items) => items.first(),
        value => Some(value),
    };
    // A text may hold JSON.
    let holds = |text: &str| text.trim_start().starts_with(['{', '[']);
    match first {
        Some(Json::Value(Value::String(text))) => !text.is_empty() && !holds(text),
        Some(Json::Value(Value::Bool(_) | Value::Number(_))) => true,
        _ => false,
    }
}

/// The items of lists, and the values of objects.
pub(super) fn inner<'a>(values: &[&'a Json]) -> Vec<&'a Json> {
    let mut found = Vec::new();
    for value in values {
        match value {
            Json::List(items) => found.extend(items.iter().take(VALUES)),
            Json::Object(object) => found.extend(object.members().map(|(_, value)| value).take(VALUES)),
            Json::Value(_) => {}
        }
    }
    found.truncate(VALUES);
    found
}
