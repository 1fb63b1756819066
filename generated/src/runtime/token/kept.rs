//! What is known of an app's token: pure, so that it is the same however time passes.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::{Grant, TokenFault};
use crate::runtime::Secret;

/// How long before its end a token is renewed, at most: the documentation advises ten minutes.
const AHEAD: Duration = Duration::from_secs(600);

/// What a token is taken to be valid for that says nothing usable itself. If it is shorter, the service rejects it.
const ASSUMED: Duration = Duration::from_secs(7200);

/// No token is taken to be valid for less, or each call would fetch one.
const SHORTEST: Duration = Duration::from_secs(60);

/// No token is kept for longer, or an absurd lifetime would never be found out.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// After a fetch that failed, there is no other for this long.
const PAUSE: Duration = Duration::from_secs(1);

/// The same while the old token is still valid.
const LONG_PAUSE: Duration = Duration::from_secs(30);

/// What is known of an app's token.
#[derive(Default)]
pub(super) struct Kept {
    token: Option<Valid>,
    failed: Option<(Instant, TokenFault)>,
    /// When a token was last fetched since the service had rejected the one before.
    replaced: Option<Instant>,
}

/// A token and its times.
struct Valid {
    token: Arc<Secret>,
    renew_at: Instant,
    ends_at: Instant,
}

/// What a call that needs a token does.
pub(super) enum Step {
    Use(Arc<Secret>),
    /// Fetches another, and if that fails, or if somebody does already, uses this.
    Renew(Arc<Secret>),
    Fetch,
    Fail(TokenFault),
    /// Stays with the error that rejected the token: others have just been told to try another.
    GiveUp,
}

impl Kept {
    /// What to do for a token, in place of one that the service rejected, if it did.
    pub(super) fn step(&self, rejected: Option<&Secret>, now: Instant) -> Step {
        match (&self.token, rejected) {
            (Some(valid), Some(rejected)) if *valid.token != *rejected => self.step_for_new(now),
            (_, Some(_)) => self.step_after_rejection(now),
            (_, None) => self.step_for_new(now),
        }
    }

    /// What a call does that has had no token yet, or an older one.
    fn step_for_new(&self, now: Instant) -> Step {
        match &self.token {
            Some(valid) if now < valid.renew_at => Step::Use(Arc::clone(&valid.token)),
            Some(valid) if now < valid.ends_at => match self.failure(now, LONG_PAUSE) {
                Some(_) => Step::Use(Arc::clone(&valid.token)),
                None => Step::Renew(Arc::clone(&valid.token)),
            },
            _ => self.fetch_or_fail(now),
        }
    }

    /// What a call does whose token was rejected and is the last one. At most one is fetched a second, whoever asks, since
    /// a service that rejects all of them would be asked without end.
    fn step_after_rejection(&self, now: Instant) -> Step {
        if self.replaced.is_some_and(|at| now < at + PAUSE) {
            return Step::GiveUp;
        }
        self.fetch_or_fail(now)
    }

    /// What a call does that has no token to go on with.
    fn fetch_or_fail(&self, now: Instant) -> Step {
        self.failure(now, PAUSE).map_or(Step::Fetch, |fault| Step::Fail(fault.clone()))
    }

    /// Keeps a token that was asked for at a time, in place of the one that was rejected, if any was; or keeps in mind that
    /// none was to be had.
    pub(super) fn settle(
        &mut self,
        granted: Result<Grant, TokenFault>,
        asked_at: Instant,
        is_replacement: bool,
        now: Instant,
    ) {
        match granted {
            Ok(grant) => {
                let lifetime = lifetime(grant.expires_in);
                let ends_at = asked_at + lifetime;
                let renew_at = ends_at - AHEAD.min(lifetime / 5);
                self.token = Some(Valid { token: Arc::new(grant.token), renew_at, ends_at });
                self.failed = None;
                self.replaced = is_replacement.then_some(now).or(self.replaced);
            }
            Err(fault) => self.failed = Some((now, fault)),
        }
    }

    /// What the last fetch gave, if there was one.
    pub(super) fn last(&self) -> Option<Result<Arc<Secret>, TokenFault>> {
        let failed = self.failed.as_ref().map(|(_, fault)| Err(fault.clone()));
        failed.or_else(|| self.token.as_ref().map(|valid| Ok(Arc::clone(&valid.token))))
    }

    /// The last failure, if it is not yet this old. The service may ask for more.
    fn failure(&self, now: Instant, pause: Duration) -> Option<&TokenFault> {
        let (at, fault) = self.failed.as_ref()?;
        let pause = pause.max(fault.retry_after().unwrap_or_default().min(LONGEST));
        (now < *at + pause).then_some(fault)
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
