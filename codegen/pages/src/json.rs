//! JSON whose objects preserve the order of their fields.

use dingtalk_policy::is_invisible;
use dingtalk_spec::Node;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;
use std::fmt::{self, Write as _};

/// The value of a node, which holds nothing that JSON does not.
#[must_use]
pub fn value_of(node: &Node) -> Value {
    serde_json::from_str(&node.compact_json()).unwrap_or_default()
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// A null, a boolean, a number or a string.
    Value(Value),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(JsonObject),
}

/// An object in the order of its fields. Names may repeat, as they may in a parsed text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JsonObject(Vec<(String, Json)>);

impl JsonObject {
    /// An object without fields.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The object with one more field.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Json>) -> Self {
        self.0.push((key.into(), value.into()));
        self
    }

    /// The object with one more field, if there is a value for it.
    #[must_use]
    pub fn with_some(self, key: impl Into<String>, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The object with one more field, unless its value is an empty list or object.
    #[must_use]
    pub fn with_any(self, key: impl Into<String>, value: impl Into<Json>) -> Self {
        let value = value.into();
        let empty = match &value {
            Json::Value(_) => false,
            Json::List(items) => items.is_empty(),
            Json::Object(object) => object.is_empty(),
        };
        if empty { self } else { self.with(key, value) }
    }

    /// The object with all fields of another.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Returns true if there is a field of that name.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(name, _)| name == key)
    }

    /// Returns true if there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Access to the fields of a parsed example.
impl JsonObject {
    /// The first field of that name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl<K: Into<String>, V: Into<Json>> FromIterator<(K, V)> for JsonObject {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        Self(fields.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl From<JsonObject> for Json {
    fn from(object: JsonObject) -> Self {
        Self::Object(object)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// Converts scalars.
macro_rules! values {
    ($($kind:ty),+) => {
        $(impl From<$kind> for Json {
            fn from(value: $kind) -> Self {
                Self::Value(value.into())
            }
        })+
    };
}
values!(&str, String, bool, u32, Value);

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(JsonObject(fields)) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Preserves the order of fields in the text.
impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

/// Builds a value.
struct JsonVisitor;

/// Visits scalars.
macro_rules! visits {
    ($($visit:ident: $kind:ty),+) => {
        $(fn $visit<E>(self, value: $kind) -> Result<Json, E> {
            Ok(Json::Value(value.into()))
        })+
    };
}

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Value(Value::Null))
    }

    visits!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str, visit_string: String);

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(field) = fields.next_entry()? {
            object.push(field);
        }
        Ok(Json::Object(JsonObject(object)))
    }
}

/// Indented text, without a line break at its end. Invisible characters occur in strings alone, and are escaped there.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string_pretty(self).map_err(|_| fmt::Error)?;
        for c in text.chars() {
            if c == '\n' || !is_invisible(c) {
                f.write_char(c)?;
            } else {
                c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(f, "\\u{unit:04x}"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, JsonObject};
    use serde_json::Value;

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let all: String = ('\0'..=char::MAX).collect();
        let text = Json::from(JsonObject::new().with("a\u{202e}b", all.clone())).to_string();
        assert!(!text.contains(|c| c != '\n' && dingtalk_policy::is_invisible(c)));
        assert!(text.contains("\\udb40\\udc41"), "a tag is two units");
        let read: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read["a\u{202e}b"], all);
    }
}
