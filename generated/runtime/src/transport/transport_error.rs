//! Why a request got no whole response.

use std::error::Error;
use std::fmt;
use std::iter::successors;

use http::response::Parts;

/// Why a request got no whole response, and whether anything of it may have been sent.
pub struct TransportError {
    kind: TransportErrorKind,
    sent: bool,
    head: Option<Box<Parts>>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport was not fit to be used, for example outside of its runtime.
    Unusable,
    /// There was no connection to be had.
    Connect,
    /// The server showed a certificate that is not trusted.
    Untrusted,
    /// The platform has no CA certificates to verify the server with.
    MissingRoots,
    /// The proxy that the environment names cannot be used.
    Proxy,
    /// There was no connection within the time for it.
    ConnectTimeout,
    /// The service was silent for longer than allowed.
    ReadTimeout,
    /// The deadline passed.
    Deadline,
    /// The connection broke, or what came was no HTTP.
    Interrupted,
    /// The response is larger than allowed: its body, its head, or what the server sent beside both.
    TooLarge,
}

impl TransportErrorKind {
    /// What happened, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Unusable => "the transport cannot be used here",
            Self::Connect => "no connection",
            Self::Untrusted => "the server's certificate is not trusted",
            Self::MissingRoots => {
                "the system has no CA certificates to verify the server with: install them, or set SSL_CERT_FILE"
            }
            Self::Proxy => "the proxy cannot be used",
            Self::ConnectTimeout => "no connection in time",
            Self::ReadTimeout => "the service fell silent",
            Self::Deadline => "the deadline passed",
            Self::Interrupted => "the connection broke",
            Self::TooLarge => "the response is larger than allowed",
        }
    }
}

impl TransportError {
    /// A failure after which the service may have the request.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, sent: true, head: None, source: None }
    }

    /// Says that surely nothing of the request was sent, or that the server said that it has not looked at it.
    #[must_use]
    pub fn not_sent(mut self) -> Self {
        self.sent = false;
        self
    }

    /// Adds the head of the response, which had arrived.
    #[must_use]
    pub fn with_head(mut self, head: Parts) -> Self {
        self.head = Some(Box::new(head));
        self
    }

    /// Adds the error underneath.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of failure it was.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the service may have the request.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.sent
    }

    /// The head of the response, if it had arrived.
    #[must_use]
    pub fn head(&self) -> Option<&Parts> {
        self.head.as_deref()
    }
}

impl TransportError {
    /// Replaces the error underneath by its text without secrets, if it shows any. `redacted` gives that text.
    pub(crate) fn redact_source(&mut self, redacted: impl Fn(&str) -> Option<String>) {
        let Some(source) = self.source() else { return };
        let shown = successors(Some(source), |&error| error.source()).map(ToString::to_string);
        let shown = shown.collect::<Vec<_>>().join(": ");
        // What is shown by `Debug` alone is left out.
        let redacted = redacted(&shown).or_else(|| redacted(&format!("{source:?}")).map(|_| shown));
        if let Some(redacted) = redacted {
            self.source = Some(redacted.into());
        }
    }
}

/// Without the headers of the response, which may hold secrets.
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
        f.write_str(self.kind.words())?;
        match (self.sent, &self.head) {
            (false, _) => f.write_str(", nothing was sent"),
            (true, None) => f.write_str(", the request may have been sent"),
            // An response says so already.
            (true, Some(_)) => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| -> &(dyn Error + 'static) { source })
    }
}
