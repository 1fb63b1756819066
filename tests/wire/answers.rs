//! What an answer becomes: a value, an error of the service, or one that cannot be read.

use std::time::Duration;

use dingtalk_client::runtime::Endpoint;
use dingtalk_client::{Error, ErrorKind, Outcome, Retry, Secret};

use crate::api::{Canned, Demo, Everywhere, Failure, FetchToken, Global, NoFailure, Remove, Removed, Shapes, Token};

async fn fails<R: Endpoint<Api = Demo>>(request: &R, canned: &Canned) -> Error<R::Error> {
    match canned.client().call(request).await {
        Ok(_) => panic!("an error was expected"),
        Err(error) => error,
    }
}

async fn everywhere(status: u16, body: &'static str) -> Error<Failure> {
    fails(&Everywhere::new("c"), &Canned::new(status, body)).await
}

async fn succeeds(body: &'static str) -> Shapes {
    Canned::new(200, body).client().call(&Everywhere::new("c")).await.expect("success").into_inner()
}

#[tokio::test]
async fn success() {
    assert_eq!(succeeds("{}").await, Shapes::default());
    assert_eq!(succeeds(r#"{"unknown":{"a":[1]},"text":"t"}"#).await.text.as_deref(), Some("t"));
    assert_eq!(succeeds(r#"{"errcode":0,"errmsg":"ok","text":null}"#).await, Shapes::default());
}

#[tokio::test]
async fn success_with_a_code_beside_what_is_documented() {
    assert_eq!(succeeds(r#"{"code":"ok","text":"t"}"#).await.text.as_deref(), Some("t"));
    assert_eq!(succeeds(r#"{"status":3,"text":"t"}"#).await.text.as_deref(), Some("t"));
}

#[tokio::test]
async fn an_envelope_with_a_status_of_success() {
    let error = everywhere(200, r#"{"errcode":40014,"errmsg":"bad token"}"#).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.to_string(), "demo::everywhere: 200 40014: bad token");

    let error = everywhere(201, r#"{"code":"busy","text":null}"#).await;
    assert_eq!(error.global(), Some(Global::Busy));
    assert_eq!(error.retry(), Some(Retry::Backoff));
}

#[tokio::test]
async fn a_gateway_that_throttles() {
    for status in [200, 403] {
        let error = everywhere(status, r#"{"status":1111,"wait":5,"source":"x","punish":"deny"}"#).await;
        assert_eq!(error.code(), Some("1111"));
        assert_eq!(error.retry(), Some(Retry::Backoff));
    }
    let error = everywhere(429, "").await;
    assert_eq!((error.code(), error.retry()), (None, Some(Retry::Backoff)));
}

#[tokio::test]
async fn an_error_tells_everything() {
    let body = r#"{"message":"no","code":"token.bad","requestid":"B","detail":{"scopes":["Contact.Read","Im"]}}"#;
    let canned =
        Canned::new(403, body).header("x-demo-request", "H").header("x-demo-trace", "T").header("retry-after", "7");
    let error = fails(&Everywhere::new("c"), &canned).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(error.operation(), "demo::everywhere");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.code(), Some("token.bad"));
    assert_eq!(error.message(), Some("no"));
    assert_eq!(error.request_id(), Some("B"));
    assert_eq!(error.trace_id(), Some("T"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(error.required_scopes(), ["Contact.Read", "Im"]);
    assert_eq!(error.variant(), None);
    assert_eq!(error.global(), Some(Global::BadToken));
    assert_eq!(error.retry(), Some(Retry::RefreshToken));
    assert_eq!(error.body(), body.as_bytes());
    assert_eq!(error.to_string(), "demo::everywhere: 403 token.bad: no (requires Contact.Read, Im, request id B)");
}

#[tokio::test]
async fn rows_of_a_code_differ_by_status() {
    assert_eq!(everywhere(403, r#"{"code":"both"}"#).await.retry(), Some(Retry::Backoff));
    assert_eq!(everywhere(400, r#"{"code":"both"}"#).await.retry(), None);
    assert_eq!(everywhere(418, r#"{"code":"both"}"#).await.variant(), Some(Failure::Both));
    // A row outranks what its status alone would say.
    assert_eq!(everywhere(429, r#"{"code":"quota"}"#).await.retry(), Some(Retry::Never));
}

#[tokio::test]
async fn an_unknown_code_is_kept() {
    let error = everywhere(400, r#"{"code":"permession.checkFailed","message":"群主不在可见范围"}"#).await;
    assert_eq!((error.variant(), error.global()), (None, None));
    assert_eq!(error.to_string(), "demo::everywhere: 400 permession.checkFailed: 群主不在可见范围");
}

#[tokio::test]
async fn errors_without_an_envelope() {
    for body in ["", "<html>", "null", "[]", "{", "\"code\"", r#"{"timestamp":1,"status":404}"#] {
        let error = everywhere(404, body).await;
        assert_eq!(error.kind(), ErrorKind::Service);
        assert_eq!(error.to_string(), "demo::everywhere: 404 without a code", "{body:?}");
        assert_eq!(error.body(), body.as_bytes());
    }
}

#[tokio::test]
async fn answers_that_are_no_json() {
    for (body, why) in [
        ("", "is empty"),
        (" \r\n", "is empty"),
        ("<html></html>", "is not JSON"),
        (r#"{"text":"t"} trailing"#, "is not JSON"),
        (r#"{"text":"t""#, "ends too early"),
        (r#"{"text":"t"#, "ends too early"),
    ] {
        let canned = Canned::new(200, body).header("x-demo-request", "H");
        let error = fails(&Everywhere::new("c"), &canned).await;
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unreadable), "{body:?}");
        assert_eq!(error.to_string(), format!("demo::everywhere: the answer {why} (status 200, request id H)"));
        assert_eq!(error.body(), body.as_bytes());
    }
}

#[tokio::test]
async fn answers_that_are_no_utf8() {
    for body in [&b"{\"text\":\"\xff\"}"[..], b"{\"unknown\":\"\xff\"}", b"\xff\xfe{"] {
        let error = fails(&Everywhere::new("c"), &Canned::new(200, body)).await;
        assert_eq!(error.to_string(), "demo::everywhere: the answer is not UTF-8 (status 200)");
        assert_eq!(error.body(), body);
    }
}

#[tokio::test]
async fn an_answer_that_is_nested_too_deep() {
    let body = r#"{"next":"#.repeat(100_000);
    let error = fails(&Everywhere::new("c"), &Canned::new(200, body)).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    let body = format!(r#"{{"any":{}"#, "[".repeat(100_000));
    let error = fails(&Everywhere::new("c"), &Canned::new(200, body)).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn an_answer_of_another_shape() {
    let body = r#"{"big":true,"items":[{"id":"a"},{"size":"x","id":null}],"next":{"small":2147483648}}"#;
    let error = everywhere(200, body).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "demo::everywhere: the answer does not fit: \
         big: expected an integer of 64 bits, found a boolean; \
         items[1].size: expected an integer of 64 bits, found a text; \
         items[1].id: expected a text, found null; \
         next.small: expected an integer of 32 bits, found a number that does not fit (status 200)"
    );
    assert_eq!(error.mistakes().len(), 4);
    assert_eq!(error.mistakes()[1].path, "items[1].size");
}

#[tokio::test]
async fn only_so_much_of_a_body_is_kept() {
    let error = fails(&Everywhere::new("c"), &Canned::new(500, "x".repeat(65_537))).await;
    assert_eq!(error.body().len(), 65_536);
    let error = fails(&Everywhere::new("c"), &Canned::new(500, "x".repeat(65_536))).await;
    assert_eq!(error.body().len(), 65_536);
}

#[tokio::test]
async fn an_answer_with_a_secret() {
    let canned = Canned::new(200, r#"{"token":"hush","seconds":"7200"}"#);
    let token = canned.client().call(&FetchToken {}).await.expect("success").into_inner();
    assert_eq!(token, Token { token: Secret::new("hush"), seconds: 7200 });
    assert_eq!(format!("{token:?}"), "Token { token: Secret([REDACTED]), seconds: 7200 }");
}

#[tokio::test]
async fn an_error_beside_a_secret_keeps_nothing_of_it() {
    let wrong: Error<NoFailure> = fails(&FetchToken {}, &Canned::new(200, r#"{"token":"hush"}"#)).await;
    assert_eq!(
        wrong.to_string(),
        "demo::token: the answer does not fit: seconds: expected a value, found nothing (status 200)"
    );
    let cut: Error<NoFailure> = fails(&FetchToken {}, &Canned::new(200, r#"{"token":"hush""#)).await;
    let refused: Error<NoFailure> = fails(&FetchToken {}, &Canned::new(400, r#"{"code":"x","token":"hush"}"#)).await;
    for error in [wrong, cut, refused] {
        assert_eq!(error.body(), b"");
        let source = std::error::Error::source(&error).map(|source| format!("{source} {source:?}"));
        assert!(!format!("{error} {error:?} {source:?}").contains("hush"));
    }
}

#[tokio::test]
async fn an_endpoint_without_an_answer() {
    for body in ["", "<html>", "{}", "true", "[1]", "{", r#"{"errcode":0}"#] {
        let reply = Canned::new(200, body).client().call(&Remove {}).await.expect("success");
        assert_eq!(reply.into_inner(), Removed {}, "{body:?}");
    }
    let error = fails(&Remove {}, &Canned::new(200, r#"{"errcode":7,"errmsg":"no"}"#)).await;
    assert_eq!(error.to_string(), "demo::remove: 200 7: no");
}
