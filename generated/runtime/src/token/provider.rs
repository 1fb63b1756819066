//! Custom sources of access tokens.

use std::error::Error;
use std::sync::Arc;

use crate::transport::BoxFuture;
use crate::{Api, Endpoint, Secret};

/// A custom source of a client's access tokens.
///
/// Called before every call that needs a token, concurrently, so it should cache its token. A call waits for it until
/// its own deadline and then drops the future, which must leave the provider usable.
///
/// ```
/// use std::error::Error;
/// use dingtalk_runtime::transport::BoxFuture;
/// use dingtalk_runtime::{Client, Secret, TokenProvider};
///
/// /// Reads the token from a file that another process keeps fresh.
/// struct FromFile;
///
/// impl TokenProvider for FromFile {
///     fn token<'a>(
///         &'a self,
///         _rejected: Option<&'a Secret>,
///     ) -> BoxFuture<'a, Result<Secret, Box<dyn Error + Send + Sync>>> {
///         Box::pin(async { Ok(std::fs::read_to_string("token")?.trim().into()) })
///     }
/// }
///
/// # fn example<A: dingtalk_runtime::Api>() -> Result<(), Box<dyn Error>> {
/// let client = Client::<A>::builder().token_provider(FromFile).build()?;
/// # Ok(())
/// # }
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// Returns a token to send now.
    ///
    /// `rejected` is a token that the service has just rejected. The call is retried with the returned token unless it
    /// is the same one. The first such retry of a call does not count as an attempt.
    ///
    /// # Errors
    /// Fails if there is no token. The call is retried; if it fails again, it ends with
    /// [`ErrorKind::Token`](crate::ErrorKind::Token). If the error is an [`AnyError`](crate::AnyError), that error
    /// decides whether a retry may help.
    ///
    /// The messages of the error and its sources are part of `{:#}` and of traces, escaped and without the rejected
    /// token. They must not contain secrets: `source()` returns the error unchanged.
    fn token<'a>(&'a self, rejected: Option<&'a Secret>)
    -> BoxFuture<'a, Result<Secret, Box<dyn Error + Send + Sync>>>;
}

impl<T: TokenProvider + ?Sized> TokenProvider for Arc<T> {
    fn token<'a>(
        &'a self,
        rejected: Option<&'a Secret>,
    ) -> BoxFuture<'a, Result<Secret, Box<dyn Error + Send + Sync>>> {
        (**self).token(rejected)
    }
}

impl<T: TokenProvider + ?Sized> TokenProvider for Box<T> {
    fn token<'a>(
        &'a self,
        rejected: Option<&'a Secret>,
    ) -> BoxFuture<'a, Result<Secret, Box<dyn Error + Send + Sync>>> {
        (**self).token(rejected)
    }
}

/// An API with an operation that exchanges an app's credentials for an access token.
///
/// Implemented by generated code if the spec names the operation.
pub trait AppCredentials: Api {
    /// The request of the operation.
    type Request: Endpoint<Api = Self>;

    /// Builds the request for a token.
    fn request(key: &str, secret: &Secret) -> Self::Request;

    /// Extracts the token from a response.
    fn grant(response: <Self::Request as Endpoint>::Response) -> Grant;
}

/// An access token and its lifetime.
#[derive(Clone, Debug)]
pub struct Grant {
    pub(super) token: Secret,
    pub(super) expires_in: Option<i64>,
}

impl Grant {
    /// Creates a grant. `expires_in` is the lifetime in seconds as the service reports it; values that make no sense
    /// are corrected.
    #[must_use]
    pub fn new(token: Secret, expires_in: Option<i64>) -> Self {
        Self { token, expires_in }
    }
}
