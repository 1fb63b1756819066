//! The error of a call, without the endpoint's type.

use std::error::Error as StdError;
use std::fmt;
use std::iter::successors;
use std::time::Duration;

use dingtalk_policy::RetryHint;
use http::StatusCode;

use super::redaction::Redactor;
use super::report::{Cause, Report, ResponseFacts};
use super::retry::{Pace, RetryDecision};
use super::token::TokenError;
use super::untrusted::Untrusted;
use super::{ErrorTable, FieldError, Outcome, Retry};

/// The error of a call to any endpoint.
///
/// ```
/// use dingtalk_runtime::{AnyError, Outcome};
///
/// fn next_step(error: &AnyError) -> &'static str {
///     match error.outcome() {
///         Outcome::NotSent | Outcome::Refused if error.is_retryable() => "repeat the call later",
///         Outcome::NotSent | Outcome::Refused => "correct the request",
///         Outcome::Unreadable => "it was carried out, and only the response is lost",
///         _ => "find out whether it was carried out",
///     }
/// }
/// ```
pub struct AnyError(Box<Report>);

/// The stage at which a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be built. Nothing was sent.
    Request,
    /// No access token was available. Nothing was sent.
    Token,
    /// No complete response arrived.
    Transport,
    /// The service reported an error.
    Service,
    /// The service reported success, but the response could not be decoded.
    Decode,
}

impl AnyError {
    pub(super) fn new(report: Report) -> Self {
        Self(Box::new(report))
    }

    /// The stage at which the call failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self.0.cause {
            Cause::Request(_) => ErrorKind::Request,
            Cause::Token(_) => ErrorKind::Token,
            Cause::Transport(_) => ErrorKind::Transport,
            Cause::Service | Cause::Redirect(_) => ErrorKind::Service,
            Cause::NotJson(..) | Cause::FieldErrors(_) | Cause::LimitExceeded(_) => ErrorKind::Decode,
        }
    }

    /// The effect of the call over all of its attempts. Do not repeat a call that is not idempotent unless the outcome
    /// is [`Outcome::NotSent`] or [`Outcome::Refused`].
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.outcome()
    }

    /// Returns true if repeating the call later is safe and may succeed: the failure is transient, and either nothing
    /// was done or the operation is idempotent. The client has already retried the call as far as its
    /// [`Options`](super::Options) and the deadline allowed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.retry_decision() != RetryDecision::None
    }

    /// The number of times the request was handed to the transport.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The error of the call that fetched an access token, if no token could be fetched, or none to replace a rejected
    /// one.
    #[must_use]
    pub fn token_error(&self) -> Option<&AnyError> {
        self.0.token_failure()?.call()
    }

    /// The operation, like `im::create_group`, or the method and path of a raw call, like `GET /v1.0/chats/{chatId}`.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.0.operation
    }

    /// The HTTP status, if the response's head arrived. It can be a success status.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }

    /// The service's error code, whether documented or not.
    #[must_use]
    pub fn raw_code(&self) -> Option<&str> {
        self.response()?.code.as_deref()
    }

    /// The service's error message, in the language of the host or the account.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.response()?.message.as_deref()
    }

    /// The service's id of this request. Quote it to the service's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id.as_deref()
    }

    /// The service's trace id.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.response()?.trace_id.as_deref()
    }

    /// The permissions that the service reports as missing.
    #[must_use]
    pub fn required_scopes(&self) -> &[String] {
        self.response().map_or(&[], |response| &response.scopes)
    }

    /// The remedy for this error, if it is known.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.response()?.hint.retry
    }

    /// The time to wait before repeating the call, from the failure on: as the service requests in its `retry-after`
    /// header or a throttling gateway in its body, otherwise the client's own backoff without jitter. Always `Some` for
    /// an error that [is retryable](Self::is_retryable).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.requested_wait().or_else(|| match self.retry_decision() {
            RetryDecision::After(pace) => Some(pace.min_delay(self.attempts())),
            RetryDecision::WithNewToken => Some(Pace::Throttled.min_delay(self.attempts())),
            RetryDecision::None => None,
        })
    }

    /// The wait that the service or the next token fetch requests.
    pub(super) fn requested_wait(&self) -> Option<Duration> {
        match self.0.token_failure() {
            Some(failure) => failure.retry_after(),
            None => self.response()?.retry_after,
        }
    }

    /// The response's body without the secrets that the call sent, cut at 64 KiB. Empty if no complete body arrived or
    /// if the operation's response is secret.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.response().map_or(&[], |response| &response.body)
    }

    /// The fields of the response that could not be decoded. Their number is bounded.
    #[must_use]
    pub fn field_errors(&self) -> &[FieldError] {
        match &self.0.cause {
            Cause::FieldErrors(errors) => errors.as_slice(),
            _ => &[],
        }
    }

    /// The error code as a variant of `T`, if that table lists it.
    #[must_use]
    pub fn code_as<T: ErrorTable>(&self) -> Option<T> {
        T::from_code(self.raw_code()?)
    }

    /// The failure and its causes for traces. `None` if the service reported an error: its code is traced separately.
    pub(super) fn trace_text(&self) -> Option<String> {
        let first = match &self.0.cause {
            Cause::Service => return None,
            Cause::Transport(failure) => failure.kind().description().to_owned(),
            cause => cause.to_string(),
        };
        let texts = [first].into_iter().chain(self.causes()).map(|text| Untrusted(&text).to_string());
        Some(texts.collect::<Vec<_>>().join(": "))
    }

    /// The retry that this attempt allows.
    pub(super) fn retry_decision(&self) -> RetryDecision {
        self.0.retry_decision()
    }

    /// Marks the call as possibly carried out: the outcome becomes unknown, and no retry hint applies.
    pub(super) fn set_may_have_been_done(&mut self) {
        if let Some(response) = &mut self.0.response {
            response.hint = RetryHint::default();
        }
    }

    /// Records why the rejected token could not be replaced.
    pub(super) fn set_renewal_error(&mut self, failure: TokenError) {
        self.0.renewal = Some(failure);
    }

    /// Sets the number of attempts and whether an earlier one may have been carried out, and redacts the secrets.
    pub(super) fn finalize(&mut self, attempts: u32, may_have_been_done: bool, secrets: &Redactor) {
        self.0.attempts = attempts;
        self.0.may_have_been_done = may_have_been_done;
        self.0.redact(secrets);
    }

    /// The messages of the causes, outermost first.
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

/// Texts of the service are cut as in the `Display` output.
impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("reason", &self.0.reason())
            .field("outcome", &self.outcome())
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("code", &self.raw_code().map(Untrusted))
            .field("message", &self.message().map(Untrusted))
            .field("request_id", &self.request_id().map(Untrusted))
            .field("attempts", &self.attempts())
            .field("required_scopes", &format_args!("[{}]", Untrusted(&self.required_scopes().join(", "))))
            .field("field_errors", &self.field_errors())
            .field("body_length", &self.body().len())
            .field("causes", &self.causes().iter().map(|cause| Untrusted(cause)).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// One line. The alternate form (`{:#}`) appends the causes.
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
    /// The cause that is not already part of the `Display` output.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.cause {
            Cause::Transport(failure) => failure.source(),
            Cause::Token(_) | Cause::Service => self.0.token_failure()?.source(),
            Cause::NotJson(_, Some(error)) => Some(error),
            _ => None,
        }
    }
}
