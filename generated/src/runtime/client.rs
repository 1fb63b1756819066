//! The client that emitted clients are made around.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::api::ApiFacts;
use super::base_url::BaseUrl;
use super::call::Call;
use super::transport::Transport;
use super::wire::Wire;
use super::{Api, ClientBuilder, Endpoint, Error, ErrorTable, Options, Reply};

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
}

impl<A: Api> Client<A> {
    pub(super) fn new(base_url: BaseUrl, transport: Box<dyn Transport>, options: Options) -> Self {
        Self { shared: Arc::new(Shared { base_url, transport }), options, api: PhantomData }
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
    /// Nothing is sent before the future is polled. Dropping it cancels the call: whether the service did what it was
    /// asked for is then as unknown as after [`Outcome::Unknown`](super::Outcome::Unknown).
    ///
    /// # Errors
    /// The request cannot be made, no whole answer comes, the service answers an error, or its answer cannot be read:
    /// see [`AnyError`](super::AnyError).
    ///
    /// # Panics
    /// With the default transport, in a tokio runtime that was built without `enable_time` or without `enable_io`.
    pub async fn call<R: Endpoint<Api = A>>(&self, request: &R) -> Result<Reply<R::Response>, Error<R::Error>> {
        let call = Call {
            shared: &self.shared,
            options: &self.options,
            api: const { &ApiFacts::of::<A>() },
            operation: const { &R::OPERATION },
            tables: [R::Error::ROWS, A::GlobalError::ROWS],
        };
        let request = call.request(request).map_err(Error::new)?;
        let response = call.exchange(request).await.map_err(Error::new)?;
        let mut value = R::Response::blank();
        let head = call.read(response, &mut value).map_err(Error::new)?;
        Ok(Reply::new(value, head, A::REQUEST_ID_HEADER, A::TRACE_ID_HEADER))
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
