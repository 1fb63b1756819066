//! The transport over hyper: pooled connections, HTTP/2 where offered, rustls with ring and the platform's certificates.

mod builder;
mod connector;
mod exceptions;
mod failure;
mod http1;
mod http2;
mod monitor;
mod opening;
mod pool;
mod proxy;
mod reaper;
mod received;
mod roots;
mod socket;
mod state;
mod stream;
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::PROXY_AUTHORIZATION;
use http::{Request, Response, StatusCode};
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout_at};

pub use self::builder::HyperBuilder;
use self::connector::proxy_error;
use self::http1::Failed;
use self::pool::{Host, Lease, Pool};
use self::proxy::{Proxies, Proxy};
use super::timeout::Timeout;
use super::{BoxFuture, Bytes, Idempotent, Limits, Transport, TransportError, TransportErrorKind};
use crate::BuildError;

/// How many fields the head of a response may have. It is what hyper allows.
const MAX_FIELDS: usize = 100;

/// How many bytes the head of a response may have.
const MAX_HEAD: usize = 64 << 10;

/// How long an HTTP/1.1 connection may have been idle for a request that must not be repeated. Servers close connections
/// that are idle for longer, and such an end may cross a request on its way.
const FRESH: Duration = Duration::from_secs(3);

/// The transport over hyper. It needs a tokio runtime with time and I/O enabled.
///
/// It speaks HTTP/2 to servers that offer it and HTTP/1.1 to the others, keeps connections for the next call, and goes
/// through the proxy that the environment names, if it names one: [`HyperBuilder`] has the settings.
///
/// The platform's CA certificates are read before the first connection over TLS, once for the process. Without any, calls
/// over TLS fail with [`TransportErrorKind::MissingRoots`].
///
/// At most 100 connections to a host are open at the same time, and calls beyond that wait. Redirects are never followed.
/// A request is repeated only where its connection had been closed before any of it was sent. Connections live in the
/// runtime of the call that made them, so clients of several runtimes should not share a transport.
///
/// ```
/// use dingtalk_runtime::Client;
/// use dingtalk_runtime::transport::Hyper;
///
/// # fn example<A: dingtalk_runtime::Api>() -> Result<(), dingtalk_runtime::BuildError> {
/// let transport = Hyper::builder().proxy("http://user:password@proxy.example:3128").build()?;
/// let client = Client::<A>::builder().transport(transport).token("an-access-token").build()?;
/// # Ok(())
/// # }
/// ```
///
/// # Panics
/// A call panics in a tokio runtime that was built without `enable_time`. In one without `enable_io` it fails with
/// [`TransportErrorKind::Connect`], and outside of any runtime with [`TransportErrorKind::Unusable`].
#[derive(Clone)]
pub struct Hyper {
    pool: Arc<Pool>,
    proxies: Arc<Proxies>,
}

impl Hyper {
    /// A transport with the default settings, which speaks TLS alone.
    ///
    /// # Errors
    /// TLS cannot be configured.
    pub fn new() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// Starts a transport with other settings.
    #[must_use]
    pub fn builder() -> HyperBuilder {
        HyperBuilder::new()
    }

    async fn exchange(&self, mut request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, TransportError> {
        let proxy = self.proxies.forwarding(request.uri());
        let proxy = proxy
            .map_err(|unusable| TransportError::new(TransportErrorKind::Proxy).not_sent().with_source(unusable))?;
        if let Some(credentials) = proxy.as_ref().and_then(Proxy::credentials) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, credentials.clone());
        }
        let result = self.send(request, limits).await;
        let status =
            result.as_ref().map_or_else(|failure| failure.head().map(|head| head.status), |it| Some(it.status()));
        match proxy {
            // As of a proxy that refuses a tunnel: the service has seen nothing.
            Some(proxy) if status == Some(StatusCode::PROXY_AUTHENTICATION_REQUIRED) => {
                let error = proxy_error(&proxy)("proxy authorization required");
                Err(TransportError::new(TransportErrorKind::Connect).not_sent().with_source(error))
            }
            _ => result,
        }
    }

    /// Sends a request over a connection of the pool, or over a new one.
    async fn send(&self, mut request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, TransportError> {
        let unusable = || TransportError::new(TransportErrorKind::Unusable).not_sent();
        // Timers and sockets panic outside of a runtime.
        Handle::try_current().map_err(|error| unusable().with_source(error))?;
        let host = self.pool.host(request.uri());
        let host = host.ok_or_else(|| unusable().with_source("the address is not absolute"))?;
        let is_idempotent = request.extensions().get::<Idempotent>().is_some();
        let max_idle = if is_idempotent { Duration::MAX } else { FRESH };
        loop {
            let lease = Self::lease(&host, max_idle, &limits).await?;
            // A timer is looked at only after what it bounds.
            if limits.deadline <= Instant::now().into_std() {
                return Err(TransportError::new(TransportErrorKind::Deadline).not_sent());
            }
            match lease {
                Lease::Http2(permit) => return permit.exchange(request, &limits).await,
                Lease::Http1(connection) => match connection.exchange(request, &limits).await {
                    Ok((response, connection)) => {
                        host.keep(connection);
                        return Ok(response);
                    }
                    Err(Failed::GivenBack(unsent)) => request = *unsent,
                    Err(Failed::TransportError(failure)) => return Err(failure),
                },
            }
        }
    }

    /// A connection, as soon as there is one.
    async fn lease(host: &Arc<Host>, max_idle: Duration, limits: &Limits) -> Result<Lease, TransportError> {
        let timeout = Timeout::for_connection(limits);
        match timeout_at(timeout.end, host.lease(max_idle, timeout.end)).await {
            Ok(leased) => leased.map_err(failure::of_connecting),
            Err(_) => {
                let failure = TransportError::new(timeout.kind).not_sent();
                Err(match host.delayed_by() {
                    Some(reason) => failure.with_source(reason),
                    None => failure,
                })
            }
        }
    }
}

impl Transport for Hyper {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request, limits))
    }
}

/// Without the credentials of proxies.
impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hyper").field("proxies", &self.proxies).finish_non_exhaustive()
    }
}
