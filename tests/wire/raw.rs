//! Calls of operations that the client does not have.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dingtalk_client::observe::{Attempt, Dropped, Finished, Observer};
use dingtalk_client::runtime::RawCall;
use dingtalk_client::{Client, ErrorKind, GlobalErrorCode, HeaderValue, Method, Options, Outcome, Value};
use dingtalk_faults::Clock;
use serde::Serialize;

use crate::api::{Demo, DemoClient, Global};
use crate::canned::{Canned, client_over};
use crate::raw_decoding::Renamed;
use crate::server::{Act, Server, builder, client, ok, response};

#[derive(Serialize)]
struct Rename {
    title: &'static str,
    password: &'static str,
}

const RENAME: Rename = Rename { title: "news", password: "hush-0123456789" };

pub fn rename(canned: &Canned) -> RawCall<Demo> {
    canned.client().raw(Method::POST, "/v1/chats/{chatId}/rename").path_parameter("chatId", "c").json(&RENAME)
}

/// The reason why a call is not sent.
async fn refused(call: impl FnOnce(RawCall<Demo>) -> RawCall<Demo>, path: &'static str) -> String {
    let canned = Canned::new(200, "{}");
    let error = call(canned.client().raw(Method::POST, path)).send::<Value>().await.expect_err(path);
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Request, Outcome::NotSent));
    assert!(canned.requests().is_empty());
    let line = error.to_string();
    line.split_once(": nothing was sent: ").expect("nothing was sent").1.to_owned()
}

#[tokio::test]
async fn parameters_are_encoded() {
    let canned = Canned::new(200, r#"{"version": 3}"#).header("x-demo-request", "R");
    let call = rename(&canned).query("fil ter", "x=1&y=é~").query("id", 7).query("id", true);
    let call = call.header("x-extra".parse().expect("a name"), HeaderValue::from_static("more"));
    let reply = call.send_with_response::<Renamed>().await.expect("success");
    assert_eq!((reply.status().as_u16(), reply.request_id(), reply.value().version), (200, Some("R"), 3));
    let request = canned.requests().remove(0);
    assert_eq!(request.method(), Method::POST);
    let uri = "https://demo.example/v1/chats/c/rename?fil%20ter=x%3D1%26y%3D%C3%A9~&id=7&id=true";
    assert_eq!(request.uri(), uri);
    for (name, value) in [
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("x-demo-token", "the-token"),
        ("x-extra", "more"),
    ] {
        assert_eq!(request.headers()[name], value);
    }
    assert_eq!(request.body().as_ref(), br#"{"title":"news","password":"hush-0123456789"}"#);
}

#[tokio::test]
async fn a_path_parameter_stays_in_its_segment() {
    for (value, path) in [
        ("a/b", "/v1/a%2Fb/p7.x"),
        ("../../oauth2", "/v1/..%2F..%2Foauth2/p7.x"),
        ("a?b#c", "/v1/a%3Fb%23c/p7.x"),
        ("%2e%2e", "/v1/%252e%252e/p7.x"),
        ("{part}", "/v1/%7Bpart%7D/p7.x"),
        ("a\\b;c:d@e", "/v1/a%5Cb%3Bc%3Ad%40e/p7.x"),
        ("群\n\0", "/v1/%E7%BE%A4%0A%00/p7.x"),
    ] {
        let canned = Canned::new(200, "{}");
        let call = canned.client().raw(Method::GET, "/v1/{a}/p{part}.x");
        call.path_parameter("part", 7).path_parameter("a", value).send::<Value>().await.expect("success");
        assert_eq!(canned.requests()[0].uri().path(), path, "{value:?}");
    }
    for (value, why) in [
        ("", "the path parameter `a` is empty"),
        (".", "the path parameter `a` makes the segment `.`"),
        ("..", "the path parameter `a` makes the segment `..`"),
    ] {
        assert_eq!(refused(|call| call.path_parameter("a", value), "/v1/{a}").await, why);
    }
}

#[tokio::test]
async fn invalid_paths_are_refused() {
    let host = "the path does not begin with `/`: the host is that of the client, see `ClientBuilder::base_url`";
    for (path, why) in [
        ("", host),
        ("v1/x", host),
        ("https://evil.example/v1", host),
        ("//evil.example/v1", "the path has the segment ``"),
        ("/v1//x", "the path has the segment ``"),
        ("/v1/../x", "the path has the segment `..`"),
        ("/v1/.", "the path has the segment `.`"),
        ("/v1/x?token=t", "the path has a query: set its parameters with `query`"),
        ("/v1/x#y", "the path has the character '#': put the text in a path parameter, which is encoded"),
        ("/v1/%2e%2e", "the path has the character '%': put the text in a path parameter, which is encoded"),
        ("/v1/a\\b", "the path has the character '\\\\': put the text in a path parameter, which is encoded"),
        ("/v1/a\nb", "the path has the character '\\n': put the text in a path parameter, which is encoded"),
        ("/v1/{a", "the path has unbalanced braces"),
        ("/v1/a}", "the path has unbalanced braces"),
        ("/v1/{a/b}", "the path has unbalanced braces"),
        ("/v1/{b}", "the path parameter `b` has no value: set it with `path_parameter`"),
        ("/v1/{}", "the path parameter `` has no value: set it with `path_parameter`"),
    ] {
        assert_eq!(refused(|call| call, path).await, why, "{path:?}");
    }
}

#[tokio::test]
async fn wrong_parameters_are_refused() {
    let unknown = refused(|call| call.path_parameter("b", 1).path_parameter("a", 1), "/v1/{a}");
    assert_eq!(unknown.await, "the path has no parameter `{b}`");
    let twice = refused(|call| call.path_parameter("a", 1).path_parameter("a", 2), "/v1/{a}");
    assert_eq!(twice.await, "the path parameter `a` has several values");
    let body = HashMap::from([((1, 2), 3)]);
    let why = "the body cannot be encoded as JSON: its `Serialize` fails, or a map has a key that is not a text";
    assert_eq!(refused(|call| call.json(&body), "/v1").await, why);
    let header = HeaderValue::from_static("x");
    let why = "the header `x-demo-token` is set by the client: `Options::token` sets the token";
    assert_eq!(refused(|call| call.header("x-demo-token".parse().expect("a name"), header), "/v1").await, why);
    let canned = Canned::new(200, "");
    let error = canned.client().raw(Method::CONNECT, "/v1").send::<()>().await.expect_err("a tunnel");
    assert_eq!(error.to_string(), "CONNECT /v1: nothing was sent: the method `CONNECT` cannot be sent");
    assert!(canned.requests().is_empty());
}

/// A query in the path may have secrets, and a path is part of every error.
#[tokio::test]
async fn the_query_of_an_invalid_path_is_not_shown() {
    let error = Canned::new(200, "").client().raw(Method::GET, "/v1/x?secret=hush").send::<()>().await;
    assert!(!format!("{0} {0:?} {0:#}", error.expect_err("a query")).contains("hush"));
}

#[tokio::test]
async fn a_code_of_the_api_is_typed() {
    for (status, body) in [
        (503, r#"{"code": "busy", "message": "wait"}"#),
        // With a success status, whether the body fits the type or not.
        (200, r#"{"code": "busy", "message": "wait"}"#),
        (200, r#"{"version": 1, "errcode": "busy"}"#),
    ] {
        let error = rename(&Canned::new(status, body)).send::<Renamed>().await.expect_err(body);
        assert_eq!((error.code(), error.raw_code()), (Some(Global::Busy), Some("busy")), "{body}");
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Service, Outcome::Unknown));
    }
    let error = rename(&Canned::new(404, r#"{"code": "none", "message": "no chat"}"#)).send::<Renamed>().await;
    let error = error.expect_err("an error");
    assert_eq!((error.code(), error.outcome()), (None, Outcome::Refused));
    assert_eq!(error.to_string(), "POST /v1/chats/{chatId}/rename: 404 none: no chat");
}

#[tokio::test(start_paused = true)]
async fn only_safe_retries_are_made() {
    let attempts = async |status, idempotent: bool| {
        let canned = Canned::new(status, "");
        let call = rename(&canned).attempts(3).deadline(Duration::from_secs(60));
        let call = if idempotent { call.idempotent() } else { call };
        let error = call.send::<Value>().await.expect_err("an error");
        assert_eq!(error.attempts() as usize, canned.requests().len());
        canned.requests().len()
    };
    // Throttling refuses the request. After a 502 it may have been carried out.
    assert_eq!((attempts(429, false).await, attempts(502, false).await, attempts(502, true).await), (3, 1, 3));
}

#[tokio::test]
async fn a_rejected_token_is_replaced() {
    let _clock = Clock::ticking().await;
    let token = |token| ok(format!(r#"{{"accessToken":"{token}","expireIn":7200}}"#));
    let rejection = response("400 Bad Request", &[], r#"{"code":"InvalidAuthentication","message":"no"}"#);
    let server = Server::start(vec![token("a"), rejection, token("b"), ok(r#"{"version":2}"#)]).await;
    let client = Client::builder().base_url(server.url()).allow_plain_http().app_credentials("key", "secret").build();
    let call = client.expect("a client").raw(Method::PUT, "/v1.0/chats/{id}").path_parameter("id", "c");
    let reply = call.send_with_response::<Renamed>().await.expect("success");
    assert_eq!((reply.attempts(), reply.value().version), (2, 2));
    let header = |request: &String| {
        request.lines().find_map(|line| line.strip_prefix("x-acs-dingtalk-access-token: ").map(str::to_owned))
    };
    let sent: Vec<_> = server.requests().iter().map(header).collect();
    assert_eq!(sent, [None, Some("a".to_owned()), None, Some("b".to_owned())]);
}

#[tokio::test]
async fn a_call_without_a_token() {
    let server = Server::start(vec![ok("[1, 2]"), response("204 No Content", &[], "")]).await;
    let client = client(&server);
    let call = client.raw(Method::GET, "/v1.0/public").without_token().query("a", "b c");
    assert_eq!(call.send::<Vec<u8>>().await.expect("success"), [1, 2]);
    client.raw(Method::DELETE, "/v1.0/public").token("of-the-call").send::<()>().await.expect("success");
    let requests = server.requests();
    assert!(requests[0].starts_with("GET /v1.0/public?a=b%20c HTTP/1.1\r\n"), "{}", requests[0]);
    assert!(!requests[0].contains("access-token"), "{}", requests[0]);
    assert!(requests[1].contains("x-acs-dingtalk-access-token: of-the-call\r\n"), "{}", requests[1]);
}

#[tokio::test]
async fn secrets_are_redacted() {
    let body =
        r#"{"code":"x","message":"the-token-of-mine hush-0123456789 key-0123456789","requestid":"hush-0123456789"}"#;
    let canned = Canned::new(400, body);
    let mut key = HeaderValue::from_static("key-0123456789");
    key.set_sensitive(true);
    let call = rename(&canned).token("the-token-of-mine").redact(RENAME.password);
    let error = call.header("x-key".parse().expect("a name"), key).send::<Value>().await.expect_err("an error");
    assert_eq!(error.message(), Some("[REDACTED] [REDACTED] [REDACTED]"));
    let shown = format!("{error} {error:?} {}", String::from_utf8_lossy(error.body()));
    assert!(!shown.contains("0123456789") && !shown.contains("of-mine"), "{shown}");

    let call = rename(&canned).token("a-token").redact("a-secret").query("q", "a-value");
    let shown = format!("{call:?}");
    assert!(shown.contains("POST /v1/chats/{chatId}/rename"), "{shown}");
    assert!(!shown.contains("a-token") && !shown.contains("a-secret") && !shown.contains("a-value"), "{shown}");
}

/// Records the operations of calls.
#[derive(Default)]
struct Operations(Mutex<Vec<String>>);

impl Observer for Operations {
    fn attempt(&self, attempt: &Attempt<'_>) {
        self.0.lock().expect("unpoisoned").push(format!("attempt of {}", attempt.operation));
    }

    fn finished(&self, call: &Finished<'_>) {
        self.0.lock().expect("unpoisoned").push(format!("end of {}", call.operation));
    }

    fn dropped(&self, call: &Dropped<'_>) {
        self.0.lock().expect("unpoisoned").push(format!("drop of {}", call.operation));
    }
}

/// As many names as there are templates, whatever the parameters.
#[tokio::test]
async fn an_observer_sees_the_template() {
    let server = Server::start(vec![ok("{}"), Act::Hang(Vec::new())]).await;
    let operations = Arc::new(Operations::default());
    let client = builder(server.url()).observer(Arc::clone(&operations)).build().expect("a client");
    let call = || client.raw(Method::GET, "/v1.0/chats/{id}").path_parameter("id", "a").query("b", "c").send::<Value>();
    call().await.expect("success");
    tokio::select! {
        result = call() => panic!("{result:?}"),
        () = server.until_requested(2) => {}
    }
    let seen = operations.0.lock().expect("unpoisoned").clone();
    let name = "GET /v1.0/chats/{id}";
    assert_eq!(seen, [format!("attempt of {name}"), format!("end of {name}"), format!("drop of {name}")]);
}

/// The emitted client and its blocking version have `raw` as well.
#[tokio::test(flavor = "multi_thread")]
async fn a_blocking_client_has_raw_calls() {
    let rejection = response("400 Bad Request", &[], r#"{"code":"InvalidAuthentication","message":"no"}"#);
    let server = Server::start(vec![ok(r#"{"version":1}"#), rejection]).await;
    let client = dingtalk_client::blocking::Client::new(client(&server)).expect("a blocking client");
    let sent = tokio::task::spawn_blocking(move || {
        let call = |id: &str| {
            let call =
                client.raw(Method::POST, "/v1.0/chats/{id}").path_parameter("id", id).query("q", 1).json(&RENAME);
            call.idempotent().redact("hush").attempts(1)
        };
        let reply = call("a/b").send_with_response::<Renamed>().expect("success");
        (reply.value().version, call("c").without_token().send::<Renamed>().expect_err("a rejection"))
    });
    let (version, error) = sent.await.expect("no panic");
    assert_eq!((version, error.code()), (1, Some(GlobalErrorCode::InvalidAuthentication)));
    let requests = server.requests();
    assert!(requests[0].starts_with("POST /v1.0/chats/a%2Fb?q=1 HTTP/1.1\r\n"), "{}", requests[0]);
    assert!(requests[0].ends_with(r#"{"title":"news","password":"hush-0123456789"}"#), "{}", requests[0]);
}

/// A call borrows nothing, so it can be sent from another task.
#[tokio::test]
async fn a_call_can_be_sent_from_another_task() {
    let canned = Canned::new(200, "7");
    let call = DemoClient(client_over(canned, Options::new().token("t"))).0.raw(Method::GET, "/v1");
    assert_eq!(tokio::spawn(call.send::<u8>()).await.expect("no panic").expect("success"), 7);
}
