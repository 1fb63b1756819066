//! Options and headers of single calls.

use std::time::Duration;

use dingtalk_client::{AnyError, ErrorKind, HeaderName, HeaderValue, Options, Outcome, Reply};

use crate::api::{Everywhere, Remove, Removed};
use crate::canned::Canned;

const NAME: HeaderName = HeaderName::from_static("x-extra");

fn text(canned: &Canned, name: &str) -> Option<String> {
    let requests = canned.requests();
    let value = requests.last().expect("a request").headers().get(name)?.to_str().expect("text");
    Some(value.to_owned())
}

#[tokio::test]
async fn a_call_overrides_the_options_of_its_client() {
    let canned = Canned::new(200, "");
    let client = canned.client();
    let value = |text| HeaderValue::from_static(text);
    let call = client.call(&Remove {}).token("another").header(NAME, value("of the call"));
    assert_eq!(call.send().await.expect("success"), Removed {});
    assert_eq!(text(&canned, "x-demo-token").as_deref(), Some("another"));
    assert_eq!(text(&canned, "x-extra").as_deref(), Some("of the call"));

    let client = client.with(
        Options::new().header(NAME, value("of the client")).header("x-more".parse().expect("a name"), value("more")),
    );
    let call = client.call(&Remove {}).options(Options::new().header(NAME, value("of the call")));
    let reply: Reply<Removed> = call.send_with_response().await.expect("success");
    assert_eq!((reply.status().as_u16(), reply.attempts()), (200, 1));
    assert_eq!(
        (text(&canned, "x-extra").as_deref(), text(&canned, "x-more").as_deref()),
        (Some("of the call"), Some("more"))
    );
    client.call(&Remove {}).await.expect("success");
    assert_eq!(text(&canned, "x-extra").as_deref(), Some("of the client"));
    assert_eq!(text(&canned, "x-demo-token").as_deref(), Some("the-token"));
}

#[tokio::test]
async fn a_header_of_the_client_is_not_replaced() {
    for name in [
        "accept",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "user-agent",
        "x-demo-token",
        "x-type",
    ] {
        let canned = Canned::new(200, "{}");
        let mut request = Everywhere::new("c");
        request.r#type = Some("t".to_owned());
        let call = canned.client().call(&request).header(name.parse().expect("a name"), HeaderValue::from_static("x"));
        let error = call.send().await.expect_err(name);
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Request, Outcome::NotSent));
        let line = format!("demo::everywhere: nothing was sent: the header `{name}` is set by the client");
        let help = match name {
            "user-agent" => ": `ClientBuilder::user_agent` adds to it",
            "x-demo-token" => ": `Options::token` sets the token",
            _ => "",
        };
        assert_eq!(error.to_string(), line + help);
        assert!(canned.requests().is_empty());
    }
}

#[tokio::test]
async fn a_sensitive_header_is_redacted() {
    let body = r#"{"code":"x","message":"wrong key-0123456789"}"#;
    let message = async |sensitive| {
        let mut value = HeaderValue::from_static("key-0123456789");
        value.set_sensitive(sensitive);
        let call = Canned::new(400, body).client().call(&Everywhere::new("c")).header(NAME, value);
        call.await.expect_err("an error").message().map(str::to_owned)
    };
    assert_eq!(message(true).await.as_deref(), Some("wrong [REDACTED]"));
    assert_eq!(message(false).await.as_deref(), Some("wrong key-0123456789"));
}

#[tokio::test]
async fn a_call_can_be_sent_from_another_task() {
    let canned = Canned::new(200, r#"{"text":"t"}"#);
    let call = {
        let (client, request) = (canned.client(), Everywhere::new("c"));
        client.call(&request)
    };
    let response = tokio::spawn(call.into_future()).await.expect("no panic").expect("success");
    assert_eq!(response.text.as_deref(), Some("t"));
    let calls = [canned.client().call(&Everywhere::new("d")), canned.client().call(&Everywhere::new("e"))];
    for sent in calls.map(|call| tokio::spawn(call.send())) {
        assert!(sent.await.expect("no panic").is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_may_be_repeated_is_retried() {
    let attempts = async |idempotent: bool| {
        let canned = Canned::new(502, "");
        let call = canned.client().call(&Everywhere::new("c")).attempts(3).deadline(Duration::from_secs(60));
        let call = if idempotent { call.idempotent() } else { call };
        let error = AnyError::from(call.send().await.expect_err("an error"));
        assert_eq!((error.outcome(), error.is_retryable()), (Outcome::Unknown, idempotent));
        canned.requests().len()
    };
    assert_eq!((attempts(false).await, attempts(true).await), (1, 3));
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let canned = Canned::new(200, "");
    let mut value = HeaderValue::from_static("key-0123456789");
    value.set_sensitive(true);
    let shown = format!("{:?}", canned.client().call(&Remove {}).token("a-token").header(NAME, value));
    assert!(shown.contains("demo::remove") && !shown.contains("a-token") && !shown.contains("key-"), "{shown}");
}
