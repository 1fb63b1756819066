//! A dialect of an API: what the operations on one kind of host have in common.

use super::{ErrorTable, Name};

/// A kind of host, with the place of the token and the layout of its errors.
#[derive(Debug)]
pub struct Dialect {
    /// The key in the spec; empty for the default dialect, which has none.
    pub key: String,
    /// The associated constant with its index; `None` for the default dialect.
    pub constant: Option<Name>,
    pub doc: String,
    /// At least one; the first is the default.
    pub hosts: Vec<Host>,
    /// `None` if no operation takes a token.
    pub token: Option<TokenPlace>,
    pub request_id_header: Option<String>,
    pub trace_id_header: Option<String>,
    pub envelope: Envelope,
    /// The field of a body that holds the response, if it is not the whole body.
    pub payload: Option<String>,
    /// The emitted enum of the codes that every operation may return.
    pub error_code: Name,
    pub errors: ErrorTable,
}

/// A host that is known by name.
#[derive(Debug)]
pub struct Host {
    /// The associated constant that holds the URL, for a host of the default dialect. Hosts of other dialects with the
    /// same name belong to it.
    pub constant: Name,
    pub url: String,
    pub doc: String,
}

/// The place of the access token in a request.
#[derive(Debug, PartialEq, Eq)]
pub enum TokenPlace {
    /// A header, whose value is the prefix and the token.
    Header { name: String, prefix: String },
    /// A parameter of the query.
    Query(String),
}

/// The fields of an error response: every spelling, the preferred one first. Each is a path of keys with dots between them.
#[derive(Debug, Default)]
pub struct Envelope {
    pub code: Vec<String>,
    pub message: Vec<String>,
    /// Codes that defer to `sub_code`.
    pub deferring: Vec<String>,
    pub sub_code: Vec<String>,
    pub sub_message: Vec<String>,
    pub request_id: Vec<String>,
    pub scopes: Vec<String>,
    pub throttle: Vec<String>,
    pub wait_minutes: Vec<String>,
    pub success: Vec<SuccessFlag>,
}

/// A field that tells success from failure.
#[derive(Debug)]
pub struct SuccessFlag {
    pub field: String,
    /// The values for success, as JSON.
    pub equals: Vec<String>,
}

impl Envelope {
    /// The spellings of each part but `success`, with the name of the part in the spec.
    pub fn parts(&self) -> [(&'static str, &[String]); 9] {
        [
            ("code", &self.code),
            ("message", &self.message),
            ("deferring", &self.deferring),
            ("sub_code", &self.sub_code),
            ("sub_message", &self.sub_message),
            ("request_id", &self.request_id),
            ("scopes", &self.scopes),
            ("throttle", &self.throttle),
            ("wait_minutes", &self.wait_minutes),
        ]
    }
}
