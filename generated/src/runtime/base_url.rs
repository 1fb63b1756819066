//! The address that all paths are appended to.

use std::fmt;

use http::Uri;
use http::uri::Scheme;

use super::BuildError;

/// A scheme, a host, and a prefix of the path without a slash at its end.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct BaseUrl(String);

impl BaseUrl {
    /// Reads and checks an address.
    pub(super) fn parse(text: &str, plain_http: bool) -> Result<Self, BuildError> {
        if text.contains(['?', '#']) {
            return Err(BuildError::BaseUrl("it has a query or a fragment"));
        }
        // The parser lets these through, and they would go out as they are.
        if !text.is_ascii() {
            return Err(BuildError::BaseUrl("it has characters other than ASCII"));
        }
        let uri: Uri = text.parse().map_err(|_| BuildError::BaseUrl("it is no absolute URL"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(BuildError::BaseUrl("it is no absolute URL"));
        };
        if authority.as_str().contains('@') {
            return Err(BuildError::BaseUrl("it has a user's name or password"));
        }
        if authority.host().is_empty() {
            return Err(BuildError::BaseUrl("it has no host"));
        }
        if authority.as_str() != authority.host() && authority.port_u16().is_none_or(|port| port == 0) {
            return Err(BuildError::BaseUrl("its port is no number from 1 to 65535"));
        }
        if uri.path().split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(BuildError::BaseUrl("its path has a segment `.` or `..`"));
        }
        if *scheme == Scheme::HTTP && !plain_http {
            return Err(BuildError::PlainHttp);
        }
        if *scheme != Scheme::HTTP && *scheme != Scheme::HTTPS {
            return Err(BuildError::BaseUrl("it is neither https nor http"));
        }
        Ok(Self(format!("{scheme}://{authority}{}", uri.path().trim_end_matches('/'))))
    }

    /// The address of a path, which starts with a slash.
    pub(super) fn join(&self, path_and_query: &str) -> Result<Uri, http::uri::InvalidUri> {
        format!("{}{path_and_query}", self.0).parse()
    }

    /// Whether requests go out unencrypted.
    #[cfg(feature = "hyper")]
    pub(super) fn is_plain(&self) -> bool {
        self.0.starts_with("http:")
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, BuildError};

    fn joined(text: &str) -> Option<String> {
        Some(BaseUrl::parse(text, false).ok()?.join("/v1.0/x?a=b").ok()?.to_string())
    }

    #[test]
    fn a_prefix_is_kept() {
        assert_eq!(joined("https://api.example.com").as_deref(), Some("https://api.example.com/v1.0/x?a=b"));
        assert_eq!(joined("https://api.example.com/").as_deref(), Some("https://api.example.com/v1.0/x?a=b"));
        assert_eq!(joined("HTTPS://h:8443/a/b/").as_deref(), Some("https://h:8443/a/b/v1.0/x?a=b"));
        assert_eq!(joined("https://[::1]:8443").as_deref(), Some("https://[::1]:8443/v1.0/x?a=b"));
    }

    #[test]
    fn what_is_refused() {
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
            "https://h:99999",
            "https://h/../x",
            "https://h/a b",
            "https://h\n",
            "https://h/\u{e9}",
        ] {
            assert!(matches!(BaseUrl::parse(text, true), Err(BuildError::BaseUrl(_))), "{text:?}");
        }
    }

    #[test]
    fn plain_http_has_to_be_asked_for() {
        assert!(matches!(BaseUrl::parse("http://h", false), Err(BuildError::PlainHttp)));
        assert!(BaseUrl::parse("http://h", true).is_ok());
    }
}
