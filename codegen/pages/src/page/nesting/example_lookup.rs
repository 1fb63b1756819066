//! Looks up example values by position.

use crate::json::{Json, JsonObject};
use serde_json::Value;
use std::collections::HashMap;
use std::ptr;

/// Maximum number of example values per row.
pub(super) const MAX_VALUES: usize = 24;

/// Returns the non-empty objects in values and their items.
pub(super) fn objects<'a>(values: &[&'a Json]) -> Vec<&'a JsonObject> {
    let mut open: Vec<&Json> = values.iter().rev().copied().collect();
    let mut found = Vec::new();
    let mut looked = 0;
    while let Some(value) = open.pop() {
        looked += 1;
        if looked > MAX_VALUES * 4 || found.len() >= MAX_VALUES {
            break;
        }
        match value {
            Json::Object(object) if !object.is_empty() => found.push(object),
            Json::List(items) => open.extend(items.iter().take(MAX_VALUES).rev()),
            _ => {}
        }
    }
    found
}

/// Returns `true` for non-empty scalars and lists of them.
pub(super) fn shows_scalars(value: &Json) -> bool {
    let mut first = Some(value);
    while let Some(Json::List(items)) = first {
        first = items.first();
    }
    // A string may contain JSON.
    let holds = |text: &str| text.trim_start().starts_with(['{', '[']);
    match first {
        Some(Json::Value(Value::String(text))) => !text.is_empty() && !holds(text),
        Some(Json::Value(Value::Bool(_) | Value::Number(_))) => true,
        _ => false,
    }
}

/// Returns the items of lists and the values of objects.
pub(super) fn inner<'a>(values: &[&'a Json]) -> Vec<&'a Json> {
    let mut found = Vec::new();
    for value in values {
        match value {
            Json::List(items) => found.extend(items.iter().take(MAX_VALUES)),
            Json::Object(object) => found.extend(object.fields().map(|(_, value)| value).take(MAX_VALUES)),
            Json::Value(_) => {}
        }
    }
    found.truncate(MAX_VALUES);
    found
}

/// Objects with more fields get an index.
const MAX_UNINDEXED: usize = 16;

/// Index of large objects by field name.
#[derive(Debug, Default)]
pub(super) struct FieldIndex<'a>(HashMap<*const JsonObject, HashMap<&'a str, &'a Json>>);

impl<'a> FieldIndex<'a> {
    pub(super) fn take_in(&mut self, objects: &[&'a JsonObject]) {
        for object in objects.iter().filter(|object| object.fields().nth(MAX_UNINDEXED).is_some()) {
            // The first of duplicate keys counts.
            let by_name = || object.fields().collect::<Vec<_>>().into_iter().rev().collect();
            self.0.entry(ptr::from_ref(*object)).or_insert_with(by_name);
        }
    }

    pub(super) fn get(&self, object: &'a JsonObject, name: &str) -> Option<&'a Json> {
        match self.0.get(&ptr::from_ref(object)) {
            Some(fields) => fields.get(name).copied(),
            None => object.get(name),
        }
    }
}
