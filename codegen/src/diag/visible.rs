//! Makes text of a spec safe to print: what steers a terminal or turns the direction of text is shown, not obeyed.

use crate::invisible::is_invisible;
use std::fmt::Write as _;

/// A message: line breaks stay, every other character that steers is written as its number.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || !is_invisible(c) {
            out.push(c);
        } else {
            // Writing into a String does not fail.
            let _ = write!(out, "{}", c.escape_unicode());
        }
    }
    out
}

/// A message that is to stay on one line.
pub(crate) fn one_line(text: &str) -> String {
    self::text(text).replace('\n', "\\n")
}

/// A line of the spec: as many characters as before, so that the caret still stands below its character.
pub(super) fn line(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if is_invisible(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}
