//! The description of an API: what its endpoints share.

use super::{Client, ErrorTable};

/// An API: its name, host, headers, error envelope and global error codes.
///
/// Implemented once by generated code, which requires a runtime of the same version.
pub trait Api: Sized + Send + Sync + 'static {
    /// The client type that users hold.
    type Client: From<Client<Self>>;
    /// The error codes that every endpoint may return.
    type GlobalErrorCode: ErrorTable;

    /// The API's name.
    const NAME: &'static str;
    /// The default base URL, like `https://api.example.com`.
    const BASE_URL: &'static str;
    /// The request header that carries the access token.
    const TOKEN_HEADER: &'static str;
    /// The response header with the request id.
    const REQUEST_ID_HEADER: &'static str;
    /// The response header with the trace id.
    const TRACE_ID_HEADER: &'static str;
    /// The layout of error responses.
    const ENVELOPE: Envelope;
    /// The name and version of the client, for the `user-agent` header. Must be a valid header value.
    const USER_AGENT: &'static str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
}

/// The fields of an error response. Each lists its spellings, the preferred one first.
///
/// ```
/// use dingtalk_runtime::Envelope;
///
/// const ENVELOPE: Envelope = Envelope::new().code(&["code", "errcode"]).message(&["message", "errmsg"]);
/// assert_eq!(ENVELOPE.code, ["code", "errcode"]);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Envelope {
    /// The error code: a string, or a number other than 0. `ok`, `success` and a copy of the response's own 2xx status
    /// are not error codes.
    pub code: &'static [&'static str],
    /// The error message.
    pub message: &'static [&'static str],
    /// The request id.
    pub request_id: &'static [&'static str],
    /// The list of missing permissions, as a path with dots between the keys.
    pub scopes: &'static [&'static str],
    /// A throttling marker. A gateway in front of the service sends a number here, without a code, when it throttles.
    /// Numbers from 100 to 599 do not count: other servers put the HTTP status in this field.
    pub throttle: &'static [&'static str],
    /// The number of minutes for which the gateway throttles, beside the throttling marker.
    pub wait_minutes: &'static [&'static str],
    /// A success flag. `true` means that there is no error, even if there is a code.
    pub success: &'static [&'static str],
}

impl Envelope {
    /// Creates an envelope without fields.
    #[must_use]
    pub const fn new() -> Self {
        Self { code: &[], message: &[], request_id: &[], scopes: &[], throttle: &[], wait_minutes: &[], success: &[] }
    }
}

/// Implements the setters.
macro_rules! setters {
    ($($field:ident)*) => {
        impl Envelope {$(
            #[doc = concat!("Sets [`", stringify!($field), "`](field@Self::", stringify!($field), ").")]
            #[must_use]
            pub const fn $field(mut self, spellings: &'static [&'static str]) -> Self {
                self.$field = spellings;
                self
            }
        )*}
    };
}

setters! { code message request_id scopes throttle wait_minutes success }

impl Default for Envelope {
    fn default() -> Self {
        Self::new()
    }
}

/// The constants of an [`Api`] as a value, for code that is not generic over the API.
#[derive(Clone, Copy, Debug)]
pub(super) struct ApiFacts {
    pub(super) token_header: &'static str,
    pub(super) request_id_header: &'static str,
    pub(super) trace_id_header: &'static str,
    pub(super) envelope: Envelope,
}

impl ApiFacts {
    pub(super) const fn of<A: Api>() -> Self {
        Self {
            token_header: A::TOKEN_HEADER,
            request_id_header: A::REQUEST_ID_HEADER,
            trace_id_header: A::TRACE_ID_HEADER,
            envelope: A::ENVELOPE,
        }
    }
}
