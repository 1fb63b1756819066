//! Why a call had no token.

use std::error::Error;
use std::fmt;
use std::iter::successors;
use std::sync::Arc;
use std::time::Duration;

use crate::redaction::Redactor;
use crate::{AnyError, Secret};

/// Why a call had no token. Calls that waited for the same one share it.
#[derive(Clone)]
pub(crate) enum TokenError {
    /// The client was given none.
    Missing,
    /// There was none by the call's deadline.
    Late,
    /// There is one, which no header can hold.
    Unsendable,
    /// The call that asks for one failed. The next one is made after a wait.
    Fetch { error: Arc<AnyError>, wait: Option<Duration> },
    /// The call that asks for one panicked, as a transport may.
    Panicked,
    /// The user's provider has none.
    Provider(Arc<ProviderError>),
}

/// An error of the user's provider.
pub(crate) struct ProviderError {
    error: Box<dyn Error + Send + Sync>,
    /// Its text and those of its sources, without the rejected token.
    texts: Vec<String>,
}

impl ProviderError {
    pub(super) fn new(error: Box<dyn Error + Send + Sync>, rejected: Option<&Secret>) -> Self {
        let first: &(dyn Error + 'static) = &*error;
        let mut texts: Vec<_> = successors(Some(first), |&cause| cause.source()).map(ToString::to_string).collect();
        if let Some(rejected) = rejected {
            let redactor = Redactor::of(rejected);
            for text in &mut texts {
                redactor.redact(text);
            }
        }
        Self { error, texts }
    }

    /// What is shown of it and of its sources.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }
}

impl TokenError {
    /// The error of the call that asked for one. A provider may make such calls as well.
    pub(crate) fn call(&self) -> Option<&AnyError> {
        match self {
            Self::Missing | Self::Late | Self::Unsendable | Self::Panicked => None,
            Self::Fetch { error, .. } => Some(error),
            Self::Provider(provider) => provider.error.downcast_ref(),
        }
    }

    /// Whether another attempt may have one.
    pub(crate) fn is_retryable(&self) -> bool {
        match self {
            Self::Missing | Self::Unsendable | Self::Panicked => false,
            Self::Late => true,
            Self::Fetch { error, .. } => error.is_retryable(),
            // Nobody knows what fails within a provider, but that nothing was done.
            Self::Provider(_) => self.call().is_none_or(AnyError::is_retryable),
        }
    }

    /// How long to wait before another is asked for, if that is known.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Fetch { wait: Some(wait), .. } => Some(*wait),
            _ => self.call().and_then(AnyError::retry_after),
        }
    }

    /// The same, with the time until the next fetch.
    pub(super) fn with_wait(self, until_next: Duration) -> Self {
        match self {
            Self::Fetch { error, .. } => Self::Fetch { error, wait: Some(until_next) },
            other => other,
        }
    }

    /// What lies beneath, as far as `Display` does not tell it.
    pub(crate) fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Missing | Self::Late | Self::Unsendable | Self::Panicked => None,
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
            Self::Late => f.write_str("no access token was to be had in time"),
            Self::Unsendable => f.write_str("the access token is empty or has characters other than visible ASCII"),
            Self::Panicked => f.write_str("the call that fetches the access token panicked"),
            Self::Fetch { error, .. } => write!(f, "no access token was to be had: {error}"),
            Self::Provider(_) => f.write_str("the token provider has no access token"),
        }
    }
}
