//! TLS that fails, before anything of a request is sent.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use dingtalk_client::im::chat_id_to_open_conversation_id::Request;
use dingtalk_client::{Client, ErrorKind, Options, Outcome};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection};

use crate::json::{CHAT, request};

/// All causes of the error of a call to this address over TLS.
async fn causes(address: SocketAddr) -> String {
    let url = format!("https://localhost:{}", address.port());
    let client =
        Client::builder().base_url(url).token("t").options(Options::new().attempts(1)).build().expect("a client");
    let request = request::<Request>(CHAT);
    let error = client.im().chat_id_to_open_conversation_id(&request).await.expect_err("an error");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::NotSent));
    assert_eq!(error.to_string(), "im::chat_id_to_open_conversation_id: no connection, nothing was sent");
    let mut causes = Vec::new();
    let mut next = std::error::Error::source(&error);
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes.join(": ")
}

fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

#[tokio::test]
async fn a_server_without_tls() {
    let (listener, address) = listen();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").expect("sent");
        // Closed only after the client has gone, so that what was sent arrives.
        stream.read_to_end(&mut Vec::new()).ok();
    });
    let causes = causes(address).await;
    assert!(causes.contains("corrupt message"), "{causes}");
    server.join().expect("no panic");
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts() {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let (certificate, key) = (own.cert.der().clone(), PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
    let builder = builder.with_safe_default_protocol_versions().expect("versions").with_no_client_auth();
    let config = Arc::new(builder.with_single_cert(vec![certificate], key.into()).expect("a key"));
    let (listener, address) = listen();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut tls = ServerConnection::new(config).expect("a connection");
        // The client breaks the handshake off.
        tls.complete_io(&mut stream).expect_err("an alert").to_string()
    });
    let causes = causes(address).await;
    assert!(causes.contains("invalid peer certificate"), "{causes}");
    let alert = server.join().expect("no panic");
    assert!(alert.contains("alert"), "{alert}");
}
