//! Requests on the wire, and those that are refused before they are sent.

use dingtalk_client::transport::{Bytes, Request};
use dingtalk_client::{ErrorKind, Options, Outcome, Value};

use crate::api::{Colour, Everywhere, FetchToken, Remove, Twice};
use crate::canned::Canned;

async fn sent(request: &Everywhere) -> Request<Bytes> {
    let canned = Canned::new(200, "{}");
    canned.client().call(request).await.expect("success");
    canned.requests().remove(0)
}

async fn refused(request: &Everywhere) -> String {
    let canned = Canned::new(200, "{}");
    let error = canned.client().call(request).await.expect_err("a refusal");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Request, Outcome::NotSent));
    assert!(canned.requests().is_empty());
    error.to_string().trim_start_matches("demo::everywhere: nothing was sent: ").to_owned()
}

fn lines(request: &Request<Bytes>) -> Vec<String> {
    let first = format!("{} {}", request.method(), request.uri());
    let headers = request.headers().iter().map(|(name, value)| format!("{name}: {}", value.to_str().expect("text")));
    let body = String::from_utf8_lossy(request.body()).into_owned();
    [first].into_iter().chain(headers).chain([body]).collect()
}

#[tokio::test]
async fn parameters_in_every_place() {
    let mut request = Everywhere::new("a b");
    request.filter = Some("x=1&y=é~".into());
    request.tags = Some(vec!["red".into(), "\"".into()]);
    request.r#type = Some("two words".into());
    request.note = Some(1.5);
    request.self_ = Some(Value::Null);
    let agent = format!("user-agent: dingtalk-runtime/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        lines(&sent(&request).await),
        [
            "PUT https://demo.example/v1/a%20b/p7.x?fil%20ter=x%3D1%26y%3D%C3%A9~&tags=%5B%22red%22%2C%22%5C%22%22%5D",
            "accept: application/json",
            &agent,
            "x-type: two words",
            "content-type: application/json",
            "x-demo-token: the-token",
            r#"{"note":1.5,"self":null}"#,
        ]
    );
}

#[tokio::test]
async fn one_name_in_two_places() {
    let canned = Canned::new(200, "");
    let twice = Twice { query_id: "q".into(), id: Some("b".into()), colour: Colour::Red };
    canned.client().call(&twice).await.expect("success");
    let request = canned.requests().remove(0);
    assert_eq!(request.uri(), "https://demo.example/twice?id=q");
    assert_eq!(request.body().as_ref(), br#"{"id":"b","colour":"RED"}"#);
}

#[tokio::test]
async fn absent_parameters_are_left_out() {
    let request = sent(&Everywhere::new("c")).await;
    assert_eq!(request.uri(), "https://demo.example/v1/c/p7.x");
    assert_eq!(request.headers().get("x-type"), None);
    assert_eq!(request.body().as_ref(), b"{}");
}

#[tokio::test]
async fn a_path_parameter_stays_in_its_segment() {
    for (chat, path) in [
        ("a/b", "/v1/a%2Fb/p7.x"),
        ("../../oauth2", "/v1/..%2F..%2Foauth2/p7.x"),
        ("a?b#c", "/v1/a%3Fb%23c/p7.x"),
        ("%2e%2e", "/v1/%252e%252e/p7.x"),
        ("...", "/v1/.../p7.x"),
        ("a\\b;c:d@e", "/v1/a%5Cb%3Bc%3Ad%40e/p7.x"),
        ("群\n\0", "/v1/%E7%BE%A4%0A%00/p7.x"),
        ("-_.~", "/v1/-_.~/p7.x"),
    ] {
        assert_eq!(sent(&Everywhere::new(chat)).await.uri().path(), path, "{chat:?}");
    }
}

#[tokio::test]
async fn empty_and_dot_segments_are_refused() {
    assert_eq!(refused(&Everywhere::new("")).await, "the path parameter `chatId` is empty");
    assert_eq!(refused(&Everywhere::new(".")).await, "the path parameter `chatId` makes the segment `.`");
    assert_eq!(refused(&Everywhere::new("..")).await, "the path parameter `chatId` makes the segment `..`");
}

#[tokio::test]
async fn invalid_header_values_are_refused() {
    for text in ["a\r\nx-evil: 1", "a\0", "é", " a", "a ", "\t"] {
        let mut request = Everywhere::new("c");
        request.r#type = Some(text.into());
        let why = "the header `x-type` has characters other than visible ASCII, or starts or ends with a space";
        assert_eq!(refused(&request).await, why, "{text:?}");
    }
}

#[tokio::test]
async fn non_finite_numbers_are_refused() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut request = Everywhere::new("c");
        request.note = Some(number);
        assert_eq!(refused(&request).await, "`note` is not a finite number");
    }
}

#[tokio::test]
async fn a_long_url_is_refused() {
    assert_eq!(
        refused(&Everywhere::new(&"x".repeat(70_000))).await,
        "the URL is invalid: it is longer than 65534 bytes"
    );
}

#[tokio::test]
async fn a_token_is_required() {
    let canned = Canned::new(200, "{}");
    let error = canned.client_with(Options::new()).call(&Everywhere::new("c")).await.expect_err("a refusal");
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(
        error.to_string(),
        "demo::everywhere: nothing was sent: the client has no access token: its builder takes one, or an app's credentials"
    );
    assert!(canned.requests().is_empty());
}

#[tokio::test]
async fn an_invalid_token_of_one_call_is_refused() {
    for token in ["", "a b", "a\r\nb", "é"] {
        let canned = Canned::new(200, "{}");
        let client = canned.client().with(Options::new().token(token));
        let error = client.call(&Everywhere::new("c")).await.expect_err("a refusal");
        assert_eq!(
            error.to_string(),
            "demo::everywhere: nothing was sent: the access token is empty or has characters other than visible ASCII"
        );
        assert!(canned.requests().is_empty());
    }
}

#[tokio::test]
async fn no_token_is_sent_if_none_is_required() {
    let canned = Canned::new(200, r#"{"token":"t","seconds":1}"#);
    canned.client().call(&FetchToken {}).await.expect("success");
    let agent = format!("user-agent: dingtalk-runtime/{}", env!("CARGO_PKG_VERSION"));
    let expected = ["GET https://demo.example/token", "accept: application/json", &agent, ""];
    assert_eq!(lines(&canned.requests()[0]), expected);
}

#[tokio::test]
async fn a_delete_without_a_body_has_no_length() {
    let canned = Canned::new(204, "");
    canned.client().call(&Remove {}).await.expect("success");
    assert_eq!(canned.requests()[0].headers().get("content-length"), None);
}

#[tokio::test]
async fn header_values_are_sensitive() {
    let mut request = Everywhere::new("c");
    request.r#type = Some("a".into());
    let sent = sent(&request).await;
    assert!(sent.headers()["x-demo-token"].is_sensitive());
    assert!(sent.headers()["x-type"].is_sensitive());
    assert!(!format!("{sent:?}").contains("the-token"));
}
