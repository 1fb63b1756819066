//! Checks of values, and errors about values of the wrong type.

use crate::reader::node_reader::FromNode as _;
use crate::reader::values::Placed;
use dingtalk_policy::{describe, is_foreign_blank, is_invisible};

use crate::decl::field::FieldDecl;
use crate::diag::{Code, NodePath, Sink};
use crate::yaml::invisible_characters::HELP;
use crate::yaml::node::Node;

/// A check of a value that has the right type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Rejects an empty list or map.
    NotEmpty,
    /// Rejects invisible characters and outer spaces in texts, or items of a list, that are sent exactly as written.
    Exact,
    /// Rejects a text that is not a calendar day such as `2026-11-21`.
    Date,
}

impl Check {
    /// Reports errors, and returns true if the value is still usable.
    pub(crate) fn passes(self, node: &Node, place: &NodePath, sink: &mut Sink) -> bool {
        match self {
            Self::NotEmpty => not_empty(node, place, sink),
            Self::Exact => exact(node, place, sink),
            Self::Date => date(node, place, sink),
        }
    }
}

fn not_empty(node: &Node, place: &NodePath, sink: &mut Sink) -> bool {
    let empty = match node {
        Node::List(items) => items.is_empty(),
        Node::Map(entries) => entries.is_empty(),
        _ => false,
    };
    if empty {
        sink.report(Code::Empty, place, "at least one entry is needed here");
    }
    true
}

fn exact(node: &Node, place: &NodePath, sink: &mut Sink) -> bool {
    match node {
        Node::Text(text) => is_exact(text, "text", place, sink),
        Node::List(items) => {
            let refused = (0..).zip(items).filter(|(index, item)| !exact(item, &place.index(*index), sink));
            refused.count() == 0
        }
        _ => true,
    }
}

/// Returns true if a text has no invisible characters, no spaces at its ends, and no white space other than spaces within.
pub(crate) fn is_exact(text: &str, what: &str, place: &NodePath, sink: &mut Sink) -> bool {
    let message = match text.chars().find(|c| is_invisible(*c) || is_foreign_blank(*c)) {
        Some(c) => format!("the {what} has the character {}", describe(c)),
        None if text.starts_with(' ') => format!("the {what} begins with a space"),
        None if text.ends_with(' ') => format!("the {what} ends with a space"),
        None => return true,
    };
    sink.report(Code::Unprintable, place, message).help(HELP);
    false
}

fn date(node: &Node, place: &NodePath, sink: &mut Sink) -> bool {
    let Node::Text(text) = node else { return true };
    if is_date(text) {
        return true;
    }
    sink.report(Code::WrongType, place, format!("`{text}` is not a date"))
        .help("write year, month and day, such as `2026-11-21`");
    false
}

fn is_date(text: &str) -> bool {
    let number = |part: &str, digits: usize| -> Option<u32> {
        let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = [31, 28 + u32::from(leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = (1..=12).zip(days).find(|(number, _)| *number == month).map_or(0, |(_, days)| days);
    (1..=days).contains(&day)
}

/// Reports a value of another type than wanted. Returns `None`, which stands for the value.
pub(crate) fn wrong_type<T>(node: &Node, place: &NodePath, expected: &str, sink: &mut Sink) -> Option<T> {
    report_wrong_type(node, place, expected, sink);
    None
}

fn report_wrong_type(node: &Node, place: &NodePath, expected: &str, sink: &mut Sink) {
    let found = node.describe();
    let entry = sink.report(Code::WrongType, place, format!("expected {expected}, found {found}"));
    if let Some(help) = form_help(node, place, expected).or_else(|| type_help(node, expected).map(str::to_owned)) {
        entry.help(help);
    }
}

/// The help for a map in a form of other schema languages: a list of values, or the type of a field alone.
fn form_help(node: &Node, place: &NodePath, expected: &str) -> Option<String> {
    if expected != FieldDecl::EXPECTED {
        return None;
    }
    let (parent, key) = place.split()?;
    let is_field = parent.split().is_some_and(|(_, parent)| FIELDS.contains(&parent.as_str()));
    let is_word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match node {
        Node::Text(text) if text.starts_with(['｛', '［']) => {
            Some("write `{ }` and `[ ]`: YAML takes full-width brackets for letters".to_owned())
        }
        Node::Text(word) if is_word(word) && (is_field || key == "items") => {
            Some(format!("write `{key}: {{ type: {word} }}`"))
        }
        Node::List(_) if key == "values" && !is_field => {
            Some("write each value with its description: `values: { A: The first., B: The second. }`".to_owned())
        }
        _ => None,
    }
}

/// The keys whose maps have fields as their values.
const FIELDS: [&str; 6] = ["body", "fields", "headers", "path_parameters", "query", "response"];

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
