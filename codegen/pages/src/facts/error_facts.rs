//! Error rows of an operation.

use crate::labels::statuses;
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{ErrorRowDecl, MessageDecl, OperationDecl, PlacedText};
use std::collections::HashMap;

/// An error row.
#[derive(Debug)]
pub(crate) struct ErrorFact {
    /// Name of the fact, such as `error 400 paramError`.
    pub(crate) key: String,
    /// Sorted statuses.
    pub(crate) statuses: Vec<u16>,
    pub(crate) code: String,
    pub(crate) message: Option<MessageDecl>,
    /// Languages whose pages have the row; `None` for all.
    pub(crate) on: Option<Vec<PlacedText>>,
    /// Place of the row.
    pub(crate) place: NodePath,
}

impl ErrorFact {
    /// Returns the place of a cell, such as `status`.
    pub(crate) fn cell(&self, key: &str) -> NodePath {
        self.place.key(key)
    }

    /// Returns `true` if pages of a language have the row.
    pub(crate) fn is_on(&self, language: &str) -> bool {
        self.on.as_ref().is_none_or(|languages| languages.iter().any(|word| word.value == language))
    }

    /// Returns the message on pages of a language. `written` is the language of messages without a language.
    pub(crate) fn message(&self, language: &str, written: &str) -> Option<&str> {
        match self.message.as_ref()? {
            MessageDecl::One(text) => {
                (language == written || is_of_no_language(text.as_str())).then_some(text.as_str())
            }
            MessageDecl::ByLanguage(texts) => texts.get(language).map(PlacedText::as_str),
        }
    }

    /// Returns the messages in all languages, by which joined rows may be split.
    pub(crate) fn messages(&self) -> Vec<&str> {
        match &self.message {
            None => Vec::new(),
            Some(MessageDecl::One(text)) => vec![text.as_str()],
            Some(MessageDecl::ByLanguage(texts)) => texts.iter().map(|entry| entry.value.as_str()).collect(),
        }
    }
}

/// Returns `true` for messages without words: `%s` is the same in every language.
pub(crate) fn is_of_no_language(message: &str) -> bool {
    !message.replace("%s", "").replace("%d", "").contains(char::is_alphabetic)
}

pub(super) fn rows(file: &OperationDecl) -> Vec<ErrorFact> {
    let mut seen = HashMap::new();
    file.errors.iter().flatten().map(|row| fact(row, &mut seen)).collect()
}

fn fact(row: &ErrorRowDecl, seen: &mut HashMap<String, usize>) -> ErrorFact {
    let statuses = statuses::distinct(row.status.items.iter().filter_map(|int| u16::try_from(int.value).ok()));
    let key = numbered(error_key(&statuses, &row.code.value), seen);
    let (code, message, on) = (row.code.value.clone(), row.message.clone(), row.on.clone());
    ErrorFact { key, statuses, code, message, on, place: row.place.clone() }
}

/// Returns the name of an error row's fact.
pub(crate) fn error_key(statuses: &[u16], code: &str) -> String {
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    format!("error {} {code}", statuses.join("/"))
}

/// Appends a number to repeated names.
pub(crate) fn numbered(key: String, seen: &mut HashMap<String, usize>) -> String {
    let count = seen.entry(key.clone()).or_default();
    *count += 1;
    if *count > 1 { format!("{key} #{count}") } else { key }
}
