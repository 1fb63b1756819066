//! An endpoint: how it is called, what it answers and what it says when it fails.

use http::Method;

use super::wire::{Object, Wire};
use super::{Api, ErrorTable};

/// A request that can be called.
///
/// Emitted code implements it, for each endpoint's `Request`. Code emitted by one version belongs to the runtime of the
/// same version.
pub trait Endpoint: Object + Send + Sync {
    /// The API that the endpoint belongs to.
    type Api: Api;
    /// What a successful call answers.
    type Response: Wire + Send;
    /// The codes that the endpoint's documentation lists.
    type Error: ErrorTable<Global = <Self::Api as Api>::GlobalError>;

    /// How it is called.
    const OPERATION: Operation;
}

/// How an endpoint is called.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of an endpoint")]
pub struct Operation {
    pub(super) name: &'static str,
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) idempotent: bool,
    pub(super) token: bool,
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) form: bool,
    pub(super) secret_response: bool,
    pub(super) response: ResponseKind,
}

/// What an endpoint answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseKind {
    Json,
    Nothing,
    Bytes,
}

impl Operation {
    /// An operation that needs a token, is not idempotent, and answers with a body that is no secret.
    ///
    /// `path` names its parameters in braces, like `/v1.0/chats/{chatId}`.
    #[must_use]
    pub const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            name,
            method,
            path,
            idempotent: false,
            token: true,
            headers: &[],
            form: false,
            secret_response: false,
            response: ResponseKind::Json,
        }
    }

    /// Calling it twice does no more than calling it once.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// It is called without a token.
    #[must_use]
    pub const fn without_token(mut self) -> Self {
        self.token = false;
        self
    }

    /// Its response holds a secret: no error keeps the response's body.
    #[must_use]
    pub const fn secret_response(mut self) -> Self {
        self.secret_response = true;
        self
    }

    /// Its response's body says nothing: it may be empty, or any JSON that tells no error.
    #[must_use]
    pub const fn without_response(mut self) -> Self {
        self.response = ResponseKind::Nothing;
        self
    }

    /// Its response's body is octets, kept as they come.
    #[must_use]
    pub const fn bytes_response(mut self) -> Self {
        self.response = ResponseKind::Bytes;
        self
    }

    /// Headers that every call sends with the same values.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// The fields of its body are written as a form, not as JSON.
    #[must_use]
    pub const fn form(mut self) -> Self {
        self.form = true;
        self
    }

    /// The name, like `im::create_group`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The path, its parameters in braces.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Whether calling it twice does no more than calling it once.
    #[must_use]
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// Whether it is called with a token.
    #[must_use]
    pub const fn needs_token(&self) -> bool {
        self.token
    }
}
