//! The attempt loop of a call: runs attempts until one succeeds or no further attempt is safe and useful.

use std::cell::LazyCell;
use std::sync::Arc;
use std::time::Duration;

use http::response;
use tokio::time::Instant;
use tracing::Span;

use super::call_context::{CallContext, DecodeTarget};
use super::observe::{Attempt, Dropped, Finished, notify, record_dropped};
use super::redaction::redact_head;
use super::retry::{Pace, RetryDecision};
use super::token::TokenError;
use super::{AnyError, ErrorKind, Outcome, Retry, Secret, clock};

/// The state of a call's attempt loop.
pub(super) struct Attempts<'a> {
    call: &'a CallContext,
    span: Span,
    started: Instant,
    /// The number of times the request was handed to the transport.
    sent: u32,
    /// The number of attempts that count against the limit. The retry after the first new token does not.
    counted: u32,
    /// A failed attempt may have been carried out.
    may_have_been_done: bool,
    /// The token was replaced before. The first replacement does not count as an attempt.
    is_renewed: bool,
    /// The call has ended and its end was reported.
    has_ended: bool,
}

impl Drop for Attempts<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            let dropped = Dropped::new(self.call, self.sent, self.started.elapsed());
            record_dropped(&self.span, &dropped);
            notify(&self.call.shared, |observer| observer.dropped(&dropped));
        }
    }
}

impl<'a> Attempts<'a> {
    /// Starts the clock of a call.
    pub(super) fn new(call: &'a CallContext, span: Span) -> Self {
        let started = Instant::now();
        Self {
            call,
            span,
            started,
            sent: 0,
            counted: 0,
            may_have_been_done: false,
            is_renewed: false,
            has_ended: false,
        }
    }

    /// Runs the call, with retries where they are safe and may help, and reports its end.
    pub(super) async fn run(mut self, target: &mut dyn DecodeTarget) -> Result<(response::Parts, u32), AnyError> {
        let result = self.run_attempts(target).await;
        if result.is_ok() {
            self.call.shared.budget.refill();
        }
        self.has_ended = true;
        self.observe_end(&result);
        result.map(|head| (head, self.sent))
    }

    fn observe_end(&self, result: &Result<response::Parts, AnyError>) {
        let client = &self.call.shared;
        // Errors are recorded outside the span, too.
        if client.observer.is_none() && self.span.is_disabled() && result.is_ok() {
            return;
        }
        let finished = Finished::new(self.call, self.sent, self.started.elapsed(), result);
        client.traces.record_finished(&self.span, &finished);
        notify(client, |observer| observer.finished(&finished));
    }

    async fn run_attempts(&mut self, target: &mut dyn DecodeTarget) -> Result<response::Parts, AnyError> {
        let mut replacement = None;
        let mut began = self.started;
        loop {
            let mut token = replacement.take();
            let mut result = self.run_once(target, &mut token).await;
            let redactor = || self.call.redactor(token.as_ref());
            match &mut result {
                Ok(head) => redact_head(head, self.call.dialect, redactor),
                Err(error) => error.finalize(self.sent, self.may_have_been_done, &redactor()),
            }
            let next_action = self.next_action(&result);
            self.observe(&result, began, &next_action);
            let mut error = match result {
                Ok(head) => return Ok(head),
                Err(error) => error,
            };
            self.may_have_been_done |= error.outcome() == Outcome::Unknown;
            if let (Some(Retry::RefreshToken), Some(rejected)) = (error.retry(), &token) {
                self.call.shared.tokens.reject(rejected);
            }
            match (next_action, token) {
                (NextAction::Retry(delay), _) => clock::until(Instant::now() + delay).await,
                (NextAction::RenewToken, Some(rejected)) => match self.renew_token(&rejected).await {
                    Ok(Some(token)) => replacement = Some(token),
                    Ok(None) => return Err(error),
                    Err(failure) => {
                        error.set_renewal_error(failure);
                        return Err(error);
                    }
                },
                _ => return Err(error),
            }
            began = Instant::now();
        }
    }

    /// Returns a token in place of the rejected one. A failed fetch is retried like the call itself.
    async fn renew_token(&mut self, rejected: &Secret) -> Result<Option<Arc<Secret>>, TokenError> {
        self.counted += u32::from(self.is_renewed);
        self.is_renewed = true;
        loop {
            let failure = match self.call.renew_token(rejected).await {
                Err(failure) if failure.is_retryable() => failure,
                result => return result,
            };
            let Some(delay) = self.retry_delay(Pace::Throttled, failure.retry_after()) else { return Err(failure) };
            self.counted += 1;
            clock::until(Instant::now() + delay).await;
        }
    }

    /// Runs one attempt with the given token, or with the client's token, which is stored in `token`.
    async fn run_once(
        &mut self,
        target: &mut dyn DecodeTarget,
        token: &mut Option<Arc<Secret>>,
    ) -> Result<response::Parts, AnyError> {
        if token.is_none() {
            self.counted += 1;
            *token = self.call.token().await?;
        }
        let request = self.call.request(token.as_deref())?;
        self.call.check_deadline()?;
        self.sent += 1;
        let response = self.call.exchange(request).await?;
        self.call.read(response, target)
    }

    /// Decides what follows an attempt. Another attempt must fit into the maximum number of attempts, the deadline and
    /// the retry budget.
    fn next_action(&self, result: &Result<response::Parts, AnyError>) -> NextAction {
        let Err(error) = result else { return NextAction::Stop };
        let may_spend = || self.call.shared.budget.take();
        match error.retry_decision() {
            RetryDecision::WithNewToken if !self.is_renewed => NextAction::RenewToken,
            RetryDecision::WithNewToken if self.may_retry() && may_spend() => NextAction::RenewToken,
            RetryDecision::After(pace) => {
                // The budget protects the service, and a call without a token never reached it.
                let is_free = error.kind() == ErrorKind::Token;
                let delay = self.retry_delay(pace, error.requested_wait());
                delay.filter(|_| is_free || may_spend()).map_or(NextAction::Stop, NextAction::Retry)
            }
            _ => NextAction::Stop,
        }
    }

    fn may_retry(&self) -> bool {
        clock::can_wait() && self.counted < self.call.options.chosen_attempts()
    }

    /// The delay before the next attempt, if there may be one and it is before the deadline.
    fn retry_delay(&self, pace: Pace, requested: Option<Duration>) -> Option<Duration> {
        let delay = self.may_retry().then(|| pace.delay(self.counted, requested))?;
        Instant::now().checked_add(delay).is_some_and(|end| end < self.call.deadline()).then_some(delay)
    }

    fn observe(&self, result: &Result<response::Parts, AnyError>, began: Instant, next_action: &NextAction) {
        let attempt =
            LazyCell::new(|| Attempt::new(self.call, self.sent, began.elapsed(), result, next_action.delay()));
        self.call.shared.traces.record_attempt(&attempt);
        notify(&self.call.shared, |observer| observer.attempt(&attempt));
    }
}

/// The step that follows an attempt.
enum NextAction {
    Stop,
    RenewToken,
    Retry(Duration),
}

impl NextAction {
    /// The delay before the next attempt, if one follows.
    fn delay(&self) -> Option<Duration> {
        match self {
            Self::Stop => None,
            Self::RenewToken => Some(Duration::ZERO),
            Self::Retry(delay) => Some(*delay),
        }
    }
}
