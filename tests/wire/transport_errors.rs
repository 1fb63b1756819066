//! Responses that the network breaks, with a real server.

use std::time::Duration;

use dingtalk_client::im::chat_id_to_open_conversation_id::{self as convert, Request, Response};
use dingtalk_client::{Client, Error, ErrorKind, Options, Outcome, Retry};
use dingtalk_faults::Clock;

use crate::json::{CHAT, request};
use crate::server::{Act, Server, client, response};

async fn call(client: &Client) -> Result<Response, Error<convert::Error>> {
    client.im().chat_id_to_open_conversation_id(&request::<Request>(CHAT)).await
}

/// A client of a port where nobody listens.
fn unreachable() -> Client {
    let builder = Client::builder().base_url("http://127.0.0.1:1").allow_plain_http().token("t");
    builder.options(Options::new().attempts(1)).build().expect("a client")
}

async fn fail(script: Vec<Act>) -> (Server, Error<convert::Error>) {
    fail_with(Options::new().max_response(1000), script).await
}

/// Fails at a short deadline.
async fn fail_at_deadline(script: Vec<Act>) -> (Server, Error<convert::Error>) {
    let _clock = Clock::ticking().await;
    fail_with(Options::new().deadline(Duration::from_millis(500)), script).await
}

async fn fail_with(options: Options, script: Vec<Act>) -> (Server, Error<convert::Error>) {
    let server = Server::start(script).await;
    let error = call(&client(&server).with(options)).await.expect_err("an error");
    (server, error)
}

#[tokio::test]
async fn nobody_listens() {
    let client = unreachable();
    let error = call(&client).await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.status(), None);
    assert_eq!(error.to_string(), "im::chat_id_to_open_conversation_id: no connection, nothing was sent");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn closed_without_a_response() {
    let (server, error) = fail(vec![Act::Close(vec![])]).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: the connection broke (the request may have been carried out)"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn another_protocol() {
    let (_, error) = fail(vec![Act::Close(b"220 smtp.example.com ESMTP\r\n".to_vec())]).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Unknown));
}

#[tokio::test]
async fn silence_until_the_deadline() {
    let (_, error) = fail_at_deadline(vec![Act::Hang(vec![])]).await;
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: the deadline passed (the request may have been carried out)"
    );
}

#[tokio::test]
async fn a_body_that_stops() {
    let head = b"HTTP/1.1 200 OK\r\nx-acs-request-id: 7F\r\ncontent-length: 40\r\n\r\n{\"openCon".to_vec();
    let (_, error) = fail_at_deadline(vec![Act::Hang(head)]).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.request_id(), Some("7F"));
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: the deadline passed (status 200, request id 7F, \
         the request may have been carried out)"
    );
}

#[tokio::test]
async fn a_body_that_breaks_off() {
    let head = b"HTTP/1.1 200 OK\r\nx-acs-request-id: 7F\r\ncontent-length: 40\r\n\r\n{\"openCon".to_vec();
    let (_, error) = fail(vec![Act::Close(head)]).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.to_string().contains("the connection broke"), "{error}");
}

#[tokio::test]
async fn a_head_counts_when_its_body_breaks_off() {
    let head = b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-length: 40\r\n\r\n{\"code\"".to_vec();
    let (_, error) = fail(vec![Act::Close(head)]).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Refused));
    assert_eq!((error.retry(), error.retry_after()), (Some(Retry::Backoff), Some(Duration::from_secs(7))));
}

#[tokio::test]
async fn a_body_that_announces_too_much() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n".to_vec();
    let (_, error) = fail(vec![Act::Hang(head)]).await;
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: the response is larger than allowed (status 200, \
         the request may have been carried out)"
    );
}

#[tokio::test]
async fn a_body_that_never_ends() {
    let mut bytes = b"HTTP/1.1 502 Bad Gateway\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..11 {
        bytes.extend(b"64\r\n");
        bytes.extend([b' '; 100]);
        bytes.extend(b"\r\n");
    }
    let (_, error) = fail(vec![Act::Hang(bytes)]).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(502));
    assert!(error.to_string().contains("the response is larger than allowed"), "{error}");
}

#[tokio::test]
async fn a_body_of_just_the_allowed_size() {
    let mut body = br#"{"openConversationId":"cid"}"#.to_vec();
    body.resize(1000, b' ');
    let server = Server::start(vec![response("200 OK", &[], body)]).await;
    let client = client(&server).with(Options::new().max_response(1000));
    assert!(call(&client).await.is_ok());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(vec![response("200 OK", &[], r#"{"openConversationId":"cid"}"#)]).await;
    let location = format!("location: {}/steal?with=secret", elsewhere.url());
    for (status, outcome) in [
        ("301 Moved Permanently", Outcome::Unknown),
        ("302 Found", Outcome::Unknown),
        ("307 Temporary Redirect", Outcome::Refused),
        ("308 Permanent Redirect", Outcome::Refused),
    ] {
        let (server, error) = fail(vec![response(status, &[&location], "")]).await;
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
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(elsewhere.requests().len(), 0);
}

#[tokio::test]
async fn a_html_page_from_a_proxy() {
    let page = "<html><body>Bad Gateway</body></html>";
    let (_, error) = fail(vec![response("502 Bad Gateway", &["content-type: text/html"], page)]).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.code(), None);
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
    let request = request::<Request>(CHAT);
    let mut call = Box::pin(client.call(&request));
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else { panic!("still pending") };
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: the transport cannot be used here, nothing was sent"
    );
}
