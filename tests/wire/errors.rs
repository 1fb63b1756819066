//! Errors as Rust values, and the tables that they are read with.

use dingtalk_client::runtime::{Client, ErrorRow, ErrorTable};
use dingtalk_client::{AnyError, Error};

use crate::api::{Demo, Everywhere, Failure, Global, NoFailure};
use crate::canned::{Canned, fail_everywhere};

async fn failed(body: impl AsRef<[u8]>) -> Error<Failure> {
    fail_everywhere(400, body).await
}

#[test]
fn tables() {
    assert_eq!(Failure::from_code("both"), Some(Failure::Both));
    assert_eq!(Failure::from_code("quota"), Some(Failure::Quota));
    assert_eq!(Failure::from_code("BOTH"), None);
    assert_eq!(Failure::Both.code(), "both");
    assert_eq!(Failure::Quota.to_string(), "quota");
    assert_eq!(NoFailure::from_code("both"), None);
    assert_eq!(NoFailure::ROWS, []);
    let rows: Vec<&ErrorRow> = Failure::Both.rows().collect();
    assert_eq!(
        rows,
        [&ErrorRow::new(&[400, 502], "both", &["text", "另一种"]), &ErrorRow::new(&[403], "both", &["x"]).backoff(),]
    );
    assert_eq!(Failure::ROWS[2], ErrorRow::new(&[429], "quota", &[]).never().refused(true));
    assert_eq!(Global::ROWS[1], ErrorRow::new(&[503], "busy", &[]).backoff().refused(false));
}

#[test]
fn an_error_is_small_and_sendable() {
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    is_error::<Error<Failure>>();
    is_error::<AnyError>();
    assert_eq!(size_of::<Error<Failure>>(), size_of::<usize>());
    assert_eq!(size_of::<AnyError>(), size_of::<usize>());
}

#[tokio::test]
async fn erased_by_the_question_mark() {
    async fn call() -> Result<(), AnyError> {
        Err(failed(r#"{"code":"token.bad"}"#).await)?
    }
    let error = call().await.expect_err("an error");
    assert_eq!(error.raw_code(), Some("token.bad"));
    assert_eq!(error.code_as::<Global>(), Some(Global::BadToken));
    assert_eq!(error.code_as::<Failure>(), Some(Failure::Global(Global::BadToken)));
}

#[tokio::test]
async fn texts_of_the_service_stay_on_one_line() {
    let error = failed(r#"{"code":"a\nb","message":"x\u001b[2J\u202e","requestid":"r\r"}"#).await;
    assert_eq!(error.to_string(), "demo::everywhere: 400 a\\u{a}b: x\\u{1b}[2J\\u{202e} (request id r\\u{d})");
    let error = failed(format!(r#"{{"code":"{}"}}"#, "c".repeat(5000))).await;
    assert_eq!(error.to_string(), format!("demo::everywhere: 400 {}…", "c".repeat(256)));
    assert_eq!(error.raw_code().map(str::len), Some(5000));
}

#[tokio::test]
async fn debug_shows_no_body() {
    let error = failed(r#"{"code":"both","message":"no","extra":"private"}"#).await;
    assert_eq!(
        format!("{error:?}"),
        "Error { kind: Service, reason: None, outcome: Unknown, operation: \"demo::everywhere\", status: Some(400), \
         code: Some(\"both\"), message: Some(\"no\"), request_id: None, attempts: 1, required_scopes: [], field_errors: [], body_length: 48, \
         causes: [], .. }"
    );
    assert!(!format!("{error:#?}").contains("private"));
}

#[tokio::test]
async fn debug_shows_why_nothing_was_sent() {
    let client = Client::<Demo>::builder().transport(Canned::new(200, "{}")).build().expect("a client").0;
    let error = client.call(&Everywhere::new("c")).await.expect_err("no token");
    let reason = "reason: Some(\"nothing was sent: the client has no access token";
    assert!(format!("{error:?}").starts_with(&format!("Error {{ kind: Token, {reason}")), "{error:?}");
    let error = Client::<Demo>::builder().base_url("http://a").build().expect_err("plain HTTP");
    assert!(format!("{error:?}").contains("allow_plain_http() permits it"), "{error:?}");
}

#[tokio::test]
async fn debug_is_bounded() {
    let long = "x".repeat(70_000);
    let error = failed(format!(
        r#"{{"code":"{long}","message":"{long}","requestid":"{long}","detail":{{"scopes":["{long}","{long}"]}}}}"#
    ))
    .await;
    let cut = format!("{}…", "x".repeat(256));
    assert_eq!(
        format!("{error:?}"),
        format!(
            "Error {{ kind: Service, reason: None, outcome: Refused, operation: \"demo::everywhere\", status: Some(400), \
             code: Some({cut:?}), message: Some({cut:?}), request_id: Some({cut:?}), attempts: 1, required_scopes: [{cut}], \
             field_errors: [], body_length: 65536, causes: [], .. }}"
        )
    );
    assert_eq!(error.message().map(str::len), Some(1 << 16));
    let error = fail_everywhere(200, format!(r#"{{"table":{{"{long}":[]}}}}"#)).await;
    let path = format!("table.{}…", "x".repeat(250));
    let shown = format!("FieldError {{ path: {path:?}, expected: \"an object\", found: \"a list\" }}");
    assert!(format!("{error:?}").contains(&shown), "{error:?}");
    assert!(error.to_string().contains(&format!("{path}: expected an object, found a list")), "{error}");
}
