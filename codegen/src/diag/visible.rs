//! Makes text of a spec safe to print: what steers a terminal or turns the direction of text is shown, not obeyed.

use std::fmt::Write as _;

/// Whether printing the character would do something else than show it.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A message: line breaks stay, every other character that steers is written as its number.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || !steers(c) {
            out.push(c);
        } else {
            // Writing into a String does not fail.
            let _ = write!(out, "{}", c.escape_unicode());
        }
    }
    out
}

/// A line of the spec: as many characters as before, so that the caret still stands below its character.
pub(super) fn line(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if steers(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}
