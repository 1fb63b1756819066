//! TLS: trust, the negotiated HTTP version, and failures before a request is sent.

use std::net::SocketAddr;

use dingtalk_client::runtime::BuildErrorKind;
use dingtalk_client::transport::http::Version;
use dingtalk_client::transport::{Hyper, TransportErrorKind};
use dingtalk_client::{ErrorKind, OpenConversationId, Outcome};
use dingtalk_faults::{Certificate, listen};
use h2::Reason;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::endpoints::convert;
use crate::server::builder;
use crate::tls_server::TlsServer;
use crate::transport_calls::{Caller, chain, reported};

/// The error of a call over TLS to this address, which fails once with this message, and its causes.
async fn fail(address: SocketAddr, why: &str) -> String {
    let client = builder(format!("https://localhost:{}", address.port())).build().expect("a client");
    let error = convert(&client).await.expect_err("an error");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::NotSent));
    assert_eq!(error.to_string(), format!("im::chat_id_to_open_conversation_id: {why}, nothing was sent"));
    assert_eq!(error.is_retryable(), why == "no connection");
    chain(&error)
}

#[tokio::test]
async fn a_server_without_tls() {
    let (listener, address) = listen().await;
    let serve = async {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await.expect("sent");
        // Closes after the client, so that everything that was sent arrives.
        stream.read_to_end(&mut Vec::new()).await.ok();
    };
    let (error, ()) = tokio::join!(fail(address, "no connection"), serve);
    assert!(error.contains("corrupt message"), "{error}");
}

#[tokio::test]
async fn an_untrusted_certificate() {
    let (listener, address) = listen().await;
    let serve = async {
        let (stream, _) = listener.accept().await.expect("a connection");
        // The client aborts the handshake.
        Certificate::generate("localhost").acceptor(&[]).accept(stream).await.expect_err("an alert").to_string()
    };
    let (error, alert) = tokio::join!(fail(address, "the server's certificate is not trusted"), serve);
    assert!(error.contains("invalid peer certificate"), "{error}");
    assert!(alert.contains("alert"), "{alert}");
}

/// Converts a chat's id over this transport.
async fn convert_over(server: &TlsServer, transport: Hyper) {
    let client = builder(server.url()).transport(transport).build().expect("a client");
    let response = convert(&client).await.expect("success");
    assert_eq!(response.open_conversation_id, Some(OpenConversationId::new("cid")));
}

#[tokio::test]
async fn http2_if_offered() {
    for (offered, spoken) in [
        (&["h2", "http/1.1"][..], Version::HTTP_2),
        (&["h2"], Version::HTTP_2),
        (&["http/1.1"], Version::HTTP_11),
        (&[], Version::HTTP_11),
    ] {
        let server = TlsServer::start(offered).await;
        let transport = Hyper::builder().extra_root(server.certificate.pem());
        convert_over(&server, transport.build().expect("a transport")).await;
        assert_eq!(server.versions(), [spoken], "{offered:?}");
        assert_eq!(server.headers("x-acs-dingtalk-access-token"), [Some("the-token".to_owned())]);
    }
}

#[tokio::test]
async fn http1_only() {
    let server = TlsServer::start(&["h2", "http/1.1"]).await;
    let transport = Hyper::builder().extra_root(server.certificate.der()).http1_only();
    convert_over(&server, transport.build().expect("a transport")).await;
    assert_eq!(server.versions(), [Version::HTTP_11]);
}

#[tokio::test]
async fn concurrent_calls_share_an_http2_connection() {
    let server = TlsServer::start(&["h2"]).await;
    let caller = server.caller(|builder| builder);
    caller.call().await.expect("success");
    let (first, second) = tokio::join!(caller.call(), caller.call());
    assert!(first.is_ok() && second.is_ok());
    assert_eq!((server.connections(), server.versions().len()), (1, 3));
}

#[tokio::test]
async fn a_custom_configuration() {
    let server = TlsServer::start(&["h2"]).await;
    let trusted = || Hyper::builder().tls_config(server.certificate.trusted());
    convert_over(&server, trusted().build().expect("a transport")).await;
    assert_eq!(server.versions(), [Version::HTTP_2]);

    let error = trusted().extra_root(server.certificate.der()).build().expect_err("two sets of roots");
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

#[tokio::test]
async fn a_refused_stream_was_not_processed() {
    for (reason, may_have_been_sent) in [(Reason::REFUSED_STREAM, false), (Reason::INTERNAL_ERROR, true)] {
        let certificate = Certificate::generate("localhost");
        let (listener, address) = listen().await;
        let acceptor = certificate.acceptor(&["h2"]);
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
        let url = format!("https://localhost:{}", address.port());
        let result = Caller::new(url, |builder| builder.tls_config(certificate.trusted())).call().await;
        assert_eq!(reported(result), (TransportErrorKind::Interrupted, may_have_been_sent, None), "{reason:?}");
        assert_eq!(server.await.expect("no panic"), 1, "{reason:?}");
    }
}

#[tokio::test]
async fn a_name_missing_from_the_certificate() {
    let server = TlsServer::start(&["h2"]).await;
    let mut caller = server.caller(|builder| builder);
    caller.url = server.url().replace("localhost", "127.0.0.1");
    let error = caller.call().await.expect_err("another name");
    assert!(chain(&error).contains("not valid for name"), "{}", chain(&error));
    assert_eq!(reported(Err(error)), (TransportErrorKind::Untrusted, false, None));
    assert_eq!(server.versions(), []);
}
