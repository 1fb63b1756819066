//! What an error knows, before it is told which table of codes to read it with.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use dingtalk_policy::RetryHint;
use http::StatusCode;

use super::token::TokenFault;
use super::transport::Fault;
use super::untrusted::Untrusted;
use super::wire::{Exceeded, Mistakes};
use super::{Operation, Outcome};

/// What happened to a call that failed.
pub(super) struct Report {
    pub(super) operation: &'static str,
    pub(super) idempotent: bool,
    pub(super) cause: Cause,
    /// What is known of the answer, once its head arrived.
    pub(super) answer: Option<Answered>,
    /// How often the request was sent.
    pub(super) attempts: u32,
    /// An attempt before the last one may have been carried out.
    pub(super) is_doubtful: bool,
    /// The client can have other tokens than the one that was sent.
    pub(super) can_renew: bool,
    /// Why there was no new token in place of the one that was rejected.
    pub(super) renewal: Option<TokenFault>,
}

/// Why a call failed.
pub(super) enum Cause {
    /// The request could not be made.
    Request(String),
    /// There was no token to send it with.
    Token(TokenFault),
    /// There was no whole answer.
    Transport(Fault),
    /// The service said so.
    Service,
    /// The service points elsewhere: the origin, if it named one.
    Redirect(Option<String>),
    /// The answer is no JSON.
    NotJson(&'static str, Option<serde_json::Error>),
    /// The answer is JSON, but of another shape.
    Mistaken(Mistakes),
    /// Decoding the response costs more than the call may spend.
    Exceeded(Exceeded),
}

/// What is known of an answer that is an error or could not be read.
#[derive(Default)]
pub(super) struct Answered {
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
    pub(super) fn new(operation: &Operation, can_renew: bool, cause: Cause, answer: Option<Answered>) -> Self {
        Self {
            operation: operation.name,
            idempotent: operation.idempotent,
            cause,
            answer,
            attempts: 1,
            is_doubtful: false,
            can_renew,
            renewal: None,
        }
    }

    /// Why there was no token, or no new one.
    pub(super) fn token_fault(&self) -> Option<&TokenFault> {
        if let Cause::Token(fault) = &self.cause { Some(fault) } else { self.renewal.as_ref() }
    }

    /// What the call did, by all of its attempts.
    pub(super) fn outcome(&self) -> Outcome {
        let is_refused = self.answer.as_ref().is_some_and(|answer| answer.hint.refused);
        match &self.cause {
            Cause::Mistaken(_) | Cause::Exceeded(_) => Outcome::Unreadable,
            _ if self.is_doubtful => Outcome::Unknown,
            Cause::Request(_) | Cause::Token(_) => Outcome::NotSent,
            Cause::Transport(fault) if !fault.may_have_been_sent() => Outcome::NotSent,
            _ if is_refused => Outcome::Refused,
            _ => Outcome::Unknown,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        let is_told = matches!((&self.cause, &self.answer), (Cause::Service, Some(_)));
        match (&self.cause, &self.answer) {
            (Cause::Service, Some(answer)) => answer.fmt_failure(f)?,
            // What it says of sending is that of the last attempt.
            (Cause::Transport(fault), _) if self.is_doubtful => f.write_str(fault.kind().words())?,
            (Cause::Token(fault), _) if self.attempts > 0 => write!(f, "not sent again: {fault}")?,
            (cause, _) => write!(f, "{cause}")?,
        }
        let answer = self.answer.iter().flat_map(|answer| answer.details((!is_told).then_some(answer.status)));
        let attempts = (self.attempts > 1).then(|| format!("{} attempts", self.attempts));
        let doubt = self.is_doubtful.then(|| "one of them may have been carried out".to_owned());
        let details: Vec<String> = answer.chain(attempts).chain(doubt).collect();
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        self.renewal.as_ref().map_or(Ok(()), |fault| write!(f, "; for another try {fault}"))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(why) => write!(f, "nothing was sent: {why}"),
            Self::Token(fault) => write!(f, "nothing was sent: {fault}"),
            Self::Transport(fault) => write!(f, "{fault}"),
            Self::Service => f.write_str("the service failed"),
            Self::Redirect(None) => f.write_str("redirects are not followed"),
            Self::Redirect(Some(origin)) => write!(f, "redirects are not followed, this one to {}", Untrusted(origin)),
            Self::NotJson(why, _) => write!(f, "the answer {why}"),
            Self::Mistaken(mistakes) => write!(f, "the answer does not fit: {mistakes}"),
            Self::Exceeded(exceeded) => write!(f, "the response was not decoded: {exceeded}"),
        }
    }
}

impl Answered {
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
