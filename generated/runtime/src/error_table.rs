//! Tables of documented error codes: one enum for each table.

use std::fmt;
use std::slice::Iter;

use dingtalk_policy::{Retry, RetryRow};

/// A table of error codes.
///
/// Implemented by generated code through the macro `errors!`. Generated code requires a runtime of the
/// same version.
pub trait ErrorTable: Copy + fmt::Debug + Eq + Send + Sync + 'static {
    /// The API's global error codes.
    type Global: ErrorTable;

    /// The rows in the order of the documentation. Several rows may list the same code; they share one variant.
    const ROWS: &'static [ErrorRow];

    /// The variant of each row.
    const VARIANTS: &'static [Self];

    /// Creates the variant that holds a global code, if the API has a global table beside this one.
    const GLOBAL: Option<fn(Self::Global) -> Self> = None;

    /// The global code that this is, if any.
    fn global(self) -> Option<Self::Global> {
        let wrap = Self::GLOBAL?;
        // Cheaper to compile than a `match` in each table.
        Self::Global::VARIANTS.iter().copied().find(|code| wrap(*code) == self)
    }

    /// Looks up the variant of a code.
    fn from_code(code: &str) -> Option<Self> {
        let mut variants = Self::ROWS.iter().zip(Self::VARIANTS);
        variants
            .find(|(row, _)| row.code == code)
            .map(|(_, variant)| *variant)
            .or_else(|| Some(Self::GLOBAL?(Self::Global::from_code(code)?)))
    }

    /// The code on the wire.
    fn code(self) -> &'static str {
        match self.global() {
            Some(global) => global.code(),
            None => index(self).and_then(|index| Self::ROWS.get(index)).map_or("", |row| row.code),
        }
    }

    /// The documented rows of the code.
    fn rows(self) -> ErrorRows {
        match self.global() {
            Some(global) => global.rows(),
            None => ErrorRows::new(Self::ROWS, self.code()),
        }
    }
}

/// The index of a variant's first row.
fn index<T: ErrorTable>(code: T) -> Option<usize> {
    T::VARIANTS.iter().position(|variant| *variant == code)
}

/// Formats a code like a derived implementation. `names` are those of the variants, separated by whitespace.
#[doc(hidden)]
pub fn debug_error_code<T: ErrorTable>(code: T, names: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match code.global() {
        Some(global) => f.debug_tuple("Global").field(&global).finish(),
        None => f.write_str(index(code).and_then(|index| names.split_whitespace().nth(index)).unwrap_or_default()),
    }
}

/// One row of a table of error codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorRow {
    /// The documented HTTP statuses. The service does not always follow them.
    pub status: &'static [u16],
    /// The code.
    pub code: &'static str,
    /// The documented messages, one per language. Empty if none is documented.
    pub messages: &'static [&'static str],
    /// The remedy for this error, if it is known.
    pub retry: Option<Retry>,
    /// True if the service did nothing, regardless of the status, so that a retry is safe. `false` means that the
    /// effect is unknown; `None`, that nothing is documented.
    pub refused: Option<bool>,
}

impl ErrorRow {
    /// Creates a row without a documented remedy or effect.
    #[must_use]
    pub const fn new(status: &'static [u16], code: &'static str, messages: &'static [&'static str]) -> Self {
        Self { status, code, messages, retry: None, refused: None }
    }

    /// Sets the remedy to [`Retry::Never`].
    #[must_use]
    pub const fn never(self) -> Self {
        Self { retry: Some(Retry::Never), ..self }
    }

    /// Sets the remedy to [`Retry::Backoff`].
    #[must_use]
    pub const fn backoff(self) -> Self {
        Self { retry: Some(Retry::Backoff), ..self }
    }

    /// Sets the remedy to [`Retry::RefreshToken`].
    #[must_use]
    pub const fn refresh_token(self) -> Self {
        Self { retry: Some(Retry::RefreshToken), ..self }
    }

    /// Sets whether the service did nothing.
    #[must_use]
    pub const fn refused(self, refused: bool) -> Self {
        Self { refused: Some(refused), ..self }
    }

    /// The rows of a code, as the retry policy reads them.
    pub(super) fn of_code<'a>(
        table: &'static [Self],
        code: &'a str,
    ) -> impl Iterator<Item = RetryRow<'static>> + Clone + use<'a> {
        let rows = table.iter().filter(move |row| row.code == code);
        rows.map(|row| RetryRow { status: row.status, retry: row.retry, refused: row.refused })
    }
}

/// An iterator over the rows of one code, in the order of the documentation.
///
/// A named type, because opaque types slow down compilation of clients with thousands of tables.
#[derive(Clone, Debug)]
pub struct ErrorRows {
    rows: Iter<'static, ErrorRow>,
    code: &'static str,
}

impl ErrorRows {
    /// Returns the rows of a code.
    #[must_use]
    pub fn new(table: &'static [ErrorRow], code: &'static str) -> Self {
        Self { rows: table.iter(), code }
    }
}

impl Iterator for ErrorRows {
    type Item = &'static ErrorRow;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.find(|row| row.code == self.code)
    }
}

/// Implements tables of error codes for enums, and their traits beyond `Copy` and `PartialEq`.
///
/// Each row is `Variant: status | status "code" "message" | "message in another language" retry how refused whether;`.
/// The messages, `retry` (`never`, `backoff` or `refresh_token`) and `refused` (`true` or `false`) are optional. Rows
/// with the same code name the same variant, and each variant has a row. `or` names the table of the API's global codes, which the variant `Global`
/// holds. A row of the enum itself wins over a global one with its code.
///
/// ```
/// # use dingtalk_runtime::ErrorTable as _;
/// #[derive(Clone, Copy, PartialEq)]
/// pub enum GlobalErrorCode {
///     Busy,
/// }
/// dingtalk_runtime::errors! {
///     GlobalErrorCode {
///         Busy: 429 | 503 "system.busy" retry backoff refused true;
///     }
/// }
///
/// #[derive(Clone, Copy, PartialEq)]
/// pub enum ErrorCode {
///     NotFound,
///     Global(GlobalErrorCode),
/// }
/// dingtalk_runtime::errors! {
///     ErrorCode or GlobalErrorCode {
///         NotFound: 404 "chat.not.found" "no such chat" | "群不存在";
///         NotFound: 400 "chat.not.found";
///     }
/// }
///
/// assert_eq!(ErrorCode::from_code("chat.not.found"), Some(ErrorCode::NotFound));
/// assert_eq!(ErrorCode::NotFound.rows().count(), 2);
/// assert_eq!(ErrorCode::from_code("system.busy"), Some(ErrorCode::Global(GlobalErrorCode::Busy)));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! errors {
    (@global $type:ident) => { $type };
    (@global $type:ident $global:path) => { $global };
    ($($type:ident $(or $global:path)? {
        $(
            $variant:ident: $($status:literal)|+ $code:literal $($($message:literal)|+)?
                $(retry $retry:ident)? $(refused $refused:literal)?;
        )*
    })+) => {$(
        impl $type {
            /// The code on the wire.
            #[must_use]
            pub fn code(self) -> &'static str {
                $crate::ErrorTable::code(self)
            }

            /// The documented rows of the code.
            pub fn rows(self) -> $crate::ErrorRows {
                $crate::ErrorTable::rows(self)
            }
        }

        impl Eq for $type {}

        impl ::core::hash::Hash for $type {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(self.code(), state);
            }
        }

        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug_error_code(*self, stringify!($($variant)*), f)
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.code(), f)
            }
        }

        impl $crate::ErrorTable for $type {
            type Global = $crate::errors!(@global $type $($global)?);

            const ROWS: &'static [$crate::ErrorRow] = &[$(
                $crate::ErrorRow::new(&[$($status),+], $code, &[$($($message),+)?])
                    $(.$retry())?
                    $(.refused($refused))?,
            )*];
            const VARIANTS: &'static [Self] = &[$(Self::$variant,)*];

            $(const GLOBAL: Option<fn($global) -> Self> = Some(Self::Global);)?
        }
    )+};
}
