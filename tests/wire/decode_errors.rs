//! Responses that cannot be decoded, secret ones, and empty ones.

use dingtalk_client::{Error, ErrorKind, Outcome, Secret};

use crate::api::{Everywhere, FetchToken, NoFailure, Remove, Removed, Token};
use crate::canned::{Canned, fail, fail_everywhere};

#[tokio::test]
async fn responses_that_are_not_json_or_utf8() {
    for (body, why) in [
        (&b""[..], "is empty"),
        (b" \r\n", "is empty"),
        (b"<html></html>", "is not JSON"),
        (br#"{"text":"t"} trailing"#, "is not JSON"),
        (br#"{"text":"t""#, "ends too early"),
        (br#"{"text":"t"#, "ends too early"),
        (b"{\"text\":\"\xff\"}", "is not UTF-8"),
        (b"{\"unknown\":\"\xff\"}", "is not UTF-8"),
        (b"\xff\xfe{", "is not UTF-8"),
    ] {
        let error = fail(&Everywhere::new("c"), Canned::new(200, body).header("x-demo-request", "H")).await;
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unknown), "{body:?}");
        let details = "status 200, request id H, the request may have been carried out";
        assert_eq!(error.to_string(), format!("demo::everywhere: the response {why} ({details})"));
        assert_eq!(error.body(), body);
    }
}

#[tokio::test]
async fn a_deeply_nested_response() {
    for body in [r#"{"next":"#.repeat(100_000), format!(r#"{{"any":{}"#, "[".repeat(100_000))] {
        assert_eq!(fail_everywhere(200, body).await.kind(), ErrorKind::Decode);
    }
}

#[tokio::test]
async fn a_response_of_another_type() {
    let body = r#"{"big":true,"items":[{"id":"a"},{"size":"x","id":null}],"next":{"small":2147483648}}"#;
    let error = fail_everywhere(200, body).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unreadable));
    assert_eq!(
        error.to_string(),
        "demo::everywhere: the response could not be decoded: \
         big: expected a 64-bit integer, found a boolean; \
         items[1].size: expected a 64-bit integer, found a string; \
         items[1].id: expected a string, found null; \
         next.small: expected a 32-bit integer, found a number out of range (status 200)"
    );
    assert_eq!(error.field_errors().len(), 4);
    assert_eq!(error.field_errors()[1].path, "items[1].size");
}

#[tokio::test]
async fn an_error_keeps_64_kib_of_the_body() {
    for length in [65_536, 65_537] {
        assert_eq!(fail_everywhere(500, "x".repeat(length)).await.body().len(), 65_536);
    }
}

#[tokio::test]
async fn a_response_with_a_secret() {
    let canned = Canned::new(200, r#"{"token":"hush","seconds":"7200"}"#);
    let token = canned.client().call(&FetchToken {}).await.expect("success");
    assert_eq!(token, Token { token: Secret::new("hush"), seconds: 7200 });
    assert_eq!(format!("{token:?}"), "Token { token: Secret([REDACTED]), seconds: 7200 }");
}

#[tokio::test]
async fn an_error_beside_a_secret_keeps_no_body() {
    let wrong: Error<NoFailure> = fail(&FetchToken {}, Canned::new(200, r#"{"token":"hush"}"#)).await;
    assert_eq!(
        wrong.to_string(),
        "demo::token: the response could not be decoded: seconds: expected a value, found nothing (status 200)"
    );
    let cut: Error<NoFailure> = fail(&FetchToken {}, Canned::new(200, r#"{"token":"hush""#)).await;
    let refused: Error<NoFailure> = fail(&FetchToken {}, Canned::new(400, r#"{"code":"x","token":"hush"}"#)).await;
    let odd =
        r#"{"token":{"$serde_json::private::Number":"hush"},"seconds":{"$serde_json::private::Number":["hush"]}}"#;
    let odd: Error<NoFailure> = fail(&FetchToken {}, Canned::new(200, odd)).await;
    assert_eq!(odd.outcome(), Outcome::Unreadable);
    for error in [wrong, cut, refused, odd] {
        assert_eq!(error.body(), b"");
        let source = std::error::Error::source(&error).map(|source| format!("{source} {source:?}"));
        assert!(!format!("{error} {error:?} {source:?}").contains("hush"));
    }
}

#[tokio::test]
async fn an_endpoint_without_a_response() {
    for body in ["", " \r\n", "{}", "true", "[1]", "\u{feff}{}", r#"{"errcode":0}"#] {
        let reply = Canned::new(200, body).client().call(&Remove {}).send_with_response().await.expect("success");
        assert_eq!(reply.into_inner(), Removed {}, "{body:?}");
    }
    let error = fail(&Remove {}, Canned::new(200, r#"{"errcode":7,"errmsg":"no"}"#)).await;
    assert_eq!(error.to_string(), "demo::remove: 200 7: no (the request may have been carried out)");
    for (body, why) in [("<html>", "is not JSON"), ("{", "ends too early"), ("{} {}", "is not JSON")] {
        let error = fail(&Remove {}, Canned::new(200, body)).await;
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unknown), "{body}");
        assert_eq!(
            error.to_string(),
            format!("demo::remove: the response {why} (status 200, the request may have been carried out)")
        );
    }
}

#[tokio::test]
async fn a_compressed_response() {
    for (status, body, why) in [
        (200, &b"\x1f\x8b\x08"[..], "the response is not UTF-8 (status 200, content-encoding gzip, "),
        (200, b"x", "the response is not JSON (status 200, content-encoding gzip, "),
        (400, b"\x1f\x8b\x08", "400 without a code (content-encoding gzip, "),
    ] {
        let error = fail(&Everywhere::new("c"), Canned::new(status, body).header("content-encoding", "gzip")).await;
        assert_eq!(error.to_string(), format!("demo::everywhere: {why}the request may have been carried out)"));
    }
    let error = fail(&Everywhere::new("c"), Canned::new(400, "").header("content-encoding", "identity")).await;
    assert_eq!(error.to_string(), "demo::everywhere: 400 without a code (the request may have been carried out)");
}
