//! Opening connections to servers, directly or through a proxy.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::rt::TokioIo;
use tower_service::Service;

use super::proxies::Proxies;
use super::proxy::{Proxy, Route, is_tls};
use super::socket::Socket;
use super::stream::Stream;
use super::tls::{Tls, TlsConnector};

/// TCP keep-alive: the idle time before the first probe, the interval of probes, and how many unanswered ones end the
/// connection.
const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(30), Duration::from_secs(10), 3);

/// The maximum time to try all addresses of a name. Each gets its share, since the first may be unreachable.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) type BoxError = Box<dyn Error + Send + Sync>;
pub(super) type Connecting<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

/// Opens connections, directly or through a proxy. The callers add HTTP and TLS to the server.
#[derive(Clone)]
pub(super) struct Connector {
    proxies: Arc<Proxies>,
    direct: Dialer,
    to_proxy: TlsConnector<Dialer>,
    tls: Tls,
}

/// Opens TCP connections.
#[derive(Clone)]
struct Dialer(HttpConnector);

impl Service<Uri> for Dialer {
    type Response = TokioIo<Socket>;
    type Error = BoxError;
    type Future = Connecting<Self::Response>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, destination: Uri) -> Self::Future {
        let connecting = self.0.call(destination);
        Box::pin(async { Ok(TokioIo::new(Socket::new(connecting.await?.into_inner()))) })
    }
}

impl Connector {
    /// `tls` is for proxies that require TLS.
    pub(super) fn new(proxies: Arc<Proxies>, tls: &Tls) -> Self {
        let mut direct = HttpConnector::new();
        // The callers check the scheme.
        direct.enforce_http(false);
        direct.set_nodelay(true);
        direct.set_connect_timeout(Some(CONNECT_TIMEOUT));
        let (idle, interval, retries) = KEEPALIVE;
        direct.set_keepalive(Some(idle));
        direct.set_keepalive_interval(Some(interval));
        direct.set_keepalive_retries(Some(retries));
        // The same for unacknowledged data, for which the system alone would wait much longer.
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        direct.set_tcp_user_timeout(Some(idle + interval * retries));
        let direct = Dialer(direct);
        let to_proxy = tls.connector(direct.clone(), false);
        Self { proxies, direct, to_proxy, tls: tls.clone() }
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = Connecting<Stream>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.to_proxy.poll_ready(cx)
    }

    fn call(&mut self, destination: Uri) -> Connecting<Stream> {
        Box::pin(self.clone().open(destination))
    }
}

impl Connector {
    /// Opens a connection to an address, directly or through a proxy.
    async fn open(mut self, destination: Uri) -> Result<Stream, BoxError> {
        let route = self.proxies.route(&destination)?;
        if is_tls(&destination) || route.proxy().is_some_and(|proxy| is_tls(proxy.uri())) {
            self.tls.prepare().await?;
        }
        match route {
            Route::Direct => Ok(Stream::direct(self.direct.call(destination).await?)),
            Route::Forward(proxy) => {
                let connecting = self.to_proxy.call(proxy.uri().clone());
                Ok(Stream::forwarded(connecting.await.map_err(proxy_error(&proxy))?))
            }
            Route::Tunnel(proxy) => {
                let mut tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxy);
                if let Some(credentials) = proxy.credentials() {
                    tunnel = tunnel.with_auth(credentials.clone());
                }
                Ok(Stream::direct(tunnel.call(destination).await.map_err(proxy_error(&proxy))?))
            }
            Route::Socks(proxy, destination) => {
                let mut socks = SocksV5::new(proxy.uri().clone(), self.direct);
                if let Some((user, password)) = proxy.user_and_password() {
                    socks = socks.with_auth(user.to_owned(), password.to_owned());
                }
                Ok(Stream::direct(socks.call(destination).await.map_err(proxy_error(&proxy))?))
            }
        }
    }
}

/// The error of a connection through a proxy, without the proxy's credentials.
#[derive(Debug)]
pub(super) struct ProxyError {
    proxy: Uri,
    source: BoxError,
}

pub(super) fn proxy_error<E: Into<BoxError>>(proxy: &Proxy) -> impl FnOnce(E) -> ProxyError {
    let proxy = proxy.uri().clone();
    move |source| ProxyError { proxy, source: source.into() }
}

impl fmt::Display for ProxyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no connection through the proxy {}", self.proxy)
    }
}

impl Error for ProxyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
