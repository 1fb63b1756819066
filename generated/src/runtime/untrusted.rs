//! Text from outside, made fit to be shown in one line.

use std::fmt::{self, Write};

/// How many characters are shown.
const SHOWN: usize = 256;

/// Shows a text with control and direction characters escaped, cut if it is long.
pub(crate) struct Untrusted<'a>(pub(crate) &'a str);

impl fmt::Display for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.chars();
        for shown in rest.by_ref().take(SHOWN) {
            if is_unfit(shown) { write!(f, "{}", shown.escape_unicode())? } else { f.write_char(shown)? }
        }
        if rest.next().is_some() { f.write_char('…') } else { Ok(()) }
    }
}

/// Whether a character could change how the text around it is shown.
fn is_unfit(shown: char) -> bool {
    match shown {
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => shown.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::Untrusted;

    #[test]
    fn stays_in_its_line() {
        assert_eq!(Untrusted("群 ok\n\u{1b}[2J\u{202e}").to_string(), "群 ok\\u{a}\\u{1b}[2J\\u{202e}");
    }

    #[test]
    fn is_cut() {
        assert_eq!(Untrusted(&"字".repeat(257)).to_string(), format!("{}…", "字".repeat(256)));
        assert_eq!(Untrusted(&"字".repeat(256)).to_string(), "字".repeat(256));
    }
}
