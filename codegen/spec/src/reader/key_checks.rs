//! Checks of keys, and helps for invalid ones.

use crate::diag::{self, Code, NodePath, Sink};
use crate::reader::checks::is_exact;
use crate::reader::values::PlacedText;
use crate::yaml::{lookalikes, node::Node};

/// The help for an unknown key.
pub(crate) fn help(key: &str, value: &Node, guess: Option<&str>, known: &[&str]) -> String {
    if let Some(lookalike) = lookalikes::in_line(key, |_| true) {
        return format!("{}: {}", lookalike.message(), lookalike.help());
    }
    if key == "in" && known.contains(&"style") {
        return IN.to_owned();
    }
    let guess = guess.map(|guess| format!("did you mean `{guess}`?"));
    let comma = (*value == Node::Null).then(|| format!("{COMMA};"));
    let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
    let known = format!("known here: {}", known.join(", "));
    let parts: Vec<String> = guess.into_iter().chain(comma).chain([known]).collect();
    parts.join(" ")
}

/// The place of a parameter is not one of its keys.
const IN: &str = "remove it: the section that lists a parameter says where it is sent, which is `path_parameters`, `query`, `headers` or `body`";

/// Synonyms of keys in other schema languages.
const OTHER_KEYS: &[(&str, &str)] = &[
    ("comment", "doc"),
    ("desc", "doc"),
    ("description", "doc"),
    ("enum", "values"),
    ("mandatory", "required"),
    ("members", "fields"),
    ("optional", "required"),
    ("parameters", "query"),
    ("properties", "fields"),
];

/// The key that an unknown one was probably meant to be.
pub(crate) fn guess(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let other = OTHER_KEYS.iter().find(|(other, ours)| *other == key && known.contains(ours));
    other.map(|(_, ours)| *ours).or_else(|| diag::nearest(key, known))
}

/// A text that was cut at a comma leaves its rest behind as a key without a value.
const COMMA: &str = "if this is the rest of a text, quote the whole text: a comma ends it inside `{ }`";

/// Checks a key that the author chose; whether it can be used.
pub(crate) fn usable(key: &PlacedText, sink: &mut Sink) -> bool {
    if key.value.trim().is_empty() {
        sink.report(Code::Empty, &key.place, "the key is empty");
        return false;
    }
    is_exact(&key.value, "key", &key.place, sink)
}

/// Reports a key that is not a text, a duplicate key, or a merge key.
pub(crate) fn reject_key(key: &Node, value: &Node, fresh: bool, entry: &NodePath, sink: &mut Sink) {
    let place = entry.on_key();
    match key {
        Node::Text(key) if key == "<<" => {
            sink.report(Code::UnknownKey, &place, "`<<` does not merge maps here").help("write the keys out");
        }
        Node::Text(key) if !fresh => {
            sink.report(Code::DuplicateKey, &place, format!("duplicate key `{key}`"))
                .help("remove one of them; only the first is read");
        }
        Node::Text(_) => {}
        other => {
            let help = match value {
                Node::Null => COMMA,
                _ => {
                    "quote the key: keys are texts; an enum whose values are numbers on the wire has `of: int32` as well"
                }
            };
            sink.report(Code::WrongType, &place, format!("a key has to be a text, found {}", other.describe()))
                .help(help);
        }
    }
}
