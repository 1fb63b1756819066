//! Text of a spec as Markdown.
//!
//! Rustdoc runs code blocks as tests and makes links of brackets, so a description must never become either: the only
//! markup that a description may use is `code` between single backticks.

use crate::model::ErrorRow;
use dingtalk_policy::is_invisible;
use std::fmt::Write as _;

/// The column at which descriptions are wrapped.
const WIDTH: usize = 100;

/// A description as wrapped lines; an empty line separates paragraphs.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrap(&marked(paragraph)));
    }
    lines
}

/// A description as wrapped lines that begin with a text of the wire.
pub fn paragraphs_after(wire: &str, text: &str) -> Vec<String> {
    let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let label = code(wire).replace(' ', &IN_CODE.to_string());
    let mut lines = wrap(&format!("{label}: {}", marked(first)));
    let rest = paragraphs(rest);
    if !rest.is_empty() {
        lines.push(String::new());
        lines.extend(rest);
    }
    lines
}

/// A description on one line.
pub fn inline(text: &str) -> String {
    marked(text).replace(IN_CODE, " ")
}

/// A placeholder for a space within a code span, at which lines must not break: the rest would begin the next line unescaped.
/// No description holds it, since it is a control character.
const IN_CODE: char = '\u{1}';

/// A description on one line, whose spaces within code spans are marked.
fn marked(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut before = ' ';
    while let Some(next) = rest.chars().next() {
        let taken = match next {
            '`' => code_span(rest, &mut out),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => link(rest, &mut out),
            // Within a word it has no meaning in Markdown, and wire names contain many.
            '_' if before.is_alphanumeric() && rest[1..].starts_with(char::is_alphanumeric) => {
                out.push('_');
                1
            }
            _ => {
                escape(next, &mut out);
                next.len_utf8()
            }
        };
        before = rest[..taken].chars().next_back().unwrap_or(' ');
        rest = &rest[taken..];
    }
    out
}

/// The text with a full stop, unless it ends a sentence already.
pub fn sentence(text: &str) -> String {
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{text}{end}")
}

/// The message of an error as a cell of a table, after its language if it has one.
fn message_cell(language: &str, message: &str) -> String {
    let message = code_cell(message);
    if language.is_empty() { message } else { format!("{}: {message}", cell(language)) }
}

/// A description as a cell of a table.
pub fn cell(text: &str) -> String {
    inline(text).replace('|', "\\|")
}

/// A text of the wire in a code span, or escaped where it holds a backtick.
pub fn code(text: &str) -> String {
    if text.is_empty() || text.contains('`') || text.chars().any(is_invisible) {
        inline(text)
    } else {
        format!("`{text}`")
    }
}

/// A text of the wire in a code span within a cell of a table.
pub fn code_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// An item of a list: a permission with its name.
pub fn permission_item(permission: &str, name: Option<&str>) -> String {
    let name = name.map(|name| format!(" ({})", inline(name)));
    format!("- Permission: {}{}", code(permission), name.unwrap_or_default())
}

/// The cells of an error row in a table: statuses, code, messages and meaning.
pub fn error_cells(row: &ErrorRow) -> [String; 4] {
    [
        row.statuses(", "),
        code_cell(&row.code),
        row.texts("; ", message_cell),
        cell(&(row.doc.clone() + &row.listed_in())),
    ]
}

/// Takes a code span between single backticks, or else escapes the backticks. Returns the bytes taken.
fn code_span(rest: &str, out: &mut String) -> usize {
    let run = rest.len() - rest.trim_start_matches('`').len();
    let body = &rest[run..];
    match body.find('`') {
        Some(end)
            if run == 1 && end > 0 && !body[end + 1..].starts_with('`') && !body[..end].chars().any(is_invisible) =>
        {
            out.push_str(&rest[..end + 2].replace(' ', &IN_CODE.to_string()));
            end + 2
        }
        _ => {
            out.push_str(&"\\`".repeat(run));
            run
        }
    }
}

/// Takes an address up to the next space or sign that cannot be in one. Returns the bytes taken.
fn link(rest: &str, out: &mut String) -> usize {
    let end =
        rest.find(|c: char| c.is_whitespace() || is_invisible(c) || "<>`\"|\\()[]".contains(c)).unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    if address.ends_with("//") {
        out.push_str(address);
    } else {
        let _ = write!(out, "<{address}>");
    }
    address.len()
}

fn escape(c: char, out: &mut String) {
    if is_invisible(c) {
        let _ = write!(out, "U+{:04X}", u32::from(c));
        return;
    }
    if "\\*[]<>&~_".contains(c) {
        out.push('\\');
    }
    out.push(c);
}

fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines.iter().map(|line| guard_start(&line.replace(IN_CODE, " "))).collect()
}

/// Escapes what would make a heading, list, quote or rule of a line that begins with it.
fn guard_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if line.starts_with(['#', '+', '-', '=', '|', ':']) {
        format!("\\{line}")
    } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{inline, paragraphs};

    #[test]
    fn code_and_links_survive_and_all_else_is_text() {
        assert_eq!(inline("the `a[0]` of [b]"), "the `a[0]` of \\[b\\]");
        assert_eq!(inline("see https://x.y/z."), "see <https://x.y/z>.");
        assert_eq!(inline("``` rust\nfn main() {}\n```"), "\\`\\`\\` rust fn main() {} \\`\\`\\`");
        assert_eq!(inline("an ` alone"), "an \\` alone");
        assert_eq!(inline("turn \u{202e}back"), "turn U+202Eback");
    }

    #[test]
    fn no_line_breaks_within_code() {
        let text = format!("See `{} ~~~ {} <div>` now.", "a".repeat(90), "b".repeat(90));
        assert!(paragraphs(&text).iter().all(|line| !line.starts_with(['~', '<'])), "{text}");
    }

    #[test]
    fn no_line_begins_a_block() {
        assert_eq!(paragraphs("    let x = 1;"), ["let x = 1;"]);
        assert_eq!(paragraphs("# a\n\n1. b\n\n- c"), ["\\# a", "", "1\\. b", "", "\\- c"]);
    }
}
