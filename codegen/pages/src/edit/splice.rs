//! Computes the byte ranges to replace for an edit, following the file's layout.

use std::ops::Range;

use crate::edit::fragment::{Fragment, entry, inline};
use crate::edit::scalar::ScalarContext;
use dingtalk_spec::Node;
use dingtalk_spec::yaml::outline::{Outline, OutlineEntry, OutlineKind, OutlineTarget};

/// A range and its new text.
pub(super) type Splice = (Range<usize>, String);

/// Replaces a scalar.
pub(super) fn set(found: &OutlineTarget<'_>, value: &Node) -> Option<Vec<Splice>> {
    let is_scalar = matches!(found.value.kind, OutlineKind::Scalar { is_simple: true, .. });
    is_scalar.then(|| vec![(found.value.range.clone(), inline(value, around(found.in_flow)))])
}

/// Inserts an entry into a map, right after the previous entry, so that comments stay above their entry.
pub(super) fn put(
    found: &OutlineTarget<'_>,
    index: usize,
    key: &str,
    value: &Fragment,
    text: &str,
) -> Option<Vec<Splice>> {
    let OutlineKind::Map { flow, entries } = &found.value.kind else { return None };
    if entries.iter().any(|entry| entry.name() == Some(key)) {
        return None;
    }
    let (around, newline) = (around(*flow), newline(text));
    let written = |indent: &str| value.entry(key, around, indent, newline);
    let next = entries.get(index).map(|next| next.key.range.start);
    if *flow {
        let Some(next) = next else {
            let last = entries.last().map(OutlineEntry::range);
            return into_brackets(&found.value.range, last, text, ("{ ", " }"), written);
        };
        return Some(vec![before_next(next, text, written)]);
    }
    let first = entries.first()?.key.range.start;
    let indent = blanks(before(text, first));
    let previous = entries[..index.min(entries.len())].last();
    Some(vec![match previous {
        Some(previous) => {
            let end = past_comments(text, line_end(text, previous.range().end), indent.len());
            insertion(end, format!("{newline}{indent}{}", written(&indent)))
        }
        None if is_blank(before(text, first)) => {
            insertion(above_comments(text, first), format!("{indent}{}{newline}", written(&indent)))
        }
        // On the line of a dash.
        None => insertion(first, format!("{}{newline}{indent}", written(&indent))),
    }])
}

/// Inserts into a flow collection before an element, on a line of its own if that has one.
fn before_next(next: usize, text: &str, written: impl Fn(&str) -> String) -> Splice {
    let own = before(text, next);
    if is_blank(own) {
        return insertion(next, format!("{},{}{own}", written(own), newline(text)));
    }
    insertion(next, format!("{}, ", written(indent(text, next))))
}

/// Inserts an item into a list, right after the previous item, so that comments stay above their item.
pub(super) fn insert(found: &OutlineTarget<'_>, index: usize, item: &Node, text: &str) -> Option<Vec<Splice>> {
    let OutlineKind::List { flow, items } = &found.value.kind else { return None };
    let next = items.get(index);
    if *flow {
        let written = |_: &str| inline(item, ScalarContext::Flow);
        let Some(next) = next else {
            let last = items.last().map(|item| item.range.clone());
            return into_brackets(&found.value.range, last, text, ("[", "]"), written);
        };
        return Some(vec![before_next(next.range.start, text, written)]);
    }
    let previous = items[..index.min(items.len())].last();
    let new = beside(next.or(previous)?, item, text)?;
    Some(vec![match previous {
        Some(previous) => {
            let indent = before(text, dash(previous, text)?).len();
            let end = past_comments(text, line_end(text, previous.range.end), indent);
            insertion(end, format!("{}{new}", newline(text)))
        }
        None => insertion(above_comments(text, dash(next?, text)?), format!("{new}{}", newline(text))),
    }])
}

/// Returns the offset of an item's dash.
fn dash(item: &Outline, text: &str) -> Option<usize> {
    let before = text.get(..item.range.start)?.trim_end_matches([' ', '\n', '\r']).strip_suffix('-')?;
    Some(before.len())
}

/// Formats an item in the layout of another item of its list.
fn beside(other: &Outline, item: &Node, text: &str) -> Option<String> {
    let indent = blanks(before(text, dash(other, text)?));
    let between = format!("{}{indent}  ", newline(text));
    let new = match (&other.kind, item) {
        (OutlineKind::Map { flow: false, .. }, Node::Map(entries)) => {
            let lines: Vec<String> = entries.iter().map(|(key, node)| entry(key, node, ScalarContext::Block)).collect();
            lines.join(&between)
        }
        _ => inline(item, ScalarContext::Block),
    };
    Some(format!("{indent}- {new}"))
}

/// Removes an entry from a map that has others.
pub(super) fn remove(found: &OutlineTarget<'_>, key: &str, text: &str) -> Option<Vec<Splice>> {
    let OutlineKind::Map { flow, entries } = &found.value.kind else { return None };
    let index = entries.iter().position(|entry| entry.name() == Some(key))?;
    let range = entries[index].range();
    let (start, end) = (line_start(text, range.start), line_end(text, range.end));
    let behind = text.get(range.end..end)?.trim();
    let behind = behind.strip_prefix(',').unwrap_or(behind).trim_start();
    let own_lines = is_blank(text.get(start..range.start)?) && (behind.is_empty() || behind.starts_with('#'));
    if own_lines && entries.len() > 1 {
        return Some(vec![(start..next_line(text, end), String::new())]);
    }
    // On a shared line: with the comma before or after it.
    let range = match index.checked_sub(1).and_then(|before| entries.get(before)) {
        Some(before) => before.range().end..range.end,
        None => range.start..entries.get(1)?.key.range.start,
    };
    let is_safe = *flow && !text.get(range.clone())?.contains(['#', '\n']);
    is_safe.then(|| vec![(range, String::new())])
}

/// Appends to a flow collection, on a line of its own if the last element has one.
fn into_brackets(
    brackets: &Range<usize>,
    last: Option<Range<usize>>,
    text: &str,
    (open, close): (&str, &str),
    written: impl Fn(&str) -> String,
) -> Option<Vec<Splice>> {
    let newline = newline(text);
    let indent = indent(text, brackets.start);
    let Some(last) = last else {
        let is_empty = text.get(brackets.start + 1..brackets.end - 1)?.trim().is_empty();
        return is_empty.then(|| vec![(brackets.clone(), format!("{open}{}{close}", written(indent)))]);
    };
    let own = before(text, last.start);
    if !is_blank(own) {
        return Some(vec![insertion(last.end, format!(", {}", written(indent)))]);
    }
    let new = written(own);
    let end = line_end(text, last.end);
    if end >= brackets.end {
        return Some(vec![insertion(last.end, format!(",{newline}{own}{new}"))]);
    }
    if text.get(last.end..end)?.trim_start().starts_with(',') {
        return Some(vec![insertion(end, format!("{newline}{own}{new},"))]);
    }
    Some(vec![insertion(last.end, ",".to_owned()), insertion(end, format!("{newline}{own}{new}"))])
}

fn insertion(byte: usize, new: String) -> Splice {
    (byte..byte, new)
}

/// Returns the file's line break.
fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn line_start(text: &str, byte: usize) -> usize {
    text.get(..byte).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Returns the end of a line, before its line break.
fn line_end(text: &str, byte: usize) -> usize {
    let rest = text.get(byte..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    byte + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Returns the end of the following comments that are indented deeper than the entry and belong to it.
fn past_comments(text: &str, mut end: usize, indent: usize) -> usize {
    loop {
        let next = next_line(text, end);
        let line = text.get(next..line_end(text, next)).unwrap_or_default();
        let comment = line.trim_start_matches(' ');
        if next == end || line.len() - comment.len() <= indent || !comment.starts_with('#') {
            return end;
        }
        end = next + line.len();
    }
}

/// Returns the start of a line, or of the comments right above it.
fn above_comments(text: &str, byte: usize) -> usize {
    let mut start = line_start(text, byte);
    while start > 0 {
        let above = line_start(text, start - 1);
        if !text.get(above..start).is_some_and(|line| line.trim_start().starts_with('#')) {
            break;
        }
        start = above;
    }
    start
}

/// Returns the start of the next line.
fn next_line(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    end + rest.find('\n').map_or(rest.len(), |width| width + 1)
}

/// Returns the text before an offset on its line.
fn before(text: &str, byte: usize) -> &str {
    text.get(line_start(text, byte)..byte).unwrap_or_default()
}

/// Returns the indentation of a line.
fn indent(text: &str, byte: usize) -> &str {
    let before = before(text, byte);
    &before[..before.len() - before.trim_start_matches(' ').len()]
}

/// Returns spaces as wide as a text.
fn blanks(text: &str) -> String {
    " ".repeat(text.chars().count())
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c == ' ')
}

fn around(in_flow: bool) -> ScalarContext {
    if in_flow { ScalarContext::Flow } else { ScalarContext::Block }
}
