//! From an HTTP answer to a value or to what went wrong. Pure: nothing here touches a socket.

use std::time::Duration;

use bytes::Bytes;
use http::header::{LOCATION, RETRY_AFTER};
use http::response::Parts;
use http::{StatusCode, Uri};
use serde_json::Value;
use serde_json::error::Category;

use super::api::ApiFacts;
use super::call::Call;
use super::envelope::Told;
use super::report::{Answered, Cause};
use super::wire::{Member, Reading, View, Wire, read_json};
use super::{AnyError, ErrorRow, Retry};

/// How much of a body an error keeps.
const KEPT: usize = 64 << 10;

/// A whole answer to a call.
pub(super) struct Answer<'a> {
    pub(super) call: &'a Call<'a>,
    pub(super) head: &'a Parts,
    pub(super) body: &'a Bytes,
}

impl Answer<'_> {
    /// Reads the answer into `value`.
    pub(super) fn read(&self, value: &mut dyn Wire) -> Result<(), AnyError> {
        if !self.head.status.is_success() {
            return Err(self.failure());
        }
        if !self.call.operation.answer {
            return self.refuse_envelope(&[]);
        }
        let reading = parse(self.body, value).map_err(|cause| self.error(cause, Told::default()))?;
        // A body with what the page documents is an answer, whatever else it holds.
        if !reading.recognised {
            let documented = if let View::Object(object) = value.view() { object.members() } else { &[] };
            self.refuse_envelope(documented)?;
        }
        if reading.mistakes.is_empty() {
            return Ok(());
        }
        Err(self.error(Cause::Mistaken(reading.mistakes), Told::default()))
    }

    /// Fails if a body that comes with a status of success is an error envelope.
    fn refuse_envelope(&self, documented: &[Member]) -> Result<(), AnyError> {
        let told = self.told(documented);
        if told.code.is_some() { Err(self.error(Cause::Service, told)) } else { Ok(()) }
    }

    /// What a status other than of success means.
    fn failure(&self) -> AnyError {
        if self.head.status.is_redirection() {
            return self.error(Cause::Redirect(location(self.head)), Told::default());
        }
        self.error(Cause::Service, self.told(&[]))
    }

    fn told(&self, documented: &[Member]) -> Told {
        let Ok(body) = serde_json::from_slice::<Value>(self.body) else { return Told::default() };
        self.call.api.envelope.read(&body, documented, self.head.status.as_u16())
    }

    /// An error with everything that the answer tells, its body among it unless that holds a secret.
    fn error(&self, cause: Cause, told: Told) -> AnyError {
        let status = self.head.status;
        let throttled = told.throttled || status == StatusCode::TOO_MANY_REQUESTS;
        let row = told.code.as_ref().and_then(|code| ErrorRow::retry(self.call.tables, code, status.as_u16()));
        let head = head(self.call.api, self.head);
        let answered = Answered {
            retry: row.or(throttled.then_some(Retry::Backoff)),
            code: told.code,
            message: told.message,
            request_id: told.request_id.or(head.request_id),
            scopes: told.scopes,
            body: if self.call.operation.secret_answer { Bytes::new() } else { kept(self.body) },
            ..head
        };
        self.call.failed(cause, Some(answered))
    }
}

/// What an answer's head alone tells.
pub(super) fn head(api: &ApiFacts, head: &Parts) -> Answered {
    let header = |name: &str| head.headers.get(name)?.to_str().ok();
    Answered {
        status: head.status,
        request_id: header(api.request_id_header).map(str::to_owned),
        trace_id: header(api.trace_id_header).map(str::to_owned),
        retry_after: header(RETRY_AFTER.as_str()).and_then(|text| text.parse().ok()).map(Duration::from_secs),
        ..Answered::default()
    }
}

fn parse(body: &[u8], value: &mut dyn Wire) -> Result<Reading, Cause> {
    let text = str::from_utf8(body).map_err(|_| Cause::NotJson("is not UTF-8", None))?;
    if text.trim_ascii().is_empty() {
        return Err(Cause::NotJson("is empty", None));
    }
    read_json(value, text).map_err(|error| {
        let why = if error.classify() == Category::Eof { "ends too early" } else { "is not JSON" };
        Cause::NotJson(why, Some(error))
    })
}

/// The origin that a redirect points to: the rest of its address may hold secrets.
fn location(head: &Parts) -> Option<String> {
    let uri: Uri = head.headers.get(LOCATION)?.to_str().ok()?.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    let port = authority.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{scheme}://{}{port}", authority.host()))
}

/// As much of a body as an error keeps, without holding on to the rest.
fn kept(body: &Bytes) -> Bytes {
    body.get(..KEPT).map_or_else(|| body.clone(), Bytes::copy_from_slice)
}
