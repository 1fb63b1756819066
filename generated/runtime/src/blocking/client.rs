//! The blocking client.

use std::fmt;
use std::sync::Arc;

use super::super::{Api, BuildError, Endpoint, Method, Options, Paginated};
use super::driver::Driver;
use super::{Call, Items, Pages, RawCall};

/// A blocking client of an API. Cheap to clone; clones share connections.
///
/// It owns a Tokio runtime with one thread, which drives its connections. It works inside and outside another runtime,
/// on any number of threads. In async code it blocks the calling thread: call it from `tokio::task::spawn_blocking`, or
/// use the async client.
///
/// Do not share the wrapped async client with async code. A connection belongs to the runtime that opened it, and a
/// call over a connection of a runtime whose thread it blocks hangs until its deadline.
pub struct Client<A> {
    client: crate::Client<A>,
    driver: Arc<Driver>,
}

impl<A: Api> Client<A> {
    /// Creates a blocking client from an async one.
    ///
    /// # Errors
    /// Fails if the system cannot create the runtime's thread, sockets or timers.
    pub fn new(client: crate::Client<A>) -> Result<Self, BuildError> {
        Ok(Self { client, driver: Arc::new(Driver::start(A::NAME)?) })
    }

    /// Returns a client with these options. Options that are not set keep their value.
    #[must_use]
    pub fn with(&self, options: Options) -> Self {
        Self { client: self.client.with(options), driver: Arc::clone(&self.driver) }
    }

    /// Prepares a call of an endpoint. [`Call::send`] sends it.
    pub fn call<R: Endpoint<Api = A>>(&self, request: &R) -> Call<R> {
        Call::new(self.client.call(request), Arc::clone(&self.driver))
    }

    /// Returns the pages of a list, from the page that the request asks for.
    pub fn pages<R: Paginated<Api = A>>(&self, request: &R) -> Pages<R> {
        Pages::new(self.client.pages(request), Arc::clone(&self.driver))
    }

    /// Returns the items of a list in pages, from the page that the request asks for.
    pub fn items<R: Paginated<Api = A>>(&self, request: &R) -> Items<R> {
        self.pages(request).items()
    }

    /// Prepares a call of an operation that the API's client does not have. See [`RawCall`](crate::RawCall).
    pub fn raw(&self, method: Method, path: &'static str) -> RawCall<A> {
        RawCall::new(self.client.raw(method, path), Arc::clone(&self.driver))
    }

    /// Runs async code with the async client, and blocks until it ends. For what has no blocking version, such as
    /// [`put_signed`](crate::Client::put_signed).
    pub fn block_on<T>(&self, run: impl AsyncFnOnce(&crate::Client<A>) -> T) -> T {
        self.driver.wait_for(run(&self.client))
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), driver: Arc::clone(&self.driver) }
    }
}

impl<A: Api> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.client).finish()
    }
}
