//! An encoded request, from which each attempt of a call gets its own.

use bytes::Bytes;
use http::header::{
    CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap, HeaderName, HeaderValue, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use http::uri::PathAndQuery;
use http::{Method, Request, Uri};

use super::base_url::path_and_query;
use super::client::ClientShared;
use super::parameter::encoded;
use super::redaction::add_secrets;
use super::request::{RequestFields, header_name, header_value, sensitive_value};
use super::transport::Progress;
use super::wire::{Object, Wire};
use super::{Dialect, Operation, Secret, TokenPlace};

/// Headers that frame a message or belong to its connection.
pub(super) const CONNECTION_HEADERS: &[HeaderName] =
    &[CONNECTION, CONTENT_LENGTH, EXPECT, HOST, TE, TRAILER, TRANSFER_ENCODING, UPGRADE];

/// Headers that describe the body.
const BODY_HEADERS: &[HeaderName] = &[CONTENT_ENCODING, CONTENT_TYPE];

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
            request = fields.build(client, operation);
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
    pub(super) fn add_headers(&mut self, headers: &HeaderMap, token_header: Option<&str>) {
        let Ok(request) = &mut self.request else { return };
        for (name, value) in headers {
            let is_set = request.headers.iter().any(|(set, _)| set == name);
            let is_token = token_header.is_some_and(|token| name == token);
            let is_reserved = CONNECTION_HEADERS.contains(name) || BODY_HEADERS.contains(name);
            if is_set || is_reserved || is_token {
                let help = match name {
                    &USER_AGENT => ": `ClientBuilder::user_agent` adds to it",
                    _ if is_token => ": `Options::token` sets the token",
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

    /// Returns the request with a token, or the reason why it cannot be built.
    pub(super) fn with_token(&self, token: Option<(&TokenTarget, &Secret)>) -> Result<Request<Bytes>, String> {
        let parts = self.request.as_ref().map_err(Clone::clone)?;
        let mut uri = parts.uri.clone();
        let mut headers = HeaderMap::with_capacity(parts.headers.len() + ADDED_HEADERS);
        for (name, value) in parts.headers.iter().cloned() {
            headers.insert(name, value);
        }
        match token {
            Some((TokenTarget::Header { name, prefix }, token)) => {
                headers.insert(name.clone(), prefixed_value(name, prefix, token)?);
            }
            Some((TokenTarget::Query(name), token)) => uri = with_parameter(uri, name, token)?,
            None => {}
        }
        let mut request = Request::new(parts.body.clone());
        *request.method_mut() = parts.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        if let Some(progress) = &parts.progress {
            request.extensions_mut().insert(progress.clone());
        }
        Ok(request)
    }
}

/// The place of the access token in a request.
pub(super) enum TokenTarget {
    Header { name: HeaderName, prefix: &'static str },
    Query(&'static str),
}

impl TokenTarget {
    /// The place of a dialect's token. Fails if it is not a valid header.
    pub(super) fn new(dialect: &Dialect) -> Result<Self, String> {
        match dialect.token {
            Some(TokenPlace::Header { name, prefix }) => Ok(Self::Header { name: header_name(name)?, prefix }),
            Some(TokenPlace::Query(name)) => Ok(Self::Query(name)),
            None => Err("the API takes no access token".to_owned()),
        }
    }
}

/// The value of a header with a prefix before the token. Tokens are checked before they get here.
fn prefixed_value(name: &HeaderName, prefix: &str, token: &Secret) -> Result<HeaderValue, String> {
    match prefix {
        "" => sensitive_value(name.as_str(), token.expose()),
        _ => header_value(name.as_str(), &format!("{prefix}{}", token.expose())),
    }
}

/// Adds a secret parameter to the query.
fn with_parameter(uri: Uri, name: &str, token: &Secret) -> Result<Uri, String> {
    let invalid = |reason: String| format!("the URL with the access token is invalid: {reason}");
    let mut parts = uri.into_parts();
    let path = parts.path_and_query.as_ref().map_or("/", PathAndQuery::as_str);
    let separator = if path.contains('?') { '&' } else { '?' };
    let path = format!("{path}{separator}{}={}", encoded(name), encoded(token.expose()));
    // The error of the parser says nothing about the text, which has the token.
    parts.path_and_query = Some(path_and_query(path).map_err(invalid)?);
    Uri::from_parts(parts).map_err(|error| invalid(error.to_string()))
}

/// A request without its token. A list of headers is cheaper to build and to copy than a map, and each attempt needs a
/// map of its own.
pub(super) struct UnsentRequest {
    pub(super) method: Method,
    pub(super) uri: Uri,
    /// Of headers with the same name, the last one is sent.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Bytes,
    pub(super) progress: Option<Progress>,
}

impl UnsentRequest {
    /// Sets the body and its headers.
    pub(super) fn set_body(&mut self, content: Option<(HeaderValue, Bytes)>) {
        if let Some((kind, body)) = content {
            self.headers.push((CONTENT_TYPE, kind));
            self.body = body;
        }
        // Servers require a length for methods that usually have a body, and hyper sends none for an empty one.
        if self.body.is_empty() && matches!(self.method, Method::POST | Method::PUT | Method::PATCH) {
            self.headers.push((CONTENT_LENGTH, HeaderValue::from_static("0")));
        }
    }
}
