//! Digest of a row's text, independent of the format a page was saved in.

use dingtalk_spec::digest_letters;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;

/// Bullets of list items. Some formats drop them.
const BULLETS: &[char] = &['•', '·', '●', '○', '◦', '▪', '■'];

/// Markdown's marker for a note, and the title the page shows for it in Chinese and English.
const NOTES: [(&str, &str, &str); 5] = [
    ("[!NOTE]", "说明", "Note"),
    ("[!IMPORTANT]", "重要", "Important"),
    ("[!WARNING]", "警告", "Warning"),
    ("[!CAUTION]", "注意", "Caution"),
    ("[!TIP]", "提示", "Tip"),
];

/// Returns a digest of what all formats share: no whitespace, no bullets, and note titles in place of their markers.
pub(crate) fn digest(text: &str, language: &str) -> String {
    let mut hash = Sha256::new();
    let text = &titled(text, language == "zh");
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_items = words.iter().filter(|word| **word == "-").count() > 1;
    for (index, word) in words.iter().enumerate() {
        // A trailing hyphen or asterisk is a list bullet, except for a hyphen between two numbers outside a list.
        let is_range = *word == "-" && !has_items && is_between_digits(&words, index);
        let bare = if is_range { word } else { word.trim_end_matches(['-', '*']) };
        hash.update(bare.replace(BULLETS, "").as_bytes());
    }
    digest_letters(&hash.finalize())
}

fn titled(text: &str, is_chinese: bool) -> Cow<'_, str> {
    NOTES.iter().filter(|(mark, ..)| text.contains(mark)).fold(Cow::Borrowed(text), |text, (mark, chinese, english)| {
        Cow::Owned(text.replace(mark, if is_chinese { chinese } else { english }))
    })
}

fn is_between_digits(words: &[&str], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| words.get(before));
    before.is_some_and(|word| word.ends_with(is_digit))
        && words.get(index + 1).is_some_and(|word| word.starts_with(is_digit))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    fn digest(text: &str) -> String {
        super::digest(text, "en")
    }

    #[test]
    fn forms_of_one_row_have_one_digest() {
        let joined = digest("typeStringThe kind:FILE: A file.FOLDER: A folder.");
        assert_eq!(joined, digest("type String The kind: - FILE: A file. - FOLDER: A folder."));
        assert_eq!(joined, digest("type\tString\tThe kind:\n• FILE: A file.\n* FOLDER: A folder."));
        assert_ne!(joined, digest("typeStringThe kind:FILE: A file.FOLDER: A folder"));
        assert_eq!(digest("0 - 0 - 1"), digest("0 • 0 • 1"));
        let chinese = |text: &str| super::digest(text, "zh");
        for (mark, title, in_chinese) in super::NOTES.map(|(mark, chinese, english)| (mark, english, chinese)) {
            assert_eq!(digest(&format!("a 张三. {mark} Soon.")), digest(&format!("a张三.{title}Soon.")));
            assert_eq!(
                chinese(&format!("a String 名。 {mark} 以后。")),
                chinese(&format!("aString名。{in_chinese}以后。"))
            );
        }
        assert_eq!(joined.len(), 10);
        assert!(joined.bytes().all(|letter| letter.is_ascii_lowercase()));
    }

    #[test]
    fn characters_of_the_text_count() {
        assert_ne!(digest("a-b"), digest("ab"));
        assert_ne!(digest("1 - 5 days"), digest("15 days"));
        assert_ne!(digest("a|b"), digest("ab"));
        assert_ne!(digest("Any"), digest("any"));
        assert_ne!(digest(""), digest("a"));
    }
}
