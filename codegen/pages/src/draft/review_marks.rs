//! What a person has to look at: marks, and texts of a page made fit to be shown or written.

use dingtalk_policy::{is_foreign_blank, is_invisible};

/// What every mark begins with.
pub(super) const MARK: &str = "review: ";

/// How much of a text is shown in a mark, in characters.
const MAX_QUOTE: usize = 80;

/// How long a mark is at most, in characters.
const MAX_MARK: usize = 400;

/// A text of the page as the spec can hold it: nothing invisible, no blanks but ordinary ones, and none at its ends. None if nothing is left.
pub(super) fn clean(text: &str) -> Option<String> {
    let breaks = |c: char| if is_foreign_blank(c) || (c.is_whitespace() && is_invisible(c)) { ' ' } else { c };
    let visible: String = text.chars().map(breaks).filter(|c| !is_invisible(*c)).collect();
    let visible = visible.trim();
    (!visible.is_empty()).then(|| visible.to_owned())
}

/// A text of the page within a mark: in backticks, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    let text = line(text);
    match text.char_indices().nth(MAX_QUOTE) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// Several of them.
pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// A text on one line of a comment, whatever it consists of.
pub(super) fn line(text: &str) -> String {
    let seen: String =
        text.chars().map(|c| if is_invisible(c) || c == '\u{ffff}' || c == '\u{fffe}' { ' ' } else { c }).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    let joined = words.join(" ");
    let cut = joined.char_indices().nth(MAX_MARK).map_or(joined.as_str(), |(end, _)| &joined[..end]);
    // A file that has many brackets open is refused, and those of comments count.
    let count = |signs: [char; 2]| cut.matches(signs).count();
    if count(['[', '{']) == count([']', '}']) { cut.to_owned() } else { cut.replace(['[', '{'], "(") }
}
