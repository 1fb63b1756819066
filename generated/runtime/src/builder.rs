//! The builder of a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::HeaderValue;

use super::base_url::BaseUrl;
use super::build_error::{BuildError, BuildErrorKind};
use super::client::{ClientDialect, ClientShared};
use super::encoded_request::TokenTarget;
use super::observe::Observer;
use super::redaction::RedactorCache;
use super::retry::RetryBudget;
use super::token::{AppCredentials, AppTokens, TokenProvider, TokenSource, is_sendable};
use super::transport::Transport;
use super::{Api, Client, DialectIndex, Options, Secret};

/// Builds a client. Everything has a default except the access token; without one, only operations that need none can
/// be called.
///
/// ```
/// # use dingtalk_runtime::{AppCredentials, BuildError, ClientBuilder, Options};
/// # use std::time::Duration;
/// # fn example<A: AppCredentials>(builder: ClientBuilder<A>) -> Result<A::Client, BuildError> {
/// let client = builder
///     .app_credentials("an app key", "an app secret")
///     .user_agent("my-service/1.2")
///     .options(Options::new().deadline(Duration::from_secs(10)))
///     .build()?;
/// # Ok(client)
/// # }
/// ```
pub struct ClientBuilder<A> {
    /// `None` for the API's own.
    base_url: Option<String>,
    /// The base URLs of other dialects than the default one.
    dialect_urls: Vec<(DialectIndex, String)>,
    plain_http: bool,
    options: Options,
    transport: Option<Box<dyn Transport>>,
    tokens: TokenSource,
    user_agent: Option<String>,
    observer: Option<Box<dyn Observer>>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> ClientBuilder<A> {
    pub(super) fn new() -> Self {
        Self {
            base_url: None,
            dialect_urls: Vec::new(),
            plain_http: false,
            options: Options::new(),
            transport: None,
            tokens: TokenSource::None,
            user_agent: None,
            observer: None,
            api: PhantomData,
        }
    }

    /// Sets the base URL, instead of the API's own. Its path is a prefix of every endpoint's path.
    ///
    /// If the API has several dialects and the URL is one of its hosts, operations of each dialect are
    /// called at the dialect's host of the same name. Any other URL holds for all dialects, except for those
    /// with a [`dialect_base_url`](Self::dialect_base_url).
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the base URL for the operations of one dialect.
    #[must_use]
    pub fn dialect_base_url(mut self, dialect: DialectIndex, url: impl Into<String>) -> Self {
        self.dialect_urls.push((dialect, url.into()));
        self
    }

    /// Allows a base URL with plain HTTP, which exposes the token to anyone on the network path.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Sets a fixed access token, which is never refreshed.
    #[must_use]
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.tokens = TokenSource::Fixed(Arc::new(token.into()));
        self
    }

    /// Sets the credentials of an app. The client fetches access tokens with them and caches each for as long as it is
    /// valid.
    ///
    /// Concurrent calls share one fetch, and each waits for it until its own deadline. The fetch runs as a task on the
    /// runtime of the call that started it, and outlives that call. A token is renewed before it expires, while calls
    /// continue with the old one, and once after the service rejected it.
    #[must_use]
    pub fn app_credentials(mut self, key: impl Into<String>, secret: impl Into<Secret>) -> Self
    where
        A: AppCredentials,
    {
        self.tokens = TokenSource::App(Box::new(AppTokens::new::<A>(key.into(), secret.into())));
        self
    }

    /// Sets a custom source of access tokens.
    #[must_use]
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.tokens = TokenSource::Provider(Box::new(provider));
        self
    }

    /// Sets the name of the calling program, like `my-service/1.2`. The `user-agent` header lists it before
    /// [`Api::USER_AGENT`].
    #[must_use]
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// Sets an observer, which is notified of every attempt and every call, for metrics.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Sets the default options of all calls. Options that are not set keep their value.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options.over(&self.options);
        self
    }

    /// Sets a custom transport.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// Fails if the base URL, token, credentials or user agent is invalid, or the default transport cannot be created.
    pub fn build(mut self) -> Result<A::Client, BuildError> {
        let dialects = self.dialects()?;
        let fixed = if let TokenSource::Fixed(token) = &self.tokens { Some(token) } else { None };
        if fixed.into_iter().chain(self.options.chosen_token()).any(|token| !is_sendable(token)) {
            return Err(BuildError::new(BuildErrorKind::Token));
        }
        if matches!(&self.tokens, TokenSource::App(app) if !app.has_credentials()) {
            return Err(BuildError::new(BuildErrorKind::Credentials));
        }
        let user_agent = user_agent(self.user_agent.as_deref(), A::USER_AGENT)?;
        self.tokens.set_options(&self.options);
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&dialects)?,
        };
        let (tokens, observer, budget) = (self.tokens, self.observer, RetryBudget::new());
        let (redactors, traces) = (RedactorCache::default(), A::TRACES);
        let shared = ClientShared { dialects, transport, user_agent, tokens, budget, redactors, observer, traces };
        Ok(Client::new(shared, self.options).into())
    }

    /// The settings for each dialect.
    fn dialects(&self) -> Result<Vec<ClientDialect>, BuildError> {
        let default = const { &A::DIALECTS[0] };
        let base_url = self.base_url.as_deref().unwrap_or(default.default_url());
        let host = A::DIALECTS.iter().find_map(|dialect| dialect.host_of(base_url));
        let dialects = A::DIALECTS.iter().enumerate().map(|(index, dialect)| {
            let own = self.dialect_urls.iter().rev().find(|(dialect, _)| dialect.get() == index);
            let paired = || host.map(|host| dialect.url_of(host).unwrap_or(dialect.default_url()));
            let url = own.map(|(_, url)| url.as_str()).or_else(paired).unwrap_or(base_url);
            Ok(ClientDialect { base_url: BaseUrl::parse(url, self.plain_http)?, token: TokenTarget::new(dialect) })
        });
        dialects.collect()
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

/// The `user-agent` header: the caller's name, then the client's.
fn user_agent(name: Option<&str>, client: &'static str) -> Result<HeaderValue, BuildError> {
    let is_visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    let is_name = |name: &str| !name.trim().is_empty() && name.bytes().all(is_visible);
    let header = match name {
        Some(name) if is_name(name) => HeaderValue::try_from(format!("{} {client}", name.trim())),
        Some(_) => return Err(BuildError::new(BuildErrorKind::UserAgent)),
        None => HeaderValue::try_from(client),
    };
    header.map_err(|_| BuildError::new(BuildErrorKind::UserAgent))
}

#[cfg(feature = "hyper")]
fn default_transport(dialects: &[ClientDialect]) -> Result<Box<dyn Transport>, BuildError> {
    use super::transport::Hyper;

    let is_plain = |dialect: &ClientDialect| dialect.base_url.is_plain();
    if !dialects.iter().all(is_plain) && cfg!(not(feature = "tls")) {
        return Err(BuildError::no_tls());
    }
    let builder = if dialects.iter().any(is_plain) { Hyper::builder().plain_http() } else { Hyper::builder() };
    Ok(Box::new(builder.build()?))
}

#[cfg(not(feature = "hyper"))]
fn default_transport(_: &[ClientDialect]) -> Result<Box<dyn Transport>, BuildError> {
    Err(BuildError::new(BuildErrorKind::NoTransport))
}
