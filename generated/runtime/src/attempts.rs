//! The attempt loop of a call: runs attempts until one succeeds or no further attempt is safe and useful.

use std::sync::Arc;
use std::time::Duration;

use http::response;
use tokio::time::Instant;
use tracing::Span;

use super::call::{Call, DecodeTarget};
use super::observe::{Attempt, Dropped, Finished, notify, record_attempt, record_dropped, record_finished};
use super::redaction::{Redactor, has_ids};
use super::retry::{Pace, RetryDecision};
use super::token::TokenError;
use super::wire::Object;
use super::{AnyError, ErrorKind, Outcome, Retry, Secret, clock};

/// The state of a call's attempt loop.
pub(super) struct Attempts<'a> {
    call: &'a Call<'a>,
    span: Span,
    started: Instant,
    /// The number of times the request was handed to the transport.
    sent: u32,
    /// The number of attempts that count against the limit. The retry after the first new token does not.
    tried: u32,
    /// A failed attempt may have been carried out.
    may_be_done: bool,
    /// The token was replaced before. The first replacement does not count as an attempt.
    is_renewed: bool,
    /// The call has ended and its end was reported.
    is_over: bool,
}

impl Drop for Attempts<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            let dropped = Dropped::new(self.call, self.sent, self.started.elapsed());
            record_dropped(&self.span, &dropped);
            notify(self.call.shared.observer.as_deref(), |observer| observer.dropped(&dropped));
        }
    }
}

impl<'a> Attempts<'a> {
    /// Starts the clock of a call.
    pub(super) fn new(call: &'a Call<'a>, span: Span) -> Self {
        let started = Instant::now();
        Self { call, span, started, sent: 0, tried: 0, may_be_done: false, is_renewed: false, is_over: false }
    }

    /// Runs the call, with retries where they are safe and may help, and reports its end.
    pub(super) async fn run(
        mut self,
        fields: &(dyn Object + Sync),
        target: &mut dyn DecodeTarget,
    ) -> Result<(response::Parts, u32), AnyError> {
        let result = self.until_settled(fields, target).await;
        if result.is_ok() {
            self.call.shared.budget.give_back();
        }
        self.is_over = true;
        let finished = Finished::new(self.call, self.sent, self.started.elapsed(), &result);
        record_finished(&self.span, &finished);
        notify(self.call.shared.observer.as_deref(), |observer| observer.finished(&finished));
        result.map(|head| (head, self.sent))
    }

    async fn until_settled(
        &mut self,
        fields: &(dyn Object + Sync),
        target: &mut dyn DecodeTarget,
    ) -> Result<response::Parts, AnyError> {
        let mut other = None;
        loop {
            let began = Instant::now();
            let mut token = other.take();
            let mut result = self.once(fields, target, &mut token).await;
            let others = token.as_deref().into_iter().chain(self.call.shared.tokens.secret());
            match &mut result {
                Ok(head) if has_ids(head, self.call.api) => {
                    Redactor::new(fields, others).redact_head(head, self.call.api);
                }
                Ok(_) => {}
                Err(error) => error.settle(self.sent, self.may_be_done, &Redactor::new(fields, others)),
            }
            let next_action = self.next_action(&result);
            self.observe(&result, began, &next_action);
            let mut error = match result {
                Ok(head) => return Ok(head),
                Err(error) => error,
            };
            self.may_be_done |= error.outcome() == Outcome::Unknown;
            if let (Some(Retry::RefreshToken), Some(rejected)) = (error.retry(), &token) {
                self.call.shared.tokens.reject(rejected);
            }
            match (next_action, token) {
                (NextAction::Wait(wait), _) => clock::until(Instant::now() + wait).await,
                (NextAction::Renew, Some(rejected)) => match self.renewed(&rejected).await {
                    Ok(Some(token)) => other = Some(token),
                    Ok(None) => return Err(error),
                    Err(failure) => {
                        error.blame(failure);
                        return Err(error);
                    }
                },
                _ => return Err(error),
            }
        }
    }

    /// Returns a token in place of the rejected one. A failed fetch is retried like the call itself.
    async fn renewed(&mut self, rejected: &Secret) -> Result<Option<Arc<Secret>>, TokenError> {
        self.tried += u32::from(self.is_renewed);
        self.is_renewed = true;
        loop {
            let failure = match self.call.renewed(rejected).await {
                Err(failure) if failure.is_retryable() && self.may_retry() => failure,
                result => return result,
            };
            let wait = Pace::Throttled.wait(self.tried, failure.retry_after());
            if !self.is_in_time(wait) {
                return Err(failure);
            }
            self.tried += 1;
            clock::until(Instant::now() + wait).await;
        }
    }

    /// Runs one attempt with the given token, or with the client's token, which is stored in `token`.
    async fn once(
        &mut self,
        fields: &(dyn Object + Sync),
        target: &mut dyn DecodeTarget,
        token: &mut Option<Arc<Secret>>,
    ) -> Result<response::Parts, AnyError> {
        if token.is_none() {
            self.tried += 1;
            *token = self.call.token().await?;
        }
        let request = self.call.request(fields, token.as_deref())?;
        self.call.has_time()?;
        self.sent += 1;
        let response = self.call.exchange(request).await?;
        self.call.read(response, target.blank())
    }

    /// Decides what follows an attempt. Another attempt must fit into the maximum number of attempts, the deadline and
    /// the retry budget.
    fn next_action(&self, result: &Result<response::Parts, AnyError>) -> NextAction {
        let Err(error) = result else { return NextAction::Stop };
        let may_spend = || self.call.shared.budget.take();
        match error.retry_decision() {
            RetryDecision::WithNewToken if !self.is_renewed => NextAction::Renew,
            RetryDecision::WithNewToken if self.may_retry() && may_spend() => NextAction::Renew,
            RetryDecision::After(pace) if self.may_retry() => {
                let wait = pace.wait(self.tried, error.asked_wait());
                // The budget protects the service, and a call without a token never reached it.
                let is_free = error.kind() == ErrorKind::Token;
                if self.is_in_time(wait) && (is_free || may_spend()) {
                    NextAction::Wait(wait)
                } else {
                    NextAction::Stop
                }
            }
            _ => NextAction::Stop,
        }
    }

    fn may_retry(&self) -> bool {
        clock::can_wait() && self.tried < self.call.options.chosen_attempts()
    }

    fn is_in_time(&self, wait: Duration) -> bool {
        Instant::now().checked_add(wait).is_some_and(|end| end < self.call.deadline())
    }

    fn observe(&self, result: &Result<response::Parts, AnyError>, began: Instant, next_action: &NextAction) {
        let attempt = Attempt::new(self.call, self.sent, began.elapsed(), result, next_action.delay());
        record_attempt(&attempt);
        notify(self.call.shared.observer.as_deref(), |observer| observer.attempt(&attempt));
    }
}

/// The step that follows an attempt.
enum NextAction {
    Stop,
    Renew,
    Wait(Duration),
}

impl NextAction {
    /// The delay before the next attempt, if one follows.
    fn delay(&self) -> Option<Duration> {
        match self {
            Self::Stop => None,
            Self::Renew => Some(Duration::ZERO),
            Self::Wait(wait) => Some(*wait),
        }
    }
}
