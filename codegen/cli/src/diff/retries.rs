//! What other error rows change of retries.

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

/// A call in both specs: what its tables are, and what it may do whatever they say.
pub(super) struct Call<'a> {
    /// The operation's own rows, and those that all operations share.
    pub(super) old: [&'a Rows<'a>; 2],
    pub(super) new: [&'a Rows<'a>; 2],
    /// Whether it may be sent twice, and whether it has a token, in both specs: that this changes is a change of its own.
    pub(super) idempotent: bool,
    pub(super) token: bool,
}

impl Call<'_> {
    /// Whether the client reacts otherwise to a code, whatever the status that comes with it.
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
