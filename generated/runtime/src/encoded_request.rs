//! An encoded request, from which each attempt of a call gets its own.

use bytes::Bytes;
use http::header::{
    CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap, HeaderName, HeaderValue, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use http::{Method, Request, Uri};

use super::client::ClientShared;
use super::redaction::add_secrets;
use super::request::{RequestFields, header_value};
use super::wire::{Object, Wire};
use super::{Operation, Secret};

/// Headers that frame a message or belong to its connection. Others would change the meaning of the request.
const RESERVED_HEADERS: &[HeaderName] = &[
    CONNECTION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    EXPECT,
    HOST,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// The headers that are added to those of a request: the token, the host and the length of the body.
const ADDED_HEADERS: usize = 3;

/// A request without its token, encoded once for all attempts of a call.
pub(super) struct EncodedRequest {
    /// The request, or the reason why it cannot be built.
    request: Result<UnsentRequest, String>,
    /// The secrets in it.
    secrets: Vec<Secret>,
}

impl EncodedRequest {
    /// Encodes the fields of a request.
    pub(super) fn new(client: &ClientShared, operation: &Operation, object: &dyn Object) -> Self {
        let mut request = Err(String::new());
        let mut secrets = Vec::new();
        object.views(&mut |fields, values: &[&dyn Wire]| {
            let fields = RequestFields { fields, values };
            let built = fields.build(client, operation);
            request = built.and_then(|request| Ok(request.with_body(fields.content(operation)?)));
            for value in values {
                add_secrets(value.view(), &mut secrets);
            }
        });
        Self { request, secrets }
    }

    /// A request that was built from the parameters of a raw call.
    pub(super) fn raw(request: Result<UnsentRequest, String>, secrets: Vec<Secret>) -> Self {
        Self { request, secrets }
    }

    /// Adds headers of the caller.
    pub(super) fn add_headers(&mut self, headers: &HeaderMap, token_header: &str) {
        let Ok(request) = &mut self.request else { return };
        for (name, value) in headers {
            let is_set = request.headers.iter().any(|(set, _)| set == name);
            if is_set || RESERVED_HEADERS.contains(name) || name == token_header {
                let help = match name {
                    &USER_AGENT => ": `ClientBuilder::user_agent` adds to it",
                    name if name == token_header => ": `Options::token` sets the token",
                    _ => "",
                };
                self.request = Err(format!("the header `{name}` is set by the client{help}"));
                return;
            }
            request.headers.push((name.clone(), value.clone()));
            if value.is_sensitive() {
                self.secrets.push(Secret::new(String::from_utf8_lossy(value.as_bytes())));
            }
        }
    }

    /// The secrets in the request.
    pub(super) fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// Returns the request with a token in this header, or the reason why it cannot be built.
    pub(super) fn with_token(&self, token: Option<(&HeaderName, &Secret)>) -> Result<Request<Bytes>, String> {
        let parts = self.request.as_ref().map_err(Clone::clone)?;
        let value = token.map(|(name, token)| header_value(name.as_str(), token.expose())).transpose()?;
        let token = token.map(|(name, _)| name.clone()).zip(value);
        let mut headers = HeaderMap::with_capacity(parts.headers.len() + ADDED_HEADERS);
        for (name, value) in parts.headers.iter().cloned().chain(token) {
            headers.insert(name, value);
        }
        let mut request = Request::new(parts.body.clone());
        *request.method_mut() = parts.method.clone();
        *request.uri_mut() = parts.uri.clone();
        *request.headers_mut() = headers;
        Ok(request)
    }
}

/// A request without its token. A list of headers is cheaper to build and to copy than a map, and each attempt needs a
/// map of its own.
pub(super) struct UnsentRequest {
    pub(super) method: Method,
    pub(super) uri: Uri,
    /// Of headers with the same name, the last one is sent.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Bytes,
}

impl UnsentRequest {
    /// Sets the body and its headers.
    pub(super) fn with_body(mut self, content: Option<(&'static str, Bytes)>) -> Self {
        let (kind, body) = content.unzip();
        self.body = body.unwrap_or_default();
        self.headers.extend(kind.map(|kind| (CONTENT_TYPE, HeaderValue::from_static(kind))));
        // Servers require a length for methods that usually have a body, and hyper sends none for an empty one.
        if self.body.is_empty() && matches!(self.method, Method::POST | Method::PUT | Method::PATCH) {
            self.headers.push((CONTENT_LENGTH, HeaderValue::from_static("0")));
        }
        self
    }
}
