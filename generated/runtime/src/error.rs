//! The error of a call, with the endpoint's error codes.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::{AnyError, ErrorTable};

/// The error of a call to an endpoint that documents the error codes `E`.
///
/// Dereferences to [`AnyError`], which has everything but the typed codes; `?` converts it.
///
/// ```
/// # use dingtalk_runtime::{Call, Endpoint, Outcome};
/// # async fn example<R: Endpoint>(call: Call<R>, not_found: R::ErrorCode) {
/// match call.send().await {
///     Ok(_) => println!("done"),
///     Err(error) if error.code() == Some(not_found) => println!("not found"),
///     Err(error) if error.outcome() == Outcome::Unknown => println!("check before you repeat the call: {error}"),
///     // The alternate form adds the causes, such as the error of the network.
///     Err(error) => println!("{error:#}"),
/// }
/// # }
/// ```
pub struct Error<E> {
    any: AnyError,
    table: PhantomData<fn() -> E>,
}

impl<E: ErrorTable> Error<E> {
    pub(super) fn new(any: AnyError) -> Self {
        Self { any, table: PhantomData }
    }

    /// The error code, if it is documented. [`raw_code`](AnyError::raw_code) has the code as the service sent it.
    #[must_use]
    pub fn code(&self) -> Option<E> {
        self.code_as()
    }

    /// Drops the type of the endpoint's error codes.
    #[must_use]
    pub fn erase(self) -> AnyError {
        self.any
    }
}

impl<E> Deref for Error<E> {
    type Target = AnyError;

    fn deref(&self) -> &AnyError {
        &self.any
    }
}

impl<E: ErrorTable> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        error.erase()
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.any, f)
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.any, f)
    }
}

impl<E> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.any.source()
    }
}
