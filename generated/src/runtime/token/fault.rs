//! Why a call had no token.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::runtime::AnyError;

/// Why a call had no token. Calls that waited for the same one share it.
#[derive(Clone)]
pub(in crate::runtime) enum TokenFault {
    /// The client was given none.
    Missing,
    /// There is one, which no header can hold.
    Unsendable,
    /// The call that asks for one failed.
    Fetch(Arc<AnyError>),
    /// The user's provider has none.
    Provider(Arc<dyn Error + Send + Sync>),
}

impl TokenFault {
    /// Whether another attempt may have one.
    pub(in crate::runtime) fn is_retryable(&self) -> bool {
        matches!(self, Self::Fetch(error) if error.is_retryable())
    }

    /// What lies beneath, as far as `Display` does not tell it.
    pub(in crate::runtime) fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Missing | Self::Unsendable => None,
            Self::Fetch(error) => error.source(),
            Self::Provider(error) => Some(&**error),
        }
    }
}

impl fmt::Display for TokenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the client has no access token"),
            Self::Unsendable => f.write_str("the access token is empty or has characters other than visible ASCII"),
            Self::Fetch(error) => write!(f, "no access token was to be had: {error}"),
            // It is another's error, which may say more than a log should hold.
            Self::Provider(_) => f.write_str("the token provider has no access token"),
        }
    }
}
