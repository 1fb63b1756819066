//! A proxy, and the routes of connections through it.

use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use crate::base_url::check_authority;

/// A URL that matches every proxy without exceptions.
const ANY: &str = "https://any.invalid";

/// The route to a server.
#[derive(Debug)]
pub(super) enum Route {
    /// A direct connection.
    Direct,
    /// A proxy that forwards requests.
    Forward(Proxy),
    /// A proxy that tunnels bytes after CONNECT.
    Tunnel(Proxy),
    /// A SOCKS proxy that tunnels bytes to this destination, which has a port.
    Socks(Proxy, Uri),
}

impl Route {
    pub(super) fn proxy(&self) -> Option<&Proxy> {
        match self {
            Self::Direct => None,
            Self::Forward(proxy) | Self::Tunnel(proxy) | Self::Socks(proxy, _) => Some(proxy),
        }
    }
}

/// A proxy's URL and credentials.
#[derive(Clone, Debug)]
pub(super) struct Proxy {
    uri: Uri,
    intercept: Intercept,
}

impl Proxy {
    /// Parses and validates a proxy's URL. The error contains no part of it.
    pub(super) fn parse(url: &str) -> Result<Self, &'static str> {
        let uri: Uri = url.parse().map_err(|_| "it is not a URL")?;
        // An unescaped `?` or `#` in a password would end the host early.
        if url.contains(['?', '#']) || !matches!(uri.path(), "" | "/") {
            return Err("it has parts other than a scheme, user, password, host and port");
        }
        if !matches!(uri.scheme_str(), None | Some("http" | "https" | "socks5" | "socks5h")) {
            return Err("its scheme is not http, https, socks5 or socks5h");
        }
        let intercept = Matcher::builder().https(url).build().intercept(&Uri::from_static(ANY));
        let proxy = Self::from(intercept.ok_or("it has no host")?);
        let authority = proxy.uri.authority().ok_or("it has no host")?;
        check_authority(authority.as_str(), authority.host())?;
        if proxy.user_and_password().is_some_and(|(user, password)| user.len().max(password.len()) > 255) {
            return Err("its user or password is longer than SOCKS allows");
        }
        Ok(proxy)
    }

    /// Its URL, without credentials.
    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The `proxy-authorization` header of an HTTP proxy.
    pub(super) fn credentials(&self) -> Option<&HeaderValue> {
        self.intercept.basic_auth()
    }

    /// The credentials of a SOCKS proxy.
    pub(super) fn user_and_password(&self) -> Option<(&str, &str)> {
        self.intercept.raw_auth()
    }

    pub(super) fn route(self, destination: &Uri) -> Route {
        let is_tls = is_tls(destination);
        if is_socks(&self.uri) {
            Route::Socks(self, with_port(destination, if is_tls { 443 } else { 80 }))
        } else if is_tls {
            Route::Tunnel(self)
        } else {
            Route::Forward(self)
        }
    }
}

impl From<Intercept> for Proxy {
    fn from(intercept: Intercept) -> Self {
        let uri = intercept.uri();
        let uri = if is_socks(uri) { with_port(uri, 1080) } else { uri.clone() };
        Self { uri, intercept }
    }
}

pub(super) fn is_tls(destination: &Uri) -> bool {
    destination.scheme() == Some(&Scheme::HTTPS)
}

fn is_socks(uri: &Uri) -> bool {
    uri.scheme_str().is_some_and(|scheme| scheme.starts_with("socks"))
}

/// Adds the port if there is none. SOCKS clients would assume another one.
fn with_port(uri: &Uri, port: u16) -> Uri {
    let written = if uri.port().is_none() { uri.host() } else { None };
    let authority: Option<Authority> = written.and_then(|host| format!("{host}:{port}").parse().ok());
    let Some(authority) = authority else { return uri.clone() };
    let mut parts = uri.clone().into_parts();
    parts.authority = Some(authority);
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}
