//! Making clients, and what they show of themselves.

use std::time::Duration;

use dingtalk_client::runtime::BuildErrorKind;
use dingtalk_client::{BuildError, Client, Options, Secret};

use crate::json::{CHAT, request};

#[test]
fn what_is_refused() {
    let text = |result: Result<Client, BuildError>| result.err().map(|error| error.to_string());
    for token in ["", "a b", "a\n", "tökén"] {
        assert_eq!(
            text(Client::builder().token(token).build()).as_deref(),
            Some("the access token is empty or has characters other than visible ASCII")
        );
    }
    assert_eq!(
        text(Client::builder().base_url("http://h").build()).as_deref(),
        Some("the base URL is without TLS: allow_plain_http() permits it")
    );
    assert_eq!(
        text(Client::builder().base_url("https://me:hush@h").build()).as_deref(),
        Some("the base URL cannot be used: it has a user's name or password")
    );
    let kind = |result: Result<Client, BuildError>| result.err().map(|error| error.kind());
    assert_eq!(kind(Client::builder().token("").build()), Some(BuildErrorKind::Token));
    assert_eq!(kind(Client::builder().base_url("http://h").build()), Some(BuildErrorKind::PlainHttp));
    assert_eq!(kind(Client::builder().base_url("https://h/%2e").build()), Some(BuildErrorKind::BaseUrl));
}

#[test]
fn no_secret_is_shown() {
    let builder = Client::builder().token("hush");
    assert!(!format!("{builder:?}").contains("hush"));
    let client = builder.build().expect("a client");
    let shown = format!("{client:?}");
    assert!(!shown.contains("hush"));
    assert!(shown.contains("https://api.dingtalk.io"), "{shown}");
    assert!(!format!("{:?}", Options::new().token("hush")).contains("hush"));
    assert_eq!(format!("{:?}", Secret::new("hush")), "Secret([REDACTED])");
}

#[test]
fn any_deadline_is_fine() {
    let limits = dingtalk_client::transport::Limits::new(Duration::MAX, 1);
    assert!(limits.deadline > std::time::Instant::now());
}

#[test]
fn calls_can_be_spawned() {
    fn is_send<T: Send>(_: &T) {}
    let client = Client::builder().token("t").build().expect("a client");
    let request = request::<dingtalk_client::im::chat_id_to_open_conversation_id::Request>(CHAT);
    is_send(&client.call(&request));
    is_send(&client.im().chat_id_to_open_conversation_id(&request));
}
