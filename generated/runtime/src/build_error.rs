//! The error of building a client or a transport.

use std::error::Error;
use std::fmt;

/// The error of building a client or a transport.
pub struct BuildError {
    kind: BuildErrorKind,
    reason: Option<&'static str>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// The kind of the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// The base URL is invalid.
    BaseUrl,
    /// The base URL uses plain HTTP, which was not allowed.
    PlainHttp,
    /// The access token is empty or has characters that are not allowed in a header.
    Token,
    /// An app's key or secret is empty.
    Credentials,
    /// The user agent is empty or has characters other than visible ASCII and spaces.
    UserAgent,
    /// The proxy of the transport is invalid.
    Proxy,
    /// A certificate is invalid.
    Certificate,
    /// No transport was given, and the feature `hyper`, which provides the default one, is off.
    NoTransport,
    /// The transport could not be created.
    Transport,
    /// The runtime of a blocking client could not be created.
    Runtime,
}

impl BuildError {
    pub(super) fn new(kind: BuildErrorKind) -> Self {
        Self { kind, reason: None, source: None }
    }

    /// An invalid base URL.
    pub(super) fn base_url(reason: &'static str) -> Self {
        Self { reason: Some(reason), ..Self::new(BuildErrorKind::BaseUrl) }
    }

    /// An invalid proxy. The message leaves its URL out, which may contain a password.
    #[cfg(feature = "hyper")]
    pub(super) fn proxy(reason: &'static str) -> Self {
        Self { reason: Some(reason), ..Self::new(BuildErrorKind::Proxy) }
    }

    /// A transport for `https` without TLS.
    #[cfg(feature = "hyper")]
    pub(super) fn no_tls() -> Self {
        Self { reason: Some("an https URL requires the feature `tls`"), ..Self::new(BuildErrorKind::Transport) }
    }

    /// An invalid certificate.
    #[cfg(feature = "tls")]
    pub(super) fn certificate(reason: &'static str) -> Self {
        Self { reason: Some(reason), ..Self::new(BuildErrorKind::Certificate) }
    }

    /// A transport that could not be created.
    #[cfg(feature = "tls")]
    pub(super) fn transport(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(BuildErrorKind::Transport).with_source(source)
    }

    /// Sets the source.
    #[cfg(any(feature = "blocking", feature = "tls"))]
    pub(super) fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// A blocking client's runtime that could not be created.
    #[cfg(feature = "blocking")]
    pub(super) fn runtime(source: std::io::Error) -> Self {
        Self::new(BuildErrorKind::Runtime).with_source(source)
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> BuildErrorKind {
        self.kind
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BuildError")
            .field("summary", &format_args!("{self}"))
            .field("kind", &self.kind)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            BuildErrorKind::BaseUrl => "the base URL is invalid",
            BuildErrorKind::PlainHttp => "the base URL uses plain HTTP: allow_plain_http() permits it",
            BuildErrorKind::Token => "the access token is empty or has characters other than visible ASCII",
            BuildErrorKind::Credentials => "the app key or secret is empty",
            BuildErrorKind::UserAgent => {
                "the user agent is empty or has characters other than visible ASCII and spaces"
            }
            BuildErrorKind::Proxy => "the proxy is invalid",
            BuildErrorKind::Certificate => "the certificate is invalid",
            BuildErrorKind::NoTransport => "there is no transport: set one, or enable the feature `hyper`",
            BuildErrorKind::Transport => "the transport could not be created",
            BuildErrorKind::Runtime => "the runtime could not be created",
        })?;
        self.reason.map_or(Ok(()), |reason| write!(f, ": {reason}"))
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| -> &(dyn Error + 'static) { source })
    }
}
