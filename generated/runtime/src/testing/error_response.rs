//! Errors of the service: as HTTP responses, and as values for tests of code that handles them.

use bytes::Bytes;
use dingtalk_policy::ErrorResponse;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value};

use crate::report::{Cause, Report, ResponseFacts};
use crate::transport::{TransportError, TransportErrorKind};
use crate::{AnyError, Dialect, Endpoint, Envelope, Error, ErrorRow, ErrorTable};

/// Creates the error of a call that the service refused with this code, with the documented status and message.
///
/// It has one attempt. Use a [`Fake`](super::Fake) to test calls with retries.
///
/// ```
/// # use dingtalk_runtime::{Endpoint, testing};
/// # fn example<R: Endpoint>(code: R::ErrorCode) {
/// let error = testing::error::<R>(code);
/// assert_eq!(error.code(), Some(code));
/// # }
/// ```
#[must_use]
pub fn error<R: Endpoint>(code: R::ErrorCode) -> Error<R::ErrorCode> {
    let documented = DocumentedError::of::<R>(code);
    let tables = tables::<R>();
    let rows = Some(tables.map(|table| ErrorRow::of_code(table, documented.code)));
    let response = ErrorResponse { status: documented.status.as_u16(), rows, throttled: false };
    let facts = ResponseFacts {
        status: documented.status,
        hint: response.hint(),
        is_listed: true,
        code: Some(documented.code.to_owned()),
        message: Some(documented.message.to_owned()).filter(|message| !message.is_empty()),
        body: documented.body([&dialect::<R>().envelope]),
        ..ResponseFacts::default()
    };
    failed::<R>(Cause::Service, Some(facts))
}

/// Creates the error of a call without a complete response.
///
/// Errors before the request can reach the service, such as [`TransportErrorKind::Connect`], have the outcome
/// [`NotSent`](crate::Outcome::NotSent), others [`Unknown`](crate::Outcome::Unknown).
#[must_use]
pub fn transport_error<R: Endpoint>(kind: TransportErrorKind) -> Error<R::ErrorCode> {
    failed::<R>(Cause::Transport(interruption(kind)), None)
}

fn failed<R: Endpoint>(cause: Cause, response: Option<ResponseFacts>) -> Error<R::ErrorCode> {
    let operation = &R::OPERATION;
    Error::new(AnyError::new(Report::new(operation.name.clone(), operation.idempotent, false, cause, response)))
}

/// The error of a transport that fails in this way.
pub(super) fn interruption(kind: TransportErrorKind) -> TransportError {
    use TransportErrorKind::{Connect, ConnectTimeout, MissingRoots, Proxy, Untrusted, Unusable};
    let error = TransportError::new(kind);
    match kind {
        Unusable | Connect | Untrusted | MissingRoots | Proxy | ConnectTimeout => error.not_sent(),
        _ => error,
    }
}

/// The dialect of an endpoint.
pub(super) fn dialect<R: Endpoint>() -> &'static Dialect {
    Dialect::of::<R::Api>(const { &R::OPERATION })
}

/// The error tables of an endpoint: its own and its dialect's.
pub(super) fn tables<R: Endpoint>() -> [&'static [ErrorRow]; 2] {
    [R::ErrorCode::ROWS, dialect::<R>().errors]
}

/// An error as its table documents it. An empty code or message is left out.
#[derive(Clone, Copy)]
pub(super) struct DocumentedError<'a> {
    pub(super) status: StatusCode,
    pub(super) code: &'a str,
    pub(super) message: &'a str,
}

impl DocumentedError<'static> {
    /// The error with this code: the first row of the operation or of the API.
    pub(super) fn of<R: Endpoint>(code: R::ErrorCode) -> Self {
        let code = code.code();
        let row = tables::<R>().into_iter().flatten().find(|row| row.code == code);
        row.map_or(Self { status: StatusCode::BAD_REQUEST, code, message: "" }, Self::of_row)
    }

    /// The error of a row. A message with placeholders is left out.
    pub(super) fn of_row(row: &'static ErrorRow) -> Self {
        let status = row.status.first().and_then(|status| StatusCode::from_u16(*status).ok());
        let message = row.messages.first().copied().filter(|message| !message.contains('%'));
        Self { status: status.unwrap_or(StatusCode::BAD_REQUEST), code: row.code, message: message.unwrap_or_default() }
    }
}

impl DocumentedError<'_> {
    /// The body of the response: the preferred spellings of the envelopes' fields.
    pub(super) fn body<'e>(&self, envelopes: impl IntoIterator<Item = &'e Envelope>) -> Bytes {
        let fields = |envelope: &'e Envelope| [(envelope.code, self.code), (envelope.message, self.message)];
        let fields = envelopes.into_iter().flat_map(fields);
        let mut body = Map::new();
        for (names, text) in fields.filter(|(_, text)| !text.is_empty()) {
            if let Some(path) = names.first() {
                insert(&mut body, path, text.into());
            }
        }
        Value::Object(body).to_string().into()
    }

    /// The response, in the form of these envelopes.
    pub(super) fn response<'e>(&self, envelopes: impl IntoIterator<Item = &'e Envelope>) -> Response<Bytes> {
        let mut response = json_response(self.body(envelopes));
        *response.status_mut() = self.status;
        response
    }
}

/// Inserts a value at a path of keys with dots between them.
fn insert(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(object.insert(path.to_owned(), value)),
        Some((key, rest)) => {
            let inner = object.entry(key).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

/// A successful response of an operation, whose value is this JSON. If the value is in a field of the body, the flags of
/// success are beside it.
pub(super) fn success_response<R: Endpoint>(json: String) -> Response<Bytes> {
    let Some(payload) = R::OPERATION.payload.first() else { return json_response(json) };
    let mut flags = Map::new();
    for (path, values) in dialect::<R>().envelope.success {
        let value = values.first().and_then(|value| serde_json::from_str(value).ok());
        insert(&mut flags, path, value.unwrap_or_default());
    }
    let flags = Value::Object(flags).to_string();
    let flags = flags.strip_suffix('}').unwrap_or(&flags);
    let separator = if flags.len() > 1 { "," } else { "" };
    json_response(format!("{flags}{separator}{}:{json}}}", Value::from(*payload)))
}

/// A successful response with this JSON.
pub(super) fn json_response(body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
