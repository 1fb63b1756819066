//! Responses that the network breaks, with a real server.

use std::time::Duration;

use dingtalk_client::transport::TransportErrorKind;
use dingtalk_client::{AnyError, Client, ErrorKind, Options, Outcome, Retry};
use dingtalk_faults::Clock;

use crate::endpoints::{CONVERSATION, convert};
use crate::server::{Act, Server, builder, client, ok, response};
use crate::transport_calls::{Caller, reported};

/// A part of a response.
const PART: &[u8] = b"HTTP/1.1 200 OK\r\nx-acs-request-id: 7F\r\ncontent-length: 40\r\n\r\n{\"openCon";

/// A client of a port where nobody listens.
fn unreachable() -> Client {
    builder("http://127.0.0.1:1").build().expect("a client")
}

/// The error of one call of this server.
async fn fail(options: Options, act: Act) -> AnyError {
    let server = Server::start(vec![act]).await;
    let error = convert(&client(&server).with(options)).await.expect_err("an error");
    assert_eq!(server.requests().len(), 1);
    error.into()
}

/// Checks the error of each call, of which nobody knows whether it was carried out.
async fn check(options: Options, rows: impl IntoIterator<Item = (&str, Act, Option<u16>, &str)>) {
    for (name, act, status, why) in rows {
        let error = fail(options.clone(), act).await;
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Unknown), "{name}");
        assert_eq!(error.status().map(|status| status.as_u16()), status, "{name}");
        let line = format!("im::chat_id_to_open_conversation_id: {why}the request may have been carried out)");
        assert_eq!(error.to_string(), line, "{name}");
    }
}

#[tokio::test]
async fn nobody_listens() {
    let error = convert(&unreachable()).await.expect_err("an error");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::NotSent));
    assert_eq!(error.status(), None);
    assert_eq!(error.to_string(), "im::chat_id_to_open_conversation_id: no connection, nothing was sent");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn responses_that_end_early_or_never() {
    let chunk = [&b"64\r\n"[..], &[b' '; 100], b"\r\n"].concat();
    let endless = [b"HTTP/1.1 502 Bad Gateway\r\ntransfer-encoding: chunked\r\n\r\n", &chunk.repeat(11)[..]].concat();
    let announced = b"HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n".to_vec();
    #[rustfmt::skip]
    check(Options::new().max_response(1000), [
        ("no response", Act::Close(vec![]), None, "the connection broke ("),
        ("another protocol", Act::Close(b"220 smtp.example.com ESMTP\r\n".to_vec()), None, "the connection broke ("),
        ("a body that breaks off", Act::Close(PART.to_vec()), Some(200), "the connection broke (status 200, request id 7F, "),
        ("an announced size", Act::Hang(announced), Some(200), "the response is larger than allowed (status 200, "),
        ("an endless body", Act::Hang(endless), Some(502), "the response is larger than allowed (status 502, "),
    ])
    .await;
}

#[tokio::test]
async fn silence_until_the_deadline() {
    let _clock = Clock::ticking().await;
    let options = Options::new().deadline(Duration::from_millis(500));
    #[rustfmt::skip]
    check(options, [
        ("no response", Act::Hang(vec![]), None, "the deadline passed ("),
        ("a body that stops", Act::Hang(PART.to_vec()), Some(200), "the deadline passed (status 200, request id 7F, "),
    ])
    .await;
}

#[tokio::test]
async fn a_head_counts_when_its_body_breaks_off() {
    let head = b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-length: 40\r\n\r\n{\"code\"".to_vec();
    let error = fail(Options::new(), Act::Close(head)).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Refused));
    assert_eq!((error.retry(), error.retry_after()), (Some(Retry::Backoff), Some(Duration::from_secs(7))));
}

#[tokio::test]
async fn a_body_of_just_the_allowed_size() {
    let mut body = CONVERSATION.as_bytes().to_vec();
    body.resize(1000, b' ');
    let server = Server::start(vec![ok(body)]).await;
    assert!(convert(&client(&server).with(Options::new().max_response(1000))).await.is_ok());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(vec![ok(CONVERSATION)]).await;
    let location = format!("location: {}/steal?with=secret", elsewhere.url());
    for (status, outcome) in [
        ("301 Moved Permanently", Outcome::Unknown),
        ("302 Found", Outcome::Unknown),
        ("307 Temporary Redirect", Outcome::Refused),
        ("308 Permanent Redirect", Outcome::Refused),
    ] {
        let error = fail(Options::new(), response(status, &[&location], "")).await;
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Service, outcome));
        assert_eq!(
            error.to_string(),
            format!(
                "im::chat_id_to_open_conversation_id: redirects are not followed, this one to {} (status {}{})",
                elsewhere.url(),
                &status[..3],
                if outcome == Outcome::Unknown { ", the request may have been carried out" } else { "" }
            )
        );
    }
    assert_eq!(elsewhere.requests().len(), 0);
}

#[tokio::test]
async fn a_html_page_from_a_proxy() {
    let page = "<html><body>Bad Gateway</body></html>";
    let error = fail(Options::new(), response("502 Bad Gateway", &["content-type: text/html"], page)).await;
    assert_eq!((error.kind(), error.outcome(), error.raw_code()), (ErrorKind::Service, Outcome::Unknown, None));
    assert_eq!(error.body(), page.as_bytes());
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: 502 without a code (the request may have been carried out)"
    );
}

#[test]
fn outside_of_a_runtime() {
    let client = unreachable();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let mut call = Box::pin(convert(&client));
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else { panic!("still pending") };
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: the transport cannot be used here, nothing was sent"
    );
}

#[tokio::test]
async fn other_schemes_are_refused() {
    let server = Server::start(vec![ok("{}")]).await;
    for scheme in ["ws", "wss", "ftp"] {
        let url = server.url().replacen("http", scheme, 1);
        let result = Caller::plain(url).call().await;
        assert_eq!(reported(result), (TransportErrorKind::Unusable, false, None), "{scheme}");
    }
    assert_eq!(server.requests().len(), 0);
}
