//! How many attributes the tags of a page have. The tokenizer compares each with all others of its tag, so that one endless tag would keep it
//! busy for hours.

/// No tag of a page has more.
const LIMIT: usize = 1000;

enum State {
    Text,
    /// In a tag, with so many attributes at most.
    Tag(usize),
    /// In a value, up to this quote.
    Value(usize, u8),
}

/// Whether a tag has more attributes than any page has.
pub(super) fn are_too_many(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut state, mut start, mut at) = (State::Text, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        state = match state {
            State::Text if byte == b'<' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => {
                start = at + 1;
                State::Tag(0)
            }
            State::Tag(_) if byte == b'>' => {
                if let Some(end) = raw_text(&bytes[start..]) {
                    // Without an end, all that follows is such text.
                    let Some(skipped) = text[at..].find(end) else { return false };
                    at += skipped;
                }
                State::Text
            }
            State::Tag(count) if matches!(byte, b'"' | b'\'') && bytes[at - 1] == b'=' => State::Value(count, byte),
            State::Tag(LIMIT) => return true,
            State::Tag(count) if byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'') => {
                State::Tag(count + 1)
            }
            State::Value(count, quote) if byte == quote => State::Tag(count + 1),
            other => other,
        };
        at += 1;
    }
    false
}

/// What ends the element, if its text is no markup.
fn raw_text(tag: &[u8]) -> Option<&'static str> {
    let is = |name: &str| tag.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()));
    [("script", "</script"), ("style", "</style")].into_iter().find(|(name, _)| is(name)).map(|(_, end)| end)
}
