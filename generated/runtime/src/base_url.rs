//! The base URL of a client.

use std::fmt;
use std::net::Ipv6Addr;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

use super::build_error::{BuildError, BuildErrorKind};

/// The maximum length of a path with its query. Not every version of `http` checks it, and offsets have 16 bits there.
const MAX_PATH_AND_QUERY: usize = 65_534;

/// A scheme, an authority, and a path prefix without a trailing slash.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    prefix: String,
}

impl BaseUrl {
    /// Parses and validates a URL.
    pub(super) fn parse(text: &str, plain_http: bool) -> Result<Self, BuildError> {
        if text.contains(['?', '#']) {
            return Err(BuildError::base_url("it has a query or a fragment"));
        }
        let uri: Uri = text.parse().map_err(|_| BuildError::base_url("it is not an absolute URL"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(BuildError::base_url("it is not an absolute URL"));
        };
        if *scheme != Scheme::HTTP && *scheme != Scheme::HTTPS {
            return Err(BuildError::base_url("its scheme is neither https nor http"));
        }
        check_authority(authority.as_str(), authority.host()).map_err(BuildError::base_url)?;
        let path = uri.path().strip_suffix('/').unwrap_or(uri.path());
        check_path(path).map_err(BuildError::base_url)?;
        if *scheme == Scheme::HTTP && !plain_http {
            return Err(BuildError::new(BuildErrorKind::PlainHttp));
        }
        Ok(Self { scheme: scheme.clone(), authority: authority.clone(), prefix: path.to_owned() })
    }

    /// The start of every path.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The URL of a path, which starts with the prefix and a slash, and its query.
    pub(super) fn join(&self, path_and_query: String) -> Result<Uri, String> {
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(self::path_and_query(path_and_query)?);
        Uri::from_parts(parts).map_err(|error| error.to_string())
    }

    /// Returns true if requests are sent without TLS.
    pub(super) fn is_plain(&self) -> bool {
        self.scheme == Scheme::HTTP
    }
}

/// Parses a path with its query.
pub(super) fn path_and_query(text: String) -> Result<PathAndQuery, String> {
    if text.len() > MAX_PATH_AND_QUERY {
        return Err(format!("it is longer than {MAX_PATH_AND_QUERY} bytes"));
    }
    PathAndQuery::from_maybe_shared(Bytes::from(text)).map_err(|error| error.to_string())
}

/// Validates a host and its port. `http::Uri` accepts more than a host can be, and would send it unchanged.
pub(super) fn check_authority(authority: &str, host: &str) -> Result<(), &'static str> {
    if authority.contains('@') {
        return Err("it contains a user name or password");
    }
    if host.is_empty() {
        return Err("it has no host");
    }
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_host = match address {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => {
            host.bytes().any(|byte| byte.is_ascii_alphanumeric())
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        }
    };
    if !is_host {
        return Err("its host is neither an ASCII name nor an IP address");
    }
    let port = authority.strip_prefix(host).unwrap_or_default();
    let Some(digits) = port.strip_prefix(':') else { return Ok(()) };
    let number = if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse::<u16>().ok() } else { None };
    if number.is_some_and(|number| number > 0) { Ok(()) } else { Err("its port is not a number from 1 to 65535") }
}

/// Validates a path that is empty or starts with a slash. Rejects paths that servers and proxies interpret differently.
fn check_path(path: &str) -> Result<(), &'static str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@%/".contains(&byte);
    if !path.bytes().all(is_plain) {
        return Err("its path has characters that must be percent-encoded");
    }
    let mut escapes = path.split('%').skip(1).map(|rest| rest.get(..2).unwrap_or_default());
    if !escapes.clone().all(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return Err("its path has a `%` without two hexadecimal digits");
    }
    if escapes.clone().any(|code| u8::from_str_radix(code, 16).is_ok_and(|byte| byte.is_ascii_control())) {
        return Err("its path has an encoded control character");
    }
    if escapes.any(|code| ["2e", "2f", "5c"].contains(&code.to_ascii_lowercase().as_str())) {
        return Err("its path has an encoded dot, slash or backslash");
    }
    if path.split('/').skip(1).any(|segment| matches!(segment, "" | "." | "..")) {
        return Err("its path has a segment that is empty, `.` or `..`");
    }
    Ok(())
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}://{}{}\"", self.scheme, self.authority, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, BuildErrorKind};

    fn joined(text: &str) -> Option<String> {
        let base = BaseUrl::parse(text, false).ok()?;
        Some(base.join(format!("{}/v1.0/x?a=b", base.prefix())).ok()?.to_string())
    }

    #[test]
    fn keeps_path_prefix() {
        assert_eq!(joined("https://api.example.com").as_deref(), Some("https://api.example.com/v1.0/x?a=b"));
        assert_eq!(joined("https://api.example.com/").as_deref(), Some("https://api.example.com/v1.0/x?a=b"));
        assert_eq!(joined("HTTPS://h:8443/a/b/").as_deref(), Some("https://h:8443/a/b/v1.0/x?a=b"));
        assert_eq!(joined("https://h/a%20b/~c").as_deref(), Some("https://h/a%20b/~c/v1.0/x?a=b"));
        assert_eq!(joined("https://[::1]:8443").as_deref(), Some("https://[::1]:8443/v1.0/x?a=b"));
    }

    #[test]
    fn rejects_unusable_urls() {
        for text in [
            "",
            "api.example.com",
            "/v1.0",
            "https://",
            "https:///x",
            "ftp://h",
            "https://h?a=b",
            "https://h#a",
            "https://me:secret@h",
            "https://h:0",
            "https://h:",
            "https://h:+443",
            "https://h:99999",
            "https://[::1]:+443",
            "https://[::g]",
            "https://h'",
            "https://h%2e",
            "https://h*",
            "https://h/../x",
            "https://h/.",
            "https://h//x",
            "https://h/x//",
            "https://h//",
            "https://h/%2e%2E/x",
            "https://h/a%2e",
            "https://h/a%2Fb",
            "https://h/a%5cb",
            "https://h/a%",
            "https://h/a%2",
            "https://h/a%zz",
            "https://h/a\\b",
            "https://h\\b",
            "https://h/\"a\"",
            "https://h/'a'",
            "https://h/{a}",
            "https://h/a|b",
            "https://h/a^b",
            "https://h/a b",
            "https://h\n",
            "https://h/\u{e9}",
        ] {
            let kind = BaseUrl::parse(text, true).err().map(|error| error.kind());
            assert_eq!(kind, Some(BuildErrorKind::BaseUrl), "{text:?}");
        }
    }

    #[test]
    fn plain_http_is_opt_in() {
        let kind = BaseUrl::parse("http://h", false).err().map(|error| error.kind());
        assert_eq!(kind, Some(BuildErrorKind::PlainHttp));
        assert!(BaseUrl::parse("http://h", true).is_ok());
    }
}
