//! Where access tokens come from, if not from the caller.

use std::error::Error;
use std::sync::Arc;

use crate::transport::BoxFuture;
use crate::{Api, Endpoint, Secret};

/// Gives the access tokens of a client.
///
/// It is asked before every call that needs a token, by several calls at once, so it keeps what it has. A call waits for it no longer than its own
/// deadline; a future that is dropped then has to leave the provider in order.
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
    /// A token to send now.
    ///
    /// `rejected` is a token that the service has just said is not valid. The call is retried with the token that this
    /// returns, unless it is the same one. The first such retry of a call does not count as an attempt.
    ///
    /// # Errors
    /// There is no token. The call is retried; if there is none then either, it fails with
    /// [`ErrorKind::Token`](crate::ErrorKind::Token). If the error is an [`AnyError`](crate::AnyError), it says whether a
    /// retry may help.
    ///
    /// The text of the error and of its sources is shown by `{:#}` and in traces, escaped and without the rejected token.
    /// It must hold no secret: `source()` returns the error as it is.
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

/// An API with an operation that gives access tokens in exchange for an app's credentials.
///
/// Emitted code implements it, where the spec names the operation.
pub trait AppCredentials: Api {
    /// What the operation is sent.
    type Request: Endpoint<Api = Self>;

    /// The request for a token.
    fn request(key: &str, secret: &Secret) -> Self::Request;

    /// The token in an response.
    fn grant(response: <Self::Request as Endpoint>::Response) -> Grant;
}

/// An access token and how long it is said to be valid.
#[derive(Clone, Debug)]
pub struct Grant {
    pub(super) token: Secret,
    pub(super) expires_in: Option<i64>,
}

impl Grant {
    /// A token that is said to be valid for so many seconds, whether or not that makes sense.
    #[must_use]
    pub fn new(token: Secret, expires_in: Option<i64>) -> Self {
        Self { token, expires_in }
    }
}
