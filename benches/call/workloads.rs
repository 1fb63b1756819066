//! The measured programs, each a process of its own.

use crate::server::{LIST, list};
use dingtalk_client::conv_file::send_link::{ErrorCode, Request, Response, SentFile};
use dingtalk_client::runtime::{Endpoint, Method, Operation, wire};
use dingtalk_client::transport::{Bytes, http};
use dingtalk_client::{Client, DentryId, DingTalk, OpenConversationId, SpaceId, UnionId};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde::Serialize;
use std::hint::black_box;
use tokio::net::TcpStream;

#[derive(Clone, Copy)]
pub enum Workload {
    /// A call of the client.
    SendLink,
    /// The same exchange over a connection of hyper.
    Hyper,
    /// The same exchange over the pooled client of hyper-util.
    HyperUtil,
    /// Creating a client for plain HTTP.
    Client,
    /// A call with a response of 10,000 items.
    List,
    /// Decoding this response alone.
    Decode,
}

impl Workload {
    pub const ALL: [Self; 6] = [Self::SendLink, Self::Hyper, Self::HyperUtil, Self::Client, Self::List, Self::Decode];

    pub fn name(self) -> &'static str {
        match self {
            Self::SendLink => "send_link",
            Self::Hyper => "hyper",
            Self::HyperUtil => "hyper-util",
            Self::Client => "client",
            Self::List => "list",
            Self::Decode => "decode",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|workload| workload.name() == name)
    }

    /// Few and many repetitions.
    pub fn counts(self) -> [u32; 2] {
        match self {
            Self::SendLink | Self::Hyper | Self::HyperUtil | Self::Client => [500, 1500],
            Self::List | Self::Decode => [2, 6],
        }
    }

    /// Repeats the workload.
    pub fn run(self, url: &str, count: u32) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            match self {
                Self::SendLink => send_link(url, count).await,
                Self::Hyper => over_hyper(url, count).await,
                Self::HyperUtil => over_hyper_util(url, count).await,
                Self::Client => (0..count).for_each(|_| drop(black_box(client(url)))),
                Self::List => list_files(url, count).await,
                Self::Decode => decode(count),
            }
        });
    }
}

fn client(url: &str) -> Client {
    Client::builder().base_url(url).allow_plain_http().token(TOKEN).build().expect("a client")
}

const TOKEN: &str = "3b4e6a8c9d0f1a2b3c4d5e6f70819203";

async fn send_link(url: &str, count: u32) {
    let client = client(url);
    let ids = (UnionId::new("chyxxxxx"), SpaceId::new("786xxxxx"), DentryId::new("908xxxxx"));
    let request = Request::new(ids.0, ids.1, ids.2, OpenConversationId::new("cidCxxxxx"));
    for _ in 0..count {
        let response = client.conv_file().send_link(black_box(&request)).send().await;
        black_box(response.expect("success"));
    }
}

/// The body of `send_link`.
#[derive(Serialize)]
struct Body {
    #[serde(rename = "spaceId")]
    space: &'static str,
    #[serde(rename = "dentryId")]
    dentry: &'static str,
    #[serde(rename = "openConversationId")]
    conversation: &'static str,
}

/// The request of `send_link` by hand.
fn request(origin: &str) -> http::Request<Full<Bytes>> {
    let body = Body { space: "786xxxxx", dentry: "908xxxxx", conversation: "cidCxxxxx" };
    let body = serde_json::to_vec(black_box(&body)).expect("JSON");
    http::Request::post(format!("{origin}/v1.0/convFile/conversations/files/links/send?unionId=chyxxxxx"))
        .header("accept", "application/json")
        .header("user-agent", "by-hand/0.1")
        .header("content-type", "application/json")
        .header("x-acs-dingtalk-access-token", TOKEN)
        .body(Full::new(body.into()))
        .expect("a request")
}

/// Decodes a response by hand, into the client's type.
async fn read(response: http::Response<hyper::body::Incoming>) {
    assert!(response.status().is_success());
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    black_box(serde_json::from_slice::<Response>(&body).expect("it fits"));
}

async fn over_hyper(url: &str, count: u32) {
    let address = url.strip_prefix("http://").expect("plain HTTP");
    let stream = TcpStream::connect(address).await.expect("a connection");
    stream.set_nodelay(true).expect("a setting");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("a handshake");
    tokio::spawn(connection);
    for _ in 0..count {
        let mut request = request("");
        request.headers_mut().insert("host", address.parse().expect("a host"));
        read(sender.send_request(request).await.expect("a response")).await;
    }
}

async fn over_hyper_util(url: &str, count: u32) {
    let mut connector = legacy::connect::HttpConnector::new();
    connector.set_nodelay(true);
    let client = legacy::Client::builder(TokioExecutor::new()).build(connector);
    for _ in 0..count {
        read(client.request(request(url)).await.expect("a response")).await;
    }
}

/// A request for a long list.
pub struct ListFiles {}

/// The list.
pub struct Files {
    items: Vec<SentFile>,
}

wire! { ListFiles {} }
wire! { Files { items = "items", } }

impl Endpoint for ListFiles {
    type Api = DingTalk;
    type Response = Files;
    type ErrorCode = ErrorCode;
    const OPERATION: Operation = Operation::new("files::list", Method::GET, LIST);
}

async fn list_files(url: &str, count: u32) {
    let client = client(url);
    for _ in 0..count {
        let files = client.call(&ListFiles {}).send().await.expect("success");
        assert!(black_box(files).items.len() > 1);
    }
}

fn decode(count: u32) {
    let body = list();
    for _ in 0..count {
        let files: Files = serde_json::from_str(black_box(&body)).expect("it fits");
        assert!(black_box(files).items.len() > 1);
    }
}
