//! Opening connections to servers, directly or through a proxy.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use http::Uri;

use super::dialer::dial;
use super::monitor::Monitor;
use super::proxies::Proxies;
use super::proxy::{Proxy, Route, is_tls};
use super::socket::Socket;
use super::stream::Stream;
use super::tls::Tls;
use super::{socks, tunnel};

pub(super) type BoxError = Box<dyn Error + Send + Sync>;

/// Opens connections, directly or through a proxy.
pub(super) struct Connector {
    pub(super) proxies: Arc<Proxies>,
    pub(super) tls: Tls,
    /// True if URLs without TLS are allowed.
    pub(super) plain_http: bool,
}

/// A connection, before HTTP.
pub(super) struct Connection {
    /// The stream to the server, or to the proxy that forwards requests.
    pub(super) stream: Stream,
    /// The monitor of its socket.
    pub(super) monitor: Arc<Monitor>,
    /// True if the server chose HTTP/2.
    pub(super) is_http2: bool,
    /// True if a proxy forwards the requests, which needs absolute URLs.
    pub(super) is_forwarded: bool,
}

impl Connector {
    /// Opens a connection to an origin.
    pub(super) async fn connect(&self, origin: &Uri) -> Result<Connection, BoxError> {
        if !is_tls(origin) && !self.plain_http {
            return Err("plain HTTP is not allowed".into());
        }
        let route = self.proxies.route(origin)?;
        for uri in [Some(origin), route.proxy().map(Proxy::uri)].into_iter().flatten().filter(|uri| is_tls(uri)) {
            self.tls.prepare(uri).await?;
        }
        let monitor = Arc::new(Monitor::new());
        let mut stream = match route.proxy() {
            None => open_socket(origin, &monitor).await?,
            Some(proxy) => self.open_through(proxy, route, origin, &monitor).await.map_err(proxy_error(proxy))?,
        };
        let mut is_http2 = false;
        if is_tls(origin) {
            (stream, is_http2) = self.tls.connect_to_server(stream, origin).await?;
        }
        Ok(Connection { stream, monitor, is_http2, is_forwarded: matches!(route, Route::Forward(_)) })
    }

    /// Opens a stream through a proxy: to the server, or to the proxy if it forwards requests.
    async fn open_through(
        &self,
        proxy: &Proxy,
        route: Route<'_>,
        origin: &Uri,
        monitor: &Arc<Monitor>,
    ) -> Result<Stream, BoxError> {
        let mut stream = open_socket(proxy.uri(), monitor).await?;
        if is_tls(proxy.uri()) {
            stream = self.tls.connect_to_proxy(stream, proxy.uri()).await?;
        }
        match route {
            Route::Direct | Route::Forward(_) => {}
            Route::Tunnel(_) => tunnel::open(&mut stream, origin, proxy.authorization()).await?,
            Route::Socks(_) => socks::connect(&mut stream, origin, proxy.credentials()).await?,
        }
        Ok(stream)
    }
}

/// Opens a monitored socket to the host of a URL.
async fn open_socket(uri: &Uri, monitor: &Arc<Monitor>) -> Result<Stream, BoxError> {
    Ok(Box::new(Socket::new(dial(uri).await?, Arc::clone(monitor))))
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
