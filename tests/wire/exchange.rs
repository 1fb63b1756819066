//! Whole exchanges of each operation with a real server.

mod doc_v2;
mod im;
mod storage;
mod storage_v2;
mod user;

use std::fmt::Debug;
use std::time::Duration;

use dingtalk_client::conv_file::send_link;
use dingtalk_client::im::chat_id_to_open_conversation_id as convert;
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::{Options, Outcome, Value};

use crate::endpoints::{CHAT, CONVERSATION, request};
use crate::raw_server::RESPONSE;
use crate::server::{Act, Server, client, ok, response};

const SENT: &str = r#"{
  "file" : {
    "id" : "file_id",
    "conversationId" : "open_conversation_id",
    "spaceId" : "space_id",
    "parentId" : "parent_id",
    "type" : "file",
    "name" : "file_name",
    "size" : 256,
    "path" : "file_path",
    "version" : 1,
    "status" : "NORMAL",
    "extension" : "txt",
    "creatorId" : "creator_id",
    "modifierId" : "modified_id",
    "createTime" : "2022-01-01T10:00:00Z",
    "modifiedTime" : "2022-01-01T10:00:00Z",
    "uuid" : "uuid"
  }
}"#;

/// A request with a JSON body, as the server receives it.
fn with_body(line: &str, body: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{line} HTTP/1.1\r\n\
         accept: application/json\r\n\
         user-agent: dingtalk-client/{version}\r\n\
         content-type: application/json\r\n\
         x-acs-dingtalk-access-token: the-token\r\n\
         host: HOST\r\n\
         content-length: {}\r\n\
         \r\n\
         {body}",
        body.len()
    )
}

/// A GET request, as the server receives it.
fn without_body(line: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{line} HTTP/1.1\r\n\
         accept: application/json\r\n\
         user-agent: dingtalk-client/{version}\r\n\
         x-acs-dingtalk-access-token: the-token\r\n\
         host: HOST\r\n\
         \r\n"
    )
}

fn assert_fields(response: &impl Debug, fields: &[&str]) {
    let shown = format!("{response:?}");
    for field in fields {
        assert!(shown.contains(field), "no {field} in {shown}");
    }
}

fn link() -> send_link::Request {
    request(
        r#"{"unionId": "chy xxxx&=é", "spaceId": "786xxxxx", "dentryId": "908xxxxx", "openConversationId": "cidCxxxxx"}"#,
    )
}

#[tokio::test]
async fn send_link() {
    let server = Server::start(vec![response("200 OK", &["content-type: application/json"], SENT)]).await;
    let response = client(&server).conv_file().send_link(&link()).await.expect("success");

    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "POST /v1.0/convFile/conversations/files/links/send?unionId=chy%20xxxx%26%3D%C3%A9 HTTP/1.1\r\n\
         accept: application/json\r\n\
         user-agent: dingtalk-client/{version}\r\n\
         content-type: application/json\r\n\
         x-acs-dingtalk-access-token: the-token\r\n\
         host: HOST\r\n\
         content-length: 77\r\n\
         \r\n\
         {{\"spaceId\":\"786xxxxx\",\"dentryId\":\"908xxxxx\",\"openConversationId\":\"cidCxxxxx\"}}"
    );
    assert_eq!(server.requests(), [expected]);

    // All sixteen fields arrive, with the types of the page. The page's example spells the type in lower case, and its
    // table in capitals, which is how it is written.
    let mut sent: Value = SENT.parse().expect("JSON");
    sent["file"]["type"] = "FILE".into();
    assert_eq!(serde_json::to_value(&response).expect("JSON"), sent);
    assert_fields(
        &response,
        &[
            "id: Some(DentryId(\"file_id\"))",
            "conversation_id: Some(OpenConversationId(\"open_conversation_id\"))",
            "space_id: Some(SpaceId(\"space_id\"))",
            "parent_id: Some(DentryId(\"parent_id\"))",
            "type: Some(File)",
            "name: Some(\"file_name\")",
            "size: Some(256)",
            "path: Some(\"file_path\")",
            "version: Some(1)",
            "status: Some(Normal)",
            "extension: Some(\"txt\")",
            "creator_id: Some(UnionId(\"creator_id\"))",
            "modifier_id: Some(UnionId(\"modified_id\"))",
            "create_time: Some(DateTime(\"2022-01-01T10:00:00Z\"))",
            "modified_time: Some(DateTime(\"2022-01-01T10:00:00Z\"))",
            "uuid: Some(\"uuid\")",
        ],
    );
}

#[tokio::test]
async fn sent_files_are_of_the_documented_kinds() {
    for (text, variant) in [("FILE", "File"), ("file", "File"), ("FOLDER", "Folder"), ("folder", "Other(\"folder\")")] {
        assert_shown(&format!(r#"{{"file":{{"type":"{text}"}}}}"#), &format!("type: Some({variant})")).await;
    }
    for (text, variant) in [("NORMAL", "Normal"), ("DELETED", "Deleted"), ("EXPIRED", "Expired")] {
        assert_shown(&format!(r#"{{"file":{{"status":"{text}"}}}}"#), &format!("status: Some({variant})")).await;
    }
    // Some services send numbers as text.
    assert_shown(r#"{"file":{"size":"9007199254740993","version":"2"}}"#, "size: Some(9007199254740993)").await;
}

async fn assert_shown(body: &str, field: &str) {
    let server = Server::start(vec![ok(body)]).await;
    let shown = format!("{:?}", client(&server).conv_file().send_link(&link()).await.expect("success"));
    assert!(shown.contains(field), "no {field} in {shown}");
}

#[tokio::test]
async fn convert_chat_id() {
    let body = r#"{"openConversationId" : "cidl1B8RVUFmkO50OC9uEbySQ=="}"#;
    let server =
        Server::start(vec![response("200 OK", &["x-acs-request-id: 7F-01", "x-acs-trace-id: 0a"], body)]).await;
    let request = request::<convert::Request>(r#"{"chatId": "chat/../a?b=c#d"}"#);
    let reply = client(&server).call(&request).send_with_response().await.expect("success");

    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "POST /v1.0/im/chat/chat%2F..%2Fa%3Fb%3Dc%23d/convertToOpenConversationId HTTP/1.1\r\n\
         accept: application/json\r\n\
         user-agent: dingtalk-client/{version}\r\n\
         content-length: 0\r\n\
         x-acs-dingtalk-access-token: the-token\r\n\
         host: HOST\r\n\
         \r\n"
    );
    assert_eq!(server.requests(), [expected]);

    assert_eq!(reply.status(), 200);
    assert_eq!(reply.request_id(), Some("7F-01"));
    assert_eq!(reply.trace_id(), Some("0a"));
    assert_eq!(reply.headers().get("content-length").map(http_text), Some("54".into()));
    let shown = format!("{:?}", reply.into_inner());
    assert_eq!(shown, "Response { open_conversation_id: Some(OpenConversationId(\"cidl1B8RVUFmkO50OC9uEbySQ==\")) }");
}

#[tokio::test]
async fn get_access_token() {
    let server = Server::start(vec![ok(r#"{"accessToken":"fw8ef8we8f76e6f7s8dxxxx","expireIn":7200}"#)]).await;
    let request = request::<get_access_token::Request>(
        r#"{"appKey": "dingeqqpkv3xxxxxx", "appSecret": "GT-lsu-taDAxxxsTsxxxx"}"#,
    );
    let response = client(&server).oauth2().get_access_token(&request).await.expect("success");

    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "POST /v1.0/oauth2/accessToken HTTP/1.1\r\n\
         accept: application/json\r\n\
         user-agent: dingtalk-client/{version}\r\n\
         content-type: application/json\r\n\
         host: HOST\r\n\
         content-length: 66\r\n\
         \r\n\
         {{\"appKey\":\"dingeqqpkv3xxxxxx\",\"appSecret\":\"GT-lsu-taDAxxxsTsxxxx\"}}"
    );
    assert_eq!(server.requests(), [expected]);
    let read = serde_json::to_string(&response).expect("JSON");
    assert_eq!(read, r#"{"accessToken":"fw8ef8we8f76e6f7s8dxxxx","expireIn":7200}"#);
    let shown = format!("{request:?} {response:?}");
    assert!(!shown.contains("GT-lsu") && !shown.contains("fw8ef8"), "{shown}");
}

fn http_text(value: impl AsRef<[u8]>) -> String {
    String::from_utf8_lossy(value.as_ref()).into_owned()
}

#[tokio::test]
async fn a_documented_error() {
    let body = r#"{"requestid":"A1B2","code":"invalideChatId","message":"Invalid chatId"}"#;
    let server = Server::start(vec![response("400 Bad Request", &[], body)]).await;
    let request = request::<convert::Request>(CHAT);
    let error = client(&server).im().chat_id_to_open_conversation_id(&request).await.expect_err("an error");

    assert_eq!(format!("{:?}", error.code()), "Some(InvalideChatId)");
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: 400 invalideChatId: Invalid chatId (request id A1B2)"
    );
}

#[tokio::test]
async fn internal_errors_are_not_refusals() {
    for (code, outcome) in [
        ("paramError", Outcome::Refused),
        ("systemError", Outcome::Unknown),
        ("unknownError", Outcome::Unknown),
        ("service.timeout", Outcome::Unknown),
    ] {
        let server = Server::start(vec![response("400 Bad Request", &[], format!(r#"{{"code":"{code}"}}"#))]).await;
        let error = client(&server).conv_file().send_link(&link()).await.expect_err("an error");
        assert_eq!(error.outcome(), outcome, "{code}");
    }
}

#[tokio::test]
async fn connections_are_pooled() {
    let oops = response("500 Internal Server Error", &[], "oops");
    let server = Server::start(vec![ok(CONVERSATION), oops, ok(CONVERSATION)]).await;
    let client = client(&server);
    let request = request::<convert::Request>(CHAT);
    assert!(client.call(&request).await.is_ok());
    assert!(client.clone().call(&request).await.is_err());
    assert!(client.with(Options::new().deadline(Duration::from_secs(9))).call(&request).await.is_ok());
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_connection_closed_by_the_server() {
    let server = Server::start(vec![Act::Close(RESPONSE.to_vec()), ok(CONVERSATION)]).await;
    let client = client(&server);
    let request = request::<convert::Request>(CHAT);
    assert!(client.call(&request).await.is_ok());
    server.until_closed(1).await;
    assert!(client.call(&request).await.is_ok());
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_token_of_one_call() {
    let server = Server::start(vec![ok("{}")]).await;
    let other = client(&server).with(Options::new().token("another"));
    other.conv_file().send_link(&link()).await.expect("success");
    assert!(server.requests()[0].contains("x-acs-dingtalk-access-token: another\r\n"));
}
