//! A proxy, and the routes of connections through it.

use std::fmt;

use http::uri::Scheme;
use http::{HeaderValue, Uri};
use percent_encoding::percent_decode_str;

use crate::Secret;
use crate::base_url::check_authority;
use crate::bytes::base64;

/// The route to a server.
#[derive(Clone, Copy, Debug)]
pub(super) enum Route<'a> {
    /// A direct connection.
    Direct,
    /// A proxy that forwards requests.
    Forward(&'a Proxy),
    /// A proxy that tunnels bytes after CONNECT.
    Tunnel(&'a Proxy),
    /// A SOCKS proxy that tunnels bytes.
    Socks(&'a Proxy),
}

impl<'a> Route<'a> {
    pub(super) fn proxy(self) -> Option<&'a Proxy> {
        match self {
            Self::Direct => None,
            Self::Forward(proxy) | Self::Tunnel(proxy) | Self::Socks(proxy) => Some(proxy),
        }
    }
}

/// A proxy's URL and credentials. `Debug` leaves the credentials out.
#[derive(Clone)]
pub(super) struct Proxy {
    uri: Uri,
    credentials: Option<Credentials>,
}

/// A user and a password.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) user: String,
    pub(super) password: Secret,
    /// Both as a `proxy-authorization` header.
    authorization: HeaderValue,
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
        let authority = uri.authority().ok_or("it has no host")?.as_str();
        let (credentials, authority) = match authority.split_once('@') {
            Some((credentials, authority)) => (Some(Credentials::parse(credentials)?), authority),
            None => (None, authority),
        };
        let is_long = |text: &str| text.len() > 255;
        if is_socks(&uri) && credentials.as_ref().is_some_and(|it| is_long(&it.user) || is_long(it.password.expose())) {
            return Err("its user or password is longer than SOCKS allows");
        }
        let scheme = uri.scheme().cloned().unwrap_or(Scheme::HTTP);
        let uri = Uri::builder().scheme(scheme).authority(authority).path_and_query("/").build();
        let uri = uri.map_err(|_| "it has no host")?;
        check_authority(authority, uri.host().unwrap_or_default())?;
        Ok(Self { uri, credentials })
    }

    /// Its URL, without credentials.
    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(super) fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }

    /// The `proxy-authorization` header of an HTTP proxy.
    pub(super) fn authorization(&self) -> Option<&HeaderValue> {
        self.credentials.as_ref().map(|credentials| &credentials.authorization)
    }

    pub(super) fn route(&self, destination: &Uri) -> Route<'_> {
        if is_socks(&self.uri) {
            Route::Socks(self)
        } else if is_tls(destination) {
            Route::Tunnel(self)
        } else {
            Route::Forward(self)
        }
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Proxy").field(&self.uri).finish()
    }
}

impl Credentials {
    /// Parses a user and a password, percent-encoded and separated by a colon.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let (user, password) = text.split_once(':').unwrap_or((text, ""));
        let decode = |text| percent_decode_str(text).decode_utf8().map_err(|_| "its user or password is not UTF-8");
        let (user, password) = (decode(user)?, decode(password)?);
        let encoded = base64(format!("{user}:{password}").as_bytes());
        let authorization = HeaderValue::try_from(format!("Basic {encoded}"));
        let mut authorization = authorization.map_err(|_| "its user or password cannot be sent")?;
        authorization.set_sensitive(true);
        Ok(Self { user: user.into_owned(), password: Secret::new(password), authorization })
    }
}

pub(super) fn is_tls(destination: &Uri) -> bool {
    destination.scheme() == Some(&Scheme::HTTPS)
}

fn is_socks(uri: &Uri) -> bool {
    uri.scheme_str().is_some_and(|scheme| scheme.starts_with("socks"))
}

/// The host of a URL, without the brackets of an IPv6 address.
pub(super) fn host(uri: &Uri) -> &str {
    uri.host().unwrap_or_default().trim_matches(['[', ']'])
}

/// The port of a URL, which defaults to that of its scheme.
pub(super) fn port(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or_else(|| default_port(uri))
}

/// The port of a URL's scheme.
pub(super) fn default_port(uri: &Uri) -> u16 {
    if is_tls(uri) {
        443
    } else if is_socks(uri) {
        1080
    } else {
        80
    }
}

/// The host and the port of a URL, as in `example.com:443` or `[::1]:80`.
pub(super) fn host_and_port(uri: &Uri) -> String {
    format!("{}:{}", uri.host().unwrap_or_default(), port(uri))
}
