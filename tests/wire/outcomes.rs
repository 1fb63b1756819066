//! The reported outcome and details of failed calls with ambiguous responses.

use dingtalk_client::conv_file::send_link;
use dingtalk_client::transport::Hyper;
use dingtalk_client::{Error, ErrorKind, Options, Outcome};

use crate::endpoints::send_link;
use crate::server::{Act, Server, builder, client, ok, response};

async fn send(status: &str, headers: &[&str], body: &str) -> Result<send_link::Response, Error<send_link::ErrorCode>> {
    let server = Server::start(vec![response(status, headers, body)]).await;
    let outcome = send_link(&client(&server)).await;
    assert_eq!(server.requests().len(), 1, "{status} is not sent again");
    outcome
}

#[tokio::test]
async fn a_listed_code_beside_a_documented_field() {
    let body = r#"{"code":"systemError","message":"x","requestid":"R","file":{"id":"f"}}"#;
    let error = send("200 OK", &[], body).await.expect_err("the code is listed");
    assert_eq!(format!("{:?}", error.code()), "Some(SystemError)");
    assert_eq!((error.request_id(), error.outcome()), (Some("R"), Outcome::Unknown));

    let body = r#"{"code":"SUCCESS","file":{"id":"f"}}"#;
    assert!(send("200 OK", &[], body).await.is_ok(), "an unlisted code is an unknown field");
}

/// The documentation has both spellings of each name, in any combination.
#[tokio::test]
async fn missing_permissions_in_every_spelling() {
    for (detail, scopes) in [
        ("accessdenieddetail", "requiredScopes"),
        ("AccessDeniedDetail", "RequiredScopes"),
        ("AccessDeniedDetail", "requiredScopes"),
        ("accessDeniedDetail", "requiredScopes"),
    ] {
        let body = format!(
            r#"{{"Code":"Forbidden","Message":"no","requestId":"R","{detail}":{{"{scopes}":["A.Read","B"]}}}}"#
        );
        let error = send("403 Forbidden", &[], &body).await.expect_err("a failure");
        assert_eq!(error.required_scopes(), ["A.Read", "B"], "{body}");
        assert_eq!((error.raw_code(), error.message(), error.request_id()), (Some("Forbidden"), Some("no"), Some("R")));
    }
}

#[tokio::test]
async fn an_error_with_the_flag_of_a_failure() {
    let body = r#"{"success":false,"errorCode":"systemError","errorMsg":"try later"}"#;
    let error = send("200 OK", &[], body).await.expect_err("a failure");
    assert_eq!(
        (error.kind(), error.raw_code(), error.message()),
        (ErrorKind::Service, Some("systemError"), Some("try later"))
    );
    assert!(send("200 OK", &[], r#"{"success":true,"errorCode":"systemError"}"#).await.is_ok());
}

#[tokio::test]
async fn an_unreadable_response_keeps_its_code_and_id() {
    let error = send("200 OK", &[], r#"{"requestid":"R","file":"x"}"#).await.expect_err("a text is no object");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unreadable));
    assert_eq!(error.request_id(), Some("R"));

    let error = send("200 OK", &[], r#"{"code":"busy","file":"x"}"#).await.expect_err("a code without a result");
    assert_eq!((error.kind(), error.raw_code()), (ErrorKind::Service, Some("busy")));

    let error = send("500 Oops", &["x-acs-request-id: "], "").await.expect_err("a failure");
    assert_eq!(error.request_id(), None);
}

#[tokio::test]
async fn a_status_without_a_code() {
    let page = "<html><body>no</body></html>";
    for (status, outcome) in [
        ("400 Bad Request", Outcome::Unknown),
        ("401 Unauthorized", Outcome::Refused),
        ("403 Forbidden", Outcome::Refused),
        ("408 Request Timeout", Outcome::Unknown),
        ("409 Conflict", Outcome::Unknown),
        ("429 Too Many Requests", Outcome::Refused),
        ("499 Closed", Outcome::Unknown),
        ("502 Bad Gateway", Outcome::Unknown),
        ("301 Moved Permanently", Outcome::Unknown),
        ("302 Found", Outcome::Unknown),
        ("303 See Other", Outcome::Unknown),
        ("307 Temporary Redirect", Outcome::Refused),
        ("308 Permanent Redirect", Outcome::Refused),
    ] {
        let location = ["location: https://user:hush@elsewhere.example:8443/path"];
        let error = send(status, &location, page).await.expect_err(status);
        assert_eq!(error.outcome(), outcome, "{status}");
        assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
    }
}

#[tokio::test]
async fn a_status_with_a_code() {
    for (status, code, outcome) in [
        ("400 Bad Request", "permissionDenied", Outcome::Refused),
        ("400 Bad Request", "no.page.lists.it", Outcome::Refused),
        ("400 Bad Request", "systemError", Outcome::Unknown),
        ("403 Forbidden", "service.timeout", Outcome::Unknown),
        ("408 Request Timeout", "permissionDenied", Outcome::Unknown),
        ("500 Oops", "permissionDenied", Outcome::Unknown),
        ("200 OK", "permissionDenied", Outcome::Unknown),
    ] {
        let body = format!(r#"{{"code":"{code}","message":"m"}}"#);
        let error = send(status, &[], &body).await.expect_err(status);
        assert_eq!((error.raw_code(), error.outcome()), (Some(code), outcome), "{status}");
    }
}

#[tokio::test]
async fn the_default_transport_requires_tls() {
    let server = Server::start(vec![ok("{}")]).await;
    let client = builder(server.url()).transport(Hyper::new().expect("a transport")).build().expect("a client");
    let error = send_link(&client).await.expect_err("there is no TLS");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::NotSent));
    assert_eq!((server.connections(), server.requests().len()), (0, 0));
}

/// The response has the result of the operation, so it may have been carried out, regardless of the code.
#[tokio::test]
async fn a_result_beside_a_code_is_not_a_refusal() {
    for (code, file) in [
        ("system.busy", r#"{"id":"f"}"#),
        ("system.busy", r#""not as documented""#),
        ("InvalidAuthentication", "{}"),
        ("permissionDenied", "{}"),
    ] {
        let body = format!(r#"{{"code":"{code}","file":{file}}}"#);
        let server = Server::start((0..3).map(|_| ok(&body)).collect()).await;
        let client = client(&server).with(Options::new().attempts(3));
        let error = send_link(&client).await.expect_err(code);
        assert_eq!((error.raw_code(), error.outcome(), error.is_retryable()), (Some(code), Outcome::Unknown, false));
        assert_eq!(server.requests().len(), 1, "{code}");
    }
}

/// The head says only that the request was refused: a quota may be used up.
#[tokio::test]
async fn a_refusal_whose_body_breaks_off_is_not_sent_again() {
    let head = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 40\r\n\r\n{\"code\"".to_vec();
    let server = Server::start(vec![Act::Close(head), ok("{}")]).await;
    let client = client(&server).with(Options::new().attempts(3));
    let error = send_link(&client).await.expect_err("it breaks off");
    assert_eq!((error.outcome(), error.is_retryable()), (Outcome::Refused, false));
    assert_eq!(server.requests().len(), 1);
}

/// Some services repeat the request. The client's token is `the-token`.
#[tokio::test]
async fn a_repeated_token_is_not_shown() {
    let body = r#"{"code":"bad.the-token","message":"the-token is not valid, the-token!","requestid":"the-token"}"#;
    let error = send("400 Bad Request", &["x-acs-trace-id: the-token"], body).await.expect_err("a failure");
    assert_eq!(
        error.to_string(),
        "conv_file::send_link: 400 bad.[REDACTED]: [REDACTED] is not valid, [REDACTED]! (request id [REDACTED])"
    );
    assert_eq!((error.raw_code(), error.trace_id()), (Some("bad.[REDACTED]"), Some("[REDACTED]")));
    assert!(!format!("{error:?} {error:#}").contains("the-token"), "{error:?}");
}
