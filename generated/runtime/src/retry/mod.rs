//! Retries of failed attempts: conditions, delays and the budget. `dingtalk_policy` decides which responses allow a retry.

mod backoff;
mod budget;

use super::report::{Cause, Report};
use super::token::TokenError;
use super::transport::TransportErrorKind;
use super::{Outcome, Retry};

pub(super) use self::backoff::Pace;
pub(super) use self::budget::RetryBudget;

/// The retry that a failed attempt allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RetryDecision {
    /// None: it would fail again, or might do twice what should be done once.
    None,
    /// A retry with a new access token, at once.
    WithNewToken,
    /// A retry after a delay.
    After(Pace),
}

/// Returns true if a failure is permanent.
fn is_permanent(kind: TransportErrorKind) -> bool {
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
    /// The retry that this attempt allows. A request that may have reached the service is not repeated unless the
    /// operation is idempotent or the service's response says that it was refused.
    pub(super) fn retry_decision(&self) -> RetryDecision {
        let is_safe = self.idempotent || matches!(self.outcome(), Outcome::NotSent | Outcome::Refused);
        match &self.cause {
            // The next fetch waits as long as a throttled call.
            Cause::Token(failure) if failure.is_retryable() => RetryDecision::After(Pace::Throttled),
            Cause::Transport(failure) if is_permanent(failure.kind()) => RetryDecision::None,
            Cause::Transport(_) if is_safe && self.is_transient() => RetryDecision::After(self.pace()),
            Cause::Service => match self.allowed_retry(is_safe) {
                Some(Retry::RefreshToken) => RetryDecision::WithNewToken,
                Some(Retry::Backoff) => RetryDecision::After(self.pace()),
                _ => RetryDecision::None,
            },
            _ => RetryDecision::None,
        }
    }

    /// The retry that the response allows.
    fn allowed_retry(&self, is_safe: bool) -> Option<Retry> {
        // A token that cannot be replaced is not worth a retry.
        let can_renew = self.can_renew && self.renewal.as_ref().is_none_or(TokenError::is_retryable);
        self.response.as_ref()?.hint.allowed_retry(is_safe, can_renew)
    }

    /// Returns true if an incomplete response is worth a retry: the status of its head may mean a permanent failure.
    fn is_transient(&self) -> bool {
        self.response
            .as_ref()
            .is_none_or(|response| response.status.is_success() || response.hint.retry == Some(Retry::Backoff))
    }

    /// A service that refuses calls gets a longer pause than a failed network.
    fn pace(&self) -> Pace {
        if self.response.as_ref().is_some_and(|response| response.hint.refused) {
            Pace::Throttled
        } else {
            Pace::Failed
        }
    }
}
