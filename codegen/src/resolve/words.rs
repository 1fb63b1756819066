//! Words of a fixed list, and the nearest of them to a misspelt one.

use crate::diag::{self, Code, Sink};
use crate::spec::Text;

/// The value that a word stands for.
pub(crate) fn lookup<T: Copy>(text: &Text, words: &[(&'static str, T)], sink: &mut Sink) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("`{}` is not one of the words that can stand here", text.value);
        sink.error(Code::UnknownWord, &text.place, message).help(proposal(&text.value, &known));
    }
    found.map(|(_, value)| *value)
}

/// What to write instead: the nearest word if one is near, and else all of them.
pub(crate) fn proposal(text: &str, known: &[&str]) -> String {
    match diag::nearest(text, known) {
        Some(word) => format!("did you mean `{word}`?"),
        None if known.is_empty() => "nothing can stand here".to_owned(),
        None => format!("known are `{}`", known.join("`, `")),
    }
}
