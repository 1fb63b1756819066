//! The platform's CA certificates: they are read once, and only for TLS.

use std::path::Path;
use std::time::Duration;
use std::{env, fs};

use dingtalk_client::transport::Hyper;
use dingtalk_client::{AnyError, ErrorKind, Options, Outcome};
use tokio::task::spawn_blocking;
use tokio::{join, spawn};

use crate::child_process;
use crate::endpoints::{CONVERSATION, convert};
use crate::server::{Server, builder, ok};
use crate::tls_server::TlsServer;

/// A call by a new client.
async fn convert_at(url: String) -> Result<(), AnyError> {
    convert(&builder(url).build().expect("a client")).await?;
    Ok(())
}

/// Runs an ignored test with the platform's certificates in this folder.
fn run(test: &str, folder: &Path) {
    child_process::run(test, |command| {
        command.env("SSL_CERT_FILE", folder.join("roots.pem")).env("SSL_CERT_DIR", folder.join("none"))
    });
}

#[test]
fn are_read_when_needed() {
    let folder = tempfile::tempdir().expect("a folder");
    run("roots::as_a_process", folder.path());
}

#[cfg(unix)]
#[test]
fn a_blocking_file_does_not_block_the_runtime() {
    let folder = tempfile::tempdir().expect("a folder");
    let status = std::process::Command::new("mkfifo").arg(folder.path().join("roots.pem")).status().expect("mkfifo");
    assert!(status.success());
    run("roots::with_a_fifo", folder.path());
}

#[tokio::test]
#[ignore = "others run it as a process of its own"]
async fn as_a_process() {
    let Ok(file) = env::var("SSL_CERT_FILE") else { return };
    let server = TlsServer::start(&["http/1.1"]).await;
    let plain = Server::start(vec![ok(CONVERSATION)]).await;
    convert_at(plain.url()).await.expect("no TLS is needed");

    let error = convert_at(server.url()).await.expect_err("no certificate is trusted");
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Transport, Outcome::NotSent, 1));
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: the system has no CA certificates to verify the server with: install them, or \
         set SSL_CERT_FILE, nothing was sent"
    );
    assert!(format!("{error:#}").contains(&format!("SSL_CERT_FILE is {file}")), "{error:#}");

    // An extra root needs none of them.
    let transport = Hyper::builder().extra_root(server.certificate.pem()).build().expect("a transport");
    let client = builder(server.url()).transport(transport).build().expect("a client");
    convert(&client).await.expect("the extra root is trusted");

    // A failure is not cached; success is.
    fs::write(&file, server.certificate.pem()).expect("written");
    convert_at(server.url()).await.expect("it is trusted now");
    fs::remove_file(&file).expect("removed");
    convert_at(server.url()).await.expect("it is read once");
    assert_eq!(server.versions().len(), 3);
}

#[tokio::test]
#[ignore = "others run it as a process of its own"]
async fn with_a_fifo() {
    let Ok(file) = env::var("SSL_CERT_FILE") else { return };
    let server = TlsServer::start(&["http/1.1"]).await;
    let plain = Server::start(vec![ok(CONVERSATION)]).await;
    let builder = builder(server.url()).options(Options::new().deadline(Duration::from_millis(300)));
    let client = builder.build().expect("a client");
    let blocked = spawn(async move { convert(&client).await });
    convert_at(plain.url()).await.expect("the only thread of the runtime is free");
    let error = blocked.await.expect("no panic").expect_err("nobody writes to the FIFO");
    assert_eq!(error.to_string(), "im::chat_id_to_open_conversation_id: the deadline passed, nothing was sent");

    // The thread that waited for the file is the one that reads it.
    let (converted, ()) = join!(convert_at(server.url()), async {
        spawn_blocking(move || fs::write(file, server.certificate.pem())).await.expect("no panic").expect("written");
    });
    converted.expect("it is trusted now");
}
