//! Building clients, and their `Debug` output.

use std::time::Duration;

use dingtalk_client::im::chat_id_to_open_conversation_id::Request;
use dingtalk_client::runtime::BuildErrorKind;
use dingtalk_client::transport::Limits;
use dingtalk_client::{BuildError, Client, Options, Secret};
use dingtalk_faults::{Clock, listen};
use tokio::io::AsyncReadExt as _;

use crate::endpoints::{CHAT, convert, request};
use crate::server::{Server, builder, client, ok};

#[test]
fn invalid_settings_are_refused() {
    let text = |result: Result<Client, BuildError>| result.err().map(|error| error.to_string());
    for token in ["", "a b", "a\n", "tökén"] {
        assert_eq!(
            text(Client::builder().token(token).build()).as_deref(),
            Some("the access token is empty or has characters other than visible ASCII")
        );
    }
    assert_eq!(
        text(Client::builder().base_url("http://h").build()).as_deref(),
        Some("the base URL uses plain HTTP: allow_plain_http() permits it")
    );
    assert_eq!(
        text(Client::builder().base_url("https://me:hush@h").build()).as_deref(),
        Some("the base URL is invalid: it contains a user name or password")
    );
    for (key, secret) in [("", "s"), ("k", "")] {
        let error = Client::builder().app_credentials(key, secret).build().expect_err("nobody set it");
        assert_eq!(error.kind(), BuildErrorKind::Credentials);
    }
    let kind = |result: Result<Client, BuildError>| result.err().map(|error| error.kind());
    assert_eq!(kind(Client::builder().token("").build()), Some(BuildErrorKind::Token));
    assert_eq!(kind(Client::builder().base_url("http://h").build()), Some(BuildErrorKind::PlainHttp));
    assert_eq!(kind(Client::builder().base_url("https://h/%2e").build()), Some(BuildErrorKind::BaseUrl));
}

/// A service is borrowed from its client, so that its calls can be held and run together.
#[tokio::test]
async fn calls_can_be_joined() {
    let server = Server::start((0..3).map(|_| ok("{}")).collect()).await;
    let (client, request) = (client(&server), request::<Request>(CHAT));
    let held = client.im().chat_id_to_open_conversation_id(&request);
    let (one, two) = tokio::join!(
        client.im().chat_id_to_open_conversation_id(&request),
        client.im().chat_id_to_open_conversation_id(&request),
    );
    assert!(one.is_ok() && two.is_ok() && held.await.is_ok());
}

#[tokio::test]
async fn the_user_agent_names_the_caller() {
    for (name, header) in [(None, ""), (Some("minutes-bot/1.2"), "minutes-bot/1.2 "), (Some(" a b "), "a b ")] {
        let server = Server::start(vec![ok("{}")]).await;
        let builder = builder(server.url());
        let builder = if let Some(name) = name { builder.user_agent(name) } else { builder };
        convert(&builder.build().expect("a client")).await.expect("success");
        let header = format!("user-agent: {header}dingtalk-client/");
        assert!(server.requests()[0].contains(&header), "{:?}", server.requests());
    }
    for name in ["", " ", "a\r\nb: c", "名"] {
        let error = Client::builder().token("t").user_agent(name).build().expect_err("no name");
        assert_eq!(error.kind(), BuildErrorKind::UserAgent, "{name:?}");
    }
}

/// The server accepts the connection, and sends nothing.
#[tokio::test]
async fn the_connect_timeout_applies() {
    let _clock = Clock::ticking().await;
    let (_listener, address) = listen().await;
    let [short, long] = [100, 60_000].map(|time| Options::new().connect_timeout(Duration::from_millis(time)));
    let client = |options| builder(format!("https://{address}")).options(options).build().expect("a client");
    for client in [client(short.clone()), client(long).with(short)] {
        let error = convert(&client).await.expect_err("no connection");
        assert_eq!(error.to_string(), "im::chat_id_to_open_conversation_id: no connection in time, nothing was sent");
    }
}

/// The service can notice that the caller left.
#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    let (listener, address) = listen().await;
    let client = builder(format!("http://{address}")).build().expect("a client");
    let call = tokio::spawn(async move { convert(&client).await.is_ok() });
    let (mut stream, _) = listener.accept().await.expect("a connection");
    let mut read = [0; 4096];
    assert!(stream.read(&mut read).await.expect("a request") > 0);
    call.abort();
    assert!(stream.read(&mut read).await.is_ok_and(|length| length == 0));
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
fn the_longest_deadline_does_not_overflow() {
    let deadline = |time| Limits::new(time, 1).deadline;
    assert!(deadline(Duration::MAX) > deadline(Duration::from_secs(60)));
}

#[test]
fn calls_can_be_spawned() {
    fn is_send<T: Send>(_: &T) {}
    let client = Client::builder().token("t").build().expect("a client");
    let request = request::<Request>(CHAT);
    is_send(&client.call(&request));
    is_send(&client.im().chat_id_to_open_conversation_id(&request));
}
