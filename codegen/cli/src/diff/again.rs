//! After which codes the client calls again by itself: what the runtime makes of error tables, and what other tables change of that.

use dingtalk_codegen::model::{ErrorRow, ErrorTable, Retry};
use std::collections::{BTreeSet, HashMap};

/// The rows of a table by their codes.
#[derive(Default)]
pub(super) struct Rows<'a>(HashMap<&'a str, Vec<&'a ErrorRow>>);

impl<'a> Rows<'a> {
    pub(super) fn of(table: &'a ErrorTable) -> Self {
        let mut rows: HashMap<&str, Vec<&ErrorRow>> = HashMap::new();
        for row in &table.rows {
            rows.entry(&row.code).or_default().push(row);
        }
        Self(rows)
    }

    fn of_code(&self, code: &str) -> &[&'a ErrorRow] {
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
        let rows = old.iter().chain(&new).copied().flatten();
        let mut statuses: BTreeSet<u16> = rows.flat_map(|row| row.status.iter().copied()).collect();
        // The service does not keep to its tables: one of each kind that no row lists.
        let unlisted = [429..=429, 430..=498, 500..=501, 502..=504, 505..=599]
            .map(|mut kind| kind.find(|status| !statuses.contains(status)));
        statuses.extend(unlisted.into_iter().flatten());
        let change = |status| match (self.again(old, status), self.again(new, status)) {
            (old, new) if old == new => Again::AsBefore,
            (_, Some(_)) => Again::More,
            (_, None) => Again::Less,
        };
        statuses.into_iter().map(change).max().unwrap_or(Again::AsBefore)
    }

    /// What the client does after an answer with this status, if it calls again. The runtime decides the same in `error_table.rs`, `answer.rs` and `retry/`.
    fn again(&self, tables: [&[&ErrorRow]; 2], status: u16) -> Option<Retry> {
        // A redirect is never followed.
        if matches!(status, 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        let all = || tables.into_iter().flatten().copied();
        let lists = |row: &ErrorRow| row.status.contains(&status);
        let is_listed = all().any(lists);
        let speaking = tables.map(|table| table.iter().filter(|row| !is_listed || lists(row)).collect::<Vec<_>>());
        // A status alone is a reason where no table says more of the code, or where it says that nothing was done.
        let by_status = status == 429 || (matches!(status, 502..=504) && all().next().is_none());
        let retry = speaking.iter().flatten().find_map(|row| row.retry).or(by_status.then_some(Retry::Backoff))?;
        let refused =
            |rows: &Vec<&&ErrorRow>| rows.iter().filter_map(|row| row.refused).reduce(|one, other| one && other);
        let refused = speaking.iter().find_map(refused).unwrap_or_else(|| {
            let is_doubtful = all().flat_map(|row| &row.status).any(|status| matches!(status, 408 | 500..=599));
            matches!(status, 300..=407 | 409..=498) && !is_doubtful
        });
        let helps = match retry {
            Retry::Never => false,
            Retry::Backoff => true,
            Retry::RefreshToken => self.token,
        };
        (helps && (self.idempotent || refused)).then_some(retry)
    }
}
