//! Escaping of untrusted text.

use std::borrow::Cow;
use std::fmt::{self, Write};

use dingtalk_policy::is_invisible;

/// The maximum number of characters.
const MAX_SHOWN: usize = 256;

/// Shows a text on one line, cut to [`MAX_SHOWN`] characters. `Display` escapes invisible characters, `Debug` also quotes
/// the text.
pub(crate) struct Untrusted<'a>(pub(crate) &'a str);

impl<'a> Untrusted<'a> {
    fn excerpt(&self) -> Cow<'a, str> {
        match self.0.char_indices().nth(MAX_SHOWN) {
            Some((end, _)) => format!("{}…", &self.0[..end]).into(),
            None => self.0.into(),
        }
    }
}

impl fmt::Display for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.excerpt().chars().try_for_each(|shown| {
            if is_invisible(shown) { write!(f, "{}", shown.escape_unicode()) } else { f.write_char(shown) }
        })
    }
}

impl fmt::Debug for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.excerpt(), f)
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
