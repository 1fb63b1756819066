//! What the example shows at a place.

use dingtalk_spec::json::{Json, Object};
use serde_json::Value;
use std::collections::HashMap;
use std::ptr;

/// How many values of the example are looked at for one row.
pub(super) const MAX_VALUES: usize = 24;

/// The objects that values are, or that their items are; empty ones show nothing.
pub(super) fn objects<'a>(values: &[&'a Json]) -> Vec<&'a Object> {
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

/// Whether a value is one that cannot have members, or a list of such.
pub(super) fn shows_scalars(value: &Json) -> bool {
    let mut first = Some(value);
    while let Some(Json::List(items)) = first {
        first = items.first();
    }
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
            Json::List(items) => found.extend(items.iter().take(MAX_VALUES)),
            Json::Object(object) => found.extend(object.members().map(|(_, value)| value).take(MAX_VALUES)),
            Json::Value(_) => {}
        }
    }
    found.truncate(MAX_VALUES);
    found
}

/// Objects with more members than these are not looked through for each name.
const MAX_UNINDEXED: usize = 16;

/// The members of large objects by their names.
#[derive(Debug, Default)]
pub(super) struct FieldIndex<'a>(HashMap<*const Object, HashMap<&'a str, &'a Json>>);

impl<'a> FieldIndex<'a> {
    pub(super) fn take_in(&mut self, objects: &[&'a Object]) {
        for object in objects.iter().filter(|object| object.members().nth(MAX_UNINDEXED).is_some()) {
            // Of several members with one name, the first counts.
            let by_name = || object.members().collect::<Vec<_>>().into_iter().rev().collect();
            self.0.entry(ptr::from_ref(*object)).or_insert_with(by_name);
        }
    }

    pub(super) fn get(&self, object: &'a Object, name: &str) -> Option<&'a Json> {
        match self.0.get(&ptr::from_ref(object)) {
            Some(fields) => fields.get(name).copied(),
            None => object.get(name),
        }
    }
}
