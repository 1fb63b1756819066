//! The error of a call, with the codes that its endpoint documents.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::{AnyError, ErrorTable};

/// Why a call failed, with the codes that its endpoint documents.
///
/// Everything else that it tells is in [`AnyError`], to which it dereferences and, by `?`, converts.
pub struct Error<E> {
    any: AnyError,
    table: PhantomData<fn() -> E>,
}

impl<E: ErrorTable> Error<E> {
    pub(super) fn new(any: AnyError) -> Self {
        Self { any, table: PhantomData }
    }

    /// The code, if the endpoint's documentation lists it.
    #[must_use]
    pub fn variant(&self) -> Option<E> {
        self.listed()
    }

    /// The code, if it is one that every endpoint may response.
    #[must_use]
    pub fn global(&self) -> Option<E::Global> {
        self.listed()
    }

    /// The same error without the endpoint's codes.
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
