//! Values as YAML text to insert into a file, on one line or several.
use crate::edit::scalar::{ScalarContext, scalar};
use dingtalk_spec::Node;

/// Maximum line width in characters.
const MAX_WIDTH: usize = 140;

/// A value to insert into a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Fragment {
    /// A value on one line, with lists and maps in brackets. A map that is too long has a line for each entry.
    Inline(Node),
    /// A map with a line for each entry.
    Lines(Vec<(String, Node)>),
    /// A list with a line for each item.
    Items(Vec<Node>),
}

impl Fragment {
    /// The value.
    #[must_use]
    pub fn node(&self) -> Node {
        match self {
            Self::Inline(node) => node.clone(),
            Self::Lines(entries) => Node::Map(entries.clone()),
            Self::Items(items) => Node::List(items.clone()),
        }
    }

    /// The text of an entry with this value. `indent` is that of the line.
    pub fn entry(&self, key: &str, context: ScalarContext, indent: &str, newline: &str) -> String {
        let key_text = scalar(key, context);
        let lines: Vec<String> = match self {
            Self::Inline(node) => {
                let line = entry(key, node, context);
                return match node {
                    Node::Map(entries)
                        if context == ScalarContext::Block && indent.len() + line.chars().count() > MAX_WIDTH =>
                    {
                        Self::Lines(entries.clone()).entry(key, context, indent, newline)
                    }
                    _ => line,
                };
            }
            Self::Lines(entries) if context == ScalarContext::Block => {
                let indent = format!("{indent}  ");
                let entries = entries.iter();
                entries.map(|(key, node)| Self::Inline(node.clone()).entry(key, context, &indent, newline)).collect()
            }
            Self::Lines(entries) => entries.iter().map(|(key, node)| entry(key, node, context)).collect(),
            Self::Items(items) if context == ScalarContext::Flow => {
                items.iter().map(|item| inline(item, context)).collect()
            }
            Self::Items(items) => items.iter().map(|item| format!("- {}", inline(item, context))).collect(),
        };
        if context == ScalarContext::Block {
            let lines = lines.iter().flat_map(|line| [newline, indent, "  ", line]);
            return format!("{key_text}:{}", lines.collect::<String>());
        }
        let (open, close) = if matches!(self, Self::Lines(_)) { ('{', '}') } else { ('[', ']') };
        let lines: String = lines.iter().flat_map(|line| [newline, indent, "    ", line, ","]).collect();
        format!("{key_text}: {open}{lines}{newline}{indent}  {close}")
    }
}

/// An entry of a map.
pub fn entry(key: &str, node: &Node, context: ScalarContext) -> String {
    format!("{}: {}", scalar(key, context), inline(node, context))
}

/// A value on one line.
pub fn inline(node: &Node, context: ScalarContext) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Number(number) => number.written().to_owned(),
        Node::Text(text) => scalar(text, context),
        Node::List(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, ScalarContext::Flow)).collect();
            format!("[{}]", items.join(", "))
        }
        Node::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Node::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, node)| entry(key, node, ScalarContext::Flow)).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}
