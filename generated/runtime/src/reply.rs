//! A successful response with its metadata.

use std::fmt;

use http::response::Parts;
use http::{HeaderMap, StatusCode};

use super::Dialect;

/// A successful response: the decoded value, and the status, headers and ids of the HTTP response.
///
/// ```
/// # use dingtalk_runtime::{Call, Endpoint, Error};
/// # async fn example<R: Endpoint>(call: Call<R>) -> Result<R::Response, Error<R::ErrorCode>> {
/// let reply = call.send_with_response().await?;
/// println!("{} after {} attempts, request {:?}", reply.status(), reply.attempts(), reply.request_id());
/// let response = reply.into_inner();
/// # Ok(response)
/// # }
/// ```
#[derive(Clone)]
pub struct Reply<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    dialect: &'static Dialect,
}

impl<T> Reply<T> {
    /// The reply to the last attempt.
    pub(super) fn new(value: T, head: Parts, attempts: u32, dialect: &'static Dialect) -> Self {
        Self { value, status: head.status, headers: head.headers, attempts, dialect }
    }

    /// The decoded value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the decoded value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The service's request id. Quote it to the service's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header(self.dialect.request_id_header)
    }

    /// The service's trace id.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.header(self.dialect.trace_id_header)
    }

    /// The number of times the request was sent, including the successful attempt.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
