//! Bounds the number of attributes per tag. The tokenizer compares each attribute with all others of its tag, so a
//! single huge tag would take quadratic time. Attributes are counted before tokenizing, by the same rules.

/// Maximum number of attributes per tag.
const MAX_ATTRIBUTES: usize = 1000;

/// Returns `true` if a tag exceeds the limit.
pub(super) fn are_too_many(text: &str) -> bool {
    most(text) > MAX_ATTRIBUTES
}

/// Returns the largest number of attributes of any tag, and stops counting beyond the limit.
fn most(text: &str) -> usize {
    let mut scanner = AttributeScanner { bytes: text.as_bytes(), at: 0 };
    let mut most = 0;
    while scanner.skip_to(|byte| byte == b'<') && most <= MAX_ATTRIBUTES {
        most = most.max(scanner.markup());
    }
    most
}

struct AttributeScanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl AttributeScanner<'_> {
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn begins(&self, text: &str) -> bool {
        let here = self.bytes.get(self.at..self.at + text.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(text.as_bytes()))
    }

    /// Skips to the next byte that matches and returns whether there is one.
    fn skip_to(&mut self, is: impl Fn(u8) -> bool) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| is(*byte)).unwrap_or(rest.len());
        self.at < self.bytes.len()
    }

    /// Skips the markup that starts with `<` and returns its number of attributes.
    fn markup(&mut self) -> usize {
        let is_letter = |at: usize| self.bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        if is_letter(self.at + 1) {
            self.at += 1;
            let name = self.name();
            let count = self.attributes();
            self.raw_text(&name);
            return count;
        }
        if self.begins("</") && is_letter(self.at + 2) {
            self.at += 2;
            self.name();
            return self.attributes();
        }
        if self.begins("<!--") {
            self.at += 4;
            self.comment();
        } else if self.begins("<!") || self.begins("<?") || (self.begins("</") && self.at + 2 < self.bytes.len()) {
            self.skip_to(|byte| byte == b'>');
        } else {
            self.at += 1;
        }
        0
    }

    fn name(&mut self) -> String {
        let start = self.at;
        self.skip_to(ends_name);
        String::from_utf8_lossy(&self.bytes[start..self.at]).to_ascii_lowercase()
    }

    fn attributes(&mut self) -> usize {
        for count in 0..=MAX_ATTRIBUTES {
            self.skip_to(|byte| !is_blank(byte) && byte != b'/');
            match self.byte() {
                None => return count,
                Some(b'>') => {
                    self.at += 1;
                    return count;
                }
                // A name may start with `=`.
                Some(_) => self.at += 1,
            }
            self.skip_to(|byte| ends_name(byte) || byte == b'=');
            self.skip_to(|byte| !is_blank(byte));
            if self.byte() == Some(b'=') {
                self.at += 1;
                self.value();
            }
        }
        MAX_ATTRIBUTES + 1
    }

    fn value(&mut self) {
        self.skip_to(|byte| !is_blank(byte));
        match self.byte() {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                self.skip_to(|byte| byte == quote);
                self.at += 1;
            }
            _ => {
                self.skip_to(|byte| is_blank(byte) || byte == b'>');
            }
        }
    }

    fn comment(&mut self) {
        if self.begins(">") || self.begins("->") {
            return;
        }
        while self.skip_to(|byte| byte == b'-') && !self.begins("-->") && !self.begins("--!>") {
            self.at += 1;
        }
        self.at += 3;
    }

    /// Skips to the end tag of a raw text element.
    fn raw_text(&mut self, name: &str) {
        let end = match super::html::raw_kind(name) {
            Some(_) => format!("</{name}"),
            None => return,
        };
        let is_script = name == "script";
        let mut hidden = ScriptComment::No;
        while self.skip_to(|byte| matches!(byte, b'<' | b'-')) {
            let closes = self.is_tag(&end);
            hidden = match hidden {
                ScriptComment::Twice if closes => ScriptComment::Once,
                ScriptComment::No | ScriptComment::Once if closes => return,
                ScriptComment::No if is_script && self.begins("<!--") => {
                    self.at += 1;
                    ScriptComment::Once
                }
                ScriptComment::Once if self.is_tag("<script") => ScriptComment::Twice,
                _ if self.begins("-->") => ScriptComment::No,
                other => other,
            };
            self.at += 1;
        }
    }

    fn is_tag(&self, begin: &str) -> bool {
        self.begins(begin) && self.bytes.get(self.at + begin.len()).copied().is_some_and(ends_name)
    }
}

/// Nesting of `<!--` and `<script` in a script. The end tag closes the script only outside of the inner one.
#[derive(Clone, Copy)]
enum ScriptComment {
    No,
    Once,
    Twice,
}

fn ends_name(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b'/' | b'>')
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

#[cfg(test)]
mod tests {
    use super::most;
    use crate::document::html::raw_kind;
    use html5ever::tendril::StrTendril;
    use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
    use proptest::prelude::*;
    use std::cell::Cell;

    /// Counts the attributes that the tokenizer reports.
    #[derive(Default)]
    struct AttributeCounter(Cell<usize>);

    impl TokenSink for AttributeCounter {
        type Handle = ();

        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
            self.0.set(self.0.get().max(tag.attrs.len()));
            match raw_kind(&tag.name).filter(|_| tag.kind == TagKind::StartTag) {
                Some(kind) => TokenSinkResult::RawData(kind),
                None => TokenSinkResult::Continue,
            }
        }
    }

    fn seen(text: &str) -> usize {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(text));
        let tokenizer = Tokenizer::new(AttributeCounter::default(), html5ever::tokenizer::TokenizerOpts::default());
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.get()
    }

    const PIECES: &str = "<a·</a·<b ·<script·<script>·</script>·</SCRIPT ·</script·<scripty>·<title>·</title>·<style>·</style/·<!--·\
    -->·--!>·<!-·-·<!·<?·</·<·=·\"·'·>·/· ·\n· N· N·/N· N=· N='·N=\"·x";

    fn pieces() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(PIECES.split('·').collect::<Vec<_>>())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// Never fewer than the tokenizer reports. More only for duplicate names or an unfinished tag.
        #[test]
        fn no_attribute_is_missed(pieces in proptest::collection::vec(pieces(), 0..40)) {
            let named = |(number, piece): (usize, &&'static str)| piece.replace('N', &format!("n{number}"));
            let text: String = pieces.iter().enumerate().map(named).collect();
            prop_assert!(most(&text) >= seen(&text), "{text:?}: {} of {}", most(&text), seen(&text));
        }
    }
}
