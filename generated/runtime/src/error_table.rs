//! The codes that a documentation page lists: one enum for each table.

use std::fmt::Debug;
use std::slice::Iter;

use dingtalk_policy::{Retry, RetryRow};

/// A table of error codes.
///
/// Emitted code implements it, through the macro [`errors!`](crate::errors). Code emitted by one version belongs to the
/// runtime of the same version.
pub trait ErrorTable: Copy + Debug + Eq + Send + Sync + 'static {
    /// The codes that every endpoint of the same API may response.
    type Global: ErrorTable;

    /// The rows, in the page's order. Rows with one code belong to one variant.
    const ROWS: &'static [ErrorRow];

    /// The variant with this code.
    fn from_code(code: &str) -> Option<Self>;

    /// The code on the wire.
    fn code(self) -> &'static str;
}

/// One row of a table of error codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorRow {
    /// The HTTP statuses that the page lists for the code. The service does not always keep to them.
    pub status: &'static [u16],
    /// The code.
    pub code: &'static str,
    /// The message, one for each language that the page is written in; empty if the page names none.
    pub messages: &'static [&'static str],
    /// What helps, where it is known.
    pub retry: Option<Retry>,
    /// Whether the service did nothing, whatever the status: then a retry does no harm. `false` says
    /// that nobody knows; `None`, that the documentation says nothing of it.
    pub refused: Option<bool>,
}

impl ErrorRow {
    /// A row.
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

    /// The rows of this code in a table, as the policy of retries sees them.
    pub(super) fn of_code<'a>(
        table: &'static [Self],
        code: &'a str,
    ) -> impl Iterator<Item = RetryRow<'static>> + Clone + use<'a> {
        let rows = table.iter().filter(move |row| row.code == code);
        rows.map(|row| RetryRow { status: row.status, retry: row.retry, refused: row.refused })
    }
}

/// The rows of one code, in the page's order.
///
/// It has a name so that a client with thousands of tables compiles fast.
#[derive(Clone, Debug)]
pub struct ErrorRows {
    rows: Iter<'static, ErrorRow>,
    code: &'static str,
}

impl ErrorRows {
    /// The rows of a table that have this code.
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
/// Each row is `Variant: status | status "code" "message" | "message in another language" retry how refused whether;`, of
/// which the messages, `retry` (`never`, `backoff` or `refresh_token`) and `refused` (`true` or `false`) may be left out.
/// Rows with one code name one variant. `or` names the table of the codes that every endpoint may response. The enum has one
/// variant more, `__Unnumbered`, which no code can make: with it nobody can cast the others to numbers, and so a new row
/// can stand anywhere.
///
/// ```
/// # use dingtalk_runtime::ErrorTable as _;
/// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// pub enum Shared {
///     Busy,
///     __Unnumbered(std::convert::Infallible),
/// }
/// dingtalk_runtime::errors! {
///     Shared {
///         Busy: 429 | 503 "system.busy" retry backoff refused true;
///     }
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// pub enum Error {
///     NotFound,
///     __Unnumbered(std::convert::Infallible),
/// }
/// dingtalk_runtime::errors! {
///     Error or Shared {
///         NotFound: 404 "chat.not.found" "no such chat" | "群不存在";
///         NotFound: 400 "chat.not.found";
///     }
/// }
///
/// assert_eq!(Error::from_code("chat.not.found"), Some(Error::NotFound));
/// assert_eq!(Error::NotFound.rows().count(), 2);
/// ```
#[macro_export]
macro_rules! errors {
    (@retry) => { ::core::option::Option::None };
    (@retry never) => { ::core::option::Option::Some($crate::Retry::Never) };
    (@retry backoff) => { ::core::option::Option::Some($crate::Retry::Backoff) };
    (@retry refresh_token) => { ::core::option::Option::Some($crate::Retry::RefreshToken) };
    (@refused) => { ::core::option::Option::None };
    (@refused $refused:literal) => { ::core::option::Option::Some($refused) };
    ($type:ident { $($rows:tt)* }) => {
        $crate::errors! { $type or $type { $($rows)* } }
    };
    ($type:ident or $global:path {
        $(
            $variant:ident: $($status:literal)|+ $code:literal $($($message:literal)|+)?
                $(retry $retry:ident)? $(refused $refused:literal)?;
        )*
    }) => {
        impl $type {
            /// The code on the wire.
            #[must_use]
            pub fn code(self) -> &'static str {
                // Several rows may name one variant; they all have its code.
                #[allow(unreachable_patterns, clippy::match_same_arms)]
                match self {
                    $(Self::$variant => $code,)*
                    Self::__Unnumbered(never) => match never {},
                }
            }

            /// The rows of the documentation that list the code.
            pub fn rows(self) -> $crate::ErrorRows {
                $crate::ErrorRows::new(<Self as $crate::ErrorTable>::ROWS, self.code())
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.code(), f)
            }
        }

        impl $crate::ErrorTable for $type {
            type Global = $global;

            const ROWS: &'static [$crate::ErrorRow] = &[$($crate::ErrorRow::new(
                &[$($status),+],
                $code,
                &[$($($message),+)?],
                $crate::errors!(@retry $($retry)?),
                $crate::errors!(@refused $($refused)?),
            ),)*];

            fn from_code(code: &str) -> ::core::option::Option<Self> {
                let variants: &[Self] = &[$(Self::$variant,)*];
                let index = Self::ROWS.iter().position(|row| row.code == code)?;
                variants.get(index).copied()
            }

            fn code(self) -> &'static str {
                self.code()
            }
        }
    };
}
