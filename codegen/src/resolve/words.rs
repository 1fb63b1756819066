//! Words of a fixed list, and the nearest of them to a misspelt one.

use dingtalk_spec::PlacedText;
use dingtalk_spec::diag::{self, Code, Sink};

/// The maximum number of words in a suggestion.
const SHOWN: usize = 30;

/// The value of a word.
pub(crate) fn lookup<T: Copy>(text: &PlacedText, words: &[(&'static str, T)], sink: &mut Sink) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == text.value);
    if found.is_none() && !text.is_placeholder() {
        let message = format!("`{}` is not valid here", text.value);
        sink.report(Code::UnknownWord, &text.place, message).help_with(|| {
            let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            proposal(&text.value, &known)
        });
    }
    found.map(|(_, value)| *value)
}

/// The suggestion: the nearest word if one is near, otherwise all of them.
pub(crate) fn proposal(text: &str, known: &[&str]) -> String {
    match diag::nearest(text, known) {
        Some(word) => format!("did you mean `{word}`?"),
        None if known.is_empty() => "no value is valid here".to_owned(),
        None if known.len() > SHOWN => format!("valid are `{}` and others", known[..SHOWN].join("`, `")),
        None => format!("valid are `{}`", known.join("`, `")),
    }
}

/// The word itself if it is a language of documentation, such as `en` or `zh-Hans`.
pub(crate) fn language(text: &PlacedText, sink: &mut Sink) -> String {
    if !is_language(&text.value) && !text.is_placeholder() {
        sink.report(Code::UnknownWord, &text.place, format!("`{}` is not a language", text.value))
            .help_with(|| near_language(&text.value));
    }
    text.value.clone()
}

/// Returns true for a language tag such as `en` or `zh-Hans`.
pub(crate) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().is_some_and(|part| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_lowercase()));
    primary && parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The tag that the text becomes in the usual notation: other systems write tags differently.
fn near_language(text: &str) -> String {
    let hyphens = text.replace(['_', ' '], "-");
    let (primary, rest) = hyphens.split_once('-').map_or((hyphens.as_str(), ""), |(primary, rest)| (primary, rest));
    let between = if rest.is_empty() { "" } else { "-" };
    let near = format!("{}{between}{rest}", primary.to_ascii_lowercase());
    if primary.len() <= 3 && is_language(&near) {
        format!("did you mean `{near}`?")
    } else {
        "write it as `en`, `zh` or `zh-Hans`".to_owned()
    }
}
