//! What is known of an app's token: pure, so that it is the same however time passes.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::{Grant, TokenError};
use crate::Secret;
use crate::retry::Pace;

/// How long before its end a token is renewed, at most: the documentation advises ten minutes.
const AHEAD: Duration = Duration::from_secs(600);

/// The lifetime of a token whose grant states none that is usable. If it is shorter, the service rejects the token.
const ASSUMED: Duration = Duration::from_secs(7200);

/// The shortest lifetime that is believed, or each call would fetch a token.
const SHORTEST: Duration = Duration::from_secs(60);

/// The longest lifetime that is believed, or an absurd one would never be found out.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long after a token replaced a rejected one the next may be fetched: a service that rejects every token is asked
/// once a second.
const PAUSE: Duration = Duration::from_secs(1);

/// How long after a failed renewal the next one begins while the old token is still valid.
const LONG_PAUSE: Duration = Duration::from_secs(30);

/// The last token of an app, and the fetches that failed since.
///
/// Each grant is a generation of its own, identified by its allocation. The service may grant the same text again, which
/// makes it valid again.
#[derive(Default)]
pub(super) struct TokenCache {
    generation: Option<Generation>,
    failure: Option<Failure>,
}

struct Generation {
    token: Arc<Secret>,
    granted_at: Instant,
    renew_at: Instant,
    ends_at: Instant,
    is_rejected: bool,
    /// The generation before was rejected.
    is_replacement: bool,
}

/// The last fetch, which failed.
struct Failure {
    at: Instant,
    error: TokenError,
    /// How many fetches have failed in a row.
    count: u32,
    retry_at: Instant,
}

/// What a call that needs a token does next.
pub(super) enum Step {
    /// Sends this token.
    Use(Arc<Secret>),
    /// Sends this token and has the next one fetched meanwhile.
    Renew(Arc<Secret>),
    /// Waits for the one fetch.
    Fetch,
    /// Waits until the next fetch may begin, unless its deadline comes first: then it fails with this.
    Wait(Instant, TokenError),
    /// Fails: another fetch would fail as well.
    Fail(TokenError),
}

impl TokenCache {
    pub(super) fn step(&self, now: Instant) -> Step {
        match &self.generation {
            Some(valid) if !valid.is_rejected && now < valid.ends_at => {
                let token = Arc::clone(&valid.token);
                if now < valid.renew_at || self.has_just_failed(now) { Step::Use(token) } else { Step::Renew(token) }
            }
            _ => self.step_without_token(now),
        }
    }

    fn step_without_token(&self, now: Instant) -> Step {
        match &self.failure {
            Some(failure) if now < failure.retry_at => {
                let error = failure.error_at(now);
                return if error.is_retryable() { Step::Wait(failure.retry_at, error) } else { Step::Fail(error) };
            }
            _ => {}
        }
        let replaced = self.generation.as_ref().filter(|token| token.is_rejected && token.is_replacement);
        match replaced.map(|token| token.granted_at + PAUSE) {
            Some(next) if now < next => Step::Wait(next, TokenError::Late),
            _ => Step::Fetch,
        }
    }

    /// The service says that this token is not valid. Nothing changes if a newer one has been granted since.
    pub(super) fn reject(&mut self, token: &Arc<Secret>) {
        if let Some(last) = self.generation.as_mut().filter(|last| Arc::ptr_eq(&last.token, token)) {
            last.is_rejected = true;
        }
    }

    /// Keeps the result of a fetch that began at a time. A failure says how long to wait before the next fetch.
    pub(super) fn settle(
        &mut self,
        granted: Result<Grant, TokenError>,
        asked_at: Instant,
        now: Instant,
    ) -> Result<(), TokenError> {
        let error = match granted {
            Ok(grant) => {
                self.grant(grant, asked_at, now);
                return Ok(());
            }
            Err(error) => error,
        };
        // A fetch that another one has overtaken: its failure no longer matters.
        if self.generation.as_ref().is_some_and(|token| token.granted_at > asked_at) {
            return Ok(());
        }
        let count = self.failure.as_ref().map_or(0, |failure| failure.count).saturating_add(1);
        let asked = error.retry_after().unwrap_or_default().min(LONGEST);
        // One fetch at a time needs no jitter.
        let retry_at = now + Pace::Throttled.shortest(count).max(asked);
        let failure = Failure { at: now, error, count, retry_at };
        Err(self.failure.insert(failure).error_at(now))
    }

    fn grant(&mut self, grant: Grant, asked_at: Instant, now: Instant) {
        let lifetime = lifetime(grant.expires_in);
        let ends_at = asked_at + lifetime;
        self.generation = Some(Generation {
            token: Arc::new(grant.token),
            granted_at: now,
            renew_at: ends_at - AHEAD.min(lifetime / 5),
            ends_at,
            is_rejected: false,
            is_replacement: self.generation.as_ref().is_some_and(|last| last.is_rejected),
        });
        self.failure = None;
    }

    /// Whether a renewal failed so recently that the old token is used for longer.
    fn has_just_failed(&self, now: Instant) -> bool {
        self.failure.as_ref().is_some_and(|failure| now < failure.retry_at.max(failure.at + LONG_PAUSE))
    }
}

impl Failure {
    /// The failure as a call at this time sees it.
    fn error_at(&self, now: Instant) -> TokenError {
        let error = self.error.clone();
        if error.is_retryable() { error.with_wait(self.retry_at.saturating_duration_since(now)) } else { error }
    }
}

/// How long a token is taken to be valid: what the service says, within reason.
fn lifetime(seconds: Option<i64>) -> Duration {
    match seconds.and_then(|seconds| u64::try_from(seconds).ok()) {
        None | Some(0) => ASSUMED,
        Some(seconds) => Duration::from_secs(seconds).clamp(SHORTEST, LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::lifetime;

    #[test]
    fn a_lifetime_is_within_reason() {
        for (said, taken) in [
            (Some(7200), 7200),
            (None, 7200),
            (Some(0), 7200),
            (Some(-1), 7200),
            (Some(i64::MIN), 7200),
            (Some(1), 60),
            (Some(i64::MAX), 86400),
        ] {
            assert_eq!(lifetime(said), Duration::from_secs(taken), "{said:?}");
        }
    }
}
