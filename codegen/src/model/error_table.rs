//! The errors that a table documents.

use super::Name;
use dingtalk_policy::{Retry, RetryRow};

/// The emitted enum of an operation's codes.
pub const ERROR_CODE: &str = "ErrorCode";

/// The variant of [`ERROR_CODE`] with a code that every endpoint shares.
pub const GLOBAL_VARIANT: &str = "Global";

/// The emitted enum of the codes that every endpoint shares.
pub const GLOBAL_ERROR_CODE: &str = "GlobalErrorCode";

/// An error table: its variants, and its rows in the order of the page.
#[derive(Debug)]
pub struct ErrorTable {
    /// One for each code, in the order in which the codes first occur.
    pub variants: Vec<Variant>,
    /// Every row as documented; each names one of the variants.
    pub rows: Vec<ErrorRow>,
}

impl ErrorTable {
    /// The rows of a code as the policy of retries sees them.
    pub fn retry_rows(&self, code: &str) -> Vec<RetryRow<'_>> {
        self.rows.iter().filter(|row| row.code == code).map(ErrorRow::retry_row).collect()
    }
}

/// One code.
#[derive(Debug)]
pub struct Variant {
    pub name: Name,
    pub code: String,
}

/// One row.
#[derive(Debug)]
pub struct ErrorRow {
    pub variant: Name,
    /// At least one.
    pub status: Vec<u16>,
    pub code: String,
    /// At most one for each language of the documentation; the language is empty where the spec names none.
    pub messages: Vec<(String, String)>,
    pub doc: String,
    pub retry: Option<Retry>,
    /// `Some(true)` if the service did nothing; `Some(false)` if that is unknown, whatever the status.
    pub refused: Option<bool>,
    /// The languages whose pages list the row; empty where all do.
    pub on: Vec<String>,
}

impl ErrorRow {
    /// The statuses, with a separator between them.
    pub fn statuses(&self, separator: &str) -> String {
        let statuses: Vec<String> = self.status.iter().map(u16::to_string).collect();
        statuses.join(separator)
    }

    /// The row as the policy of retries sees it.
    pub fn retry_row(&self) -> RetryRow<'_> {
        RetryRow { status: &self.status, retry: self.retry, refused: self.refused }
    }

    /// The messages as `show` writes one of a language, with a separator between them.
    pub fn texts(&self, separator: &str, show: impl Fn(&str, &str) -> String) -> String {
        let messages: Vec<String> = self.messages.iter().map(|(language, message)| show(language, message)).collect();
        messages.join(separator)
    }

    /// A sentence about the languages that list the row, to follow another; nothing where all do.
    pub fn listed_in(&self) -> String {
        match self.on.as_slice() {
            [] => String::new(),
            languages => format!(" Listed in {} only.", languages.join(", ")),
        }
    }
}
