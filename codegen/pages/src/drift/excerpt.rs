//! Excerpts of two texts, so that a line shows what changed.

use dingtalk_policy::one_line;

/// Maximum length of an excerpt, in characters.
const MAX_CHARACTERS: usize = 100;

/// Number of characters shown before the first change.
const CONTEXT: usize = 30;

/// Returns both texts on one line each, long ones from shortly before their first difference.
pub(super) fn excerpts(old: &str, new: &str) -> (String, String) {
    let (old, new) = (spaced(old), spaced(new));
    let (old, new) = (characters(&old), characters(&new));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let longest = old.len().max(new.len());
    let start = same.saturating_sub(CONTEXT).min(longest.saturating_sub(MAX_CHARACTERS));
    (excerpt(&old, start), excerpt(&new, start))
}

/// Returns the beginning of a text on one line.
pub(super) fn beginning(text: &str) -> String {
    excerpt(&characters(&spaced(text)), 0)
}

fn excerpt(text: &[&str], start: usize) -> String {
    let shown: String = text.iter().skip(start).take(MAX_CHARACTERS).copied().collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if text.len() > start + MAX_CHARACTERS { "…" } else { "" };
    format!("{before}{}{after}", one_line(&shown))
}

/// Formats differ in whitespace.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Splits a text into characters, each with the marks that belong to it.
fn characters(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut joins = false;
    for (start, c) in text.char_indices() {
        if starts.is_empty() || !(joins || is_mark(c)) {
            starts.push(start);
        }
        joins = c == ZERO_WIDTH_JOINER;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect()
}

/// Joins two characters into one.
const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Combining marks, variation selectors, and skin tones.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
        || c == ZERO_WIDTH_JOINER
}

#[cfg(test)]
mod tests {
    use super::{beginning, excerpts};

    #[test]
    fn short_texts_are_whole_and_on_one_line() {
        let (old, new) = excerpts("How many\nper page.", "How many per\tpage, 100 at most.");
        assert_eq!((old.as_str(), new.as_str()), ("How many per page.", "How many per page, 100 at most."));
        assert_eq!(excerpts("", "a\u{202e}b"), (String::new(), "a\\u{202e}b".to_owned()));
    }

    #[test]
    fn long_texts_are_shortened_around_the_change() {
        let (head, tail) = ("页".repeat(300), "书".repeat(300));
        let (old, new) = excerpts(&format!("{head}甲{tail}"), &format!("{head}乙{tail}"));
        assert_eq!(old, format!("…{}甲{}…", "页".repeat(30), "书".repeat(69)));
        assert_eq!(new, format!("…{}乙{}…", "页".repeat(30), "书".repeat(69)));
        let (old, new) = excerpts(&head, &format!("{head}乙"));
        assert_eq!(old, format!("…{}", "页".repeat(99)));
        assert_eq!(new, format!("…{}乙", "页".repeat(99)));
        assert_eq!(beginning(&head), format!("{}…", "页".repeat(100)));
    }

    #[test]
    fn characters_stay_whole() {
        for character in ["e\u{301}", "👍🏽", "👩\u{200d}💻"] {
            let text = character.repeat(150);
            let (old, _) = excerpts(&text, &format!("{text}."));
            let shown = old.trim_start_matches('…').replace("\\u{200d}", "\u{200d}");
            assert_eq!(shown, character.repeat(99));
            assert!(beginning(&text).starts_with(&dingtalk_policy::one_line(character).repeat(100)));
        }
    }
}
