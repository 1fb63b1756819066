//! The transport over hyper: pooled connections, HTTP/2 where offered, rustls with ring and the platform's
//! certificates.
//!
//! Without the features `http2` and `tls`, modules with the same items take the place of `http2` and `tls`.

mod builder;
mod connector;
mod dialer;
mod failure;
mod http1;
#[cfg(feature = "http2")]
mod http2;
#[cfg(not(feature = "http2"))]
#[path = "no_http2.rs"]
mod http2;
mod monitor;
mod monitored_body;
mod no_proxy;
mod opening;
mod pool;
mod pool_state;
mod proxies;
mod proxy;
mod reaper;
mod request_body;
mod socket;
mod socks;
mod stream;
#[cfg(feature = "tls")]
mod tls;
#[cfg(not(feature = "tls"))]
#[path = "no_tls.rs"]
mod tls;
mod tunnel;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::PROXY_AUTHORIZATION;
use http::{Request, Response, StatusCode};
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout_at};

pub use self::builder::HyperBuilder;
use self::connector::proxy_error;
use self::http1::ExchangeError;
use self::pool::{HostPool, Lease, Pool};
use self::proxies::Proxies;
use self::proxy::Proxy;
#[cfg(feature = "testing")]
pub(crate) use self::stream::HyperIo;
use super::timeout::Timeout;
use super::{BoxFuture, Bytes, Idempotent, Limits, Transport, TransportError, TransportErrorKind};
use crate::BuildError;

/// The maximum number of fields in a response's head, which is hyper's.
const MAX_FIELDS: usize = 100;

/// The maximum size of a response's head, in bytes.
const MAX_HEAD: usize = 64 << 10;

/// The maximum idle time of an HTTP/1.1 connection for a request that is not idempotent. Servers close idle
/// connections, and the close may cross a request.
const MAX_IDLE_NOT_IDEMPOTENT: Duration = Duration::from_secs(3);

/// The transport over hyper. It requires a Tokio runtime with time and IO enabled.
///
/// It uses HTTP/2 if the server offers it and HTTP/1.1 otherwise, pools connections, and uses the proxy of the
/// environment. [`HyperBuilder`] has the settings. HTTP/2 requires the feature `http2`. Without the feature `tls`,
/// requests to `https` URLs fail with [`TransportErrorKind::Unusable`].
///
/// The platform's CA certificates are read once per process, before the first TLS connection. Without any, calls over
/// TLS fail with [`TransportErrorKind::MissingRoots`].
///
/// At most 100 connections to a host are open at the same time; further calls wait. Redirects are not followed. A
/// request is resent only if its connection was closed before any of it was sent. A connection belongs to the runtime
/// of the call that opened it, so clients on different runtimes should not share a transport.
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
/// A call panics in a Tokio runtime without `enable_time`. Without `enable_io` it fails with
/// [`TransportErrorKind::Connect`], and outside a runtime with [`TransportErrorKind::Unusable`].
#[derive(Clone)]
pub struct Hyper {
    pool: Arc<Pool>,
    proxies: Arc<Proxies>,
}

impl Hyper {
    /// Creates a transport with the default settings, which require TLS.
    ///
    /// # Errors
    /// Fails if TLS cannot be configured.
    pub fn new() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// Creates a builder.
    #[must_use]
    pub fn builder() -> HyperBuilder {
        HyperBuilder::new()
    }

    /// Sends a request over a pooled or new connection.
    async fn send(&self, request: &mut Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        let unusable = || TransportError::new(TransportErrorKind::Unusable).not_sent();
        // Timers and sockets panic outside a runtime.
        Handle::try_current().map_err(|error| unusable().with_source(error))?;
        let host = self.pool.host(request.uri());
        let host = host.ok_or_else(|| unusable().with_source("the URL is not an absolute http or https URL"))?;
        let is_idempotent = request.extensions().get::<Idempotent>().is_some();
        let max_idle = if is_idempotent { Duration::MAX } else { MAX_IDLE_NOT_IDEMPOTENT };
        loop {
            let mut lease = Self::lease(&host, max_idle, limits).await?;
            let exchanged = match &mut lease {
                Lease::Http1(connection) => connection.exchange(request, limits).await,
                Lease::Http2(permit) => {
                    Box::pin(permit.exchange(request, limits)).await.map_err(ExchangeError::Transport)
                }
            };
            match exchanged {
                Ok(response) => {
                    match lease {
                        Lease::Http1(connection) => host.put_back(connection),
                        // A stream frees itself.
                        Lease::Http2(_) => {}
                    }
                    return Ok(response);
                }
                Err(ExchangeError::Unsent) => {}
                Err(ExchangeError::Transport(failure)) => return Err(failure),
            }
        }
    }

    /// Waits for a connection. Fails if the deadline has passed.
    async fn lease(host: &Arc<HostPool>, max_idle: Duration, limits: &Limits) -> Result<Lease, TransportError> {
        let lease = match host.lease_now(max_idle) {
            Some(lease) => lease,
            None => Box::pin(Self::wait_for_lease(host, max_idle, limits)).await?,
        };
        // A timer is polled only after the future that it bounds.
        if limits.deadline <= Instant::now().into_std() {
            return Err(TransportError::new(TransportErrorKind::Deadline).not_sent());
        }
        Ok(lease)
    }

    async fn wait_for_lease(
        host: &Arc<HostPool>,
        max_idle: Duration,
        limits: &Limits,
    ) -> Result<Lease, TransportError> {
        let timeout = Timeout::for_connection(limits);
        match timeout_at(timeout.end, host.lease(max_idle, timeout.end)).await {
            Ok(leased) => leased.map_err(failure::connect_error),
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
    fn call(
        &self,
        mut request: Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        // What calls over HTTP/1.1 rarely need is boxed within. Allocators are slow beyond a kilobyte, which this future
        // would otherwise take.
        Box::pin(async move {
            let proxy = self.proxies.forwarding(request.uri());
            let proxy = proxy
                .map_err(|unusable| TransportError::new(TransportErrorKind::Proxy).not_sent().with_source(unusable))?;
            if let Some(credentials) = proxy.and_then(Proxy::authorization) {
                request.headers_mut().insert(PROXY_AUTHORIZATION, credentials.clone());
            }
            let result = self.send(&mut request, &limits).await;
            let status =
                result.as_ref().map_or_else(|failure| failure.head().map(|head| head.status), |it| Some(it.status()));
            match proxy {
                // Like a proxy that refuses a tunnel: the service has received nothing.
                Some(proxy) if status == Some(StatusCode::PROXY_AUTHENTICATION_REQUIRED) => {
                    let error = proxy_error(proxy)("proxy authorization required");
                    Err(TransportError::new(TransportErrorKind::Connect).not_sent().with_source(error))
                }
                _ => result,
            }
        })
    }

    fn enforces_deadline(&self) -> bool {
        true
    }
}

/// Leaves the credentials of proxies out.
impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hyper").field("proxies", &self.proxies).finish_non_exhaustive()
    }
}
