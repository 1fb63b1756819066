//! JSON as people write it: what is too much in it is left out, and what is missing at its end is put in, so that its structure shows. It
//! says nothing about values.

use dingtalk_spec::json::Json;
use std::iter::Peekable;
use std::str::Chars;

/// How often what cannot be read is cut off.
const MAX_CUTS: usize = 4;

/// As much of a value as can be read.
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

/// Without comments, commas before a closing bracket, the `L` of whole numbers, and quotes that are none.
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

/// Copies a text up to its closing quote, between the quotes of JSON.
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

/// Where a place that is given by its line and column is.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    start + column
}

/// What stands before a place, up to the last value there that is whole, with every bracket closed.
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
