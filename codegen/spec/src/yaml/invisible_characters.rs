//! Rejects invisible characters anywhere in a file, including comments.

use dingtalk_policy::{describe, is_invisible};

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
