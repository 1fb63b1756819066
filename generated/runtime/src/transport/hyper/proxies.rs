//! The configured proxies, and the one for each destination.

use std::error::Error;
use std::ffi::OsString;
use std::fmt;

use http::Uri;

use super::no_proxy::{Destination, NoProxy};
use super::proxy::{Proxy, Route, is_tls};
use crate::BuildError;

/// The configured proxies. `Debug` leaves their credentials out.
#[derive(Debug)]
pub(super) enum Proxies {
    /// No proxy.
    None,
    /// One proxy for all destinations.
    One(Box<Proxy>),
    /// The proxies of the environment.
    Environment(Box<EnvironmentProxies>),
}

/// The proxies of the environment, with its exceptions.
#[derive(Debug)]
pub(super) struct EnvironmentProxies {
    https: Option<Result<Proxy, UnusableProxy>>,
    http: Option<Result<Proxy, UnusableProxy>>,
    exceptions: NoProxy,
}

/// The error of an environment variable with an invalid proxy. Leaves its value out, which may contain a password.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnusableProxy {
    variable: &'static str,
    reason: &'static str,
}

impl Proxies {
    /// One proxy for all destinations.
    pub(super) fn one(url: &str) -> Result<Self, BuildError> {
        Proxy::parse(url).map(|proxy| Self::One(Box::new(proxy))).map_err(BuildError::proxy)
    }

    /// Reads the proxies of the environment through `read`.
    pub(super) fn from_environment(read: impl Fn(&str) -> Option<OsString>) -> Self {
        // A CGI program gets request headers as variables, and `Proxy` as `HTTP_PROXY`.
        let is_header = read("REQUEST_METHOD").is_some();
        let read = |name: &str| read(name).filter(|value| !(value.is_empty() || is_header && name == "HTTP_PROXY"));
        let first = |names: [&'static str; 2]| names.into_iter().find_map(|name| Some((name, read(name)?)));
        let proxy = |names| {
            first(names).map(|(variable, url)| {
                let proxy = url.to_str().ok_or("it is not UTF-8").and_then(Proxy::parse);
                proxy.map_err(|reason| UnusableProxy { variable, reason })
            })
        };
        let all = proxy(["ALL_PROXY", "all_proxy"]);
        let exceptions = first(["NO_PROXY", "no_proxy"]).map(|(_, text)| NoProxy::parse(&text.to_string_lossy()));
        Self::Environment(Box::new(EnvironmentProxies {
            https: proxy(["HTTPS_PROXY", "https_proxy"]).or_else(|| all.clone()),
            http: proxy(["HTTP_PROXY", "http_proxy"]).or(all),
            exceptions: exceptions.unwrap_or_default(),
        }))
    }

    /// The route to a destination.
    pub(super) fn route(&self, destination: &Uri) -> Result<Route<'_>, UnusableProxy> {
        let proxy = match self {
            Self::None => None,
            Self::One(proxy) => Some(&**proxy),
            Self::Environment(environment) => environment.proxy(destination)?,
        };
        Ok(proxy.map_or(Route::Direct, |proxy| proxy.route(destination)))
    }

    /// The proxy that forwards requests to a destination, if there is one.
    pub(super) fn forwarding(&self, destination: &Uri) -> Result<Option<&Proxy>, UnusableProxy> {
        Ok(if let Route::Forward(proxy) = self.route(destination)? { Some(proxy) } else { None })
    }
}

impl EnvironmentProxies {
    /// The proxy for a destination. An invalid one is an error: a direct connection instead would end in an unexplained
    /// timeout.
    fn proxy(&self, destination: &Uri) -> Result<Option<&Proxy>, UnusableProxy> {
        let Some(proxy) = (if is_tls(destination) { &self.https } else { &self.http }) else { return Ok(None) };
        let destination = Destination::of(destination);
        // A network's proxy is never meant for loopback addresses, but few environments exclude them.
        if destination.is_loopback() || self.exceptions.contain(&destination) {
            return Ok(None);
        }
        proxy.as_ref().map(Some).map_err(|unusable| *unusable)
    }
}

impl fmt::Display for UnusableProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "environment variable {}: {}", self.variable, self.reason)
    }
}

impl Error for UnusableProxy {}

#[cfg(test)]
mod tests {
    use http::Uri;

    use super::{Proxies, Route};

    fn proxies(variables: &[(&str, &str)]) -> Proxies {
        Proxies::from_environment(|name| {
            variables.iter().find(|(other, _)| *other == name).map(|(_, value)| value.into())
        })
    }

    /// The route to a destination as `kind proxy`, or the error.
    fn route(variables: &[(&str, &str)], destination: &'static str) -> String {
        match proxies(variables).route(&Uri::from_static(destination)) {
            Ok(Route::Direct) => "direct".to_owned(),
            Ok(Route::Forward(proxy)) => format!("forward {}", proxy.uri()),
            Ok(Route::Tunnel(proxy)) => format!("tunnel {}", proxy.uri()),
            Ok(Route::Socks(proxy)) => format!("socks {}", proxy.uri()),
            Err(unusable) => unusable.to_string(),
        }
    }

    #[test]
    fn selects_variable_by_scheme() {
        let all = [("all_proxy", "a:1"), ("HTTPS_PROXY", "https://s:2"), ("http_proxy", "")];
        assert_eq!(route(&all, "https://x"), "tunnel https://s:2/");
        assert_eq!(route(&all, "http://x"), "forward http://a:1/");
        assert_eq!(route(&[("HTTP_PROXY", "p:1")], "https://x"), "direct");
        assert_eq!(route(&[("https_proxy", "p:1")], "http://x"), "direct");
        assert_eq!(route(&[("ALL_PROXY", "socks5://p")], "https://x"), "socks socks5://p/");
        assert_eq!(route(&[("ALL_PROXY", "socks5h://[::1]:9")], "http://x:8/a"), "socks socks5h://[::1]:9/");
        assert_eq!(route(&[], "https://x"), "direct");
    }

    #[test]
    fn debug_hides_credentials() {
        let shown = format!("{:?}", proxies(&[("HTTPS_PROXY", "http://user:hush@p:1")]));
        assert!(shown.contains("http://p:1/") && !shown.contains("user"), "{shown}");
    }

    #[test]
    fn respects_no_proxy() {
        let all = [("ALL_PROXY", "p:1"), ("no_proxy", "example.com, 10.0.0.0/8")];
        for destination in ["https://example.com", "https://api.example.com:8443", "http://10.1.2.3"] {
            assert_eq!(route(&all, destination), "direct", "{destination}");
        }
        assert_eq!(route(&all, "https://noexample.com"), "tunnel http://p:1/");
        assert_eq!(route(&[("ALL_PROXY", "p:1"), ("NO_PROXY", "*")], "https://x"), "direct");
    }

    #[test]
    fn loopback_uses_no_proxy_of_the_environment() {
        for destination in [
            "https://localhost",
            "http://LOCALHOST.:8080",
            "https://api.localhost",
            "https://127.1.2.3",
            "https://[::1]:8443",
            "https://[::ffff:127.0.0.1]",
        ] {
            assert_eq!(route(&[("ALL_PROXY", "p:1")], destination), "direct", "{destination}");
            let given = Proxies::one("p:1").expect("a proxy");
            assert!(!matches!(given.route(&Uri::from_static(destination)), Ok(Route::Direct)), "{destination}");
        }
        assert_eq!(route(&[("ALL_PROXY", "p:1")], "https://notlocalhost"), "tunnel http://p:1/");
    }

    #[test]
    fn invalid_proxy_fails_where_it_applies() {
        let unusable = [("HTTP_PROXY", "http://u:hush@"), ("all_proxy", "p:1"), ("NO_PROXY", "*.example")];
        assert_eq!(route(&unusable, "http://x"), "environment variable HTTP_PROXY: it is not a URL");
        for (destination, usable) in
            [("https://x", "tunnel http://p:1/"), ("http://a.example", "direct"), ("http://127.0.0.1", "direct")]
        {
            assert_eq!(route(&unusable, destination), usable);
        }
        let both = [("ALL_PROXY", "ftp://p"), ("HTTPS_PROXY", "p:1")];
        assert_eq!(route(&both, "https://x"), "tunnel http://p:1/");
        assert!(route(&both, "http://x").starts_with("environment variable ALL_PROXY: its scheme is not"));
    }

    #[test]
    fn ignores_http_proxy_in_cgi_programs() {
        // In a CGI program it is a request header.
        let variables = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "p:1"), ("HTTPS_PROXY", "p:1")];
        assert_eq!(route(&variables, "http://x"), "direct");
        assert_eq!(route(&variables, "https://x"), "tunnel http://p:1/");
    }
}
