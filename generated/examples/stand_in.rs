//! A stand-in for `DingTalk`: a real HTTP server on a free local port with three endpoints.

use bytes::Bytes;
use dingtalk_client::{DentryId, Value};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::net::TcpListener;

pub const APP_KEY: &str = "dingxxxxx";
pub const APP_SECRET: &str = "an app's secret";
pub const CHAT_ID: &str = "chatfaabe59a460527f5fb72fbbdfe3f061e";
const TOKEN: &str = "an-access-token";

/// The error table of the page about file links.
const SEND_LINK_ERRORS: [(u16, &str, &str); 8] = [
    (400, "paramError", "spaceId or dentryId"),
    (400, "paramError.spaceId", "spaceId"),
    (400, "paramError.dentryId", "dentryId"),
    (400, "paramError.conversationId", "openConversationId"),
    (403, "permissionDenied", "no permission"),
    (404, "conversationNotExist", "no such chat"),
    (500, "systemError", "try later"),
    (500, "unknownError", "Unknown Error"),
];

/// The codes of that table.
pub fn send_link_codes() -> impl Iterator<Item = &'static str> {
    SEND_LINK_ERRORS.iter().map(|(_, code, _)| *code)
}

/// A file that makes the stand-in fail with this code.
pub fn failing_with(code: &str) -> DentryId {
    DentryId::new(format!("fail:{code}"))
}

/// A file whose first request is throttled.
pub const THROTTLED_ONCE: &str = "throttled-once";

/// The running server. It ends with the program.
pub struct StandIn {
    address: SocketAddr,
}

impl StandIn {
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let served = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(connection), service_fn(serve));
                tokio::spawn(served);
            }
        });
        Ok(Self { address })
    }

    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn serve(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let json: Value = serde_json::from_slice(&body).unwrap_or_default();
    let path = head.uri.path();
    if head.method != Method::POST {
        return Ok(error(404, "InvalidAction.NotFound", "no such API"));
    }
    if path == "/v1.0/oauth2/accessToken" {
        return Ok(access_token(&json));
    }
    if head.headers.get("x-acs-dingtalk-access-token").is_none_or(|token| token != TOKEN) {
        return Ok(error(400, "InvalidAuthentication", "the token is not valid"));
    }
    let chat = path.strip_prefix("/v1.0/im/chat/").and_then(|rest| rest.strip_suffix("/convertToOpenConversationId"));
    Ok(match (path, chat) {
        ("/v1.0/convFile/conversations/files/links/send", _) => send_link(&json),
        (_, Some(CHAT_ID)) => respond(200, r#"{"openConversationId": "cidl1B8RVUFmkO50OC9uEbySQ=="}"#.to_owned()),
        (_, Some(_)) => error(400, "invalideChatId", "Invalid chatId"),
        _ => error(404, "InvalidAction.NotFound", "no such API"),
    })
}

fn access_token(request: &Value) -> Response<Full<Bytes>> {
    if request["appKey"] == APP_KEY && request["appSecret"] == APP_SECRET {
        respond(200, serde_json::json!({"accessToken": TOKEN, "expireIn": 7200}).to_string())
    } else {
        error(400, "invalidClientIdOrSecret", "wrong key or secret")
    }
}

fn send_link(request: &Value) -> Response<Full<Bytes>> {
    static THROTTLED: AtomicBool = AtomicBool::new(false);
    if request["dentryId"] == THROTTLED_ONCE && !THROTTLED.swap(true, Ordering::Relaxed) {
        return error(403, "Forbidden.AccessDenied.QpsLimitForApi", "too many calls");
    }
    let wanted = request["dentryId"].as_str().and_then(|dentry| dentry.strip_prefix("fail:"));
    if let Some((status, code, message)) = SEND_LINK_ERRORS.iter().find(|(_, code, _)| Some(*code) == wanted) {
        return error(*status, code, message);
    }
    let file = serde_json::json!({"file": {
        "id": request["dentryId"], "spaceId": request["spaceId"], "conversationId": request["openConversationId"],
        "type": "FILE", "name": "minutes.txt", "extension": "txt", "size": 256, "version": 1, "status": "NORMAL",
        "createTime": "2022-07-29T14:55Z",
    }});
    respond(200, file.to_string())
}

fn error(status: u16, code: &str, message: &str) -> Response<Full<Bytes>> {
    let envelope = serde_json::json!({"code": code, "message": message, "requestid": "0A1B2C3D"});
    respond(status, envelope.to_string())
}

fn respond(status: u16, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert("content-type", http::HeaderValue::from_static("application/json"));
    response
}
