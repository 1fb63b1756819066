//! Rejects invisible characters anywhere in a file, including comments.

use dingtalk_policy::{describe, is_foreign_blank, is_invisible};

use crate::diag::{Code, NodePath, Sink};
use crate::sources::text;

/// The help for an invisible character.
pub(crate) const HELP: &str = "remove it; it may come from copied text";

/// The maximum number of characters reported for a file.
const NAMED: usize = 100;

/// Reports each character that is not allowed in a file. Returns true if there is one.
pub(crate) fn report(source: &str, root: &NodePath, sink: &mut Sink) -> bool {
    let is_refused = |c: &char| !matches!(c, '\t' | '\n' | '\r') && (is_invisible(*c) || is_noncharacter(*c));
    let mut refused = source.char_indices().filter(|(_, c)| is_refused(c)).peekable();
    let found = refused.peek().is_some();
    for (byte, c) in refused.take(NAMED) {
        let (line, column) = text::position(source, byte);
        let message = format!("the file has the invisible character {}", describe(c));
        sink.report(Code::Unprintable, &root.exact(line, column), message).help(HELP);
    }
    found
}

/// The two that YAML does not allow.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The first byte of a blank that YAML reads as text where it expects white space: at the beginning of a line, or after a key.
/// Searches the line of a byte, and the two lines above it that are not empty.
pub(crate) fn misplaced_blank(source: &str, byte: usize) -> Option<(usize, char)> {
    let end = source[byte..].find(['\n', '\r']).map_or(source.len(), |end| byte + end);
    let mut lines = source[..end].split_inclusive(['\n', '\r']).collect::<Vec<_>>();
    let mut start = end;
    let mut looked = 0;
    while let Some(line) = lines.pop().filter(|_| looked < 3) {
        start -= line.len();
        looked += usize::from(!line.trim().is_empty());
        let found = line.char_indices().find(|(at, c)| is_foreign_blank(*c) && wants_white_space(&line[..*at]));
        if let Some((at, c)) = found {
            return Some((start + at, c));
        }
    }
    None
}

/// Returns true if the next character of a line must be white space, or begins the content of the line.
fn wants_white_space(before: &str) -> bool {
    let before = before.trim();
    matches!(before, "" | "-" | "?") || before.strip_suffix(':').is_some_and(|key| !key.contains([':', '"', '\'']))
}
