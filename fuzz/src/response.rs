//! Arbitrary responses, as the client reads them.

use dingtalk_runtime::Endpoint;
use dingtalk_runtime::transport::{BoxFuture, Bytes, TransportError, Limits, Request, Response, Transport};
use dingtalk_runtime::{AnyError, Options};
use dingtalk_fixtures::library::answers::{
    anything, choice, download, every_type, identifier, list, list_of_lists, list_of_objects, map_of_lists,
    map_of_maps, map_of_objects, nothing, number, one_text, required, secret, yes_or_no,
};
use dingtalk_fixtures::library::shapes::{deep, own_pair};
use dingtalk_fixtures::library::{BookId, Client, Library};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

// Its first letter ends no escape: a tab before `he-token` would look like it in `Debug`.
const TOKEN: &str = "Q-token-that-nobody-may-see";

/// A complete response.
#[derive(Clone)]
pub struct RawResponse {
    status: u16,
    headers: Vec<(String, Vec<u8>)>,
    body: Bytes,
}

/// Responds to every request with it.
impl Transport for RawResponse {
    fn call(&self, _request: Request<Bytes>, _limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(name, value.as_slice());
        }
        // HTTP itself rejects invalid headers.
        let response = response.body(self.body.clone()).unwrap_or_default();
        Box::pin(async { Ok(response) })
    }
}

impl RawResponse {
    /// Parses the kind of endpoint and the response.
    pub fn parse(bytes: &[u8]) -> Option<(u8, Self)> {
        let (kind, rest) = bytes.split_first()?;
        let (status, mut rest) = line(rest);
        let status =
            std::str::from_utf8(status).ok()?.trim().parse().ok().filter(|status| (100..1000).contains(status))?;
        let mut headers = Vec::new();
        loop {
            let (header, after) = line(rest);
            rest = after;
            let Some(colon) = header.iter().position(|byte| *byte == b':') else { break };
            let name = String::from_utf8_lossy(&header[..colon]).into_owned();
            headers.push((name, header[colon + 1..].trim_ascii().to_vec()));
        }
        Some((*kind, Self { status, headers, body: Bytes::copy_from_slice(rest) }))
    }

    /// Reads it as the response of an endpoint of this kind.
    pub fn read(self, kind: u8) {
        let book = || BookId::new("b1");
        match kind % 19 {
            0 => self.call(anything::Request::new()),
            1 => self.call(choice::Request::new()),
            2 => self.call(download::Request::new(book())),
            3 => self.call(every_type::Request::new()),
            4 => self.call(identifier::Request::new()),
            5 => self.call(list::Request::new()),
            6 => self.call(list_of_lists::Request::new()),
            7 => self.call(list_of_objects::Request::new()),
            8 => self.call(map_of_lists::Request::new()),
            9 => self.call(map_of_maps::Request::new()),
            10 => self.call(map_of_objects::Request::new()),
            11 => self.call(nothing::Request::new(book())),
            12 => self.call(number::Request::new()),
            13 => self.call(one_text::Request::new()),
            14 => self.call(required::Request::new()),
            15 => self.call(secret::Request::new()),
            16 => self.call(yes_or_no::Request::new()),
            17 => self.call(deep::Request::new()),
            _ => self.call(own_pair::Request::new()),
        }
    }

    /// Calls the endpoint, and checks the result.
    fn call<R: Endpoint<Api = Library>>(self, request: R) {
        let status = self.status;
        let builder = Client::builder().base_url("https://library.example").transport(self).token(TOKEN);
        let client = builder.options(Options::new().max_response(1 << 20)).build().expect("a client");
        let call = pin!(client.call(&request).send_with_response());
        // The call never waits, so no runtime is needed.
        let Poll::Ready(result) = call.poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("the call waits")
        };
        match result.map_err(AnyError::from) {
            Ok(reply) => assert!((200..300).contains(&reply.status().as_u16()), "{status} is no success"),
            Err(error) => check(&error),
        }
    }
}

/// An error is one line of limited length, without control characters and secrets.
fn check(error: &AnyError) {
    let (shown, debug) = (error.to_string(), format!("{error:?}"));
    assert!(!shown.contains(|c: char| c.is_control()), "{shown:?}");
    assert!(shown.len() < 64 << 10, "{} bytes", shown.len());
    assert!(!shown.contains(TOKEN) && !debug.contains(TOKEN), "{shown}");
    assert!(!error.body().windows(8).any(|part| TOKEN.as_bytes().windows(8).any(|secret| secret == part)), "{debug}");
    let _ = (error.outcome(), error.kind(), error.is_retryable(), error.retry_after(), error.required_scopes());
}

/// The first line, and the rest.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[]),
    }
}
