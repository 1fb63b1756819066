//! TLS: trust, the negotiated HTTP version, and failures before a request is sent.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use dingtalk_client::im::chat_id_to_open_conversation_id::Request;
use dingtalk_client::runtime::BuildErrorKind;
use dingtalk_client::transport::http::Version;
use dingtalk_client::transport::{Hyper, TransportErrorKind};
use dingtalk_client::{Client, ErrorKind, OpenConversationId, Options, Outcome};
use h2::Reason;
use rustls::ServerConnection;

use crate::json::{CHAT, request};
use crate::tls_server::{self, Own, Secure};
use crate::transport_calls::{call, chain, hyper, limits, reported};

/// The causes of the error of a call over TLS to this address, which fails once with this message.
async fn causes(address: SocketAddr, why: &str) -> String {
    let url = format!("https://localhost:{}", address.port());
    let client =
        Client::builder().base_url(url).token("t").options(Options::new().attempts(1)).build().expect("a client");
    let request = request::<Request>(CHAT);
    let error = client.im().chat_id_to_open_conversation_id(&request).await.expect_err("an error");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::NotSent));
    assert_eq!(error.to_string(), format!("im::chat_id_to_open_conversation_id: {why}, nothing was sent"));
    assert_eq!(error.is_retryable(), why == "no connection");
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
        // Closes after the client, so that everything that was sent arrives.
        stream.read_to_end(&mut Vec::new()).ok();
    });
    let causes = causes(address, "no connection").await;
    assert!(causes.contains("corrupt message"), "{causes}");
    server.join().expect("no panic");
}

#[tokio::test]
async fn an_untrusted_certificate() {
    let config = Arc::new(Own::new().config);
    let (listener, address) = listen();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut tls = ServerConnection::new(config).expect("a connection");
        // The client aborts the handshake.
        tls.complete_io(&mut stream).expect_err("an alert").to_string()
    });
    let causes = causes(address, "the server's certificate is not trusted").await;
    assert!(causes.contains("invalid peer certificate"), "{causes}");
    let alert = server.join().expect("no panic");
    assert!(alert.contains("alert"), "{alert}");
}

/// Converts a chat's id.
async fn convert(server: &Secure, transport: Hyper) {
    let client = Client::builder().base_url(server.url()).token("the-token").transport(transport);
    let request = request::<Request>(CHAT);
    let response = client.build().expect("a client").im().chat_id_to_open_conversation_id(&request).await;
    assert_eq!(response.expect("success").open_conversation_id, Some(OpenConversationId::new("cid")));
}

#[tokio::test]
async fn http2_if_offered() {
    let own = Own::new();
    let transport = Hyper::builder().extra_root(&own.pem).build().expect("a transport");
    for (offered, spoken) in [
        (&["h2", "http/1.1"][..], Version::HTTP_2),
        (&["h2"], Version::HTTP_2),
        (&["http/1.1"], Version::HTTP_11),
        (&[], Version::HTTP_11),
    ] {
        let server = Secure::start(&own, offered).await;
        convert(&server, transport.clone()).await;
        assert_eq!(server.versions(), [spoken], "{offered:?}");
        assert_eq!(server.headers("x-acs-dingtalk-access-token"), [Some("the-token".to_owned())]);
    }
}

#[tokio::test]
async fn http1_only() {
    let own = Own::new();
    let server = Secure::start(&own, &["h2", "http/1.1"]).await;
    convert(&server, Hyper::builder().extra_root(&own.der).http1_only().build().expect("a transport")).await;
    assert_eq!(server.versions(), [Version::HTTP_11]);
}

#[tokio::test]
async fn concurrent_calls_share_an_http2_connection() {
    let own = Own::new();
    let server = Secure::start(&own, &["h2"]).await;
    let (transport, url) = (hyper(|builder| builder.tls_config(own.trusted())), server.url());
    call(&transport, &url, limits()).await.expect("success");
    let (first, second) = tokio::join!(call(&transport, &url, limits()), call(&transport, &url, limits()));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!((server.connections(), server.versions().len()), (1, 3));
}

#[tokio::test]
async fn a_custom_configuration() {
    let own = Own::new();
    let server = Secure::start(&own, &["h2"]).await;
    convert(&server, hyper(|builder| builder.tls_config(own.trusted()))).await;
    assert_eq!(server.versions(), [Version::HTTP_2]);

    let error = Hyper::builder().tls_config(own.trusted()).extra_root(&own.der).build().expect_err("two sets of roots");
    assert_eq!(error.kind(), BuildErrorKind::Certificate);
    assert!(error.to_string().ends_with("extra roots cannot be combined with a TLS configuration"), "{error}");
}

#[test]
fn invalid_extra_roots() {
    let key = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
    for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nMII", "0", key] {
        let error = Hyper::builder().extra_root(text).build().expect_err(text);
        assert_eq!(error.kind(), BuildErrorKind::Certificate, "{text}");
        assert!(error.to_string().starts_with("the certificate is invalid"), "{error}");
    }
}

/// A call to an HTTP/2 server that resets the stream with this reason, and the number of requests that the server saw.
async fn reset(reason: Reason) -> ((TransportErrorKind, bool, Option<u16>), usize) {
    let own = Own::new();
    let (listener, address) = tls_server::listen().await;
    let acceptor = own.acceptor(&["h2"]);
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a connection");
        let stream = acceptor.accept(stream).await.expect("TLS");
        let mut connection = h2::server::handshake(stream).await.expect("HTTP/2");
        let mut seen = 0;
        while let Some(Ok((_, mut respond))) = connection.accept().await {
            seen += 1;
            respond.send_reset(reason);
        }
        seen
    });
    let transport = hyper(|builder| builder.tls_config(own.trusted()));
    let reported = reported(call(&transport, &format!("https://localhost:{}", address.port()), limits()).await);
    drop(transport);
    (reported, server.await.expect("no panic"))
}

#[tokio::test]
async fn a_refused_stream_was_not_processed() {
    assert_eq!(reset(Reason::REFUSED_STREAM).await, ((TransportErrorKind::Interrupted, false, None), 1));
    assert_eq!(reset(Reason::INTERNAL_ERROR).await, ((TransportErrorKind::Interrupted, true, None), 1));
}

#[tokio::test]
async fn a_name_missing_from_the_certificate() {
    let own = Own::new();
    let server = Secure::start(&own, &["h2"]).await;
    let transport = hyper(|builder| builder.tls_config(own.trusted()));
    let url = server.url().replace("localhost", "127.0.0.1");
    let error = call(&transport, &url, limits()).await.expect_err("another name");
    assert_eq!((error.kind(), error.may_have_been_sent()), (TransportErrorKind::Untrusted, false));
    assert!(chain(&error).contains("not valid for name"), "{}", chain(&error));
    assert_eq!(server.versions(), []);
}
