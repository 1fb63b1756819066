//! The rows of an operation's error table.

use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{ErrorRowDecl, MessageDecl, OperationDecl, Text};
use std::collections::HashMap;

/// A row of the table of errors.
#[derive(Debug)]
pub(crate) struct ErrorFact {
    /// The name of the fact, such as `error 400 paramError`.
    pub(crate) key: String,
    /// The statuses, in order.
    pub(crate) statuses: Vec<u16>,
    pub(crate) code: String,
    /// The row as it is written.
    row: ErrorRowDecl,
}

impl ErrorFact {
    pub(crate) fn place(&self) -> &NodePath {
        &self.row.place
    }

    /// The place of a cell, such as `status`.
    pub(crate) fn cell(&self, key: &str) -> NodePath {
        self.row.place.key(key)
    }

    /// Whether pages of a language have the row.
    pub(crate) fn is_on(&self, language: &str) -> bool {
        self.row.on.as_ref().is_none_or(|languages| languages.iter().any(|word| word.value == language))
    }

    /// The message on pages of a language; `written` is the language of one that names none.
    pub(crate) fn message(&self, language: &str, written: &str) -> Option<&str> {
        match self.row.message.as_ref()? {
            MessageDecl::One(text) => {
                (language == written || is_of_no_language(text.as_str())).then_some(text.as_str())
            }
            MessageDecl::ByLanguage(texts) => texts.get(language).map(Text::as_str),
        }
    }

    /// The message in whatever language it is written: what a joined row may be split by.
    pub(crate) fn messages(&self) -> Vec<&str> {
        match &self.row.message {
            None => Vec::new(),
            Some(MessageDecl::One(text)) => vec![text.as_str()],
            Some(MessageDecl::ByLanguage(texts)) => texts.iter().map(|entry| entry.value.as_str()).collect(),
        }
    }
}

/// Whether a message has no words: `%s` is the same in every language.
fn is_of_no_language(message: &str) -> bool {
    !message.replace("%s", "").replace("%d", "").contains(char::is_alphabetic)
}

/// The rows of an operation.
pub(super) fn rows(file: &OperationDecl) -> Vec<ErrorFact> {
    let mut seen = HashMap::new();
    file.errors.iter().flatten().map(|row| fact(row, &mut seen)).collect()
}

fn fact(row: &ErrorRowDecl, seen: &mut HashMap<String, usize>) -> ErrorFact {
    let mut statuses: Vec<u16> = row.status.items.iter().filter_map(|int| u16::try_from(int.value).ok()).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let key = numbered(error_key(&statuses, &row.code.value), seen);
    ErrorFact { key, statuses, code: row.code.value.clone(), row: row.clone() }
}

/// The name of the fact that an error row is.
pub(crate) fn error_key(statuses: &[u16], code: &str) -> String {
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    format!("error {} {code}", statuses.join("/"))
}

/// The same name with its number behind it, if it was given before.
pub(crate) fn numbered(key: String, seen: &mut HashMap<String, usize>) -> String {
    let count = seen.entry(key.clone()).or_default();
    *count += 1;
    if *count > 1 { format!("{key} #{count}") } else { key }
}
