//! What becomes of a response: a value, an error of the service, or a decode error.

use std::time::Duration;

use dingtalk_client::{ErrorKind, Outcome, Retry};

use crate::api::{EveryType, Everywhere, Failure, FetchNotice, FetchVoucher, Global, Notice, Remove, Voucher};
use crate::canned::{Canned, fail, fail_everywhere, succeed};

#[tokio::test]
async fn success() {
    assert_eq!(succeed("{}").await, EveryType::default());
    assert_eq!(succeed(r#"{"unknown":{"a":[1]},"text":"t"}"#).await.text.as_deref(), Some("t"));
    assert_eq!(succeed(r#"{"errcode":0,"errmsg":"ok","text":null}"#).await, EveryType::default());
}

#[tokio::test]
async fn success_with_a_code_beside_a_documented_field() {
    assert_eq!(succeed(r#"{"code":"ok","text":"t"}"#).await.text.as_deref(), Some("t"));
    assert_eq!(succeed(r#"{"status":3,"text":"t"}"#).await.text.as_deref(), Some("t"));
}

#[tokio::test]
async fn an_envelope_with_a_successful_status() {
    let error = fail_everywhere(200, r#"{"errcode":40014,"errmsg":"bad token"}"#).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Service, Outcome::Unknown));
    assert_eq!(error.to_string(), "demo::everywhere: 200 40014: bad token (the request may have been carried out)");

    let error = fail_everywhere(201, r#"{"code":"busy","text":null}"#).await;
    assert_eq!((error.code(), error.retry()), (Some(Failure::Global(Global::Busy)), Some(Retry::Backoff)));
}

#[tokio::test]
async fn documented_envelope_fields_are_not_success() {
    for body in [
        r#"{"code":"busy","message":"system busy"}"#,
        r#"{"message":"system busy","errcode":"busy","status":7,"detail":{"scopes":[]}}"#,
        r#"{"text":null,"code":"busy","message":"system busy"}"#,
    ] {
        let error = fail(&FetchNotice {}, Canned::new(200, body)).await;
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
        let value = Canned::new(200, body).client().call(&FetchNotice {}).await.expect(body);
        assert_eq!((value.message.as_deref(), value.text.as_deref()), (message, text), "{body}");
    }
}

#[tokio::test]
async fn a_documented_field_is_not_a_code() {
    let canned = Canned::new(200, r#"{"code":"A7","message":"yours"}"#);
    let voucher = canned.client().call(&FetchVoucher {}).await.expect("success");
    assert_eq!(voucher, Voucher { code: Some("A7".into()) });
    let canned = Canned::new(200, r#"{"status":1111}"#);
    let notice = canned.client().call(&FetchNotice {}).await.expect("success");
    assert_eq!(notice, Notice { status: Some(1111), ..Notice::default() });
    let error = fail(&FetchVoucher {}, Canned::new(200, r#"{"code":"A7","errcode":40014}"#)).await;
    assert_eq!(error.raw_code(), Some("40014"));
    let error = fail(&FetchVoucher {}, Canned::new(400, r#"{"code":"busy"}"#)).await;
    assert_eq!(error.raw_code(), Some("busy"));
}

#[tokio::test]
async fn a_repeated_status_is_not_a_code() {
    for body in [r#"{"code":"200","message":"ok"}"#, r#"{"code":200}"#, r#"{"status":404}"#, r#"{"status":500}"#] {
        assert_eq!(succeed(body).await, EveryType::default(), "{body}");
    }
    assert_eq!(fail_everywhere(200, r#"{"code":"400"}"#).await.raw_code(), Some("400"));
    assert_eq!(fail_everywhere(400, r#"{"code":"400"}"#).await.raw_code(), Some("400"));
    assert_eq!(fail_everywhere(400, r#"{"status":404}"#).await.raw_code(), None);
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
        assert_eq!(fail_everywhere(status, body).await.outcome(), outcome, "{status} {body}");
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
            let error = fail_everywhere(status, body).await;
            assert_eq!(error.kind(), ErrorKind::Service);
            let reported = (error.raw_code(), error.request_id(), error.retry(), error.code());
            let shown = String::from_utf8_lossy(body);
            assert_eq!(
                reported,
                (Some("busy"), Some("R"), Some(Retry::Backoff), Some(Failure::Global(Global::Busy))),
                "{shown}"
            );
        }
    }
    let error = fail_everywhere(400, b"{\"code\":\"busy\",\"message\":\"a\xffb\"}").await;
    assert_eq!(error.message(), Some("a\u{fffd}b"));
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    assert_eq!(succeed("\u{feff}{\"text\":\"t\"}").await.text.as_deref(), Some("t"));
}

#[tokio::test]
async fn a_gateway_that_throttles() {
    for status in [200, 403] {
        let error = fail_everywhere(status, r#"{"status":1111,"wait":5,"source":"x","punish":"deny"}"#).await;
        assert_eq!(error.raw_code(), Some("1111"));
        // The address is shut out for minutes. With a status of success, nobody knows whose number it is.
        let outcome = if status == 200 { Outcome::Unknown } else { Outcome::Refused };
        assert_eq!((error.retry(), error.outcome()), (Some(Retry::Never), outcome));
        let line = format!("demo::everywhere: {status} 1111: IP throttling");
        assert!(error.to_string().starts_with(&line), "{error}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(5 * 60)));
    }
    let error = fail_everywhere(403, r#"{"status":1111,"wait":5,"message":"slow down"}"#).await;
    assert_eq!(error.to_string(), "demo::everywhere: 403 1111: slow down");
    let error = fail_everywhere(429, "").await;
    assert_eq!((error.raw_code(), error.retry()), (None, Some(Retry::Backoff)));
}

#[tokio::test]
async fn the_wait_of_a_gateway_that_throttles() {
    let longest = Duration::from_secs(u32::MAX.into());
    for (wait, expected) in [
        ("0.5", Some(Duration::from_secs(30))),
        ("0", Some(Duration::ZERO)),
        ("1e300", Some(longest)),
        ("1e999", Some(longest)),
        ("-1", None),
        ("\"5\"", None),
        ("null", None),
    ] {
        let error = fail_everywhere(403, format!(r#"{{"status":1111,"wait":{wait}}}"#)).await;
        assert_eq!(error.retry_after(), expected, "{wait}");
    }
    // Another code, an HTTP status, and a header.
    assert_eq!(fail_everywhere(403, r#"{"code":"quota","status":1111,"wait":5}"#).await.retry_after(), None);
    assert_eq!(fail_everywhere(403, r#"{"status":404,"wait":5}"#).await.retry_after(), None);
    let canned = Canned::new(403, r#"{"status":1111,"wait":5}"#).header("retry-after", "7");
    let error = fail(&Everywhere::new("c"), canned).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn an_error_reports_everything() {
    let body = r#"{"message":"no","code":"token.bad","requestid":"B","detail":{"scopes":["Contact.Read","Im"]}}"#;
    let canned =
        Canned::new(403, body).header("x-demo-request", "H").header("x-demo-trace", "T").header("retry-after", "7");
    let error = fail(&Everywhere::new("c"), canned).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Service, Outcome::Refused));
    assert_eq!((error.operation(), error.status().map(|status| status.as_u16())), ("demo::everywhere", Some(403)));
    assert_eq!((error.raw_code(), error.message()), (Some("token.bad"), Some("no")));
    assert_eq!((error.request_id(), error.trace_id()), (Some("B"), Some("T")));
    assert_eq!(error.code(), Some(Failure::Global(Global::BadToken)));
    assert_eq!((error.retry(), error.retry_after()), (Some(Retry::RefreshToken), Some(Duration::from_secs(7))));
    assert_eq!(error.required_scopes(), ["Contact.Read", "Im"]);
    assert_eq!(error.body(), body.as_bytes());
    assert_eq!(error.to_string(), "demo::everywhere: 403 token.bad: no (requires Contact.Read, Im, request id B)");
}

#[tokio::test]
async fn rows_of_a_code_differ_by_status() {
    assert_eq!(fail_everywhere(403, r#"{"code":"both"}"#).await.retry(), Some(Retry::Backoff));
    assert_eq!(fail_everywhere(400, r#"{"code":"both"}"#).await.retry(), None);
    assert_eq!(fail_everywhere(418, r#"{"code":"both"}"#).await.code(), Some(Failure::Both));
    // A row outranks what its status alone would say.
    assert_eq!(fail_everywhere(429, r#"{"code":"quota"}"#).await.retry(), Some(Retry::Never));
}

#[tokio::test]
async fn an_unknown_code_is_reported() {
    let error = fail_everywhere(400, r#"{"code":"permession.checkFailed","message":"群主不在可见范围"}"#).await;
    assert_eq!(error.code(), None);
    assert_eq!(error.to_string(), "demo::everywhere: 400 permession.checkFailed: 群主不在可见范围");
}

#[tokio::test]
async fn errors_without_an_envelope() {
    for body in ["", "<html>", "null", "[]", "{", "\"code\"", r#"{"timestamp":1,"status":404}"#] {
        let error = fail_everywhere(404, body).await;
        assert_eq!(error.kind(), ErrorKind::Service);
        assert_eq!(error.to_string(), "demo::everywhere: 404 without a code", "{body:?}");
        assert_eq!(error.body(), body.as_bytes());
    }
}

#[tokio::test]
async fn a_redirect_keeps_the_envelope() {
    let canned = Canned::new(302, r#"{"code":"token.bad","message":"expired","requestid":"R"}"#);
    let error = fail(&Everywhere::new("c"), canned.header("location", "https://h/login?a=b")).await;
    assert_eq!((error.raw_code(), error.message()), (Some("token.bad"), Some("expired")));
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
        let error = fail_everywhere(status, "").await;
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
        let error = fail(&Everywhere::new("c"), Canned::new(403, "").header("retry-after", text)).await;
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
        assert_eq!(succeed(body).await, EveryType::default(), "{body}");
    }
    let error = fail_everywhere(200, r#"{"success":false,"errorCode":"x.y","errorMsg":"no"}"#).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Service, Outcome::Unknown));
    assert_eq!(error.to_string(), "demo::everywhere: 200 x.y: no (the request may have been carried out)");
    // A documented field beside it does not make it a success, but something may have been done.
    let error = fail_everywhere(200, r#"{"success":false,"errorCode":"x.y","text":"a"}"#).await;
    assert_eq!((error.raw_code(), error.outcome()), (Some("x.y"), Outcome::Unknown));
    assert_eq!(succeed(r#"{"errorCode":"x.y","text":"a"}"#).await.text.as_deref(), Some("a"));
}

#[tokio::test]
async fn without_a_listed_code_the_status_decides() {
    for status in [502, 503, 504] {
        let canned = Canned::new(status, r#"{"code":"not listed"}"#);
        let error = fail(&Remove {}, canned.clone()).await;
        assert_eq!((error.retry(), error.outcome()), (Some(Retry::Backoff), Outcome::Unknown), "{status}");
        assert!(error.is_retryable(), "{status}");
        assert!(!fail(&Everywhere::new("c"), canned).await.is_retryable(), "{status}");
    }
    // What a table says of a code counts, even if that is nothing.
    assert_eq!(fail_everywhere(503, r#"{"code":"slow"}"#).await.retry(), None);
}
