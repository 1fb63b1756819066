//! The error of a call of any endpoint.

use std::error::Error as StdError;
use std::fmt;
use std::iter::successors;
use std::time::Duration;

use dingtalk_policy::RetryHint;
use http::StatusCode;

use super::redaction::Redactor;
use super::report::{Cause, Report, ResponseFacts};
use super::retry::{NextAttempt, Pace};
use super::token::TokenError;
use super::untrusted::Untrusted;
use super::{ErrorTable, FieldError, Outcome, Retry};

/// Why a call of any endpoint failed.
pub struct AnyError(Box<Report>);

/// Where a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made; nothing was sent.
    Request,
    /// There was no access token to send the request with.
    Token,
    /// No whole response arrived.
    Transport,
    /// The service received that the call failed.
    Service,
    /// The service received success, but the response cannot be read.
    Decode,
}

impl AnyError {
    pub(super) fn new(report: Report) -> Self {
        Self(Box::new(report))
    }

    /// Where the call failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self.0.cause {
            Cause::Request(_) => ErrorKind::Request,
            Cause::Token(_) => ErrorKind::Token,
            Cause::Transport(_) => ErrorKind::Transport,
            Cause::Service | Cause::Redirect(_) => ErrorKind::Service,
            Cause::NotJson(..) | Cause::FieldErrors(_) | Cause::Exceeded(_) => ErrorKind::Decode,
        }
    }

    /// What the call did, with all of its attempts. A call that is not idempotent should not be repeated unless it did
    /// nothing.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.outcome()
    }

    /// Whether the same call may help later and can do no harm: the failure is one that passes, and either nothing was
    /// done or doing it twice is no more than doing it once. The client has retried it by then, as far as its
    /// [`Options`](super::Options) and the call's deadline allowed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.next_attempt() != NextAttempt::None
    }

    /// How often the request was sent, or handed to the transport to be sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Why no access token was to be had, or no other in place of one that the service rejected, where a call asked the
    /// service for it.
    #[must_use]
    pub fn token_error(&self) -> Option<&AnyError> {
        self.0.token_failure()?.call()
    }

    /// The operation that was called, like `im::create_group`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The HTTP status, once the response's head arrived. An error can come with a status of success.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }

    /// The service's code, whether documented or not.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.response()?.code.as_deref()
    }

    /// The service's message, in the language of the host or the account.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.response()?.message.as_deref()
    }

    /// The service's id of this call, to be quoted to its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id.as_deref()
    }

    /// The service's id of the trace that this call belongs to.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.response()?.trace_id.as_deref()
    }

    /// The permissions that the service says are missing.
    #[must_use]
    pub fn required_scopes(&self) -> &[String] {
        self.response().map_or(&[], |response| &response.scopes)
    }

    /// What helps, where it is known.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.response()?.hint.retry
    }

    /// How long to wait before the same call may help, from when it failed: what the service asks for with the header
    /// `retry-after`, or else how long the client itself would wait, without jitter. An error that
    /// [is retryable](Self::is_retryable) always has it.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.asked_wait().or_else(|| match self.next_attempt() {
            NextAttempt::After(pace) => Some(pace.shortest(self.attempts())),
            NextAttempt::WithNewToken => Some(Pace::Throttled.shortest(self.attempts())),
            NextAttempt::None => None,
        })
    }

    /// How long the service, or the next fetch of a token, asks to wait.
    pub(super) fn asked_wait(&self) -> Option<Duration> {
        match self.0.token_failure() {
            Some(failure) => failure.retry_after(),
            None => self.response()?.retry_after,
        }
    }

    /// The response's body, up to 64 KiB, without the secrets that the call sent. Empty if none arrived whole, or if the endpoint
    /// answers a secret.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.response().map_or(&[], |response| &response.body)
    }

    /// What does not fit in the response, up to a bound.
    #[must_use]
    pub fn field_errors(&self) -> &[FieldError] {
        match &self.0.cause {
            Cause::FieldErrors(errors) => errors.as_slice(),
            _ => &[],
        }
    }

    /// The code as a variant of a table, if the table lists it.
    #[must_use]
    pub fn listed<T: ErrorTable>(&self) -> Option<T> {
        T::from_code(self.code()?)
    }

    /// What failed on the way, with everything that is underneath. Nothing if the service failed, whose code says so.
    pub(super) fn failure_text(&self) -> Option<String> {
        let first = match &self.0.cause {
            Cause::Service => return None,
            Cause::Transport(failure) => failure.kind().words().to_owned(),
            cause => cause.to_string(),
        };
        let texts = [first].into_iter().chain(self.causes()).map(|text| Untrusted(&text).to_string());
        Some(texts.collect::<Vec<_>>().join(": "))
    }

    /// What may be done after this attempt.
    pub(super) fn next_attempt(&self) -> NextAttempt {
        self.0.next_attempt()
    }

    /// Makes it an error after which nobody knows what was done, and nothing is known to help.
    pub(super) fn set_may_be_done(&mut self) {
        if let Some(response) = &mut self.0.response {
            response.hint = RetryHint::default();
        }
    }

    /// Keeps why there was no new token in place of the one that was rejected.
    pub(super) fn blame(&mut self, failure: TokenError) {
        self.0.renewal = Some(failure);
    }

    /// Makes it the error of a call with so many attempts, one of which may have been carried out, and with these secrets.
    pub(super) fn settle(&mut self, attempts: u32, may_be_done: bool, secrets: &Redactor) {
        self.0.attempts = attempts;
        self.0.may_be_done = may_be_done;
        self.0.redact(secrets);
    }

    /// The texts of what is underneath, one for each error.
    fn causes(&self) -> Vec<String> {
        match self.0.token_failure() {
            Some(TokenError::Provider(provider)) => provider.texts().to_vec(),
            _ => successors(self.source(), |&cause| cause.source()).map(ToString::to_string).collect(),
        }
    }

    fn response(&self) -> Option<&ResponseFacts> {
        self.0.response.as_ref()
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("code", &self.code())
            .field("message", &self.message())
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts())
            .field("required_scopes", &self.required_scopes())
            .field("field_errors", &self.field_errors())
            .field("body_length", &self.body().len())
            .field("causes", &self.causes())
            .finish_non_exhaustive()
    }
}

/// In one line; with `{:#}` followed by what is underneath.
impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)?;
        if f.alternate() {
            for cause in self.causes() {
                write!(f, ": {}", Untrusted(&cause))?;
            }
        }
        Ok(())
    }
}

impl StdError for AnyError {
    /// What is underneath and not already in `Display`.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.cause {
            Cause::Transport(failure) => failure.source(),
            Cause::Token(_) | Cause::Service => self.0.token_failure()?.source(),
            Cause::NotJson(_, Some(error)) => Some(error),
            _ => None,
        }
    }
}
