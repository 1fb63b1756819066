//! Decoding of an HTTP response to a value or an error. No IO.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use dingtalk_policy::{ErrorResponse, RetryHint, is_redirect};
use http::Uri;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use http::response::Parts;
use httpdate::parse_http_date;
use serde_core::de::IgnoredAny;
use serde_json::Value;
use serde_json::error::Category;

use super::call_context::{CallContext, DecodeTarget};
use super::clock::StepDeadline;
use super::endpoint::ResponseKind;
use super::envelope::ParsedEnvelope;
use super::report::{Cause, ResponseFacts};
use super::wire::{DecodeBudget, DecodeState, Fields, Slot, View, Wire, fields, read_payload};
use super::{AnyError, Dialect, ErrorRow};

/// The maximum length of the body in an error, in bytes.
const MAX_ERROR_BODY: usize = 64 << 10;

const IS_EMPTY: Cause = Cause::NotJson("is empty", None);

/// A complete response to a call.
pub(super) struct ReceivedResponse<'a> {
    pub(super) call: &'a CallContext,
    pub(super) head: &'a Parts,
    pub(super) body: &'a Bytes,
}

impl ReceivedResponse<'_> {
    /// Decodes the response into `target`.
    pub(super) fn read(&self, target: &mut dyn DecodeTarget) -> Result<(), AnyError> {
        let value = target.blank();
        if !self.head.status.is_success() {
            return Err(self.failure());
        }
        if self.call.operation.response == ResponseKind::Bytes {
            return self.read_bytes(value);
        }
        let budget = DecodeBudget::new(self.call.options.chosen_max_decoded(), self.call.deadline());
        let mut state = DecodeState::new(budget, self.call.dialect.envelope.code);
        let text = str::from_utf8(self.body).map(without_bom);
        let read =
            text.map_err(|_| Cause::NotJson("is not UTF-8", None)).and_then(|text| self.parse(text, value, &mut state));
        // A body with documented fields is a response, unless it cannot be decoded or has a listed code. If all of its
        // fields may also belong to an envelope, it counts as an envelope when it also has a message.
        let payload = self.call.operation.payload;
        let fields = if payload.is_empty() { documented(value) } else { Fields::Body(payload) };
        let is_raw = payload.is_empty() && self.has_other_fields(value);
        let is_object = is_raw || !payload.is_empty() || matches!(value.view(), View::Object(_));
        let read = read.and_then(|()| self.complete(target, &mut state));
        let recognised = is_raw || !is_object || !state.present.iter().all(|name| self.call.dialect.envelope.has(name));
        let is_response = recognised && read.is_ok() && state.errors.is_empty();
        // The reader of an object has seen its keys.
        let is_seen = is_object
            && self.call.operation.response == ResponseKind::Json
            && !self.call.dialect.envelope.has_nested_code;
        let may_hold_code = || if is_seen { state.has_code } else { text.is_ok_and(|text| self.may_hold_code(text)) };
        if is_response && !may_hold_code() {
            return Ok(());
        }
        let envelope = self.parse_envelope(fields);
        // Fields beside a payload belong to the envelope.
        let is_envelope = !is_response
            || !payload.is_empty()
            || envelope.is_failure
            || (!is_object && envelope.message.is_some() && !envelope.throttled);
        let counts = |code: &String| is_envelope || self.is_listed(code);
        if envelope.code.as_ref().is_some_and(counts) {
            // The documented response is there beside the code, so the call may have been carried out.
            let may_have_been_done = is_object && recognised;
            return Err(self.service_error(envelope, may_have_been_done));
        }
        let envelope = ParsedEnvelope { code: None, message: None, ..envelope };
        match read {
            Err(cause) => Err(self.error(cause, envelope)),
            Ok(()) if state.errors.is_empty() => Ok(()),
            Ok(()) => Err(self.error(Cause::FieldErrors(state.errors), envelope)),
        }
    }

    /// Stores the body unchanged, unless it may be JSON and reports an error.
    fn read_bytes(&self, value: &mut dyn Wire) -> Result<(), AnyError> {
        let kind = self.content_kind();
        if kind != ContentKind::Other && str::from_utf8(self.body).is_ok_and(|text| self.may_hold_code(text)) {
            let envelope = self.parse_envelope(Fields::NONE);
            let is_envelope = kind == ContentKind::Json && envelope.message.is_some() && !envelope.throttled;
            if envelope.code.as_ref().is_some_and(|code| is_envelope || self.is_listed(code)) {
                return Err(self.error(Cause::Service, envelope));
            }
        }
        if let Slot::Bytes(target) = value.slot() {
            *target = self.body.clone().into();
        }
        Ok(())
    }

    /// Returns true if a table lists the code.
    fn is_listed(&self, code: &str) -> bool {
        self.call.tables.iter().any(|table| ErrorRow::of_code(table, code).next().is_some())
    }

    /// The kind of the response's content type.
    fn content_kind(&self) -> ContentKind {
        let Some(kind) = self.head.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()) else {
            return ContentKind::Unknown;
        };
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/json" | "text/json" => ContentKind::Json,
            kind if kind.ends_with("+json") => ContentKind::Json,
            kind if kind.starts_with("text/") => ContentKind::Unknown,
            _ => ContentKind::Other,
        }
    }

    /// Returns true if the quoted name of a code field occurs in the body. A cheap filter: hardly any successful
    /// response has one.
    fn may_hold_code(&self, text: &str) -> bool {
        let is_quoted = |at: usize, name: &str| text[..at].ends_with('"') && text[at + name.len()..].starts_with('"');
        let holds = |path: &&str| {
            let name = path.rsplit('.').next().unwrap_or_default();
            text.match_indices(name).any(|(at, name)| is_quoted(at, name))
        };
        self.call.dialect.envelope.code.iter().any(holds)
    }

    /// Decodes the body, or validates it if the operation documents no response.
    fn parse(&self, text: &str, value: &mut dyn Wire, state: &mut DecodeState) -> Result<(), Cause> {
        let read = match (text.trim_ascii().is_empty(), self.call.operation.response) {
            (true, ResponseKind::Nothing | ResponseKind::JsonOrEmpty) => return Ok(()),
            (true, _) => return Err(IS_EMPTY),
            (false, ResponseKind::Nothing) => serde_json::from_str(text).map(|IgnoredAny| ()),
            (false, _) => read_payload(value, self.call.operation.payload, state, text),
        };
        read.map_err(|error| {
            if let Some(exceeded) = state.exceeded() {
                return Cause::LimitExceeded(exceeded);
            }
            let why = match error.classify() {
                Category::Eof => "ends too early",
                // Values of another type are field errors, but for the object around the payload.
                Category::Data if !self.call.operation.payload.is_empty() => "is not a JSON object",
                _ => "is not JSON",
            };
            // Data errors quote the data, which may be secret.
            Cause::NotJson(why, (error.classify() != Category::Data).then_some(error))
        })
    }

    /// Returns true if untyped JSON has fields that belong to no error, so that the call may have been carried out.
    fn has_other_fields(&self, value: &dyn Wire) -> bool {
        let View::Any(Value::Object(fields)) = value.view() else { return false };
        fields.iter().any(|(name, value)| !value.is_null() && !self.call.dialect.envelope.has(name))
    }

    /// Completes the target from the decoded value.
    fn complete(&self, target: &mut dyn DecodeTarget, state: &mut DecodeState) -> Result<(), Cause> {
        if state.errors.is_empty() {
            target.complete(state);
        }
        match state.exceeded() {
            Some(exceeded) => Err(Cause::LimitExceeded(exceeded)),
            None if !state.errors.is_empty() && self.body.trim_ascii().is_empty() => Err(IS_EMPTY),
            None => Ok(()),
        }
    }

    /// The error of a response without a success status.
    fn failure(&self) -> AnyError {
        let is_redirect = is_redirect(self.head.status.as_u16());
        let cause = if is_redirect { Cause::Redirect(location(self.head)) } else { Cause::Service };
        self.error(cause, self.parse_envelope(Fields::NONE))
    }

    /// Parses the envelope as far as the body is readable and time is left.
    fn parse_envelope(&self, documented: Fields<'_>) -> ParsedEnvelope {
        let text = String::from_utf8_lossy(self.body);
        let deadline = StepDeadline::new(Some(self.call.deadline()));
        self.call.dialect.envelope.read(without_bom(&text), documented, self.head.status, deadline)
    }

    /// The error of a code. If the documented response is there beside it, the code is not a refusal, even if a table
    /// says so.
    fn service_error(&self, envelope: ParsedEnvelope, may_have_been_done: bool) -> AnyError {
        let mut error = self.error(Cause::Service, envelope);
        if may_have_been_done {
            error.set_may_have_been_done();
        }
        error
    }

    /// Creates an error with the facts of the response, including its body unless that is secret.
    fn error(&self, cause: Cause, envelope: ParsedEnvelope) -> AnyError {
        let head = response_head(self.call.dialect, self.head);
        let code = envelope.code.as_deref();
        let rows = code.map(|code| self.call.tables.map(|table| ErrorRow::of_code(table, code)));
        let hint = ErrorResponse { status: head.status.as_u16(), rows, throttled: envelope.throttled }.hint();
        let is_listed = code.is_some_and(|code| self.is_listed(code));
        let received = ResponseFacts {
            hint,
            is_listed,
            is_throttled: envelope.throttled,
            retry_after: head.retry_after.or(envelope.wait),
            code: envelope.code,
            message: envelope.message,
            request_id: envelope.request_id.or(head.request_id),
            scopes: envelope.scopes,
            body: if self.call.operation.secret_response { Bytes::new() } else { excerpt(self.body) },
            ..head
        };
        self.call.failed(cause, Some(received))
    }
}

/// The kind of a response's content type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ContentKind {
    Json,
    /// Missing, or some kind of text.
    Unknown,
    Other,
}

/// The facts of a response's head.
pub(super) fn response_head(dialect: &Dialect, head: &Parts) -> ResponseFacts {
    ResponseFacts {
        status: head.status,
        hint: RetryHint::of_status(head.status.as_u16()),
        request_id: header(head, dialect.request_id_header).map(str::to_owned),
        trace_id: header(head, dialect.trace_id_header).map(str::to_owned),
        retry_after: header(head, RETRY_AFTER.as_str()).and_then(wait),
        encoding: header(head, CONTENT_ENCODING.as_str()).filter(|name| *name != "identity").map(str::to_owned),
        ..ResponseFacts::default()
    }
}

/// The value of a header, if it is readable and not empty.
pub(super) fn header<'a>(head: &'a Parts, name: &str) -> Option<&'a str> {
    head.headers.get(name)?.to_str().ok().filter(|text| !text.is_empty())
}

/// Parses `retry-after`: a number of seconds or a date in any form of RFC 9110 (5.6.7). Bounded, so that adding it to
/// an instant cannot overflow.
fn wait(text: &str) -> Option<Duration> {
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        // A date in the past means no wait.
        Err(_) => parse_http_date(text).ok()?.duration_since(SystemTime::now()).unwrap_or_default(),
    };
    Some(wait.min(Duration::from_secs(u32::MAX.into())))
}

/// The documented fields of a response.
fn documented(value: &dyn Wire) -> Fields<'static> {
    if let View::Object(object) = value.view() { fields(object) } else { Fields::NONE }
}

/// Removes the byte order mark that some servers send.
fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The origin of a redirect. The rest of the URL may contain secrets.
fn location(head: &Parts) -> Option<String> {
    let uri: Uri = head.headers.get(LOCATION)?.to_str().ok()?.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    let port = authority.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{scheme}://{}{port}", authority.host()))
}

/// The part of a body that an error contains, without keeping the rest alive.
pub(super) fn excerpt(body: &Bytes) -> Bytes {
    body.get(..MAX_ERROR_BODY).map_or_else(|| body.clone(), Bytes::copy_from_slice)
}
