//! The builder of the transport over hyper.

use std::env;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Hyper;
use super::connector::Connector;
use super::pool::{Pool, PoolLimits};
use super::proxies::Proxies;
use super::tls::TlsSettings;
use crate::{BuildError, Secret};

/// The default idle timeout. Servers and gateways close idle connections after a minute or more, and a request that
/// crosses such a close fails, so the client should close them first.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// The maximum idle timeout, which keeps instants within the range of the clock.
const LONGEST_IDLE: Duration = Duration::from_secs(24 * 60 * 60);

/// The default maximum of connections to a host. Some systems give a process 256 file descriptors by default.
const MAX_CONNECTIONS: usize = 100;

/// Builds a [`Hyper`]. Every setting has a default.
#[derive(Clone)]
pub struct HyperBuilder {
    plain_http: bool,
    http1_only: bool,
    proxy: ProxySetting,
    pub(super) tls: TlsSettings,
    pool_idle_timeout: Duration,
    max_connections: usize,
}

#[derive(Clone)]
enum ProxySetting {
    Environment,
    Url(Secret),
    None,
}

impl HyperBuilder {
    pub(super) fn new() -> Self {
        Self {
            plain_http: false,
            http1_only: false,
            proxy: ProxySetting::Environment,
            tls: TlsSettings::default(),
            pool_idle_timeout: POOL_IDLE_TIMEOUT,
            max_connections: MAX_CONNECTIONS,
        }
    }

    /// Allows plain HTTP, which anyone on the network path can read. Otherwise requests without TLS fail.
    #[must_use]
    pub fn plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Disables HTTP/2, which requires the feature `http2`.
    #[must_use]
    pub fn http1_only(mut self) -> Self {
        self.http1_only = true;
        self
    }

    /// Sends all requests through this proxy, and ignores the environment.
    ///
    /// The URL's scheme is `http`, `https` or `socks5`. It may contain a user and a password with special characters
    /// percent-encoded: `http://user:password@proxy.example:3128`. An `https` proxy must have a trusted certificate.
    /// With `socks5`, like with `socks5h`, the proxy resolves the server's name.
    ///
    /// Connections to the service use TLS end to end: the proxy sees only the host name.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.proxy = ProxySetting::Url(url.into());
        self
    }

    /// Sends all requests without a proxy, and ignores the environment.
    ///
    /// By default, the proxy comes from the variables `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in upper
    /// or lower case. Loopback addresses never use it. The variables are read once, by [`build`](Self::build). If the
    /// proxy is invalid, the calls that would use it fail with
    /// [`TransportErrorKind::Proxy`](crate::transport::TransportErrorKind::Proxy).
    ///
    /// `NO_PROXY` is a list separated by commas or spaces, in upper or lower case: `example.com` or `.example.com` for
    /// a domain and its subdomains, `*.example.com` for subdomains alone, an IP address, a network like `10.0.0.0/8`,
    /// or `*` for everything. A domain or an address in brackets may have a port, like `example.com:8443`.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxySetting::None;
        self
    }

    /// Sets how long an idle connection stays open. Defaults to 30 seconds, which is less than servers keep theirs.
    ///
    /// Over HTTP/1.1, a request that is not idempotent never uses a connection that was idle for 3 seconds or more.
    #[must_use]
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.pool_idle_timeout = timeout;
        self
    }

    /// Sets the maximum number of open connections to a host, at least one. Defaults to 100.
    ///
    /// Over HTTP/1.1 this is the number of concurrent calls. Further calls wait for a connection in the order of their
    /// arrival. Each connection takes a file descriptor: lower the limit for processes with few (`ulimit -n`). If there
    /// is none for a new connection, calls wait as well.
    #[must_use]
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections.max(1);
        self
    }

    /// Builds the transport.
    ///
    /// # Errors
    /// - [`Certificate`](crate::BuildErrorKind::Certificate): an extra root is not a certificate, or there is a TLS
    ///   configuration as well.
    /// - [`Proxy`](crate::BuildErrorKind::Proxy): the proxy is invalid. The error leaves its URL out, which may contain
    ///   a password.
    /// - [`Transport`](crate::BuildErrorKind::Transport): TLS cannot be configured.
    pub fn build(self) -> Result<Hyper, BuildError> {
        let proxies = Arc::new(match &self.proxy {
            ProxySetting::Environment => Proxies::from_environment(|name| env::var_os(name)),
            ProxySetting::Url(url) => Proxies::one(url.expose())?,
            ProxySetting::None => Proxies::None,
        });
        let http2 = cfg!(feature = "http2") && !self.http1_only;
        let tls = self.tls.build(http2)?;
        let connector = Connector { proxies: Arc::clone(&proxies), tls, plain_http: self.plain_http };
        let bounds = PoolLimits { connections: self.max_connections, idle: self.pool_idle_timeout.min(LONGEST_IDLE) };
        Ok(Hyper { pool: Arc::new(Pool::new(connector, bounds, http2)), proxies })
    }
}

/// Leaves the proxy's credentials out.
impl fmt::Debug for HyperBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperBuilder")
            .field("plain_http", &self.plain_http)
            .field("http1_only", &self.http1_only)
            .field("tls", &self.tls)
            .field("pool_idle_timeout", &self.pool_idle_timeout)
            .field("max_connections", &self.max_connections)
            .finish_non_exhaustive()
    }
}
