//! Parses invalid JSON far enough to recover its structure. Values are not reliable.

use crate::json::Json;
use std::iter::Peekable;
use std::str::Chars;

/// Maximum number of truncations.
const MAX_CUTS: usize = 4;

/// Parses as much of a value as possible.
pub(super) fn parse_lenient(text: &str) -> Option<Json> {
    let start = text.find(['{', '['])?;
    let mut out = rewritten(&text[start..]);
    for _ in 0..MAX_CUTS {
        match serde_json::Deserializer::from_str(&out).into_iter().next()? {
            Ok(json) => return Some(json),
            Err(error) if error.is_eof() => out = closed(&out, out.len())?,
            Err(error) => out = closed(&out, offset(&out, error.line(), error.column()).saturating_sub(1))?,
        }
    }
    None
}

/// Removes comments, trailing commas, `L` suffixes and non-ASCII quotes.
fn rewritten(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => copy_text('"', &mut chars, &mut out),
            '\'' => copy_text('\'', &mut chars, &mut out),
            '“' => copy_text('”', &mut chars, &mut out),
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|c| *c != '\n').is_some() {},
            'L' | 'l' if out.ends_with(|c: char| c.is_ascii_digit()) => {}
            '.' if chars.peek() == Some(&'.') => while chars.next_if_eq(&'.').is_some() {},
            '}' | ']' => {
                let trimmed = out.trim_end();
                if trimmed.ends_with(',') {
                    out.truncate(trimmed.len() - 1);
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Copies a string up to its closing quote, in JSON quotes.
fn copy_text(end: char, chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    out.push('"');
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            c if c == end => {
                out.push('"');
                return;
            }
            '"' => out.push_str("\\\""),
            c => out.push(c),
        }
    }
}

/// Converts a line and column to an offset.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    start + column
}

/// Truncates after the last complete value before an offset and closes all brackets.
fn closed(text: &str, before: usize) -> Option<String> {
    let mut open: Vec<char> = Vec::new();
    let (mut in_text, mut escaped) = (false, false);
    let mut whole = None;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < before) {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => drop(open.pop()),
            _ => {}
        }
        if !in_text && matches!(c, '{' | '[' | '}' | ']' | ',') {
            whole = Some((at + usize::from(c != ','), open.clone()));
        }
    }
    let (end, open) = whole?;
    Some(text[..end].chars().chain(open.into_iter().rev()).collect())
}
