//! What a member must satisfy beside its type.

use crate::diag::{Code, Place, Sink};

use super::node::Node;

/// A check of a member that has the right type.
pub(super) type Check = fn(&Node, &Place, &mut Sink);

/// Refuses an empty list or map.
pub(super) fn not_empty(node: &Node, place: &Place, sink: &mut Sink) {
    let empty = match node {
        Node::List(items) => items.is_empty(),
        Node::Map(entries) => entries.is_empty(),
        _ => false,
    };
    if empty {
        sink.error(Code::Empty, place, "at least one entry is needed here");
    }
}

/// Refuses a text that is no day of the calendar, written as `2026-11-21`.
pub(super) fn date(node: &Node, place: &Place, sink: &mut Sink) {
    if let Node::Text(text) = node
        && !is_date(text)
    {
        sink.error(Code::WrongType, place, format!("`{text}` is not a date"))
            .help("write year, month and day, such as `2026-11-21`");
    }
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
