//! The untyped contents of an error.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use dingtalk_policy::RetryHint;
use http::StatusCode;

use super::token::TokenError;
use super::transport::TransportError;
use super::untrusted::Untrusted;
use super::wire::{ExceededLimit, FieldErrors};
use super::{Operation, Outcome};

/// The report of a failed call.
pub(super) struct Report {
    pub(super) operation: &'static str,
    pub(super) idempotent: bool,
    pub(super) cause: Cause,
    /// The response, if its head arrived.
    pub(super) response: Option<ResponseFacts>,
    /// The number of times the request was sent.
    pub(super) attempts: u32,
    /// An attempt before the last one may have been carried out.
    pub(super) may_have_been_done: bool,
    /// The client may get another token than the one that was sent.
    pub(super) can_renew: bool,
    /// The error of replacing the rejected token.
    pub(super) renewal: Option<TokenError>,
}

/// The cause of a failed call.
pub(super) enum Cause {
    /// The request could not be built.
    Request(String),
    /// No token was available.
    Token(TokenError),
    /// No complete response arrived.
    Transport(TransportError),
    /// The service reported an error.
    Service,
    /// The service sent a redirect, with this origin if it is known.
    Redirect(Option<String>),
    /// The response is not JSON.
    NotJson(&'static str, Option<serde_json::Error>),
    /// The response is JSON of another type than documented.
    FieldErrors(FieldErrors),
    /// Decoding the response exceeded a limit of the call.
    LimitExceeded(ExceededLimit),
}

/// The facts of a response that is an error or could not be decoded.
#[derive(Default)]
pub(super) struct ResponseFacts {
    pub(super) status: StatusCode,
    /// The retry hint of the status and code.
    pub(super) hint: RetryHint,
    pub(super) code: Option<String>,
    /// A table lists the code.
    pub(super) is_listed: bool,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) trace_id: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) retry_after: Option<Duration>,
    /// The content encoding of the body. The client requested none.
    pub(super) encoding: Option<String>,
    pub(super) body: Bytes,
}

impl Report {
    /// Creates the report of a single attempt.
    pub(super) fn new(operation: &Operation, can_renew: bool, cause: Cause, response: Option<ResponseFacts>) -> Self {
        Self {
            operation: operation.name,
            idempotent: operation.idempotent,
            cause,
            response,
            attempts: 1,
            may_have_been_done: false,
            can_renew,
            renewal: None,
        }
    }

    /// The error of getting a token, or of replacing the rejected one.
    pub(super) fn token_failure(&self) -> Option<&TokenError> {
        if let Cause::Token(failure) = &self.cause { Some(failure) } else { self.renewal.as_ref() }
    }

    /// The effect of the call over all of its attempts.
    pub(super) fn outcome(&self) -> Outcome {
        let is_refused = self.response.as_ref().is_some_and(|response| response.hint.refused);
        match &self.cause {
            Cause::FieldErrors(_) | Cause::LimitExceeded(_) => Outcome::Unreadable,
            _ if self.may_have_been_done => Outcome::Unknown,
            Cause::Request(_) | Cause::Token(_) => Outcome::NotSent,
            Cause::Transport(failure) if !failure.may_have_been_sent() => Outcome::NotSent,
            _ if is_refused => Outcome::Refused,
            _ => Outcome::Unknown,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        let has_status = matches!((&self.cause, &self.response), (Cause::Service, Some(_)));
        match (&self.cause, &self.response) {
            (Cause::Service, Some(response)) => response.fmt_failure(f)?,
            // What it says of sending is that of the last attempt.
            (Cause::Transport(failure), _) if self.may_have_been_done => f.write_str(failure.kind().description())?,
            (Cause::Token(failure), _) if self.attempts > 0 => write!(f, "not sent again: {failure}")?,
            (cause, _) => write!(f, "{cause}")?,
        }
        let response =
            self.response.iter().flat_map(|response| response.details((!has_status).then_some(response.status)));
        let attempts = (self.attempts > 1).then(|| format!("{} attempts", self.attempts));
        let note = self.may_have_been_done.then(|| "one of them may have been carried out".to_owned());
        let details: Vec<String> = response.chain(attempts).chain(note).collect();
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        self.renewal.as_ref().map_or(Ok(()), |failure| write!(f, "; for another try {failure}"))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(reason) => write!(f, "nothing was sent: {reason}"),
            Self::Token(failure) => write!(f, "nothing was sent: {failure}"),
            Self::Transport(failure) => write!(f, "{failure}"),
            Self::Service => f.write_str("the service failed"),
            Self::Redirect(None) => f.write_str("redirects are not followed"),
            Self::Redirect(Some(origin)) => write!(f, "redirects are not followed, this one to {}", Untrusted(origin)),
            Self::NotJson(reason, _) => write!(f, "the response {reason}"),
            Self::FieldErrors(errors) => write!(f, "the response does not fit: {errors}"),
            Self::LimitExceeded(exceeded) => write!(f, "the response was not decoded: {exceeded}"),
        }
    }
}

impl ResponseFacts {
    /// Formats a reported error: `400 invalidChat: no such chat`.
    fn fmt_failure(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status.as_u16())?;
        match &self.code {
            Some(code) => write!(f, " {}", Untrusted(code))?,
            None => f.write_str(" without a code")?,
        }
        if let Some(message) = &self.message {
            write!(f, ": {}", Untrusted(message))?;
        }
        Ok(())
    }

    /// The details that follow in parentheses.
    fn details(&self, status: Option<StatusCode>) -> impl Iterator<Item = String> {
        let status = status.map(|status| format!("status {}", status.as_u16()));
        let scopes = (!self.scopes.is_empty()).then(|| format!("requires {}", Untrusted(&self.scopes.join(", "))));
        let request_id = self.request_id.as_ref().map(|id| format!("request id {}", Untrusted(id)));
        let encoding = self.encoding.as_ref().map(|name| format!("content-encoding {}", Untrusted(name)));
        [status, scopes, request_id, encoding].into_iter().flatten()
    }
}
