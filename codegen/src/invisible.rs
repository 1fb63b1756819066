//! Characters that show nothing themselves and change how the text around them is shown.

/// Whether printing the character would do something else than show it: control characters, and those that join, hide
/// or turn the direction of text. The compiler refuses some of them even in comments.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
