//! Checks of values beside their types.

use dingtalk_policy::{describe, is_foreign_blank, is_invisible};

use crate::diag::{Code, NodePath, Sink};
use crate::yaml::invisible_characters::HELP;
use crate::yaml::node::Node;

/// A check of a value that has the right type. Reports errors, and returns true if the value is still usable.
pub(crate) type Check = fn(&Node, &NodePath, &mut Sink) -> bool;

/// Refuses an empty list or map, which is what it says.
pub(crate) fn not_empty(node: &Node, place: &NodePath, sink: &mut Sink) -> bool {
    let empty = match node {
        Node::List(items) => items.is_empty(),
        Node::Map(entries) => entries.is_empty(),
        _ => false,
    };
    if empty {
        sink.error(Code::Empty, place, "at least one entry is needed here");
    }
    true
}

/// Refuses a text, or an item of a list, that goes over the wire letter by letter and is not what it looks like.
pub(crate) fn exact(node: &Node, place: &NodePath, sink: &mut Sink) -> bool {
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
    sink.error(Code::Unprintable, place, message).help(HELP);
    false
}

/// Rejects a text that is not a calendar day such as `2026-11-21`.
pub(crate) fn date(node: &Node, place: &NodePath, sink: &mut Sink) -> bool {
    let Node::Text(text) = node else { return true };
    if is_date(text) {
        return true;
    }
    sink.error(Code::WrongType, place, format!("`{text}` is not a date"))
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
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}
