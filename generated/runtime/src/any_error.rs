//! The error of a call of any endpoint.

use std::error::Error as StdError;
use std::fmt;
use std::iter::successors;
use std::time::Duration;

use dingtalk_policy::RetryHint;
use http::StatusCode;

use super::redaction::Redactor;
use super::report::{Answered, Cause, Report};
use super::retry::{NextAttempt, Pace};
use super::token::TokenFault;
use super::untrusted::Untrusted;
use super::{ErrorTable, Mistake, Outcome, Retry};

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
    /// No whole answer arrived.
    Transport,
    /// The service answered that the call failed.
    Service,
    /// The service answered success, but the answer cannot be read.
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
            Cause::NotJson(..) | Cause::Mistaken(_) | Cause::Exceeded(_) => ErrorKind::Decode,
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
        self.0.token_fault()?.call()
    }

    /// The operation that was called, like `im::create_group`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The HTTP status, once the answer's head arrived. An error can come with a status of success.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// The service's code, whether documented or not.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.answer()?.code.as_deref()
    }

    /// The service's message, in the language of the host or the account.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.answer()?.message.as_deref()
    }

    /// The service's id of this call, to be quoted to its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.answer()?.request_id.as_deref()
    }

    /// The service's id of the trace that this call belongs to.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.answer()?.trace_id.as_deref()
    }

    /// The permissions that the service says are missing.
    #[must_use]
    pub fn required_scopes(&self) -> &[String] {
        self.answer().map_or(&[], |answer| &answer.scopes)
    }

    /// What helps, where it is known.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.answer()?.hint.retry
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
        match self.0.token_fault() {
            Some(fault) => fault.retry_after(),
            None => self.answer()?.retry_after,
        }
    }

    /// The answer's body, up to 64 KiB, without the secrets that the call sent. Empty if none arrived whole, or if the endpoint
    /// answers a secret.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.answer().map_or(&[], |answer| &answer.body)
    }

    /// What does not fit in the answer, up to a bound.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        match &self.0.cause {
            Cause::Mistaken(mistakes) => mistakes.as_slice(),
            _ => &[],
        }
    }

    /// The code as a variant of a table, if the table lists it.
    #[must_use]
    pub fn listed<T: ErrorTable>(&self) -> Option<T> {
        T::from_code(self.code()?)
    }

    /// What failed on the way, with everything that is underneath. Nothing if the service failed, whose code says so.
    pub(super) fn fault_text(&self) -> Option<String> {
        let first = match &self.0.cause {
            Cause::Service => return None,
            Cause::Transport(fault) => fault.kind().words().to_owned(),
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
    pub(super) fn doubt(&mut self) {
        if let Some(answer) = &mut self.0.answer {
            answer.hint = RetryHint::default();
        }
    }

    /// Keeps why there was no new token in place of the one that was rejected.
    pub(super) fn blame(&mut self, fault: TokenFault) {
        self.0.renewal = Some(fault);
    }

    /// Makes it the error of a call with so many attempts, one of which may have been carried out, and with these secrets.
    pub(super) fn settle(&mut self, attempts: u32, is_doubtful: bool, secrets: &Redactor) {
        self.0.attempts = attempts;
        self.0.is_doubtful = is_doubtful;
        self.0.redact(secrets);
    }

    /// The texts of what is underneath, one for each error.
    fn causes(&self) -> Vec<String> {
        match self.0.token_fault() {
            Some(TokenFault::Provider(provider)) => provider.texts().to_vec(),
            _ => successors(self.source(), |&cause| cause.source()).map(ToString::to_string).collect(),
        }
    }

    fn answer(&self) -> Option<&Answered> {
        self.0.answer.as_ref()
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
            .field("mistakes", &self.mistakes())
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
            Cause::Transport(fault) => fault.source(),
            Cause::Token(_) | Cause::Service => self.0.token_fault()?.source(),
            Cause::NotJson(_, Some(error)) => Some(error),
            _ => None,
        }
    }
}
