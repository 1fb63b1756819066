//! Why a client or a transport could not be made.

use std::error::Error;
use std::fmt;

/// Why a client or a transport could not be made.
#[derive(Debug)]
pub struct BuildError {
    kind: BuildErrorKind,
    why: Option<&'static str>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// The base URL cannot be used.
    BaseUrl,
    /// The base URL is without TLS, which was not allowed.
    PlainHttp,
    /// The token is empty or has characters that no header can hold.
    Token,
    /// An app's key or secret is empty.
    Credentials,
    /// The name of the caller is empty or has characters other than visible ASCII and spaces.
    UserAgent,
    /// The proxy that was given to the transport cannot be used.
    Proxy,
    /// A certificate cannot be used.
    Certificate,
    /// There is no default transport without the feature `hyper`, and none was given.
    NoTransport,
    /// The transport could not be made.
    Transport,
    /// The runtime of a blocking client could not be made.
    Runtime,
}

impl BuildError {
    pub(super) fn new(kind: BuildErrorKind) -> Self {
        Self { kind, why: None, source: None }
    }

    /// A base URL that cannot be used, and why.
    pub(super) fn base_url(why: &'static str) -> Self {
        Self { why: Some(why), ..Self::new(BuildErrorKind::BaseUrl) }
    }

    /// A proxy that cannot be used, and why. It is not shown itself, since it may have a password.
    #[cfg(feature = "hyper")]
    pub(super) fn proxy(why: &'static str) -> Self {
        Self { why: Some(why), ..Self::new(BuildErrorKind::Proxy) }
    }

    /// A certificate that cannot be used, and why.
    #[cfg(feature = "hyper")]
    pub(super) fn certificate(why: &'static str) -> Self {
        Self { why: Some(why), ..Self::new(BuildErrorKind::Certificate) }
    }

    /// A transport that could not be made.
    #[cfg(feature = "hyper")]
    pub(super) fn transport(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(BuildErrorKind::Transport).with_source(source)
    }

    /// Adds the error underneath.
    #[cfg(any(feature = "blocking", feature = "hyper"))]
    pub(super) fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// A blocking client's runtime that could not be made.
    #[cfg(feature = "blocking")]
    pub(super) fn runtime(source: std::io::Error) -> Self {
        Self::new(BuildErrorKind::Runtime).with_source(source)
    }

    /// What was wrong.
    #[must_use]
    pub fn kind(&self) -> BuildErrorKind {
        self.kind
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            BuildErrorKind::BaseUrl => "the base URL cannot be used",
            BuildErrorKind::PlainHttp => "the base URL is without TLS: allow_plain_http() permits it",
            BuildErrorKind::Token => "the access token is empty or has characters other than visible ASCII",
            BuildErrorKind::Credentials => "the app's key or secret is empty",
            BuildErrorKind::UserAgent => {
                "the user agent is empty or has characters other than visible ASCII and spaces"
            }
            BuildErrorKind::Proxy => "the proxy cannot be used",
            BuildErrorKind::Certificate => "the certificate cannot be used",
            BuildErrorKind::NoTransport => "there is no transport: give one, or switch on the feature `hyper`",
            BuildErrorKind::Transport => "the transport could not be made",
            BuildErrorKind::Runtime => "the runtime could not be made",
        })?;
        self.why.map_or(Ok(()), |why| write!(f, ": {why}"))
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| -> &(dyn Error + 'static) { source })
    }
}
