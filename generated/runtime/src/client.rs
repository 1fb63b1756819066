//! The client that generated clients wrap.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method};

use super::base_url::BaseUrl;
use super::encoded_request::TokenTarget;
use super::observe::{Observer, Traces};
use super::redaction::RedactorCache;
use super::retry::RetryBudget;
use super::token::TokenSource;
use super::transport::Transport;
use super::{Api, Call, ClientBuilder, Endpoint, Items, Operation, Options, Pages, Paginated, RawCall, SignedPut};

/// A client of an API. Cheap to clone; clones share connections, tokens and the retry budget.
///
/// Generated clients wrap it. It calls any endpoint of its API:
///
/// ```
/// # use dingtalk_runtime::{Client, Endpoint, Error, Options};
/// # async fn example<R: Endpoint>(client: Client<R::Api>, request: R) -> Result<R::Response, Error<R::ErrorCode>> {
/// let once = client.with(Options::new().attempts(1));
/// let response = once.call(&request).await?;
/// # Ok(response)
/// # }
/// ```
pub struct Client<A> {
    shared: Arc<ClientShared>,
    options: Options,
    api: PhantomData<fn() -> A>,
}

/// The state that all clones of a client share.
pub(super) struct ClientShared {
    /// In the order of the API's dialects.
    pub(super) dialects: Vec<ClientDialect>,
    pub(super) transport: Box<dyn Transport>,
    pub(super) user_agent: HeaderValue,
    pub(super) tokens: TokenSource,
    pub(super) budget: RetryBudget,
    pub(super) redactors: RedactorCache,
    pub(super) observer: Option<Box<dyn Observer>>,
    pub(super) traces: Traces,
}

/// The settings of a client for one dialect.
pub(super) struct ClientDialect {
    pub(super) base_url: BaseUrl,
    /// The place of the token, or the reason why it is invalid.
    pub(super) token: Result<TokenTarget, String>,
}

impl ClientShared {
    /// Returns true if requests are sent without TLS.
    pub(super) fn allows_plain_http(&self) -> bool {
        self.dialects.iter().any(|dialect| dialect.base_url.is_plain())
    }

    /// The settings for the dialect of an operation.
    pub(super) fn dialect(&self, operation: &Operation) -> Result<&ClientDialect, String> {
        self.dialects.get(operation.dialect.get()).ok_or_else(|| "the API has no such dialect".to_owned())
    }
}

impl<A: Api> Client<A> {
    pub(super) fn new(shared: ClientShared, options: Options) -> Self {
        Self { shared: Arc::new(shared), options, api: PhantomData }
    }

    /// Creates a builder.
    #[must_use]
    pub fn builder() -> ClientBuilder<A> {
        ClientBuilder::new()
    }

    /// Returns a client with these options. Options that are not set keep their value.
    #[must_use]
    pub fn with(&self, options: Options) -> Self {
        Self { options: options.over(&self.options), ..self.clone() }
    }

    /// Prepares a call of an endpoint. [`Call::send`] sends it.
    pub fn call<R: Endpoint<Api = A>>(&self, request: &R) -> Call<R> {
        Call::new(&self.shared, &self.options, request)
    }

    /// Returns the pages of a list, from the page that the request asks for.
    pub fn pages<R: Paginated<Api = A>>(&self, request: &R) -> Pages<R> {
        Pages::new(&self.shared, &self.options, request)
    }

    /// Returns the items of a list in pages, from the page that the request asks for.
    pub fn items<R: Paginated<Api = A>>(&self, request: &R) -> Items<R> {
        self.pages(request).items()
    }

    /// Prepares the upload of some content to a URL that the service has signed, with the headers that it asks for. See
    /// [`SignedPut`].
    pub fn put_signed<N: AsRef<str>, V: AsRef<str>>(
        &self,
        url: &str,
        headers: impl IntoIterator<Item = (N, V)>,
        content: impl Into<Bytes>,
    ) -> SignedPut {
        SignedPut::new(&self.shared, &self.options, url, headers, content.into())
    }

    /// Prepares a call of an operation that the API's client does not have. See [`RawCall`].
    pub fn raw(&self, method: Method, path: &'static str) -> RawCall<A> {
        RawCall::new(&self.shared, &self.options, method, path)
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), options: self.options.clone(), api: PhantomData }
    }
}

impl<A: Api> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &A::NAME)
            .field("base_url", &self.shared.dialects.first().map(|dialect| &dialect.base_url))
            .field("options", &self.options)
            .finish()
    }
}
