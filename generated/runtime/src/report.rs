//! The untyped contents of an error.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use dingtalk_policy::RetryHint;
use http::StatusCode;

use super::Outcome;
use super::token::TokenError;
use super::transport::TransportError;
use super::untrusted::Untrusted;
use super::wire::{ExceededLimit, FieldErrors};

/// The report of a failed call.
pub(super) struct Report {
    pub(super) operation: Cow<'static, str>,
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
    /// The code comes from a throttling gateway.
    pub(super) is_throttled: bool,
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
    pub(super) fn new(
        operation: Cow<'static, str>,
        idempotent: bool,
        can_renew: bool,
        cause: Cause,
        response: Option<ResponseFacts>,
    ) -> Self {
        Self {
            operation,
            idempotent,
            cause,
            response,
            attempts: 1,
            may_have_been_done: false,
            can_renew,
            renewal: None,
        }
    }

    /// The cause, unless the response and its fields say it.
    pub(super) fn reason(&self) -> Option<String> {
        (!matches!(self.cause, Cause::Service | Cause::FieldErrors(_))).then(|| self.cause.to_string())
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

    /// The note that the call may have been carried out.
    fn unknown_outcome(&self) -> Option<String> {
        let subject = match self.outcome() {
            _ if self.may_have_been_done => "one of them",
            Outcome::Unknown => "the request",
            _ => return None,
        };
        Some(format!("{subject} may have been carried out"))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        let has_status = matches!((&self.cause, &self.response), (Cause::Service, Some(_)));
        match (&self.cause, &self.response) {
            (Cause::Service, Some(response)) => response.fmt_failure(f)?,
            // Whether the request may have been carried out is part of the details, for all attempts together.
            (Cause::Transport(failure), _) if failure.may_have_been_sent() || self.may_have_been_done => {
                f.write_str(failure.kind().description())?;
            }
            (Cause::Token(failure), _) if self.attempts > 0 => write!(f, "the retry was not sent: {failure}")?,
            (cause, _) => write!(f, "{cause}")?,
        }
        let response =
            self.response.iter().flat_map(|response| response.details((!has_status).then_some(response.status)));
        let attempts = (self.attempts > 1).then(|| format!("{} attempts", self.attempts));
        let details: Vec<String> = response.chain(attempts).chain(self.unknown_outcome()).collect();
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        self.renewal.as_ref().map_or(Ok(()), |failure| write!(f, "; the token was not replaced: {failure}"))
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
            Self::FieldErrors(errors) => write!(f, "the response could not be decoded: {errors}"),
            Self::LimitExceeded(exceeded) => write!(f, "the response could not be decoded: {exceeded}"),
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
        if let Some(message) = self.message.as_deref().or(self.is_throttled.then_some("IP throttling")) {
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

#[cfg(test)]
mod tests {
    use http::{Response, StatusCode};

    use super::{Cause, Outcome, Report, ResponseFacts};

    use crate::transport::{TransportError, TransportErrorKind};

    fn report(cause: Cause, status: Option<StatusCode>) -> Report {
        let response = status.map(|status| ResponseFacts { status, ..ResponseFacts::default() });
        Report::new("demo::send".into(), false, false, cause, response)
    }

    fn transport_error(kind: TransportErrorKind, status: Option<StatusCode>) -> Report {
        let error = TransportError::new(kind);
        let head = || Response::new(()).into_parts().0;
        report(Cause::Transport(if status.is_some() { error.with_head(head()) } else { error }), status)
    }

    #[test]
    fn line_says_that_the_outcome_is_unknown() {
        let ok = Some(StatusCode::OK);
        for (report, expected) in [
            (transport_error(TransportErrorKind::Interrupted, None), "the connection broke ("),
            (transport_error(TransportErrorKind::Interrupted, ok), "the connection broke (status 200, "),
            (transport_error(TransportErrorKind::TooLarge, None), "the response is larger than allowed ("),
            (transport_error(TransportErrorKind::TooLarge, ok), "the response is larger than allowed (status 200, "),
            (transport_error(TransportErrorKind::ReadTimeout, None), "the service stopped responding ("),
            (transport_error(TransportErrorKind::ReadTimeout, ok), "the service stopped responding (status 200, "),
            (transport_error(TransportErrorKind::Deadline, None), "the deadline passed ("),
            (transport_error(TransportErrorKind::Deadline, ok), "the deadline passed (status 200, "),
            (report(Cause::NotJson("is not JSON", None), ok), "the response is not JSON (status 200, "),
            (report(Cause::Redirect(None), Some(StatusCode::FOUND)), "redirects are not followed (status 302, "),
            (report(Cause::Service, Some(StatusCode::BAD_GATEWAY)), "502 without a code ("),
        ] {
            assert_eq!(report.outcome(), Outcome::Unknown, "{report}");
            assert_eq!(report.to_string(), format!("demo::send: {expected}the request may have been carried out)"));
        }
    }

    #[test]
    fn line_says_that_an_earlier_attempt_may_have_been_carried_out() {
        let not_sent = Cause::Transport(TransportError::new(TransportErrorKind::Connect).not_sent());
        let report = Report { attempts: 2, may_have_been_done: true, ..report(not_sent, None) };
        let line = "demo::send: no connection (2 attempts, one of them may have been carried out)";
        assert_eq!((report.outcome(), report.to_string().as_str()), (Outcome::Unknown, line));
    }

    #[test]
    fn line_says_that_nothing_was_sent() {
        let not_sent = Cause::Transport(TransportError::new(TransportErrorKind::Connect).not_sent());
        assert_eq!(report(not_sent, None).to_string(), "demo::send: no connection, nothing was sent");
    }
}
