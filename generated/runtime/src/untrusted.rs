//! Escaping of untrusted text.

use dingtalk_policy::is_invisible;
use std::fmt::{self, Write};

/// The maximum number of characters.
const MAX_SHOWN: usize = 256;

/// Displays a text on one line: escapes invisible characters and truncates long text.
pub(crate) struct Untrusted<'a>(pub(crate) &'a str);

impl fmt::Display for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.chars();
        for shown in rest.by_ref().take(MAX_SHOWN) {
            if is_invisible(shown) { write!(f, "{}", shown.escape_unicode())? } else { f.write_char(shown)? }
        }
        if rest.next().is_some() { f.write_char('…') } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Untrusted, is_invisible};

    #[test]
    fn escapes_invisible_characters() {
        assert_eq!(Untrusted("群 ok\n\u{1b}[2J\u{202e}").to_string(), "群 ok\\u{a}\\u{1b}[2J\\u{202e}");
        // The same characters that the generator rejects, see `dingtalk_policy`.
        let invisible = ('\0'..=char::MAX).filter(|c| is_invisible(*c));
        assert!(
            invisible.map(|c| Untrusted(c.encode_utf8(&mut [0; 4])).to_string()).all(|shown| shown.starts_with("\\u{"))
        );
    }

    #[test]
    fn truncates_long_text() {
        assert_eq!(Untrusted(&"字".repeat(257)).to_string(), format!("{}…", "字".repeat(256)));
        assert_eq!(Untrusted(&"字".repeat(256)).to_string(), "字".repeat(256));
    }
}
