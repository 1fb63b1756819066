//! HTTP transports.
//!
//! All network IO goes through a [`Transport`]. Clients use `Hyper`, which requires the feature `hyper`, unless they
//! are given another. The feature `tls` adds TLS to it, and `http2` HTTP/2.

#[cfg(feature = "hyper")]
mod body;
#[cfg(feature = "hyper")]
mod hyper;
mod progress;
#[cfg(feature = "hyper")]
mod timeout;
mod transport_error;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use bytes::Bytes;
/// The crate `http`, in the version that this crate's API uses.
pub use http;
pub use http::{HeaderMap, Request, Response, StatusCode};
/// The crate `rustls`, in the version that this crate's API uses.
#[cfg(feature = "tls")]
pub use rustls;

#[cfg(all(feature = "hyper", feature = "testing"))]
pub(crate) use self::hyper::HyperIo;
#[cfg(feature = "hyper")]
pub use self::hyper::{Hyper, HyperBuilder};
pub use self::progress::Progress;
pub use self::transport_error::{TransportError, TransportErrorKind};

/// A boxed future, as [`Transport::call`] returns it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends HTTP requests and returns their responses.
///
/// An implementation sends each request at most once, follows no redirects, which would forward the token, observes the
/// [`Limits`], and reports whether a failed request may have been sent.
///
/// Requests and responses contain access tokens and secrets, in headers and bodies: do not log them. Headers with the
/// caller's values are marked as sensitive, which hides them from `Debug`; URLs and bodies are not.
///
/// ```
/// use dingtalk_runtime::transport::{BoxFuture, Bytes, TransportError, Limits, Request, Response, Transport};
///
/// /// Responds to every request with an empty object.
/// struct Empty;
///
/// impl Transport for Empty {
///     fn call(&self, _request: Request<Bytes>, _limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
///         Box::pin(async { Ok(Response::new(Bytes::from_static(b"{}"))) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, whose URL is absolute, and waits for the complete response.
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>>;

    /// Returns true if calls end at [`Limits::deadline`] by themselves. Otherwise, the client sets a timer for each, so a
    /// transport that returns true and does not end a call leaves its caller waiting.
    fn enforces_deadline(&self) -> bool {
        false
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        (**self).call(request, limits)
    }

    fn enforces_deadline(&self) -> bool {
        (**self).enforces_deadline()
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        (**self).call(request, limits)
    }

    fn enforces_deadline(&self) -> bool {
        (**self).enforces_deadline()
    }
}

/// Marks a request, in its [extensions](http::Request::extensions), as idempotent: sending it twice has the same effect
/// as sending it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Idempotent;

/// The limits of one request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// The time by which the response must be complete.
    pub deadline: Instant,
    /// The maximum time to get a connection, if it is limited separately.
    pub connect_timeout: Option<Duration>,
    /// The maximum time without data before and within the response, if it is limited separately.
    pub read_timeout: Option<Duration>,
    /// The maximum size of the response's body, in bytes.
    pub max_body: usize,
}

impl Limits {
    /// Creates the limits of a call that starts now, without separate timeouts.
    #[must_use]
    pub fn new(timeout: Duration, max_body: usize) -> Self {
        // Tokio's clock, which tests can pause. Otherwise it is the system's.
        let now = tokio::time::Instant::now().into_std();
        // A timeout beyond the range of the clock becomes a day.
        let deadline = now.checked_add(timeout).unwrap_or_else(|| now + Duration::from_secs(24 * 60 * 60));
        Self { deadline, connect_timeout: None, read_timeout: None, max_body }
    }
}
