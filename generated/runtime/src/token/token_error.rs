//! The error of getting a token.

use std::error::Error;
use std::fmt;
use std::iter::successors;
use std::sync::Arc;
use std::time::Duration;

use crate::redaction::Redactor;
use crate::{AnyError, Secret};

/// The error of getting a token. Calls that waited for the same fetch share it.
#[derive(Clone)]
pub(crate) enum TokenError {
    /// The client has no source of tokens.
    Missing,
    /// No token was available before the deadline.
    DeadlinePassed,
    /// The token is not valid in a header.
    Unsendable,
    /// The call that fetches the token failed. `wait` is the time until the next fetch.
    Fetch { error: Arc<AnyError>, wait: Option<Duration> },
    /// The call that fetches the token panicked, for example in a custom transport.
    Panicked,
    /// The custom provider failed.
    Provider(Arc<ProviderError>),
}

/// An error of the custom provider.
pub(crate) struct ProviderError {
    error: Box<dyn Error + Send + Sync>,
    /// The messages of the error and its sources, without the rejected token.
    texts: Vec<String>,
}

impl ProviderError {
    pub(super) fn new(error: Box<dyn Error + Send + Sync>, rejected: Option<&Secret>) -> Self {
        let first: &(dyn Error + 'static) = &*error;
        let mut texts: Vec<_> = successors(Some(first), |&cause| cause.source()).map(ToString::to_string).collect();
        if let Some(rejected) = rejected {
            let redactor = Redactor::new([rejected]);
            for text in &mut texts {
                redactor.redact(text);
            }
        }
        Self { error, texts }
    }

    /// The redacted messages of the error and its sources.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }
}

impl TokenError {
    /// The error of the call that fetched the token. A provider may make such calls as well.
    pub(crate) fn call(&self) -> Option<&AnyError> {
        match self {
            Self::Missing | Self::DeadlinePassed | Self::Unsendable | Self::Panicked => None,
            Self::Fetch { error, .. } => Some(error),
            Self::Provider(provider) => provider.error.downcast_ref(),
        }
    }

    /// Returns true if another attempt may get a token.
    pub(crate) fn is_retryable(&self) -> bool {
        match self {
            Self::Missing | Self::Unsendable | Self::Panicked => false,
            Self::DeadlinePassed => true,
            Self::Fetch { error, .. } => error.is_retryable(),
            // The cause of a provider's error is unknown, but nothing was sent.
            Self::Provider(_) => self.call().is_none_or(AnyError::is_retryable),
        }
    }

    /// The wait before the next attempt, if it is known.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Fetch { wait: Some(wait), .. } => Some(*wait),
            _ => self.call().and_then(AnyError::retry_after),
        }
    }

    /// Sets the time until the next fetch.
    pub(super) fn with_wait(self, until_next: Duration) -> Self {
        match self {
            Self::Fetch { error, .. } => Self::Fetch { error, wait: Some(until_next) },
            other => other,
        }
    }

    /// The cause that is not already part of the `Display` output.
    pub(crate) fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Missing | Self::DeadlinePassed | Self::Unsendable | Self::Panicked => None,
            Self::Fetch { error, .. } => error.source(),
            Self::Provider(provider) => Some(&*provider.error),
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => {
                f.write_str("the client has no access token: its builder takes one, or an app's credentials")
            }
            Self::DeadlinePassed => f.write_str("no access token was available before the deadline"),
            Self::Unsendable => f.write_str("the access token is empty or has characters other than visible ASCII"),
            Self::Panicked => f.write_str("the call that fetches the access token panicked"),
            Self::Fetch { error, .. } => write!(f, "no access token could be fetched: {error}"),
            Self::Provider(_) => f.write_str("the token provider returned no access token"),
        }
    }
}
