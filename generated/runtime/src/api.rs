//! An API as a whole: what all of its endpoints share.

use super::{Client, ErrorTable};

/// An API: its name, host, headers, error envelope and codes.
///
/// Emitted code implements it, once. Code emitted by one version belongs to the runtime of the same version.
pub trait Api: Sized + Send + Sync + 'static {
    /// The client that users hold.
    type Client: From<Client<Self>>;
    /// The codes that every endpoint may response.
    type GlobalError: ErrorTable;

    /// The API's name.
    const NAME: &'static str;
    /// The host that is called unless another is chosen, like `https://api.example.com`.
    const BASE_URL: &'static str;
    /// The header that carries the access token.
    const TOKEN_HEADER: &'static str;
    /// The header of an response with the id of the call.
    const REQUEST_ID_HEADER: &'static str;
    /// The header of an response with the id of the trace.
    const TRACE_ID_HEADER: &'static str;
    /// How an response's body tells an error.
    const ENVELOPE: Envelope;
}

/// How a body tells an error: the fields to look for, each in all of its spellings, the preferred one first.
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
    /// The code: a text, or a number other than 0. `ok`, `success` and what repeats a response's own status of success are
    /// none.
    pub code: &'static [&'static str],
    /// The message.
    pub message: &'static [&'static str],
    /// The id of the call.
    pub request_id: &'static [&'static str],
    /// A list of the missing permissions, as a path of names with dots between them.
    pub scopes: &'static [&'static str],
    /// A number here, without a code, is how a gateway in front of the service answers when it throttles. Numbers from
    /// 100 to 599 are not: other servers put the HTTP status there.
    pub throttle: &'static [&'static str],
    /// `true` here says that there is no error, whatever the code.
    pub success: &'static [&'static str],
}

impl Envelope {
    /// An envelope without any field.
    #[must_use]
    pub const fn new() -> Self {
        Self { code: &[], message: &[], request_id: &[], scopes: &[], throttle: &[], success: &[] }
    }

    /// Sets [`code`](field@Self::code).
    #[must_use]
    pub const fn code(mut self, spellings: &'static [&'static str]) -> Self {
        self.code = spellings;
        self
    }

    /// Sets [`message`](field@Self::message).
    #[must_use]
    pub const fn message(mut self, spellings: &'static [&'static str]) -> Self {
        self.message = spellings;
        self
    }

    /// Sets [`request_id`](field@Self::request_id).
    #[must_use]
    pub const fn request_id(mut self, spellings: &'static [&'static str]) -> Self {
        self.request_id = spellings;
        self
    }

    /// Sets [`scopes`](field@Self::scopes).
    #[must_use]
    pub const fn scopes(mut self, paths: &'static [&'static str]) -> Self {
        self.scopes = paths;
        self
    }

    /// Sets [`throttle`](field@Self::throttle).
    #[must_use]
    pub const fn throttle(mut self, spellings: &'static [&'static str]) -> Self {
        self.throttle = spellings;
        self
    }

    /// Sets [`success`](field@Self::success).
    #[must_use]
    pub const fn success(mut self, spellings: &'static [&'static str]) -> Self {
        self.success = spellings;
        self
    }
}

impl Default for Envelope {
    fn default() -> Self {
        Self::new()
    }
}

/// The constants of an [`Api`] as a value, for code that is not generic over it.
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
