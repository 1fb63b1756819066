//! A value of a spec file, free of YAML.

use crate::yaml::written_number::WrittenNumber;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// The largest text that is named in a message, in characters.
const NAMED: usize = 40;

/// A value of a spec: the JSON data model, with the order of keys.
///
/// It is [`Serialize`], so `serde_json::to_value(&node)` gives it as JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Nothing, or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(WrittenNumber),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map in the order of the file, without duplicate keys.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The value of `key`, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The value as indented JSON, its numbers as they are written.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = String::new();
        self.write_json("\n", &mut out);
        out
    }

    /// `line` begins each further line: a line break and the indentation.
    fn write_json(&self, line: &str, out: &mut String) {
        let inner = format!("{line}  ");
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.json()),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "[" } else { "," });
                    out.push_str(&inner);
                    item.write_json(&inner, out);
                }
                out.push_str(if items.is_empty() { "[]" } else { line });
                out.push_str(if items.is_empty() { "" } else { "]" });
            }
            Self::Map(entries) => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if index == 0 { "{" } else { "," });
                    out.extend([inner.as_str(), &quoted(key), ": "]);
                    value.write_json(&inner, out);
                }
                out.push_str(if entries.is_empty() { "{}" } else { line });
                out.push_str(if entries.is_empty() { "" } else { "}" });
            }
        }
    }

    /// A description of the value for messages: "the number 400", "a list".
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(value) => format!("the value {value}"),
            Self::Number(number) => format!("the number {}", number.written()),
            Self::Text(text) if text.contains('\n') || text.chars().nth(NAMED).is_some() => "a text".to_owned(),
            Self::Text(text) => format!("the text `{text}`"),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a map".to_owned(),
        }
    }
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl From<i64> for Node {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
