//! A call that has not been sent yet.

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use super::call_context::CallContext;
use super::client::ClientShared;
use super::encoded_request::EncodedRequest;
use super::wire::Wire as _;
use super::{Api, Dialect, Endpoint, Error, ErrorTable, Options, Reply};

/// A call of an endpoint, which is sent by [`send`](Self::send) or `.await`.
///
/// The methods of a generated client return it, and so does `Client::call`. It holds the encoded
/// request and borrows nothing, so it can be moved to another task.
///
/// ```
/// # use std::time::Duration;
/// # use dingtalk_runtime::{Call, Endpoint};
/// # async fn example<R: Endpoint>(call: impl Fn() -> Call<R>) -> Result<(), dingtalk_runtime::Error<R::ErrorCode>> {
/// // With the client's options.
/// let response = call().send().await?;
///
/// // With other options, and with the status and headers of the response.
/// let reply = call().deadline(Duration::from_secs(5)).attempts(1).send_with_response().await?;
/// println!("{} {:?}", reply.status(), reply.request_id());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call is not sent before `send` or `.await`"]
pub struct Call<R> {
    shared: Arc<ClientShared>,
    options: Options,
    request: EncodedRequest,
    idempotent: bool,
    endpoint: PhantomData<fn() -> R>,
}

/// Implements the methods that set options of one call, for a type with a method `map_options`.
macro_rules! option_setters {
    () => {
        /// Sets the timeout of the whole call. See [`Options::deadline`](crate::Options::deadline).
        pub fn deadline(self, deadline: ::std::time::Duration) -> Self {
            self.map_options(|options| options.deadline(deadline))
        }

        /// Sets the timeout of getting a connection. See [`Options::connect_timeout`](crate::Options::connect_timeout).
        pub fn connect_timeout(self, timeout: ::std::time::Duration) -> Self {
            self.map_options(|options| options.connect_timeout(timeout))
        }

        /// Sets how long the service may be silent. See [`Options::read_timeout`](crate::Options::read_timeout).
        pub fn read_timeout(self, timeout: ::std::time::Duration) -> Self {
            self.map_options(|options| options.read_timeout(timeout))
        }

        /// Sets the maximum size of the response. See [`Options::max_response`](crate::Options::max_response).
        pub fn max_response(self, bytes: usize) -> Self {
            self.map_options(|options| options.max_response(bytes))
        }

        /// Sets the maximum memory of decoding. See [`Options::max_decoded`](crate::Options::max_decoded).
        pub fn max_decoded(self, bytes: usize) -> Self {
            self.map_options(|options| options.max_decoded(bytes))
        }

        /// Sets the maximum number of attempts. See [`Options::attempts`](crate::Options::attempts).
        pub fn attempts(self, attempts: u32) -> Self {
            self.map_options(|options| options.attempts(attempts))
        }

        /// Sets a fixed access token. See [`Options::token`](crate::Options::token).
        pub fn token(self, token: impl Into<crate::Secret>) -> Self {
            self.map_options(|options| options.token(token))
        }

        /// Adds a header. See [`Options::header`](crate::Options::header).
        pub fn header(self, name: crate::HeaderName, value: crate::HeaderValue) -> Self {
            self.map_options(|options| options.header(name, value))
        }

        /// Sets these options. Options that are not set keep their value.
        pub fn options(self, options: crate::Options) -> Self {
            self.map_options(|base| options.over(&base))
        }
    };
}
pub(crate) use option_setters;

impl<R: Endpoint> Call<R> {
    pub(super) fn new(shared: &Arc<ClientShared>, options: &Options, request: &R) -> Self {
        Self {
            shared: Arc::clone(shared),
            options: options.clone(),
            request: EncodedRequest::new(shared, &R::OPERATION, request),
            idempotent: R::OPERATION.idempotent,
            endpoint: PhantomData,
        }
    }

    /// Sends the request and returns the response.
    ///
    /// Failed attempts are retried within the call's [`Options`] where a retry is safe and may succeed.
    ///
    /// Nothing is sent before the future is polled. Dropping the future cancels the call; as after
    /// [`Outcome::Unknown`](super::Outcome::Unknown), the service may have carried it out.
    ///
    /// # Errors
    /// Fails if the request cannot be built, no complete response arrives, the service reports an error, or the
    /// response cannot be decoded. See [`AnyError`](super::AnyError).
    ///
    /// # Panics
    /// Panics in a Tokio runtime that was built without `enable_time`; with the default transport also without
    /// `enable_io`.
    pub async fn send(self) -> Result<R::Response, Error<R::ErrorCode>> {
        let mut target = None;
        self.start().run(&mut target).await.map_err(Error::new)?;
        Ok(target.unwrap_or_else(R::Response::blank))
    }

    /// Sends the request like [`send`](Self::send), and returns the response with its status, headers and ids.
    ///
    /// # Errors
    /// See [`send`](Self::send).
    pub async fn send_with_response(self) -> Result<Reply<R::Response>, Error<R::ErrorCode>> {
        let mut target = None;
        let context = self.start();
        let (head, attempts) = context.run(&mut target).await.map_err(Error::new)?;
        Ok(Reply::new(target.unwrap_or_else(R::Response::blank), head, attempts, context.dialect))
    }

    /// Starts the clock of the call.
    fn start(self) -> CallContext {
        let operation = Cow::Borrowed(const { &R::OPERATION });
        let rows = R::ErrorCode::ROWS;
        let dialect = Dialect::of::<R::Api>(&operation);
        let mut context = CallContext::new(self.shared, self.options, self.request, operation, dialect, rows);
        context.idempotent = self.idempotent;
        context
    }
}

impl<R> Call<R> {
    option_setters!();

    /// Marks this call as safe to repeat, so that it is retried like a call of an idempotent operation. For requests
    /// that have the same effect if the service carries them out twice.
    pub fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    pub(super) fn map_options(mut self, change: impl FnOnce(Options) -> Options) -> Self {
        self.options = change(self.options);
        self
    }
}

/// The same as [`Call::send`], in a box.
impl<R: Endpoint> IntoFuture for Call<R> {
    type Output = Result<R::Response, Error<R::ErrorCode>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<R: Endpoint> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("api", &R::Api::NAME)
            .field("operation", &R::OPERATION.name())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
