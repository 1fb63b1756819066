//! The retry policy.
//!
//! The client follows it. The generator compares the decisions before and after a change of error rows.

/// The remedy for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// Nothing: the same call fails again.
    Never,
    /// Waiting, longer each time.
    Backoff,
    /// A new access token.
    RefreshToken,
}

impl Retry {
    /// All variants, with their keywords in specs and emitted tables.
    pub const WORDS: [(&'static str, Self); 3] = [
        (Self::Never.word(), Self::Never),
        (Self::Backoff.word(), Self::Backoff),
        (Self::RefreshToken.word(), Self::RefreshToken),
    ];

    /// The keyword in specs and emitted tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Backoff => "backoff",
            Self::RefreshToken => "refresh_token",
        }
    }
}

/// The facts of one row of an error table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryRow<'a> {
    /// The documented HTTP statuses of the code. The service does not always follow them.
    pub status: &'a [u16],
    /// The remedy, if it is documented.
    pub retry: Option<Retry>,
    /// `true` if the service did nothing, `false` if its effect is unknown, `None` if nothing is documented.
    pub refused: Option<bool>,
}

/// A response that is an error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorResponse<I> {
    /// The HTTP status.
    pub status: u16,
    /// The rows of the code: the operation's, and those that all operations share. `None` if there is no code.
    pub rows: Option<[I; 2]>,
    /// The code comes from a gateway in front of the service, which blocks the caller's address for minutes.
    pub throttled: bool,
}

/// The retry hint of an error response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetryHint {
    /// The remedy, if it is known.
    pub retry: Option<Retry>,
    /// The service did nothing, so a retry is safe.
    pub refused: bool,
}

impl<'a, I: Iterator<Item = RetryRow<'a>> + Clone> ErrorResponse<I> {
    /// The client's retry after this response to a first attempt. `can_renew` is true if it can get another token.
    pub fn allowed_retry(&self, idempotent: bool, can_renew: bool) -> Option<Retry> {
        let hint = self.hint();
        hint.allowed_retry(idempotent || hint.refused, can_renew).filter(|_| !is_redirect(self.status))
    }

    /// The retry hint. If rows list the status, only these count. An operation's rows take precedence over shared ones.
    pub fn hint(&self) -> RetryHint {
        let by_status = RetryHint::of_status(self.status);
        let Some(tables) = &self.rows else { return by_status };
        let all = || tables.iter().cloned().flatten();
        let lists = |row: &RetryRow<'_>| row.status.contains(&self.status);
        let is_listed = all().any(|row| lists(&row));
        let counted = |table: &I| table.clone().filter(move |row| !is_listed || lists(row));
        // An unknown outcome in one row takes precedence over the other rows of its table.
        let refused = |table| counted(table).filter_map(|row| row.refused).reduce(|one, other| one && other);
        let by_rows = tables.iter().flat_map(counted).find_map(|row| row.retry);
        // The caller's address is blocked.
        let by_gateway = self.throttled.then_some(Retry::Never);
        // The status alone decides if no row describes the code. 429 always means that nothing was done.
        let by_status_alone = by_status.retry.filter(|_| self.status == 429 || all().next().is_none());
        // The service does not follow the statuses of its rows, so one status of an unknown outcome affects all of them.
        let is_unknown = || all().flat_map(|row| row.status).any(|status| matches!(status, 408 | 500..=599));
        let refused_by_status = || (by_status.refused || is_client_error(self.status)) && !is_unknown();
        RetryHint {
            retry: by_rows.or(by_gateway).or(by_status_alone),
            // With a success status, the number may mean anything.
            refused: if self.throttled {
                !matches!(self.status, 200..=299)
            } else {
                tables.iter().find_map(refused).unwrap_or_else(refused_by_status)
            },
        }
    }
}

impl RetryHint {
    /// The hint of a status without a code. Among redirects, only 307 and 308 require the same request at another address (RFC
    /// 9110, 15.4); after a POST, 301, 302 and 303 often mean that it was carried out.
    #[must_use]
    pub fn of_status(status: u16) -> Self {
        Self {
            retry: matches!(status, 429 | 502..=504).then_some(Retry::Backoff),
            refused: matches!(status, 307 | 308 | 401 | 403 | 404 | 405 | 413 | 415 | 429),
        }
    }

    /// The client's retry. `is_harmless` is true if the call may be carried out twice, `can_renew` if the client can get another
    /// token.
    #[must_use]
    pub fn allowed_retry(self, is_harmless: bool, can_renew: bool) -> Option<Retry> {
        self.retry.filter(|retry| match retry {
            Retry::Never => false,
            Retry::Backoff => is_harmless,
            Retry::RefreshToken => is_harmless && can_renew,
        })
    }
}

/// Returns true for a redirect, which no call follows. 300 offers a choice and 304 refers to a cache.
#[must_use]
pub fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Returns true if a status with a code blames the request. 408 and 499 mean that one side stopped waiting.
fn is_client_error(status: u16) -> bool {
    matches!(status, 400..=498) && status != 408
}
