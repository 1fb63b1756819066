//! What can be chosen for a client, and again for a single call.

use std::sync::Arc;
use std::time::Duration;

use super::Secret;

/// Options of a client or a call. What is not set stays as it was.
///
/// ```
/// use std::time::Duration;
///
/// let patient = dingtalk_client::Options::new().deadline(Duration::from_secs(120));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    deadline: Option<Duration>,
    max_answer: Option<usize>,
    /// Shared, so that copies of a client are no copies of the secret.
    token: Option<Arc<Secret>>,
}

impl Options {
    /// Nothing set: 30 seconds, 8 MiB, the client's token.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long a call may take in all, until the last byte of its answer. 30 seconds unless set.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// How many bytes the body of an answer may have. 8 MiB unless set. The value that is read from a hostile answer
    /// can take a hundred times as much memory, or more where its items have many members.
    #[must_use]
    pub fn max_answer(mut self, bytes: usize) -> Self {
        self.max_answer = Some(bytes);
        self
    }

    /// The access token.
    #[must_use]
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(Arc::new(token.into()));
        self
    }

    /// These options, with what they leave out taken from `base`.
    pub(super) fn over(self, base: &Self) -> Self {
        Self {
            deadline: self.deadline.or(base.deadline),
            max_answer: self.max_answer.or(base.max_answer),
            token: self.token.or_else(|| base.token.clone()),
        }
    }

    pub(super) fn chosen_deadline(&self) -> Duration {
        self.deadline.unwrap_or(Duration::from_secs(30))
    }

    pub(super) fn chosen_max_answer(&self) -> usize {
        self.max_answer.unwrap_or(8 << 20)
    }

    pub(super) fn chosen_token(&self) -> Option<&Secret> {
        self.token.as_deref()
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
