//! Dialects: what the operations on one kind of host have in common.

use super::{Api, Envelope, ErrorRow, Operation};

/// A dialect of an API: the hosts, the place of the access token, and the layout of errors.
///
/// Most APIs have one. If an API has services on other hosts, which take the token in another place or report errors in
/// another form, each kind of host is a dialect. Implemented by generated code, which requires a runtime of the same
/// version.
///
/// ```
/// use dingtalk_runtime::{Dialect, Envelope};
///
/// const OLDER: Dialect = Dialect::new(&[("china", "https://old.example.com")])
///     .token_query("access_token")
///     .envelope(Envelope::new().code(&["errcode"]));
/// assert_eq!(OLDER.hosts, [("china", "https://old.example.com")]);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Dialect {
    /// The names and URLs of the hosts, like `https://api.example.com`. The first one is the default. Hosts of different
    /// dialects with the same name belong together.
    pub hosts: &'static [(&'static str, &'static str)],
    /// The place of the access token; `None` if no operation takes one.
    pub token: Option<TokenPlace>,
    /// The response header with the request id. Empty if there is none.
    pub request_id_header: &'static str,
    /// The response header with the trace id. Empty if there is none.
    pub trace_id_header: &'static str,
    /// The layout of error responses.
    pub envelope: Envelope,
    /// The rows of the error codes that every operation may return.
    pub errors: &'static [ErrorRow],
}

/// The place of the access token in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenPlace {
    /// A header with this name. The prefix precedes the token, like `Bearer `.
    Header {
        /// The name of the header.
        name: &'static str,
        /// The text before the token.
        prefix: &'static str,
    },
    /// A parameter of the query with this name.
    Query(&'static str),
}

/// The position of a dialect in [`Api::DIALECTS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DialectIndex(u8);

impl DialectIndex {
    /// Creates an index. 0 is the default dialect.
    #[must_use]
    pub const fn new(index: u8) -> Self {
        Self(index)
    }

    pub(super) fn get(self) -> usize {
        self.0.into()
    }
}

impl Dialect {
    /// Creates a dialect on these hosts, without a token, headers, an envelope and errors.
    #[must_use]
    pub const fn new(hosts: &'static [(&'static str, &'static str)]) -> Self {
        Self { hosts, token: None, request_id_header: "", trace_id_header: "", envelope: Envelope::new(), errors: &[] }
    }

    /// Sends the access token in a header, after a prefix like `Bearer `, which may be empty.
    #[must_use]
    pub const fn token_header(mut self, name: &'static str, prefix: &'static str) -> Self {
        self.token = Some(TokenPlace::Header { name, prefix });
        self
    }

    /// Sends the access token in a parameter of the query.
    #[must_use]
    pub const fn token_query(mut self, name: &'static str) -> Self {
        self.token = Some(TokenPlace::Query(name));
        self
    }

    /// Sets the response header with the request id.
    #[must_use]
    pub const fn request_id_header(mut self, name: &'static str) -> Self {
        self.request_id_header = name;
        self
    }

    /// Sets the response header with the trace id.
    #[must_use]
    pub const fn trace_id_header(mut self, name: &'static str) -> Self {
        self.trace_id_header = name;
        self
    }

    /// Sets the layout of error responses.
    #[must_use]
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = envelope;
        self
    }

    /// Sets the rows of the error codes that every operation may return.
    #[must_use]
    pub const fn errors(mut self, rows: &'static [ErrorRow]) -> Self {
        self.errors = rows;
        self
    }

    /// The dialect of an operation. An index beyond the API's dialects, with which no request can be built, means the
    /// default one.
    pub(super) fn of<A: Api>(operation: &Operation) -> &'static Self {
        let default = const { &A::DIALECTS[0] };
        A::DIALECTS.get(operation.dialect.get()).unwrap_or(default)
    }

    /// The URL of the default host.
    pub(super) fn default_url(&self) -> &'static str {
        self.hosts.first().map_or("", |(_, url)| url)
    }

    /// The URL of the host with this name.
    pub(super) fn url_of(&self, name: &str) -> Option<&'static str> {
        self.hosts.iter().find(|(host, _)| *host == name).map(|(_, url)| *url)
    }

    /// The name of the host with this URL.
    pub(super) fn host_of(&self, url: &str) -> Option<&'static str> {
        let url = url.trim_end_matches('/');
        self.hosts.iter().find(|(_, known)| known.eq_ignore_ascii_case(url)).map(|(host, _)| *host)
    }

    /// The header with the token, if it is in one.
    pub(super) fn header_of_token(&self) -> Option<&'static str> {
        match self.token {
            Some(TokenPlace::Header { name, .. }) => Some(name),
            Some(TokenPlace::Query(_)) | None => None,
        }
    }
}
