//! The token cache as a state machine. No IO and no clock: time is an argument.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::{Grant, TokenError};
use crate::Secret;
use crate::retry::Pace;

/// The maximum time by which a token is renewed before it expires: the documentation advises ten minutes.
const MAX_RENEW_AHEAD: Duration = Duration::from_secs(600);

/// The assumed lifetime of a token without a valid lifetime. If it is shorter, the service rejects the token.
const ASSUMED_LIFETIME: Duration = Duration::from_secs(7200);

/// The minimum lifetime. With a shorter one, each call would fetch a token.
const MIN_LIFETIME: Duration = Duration::from_secs(60);

/// The maximum lifetime, which bounds the effect of an absurd value.
const MAX_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The delay between a token that replaced a rejected one and the next fetch: a service that rejects every token gets
/// one fetch per second.
const REPLACEMENT_DELAY: Duration = Duration::from_secs(1);

/// The delay after a failed renewal while the old token is still valid.
const RENEWAL_RETRY_DELAY: Duration = Duration::from_secs(30);

/// The last token of an app, and the failed fetches since.
///
/// Each grant is a generation, identified by its allocation. If the service grants the same text again, it is valid
/// again.
#[derive(Default)]
pub(super) struct TokenCache {
    generation: Option<Generation>,
    failure: Option<FailedFetch>,
}

struct Generation {
    token: Arc<Secret>,
    granted_at: Instant,
    renew_at: Instant,
    ends_at: Instant,
    is_rejected: bool,
    /// The previous generation was rejected.
    is_replacement: bool,
}

/// The last fetch, if it failed.
struct FailedFetch {
    at: Instant,
    error: TokenError,
    /// The number of consecutive failures.
    count: u32,
    retry_at: Instant,
}

/// The next step of a call that needs a token.
pub(super) enum TokenStep {
    /// Sends this token.
    Use(Arc<Secret>),
    /// Sends this token and starts a fetch in the background.
    Renew(Arc<Secret>),
    /// Waits for the fetch in progress, or starts one.
    Fetch,
    /// Waits until the next fetch is allowed, or fails with the error if the deadline is earlier.
    Wait(Instant, TokenError),
    /// Fails: another fetch would fail as well.
    Fail(TokenError),
}

impl TokenCache {
    pub(super) fn step(&self, now: Instant) -> TokenStep {
        match &self.generation {
            Some(valid) if !valid.is_rejected && now < valid.ends_at => {
                let token = Arc::clone(&valid.token);
                if now < valid.renew_at || self.failed_recently(now) {
                    TokenStep::Use(token)
                } else {
                    TokenStep::Renew(token)
                }
            }
            _ => self.step_without_token(now),
        }
    }

    fn step_without_token(&self, now: Instant) -> TokenStep {
        match &self.failure {
            Some(failure) if now < failure.retry_at => {
                let error = failure.error_at(now);
                return if error.is_retryable() {
                    TokenStep::Wait(failure.retry_at, error)
                } else {
                    TokenStep::Fail(error)
                };
            }
            _ => {}
        }
        let replaced = self.generation.as_ref().filter(|token| token.is_rejected && token.is_replacement);
        match replaced.map(|token| token.granted_at + REPLACEMENT_DELAY) {
            Some(next) if now < next => TokenStep::Wait(next, TokenError::DeadlinePassed),
            _ => TokenStep::Fetch,
        }
    }

    /// Marks a token as rejected. Does nothing if a newer one has been granted since.
    pub(super) fn reject(&mut self, token: &Arc<Secret>) {
        if let Some(last) = self.generation.as_mut().filter(|last| Arc::ptr_eq(&last.token, token)) {
            last.is_rejected = true;
        }
    }

    /// Stores the result of a fetch that began at `fetched_at`. A failure includes the wait before the next fetch.
    pub(super) fn settle(
        &mut self,
        granted: Result<Grant, TokenError>,
        fetched_at: Instant,
        now: Instant,
    ) -> Result<(), TokenError> {
        let error = match granted {
            Ok(grant) => {
                self.grant(grant, fetched_at, now);
                return Ok(());
            }
            Err(error) => error,
        };
        // A later fetch has succeeded meanwhile, so this failure does not matter.
        if self.generation.as_ref().is_some_and(|token| token.granted_at > fetched_at) {
            return Ok(());
        }
        let count = self.failure.as_ref().map_or(0, |failure| failure.count).saturating_add(1);
        let requested = error.retry_after().unwrap_or_default().min(MAX_LIFETIME);
        // No jitter: there is only one fetch at a time.
        let retry_at = now + Pace::Throttled.min_delay(count).max(requested);
        let failure = FailedFetch { at: now, error, count, retry_at };
        Err(self.failure.insert(failure).error_at(now))
    }

    fn grant(&mut self, grant: Grant, fetched_at: Instant, now: Instant) {
        let lifetime = lifetime(grant.expires_in);
        let ends_at = fetched_at + lifetime;
        self.generation = Some(Generation {
            token: Arc::new(grant.token),
            granted_at: now,
            renew_at: ends_at - MAX_RENEW_AHEAD.min(lifetime / 5),
            ends_at,
            is_rejected: false,
            is_replacement: self.generation.as_ref().is_some_and(|last| last.is_rejected),
        });
        self.failure = None;
    }

    /// Returns true if a renewal failed so recently that the old token is still used.
    fn failed_recently(&self, now: Instant) -> bool {
        self.failure.as_ref().is_some_and(|failure| now < failure.retry_at.max(failure.at + RENEWAL_RETRY_DELAY))
    }
}

impl FailedFetch {
    /// The error for a call at this time.
    fn error_at(&self, now: Instant) -> TokenError {
        let error = self.error.clone();
        if error.is_retryable() { error.with_wait(self.retry_at.saturating_duration_since(now)) } else { error }
    }
}

/// The lifetime of a token: what the service says, within bounds.
fn lifetime(seconds: Option<i64>) -> Duration {
    match seconds.and_then(|seconds| u64::try_from(seconds).ok()) {
        None | Some(0) => ASSUMED_LIFETIME,
        Some(seconds) => Duration::from_secs(seconds).clamp(MIN_LIFETIME, MAX_LIFETIME),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::lifetime;

    #[test]
    fn lifetime_is_clamped() {
        for (seconds, expected) in [
            (Some(7200), 7200),
            (None, 7200),
            (Some(0), 7200),
            (Some(-1), 7200),
            (Some(i64::MIN), 7200),
            (Some(1), 60),
            (Some(i64::MAX), 86400),
        ] {
            assert_eq!(lifetime(seconds), Duration::from_secs(expected), "{seconds:?}");
        }
    }
}
