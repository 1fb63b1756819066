//! Making a client.

use std::fmt;
use std::marker::PhantomData;

use super::base_url::BaseUrl;
use super::build_error::{BuildError, BuildErrorKind};
use super::transport::Transport;
use super::{Api, Client, Options, Secret};

/// What a client is made from. Everything has a default but the token.
pub struct ClientBuilder<A> {
    base_url: String,
    plain_http: bool,
    options: Options,
    transport: Option<Box<dyn Transport>>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> ClientBuilder<A> {
    pub(super) fn new() -> Self {
        Self {
            base_url: A::BASE_URL.to_owned(),
            plain_http: false,
            options: Options::new(),
            transport: None,
            api: PhantomData,
        }
    }

    /// The address to call instead of the API's own. A path in it is put before every endpoint's path.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Allows a base URL without TLS, where anyone on the way can read the token.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// The access token.
    #[must_use]
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options = self.options.token(token);
        self
    }

    /// Options for all calls.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options.over(&self.options);
        self
    }

    /// The transport to use instead of the default one.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// The base URL or the token is not fit to be used, or the default transport cannot be made.
    pub fn build(self) -> Result<A::Client, BuildError> {
        let base_url = BaseUrl::parse(&self.base_url, self.plain_http)?;
        if self.options.chosen_token().is_some_and(|token| !is_sendable(token)) {
            return Err(BuildError::new(BuildErrorKind::Token));
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&base_url)?,
        };
        Ok(Client::new(base_url, transport, self.options).into())
    }
}

impl<A: Api> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &A::NAME)
            .field("plain_http", &self.plain_http)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Whether a token can stand in a header as it is.
pub(super) fn is_sendable(token: &Secret) -> bool {
    !token.expose().is_empty() && token.expose().bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(feature = "hyper")]
fn default_transport(base_url: &BaseUrl) -> Result<Box<dyn Transport>, BuildError> {
    use super::transport::Hyper;

    let builder = if base_url.is_plain() { Hyper::builder().plain_http() } else { Hyper::builder() };
    Ok(Box::new(builder.build()?))
}

#[cfg(not(feature = "hyper"))]
fn default_transport(_: &BaseUrl) -> Result<Box<dyn Transport>, BuildError> {
    Err(BuildError::new(BuildErrorKind::NoTransport))
}
