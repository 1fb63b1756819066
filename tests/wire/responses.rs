//! What becomes of a response: a value, an error of the service, or a decode error.

use std::time::Duration;

use dingtalk_client::runtime::Endpoint;
use dingtalk_client::{Error, ErrorKind, Outcome, Retry, Secret};

use crate::api::{
    Canned, Demo, EveryType, Everywhere, Failure, FetchNotice, FetchToken, FetchVoucher, Global, NoFailure, Notice,
    Remove, Removed, Token, Voucher,
};

async fn fails<R: Endpoint<Api = Demo>>(request: &R, canned: &Canned) -> Error<R::Error> {
    match canned.client().call(request).await {
        Ok(_) => panic!("an error was expected"),
        Err(error) => error,
    }
}

async fn everywhere(status: u16, body: &'static (impl AsRef<[u8]> + ?Sized)) -> Error<Failure> {
    fails(&Everywhere::new("c"), &Canned::new(status, body.as_ref())).await
}

async fn succeeds(body: &'static str) -> EveryType {
    Canned::new(200, body).client().call(&Everywhere::new("c")).await.expect("success").into_inner()
}

#[tokio::test]
async fn success() {
    assert_eq!(succeeds("{}").await, EveryType::default());
    assert_eq!(succeeds(r#"{"unknown":{"a":[1]},"text":"t"}"#).await.text.as_deref(), Some("t"));
    assert_eq!(succeeds(r#"{"errcode":0,"errmsg":"ok","text":null}"#).await, EveryType::default());
}

#[tokio::test]
async fn success_with_a_code_beside_a_documented_field() {
    assert_eq!(succeeds(r#"{"code":"ok","text":"t"}"#).await.text.as_deref(), Some("t"));
    assert_eq!(succeeds(r#"{"status":3,"text":"t"}"#).await.text.as_deref(), Some("t"));
}

#[tokio::test]
async fn an_envelope_with_a_successful_status() {
    let error = everywhere(200, r#"{"errcode":40014,"errmsg":"bad token"}"#).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.to_string(), "demo::everywhere: 200 40014: bad token (the request may have been carried out)");

    let error = everywhere(201, r#"{"code":"busy","text":null}"#).await;
    assert_eq!(error.global(), Some(Global::Busy));
    assert_eq!(error.retry(), Some(Retry::Backoff));
}

#[tokio::test]
async fn documented_envelope_fields_are_not_success() {
    for body in [
        r#"{"code":"busy","message":"system busy"}"#,
        r#"{"message":"system busy","errcode":"busy","status":7,"detail":{"scopes":[]}}"#,
        r#"{"text":null,"code":"busy","message":"system busy"}"#,
    ] {
        let error = fails(&FetchNotice {}, &Canned::new(200, body)).await;
        assert_eq!(
            error.to_string(),
            "demo::notice: 200 busy: system busy (the request may have been carried out)",
            "{body}"
        );
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Service, Outcome::Unknown));
    }
    for (body, message, text) in [
        (r#"{"message":"hello"}"#, Some("hello"), None),
        (r#"{"message":"hello","code":0}"#, Some("hello"), None),
        (r#"{"message":"hello","text":"t","code":"ok"}"#, Some("hello"), Some("t")),
        (r#"{"text":"t","errcode":7}"#, None, Some("t")),
    ] {
        let value = Canned::new(200, body).client().call(&FetchNotice {}).await.expect(body).into_inner();
        assert_eq!((value.message.as_deref(), value.text.as_deref()), (message, text), "{body}");
    }
}

#[tokio::test]
async fn a_documented_field_is_not_a_code() {
    let canned = Canned::new(200, r#"{"code":"A7","message":"yours"}"#);
    let voucher = canned.client().call(&FetchVoucher {}).await.expect("success").into_inner();
    assert_eq!(voucher, Voucher { code: Some("A7".into()) });
    let canned = Canned::new(200, r#"{"status":1111}"#);
    let notice = canned.client().call(&FetchNotice {}).await.expect("success").into_inner();
    assert_eq!(notice, Notice { status: Some(1111), ..Notice::default() });
    let error = fails(&FetchVoucher {}, &Canned::new(200, r#"{"code":"A7","errcode":40014}"#)).await;
    assert_eq!(error.code(), Some("40014"));
    let error = fails(&FetchVoucher {}, &Canned::new(400, r#"{"code":"busy"}"#)).await;
    assert_eq!(error.code(), Some("busy"));
}

#[tokio::test]
async fn a_repeated_status_is_not_a_code() {
    for body in [r#"{"code":"200","message":"ok"}"#, r#"{"code":200}"#, r#"{"status":404}"#, r#"{"status":500}"#] {
        assert_eq!(succeeds(body).await, EveryType::default(), "{body}");
    }
    assert_eq!(everywhere(200, r#"{"code":"400"}"#).await.code(), Some("400"));
    assert_eq!(everywhere(400, r#"{"code":"400"}"#).await.code(), Some("400"));
    assert_eq!(everywhere(400, r#"{"status":404}"#).await.code(), None);
}

#[tokio::test]
async fn outcomes_by_status_and_code() {
    use Outcome::{Refused, Unknown};
    for (status, body, outcome) in [
        (400, r#"{"code":"not listed"}"#, Refused),
        (429, r#"{"code":"quota"}"#, Refused),
        (400, r#"{"code":"token.bad"}"#, Refused),
        (304, "", Unknown),
        (307, "", Refused),
        (404, "<html>", Refused),
        // Rows of these codes list 502, 503 and 408.
        (403, r#"{"code":"both"}"#, Unknown),
        (400, r#"{"code":"busy"}"#, Unknown),
        (302, r#"{"code":"busy"}"#, Unknown),
        (400, r#"{"code":"slow"}"#, Unknown),
        (408, r#"{"code":"not listed"}"#, Unknown),
        (500, r#"{"code":"token.bad"}"#, Unknown),
        (200, r#"{"code":"token.bad"}"#, Unknown),
    ] {
        assert_eq!(everywhere(status, body).await.outcome(), outcome, "{status} {body}");
    }
}

#[tokio::test]
async fn a_code_survives_broken_fields() {
    let bodies: [&[u8]; 9] = [
        // GBK, not UTF-8.
        b"{\"code\":\"busy\",\"requestid\":\"R\",\"message\":\"\xc8\xba\xd6\xf7\"}",
        b"{\"message\":\"\xc8\xba\xd6\xf7\",\"code\":\"busy\",\"requestid\":\"R\"}",
        b"\xef\xbb\xbf{\"code\":\"busy\",\"requestid\":\"R\"}",
        br#"{"other":"\ud800","code":"busy","requestid":"R"}"#,
        br#"{"\ud800":1,"code":"busy","requestid":"R"}"#,
        br#"{"message":"\ud800","code":"busy","requestid":"R"}"#,
        br#"{"other":1e999,"code":"busy","requestid":"R"}"#,
        br#"{"requestid":"R","code":"busy","message":"cut of"#,
        br#"{"requestid":"R","code":"busy"}</html>"#,
    ];
    for body in bodies {
        for status in [200, 403, 503] {
            let error = fails(&Everywhere::new("c"), &Canned::new(status, body)).await;
            assert_eq!(error.kind(), ErrorKind::Service);
            let reported = (error.code(), error.request_id(), error.retry(), error.global());
            let shown = String::from_utf8_lossy(body);
            assert_eq!(reported, (Some("busy"), Some("R"), Some(Retry::Backoff), Some(Global::Busy)), "{shown}");
        }
    }
    let error = everywhere(400, b"{\"code\":\"busy\",\"message\":\"a\xffb\"}").await;
    assert_eq!(error.message(), Some("a\u{fffd}b"));
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    assert_eq!(succeeds("\u{feff}{\"text\":\"t\"}").await.text.as_deref(), Some("t"));
}

#[tokio::test]
async fn a_gateway_that_throttles() {
    for status in [200, 403] {
        let error = everywhere(status, r#"{"status":1111,"wait":5,"source":"x","punish":"deny"}"#).await;
        assert_eq!(error.code(), Some("1111"));
        // The address is shut out for minutes. With a status of success, nobody knows whose number it is.
        let outcome = if status == 200 { Outcome::Unknown } else { Outcome::Refused };
        assert_eq!((error.retry(), error.outcome()), (Some(Retry::Never), outcome));
    }
    let error = everywhere(429, "").await;
    assert_eq!((error.code(), error.retry()), (None, Some(Retry::Backoff)));
}

#[tokio::test]
async fn an_error_reports_everything() {
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
async fn an_unknown_code_is_reported() {
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
async fn responses_that_are_not_json() {
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
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unknown), "{body:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "demo::everywhere: the response {why} (status 200, request id H, the request may have been carried out)"
            )
        );
        assert_eq!(error.body(), body.as_bytes());
    }
}

#[tokio::test]
async fn responses_that_are_not_utf8() {
    for body in [&b"{\"text\":\"\xff\"}"[..], b"{\"unknown\":\"\xff\"}", b"\xff\xfe{"] {
        let error = fails(&Everywhere::new("c"), &Canned::new(200, body)).await;
        assert_eq!(
            error.to_string(),
            "demo::everywhere: the response is not UTF-8 (status 200, the request may have been carried out)"
        );
        assert_eq!(error.body(), body);
    }
}

#[tokio::test]
async fn a_deeply_nested_response() {
    let body = r#"{"next":"#.repeat(100_000);
    let error = fails(&Everywhere::new("c"), &Canned::new(200, body)).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    let body = format!(r#"{{"any":{}"#, "[".repeat(100_000));
    let error = fails(&Everywhere::new("c"), &Canned::new(200, body)).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_response_of_another_type() {
    let body = r#"{"big":true,"items":[{"id":"a"},{"size":"x","id":null}],"next":{"small":2147483648}}"#;
    let error = everywhere(200, body).await;
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
    let error = fails(&Everywhere::new("c"), &Canned::new(500, "x".repeat(65_537))).await;
    assert_eq!(error.body().len(), 65_536);
    let error = fails(&Everywhere::new("c"), &Canned::new(500, "x".repeat(65_536))).await;
    assert_eq!(error.body().len(), 65_536);
}

#[tokio::test]
async fn a_response_with_a_secret() {
    let canned = Canned::new(200, r#"{"token":"hush","seconds":"7200"}"#);
    let token = canned.client().call(&FetchToken {}).await.expect("success").into_inner();
    assert_eq!(token, Token { token: Secret::new("hush"), seconds: 7200 });
    assert_eq!(format!("{token:?}"), "Token { token: Secret([REDACTED]), seconds: 7200 }");
}

#[tokio::test]
async fn an_error_beside_a_secret_keeps_no_body() {
    let wrong: Error<NoFailure> = fails(&FetchToken {}, &Canned::new(200, r#"{"token":"hush"}"#)).await;
    assert_eq!(
        wrong.to_string(),
        "demo::token: the response could not be decoded: seconds: expected a value, found nothing (status 200)"
    );
    let cut: Error<NoFailure> = fails(&FetchToken {}, &Canned::new(200, r#"{"token":"hush""#)).await;
    let refused: Error<NoFailure> = fails(&FetchToken {}, &Canned::new(400, r#"{"code":"x","token":"hush"}"#)).await;
    let odd =
        r#"{"token":{"$serde_json::private::Number":"hush"},"seconds":{"$serde_json::private::Number":["hush"]}}"#;
    let odd: Error<NoFailure> = fails(&FetchToken {}, &Canned::new(200, odd)).await;
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
        let reply = Canned::new(200, body).client().call(&Remove {}).await.expect("success");
        assert_eq!(reply.into_inner(), Removed {}, "{body:?}");
    }
    let error = fails(&Remove {}, &Canned::new(200, r#"{"errcode":7,"errmsg":"no"}"#)).await;
    assert_eq!(error.to_string(), "demo::remove: 200 7: no (the request may have been carried out)");
    for (body, why) in [("<html>", "is not JSON"), ("{", "ends too early"), ("{} {}", "is not JSON")] {
        let error = fails(&Remove {}, &Canned::new(200, body)).await;
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unknown), "{body}");
        assert_eq!(
            error.to_string(),
            format!("demo::remove: the response {why} (status 200, the request may have been carried out)")
        );
    }
}

#[tokio::test]
async fn a_redirect_keeps_the_envelope() {
    let canned = Canned::new(302, r#"{"code":"token.bad","message":"expired","requestid":"R"}"#);
    let error = fails(&Everywhere::new("c"), &canned.header("location", "https://h/login?a=b")).await;
    assert_eq!((error.code(), error.message()), (Some("token.bad"), Some("expired")));
    assert_eq!((error.retry(), error.outcome()), (Some(Retry::RefreshToken), Outcome::Unknown));
    assert_eq!(
        error.to_string(),
        "demo::everywhere: redirects are not followed, this one to https://h (status 302, request id R, \
         the request may have been carried out)"
    );
}

#[tokio::test]
async fn not_every_3xx_is_a_redirect() {
    for status in [300, 304] {
        let error = everywhere(status, "").await;
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Service, Outcome::Unknown));
        assert_eq!(
            error.to_string(),
            format!("demo::everywhere: {status} without a code (the request may have been carried out)")
        );
    }
}

#[tokio::test]
async fn retry_after_is_a_number_or_a_date() {
    for (text, seconds) in [
        ("7", Some(7)),
        ("18446744073709551615", Some(u32::MAX.into())),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(0)),
        ("Sun Nov  6 08:49:37 1994", Some(0)),
        ("Tue, 31 Dec 2999 23:59:59 GMT", Some(u32::MAX.into())),
        ("-1", None),
        ("soon", None),
    ] {
        let error = fails(&Everywhere::new("c"), &Canned::new(403, "").header("retry-after", text)).await;
        assert_eq!(error.retry_after(), seconds.map(Duration::from_secs), "{text}");
    }
}

#[tokio::test]
async fn a_code_without_an_error() {
    for body in [
        r#"{"code":"OK"}"#,
        r#"{"code":"Success","message":"ok"}"#,
        r#"{"success":true,"errorCode":"x","errorMsg":"y"}"#,
        r#"{"success":false}"#,
        r#"{"success":false,"errorCode":"0"}"#,
    ] {
        assert_eq!(succeeds(body).await, EveryType::default(), "{body}");
    }
    let error = everywhere(200, r#"{"success":false,"errorCode":"x.y","errorMsg":"no"}"#).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Service, Outcome::Unknown));
    assert_eq!(error.to_string(), "demo::everywhere: 200 x.y: no (the request may have been carried out)");
    // A documented field beside it does not make it a success, but something may have been done.
    let error = everywhere(200, r#"{"success":false,"errorCode":"x.y","text":"a"}"#).await;
    assert_eq!((error.code(), error.outcome()), (Some("x.y"), Outcome::Unknown));
    assert_eq!(succeeds(r#"{"errorCode":"x.y","text":"a"}"#).await.text.as_deref(), Some("a"));
}

#[tokio::test]
async fn without_a_listed_code_the_status_decides() {
    for status in [502, 503, 504] {
        let canned = Canned::new(status, r#"{"code":"not listed"}"#);
        let error = fails(&Remove {}, &canned).await;
        assert_eq!((error.retry(), error.outcome()), (Some(Retry::Backoff), Outcome::Unknown), "{status}");
        assert!(error.is_retryable(), "{status}");
        assert!(!fails(&Everywhere::new("c"), &canned).await.is_retryable(), "{status}");
    }
    // What a table says of a code counts, even if that is nothing.
    assert_eq!(everywhere(503, r#"{"code":"slow"}"#).await.retry(), None);
}

#[tokio::test]
async fn a_compressed_response() {
    for (status, body, why) in [
        (200, &b"\x1f\x8b\x08"[..], "the response is not UTF-8 (status 200, content-encoding gzip, "),
        (200, b"x", "the response is not JSON (status 200, content-encoding gzip, "),
        (400, b"\x1f\x8b\x08", "400 without a code (content-encoding gzip, "),
    ] {
        let error = fails(&Everywhere::new("c"), &Canned::new(status, body).header("content-encoding", "gzip")).await;
        assert_eq!(error.to_string(), format!("demo::everywhere: {why}the request may have been carried out)"));
    }
    let error = fails(&Everywhere::new("c"), &Canned::new(400, "").header("content-encoding", "identity")).await;
    assert_eq!(error.to_string(), "demo::everywhere: 400 without a code (the request may have been carried out)");
}
