//! What carries a request to the service and its response back.
//!
//! Everything that touches a socket is a [`Transport`]. Clients use `Hyper`, which the feature `hyper` brings, unless
//! they are given another.

#[cfg(feature = "hyper")]
mod body;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "hyper")]
mod timeout;
mod transport_error;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use bytes::Bytes;
/// The crate whose types requests and answers are made of, in the version that this crate uses.
pub use http;
pub use http::{HeaderMap, Request, Response, StatusCode};
/// The crate whose types TLS is configured with, in the version that this crate uses.
#[cfg(feature = "hyper")]
pub use rustls;

#[cfg(feature = "hyper")]
pub use self::hyper::{Hyper, HyperBuilder};
pub use self::transport_error::{TransportError, TransportErrorKind};

/// A future on the heap, as [`Transport::call`] gives it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries a request to the service and its response back.
///
/// An implementation sends the request at most once, follows no redirect (it would carry the token along), keeps to the
/// [`Limits`], and says of a failure whether anything may have been sent.
///
/// Requests hold access tokens and secrets, in headers and in bodies, and so do answers: do not log them. Headers with
/// values of the caller are marked as sensitive, so that their `Debug` hides them; addresses and bodies have no such
/// mark.
///
/// ```
/// use dingtalk_runtime::transport::{BoxFuture, Bytes, TransportError, Limits, Request, Response, Transport};
///
/// /// Answers every request with an empty object.
/// struct Empty;
///
/// impl Transport for Empty {
///     fn call(&self, _request: Request<Bytes>, _limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
///         Box::pin(async { Ok(Response::new(Bytes::from_static(b"{}"))) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, its address absolute, and waits for the whole response.
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        (**self).call(request, limits)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        (**self).call(request, limits)
    }
}

/// The mark of a request that may be repeated, among its [extensions](http::Request::extensions): carrying it out twice does
/// no more than carrying it out once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Idempotent;

/// How long a call may take and how much it may bring.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// When the last byte of the response must be there.
    pub deadline: Instant,
    /// How long it may take until there is a connection, if that is bounded by itself.
    pub connect_timeout: Option<Duration>,
    /// How long the service may be silent before its response and within it, if that is bounded by itself.
    pub read_timeout: Option<Duration>,
    /// How many bytes the response's body may have.
    pub max_body: usize,
}

impl Limits {
    /// Limits of a call that starts now: a deadline and a bound on the body.
    #[must_use]
    pub fn new(timeout: Duration, max_body: usize) -> Self {
        // tokio's clock, so that tests can pause it. Outside of a test it is the system's.
        let now = tokio::time::Instant::now().into_std();
        // What no clock can hold is as good as a day.
        let deadline = now.checked_add(timeout).unwrap_or_else(|| now + Duration::from_secs(24 * 60 * 60));
        Self { deadline, connect_timeout: None, read_timeout: None, max_body }
    }
}
