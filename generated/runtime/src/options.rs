//! Options of a client, which single calls can override.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::Secret;
use super::transport::Limits;

/// Options of a client or a call. Options that are not set inherit their value.
///
/// ```
/// use std::time::Duration;
///
/// let patient = dingtalk_runtime::Options::new().deadline(Duration::from_secs(120)).attempts(5);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    deadline: Option<Duration>,
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
    max_response: Option<usize>,
    max_decoded: Option<usize>,
    attempts: Option<u32>,
    /// Shared, so that cloning the options does not copy the secret.
    token: Option<Arc<Secret>>,
    headers: Option<Arc<HeaderMap>>,
}

impl Options {
    /// Creates options with nothing set. The defaults are a deadline of 30 seconds, 10 seconds to connect, responses up
    /// to 8 MiB, which decode to up to 64 MiB, three attempts, and the client's token.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the timeout of a whole call: waiting for a token, all attempts, the waits between them, and decoding the
    /// response. Defaults to 30 seconds.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Sets how long an attempt may wait for a connection, including the proxy and the TLS handshake. Defaults to 10
    /// seconds. The default transport also bounds each connection that it opens by this timeout.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets how long the service may be silent during an attempt, before and within its response. Defaults to the time
    /// left until the deadline.
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = Some(timeout);
        self
    }

    /// Sets the maximum size of a response body, in bytes. Defaults to 8 MiB.
    #[must_use]
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.max_response = Some(bytes);
        self
    }

    /// Sets the maximum memory for decoding a response, in bytes, including temporary allocations but not the body
    /// itself. Defaults to 64 MiB.
    ///
    /// A value is often larger than its JSON: `{}` has two bytes, but a list item takes space for all of its fields. A
    /// call whose response exceeds the limit fails with [`Outcome::Unreadable`](super::Outcome::Unreadable).
    #[must_use]
    pub fn max_decoded(mut self, bytes: usize) -> Self {
        self.max_decoded = Some(bytes);
        self
    }

    /// Sets the maximum number of attempts. Only safe retries are made. Defaults to three; one disables retries. The
    /// first retry with a new access token does not count.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// Sets a fixed access token, which is never refreshed, instead of the client's.
    #[must_use]
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(Arc::new(token.into()));
        self
    }

    /// Adds a header to each request. Headers with other names that are set already are kept.
    ///
    /// A header that the client sets itself, such as the token or the content type, cannot be replaced: such a call
    /// fails with [`ErrorKind::Request`](super::ErrorKind::Request). Mark the value as
    /// [sensitive](HeaderValue::set_sensitive) if it is secret, so that it is redacted where the service repeats it.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        Arc::make_mut(self.headers.get_or_insert_default()).insert(name, value);
        self
    }

    /// Fills in unset options from `base`.
    pub(crate) fn over(self, base: &Self) -> Self {
        Self {
            deadline: self.deadline.or(base.deadline),
            connect_timeout: self.connect_timeout.or(base.connect_timeout),
            read_timeout: self.read_timeout.or(base.read_timeout),
            max_response: self.max_response.or(base.max_response),
            max_decoded: self.max_decoded.or(base.max_decoded),
            attempts: self.attempts.or(base.attempts),
            token: self.token.or_else(|| base.token.clone()),
            headers: merged(self.headers, base.headers.as_ref()),
        }
    }

    /// The limits of a call that starts now.
    pub(super) fn limits(&self) -> Limits {
        let deadline = self.deadline.unwrap_or(Duration::from_secs(30));
        Limits {
            connect_timeout: Some(self.connect_timeout.unwrap_or(Duration::from_secs(10))),
            read_timeout: self.read_timeout,
            ..Limits::new(deadline, self.max_response.unwrap_or(8 << 20))
        }
    }

    /// These options for a request to another service: without the token, the headers and the read timeout, which includes
    /// the time to send a large body.
    pub(super) fn for_other_service(&self) -> Self {
        Self { token: None, headers: None, read_timeout: None, ..self.clone() }
    }

    pub(super) fn chosen_max_decoded(&self) -> usize {
        self.max_decoded.unwrap_or(64 << 20)
    }

    pub(super) fn chosen_attempts(&self) -> u32 {
        self.attempts.unwrap_or(3)
    }

    pub(super) fn chosen_headers(&self) -> Option<&HeaderMap> {
        self.headers.as_deref()
    }

    pub(super) fn chosen_token(&self) -> Option<&Arc<Secret>> {
        self.token.as_ref()
    }
}

/// The headers of both. Those of `own` win.
fn merged(own: Option<Arc<HeaderMap>>, base: Option<&Arc<HeaderMap>>) -> Option<Arc<HeaderMap>> {
    match (own, base) {
        (Some(own), Some(base)) => {
            let mut headers = HeaderMap::clone(base);
            headers.extend(Arc::unwrap_or_clone(own));
            Some(Arc::new(headers))
        }
        (own, base) => own.or_else(|| base.cloned()),
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn clones_share_the_token() {
        let options = Options::new().token("t");
        let (copy, over) = (options.clone(), Options::new().over(&options));
        let address = |options: &Options| options.chosen_token().map(|token| token.expose().as_ptr());
        assert!(address(&options).is_some());
        assert_eq!((address(&copy), address(&over)), (address(&options), address(&options)));
    }
}
