//! A blocking call of an operation that the API's client does not have.

use std::fmt::{self, Display};
use std::sync::Arc;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::super::call::option_setters;
use super::super::{Api, Error, Options, Reply, Secret};
use super::driver::Driver;

/// A blocking call of an operation that the API's client does not have, which is sent by [`send`](Self::send). The
/// blocking version of [`RawCall`](crate::RawCall).
#[must_use = "a call is not sent before `send`"]
pub struct RawCall<A> {
    call: crate::RawCall<A>,
    driver: Arc<Driver>,
}

impl<A: Api> RawCall<A> {
    pub(super) fn new(call: crate::RawCall<A>, driver: Arc<Driver>) -> Self {
        Self { call, driver }
    }

    /// Sends the request, and blocks until its response arrives or the deadline passes. The response is decoded with
    /// serde; an empty one decodes like `null`.
    ///
    /// # Errors
    /// See [`RawCall::send`](crate::RawCall::send).
    pub fn send<T: DeserializeOwned + Send>(self) -> Result<T, Error<A::GlobalErrorCode>> {
        self.driver.wait_for(self.call.send())
    }

    /// Sends the request like [`send`](Self::send), and returns the response with its status, headers and ids.
    ///
    /// # Errors
    /// See [`RawCall::send`](crate::RawCall::send).
    pub fn send_with_response<T>(self) -> Result<Reply<T>, Error<A::GlobalErrorCode>>
    where
        T: DeserializeOwned + Send,
    {
        self.driver.wait_for(self.call.send_with_response())
    }
}

impl<A> RawCall<A> {
    option_setters!();

    /// Sets a parameter of the path. See [`RawCall::path_parameter`](crate::RawCall::path_parameter).
    pub fn path_parameter(self, name: &'static str, value: impl Display) -> Self {
        Self { call: self.call.path_parameter(name, value), ..self }
    }

    /// Adds a parameter to the query. See [`RawCall::query`](crate::RawCall::query).
    pub fn query(self, name: &'static str, value: impl Display) -> Self {
        Self { call: self.call.query(name, value), ..self }
    }

    /// Sets the body, which serde encodes as JSON.
    pub fn json(self, body: &impl Serialize) -> Self {
        Self { call: self.call.json(body), ..self }
    }

    /// Redacts a text of the request from errors and traces. See [`RawCall::redact`](crate::RawCall::redact).
    pub fn redact(self, secret: impl Into<Secret>) -> Self {
        Self { call: self.call.redact(secret), ..self }
    }

    /// Sends no access token.
    pub fn without_token(self) -> Self {
        Self { call: self.call.without_token(), ..self }
    }

    /// Marks this call as safe to repeat. See [`RawCall::idempotent`](crate::RawCall::idempotent).
    pub fn idempotent(self) -> Self {
        Self { call: self.call.idempotent(), ..self }
    }

    fn map_options(self, change: impl FnOnce(Options) -> Options) -> Self {
        Self { call: self.call.map_options(change), ..self }
    }
}

impl<A: Api> fmt::Debug for RawCall<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.call, f)
    }
}
