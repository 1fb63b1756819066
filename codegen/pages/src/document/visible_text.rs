//! Removes invisible characters from text.

use dingtalk_policy::{is_foreign_blank, is_invisible};
use std::borrow::Cow;

/// Removes invisible characters and collapses whitespace.
pub(super) fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let start = out.len();
        out.push(' ');
        out.extend(word.chars().filter(|c| !unseen(*c)));
        if out.len() == start + 1 || start == 0 {
            out.remove(start);
        }
    }
    out
}

/// Removes invisible characters from a line or code block, and replaces no-break spaces.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(|c| unseen(c) || is_foreign_blank(c)) {
        let chars = text.chars().filter(|c| !unseen(*c));
        Cow::Owned(chars.map(|c| if is_foreign_blank(c) { ' ' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn unseen(c: char) -> bool {
    is_invisible(c) && !matches!(c, '\n' | '\r' | '\t')
}

/// Removes the anchor sign from a label.
pub(super) fn without_anchor(label: &str) -> &str {
    label.trim_end_matches(['#', '¶', ' '])
}

/// Normalizes a code block: no surrounding blank lines, no trailing spaces, no carriage returns.
pub(super) fn code_text(text: &str) -> String {
    let text = visible(text).replace("\r\n", "\n");
    let first = text.find(|c: char| !c.is_whitespace()).unwrap_or(text.len());
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    text[start..].trim_end().to_owned()
}
