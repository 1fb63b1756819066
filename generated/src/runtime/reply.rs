//! A successful answer with what came around it.

use std::fmt;

use http::{HeaderMap, StatusCode};

/// A successful answer: the typed value, and the answer's status, headers and ids.
#[derive(Clone)]
pub struct Reply<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    request_id: &'static str,
    trace_id: &'static str,
}

impl<T> Reply<T> {
    /// A reply whose ids stand in the headers of these names.
    pub(super) fn new(value: T, head: http::response::Parts, request_id: &'static str, trace_id: &'static str) -> Self {
        Self { value, status: head.status, headers: head.headers, request_id, trace_id }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, owned.
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

    /// The service's id of this call, to be quoted to its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header(self.request_id)
    }

    /// The service's id of the trace that this call belongs to.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.header(self.trace_id)
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
            .finish_non_exhaustive()
    }
}
