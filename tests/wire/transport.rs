//! Custom transports.

use std::future::{pending, ready};
use std::sync::Arc;
use std::time::Duration;

use dingtalk_client::transport::{
    self, BoxFuture, Bytes, Limits, Request, Response, Transport, TransportError, TransportErrorKind,
};
use dingtalk_client::{ErrorKind, HeaderMap, Options, Outcome, Retry, StatusCode};
use tokio::time::timeout;

use crate::api::Everywhere;
use crate::canned::{Canned, FnTransport, client_over};

fn options() -> Options {
    Options::new().token("t")
}

#[tokio::test]
async fn a_transport_error_says_whether_anything_was_sent() {
    for (sent, outcome) in [(true, Outcome::Unknown), (false, Outcome::NotSent)] {
        let transport = FnTransport(move |_| {
            let error = TransportError::new(TransportErrorKind::Interrupted).with_source("the cable is cut");
            ready(Err(if sent { error } else { error.not_sent() }))
        });
        let error = client_over(transport, options()).call(&Everywhere::new("c")).await.expect_err("an error");
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, outcome));
        let source = std::error::Error::source(&error).expect("a source");
        assert_eq!(source.to_string(), "the cable is cut");
    }
}

#[tokio::test]
async fn a_shared_transport() {
    let canned = Canned::new(200, "{}");
    let shared: Arc<dyn Transport> = Arc::new(canned.clone());
    let client = client_over(shared, options());
    client.call(&Everywhere::new("c")).await.expect("success");
    assert_eq!(canned.requests().len(), 1);
}

#[tokio::test]
async fn a_boxed_transport() {
    let canned = Canned::new(200, "{}");
    let boxed: Box<dyn Transport> = Box::new(canned.clone());
    let client = client_over(boxed, options());
    let reply = client.call(&Everywhere::new("c")).send_with_response().await.expect("success");
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
        let transport = FnTransport(move |_| {
            ready(Err(TransportError::new(TransportErrorKind::Interrupted).with_head(head(status))))
        });
        let error = client_over(transport, options()).call(&Everywhere::new("c")).await.expect_err("an error");
        assert_eq!((error.kind(), error.outcome(), error.retry()), (ErrorKind::Transport, outcome, retry), "{status}");
        assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
    }
}

/// A transport that never responds, and says whether it ends calls by itself.
struct Hanging {
    enforces_deadline: bool,
}

impl Transport for Hanging {
    fn call(&self, _: Request<Bytes>, _: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(pending())
    }

    fn enforces_deadline(&self) -> bool {
        self.enforces_deadline
    }
}

#[tokio::test(start_paused = true)]
#[expect(clippy::disallowed_methods, reason = "the clock is paused")]
async fn the_client_ends_calls_of_transports_that_do_not() {
    let call = async |enforces_deadline| {
        let transport: Box<dyn Transport> = Box::new(Arc::new(Hanging { enforces_deadline }));
        let client = client_over(transport, options().deadline(Duration::from_secs(5)));
        timeout(Duration::from_secs(60), client.call(&Everywhere::new("c")).send()).await
    };
    let error = call(false).await.expect("within the deadline").expect_err("no response");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(call(true).await.is_err());
}
