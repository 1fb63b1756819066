//! Errors of a transport.

use std::error::Error;
use std::fmt;
use std::iter::successors;

use http::response::Parts;

/// The error of a request without a complete response.
pub struct TransportError {
    kind: TransportErrorKind,
    sent: bool,
    head: Option<Box<Parts>>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// The kind of a transport error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport cannot be used, for example outside a Tokio runtime.
    Unusable,
    /// No connection could be opened.
    Connect,
    /// The server's certificate is not trusted.
    Untrusted,
    /// The platform has no CA certificates to verify the server with.
    MissingRoots,
    /// The proxy in the environment is invalid.
    Proxy,
    /// The connect timeout expired.
    ConnectTimeout,
    /// The read timeout expired: the service sent nothing for too long.
    ReadTimeout,
    /// The deadline of the call passed.
    Deadline,
    /// The connection broke, or the server did not send valid HTTP.
    Interrupted,
    /// The response is too large: its body, its head, or other data such as informational responses.
    TooLarge,
}

impl TransportErrorKind {
    /// A short description.
    pub(crate) fn description(self) -> &'static str {
        match self {
            Self::Unusable => "the transport cannot be used here",
            Self::Connect => "no connection",
            Self::Untrusted => "the server's certificate is not trusted",
            Self::MissingRoots => {
                "the system has no CA certificates to verify the server with: install them, or set SSL_CERT_FILE"
            }
            Self::Proxy => "the proxy is invalid",
            Self::ConnectTimeout => "no connection in time",
            Self::ReadTimeout => "the service stopped responding",
            Self::Deadline => "the deadline passed",
            Self::Interrupted => "the connection broke",
            Self::TooLarge => "the response is larger than allowed",
        }
    }
}

impl TransportError {
    /// Creates an error of a request that may have been sent.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, sent: true, head: None, source: None }
    }

    /// Marks the request as not sent: no part of it was, or the server reported that it did not process it.
    #[must_use]
    pub fn not_sent(mut self) -> Self {
        self.sent = false;
        self
    }

    /// Sets the head of the response, if it arrived before the failure.
    #[must_use]
    pub fn with_head(mut self, head: Parts) -> Self {
        self.head = Some(Box::new(head));
        self
    }

    /// Sets the source.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The kind of a transport error.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Returns true if the service may have received the request.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.sent
    }

    /// The head of the response, if it arrived before the failure.
    #[must_use]
    pub fn head(&self) -> Option<&Parts> {
        self.head.as_deref()
    }
}

impl TransportError {
    /// Replaces the source by its redacted messages, if they or its `Debug` output contain secrets. `redacted` returns
    /// a text without its secrets, if it has any.
    pub(crate) fn redact_source(&mut self, redacted: impl Fn(&str) -> Option<String>) {
        let Some(source) = self.source() else { return };
        let shown = successors(Some(source), |&error| error.source()).map(ToString::to_string);
        let shown = shown.collect::<Vec<_>>().join(": ");
        // Text that only `Debug` shows is dropped.
        let redacted = redacted(&shown).or_else(|| redacted(&format!("{source:?}")).map(|_| shown));
        if let Some(redacted) = redacted {
            self.source = Some(redacted.into());
        }
    }
}

/// Leaves the response's headers out, which may contain secrets.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("sent", &self.sent)
            .field("status", &self.head().map(|head| head.status))
            .field("headers", &self.head().map_or(0, |head| head.headers.len()))
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.description())?;
        match (self.sent, &self.head) {
            (false, _) => f.write_str(", nothing was sent"),
            (true, None) => f.write_str(", the request may have been sent"),
            // The error of the call states it for all attempts.
            (true, Some(_)) => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| -> &(dyn Error + 'static) { source })
    }
}
