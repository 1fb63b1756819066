//! The description of an API: what its endpoints share.

use super::observe::Traces;
use super::{Client, Dialect, ErrorTable};

/// An API: its name, its dialects and its global error codes.
///
/// Implemented once by generated code, which requires a runtime of the same version.
pub trait Api: Sized + Send + Sync + 'static {
    /// The client type that users hold.
    type Client: From<Client<Self>>;
    /// The error codes that every endpoint of the default dialect may return.
    type GlobalErrorCode: ErrorTable;

    /// The API's name.
    const NAME: &'static str;
    /// The dialects, at least one. The first one is the default.
    const DIALECTS: &'static [Dialect];
    /// The name and version of the client, for the `user-agent` header. Must be a valid header value.
    const USER_AGENT: &'static str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    /// The spans and events of calls. Emitted code sets the crate of the client as their target; by default, it is the runtime.
    const TRACES: Traces = crate::traces!();
}

/// The fields of an error response. Each lists its spellings, the preferred one first.
///
/// A spelling is a key of the response, or a path of keys with dots between them, like `error.code`.
///
/// ```
/// use dingtalk_runtime::Envelope;
///
/// const ENVELOPE: Envelope = Envelope::new().code(&["code", "error.code"]).message(&["message", "errmsg"]);
/// assert_eq!(ENVELOPE.code, ["code", "error.code"]);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Envelope {
    /// The error code: a string, or a number other than 0. `ok`, `success` and a copy of the response's own 2xx status
    /// are not error codes.
    pub code: &'static [&'static str],
    /// The error message.
    pub message: &'static [&'static str],
    /// Codes that defer to [`sub_code`](field@Self::sub_code), if that is there.
    pub deferring: &'static [&'static str],
    /// The code behind a deferring one, which takes its place.
    pub sub_code: &'static [&'static str],
    /// The message of [`sub_code`](field@Self::sub_code).
    pub sub_message: &'static [&'static str],
    /// The request id.
    pub request_id: &'static [&'static str],
    /// The list of missing permissions.
    pub scopes: &'static [&'static str],
    /// A throttling marker. A gateway in front of the service sends a number here, without a code, when it throttles.
    /// Numbers from 100 to 599 do not count: other servers put the HTTP status in this field.
    pub throttle: &'static [&'static str],
    /// The number of minutes for which the gateway throttles, beside the throttling marker.
    pub wait_minutes: &'static [&'static str],
    /// Fields that tell success from failure, each with its values for success, as JSON: `("success", &["true"])`. Such
    /// a value means that there is no error, even if there is a code. Another value of the same JSON type is a failure.
    pub success: &'static [(&'static str, &'static [&'static str])],
    /// True if a code is below the outermost object.
    pub(super) has_nested_code: bool,
}

impl Envelope {
    /// Creates an envelope without fields.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            code: &[],
            message: &[],
            deferring: &[],
            sub_code: &[],
            sub_message: &[],
            request_id: &[],
            scopes: &[],
            throttle: &[],
            wait_minutes: &[],
            success: &[],
            has_nested_code: false,
        }
    }

    /// Sets [`code`](field@Self::code).
    #[must_use]
    pub const fn code(mut self, code: &'static [&'static str]) -> Self {
        self.code = code;
        self.has_nested_code = has_dot(code);
        self
    }
}

/// Returns true if a spelling is a path of several keys.
const fn has_dot(spellings: &[&str]) -> bool {
    let mut index = 0;
    while index < spellings.len() {
        let bytes = spellings[index].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == b'.' {
                return true;
            }
            at += 1;
        }
        index += 1;
    }
    false
}

/// Implements the setters.
macro_rules! setters {
    ($($field:ident: $type:ty,)*) => {
        impl Envelope {$(
            #[doc = concat!("Sets [`", stringify!($field), "`](field@Self::", stringify!($field), ").")]
            #[must_use]
            pub const fn $field(mut self, $field: &'static [$type]) -> Self {
                self.$field = $field;
                self
            }
        )*}
    };
}

setters! {
    message: &'static str,
    deferring: &'static str,
    sub_code: &'static str,
    sub_message: &'static str,
    request_id: &'static str,
    scopes: &'static str,
    throttle: &'static str,
    wait_minutes: &'static str,
    success: (&'static str, &'static [&'static str]),
}

impl Default for Envelope {
    fn default() -> Self {
        Self::new()
    }
}
