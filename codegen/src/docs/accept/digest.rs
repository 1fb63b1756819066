//! The digest of a row's text, the same in whatever form a page was saved.

use crate::spec::digest_letters;
use sha2::{Digest as _, Sha256};

/// Signs at the beginning of an item; forms differ in whether they keep them.
const BULLETS: &[char] = &['•', '·', '●', '○', '◦', '▪', '■'];

/// A digest of what forms have in common: neither white space nor bullets.
pub(crate) fn digest(text: &str) -> String {
    let mut hash = Sha256::new();
    let mut words = text.split_whitespace().peekable();
    let mut follows_digit = false;
    while let Some(word) = words.next() {
        // A hyphen or an asterisk before a blank begins an item; elsewhere, and between two numbers, it is a part of the text.
        let is_range = word == "-" && follows_digit && words.peek().is_some_and(|next| next.starts_with(is_digit));
        let kept = if is_range { word } else { word.trim_end_matches(['-', '*']) };
        hash.update(kept.replace(BULLETS, "").as_bytes());
        follows_digit = word.ends_with(is_digit);
    }
    digest_letters(&hash.finalize())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn forms_of_one_row_have_one_digest() {
        let joined = digest("typeStringThe kind:FILE: A file.FOLDER: A folder.");
        assert_eq!(joined, digest("type String The kind: - FILE: A file. - FOLDER: A folder."));
        assert_eq!(joined, digest("type\tString\tThe kind:\n• FILE: A file.\n* FOLDER: A folder."));
        assert_ne!(joined, digest("typeStringThe kind:FILE: A file.FOLDER: A folder"));
        assert_eq!(joined.len(), 10);
        assert!(joined.bytes().all(|letter| letter.is_ascii_lowercase()));
    }

    #[test]
    fn what_is_part_of_a_text_counts() {
        assert_ne!(digest("a-b"), digest("ab"));
        assert_ne!(digest("1 - 5 days"), digest("15 days"));
        assert_ne!(digest("a|b"), digest("ab"));
        assert_ne!(digest("Any"), digest("any"));
        assert_ne!(digest(""), digest("a"));
    }
}
