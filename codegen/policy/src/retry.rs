//! What may be retried, and how.
//!
//! The client carries it out; the generator asks what a change of error rows makes of it.

/// What helps after an error.
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
    /// All of them, with their words in a spec and in emitted tables.
    pub const WORDS: [(&'static str, Self); 3] =
        [("never", Self::Never), ("backoff", Self::Backoff), ("refresh_token", Self::RefreshToken)];

    /// The word in a spec and in emitted tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Backoff => "backoff",
            Self::RefreshToken => "refresh_token",
        }
    }
}

/// What one row of an error table says of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryRow<'a> {
    /// The HTTP statuses that the code is documented with. The service does not always keep to them.
    pub status: &'a [u16],
    /// What helps, if it is documented.
    pub retry: Option<Retry>,
    /// Whether the service did nothing; `Some(false)` if that is documented to be unknown.
    pub refused: Option<bool>,
}

/// A response that is an error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorResponse<I> {
    /// The HTTP status.
    pub status: u16,
    /// The rows of the code, those of the operation and those that all operations share; `None` if there is no code.
    pub rows: Option<[I; 2]>,
    /// The code is the number of a gateway in front of the service, which throttles the caller for minutes.
    pub throttled: bool,
}

/// What an error response says of retries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetryHint {
    /// What helps, if it is known.
    pub retry: Option<Retry>,
    /// The service did nothing, so a retry does no harm.
    pub refused: bool,
}

impl<'a, I: Iterator<Item = RetryRow<'a>> + Clone> ErrorResponse<I> {
    /// The retry that the client makes after this response to a first attempt. `can_renew` tells whether it can get another token.
    pub fn allowed_retry(&self, idempotent: bool, can_renew: bool) -> Option<Retry> {
        let hint = self.hint();
        hint.allowed_retry(idempotent || hint.refused, can_renew).filter(|_| !is_redirect(self.status))
    }

    /// What the response says of retries. If rows list the status, only these count; an operation's rows go before those that
    /// all share.
    pub fn hint(&self) -> RetryHint {
        let by_status = RetryHint::of_status(self.status);
        let Some(tables) = &self.rows else { return by_status };
        let all = || tables.iter().cloned().flatten();
        let lists = |row: &RetryRow<'_>| row.status.contains(&self.status);
        let is_listed = all().any(|row| lists(&row));
        let counted = |table: &I| table.clone().filter(move |row| !is_listed || lists(row));
        // A row that says that the outcome is unknown outweighs the others of its table.
        let refused = |table| counted(table).filter_map(|row| row.refused).reduce(|one, other| one && other);
        let by_rows = tables.iter().flat_map(counted).find_map(|row| row.retry);
        // The address of the caller is blocked.
        let by_gateway = self.throttled.then_some(Retry::Never);
        // A status alone is a reason where no row describes the code, or where it says that nothing was done.
        let by_status_alone = by_status.retry.filter(|_| self.status == 429 || all().next().is_none());
        // The service does not keep to the statuses of its rows, so one of an unknown outcome puts the others in doubt.
        let is_unknown = || all().flat_map(|row| row.status).any(|status| matches!(status, 408 | 500..=599));
        let refused_by_status = || (by_status.refused || is_client_error(self.status)) && !is_unknown();
        RetryHint {
            retry: by_rows.or(by_gateway).or(by_status_alone),
            // With a status of success, the number may stand for anything.
            refused: if self.throttled {
                !matches!(self.status, 200..=299)
            } else {
                tables.iter().find_map(refused).unwrap_or_else(refused_by_status)
            },
        }
    }
}

impl RetryHint {
    /// What a status alone says, whoever sent it. Of the redirects, only 307 and 308 ask for the same request at another address
    /// (RFC 9110, 15.4); after a POST, 301, 302 and 303 often mean that it was carried out.
    #[must_use]
    pub fn of_status(status: u16) -> Self {
        Self {
            retry: matches!(status, 429 | 502..=504).then_some(Retry::Backoff),
            refused: matches!(status, 307 | 308 | 401 | 403 | 404 | 405 | 413 | 415 | 429),
        }
    }

    /// The retry that the client makes. `is_harmless` tells whether the call may be carried out once more, `can_renew` whether
    /// the client can get another token.
    #[must_use]
    pub fn allowed_retry(self, is_harmless: bool, can_renew: bool) -> Option<Retry> {
        self.retry.filter(|retry| match retry {
            Retry::Never => false,
            Retry::Backoff => is_harmless,
            Retry::RefreshToken => is_harmless && can_renew,
        })
    }
}

/// Whether a status points elsewhere, where no call follows it. 300 offers a choice and 304 a copy.
#[must_use]
pub fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Whether the service, whose code came with this status, blames the call. 408 and 499 say that somebody stopped waiting.
fn is_client_error(status: u16) -> bool {
    matches!(status, 400..=498) && status != 408
}
