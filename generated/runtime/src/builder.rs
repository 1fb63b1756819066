//! Making a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::HeaderValue;

use super::base_url::BaseUrl;
use super::build_error::{BuildError, BuildErrorKind};
use super::client::Shared;
use super::observe::Observer;
use super::retry::Budget;
use super::token::{App, AppCredentials, TokenProvider, Tokens, is_sendable};
use super::transport::Transport;
use super::{Api, Client, Options, Secret};

/// What a client is made from. Everything has a default but the token, without which only operations that need none can be
/// called.
pub struct ClientBuilder<A> {
    base_url: String,
    plain_http: bool,
    options: Options,
    transport: Option<Box<dyn Transport>>,
    tokens: Tokens,
    user_agent: Option<String>,
    observer: Option<Box<dyn Observer>>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> ClientBuilder<A> {
    pub(super) fn new() -> Self {
        Self {
            base_url: A::BASE_URL.to_owned(),
            plain_http: false,
            options: Options::new(),
            transport: None,
            tokens: Tokens::None,
            user_agent: None,
            observer: None,
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

    /// An access token that stays the same. It is never refreshed.
    #[must_use]
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.tokens = Tokens::Fixed(Arc::new(token.into()));
        self
    }

    /// The credentials of an app. The client gets its access tokens with them, and keeps each for as long as it is valid.
    ///
    /// All calls wait for one fetch, each no longer than until its own deadline. It is a task of its own, in the runtime of
    /// the call that began it, and goes on without that call. A token is fetched again ahead of its end, while calls go on
    /// with the old one, and once after the service said that it is not valid.
    #[must_use]
    pub fn app_credentials(mut self, key: impl Into<String>, secret: impl Into<Secret>) -> Self
    where
        A: AppCredentials,
    {
        self.tokens = Tokens::App(Box::new(App::new::<A>(key.into(), secret.into())));
        self
    }

    /// Where the access tokens come from instead.
    #[must_use]
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.tokens = Tokens::Provider(Box::new(provider));
        self
    }

    /// What calls, like `my-service/1.2`. It stands before this crate's name in the header `user-agent`.
    #[must_use]
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// What is envelope of every attempt and every call, for metrics.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Box::new(observer));
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
    /// The base URL, the token, the credentials or the user agent is not fit to be used, or the default transport cannot be made.
    pub fn build(mut self) -> Result<A::Client, BuildError> {
        let base_url = BaseUrl::parse(&self.base_url, self.plain_http)?;
        let fixed = if let Tokens::Fixed(token) = &self.tokens { Some(token) } else { None };
        if fixed.into_iter().chain(self.options.chosen_token()).any(|token| !is_sendable(token)) {
            return Err(BuildError::new(BuildErrorKind::Token));
        }
        if matches!(&self.tokens, Tokens::App(app) if !app.has_credentials()) {
            return Err(BuildError::new(BuildErrorKind::Credentials));
        }
        let user_agent = user_agent(self.user_agent.as_deref())?;
        self.tokens.set_options(&self.options);
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&base_url)?,
        };
        let (tokens, observer, budget) = (self.tokens, self.observer, Budget::new());
        let shared = Shared { base_url, transport, user_agent, tokens, budget, observer };
        Ok(Client::new(shared, self.options).into())
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

/// The header `user-agent`, with the caller's name before this crate's.
fn user_agent(name: Option<&str>) -> Result<HeaderValue, BuildError> {
    let own = concat!("dingtalk-client/", env!("CARGO_PKG_VERSION"));
    let Some(name) = name else { return Ok(HeaderValue::from_static(own)) };
    let is_visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    let is_name = !name.trim().is_empty() && name.bytes().all(is_visible);
    let header = HeaderValue::try_from(format!("{} {own}", name.trim()));
    header.ok().filter(|_| is_name).ok_or_else(|| BuildError::new(BuildErrorKind::UserAgent))
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
