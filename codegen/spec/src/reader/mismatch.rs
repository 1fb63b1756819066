//! Errors about values of the wrong type.

use crate::diag::{Code, NodePath, Sink};
use crate::reader::node_reader::FromNode as _;
use crate::reader::values::Placed;
use crate::yaml::node::Node;

/// Reports a value of another type than wanted. Returns `None`, which stands for the value.
pub(crate) fn wrong_type<T>(node: &Node, place: &NodePath, expected: &str, sink: &mut Sink) -> Option<T> {
    let found = node.describe();
    let entry = sink.error(Code::WrongType, place, format!("expected {expected}, found {found}"));
    if let Some(help) = type_help(node, expected) {
        entry.help(help);
    }
    None
}

/// The help for a value of the wrong type.
fn type_help(node: &Node, expected: &str) -> Option<&'static str> {
    Some(match node {
        Node::Null => "remove the key, or give it a value",
        Node::Bool(_) if expected.starts_with("a text") => {
            "write a text; the words `true` and `false` are texts only in quotes"
        }
        Node::Number(_) if expected.starts_with("a text") => "quote it: a text that looks like a number needs quotes",
        Node::List(_) | Node::Map(_) if expected.starts_with("a text") => "quote it if it is a text with brackets",
        Node::Text(text) if expected.contains("number") && text.replace('_', "").parse::<i64>().is_ok() => {
            "write the digits alone, without quotes, `_` or leading zeros"
        }
        Node::Text(_) if expected == Placed::<i64>::EXPECTED => {
            "write a number such as 400; several are a list: `[400, 500]`"
        }
        Node::Text(text) if expected == bool::EXPECTED => match text.to_ascii_lowercase().as_str() {
            "true" | "false" => "remove the quotes",
            _ => "write `true` or `false`",
        },
        _ if expected == "a list" => "write a list: `[one, two]`, or one line with `- ` for each",
        _ if expected == "a map" => "write a map: `{ key: value }`, or one line with `key: value` for each",
        _ => return None,
    })
}
