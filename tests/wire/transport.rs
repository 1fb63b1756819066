//! Custom transports.

use std::sync::Arc;

use dingtalk_client::runtime::Client;
use dingtalk_client::transport::{
    self, BoxFuture, Bytes, Limits, Request, Response, Transport, TransportError, TransportErrorKind,
};
use dingtalk_client::{ErrorKind, HeaderMap, Options, Outcome, Retry, StatusCode};

use crate::api::{Canned, Demo, Everywhere};

/// Fails before or after sending.
struct Broken {
    sent: bool,
}

impl Transport for Broken {
    fn call(
        &self,
        _request: Request<Bytes>,
        _limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let error = TransportError::new(TransportErrorKind::Interrupted).with_source("the cable is cut");
        let error = if self.sent { error } else { error.not_sent() };
        Box::pin(async { Err(error) })
    }
}

/// A client over this transport, without retries.
fn over(transport: impl Transport) -> Client<Demo> {
    let builder = Client::<Demo>::builder().transport(transport).token("t").options(Options::new().attempts(1));
    builder.build().expect("a client").0
}

#[tokio::test]
async fn a_transport_error_says_whether_anything_was_sent() {
    for (sent, outcome) in [(true, Outcome::Unknown), (false, Outcome::NotSent)] {
        let client = over(Broken { sent });
        let error = client.call(&Everywhere::new("c")).await.expect_err("an error");
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, outcome));
        let source = std::error::Error::source(&error).expect("a source");
        assert_eq!(source.to_string(), "the cable is cut");
    }
}

#[tokio::test]
async fn a_shared_transport() {
    let canned = Canned::new(200, "{}");
    let shared: Arc<dyn Transport> = Arc::new(canned.clone());
    let client = over(shared);
    client.call(&Everywhere::new("c")).await.expect("success");
    assert_eq!(canned.requests().len(), 1);
}

#[tokio::test]
async fn a_boxed_transport() {
    let canned = Canned::new(200, "{}");
    let boxed: Box<dyn Transport> = Box::new(canned.clone());
    let client = over(boxed);
    let reply = client.call(&Everywhere::new("c")).await.expect("success");
    assert_eq!(canned.requests().len(), 1);
    // The crate `http` need not be a dependency of its own.
    let (status, headers): (StatusCode, &HeaderMap) = (reply.status(), reply.headers());
    assert_eq!((status, headers), (transport::http::StatusCode::OK, &transport::http::HeaderMap::new()));
}

fn head(status: u16) -> transport::http::response::Parts {
    let response = Response::builder().status(status).header("set-cookie", "hush").header("retry-after", "7");
    response.body(()).expect("a response").into_parts().0
}

#[test]
fn a_transport_error_shows_no_headers() {
    let error =
        TransportError::new(TransportErrorKind::Interrupted).with_head(head(403)).with_source("the cable is cut");
    assert_eq!(
        format!("{error:?}"),
        "TransportError { kind: Interrupted, sent: true, status: Some(403), headers: 2, source: Some(\"the cable is cut\"), .. }"
    );
}

/// Fails after the head of a response.
struct Cut {
    status: u16,
}

impl Transport for Cut {
    fn call(
        &self,
        _request: Request<Bytes>,
        _limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let error = TransportError::new(TransportErrorKind::Interrupted).with_head(head(self.status));
        Box::pin(async { Err(error) })
    }
}

#[tokio::test]
async fn a_head_counts_when_its_body_breaks() {
    for (status, outcome, retry) in [
        (200, Outcome::Unknown, None),
        (302, Outcome::Unknown, None),
        (307, Outcome::Refused, None),
        (403, Outcome::Refused, None),
        (408, Outcome::Unknown, None),
        (429, Outcome::Refused, Some(Retry::Backoff)),
        (500, Outcome::Unknown, None),
    ] {
        let client = over(Cut { status });
        let error = client.call(&Everywhere::new("c")).await.expect_err("an error");
        assert_eq!((error.kind(), error.outcome(), error.retry()), (ErrorKind::Transport, outcome, retry), "{status}");
        assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
    }
}
