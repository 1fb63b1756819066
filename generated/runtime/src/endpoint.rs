//! The description of an endpoint: its request, response and error codes.

use std::borrow::Cow;

use http::Method;

use super::wire::{Object, Wire};
use super::{Api, DialectIndex, ErrorTable};

/// A request type, with its operation and response.
///
/// Implemented by generated code for each endpoint's `Request`. Generated code requires a runtime of the same version.
pub trait Endpoint: Object + Send + Sync + 'static {
    /// The API that the endpoint belongs to.
    type Api: Api;
    /// The response of a successful call.
    type Response: Wire + Send;
    /// The error codes that the endpoint documents.
    type ErrorCode: ErrorTable;

    /// The operation.
    const OPERATION: Operation;

    /// The example of a response in the documentation, as JSON.
    const EXAMPLE: Option<&'static str> = None;
}

/// The operation of an endpoint: its name, method, path and properties.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of an endpoint")]
pub struct Operation {
    pub(super) name: Cow<'static, str>,
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) idempotent: bool,
    pub(super) token: bool,
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) form: bool,
    pub(super) secret_response: bool,
    pub(super) response: ResponseKind,
    pub(super) dialect: DialectIndex,
    /// The one field of the body that holds the response, if it is not the whole body.
    pub(super) payload: &'static [&'static str],
}

/// The kind of an operation's response body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseKind {
    Json,
    /// JSON, or no body, which is decoded like null.
    JsonOrEmpty,
    Nothing,
    Bytes,
}

impl Operation {
    /// Creates an operation that needs a token, is not idempotent, and returns JSON that is not secret.
    ///
    /// `path` has its parameters in braces, like `/v1.0/chats/{chatId}`.
    #[must_use]
    pub const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            method,
            path,
            idempotent: false,
            token: true,
            headers: &[],
            form: false,
            secret_response: false,
            response: ResponseKind::Json,
            dialect: DialectIndex::new(0),
            payload: &[],
        }
    }

    /// An operation that the API's client does not have. Its name is the method and the path, without a query, which may
    /// have secrets.
    pub(super) fn raw(method: Method, path: &'static str) -> Self {
        let name = format!("{method} {}", path.split(['?', '#']).next().unwrap_or_default());
        let operation = Self::new("", method, path);
        Self { name: Cow::Owned(name), response: ResponseKind::JsonOrEmpty, ..operation }
    }

    /// Marks the operation as idempotent.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Marks the operation as callable without a token.
    #[must_use]
    pub const fn without_token(mut self) -> Self {
        self.token = false;
        self
    }

    /// Marks the response as secret: errors do not contain its body.
    #[must_use]
    pub const fn secret_response(mut self) -> Self {
        self.secret_response = true;
        self
    }

    /// Marks the response as empty: its body is empty or any JSON that is not an error.
    #[must_use]
    pub const fn without_response(mut self) -> Self {
        self.response = ResponseKind::Nothing;
        self
    }

    /// Marks the response as binary data, which is returned unchanged.
    #[must_use]
    pub const fn bytes_response(mut self) -> Self {
        self.response = ResponseKind::Bytes;
        self
    }

    /// Sets headers that every call sends.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Encodes the body as a form instead of JSON.
    #[must_use]
    pub const fn form(mut self) -> Self {
        self.form = true;
        self
    }

    /// Sets the dialect, instead of the API's default one.
    #[must_use]
    pub const fn dialect(mut self, dialect: DialectIndex) -> Self {
        self.dialect = dialect;
        self
    }

    /// Sets the field of the body that holds the response, like `result`. The others belong to the envelope, and a code
    /// among them is an error.
    #[must_use]
    pub const fn payload(mut self, field: &'static [&'static str; 1]) -> Self {
        self.payload = field;
        self
    }

    /// The name, like `im::create_group`.
    #[must_use]
    pub const fn name(&self) -> &str {
        match &self.name {
            Cow::Borrowed(name) => name,
            Cow::Owned(name) => name.as_str(),
        }
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The path, with its parameters in braces.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Returns true if calling it twice has the same effect as calling it once.
    #[must_use]
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// Returns true if it needs a token.
    #[must_use]
    pub const fn needs_token(&self) -> bool {
        self.token
    }
}
