//! A value of a spec file, free of YAML.

use crate::yaml::written_number::WrittenNumber;
use std::fmt::Write as _;

/// The largest text that is named in a message, in characters.
const NAMED: usize = 40;

/// A value of a spec: the JSON data model, with the order of keys.
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
        self.write_json(Some("\n"), &mut out);
        out
    }

    /// The same on one line, without spaces.
    #[must_use]
    pub fn compact_json(&self) -> String {
        let mut out = String::new();
        self.write_json(None, &mut out);
        out
    }

    /// `line` begins each further line: a line break and the indentation. Without it, there is one line.
    fn write_json(&self, line: Option<&str>, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.json()),
            Self::Text(text) => push_quoted(text, out),
            Self::List(items) => push_all(['[', ']'], items, line, out, Self::write_json),
            Self::Map(entries) => push_all(['{', '}'], entries, line, out, |(key, value), line, out| {
                push_quoted(key, out);
                out.push_str(if line.is_some() { ": " } else { ":" });
                value.write_json(line, out);
            }),
        }
    }

    /// The value as it is written in a spec, a text without quotes.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.written().to_owned(),
            other => other.json(),
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

/// The items of a list or a map between brackets.
fn push_all<T>(
    [open, close]: [char; 2],
    items: &[T],
    line: Option<&str>,
    out: &mut String,
    push: impl Fn(&T, Option<&str>, &mut String),
) {
    let inner = line.map(|line| format!("{line}  "));
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { "," });
        out.push_str(inner.as_deref().unwrap_or_default());
        push(item, inner.as_deref(), out);
    }
    out.push_str(line.filter(|_| !items.is_empty()).unwrap_or_default());
    out.push(close);
}

/// A text as JSON.
fn push_quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' => {
                // Writing into a String does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

impl From<i64> for Node {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Node;
    use crate::diag::{NodePath, Sink};
    use crate::yaml::parse;
    use serde_json::Value;

    #[test]
    fn every_character_is_written_as_serde_json_writes_it() {
        let all: String = ('\0'..=char::MAX).collect();
        assert_eq!(Node::Text(all.clone()).json(), Value::from(all).to_string());
    }

    #[test]
    fn the_layout_is_that_of_serde_json() {
        for text in ["[]", "{}", "null", "[true]", "{\"a\":[1,[],{}],\"b\":{\"c\":\"d\",\"e\":[false,null]}}"] {
            let value: Value = serde_json::from_str(text).expect("JSON");
            let node = parse(&format!("a: {text}"), &NodePath::file("x.yaml"), &mut Sink::new());
            let node = node.as_ref().and_then(|node| node.get("a")).expect("a value");
            assert_eq!(node.json(), serde_json::to_string_pretty(&value).expect("JSON"));
            assert_eq!(node.compact_json(), text);
        }
    }
}
