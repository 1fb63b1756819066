//! Retries: after what, when, and how often.

mod backoff;
mod budget;

use super::report::{Cause, Report};
use super::token::TokenError;
use super::transport::TransportErrorKind;
use super::{Outcome, Retry};

pub(super) use self::backoff::Pace;
pub(super) use self::budget::Budget;

/// What may be done after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NextAttempt {
    /// Nothing: another attempt would fail as well, or might do twice what should be done once.
    None,
    /// Another attempt with a new access token, at once.
    WithNewToken,
    /// Another attempt after a wait.
    After(Pace),
}

/// Whether a failure is the same next time.
fn is_lasting(kind: TransportErrorKind) -> bool {
    matches!(
        kind,
        TransportErrorKind::Unusable
            | TransportErrorKind::Untrusted
            | TransportErrorKind::MissingRoots
            | TransportErrorKind::Proxy
            | TransportErrorKind::TooLarge
    )
}

impl Report {
    /// What may be done after this attempt. Nothing that may have reached the service is repeated unless the endpoint is
    /// idempotent, or the service's code says that the call was refused.
    pub(super) fn next_attempt(&self) -> NextAttempt {
        let is_harmless = self.idempotent || matches!(self.outcome(), Outcome::NotSent | Outcome::Refused);
        match &self.cause {
            // After a failed fetch, no other is made for as long as a throttled call waits.
            Cause::Token(failure) if failure.is_retryable() => NextAttempt::After(Pace::Throttled),
            Cause::Transport(failure) if is_lasting(failure.kind()) => NextAttempt::None,
            Cause::Transport(_) if is_harmless && self.may_pass() => NextAttempt::After(self.pace()),
            Cause::Service => match self.allowed_retry(is_harmless) {
                Some(Retry::RefreshToken) => NextAttempt::WithNewToken,
                Some(Retry::Backoff) => NextAttempt::After(self.pace()),
                _ => NextAttempt::None,
            },
            _ => NextAttempt::None,
        }
    }

    /// The retry that the response allows.
    fn allowed_retry(&self, is_harmless: bool) -> Option<Retry> {
        // Another token that will not come helps as little as the rejected one.
        let can_renew = self.can_renew && self.renewal.as_ref().is_none_or(TokenError::is_retryable);
        self.response.as_ref()?.hint.allowed_retry(is_harmless, can_renew)
    }

    /// Whether what broke off is worth another attempt: the head of a failure that arrived may say that it stays.
    fn may_pass(&self) -> bool {
        self.response
            .as_ref()
            .is_none_or(|response| response.status.is_success() || response.hint.retry == Some(Retry::Backoff))
    }

    /// A service that refuses wants to be left alone for longer than a network that failed.
    fn pace(&self) -> Pace {
        if self.response.as_ref().is_some_and(|response| response.hint.refused) {
            Pace::Throttled
        } else {
            Pace::Failed
        }
    }
}
