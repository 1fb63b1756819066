//! After which codes the client calls again by itself, and what other tables change of that.

use dingtalk_codegen::model::ErrorTable;
use dingtalk_policy::{ErrorResponse, Retry, RetryRow};
use std::collections::HashMap;

/// The rows of a table by their codes.
#[derive(Default)]
pub(super) struct Rows<'a>(HashMap<&'a str, Vec<RetryRow<'a>>>);

impl<'a> Rows<'a> {
    pub(super) fn of(table: &'a ErrorTable) -> Self {
        let mut rows: HashMap<&str, Vec<RetryRow<'_>>> = HashMap::new();
        for row in &table.rows {
            rows.entry(&row.code).or_default().push(row.retry_row());
        }
        Self(rows)
    }

    fn of_code(&self, code: &str) -> &[RetryRow<'a>] {
        self.0.get(code).map_or(&[], Vec::as_slice)
    }
}

/// What another table makes of calls that got a code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Again {
    AsBefore,
    /// After no answer more, and after one less.
    Less,
    /// After an answer after which it was not, or in another way.
    More,
}

/// A call in both specs: what its tables are, and what it may do whatever they say.
pub(super) struct Call<'a> {
    /// The operation's own rows, and those that all endpoints share.
    pub(super) old: [&'a Rows<'a>; 2],
    pub(super) new: [&'a Rows<'a>; 2],
    /// Whether it may be sent twice, and whether it has a token, in both specs: that this changes is a change of its own.
    pub(super) idempotent: bool,
    pub(super) token: bool,
}

impl Call<'_> {
    /// What changes for answers with a code, whatever their status.
    pub(super) fn after(&self, code: &str) -> Again {
        let [old, new] = [self.old, self.new].map(|tables| tables.map(|table| table.of_code(code)));
        if old == new {
            return Again::AsBefore;
        }
        // The service does not keep to its tables.
        let change = |status| match (self.allowed_retry(old, status), self.allowed_retry(new, status)) {
            (old, new) if old == new => Again::AsBefore,
            (_, Some(_)) => Again::More,
            (_, None) => Again::Less,
        };
        (200..=599).map(change).max().unwrap_or(Again::AsBefore)
    }

    fn allowed_retry(&self, tables: [&[RetryRow<'_>]; 2], status: u16) -> Option<Retry> {
        let rows = tables.map(|table| table.iter().copied());
        ErrorResponse { status, rows: Some(rows), throttled: false }.allowed_retry(self.idempotent, self.token)
    }
}
