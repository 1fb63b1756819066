//! A blocking call.

use std::fmt;
use std::sync::Arc;

use super::super::call::option_setters;
use super::super::{Endpoint, Error, Options, Reply};
use super::driver::Driver;

/// A blocking call of an endpoint, which is sent by [`send`](Self::send). The blocking version of
/// [`Call`](crate::Call).
#[must_use = "a call is not sent before `send`"]
pub struct Call<R> {
    call: crate::Call<R>,
    driver: Arc<Driver>,
}

impl<R: Endpoint> Call<R> {
    pub(super) fn new(call: crate::Call<R>, driver: Arc<Driver>) -> Self {
        Self { call, driver }
    }

    /// Sends the request, and blocks until its response arrives or the deadline passes.
    ///
    /// # Errors
    /// Fails if the request cannot be built, no complete response arrives, the service reports an error, or the
    /// response cannot be decoded. See [`AnyError`](crate::AnyError).
    pub fn send(self) -> Result<R::Response, Error<R::ErrorCode>> {
        self.driver.wait_for(self.call.send())
    }

    /// Sends the request like [`send`](Self::send), and returns the response with its status, headers and ids.
    ///
    /// # Errors
    /// See [`send`](Self::send).
    pub fn send_with_response(self) -> Result<Reply<R::Response>, Error<R::ErrorCode>> {
        self.driver.wait_for(self.call.send_with_response())
    }
}

impl<R> Call<R> {
    option_setters!();

    /// Marks this call as safe to repeat. See [`Call::idempotent`](crate::Call::idempotent).
    pub fn idempotent(self) -> Self {
        Self { call: self.call.idempotent(), ..self }
    }

    fn map_options(self, change: impl FnOnce(Options) -> Options) -> Self {
        Self { call: self.call.map_options(change), ..self }
    }
}

impl<R: Endpoint> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.call, f)
    }
}
