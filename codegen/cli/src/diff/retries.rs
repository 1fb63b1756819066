//! Changes of retries by error rows.

use dingtalk_codegen::model::ErrorTable;
use dingtalk_policy::{ErrorResponse, Retry, RetryRow};
use std::collections::HashMap;

/// The rows of a table by their codes.
#[derive(Default)]
pub(super) struct RetryRows<'a>(HashMap<&'a str, Vec<RetryRow<'a>>>);

impl<'a> RetryRows<'a> {
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

/// The error tables that apply to a call in both specs, and what it may retry.
pub(super) struct CallTables<'a> {
    /// The operation's own rows, and those that all operations share.
    pub(super) old: [&'a RetryRows<'a>; 2],
    pub(super) new: [&'a RetryRows<'a>; 2],
    /// True if the call is idempotent in both specs; a difference is a change of its own.
    pub(super) idempotent: bool,
    pub(super) token: bool,
}

impl CallTables<'_> {
    /// Returns true if the client reacts differently to a code with any status.
    pub(super) fn reacts_otherwise(&self, code: &str) -> bool {
        let [old, new] = [self.old, self.new].map(|tables| tables.map(|table| table.of_code(code)));
        // The service does not keep to the statuses of its rows.
        old != new && (200..=599).any(|status| self.reaction(old, status) != self.reaction(new, status))
    }

    /// The retry that a response allows, and whether its token is discarded.
    fn reaction(&self, tables: [&[RetryRow<'_>]; 2], status: u16) -> (Option<Retry>, bool) {
        let rows = tables.map(|table| table.iter().copied());
        let response = ErrorResponse { status, rows: Some(rows), throttled: false };
        let rejects_token = self.token && response.hint().retry == Some(Retry::RefreshToken);
        (response.allowed_retry(self.idempotent, self.token), rejects_token)
    }
}
