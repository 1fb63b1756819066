//! A transport over in-memory streams, with real HTTP/1.1. Works with a paused clock, which would jump past responses
//! in transit through sockets.

use std::time::Duration;

use dingtalk_client::runtime::ClientBuilder;
use dingtalk_client::transport::http::header::HOST;
use dingtalk_client::transport::http::{HeaderValue, Uri};
use dingtalk_client::transport::{
    BoxFuture, Bytes, Limits, Request, Response, Transport, TransportError, TransportErrorKind,
};
use dingtalk_client::{Client, DingTalk};
use dingtalk_faults::{APP_KEY, APP_SECRET, Plan, StandIn, TOKEN};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

/// Opens a stream for each request. Ignores the deadline, which is left to the client.
#[derive(Clone)]
pub struct Memory(pub StandIn);

impl Memory {
    fn client(self) -> ClientBuilder<DingTalk> {
        Client::builder().transport(self)
    }

    /// A client with a fixed token.
    pub fn fixed(self) -> Client {
        self.client().token(TOKEN).build().expect("a client")
    }

    /// A client that fetches its tokens.
    pub fn app(self) -> Client {
        self.client().app_credentials(APP_KEY, APP_SECRET).build().expect("a client")
    }

    async fn exchange(self, mut request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let broke = |error: hyper::Error| TransportError::new(TransportErrorKind::Interrupted).with_source(error);
        let (near, far) = tokio::io::duplex(64 << 10);
        tokio::spawn(async move { self.0.serve(far).await });
        let (mut sender, connection) = http1::handshake(TokioIo::new(near)).await.map_err(broke)?;
        tokio::spawn(connection);
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        *request.uri_mut() = Uri::try_from(target).expect("a part of an address");
        request.headers_mut().insert(HOST, HeaderValue::from_static("memory"));
        let (head, body) = sender.send_request(request.map(Full::new)).await.map_err(broke)?.into_parts();
        let body = body.collect().await.map_err(broke)?.to_bytes();
        Ok(Response::from_parts(head, body))
    }
}

impl Transport for Memory {
    fn call(&self, request: Request<Bytes>, _limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(self.clone().exchange(request))
    }
}

/// A stand-in with this plan, and a client with a fixed token.
pub fn fixed(plan: impl Plan) -> (StandIn, Client) {
    let stand_in = StandIn::new(plan);
    (stand_in.clone(), Memory(stand_in).fixed())
}

/// A stand-in with this plan, and a client that fetches its tokens.
pub fn app(plan: impl Plan) -> (StandIn, Client) {
    let stand_in = StandIn::new(plan);
    (stand_in.clone(), Memory(stand_in).app())
}

pub fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
