//! What an error knows, before it is envelope which table of codes to read it with.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use dingtalk_policy::RetryHint;
use http::StatusCode;

use super::token::TokenError;
use super::transport::TransportError;
use super::untrusted::Untrusted;
use super::wire::{Exceeded, FieldErrors};
use super::{Operation, Outcome};

/// What happened to a call that failed.
pub(super) struct Report {
    pub(super) operation: &'static str,
    pub(super) idempotent: bool,
    pub(super) cause: Cause,
    /// What is known of the response, once its head arrived.
    pub(super) response: Option<ResponseFacts>,
    /// How often the request was sent.
    pub(super) attempts: u32,
    /// An attempt before the last one may have been carried out.
    pub(super) may_be_done: bool,
    /// The client can have other tokens than the one that was sent.
    pub(super) can_renew: bool,
    /// Why there was no new token in place of the one that was rejected.
    pub(super) renewal: Option<TokenError>,
}

/// Why a call failed.
pub(super) enum Cause {
    /// The request could not be made.
    Request(String),
    /// There was no token to send it with.
    Token(TokenError),
    /// There was no whole response.
    Transport(TransportError),
    /// The service said so.
    Service,
    /// The service points elsewhere: the origin, if it named one.
    Redirect(Option<String>),
    /// The response is no JSON.
    NotJson(&'static str, Option<serde_json::Error>),
    /// The response is JSON, but of another shape.
    FieldErrors(FieldErrors),
    /// Decoding the response costs more than the call may spend.
    Exceeded(Exceeded),
}

/// What is known of an response that is an error or could not be read.
#[derive(Default)]
pub(super) struct ResponseFacts {
    pub(super) status: StatusCode,
    /// What status and code say of another attempt.
    pub(super) hint: RetryHint,
    pub(super) code: Option<String>,
    /// A table lists the code.
    pub(super) is_listed: bool,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) trace_id: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) retry_after: Option<Duration>,
    /// How the body is compressed, which was not asked for.
    pub(super) encoding: Option<String>,
    pub(super) body: Bytes,
}

impl Report {
    /// Of a single attempt.
    pub(super) fn new(operation: &Operation, can_renew: bool, cause: Cause, response: Option<ResponseFacts>) -> Self {
        Self {
            operation: operation.name,
            idempotent: operation.idempotent,
            cause,
            response,
            attempts: 1,
            may_be_done: false,
            can_renew,
            renewal: None,
        }
    }

    /// Why there was no token, or no new one.
    pub(super) fn token_failure(&self) -> Option<&TokenError> {
        if let Cause::Token(failure) = &self.cause { Some(failure) } else { self.renewal.as_ref() }
    }

    /// What the call did, by all of its attempts.
    pub(super) fn outcome(&self) -> Outcome {
        let is_refused = self.response.as_ref().is_some_and(|response| response.hint.refused);
        match &self.cause {
            Cause::FieldErrors(_) | Cause::Exceeded(_) => Outcome::Unreadable,
            _ if self.may_be_done => Outcome::Unknown,
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
            (Cause::Transport(failure), _) if self.may_be_done => f.write_str(failure.kind().words())?,
            (Cause::Token(failure), _) if self.attempts > 0 => write!(f, "not sent again: {failure}")?,
            (cause, _) => write!(f, "{cause}")?,
        }
        let response =
            self.response.iter().flat_map(|response| response.details((!has_status).then_some(response.status)));
        let attempts = (self.attempts > 1).then(|| format!("{} attempts", self.attempts));
        let note = self.may_be_done.then(|| "one of them may have been carried out".to_owned());
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
            Self::Request(why) => write!(f, "nothing was sent: {why}"),
            Self::Token(failure) => write!(f, "nothing was sent: {failure}"),
            Self::Transport(failure) => write!(f, "{failure}"),
            Self::Service => f.write_str("the service failed"),
            Self::Redirect(None) => f.write_str("redirects are not followed"),
            Self::Redirect(Some(origin)) => write!(f, "redirects are not followed, this one to {}", Untrusted(origin)),
            Self::NotJson(why, _) => write!(f, "the response {why}"),
            Self::FieldErrors(errors) => write!(f, "the response does not fit: {errors}"),
            Self::Exceeded(exceeded) => write!(f, "the response was not decoded: {exceeded}"),
        }
    }
}

impl ResponseFacts {
    /// A failure as the service tells it: `400 invalidChat: no such chat (request id 7F)`.
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

    /// What else is known.
    fn details(&self, status: Option<StatusCode>) -> impl Iterator<Item = String> {
        let status = status.map(|status| format!("status {}", status.as_u16()));
        let scopes = (!self.scopes.is_empty()).then(|| format!("requires {}", Untrusted(&self.scopes.join(", "))));
        let request_id = self.request_id.as_ref().map(|id| format!("request id {}", Untrusted(id)));
        let encoding = self.encoding.as_ref().map(|name| format!("content-encoding {}", Untrusted(name)));
        [status, scopes, request_id, encoding].into_iter().flatten()
    }
}
