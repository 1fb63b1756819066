//! Tables of documented error codes: one enum for each table.

use std::fmt::Debug;
use std::slice::Iter;

use dingtalk_policy::{Retry, RetryRow};

/// A table of error codes.
///
/// Implemented by generated code through the macro `errors!`. Generated code requires a runtime of the
/// same version.
pub trait ErrorTable: Copy + Debug + Eq + Send + Sync + 'static {
    /// The API's global error codes.
    type Global: ErrorTable;

    /// The rows in the order of the documentation. Several rows may list the same code; they share one variant.
    const ROWS: &'static [ErrorRow];

    /// Looks up the variant of a code.
    fn from_code(code: &str) -> Option<Self>;

    /// The code on the wire.
    fn code(self) -> &'static str;
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
    /// Creates a row.
    #[must_use]
    pub const fn new(
        status: &'static [u16],
        code: &'static str,
        messages: &'static [&'static str],
        retry: Option<Retry>,
        refused: Option<bool>,
    ) -> Self {
        Self { status, code, messages, retry, refused }
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

/// Implements a table of error codes for an enum.
///
/// Each row is `Variant: status | status "code" "message" | "message in another language" retry how refused whether;`.
/// The messages, `retry` (`never`, `backoff` or `refresh_token`) and `refused` (`true` or `false`) are optional. Rows
/// with the same code name the same variant. `or` names the table of the API's global codes, which the variant `Global`
/// holds. A row of the enum itself wins over a global one with its code.
///
/// ```
/// # use dingtalk_runtime::ErrorTable as _;
/// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// pub enum GlobalErrorCode {
///     Busy,
/// }
/// dingtalk_runtime::errors! {
///     GlobalErrorCode {
///         Busy: 429 | 503 "system.busy" retry backoff refused true;
///     }
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    (@retry) => { ::core::option::Option::None };
    (@retry never) => { ::core::option::Option::Some($crate::Retry::Never) };
    (@retry backoff) => { ::core::option::Option::Some($crate::Retry::Backoff) };
    (@retry refresh_token) => { ::core::option::Option::Some($crate::Retry::RefreshToken) };
    (@refused) => { ::core::option::Option::None };
    (@refused $refused:literal) => { ::core::option::Option::Some($refused) };
    (@global $type:ident) => { $type };
    (@global $type:ident $global:path) => { $global };
    ($type:ident $(or $global:path)? {
        $(
            $variant:ident: $($status:literal)|+ $code:literal $($($message:literal)|+)?
                $(retry $retry:ident)? $(refused $refused:literal)?;
        )*
    }) => {
        impl $type {
            /// The code on the wire.
            #[must_use]
            pub fn code(self) -> &'static str {
                // Several rows may name one variant; all of them have its code.
                #[allow(unreachable_patterns, clippy::match_same_arms)]
                match self {
                    $(Self::$variant => $code,)*
                    $(Self::Global(code) => <$global as $crate::ErrorTable>::code(code),)?
                }
            }

            /// The documented rows of the code.
            pub fn rows(self) -> $crate::ErrorRows {
                $(if let Self::Global(code) = self {
                    return $crate::ErrorRows::new(<$global as $crate::ErrorTable>::ROWS, code.code());
                })?
                $crate::ErrorRows::new(<Self as $crate::ErrorTable>::ROWS, self.code())
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.code(), f)
            }
        }

        impl $crate::ErrorTable for $type {
            type Global = $crate::errors!(@global $type $($global)?);

            const ROWS: &'static [$crate::ErrorRow] = &[$($crate::ErrorRow::new(
                &[$($status),+],
                $code,
                &[$($($message),+)?],
                $crate::errors!(@retry $($retry)?),
                $crate::errors!(@refused $($refused)?),
            ),)*];

            fn from_code(code: &str) -> ::core::option::Option<Self> {
                let variants: &[Self] = &[$(Self::$variant,)*];
                let index = Self::ROWS.iter().position(|row| row.code == code);
                let own = index.and_then(|index| variants.get(index).copied());
                $(let own = own.or_else(|| {
                    <$global as $crate::ErrorTable>::from_code(code).map(Self::Global)
                });)?
                own
            }

            fn code(self) -> &'static str {
                self.code()
            }
        }
    };
}
