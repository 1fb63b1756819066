//! What can be chosen for a client, and again for a single call.

use std::sync::Arc;
use std::time::Duration;

use super::Secret;
use super::transport::Limits;

/// Options of a client or a call. What is not set stays as it was.
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
    /// Shared, so that copies of a client are no copies of the secret.
    token: Option<Arc<Secret>>,
}

impl Options {
    /// Nothing set: 30 seconds in all, 10 of them for a connection, 8 MiB, 64 MiB once they are decoded, three attempts, the
    /// client's token.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long a call may take in all, until its response is decoded: with the token that it waits for, with every attempt
    /// and the waits between them. 30 seconds unless set.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// How long an attempt may wait for a connection, with TLS and the way through a proxy. 10 seconds unless set; the
    /// default transport gives the network no longer than that for a connection of its own.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// How long the service may be silent in an attempt, before its response and within it. As long as the call may take
    /// unless set.
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = Some(timeout);
        self
    }

    /// How many bytes the body of an response may have. 8 MiB unless set.
    #[must_use]
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.max_response = Some(bytes);
        self
    }

    /// How many bytes of memory decoding a response may take, for its value and for what it takes to build it; the body
    /// itself is not counted. 64 MiB unless set.
    ///
    /// A value is often larger than its JSON: `{}` takes two bytes, and an item of a list has room for all of its fields. A
    /// response that takes more fails with [`Outcome::Unreadable`](super::Outcome::Unreadable).
    #[must_use]
    pub fn max_decoded(mut self, bytes: usize) -> Self {
        self.max_decoded = Some(bytes);
        self
    }

    /// How often a call is tried at most, where trying again can do no harm. Three times unless set; once switches trying
    /// again off. The first retry with a new access token is not counted.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// The access token. It is never refreshed, whatever the client's own token is.
    #[must_use]
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(Arc::new(token.into()));
        self
    }

    /// These options, with what they leave out taken from `base`.
    pub(super) fn over(self, base: &Self) -> Self {
        Self {
            deadline: self.deadline.or(base.deadline),
            connect_timeout: self.connect_timeout.or(base.connect_timeout),
            read_timeout: self.read_timeout.or(base.read_timeout),
            max_response: self.max_response.or(base.max_response),
            max_decoded: self.max_decoded.or(base.max_decoded),
            attempts: self.attempts.or(base.attempts),
            token: self.token.or_else(|| base.token.clone()),
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

    pub(super) fn chosen_max_decoded(&self) -> usize {
        self.max_decoded.unwrap_or(64 << 20)
    }

    pub(super) fn chosen_attempts(&self) -> u32 {
        self.attempts.unwrap_or(3)
    }

    pub(super) fn chosen_token(&self) -> Option<&Arc<Secret>> {
        self.token.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn a_copy_shares_the_token() {
        let options = Options::new().token("t");
        let (copy, over) = (options.clone(), Options::new().over(&options));
        let address = |options: &Options| options.chosen_token().map(|token| token.expose().as_ptr());
        assert!(address(&options).is_some());
        assert_eq!((address(&copy), address(&over)), (address(&options), address(&options)));
    }
}
