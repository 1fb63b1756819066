//! Characters that show nothing themselves and change how the text around them is shown; and text made safe to print, where they are shown, not obeyed.

/// Whether printing the character would do something else than show it: control characters, and those that join, hide
/// or turn the direction of text. The compiler refuses some of them even in comments.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A text in which line breaks stay, and every other character that steers is written as its number.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || !is_invisible(c) {
            out.push(c);
        } else {
            out.extend(c.escape_unicode());
        }
    }
    out
}

/// The same, on one line.
pub(crate) fn one_line(text: &str) -> String {
    escaped(text).replace('\n', "\\n")
}
