//! Which way a connection goes: straight to the server, or through a proxy.

use std::ffi::OsString;
use std::net::IpAddr;

use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use crate::runtime::BuildError;
use crate::runtime::base_url::check_authority;

/// An address that every proxy without exceptions is for.
const ANY: &str = "https://any.invalid";

/// The proxies there are. `Debug` leaves their credentials out, as hyper-util's types do.
#[derive(Debug)]
pub(super) enum Proxies {
    /// None for any address.
    None,
    /// One for every address.
    One(Proxy),
    /// Those that the environment names, with its exceptions.
    Environment(Matcher),
}

/// The way to a server.
#[derive(Debug)]
pub(super) enum Way {
    /// No proxy is on it.
    Straight,
    /// A proxy reads the requests and sends them on.
    Forward(Proxy),
    /// A proxy passes bytes on, after CONNECT.
    Tunnel(Proxy),
    /// A proxy passes bytes on to an address, which has a port, after a greeting of SOCKS.
    Socks(Proxy, Uri),
}

/// A proxy's address and credentials.
#[derive(Clone, Debug)]
pub(super) struct Proxy {
    uri: Uri,
    intercept: Intercept,
}

impl Proxies {
    /// One proxy for every address.
    pub(super) fn one(url: &str) -> Result<Self, BuildError> {
        Proxy::parse(url).map(Self::One).map_err(BuildError::proxy)
    }

    /// The proxies of the environment, whose variables `read` gives. One that cannot be used is an error: going
    /// straight where a proxy is meant would end in a time-out that says nothing of it.
    pub(super) fn of_environment(
        plain_http: bool,
        read: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, BuildError> {
        // A server's program gets the headers of requests in its environment, `Proxy` as `HTTP_PROXY`.
        let is_header = read("REQUEST_METHOD").is_some();
        let read = |name: &str| read(name).filter(|_| !(is_header && name == "HTTP_PROXY"));
        let all = Variable::find(["ALL_PROXY", "all_proxy"], read)?;
        let https = Variable::find(["HTTPS_PROXY", "https_proxy"], read)?.or_else(|| all.clone());
        let http = Variable::find(["HTTP_PROXY", "http_proxy"], read)?.or(all).filter(|_| plain_http);
        if https.is_none() && http.is_none() {
            return Ok(Self::None);
        }
        let exceptions = Variable::find(["NO_PROXY", "no_proxy"], read)?;
        let mut matcher = Matcher::builder().no(exceptions.map(|exceptions| exceptions.value).unwrap_or_default());
        if let Some(https) = https {
            matcher = matcher.https(https.proxy()?);
        }
        if let Some(http) = http {
            matcher = matcher.http(http.proxy()?);
        }
        Ok(Self::Environment(matcher.build()))
    }

    /// The way to an address.
    pub(super) fn way(&self, destination: &Uri) -> Way {
        match self {
            Self::None => Way::Straight,
            Self::One(proxy) => proxy.clone().way(destination),
            // Nobody means the own machine by the proxy of a network, and few environments say so.
            Self::Environment(_) if destination.host().is_some_and(is_loopback) => Way::Straight,
            Self::Environment(matcher) => matcher
                .intercept(destination)
                .map_or(Way::Straight, |intercept| Proxy::from(intercept).way(destination)),
        }
    }

    /// What a request to an address needs to show to the proxy that reads it.
    pub(super) fn credentials(&self, destination: &Uri) -> Option<HeaderValue> {
        if let Way::Forward(proxy) = self.way(destination) { proxy.credentials().cloned() } else { None }
    }
}

impl Proxy {
    /// Reads and checks a proxy's URL. The reason for refusing one holds nothing of it.
    fn parse(url: &str) -> Result<Self, &'static str> {
        let uri: Uri = url.parse().map_err(|_| "it is no URL")?;
        // Such a character in a password ends the host where nobody expects it.
        if url.contains(['?', '#']) || !matches!(uri.path(), "" | "/") {
            return Err("it has more than a scheme, a user, a password, a host and a port");
        }
        if !matches!(uri.scheme_str(), None | Some("http" | "https" | "socks5" | "socks5h")) {
            return Err("its scheme is none of http, https, socks5 and socks5h");
        }
        let intercept = Matcher::builder().https(url).build().intercept(&Uri::from_static(ANY));
        let proxy = Self::from(intercept.ok_or("it has no host")?);
        let authority = proxy.uri.authority().ok_or("it has no host")?;
        check_authority(authority.as_str(), authority.host())?;
        if proxy.user_and_password().is_some_and(|(user, password)| user.len().max(password.len()) > 255) {
            return Err("its user or password is longer than SOCKS can say");
        }
        Ok(proxy)
    }

    /// Its address, without credentials.
    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The header for a proxy that speaks HTTP.
    pub(super) fn credentials(&self) -> Option<&HeaderValue> {
        self.intercept.basic_auth()
    }

    /// The credentials for a proxy that speaks SOCKS.
    pub(super) fn user_and_password(&self) -> Option<(&str, &str)> {
        self.intercept.raw_auth()
    }

    fn way(self, destination: &Uri) -> Way {
        let is_tls = destination.scheme() == Some(&Scheme::HTTPS);
        if is_socks(&self.uri) {
            Way::Socks(self, with_port(destination, if is_tls { 443 } else { 80 }))
        } else if is_tls {
            Way::Tunnel(self)
        } else {
            Way::Forward(self)
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

/// A variable of the environment that is set and not empty.
#[derive(Clone)]
struct Variable {
    name: &'static str,
    value: String,
}

impl Variable {
    fn find(names: [&'static str; 2], read: impl Fn(&str) -> Option<OsString>) -> Result<Option<Self>, BuildError> {
        let found = names.into_iter().find_map(|name| Some((name, read(name).filter(|value| !value.is_empty())?)));
        let Some((name, value)) = found else { return Ok(None) };
        let value = value.into_string().map_err(|_| Self::error(name, "it is no UTF-8"))?;
        Ok(Some(Self { name, value }))
    }

    /// The value, which is a proxy that can be used.
    fn proxy(self) -> Result<String, BuildError> {
        Proxy::parse(&self.value).map_err(|why| Self::error(self.name, why))?;
        Ok(self.value)
    }

    fn error(name: &str, why: &str) -> BuildError {
        BuildError::proxy(format!("{name} of the environment: {why}"))
    }
}

fn is_socks(uri: &Uri) -> bool {
    uri.scheme_str().is_some_and(|scheme| scheme.starts_with("socks"))
}

/// The address with its port, where it has none. What speaks SOCKS would take another.
fn with_port(uri: &Uri, port: u16) -> Uri {
    let written = if uri.port().is_none() { uri.host() } else { None };
    let authority: Option<Authority> = written.and_then(|host| format!("{host}:{port}").parse().ok());
    let Some(authority) = authority else { return uri.clone() };
    let mut parts = uri.clone().into_parts();
    parts.authority = Some(authority);
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_end_matches('.').trim_matches(['[', ']']).to_ascii_lowercase();
    match host.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use http::Uri;

    use super::{Proxies, Way};

    fn proxies(plain_http: bool, variables: &[(&str, &str)]) -> Result<Proxies, String> {
        let read = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| value.into());
        Proxies::of_environment(plain_http, read).map_err(|error| error.to_string())
    }

    /// The way to an address, as `kind proxy`.
    fn way(variables: &[(&str, &str)], destination: &'static str) -> String {
        match proxies(true, variables).expect("proxies").way(&Uri::from_static(destination)) {
            Way::Straight => "straight".to_owned(),
            Way::Forward(proxy) => format!("forward {}", proxy.uri()),
            Way::Tunnel(proxy) => format!("tunnel {}", proxy.uri()),
            Way::Socks(proxy, destination) => format!("socks {} {destination}", proxy.uri()),
        }
    }

    #[test]
    fn each_scheme_has_its_variable() {
        let all = [("all_proxy", "a:1"), ("HTTPS_PROXY", "https://s:2"), ("http_proxy", "")];
        assert_eq!(way(&all, "https://x"), "tunnel https://s:2/");
        assert_eq!(way(&all, "http://x"), "forward http://a:1/");
        assert_eq!(way(&[("HTTP_PROXY", "p:1")], "https://x"), "straight");
        assert_eq!(way(&[("https_proxy", "p:1")], "http://x"), "straight");
        assert_eq!(way(&[("ALL_PROXY", "socks5://p")], "https://x"), "socks socks5://p:1080/ https://x:443/");
        assert_eq!(way(&[("ALL_PROXY", "socks5h://[::1]:9")], "http://x:8/a"), "socks socks5h://[::1]:9/ http://x:8/a");
        assert_eq!(way(&[], "https://x"), "straight");
    }

    #[test]
    fn credentials_are_not_shown() {
        let shown = proxies(false, &[("HTTPS_PROXY", "http://user:hush@p:1")]).map(|proxies| format!("{proxies:?}"));
        assert!(shown.is_ok_and(|shown| shown.contains("http://p:1/") && !shown.contains("user")));
    }

    #[test]
    fn exceptions() {
        let all = [("ALL_PROXY", "p:1"), ("no_proxy", "example.com, 10.0.0.0/8")];
        for destination in ["https://example.com", "https://api.example.com:8443", "http://10.1.2.3"] {
            assert_eq!(way(&all, destination), "straight", "{destination}");
        }
        assert_eq!(way(&all, "https://noexample.com"), "tunnel http://p:1/");
        assert_eq!(way(&[("ALL_PROXY", "p:1"), ("NO_PROXY", "*")], "https://x"), "straight");
    }

    #[test]
    fn the_own_machine() {
        for destination in [
            "https://localhost",
            "http://LOCALHOST.:8080",
            "https://api.localhost",
            "https://127.1.2.3",
            "https://[::1]:8443",
            "https://[::ffff:127.0.0.1]",
        ] {
            assert_eq!(way(&[("ALL_PROXY", "p:1")], destination), "straight", "{destination}");
            let given = Proxies::one("p:1").expect("a proxy");
            assert!(!matches!(given.way(&Uri::from_static(destination)), Way::Straight), "{destination}");
        }
        assert_eq!(way(&[("ALL_PROXY", "p:1")], "https://notlocalhost"), "tunnel http://p:1/");
    }

    #[test]
    fn what_cannot_be_used_and_what_is_not_needed() {
        assert!(
            proxies(true, &[("HTTP_PROXY", "http://u:hush@")]).is_err_and(|error| {
                error == "the proxy cannot be used: HTTP_PROXY of the environment: it is no URL"
            })
        );
        // Without plain HTTP, the variable has no say.
        assert!(matches!(proxies(false, &[("HTTP_PROXY", "http://u:hush@")]), Ok(Proxies::None)));
        // In a program that a server starts, it is a header of the request.
        let variables = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "p:1"), ("HTTPS_PROXY", "p:1")];
        assert_eq!(way(&variables, "http://x"), "straight");
        assert_eq!(way(&variables, "https://x"), "tunnel http://p:1/");
    }
}
