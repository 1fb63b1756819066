//! Ordered maps, and their text.

use serde_yaml::{Mapping, Value};

/// A map of these entries.
pub(crate) fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Value)>) -> Mapping {
    entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect()
}

/// A list of these items.
pub(crate) fn list<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::Sequence(items.into_iter().map(Into::into).collect())
}

/// Adds an entry.
pub(crate) fn put(map: &mut Mapping, key: &str, value: impl Into<Value>) {
    map.insert(Value::from(key), value.into());
}

/// The text of a file.
pub(crate) fn text(map: &Mapping) -> String {
    serde_yaml::to_string(map).expect("maps, lists and texts can always be written")
}
