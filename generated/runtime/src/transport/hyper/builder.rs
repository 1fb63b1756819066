//! Making the transport over hyper.

use std::env;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hyper_rustls::HttpsConnector;
use rustls::ClientConfig;

use super::connector::Connector;
use super::pool::{Bounds, Pool};
use super::proxy::Proxies;
use super::{Hyper, tls};
use crate::{BuildError, Secret};

/// How long an unused connection is kept. Servers and gateways close one after a minute or more, and a request that
/// meets such an end on its way fails, so the client should be the first.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// No unused connection is kept for longer: what no clock can hold is as good as a day.
const LONGEST_IDLE: Duration = Duration::from_secs(24 * 60 * 60);

/// How many connections to a host there are at most. A process has 256 file descriptors by default on some systems.
const MAX_CONNECTIONS: usize = 100;

/// What a [`Hyper`] is made from. Everything has a default.
#[derive(Clone)]
pub struct HyperBuilder {
    plain_http: bool,
    http1_only: bool,
    proxy: ProxySetting,
    extra_roots: Vec<Vec<u8>>,
    tls_config: Option<ClientConfig>,
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
            extra_roots: Vec::new(),
            tls_config: None,
            pool_idle_timeout: POOL_IDLE_TIMEOUT,
            max_connections: MAX_CONNECTIONS,
        }
    }

    /// Speaks plain HTTP as well, which anyone on the way can read. Without it, a call to an address without TLS fails.
    #[must_use]
    pub fn plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Does not offer HTTP/2.
    #[must_use]
    pub fn http1_only(mut self) -> Self {
        self.http1_only = true;
        self
    }

    /// Goes to every address through this proxy, whatever the environment says.
    ///
    /// Its URL begins with `http`, `https` or `socks5`, and may have a user and a password:
    /// `http://user:password@proxy.example:3128`. Special characters in these are percent-encoded. A proxy that is
    /// reached over TLS has to show a certificate that is trusted. `socks5` leaves it to the proxy to look up the
    /// server's name, as `socks5h` does.
    ///
    /// TLS to the service goes through the proxy, which sees the name of the host and no more.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.proxy = ProxySetting::Url(url.into());
        self
    }

    /// Goes through no proxy, whatever the environment says.
    ///
    /// By default the variables `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` count, in capitals or not, but
    /// never for addresses of the own machine. They are read once, by [`build`](Self::build). A proxy that cannot be used
    /// fails the calls that would go through it, with [`TransportErrorKind::Proxy`](crate::transport::TransportErrorKind::Proxy).
    ///
    /// `NO_PROXY` has entries separated by commas or spaces, in capitals or not: `example.com` or `.example.com` for a
    /// domain and its subdomains, `*.example.com` for the subdomains alone, an address, a network like `10.0.0.0/8`, or
    /// `*` for all. A domain or an address in brackets may end with a port, like `example.com:8443`.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxySetting::None;
        self
    }

    /// Trusts this certificate as a root, beside those of the platform: one in DER, or any number in PEM. Can be given
    /// several times.
    #[must_use]
    pub fn extra_root(mut self, certificate: impl AsRef<[u8]>) -> Self {
        self.extra_roots.push(certificate.as_ref().to_vec());
        self
    }

    /// Does TLS by this configuration, in place of one with the platform's roots.
    ///
    /// Its crypto provider, roots, versions and client certificates count. The protocols that it offers (ALPN) are set
    /// by the transport. Its type is that of the crate [`rustls`](crate::transport::rustls), in the version
    /// that this crate uses.
    #[must_use]
    pub fn tls_config(mut self, config: ClientConfig) -> Self {
        self.tls_config = Some(config);
        self
    }

    /// Keeps an unused connection for this time. By default it is 30 s, which is less than servers keep theirs.
    ///
    /// Over HTTP/1.1, a request that must not be repeated never takes a connection that was unused for 3 s.
    #[must_use]
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.pool_idle_timeout = timeout;
        self
    }

    /// Opens at most so many connections to a host at the same time; at least one. 100 unless set.
    ///
    /// Over HTTP/1.1 this is how many calls are under way at once. The others wait for a connection, in the order in which
    /// they came. Each connection takes a file descriptor: set this lower where the process has few (`ulimit -n`). If
    /// there is none for a new connection, calls wait as well.
    #[must_use]
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections.max(1);
        self
    }

    /// Makes the transport.
    ///
    /// # Errors
    /// - [`Certificate`](crate::BuildErrorKind::Certificate): an extra root is no certificate, or there is a
    ///   TLS configuration beside it.
    /// - [`Proxy`](crate::BuildErrorKind::Proxy): the proxy that was given cannot be used. The error does not
    ///   show it, because it may have a password.
    /// - [`Transport`](crate::BuildErrorKind::Transport): TLS cannot be configured.
    pub fn build(self) -> Result<Hyper, BuildError> {
        let proxies = Arc::new(match &self.proxy {
            ProxySetting::Environment => Proxies::of_environment(|name| env::var_os(name)),
            ProxySetting::Url(url) => Proxies::one(url.expose())?,
            ProxySetting::None => Proxies::None,
        });
        let needs_roots = self.tls_config.is_none();
        let tls = match self.tls_config {
            None => tls::config(&self.extra_roots)?,
            Some(config) if self.extra_roots.is_empty() => config,
            Some(_) => return Err(BuildError::certificate("extra roots belong into the TLS configuration")),
        };
        let connector = Connector::new(Arc::clone(&proxies), tls::offering(tls.clone(), false), needs_roots);
        let mut connector = HttpsConnector::from((connector, tls::offering(tls, !self.http1_only)));
        if !self.plain_http {
            connector.enforce_https();
        }
        let bounds = Bounds { connections: self.max_connections, idle: self.pool_idle_timeout.min(LONGEST_IDLE) };
        Ok(Hyper { pool: Arc::new(Pool::new(connector, bounds)), proxies })
    }
}

/// Without the proxy's credentials.
impl fmt::Debug for HyperBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperBuilder")
            .field("plain_http", &self.plain_http)
            .field("http1_only", &self.http1_only)
            .field("extra_roots", &self.extra_roots.len())
            .field("tls_config", &self.tls_config.is_some())
            .field("pool_idle_timeout", &self.pool_idle_timeout)
            .field("max_connections", &self.max_connections)
            .finish_non_exhaustive()
    }
}
