//! The client whose calls wait.

use std::fmt;
use std::sync::Arc;

use super::super::{Api, BuildError, Endpoint, Error, Options, Reply};
use super::driver::Driver;

/// Calls the endpoints of an API, and waits for the answers on the thread that calls. Cheap to clone; clones share their
/// connections.
///
/// It brings a tokio runtime of its own with one thread, on which the connections live. So it works with and without a
/// runtime around it, on any thread and on several at once. In async code it holds up the thread that it is called on:
/// call it from `tokio::task::spawn_blocking`, or use the async client.
///
/// A connection lives in the runtime in which it was opened. So a blocking client wants an async client whose clones are
/// used nowhere else: over a connection of a runtime whose thread it holds up, it would wait until its deadline.
pub struct Client<A> {
    client: crate::Client<A>,
    driver: Arc<Driver>,
}

impl<A: Api> Client<A> {
    /// A blocking client over this one.
    ///
    /// # Errors
    /// The system does not give what a runtime is made of.
    pub fn new(client: crate::Client<A>) -> Result<Self, BuildError> {
        Ok(Self { client, driver: Arc::new(Driver::start()?) })
    }

    /// The same client with other options. What they leave out stays as it is.
    #[must_use]
    pub fn with(&self, options: Options) -> Self {
        Self { client: self.client.with(options), driver: Arc::clone(&self.driver) }
    }

    /// Calls an endpoint and waits for the response, no longer than until the deadline.
    ///
    /// # Errors
    /// The request cannot be made, no whole response comes, the service answers an error, or its response cannot be read:
    /// see [`AnyError`](crate::AnyError).
    pub fn call<R: Endpoint<Api = A>>(&self, request: &R) -> Result<Reply<R::Response>, Error<R::Error>> {
        self.driver.wait_for(self.client.call(request))
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), driver: Arc::clone(&self.driver) }
    }
}

impl<A: Api> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.client).finish()
    }
}
