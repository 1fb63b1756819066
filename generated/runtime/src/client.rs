//! The client that emitted clients are made around.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::HeaderValue;

use super::base_url::BaseUrl;
use super::call::call;
use super::observe::Observer;
use super::retry::Budget;
use super::token::Tokens;
use super::transport::Transport;
use super::{Api, ClientBuilder, Endpoint, Error, Options, Reply};

/// Calls the endpoints of an API. Cheap to clone; clones share their connections.
pub struct Client<A> {
    shared: Arc<Shared>,
    options: Options,
    api: PhantomData<fn() -> A>,
}

/// What all clones of a client share.
pub(super) struct Shared {
    pub(super) base_url: BaseUrl,
    pub(super) transport: Box<dyn Transport>,
    pub(super) user_agent: HeaderValue,
    pub(super) tokens: Tokens,
    pub(super) budget: Budget,
    pub(super) observer: Option<Box<dyn Observer>>,
}

impl<A: Api> Client<A> {
    pub(super) fn new(shared: Shared, options: Options) -> Self {
        Self { shared: Arc::new(shared), options, api: PhantomData }
    }

    /// Starts a client.
    #[must_use]
    pub fn builder() -> ClientBuilder<A> {
        ClientBuilder::new()
    }

    /// The same client with other options. What they leave out stays as it is.
    #[must_use]
    pub fn with(&self, options: Options) -> Self {
        Self { options: options.over(&self.options), ..self.clone() }
    }

    /// Calls an endpoint.
    ///
    /// Where trying again may help and can do no harm, it is tried again within the call's [`Options`].
    ///
    /// Nothing is sent before the future is polled. Dropping it cancels the call: whether the service did what it was
    /// asked for is then as unknown as after [`Outcome::Unknown`](super::Outcome::Unknown).
    ///
    /// # Errors
    /// The request cannot be made, no whole response comes, the service answers an error, or its response cannot be read:
    /// see [`AnyError`](super::AnyError).
    ///
    /// # Panics
    /// In a tokio runtime that was built without `enable_time`; with the default transport also in one without `enable_io`.
    pub async fn call<R: Endpoint<Api = A>>(&self, request: &R) -> Result<Reply<R::Response>, Error<R::Error>> {
        call(&self.shared, &self.options, request).await
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
            .field("base_url", &self.shared.base_url)
            .field("options", &self.options)
            .finish()
    }
}
