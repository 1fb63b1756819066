//! The fake of the service, in the process and over HTTP.

use std::time::Duration;

use dingtalk_client::conv_file::send_link::{self, FileType, SentFile};
use dingtalk_client::doc_v2::query_dentry_uuid;
use dingtalk_client::im::{chat_id_to_open_conversation_id as convert, create_group};
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::runtime::{ClientBuilder, Endpoint};
use dingtalk_client::storage::{add_space, list_dentries};
use dingtalk_client::storage_v2::{commit_file, query_upload_info};
use dingtalk_client::testing::{self, Fake, FakeServer};
use dingtalk_client::transport::{Bytes, Response, TransportErrorKind};
use dingtalk_client::user::get as get_user;
use dingtalk_client::{
    ChatId, Client, DentryId, DingTalk, ErrorKind, GlobalErrorCode, Method, OpenConversationId, Options, Outcome,
    SpaceId, UnionId, Value,
};
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

type Failure = Box<dyn std::error::Error>;

/// A fake, and a client that reaches it within the process or over HTTP.
struct Setup {
    fake: Fake,
    client: Client,
    /// Serves the fake, unless the client has it as its transport.
    _server: Option<FakeServer<DingTalk>>,
}

impl Setup {
    /// A setup within the process and one over HTTP, each with a fake of its own.
    async fn both() -> Result<[Self; 2], Failure> {
        let (here, elsewhere) = (Fake::new(), Fake::new());
        let server = elsewhere.serve().await?;
        Ok([
            Self { client: here.client()?, fake: here, _server: None },
            Self { client: server.client()?, fake: elsewhere, _server: Some(server) },
        ])
    }

    /// Sends a request, which arrives as it was and receives the example of its operation.
    async fn responds<R>(&self, parameters: &str) -> Result<(), Failure>
    where
        R: Endpoint<Api = DingTalk> + DeserializeOwned + PartialEq,
    {
        let request: R = serde_json::from_str(parameters)?;
        self.fake.on::<R>().respond_with_example();
        self.client.call(&request).await?;
        assert_eq!(self.fake.requests::<R>(), [request]);
        Ok(())
    }

    /// The method, path and body of each request.
    fn received(&self) -> Vec<String> {
        let line = |request: &dingtalk_client::transport::Request<Bytes>| {
            let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
            format!("{} {path} {}", request.method(), String::from_utf8_lossy(request.body()))
        };
        self.fake.http_requests().iter().map(line).collect()
    }
}

fn link() -> send_link::Request {
    let chat = OpenConversationId::new("cidCxxxxx");
    send_link::Request::new(UnionId::new("chy &=é"), SpaceId::new("786xxxxx"), DentryId::new("908xxxxx"), chat)
}

#[tokio::test]
async fn every_operation_on_both_sides() -> Result<(), Failure> {
    for setup in Setup::both().await? {
        let (fake, client) = (&setup.fake, &setup.client);
        let token = get_access_token::Request::new("a key", "a secret".into());
        fake.on::<get_access_token::Request>().respond_with_example();
        let chat = convert::Request::new(ChatId::new("a/b {你}"));
        fake.on::<convert::Request>().respond(convert::Response::default().with_open_conversation_id("cid".into()));
        fake.on::<send_link::Request>().respond_with(|request| {
            let file =
                SentFile::default().with_id(request.dentry_id.clone()).with_type(FileType::Folder).with_size(i64::MAX);
            Ok(send_link::Response::default().with_file(file))
        });

        let granted = client.oauth2().get_access_token(&token).await?;
        assert_eq!((granted.access_token.expose(), granted.expire_in), ("fw8ef8we8f76e6f7s8dxxxx", Some(7200)));
        let converted = client.im().chat_id_to_open_conversation_id(&chat).send_with_response().await?;
        assert_eq!(converted.request_id(), Some("fake-request-id"));
        assert_eq!(converted.into_inner().open_conversation_id, Some("cid".into()));
        let file = client.conv_file().send_link(&link()).await?.file.expect("a file");
        assert_eq!(
            (file.id, file.r#type, file.size),
            (Some("908xxxxx".into()), Some(FileType::Folder), Some(i64::MAX))
        );

        assert_eq!(
            setup.received(),
            [
                r#"POST /v1.0/oauth2/accessToken {"appKey":"a key","appSecret":"a secret"}"#,
                "POST /v1.0/im/chat/a%2Fb%20%7B%E4%BD%A0%7D/convertToOpenConversationId ",
                "POST /v1.0/convFile/conversations/files/links/send?unionId=chy%20%26%3D%C3%A9 \
                 {\"spaceId\":\"786xxxxx\",\"dentryId\":\"908xxxxx\",\"openConversationId\":\"cidCxxxxx\"}",
            ]
        );
        assert_eq!(fake.requests::<get_access_token::Request>(), [token]);
        assert_eq!(fake.requests::<convert::Request>(), [chat]);
        assert_eq!(fake.requests::<send_link::Request>(), [link()]);
        fake.verify()?;
    }
    Ok(())
}

#[tokio::test]
async fn examples_on_both_sides() -> Result<(), Failure> {
    for setup in Setup::both().await? {
        setup.responds::<add_space::Request>(r#"{"unionId": "u", "option": {"scene": "s", "quota": 7}}"#).await?;
        setup.responds::<list_dentries::Request>(r#"{"spaceId": "s", "parentId": "0", "unionId": "u"}"#).await?;
        setup.responds::<create_group::Request>(r#"{"name": "n", "owner": "o", "useridlist": ["a", "b"]}"#).await?;
        setup.responds::<query_dentry_uuid::Request>(r#"{"dentryId": "d", "spaceId": "s", "operatorId": "u"}"#).await?;
        let upload = r#"{"parentDentryUuid": "d", "unionId": "u", "protocol": "HEADER_SIGNATURE"}"#;
        setup.responds::<query_upload_info::Request>(upload).await?;
        let file = r#"{"parentDentryUuid": "d", "unionId": "u", "uploadKey": "k", "name": "n"}"#;
        setup.responds::<commit_file::Request>(file).await?;
        setup.fake.verify()?;
    }
    Ok(())
}

#[tokio::test]
async fn errors_on_both_sides() -> Result<(), Failure> {
    for setup in Setup::both().await? {
        let (fake, client) = (&setup.fake, &setup.client);
        let missing = send_link::ErrorCode::Global(GlobalErrorCode::AccessTokenPermissionDenied);
        let mut broken = Response::new(Bytes::from_static(b"<html>"));
        *broken.status_mut() = 502_u16.try_into()?;
        fake.on::<send_link::Request>()
            .fail(send_link::ErrorCode::ConversationNotExist)
            .fail(missing)
            .respond_with(|_| Err(send_link::ErrorCode::PermissionDenied))
            .interrupt(TransportErrorKind::Interrupted)
            .respond_raw(broken);

        let send = || client.conv_file().send_link(&link()).send();
        for (code, status) in [
            (send_link::ErrorCode::ConversationNotExist, 404),
            (missing, 403),
            (send_link::ErrorCode::PermissionDenied, 403),
        ] {
            let error = send().await.expect_err("the code");
            assert_eq!((error.code(), error.outcome()), (Some(code), Outcome::Refused));
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        }
        let error = send().await.expect_err("no response");
        assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Transport, Outcome::Unknown, 1));
        let error = send().await.expect_err("no success");
        assert_eq!((error.code(), error.outcome()), (None, Outcome::Unknown));
        fake.verify()?;
    }
    Ok(())
}

#[tokio::test]
async fn an_expired_token_is_replaced_on_both_sides() -> Result<(), Failure> {
    for setup in Setup::both().await? {
        setup.fake.on::<send_link::Request>().expire_token().respond_with_example();
        setup.client.conv_file().send_link(&link()).attempts(1).await?;
        let requests = setup.fake.http_requests();
        let tokens: Vec<_> = requests.iter().map(|request| &request.headers()["x-acs-dingtalk-access-token"]).collect();
        assert_eq!(tokens, ["fake-token-1", "fake-token-2"]);
        setup.fake.verify()?;
    }
    Ok(())
}

#[tokio::test]
async fn unexpected_calls_fail_on_both_sides() -> Result<(), Failure> {
    for setup in Setup::both().await? {
        let (fake, client) = (&setup.fake, &setup.client);
        let error = client.im().chat_id_to_open_conversation_id(&convert::Request::new("c".into())).await;
        let error = error.expect_err("no response").to_string();
        let path = "POST /v1.0/im/chat/c/convertToOpenConversationId: this call has no response: use `Fake::on`, \
                    or `Fake::respond_raw` for a raw call";
        assert!(error.starts_with("im::chat_id_to_open_conversation_id") && error.contains(path), "{error}");

        fake.on::<send_link::Request>().respond_with_example().times(3);
        client.conv_file().send_link(&link()).await?;
        fake.on::<get_access_token::Request>().respond_with_example();
        let token = get_access_token::Request::new("k", "s".into());
        client.oauth2().get_access_token(&token).await?;
        let error = client.oauth2().get_access_token(&token).await.expect_err("no response");
        assert_eq!(error.attempts(), 1);
        let help = "oauth2::get_access_token: no response is left: set up another one";
        assert!(error.to_string().contains(help), "{error}");

        let error = client.im().chat_id_to_open_conversation_id(&convert::Request::new("c".into())).await;
        let error = error.expect_err("no response").to_string();
        let expected =
            "others have: conv_file::send_link (POST /v1.0/convFile/conversations/files/links/send), oauth2::";
        assert!(error.contains(expected), "{error}");

        let error = client.user().get(&get_user::Request::new("u".into())).await.expect_err("no response");
        assert_eq!(error.raw_code(), Some("fake.unexpected"), "the older host has an envelope of its own");

        let error = fake.verify().expect_err("differences");
        assert_eq!(error.unexpected().len(), 4);
        assert_eq!(error.unexpected()[..2], [format!("unexpected: {path}"), format!("unexpected: {help}")]);
        assert_eq!(error.unused(), ["unused: conv_file::send_link: 2 of the responses"]);
        assert_eq!(error.to_string().lines().count(), 5);
    }
    Ok(())
}

#[tokio::test]
async fn the_check_of_tokens_may_use_the_fake() -> Result<(), Failure> {
    let fake = Fake::new();
    fake.on::<send_link::Request>().respond_with_example();
    let log = fake.clone();
    fake.accept_tokens(move |_| !log.http_requests().is_empty());
    let reply = fake.client()?.conv_file().send_link(&link()).send_with_response().await?;
    assert_eq!(reply.attempts(), 2, "the first token is rejected");
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn throttled_calls_and_delays() -> Result<(), Failure> {
    let fake = Fake::new();
    fake.on::<send_link::Request>().throttle(2).respond_with_example();
    let client = fake.client()?;
    let reply = client.conv_file().send_link(&link()).send_with_response().await?;
    assert_eq!(reply.attempts(), 3);

    fake.on::<send_link::Request>().respond_with_example().delay(Duration::from_secs(10));
    let error = client.conv_file().send_link(&link()).deadline(Duration::from_secs(5)).await.expect_err("too late");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Unknown));

    fake.on::<send_link::Request>().interrupt(TransportErrorKind::Connect).respond_with_example().always();
    for _ in 0..3 {
        client.conv_file().send_link(&link()).await?;
    }
    fake.verify()?;
    Ok(())
}

#[tokio::test]
async fn an_app_fetches_its_token_from_the_fake() -> Result<(), Failure> {
    let fake = Fake::new();
    let granted = get_access_token::Response::default().with_access_token("granted".into()).with_expire_in(7200);
    fake.on::<get_access_token::Request>().respond(granted);
    fake.on::<send_link::Request>().respond_with_example();
    let builder: ClientBuilder<DingTalk> = fake.client_builder();
    let client = builder.app_credentials("a key", "a secret").options(Options::new().attempts(1)).build()?;
    client.conv_file().send_link(&link()).await?;
    assert_eq!(fake.requests::<get_access_token::Request>()[0].app_key, "a key");
    assert_eq!(fake.http_requests()[1].headers()["x-acs-dingtalk-access-token"], "granted");
    Ok(())
}

#[tokio::test]
async fn a_response_is_used_as_often_as_it_is_set_up() -> Result<(), Failure> {
    let fake = Fake::new();
    let client = fake.client()?;
    // Without a response before it, and for no call.
    fake.on::<send_link::Request>().times(3);
    fake.on::<send_link::Request>().respond_with_example().times(0).throttle(0).always();
    fake.on::<convert::Request>().respond_with_example().always();
    fake.verify()?;
    client.conv_file().send_link(&link()).await.expect_err("no response");
    fake.on::<send_link::Request>().respond_with_example().times(2);
    for _ in 0..2 {
        client.conv_file().send_link(&link()).await?;
    }
    client.conv_file().send_link(&link()).await.expect_err("no response");
    Ok(())
}

#[tokio::test]
async fn a_raw_call_with_a_refused_code_beside_other_fields_is_not_repeated() -> Result<(), Failure> {
    let fake = Fake::new();
    let body = br#"{"version": 1, "code": "Forbidden.AccessDenied.QpsLimitForApi"}"#;
    fake.respond_raw(Method::POST, "/v1.0/x", Response::new(Bytes::from_static(body)));
    let error = fake.client()?.raw(Method::POST, "/v1.0/x").send::<Value>().await.expect_err("a code");
    assert_eq!((error.code(), error.outcome()), (Some(GlobalErrorCode::QpsLimitForApi), Outcome::Unknown));
    assert_eq!(fake.http_requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn raw_calls_on_both_sides() -> Result<(), Failure> {
    for setup in Setup::both().await? {
        let path = "/v1.0/chats/{chatId}/members";
        setup.fake.respond_raw(Method::GET, path, Response::new(Bytes::from_static(br#"["a", "b"]"#)));
        let call = || setup.client.raw(Method::GET, path).path_parameter("chatId", "c/1").query("count", 2);
        assert_eq!(call().send::<Vec<String>>().await?, ["a", "b"]);
        let error = call().send::<Vec<String>>().await.expect_err("no response");
        assert!(error.to_string().contains("GET /v1.0/chats/{chatId}/members: no response is left"), "{error}");
        assert_eq!(setup.received()[0], "GET /v1.0/chats/c%2F1/members?count=2 ");
        assert_eq!(setup.fake.verify().expect_err("a call without a response").unused(), [""; 0]);
    }
    Ok(())
}

#[tokio::test]
async fn a_served_fake_checks_requests_of_other_programs() -> Result<(), Failure> {
    let fake = Fake::new();
    fake.on::<send_link::Request>().respond_with_example();
    let server = fake.serve().await?;
    let address = server.base_url().replace("http://", "");
    let body = r#"{"spaceId": "1", "dentryID": "2", "openConversationId": "3"}"#;
    let path = "/v1.0/convFile/conversations/files/links/send?unionId=a+b";
    let length = body.len();
    let request =
        format!("POST {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut response = String::new();
    stream.read_to_string(&mut response).await?;
    assert!(response.starts_with("HTTP/1.1 501 "), "{response}");
    assert!(response.contains("conv_file::send_link: `dentryId`: it is missing"), "{response}");
    Ok(())
}

#[test]
fn errors_for_tests_of_callers() {
    let error = testing::error::<send_link::Request>(send_link::ErrorCode::UnknownError);
    assert_eq!((error.code(), error.outcome()), (Some(send_link::ErrorCode::UnknownError), Outcome::Unknown));
    assert_eq!((error.kind(), error.message(), error.attempts()), (ErrorKind::Service, Some("Unknown Error"), 1));
    let throttled = send_link::ErrorCode::Global(GlobalErrorCode::QpsLimitForApi);
    let error = testing::error::<send_link::Request>(throttled);
    assert!(error.is_retryable() && error.outcome() == Outcome::Refused, "{error}");

    let error = testing::transport_error::<send_link::Request>(TransportErrorKind::Connect);
    assert_eq!((error.kind(), error.outcome(), error.is_retryable()), (ErrorKind::Transport, Outcome::NotSent, true));
    let error = testing::transport_error::<send_link::Request>(TransportErrorKind::ReadTimeout);
    assert_eq!((error.outcome(), error.is_retryable()), (Outcome::Unknown, false));
}
