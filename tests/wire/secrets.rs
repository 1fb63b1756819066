//! Secrets that the service repeats are never shown.

use std::error::Error as _;
use std::future::ready;
use std::sync::{Arc, Mutex};

use dingtalk_client::observe::{Attempt, Finished, Observer};
use dingtalk_client::runtime::{Client, Method, Operation};
use dingtalk_client::transport::{Bytes, Request, TransportError, TransportErrorKind};
use dingtalk_client::{AnyError, ErrorKind, Options, Secret};

use crate::api::{Demo, EveryType, Failure, endpoint, object};
use crate::canned::{Canned, FnTransport, client_over};
use crate::endpoints::send_link;
use crate::server::{Server, response};

const WORD: &str = "pass/word+of \"7\" letters";
const KEY: &str = "0123456789abcdef";
const PIN: &str = "4711";
const TOKEN: &str = "the-access-token";

object! {
    /// A request with secrets, some of them within other values.
    SignIn {
        word: Secret = "word",
        pin: Option<Secret> = "pin",
        keys: Option<Vec<Secret>> = "keys" in query(repeated),
    }
}

endpoint!(SignIn -> Result<EveryType, Failure>, Operation::new("demo::sign_in", Method::POST, "/sign-in"));

fn sign_in() -> SignIn {
    SignIn { word: WORD.into(), pin: Some(PIN.into()), keys: Some(vec![KEY.into()]) }
}

/// The error of a call with this response.
async fn fails(canned: Canned) -> AnyError {
    canned.client_with(Options::new().token(TOKEN)).call(&sign_in()).await.expect_err("a failure").into()
}

/// Everything that an error shows.
fn shown(error: &AnyError) -> String {
    let field_errors: Vec<String> = error.field_errors().iter().map(ToString::to_string).collect();
    let texts = (error.raw_code(), error.message(), error.request_id(), error.trace_id(), error.required_scopes());
    let body = String::from_utf8_lossy(error.body()).into_owned();
    format!("{error} {error:#} {error:?} {field_errors:?} {texts:?} {body} {:?}", error.source())
}

/// No eight characters of a secret, as they are or encoded.
fn assert_hidden(error: &AnyError) {
    let shown = shown(error);
    assert!(shown.contains("[REDACTED]"), "{shown}");
    let encoded = "pass%2Fword%2Bof%20%227%22%20letters cGFzcy93b3JkK29mICI3IiBsZXR0ZXJz MDEyMzQ1Njc4OWFiY2RlZg";
    for secret in encoded.split(' ').chain([WORD, KEY, TOKEN]) {
        for part in secret.as_bytes().windows(8) {
            let part = std::str::from_utf8(part).expect("ASCII");
            assert!(!shown.contains(part), "{part}: {shown}");
        }
    }
    assert!(!shown.contains(PIN), "{shown}");
}

#[tokio::test]
async fn in_a_failure() {
    let body = format!(
        r#"{{"code":"wrong.{KEY}","message":"wrong word: pass/word+of \"7\" letters, pin {PIN}, token {TOKEN}!",
            "requestid":"{TOKEN}","detail":{{"scopes":["for {KEY}","ab"]}},"sent":"cGFzcy93b3JkK29mICI3IiBsZXR0ZXJz",
            "address":"/sign-in?keys={KEY}&word=pass%2fword%2Bof+%227%22+letters&part=89abcdef"}}"#
    );
    let error = fails(Canned::new(400, body).header("x-demo-trace", KEY)).await;
    assert_hidden(&error);
    assert_eq!(
        error.to_string(),
        "demo::sign_in: 400 wrong.[REDACTED]: wrong word: [REDACTED], pin [REDACTED], token [REDACTED]! \
         (requires for [REDACTED], ab, request id [REDACTED])"
    );
    assert_eq!(error.required_scopes(), ["for [REDACTED]", "ab"]);
}

#[tokio::test]
async fn where_debug_cuts_a_text() {
    let before = "x".repeat(250);
    let error = fails(Canned::new(400, format!(r#"{{"code":"a","message":"{before} {KEY}"}}"#))).await;
    assert_hidden(&error);
    let cut = format!("{before} [REDA…");
    assert!(format!("{error:?}").contains(&format!("message: Some({cut:?})")), "{error:?}");
}

#[tokio::test]
async fn in_the_name_of_an_encoding() {
    for (status, body) in [(403, "{}"), (200, "x")] {
        assert_hidden(&fails(Canned::new(status, body).header("content-encoding", KEY)).await);
    }
}

#[tokio::test]
async fn in_the_path_of_what_does_not_fit() {
    let error = fails(Canned::new(200, format!(r#"{{"table":{{"{KEY}":7,"{PIN}":[]}}}}"#))).await;
    assert_hidden(&error);
    assert_eq!(error.field_errors()[0].path, "table.[REDACTED]");
}

#[tokio::test]
async fn in_a_redirect() {
    let error = fails(Canned::new(302, "").header("location", "https://0123456789abcdef.example/x")).await;
    assert_hidden(&error);
}

#[tokio::test]
async fn a_documented_code_is_no_secret() {
    let canned = Canned::new(400, r#"{"code":"token.bad","message":"not token.bad"}"#);
    let client = canned.client_with(Options::new().token("token.bad"));
    let error = client.call(&sign_in()).await.expect_err("a failure");
    assert_eq!((error.raw_code(), error.message()), (Some("token.bad"), Some("not [REDACTED]")));
}

#[tokio::test]
async fn a_body_that_repeats_a_short_secret_does_not_grow() {
    let error = fails(Canned::new(500, format!("{PIN} ").repeat(20_000))).await;
    assert_hidden(&error);
    assert_eq!(error.body().len(), 65_536);
}

#[tokio::test]
async fn in_an_error_of_a_transport() {
    let transport = FnTransport(|request: Request<Bytes>| {
        let source = format!("cannot reach {}", request.uri());
        ready(Err(TransportError::new(TransportErrorKind::Connect).not_sent().with_source(source)))
    });
    let client = client_over(transport, Options::new().token(TOKEN));
    let error = AnyError::from(client.call(&sign_in()).await.expect_err("a failure"));
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_hidden(&error);
    assert!(format!("{error:#}").ends_with(": cannot reach https://demo.example/sign-in?keys=[REDACTED]"), "{error:#}");
}

/// Keeps the request ids that it is shown.
#[derive(Clone, Default)]
struct Ids(Arc<Mutex<Vec<Option<String>>>>);

impl Observer for Ids {
    fn attempt(&self, attempt: &Attempt<'_>) {
        self.0.lock().expect("unpoisoned").push(attempt.request_id.map(str::to_owned));
    }

    fn finished(&self, call: &Finished<'_>) {
        self.0.lock().expect("unpoisoned").push(call.request_id.map(str::to_owned));
    }
}

#[tokio::test]
async fn in_the_ids_of_a_success() {
    let ids = Ids::default();
    let canned = Canned::new(200, "{}").header("x-demo-request", "r-the-access-token").header("x-demo-trace", "t-7");
    let canned = canned.header("x-demo-trace", TOKEN);
    let builder = Client::<Demo>::builder().transport(canned).observer(ids.clone()).token(TOKEN);
    let reply = builder.build().expect("a client").0.call(&sign_in()).send_with_response().await.expect("success");
    assert_eq!((reply.request_id(), reply.trace_id()), (Some("r-[REDACTED]"), Some("t-7")));
    assert!(reply.headers().get_all("x-demo-trace").iter().eq(["t-7", "[REDACTED]"]));
    assert_eq!(*ids.0.lock().expect("unpoisoned"), vec![Some("r-[REDACTED]".to_owned()); 2]);
}

#[tokio::test]
async fn the_secret_of_an_app() {
    let body = r#"{"code":"invalidParameter.appSecret","message":"wrong secret S3cret-of-the-app, S3cret-o"}"#;
    let server = Server::start(vec![response("400 Bad Request", &[], body)]).await;
    let builder = dingtalk_client::Client::builder().base_url(server.url()).allow_plain_http();
    let builder = builder.options(Options::new().attempts(1)).app_credentials("an app key", "S3cret-of-the-app");
    let client = builder.build().expect("a client");
    let error = AnyError::from(send_link(&client).await.expect_err("a failure"));
    let shown = format!("{} {}", shown(&error), shown(error.token_error().expect("an error")));
    assert!(shown.contains("400 invalidParameter.appSecret: wrong secret [REDACTED], [REDACTED]"), "{shown}");
    assert!(!shown.contains("S3cret"), "{shown}");
}
