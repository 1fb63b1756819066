//! A TLS server on loopback, over HTTP/1.1 or HTTP/2 as negotiated.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use dingtalk_client::transport::http::Version;
use dingtalk_client::transport::{Bytes, HyperBuilder, Request, Response};
use dingtalk_faults::Certificate;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::endpoints::CONVERSATION;
use crate::raw_server;
use crate::transport_calls::Caller;

pub struct TlsServer {
    pub certificate: Certificate,
    host: String,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<Request<Bytes>>,
}

impl TlsServer {
    /// A server that offers these protocols and responds to every request with one conversation.
    pub async fn start(protocols: &[&str]) -> Self {
        Self::start_at("localhost", protocols).await
    }

    /// A server with a certificate for this name.
    pub async fn start_at(name: &str, protocols: &[&str]) -> Self {
        let certificate = Certificate::generate(name);
        let acceptor = certificate.acceptor(protocols);
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = Arc::clone(&seen);
        let address = raw_server::serve(move |stream| serve(acceptor.clone(), stream, Arc::clone(&shared))).await;
        Self { certificate, host: format!("{name}:{}", address.port()), seen }
    }

    pub fn url(&self) -> String {
        format!("https://{}", self.host)
    }

    /// The host and the port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// A caller that trusts the server.
    pub fn caller(&self, set: impl FnOnce(HyperBuilder) -> HyperBuilder) -> Caller {
        Caller::new(self.url(), |builder| set(builder.tls_config(self.certificate.trusted())))
    }

    pub fn connections(&self) -> usize {
        self.seen.lock().expect("unpoisoned").connections
    }

    /// The HTTP version of each request.
    pub fn versions(&self) -> Vec<Version> {
        self.seen.lock().expect("unpoisoned").requests.iter().map(Request::version).collect()
    }

    /// The path of each request.
    pub fn paths(&self) -> Vec<String> {
        let seen = self.seen.lock().expect("unpoisoned");
        seen.requests.iter().map(|request| request.uri().path().to_owned()).collect()
    }

    /// The value of a header in each request.
    pub fn headers(&self, name: &str) -> Vec<Option<String>> {
        let seen = self.seen.lock().expect("unpoisoned");
        let values = seen.requests.iter().map(|request| request.headers().get(name));
        values.map(|value| value.map(|value| value.to_str().expect("a text").to_owned())).collect()
    }
}

async fn serve(acceptor: TlsAcceptor, stream: TcpStream, seen: Arc<Mutex<Seen>>) {
    let Ok(stream) = acceptor.accept(stream).await else { return };
    seen.lock().expect("unpoisoned").connections += 1;
    let service = service_fn(move |request: Request<Incoming>| {
        let seen = Arc::clone(&seen);
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.expect("a body").to_bytes();
            seen.lock().expect("unpoisoned").requests.push(Request::from_parts(head, body));
            Ok::<_, Infallible>(Response::new(Full::new(Bytes::from_static(CONVERSATION.as_bytes()))))
        }
    });
    // The client may leave.
    if speaks_http2(&stream) {
        http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await.ok();
    } else {
        http1::Builder::new().serve_connection(TokioIo::new(stream), service).await.ok();
    }
}

fn speaks_http2(stream: &TlsStream<TcpStream>) -> bool {
    stream.get_ref().1.alpn_protocol() == Some(b"h2")
}
