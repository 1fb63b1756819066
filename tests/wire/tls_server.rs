//! A TLS server on loopback, over HTTP/1.1 or HTTP/2 as negotiated.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use base64::prelude::{BASE64_STANDARD, Engine};
use dingtalk_client::transport::http::Version;
use dingtalk_client::transport::{Bytes, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ClientConfig, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::transport_calls::trusting;

/// A self-signed certificate.
pub struct Own {
    pub der: Vec<u8>,
    pub pem: String,
    /// The configuration of a server, without protocols.
    pub config: ServerConfig,
}

impl Own {
    pub fn new() -> Self {
        Self::named("localhost")
    }

    pub fn named(name: &str) -> Self {
        let own = rcgen::generate_simple_self_signed([name.to_owned()]).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let builder = builder.with_safe_default_protocol_versions().expect("versions").with_no_client_auth();
        let config = builder.with_single_cert(vec![own.cert.der().clone()], key.into()).expect("a key");
        let der = own.cert.der().to_vec();
        let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", BASE64_STANDARD.encode(&der));
        Self { der, pem, config }
    }

    /// A configuration of clients that trust it alone.
    pub fn trusted(&self) -> ClientConfig {
        trusting(Some(&self.der))
    }

    /// Accepts TLS connections with these protocols.
    pub fn acceptor(&self, protocols: &[&str]) -> TlsAcceptor {
        let mut config = self.config.clone();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        TlsAcceptor::from(Arc::new(config))
    }
}

pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

pub struct Secure {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<Request<Bytes>>,
}

impl Secure {
    /// A server that offers these protocols and responds to every request with one conversation.
    pub async fn start(own: &Own, protocols: &[&str]) -> Self {
        let (listener, address) = listen().await;
        let acceptor = own.acceptor(protocols);
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(acceptor.clone(), stream, Arc::clone(&shared)));
            }
        });
        Self { address, seen }
    }

    pub fn url(&self) -> String {
        format!("https://{}", self.host())
    }

    /// The host and the port.
    pub fn host(&self) -> String {
        format!("localhost:{}", self.address.port())
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
            Ok::<_, Infallible>(Response::new(Full::new(Bytes::from_static(br#"{"openConversationId":"cid"}"#))))
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
