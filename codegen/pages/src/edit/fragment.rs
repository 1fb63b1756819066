//! Values as YAML text to insert into a file, on one line or several.
use crate::edit::scalar::{ScalarContext, scalar};
use dingtalk_spec::Node;

/// A value to insert into a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Fragment {
    /// A value on one line; lists and maps in brackets.
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

    /// The text after `-` or after a key and its colon, with the space before it. `indent` is that of the line.
    pub fn text(&self, context: ScalarContext, indent: &str, newline: &str) -> String {
        let lines: Vec<String> = match self {
            Self::Inline(node) => return format!(" {}", inline(node, context)),
            Self::Lines(entries) => entries.iter().map(|(key, node)| entry(key, node, context)).collect(),
            Self::Items(items) if context == ScalarContext::Flow => {
                items.iter().map(|item| inline(item, context)).collect()
            }
            Self::Items(items) => items.iter().map(|item| format!("- {}", inline(item, context))).collect(),
        };
        if context == ScalarContext::Block {
            return lines.iter().flat_map(|line| [newline, indent, "  ", line]).collect();
        }
        let (open, close) = if matches!(self, Self::Lines(_)) { ('{', '}') } else { ('[', ']') };
        let lines: String = lines.iter().flat_map(|line| [newline, indent, "    ", line, ","]).collect();
        format!(" {open}{lines}{newline}{indent}  {close}")
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
